"""Which decision stands, and what may be signed: several meetings, meetings that put the vote off, several candidates."""

from typing import Any

import pytest

from forms.dossier import read_plain
from review.domain.checklist import Judgement, judge
from review.domain.errors import DossierRefused
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Gate, Outcome

from .judging import changed, judged

PASSED, REJECTED, DEFERRED = "PASSED", "REJECTED", "DEFERRED"
GROUP, BOARD = "PARTY_GROUP_MEETING", "DIRECTOR_MEETING"


def outcome(judgement: Judgement, rule: str, subject: str = "") -> Outcome:
    (found,) = [one.outcome for one in judgement.findings if (one.rule, one.subject) == (rule, subject)]
    return found


def held(*meetings: tuple[str, str | None], listed: tuple[str, ...] = (GROUP, BOARD), mode: str = "PARTY_GROUP_VOTE"):
    """Example 02 with these meetings, each as that example held one of this type."""
    plain = changed("02", {"/matter/decision_mode": mode, "/matter/catalogue/items": [
        {"code": "C-01", "meeting_sequence": list(listed), "legality_review_required": True},
    ]})  # fmt: skip
    models = {one["type"]: one for one in plain["meetings"]}
    plain["meetings"] = [
        models[kind] | {"number": str(i), "result": result} for i, (kind, result) in enumerate(meetings)
    ]
    return plain


# Several meetings.


@pytest.mark.parametrize(
    ("meetings", "announced", "signed"),
    [
        ([(GROUP, PASSED)], True, False),
        ([(GROUP, PASSED), (BOARD, PASSED)], True, True),
        ([(GROUP, PASSED), (BOARD, None)], True, False),
        ([(GROUP, PASSED), (BOARD, DEFERRED)], True, False),
        ([(GROUP, PASSED), (BOARD, DEFERRED), (BOARD, PASSED)], True, True),
        ([(GROUP, PASSED), (BOARD, REJECTED)], True, False),
        ([(GROUP, DEFERRED), (GROUP, PASSED), (BOARD, PASSED)], True, True),
        ([(GROUP, PASSED), (BOARD, PASSED), (GROUP, DEFERRED)], True, False),
        ([(GROUP, DEFERRED)], True, False),
        ([(GROUP, REJECTED), (BOARD, PASSED)], False, False),
        ([(GROUP, DEFERRED), (BOARD, PASSED)], False, False),
        ([(BOARD, PASSED)], False, False),
        ([(BOARD, PASSED), (GROUP, PASSED)], True, False),
    ],
)
def test_the_sign_off_is_open_when_the_listed_meetings_were_held_in_order_and_passed_the_matter(
    rulebook: Rulebook, meetings: list[Any], announced: bool, signed: bool
):
    judgement = judged(held(*meetings), rulebook)
    assert (outcome(judgement, "CLS-11") in (Outcome.met, Outcome.not_applicable)) is announced
    assert (outcome(judgement, "MTG-26") is Outcome.met) is signed
    assert not judgement.gates[Gate.APPROVAL].open or signed


@pytest.mark.parametrize("meetings", [[(GROUP, PASSED)], [(GROUP, PASSED), (BOARD, PASSED)], [(GROUP, REJECTED)]])
def test_what_is_shown_before_the_sign_off_is_what_the_sign_off_will_find(rulebook: Rulebook, meetings: list[Any]):
    signed = held(*meetings)
    before = judged(signed | {"approvals": None}, rulebook)
    after = judged(signed, rulebook)
    assert before.gates[Gate.APPROVAL].open is after.gates[Gate.APPROVAL].open
    assert before.gates[Gate.APPROVAL].shut_by == after.gates[Gate.APPROVAL].shut_by
    told = [[one.outcome for one in each.findings if one.gate is not Gate.ARCHIVE] for each in (before, after)]
    assert told[0] == told[1]


def test_a_body_that_the_list_has_meet_first_may_announce_and_nothing_is_signed_before_the_party_group_has_passed_it(
    rulebook: Rulebook,
):
    listed = (BOARD, GROUP)
    first = judged(held((BOARD, PASSED), listed=listed), rulebook)
    assert first.gates[Gate.MEETING].open
    assert first.gates[Gate.APPROVAL].shut_by == ("MTG-26",)
    for result, signed in ((PASSED, True), (REJECTED, False), (DEFERRED, False), (None, False)):
        both = judged(held((BOARD, PASSED), (GROUP, result), listed=listed), rulebook)
        assert both.gates[Gate.APPROVAL].open is signed, result


@pytest.mark.parametrize("listed", [(GROUP, BOARD), (BOARD,)])
def test_what_the_party_group_rejected_no_head_signs(rulebook: Rulebook, listed: tuple[str, ...]):
    def signable(group: str) -> Outcome:
        plain = held((GROUP, group), (BOARD, PASSED), listed=listed, mode="HEAD_DECIDES")
        return outcome(judged(plain, rulebook), "MTG-26")

    assert signable(PASSED) is Outcome.met
    assert signable(REJECTED) is Outcome.not_met


# Meetings that put the vote off.


@pytest.mark.parametrize("example", ["01", "03", "04"])
@pytest.mark.parametrize("came", [0, 1, 2, 3])
def test_a_meeting_without_quorum_can_be_recorded_as_having_put_the_vote_off(
    rulebook: Rulebook, example: str, came: int
):
    without_quorum: dict[str, Any] = {f"/meetings/0/members/{n}/present": n < came for n in range(7)}
    told = {
        "/meetings/0/vote": None,
        "/meetings/0/statements": None,
        "/meetings/0/result": DEFERRED,
        "/approvals": None,
    }
    if example == "04":
        told["/matter/candidates/0/appointed_on"] = None
    judgement = judge(read_plain(changed(example, without_quorum | told)), rulebook)
    assert judgement.gates[Gate.MEETING].open
    assert not judgement.gates[Gate.APPROVAL].open
    passed = judge(read_plain(changed(example, without_quorum | told | {"/meetings/0/result": PASSED})), rulebook)
    assert not passed.gates[Gate.MEETING].open


def test_a_second_meeting_may_put_off_what_the_first_one_passed(rulebook: Rulebook):
    judgement = judged(held((GROUP, PASSED), (BOARD, DEFERRED)), rulebook)
    assert judgement.gates[Gate.MEETING].open
    assert not judgement.gates[Gate.APPROVAL].open


def test_a_first_listed_meeting_of_another_body_may_be_put_off(rulebook: Rulebook):
    assert judged(held((BOARD, DEFERRED), listed=(BOARD, GROUP)), rulebook).gates[Gate.MEETING].open
    assert judged(held((BOARD, DEFERRED)), rulebook).gates[Gate.MEETING].open


def test_nobody_is_decided_on_where_the_vote_was_put_off():
    vote = {"candidate": "c01", "method": "SECRET_BALLOT", "counts": {"approve": 5}, "result": PASSED}
    plain = changed("04", {"/meetings/0/result": DEFERRED, "/meetings/0/candidate_votes": [vote]})
    with pytest.raises(DossierRefused) as refused:
        read_plain(plain)
    assert [fault.pointer for fault in refused.value.faults] == ["/meetings/0/candidate_votes/0/result"]
    plain["meetings"][0]["candidate_votes"] = [vote | {"result": DEFERRED}]
    read_plain(plain)


# Several candidates.


def proposed(*results: str | None, **second: Any) -> dict[str, Any]:
    """Example 04 with one candidate for each result; the second is published and appointed as `second` says."""
    plain = changed("04", {"/meetings/0/vote": None, "/meetings/0/result": PASSED})
    first = plain["matter"]["candidates"][0]
    other = {key: value for key, value in first.items() if key not in ("appointed_on", "publicity")}
    plain["matter"]["candidates"] = [first, other | {"id": "c02", "name": "拟任人选乙", **second}][: len(results)]
    tally = {"approve": 5, "oppose": 0, "abstain": 0, "issued": 5, "returned": 5, "invalid": 0}
    refused = tally | {"approve": 1, "oppose": 4}
    said = plain["meetings"][0]["statements"]
    plain["meetings"][0]["candidate_votes"] = [
        {"candidate": f"c{n:02}", "method": "SECRET_BALLOT", "counts": tally if result == PASSED else refused,
         "result": result, "statements": said}
        for n, result in enumerate(results, 1)
    ]  # fmt: skip
    return plain


NOT_PUBLISHED = {"publicity": {"exempt": "NONE"}}


@pytest.mark.parametrize("result", [REJECTED, DEFERRED])
def test_who_was_not_approved_stands_in_nobodys_way(rulebook: Rulebook, result: str):
    judgement = judge(read_plain(proposed(PASSED, result, **NOT_PUBLISHED)), rulebook)
    assert judgement.sound
    assert judgement.gates[Gate.APPROVAL].open
    assert outcome(judgement, "CAD-11", "/matter/candidates/0") is Outcome.met
    assert outcome(judgement, "CAD-11", "/matter/candidates/1") is Outcome.not_applicable


@pytest.mark.parametrize("result", [REJECTED, DEFERRED])
@pytest.mark.parametrize("publicity", ["none", "full"])
def test_who_was_not_approved_must_not_be_appointed(rulebook: Rulebook, result: str, publicity: str):
    full = changed("04", {})["matter"]["candidates"][0]["publicity"]
    appointed = proposed(
        PASSED, result, appointed_on="2023-11-21", publicity=full if publicity == "full" else {"exempt": "NONE"}
    )
    judgement = judge(read_plain(appointed), rulebook)
    for rule in ("CAD-09", "CAD-11"):
        assert outcome(judgement, rule, "/matter/candidates/1") is Outcome.not_met
    assert outcome(judgement, "CAD-09", "/matter/candidates/0") is Outcome.met
    assert not judgement.gates[Gate.MEETING].open


def test_a_result_that_is_not_stated_is_not_taken_from_the_meeting(rulebook: Rulebook):
    judgement = judge(read_plain(proposed(PASSED, None, **NOT_PUBLISHED)), rulebook)
    assert outcome(judgement, "CAD-09", "/matter/candidates/1") is Outcome.undetermined
    assert outcome(judgement, "MTG-16", "/meetings/0") is Outcome.undetermined
    assert outcome(judgement, "CAD-09", "/matter/candidates/0") is Outcome.met
    assert not judgement.gates[Gate.MEETING].open
    (finding,) = [one for one in judgement.findings if one.rule == "MTG-16"]
    assert finding.missing == ("/meetings/0/candidate_votes/1/result",)


@pytest.mark.parametrize(
    ("voted", "kept"),
    [(["c01", "c02"], True), (["c02", "c01"], True), (["c01"], False), (["c01", "c02", "c02"], False),
     (["c01", "c02", "c03"], False), (["c01", "c03"], False)],
)  # fmt: skip
def test_exactly_the_candidates_of_the_matter_are_voted_on_each_once(rulebook: Rulebook, voted: list[str], kept: bool):
    plain = proposed(PASSED, PASSED)
    one = plain["meetings"][0]["candidate_votes"][0]
    plain["meetings"][0]["candidate_votes"] = [one | {"candidate": candidate} for candidate in voted]
    found = outcome(judged(plain, rulebook), "MTG-14", "/meetings/0")
    assert found is (Outcome.met if kept else Outcome.not_met)
