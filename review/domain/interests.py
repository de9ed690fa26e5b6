"""Holds who has an interest in a matter (利害关系) by what is on record, so that he does not act in it officially
(《公务员法》第七十六条). Of the meeting MTG-11 asks it, of the sign-off
MTG-26, of the adviser LAD-08, of the reviewer LRV-14, of who checks an appointment CAD-14."""

from review.domain.dossier import Dossier
from review.domain.vocabulary import Conflict


def proposed(dossier: Dossier) -> frozenset[str]:
    """The candidates, and whom they name as related (《公务员法》第七十四条第一款)."""
    candidates = dossier.matter.candidates or ()
    return frozenset(person for one in candidates for person in (one.id, *(one.related_members or ())))


def objection(person: str, name: str, dossier: Dossier) -> str | None:
    """Why this person, of this name, is not asked to examine the matter; `None` where he is no candidate, is named by none as
    related, and declared nothing at a meeting."""
    return f"{name}在本事项中有利害关系，应当回避" if person in with_interest(dossier) else None


def with_interest(dossier: Dossier) -> frozenset[str]:
    """These, and the members who declared an interest at a meeting on the matter. What nobody declared is not on record."""
    members = (one for meeting in dossier.meetings or () for one in meeting.members or ())
    return proposed(dossier) | {one.id for one in members if one.conflict not in (None, Conflict.NONE)}
