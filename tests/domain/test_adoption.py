"""How the opinions that were received were answered: the counts, what is answered, and what an answer has to say."""

from itertools import product

import pytest

from review.domain.adoption import Tally, adoption_faults, answered, by_source, tally
from review.domain.dossier import Preparation, ReceivedOpinion
from review.domain.vocabulary import OpinionSource, Response

PUBLIC, EXPERT = OpinionSource.PUBLIC, OpinionSource.EXPERT


def opinion(source: OpinionSource | None, response: Response | None = None, **more: str) -> ReceivedOpinion:
    return ReceivedOpinion(source=source, given_by="甲", response=response, **{"text": "先行试点", **more})


def test_every_opinion_is_counted_once_in_the_whole_and_once_under_its_source() -> None:
    given = [opinion(source, response) for source, response in product((*OpinionSource, None), (*Response, None))]
    whole = tally(given)
    assert whole == Tally(received=20, adopted=5, partly=5, not_adopted=5)
    assert whole.unanswered == 5
    parts = by_source(given)
    assert [source for source, _ in parts] == [*OpinionSource, None]
    assert sum(part.received for _, part in parts) == whole.received
    assert by_source([]) == ()


@pytest.mark.parametrize(("responses", "said"), [
    ((), "收到0条"), ((None,), "收到1条：尚未答复1条"), ((Response.ADOPTED, Response.ADOPTED), "收到2条：采纳2条"),
])  # fmt: skip
def test_the_counts_are_told_without_those_that_are_none(responses: tuple[Response | None, ...], said: str) -> None:
    assert tally([opinion(PUBLIC, one) for one in responses]).said == said


@pytest.mark.parametrize(("opinions", "truth"), [
    (None, True), ((), True), ((opinion(EXPERT),), True), ((opinion(PUBLIC),), None), ((opinion(None),), None),
    ((opinion(PUBLIC, Response.NOT_ADOPTED, reason="已有规定"), opinion(EXPERT)), True),
    ((opinion(PUBLIC, Response.ADOPTED), opinion(PUBLIC)), None),
])  # fmt: skip
def test_what_is_listed_of_a_source_waits_for_its_answer(
    opinions: tuple[ReceivedOpinion, ...] | None, truth: bool | None
) -> None:
    assert answered(Preparation(opinions=opinions), (PUBLIC,)) is truth


@pytest.mark.parametrize(("one", "at"), [
    (opinion(PUBLIC, Response.NOT_ADOPTED), "reason"), (opinion(PUBLIC, Response.PARTLY, reason="待定"), "reason"),
    (opinion(PUBLIC, Response.ADOPTED, text=" "), "text"), (opinion(PUBLIC, Response.ADOPTED), ""),
    (opinion(PUBLIC, text=""), ""), (opinion(PUBLIC, Response.PARTLY, reason="涉及上级时限"), ""),
])  # fmt: skip
def test_what_is_not_taken_up_in_full_says_why(one: ReceivedOpinion, at: str) -> None:
    found = [fault.pointer for fault in adoption_faults(Preparation(opinions=(opinion(EXPERT), one)))]
    assert found == ([f"/preparation/opinions/1/{at}"] if at else [])
