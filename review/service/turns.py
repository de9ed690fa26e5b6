"""Holds whose turn it is, and tells them: what an act leaves to others is stored with it, so that nobody waits for an act
that nobody was told of.
"""

from collections.abc import Iterable
from datetime import date, datetime

from review.domain.dossier import Dossier
from review.domain.finishing import due_on
from review.domain.sign_off import in_turn
from review.domain.tasks import asked, follower
from review.domain.trail import Event
from review.domain.vocabulary import NoticeKind, Role
from review.domain.workflow import Action, State, Transition, transition
from review.service.capacity import Capacities
from review.service.last_signature import CHARGE, unsigned
from review.service.next_steps import next_actions
from review.service.ports import Actor, Matter, Notice, UnitOfWork

RESULTS = frozenset({State.DECIDED, State.REJECTED, State.APPROVED, State.WITHDRAWN})
"""Where the matter comes to that whoever follows it is told."""

SENT_BACK = frozenset({Action.DEFER, Action.RECALL, Action.DECLINE_ENDORSEMENT, Action.DECLINE_SIGNATURE})
"""What whoever follows the matter is told of as well: it came back, was put off, or will be discussed again."""

TAKES_BACK = frozenset({Action.RECALL, Action.CANCEL_COUNTERSIGN, Action.WITHDRAW, Action.REPLACE_ADVISER})
"""By which others are asked no more for what they were told to do."""


def holders(matter: Matter, work: UnitOfWork, today: date) -> dict[str, tuple[Action, ...]]:
    """Whose turn it is today: the people who may do the next act and have not, by id, each with his acts."""
    turn: dict[str, tuple[Action, ...]] = {}
    capacities = Capacities(work, matter.number, matter.dossier, today)
    beside = (
        *_replacing(matter, capacities), *_relieving(matter, capacities), *_handing_on(matter, work),
        *_taking_back(matter, capacities), *_notifying(matter, capacities),
    )  # fmt: skip
    for action in (*next_actions(matter), *beside):
        row = transition(matter.state, action)
        for person in _able(row, matter, work, capacities) if row else ():
            turn[person] = (*turn.get(person, ()), action)
    return turn


def awaited(matter: Matter, work: UnitOfWork, today: date) -> dict[str, tuple[str, ...]]:
    """Whose turn it is today, by id, each with what he is to do, in words: beside the acts of the table, that a head with an
    interest has to charge another with signing, without which nobody could (0069)."""
    turn = {person: tuple(act.label for act in acts) for person, acts in holders(matter, work, today).items()}
    found = unsigned(matter, work, Capacities(work, matter.number, matter.dossier, today), today)
    for head in found.to_charge if found else ():
        turn[head] = (*turn.get(head, ()), CHARGE)
    return turn


def _replacing(matter: Matter, capacities: Capacities) -> tuple[Action, ...]:
    """The secretary's task, where a planned leader whose turn it is can sign no more: without it the sign-off would wait for him
    for ever."""
    stuck = capacities.gone().keys() & {one.id for one in in_turn(matter.dossier)}
    return (Action.REPLACE_SIGNER,) if stuck else ()


def _relieving(matter: Matter, capacities: Capacities) -> tuple[Action, ...]:
    """The secretary's task, where an adviser who is asked cannot give his opinion any more: ask another instead."""
    return (Action.REPLACE_ADVISER,) if matter.state is State.OPINION and capacities.unable_to_advise() else ()


def _taking_back(matter: Matter, capacities: Capacities) -> tuple[Action, ...]:
    """The head's task, where he signed as a leader before he became head: he cannot sign twice."""
    return (Action.RECALL,) if Action.SIGN in next_actions(matter) and not capacities.head_left() else ()


def _notifying(matter: Matter, capacities: Capacities) -> tuple[Action, ...]:
    """The secretary's task, where somebody attends whom the notice has not reached: the meeting could not decide."""
    return (Action.NOTIFY_MEMBERS,) if matter.state is State.NOTIFIED and capacities.untold() else ()


def _handing_on(matter: Matter, work: UnitOfWork) -> tuple[Action, ...]:
    """The task of who can hand it on (批量移交), where the one whose turn it is by name has left."""
    found = []
    for action in next_actions(matter):
        row, relief = transition(matter.state, action), _HANDED_ON_BY.get(action)
        named = _named(action, matter.dossier) or ()
        if row and relief and not work.register.holders(row.role).issuperset(named):
            found.append(relief)
    return tuple(found)


_HANDED_ON_BY = {
    Action.ISSUE_REVIEW: Action.HAND_ON_REVIEW, Action.COUNTERSIGN: Action.HAND_ON_REVIEW,
    Action.RECORD_MEETING: Action.HAND_ON,
}  # fmt: skip


def _able(row: Transition, matter: Matter, work: UnitOfWork, capacities: Capacities) -> Iterable[str]:
    """Who is asked for the act by name, or else everybody in the role, and who stands in for one of them; as far as the
    separation of duties lets them do it. Nobody who has left is awaited; any recorder takes the record over from one who has, or
    who has become a member meanwhile."""
    named = _named(row.action, matter.dossier)
    holders = work.register.holders(row.role)
    own = sorted(holders) if named is None else [one for one in named if one in holders]
    found = list(_who_may(row, own, matter, capacities))
    return found or list(_who_may(row, sorted(holders), matter, capacities) if row.action is Action.RECORD_MEETING else ())


def _who_may(row: Transition, own: list[str], matter: Matter, capacities: Capacities) -> Iterable[str]:
    delegates = [one for person in own for one in capacities.delegates(row, person)]
    for person in dict.fromkeys((*own, *delegates)):
        roles = frozenset({row.role}) if person in own else frozenset()
        if capacities.may(row, Actor(unit=matter.unit, person=person, name="", roles=roles)):
            yield person


def _named(action: Action, dossier: Dossier) -> tuple[str, ...] | None:
    if action is Action.RECORD_MEETING and dossier.meetings and dossier.meetings[-1].recorder:
        return (dossier.meetings[-1].recorder,)
    people = asked(action, dossier)
    return None if people is None else tuple(one.id for one in people if one.id)


def tell(work: UnitOfWork, before: Matter | None, after: Matter, event: Event) -> None:
    """Store what follows from an act for others: their turn, where it was not theirs before, or that it is theirs no more, where
    it was taken back; how it went, for whoever follows the matter."""
    today = event.at.date()
    turn_before = awaited(before, work, today) if before else {}
    turn_after = awaited(after, work, today)
    notices = [
        notice_of(after, NoticeKind.TASK, person, event.actor_name, event.at, "、".join(new))
        for person, acts in turn_after.items()
        if person != event.actor and (new := _without(acts, turn_before.get(person, ())))
    ]  # fmt: skip
    taken, word = event.action in TAKES_BACK, event.action.label
    notices += [
        notice_of(after, NoticeKind.RESULT, person, event.actor_name, event.at, f"{word}，不必再办理：{'、'.join(over)}")
        for person, acts in turn_before.items()
        if taken and person != event.actor and (over := _without(acts, turn_after.get(person, ())))
    ]  # fmt: skip
    told = {one.recipient for one in notices if one.kind is NoticeKind.RESULT}
    came_to = before is not None and before.state is not after.state and after.state in RESULTS
    following = following_now(after.dossier, work) if came_to or event.action in SENT_BACK else ()
    notices += [
        notice_of(after, NoticeKind.RESULT, person, event.actor_name, event.at, event.action.label)
        for person in following if person not in (event.actor, *told)
    ]  # fmt: skip
    work.notices.tell(notices)


def following_now(dossier: Dossier, work: UnitOfWork) -> tuple[str, ...]:
    """Who is told how the matter goes: who follows it for the undertaking unit, or every secretary where he has left."""
    who, secretaries = follower(dossier), work.register.holders(Role.SECRETARY)
    return (who,) if who and (who in secretaries or not secretaries) else tuple(sorted(secretaries))


def _without(acts: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in acts if one not in others)


def notice_of(
    matter: Matter, kind: NoticeKind, recipient: str, sender: str, at: datetime, text: str, day: date | None = None,
    due: date | None = None,
) -> Notice:  # fmt: skip
    """The notice; `due` is the day that it warns of, where it is not the one that the dossier names for the next act."""
    told = kind not in (NoticeKind.RESULT, NoticeKind.HANDED_OVER, NoticeKind.RESCHEDULED, NoticeKind.CORRECTED)
    return Notice(
        unit=matter.unit, at=at, matter=matter.number, revision=matter.revision, kind=kind, recipient=recipient, sender=sender,
        text=text, due=due or (due_on(matter.dossier, matter.state) if told else None), day=day,
    )  # fmt: skip
