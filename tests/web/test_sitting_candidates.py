"""Several candidates as one topic of a meeting: statements and a vote for each, on the record of the whole meeting."""

import re
from typing import Any

import pytest

from review.service import oversight
from review.service.desk import Desk
from tests.service import tabled as made

from .conftest import text
from .road import filled
from .test_sittings import send
from .test_stages import invited


@pytest.mark.heavy
def test_each_of_several_candidates_is_voted_on_in_the_record_of_the_meeting(app: Any, desk: Desk, sign_in: Any) -> None:
    number = "SL-ZSJ-2023-0101"
    invited(desk, number)
    recorder, page = sign_in("jilu"), f"/meetings/PARTY_GROUP_MEETING/{desk.today().year}/党组会〔2023〕101号/record"
    votes = "/meetings/1/candidate_votes"
    says = {
        "seat/meetings/1/0": "IN", "/meetings/0/members/0/present": "true", f"{votes}/0/method": "SHOW_OF_HANDS",
        f"{votes}/0/ballots/0/choice": "APPROVE", f"{votes}/1/method": "SECRET_BALLOT", f"{votes}/1/counts/approve": "4",
        f"{votes}/1/statements/1/stance": "APPROVE", f"order{votes}/1/statements/1": "1",
    }  # fmt: skip
    shown = text(recorder.get(page))
    ids = re.findall(r' id="([^"]+)"', shown)
    assert [one for one in set(ids) if ids.count(one) > 1] == []
    answer = send(recorder, page, says, "save")
    assert answer.status_code == 303, text(answer)
    meeting = made.last(oversight.show(desk, made.RECORDER, number).dossier)
    assert [one.candidate for one in meeting.candidate_votes or ()] == ["c01", "c02"]
    refused = text(send(recorder, page, {"/meetings/1/result": "PASSED"}, "announce"))
    assert "第2名人选" in refused.split("填写的内容都在下面")[0], "what is lacking is told of whom it is, and where"
    assert re.search(r"缺：[^<]*逐人表决第2项", refused.split("填写的内容都在下面")[0])
    for shown in (text(recorder.get(page.removesuffix("/record"))), text(recorder.get(f"/matters/{number}"))):
        assert "候选人甲　举手表决" in shown
        assert "c01　" not in shown, "a candidate is told by his name"
    assert "候选人乙　发言 1 人" in shown
    again = filled(text(recorder.get(page)), {}, "")
    assert {name: again[name] for name in says} == says
