"""Holds who acts in this request and what the pages work with: actor, desk, printer; signing in is `signin`.

Every page module asks here and never imports the application, so that there is no circle.
"""

from dataclasses import dataclass

from flask import current_app, g
from flask_security import current_user

from review.service.desk import Desk
from review.service.ports import Actor, Printer
from review.store.accounts import actor_of

EXTENSION = "review"
"""The name under which the application keeps its tools."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What `create_web` was given for the pages."""

    desk: Desk
    printer: Printer


def desk() -> Desk:
    return _tools().desk


def printer() -> Printer:
    return _tools().printer


def actor() -> Actor:
    """The signed-in person; every page but signing in is guarded, so there is one."""
    if "actor" not in g:
        g.actor = actor_of(current_user)
    acting: Actor = g.actor
    return acting


def is_signed_in() -> bool:
    return bool(current_user.is_authenticated)


def _tools() -> Tools:
    tools: Tools = current_app.extensions[EXTENSION]
    return tools
