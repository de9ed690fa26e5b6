"""Says a corrected entry of a meeting's record (更正会议记录) in words, alike on the pages and on the record: whose and what it
is, what had been entered, what stands there now.
"""

from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from typing import Any, get_args, get_origin

from forms.labels import label
from review.domain.correcting import NONE
from review.domain.dossier import CorrectedEntry, Meeting
from review.domain.phrases import time_of
from review.domain.plain import bare, hints, not_none
from review.domain.scalars import Id
from review.domain.vocabulary import Term
from review.domain.wording import day

Name = Callable[[str], str]
"""The name of a person by his id."""


@dataclass(frozen=True, slots=True)
class Told:
    """A corrected entry in words."""

    what: str
    was: str
    now: str


def told(entry: CorrectedEntry, name: Name) -> Told:
    """The entry in words; a place that no record has is told as it is written."""
    people, keys, kind = _walked(entry.place)
    what = "　".join([*(name(one) for one in people), label("/".join(keys))])
    return Told(what, _said(entry.was, kind, name), _said(entry.now, kind, name))


def _walked(place: str) -> tuple[list[str], list[str], Any]:
    """The ids in a place, its keys, and the type of what stands there; `None` where there is no such place."""
    kind: Any = Meeting
    people: list[str] = []
    keys: list[str] = []
    for part in place.split("/"):
        holds = bare(kind)
        if get_origin(holds) is tuple and is_dataclass(bare(get_args(holds)[0])):
            if part == "order":  # in which order the members spoke
                return people, [*keys, part], tuple[Id, ...]
            people.append(part)
            kind = get_args(holds)[0]
            continue
        keys.append(part)
        kind = hints(holds).get(part) if isinstance(holds, type) and is_dataclass(holds) else None
    return people, keys, kind


def _said(value: str | None, kind: Any, name: Name) -> str:
    if value is None:
        return "没有记录"
    if value == NONE:
        return "无"
    if kind is not None and get_origin(bare(kind)) is tuple:
        return "、".join(_said(one, get_args(bare(kind))[0], name) for one in value.split("、"))
    if kind is not None and not_none(kind) == Id:
        return name(value)
    return _of_kind(value, bare(kind))


def _of_kind(value: str, kind: Any) -> str:
    try:
        if kind is bool:
            return {"true": "是", "false": "否"}.get(value, value)
        if kind is datetime:
            at = datetime.fromisoformat(value)
            return f"{day(at.date())} {time_of(at)}"
        if kind is date:
            return day(date.fromisoformat(value))
        if isinstance(kind, type) and issubclass(kind, Term):
            return kind(value).label
    except ValueError:  # a dossier from elsewhere may say what it likes
        return value
    return value
