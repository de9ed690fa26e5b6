"""Holds the use case of proving an annual report: its numbers by their rows, its pages by printing them again, who signed it; and
where a desk is, every number by counting it again at its checkpoint from what is kept here.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from review.domain.annual import Annual, report_of
from review.domain.dossier import Unit
from review.domain.errors import NotFound, RulebookRefused
from review.domain.plain import from_plain
from review.domain.program import UNSAID, called
from review.domain.rulebook_reader import read_rulebook
from review.domain.trail import GENESIS
from review.domain.verifying import CONSISTENT, VerifiedAnnual, annual_as_plain, attached, verify_annual
from review.domain.workdays import Calendar
from review.service.desk import Desk
from review.service.ports import UnitOfWork
from review.service.proof import Found, Prover, lost_here, printed_otherwise, trail_here
from review.service.signatures import Signed
from review.service.time_stamps import NO_STAMP, OTHER_STAMP, UNTRUSTED, Stamped, TimeStamps

OTHER_CHECKPOINT = "本系统的办理轨迹在打印的检查点不是这个校验值"
OTHER_NUMBERS = "所附的数字或者事项与本系统按检查点重新计算的不同；由其他版本的程序制作的，请用该版本核验"
OTHER_COUNTING = (
    "所附的数字或者事项是另一版本的程序计算的，与这个版本按检查点重新计算的不同，没有证实；本单位的签名完好，签名以后没有改动；"
    "请用当时的版本（{}）核验"
)
OTHER_UNIT = f"{CONSISTENT}；但是所载的单位登记事项与现在登记的不同，又没有本单位的有效签名"
NOT_KEPT = "本系统没有保存这个单位的办理，各项数字没有重新计算，检查点没有与办理轨迹核对；是否由该单位出具，只凭签名"
NOT_WHOLE = "本系统的办理轨迹到打印的检查点为止不完整，可能有事项没有计入，各项数字没有证实"
NO_CALENDAR = "所依据的规则库没有保存在本系统，各项数字没有重新计算"
SAME_NUMBERS = "按本系统保存的卷宗，在打印的检查点重新计算，各项数字及其事项均相同；检查点与办理轨迹相符"
SAME_PAGES = "按所附数据重新打印，逐字节相同"
FROM_DOSSIERS = "所附事项是否与卷宗、办理轨迹相符（由本单位服务的核验页面核对，或者与各事项的审查记录逐件核对）"
TRUTH = "卷宗所记的事情是否属实；检查点以后的办理，不在报告内"


class _Head(NamedTuple):
    """The checkpoint of a report, over which its time stamp was put."""

    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnnualProof:
    """What came of proving an annual report."""

    verified: VerifiedAnnual
    signed: Signed
    pages: bool = False
    """Printed again, byte by byte the same; false where something differs already."""
    kept: bool = False
    """Its numbers were counted again at its checkpoint, and are those."""
    stamped: Stamped | None = None
    doubt_here: str | None = None
    """Why what is kept here does not show it to be this unit's."""
    trail: str | None = None
    """That the trail that is kept here is broken, and what of that touches the report."""
    counted_broken: bool = False
    """It is broken before the checkpoint: of a matter that was taken out of it no number would tell, whoever signed."""

    @property
    def own(self) -> bool:
        """Signed by a key of its unit."""
        return any(one.own for one in self.signed.signatures)

    @property
    def doubt(self) -> str | None:
        """Why a report in which nothing differs is yet not shown to be of this unit, or of its time."""
        unheld = self.signed.caution if self.signed.foreign or not (self.own or self.kept) else None
        if self.counted_broken:
            return f"{CONSISTENT}；但是{NOT_WHOLE}"
        return unheld or (None if self.own else self.doubt_here) or (self.stamped.doubt if self.stamped else None)

    @property
    def genuine(self) -> bool:
        return self.verified.consistent and self.doubt is None

    @property
    def time(self) -> str | None:
        """What is told of the time stamp of a report in which nothing differs."""
        if not self.verified.consistent:
            return None
        return f"{self.verified.stamp}；{self.stamped.told}" if self.stamped else NO_STAMP

    def not_proven(self) -> Iterator[str]:
        """What was not proven of a report in which nothing differs, for its reader to know."""
        if not self.kept:
            yield NOT_WHOLE if self.counted_broken else self.doubt_here or FROM_DOSSIERS
        yield TRUTH


def prove_annual(pdf: bytes, by: Prover) -> AnnualProof:
    """Prove the report. Raises NotReadable. The signature has to be that of the unit whose numbers it holds."""
    verified = verify_annual(attached(pdf))
    signed = by.seals(verified.unit).read(pdf)
    annual = verified.annual
    if annual is None:
        return AnnualProof(verified, signed)
    program = annual.program or UNSAID
    stamped = _stamped(annual, by.stamps)
    found = Found(stamped.difference) if stamped and stamped.difference else None
    kept, doubt, stands = False, None, None
    if by.desk and not found:
        difference, doubt = _unlike_here(by.desk, annual)
        stands = trail_here(by.desk, annual.unit.code or "", whole=True)
        if doubt == NOT_KEPT and stands and stands.broken is not None:  # it may have been kept
            difference, doubt = OTHER_CHECKPOINT, None
        kept = difference is None and doubt not in (NO_CALENDAR, NOT_KEPT) and not (stands and stands.broken_by(annual.events))
        if difference == OTHER_NUMBERS and signed.holds and program.judging != by.program.judging:
            found = Found(OTHER_COUNTING.format(called(program)), unproven=True)
        elif difference:
            found = lost_here(difference, stands, signed)
    if found := found or printed_otherwise(pdf, program, signed, annual, by):
        return AnnualProof(replace(verified, difference=found.told, unproven=found.unproven), signed)
    return AnnualProof(
        verified, signed, pages=True, kept=kept, stamped=stamped, doubt_here=doubt,
        trail=stands.beside(annual.events) if stands else None, counted_broken=bool(stands and stands.broken_by(annual.events)),
    )  # fmt: skip


def _stamped(annual: Annual, stamps: TimeStamps | None) -> Stamped | None:
    if annual.time_stamp is None:
        return None
    return stamps.check(annual.time_stamp, _Head(annual.head, annual.made_at)) if stamps else Stamped(doubt=UNTRUSTED)


def _unlike_here(desk: Desk, annual: Annual) -> tuple[str | None, str | None]:
    """What of the report is not as it is kept here; and, where nothing is, why it is not shown all the same."""
    unit = annual.unit.code or ""
    try:
        with desk.store.reading(unit) as work:
            if annual.events and work.trail.last() is None:
                return None, NOT_KEPT
            head = work.trail.at(annual.events) if annual.events else None
            if (head.hash if head else GENESIS) != annual.head or (head and head.at != annual.made_at):
                return OTHER_CHECKPOINT, None
            if annual.time_stamp not in (None, work.time_stamps.of(annual.events)):
                return OTHER_STAMP, None
            calendar = _calendar(desk, annual, work)
            if calendar is None:
                return None, NO_CALENDAR
            matters = work.matters.of_year(annual.report.year, annual.events)
            again = report_of(matters, annual.report.year, calendar, annual.made_at.date())
            known = from_plain(Unit, work.register.unit())
    except NotFound:  # the unit is not registered here
        return (OTHER_CHECKPOINT, None) if annual.events else (None, NOT_KEPT)
    if annual_as_plain(replace(annual, report=again)) != annual_as_plain(annual):
        return OTHER_NUMBERS, None
    return None, None if annual.unit == known else OTHER_UNIT


def _calendar(desk: Desk, annual: Annual, work: UnitOfWork) -> Calendar | None:
    """That of the rules by which the days were counted, where they are kept."""
    sha256 = annual.rulebook["sha256"]
    if desk.rulebook.sha256 == sha256:
        return desk.rulebook.calendar
    files = work.rulebooks.files(sha256)
    if files is not None:
        with suppress(RulebookRefused):
            return read_rulebook(files, kept=True).calendar
    return None

