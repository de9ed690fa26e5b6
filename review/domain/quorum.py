"""Holds which attendance is asked for at a meeting, once for the pages and the record; the counting is `domain.meeting`."""

from dataclasses import dataclass
from fractions import Fraction

from review.domain.dossier import Dossier, Meeting
from review.domain.facts import Case, Picture
from review.domain.facts.deliberation import half_beyond_doubt, needs_two_thirds, votes
from review.domain.kleene import Truth
from review.domain.meeting import Tally
from review.domain.workdays import Calendar

NO_DAYS = Calendar(frozenset(), frozenset(), frozenset())
"""Attendance is asked for whatever the day."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """A share of the members that has to be present, how many that is as the unit counts exactly half, and whether they are."""

    label: str
    share: Fraction
    needed: int | None
    reached: Truth
    exactly: bool = False
    """Whether half of them are there, neither more nor fewer."""


def quorums(dossier: Dossier, meeting: Meeting, counted: Tally) -> tuple[Quorum, ...]:
    """What is asked for of a vote of the party group, and only of one: half of the members (MTG-06), or two thirds where an
    appointment or the discipline of a member is decided (MTG-07, CAD-06); both where it is not known which."""
    case = Case(Picture(dossier, NO_DAYS), dossier, meeting=meeting, tally=counted)
    if votes(case) is False:
        return ()
    half = Quorum("半数以上", Fraction(1, 2), half_beyond_doubt(case), counted.half, counted.exactly_half is True)
    more = Quorum("三分之二以上", Fraction(2, 3), counted.two_thirds_needed, counted.two_thirds)
    two_thirds = needs_two_thirds(case)
    return (more,) if two_thirds else (half,) if two_thirds is False else (half, more)
