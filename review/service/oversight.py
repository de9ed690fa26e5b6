"""Holds the reading use cases: lists, one matter, its trail, the unit's register; they write nothing."""

from collections.abc import Mapping

from review.domain.dossier import Unit
from review.domain.plain import from_plain
from review.domain.trail import Event
from review.service.desk import Desk
from review.service.ports import Actor, Matter, MatterLine, RegisteredPerson


def lines(desk: Desk, actor: Actor) -> tuple[MatterLine, ...]:
    """The unit's matters, the one changed last first."""
    with desk.store.reading(actor.unit) as work:
        return work.matters.lines()


def show(desk: Desk, actor: Actor, number: str) -> Matter:
    """One matter in its newest revision; raises NotFound, also for a matter of another unit."""
    with desk.store.reading(actor.unit) as work:
        return work.matters.get(number)


def trail(desk: Desk, actor: Actor, number: str) -> tuple[Event, ...]:
    """The matter's events, oldest first."""
    with desk.store.reading(actor.unit) as work:
        return work.trail.of_matter(number)


def people(desk: Desk, actor: Actor) -> tuple[RegisteredPerson, ...]:
    """The unit's register, in the order of offices."""
    with desk.store.reading(actor.unit) as work:
        return work.register.people()


def catalogue(desk: Desk, actor: Actor) -> Mapping[str, object]:
    """The unit's matter list (事项清单) as plain data."""
    with desk.store.reading(actor.unit) as work:
        return work.register.catalogue()


def unit(desk: Desk, actor: Actor) -> Unit:
    """The unit with its parameters."""
    with desk.store.reading(actor.unit) as work:
        return from_plain(Unit, work.register.unit())
