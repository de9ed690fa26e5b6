"""Holds how an act on something that the unit keeps for all its matters is written into the trail of its register."""

from typing import Protocol

from review.domain import trail
from review.domain.plain import to_plain
from review.domain.register_trail import RegisterAction, RegisterEvent
from review.domain.vocabulary import Role
from review.service.desk import Desk
from review.service.ports import Actor, UnitOfWork


class Kept(Protocol):
    """What a unit keeps: `subject` says which it is."""

    @property
    def subject(self) -> str: ...


def keep(
    desk: Desk, actor: Actor, role: Role, action: RegisterAction, as_entered: Kept, work: UnitOfWork, note: str = ""
) -> None:
    """Append the event, sealed after the unit's last one, with the hash of the thing as it was entered."""
    last = work.register_trail.last()
    work.register_trail.append(trail.seal(RegisterEvent(
        unit=actor.unit, seq=last.seq + 1 if last else 1, at=desk.clock.now(), action=action, subject=as_entered.subject,
        actor=actor.person, actor_name=actor.name, role=role, note=note, content=trail.digest(to_plain(as_entered)),
        previous=last.hash if last else trail.GENESIS,
    ), desk.chained_by))  # fmt: skip


def events_of(kept: Kept, work: UnitOfWork) -> tuple[RegisterEvent, ...]:
    """What was done to it, in order."""
    return tuple(one for one in work.register_trail.all() if one.subject == kept.subject)
