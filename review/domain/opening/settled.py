"""Says which places of a dossier are never put otherwise once something is known there: what the matter is, what somebody decided
or found out, and what is past. To change one of these would be to deny what was stated.
"""

from review.domain.dossier import Dossier
from review.domain.opening.change import value_at
from review.domain.opening.days import is_past

STATED = (
    "/format", "/as_of", "/edition_on", "/unit", "/people", "/matter/number", "/matter/category", "/matter/scope",
    "/matter/secondary_categories", "/matter/decision_mode", "/matter/submitted_on", "/matter/submitted_by",
    "/matter/catalogue", "/matter/drafters",
)  # fmt: skip
"""The parts that say what the matter is: what is stated there is not put otherwise."""

DECIDED = frozenset({
    "conclusion", "result", "decision", "stance", "choice", "authority", "procedure", "content", "discipline_opinion",
    "agreed", "approve", "oppose", "abstain", "defer", "not_voting", "issued", "returned", "invalid",
    "response", "force", "action", "type", "id", "present", "recused", "conflict", "counted", "sha256", "draft_sha256",
    "amount", "method", "conflict_free", "registered_interests", "step", "order", "number", "consented", "budget_year",
})  # fmt: skip
"""The fields in which somebody decided, voted or counted, that say who did what, or that are what they are."""

FOUND = frozenset({
    "state_secret_free", "hashes_verified", "chain_verified", "signature_valid", "metadata_complete", "content_true",
    "public_interest", "no_less_restrictive_alternative", "held_in_public", "presented", "debated", "sides_represented",
    "time_place_published", "participants_published", "item_by_item", "opinion_read_out", "risk_statement_shown",
    "briefing_given", "short_period_explained",
})  # fmt: skip
"""The fields that say what was found out, or how a hearing or a meeting went: to record the opposite makes nothing so."""

NOT_REPEATED = frozenset({
    "complete_on", "commissioned_on", "changed_on", "from", "published_on", "notice_published_on", "papers_delivered_on",
    "resupplied_on", "replied_on", "initiated_on", "awarded_on", "signed_on", "started_on", "first_paid_on", "appointed_on",
    "tender_published_on", "destroyed_on", "given_on", "looked_up_on", "decided_on", "made_on",
})  # fmt: skip
"""The days from which a term runs, or on which something came about that is not undone by doing it again."""

MAJOR, HEADS = (f"/matter/scope/{name}" for name in ("major_administrative_decision", "decision_heads"))
"""Where it is said whether the matter is a major administrative decision, and under which heads: the heads deny a “no”."""


def is_settled(dossier: Dossier, place: str) -> bool:
    """Whether what is known there is not put otherwise."""
    if place == MAJOR and value_at(dossier, HEADS):
        return False
    return place.startswith(STATED) or place.rpartition("/")[2] in DECIDED | FOUND or is_past(dossier, place)
