"""Holds what the people of one unit were told and what of it was mailed; rows are only added."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select
from sqlalchemy.exc import IntegrityError

from review.domain.errors import Stale
from review.domain.plain import from_plain, to_plain
from review.domain.vocabulary import NoticeKind
from review.service.ports import Notice, Outgoing
from review.store.connections import violated
from review.store.tables import DeliveryRow, NoticeRow, PersonRow

NOTICES: Any = NoticeRow.__table__
DELIVERIES: Any = DeliveryRow.__table__

TAKEN = {
    "uq_notice_unit_matter_recipient_day": "他人刚刚已经催办，今天不能再催",
    "pk_notice": "他人刚刚发出了通知，请再办理一次",
}  # fmt: skip
"""What to tell the user when a row with the same key is there already, by constraint."""


class SqlNotices:
    """The notices of `unit`."""

    def __init__(self, connection: Connection, unit: str) -> None:
        self._connection = connection
        self._unit = unit

    def tell(self, notices: Iterable[Notice]) -> None:
        self._add(list(notices), None)

    def tell_once(self, notices: Iterable[Notice]) -> int:
        """The last number is read before what was told is: who tells the same in between has the next, and this is refused."""
        last, new = self._last(), list(notices)
        told = {
            (one.recipient, one.matter, one.kind, one.due, one.text)
            for number, kind in {(one.matter, one.kind) for one in new} for one in self.of_matter(number, kind)
        }  # fmt: skip
        unsaid = [one for one in new if (one.recipient, one.matter, one.kind, one.due, one.text) not in told]
        self._add(unsaid, last)
        return len(unsaid)

    def _last(self) -> int:
        return self._connection.scalar(select(func.max(NoticeRow.seq)).where(NoticeRow.unit == self._unit)) or 0

    def _add(self, new: list[Notice], last: int | None) -> None:
        if not new:
            return
        last = self._last() if last is None else last
        rows = [to_plain(replace(one, unit=self._unit, seq=last + 1 + place)) for place, one in enumerate(new)]
        filled = [{column.name: row.get(column.name) for column in NOTICES.columns} for row in rows]
        try:
            self._connection.execute(insert(NOTICES), filled)
        except IntegrityError as error:
            if said := TAKEN.get(violated(error)):
                raise Stale(said) from error
            raise

    def to_person(self, person: str, most: int) -> tuple[Notice, ...]:
        mine = self._notices().where(NoticeRow.recipient == person).order_by(NoticeRow.seq.desc()).limit(most)
        return tuple(map(_notice, self._connection.execute(mine)))

    def of_matter(self, number: str, kind: NoticeKind) -> tuple[Notice, ...]:
        of_it = self._notices().where((NoticeRow.matter == number) & (NoticeRow.kind == kind.value))
        return tuple(map(_notice, self._connection.execute(of_it.order_by(NoticeRow.seq))))

    def outgoing(self, since: datetime) -> tuple[Outgoing, ...]:
        tried = (DeliveryRow.unit == NoticeRow.unit) & (DeliveryRow.notice == NoticeRow.seq)
        taken = select(DeliveryRow.notice).where((DeliveryRow.unit == self._unit) & DeliveryRow.refusal.is_(None))
        rows = self._connection.execute(
            select(NOTICES, PersonRow.email, func.count(DeliveryRow.number).label("tries"),
                   func.max(DeliveryRow.at).label("last_try"))
            .join(PersonRow, (PersonRow.unit == NoticeRow.unit) & (PersonRow.id == NoticeRow.recipient))
            .outerjoin(DeliveryRow, tried)
            .where((NoticeRow.unit == self._unit) & (NoticeRow.at >= since.isoformat()))
            .where(PersonRow.email.is_not(None) & NoticeRow.seq.not_in(taken))
            .group_by(*NOTICES.columns, PersonRow.email)
            .order_by(NoticeRow.seq)
        )  # fmt: skip
        return tuple(
            Outgoing(
                notice=_notice(row), address=row.email, tries=row.tries,
                last_try=None if row.last_try is None else datetime.fromisoformat(row.last_try),
            )
            for row in rows
        )  # fmt: skip

    def note(self, notice: Notice, address: str, at: datetime, refusal: str | None) -> None:
        own = (DeliveryRow.unit == self._unit) & (DeliveryRow.notice == notice.seq)
        number = 1 + (self._connection.scalar(select(func.max(DeliveryRow.number)).where(own)) or 0)
        self._connection.execute(insert(DELIVERIES).values(
            unit=self._unit, notice=notice.seq, number=number, at=at.isoformat(), address=address, refusal=refusal,
        ))  # fmt: skip

    def _notices(self) -> Select[*tuple[Any, ...]]:
        return select(NOTICES).where(NoticeRow.unit == self._unit)


def _notice(row: Row[*tuple[Any, ...]]) -> Notice:
    own = {column.name: row._mapping[column.name] for column in NOTICES.columns}
    return from_plain(Notice, {key: value for key, value in own.items() if value is not None})
