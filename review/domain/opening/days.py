"""Holds the days of a dossier on which something may have happened."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from review.domain.days import PLANNED
from review.domain.dossier import DocumentMaterials, Dossier, ReviewMaterials
from review.domain.opening.change import value_at


def days_of_papers(dossier: Dossier) -> list[date]:
    """The days on which a paper may have been given, the latest first: the judged day, and those on which something was, a
    signature among them."""
    days = {dossier.as_of}
    for day in (*days_of(dossier), *(one.on for one in dossier.approvals or () if one.on)):
        days |= {day, day - timedelta(days=1), day + timedelta(days=1)}
    return sorted((day for day in days if day <= dossier.as_of), reverse=True)


def days_of(dossier: Dossier) -> Iterator[date]:
    """The days on which a step of the matter was taken."""
    review, draft = dossier.legality_review, dossier.matter.draft
    yield from filter(None, (draft.changed_on, dossier.matter.submitted_on))
    yield from filter(None, (review.sent_on, review.issued_on) if review else ())
    for opinion in dossier.legal_opinions or ():
        yield from filter(None, (opinion.issued_on,))
    for meeting in dossier.meetings or ():
        yield from filter(None, (meeting.held_on, meeting.topic.confirmed_on, meeting.notice.sent_on))


def last_day_of(dossier: Dossier) -> date:
    """The last day of the course of the matter: whatever is done with its files comes no earlier."""
    signed = (one.on for one in dossier.approvals or () if one.on)
    done = dossier.execution.completed_on if dossier.execution else None
    return max((day for day in (*days_of(dossier), *signed, done) if day and day <= dossier.as_of), default=dossier.as_of)


def days_named(dossier: Dossier) -> frozenset[date]:
    """Every day on which the dossier says that something happened, and those beside it."""
    return frozenset(day + timedelta(days=days) for day in _within(dossier) for days in (-1, 0, 1))


def overtaken_on(dossier: Dossier, place: str) -> date:
    """The first day on which something was done that comes after the step of this place: later than that it is of no use."""
    own = max((number for number, parts in enumerate(_COURSE) if any(part in place for part in parts)), default=0)
    later = [getattr(dossier, part.strip("/"), None) for parts in _COURSE[own + 1 :] for part in parts]
    appointed = [one.appointed_on for one in dossier.matter.candidates or ()] if own <= _COURSE.index(PUBLICITY) else []
    return min(_within((*later, *appointed), PLANNED), default=date.max)


PUBLICITY = ("/publicity/",)
_COURSE = (
    ("/matter", "/preparation"), ("/legal_opinions", "/legality_review", "/document_review"), ("/meetings",), PUBLICITY,
    ("/sign_off_plans", "/approvals"), ("/publication", "/execution"), ("/archive",),
)  # fmt: skip
"""The parts of a dossier in the order of their course; an appointment is announced before it is signed."""


def is_over(dossier: Dossier, place: str, planned: date) -> bool:
    """Whether what was planned to last until this day has ended, or what was due by it is done: it is put off no more."""
    part = value_at(dossier, place.removesuffix(DUE)) if place.endswith(DUE) else None
    return planned < dossier.as_of or getattr(part, "issued_on", None) is not None


def is_past(dossier: Dossier, place: str) -> bool:
    """Whether what is said there belongs to a step that was taken: how it was announced, who was heard, what was sent."""
    head, name = place.rpartition("/")[::2]
    ended, names = _ENDED.get(head, ("", ()))
    day = value_at(dossier, ended) if name in names else None
    return day is not None and (day < dossier.as_of if ended.endswith("/closed_on") else day <= dossier.as_of)


_PREPARED = "/preparation/"
_CONSULTATION, _HEARING = (f"{_PREPARED}public_participation/{name}" for name in ("open_consultation", "hearing"))
_RISK, _COMPETITION = (f"{_PREPARED}{name}" for name in ("risk_assessment", "fair_competition_review"))
_ENDED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    _CONSULTATION: (f"{_CONSULTATION}/closed_on", ("draft_published", "explanation_published", "reply_channel")),
    _HEARING: (f"{_HEARING}/held_on", ("draft_published", "selection_published")),
    _RISK: (f"{_RISK}/done_on", ("departments_heard",)),
    _COMPETITION: (f"{_COMPETITION}/reviewed_on", ("stakeholders_heard", "public_heard")),
    "/legality_review/materials": ("/legality_review/issued_on", tuple(one.name for one in fields(ReviewMaterials))),
    "/document_review/materials": ("/document_review/issued_on", tuple(one.name for one in fields(DocumentMaterials))),
}
"""By part: the day on which its step ended, and what can be done no more after that. To hold the step again is another one."""

DUE = "/due_on"
RETURNED = "/legality_review/returns/"


def still_to_do(dossier: Dossier, place: str) -> bool:
    """Whether what has no day yet is not done: what was returned lies there until a review that is not given before today."""
    review = dossier.legality_review
    if review is None or not (place.startswith(RETURNED) and place.endswith("/resupplied_on")):
        return False
    return review.issued_on is None or review.issued_on >= dossier.as_of


def _within(whole: Any, but: frozenset[str] = frozenset()) -> Iterator[date]:
    """Every day that is named in a part, without those of these fields."""
    parts: list[Any] = [whole]
    while parts:
        part = parts.pop()
        if isinstance(part, tuple):
            parts += part
        elif isinstance(part, date):
            yield date(part.year, part.month, part.day)
        else:
            parts += [getattr(part, name) for name in _names(part.__class__) if name not in but]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass; of anything else none."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
