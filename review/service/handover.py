"""Holds the use cases of handing over everything that waits for one person (批量移交): see what that is and what of it may go to
whom, and hand it over in one transaction, each matter by an act of its own in its trail.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from review.domain.dossier import Reference
from review.domain.errors import DossierRefused, Fault, Forbidden, NotFound, Stale, WrongState
from review.domain.handover import AT, Capacity, Entry, HandOver, Order, faults_of_order, handed_on, waiting_by_name
from review.domain.phrases import day
from review.domain.register_trail import RegisterAction
from review.domain.vocabulary import NoticeKind
from review.domain.workflow import Action, transition
from review.service.deliberation import agreeing
from review.service.desk import Desk, stale, step
from review.service.oversight import opened
from review.service.ports import Actor, Matter, RegisteredPerson, UnitOfWork
from review.service.register_event import keep
from review.service.tasks_of_person import Task, still_open, waiting_tasks
from review.service.turns import notice_of


def all_done(desk: Desk, actor: Actor) -> tuple[HandOver, ...]:
    """Every hand-over of the unit, in the order of entering."""
    with opened(desk, actor) as work:
        return work.handovers.all()


def show(desk: Desk, actor: Actor, number: int) -> HandOver:
    """One hand-over with its list; raises NotFound."""
    found = next((one for one in all_done(desk, actor) if one.number == number), None)
    if found is None:
        raise NotFound("没有这一次移交")
    return found


def waiting(desk: Desk, actor: Actor) -> tuple[tuple[RegisteredPerson, int], ...]:
    """The people of the unit for whom something waits by name, each with the number of tasks."""
    _admit(actor)
    with opened(desk, actor) as work:
        counted: dict[str, int] = {}
        for matter in still_open(work):
            for _, person in waiting_by_name(matter.dossier, matter.state):
                counted[person] = counted.get(person, 0) + 1
        return tuple((one, counted[one.id]) for one in work.register.people() if one.id in counted)


def preview(desk: Desk, actor: Actor, person: str, successor: str = "") -> tuple[Task, ...]:
    """What waits for this person, and of each task whether this actor may hand it over, and to this successor. Raises Forbidden
    for who only reads, DossierRefused for people whom the register does not have, and for one who would succeed himself."""
    _admit(actor)
    with opened(desk, actor) as work:
        two = _people(person, successor, work, needs_successor=False)
        return tuple(waiting_tasks(desk, actor, two[0], two[1], work))


def hand_over(desk: Desk, actor: Actor, order: Order) -> HandOver:
    """Hand the chosen tasks over: all of them in one transaction, each matter with an event of its own, or none.

    Raises Forbidden for who only reads, Stale where a chosen matter changed since the preview (or the same was sent before),
    DossierRefused with everything that is wrong: the people, day and reason, a task that cannot go to the successor.
    """
    _admit(actor)
    with desk.store.writing(actor.unit) as work:
        person, successor = _people(order.person, order.successor, work)
        assert successor is not None
        chosen = [_read(key) for key in dict.fromkeys(order.tasks or ())]
        before = {number: work.matters.get(number) for number, _, _ in chosen}
        _refuse_changed(work, actor, order, chosen, before)
        tasks = list(waiting_tasks(desk, actor, person, successor, work))
        _refuse(desk, order, chosen, tasks, work)
        number, today = len(work.handovers.all()) + 1, desk.today()
        wanted = {(matter, capacity) for matter, _, capacity in chosen}
        done = [one for one in tasks if one.place in wanted]
        reason = (order.reason or "").strip()
        called, since = f"批量移交第{number}号", f"自{day(order.effective_on or today)}起：{reason}"
        after = _Handing(desk, actor, work, person, successor, called, since).over(before, done)
        entered = HandOver(
            number=number, person=_named(person), successor=_named(successor),
            by=Reference(id=actor.person, name=actor.name), effective_on=order.effective_on,
            reason=reason, entered_on=today, entries=tuple(_entry(task, after.get(task.place)) for task in tasks),
        )  # fmt: skip
        work.handovers.add(entered)
        first = transition(done[0].matter.state, done[0].action) if done[0].action else None
        assert first is not None
        summary = f"{person.name}的{len(done)}项任务移交{successor.name}，另有{len(entered.left)}项没有移交：{reason}"
        keep(desk, actor, first.role, RegisterAction.HAND_OVER_TASKS, entered, work, summary)
        work.commit()
    return entered


def _admit(actor: Actor) -> None:
    if actor.only_reads:
        raise Forbidden("审计人员只能查看，不能办理移交。")


def _people(
    person: str, successor: str, work: UnitOfWork, *, needs_successor: bool = True
) -> tuple[RegisteredPerson, RegisteredPerson | None]:  # fmt: skip
    """The two of the register; raises DossierRefused."""
    known = {one.id: one for one in work.register.people()}
    faults = []
    if person not in known:
        faults.append(Fault(f"{AT}/person", "请选择移交人" if not person else "本单位名册中没有此人"))
    if successor not in known and (successor or needs_successor):
        faults.append(Fault(f"{AT}/successor", "请选择接办人" if not successor else "本单位名册中没有此人"))
    if person and person == successor:
        faults.append(Fault(f"{AT}/successor", "接办人不能是移交人本人"))
    if faults:
        raise DossierRefused(tuple(faults))
    return known[person], known.get(successor)


Chosen = tuple[str, int, Capacity]


def _read(key: str) -> Chosen:
    """The matter, its revision and the capacity of a chosen task; raises DossierRefused for what the page never sent."""
    number, _, rest = key.partition(":")
    revision, _, capacity = rest.partition(":")
    if not revision.isdecimal() or len(revision) > 9 or capacity not in {one.value for one in Capacity}:
        raise DossierRefused((Fault(f"{AT}/tasks", "所选的任务不能识别，请刷新页面后重新选择"),))
    return number, int(revision), Capacity(capacity)


def _refuse_changed(
    work: UnitOfWork, actor: Actor, order: Order, chosen: Iterable[Chosen], now: dict[str, Matter]
) -> None:  # fmt: skip
    """Raise Stale, naming every chosen matter that changed since the preview; or telling that the same order was stored."""
    sent = {(number, revision + 1, capacity) for number, revision, capacity in chosen}
    for one in work.handovers.all():
        stored = {(entry.matter, entry.revision, entry.capacity) for entry in one.done}
        ids = tuple(who.id for who in (one.person, one.successor, one.by) if who)
        if sent and sent == stored and ids == (order.person, order.successor, actor.person):
            raise Stale(f"这些任务已经移交（第{one.number}号），已经保存；这一次没有再办理。")
    changes: list[str] = []
    for number, revision in dict.fromkeys((number, revision) for number, revision, _ in chosen):
        if now[number].revision != revision:
            told = stale(work, now[number], revision, actor, Action.HAND_ON).changes
            changes += (f"{number}：{one}" for one in told or ("已有新的办理",))
    if changes:
        raise Stale("您打开预览之后，所选的事项已有新的办理。这一次一项都没有移交，请核对后重新办理。", tuple(changes))


def _refuse(desk: Desk, order: Order, chosen: Iterable[Chosen], tasks: Sequence[Task], work: UnitOfWork) -> None:
    """Raise DossierRefused with everything that is wrong with the order, and with each chosen task that cannot be handed over."""
    chosen, there = tuple(chosen), {one.place: one for one in tasks}
    numbers = {number for number, _, _ in chosen}
    acted = [event.at.date() for one in numbers for event in work.trail.of_matter(one) if event.actor == order.person]
    faults = [*faults_of_order(order, desk.today(), max(acted, default=None))]
    for number, _, capacity in chosen:
        task = there.get((number, capacity))
        if task is None:
            faults.append(Fault(f"{AT}/tasks", f"{number}的“{capacity.label}”现在没有等待移交人办理，请刷新预览"))
        elif task.action is None:
            faults.append(Fault(f"{AT}/tasks", f"{number}的“{capacity.label}”不能移交：{task.objection}；{task.advice}"))
    if faults:
        raise DossierRefused(tuple(faults))


@dataclass(frozen=True, slots=True)
class _Handing:
    """One hand-over as it is done, in an open transaction."""

    desk: Desk
    actor: Actor
    work: UnitOfWork
    person: RegisteredPerson
    successor: RegisteredPerson
    called: str
    since: str

    def over(self, before: Mapping[str, Matter], tasks: Sequence[Task]) -> dict[tuple[str, Capacity], int]:
        """The revision by which each of these tasks was handed over; the topics of a meeting name one recorder afterwards."""
        now, revisions = dict(before), dict[tuple[str, Capacity], int]()
        for number, action in dict.fromkeys((one.matter.number, one.action) for one in tasks if one.action):
            mine = [one for one in tasks if (one.matter.number, one.action) == (number, action)]
            now[number] = self._step(now[number], action, [one.capacity for one in mine])
            revisions |= {one.place: now[number].revision for one in mine}
        for number in dict.fromkeys(one.matter.number for one in tasks if one.capacity is Capacity.RECORDING):
            with _of_matter(now[number]):
                agreeing(now[number], self.work)
        return revisions

    def _step(self, before: Matter, action: Action, capacities: Sequence[Capacity]) -> Matter:
        """One matter handed over, with its event, and the notices to both."""
        words, to = "、".join(one.label for one in capacities), _named(self.successor)
        note = f"{self.called}：{words}由{self.person.name}移交{self.successor.name}，{self.since}"
        with _of_matter(before):
            after = step(
                self.desk, self.actor, self.work, before.number, before.revision, action,
                lambda dossier, _: handed_on(dossier, capacities, self.person.id, to), note,
            )  # fmt: skip
        found = self.work.notices.of_matter(after.number, NoticeKind.TASK)
        told = {one.recipient for one in found if one.revision == after.revision}
        texts = {to.id: f"{self.person.name}的{words}已移交给您", self.person.id: f"您的{words}已移交给{self.successor.name}"}
        self.work.notices.tell(
            notice_of(after, NoticeKind.HANDED_OVER, who, self.actor.name, after.changed_at, text)
            for who, text in texts.items() if who not in told
        )
        return after


@contextmanager
def _of_matter(matter: Matter) -> Iterator[None]:
    """Says of every refusal which matter it is about."""
    try:
        yield
    except DossierRefused as refused:
        faults = (Fault(f"{AT}/tasks", f"{matter.number}：{one.message}") for one in refused.faults)
        raise DossierRefused(tuple(faults)) from refused
    except (WrongState, Forbidden) as refused:
        raise type(refused)(f"{matter.number}：{refused}") from refused


def _entry(task: Task, revision: int | None) -> Entry:
    told = (task.objection, task.advice) if task.action is None else ("这一次没有选择", "需要移交的，请再次办理批量移交")
    objection, advice = (None, None) if revision else told
    return Entry(
        matter=task.matter.number, title=task.matter.dossier.matter.title, capacity=task.capacity, what=task.what or None,
        revision=revision, objection=objection, advice=advice or None,
    )  # fmt: skip


def _named(person: RegisteredPerson) -> Reference:
    return Reference(id=person.id, name=person.name)


__all__ = ["Task", "all_done", "hand_over", "preview", "show", "waiting"]
