"""Holds what every stored chain of sealed events has in common: its last event, and that one is added only behind it."""

from collections.abc import Collection, Iterator
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, LargeBinary, Row, Select, case, cast, false, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from review.domain.errors import Forbidden, Stale
from review.domain.event_form import form_of
from review.domain.plain import from_plain, to_plain
from review.domain.trail import AT_ONCE, GENESIS, Links, Sealed, first_broken_link, links, sealed_over
from review.store.connections import violated

LINK, LINKED = "%20s\n%s\n%s\n", 20 + 2 * len(GENESIS) + 3
"""What `format` writes before what an event is sealed over: its place, the hash before it and its own, each on its line; so many
bytes, unless something else than hashes was put there."""
OVERTAKEN = "他人刚刚办理了本单位的另一项操作，请刷新页面后重试"


class OfUnit(Sealed):
    """An event of the chain of a unit."""

    @property
    def unit(self) -> str: ...


E = TypeVar("E", bound=OfUnit)


class SqlChain(Generic[E]):
    """The chain of `unit` in one table, whose columns are the fields of its events."""

    row: Any
    kind: type[E]
    """What an event of it is."""
    taken: Collection[str]
    """The constraints that say that somebody else was first."""

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
            self._connection.execute(insert(self.row).values(**to_plain(event)))
        except IntegrityError as error:
            if violated(error) in self.taken:
                raise Stale(OVERTAKEN) from error
            raise

    def first_broken(self) -> int | None:
        """The `seq` of the first event of the unit that does not follow from the one before it, or `None`: its chain is whole."""
        return first_broken_link(self._links())

    def _links(self) -> Iterator[Links]:
        """The events, some at a time, as what they are sealed over, which the database writes: to read its columns one by one
        costs twice as much, and so does a row of four. One that holds what JSON writes otherwise, or says more than most, is
        read as an event."""
        row, form, events = self.row, form_of(self.kind), 0
        says_more = or_(false(), *(getattr(row, name).is_not(None) for name in form.rare))
        link = (row.seq, row.previous, row.hash)
        filled = func.format(LINK + form.in_sql, *link, *(getattr(row, name) for name in form.types))
        written = self._as_bytes(case((says_more, func.format(LINK, *link)), else_=filled))
        found = self._connection.scalars(
            select(written).where(row.unit == self._unit).order_by(row.seq), execution_options={"yield_per": AT_ONCE}
        )
        for part in found.partitions():
            linked = b"".join([one[:LINKED] for one in part]).split(b"\n")
            if len(linked) != 3 * len(part) + 1:
                rest = self._events().where(row.seq > events).order_by(row.seq)
                yield from links(self._event(one) for one in self._connection.execute(rest))
                return
            seqs, contents = [*map(int, linked[:-1:3])], [one[LINKED:] for one in part]
            if not form.plain(b"".join(contents), len(contents)):
                odd = [place for place, one in zip(seqs, contents, strict=True) if not form.plain(one)]
                read = {place: sealed_over(event) for place, event in self._read(odd)}
                contents = [read.get(place, one) for place, one in zip(seqs, contents, strict=True)]
            yield seqs, linked[1::3], linked[2::3], contents
            events = seqs[-1]

    def _as_bytes(self, text: ColumnElement[str]) -> ColumnElement[bytes]:
        """The text as UTF-8, of which the database makes no text of Python's only to have it written as bytes again."""
        return func.convert_to(text, "UTF8") if self._connection.dialect.name == "postgresql" else cast(text, LargeBinary)

    def _read(self, seqs: Collection[int]) -> Iterator[tuple[int, E]]:
        rows = self._connection.execute(self._events().where(self.row.seq.in_(seqs)))
        return ((row.seq, self._event(row)) for row in rows)

    def _events(self) -> Select[*tuple[Any, ...]]:
        return select(self.row.__table__).where(self.row.unit == self._unit)

    def _event(self, row: Row[Any]) -> E:
        return from_plain(self.kind, dict(row._mapping))
