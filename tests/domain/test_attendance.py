"""Who should attend and who came, against an oracle that goes through every possible attendance of every body."""

from fractions import Fraction
from itertools import product

import pytest

from review.domain.dossier import Counts, Meeting, Member, Parameters, Vote
from review.domain.kleene import Truth
from review.domain.meeting import Number, Tally, tally
from review.domain.vocabulary import ExactHalf, VoteMethod
from tests.sampling import some

from .bodies import (
    AWAY,
    CAME,
    KINDS,
    LEFT,
    MAY_LEAVE,
    OPEN,
    UNSURE,
    Kind,
    agreed,
    bodies,
    meeting,
    member,
    members,
    turnouts,
)

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
SETTINGS = list(product((True, False, None), (*ExactHalf, None)))
ALIKE = (CAME, AWAY, LEFT, UNSURE, MAY_LEAVE, (False, None), OPEN)
"""One of each kind of member that counts differently: a recused member counts alike whether or not he came."""


def at_least_half(expected: int, present: int, exact: ExactHalf | None) -> Truth:
    if not expected:
        return None  # nobody is a body
    share = Fraction(present, expected)
    if share != HALF:
        return share > HALF
    return None if exact is None else exact is ExactHalf.ALLOW


def counted(kinds: tuple[Kind, ...], in_base: bool | None, exact: ExactHalf | None = None) -> Tally:
    parameters = Parameters(recused_counts_in_base=in_base, quorum_exact_half=exact)
    return tally(Meeting(members=members(kinds)), parameters)


def check(kinds: tuple[Kind, ...], in_base: bool | None, exact: ExactHalf | None) -> None:
    found, possible = counted(kinds, in_base, exact), turnouts(kinds, in_base)
    expected, present = {base for base, _ in possible}, {came for _, came in possible}
    assert found.expected == Number(min(expected), max(expected))
    assert found.present == Number(min(present), max(present))
    assert found.half is agreed(at_least_half(base, came, exact) for base, came in possible)
    assert found.two_thirds is agreed(came >= TWO_THIRDS * base if base else None for base, came in possible)
    exactly = agreed(2 * came == base if base else None for base, came in possible)
    assert found.exactly_half is exactly or (found.exactly_half is None and exactly is False)


@pytest.mark.parametrize("size", [1, 2, 3, pytest.param(4, marks=pytest.mark.heavy)])
def test_quorum_of_a_small_body_is_what_every_possible_attendance_agrees_on_under_every_setting(size: int):
    for kinds in bodies(size, KINDS):
        for in_base, exact in SETTINGS:
            check(kinds, in_base, exact)


@pytest.mark.parametrize("size", some([5, 6, 7, 9, 8], 5))
def test_quorum_of_a_body_is_what_every_possible_attendance_agrees_on(size: int):
    for place, kinds in enumerate(bodies(size, ALIKE)):
        for setting in SETTINGS if size < 7 else SETTINGS[place % len(SETTINGS) :][:1]:  # larger bodies take turns
            check(kinds, *setting)


def test_a_recused_member_counts_alike_whether_or_not_he_came():
    for one, other, in_base in product(((True, True),), ((False, True), (None, True)), (True, False, None)):
        assert turnouts((CAME, one), in_base) == turnouts((CAME, other), in_base)


@pytest.mark.parametrize(
    ("body", "half", "majority", "two_thirds"),
    [(3, 2, 2, 2), (4, 2, 3, 3), (5, 3, 3, 4), (6, 3, 4, 4), (7, 4, 4, 5), (8, 4, 5, 6), (9, 5, 5, 6), (10, 5, 6, 7),
     (11, 6, 6, 8)],
)  # fmt: skip
def test_the_least_numbers_of_each_body_are_those_of_the_published_table(
    body: int, half: int, majority: int, two_thirds: int
):
    for approving, passes in ((majority, True), (majority - 1, False)):
        secret = Vote(method=VoteMethod.SECRET_BALLOT, counts=Counts(approve=approving))
        found = tally(Meeting(members=members((CAME,) * body), vote=secret), Parameters())
        assert (found.half_needed, found.two_thirds_needed) == (half, two_thirds)
        assert found.votes is not None
        assert (found.votes[0].needed, found.votes[0].majority) == (majority, passes)


def test_a_meeting_whose_members_are_not_known_counts_nothing():
    found = tally(Meeting(), Parameters())
    assert found.members is None
    assert (found.expected, found.present, found.half, found.two_thirds, found.votes) == (None,) * 5
    assert (found.half_needed, found.two_thirds_needed, found.silent, found.chair_spoke_last) == (None,) * 4


def test_absent_and_recused_are_counted_of_the_list():
    found = tally(meeting(members=(member(0), member(1, present=False), member(2, recused=True))), Parameters())
    assert (found.members, found.absent, found.recused) == (3, 1, 1)


@pytest.mark.parametrize("size", range(1, 8))
def test_who_is_left_out_for_a_stated_reason_counts_as_if_he_were_no_member(size: int) -> None:
    for kinds in bodies(size, (CAME, AWAY, LEFT)):
        without = counted(kinds, True, ExactHalf.WARN)
        gone = Member(id="p99", present=False, recused=False, counted=False, not_counted_reason="被留置")
        body = Meeting(members=(*members(kinds), gone))
        assert tally(body, Parameters(recused_counts_in_base=True, quorum_exact_half=ExactHalf.WARN)) == without


@pytest.mark.parametrize("size", range(1, 4))
@pytest.mark.parametrize("exact", ExactHalf)
def test_a_body_whose_members_are_all_left_out_or_recused_is_no_body(size: int, exact: ExactHalf) -> None:
    gone = tuple(Member(id=f"p{place}", present=False, recused=False, counted=False, not_counted_reason="借调")
                 for place in range(size))  # fmt: skip
    aside = tuple(Member(id=f"p{place}", present=True, recused=True) for place in range(size))
    for people, approving in product((gone, aside), (0, size)):
        secret = Vote(method=VoteMethod.SECRET_BALLOT, counts=Counts(approve=approving))
        found = tally(Meeting(members=people, vote=secret), Parameters(recused_counts_in_base=False, quorum_exact_half=exact))
        assert (found.expected, found.votes and found.votes[0].majority) == (Number(0, 0), None)
        assert (found.half, found.exactly_half, found.two_thirds, found.half_needed, found.two_thirds_needed) == (None,) * 5


@pytest.mark.parametrize(("present", "reason", "expected"), [
    (False, None, Number(1, 2)), (False, " ", Number(1, 2)), (True, "挂职", Number(2, 2)), (None, "挂职", Number(1, 2)),
    (False, "长期病假", Number(1, 1)),
])  # fmt: skip
def test_being_left_out_needs_a_reason_and_ends_by_coming(present: bool | None, reason: str | None, expected: Number) -> None:
    other = Member(id="p99", present=present, recused=False, counted=False, not_counted_reason=reason)
    body = Meeting(members=(*members((CAME,)), other))
    assert tally(body, Parameters(recused_counts_in_base=True)).expected == expected
