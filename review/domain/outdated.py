"""Holds which opinions and reviews were given on a draft that is no longer the current one, and whether they still hold.

What follows is the rules' to say; here it is found so that their authors and the secretary see it at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.dossier import Dossier, Draft, EarlierDraft, LegalityReview, LegalOpinion
from review.domain.kleene import Truth
from review.domain.standing import Authors, current_opinions, opinion_holds, review_authors, review_holds
from review.domain.vocabulary import DraftChange, Role


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
    word: str | None
    """How pages and record say on which draft it was given (`word_of`)."""


def on_earlier_drafts(dossier: Dossier) -> tuple[OnEarlierDraft, ...]:
    """The last opinion of each adviser and the last review, as far as they were given on an earlier draft; an opinion that
    no longer holds only while there is no other one on the current draft, since then none is asked for."""
    return (*_opinions(dossier), *_review(dossier))


def word_of(draft: Draft, named: str | None, holds: Truth) -> str | None:
    """How it is said, on the pages and in the record alike, that a paper on the earlier draft `named` holds for this one, or
    may hold: 针对送审稿1，经确认继续适用. None for a paper on this draft, on a strange one, or that no longer holds.

    What adopts a paper holds by its author's word alone; a change in wording may be on record without anybody's.
    """
    chain: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    place = next((place for place, one in enumerate(chain) if named and one.sha256 == named), None)
    if place is None or draft.sha256 in (None, named) or holds is False:
        return None
    given_on = f"针对{chain[place].version or '以前的送审稿'}"
    if holds is None:
        return f"{given_on}，是否继续适用待确认"
    confirmed = all(one.change is DraftChange.ADOPTS_OPINION or one.confirmed_by for one in chain[place + 1 :])
    return f"{given_on}，{'经确认' if confirmed else '其后只作文字修改，'}继续适用"


def given_on(dossier: Dossier, paper: LegalOpinion | LegalityReview) -> tuple[Truth, str]:
    """Whether a paper holds for the current draft, and in words on which draft it was given, by the name of that draft."""
    draft, named = dossier.matter.draft, paper.draft_sha256
    chain: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    versions = {one.sha256: one.version for one in chain if one.sha256}
    if named not in versions:
        return (None, "没有写明针对哪一稿") if named is None else (False, "针对不在本案卷的一稿")
    version = versions[named] or "没有版本号的送审稿"
    if named == draft.sha256:
        return True, f"针对现稿（{version}）"
    holds = opinion_holds(dossier, paper) if isinstance(paper, LegalOpinion) else review_holds(dossier, paper)
    return holds, word_of(draft, named, holds) or f"针对{version}，不是现稿"


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
                holds=holds, word=word_of(dossier.matter.draft, one.draft_sha256, holds),
            )  # fmt: skip


def _review(dossier: Dossier) -> Iterator[OnEarlierDraft]:
    now, one = dossier.matter.draft.sha256, dossier.legality_review
    if one is not None and one.issued_on is not None and now is not None and one.draft_sha256 not in (None, now):
        holds = review_holds(dossier, one)
        yield OnEarlierDraft(
            role=Role.LEGALITY_REVIEWER, number=one.number, sha256=one.draft_sha256 or "", authors=review_authors(one),
            holds=holds, word=word_of(dossier.matter.draft, one.draft_sha256, holds),
        )  # fmt: skip
