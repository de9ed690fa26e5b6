"""What is said of the adviser's opinion when the draft was changed after it, and what would have to be known."""

from collections.abc import Callable

import pytest

from review.domain import checklist
from review.domain.checklist import Finding
from review.domain.dossier import Dossier
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Gate, Outcome

ON_OPINIONS = ("LAD-04", "LAD-05", "LAD-07", "LAD-08", "LAD-09")


def judged(dossier: Dossier, rulebook: Rulebook) -> dict[str, Finding]:
    return {finding.rule: finding for finding in checklist.judge(dossier, rulebook).findings}


def test_without_an_opinion_on_the_changed_draft_none_was_heard_and_a_new_one_is_asked_for(
    rulebook: Rulebook, changed: Callable[..., Dossier]
):
    stale = changed("05", {"/legal_opinions/1": None})
    heard = judged(stale, rulebook)["LAD-01"]
    assert heard.outcome is Outcome.not_met
    assert heard.observed == "议题确定前已听取的、针对现稿的法律意见0份"
    assert "针对现稿出具法律意见" in heard.remedy
    assert {"LAD-01", *ON_OPINIONS} <= set(checklist.judge(stale, rulebook).gates[Gate.AGENDA].shut_by)


@pytest.mark.parametrize("rule", ON_OPINIONS)
def test_what_only_a_new_opinion_can_show_is_undetermined_and_asks_for_nothing_else(
    rulebook: Rulebook, changed: Callable[..., Dossier], rule: str
):
    finding = judged(changed("05", {"/legal_opinions/1": None}), rulebook)[rule]
    assert finding.outcome is Outcome.undetermined
    assert finding.shuts
    assert finding.missing == ("/legal_opinions",)
    assert finding.remedy


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("LAD-04", "/legal_opinions/0/conclusion"),
        ("LAD-05", "/legal_opinions/0/suggestions"),
        ("LAD-07", "/legal_opinions/0/adviser/licence_no"),
        ("LAD-08", "/legal_opinions/0/conflict_free"),
        ("LAD-09", "/legality_review/issued_on"),
    ],
)
def test_of_an_opinion_on_the_current_draft_only_what_it_lacks_is_asked(
    rulebook: Rulebook, changed: Callable[..., Dossier], rule: str, place: str
):
    finding = judged(changed("01", {place: None}), rulebook)[rule]
    assert finding.outcome is Outcome.undetermined
    assert finding.missing == (place,)


def test_while_the_draft_of_an_opinion_is_not_known_that_is_what_is_asked(
    rulebook: Rulebook, changed: Callable[..., Dossier]
):
    found = judged(changed("01", {"/legal_opinions/0/draft_sha256": None}), rulebook)
    for rule in ("LAD-01", *ON_OPINIONS):
        assert found[rule].outcome is Outcome.undetermined, rule
        assert "/legal_opinions/0/draft_sha256" in found[rule].missing, rule
