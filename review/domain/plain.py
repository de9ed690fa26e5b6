"""Turns dossier dataclasses into plain JSON values and back, without loss; refuses nothing (outside text: `forms`)."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


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


def bare(kind: Any) -> Any:
    """The type without `| None` and without its limits."""
    kind = not_none(kind)
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def to_plain(value: Any) -> Any:
    """JSON values of a dossier or a part of one; what is not known is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        plain = {f: to_plain(item) for f in fields(value) if (item := getattr(value, f.name)) is not None}
        # An empty part that is always there says nothing; an optional one that is there but empty is a statement.
        return {key_of(f.name): item for f, item in plain.items() if item != {} or f.default is None}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_plain(cls: type[T], plain: Mapping[str, Any]) -> T:
    """The dataclass `cls` from JSON values that `to_plain` wrote."""
    values = {f.name: plain.get(key_of(f.name)) for f in fields(cls)}  # type: ignore[arg-type]
    known: Mapping[str, Any] = hints(cast("Any", cls))
    return cls(**{name: _value(known[name], item) for name, item in values.items() if item is not None})


def _value(kind: Any, plain: Any) -> Any:
    kind = bare(kind)
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_value(get_args(kind)[0], item) for item in plain)
    if origin is Mapping:
        of_key, of_value = get_args(kind)
        return {_value(of_key, key): _value(of_value, item) for key, item in plain.items()}
    if is_dataclass(kind):
        return from_plain(cast("type[Any]", kind), plain)
    if kind in (date, datetime):
        return kind.fromisoformat(plain)
    return kind(plain) if kind is Decimal or issubclass(kind, Enum) else plain
