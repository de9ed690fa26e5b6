"""Who differed and who abstained, told by person under the word of what he did; of a secret ballot by numbers only."""

from dataclasses import replace

import pytest

from review import demo
from review.domain.dissent import Dissent, dissent_of
from review.domain.dossier import Ballot, CandidateVote, Counts, Meeting, Statement, Vote
from review.domain.meeting import tally
from review.domain.vocabulary import Choice, Stance, VoteMethod

LIST = demo.examples()[0]
HELD = (LIST.meetings or ())[0]
A, B, C, D = (member.id for member in (HELD.members or ())[:4])
AGREED = tuple(Statement(member=one.id, stance=Stance.APPROVE) for one in HELD.members or ())


def told(meeting: Meeting) -> Dissent:
    return dissent_of(LIST, meeting, tally(meeting, LIST.unit.parameters), str)


def by_hand(**choices: Choice) -> Meeting:
    cast = {one.id: Choice.APPROVE for one in HELD.members or ()} | choices
    counts = Counts(**{one.value.lower(): list(cast.values()).count(one) for one in Choice})
    ballots = tuple(Ballot(member=member, choice=choice) for member, choice in cast.items())
    return replace(HELD, statements=AGREED, vote=Vote(method=VoteMethod.SHOW_OF_HANDS, ballots=ballots, counts=counts))


def test_who_abstains_does_not_dissent_and_is_named_apart() -> None:
    found = told(by_hand(**{B: Choice.ABSTAIN}))
    assert (found.voiced, found.said, found.differing, found.abstained) == (False, "没有不同意见", (), (B,))


def test_each_member_stands_under_the_word_of_what_he_did() -> None:
    held = by_hand(**{A: Choice.OPPOSE, B: Choice.ABSTAIN, C: Choice.DEFER})
    spoken = (Statement(member=D, stance=Stance.OPPOSE, text="预算依据不足"), *AGREED[4:])
    found = told(replace(held, statements=(*AGREED[:3], *spoken)))
    assert (found.voiced, found.said) == (True, "有")
    assert [(one.name, one.how, one.words) for one in found.differing] == [
        (D, "发言：不同意", ("预算依据不足",)), (A, "表决：反对", ()), (C, "表决：缓议", ()),
    ]  # fmt: skip
    assert found.abstained == (B,)


def test_who_spoke_against_it_and_abstained_stands_in_both() -> None:
    against = (Statement(member=B, stance=Stance.OPPOSE), *(one for one in AGREED if one.member != B))
    found = told(replace(by_hand(**{B: Choice.ABSTAIN}), statements=against))
    assert [one.how for one in found.differing] == ["发言：不同意"]
    assert found.abstained == (B,)


@pytest.mark.parametrize(("counts", "said", "numbers"), [
    (Counts(approve=5, oppose=1, abstain=1), "有", ("无记名投票，只记票数：反对1票，弃权1票",)),
    (Counts(approve=6, oppose=0, abstain=1), "没有不同意见", ("无记名投票，只记票数：弃权1票",)),
    (Counts(approve=7, oppose=0, abstain=0), "没有不同意见", ()),
])  # fmt: skip
def test_a_secret_ballot_is_told_by_its_numbers_and_names_nobody(counts: Counts, said: str, numbers: tuple[str, ...]) -> None:
    ballots = (Ballot(member=A, choice=Choice.OPPOSE),)
    vote = Vote(method=VoteMethod.SECRET_BALLOT, counts=counts, ballots=ballots)
    found = told(replace(HELD, statements=AGREED, vote=vote))
    assert (found.said, found.differing, found.abstained, found.numbers) == (said, (), (), numbers)


def test_of_several_candidates_it_is_told_with_whom_it_was_about() -> None:
    votes = tuple(
        CandidateVote(candidate=one, method=VoteMethod.SHOW_OF_HANDS, statements=AGREED,
                      ballots=(Ballot(member=A, choice=choice),), counts=Counts())
        for one, choice in (("c1", Choice.OPPOSE), ("c2", Choice.ABSTAIN))
    )  # fmt: skip
    found = told(replace(HELD, statements=None, vote=None, candidate_votes=votes))
    assert [one.how for one in found.differing] == ["表决（c1）：反对"]
    assert found.abstained == (f"{A}（c2）",)


def test_what_is_not_recorded_is_not_told_as_nobody_differing() -> None:
    away = tuple(replace(one, present=None) for one in HELD.members or ())
    planned = replace(HELD, members=away, statements=None, vote=None, result=None, started_at=None, ended_at=None)
    assert told(planned).said == "尚未登记"
    assert told(replace(HELD, statements=None)).said == "没有登记齐全，无法判定"
