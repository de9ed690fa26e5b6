"""Holds whose turn it is, and tells them: what an act leaves to others is stored with it, so that nobody waits for an act
that nobody was told of.
"""

from collections.abc import Iterable
from datetime import date, datetime

from review.domain.dossier import Dossier
from review.domain.finishing import due_on
from review.domain.tasks import asked
from review.domain.trail import Event
from review.domain.vocabulary import NoticeKind
from review.domain.workflow import Action, State, Transition, transition
from review.service import separation
from review.service.next_steps import has_endorsed, next_actions
from review.service.ports import Actor, Matter, Notice, UnitOfWork

RESULTS = frozenset({State.DECIDED, State.REJECTED, State.APPROVED, State.WITHDRAWN})
"""Where the matter comes to that whoever submitted it is told."""


def holders(matter: Matter, work: UnitOfWork) -> dict[str, tuple[Action, ...]]:
    """Whose turn it is: the people who may do the next act and have not, by id, each with his acts."""
    turn: dict[str, tuple[Action, ...]] = {}
    for action in next_actions(matter):
        row = transition(matter.state, action)
        for person in _able(row, matter, work) if row else ():
            turn[person] = (*turn.get(person, ()), action)
    return turn


def _able(row: Transition, matter: Matter, work: UnitOfWork) -> Iterable[str]:
    """Who is asked for the act by name, or else everybody in the role whom the separation of duties lets do it."""
    named = _named(row.action, matter.dossier)
    for person in sorted(work.register.holders(row.role)) if named is None else named:
        actor = Actor(unit=matter.unit, person=person, name="", roles=frozenset({row.role}))
        done_as = work.trail.roles_of(person, matter.number)
        if separation.objection(row, actor, matter.dossier, done_as) is None and not has_endorsed(row.action, person, matter):
            yield person


def _named(action: Action, dossier: Dossier) -> tuple[str, ...] | None:
    if action is Action.RECORD_MEETING and dossier.meetings and dossier.meetings[-1].recorder:
        return (dossier.meetings[-1].recorder,)
    people = asked(action, dossier)
    return None if people is None else tuple(one.id for one in people if one.id)


def tell(work: UnitOfWork, before: Matter | None, after: Matter, event: Event) -> None:
    """Store what follows from an act for others: their turn, where it was not theirs before; how it went, for whoever
    submitted the matter."""
    turn_before = holders(before, work) if before else {}
    turn = {
        person: new for person, acts in holders(after, work).items()
        if (new := tuple(one for one in acts if one not in turn_before.get(person, ())))
    }  # fmt: skip
    notices = [
        notice_of(after, NoticeKind.TASK, person, event.actor_name, event.at, "、".join(act.label for act in acts))
        for person, acts in turn.items() if person != event.actor
    ]  # fmt: skip
    submitter = after.dossier.matter.submitted_by
    turned = before is not None and before.state is not after.state
    if turned and after.state in RESULTS and submitter and submitter != event.actor:
        notices.append(notice_of(after, NoticeKind.RESULT, submitter, event.actor_name, event.at, event.action.label))
    work.notices.tell(notices)


def notice_of(
    matter: Matter, kind: NoticeKind, recipient: str, sender: str, at: datetime, text: str, day: date | None = None,
    due: date | None = None,
) -> Notice:  # fmt: skip
    """The notice; `due` is the day that it warns of, where it is not the one that the dossier names for the next act."""
    return Notice(
        unit=matter.unit, at=at, matter=matter.number, revision=matter.revision, kind=kind, recipient=recipient, sender=sender,
        text=text, due=due or (due_on(matter.dossier, matter.state) if kind is not NoticeKind.RESULT else None), day=day,
    )  # fmt: skip
