"""Holds what was entered in a register and waits for its confirmation, for the desk of whoever confirms: without it nothing of it
is in force, and nobody else can put it there."""

from dataclasses import dataclass

from review.domain.advisers import CONFIRM_BY, AdviserStanding, Appointment
from review.domain.catalogue import Version
from review.domain.catalogue_faults import faults_of_days
from review.service import catalogue
from review.service.desk import Desk
from review.service.oversight import opened
from review.service.ports import Actor
from review.service.register_event import events_of


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """Versions of the list of matters, and appointments of advisers with their names, that this person can confirm today."""

    versions: tuple[Version, ...] = ()
    appointments: tuple[tuple[Appointment, str], ...] = ()


def to_confirm(desk: Desk, actor: Actor) -> ToConfirm:
    """What waits for this person: nothing that he entered himself, nor a version that a later one has overtaken."""
    if not {catalogue.CONFIRMS, CONFIRM_BY} & actor.roles:
        return ToConfirm()
    with opened(desk, actor) as work:
        there, today = work.catalogues.all(), desk.today()
        names = {one.id: one.name for one in work.register.people()}
        versions = [one for one in there if one.confirmed_on is None and not faults_of_days(one, there, today)]
        waiting = [one for one in work.advisers.roll().appointments if one.standing(today) is AdviserStanding.UNCONFIRMED]
        return ToConfirm(
            versions=tuple(one for one in versions if all(it.actor != actor.person for it in events_of(one, work))),
            appointments=tuple(
                (one, names.get(one.person, one.person)) for one in waiting
                if all(it.actor != actor.person for it in events_of(one, work))
            ),
        )  # fmt: skip
