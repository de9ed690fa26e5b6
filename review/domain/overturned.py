"""Holds what was done on a matter that the deciding meeting rejected in the end: one that had passed it before and discussed it
again (复议), or nobody's decision at all. It is stopped and set right, and until then the matter is not finished.
"""

from collections.abc import Iterator
from datetime import date

from review.domain import emergency
from review.domain.dossier import Dossier, Execution
from review.domain.kleene import given
from review.domain.standing import deciding_meeting, rejected
from review.domain.vocabulary import ExecutionChangeKind

WAY_OUT = "请在“执行”登记停止执行（停止之日不早于未通过之日），并报告停止、纠正的情况"


def carried_out(dossier: Dossier) -> tuple[str, ...]:
    """What was done on a matter that was rejected, in words; nothing where it was not, or is not known to be, and where one acted
    first in an emergency, which has its own way (`emergency.owed`)."""
    return tuple(_done(dossier)) if rejected(dossier) and not emergency.taken(dossier) else ()


def _done(dossier: Dossier) -> Iterator[str]:
    matter, execution = dossier.matter, dossier.execution or Execution()
    if matter.contract is not None and matter.contract.signed_on is not None:
        yield "签订合同"
    if matter.funds is not None and matter.funds.first_paid_on is not None:
        yield "付款"
    if dossier.publication is not None and dossier.publication.published_on is not None:
        yield "公布"
    if any(one.appointed_on for one in matter.candidates or ()):
        yield "任职"
    tasks = [one for one in execution.tasks or () if one.completed_on or one.reports]
    before = [one for one in execution.reports or () if not _since(dossier, one.on)]
    if execution.completed_on is not None or before or tasks:
        yield "执行"


def is_stopped(dossier: Dossier) -> bool:
    """Whether it is registered that nothing more is carried out of it, since the meeting that rejected it."""
    change = dossier.execution.change if dossier.execution else None
    return change is not None and change.kind is ExecutionChangeKind.STOP and _since(dossier, change.on)


def is_stopped_by_meeting(dossier: Dossier) -> bool:
    """Whether the stop carries out what the meeting resolved that rejected the matter in the end."""
    return bool(rejected(dossier)) and is_stopped(dossier)


def owed(dossier: Dossier) -> tuple[str, ...]:
    """What is still to be done about it, in words: that it is stopped, and that how it was set right is reported."""
    if not (done := carried_out(dossier)):
        return ()
    execution = dossier.execution or Execution()
    told = any(_since(dossier, one.on) and given(one.text) for one in execution.reports or ())
    what = f"会议未通过，而已经{'、'.join(done)}"
    lacking = (
        (execution.completed_on is None and not is_stopped(dossier), f"{what}，尚未登记停止执行"),
        (not told, f"{what}，尚未报告停止、纠正的情况"),
    )
    return tuple(said for lacks, said in lacking if lacks)


def demanded(dossier: Dossier) -> tuple[str, ...]:
    """What a matter that was rejected or withdrawn still demands, in words, before it is finished."""
    return (*emergency.owed(dossier), *owed(dossier))


def _since(dossier: Dossier, day: date | None) -> bool:
    deciding = deciding_meeting(dossier)
    held = deciding.held_on if deciding else None
    return day is not None and held is not None and day >= held
