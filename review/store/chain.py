"""Holds what every stored chain of sealed events has in common: its last event, and that one is added only behind it."""

import json
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, LargeBinary, Row, Select, cast, func, insert, select, type_coerce
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import NullType

from review.domain.errors import Forbidden, Stale
from review.domain.event_form import HASH, form_of
from review.domain.plain import from_plain
from review.domain.trail import AT_ONCE, BEGINNING, GENESIS, Head, Links, Sealed, Walked, canonical, sealed_over, walk
from review.store.connections import violated

WIDTH, PREVIOUS = len(GENESIS), "previous"
NOT_AN_EVENT = (0, b"", b"", b"")
"""A place that no event has, so that the chain is broken there."""
OVERTAKEN = "他人刚刚办理了本单位的另一项操作，请刷新页面后重试"


class OfUnit(Sealed):
    """An event of the chain of a unit."""

    @property
    def unit(self) -> str: ...


E = TypeVar("E", bound=OfUnit)
S = TypeVar("S", bound=Select[*tuple[Any, ...]])


class SqlChain(Generic[E]):
    """The chain of `unit` in one table, which keeps of each event what it is sealed over, and its hash."""

    row: Any
    kind: type[E]
    """What an event of it is."""
    taken: Collection[str]
    """The constraints that say that somebody else was first."""
    narrow: str = ""
    """An index that holds unit and number of every event and none of their texts, where there is one: to count them by."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit

    def last(self) -> E | None:
        row = self._connection.execute(self._events().order_by(self.row.seq.desc()).limit(1)).one_or_none()
        return None if row is None else self._event(row)

    def append(self, event: E) -> None:
        """Store a sealed event; Stale unless its `seq` and `previous` follow the unit's last event."""
        if event.unit != self._unit:
            raise Forbidden(f"不能为其他单位（{event.unit}）记录")
        last = self.last()
        if (event.seq, event.previous) != ((1, GENESIS) if last is None else (last.seq + 1, last.hash)):
            raise Stale(OVERTAKEN)
        try:
            self._connection.execute(insert(self.row).values(
                unit=event.unit, seq=event.seq, sealed=sealed_over(event).decode(), hash=event.hash
            ))  # fmt: skip
        except IntegrityError as error:
            if violated(error) in self.taken:
                raise Stale(OVERTAKEN) from error
            raise

    def first_broken(self) -> int | None:
        """The `seq` of the first event of the unit that does not follow from the one before it, or `None`: its chain is whole."""
        return self.walked().broken

    def walked(self, since: Head = BEGINNING) -> Walked:
        """How far the chain is whole, every hash computed again behind this event."""
        return walk(self._links(since.seq), since)

    def holds(self, head: Head) -> bool:
        """Whether this event is there with its hash, and as many as there have to be up to it; of none the hash is computed."""
        if head.seq == 0:
            return True
        row = self.row
        kept = self._connection.scalar(select(row.hash).where(row.unit == self._unit, row.seq == head.seq))
        counted = select(func.count(row.seq)).where(row.unit == self._unit, row.seq <= head.seq)
        if self.narrow:
            counted = self._by_index(counted, self.narrow)
        return kept == head.hash and self._connection.scalar(counted) == head.seq

    def _links(self, since: int) -> Iterator[Links]:
        """The events behind this number, some at a time, as the texts that they are sealed over, each with its hash behind it in
        one column: to read two columns costs more than to take one apart. Where one does not end as its kind does, they are read
        as JSON."""
        row, end = self.row, _end_of(self.kind, self._unit)
        written = self._as_bytes(row.sealed + row.hash)
        behind = select(written).where(row.unit == self._unit, row.seq > since).order_by(row.seq)
        found = self._connection.scalars(behind, execution_options={"yield_per": AT_ONCE})
        for part in found.partitions():
            linked = end.findall(b"\n".join(part) + b"\n")
            if len(linked) == len(part):
                previous, seqs, hashes = zip(*linked, strict=True)
                yield [*map(int, seqs)], previous, hashes, [one[:-WIDTH] for one in part]
            else:
                yield tuple(zip(*map(self._link, part), strict=True))

    def _link(self, written: bytes) -> tuple[int, bytes, bytes, bytes]:
        """What of an event makes the chain; nothing where its text is not the canonical form of one of this unit."""
        content, hashed = written[:-WIDTH], written[-WIDTH:]
        try:
            event = self._read(content.decode(), hashed.decode())
            whole = sealed_over(event) == content and event.unit == self._unit
        except (KeyError, TypeError, ValueError):
            whole = False
        return (event.seq, event.previous.encode(), hashed, content) if whole else NOT_AN_EVENT

    def _as_bytes(self, text: ColumnElement[str]) -> ColumnElement[bytes]:
        """The text as UTF-8, of which the database makes no text of Python's only to have it written as bytes again, and
        SQLAlchemy no bytes of bytes."""
        if self._connection.dialect.name == "postgresql":
            return func.convert_to(text, "UTF8")
        return type_coerce(cast(text, LargeBinary), NullType())

    def _events(self) -> Select[*tuple[Any, ...]]:
        return select(self.row.sealed, self.row.hash).where(self.row.unit == self._unit)

    def _by_index(self, rows: S, index: str) -> S:
        """The same rows, for which SQLite is to use this index: it knows nothing of how many there are, and by itself goes
        through the whole chain of the unit."""
        return rows.with_hint(self.row, f"INDEXED BY {index}", "sqlite")

    def _event(self, row: Row[Any]) -> E:
        return self._read(row.sealed, row.hash)

    def _read(self, sealed: str, hashed: str) -> E:
        return from_plain(self.kind, {**json.loads(sealed), HASH: hashed})


@cache
def _end_of(kind: Any, unit: str) -> re.Pattern[bytes]:
    """How an event of this kind ends, from the hash before it on, with its own hash behind it. It is found once in each: within a
    text of JSON a backslash stands before every quotation mark."""
    types = form_of(kind).types
    values = {name: rb"\d+" if one is int else rb'"[^"\\]*"' for name, one in types.items()}
    values |= {PREVIOUS: rb'"(.{%d})"' % WIDTH, "seq": rb"(\d+)", "unit": re.escape(canonical(unit))}
    names = [name for name in types if name >= PREVIOUS]
    return re.compile(rb",%b}(.{%d})\n" % (b",".join(rb'"%b":%b' % (name.encode(), values[name]) for name in names), WIDTH))
