"""Holds the use case of proving the chains that a unit keeps (办理轨迹, and those of its register and of readings): where each
stands, and the first place at which it does not hold.

A process follows a chain from its beginning when it is first asked and once a day, and whenever it is told to; in between only
what is new, and it counts what it followed before: a deletion is found at once, an alteration on the day.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from review.domain.trail import BEGINNING, Head
from review.domain.vocabulary import Role
from review.service.ports import Chain, Store, UnitOfWork

log = logging.getLogger("review")

TOLD_TO = frozenset({Role.AUDITOR, Role.GROUP_SECRETARY, Role.SECRETARY, Role.LEGALITY_REVIEWER})
"""Who is told on every page that a chain is broken: who examines it, who answers for it, who reports by it."""

WHAT_TO_DO = "请立即保全数据库和全部备份，不要覆盖、不要删除，并由系统管理员运行 review trail check 查明原因，从备份恢复"


class Kept(Enum):
    """The chains of a unit, as they are called; the first is that of the acts."""

    TRAIL = "办理轨迹"
    REGISTER = "清单、名册、委托的登记轨迹"
    ACCESS = "查阅和下载记录"

    def of(self, work: UnitOfWork) -> Chain:
        return {Kept.TRAIL: work.trail, Kept.REGISTER: work.register_trail, Kept.ACCESS: work.access}[self]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a chain stands."""

    what: Kept
    head: Head
    """The last event up to which everything follows."""
    broken: int | None = None
    """From which number on it does not."""

    def broken_by(self, seq: int) -> bool:
        """Whether what was printed at this number rests on what is broken."""
        return self.broken is not None and self.broken <= seq

    def beside(self, seq: int) -> str | None:
        """What is to be told with something that was printed at this number and is true by itself; nothing of a whole chain."""
        if self.broken is None:
            return None
        rests = (
            f"打印的检查点（第{seq}号）所在的链已经断开，不能证明本单位没有别的事项被删除" if self.broken_by(seq)
            else f"到打印的检查点（第{seq}号）为止逐条核对相符"
        )  # fmt: skip
        return f"本单位的{self}；{rests}。请出具单位查明原因"

    def __str__(self) -> str:
        if self.broken is not None:
            return f"{self.what.value}第{self.broken}号起不完整：有记录被改动或者删除（校验值与内容不符，不接前一条，或者不在了）"
        if self.head.seq == 0:
            return f"{self.what.value}：还没有记录"
        return f"{self.what.value}：第1号至第{self.head.seq}号逐条核对相符，末号校验值{self.head.hash}"


class _Known(NamedTuple):
    """What this process knows of a chain."""

    proven: Head
    """Up to where it was followed."""
    seen: Head
    """The furthest event up to which it was ever whole: were it gone, nothing that is left would tell of it."""
    on: date
    """The day on which it was last followed from its beginning."""
    broken: int | None
    apart: int | None
    """The first act that does not belong together with a dossier, as it was found that day."""


@dataclass(slots=True)
class Chains:
    """What one process has proven of the chains of every unit."""

    _known: dict[tuple[str, Kept], _Known] = field(default_factory=dict)

    def look(self, store: Store, unit: str, today: date, *, whole: bool = False) -> Mapping[Kept, Standing]:
        """How the chains of the unit stand now; `whole`: each from its beginning, whatever was proven before."""
        known = {what: self._known.get((unit, what)) for what in Kept}  # before what is read: so that nothing older is read
        with store.reading(unit) as work:
            return {what: self._followed(work, unit, what, known[what], today, whole) for what in Kept}

    def trail(self, store: Store, unit: str, today: date, *, whole: bool = False) -> Standing:
        """How the trail of the unit stands now."""
        known = self._known.get((unit, Kept.TRAIL))
        with store.reading(unit) as work:
            return self._followed(work, unit, Kept.TRAIL, known, today, whole)

    def _followed(
        self, work: UnitOfWork, unit: str, what: Kept, known: _Known | None, today: date, whole: bool
    ) -> Standing:
        chain = what.of(work)
        anew = whole or known is None or known.on != today
        since = known.proven if known and not anew and chain.holds(known.proven) else BEGINNING
        head, broken = chain.walked(since)
        seen = known.seen if known else BEGINNING
        if broken is None and seen != since and not chain.holds(seen):
            broken = min(seen.seq, head.seq + 1)
        whole_to = head if broken is None else seen
        apart = known.apart if known and not anew else work.trail.unkept() if what is Kept.TRAIL else None
        first = min((one for one in (broken, apart) if one is not None), default=None)
        self._known[unit, what] = _Known(head, whole_to, known.on if known and not anew else today, first, apart)
        found = Standing(what, head, first)
        if first is not None and (anew or known is None or known.broken != first):
            log.error("unit %s: %s。%s", unit, found, WHAT_TO_DO)
        return found
