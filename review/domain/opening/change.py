"""Holds one change of a dossier, and the setting of one place by its JSON pointer; it decides nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, get_args, get_origin

from review.domain import wording
from review.domain.dossier import Dossier
from review.domain.opening.to_come import in_words
from review.domain.plain import bare, hints
from review.domain.pointers import KEPT
from review.domain.vocabulary import Language, Term

Key = tuple[str, str, str]
"""What tells one change from another."""


class Say(NamedTuple):
    """A sentence in Chinese and in English, each with `{place}` where the name of a place belongs."""

    zh: str
    en: str

    def word(self, language: Language) -> str:
        return language.pick(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to do or to record, as the user would count it.

    `says` is the sentence, with `{place}` where the name of `pointer` belongs; `mark` tells changes apart that are said
    alike. `choose` are the places whose value only a person can choose: what is set there stands for it.
    """

    pointer: str
    says: Say
    make: Callable[[Dossier], Dossier]
    mark: str = ""
    choose: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return self.pointer, self.says.zh, self.mark


_NOT_SIMPLY_YES: Mapping[str, Say] = {
    "/matter/emergency/ratified": Say(
        "如确已由有权会议追认，如实补登“{place}”；没有的，不得补登，提请会议追认",
        "Record {place} truthfully, only if the competent meeting ratified it; if not, put it before the meeting first",
    ),
    "/archive/integrity/": Say(
        "由系统核验“{place}”：办结立卷时核验，不由人填写",
        "Have the system check {place}: it does so when the file is closed, and nobody enters it",
    ),
}  # fmt: skip
"""Where a “yes” is not simply put down, by how the place starts: a meeting gives it, or the service finds it."""


def recording_day(pointer: str, day: date, today: date) -> Change:
    """A day that was not known is recorded; one that has passed only if it was that day."""
    if day >= today:
        return recording(pointer, day)
    name = told(day)
    return _setting(pointer, Say(
        f"如确为{name.zh}，如实补登“{{place}}”；不是的，不得倒填日期，按有关规则的整改要求办理",
        f"Record {{place}} truthfully, only if it was {name.en}; if not, put down no earlier day and do what the remedy of the "
        "rule asks",
    ), day)  # fmt: skip


def recording(pointer: str, value: Any, called: Say | None = None) -> Change:
    """What was not known is recorded. It has to be true; so the sentence says what it would have to be, and how a value is
    `called` that says nothing itself."""
    name = called or told(value)
    own = next((says for start, says in _NOT_SIMPLY_YES.items() if value is True and pointer.startswith(start)), None)
    if own is not None:
        says = own
    elif value is False:
        says = Say("如实登记“{place}”：为“否”即可；实际为“是”的，须按相应规定办理",
                   "Record {place} truthfully: “no” is enough; where it is “yes”, do what the rules then ask")  # fmt: skip
    elif is_dataclass(value):
        of = _answers(value)
        says = Say(f"如实补登“{{place}}”一项{of.zh}", f"Truthfully add an entry to {{place}}{of.en}")
    elif value == ():
        says = Say("如实登记“{place}”：没有的，登记为没有", "Record {place} truthfully: where there is none, record that")
    else:
        says = Say(f"如实登记“{{place}}”：为{name.zh}即可", f"Record {{place}} truthfully: {name.en} is enough")
    return _setting(pointer, says, value)


def righting(pointer: str, value: Any) -> Change:
    """What was not done is done, or done again on another day, and recorded so."""
    if value is True:
        return _setting(pointer, Say("办理“{place}”并登记", "Do what is missing and record it: {place}"), value)
    name = told(value)
    return _setting(pointer, Say(f"“{{place}}”改为{name.zh}", f"Change {{place}} to {name.en}"), value)


def correcting(pointer: str) -> Change:
    """A “no” that what is stated beside it denies is put right, if it is wrong."""
    return _setting(pointer, Say(
        "如实更正“{place}”：确属所列事项的，改为“是”；不属于的，不得勾选所列事项",
        "Correct {place} truthfully: “yes” where the matter falls under the heads that are ticked; where it does not, tick none",
    ), True)  # fmt: skip


def extending(pointer: str, day: date) -> Change:
    """What is planned or set is given longer."""
    name = told(day)
    return _setting(pointer, Say(f"“{{place}}”顺延至{name.zh}", f"Put {{place}} off to {name.en}"), day)


def repeating(pointer: str, day: date) -> Change:
    """What happened too early is done again on a later day."""
    name = told(day)
    return _setting(pointer, Say(
        f"重新办理，“{{place}}”登记为{name.zh}", f"Do this step again, and record {{place}} as {name.en}"
    ), day)  # fmt: skip


def adding(pointer: str, before: tuple[Any, ...], more: tuple[Any, ...]) -> Change:
    """A list is completed."""
    count = len(more)
    what = Say(f"{count}项", f"{count} more") if is_dataclass(more[0]) else told(more)
    return _setting(pointer, Say(f"“{{place}}”补上{what.zh}", f"Add to {{place}}: {what.en}"), (*before, *more))


def writing(pointer: str, text: str) -> Change:
    """A text that a person has yet to write."""
    return _setting(pointer, Say("写明“{place}”", "Write down {place}"), text)


def _setting(pointer: str, says: Say, value: Any) -> Change:
    return Change(pointer, says, lambda dossier: with_value(dossier, pointer, value), repr(value))


def told(value: Any) -> Say:
    """A value as the reader sees it."""
    if isinstance(value, bool):
        return Say("“是”", "“yes”") if value else Say("“否”", "“no”")
    if isinstance(value, Term):
        return Say(f"“{value.label}”", f"“{value.label_en}”")
    if isinstance(value, datetime):
        return Say(f"{wording.day(value)}{value.hour}时", f"{value.hour}:00 on {wording.day(value, Language.EN)}")
    if isinstance(value, date):
        return Say(wording.day(value), wording.day(value, Language.EN))
    if isinstance(value, tuple):
        each = [told(one) for one in value]
        return Say("、".join(one.zh for one in each), ", ".join(one.en for one in each))
    if isinstance(value, Decimal):
        return Say(f"{value}元", f"{value} yuan")
    if not isinstance(value, str):
        return Say(str(value), str(value))
    to_come = in_words(value, Language.EN)
    return Say(f"“{value}”", f"“{value}”" if to_come == value else to_come)


def _answers(item: Any) -> Say:
    """The closed answers of a new item: they tell which one it is."""
    values = tuple(value for field in fields(item) if isinstance(value := getattr(item, field.name), Term))
    name = told(values)
    return Say(f"（{name.zh}）", f" ({name.en})") if values else Say("", "")


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
    names, values = _fields_of(kind)
    known = dict(zip(names, values(part), strict=True))
    known[name] = _with(hints(kind)[name], known[name], rest, value)
    return kind(**known)  # what `dataclasses.replace` does, which looks at every field again: a search makes thousands


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of the fields of a part, and what gets their values."""
    names = tuple(one.name for one in fields(kind))
    get = attrgetter(*names)
    return names, get if len(names) > 1 else lambda part: (get(part),)


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
