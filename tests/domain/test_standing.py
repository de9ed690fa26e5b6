"""Which opinion, which review and which meeting count."""

from datetime import date
from typing import Any

import pytest

from review.domain.dossier import (
    FORMAT,
    Adviser,
    Dossier,
    Draft,
    EarlierDraft,
    LegalityReview,
    LegalOpinion,
    Matter,
    Meeting,
    Reference,
    Topic,
)
from review.domain.kleene import Truth
from review.domain.standing import (
    current_opinions,
    deciding_is_known,
    deciding_meeting,
    heard_by,
    holds,
    opinion_holds,
    passed_on,
    review_holds,
)
from review.domain.vocabulary import DecisionMode, DraftChange, MeetingResult, MeetingType, OpinionConclusion

ONE, TWO, THREE, OTHER = "1" * 64, "2" * 64, "3" * 64, "f" * 64
TODAY = date(2024, 5, 8)
FIRST, MATERIAL, EDITORIAL, ADOPTS = (
    DraftChange.FIRST, DraftChange.MATERIAL, DraftChange.EDITORIAL, DraftChange.ADOPTS_OPINION
)  # fmt: skip


def drafts(*versions: tuple[str | None, DraftChange | None], **current: Any) -> Draft:
    """The drafts in order, the last one the current."""
    *earlier, (sha256, change) = versions
    return Draft(
        sha256=sha256, change=change, earlier=tuple(EarlierDraft(sha256=sha, change=how) for sha, how in earlier),
        **current,
    )  # fmt: skip


def stands(draft: Draft, named: str | None, target: str | None = None) -> Truth:
    return holds(named, "意见1号", frozenset({"a01"}), draft, target or draft.sha256)


def test_a_paper_holds_for_the_draft_it_names():
    assert stands(drafts((ONE, FIRST)), ONE) is True
    assert stands(drafts((ONE, FIRST)), OTHER) is False


def test_it_holds_through_editorial_changes_and_not_through_a_material_one():
    assert stands(drafts((ONE, FIRST), (TWO, EDITORIAL)), ONE) is True
    assert stands(drafts((ONE, FIRST), (TWO, EDITORIAL), (THREE, EDITORIAL)), ONE) is True
    assert stands(drafts((ONE, FIRST), (TWO, MATERIAL), (THREE, EDITORIAL)), ONE) is False
    assert stands(drafts((ONE, FIRST), (TWO, EDITORIAL), (THREE, MATERIAL)), ONE) is False
    assert stands(drafts((ONE, FIRST), (TWO, MATERIAL), (THREE, EDITORIAL)), TWO) is True


def test_a_paper_on_a_later_draft_does_not_hold_for_an_earlier_one():
    assert stands(drafts((ONE, FIRST), (TWO, EDITORIAL)), TWO, target=ONE) is False


@pytest.mark.parametrize("back", [MATERIAL, EDITORIAL])
def test_where_a_file_was_two_drafts_with_another_between_nobody_knows_on_which_the_paper_was_given(back: DraftChange):
    draft = drafts((ONE, FIRST), (TWO, MATERIAL), (ONE, back))
    assert stands(draft, ONE) is None
    assert stands(draft, TWO) is (back is EDITORIAL)
    assert stands(draft, ONE, TWO) is False
    assert stands(draft, OTHER) is False


def test_a_file_that_was_two_drafts_is_in_no_doubt_where_each_change_is_editorial():
    assert stands(drafts((ONE, FIRST), (TWO, EDITORIAL), (ONE, EDITORIAL)), ONE) is True
    assert stands(drafts((ONE, FIRST), (TWO, EDITORIAL), (ONE, EDITORIAL), (THREE, MATERIAL)), ONE) is False


@pytest.mark.parametrize(
    ("adopts", "confirmed_by", "held"),
    [
        (("意见1号",), ("a01",), True),
        (("意见2号", "意见1号"), ("r01", "a01"), True),
        (("意见2号",), ("a01",), False),
        (("意见1号",), ("r01",), False),
        (("意见1号",), (), False),
        ((), ("a01",), False),
        (None, ("a01",), None),
        (("意见1号",), None, None),
        (None, ("r01",), False),
        (("意见2号",), None, False),
    ],
)
def test_a_draft_that_adopts_the_paper_keeps_it_when_its_author_confirmed(
    adopts: tuple[str, ...] | None, confirmed_by: tuple[str, ...] | None, held: Truth
):
    draft = drafts((ONE, FIRST), (TWO, ADOPTS), adopts=adopts, confirmed_by=confirmed_by)
    assert stands(draft, ONE) is held


@pytest.mark.parametrize(
    ("draft", "named"),
    [
        (drafts((ONE, FIRST)), None),
        (drafts((None, FIRST)), ONE),
        (drafts((ONE, FIRST), (TWO, None)), ONE),
        (drafts((None, FIRST), (TWO, EDITORIAL)), ONE),
        (Draft(sha256=TWO, change=EDITORIAL), ONE),
    ],
)
def test_where_draft_or_change_is_not_known_nobody_knows_whether_the_paper_holds(draft: Draft, named: str | None):
    assert stands(draft, named) is None


@pytest.mark.parametrize(
    "draft",
    [
        drafts((TWO, EDITORIAL)),
        drafts((None, FIRST), (TWO, MATERIAL)),
        Draft(sha256=TWO, change=MATERIAL),
        Draft(sha256=TWO, change=FIRST),
    ],
)
def test_a_paper_on_a_draft_that_is_not_listed_does_not_hold_where_none_is_left_that_it_could_name(draft: Draft):
    assert stands(draft, ONE) is False


def dossier(**parts: Any) -> Dossier:
    draft = parts.pop("draft", drafts((ONE, FIRST)))
    mode = parts.pop("mode", DecisionMode.PARTY_GROUP_VOTE)
    return Dossier(format=FORMAT, as_of=TODAY, matter=Matter(draft=draft, decision_mode=mode), **parts)


def opinion(number: str, adviser: str | None = "a01", day: int | None = 1, **rest: Any) -> LegalOpinion:
    rest = {"draft_sha256": ONE, **rest}
    return LegalOpinion(
        number=number, adviser=adviser and Adviser(id=adviser), issued_on=day and date(2024, 4, day), **rest
    )  # type: ignore[arg-type]


def current(*opinions: LegalOpinion, **parts: Any) -> tuple[set[str | None], set[str | None]]:
    """The numbers of the opinions that count, and of those of which it is not known."""
    found = current_opinions(dossier(legal_opinions=opinions, **parts))
    assert found is not None
    assert found.certain is not bool(found.doubtful)
    return {one.number for one in found.opinions}, {one.number for one in found.doubtful}


def test_before_it_is_known_which_opinions_were_given_none_is_current():
    assert current_opinions(dossier()) is None
    assert current() == (set(), set())


def test_the_latest_opinion_of_each_adviser_counts_in_whatever_order_they_are_listed():
    assert current(opinion("甲", day=1), opinion("乙", day=2)) == ({"乙"}, set())
    assert current(opinion("乙", day=2), opinion("甲", day=1)) == ({"乙"}, set())
    assert current(opinion("甲", "a01", 1), opinion("乙", "a02", 2)) == ({"甲", "乙"}, set())


def test_two_opinions_of_one_day_both_count_unless_one_replaces_the_other():
    assert current(opinion("甲"), opinion("乙")) == ({"甲", "乙"}, set())
    assert current(opinion("甲"), opinion("乙", supersedes="甲")) == ({"乙"}, set())


def test_two_opinions_that_each_replace_the_other_both_count():
    assert current(opinion("甲", supersedes="乙"), opinion("乙", supersedes="甲")) == ({"甲", "乙"}, set())


def test_an_adviser_does_not_replace_the_opinion_of_another_adviser():
    assert current(opinion("甲", "a01"), opinion("乙", "a02", 2, supersedes="甲")) == ({"甲", "乙"}, set())
    assert current(opinion("甲", "a01"), opinion("乙", None, 2, supersedes="甲")) == ({"甲", "乙"}, set())


def test_an_older_opinion_does_not_replace_a_newer_one():
    assert current(opinion("甲", day=2), opinion("乙", day=1, supersedes="甲")) == ({"甲"}, set())


def test_an_opinion_on_another_draft_replaces_nothing_on_the_current_one():
    stale = opinion("乙", day=2, supersedes="甲", draft_sha256=OTHER, conclusion=OpinionConclusion.LAWFUL)
    assert current(opinion("甲"), stale) == ({"甲"}, set())


@pytest.mark.parametrize("conclusion", [None, *(one for one in OpinionConclusion if one is not OpinionConclusion.LAWFUL)])
def test_an_opinion_against_the_matter_does_not_vanish_by_a_hash_that_fits_no_draft(conclusion):
    lost = opinion("乙", "a02", draft_sha256=OTHER, conclusion=conclusion)
    assert current(opinion("甲"), lost) == ({"甲"}, {"乙"})


def test_opinions_of_one_adviser_are_in_doubt_while_the_day_of_one_is_not_known():
    shown, doubtful = current(opinion("甲", day=1), opinion("乙", day=None))
    assert shown == {"乙"}
    assert doubtful == {"甲", "乙"}
    assert current(opinion("甲", "a01", 1), opinion("乙", "a02", None)) == ({"甲", "乙"}, set())


def test_an_opinion_on_a_draft_that_is_not_known_may_or_may_not_count():
    assert current(opinion("甲"), opinion("乙", "a02", draft_sha256=None)) == ({"甲"}, {"乙"})


def test_opinions_on_an_older_draft_do_not_count_after_a_material_change():
    changed = drafts((ONE, FIRST), (TWO, MATERIAL))
    assert current(opinion("甲"), opinion("乙", day=2, draft_sha256=TWO), draft=changed) == ({"乙"}, set())
    assert current(opinion("甲"), draft=changed) == (set(), set())


def test_an_opinion_can_be_asked_of_any_draft():
    changed = drafts((ONE, FIRST), (TWO, MATERIAL))
    found = dossier(draft=changed)
    assert opinion_holds(found, opinion("甲")) is False
    assert opinion_holds(found, opinion("甲"), ONE) is True


@pytest.mark.parametrize(
    ("confirmed_by", "reviewers", "head", "held"),
    [
        (("r01",), ("r01",), "r02", True),
        (("r02",), ("r01",), "r02", True),
        (("a01",), ("r01",), "r02", False),
        (("a01",), ("r01",), None, None),
        (("a01",), None, "r02", None),
        (("r02",), None, "r02", True),
    ],
)
def test_a_review_is_kept_by_its_reviewers_or_its_head(
    confirmed_by: tuple[str, ...], reviewers: tuple[str, ...] | None, head: str | None, held: Truth
):
    draft = drafts((ONE, FIRST), (TWO, ADOPTS), adopts=("合审1号",), confirmed_by=confirmed_by)
    review = LegalityReview(
        number="合审1号", draft_sha256=ONE, head=head,
        reviewers=reviewers and tuple(Reference(id=one) for one in reviewers),
    )  # fmt: skip
    assert review_holds(dossier(draft=draft), review) is held


GROUP, BOARD, PANEL = MeetingType.PARTY_GROUP_MEETING, MeetingType.DIRECTOR_MEETING, MeetingType.OTHER
PASSED, DEFERRED = MeetingResult.PASSED, MeetingResult.DEFERRED
VOTE, HEAD = DecisionMode.PARTY_GROUP_VOTE, DecisionMode.HEAD_DECIDES


def meetings(*held: tuple[MeetingType | None, MeetingResult | None]) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(number=str(place), type=kind, result=result, topic=Topic(confirmed_on=date(2024, 4, place)))
        for place, (kind, result) in enumerate(held, 1)
    )


@pytest.mark.parametrize(
    ("held", "mode", "place"),
    [
        ([(GROUP, PASSED)], VOTE, "1"),
        ([(GROUP, PASSED), (BOARD, PASSED)], VOTE, "1"),
        ([(GROUP, PASSED), (BOARD, PASSED)], HEAD, "2"),
        ([(GROUP, DEFERRED), (GROUP, PASSED)], VOTE, "2"),
        ([(GROUP, PASSED), (GROUP, DEFERRED)], VOTE, "1"),
        ([(GROUP, PASSED), (GROUP, None)], VOTE, "2"),
        ([(BOARD, PASSED)], VOTE, None),
        ([(GROUP, PASSED)], HEAD, None),
        ([(MeetingType.EXECUTIVE_MEETING, PASSED)], HEAD, "1"),
        ([(MeetingType.PLENARY_MEETING, PASSED), (PANEL, PASSED)], HEAD, "1"),
        ([(GROUP, DEFERRED)], VOTE, None),
        ([], VOTE, None),
    ],
)
def test_the_last_meeting_not_deferred_of_the_body_that_decides_is_the_deciding_one(
    held: list[Any], mode: DecisionMode, place: str | None
):
    found = dossier(mode=mode, meetings=meetings(*held))
    deciding = deciding_meeting(found)
    assert (deciding.number if deciding else None) == place
    assert deciding_is_known(found)
    assert heard_by(found) == (date(2024, 4, int(place)) if place else TODAY)


@pytest.mark.parametrize(
    ("held", "mode"),
    [
        ([(GROUP, PASSED), (None, PASSED)], VOTE),
        ([(None, PASSED)], VOTE),
        ([(None, None)], HEAD),
        ([(GROUP, PASSED)], None),
        ([(GROUP, PASSED), (BOARD, PASSED)], None),
    ],
)
def test_while_mode_or_type_is_not_known_nobody_knows_by_when_opinion_and_review_were_due(
    held: list[Any], mode: DecisionMode | None
):
    found = dossier(mode=mode, meetings=meetings(*held))
    assert not deciding_is_known(found)
    assert heard_by(found) is None


@pytest.mark.parametrize("held", [[(None, PASSED), (GROUP, PASSED)], [(GROUP, PASSED), (None, DEFERRED)]])
def test_a_meeting_of_unknown_type_that_cannot_decide_does_no_harm(held: list[Any]):
    assert deciding_is_known(dossier(meetings=meetings(*held)))


def test_without_any_meeting_the_mode_is_not_asked():
    assert heard_by(dossier(mode=None)) == TODAY
    assert heard_by(dossier(mode=None, meetings=meetings((GROUP, DEFERRED)))) == TODAY


def held(day: int | None, result: MeetingResult | None, kind: MeetingType = MeetingType.PARTY_GROUP_MEETING) -> Meeting:
    return Meeting(type=kind, held_on=day and date(2024, 4, day), result=result)


@pytest.mark.parametrize(("then", "stood"), [
    ((), [False, True, True]),
    ((held(20, MeetingResult.PASSED),), [False, True, True]),
    ((held(20, MeetingResult.REJECTED),), [False, True, False]),
    ((held(20, MeetingResult.DEFERRED),), [False, True, False]),
    ((held(20, None),), [False, True, None]),
    ((held(None, None),), [None, None, None]),
    ((held(20, MeetingResult.REJECTED, MeetingType.DIRECTOR_MEETING),), [False, True, False]),
])  # fmt: skip
def test_what_stood_on_a_day_is_what_the_meetings_until_then_had_decided(then: tuple[Meeting, ...], stood: list[Truth]):
    """Before the meeting of the tenth, on it, and on the day of the next: what is decided later changes nothing of before."""
    of = dossier(meetings=(held(10, MeetingResult.PASSED), *then))
    assert [passed_on(of, date(2024, 4, day)) for day in (9, 10, 20)] == stood
    assert passed_on(dossier(), date(2024, 4, 9)) is None
