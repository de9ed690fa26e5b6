"""Holds who acts in this request and what the pages work with (actor, desk, rulebook, printer, binder, seals); signing in is
`signin`.

Every page module asks here and never imports the application, so that there is no circle.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import current_app, g, request
from flask_security import current_user

from review.domain.copies import Viewer
from review.rulebooks import Loaded
from review.service import oversight
from review.service.chains import TOLD_TO, Kept, Standing
from review.service.copies import Press
from review.service.desk import Desk
from review.service.ports import Actor, Binder, Printer
from review.service.signatures import Seals, SealsOf
from review.store.accounts import actor_of

EXTENSION = "review"
"""The name under which the application keeps its tools."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What `create_web` was given for the pages."""

    desk: Desk
    printer: Printer
    seals: SealsOf
    binder: Binder
    active: Callable[[], Loaded]
    """The rulebook to judge by at this moment."""


def active() -> Loaded:
    """The active rulebook with its cases: one and the same from the beginning of a request to its end."""
    if "active" not in g:
        g.active = _tools().active()
    loaded: Loaded = g.active
    return loaded


def desk() -> Desk:
    """The desk, which judges by the active rulebook."""
    return replace(_tools().desk, rulebook=active().rulebook)


def printer() -> Printer:
    return _tools().printer


def press() -> Press:
    """What makes reading copies."""
    return Press(_tools().printer, _tools().binder)


def viewer() -> Viewer:
    """For whom a reading copy is made now."""
    return Viewer(name=actor().name, account=current_user.username, at=desk().clock.now())


def seals(unit: str) -> Seals:
    return _tools().seals(unit)


def actor() -> Actor:
    """The signed-in person; every page but signing in is guarded, so there is one."""
    if "actor" not in g:
        g.actor = actor_of(current_user)
    acting: Actor = g.actor
    return acting


def names() -> dict[str, str]:
    """The name of everybody of the unit."""
    return {person.id: person.name for person in oversight.people(desk(), actor())}


def hands_out() -> bool:
    """Whether the answer has what was asked for in it; that to a HEAD has its headers only, and is noted as no reading."""
    return request.method != "HEAD"


def chains() -> Mapping[Kept, Standing]:
    """How the chains of the unit stand, for whoever is told; nothing for the others."""
    if "chains" not in g:
        told = not actor().roles.isdisjoint(TOLD_TO)
        g.chains = _tools().desk.chains.look(desk().store, actor().unit, desk().today()) if told else {}
    found: Mapping[Kept, Standing] = g.chains
    return found


def is_signed_in() -> bool:
    return bool(current_user.is_authenticated)


def _tools() -> Tools:
    tools: Tools = current_app.extensions[EXTENSION]
    return tools
