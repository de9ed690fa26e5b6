"""Holds what the pages show of the time after the decision: each part with what stands, what runs, and its form."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from review.domain import overturned
from review.domain.after import Due, Part, TaskState, announced_before, halted, open_conditions, state_of
from review.domain.conditions import attached
from review.domain.course import Course, course_of
from review.domain.dossier import Dossier, Execution
from review.domain.emergency import SET_RIGHT, owed
from review.domain.suspensions import WAY_ON, lasting
from review.domain.vocabulary import ExecutionChangeKind
from review.domain.wording import day
from review.domain.workflow import Action, State
from review.service import next_steps
from review.service.ports import Matter
from review.web.session import actor, desk

OPEN = "未登记"

PAGES: Mapping[Part, str] = {part: part.value.lower().replace("_", "-") for part in Part}
"""The last part of the address of each form."""

BY_PAGE = {page: part for part, page in PAGES.items()}

PLACES = (
    ("/reporting", Part.REPORT_UPWARD), ("/matter/candidates", Part.PUBLICITY), ("/publication", Part.PUBLICATION),
    ("/execution/evaluation", Part.EVALUATION), ("/execution", Part.CARRYING_OUT),
    ("/archive/audit_requests", Part.FOLLOW_UP), ("/archive", Part.CLOSE_FILE), ("/document_review/registration", Part.FOLLOW_UP),
    ("/matter/contract", Part.FOLLOW_UP), ("/matter/project", Part.FOLLOW_UP), ("/matter/funds", Part.FOLLOW_UP),
    ("/answers", Part.FOLLOW_UP), ("/justifications", Part.FOLLOW_UP),
)  # fmt: skip
"""On which form a place of the dossier is filled in after the decision."""


OVERTURNED = (Part.PUBLICITY, Part.PUBLICATION, Part.CARRYING_OUT, Part.FOLLOW_UP)
"""What is shown of a matter that does not stand as passed after something had been done on it, and may be set right there."""


@dataclass(frozen=True, slots=True)
class Row:
    """A part as the matter's page shows it; `page` is its form, where this person may use it now."""

    part: Part
    stands: str
    done: bool
    runs: tuple[tuple[Due, next_steps.Deadline], ...]
    page: str | None
    new_matter: str | None = None
    """By which the decision is decided again."""


def part_of(pointer: str) -> Part | None:
    """The form on which this place is filled in after the decision."""
    if pointer.endswith("/disclosure_found"):
        return Part.CLOSE_FILE
    return next((part for start, part in PLACES if pointer.startswith(start)), None)


def overview(stored: Matter) -> tuple[Row, ...]:
    """The parts of this matter; empty before the decision, the file alone where nothing was decided to be done."""
    calendar, today = desk().rulebook.calendar, desk().today()
    if stored.state not in (*next_steps.DECIDED, State.REJECTED, State.WITHDRAWN):
        return ()
    runs = next_steps.after_decision(stored, calendar, today)
    allowed = {row.action for row in desk().options(actor(), stored)}
    return tuple(
        Row(part, said or OPEN, bool(said), tuple(pair for pair in runs if pair[0].part is part),
            PAGES[part] if (Action.CLOSE_FILE if part is Part.CLOSE_FILE else Action.FOLLOW_UP) in allowed else None,
            _new_matter(stored.dossier) if part is Part.CARRYING_OUT else None)
        for part in _parts(stored) for said in (_STANDS[part](stored.dossier),)
    )  # fmt: skip


def demands(stored: Matter) -> tuple[str, ...]:
    """What keeps the matter from being finished and has no day of its own: a suspension that lasts; of an emergency that was not
    ratified, that it is reported and set right."""
    if stored.state is State.APPROVED:
        return lasting(stored.dossier.execution, stored.dossier.people)
    return overturned.demanded(stored.dossier) if stored.state in next_steps.ENDED else ()


def way_on(stored: Matter) -> str:
    """What is done about that."""
    if stored.state is State.APPROVED:
        return WAY_ON
    return SET_RIGHT if owed(stored.dossier) else overturned.WAY_OUT


def _new_matter(dossier: Dossier) -> str | None:
    return dossier.execution.change.new_matter if dossier.execution and dossier.execution.change else None


def _parts(stored: Matter) -> tuple[Part, ...]:
    if stored.state not in next_steps.DECIDED:
        shown = OVERTURNED if stored.dossier.matter.candidates else OVERTURNED[1:]
        return (*(shown if overturned.carried_out(stored.dossier) else ()), Part.CLOSE_FILE)
    if course_of(stored.dossier, stored.state) is Course.PREPARED:
        return (Part.REPORT_UPWARD, Part.FOLLOW_UP)
    parts = (part for part in Part if part is not Part.PUBLICITY or stored.dossier.matter.candidates)
    return tuple(part for part in parts if part is not Part.CLOSE_FILE or stored.state is State.APPROVED)


def _report(dossier: Dossier) -> str:
    said = dossier.reporting
    if said is None or said.required is False:
        return "不需要请示报告" if said else ""
    sent = f"{day(said.reported_on)}报送" if said.reported_on else ""
    return "，".join(filter(None, (sent, said.reply.label if said.reply else "")))


def _publicity(dossier: Dossier) -> str:
    told = (
        f"{one.name}{one.publicity.exempt.label if one.publicity.exempt and one.publicity.from_ is None else ''}"
        f"{f'{day(one.publicity.from_)}起公示' if one.publicity.from_ else ''}"
        f"{f'，{one.publicity.result.label}' if one.publicity.result else ''}"
        for one in dossier.matter.candidates or ()
        if (one.publicity.from_ or one.publicity.exempt) and not announced_before(one, dossier)
    )  # fmt: skip
    return "；".join(told)


def _publication(dossier: Dossier) -> str:
    said = dossier.publication
    if said is None:
        return ""
    if said.published_on:
        return f"{day(said.published_on)}公布"
    return "" if said.required is None else "应当公布，尚未公布" if said.required else "不公布"


def _execution(dossier: Dossier) -> str:
    said = attached(dossier).execution
    if said is None:
        return ""
    done = f"{day(said.completed_on)}办结" if said.completed_on else f"{len(said.reports or ())}次报告"
    changed = said.change.kind.label if halted(said) and said.change and said.change.kind else ""
    if said.change is not None and said.change.kind is ExecutionChangeKind.SUSPENSION:
        changed = f"{day(said.change.resumed_on)}恢复执行" if said.change.resumed_on else f"{changed}，尚未恢复"
    waiting = len(open_conditions(said))
    return "，".join(filter(None, (said.unit, done, _tasks(said), changed, f"{waiting}项条件未落实" if waiting else "")))


def _tasks(said: Execution) -> str:
    """5项任务：2项已办结，1项中止."""
    states = Counter(map(state_of, said.tasks or ()))
    told = "，".join(f"{states[one]}项{one.label}" for one in (TaskState.DONE, TaskState.SUSPENDED) if states[one])
    return f"{len(said.tasks)}项任务{f'（{told}）' if told else ''}" if said.tasks else ""


def _evaluation(dossier: Dossier) -> str:
    said = dossier.execution.evaluation if dossier.execution else None
    return "" if said is None else f"{said.body or '评估'}，{'已有结果' if said.result else '尚无结果'}"


def _other(dossier: Dossier) -> str:
    contract = dossier.matter.contract
    return f"合同{day(contract.signed_on)}签订" if contract and contract.signed_on else ""


def _archive(dossier: Dossier) -> str:
    said = dossier.archive
    if said is None or said.closed_on is None:
        return ""
    handed = f"，{day(said.handed_over_on)}移交" if said.handed_over_on else ""
    return f"{day(said.closed_on)}立卷{handed}，{len(said.items or ())}件"


_STANDS: Mapping[Part, Callable[[Dossier], str]] = {
    Part.REPORT_UPWARD: _report, Part.PUBLICITY: _publicity, Part.PUBLICATION: _publication,
    Part.CARRYING_OUT: _execution, Part.EVALUATION: _evaluation, Part.FOLLOW_UP: _other, Part.CLOSE_FILE: _archive,
}  # fmt: skip
