"""Holds what was done on a matter that does not stand as passed in the end: rejected when it was discussed again (复议), put off
and withdrawn, or done on nobody's decision at all. It is stopped and set right, and until then the matter is not finished.

What is said here is of matters that have ended, 未通过 or 已撤回: before, a meeting may still pass them.
"""

from collections.abc import Iterator
from datetime import date

from review.domain import emergency
from review.domain.dossier import Dossier, Execution, Meeting
from review.domain.kleene import given
from review.domain.standing import passed, rejected
from review.domain.vocabulary import ExecutionChangeKind, MeetingResult

WAY_OUT = "请在“执行”登记停止执行（停止之日不早于最后一次会议），并报告停止、纠正的情况"


def carried_out(dossier: Dossier) -> tuple[str, ...]:
    """What was done on a matter that does not stand as passed, in words. Where one acted first in an emergency, that has a way of
    its own (`emergency.owed`), and only what was done since a meeting had passed the matter is of the decision."""
    if passed(dossier) is not False:
        return ()
    since = _first_passed(dossier) if emergency.taken(dossier) else date.min
    return tuple(dict.fromkeys(what for what, on in _done(dossier) if since is not None and on >= since))


def _first_passed(dossier: Dossier) -> date | None:
    held = (one.held_on for one in dossier.meetings or () if one.result is MeetingResult.PASSED)
    return min(filter(None, held), default=None)


def _done(dossier: Dossier) -> Iterator[tuple[str, date]]:
    matter, execution = dossier.matter, dossier.execution or Execution()
    tasks = execution.tasks or ()
    reports = [*(execution.reports or ()), *(report for one in tasks for report in one.reports or ())]
    before = [one.on for one in reports if not _since_the_end(dossier, one.on)]
    found = (
        ("签订合同", [matter.contract.signed_on if matter.contract else None]),
        ("付款", [matter.funds.first_paid_on if matter.funds else None]),
        ("公布", [dossier.publication.published_on if dossier.publication else None]),
        ("任职", [one.appointed_on for one in matter.candidates or ()]),
        ("执行", [execution.completed_on, *(one.completed_on for one in tasks), *before]),
    )
    yield from ((what, on) for what, days in found for on in days if on is not None)


def is_stopped(dossier: Dossier) -> bool:
    """Whether it is registered that nothing more is carried out of it, since the meeting that did not uphold it."""
    change = dossier.execution.change if dossier.execution else None
    stopped = change is not None and change.kind is ExecutionChangeKind.STOP
    return stopped and change is not None and _since_the_end(dossier, change.on)


def is_stopped_by_meeting(dossier: Dossier) -> bool:
    """Whether the stop carries out what the meeting resolved that rejected the matter in the end."""
    return is_rejected(dossier) and is_stopped(dossier)


def is_rejected(dossier: Dossier) -> bool:
    """Whether a meeting rejected the matter in the end: the one that decides, or the last of all."""
    return bool(rejected(dossier)) or _last(dossier).result is MeetingResult.REJECTED


def stopped_too_early(dossier: Dossier) -> bool:
    """Whether a stop is dated before the meeting after which there was something to stop, so that it stops nothing."""
    change = dossier.execution.change if dossier.execution else None
    return change is not None and change.kind is ExecutionChangeKind.STOP and change.on is not None and not is_stopped(dossier)


def owed(dossier: Dossier) -> tuple[str, ...]:
    """What is still to be done about it, in words: that it is stopped, and that how it was set right is reported."""
    if not (done := carried_out(dossier)):
        return ()
    execution = dossier.execution or Execution()
    told = any(_since_the_end(dossier, one.on) and given(one.text) for one in execution.reports or ())
    what = f"{'会议未通过' if is_rejected(dossier) else '没有经会议通过'}，而已经{'、'.join(done)}"
    lacking = (
        (execution.completed_on is None and not is_stopped(dossier), f"{what}，尚未登记停止执行"),
        (not told, f"{what}，尚未报告停止、纠正的情况"),
    )
    return tuple(said for lacks, said in lacking if lacks)


def demanded(dossier: Dossier) -> tuple[str, ...]:
    """What a matter that was rejected or withdrawn still demands, in words, before it is finished."""
    return (*emergency.owed(dossier), *owed(dossier))


def _last(dossier: Dossier) -> Meeting:
    held = [one for one in dossier.meetings or () if one.result is not None]
    return held[-1] if held else Meeting()


def _since_the_end(dossier: Dossier, day: date | None) -> bool:
    """Whether this was on the day of the last meeting, or since; of a matter that no meeting took up, on any day."""
    return day is not None and day >= (_last(dossier).held_on or date.min)
