"""Holds whose word is awaited on a new draft, whether papers hold for the current one, and which drafts there were; holds
no rule.

That a change is only editorial, or does what a paper asked for, is known when an author of every paper that is to hold
has confirmed it. Source: dossier.md, "Which draft".
"""

from collections.abc import Iterator
from dataclasses import replace

from review.domain.dossier import Dossier
from review.domain.standing import Authors, opinion_holds, review_authors, review_holds, seen_in_draft
from review.domain.vocabulary import DraftChange


def unconfirmed(dossier: Dossier) -> list[Authors]:
    """The authors of each paper that held for the draft before and for which nobody has confirmed the change yet; any
    one of a paper's authors may confirm it."""
    draft, review = dossier.matter.draft, dossier.legality_review
    if draft.change not in (None, DraftChange.ADOPTS_OPINION) or not draft.earlier:
        return []
    before, confirmed = draft.earlier[-1].sha256, frozenset(draft.confirmed_by or ())
    papers = [
        (one.number, frozenset({one.adviser.id if one.adviser else None}))
        for one in dossier.legal_opinions or () if one.issued_on and opinion_holds(dossier, one, before) is not False
    ]  # fmt: skip
    awaits = review is not None and review.issued_on and not seen_in_draft(review, draft.sha256)
    if review is not None and awaits and review_holds(dossier, review, before) is not False:
        papers.append((review.number, review_authors(review)))
    if draft.change is DraftChange.ADOPTS_OPINION:
        papers = [(number, authors) for number, authors in papers if number in (draft.adopts or ())]
    return [authors for _, authors in papers if not authors & confirmed]


def as_confirmed(dossier: Dossier) -> Dossier:
    """The dossier with its draft known to be changed in wording only, once somebody has confirmed it and nobody else's word
    is awaited: each other author has confirmed it too, or has given his paper anew."""
    draft = dossier.matter.draft
    if draft.change is not None or not draft.confirmed_by or unconfirmed(dossier):
        return dossier
    return replace(dossier, matter=replace(dossier.matter, draft=replace(draft, change=DraftChange.EDITORIAL)))


def awaited(dossier: Dossier) -> frozenset[str]:
    """Everybody whose confirmation of the current draft would count."""
    return frozenset(person for authors in unconfirmed(dossier) for person in authors if person)


def papers_hold(dossier: Dossier) -> bool:
    """Whether an opinion or review holds, or may hold, for the current draft, so that it would not be asked again."""
    holding = [opinion_holds(dossier, opinion) for opinion in dossier.legal_opinions or ()]
    if dossier.legality_review is not None:
        holding.append(review_holds(dossier, dossier.legality_review))
    return any(truth is not False for truth in holding)

def drafts_of(dossier: Dossier) -> Iterator[str]:
    """The hashes of the drafts of a matter, the newest first."""
    draft = dossier.matter.draft
    hashes = (draft.sha256, *(one.sha256 for one in reversed(draft.earlier or ())))
    return iter(dict.fromkeys(filter(None, hashes)))


def hashes_of(dossier: Dossier) -> Iterator[str]:
    """The hashes of the files that a matter names: its drafts and what is attached."""
    attached = (one.sha256 for one in dossier.attachments or ())
    return iter(dict.fromkeys((*drafts_of(dossier), *filter(None, attached))))
