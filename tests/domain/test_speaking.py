"""Who kept out with an interest, who kept silent, who spoke last."""

from typing import Any

import pytest

from review.domain.dossier import CandidateVote, Counts, Meeting, Parameters, Presider, Statement, Vote
from review.domain.kleene import Truth
from review.domain.meeting import tally, unrecused
from review.domain.vocabulary import Conflict, MeetingType, Office, VoteMethod

from .bodies import cast, meeting, member, said

NOBODY: frozenset[str] = frozenset()


def stayed(held: Meeting, candidates: frozenset[str] | None = NOBODY) -> tuple[str, ...] | None:
    """Who did not step aside, though he should have."""
    return unrecused(held, tally(held, Parameters()).votes, candidates)


def test_an_interest_that_was_declared_and_left_is_kept():
    body = (member(0), member(1), member(2, conflict=Conflict.RELATIVE, recused=True))
    held = meeting(members=body, statements=said("p01", "p00"), vote=Vote(ballots=cast("p00", "p01")))
    assert stayed(held) == ()
    assert tally(held, Parameters()).silent == ()


@pytest.mark.parametrize(
    ("statements", "ballots"), [(("p01", "p02", "p00"), ("p00", "p01")), (("p01", "p00"), ("p00", "p01", "p02"))]
)
def test_a_recused_member_who_speaks_or_votes_has_not_left(statements: tuple[str, ...], ballots: tuple[str, ...]):
    body = (member(0), member(1), member(2, conflict=Conflict.OWN, recused=True))
    assert stayed(meeting(members=body, statements=said(*statements), vote=Vote(ballots=cast(*ballots)))) == ("p02",)


def test_a_recused_member_who_votes_on_the_topic_beside_the_candidates_has_not_left():
    on_candidate = CandidateVote(candidate="c01", statements=said("p01", "p00"), ballots=cast("p00", "p01"))
    body = (member(0), member(1), member(2, recused=True))
    held = meeting(members=body, statements=None, candidate_votes=(on_candidate,))
    assert stayed(held, frozenset({"c01"})) == ("p02",)


@pytest.mark.parametrize(
    ("vote", "known"),
    [
        (None, False),
        (Vote(method=VoteMethod.SHOW_OF_HANDS), False),
        (Vote(method=VoteMethod.SHOW_OF_HANDS, counts=Counts(approve=2, oppose=0, abstain=0)), False),
        (Vote(counts=Counts(approve=2, oppose=0, abstain=0)), False),
        (Vote(method=VoteMethod.SHOW_OF_HANDS, counts=Counts(approve=0, oppose=0, abstain=0)), True),
        (Vote(method=VoteMethod.SECRET_BALLOT, counts=Counts(returned=3)), False),
        (Vote(method=VoteMethod.SECRET_BALLOT, counts=Counts(returned=2)), True),
        (Vote(method=VoteMethod.SHOW_OF_HANDS, ballots=()), True),
    ],
)
def test_whether_a_recused_member_voted_is_known_by_ballots_or_by_the_number_of_secret_ones(
    vote: Vote | None, known: bool
):
    body = (member(0), member(1), member(2, conflict=Conflict.OWN, recused=True))
    assert stayed(meeting(members=body, statements=said("p01", "p00"), vote=vote)) == (() if known else None)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ("p02",)),
        ({"conflict": None}, ("p02",)),
        ({"recused": None}, None),
        ({"present": None}, None),
        ({"present": False}, ()),
    ],
)
def test_who_is_himself_a_candidate_steps_aside_whatever_he_declared(
    changes: dict[str, Any], found: tuple[str, ...] | None
):
    held = meeting(members=(member(0), member(1), member(2, **changes)))
    assert stayed(held) in ((), None)
    assert stayed(held, frozenset({"p02", "c01"})) == found


def test_a_candidate_who_stepped_aside_is_in_nobodys_way():
    body = (member(0), member(1), member(2, recused=True))
    held = meeting(members=body, statements=said("p01", "p00"), vote=Vote(ballots=cast("p00", "p01")))
    assert stayed(held, frozenset({"p02"})) == ()


def test_while_the_candidates_are_not_known_nobody_knows_whether_one_of_them_sat_in_the_meeting():
    assert stayed(meeting(), None) is None


def test_a_members_silence_is_found_by_his_missing_view():
    spoken = said("p01", "p00")
    assert tally(meeting(statements=spoken), Parameters()).silent == ("p02",)
    assert tally(meeting(statements=(*spoken, Statement(member="p02"))), Parameters()).silent is None
    assert tally(meeting(statements=None), Parameters()).silent is None


def test_of_each_candidate_every_member_present_states_a_view():
    spoken = said("p01", "p02", "p00")
    votes = (CandidateVote(candidate="c01", statements=spoken), CandidateVote(candidate="c02", statements=spoken[1:]))
    counted = tally(meeting(vote=None, candidate_votes=votes), Parameters())
    assert counted.silent == ("p01",)
    assert counted.chair_spoke_last is True


@pytest.mark.parametrize(
    ("head", "presider", "last", "kept"),
    [
        ({}, "p00", "p00", True),
        ({}, "p00", "p01", False),
        ({}, "p01", "p01", False),
        ({"present": False}, "p01", "p01", True),
        ({"present": False}, "p01", "p02", False),
        ({"recused": True}, "p01", "p01", True),
        ({"present": None}, "p01", "p01", None),
        ({"recused": None}, "p01", "p01", None),
        ({"office": None}, "p01", "p01", None),
        ({"office": Office.DEPUTY_HEAD}, "p01", "p01", True),
    ],
)
def test_in_a_heads_meeting_the_head_speaks_last_or_who_presides_in_his_place(
    head: dict[str, Any], presider: str, last: str, kept: Truth
):
    body = (member(0, **{"office": Office.HEAD, **head}), *(member(n, office=Office.DEPUTY_HEAD) for n in (1, 2)))
    held = meeting(
        type=MeetingType.EXECUTIVE_MEETING, members=body, statements=said("p02", last), presider=Presider(id=presider)
    )
    assert tally(held, Parameters()).chair_spoke_last is kept


def test_where_nobody_spoke_the_chair_did_not_speak_last():
    assert tally(meeting(statements=()), Parameters()).chair_spoke_last is False
    assert tally(meeting(type=None), Parameters()).chair_spoke_last is None
    assert tally(meeting(presider=Presider()), Parameters()).chair_spoke_last is None
