"""A member who takes office between the notice of a meeting and its day: desk, matter and meeting say so before the day, and
one form notifies him."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote

from flask import Flask

from review.domain.vocabulary import Outcome, Role
from review.service import oversight
from review.store.tables import PersonRow

from .conftest import person, signed_in, text, visited
from .road import NUMBER, Stop, filled
from .test_notice_of_one import stored

BEFORE = Stop("meeting", "mishu", date(2024, 5, 22), {})
DAY = Stop("meeting", "mishu", date(2024, 5, 24), {})
TOLD = "承办人甲还没有通知，也没有送达材料"


def takes_office(app: Flask, one: str, on: date) -> None:
    session = app.extensions["review"].desk.store.session()
    row = session.query(PersonRow).filter_by(unit="SL-ZSJ", id=one).one()
    row.group_office, row.group_since = "MEMBER", on.isoformat()
    session.commit()
    app.extensions["review"].desk.store.session.remove()


def path_of(app: Flask) -> str:
    return f"/meetings/PARTY_GROUP_MEETING/2024/{quote(stored(app).number or '', safe='')}"


def test_who_joins_before_the_meeting_is_asked_for_and_notified_by_a_form(stand: Callable[[str], Path]) -> None:
    with visited(stand("meeting"), BEFORE) as (app, secretary):
        button = f"/matters/{NUMBER}/notify-members"
        meeting = path_of(app)
        for page in ("/", f"/matters/{NUMBER}", meeting):
            assert "补发会议通知" not in text(secretary.get(page))
        takes_office(app, "u01", date(2024, 5, 22))
        assert button in text(secretary.get("/"))
        for page in (f"/matters/{NUMBER}", meeting):
            assert TOLD in text(secretary.get(page))
        assert button not in text(signed_in(app, "jilu").get("/"))
        form = secretary.get(button, follow_redirects=True)
        assert "今天通知、送达的，提前2个工作日。" in text(form)
        assert text(form).count('type="checkbox" name="/meetings/0/notice/') == 2, "only who was not reached"
        blank = secretary.post(f"{meeting}/notify", data=filled(text(form), {}, ""))
        assert blank.status_code == 422
        assert "请勾选今天已经通知、已经送达材料的成员" in text(blank)
        ticked = text(secretary.post(f"{meeting}/notify", data=filled(text(form), {}, "all_told")))
        assert secretary.post(f"{meeting}/notify", data=filled(ticked, {}, "")).status_code == 303
        assert stored(app).notice.sent_on == date(2024, 5, 22)
        assert "u01" in (stored(app).notice.papers_to or ())
        page = text(secretary.get(meeting))
        assert TOLD not in page
        assert "补发通知：承办人甲；补送材料：承办人甲" in page
        assert "原于2024年5月21日通知" in page
        assert button not in text(secretary.get("/"))
        assert secretary.get(f"{meeting}/notify").status_code == 409
        desk = app.extensions["review"].desk
        findings = oversight.show(desk, person(desk, Role.SECRETARY), NUMBER).judgement.findings
        assert {one.outcome for one in findings if one.rule in ("MTG-03", "MTG-04")} == {Outcome.met}


def test_on_the_day_of_the_meeting_the_form_says_what_is_too_short_and_what_then(stand: Callable[[str], Path]) -> None:
    with visited(stand("meeting"), DAY) as (app, secretary):
        takes_office(app, "u01", date(2024, 5, 22))
        form = text(secretary.get(f"{path_of(app)}/notify"))
        assert "只提前0个工作日，少于本单位规定的" in form
        assert "MTG-04提示天数不足，不妨碍会议表决；要留足天数的，办理会议改期，或者在会上暂缓表决" in form
