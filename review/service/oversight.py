"""Holds the reading use cases: lists, one matter, its trail, the unit's register; they write nothing."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import replace

from review.domain.advisers import Roll
from review.domain.dossier import Dossier, RegisteredInterest, Unit
from review.domain.emergency import runs_until
from review.domain.errors import Forbidden
from review.domain.finishing import is_closed
from review.domain.plain import from_plain
from review.domain.trail import Event
from review.domain.vocabulary import Role
from review.service import sign_off
from review.service.desk import Desk
from review.service.lookup import BEFORE_THE_MEETING, with_roll
from review.service.ports import Actor, Matter, MatterLine, RegisteredPerson, UnitOfWork


def admit(actor: Actor) -> None:
    """Raise Forbidden for an account without a role: it may not even look."""
    if not actor.roles:
        raise Forbidden("您的账号没有设置岗位，不能查看，也不能办理。请联系系统管理员。")


def opened(desk: Desk, actor: Actor) -> AbstractContextManager[UnitOfWork]:
    """What the actor's unit has stored, to be read; raises Forbidden for an account without a role."""
    admit(actor)
    return desk.store.reading(actor.unit)


def lines(desk: Desk, actor: Actor) -> tuple[MatterLine, ...]:
    """The unit's matters, the one changed last first."""
    with opened(desk, actor) as work:
        return work.matters.lines()


def matters_of(desk: Desk, actor: Actor, listed: Iterable[MatterLine]) -> tuple[tuple[MatterLine, Matter], ...]:
    """These lines of the list, each with its matter."""
    kept = list(listed)
    with opened(desk, actor) as work:
        found = work.matters.each(line.number for line in kept)
        roll = work.advisers.roll()
        return tuple((line, _as_it_stands(desk, matter, roll)) for line, matter in zip(kept, found, strict=True))


def unless_closed(desk: Desk, actor: Actor, listed: Iterable[MatterLine]) -> tuple[tuple[MatterLine, Matter], ...]:
    """Those of these lines of the list that are not closed, each with its matter: of the others nothing need be read."""
    found = matters_of(desk, actor, (line for line in listed if not line.closed))
    return tuple((line, matter) for line, matter in found if not is_closed(matter.dossier, matter.state))


def show(desk: Desk, actor: Actor, number: str) -> Matter:
    """One matter in its newest revision; raises NotFound, also for a matter of another unit."""
    with opened(desk, actor) as work:
        return _as_it_stands(desk, work.matters.get(number), work.advisers.roll())


def _as_it_stands(desk: Desk, matter: Matter, roll: Roll) -> Matter:
    """The matter as it is to be read today. It was judged when something was last done to it; where the time for ratifying an
    emergency action has run out since, or before its topic is settled the roll has an adviser's interests otherwise, it is judged
    as of today, so that nobody has to act before that is found."""
    now, due, today = matter.dossier, runs_until(matter.dossier, desk.rulebook.calendar), desk.today()
    if matter.state in BEFORE_THE_MEETING and _ties(with_roll(now, roll)) != _ties(now):
        now = with_roll(now, roll)
    elif due is None or not now.as_of <= due < today:
        return matter
    now = replace(now, as_of=today)
    return replace(matter, dossier=now, judgement=desk.judge(now))


def _ties(dossier: Dossier) -> tuple[tuple[RegisteredInterest, ...], ...]:
    return tuple(one.registered_interests or () for one in dossier.legal_opinions or ())


def trail(desk: Desk, actor: Actor, number: str) -> tuple[Event, ...]:
    """The matter's events, oldest first."""
    with opened(desk, actor) as work:
        return work.trail.of_matter(number)


def people(desk: Desk, actor: Actor) -> tuple[RegisteredPerson, ...]:
    """The unit's register, in the order of offices."""
    with opened(desk, actor) as work:
        return work.register.people()


def holders(desk: Desk, actor: Actor, role: Role) -> tuple[RegisteredPerson, ...]:
    """The people of the register who can sign in with this role now."""
    with opened(desk, actor) as work:
        able = work.register.holders(role)
        return tuple(person for person in work.register.people() if person.id in able)


def to_endorse(desk: Desk, actor: Actor, matter: Matter) -> tuple[str, ...]:
    """The names of the leaders who have yet to endorse before the head signs; without a plan one of them has to."""
    with opened(desk, actor) as work:
        return tuple(one.name or one.id for one in sign_off.to_endorse(matter, work))


def unit(desk: Desk, actor: Actor) -> Unit:
    """The unit with its parameters."""
    with opened(desk, actor) as work:
        return from_plain(Unit, work.register.unit())
