"""Reads a dossier part from an HTML form whose field names are JSON pointers, and fills a form from a part.

Blank means not known. `true` and `false` are statements. A name repeated, with a blank value among them, states an
empty list, `none` likewise for a list of objects.
`name:lines` is a text area with one item a line; blank rows of a list of objects are left out.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol, TypeVar, get_args, get_origin

from marshmallow import ValidationError

from forms.schema import faults_of, load
from forms.text import MOST_LEVELS, refused
from review.domain.errors import DossierRefused, Fault
from review.domain.plain import bare, hints, key_of, to_plain

T = TypeVar("T")

OFFSET = "+08:00"
"""Times typed into a form are Beijing time."""

LINES = ":lines"
"""Ends the name of a text area that holds a list, one item a line."""

UNREAD = "页面上没有这个填写项；请刷新页面后重新填写"


class FormData(Protocol):
    """A posted form: every name with all its values, in order (werkzeug's MultiDict is one)."""

    def keys(self) -> Iterable[str]: ...

    def getlist(self, key: str) -> Sequence[str]: ...


def read(kind: type[T], form: FormData, root: str, *, asks: Collection[str] | None = None, knows: Collection[str] = ()) -> T:
    """The part of type `kind` whose fields are named below `root`.

    `asks` are the places of the part that the page asks for, `knows` those that the page knows better than the form, each with
    all below it (`*` for every row): what is filled in elsewhere would be dropped in silence, and is refused.
    Raises DossierRefused; the pointers of its faults are the names of the fields.
    """
    reader = _Reader(form)
    plain = reader.part(kind, root)
    unasked = (
        name for name in reader.filled(root)
        if _below(name, root, knows) or (asks is not None and not _below(name, root, asks))
    )  # fmt: skip
    found = [Fault(name, UNREAD) for name in dict.fromkeys((*reader.left(root), *unasked))]
    try:
        part: T = load(kind, plain)
    except ValidationError as error:
        found += [Fault(reader.as_typed(root + fault.pointer), fault.message) for fault in faults_of(error.messages)]
    if found:
        raise DossierRefused(tuple(found))
    return part


def _below(name: str, root: str, places: Collection[str]) -> bool:
    """Whether a field is one of these places of the part, or below one."""
    place = re.sub(r"/\d+(?=/)", "/*", name.removeprefix(f"{root}/").removesuffix(LINES))
    return any(place == one or place.startswith(f"{one}/") for one in places)


class _Reader:
    def __init__(self, form: FormData) -> None:
        self.form = form
        self.names = tuple(form.keys())
        self.read: set[str] = set()
        if any(name.count("/") > MOST_LEVELS for name in self.names):
            raise refused(f"有一个字段的层数过多：最多{MOST_LEVELS}层")
        self.rows: dict[str, str] = {}
        """Where a row that was read really stands in the form, when blank rows before it were left out."""

    def getlist(self, name: str) -> Sequence[str]:
        self.read.add(name)
        return self.form.getlist(name)

    def left(self, root: str) -> list[str]:
        """The filled fields below the root that are no part of what was read: nothing is dropped in silence."""
        return [name for name in self.filled(root) if name not in self.read]

    def filled(self, root: str) -> list[str]:
        return [name for name in self.names if name.startswith(f"{root}/") and any(self.form.getlist(name))]

    def as_typed(self, pointer: str) -> str:
        for read_at, typed_at in sorted(self.rows.items(), key=lambda pair: -len(pair[0])):
            if pointer.startswith(read_at + "/"):
                return typed_at + pointer[len(read_at) :]
        return pointer

    def part(self, kind: Any, at: str) -> dict[str, Any]:
        known = hints(kind)
        found: dict[str, Any] = {}
        for field in fields(kind):
            key = key_of(field.name)
            value = self.value(known[field.name], f"{at}/{key}")
            if value is not None and value != {}:  # a part of which nothing was filled in is not known
                found[key] = value
        return found

    def value(self, kind: Any, at: str) -> Any:
        plain = bare(kind)
        if get_origin(plain) is tuple:
            inner = bare(get_args(plain)[0])
            return self.objects(inner, at) if is_dataclass(inner) else self.scalars(inner, at)
        if is_dataclass(plain):
            return self.part(plain, at)
        values = self.getlist(at)
        return None if get_origin(plain) is Mapping or not values else scalar(plain, values[-1])

    def scalars(self, inner: Any, at: str) -> list[Any] | None:
        lines = self.getlist(f"{at}{LINES}")
        if lines:
            return [line.strip() for line in lines[-1].splitlines() if line.strip()] or None
        values = self.getlist(at)
        if not values:
            return None
        return [item for value in values if (item := scalar(inner, value)) is not None]

    def objects(self, inner: Any, at: str) -> list[Any] | None:
        stated = self.getlist(at)
        row_name = re.compile(re.escape(at) + r"/(\d{1,3})/")
        places = sorted({int(match[1]) for name in self.names if (match := row_name.match(name))})
        found: list[Any] = []
        for place in places:
            part = self.part(inner, f"{at}/{place}")
            if part:
                self.rows[f"{at}/{len(found)}"] = f"{at}/{place}"
                found.append(part)
        if found:
            return found
        return [] if {"", "none"} & set(stated) else None


def scalar(kind: Any, typed: str) -> Any:
    """The JSON value of one typed field; what cannot be read is left as typed, for the schema to refuse."""
    text = typed.replace("\r\n", "\n").strip()
    if not text:
        return None
    if kind is bool:
        return {"true": True, "false": False}.get(text, text)
    if kind is int:
        return int(text) if re.fullmatch(r"[+-]?\d{1,9}", text) else text
    if kind is Decimal:
        return without_commas(text)
    if kind is datetime and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", text):
        return (text if text.count(":") == 2 else f"{text}:00") + OFFSET
    return text


GROUPED = re.compile(r"[+-]?\d{1,3}([,，]\d{3})+(\.\d*)?")
"""Of thousands only: whoever writes 1,5 for 1.5 has not written 15."""


def without_commas(amount: str) -> str:
    """The amount without the commas between its thousands; with other commas it stays as it is, and is no amount."""
    return re.sub("[,，]", "", amount) if GROUPED.fullmatch(amount) else amount


def flatten(value: Any, root: str) -> dict[str, list[str]]:
    """The form's values by field name for a part, as `read` reads them."""
    return dict(_flat(to_plain(value), root)) if value is not None else {}


def _flat(plain: Any, at: str) -> Iterable[tuple[str, list[str]]]:
    if isinstance(plain, Mapping):
        for key, item in plain.items():
            yield from _flat(item, f"{at}/{key}")
    elif isinstance(plain, list):
        if plain and isinstance(plain[0], Mapping):
            for place, item in enumerate(plain):
                yield from _flat(item, f"{at}/{place}")
        else:
            yield at, [_typed(item) for item in plain] or [""]
            yield f"{at}:lines", ["\n".join(_typed(item) for item in plain)]
    else:
        yield at, [_typed(plain)]


def _typed(plain: Any) -> str:
    return {True: "true", False: "false"}[plain] if isinstance(plain, bool) else str(plain)


__all__ = ["FormData", "flatten", "read", "scalar"]
