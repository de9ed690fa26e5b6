"""Turns dossier dataclasses into plain JSON values and back, without loss; refuses nothing (outside text: `forms`).

How a type is read and written is worked out once for each type, for every page reads a whole dossier and its findings.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Turn = Callable[[Any], Any]


@cache
def hints(cls: Any) -> Mapping[str, Any]:
    """The types of a dataclass's fields with their limits, by field name."""
    return get_type_hints(cls, include_extras=True)


def key_of(field_name: str) -> str:
    """The JSON key of a field: `from_` stands for `from`, which Python keeps for itself."""
    return field_name.removesuffix("_")


def not_none(kind: Any) -> Any:
    """The type inside `X | None`; any other type as it is."""
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (part for part in get_args(kind) if part is not type(None))
    return kind


@cache
def bare(kind: Any) -> Any:
    """The type without `| None` and without its limits."""
    kind = not_none(kind)
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


AS_IT_IS = frozenset({str, bool, int, type(None)})
"""What JSON has too; all that is written in most of the thousands of places of a judgement."""


def to_plain(value: Any) -> Any:
    """JSON values of a dossier or a part of one; what is not known is left out."""
    kind: Any = type(value)
    return value if kind in AS_IT_IS else _writer(kind)(value)


@cache
def _writer(kind: type) -> Turn:
    if is_dataclass(kind):
        # An empty part that is always there says nothing; an optional one that is there but empty is a statement.
        return partial(_written, tuple((f.name, key_of(f.name), f.default is None) for f in fields(kind)))
    if issubclass(kind, Mapping):
        return lambda value: {str(key): to_plain(item) for key, item in value.items()}
    if issubclass(kind, tuple):
        return lambda value: [to_plain(item) for item in value]
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    return str if issubclass(kind, Decimal) else _as_it_is


def _written(known: tuple[tuple[str, str, bool], ...], value: Any) -> dict[str, Any]:
    plain = {}
    for name, key, optional in known:
        if (item := getattr(value, name)) is not None:
            item = to_plain(item)
            if optional or item != {}:
                plain[key] = item
    return plain


def from_plain(cls: type[T], plain: Mapping[str, Any]) -> T:
    """The dataclass `cls` from JSON values that `to_plain` wrote."""
    return cast("T", _read(cls, plain))


@cache
def _reader(kind: Any) -> Turn:
    kind = bare(kind)
    origin = get_origin(kind)
    if origin is tuple:
        item = _reader(get_args(kind)[0])
        return lambda plain: tuple(item(one) for one in plain)
    if origin is Mapping:
        of_key, of_value = map(_reader, get_args(kind))
        return lambda plain: {of_key(key): of_value(value) for key, value in plain.items()}
    if is_dataclass(kind):
        return partial(_read, kind)
    if kind in (date, datetime):
        return cast("Turn", kind.fromisoformat)
    return cast("Turn", kind) if kind is Decimal or issubclass(kind, Enum) else _as_it_is


def _read(cls: Any, plain: Mapping[str, Any]) -> Any:
    return cls(**{name: read(item) for key, name, read in _fields(cls) if (item := plain.get(key)) is not None})


@cache
def _fields(cls: Any) -> tuple[tuple[str, str, Turn], ...]:
    """The fields by key, name and reader; only when one is read, for a type may hold itself."""
    return tuple((key_of(name), name, _reader(kind)) for name, kind in hints(cls).items())


def _as_it_is(value: Any) -> Any:
    return value
