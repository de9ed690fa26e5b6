"""The notice of a meeting on one topic asks what that of several asks: who was notified, who was given the papers, who records;
and its record says who takes over from the recorder whom it names."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from review.domain.dossier import Meeting
from review.domain.vocabulary import Role
from review.service import oversight

from .conftest import person, signed_in, text, visited
from .road import EVERYBODY, MEETING, NUMBER, ROAD, filled

NOTICE = next(stop for stop in ROAD if stop.page == "give-notice")
RECORD = f"/matters/{NUMBER}/meeting"


def test_who_was_notified_and_given_the_papers_is_ticked_by_member(stand: Callable[[str], Path]) -> None:
    with visited(stand("give-notice"), NOTICE) as (app, secretary):
        page = text(secretary.get(NOTICE.path))
        for key in ("sent_to", "papers_to"):
            assert page.count(f'type="checkbox" name="{MEETING}/notice/{key}"') == len(EVERYBODY)
        untold = {**NOTICE.says, f"{MEETING}/notice/sent_to": EVERYBODY[1:], f"{MEETING}/notice/papers_to": [""]}
        refused = secretary.post(NOTICE.path, data=filled(page, untold, ""))
        assert refused.status_code == 422
        assert "在会议当日在任，应当通知" in text(refused)
        assert "没有勾选已送达材料的成员" in text(refused)
        nobody = {f"{MEETING}/notice/{key}": [] for key in ("sent_to", "papers_to")}
        ticked = text(secretary.post(NOTICE.path, data=filled(page, {**NOTICE.says, **nobody}, "all_told")))
        assert secretary.post(NOTICE.path, data=filled(ticked, {}, "")).status_code == 303
        notice = stored(app).notice
        assert notice.sent_to == notice.papers_to == tuple(EVERYBODY)


def test_place_and_recorder_are_asked_for_and_the_presider_is_no_recorder(stand: Callable[[str], Path]) -> None:
    with visited(stand("give-notice"), NOTICE) as (_, secretary):
        page = text(secretary.get(NOTICE.path))
        left = {**NOTICE.says, f"{MEETING}/recorder": "", f"{MEETING}/place": ""}
        blank = secretary.post(NOTICE.path, data=filled(page, left, ""))
        assert blank.status_code == 422
        assert text(blank).count("请填写") >= 2
        himself = secretary.post(NOTICE.path, data=filled(page, {**NOTICE.says, f"{MEETING}/recorder": "p01"}, ""))
        assert himself.status_code == 422
        assert "主持人不能记录自己主持的会议" in text(himself)


@pytest.mark.heavy
def test_a_recorder_who_is_not_named_takes_over_on_the_page_of_the_record(stand: Callable[[str], Path]) -> None:
    with visited(stand("give-notice"), NOTICE) as (app, secretary):
        page = text(secretary.get(NOTICE.path))
        named = {**NOTICE.says, f"{MEETING}/recorder": "u07"}
        assert secretary.post(NOTICE.path, data=filled(page, named, "")).status_code == 303
        recorder = signed_in(app, "jilu")
        page = text(recorder.get(RECORD))
        assert "会议通知的记录人是承办人庚" in page
        refused = recorder.post(RECORD, data=filled(page, {f"{MEETING}/disagreements": "无"}, "save"))
        assert refused.status_code == 422
        assert "由您接替记录的，请把记录人改为您本人" in text(refused)
        assert recorder.post(RECORD, data=filled(page, {f"{MEETING}/recorder": "s02"}, "save")).status_code == 303
        assert stored(app).recorder == "s02"
        assert "接替承办人庚记录" in text(recorder.get(f"/matters/{NUMBER}"))
        assert "接替记录" not in text(recorder.get(RECORD))


def stored(app: Flask) -> Meeting:
    desk = app.extensions["review"].desk
    return (oversight.show(desk, person(desk, Role.SECRETARY), NUMBER).dossier.meetings or ())[-1]
