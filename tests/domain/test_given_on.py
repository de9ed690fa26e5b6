"""On which draft a paper was given is said by the name of that draft, on every page in the same words."""

from dataclasses import replace

from review import demo
from review.domain.dossier import Dossier, EarlierDraft, LegalityReview
from review.domain.outdated import given_on
from review.domain.vocabulary import DraftChange

FIRST, SECOND = "1" * 64, "2" * 64


def _with(change: DraftChange, confirmed: tuple[str, ...] | None = None) -> Dossier:
    base = demo.examples()[0]
    first = EarlierDraft(version="送审稿1", sha256=FIRST, change=DraftChange.FIRST)
    draft = replace(base.matter.draft, version="送审稿2", sha256=SECOND, change=change, confirmed_by=confirmed, earlier=(first,))
    return replace(base, matter=replace(base.matter, draft=draft))


def test_the_draft_is_named_and_whether_the_paper_holds_for_the_current_one() -> None:
    changed = _with(DraftChange.MATERIAL)
    assert given_on(changed, LegalityReview(draft_sha256=SECOND)) == (True, "针对现稿（送审稿2）")
    assert given_on(changed, LegalityReview(draft_sha256=FIRST)) == (False, "针对送审稿1，不是现稿")
    assert given_on(changed, LegalityReview(draft_sha256="f" * 64)) == (False, "针对不在本案卷的一稿")
    assert given_on(changed, LegalityReview()) == (None, "没有写明针对哪一稿")


def test_of_a_change_that_nobody_confirmed_it_is_open_whether_the_paper_holds() -> None:
    adopted = _with(DraftChange.ADOPTS_OPINION)
    assert given_on(adopted, LegalityReview(draft_sha256=FIRST)) == (None, "针对送审稿1，是否继续适用待确认")
    confirmed = _with(DraftChange.EDITORIAL, ("r01",))
    assert given_on(confirmed, LegalityReview(draft_sha256=FIRST)) == (True, "针对送审稿1，经确认继续适用")
