"""Holds which suspensions (中止) of an execution last, and what is said of them; holds no rule.

The head may suspend in an emergency (《重大行政决策程序暂行条例》第三十七条); a suspension ends no matter.
While it lasts the matter is not completed and its file is not closed, until it is resumed, or the
decision is stopped or taken anew.
"""

from collections.abc import Mapping
from datetime import date

from review.domain.after import replaced, suspended
from review.domain.dossier import Execution, Person
from review.domain.kleene import given
from review.domain.vocabulary import ExecutionChangeKind
from review.domain.wording import day

WAY_ON = "恢复执行的，请在“执行”登记恢复日期；不再执行或者改变决策的，登记停止执行、重大调整，另立新事项重新决策"
"""What is done about a suspension that lasts."""

People = Mapping[str, Person] | None


def lasts(execution: Execution | None) -> bool:
    """Whether the execution, or a task of it, stands still."""
    return bool(lasting(execution, None))


def lasting(execution: Execution | None, people: People) -> tuple[str, ...]:
    """Each suspension that lasts, in words: since when, by whom."""
    if execution is None or replaced(execution):
        return ()
    change, found = execution.change, []
    if (
        change is not None and change.kind is ExecutionChangeKind.SUSPENSION and change.resumed_on is None
        and not given(change.new_matter)
    ):  # fmt: skip
        found.append(_told("执行", change.on, change.by, people))
    found += [
        _told(f"执行任务“{(one.text or '没有写明')[:20]}”", one.suspension.on, one.suspension.by, people)
        for one in execution.tasks or () if one.suspension is not None and suspended(one)
    ]  # fmt: skip
    return tuple(found)


def _told(what: str, on: date | None, by: str | None, people: People) -> str:
    person = (people or {}).get(by or "")
    who = (person.name if person else None) or by
    return f"{what}{f'自{day(on)}起' if on else ''}{f'由{who}决定' if who else ''}中止，尚未恢复"
