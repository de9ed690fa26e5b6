"""Holds the hand-over of everything that waits for one person (批量移交): in which capacities a matter waits for somebody by
name, what it is after it was handed on to another, and what is wrong with an order to do so.

《公务员法》第九十一条 has whoever resigns or is dismissed hand over his work before he leaves; offices ask the same of whoever
changes post. Only what is open changes hands; what somebody did stays his, and on record.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from review.domain.after import open_tasks, replaced
from review.domain.dossier import Adviser, Dossier, Execution, Meeting, Person, Reference
from review.domain.drafts import awaited
from review.domain.errors import Fault
from review.domain.finishing import is_closed
from review.domain.kleene import given
from review.domain.phrases import day
from review.domain.plain import to_plain
from review.domain.scalars import Count, Id, Line, Prose
from review.domain.sign_off import yet_to_endorse
from review.domain.tasks import follower, open_countersigns, open_review, opinions_asked_for
from review.domain.vocabulary import Role, Term
from review.domain.workflow import State
from review.domain.writing import unwritable_texts

AT = "/handover"


class Capacity(Term):
    """In which capacity a matter waits for a person."""

    UNDERTAKING = "UNDERTAKING", "经办", "follows the matter"
    OPINION = "OPINION", "出具法律意见", "legal opinion"
    REVIEW = "REVIEW", "承办审查", "in charge of the review"
    COUNTERSIGN = "COUNTERSIGN", "会签", "countersign"
    RECORDING = "RECORDING", "会议记录", "minutes"
    EXECUTION = "EXECUTION", "执行责任人", "answers for the execution"
    CONFIRMATION = "CONFIRMATION", "确认改稿", "confirms a draft"
    ENDORSEMENT = "ENDORSEMENT", "签批", "endorses by the plan"
    OFFICE = "OFFICE", "随岗位办理", "by office"


NEEDS: Mapping[Capacity, Role] = MappingProxyType({
    Capacity.UNDERTAKING: Role.SECRETARY, Capacity.OPINION: Role.LEGAL_ADVISER, Capacity.REVIEW: Role.LEGALITY_REVIEWER,
    Capacity.COUNTERSIGN: Role.LEGALITY_REVIEWER, Capacity.RECORDING: Role.MEETING_RECORDER,
})  # fmt: skip
"""The role in which one acts in this capacity. Who answers for an execution needs none: the secretary reports for him."""

PERSONAL = frozenset({Capacity.CONFIRMATION, Capacity.ENDORSEMENT, Capacity.OFFICE})
"""What is handed on to nobody: the word of the author of a paper, the signature of a leader who was named for it (送签批; the
secretary names another), and what goes with an office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants handed over: whose tasks to whom, which of them (`SL-2024-0001:7:REVIEW`, the number of the matter, its
    revision on the page, the capacity), from which day on, and why."""

    person: Id = ""
    successor: Id = ""
    effective_on: date | None = None
    reason: Prose | None = None
    tasks: tuple[Line, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the list of a hand-over (移交清单): a task that was handed over, or why it was not and what is to be done."""

    matter: Line = ""
    title: Line | None = None
    capacity: Capacity | None = None
    what: Line | None = None
    revision: Count | None = None
    """Of the matter, by the act that handed it over."""
    objection: Prose | None = None
    advice: Prose | None = None

    @property
    def done(self) -> bool:
        return self.revision is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A hand-over as it was done, with its list."""

    number: Count = 0
    """In the order of entering, from one; the service gives it."""
    person: Reference | None = None
    successor: Reference | None = None
    by: Reference | None = None
    effective_on: date | None = None
    reason: Prose | None = None
    entered_on: date | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def subject(self) -> str:
        """What the event about it is about."""
        return f"handover/{self.number}"

    @property
    def done(self) -> tuple[Entry, ...]:
        return tuple(one for one in self.entries if one.done)

    @property
    def left(self) -> tuple[Entry, ...]:
        return tuple(one for one in self.entries if not one.done)


def waiting_by_name(dossier: Dossier, state: State) -> Iterator[tuple[Capacity, str]]:
    """Who has an open task on the matter by name, in which capacity. A review that was returned for supplement (退回补正) is open
    wherever the matter is meanwhile, for it goes back to who returned it."""
    if is_closed(dossier, state):
        return
    if who := follower(dossier):
        yield Capacity.UNDERTAKING, who
    yield from ((Capacity.OPINION, one.adviser.id) for one in opinions_asked_for(dossier) if one.adviser)
    review = open_review(dossier)
    if review and review.handler:
        yield Capacity.REVIEW, review.handler
    yield from ((Capacity.COUNTERSIGN, one.person.id) for one in open_countersigns(dossier) if one.person)
    if state is State.NOTIFIED and (recorder := _last(dossier).recorder):
        yield Capacity.RECORDING, recorder
    if state in (State.DECIDED, State.APPROVED):
        yield from ((Capacity.EXECUTION, who) for who in dict.fromkeys(_answering(dossier.execution or Execution())))
    if state is State.DECIDED:
        yield from ((Capacity.ENDORSEMENT, one.id) for one in yet_to_endorse(dossier))
    yield from ((Capacity.CONFIRMATION, who) for who in sorted(awaited(dossier)))


def tasks_of(execution: Execution, person: str) -> tuple[str, ...]:
    """For which open parts of an execution this person answers, in words."""
    whole = ("全部执行",) if execution.person == person else ()
    return (*whole, *(one.text or "执行任务" for one in open_tasks(execution) if one.person == person))


def handed_on(dossier: Dossier, capacities: Collection[Capacity], person: str, to: Reference) -> Dossier:
    """The dossier with what is open for this person in these capacities handed on to the other."""
    dossier = replace(dossier, people={to.id: Person(name=to.name), **(dossier.people or {})})  # he may be newer than the matter
    for capacity in capacities:
        dossier = _HANDED_ON[capacity](dossier, person, to)
    return dossier


def faults_of_order(order: Order, today: date, last_act: date | None) -> tuple[Fault, ...]:
    """What is wrong with an order that is given today, but for the two people and the tasks; `last_act` is the last day on which
    the person acted on one of the matters."""
    faults = [Fault(f"{AT}{at}", why) for at, _, why in unwritable_texts(to_plain(order))]
    if not given(order.reason):
        faults.append(Fault(f"{AT}/reason", "请写明移交的理由"))
    if not order.tasks:
        faults.append(Fault(f"{AT}/tasks", "请选择要移交的任务"))
    if order.effective_on is None:
        faults.append(Fault(f"{AT}/effective_on", "请填写移交的生效日期"))
    elif order.effective_on > today:
        said = "移交即时生效，生效日期不能晚于今天：请在离岗当日办理；在此以前不能办理的，可以委托代行"
        faults.append(Fault(f"{AT}/effective_on", said))
    elif last_act is not None and order.effective_on < last_act:
        said = f"移交人于{day(last_act)}还办理过所选的事项，生效日期不能早于这一天"
        faults.append(Fault(f"{AT}/effective_on", said))
    return tuple(faults)


def _answering(execution: Execution) -> Iterable[str]:
    if execution.completed_on is not None or replaced(execution):
        return ()
    return filter(None, (execution.person, *(one.person for one in open_tasks(execution))))


def _followed(dossier: Dossier, _: str, to: Reference) -> Dossier:
    return replace(dossier, matter=replace(dossier.matter, followed_by=to.id))


def _advised(dossier: Dossier, person: str, to: Reference) -> Dossier:
    """The request goes on under the day on which it was made, as in a transfer of one (转办)."""
    return replace(dossier, legal_opinions=tuple(
        replace(one, adviser=Adviser(id=to.id, name=to.name))
        if one.issued_on is None and one.adviser and one.adviser.id == person else one
        for one in dossier.legal_opinions or ()
    ))  # fmt: skip


def _reviewed(dossier: Dossier, _: str, to: Reference) -> Dossier:
    return dossier if (review := open_review(dossier)) is None else replace(
        dossier, legality_review=replace(review, handler=to.id)
    )


def _countersigned(dossier: Dossier, person: str, to: Reference) -> Dossier:
    review = open_review(dossier)
    return dossier if review is None else replace(dossier, legality_review=replace(review, countersigns=tuple(
        replace(one, person=to) if one.view is None and one.person and one.person.id == person else one
        for one in review.countersigns or ()
    )))  # fmt: skip


def _recorded(dossier: Dossier, _: str, to: Reference) -> Dossier:
    return replace(dossier, meetings=(*(dossier.meetings or ())[:-1], replace(_last(dossier), recorder=to.id)))


def _executed(dossier: Dossier, person: str, to: Reference) -> Dossier:
    execution = dossier.execution or Execution()
    tasks = execution.tasks and tuple(
        replace(one, person=to.id) if one.completed_on is None and one.person == person else one for one in execution.tasks
    )
    whole = to.id if execution.person == person else execution.person
    return replace(dossier, execution=replace(execution, person=whole, tasks=tasks))


_HANDED_ON = {
    Capacity.UNDERTAKING: _followed, Capacity.OPINION: _advised, Capacity.REVIEW: _reviewed,
    Capacity.COUNTERSIGN: _countersigned, Capacity.RECORDING: _recorded, Capacity.EXECUTION: _executed,
}  # fmt: skip


def _last(dossier: Dossier) -> Meeting:
    return (dossier.meetings or (Meeting(),))[-1]
