"""Holds the use case of proving a record: its data by themselves, its pages by printing them again, its acts by the trail, and
that nothing but signatures follows the pages."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple

from review.domain.errors import RecordNotPrintable
from review.domain.program import Program, called
from review.domain.verifying import Given, Verified, attached, not_judged_again, verify
from review.service.chains import Standing
from review.service.desk import Desk
from review.service.kept import NOWHERE, kept_here
from review.service.ports import Printable, Printer, Record
from review.service.record import recompose
from review.service.signatures import ADDED, SealsOf, Signed
from review.service.time_stamps import NO_STAMP, UNTRUSTED, Stamped, TimeStamps

OTHER_PAGES = "页面或者文件与按记录数据重新打印的不同；由其他版本的程序打印的，请用该版本核验"
OTHER_PRINTING = (
    "记录数据逐项核验均相符，本单位的签名完好，签名以后没有改动；但是页面是另一版本的程序打印的，与这个版本打印的不同，没有逐字节比对；"
    "请用当时的版本（{}）核验"
)
NOT_PRINTED = (
    "页面没有重新打印，因此没有逐字节比对：这不说明记录被改动，也不说明它真实；请稍后重新核验，仍不成功的，请联系系统管理员。"
    "没有打印的原因：{}"
)
LOST = "但是本系统的{}，可能是本系统的记录不全，而不是文件被改动：请保全文件和数据库，查明原因"


@dataclass(frozen=True, slots=True)
class Prover:
    """By what an installation proves."""

    printer: Printer
    program: Program
    """That prints here."""
    seals: SealsOf
    stamps: TimeStamps | None
    """Where nobody checks time stamps, none is believed."""
    desk: Desk | None = None
    """What it keeps is looked at as well, where it is there."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of proving a record: of its data, its signatures, whether the pages were printed again, and whether its acts are
    kept here."""

    verified: Verified
    signed: Signed
    beside: tuple[str, ...] = ()
    """What is to be said of the package in which the record was."""
    pages: bool = False
    """Printed again, byte by byte the same; false where something differs already."""
    kept: bool = False
    """Its acts stand in the trail of this system, and its judgement is the one stored with the last of them."""
    not_kept: str | None = None
    """That this system keeps nothing of its matter, so that its signature alone tells whose it is."""
    stamped: Stamped | None = None
    """What came of its time stamp, where it carries one."""
    trail: str | None = None
    """That the trail that is kept here is broken, and what of that touches the record."""

    @property
    def doubt(self) -> str | None:
        """Why a record in which nothing differs is yet not shown to be of this unit: by a stranger's key, or unsigned where this
        installation signs, unless its acts are kept here; or why it is not shown to be of its time."""
        unheld = self.signed.foreign or not self.kept
        return (self.signed.caution if unheld else None) or (self.stamped.doubt if self.stamped else None)

    @property
    def genuine(self) -> bool:
        return self.verified.genuine and self.doubt is None

    @property
    def time(self) -> str | None:
        """What is told of the time stamp of a record in which nothing differs and that has a trail."""
        if not self.verified.genuine:
            return None
        return f"{self.verified.stamp}；{self.stamped.told}" if self.stamped else NO_STAMP


def prove(given: Given, known: Collection[str], by: Prover) -> Proof:
    """Prove the record, alone or in its package. Raises NotReadable.

    `known` are the hashes of the rulebooks of this installation: by rules of his own making anybody could write a consistent
    record, and have this program work on them. The signature has to be that of the unit whose matter it is. What another
    version of the program judged or printed otherwise is not called altered while that signature holds.
    """
    content = given.pdf
    files = attached(content)
    verified = given.verified(verify(files, known))
    signed = by.seals(verified.unit).read(content)
    if not verified.consistent:
        return Proof(_doubted(verified, signed), signed, given.lines)
    record = recompose(files)
    stamped = _stamped(record, by.stamps)
    if stamped and stamped.difference:
        return Proof(replace(verified, difference=stamped.difference), signed, given.lines)
    stands = trail_here(by.desk, record.trail[0].unit) if by.desk and record.trail else None
    here = kept_here(by.desk, record, stands) if by.desk and record.trail else NOWHERE
    if here.difference:
        lost = lost_here(here.difference, stands, signed)
        return Proof(replace(verified, difference=lost.told, unproven=lost.unproven), signed, given.lines)
    if found := printed_otherwise(content, verified.program, signed, record, by):
        return Proof(replace(verified, difference=found.told, unproven=found.unproven), signed, given.lines)
    if here.forked:
        return Proof(replace(verified, difference=here.forked, unproven=True), signed, given.lines)
    return Proof(verified, signed, given.lines, pages=True, kept=here.kept, not_kept=here.not_kept, stamped=stamped,
                 trail=stands.beside(record.trail[-1].seq) if stands else None)  # fmt: skip


def _doubted(verified: Verified, signed: Signed) -> Verified:
    """What is only not proven, where it was not altered since it was signed."""
    if verified.unproven and signed.difference:
        return replace(verified, difference=signed.difference, unproven=False)
    return not_judged_again(verified) if verified.otherwise and signed.holds else verified


def _stamped(record: Record, stamps: TimeStamps | None) -> Stamped | None:
    if record.time_stamp is None:
        return None
    return stamps.check(record.time_stamp, record.trail[-1]) if stamps else Stamped(doubt=UNTRUSTED)


class Found(NamedTuple):
    """What differs of the pages, and whether that is not known to be an alteration."""

    told: str
    unproven: bool = False


def printed_otherwise(content: bytes, program: Program, signed: Signed, work: Printable, by: Prover) -> Found | None:
    """What of the file is not as it is printed here, of what says that this program printed it. Where nothing is printed, only
    what came after the signatures is known to be altered."""
    try:
        difference = unlike_printed(content, signed, by.printer(work))
    except RecordNotPrintable as error:
        return Found(signed.difference or NOT_PRINTED.format(error), unproven=signed.difference is None)
    if difference and signed.holds and program.printing != by.program.printing:
        return Found(OTHER_PRINTING.format(called(program)), unproven=True)
    return Found(difference) if difference else None


def trail_here(desk: Desk, unit: str, *, whole: bool = False) -> Standing | None:
    """How the trail of this unit stands here; nothing of a unit that is not here."""
    return desk.chains.trail(desk.store, unit, desk.today(), whole=whole) if unit in desk.store.units() else None


def lost_here(difference: str, stands: Standing | None, signed: Signed) -> Found:
    """What of the file is not as it is kept here. Where the trail here is broken, this installation may have lost it: a file that
    a key of the unit signed, and nobody touched since, is then not called altered."""
    if stands is None or stands.broken is None:
        return Found(difference)
    return Found(f"{difference}；{LOST.format(stands)}", unproven=signed.holds)


def unlike_printed(content: bytes, signed: Signed, printed: bytes) -> str | None:
    """What of the file is neither as it is printed now, nor an intact signature behind that."""
    if signed.printed == printed:
        return signed.difference
    found = ADDED if content.startswith(printed) else OTHER_PAGES
    return found if signed.difference is None else f"{found}；{signed.difference}"
