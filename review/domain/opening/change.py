"""Holds one change of a dossier, and the setting of one place by its JSON pointer; it decides nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, get_args, get_origin

from review.domain import wording
from review.domain.dossier import Dossier
from review.domain.plain import bare, hints
from review.domain.pointers import KEPT


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to do or to record, as the user would count it.

    `says` is the sentence, with `{place}` where the name of `pointer` belongs; `mark` tells changes apart that are said
    alike.
    """

    pointer: str
    says: str
    make: Callable[[Dossier], Dossier]
    mark: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.pointer, self.says, self.mark


def recording(pointer: str, value: Any, called: str = "") -> Change:
    """What was not known is recorded. It has to be true; so the sentence says what it would have to be, and how a value is
    `called` that says nothing itself."""
    if value is False:
        says = "如实登记“{place}”：为“否”即可；实际为“是”的，须按相应规定办理"
    elif isinstance(value, date):
        says = f"登记“{{place}}”：{said(value)}即可"
    elif is_dataclass(value):
        says = f"补登“{{place}}”一项{_answers(value)}"
    elif value == ():
        says = "如实登记“{place}”：没有的，登记为没有"
    else:
        says = f"如实登记“{{place}}”：为{called or said(value)}即可"
    return _setting(pointer, says, value)


def righting(pointer: str, value: Any) -> Change:
    """What was not done is done, or done again on another day, and recorded so."""
    return _setting(pointer, "办理“{place}”并登记" if value is True else f"“{{place}}”改为{said(value)}", value)


def adding(pointer: str, before: tuple[Any, ...], more: tuple[Any, ...]) -> Change:
    """A list is completed."""
    what = f"{len(more)}项" if is_dataclass(more[0]) else "、".join(map(said, more))
    return _setting(pointer, f"“{{place}}”补上{what}", (*before, *more))


def writing(pointer: str, text: str) -> Change:
    """A text that a person has yet to write."""
    return _setting(pointer, "写明“{place}”", text)


def _setting(pointer: str, says: str, value: Any) -> Change:
    return Change(pointer, says, lambda dossier: with_value(dossier, pointer, value), repr(value))


def said(value: Any) -> str:
    """A value as the reader sees it."""
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    if isinstance(value, Enum):
        return f"“{getattr(value, 'label', value.value)}”"
    if isinstance(value, datetime):
        return f"{wording.day(value)}{value.hour}时"
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, tuple):
        return "、".join(said(one) for one in value)
    return f"{value}元" if isinstance(value, Decimal) else f"“{value}”" if isinstance(value, str) else str(value)


def _answers(item: Any) -> str:
    """The closed answers of a new item: they tell which one it is."""
    values = [getattr(item, field.name) for field in fields(item)]
    told = [said(value) for value in values if isinstance(value, Enum)]
    return f"（{'、'.join(told)}）" if told else ""


def with_value(dossier: Dossier, pointer: str, value: Any) -> Dossier:
    """The dossier with this value at this place; parts on the way that are not there are made.

    `-` or the number after the last stands for a new item of a list. Raises TypeError where a part cannot be made,
    IndexError where there is no such item.
    """
    changed: Dossier = _with(Dossier, dossier, pointer.strip("/").split("/"), value)
    return changed


def _with(kind: Any, part: Any, keys: list[str], value: Any) -> Any:
    if not keys:
        return value
    (key, *rest), kind = keys, bare(kind)
    if get_origin(kind) is tuple:
        items = list(part or ())
        place = len(items) if key == "-" else int(key)
        if place == len(items):
            items.append(None)
        items[place] = _with(get_args(kind)[0], items[place], rest, value)
        return tuple(items)
    if get_origin(kind) is Mapping:
        of_key, of_value = get_args(kind)
        name = bare(of_key)(key)
        return {**(part or {}), name: _with(of_value, (part or {}).get(name), rest, value)}
    name = "from_" if key == "from" else key
    part = kind() if part is None else part
    return replace(part, **{name: _with(hints(kind)[name], getattr(part, name), rest, value)})


@lru_cache(KEPT)
def kind_at(pattern: str) -> Any:
    """The type of a place, with its limits, by a pointer or a pattern; `None` where there is no such place."""
    kind: Any = Dossier
    for key in pattern.strip("/").split("/"):
        part: Any = bare(kind)
        if get_origin(part) is tuple:
            kind = get_args(part)[0]
        elif get_origin(part) is Mapping:
            kind = get_args(part)[1]
        elif is_dataclass(part) and (name := "from_" if key == "from" else key) in {one.name for one in fields(part)}:
            of: Any = part
            kind = hints(of)[name]
        else:
            return None
    return kind


def value_at(dossier: Dossier, pointer: str) -> Any:
    """The value of a place; `None` where it, or something on the way, is not there."""
    value: Any = dossier
    for key in pointer.strip("/").split("/"):
        if isinstance(value, tuple):
            value = value[int(key)] if key.isdigit() and int(key) < len(value) else None
        elif isinstance(value, Mapping):
            value = {str(name): item for name, item in value.items()}.get(key)
        elif value is not None:
            value = getattr(value, "from_" if key == "from" else key)
        if value is None:
            return None
    return value
