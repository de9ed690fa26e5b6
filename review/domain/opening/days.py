"""Holds the days of a dossier on which something may have happened."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from review.domain.dossier import Dossier


def days_of_papers(dossier: Dossier) -> list[date]:
    """The days on which a paper may have been given, the latest first: the judged day, and those on which something was."""
    days = {dossier.as_of}
    for day in days_of(dossier):
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
    found: set[date] = set()
    parts: list[Any] = [dossier]
    while parts:
        part = parts.pop()
        if isinstance(part, date):
            found |= {date(part.year, part.month, part.day) + timedelta(days=days) for days in (-1, 0, 1)}
        elif is_dataclass(part):
            parts += [getattr(part, one.name) for one in fields(part)]
        elif isinstance(part, tuple):
            parts += part
    return frozenset(found)
