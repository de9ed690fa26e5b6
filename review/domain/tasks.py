"""Holds whose turn it is by name: who was asked for an opinion, a countersign or an endorsement and has not answered, who is in
charge of the review. Which role may act at all is `workflow`'s; the separation of duties is the services'.

A task is never kept beside the dossier: it is there as long as what was asked for is not, so that none can be lost.
"""

from review.domain.dossier import Countersign, Dossier, LegalityReview, LegalOpinion, Reference
from review.domain.sign_off import in_turn, planned
from review.domain.vocabulary import CountersignView
from review.domain.workflow import Action, State, Transition

IN_CHARGE = frozenset({
    Action.RETURN_FOR_SUPPLEMENT, Action.TRANSFER_REVIEW, Action.ASK_COUNTERSIGN, Action.CANCEL_COUNTERSIGN,
    Action.ISSUE_REVIEW,
})  # fmt: skip
"""The acts of the person in charge of the review (承办人), once there is one."""

ENDORSING = frozenset({Action.ENDORSE, Action.DECLINE_ENDORSEMENT})
"""The acts of the leaders who are asked to endorse, where it was fixed who is (送签批)."""


def follower(dossier: Dossier) -> str | None:
    """Who follows the matter for the undertaking unit (经办人), and is told how it goes: to whom it was handed over, or else who
    submitted it."""
    return dossier.matter.followed_by or dossier.matter.submitted_by


def opinions_asked_for(dossier: Dossier) -> tuple[LegalOpinion, ...]:
    """The opinions that were asked for and are not issued."""
    return tuple(one for one in dossier.legal_opinions or () if one.issued_on is None)


def open_review(dossier: Dossier) -> LegalityReview | None:
    """The legality review that was asked for and is not issued."""
    review = dossier.legality_review
    return None if review is None or review.issued_on is not None else review


def open_countersigns(dossier: Dossier) -> tuple[Countersign, ...]:
    """The countersigns that were asked for and are not given (会签未完成)."""
    review = open_review(dossier)
    return tuple(one for one in (review.countersigns or () if review else ()) if one.view is None)


def opposing(review: LegalityReview) -> dict[int, Countersign]:
    """The last word of each colleague that opposes the opinion (不同意、退回), by its place: it is settled (协调处理) before the
    opinion is issued. Who answered again is taken by his last answer; the earlier ones stay on record. Who has been put in charge
    since writes the opinion himself, and opposes nobody's."""
    last = {}
    for place, one in enumerate(review.countersigns or ()):
        asked = (one.mandate and one.mandate.person) or one.person
        if one.view:
            last[asked.id if asked else str(place)] = place, one
    return {
        place: one for place, one in last.values() if one.view is not CountersignView.AGREE and not _in_charge(one, review)
    }  # fmt: skip


def _in_charge(one: Countersign, review: LegalityReview) -> bool:
    people = (one.person, one.mandate.person if one.mandate else None)
    return review.handler is not None and review.handler in {person.id for person in people if person}


def has_begun(review: LegalityReview) -> bool:
    """Whether a reviewer has acted on it, so that the sender can no longer take it back."""
    return review.handler is not None


def asked(action: Action, dossier: Dossier) -> tuple[Reference, ...] | None:
    """The people who are asked for this act and have not done it, by name; `None` where anybody in the role may do it."""
    if action in (Action.GIVE_OPINION, Action.TRANSFER_OPINION):
        return tuple(one.adviser for one in opinions_asked_for(dossier) if one.adviser)
    if action in ENDORSING and planned(dossier) is not None:
        return in_turn(dossier)
    if action is Action.COUNTERSIGN:
        return tuple(one.person for one in open_countersigns(dossier) if one.person)
    if action in IN_CHARGE and (review := open_review(dossier)) and review.handler:
        person = (dossier.people or {}).get(review.handler)
        return (Reference(id=review.handler, name=person.name if person else None),)
    return None


def stands_in(row: Transition, dossier: Dossier) -> State:
    """Where the matter stands after this line of the table: where several were asked side by side, it waits for the last."""
    return row.state if row.of_each and asked(row.action, dossier) else row.next
