"""Holds the use cases of the unit's list of matters (三重一大事项清单): the party-group clerk enters a version, the secretary
of the party group confirms it, and whoever may look reads all; and what a submitted matter takes from the list.

Whoever submits matters does not set the list by which they are judged: entering alone puts nothing in force.
"""

from dataclasses import replace

from review.domain.catalogue import Version, governing, in_force
from review.domain.catalogue_faults import faults_of, faults_of_days
from review.domain.dossier import Catalogue
from review.domain.errors import DossierRefused, Fault, Forbidden, NotFound, WrongState
from review.domain.register_trail import RegisterAction, RegisterEvent
from review.domain.vocabulary import Role
from review.service.desk import Desk
from review.service.oversight import opened
from review.service.ports import Actor, UnitOfWork
from review.service.register_event import events_of, keep

ENTERS, CONFIRMS = Role.SECRETARY, Role.GROUP_SECRETARY


def versions(desk: Desk, actor: Actor) -> tuple[Version, ...]:
    """Every version of the unit's list, in the order of entering."""
    with opened(desk, actor) as work:
        return work.catalogues.all()


def show(desk: Desk, actor: Actor, number: int) -> tuple[Version, tuple[RegisterEvent, ...]]:
    """One version with what was done to it; raises NotFound."""
    with opened(desk, actor) as work:
        version = _found(work, number)
        return version, events_of(version, work)


def in_force_today(desk: Desk, actor: Actor) -> Version | None:
    """The version from which a matter submitted today takes its lines."""
    return in_force(versions(desk, actor), desk.today())


def governing_today(desk: Desk, actor: Actor, had: Catalogue) -> Version | None:
    """The version from which a matter that has these lines takes others."""
    return governing(had, versions(desk, actor), desk.today())


def enter(desk: Desk, actor: Actor, version: Version) -> Version:
    """Enter a new version (录入), to be confirmed; its number is given here. Raises Forbidden, DossierRefused; then nothing
    is stored."""
    if ENTERS not in actor.roles:
        raise Forbidden(f"“{RegisterAction.ENTER_CATALOGUE.label}”由{ENTERS.label}办理。")
    with desk.store.writing(actor.unit) as work:
        there = work.catalogues.all()
        new = replace(version, number=len(there) + 1, confirmed_on=None)
        if faults := faults_of(new, there, desk.today()):
            raise DossierRefused(faults)
        work.catalogues.add(new)
        keep(desk, actor, ENTERS, RegisterAction.ENTER_CATALOGUE, new, work, new.name)
        work.commit()
    return new


def faults(desk: Desk, actor: Actor, version: Version) -> tuple[Fault, ...]:
    """Everything for which `enter` would refuse this version now; nothing is stored."""
    return faults_of(version, versions(desk, actor), desk.today())


def confirm(desk: Desk, actor: Actor, number: int) -> Version:
    """Put an entered version in force (确认施行) from its day, or from today where that has passed. Raises Forbidden, also
    for whoever entered it, NotFound, WrongState, DossierRefused."""
    if CONFIRMS not in actor.roles:
        raise Forbidden(f"“{RegisterAction.CONFIRM_CATALOGUE.label}”由{CONFIRMS.label}办理。")
    with desk.store.writing(actor.unit) as work:
        version = _found(work, number)
        if version.confirmed_on is not None:
            raise WrongState("这一版清单已经确认施行。")
        if any(one.actor == actor.person for one in events_of(version, work)):
            raise Forbidden("录入清单的人不能确认施行，请由他人确认。")
        if faults := faults_of_days(version, work.catalogues.all(), desk.today()):
            raise DossierRefused(faults)
        as_entered = replace(version, confirmed_on=None)
        keep(desk, actor, CONFIRMS, RegisterAction.CONFIRM_CATALOGUE, as_entered, work, version.name)
        work.commit()
    return replace(version, confirmed_on=desk.today())


def _found(work: UnitOfWork, number: int) -> Version:
    for version in work.catalogues.all():
        if version.number == number:
            return version
    raise NotFound("没有这一版清单")
