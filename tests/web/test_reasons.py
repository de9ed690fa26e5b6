"""What has to be stated can be stated where it is asked for, and what says nothing is no act."""

from collections.abc import Callable
from pathlib import Path

import pytest

from review.domain.checklist import judge
from review.domain.dossier import Dossier
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Role
from review.service import oversight
from review.web.questions import reasons

from .conftest import person, text, visited
from .road import MEETING, NUMBER, ROAD, Stop, filled

STOP = {stop.name: stop for stop in ROAD}
AGAINST = (3, 5, 6)
CLOSE = {
    **STOP["meeting"].says,
    **{f"{MEETING}/members/{row}/{key}": value for row in range(7)
       for key, value in (("present", "true"), ("recused", "false"), ("conflict", "NONE"))},
    f"{MEETING}/members/5/absence_reason": "",
    **{f"{MEETING}/statements/{row}/stance": "OPPOSE" if row in AGAINST else "APPROVE" for row in range(7)},
    **{f"{MEETING}/statements/{row}/text": "建议分年采购。" if row in AGAINST else "同意该方案。" for row in range(7)},
    **{f"order{MEETING}/statements/{row}": str(place) for place, row in enumerate((1, 2, 4, 3, 5, 6, 0), 1)},
    **{f"{MEETING}/vote/ballots/{row}/choice": "OPPOSE" if row in AGAINST else "APPROVE" for row in range(7)},
    f"{MEETING}/disagreements": "是否分年采购",
}  # fmt: skip
"""Four for it and three against."""


def sent(client, stop: Stop, says: dict[str, str], button: str):
    return client.post(stop.path, data=filled(text(client.get(stop.path)), says, button))


def test_a_close_vote_is_announced_where_its_record_says_why_it_had_to_be_decided_at_once(stand: Callable[[str], Path]) -> None:
    stop = STOP["meeting"]
    with visited(stand("meeting"), stop) as (_, client):
        refused = sent(client, stop, CLOSE, "PASSED")
        assert refused.status_code == 409
        assert "MTG-20" in text(refused) and "在会议记录中写明理由（当场决定的理由）" in text(refused)
        said = {**CLOSE, f"{MEETING}/split_reason": "上级规定的期限当日届满"}
        assert sent(client, stop, said, "PASSED").status_code == 303
        assert "上级规定的期限当日届满" in text(client.get(f"/matters/{NUMBER}"))


def test_a_reason_is_asked_for_where_it_would_decide_what_is_not_on_record(
    rulebook: Rulebook, changed: Callable[..., Dossier]
) -> None:
    """PRE-07: a step that is not on record and has its reason was not done, and is excused."""
    lacking = changed("01", {"/preparation/research_done_on": None})
    assert [one.rule for one in reasons(rulebook, judge(lacking, rulebook), ())] == ["PRE-07"]
    assert reasons(rulebook, judge(changed("01"), rulebook), ()) == []


@pytest.mark.parametrize("name", ["answer-opinion", "answer-review", "report-upward"])
def test_a_form_that_is_sent_empty_is_no_act(name: str, stand: Callable[[str], Path]) -> None:
    with visited(stand(name), STOP[name]) as (app, client):
        desk = app.extensions["review"].desk
        before = oversight.show(desk, person(desk, Role.AUDITOR), NUMBER)
        answer = sent(client, STOP[name], {}, STOP[name].button)
        assert answer.status_code == 422
        assert "没有填写任何内容" in text(answer)
        assert oversight.show(desk, person(desk, Role.AUDITOR), NUMBER) == before
