"""成员中途退席: who left before the vote is on record as he was, and the result that the others' votes bear out is announced."""

from collections.abc import Callable
from pathlib import Path

import pytest

from review.domain.vocabulary import MeetingResult
from tests.sampling import some

from .conftest import text, visited
from .road import ATTENDED, MEETING, filled
from .test_notice_of_one import stored
from .test_presiding import RECORD

GONE = {**ATTENDED, f"{MEETING}/members/6/left_at": "2024-05-24T09:40", f"{MEETING}/vote/ballots/6/choice": ""}
"""One spoke and left before the vote; the four others agreed, which is more than half of the seven."""

VOTED_AND_GONE = {**ATTENDED, f"{MEETING}/members/6/left_at": "2024-05-24T10:10"}
"""The same, but he left when he had voted."""


@pytest.mark.parametrize(("not_voting", "status"), some([("", 409), ("0", 303), ("3", 409)], 3))
def test_one_who_spoke_and_left_does_not_keep_the_result_from_being_announced(
    stand: Callable[[str], Path], not_voting: str, status: int
) -> None:
    with visited(stand("meeting"), RECORD) as (app, recorder):
        page = text(recorder.get(RECORD.path))
        assert "有人中途离场没有返场的必须填写" in page
        says = {**GONE, f"{MEETING}/vote/counts/not_voting": not_voting}
        answer = recorder.post(RECORD.path, data=filled(page, says, "PASSED"))
        assert answer.status_code == status
        if status == 303:
            held = stored(app)
            assert held.result is MeetingResult.PASSED
            assert [one.left_at is not None for one in held.members or ()][6]
            assert "p07" in {one.member for one in held.statements or ()}


@pytest.mark.parametrize(("not_voting", "status"), some([("", 409), ("0", 303), ("1", 409)], 3))
def test_one_who_voted_and_left_before_the_end_does_not_keep_the_result_from_being_announced(
    stand: Callable[[str], Path], not_voting: str, status: int
) -> None:
    with visited(stand("meeting"), RECORD) as (app, recorder):
        says = {**VOTED_AND_GONE, f"{MEETING}/vote/counts/not_voting": not_voting}
        answer = recorder.post(RECORD.path, data=filled(text(recorder.get(RECORD.path)), says, "PASSED"))
        assert answer.status_code == status
        assert status != 303 or stored(app).result is MeetingResult.PASSED
