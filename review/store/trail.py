"""Holds the stored trail of one unit, to which events are only added; sealing and checking them is the domain's."""

from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, CompoundSelect, Connection, func, select, true, union

from review.domain.trail import Event
from review.domain.vocabulary import Role
from review.store.chain import AT_ONCE, SqlChain
from review.store.tables import EventRow, MatterRow, RevisionRow


class SqlTrail(SqlChain[Event]):
    """The trail of `unit`; `told` gathers the events of the open transaction with their dossiers' hashes."""

    row = EventRow
    kind = Event
    taken = ("pk_event", "uq_event_unit_matter_revision")
    narrow = "uq_event_unit_matter_revision"

    def __init__(self, connection: Connection, unit: str) -> None:
        super().__init__(connection, unit)
        self.told: dict[tuple[str, int], str] = {}

    def append(self, event: Event) -> None:
        super().append(event)
        self.told[event.matter, event.revision] = event.dossier_after

    def at(self, seq: int) -> Event | None:
        """The event of this number, where there is one."""
        row = self._connection.execute(self._events().where(EventRow.seq == seq)).one_or_none()
        return None if row is None else self._event(row)

    def unkept(self) -> int | None:
        """The number of the first act whose dossier, as it left it, is not kept any more; that of the act to come where a dossier
        is kept that no act left; `None` where they belong together, one to one. No dossier is hashed again."""
        of_unit = MatterRow.unit == self._unit
        its = RevisionRow.matter == MatterRow.id, RevisionRow.revision == EventRow.revision
        kept = select(true()).where(
            of_unit, MatterRow.number == EventRow.matter, *its, RevisionRow.dossier_sha256 == EventRow.dossier_after
        )
        lost = select(func.min(EventRow.seq)).where(EventRow.unit == self._unit, ~kept.exists())
        if (first := self._connection.scalar(lost)) is not None:
            return int(first)
        acts = select(func.count(EventRow.seq)).where(EventRow.unit == self._unit)
        kept_of = MatterRow.id == RevisionRow.matter
        dossiers = select(func.count()).select_from(RevisionRow).join(MatterRow, kept_of).where(of_unit)
        done = self._connection.scalar(self._by_index(acts, self.narrow)) or 0
        return done + 1 if self._connection.scalar(dossiers) != done else None

    def of_matter(self, number: str) -> tuple[Event, ...]:
        """What happened to one matter, in order; empty for a matter that the unit does not have."""
        its = self._events().where(EventRow.matter == number).order_by(EventRow.seq)
        rows = self._connection.execute(self._by_index(its, "uq_event_unit_matter_revision"))
        return tuple(self._event(row) for row in rows)

    def roles_of(self, person: str, number: str) -> frozenset[Role]:
        """The roles in which this person acted on the matter, or somebody in his place."""
        return frozenset(Role(role) for _, role in self._connection.execute(self._his(person, EventRow.matter == number)))

    def done_by(self, person: str) -> Mapping[str, frozenset[Role]]:
        """The roles in which this person acted, or somebody in his place, by the number of the matter."""
        found: dict[str, set[Role]] = {}
        for matter, role in self._connection.execute(self._his(person, true())):
            found.setdefault(matter, set()).add(Role(role))
        return {matter: frozenset(roles) for matter, roles in found.items()}

    def all(self) -> Iterator[Event]:
        """Every event of the unit, in order, read bit by bit while the unit of work is open."""
        rows = self._connection.execute(self._events().order_by(EventRow.seq), execution_options={"yield_per": AT_ONCE})
        return (self._event(row) for row in rows)

    def _his(self, person: str, where: ColumnElement[bool]) -> CompoundSelect[tuple[str, str]]:
        """On which matters, and in which roles, this person acted, or somebody in his place."""
        did = select(EventRow.matter, EventRow.role).where(EventRow.unit == self._unit, where)
        by = EventRow.actor, EventRow.acting_for
        return union(*(self._by_index(did.where(one == person), f"ix_event_{one.name}") for one in by))
