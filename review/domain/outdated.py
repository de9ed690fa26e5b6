"""Holds which opinions and reviews were given on a draft that is no longer the current one, and whether they still hold.

What follows is the rules' to say; here it is found so that their authors and the secretary see it at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.dossier import Dossier
from review.domain.kleene import Truth
from review.domain.standing import Authors, current_opinions, opinion_holds, review_authors, review_holds
from review.domain.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEarlierDraft:
    """A paper on an earlier draft than the current one."""

    role: Role
    """Whose paper it is: the legal adviser's or the legality reviewer's."""
    number: str | None
    sha256: str
    """Of the draft that it was given on."""
    authors: Authors
    holds: Truth
    """Not after a material change, when a new one is asked for; still, after an editorial one; unknown until confirmed."""


def on_earlier_drafts(dossier: Dossier) -> tuple[OnEarlierDraft, ...]:
    """The last opinion of each adviser and the last review, as far as they were given on an earlier draft; an opinion that
    no longer holds only while there is no other one on the current draft, since then none is asked for."""
    return (*_opinions(dossier), *_review(dossier))


def _opinions(dossier: Dossier) -> Iterator[OnEarlierDraft]:
    now, standing = dossier.matter.draft.sha256, current_opinions(dossier)
    last = {one.adviser.id if one.adviser else None: one for one in dossier.legal_opinions or ()}
    for adviser, one in last.items():
        if one.issued_on is None or now is None or one.draft_sha256 in (None, now):
            continue
        holds = opinion_holds(dossier, one)
        if holds is not False or not (standing and standing.opinions):
            yield OnEarlierDraft(
                role=Role.LEGAL_ADVISER, number=one.number, sha256=one.draft_sha256 or "", authors=frozenset({adviser}),
                holds=holds,
            )  # fmt: skip


def _review(dossier: Dossier) -> Iterator[OnEarlierDraft]:
    now, one = dossier.matter.draft.sha256, dossier.legality_review
    if one is not None and one.issued_on is not None and now is not None and one.draft_sha256 not in (None, now):
        yield OnEarlierDraft(
            role=Role.LEGALITY_REVIEWER, number=one.number, sha256=one.draft_sha256 or "", authors=review_authors(one),
            holds=review_holds(dossier, one),
        )  # fmt: skip
