"""Nobody is asked to record something false: what was found stays found, what happened stays on its day, who did it did it."""

import json
from typing import Any

import pytest

from forms.dossier import read_plain
from forms.labels import says
from review.domain.opening import Way
from review.domain.plain import to_plain
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Gate, Language

from .test_everyday import found, gap
from .test_search import example


def told(way: Way) -> list[str]:
    return [says(change) for change in way.changes]


AGAINST = {
    "an opinion that finds it unlawful": ({"/legal_opinions/0/conclusion": "UNLAWFUL"}, ("LAD-04",)),
    "an adviser with an interest": ({"/legal_opinions/0/conflict_free": False}, ("LAD-08",)),
    "a review that finds it unlawful": ({"/legality_review/conclusion": "UNLAWFUL"}, ("LRV-03", "LRV-12")),
    "a review that asks for changes": ({
        "/legality_review/conclusion": "LAWFUL_WITH_CHANGES", "/legality_review/findings/content": "DOES_NOT_CONFORM",
    }, ("LRV-03", "LRV-11", "LRV-12")),
    "a review whose head does not conform": ({"/legality_review/findings/content": "DOES_NOT_CONFORM"}, ("LRV-03", "LRV-12")),
}  # fmt: skip


@pytest.mark.parametrize(("sets", "left"), AGAINST.values(), ids=AGAINST)
def test_what_a_lawyer_found_against_the_draft_is_not_found_otherwise(
    rulebook: Rulebook, sets: dict[str, Any], left: tuple[str, ...]
):
    """The draft is changed, or another adviser asked: no other opinion of his, and no other review, on the same draft."""
    plain = gap("01", sets)
    way = found(plain, rulebook)
    after = to_plain(way.opened)
    assert (after["legal_opinions"], after["legality_review"]) == (
        to_plain(read_plain(plain))["legal_opinions"], to_plain(read_plain(plain))["legality_review"],
    )  # fmt: skip
    assert (told(way), way.left) == ([], left)


def test_an_adviser_who_had_too_few_papers_may_give_his_opinion_on_the_same_draft(rulebook: Rulebook):
    way = found(gap("01", {"/legal_opinions/0/conclusion": "INSUFFICIENT_MATERIALS"}), rulebook)
    assert told(way)[0].startswith("补一份不晚于2022年8月31日的法律意见")


def test_a_step_that_is_on_record_is_not_numbered_otherwise(rulebook: Rulebook):
    """The head signed before the deputy: which step was whose is not put otherwise, and what was published is not signed
    again before it was."""
    way = found(gap("01", {"/approvals/0/on": "2022-09-22"}), rulebook)
    assert [one.step for one in way.opened.approvals] == [1, 2]
    assert not [sentence for sentence in told(way) if "顺序" in sentence]
