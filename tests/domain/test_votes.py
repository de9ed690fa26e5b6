"""Each vote of a meeting: the majority against an oracle of every possible world, whose votes they were, the counts."""

from datetime import datetime
from itertools import combinations_with_replacement, product
from typing import Any

import pytest

from review.domain.dossier import Ballot, CandidateVote, Counts, Meeting, Member, Parameters, Vote
from review.domain.kleene import Truth
from review.domain.meeting import Number, VoteTally, tally
from review.domain.vocabulary import Choice, VoteMethod
from tests.sampling import some

from .bodies import (
    AWAY,
    CAME,
    KINDS,
    LEFT,
    MAY_LEAVE,
    UNSURE,
    Kind,
    agreed,
    bodies,
    cast,
    meeting,
    member,
    members,
    possible,
    turnouts,
)

OPEN_METHODS = (VoteMethod.SHOW_OF_HANDS, VoteMethod.ORAL, VoteMethod.OPEN_BALLOT, None)
"""Votes that show whose they were by their ballots only; one whose method is not known may be such a one."""


def tallied(vote: Vote, kinds: tuple[Kind, ...], in_base: bool | None = True) -> VoteTally:
    found = tally(Meeting(members=members(kinds), vote=vote), Parameters(recused_counts_in_base=in_base))
    assert found.votes is not None
    return found.votes[0]


def of(held: Meeting, in_base: bool | None = True) -> tuple[VoteTally, ...]:
    found = tally(held, Parameters(recused_counts_in_base=in_base)).votes
    assert found is not None
    return found


# The majority.


@pytest.mark.parametrize("size", some(range(1, 10), 3))
def test_the_majority_of_a_secret_ballot_is_of_all_who_should_attend(size: int):
    for kinds in bodies(size, (CAME, LEFT, MAY_LEAVE)):
        for in_base, approve in product((True, False, None), range(size + 2)):
            secret = Vote(method=VoteMethod.SECRET_BALLOT, counts=Counts(approve=approve))
            bases = {expected for expected, _ in turnouts(kinds, in_base)}
            assert tallied(secret, kinds, in_base).majority is agreed(2 * approve > base if base else None for base in bases)


@pytest.mark.parametrize("size", some(range(1, 10), 3))
@pytest.mark.parametrize("in_base", [True, False])
def test_the_majority_of_an_open_vote_is_of_all_who_should_attend_whoever_came(size: int, in_base: bool):
    for kinds in bodies(size, (CAME, UNSURE, AWAY, LEFT)):
        came, unsure, left = (kinds.count(kind) for kind in (CAME, UNSURE, LEFT))
        base = size if in_base else size - left
        for approving in range(came + unsure + 1):
            ballots = tuple(
                Ballot(member=f"p{place:02}", choice=Choice.APPROVE if place < approving else Choice.OPPOSE)
                for place in range(came + unsure)
            )
            sure = min(approving, came)
            answers = (2 * (sure + more) > base if base else None for more in range(approving - sure + 1))
            found = tallied(Vote(method=VoteMethod.SHOW_OF_HANDS, ballots=ballots), kinds, in_base)
            assert found.majority is agreed(answers)


VOTED = (Choice.APPROVE, Choice.OPPOSE, None, "")
"""How a member voted; `None`: his ballot is there and its choice is not known; "": he cast none."""


@pytest.mark.parametrize("in_base", [True, False, None])
@pytest.mark.parametrize("size", [1, 2, pytest.param(3, marks=pytest.mark.heavy)])
def test_a_majority_that_is_stated_of_ballots_holds_in_every_possible_world(size: int, in_base: bool | None):
    for body in combinations_with_replacement(tuple(product(KINDS, VOTED)), size):
        ballots = tuple(
            Ballot(member=f"p{place:02}", choice=choice) for place, (_, choice) in enumerate(body) if choice != ""
        )
        stated = tallied(Vote(ballots=ballots), tuple(kind for kind, _ in body), in_base).majority
        if stated is not None:
            assert {2 * approve > base for approve, base in outcomes(body, in_base)} == {stated}, body


def outcomes(body: tuple[tuple[Kind, Any], ...], in_base: bool | None) -> set[tuple[int, int]]:
    """Every possible number of valid approving votes, with the base."""
    if in_base is None:
        return outcomes(body, True) | outcomes(body, False)
    found = {(0, 0)}
    for kind, choice in body:
        may_approve = (False,) if choice in ("", Choice.OPPOSE) else (True,) if choice else (True, False)
        found = {
            (approve + (yes and present and not recused), base + (in_base or not recused))
            for approve, base in found for present, recused in possible(kind) for yes in may_approve
        }  # fmt: skip
    return found


# Whose votes they were.


@pytest.mark.parametrize("method", OPEN_METHODS)
def test_of_an_open_vote_without_ballots_only_what_nobody_could_have_done_is_ruled_out(method: VoteMethod | None):
    for size in (1, 2, 3):
        for kinds, votes in product(bodies(size, KINDS), range(1, size + 2)):
            worlds = list(product(*map(possible, kinds)))
            most = max(sum(present and not recused for present, recused in world) for world in worlds)
            more_than_could = False if votes > most else None
            found = tallied(Vote(method=method, counts=Counts(approve=votes, oppose=0, abstain=0)), kinds)
            an_absent = any(not present for world in worlds for present, _ in world)
            a_recused = any(recused for world in worlds for _, recused in world)
            assert found.none_by_absent is (more_than_could if an_absent else True), (kinds, votes)
            assert found.none_by_recused is (more_than_could if a_recused else True), (kinds, votes)
            assert found.none_by_observers is more_than_could, (kinds, votes)
            assert found.majority in (None, False)
            assert found.approve == Number(0, votes)


@pytest.mark.parametrize("method", OPEN_METHODS)
def test_an_open_vote_without_ballots_cannot_carry_and_can_fail(method: VoteMethod | None):
    majorities = [
        tallied(Vote(method=method, counts=Counts(approve=n, oppose=0, abstain=0)), (CAME,) * 7).majority
        for n in range(9)
    ]
    assert majorities == [False] * 4 + [None] * 5


@pytest.mark.parametrize("method", VoteMethod)
def test_where_nobody_voted_nobody_voted_who_may_not(method: VoteMethod):
    found = tallied(Vote(method=method, counts=Counts(approve=0, oppose=0, abstain=0)), (CAME, AWAY, LEFT))
    assert (found.none_by_absent, found.none_by_recused, found.none_by_observers) == (True, True, True)


def test_papers_returned_say_nothing_of_an_open_vote():
    found = tallied(Vote(method=VoteMethod.ORAL, counts=Counts(approve=2, returned=0)), (CAME, AWAY))
    assert (found.none_by_absent, found.none_by_observers) == (None, None)


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        ({"returned": 2}, True), ({"returned": 3}, False), ({}, None), ({"approve": 2, "oppose": 0, "abstain": 0}, True),
        ({"approve": 3, "oppose": 0, "abstain": 0, "returned": 2}, False),
    ],
)  # fmt: skip
def test_a_secret_ballot_kept_others_out_when_no_more_came_back_than_members_were_there(
    counts: dict[str, int], kept: Truth
):
    found = tallied(Vote(method=VoteMethod.SECRET_BALLOT, counts=Counts(**counts)), (CAME, CAME, AWAY, LEFT))
    assert (found.none_by_absent, found.none_by_recused, found.none_by_observers) == (kept, kept, kept)


def test_votes_of_absent_recused_and_outside_people_are_found_and_not_counted():
    body = (member(0), member(1, present=False), member(2, recused=True))
    (vote,) = of(meeting(members=body, vote=Vote(ballots=cast("p00", "p01", "p02", "a01"))))
    assert (vote.none_by_absent, vote.none_by_recused, vote.none_by_observers) == (False, False, False)
    assert vote.approve == Number(1, 1)
    assert vote.majority is False


def test_the_vote_on_the_topic_and_those_on_candidates_are_all_counted():
    on_candidate = CandidateVote(candidate="c01", method=VoteMethod.SECRET_BALLOT, counts=Counts(approve=1))
    both = of(meeting(candidate_votes=(on_candidate,)))
    assert [(vote.candidate, vote.majority) for vote in both] == [(None, True), ("c01", False)]
    assert [vote.candidate for vote in of(meeting(vote=None, candidate_votes=(on_candidate,)))] == ["c01"]
    assert tally(meeting(vote=None, candidate_votes=()), Parameters()).votes is None


# The counts.


SECRET = {"approve": 2, "oppose": 1, "abstain": 0, "issued": 3, "returned": 3, "invalid": 0}


@pytest.mark.parametrize(
    ("changes", "agree"),
    [
        ({}, True),
        ({"approve": 1, "invalid": 1}, True),
        ({"approve": 1, "returned": 2}, True),
        ({"approve": 1}, False),
        ({"returned": 2}, False),
        ({"issued": 2}, False),
        ({"issued": 4}, False),
        ({"approve": 3, "returned": 4}, False),
        ({"invalid": None}, None),
        ({"issued": None}, None),
        ({"returned": None}, None),
        ({"issued": None, "approve": 1}, False),
    ],
)
def test_secret_ballots_agree_when_parts_make_the_returned_and_the_issued_are_the_members_present(
    changes: dict[str, int | None], agree: Truth
):
    counts = Counts(**{**SECRET, **changes})
    assert of(meeting(vote=Vote(method=VoteMethod.SECRET_BALLOT, counts=counts)))[0].counts_agree is agree


@pytest.mark.parametrize(
    ("changes", "agree"),
    [({}, True), ({"approve": 2}, False), ({"approve": 2, "oppose": 1}, False), ({"abstain": None}, None)],
)
def test_open_votes_agree_with_the_ballots_and_with_the_members_present(changes: dict[str, int | None], agree: Truth):
    counts = Counts(**{"approve": 3, "oppose": 0, "abstain": 0, **changes})
    vote = meeting().vote
    assert vote is not None
    assert of(meeting(vote=Vote(method=vote.method, ballots=vote.ballots, counts=counts)))[0].counts_agree is agree


# Who left before the vote.

START, END = datetime(2024, 5, 24, 9), datetime(2024, 5, 24, 10, 20)


def with_one_gone(not_voting: int | None, *, voted: bool = False, unsure: bool = False) -> Truth:
    """Six of seven came, four of them voted; another one left before the end, the sixth stepped aside."""
    came = [Member(id=f"p{row}", present=True, recused=False) for row in range(4)]
    gone = Member(id="gone", present=True, recused=False, left_at=datetime(2024, 5, 24, 9, 40))
    aside = Member(id="aside", present=True, recused=True)
    away = Member(id="away", present=None if unsure else False, recused=False)
    voters = [*(one.id for one in came[: 3 if voted else 4]), *(["gone"] if voted else [])]
    vote = Vote(method=VoteMethod.SHOW_OF_HANDS, ballots=tuple(Ballot(member=one, choice=Choice.APPROVE) for one in voters),
                counts=Counts(approve=4, oppose=0, abstain=0, not_voting=not_voting))  # fmt: skip
    held = Meeting(started_at=START, ended_at=END, members=(*came, gone, aside, away), vote=vote)
    return of(held)[0].counts_agree


def test_who_left_and_cast_no_vote_is_accounted_for_once_it_is_written_how_many_did_not_vote():
    assert with_one_gone(0) is True, "he had gone"
    assert with_one_gone(1) is True, "he was still there and did not vote"
    assert with_one_gone(None) is None
    assert with_one_gone(2) is False


def test_who_voted_and_left_before_the_end_was_there_once_it_is_written_how_many_did_not_vote():
    assert with_one_gone(1, voted=True) is True, "he voted and left; one who stayed did not vote"
    assert with_one_gone(0, voted=True) is False, "of five who were there four voted"
    assert with_one_gone(None, voted=True) is None


def test_the_vote_of_one_who_voted_and_left_counts_and_is_none_of_an_absent_member():
    came = [Member(id=f"p{row}", present=True, recused=False) for row in range(3)]
    gone = Member(id="gone", present=True, recused=False, left_at=datetime(2024, 5, 24, 9, 40))
    away = [Member(id=f"away{row}", present=False, recused=False) for row in range(3)]
    ballots = tuple(Ballot(member=one.id, choice=Choice.APPROVE) for one in (*came, gone))
    for not_voting, approve in ((0, Number(4, 4)), (None, Number(3, 4))):
        counts = Counts(approve=4, oppose=0, abstain=0, not_voting=not_voting)
        vote = Vote(method=VoteMethod.SHOW_OF_HANDS, ballots=ballots, counts=counts)
        (counted,) = of(Meeting(started_at=START, ended_at=END, members=(*came, gone, *away), vote=vote))
        known = True if not_voting == 0 else None
        assert (counted.approve, counted.majority) == (approve, known)
        assert (counted.none_by_absent, counted.counts_agree) == (known, known)


def test_the_vote_of_one_who_left_before_the_meeting_began_stays_one_of_an_absent_member():
    came = [Member(id=f"p{row}", present=True, recused=False) for row in range(3)]
    never = Member(id="gone", present=True, recused=False, left_at=START)
    ballots = tuple(Ballot(member=one.id, choice=Choice.APPROVE) for one in (*came, never))
    vote = Vote(method=VoteMethod.SHOW_OF_HANDS, ballots=ballots,
                counts=Counts(approve=4, oppose=0, abstain=0, not_voting=0))  # fmt: skip
    (counted,) = of(Meeting(started_at=START, ended_at=END, members=(*came, never), vote=vote))
    assert counted.none_by_absent is False


def test_it_stays_open_where_it_is_not_known_of_another_whether_he_came():
    assert with_one_gone(0, unsure=True) is None
    assert with_one_gone(1, voted=True, unsure=True) is None
