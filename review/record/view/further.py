"""Holds the parts of a dossier that only some matters have (`FURTHER`), said place by place; only what is stated.

What every matter has is laid out by the other views.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast, get_args, get_origin

from forms.further import FURTHER
from forms.labels import label
from review.domain import dossier as d
from review.domain.plain import bare, hints, key_of, not_none
from review.domain.scalars import Id
from review.domain.vocabulary import Term
from review.domain.vocabulary.preparation import standard_named
from review.record.view import say
from review.record.view.people import People
from review.record.view.say import Row


def further_view(dossier: d.Dossier, people: People, after: int) -> list[dict[str, Any]]:
    """The blocks to print, one for each part that states something, in the order of the dossier; numbered on."""
    blocks: dict[str, list[Row]] = {}
    for pointer, value, part in _stated(dossier, ""):
        block = _block(pointer)
        who = f"（{people.name(part.id)}）" if isinstance(part, d.Reference) and part.id else ""
        blocks.setdefault(block + who, []).extend(_within(block, row) for row in _rows(pointer, value, people))
    return [
        {"heading": say.heading(place, words), "rows": say.stacked(rows)}
        for place, (words, rows) in enumerate(blocks.items(), after + 1)
    ]


def _stated(part: Any, pointer: str) -> Iterator[tuple[str, Any, Any]]:
    """The further places of a part and of all below it that say something, each with the part that has it."""
    chosen = FURTHER.get(type(part), ())
    for field in fields(part):
        value, place = getattr(part, field.name), f"{pointer}/{key_of(field.name)}"
        if field.name in chosen:
            if value is not None:
                yield place, value, part
        elif is_dataclass(value):
            yield from _stated(value, place)
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if is_dataclass(item):
                    yield from _stated(item, f"{place}/{number}")


def _block(pointer: str) -> str:
    """The heading under which a place stands: the part that has it, with its number in a list."""
    parent = pointer.rpartition("/")[0]
    if not parent:
        return label(pointer)
    above, _, last = parent.rpartition("/")
    return f"{label(above)}第{int(last) + 1}项" if last.isdecimal() else label(parent)


def _within(block: str, row: Row) -> Row:
    """The row without the name of its part, which the heading has said."""
    return {**row, "label": row["label"].removeprefix(f"{block}　")}


def _rows(pointer: str, value: Any, people: People) -> Iterator[Row]:
    if isinstance(value, tuple) and value and isinstance(value[0], d.CompetitionCheck):
        yield say.prose(label(pointer), "\n".join(map(_checked, value)))
    elif is_dataclass(value):
        for field in fields(value):
            item = getattr(value, field.name)
            if item is not None:
                yield from _rows(f"{pointer}/{key_of(field.name)}", item, people)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for number, item in enumerate(value):
            yield from _rows(f"{pointer}/{number}", item, people)
    else:
        yield _row(label(pointer), pointer, value, people)


def _checked(check: d.CompetitionCheck) -> str:
    return f"{standard_named(check.head or say.UNKNOWN)}：{say.truth(check.present, '有', '没有')}"


def of_people(kind: type) -> frozenset[str]:
    """The keys, in a part and all below it, whose values are the ids of people."""
    found: set[str] = set()
    for field in fields(kind):
        inner = not_none(hints(kind)[field.name])
        inner = get_args(inner)[0] if get_origin(inner) is tuple else inner
        if inner == Id:
            found.add(key_of(field.name))
        elif is_dataclass(below := bare(inner)) and below is not kind:
            found |= of_people(cast("type", below))
    return frozenset(found) - {"id"}


PEOPLE = of_people(d.Dossier)


def _row(name: str, pointer: str, value: Any, people: People) -> Row:
    key = pointer.rpartition("/")[2]
    if key in PEOPLE:
        return say.names(name, people.names(value if isinstance(value, tuple) else (value,)))
    if key.endswith("sha256"):
        return say.digits(name, value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], Term):
            return say.row(name, say.terms(value))
        return say.items(name, value)
    if isinstance(value, str) and not isinstance(value, Term):
        return say.prose(name, value)
    return say.row(name, _said(value))


def _said(value: Any) -> str:
    match value:
        case bool():
            return say.truth(value)
        case Term():
            return say.term(value)
        case datetime():
            return say.instant(value)
        case date():
            return say.day(value)
        case Decimal():
            return say.money(value)
    return say.number(value)
