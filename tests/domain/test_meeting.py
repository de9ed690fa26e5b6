"""Attendance, quorum, majority and recusal against an oracle that goes through every possibility one by one."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain.dossier import (
    Ballot,
    CandidateVote,
    Counts,
    Meeting,
    Member,
    Minutes,
    Parameters,
    Presider,
    Statement,
    Vote,
)
from review.domain.kleene import Truth
from review.domain.meeting import Number, tally
from review.domain.vocabulary import Choice, Conflict, ExactHalf, MeetingType, Office, Stance, VoteMethod

CAME, AWAY, LEFT, UNSURE, MAY_LEAVE, OPEN = "came", "away", "left", "unsure", "may leave", "open"
KINDS = {
    CAME: (True, False),
    AWAY: (False, False),
    LEFT: (True, True),
    UNSURE: (None, False),
    MAY_LEAVE: (True, None),
    OPEN: (None, None),
}
"""A member's `present` and `recused`; `None` is not known."""

SETTINGS = list(product((True, False, None), (*ExactHalf, None)))
HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)


def members(kinds: Iterable[str]) -> tuple[Member, ...]:
    return tuple(
        Member(id=f"p{place:02}", present=KINDS[kind][0], recused=KINDS[kind][1]) for place, kind in enumerate(kinds)
    )


def worlds(kinds: Iterable[str], in_base: bool | None) -> Iterator[tuple[int, int]]:
    """Every way in which it may have been: how many should attend, how many were there for the topic."""
    each: list[list[tuple[int, int]]] = []
    for kind in kinds:
        own = []
        for present, recused in product((True, False), (True, False)):
            if KINDS[kind][0] in (present, None) and KINDS[kind][1] in (recused, None):
                own.append((present, recused))
        each.append(own)
    for counted in (True, False) if in_base is None else (in_base,):
        for world in product(*each):
            yield (
                sum(counted or not recused for _, recused in world),
                sum(present and not recused for present, recused in world),
            )


def agreed(answers: Iterable[Truth]) -> Truth:
    """The one answer of all worlds; unknown where they differ or one does not know."""
    seen = set(answers)
    return seen.pop() if len(seen) == 1 else None


def at_least_half(expected: int, present: int, exact: ExactHalf | None) -> Truth:
    if not expected:
        return {ExactHalf.ALLOW: True, None: None}.get(exact, False)
    share = Fraction(present, expected)
    if share != HALF:
        return share > HALF
    return None if exact is None else exact is ExactHalf.ALLOW


def compositions(size: int, kinds: int) -> Iterator[tuple[int, ...]]:
    if kinds == 1:
        yield (size,)
        return
    for first in range(size + 1):
        for rest in compositions(size - first, kinds - 1):
            yield first, *rest


def check_attendance(kinds: tuple[str, ...], in_base: bool | None, exact: ExactHalf | None) -> None:
    parameters = Parameters(recused_counts_in_base=in_base, quorum_exact_half=exact)
    counted = tally(Meeting(members=members(kinds)), parameters)
    if in_base is None and LEFT not in kinds and MAY_LEAVE not in kinds and OPEN not in kinds:
        in_base = True  # nobody is recused: the setting is not asked for
    possible = set(worlds(kinds, in_base))
    expected = {one for one, _ in possible}
    present = {one for _, one in possible}
    assert counted.expected == Number(min(expected), max(expected))
    assert counted.present == Number(min(present), max(present))
    assert counted.half is agreed(at_least_half(*world, exact) for world in possible)
    assert counted.two_thirds is agreed(Fraction(came) >= TWO_THIRDS * base for base, came in possible)
    exactly = agreed(2 * came == base for base, came in possible)
    assert counted.exactly_half in (exactly, None)
    if exactly is True:
        assert counted.exactly_half is True


@pytest.mark.parametrize("size", range(1, 16))
def test_quorum_of_a_body_is_what_every_possible_attendance_agrees_on(size: int):
    for came, away, left, unsure in compositions(size, 4):
        kinds = (CAME,) * came + (AWAY,) * away + (LEFT,) * left + (UNSURE,) * unsure
        possible = {(size, came + more) for more in range(unsure + 1)}
        for in_base, exact in ((True, ExactHalf.WARN), (False, ExactHalf.ALLOW), (True, None)):
            base = size if in_base else size - left
            counted = tally(
                Meeting(members=members(kinds)),
                Parameters(recused_counts_in_base=in_base, quorum_exact_half=exact),
            )
            assert counted.half is agreed(at_least_half(base, present, exact) for _, present in possible)
            assert counted.two_thirds is agreed(3 * present >= 2 * base for _, present in possible)
            assert counted.expected == Number(base, base)
            assert counted.present == Number(came, came + unsure)


@pytest.mark.parametrize("size", range(1, 5))
def test_quorum_of_a_small_body_agrees_with_every_single_possibility_and_setting(size: int):
    for counts in compositions(size, len(KINDS)):
        kinds = tuple(kind for kind, count in zip(KINDS, counts, strict=True) for _ in range(count))
        for in_base, exact in SETTINGS:
            check_attendance(kinds, in_base, exact)


@settings(deadline=None)
@given(st.lists(st.sampled_from(list(KINDS)), min_size=5, max_size=7), st.sampled_from(SETTINGS))
def test_quorum_of_a_larger_body_agrees_with_every_single_possibility(kinds: list[str], setting: Any):
    check_attendance(tuple(kinds), *setting)


@pytest.mark.parametrize(
    ("body", "half", "majority", "two_thirds"),
    [(3, 2, 2, 2), (4, 2, 3, 3), (5, 3, 3, 4), (6, 3, 4, 4), (7, 4, 4, 5), (8, 4, 5, 6), (9, 5, 5, 6), (10, 5, 6, 7),
     (11, 6, 6, 8)],
)  # fmt: skip
def test_the_least_numbers_of_each_body_are_those_of_the_published_table(
    body: int, half: int, majority: int, two_thirds: int
):
    counted = tally(Meeting(members=members((CAME,) * body), vote=Vote(counts=Counts(approve=majority))), Parameters())
    assert (counted.half_needed, counted.two_thirds_needed) == (half, two_thirds)
    assert counted.votes is not None
    assert (counted.votes[0].needed, counted.votes[0].majority) == (majority, True)
    fewer = tally(
        Meeting(members=members((CAME,) * body), vote=Vote(counts=Counts(approve=majority - 1))), Parameters()
    )
    assert fewer.votes is not None
    assert fewer.votes[0].majority is False


@pytest.mark.parametrize("size", range(1, 16))
@pytest.mark.parametrize("in_base", [True, False])
def test_the_majority_is_of_all_who_should_attend_whoever_came(size: int, in_base: bool):
    for came, away, left, unsure in compositions(size, 4):
        if unsure > 2:
            continue
        kinds = (CAME,) * came + (UNSURE,) * unsure + (AWAY,) * away + (LEFT,) * left
        body = members(kinds)
        base = size if in_base else size - left
        for approving in range(came + unsure + 1):
            cast = tuple(
                Ballot(member=one.id, choice=Choice.APPROVE if place < approving else Choice.OPPOSE)
                for place, one in enumerate(body[: came + unsure])
            )
            counted = tally(
                Meeting(members=body, vote=Vote(method=VoteMethod.SHOW_OF_HANDS, ballots=cast)),
                Parameters(recused_counts_in_base=in_base),
            )
            sure = min(approving, came)
            possible = {Fraction(sure + more) > HALF * base for more in range(approving - sure + 1)}
            assert counted.votes is not None
            assert counted.votes[0].majority is agreed(possible)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(KINDS)), st.sampled_from([*Choice, None])), min_size=1, max_size=5),
       st.sampled_from((True, False, None)))  # fmt: skip
def test_a_majority_that_is_stated_holds_in_every_possible_world(voters: list[Any], in_base: bool | None):
    body = members(kind for kind, _ in voters)
    cast = tuple(Ballot(member=one.id, choice=choice) for one, (_, choice) in zip(body, voters, strict=True))
    counted = tally(Meeting(members=body, vote=Vote(ballots=cast)), Parameters(recused_counts_in_base=in_base))
    assert counted.votes is not None
    if counted.votes[0].majority is None:
        return
    each = [
        [
            (2 * (choice is Choice.APPROVE and present and not recused) - (counted_in or not recused))
            for present, recused, choice in product(
                (True, False), (True, False), Choice if chosen is None else (chosen,)
            )
            if KINDS[kind][0] in (present, None) and KINDS[kind][1] in (recused, None)
        ]
        for counted_in in ((True, False) if in_base is None else (in_base,))
        for kind, chosen in voters
    ]
    bases = 2 if in_base is None else 1
    for setting in range(bases):
        own = each[setting * len(voters) : (setting + 1) * len(voters)]
        assert (sum(map(min, own)) > 0, sum(map(max, own)) > 0) == (counted.votes[0].majority,) * 2


def meeting(**changes: Any) -> Meeting:
    """A party group of three who all came, spoke in turn and voted; p00 presides."""
    body = tuple(
        Member(id=f"p{n:02}", office=office, present=True, recused=False, conflict=Conflict.NONE)
        for n, office in enumerate((Office.GROUP_SECRETARY, Office.MEMBER, Office.MEMBER))
    )
    said = tuple(Statement(member=one, stance=Stance.APPROVE) for one in ("p01", "p02", "p00"))
    cast = tuple(Ballot(member=one.id, choice=Choice.APPROVE) for one in body)
    plain: dict[str, Any] = {
        "type": MeetingType.PARTY_GROUP_MEETING, "presider": Presider(id="p00"), "members": body, "statements": said,
        "vote": Vote(method=VoteMethod.SHOW_OF_HANDS, ballots=cast, counts=Counts(approve=3, oppose=0, abstain=0)),
        "minutes": Minutes(),
    }  # fmt: skip
    return Meeting(**{**plain, **changes})


def member(place: int, **changes: Any) -> Member:
    own = meeting().members
    assert own is not None
    fields = {name: getattr(own[place], name) for name in ("id", "office", "present", "recused", "conflict")}
    return Member(**{**fields, **changes})


def test_a_meeting_whose_members_are_not_known_counts_nothing():
    counted = tally(Meeting(), Parameters())
    assert counted.members is None
    assert (counted.expected, counted.present, counted.half, counted.two_thirds, counted.votes) == (None,) * 5
    assert (counted.unrecused, counted.silent, counted.chair_spoke_last) == (None,) * 3


def test_absent_and_recused_are_counted_of_the_list():
    counted = tally(meeting(members=(member(0), member(1, present=False), member(2, recused=True))), Parameters())
    assert (counted.members, counted.absent, counted.recused) == (3, 1, 1)


def test_an_interest_that_was_declared_and_left_is_kept():
    body = (member(0), member(1), member(2, conflict=Conflict.RELATIVE, recused=True))
    said = (Statement(member="p01", stance=Stance.APPROVE), Statement(member="p00", stance=Stance.APPROVE))
    cast = (Ballot(member="p00", choice=Choice.APPROVE), Ballot(member="p01", choice=Choice.APPROVE))
    counted = tally(meeting(members=body, statements=said, vote=Vote(ballots=cast)), Parameters())
    assert counted.unrecused == ()
    assert counted.silent == ()


@pytest.mark.parametrize(
    ("statements", "ballots"), [(("p01", "p02", "p00"), ("p00", "p01")), (("p01", "p00"), ("p00", "p01", "p02"))]
)
def test_a_recused_member_who_speaks_or_votes_has_not_left(statements: tuple[str, ...], ballots: tuple[str, ...]):
    body = (member(0), member(1), member(2, conflict=Conflict.OWN, recused=True))
    said = tuple(Statement(member=one, stance=Stance.APPROVE) for one in statements)
    cast = tuple(Ballot(member=one, choice=Choice.APPROVE) for one in ballots)
    assert tally(meeting(members=body, statements=said, vote=Vote(ballots=cast)), Parameters()).unrecused == ("p02",)


@pytest.mark.parametrize(
    ("vote", "known"),
    [
        (None, False),
        (Vote(method=VoteMethod.SHOW_OF_HANDS), False),
        (Vote(method=VoteMethod.SHOW_OF_HANDS, counts=Counts(approve=2, oppose=0, abstain=0)), True),
        (Vote(method=VoteMethod.SHOW_OF_HANDS, counts=Counts(approve=3, oppose=0, abstain=0)), False),
        (Vote(method=VoteMethod.SECRET_BALLOT, counts=Counts(returned=2)), True),
        (Vote(method=VoteMethod.SHOW_OF_HANDS, ballots=()), True),
    ],
)
def test_whether_a_recused_member_voted_is_known_by_ballots_or_by_the_number_of_votes(vote: Vote | None, known: bool):
    body = (member(0), member(1), member(2, conflict=Conflict.OWN, recused=True))
    said = (Statement(member="p01", stance=Stance.APPROVE), Statement(member="p00", stance=Stance.APPROVE))
    counted = tally(meeting(members=body, statements=said, vote=vote), Parameters())
    assert counted.unrecused == (() if known else None)


def test_a_members_silence_is_found_by_his_missing_view():
    said = (Statement(member="p01", stance=Stance.APPROVE), Statement(member="p00", stance=Stance.APPROVE))
    assert tally(meeting(statements=said), Parameters()).silent == ("p02",)
    assert tally(meeting(statements=(*said, Statement(member="p02"))), Parameters()).silent is None
    assert tally(meeting(statements=None), Parameters()).silent is None


def test_of_each_candidate_every_member_present_states_a_view():
    said = tuple(Statement(member=one, stance=Stance.APPROVE) for one in ("p01", "p02", "p00"))
    votes = (CandidateVote(candidate="c01", statements=said), CandidateVote(candidate="c02", statements=said[1:]))
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
    said = (Statement(member="p02", stance=Stance.APPROVE), Statement(member=last, stance=Stance.APPROVE))
    held = meeting(type=MeetingType.EXECUTIVE_MEETING, members=body, statements=said, presider=Presider(id=presider))
    assert tally(held, Parameters()).chair_spoke_last is kept


def test_where_nobody_spoke_the_chair_did_not_speak_last():
    assert tally(meeting(statements=()), Parameters()).chair_spoke_last is False
    assert tally(meeting(type=None), Parameters()).chair_spoke_last is None
    assert tally(meeting(presider=Presider()), Parameters()).chair_spoke_last is None


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
    counted = tally(meeting(vote=Vote(method=VoteMethod.SECRET_BALLOT, counts=counts)), Parameters())
    assert counted.votes is not None
    assert counted.votes[0].counts_agree is agree


@pytest.mark.parametrize(
    ("changes", "agree"),
    [({}, True), ({"approve": 2}, False), ({"approve": 2, "oppose": 1}, False), ({"abstain": None}, None)],
)
def test_open_votes_agree_with_the_ballots_and_with_the_members_present(changes: dict[str, int | None], agree: Truth):
    counts = Counts(**{"approve": 3, "oppose": 0, "abstain": 0, **changes})
    vote = meeting().vote
    assert vote is not None
    counted = tally(meeting(vote=Vote(method=vote.method, ballots=vote.ballots, counts=counts)), Parameters())
    assert counted.votes is not None
    assert counted.votes[0].counts_agree is agree


def test_votes_of_absent_recused_and_outside_people_are_found_and_not_counted():
    body = (member(0), member(1, present=False), member(2, recused=True))
    cast = tuple(Ballot(member=one, choice=Choice.APPROVE) for one in ("p00", "p01", "p02", "a01"))
    counted = tally(meeting(members=body, vote=Vote(ballots=cast)), Parameters(recused_counts_in_base=True)).votes
    assert counted is not None
    (vote,) = counted
    assert (vote.none_by_absent, vote.none_by_recused, vote.none_by_observers) == (False, False, False)
    assert vote.approve == Number(1, 1)
    assert vote.majority is False


def test_dissenters_are_those_who_oppose_or_abstain():
    cast = (
        Ballot(member="p00", choice=Choice.APPROVE), Ballot(member="p01", choice=Choice.OPPOSE),
        Ballot(member="p02", choice=Choice.ABSTAIN),
    )  # fmt: skip
    counted = tally(meeting(vote=Vote(ballots=cast)), Parameters()).votes
    assert counted is not None
    assert counted[0].dissenters == ("p01", "p02")
