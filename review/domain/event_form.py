"""Holds the canonical form of the events of a chain, with a blank for each value: what nearly every event is sealed over.

`canonical(to_plain(event))` gives the same bytes, at twice the cost; a test compares the two. A form is filled in here from an
event, and read as a pattern by what proves a record or a stored chain. An event that says something which most
leave out (in whose place it was done) is no matter of the form.
"""

import json.encoder
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from review.domain.plain import bare, hints

HASH = "hash"


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one kind of event: its fields in the order of their keys, without the hash, and the text around the values."""

    types: dict[str, Any]
    text: str
    """With `%s` for each value as JSON writes it."""
    around: str
    """With `%s` for each value, the quotation marks of texts around it."""
    _said: Callable[[Any], Any]
    _nothing: Any
    _values: Callable[[Any], tuple[Any, ...]]
    _writers: tuple[Callable[[Any], str], ...]

    def fits(self, event: Any) -> bool:
        """Whether the event says nothing that most leave out."""
        return bool(self._said(event) == self._nothing)

    def of(self, event: Any) -> bytes:
        """What an event that fits is sealed over."""
        values = zip(self._writers, self._values(event), strict=True)
        return (self.text % tuple([write(value) for write, value in values])).encode()


@cache
def form_of(kind: Any) -> Form:
    """The form of this kind of event. Raises TypeError for a field of a type that no event has."""
    rare = tuple(field.name for field in fields(kind) if field.default is None)
    names = sorted(field.name for field in fields(kind) if field.name not in (HASH, *rare))
    types = {name: bare(hints(kind)[name]) for name in names}
    text = "{" + ",".join(f'"{name}":%s' for name in types) + "}"
    around = text % tuple("%s" if one is int else '"%s"' for one in types.values())
    said: Callable[[Any], Any] = attrgetter(*rare) if rare else lambda _: None
    nothing = said(SimpleNamespace(**dict.fromkeys(rare)))
    writers = tuple(map(_writer, types.values()))
    return Form(types, text, around, said, nothing, attrgetter(*types), writers)


def _writer(kind: Any) -> Callable[[Any], str]:
    if kind is int:
        return str
    if kind is datetime:
        return lambda value: f'"{value.isoformat()}"'
    if issubclass(kind, str):
        return json.encoder.encode_basestring
    raise TypeError(f"no event has a value of the type {kind}")
