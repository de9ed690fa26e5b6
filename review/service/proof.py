"""Holds the use case of proving a record: its data by themselves, its pages by printing them again, its acts by the trail."""

from dataclasses import dataclass, replace

from review.domain.errors import NotFound, RecordNotPrintable
from review.domain.verifying import Verified, attached, verify
from review.service.desk import Desk
from review.service.ports import Printer, Record
from review.service.record import recompose

OTHER_PAGES = "页面或者文件与按记录数据重新打印的不同；由其他版本的程序打印的，请用该版本核验"
OTHER_TRAIL = "本系统保存的办理记录链没有记录所载的这些办理"


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of proving a record: of its data, whether the pages were printed again, and whether its acts are kept here."""

    verified: Verified
    pages: bool = False
    """Printed again, byte by byte the same; false where the data are altered already."""
    kept: bool | None = None
    """Its acts stand in the trail of this system; `None` where it has none, or none was asked."""

    @property
    def genuine(self) -> bool:
        return self.verified.genuine


def prove(content: bytes, printer: Printer, desk: Desk | None = None) -> Proof:
    """Prove the record in this PDF; with a desk, also by the trail that it keeps. Raises NotReadable."""
    files = attached(content)
    verified = verify(files)
    if not verified.genuine:
        return Proof(verified)
    record = recompose(files)
    try:
        same = content == printer(record)
    except RecordNotPrintable as error:
        return Proof(replace(verified, difference=f"页面不能重新打印，没有证实：{error}"))
    if not same:
        return Proof(replace(verified, difference=OTHER_PAGES))
    kept = _kept(desk, record) if desk and record.trail else None
    if kept is False:
        return Proof(replace(verified, difference=OTHER_TRAIL), pages=True, kept=False)
    return Proof(verified, pages=True, kept=kept)


def _kept(desk: Desk, record: Record) -> bool:
    """Whether every act of the record is in the trail here: whoever writes a whole record anew cannot write it there."""
    unit, number = record.trail[0].unit, record.trail[0].matter
    try:
        with desk.store.reading(unit) as work:
            own = work.trail.of_matter(number)
    except NotFound:
        return False
    return own[: len(record.trail)] == record.trail
