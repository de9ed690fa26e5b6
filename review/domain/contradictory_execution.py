"""Finds days that cannot be, for they lie before the decision: of what is carried out, reported, suspended or fulfilled by it,
and of its publication; what may not be registered of an execution beside what stands is in `execution_faults`.
"""

from collections.abc import Iterator
from datetime import date

from review.domain.dossier import Dossier, Execution
from review.domain.emergency import taken
from review.domain.errors import Fault
from review.domain.phrases import day as said
from review.domain.standing import only_prepares
from review.domain.vocabulary import MeetingResult

AT = "/execution"


def execution_day_faults(dossier: Dossier) -> Iterator[Fault]:
    """《重大行政决策程序暂行条例》第三十四条: what is carried out is a decision, so that nothing of it lies before the first
    meeting that passed it; nor is it published before (第三十二条). A meeting that only prepares by the unit's list the one that
    decides takes no decision: while no other passed the matter, there is nothing to carry out; what was done all the
    same is stopped and reported from the meeting on that does not pass it (`overturned`). In an emergency one acts first; what
    was done then may be done with before it is ratified."""
    passing = [one for one in dossier.meetings or () if one.result is MeetingResult.PASSED and one.held_on is not None]
    if not passing or taken(dossier):
        return
    decided = [one.held_on for one in passing if one.type is None or not only_prepares(dossier, one.type)]
    first = min(filter(None, decided), default=None)
    why = f"早于会议决定之日（{said(first)}）" if first else "有权决定的会议还没有通过，前面的会议不是决定"
    last = (dossier.meetings or ())[-1]
    ended = None if last.result is MeetingResult.PASSED else last.held_on
    for at, on in _days(dossier.execution or Execution()):
        if on is not None and (first is None or on < first) and not (ended and on >= ended):
            yield Fault(at, f"{why}：决定之前没有可以执行、落实的")
    published = dossier.publication.published_on if dossier.publication else None
    if published is not None and (first is None or published < first):
        yield Fault("/publication/published_on", f"{why}：决定之前没有可以公布的")


def _days(execution: Execution) -> Iterator[tuple[str, date | None]]:
    yield f"{AT}/completed_on", execution.completed_on
    yield from ((f"{AT}/reports/{row}/on", one.on) for row, one in enumerate(execution.reports or ()))
    if execution.change is not None:
        yield f"{AT}/change/on", execution.change.on
    for row, task in enumerate(execution.tasks or ()):
        at = f"{AT}/tasks/{row}"
        yield f"{at}/completed_on", task.completed_on
        yield from ((f"{at}/reports/{place}/on", one.on) for place, one in enumerate(task.reports or ()))
        if task.suspension is not None:
            yield f"{at}/suspension/on", task.suspension.on
    yield from ((f"{AT}/conditions/{row}/met_on", one.met_on) for row, one in enumerate(execution.conditions or ()))
