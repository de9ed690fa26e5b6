"""Holds what a form may say of a matter: nothing of what only a later act writes, which stays as it is stored."""

from dataclasses import replace

from review.domain.dossier import Candidate, Draft, Matter, Publicity
from review.domain.vocabulary import DraftChange


def first_draft(draft: Draft) -> Draft:
    """The draft as it is at first: nothing came before it that it could adopt."""
    change = None if draft.sha256 is None else DraftChange.FIRST
    return replace(draft, change=change, adopts=None, confirmed_by=None, earlier=None)


def before_publicity(
    candidates: tuple[Candidate, ...] | None, stored: tuple[Candidate, ...] | None = None
) -> tuple[Candidate, ...] | None:
    """The candidates without publicities and appointment, which follow the decision, but for what is stored of them."""
    known = {one.id: one for one in stored or ()}
    return None if candidates is None else tuple(
        replace(one, publicity=had.publicity if had else Publicity(exempt=one.publicity.exempt),
                earlier_publicities=had.earlier_publicities if had else None, appointed_on=had.appointed_on if had else None)
        for one in candidates for had in (known.get(one.id),)
    )  # fmt: skip


def before_ratification(told: Matter, stored: Matter | None = None) -> Matter:
    """The matter without a ratification (追认), which only the meeting declares. A first action that is registered stays as it
    is: it is completed and corrected by a use case of its own (`emergency`)."""
    if stored is not None and stored.emergency is not None:
        return replace(told, emergency=stored.emergency)
    return replace(told, emergency=told.emergency and replace(
        told.emergency, ratified=None, ratified_on=None, correction=None, correcting_matter=None
    ))  # fmt: skip
