"""更正会议记录 on its page: filled in, looked at, confirmed; first entry and correction stand on the pages of the meeting."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from review.domain.workflow import State
from tests.service import tabled as made

from .conftest import signed_in, text, token, visited
from .road import BESIDE, NUMBER, filled
from .test_sittings import MEETING, RECORD, WHOLE, notified, send, states, stored, tabled, told, topic

__all__ = ["notified", "tabled", "told"]

PAGE = f"{MEETING}/correct"
SIGNED = {"/meetings/0/minutes/signed_by": ["s02", "p01"]}
"""That whoever signed the record signed the corrected one."""
OTHER = {**SIGNED, "/reason": "听错了发言", "/meetings/1/statements/2/text": "同意，请补充实施步骤。"}


@pytest.fixture
def announced(notified: Any) -> Any:
    """The application, with three topics that were passed."""
    app, matters = notified
    says = {**WHOLE, **{key: value for place in (1, 2, 3) for key, value in topic(place).items()}}
    recorder = signed_in(app, "jilu")
    first = send(recorder, RECORD, WHOLE, "save")
    assert first.status_code == 303
    assert send(recorder, RECORD, says, "announce").status_code == 303
    assert states(app, matters) == [State.DECIDED] * 3
    return app, matters


def test_it_is_looked_at_and_then_corrected(announced: Any) -> None:
    app, matters = announced
    recorder = signed_in(app, "jilu")
    assert "更正会议记录</a>" in text(recorder.get(MEETING))
    shown = send(recorder, PAGE, OTHER, "preview")
    assert shown.status_code == 200, text(shown)
    page = text(shown)
    assert "结果不变" in page
    assert "同意印发。</td>" in page
    assert "尚未宣布" not in page
    assert made.last(stored(app, matters)[0].dossier).corrections is None
    answer = recorder.post(PAGE, data=filled(page, {}, "confirm"))
    assert answer.status_code == 303, text(answer)
    first, *others = stored(app, matters)
    assert len(made.last(first.dossier).corrections or ()) == 1
    assert [made.last(one.dossier).corrections for one in others] == [None, None]
    seen = text(recorder.get(MEETING))
    assert "会议记录的更正" in seen and "听错了发言" in seen and "同意，请补充实施步骤。" in seen
    assert "记录更正1处，结果不变" in text(recorder.get(f"/matters/{matters[0].number}"))
    assert "会议记录更正1处，结果不变" in text(signed_in(app, "shuji").get("/notices"))


def test_a_page_that_is_sent_as_it_is_corrects_nothing(announced: Any) -> None:
    app, matters = announced
    before = stored(app, matters)
    answer = send(signed_in(app, "jilu"), PAGE, {**SIGNED, "/reason": "核对"}, "preview")
    assert answer.status_code == 422
    assert "没有改动" in text(answer)
    assert stored(app, matters) == before


def test_who_signed_the_record_is_ticked_anew(announced: Any) -> None:
    app, _ = announced
    recorder = signed_in(app, "jilu")
    assert not filled(text(recorder.get(PAGE)), {}, "preview").getlist("/meetings/0/minutes/signed_by")
    assert "会议记录签名" in text(send(recorder, PAGE, {"/reason": "听错了发言"}, "preview"))


@pytest.mark.parametrize(("wrong", "said"), [
    ({"/reason": ""}, "请写明理由"),
    ({f"/meetings/1/vote/ballots/{row}/choice": "OPPOSE" for row in (1, 2, 3, 4, 6, 0)}
     | {"/meetings/1/vote/counts/approve": "0", "/meetings/1/vote/counts/oppose": "6"}, "赞成票过半数由“达到”变为“未达到”"),
    ({"/meetings/1/statements/2/stance": "", "/meetings/1/statements/2/text": "", "order/meetings/1/statements/2": ""},
     "已宣布的结果不再符合宣布时的要求"),
])  # fmt: skip
def test_a_correction_that_cannot_be_is_refused_in_words(announced: Any, wrong: dict[str, Any], said: str) -> None:
    app, matters = announced
    before = stored(app, matters)
    answer = send(signed_in(app, "jilu"), PAGE, {**OTHER, **wrong}, "confirm")
    assert answer.status_code in (409, 422)
    assert said in text(answer)
    assert stored(app, matters) == before


def test_what_takes_the_result_away_names_the_topic_and_leads_to_it(announced: Any) -> None:
    app, matters = announced
    fallen = {f"/meetings/2/vote/ballots/{row}/choice": "OPPOSE" for row in (1, 2, 3, 4, 6, 0)}
    page = text(send(signed_in(app, "jilu"), PAGE, {**SIGNED, "/reason": "记错", **fallen}, "preview"))
    assert f"议题“{matters[1].dossier.matter.title}”更正以后，赞成票过半数由“达到”变为“未达到”" in page
    assert 'href="#/meetings/2/result"' in page and 'id="/meetings/2/result"' in page


@pytest.mark.parametrize(("wrong", "place"), [
    ({"/meetings/0/members/1/present": "false"}, "/meetings/1/statements"),
    ({"/meetings/1/vote/method": "SECRET_BALLOT"}, "/meetings/1/vote/ballots"),
])  # fmt: skip
def test_every_place_that_is_named_is_on_the_page(announced: Any, wrong: dict[str, str], place: str) -> None:
    app, _ = announced
    page = text(send(signed_in(app, "jilu"), PAGE, {**SIGNED, "/reason": "记错", **wrong}, "preview"))
    assert f'href="#{place}"' in page
    named, there = (set(re.findall(pattern, page)) for pattern in ('href="#([^"]+)"', ' id="([^"]+)"'))
    assert named <= there


def test_only_the_recorder_is_offered_it_and_may_do_it(announced: Any) -> None:
    app, matters = announced
    for name, offered in (("jilu", True), ("mishu", False), ("shuji", False), ("shenji", False)):
        client = signed_in(app, name)
        assert ("更正会议记录</a>" in text(client.get(MEETING))) is offered
        assert client.get(PAGE).status_code == (200 if offered else 403)
        assert offered or client.post(PAGE, data={"csrf_token": token(client, "/")}).status_code == 403
    of_matter = signed_in(app, "jilu").get(f"/matters/{matters[0].number}/correct-meeting")
    assert of_matter.headers["Location"].endswith("/correct")


def test_minutes_are_said_to_be_outdated_where_they_would_differ(announced: Any) -> None:
    app, _ = announced
    recorder = signed_in(app, "jilu")
    dissent = {**SIGNED, "/reason": "漏记", "/meetings/2/disagreements": "一名成员建议缓行"}
    for says, outdated in ((OTHER, False), (dissent, True)):
        shown = send(recorder, PAGE, says, "preview")
        assert ("原纪要已过时" in text(shown)) is outdated
        assert recorder.post(PAGE, data=filled(text(shown), {}, "confirm")).status_code == 303
        for page in (MEETING, f"{MEETING}/minutes"):
            assert ("原纪要已过时" in text(recorder.get(page))) is outdated


def test_clicking_twice_is_told_to_be_saved_already(announced: Any) -> None:
    app, _ = announced
    recorder = signed_in(app, "jilu")
    data = filled(text(send(recorder, PAGE, OTHER, "preview")), {}, "confirm")
    assert recorder.post(PAGE, data=data).status_code == 303
    again = recorder.post(PAGE, data=data)
    assert again.status_code == 409
    assert "没有保存" in text(again) or "已经保存" in text(again)


def test_a_record_of_one_topic_is_corrected_on_the_page_of_its_meeting(stand: Callable[[str], Path]) -> None:
    """Recorded on the page of the single topic: nothing is lost that only that one asks for."""
    stop = next(one for one in BESIDE if one.name == "correct-meeting")
    with visited(stand(stop.name), stop) as (_, recorder):
        as_it_is = recorder.post(stop.path, data=filled(text(recorder.get(stop.path)), {**SIGNED, "/reason": "核对"}, "preview"))
        assert "没有改动" in text(as_it_is)
        assert recorder.get(f"/matters/{NUMBER}/correct-meeting").headers["Location"].endswith("/correct")
        assert recorder.get(f"/matters/{NUMBER}").status_code == 200
