"""会议改期 on its page: filled in, looked at, confirmed; what the new day makes worse stands there before."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.service import tabled as made

from .conftest import opened, signed_in, text
from .road import filled
from .test_sittings import MEETING, WHOLE, send, stored, tabled, told, topic

__all__ = ["tabled", "told"]

PAGE = f"{MEETING}/reschedule"
EVERYBODY = [f"p{row:02}" for row in range(1, 8)]
MOVED = {
    "/meetings/0/held_on": "2022-09-23", "/meetings/0/place": "二楼会议室", "/reason": "主要负责人赴省里开会",
    **{f"/meetings/0/notice/{key}": EVERYBODY for key in ("sent_to", "papers_to")},
}  # fmt: skip


@pytest.fixture
def told_on_monday(told: Path, tabled: tuple[Path, list[Any]], tmp_path: Path) -> Any:
    """The application on the day before the meeting that is notified, and its three topics."""
    path = tmp_path / "review.sqlite"
    path.write_bytes(told.read_bytes())
    app, store = opened(path, date(2022, 9, 19))
    yield app, tabled[1]
    store.close()


def test_the_day_is_looked_at_and_then_changed_for_every_topic(told_on_monday: Any) -> None:
    app, matters = told_on_monday
    secretary = signed_in(app, "mishu")
    assert "会议改期</a>" in text(secretary.get(MEETING))
    shown = send(secretary, PAGE, MOVED, "preview")
    assert shown.status_code == 200
    assert text(shown).count("没有因改期而不符合规定的") == 3
    assert made.last(stored(app, matters)[0].dossier).earlier_days is None
    answer = secretary.post(PAGE, data=filled(text(shown), {}, "confirm"))
    assert answer.status_code == 303, text(answer)
    after = [made.last(one.dossier) for one in stored(app, matters)]
    told = {(one.held_on, one.place, one.notice.sent_on) for one in after}
    assert told == {(date(2022, 9, 23), "二楼会议室", date(2022, 9, 19))}
    page = text(secretary.get(MEETING))
    assert "原定2022年9月20日（三楼会议室）" in page
    assert "主要负责人赴省里开会" in page
    of_matter = text(secretary.get(f"/matters/{matters[0].number}"))
    assert "原定2022年9月20日，2022年9月19日改期" in of_matter
    assert "<td>会议改期，由2022年9月20日改为2022年9月23日" in text(signed_in(app, "jilu").get("/notices"))


def test_who_confirms_twice_or_comes_by_the_former_number_is_led_to_the_meeting(told_on_monday: Any) -> None:
    app, matters = told_on_monday
    secretary = signed_in(app, "mishu")
    shown = send(secretary, PAGE, {**MOVED, "/meetings/0/number": "党组会〔2022〕16号"}, "preview")
    sent = filled(text(shown), {}, "confirm")
    assert secretary.post(PAGE, data=sent).status_code == 303
    before = stored(app, matters)
    again = secretary.post(PAGE, data=sent)
    assert again.status_code == 409
    assert "已改期，现为2022年“党组会〔2022〕16号”" in text(again)
    now = MEETING.replace("15", "16")
    assert f'href="{quote(now)}"' in text(again)
    for page in (MEETING, PAGE, f"{MEETING}/minutes"):
        answer = secretary.get(page)
        assert (answer.status_code, answer.location) == (303, quote(now)), page
    assert "已改期，现为2022年" in text(secretary.get(now))
    assert stored(app, matters) == before
    assert secretary.get(MEETING.replace("15", "17")).status_code == 404


def test_what_gets_worse_is_shown_and_confirming_without_having_seen_it_shows_it_first(told_on_monday: Any) -> None:
    app, matters = told_on_monday
    secretary = signed_in(app, "mishu")
    soon = {**MOVED, "/meetings/0/held_on": "2022-09-19"}
    unseen = send(secretary, PAGE, soon, "confirm")
    assert unseen.status_code == 422
    assert "请先预览，看过以后再确认改期" in text(unseen)
    assert text(unseen).count("MTG-04") >= 3
    assert secretary.post(PAGE, data=filled(text(unseen), {}, "confirm")).status_code == 303
    assert {made.last(one.dossier).held_on for one in stored(app, matters)} == {date(2022, 9, 19)}


@pytest.mark.parametrize(("wrong", "said"), [
    ({"/reason": ""}, "请写明理由"), ({"/meetings/0/held_on": ""}, "请填写改到的日期"),
    ({"/meetings/0/held_on": "2022-09-16"}, "会议不能改到已经过去的日期"),
    ({"/meetings/0/notice/sent_to": ["p01"]}, "应当通知"),
])  # fmt: skip
def test_a_wrong_new_day_is_marked_and_changes_nothing(told_on_monday: Any, wrong: dict[str, Any], said: str) -> None:
    app, matters = told_on_monday
    answer = send(signed_in(app, "mishu"), PAGE, {**MOVED, **wrong}, "preview")
    assert answer.status_code == 422
    assert said in text(answer)
    assert {made.last(one.dossier).held_on for one in stored(app, matters)} == {date(2022, 9, 20)}


def test_only_the_secretary_is_offered_it_and_only_until_something_is_recorded(told_on_monday: Any) -> None:
    app, matters = told_on_monday
    of_matter = f"/matters/{matters[0].number}"
    for username, offered in (("mishu", True), ("jilu", False), ("shenji", False)):
        client = signed_in(app, username)
        assert (f'href="{of_matter}/reschedule-meeting"' in text(client.get(of_matter))) is offered
        assert client.get(PAGE).status_code == (200 if offered else 403)
    secretary = signed_in(app, "mishu")
    assert secretary.get(f"{of_matter}/reschedule-meeting").headers["Location"].endswith("/reschedule")
    app.extensions["review"].desk.clock.turn_to(date(2022, 9, 20))
    says = {**WHOLE, **topic(1), **topic(2), **topic(3)}
    assert send(signed_in(app, "jilu"), f"{MEETING}/record", says, "save").status_code == 303
    gone = secretary.get(PAGE)
    assert gone.status_code == 409
    assert "会议已有记录，不能改期" in text(gone)
    assert "reschedule-meeting" not in text(secretary.get(of_matter))
