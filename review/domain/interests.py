"""Holds who has an interest in a matter (利害关系) by what is on record, so that he does not act in it officially
(《公务员法》第七十六条). Of the meeting MTG-11 asks it, of the sign-off MTG-26."""

from review.domain.dossier import Dossier
from review.domain.vocabulary import Conflict


def with_interest(dossier: Dossier) -> frozenset[str]:
    """The candidates, whom they name as related (《公务员法》第七十四条第一款), and the members who declared an interest at a
    meeting on the matter. What nobody declared is not on record."""
    found: set[str] = set()
    for candidate in dossier.matter.candidates or ():
        found |= {candidate.id, *(candidate.related_members or ())}
    for meeting in dossier.meetings or ():
        found |= {one.id for one in meeting.members or () if one.conflict not in (None, Conflict.NONE)}
    return frozenset(found)
