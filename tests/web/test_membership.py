"""The record of a meeting where a member left office after its notice: said on the page, saved by the members of the day, and
only then announced; what was filled in of the others stays."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import Flask

from review.store.tables import PersonRow

from .conftest import text, visited
from .road import ATTENDED, MEETING, filled
from .test_notice_of_one import stored
from .test_presiding import RECORD

TOLD = "会议通知以后名册有变动"


def leaves_office(app: Flask, person: str, on: date) -> None:
    session = app.extensions["review"].desk.store.session()
    session.query(PersonRow).filter_by(unit="SL-ZSJ", id=person).one().group_until = on.isoformat()
    session.commit()
    app.extensions["review"].desk.store.session.remove()


def test_who_left_between_notice_and_meeting_is_not_counted(stand: Callable[[str], Path]) -> None:
    with visited(stand("meeting"), RECORD) as (app, recorder):
        page = text(recorder.get(RECORD.path))
        assert TOLD not in page
        leaves_office(app, "p06", date(2024, 5, 23))  # whom the record has as absent
        page = text(recorder.get(RECORD.path))
        assert TOLD in page
        refused = recorder.post(RECORD.path, data=filled(page, ATTENDED, "PASSED"))
        assert refused.status_code == 422
        assert "请先保存并核算" in text(refused)
        assert "在会议当日不在任" in text(refused)
        assert "因公外出" in text(refused), "what was typed stays"
        assert recorder.post(RECORD.path, data=filled(page, ATTENDED, "save")).status_code == 303
        again = text(recorder.get(RECORD.path))
        assert TOLD not in again
        assert len(stored(app).members or ()) == 6
        assert recorder.post(RECORD.path, data=filled(again, {f"{MEETING}/ended_at": "10:20"}, "PASSED")).status_code == 303
        assert len(stored(app).members or ()) == 6
