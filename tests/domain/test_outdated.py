"""A paper on an earlier draft is found while something follows from it: asked anew, confirmed, or only told."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from review.domain.dossier import Adviser, Dossier, Draft, EarlierDraft, LegalityReview, LegalOpinion, Reference
from review.domain.outdated import on_earlier_drafts
from review.domain.vocabulary import DraftChange, Role

from .test_standing import dossier

A, B = "a" * 64, "b" * 64
DAY = date(2024, 5, 8)


def draft(change: DraftChange | None) -> Draft:
    earlier = (EarlierDraft(version="一", sha256=A, change=DraftChange.FIRST),)
    return Draft(version="二", sha256=B, change=change, earlier=earlier)


def opinion(number: str, on: str | None = A, by: str = "a01", issued: date | None = DAY) -> LegalOpinion:
    return LegalOpinion(number=number, adviser=Adviser(id=by), draft_sha256=on, issued_on=issued)


def with_draft(change: DraftChange | None, **parts: Any) -> Dossier:
    base = dossier()
    return replace(base, matter=replace(base.matter, draft=draft(change)), **parts)


REVIEW = LegalityReview(number="审1", draft_sha256=A, issued_on=DAY, reviewers=(Reference(id="r01"),), head="r02")


@pytest.mark.parametrize(("change", "holds"), [(DraftChange.MATERIAL, False), (DraftChange.EDITORIAL, True), (None, None)])
def test_opinion_and_review_on_an_earlier_draft_are_found_with_whether_they_hold(
    change: DraftChange | None, holds: bool | None
) -> None:
    found = on_earlier_drafts(with_draft(change, legal_opinions=(opinion("顾1"),), legality_review=REVIEW))
    assert [(one.role, one.number, one.sha256, one.holds) for one in found] == [
        (Role.LEGAL_ADVISER, "顾1", A, holds), (Role.LEGALITY_REVIEWER, "审1", A, holds),
    ]  # fmt: skip
    assert [one.authors for one in found] == [{"a01"}, {"r01", "r02"}]


NOTHING_FOLLOWS = {
    "given on the current draft": (opinion("顾1", B),), "asked again": (opinion("顾1"), opinion("顾2", B, issued=None)),
    "given again": (opinion("顾1"), opinion("顾2", B)), "another adviser gave one": (opinion("顾1"), opinion("顾2", B, by="a02")),
    "never given": (opinion("顾1", issued=None),), "on which draft is not known": (opinion("顾1", None),), "none": None,
}  # fmt: skip


@pytest.mark.parametrize("which", NOTHING_FOLLOWS)
def test_nothing_follows_where_an_opinion_on_the_current_draft_is_there_or_asked_for(which: str) -> None:
    assert on_earlier_drafts(with_draft(DraftChange.MATERIAL, legal_opinions=NOTHING_FOLLOWS[which])) == ()


def test_a_review_that_was_sent_again_is_asked_for_already() -> None:
    sent = LegalityReview(draft_sha256=B, earlier=(REVIEW,))
    assert on_earlier_drafts(with_draft(DraftChange.MATERIAL, legality_review=sent)) == ()
