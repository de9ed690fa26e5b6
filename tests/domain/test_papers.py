"""Which documents a matter has beside its record: nothing is printed of what is not there, and what is begun is not finished."""

from dataclasses import replace
from typing import Any

import pytest

from review.domain.dossier import LegalityReview, LegalOpinion, Meeting, Notice, ReviewFindings, Topic
from review.domain.papers import (
    agenda_lacks,
    is_recorded,
    minutes_lack,
    opinion_is_written,
    opinion_lacks,
    review_is_written,
    review_lacks,
    reviews_of,
)
from review.domain.vocabulary import Conformity, MeetingResult


def test_what_was_only_asked_for_is_not_written() -> None:
    assert not opinion_is_written(LegalOpinion(number="法顾〔2024〕1号", draft_sha256="0" * 64))
    assert not review_is_written(LegalityReview(department="政策法规科"))
    assert opinion_is_written(LegalOpinion(facts_relied_on="送审材料所载事实"))
    assert review_is_written(LegalityReview(findings=ReviewFindings(content=Conformity.DOES_NOT_CONFORM)))
    assert opinion_is_written(LegalOpinion(risks=())), "that there is no risk is a statement"


def test_a_finished_paper_lacks_nothing_and_each_gap_has_its_name(changed: Any) -> None:
    dossier = changed("01")
    opinion, review = dossier.legal_opinions[0], dossier.legality_review
    assert opinion_lacks(opinion) == review_lacks(review) == ()
    assert opinion_lacks(replace(opinion, signed=False, issued_on=None)) == ("出具日期", "签名")
    assert review_lacks(replace(review, sealed=None, number=None)) == ("文号", "盖章")
    assert opinion_lacks(LegalOpinion()) == ("文号", "结论", "出具日期", "签名")


def test_the_earlier_reviews_come_first(changed: Any) -> None:
    dossier = changed("05")
    assert reviews_of(dossier)[-1] is dossier.legality_review
    assert reviews_of(dossier)[:-1] == dossier.legality_review.earlier
    assert reviews_of(replace(dossier, legality_review=None)) == ()


def test_a_meeting_that_was_only_planned_is_not_recorded(changed: Any) -> None:
    held = changed("01").meetings[0]
    planned = Meeting(
        number=held.number, type=held.type, held_on=held.held_on, notice=held.notice, place=held.place, presider=held.presider,
        topic=held.topic, members=tuple(replace(one, present=None, recused=None) for one in held.members),
    )  # fmt: skip
    assert is_recorded([held])
    assert not is_recorded([planned])
    assert minutes_lack([planned]) == ("结束时间", "各议题的结果", "会议记录签名")
    assert minutes_lack([held]) == agenda_lacks([held]) == agenda_lacks([planned]) == ()


@pytest.mark.parametrize("orders", [(1, None), (None, None)])
def test_an_agenda_of_several_topics_needs_their_order(changed: Any, orders: tuple[int | None, ...]) -> None:
    held = changed("01").meetings[0]
    topics = [replace(held, topic=Topic(order=order)) for order in orders]
    assert agenda_lacks(topics) == ("议题顺序",)
    assert agenda_lacks(topics[1:]) == ()
    assert "会议通知日期" in agenda_lacks([replace(held, notice=Notice())])


def test_minutes_are_not_finished_while_one_topic_has_no_result(changed: Any) -> None:
    held = changed("01").meetings[0]
    assert held.result is MeetingResult.PASSED
    assert minutes_lack([held, replace(held, result=None)]) == ("各议题的结果",)
