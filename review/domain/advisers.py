"""Holds the unit's roll of legal advisers (法律顾问名册): who is appointed as what and until when, who has declared an interest,
and why somebody may not be asked about a matter.

中办发〔2016〕30号 has every body keep legal advisers and government lawyers, and hear them before it decides. An appointment
counts once it is confirmed; an interest counts from the moment it is declared. Both are only ever added to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from review.domain.dossier import Dossier, LegalOpinion, RegisteredInterest
from review.domain.phrases import day
from review.domain.related import comparable
from review.domain.scalars import Count, Id, Line, Prose
from review.domain.vocabulary import AdviserKind, Role, Term

REGISTER_BY, CONFIRM_BY = Role.SECRETARY, Role.GROUP_SECRETARY
"""Who enters what lets an adviser be asked, and who confirms it."""


def on(value: date | None) -> str:
    """The day in words, "—" where it is not known."""
    return day(value) if value else "—"


class AdviserStanding(Term):
    """How an appointment stands on a day."""

    UNCONFIRMED = "UNCONFIRMED", "待确认", "to be confirmed"
    TO_COME = "TO_COME", "聘期未到", "not begun"
    IN_TERM = "IN_TERM", "在聘", "in term"
    OVER = "OVER", "聘期届满", "term over"
    ENDED = "ENDED", "已解聘", "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A person's appointment as external counsel or in-house adviser, or designation as government lawyer: by which document
    (`basis`), from the first to the last day. Whose office has no term (`ends`) is appointed until it is ended."""

    number: Count = 0
    """In the order of entering, from one; the service gives it."""
    person: Id = ""
    kind: AdviserKind | None = None
    licence_no: Line | None = None
    firm: Line | None = None
    fields: tuple[Line, ...] | None = None
    basis: Line | None = None
    starts: date | None = None
    ends: date | None = None
    confirmed_on: date | None = None
    ended_on: date | None = None
    """The first day on which it no longer stands, where it was ended before its time."""

    @property
    def subject(self) -> str:
        """What the events about it are about."""
        return f"adviser/{self.number}"

    @property
    def as_entered(self) -> "Appointment":
        """Without what became of it; the events about it seal this."""
        return replace(self, confirmed_on=None, ended_on=None)

    def standing(self, today: date) -> AdviserStanding:
        if self.ended_on is not None and self.ended_on <= today:
            return AdviserStanding.ENDED
        if self.ends is not None and self.ends < today:
            return AdviserStanding.OVER
        if self.confirmed_on is None or self.starts is None:
            return AdviserStanding.UNCONFIRMED
        return AdviserStanding.TO_COME if today < self.starts else AdviserStanding.IN_TERM


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """A conflict of interest that was declared: with whom, or in which matter, since when and why. It holds until lifted."""

    number: Count = 0
    person: Id = ""
    party: Line | None = None
    """The name of a person, enterprise or unit, or the number of a matter."""
    reason: Prose | None = None
    since: date | None = None
    lifted_on: date | None = None

    @property
    def subject(self) -> str:
        return f"interest/{self.number}"

    @property
    def as_entered(self) -> "Interest":
        return replace(self, lifted_on=None)

    def concerns(self, dossier: Dossier, number: str) -> str | None:
        """What of the matter it is about, in words; `None` where nothing is. Names are compared as `related` does; the title
        of a matter is searched for them as well."""
        mine = comparable(self.party)
        if not mine:
            return None
        named = next((word for word, name in _named(dossier, number) if comparable(name) == mine), None)
        return named or ("事项名称" if mine in (comparable(dossier.matter.title) or "") else None)


def _named(dossier: Dossier, number: str) -> Iterator[tuple[str, str | None]]:
    """Whom the matter concerns by name, with the word for it."""
    matter, people = dossier.matter, dossier.people or {}
    yield "就是本事项", number
    yield "收款方", matter.funds.payee if matter.funds else None
    for unit in (matter.lead_unit, *(matter.undertaking_units or ())):
        yield "承办单位", unit
    for word, references in (("拟任免人选", matter.candidates or ()), ("起草人", matter.drafters or ())):
        for one in references:
            known = people.get(one.id)
            yield word, one.name or (known.name if known else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Every appointment and every declared interest of a unit, in the order of entering."""

    appointments: tuple[Appointment, ...] = ()
    interests: tuple[Interest, ...] = ()

    def of(self, person: str) -> tuple[Appointment, ...]:
        return tuple(one for one in self.appointments if one.person == person)

    def declared_by(self, person: str) -> tuple[Interest, ...]:
        """His interests that hold."""
        return tuple(one for one in self.interests if one.person == person and one.lifted_on is None)

    def in_term(self, person: str, today: date) -> Appointment | None:
        """The appointment by which this person may be asked today; the last where there are several."""
        standing = [one for one in self.of(person) if one.standing(today) is AdviserStanding.IN_TERM]
        return standing[-1] if standing else None

    def objection(self, person: str, name: str, dossier: Dossier, number: str, today: date) -> str | None:
        """Why this person may not advise on the matter today, with what to do; `None` where nothing stands against it."""
        if self.in_term(person, today) is None:
            return f"{name}{self._why_not_in_term(person, today)}"
        return self.interest(person, name, dossier, number, today)

    def interest(self, person: str, name: str, dossier: Dossier, number: str, by: date) -> str | None:
        """The interest in the matter that this person has declared and that he had by this day, with what to do; `None` where
        there is none."""
        for one, about in self._ties(person, dossier, number, by):
            return (
                f"{name}已申报与“{one.party}”有利害关系（自{on(one.since)}起），与本事项有关（{about}）："
                f"请委托其他法律顾问；利害关系已经消除的，请{CONFIRM_BY.label}在“法律顾问”中解除"
            )
        return None

    def registered(self, opinion: LegalOpinion, dossier: Dossier) -> tuple[RegisteredInterest, ...] | None:
        """The interests in the matter that the adviser had when he gave this opinion, whatever he declared in it; `None` before
        he gave it. One that was lifted, or began later, is none."""
        if opinion.adviser is None or opinion.issued_on is None:
            return None
        return tuple(
            RegisteredInterest(number=one.number, party=one.party, since=one.since)
            for one, _ in self._ties(opinion.adviser.id, dossier, dossier.matter.number or "", opinion.issued_on)
        )

    def _ties(self, person: str, dossier: Dossier, number: str, by: date) -> Iterator[tuple[Interest, str]]:
        """His declared interests in the matter that he had by this day, and what of the matter each is about."""
        for one in self.declared_by(person):
            if (one.since is None or one.since <= by) and (about := one.concerns(dossier, number)):
                yield one, about

    def _why_not_in_term(self, person: str, today: date) -> str:
        last = next(iter(reversed(self.of(person))), None)
        if last is None:
            return f"没有登记在法律顾问名册：请{REGISTER_BY.label}在“法律顾问”中登记，{CONFIRM_BY.label}确认后委托"
        if last.standing(today) is AdviserStanding.UNCONFIRMED:
            return f"的聘任尚未确认：请{CONFIRM_BY.label}在“法律顾问”中确认后委托"
        if last.standing(today) is AdviserStanding.TO_COME:
            return f"的聘期自{on(last.starts)}开始：请先委托其他法律顾问"
        ended = last.standing(today) is AdviserStanding.ENDED
        over = f"已于{on(last.ended_on)}解聘" if ended else f"的聘期已于{on(last.ends)}届满"
        return f"{over}：请委托在聘的法律顾问；续聘的，请{REGISTER_BY.label}登记新的聘期"
