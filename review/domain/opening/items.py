"""Holds what a new item of a list may look like, by its type: complete, with one answer varied at a time."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

from review.domain.dossier import Dossier
from review.domain.opening.to_come import TO_WRITE
from review.domain.plain import bare, hints
from review.domain.scalars import Id, Sha256


def person_ids(dossier: Dossier) -> list[str]:
    """Everybody whom the dossier names, members of its meetings first."""
    members = [one.id for meeting in dossier.meetings or () for one in meeting.members or () if one.id]
    drafters = [one.id for one in dossier.matter.drafters or () if one.id]
    return list(dict.fromkeys([*members, *(dossier.people or ()), *drafters]))


def items_of(dossier: Dossier, kind: Any) -> list[Any]:
    """The items to try: one with every field filled in, and those that differ from it in one answer; dated today, or on
    a day before what the matter has come to."""
    items: dict[Any, None] = {}
    for day in _days(dossier):
        full = _filled(dossier, kind, day)
        if not is_dataclass(full) or isinstance(full, type):
            return [] if full is None else [full]
        items |= dict.fromkeys((full, *_varied(full)))
    return list(items)


def _days(dossier: Dossier) -> tuple[date, ...]:
    review = dossier.legality_review
    happened = [review.sent_on if review else None, *(one.held_on for one in dossier.meetings or ())]
    first = min((day for day in happened if day), default=None)
    return (dossier.as_of,) if first is None or first > dossier.as_of else (dossier.as_of, first - timedelta(days=1))


def _varied(item: Any) -> Iterator[Any]:
    of: Any = type(item)
    for field in fields(item):
        inner, value = bare(hints(of)[field.name]), getattr(item, field.name)
        if inner is bool:
            yield replace(item, **{field.name: False})
        elif isinstance(inner, type) and issubclass(inner, Enum):
            for term in inner:
                if term is not value:
                    yield replace(item, **{field.name: term})


def _filled(dossier: Dossier, kind: Any, day: date, depth: int = 0) -> Any:
    inner: Any = bare(kind)
    if is_dataclass(inner):
        of: Any = inner
        if depth > 2:
            return None
        values = {one.name: _filled(dossier, hints(of)[one.name], day, depth + 1) for one in fields(of)}
        required = {one.name for one in fields(of) if one.default is MISSING and one.default_factory is MISSING}
        return of(**{name: value for name, value in values.items() if value is not None or name in required})
    if get_origin(inner) is not None:
        return () if get_origin(inner) is tuple else None
    if issubclass(inner, Enum):
        return next(iter(inner))
    if inner is date:
        return day
    if inner in (bool, datetime):
        return True if inner is bool else None
    if inner is int:
        return 1
    if inner is Decimal:
        return Decimal(0)
    metadata = [getattr(part, "__metadata__", ()) for part in (kind, *get_args(kind))]
    if Id.__metadata__ in metadata:  # type: ignore[attr-defined]
        return next(iter(person_ids(dossier)), "person-to-name")
    if Sha256.__metadata__ in metadata:  # type: ignore[attr-defined]
        return dossier.matter.draft.sha256
    return TO_WRITE
