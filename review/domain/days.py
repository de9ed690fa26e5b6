"""Finds days and instants that cannot be: of what is said to have happened and has not come, of a law that the matter was
never under.

What is planned may lie ahead: due days and deadlines, the end of a consultation, a hearing, a meeting that has no result yet.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any, get_args, get_origin

from review.domain.dossier import Dossier, Hearing, Meeting
from review.domain.errors import Fault
from review.domain.phrases import day as said
from review.domain.plain import bare, hints, key_of

BEIJING = timezone(timedelta(hours=8))
"""The clock by which an instant has its day."""

PLANNED = frozenset({
    "as_of", "edition_on", "due_on", "review_due_on", "deadline", "closed_on", "from_", "to", "expires_on", "effective_on",
    "trial_ends_on", "planned_on",
})  # fmt: skip
"""The days, by field, that may lie ahead."""


def impossible_days(dossier: Dossier) -> Iterator[Fault]:
    """Every day that cannot be, with its place."""
    as_of = dossier.as_of
    for at, day in _happened(dossier):
        if _day(day) > as_of:
            yield Fault(at, f"晚于{said(as_of)}（判断之日）：尚未到来的日期不能登记")
    yield from _edition(dossier)
    yield from _reasons(dossier)


def instants_to_come(dossier: Dossier, now: datetime) -> Iterator[Fault]:
    """Every instant of the day of judgement that has not come `now`, at the moment of an act; which days have not come is
    told by `impossible_days`."""
    for at, instant in _happened(dossier):
        if isinstance(instant, datetime) and instant > now and _day(instant) <= dossier.as_of:
            yield Fault(at, f"晚于现在（{now:%H:%M}）：尚未到来的时刻不能登记，请在其后办理")


def _edition(dossier: Dossier) -> Iterator[Fault]:
    """The law that counts is that of the day of submission, or of a later day to which the matter was moved."""
    law, submitted = dossier.edition_on, dossier.matter.submitted_on
    if law is not None and law > dossier.as_of:
        yield Fault("/edition_on", f"晚于{said(dossier.as_of)}（判断之日）：不能适用那时的规定")
    if law is not None and submitted is None:
        yield Fault("/edition_on", "没有写明提交之日，不能另定适用哪一日的规定")
    elif law is not None and submitted is not None and law < submitted:
        yield Fault("/edition_on", f"早于提交之日{said(submitted)}：适用的是提交之日或者以后的规定")


def _reasons(dossier: Dossier) -> Iterator[Fault]:
    """A reason is written when the matter is submitted, or later: none is written for a matter that nobody has put."""
    submitted = dossier.matter.submitted_on
    for place, one in enumerate(dossier.justifications or ()):
        if submitted is not None and one.on is not None and one.on < submitted:
            yield Fault(f"/justifications/{place}/on", f"早于提交之日{said(submitted)}：须说明的理由在提交时或者以后写明")


def _happened(part: Any, pointer: str = "") -> Iterator[tuple[str, date]]:
    """Every day and instant of what is said to have happened, with its place."""
    planned = isinstance(part, Meeting) and part.result is None
    kind: Any = type(part)
    for name, key, holds in _fields(kind):
        value = getattr(part, name)
        if not value:
            continue
        if holds is date:
            if not (planned or (isinstance(part, Hearing) and name == "held_on")):
                yield f"{pointer}/{key}", value
        elif holds is tuple:
            for place, item in enumerate(value):
                yield from _happened(item, f"{pointer}/{key}/{place}")
        else:
            yield from _happened(value, f"{pointer}/{key}")


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


@cache
def _fields(part: type) -> tuple[tuple[str, str, type], ...]:
    """The fields of a part that are days of what happened, or hold parts: name, key, and whether it is a day, several parts or
    one."""
    found: list[tuple[str, str, type]] = []
    for field in fields(part):
        kind = bare(hints(part)[field.name])
        key = key_of(field.name)
        if kind in (date, datetime):
            if field.name not in PLANNED:
                found.append((field.name, key, date))
        elif is_dataclass(kind):
            found.append((field.name, key, object))
        elif get_origin(kind) is tuple and is_dataclass(bare(get_args(kind)[0])):
            found.append((field.name, key, tuple))
    return tuple(found)
