"""Holds what a fact is computed from: the picture of a dossier, and one case (matter, meeting or candidate) in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, wraps
from typing import TypeVar

from review.domain.approvals import last_of_each_step, live_approvals
from review.domain.dossier import Approval, Candidate, Dossier, Meeting
from review.domain.kleene import Truth, all_true, any_true
from review.domain.meeting import Tally, tally
from review.domain.pointers import Places
from review.domain.rulebook import Subject, Value
from review.domain.standing import (
    CurrentOpinions,
    current_opinions,
    deciding_is_known,
    deciding_meeting,
    heard_by,
)
from review.domain.vocabulary import Category
from review.domain.workdays import Calendar, Counted

Answer = Value | Counted | None
"""What a fact function returns: a value, a counted number of days (perhaps provisional), or unknown."""


@dataclass(frozen=True)
class Picture:
    """A dossier with the calendar, and what several facts share, computed once."""

    dossier: Dossier
    calendar: Calendar
    matter_facts: dict[str, Answer] = field(default_factory=dict)
    settled: dict[Callable[["Case"], Truth], Truth] = field(default_factory=dict)
    """What several facts ask of the matter, by the function that answers (`once`)."""

    @cached_property
    def places(self) -> Places:
        return Places(self.dossier)

    @cached_property
    def opinions(self) -> CurrentOpinions | None:
        return current_opinions(self.dossier)

    @cached_property
    def deciding(self) -> Meeting | None:
        """The deciding meeting; `None` while there is none, or while it is not known which."""
        return deciding_meeting(self.dossier) if deciding_is_known(self.dossier) else None

    @cached_property
    def heard_by(self) -> date | None:
        """The day by which opinion and review must be dated."""
        return heard_by(self.dossier)

    @cached_property
    def live_approvals(self) -> tuple[Approval, ...]:
        """The sign-offs of the decision that stands."""
        return live_approvals(self.dossier)

    @cached_property
    def approvals(self) -> tuple[Approval, ...]:
        """The last decision of each step of them."""
        return last_of_each_step(self.live_approvals)

    @cached_property
    def tallies(self) -> Mapping[int, Tally]:
        return _Tallies(self.dossier)

    def cases(self, subject: Subject) -> Iterator["Case"]:
        """The cases to judge: the matter, or each meeting or candidate; one empty case while there is none."""
        if subject is Subject.MATTER:
            return iter((Case(self, self.dossier),))
        return (self.case(subject, pointer) for pointer in subjects(self.dossier, subject))

    def case(self, subject: Subject, pointer: str) -> "Case":
        """The case of this pointer, which is one of `subjects`."""
        place = pointer.rpartition("/")[2]
        number = int(place) if place.isdigit() else None
        if number is None:
            return Case(self, self.dossier, pointer)
        if subject is Subject.MEETING:
            meeting = (self.dossier.meetings or ())[number]
            return Case(self, self.dossier, pointer, meeting=meeting, tally=self.tallies[number])
        return Case(self, self.dossier, pointer, candidate=(self.dossier.matter.candidates or ())[number])


def subjects(dossier: Dossier, subject: Subject) -> tuple[str, ...]:
    """The pointers of what is judged: "" for the matter, or each meeting or candidate; the list while it is empty."""
    if subject is Subject.MATTER:
        return ("",)
    head, items = ("/meetings", dossier.meetings) if subject is Subject.MEETING else (
        "/matter/candidates", dossier.matter.candidates
    )  # fmt: skip
    return tuple(f"{head}/{place}" for place in range(len(items))) if items else (head,)


class _Tallies(dict[int, Tally]):
    """What was counted of each meeting, by its number, counted when it is first asked for."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier

    def __missing__(self, place: int) -> Tally:
        meeting = (self._dossier.meetings or ())[place]
        self[place] = counted = tally(meeting, self._dossier.unit.parameters)
        return counted


@dataclass(frozen=True, slots=True)
class Case:
    """One subject to judge; `subject` is its JSON pointer, "" for the matter as a whole."""

    picture: Picture
    dossier: Dossier
    subject: str = ""
    meeting: Meeting | None = None
    tally: Tally | None = None
    candidate: Candidate | None = None

    def name(self, person: str | None) -> str:
        """How a finding names this person: by his name, in the dossier or among the members of the meeting; by his id where he
        has none, and by a dash where nobody is named."""
        entry = (self.dossier.people or {}).get(person or "")
        members = (self.meeting.members or ()) if self.meeting else ()
        own = next((member.name for member in members if member.id == person), None)
        return (entry.name if entry else None) or own or person or "—"

    def workdays(self, start: date | None, end: date | None) -> Counted | None:
        """Working days after `start` up to and including `end`."""
        return None if start is None or end is None else self.picture.calendar.between(start, end)

    def is_category(self, *categories: Category) -> Truth:
        """Whether the matter is, by its primary or a secondary class, of one of these; the list without a secondary
        class is a statement, its absence is not."""
        matter = self.dossier.matter
        second = matter.secondary_categories
        return any_true((
            None if matter.category is None else matter.category in categories,
            None if second is None else any(category in categories for category in second),
        ))  # fmt: skip


FACTS: dict[str, Callable[[Case], Answer]] = {}
"""Every fact function by the name it has in facts.toml."""


Function = TypeVar("Function", bound=Callable[[Case], Answer])


def fact(name: str) -> Callable[[Function], Function]:
    """Register a pure function as the fact `name`."""

    def register(function: Function) -> Function:
        if name in FACTS:
            raise ValueError(f"two functions for the fact {name}")
        FACTS[name] = function
        return function

    return register


def once(function: Callable[[Case], Truth]) -> Callable[[Case], Truth]:
    """Answer a question about the matter once for a picture, however many facts rest on the answer."""

    @wraps(function)
    def settled(case: Case) -> Truth:
        known = case.picture.settled
        if function not in known:
            known[function] = function(case)
        return known[function]

    return settled


__all__ = ["Answer", "Case", "FACTS", "Picture", "all_true", "any_true", "fact", "once"]
