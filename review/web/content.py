"""Holds how a part of the dossier is laid out for reading: every known place with its name and its value, by section."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from forms import labels
from review.domain.dossier import Dossier, Person
from review.domain.plain import key_of
from review.web.presentation import day, instant, label, money

People = Mapping[str, Person]

SECTIONS = (
    ("基本情况", "/matter", ("title", "category", "secondary_categories", "decision_mode", "proposer", "catalogue",
                             "submitted_by", "submitted_on", "drafters", "undertaking_units", "lead_unit", "contact")),
    ("决策内容", "/matter", ("problem", "necessity", "feasibility", "preliminary_plan", "legal_basis",
                             "state_secret_free", "emergency")),
    ("涉及情形", "/matter/scope", ()),
    ("资金", "/matter/funds", ()),
    ("项目", "/matter/project", ()),
    ("拟任免人选", "/matter/candidates", ()),
    ("前期程序", "/preparation", ()),
    ("请示报告", "/reporting", ()),
    ("公布", "/publication", ()),
    ("执行", "/execution", ()),
    ("归档", "/archive", ()),
    ("须说明事项的理由", "/justifications", ()),
)  # fmt: skip
"""The sections of the reading page: heading, place, and the fields of it (none: all)."""

HASH_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One known place: its name and value; `long` texts stand on lines of their own."""

    pointer: str
    name: str
    value: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    entries: tuple[Entry, ...]


def sections(dossier: Dossier) -> tuple[Section, ...]:
    """Every section of which something is known."""
    people = dossier.people or {}
    laid = (Section(heading, tuple(_section(dossier, pointer, names, people))) for heading, pointer, names in SECTIONS)
    return tuple(section for section in laid if section.entries)


def _section(dossier: Dossier, pointer: str, names: tuple[str, ...], people: People) -> Iterator[Entry]:
    value: Any = dossier
    for key in pointer.strip("/").split("/"):
        value = None if value is None else getattr(value, key)
    if names:
        for name in names:
            yield from entries(getattr(value, name), f"{pointer}/{name}", people)
    else:
        yield from entries(value, pointer, people)


def entries(value: Any, pointer: str, people: People) -> Iterator[Entry]:
    """The known places in `value`, in the order of the dossier."""
    if value is None:
        return
    if is_dataclass(value):
        if hasattr(value, "id") and hasattr(value, "name") and len(fields(value)) == 2:
            yield Entry(pointer, labels.label(pointer), value.name or who(value.id, people))
            return
        for field in fields(value):
            yield from entries(getattr(value, field.name), f"{pointer}/{key_of(field.name)}", people)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for place, item in enumerate(value):
            yield from entries(item, f"{pointer}/{place}", people)
    else:
        text = said(value, people)
        yield Entry(pointer, labels.label(pointer), text, len(text) > 60 or "\n" in text)


def said(value: Any, people: People) -> str:
    """A single value, or a list of them, as it is read."""
    if isinstance(value, Decimal):
        return f"{money(value)} 元"
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return "、".join(said(item, people) for item in value) or "无"
    if isinstance(value, str) and value in people:
        return who(value, people)
    return label(value)


def who(person: str | None, people: People) -> str:
    """The name of a person of the dossier, with his post; the id where no name is known."""
    known = people.get(person or "")
    if known is None or known.name is None:
        return person or "—"
    return f"{known.name}（{known.post}）" if known.post else known.name
