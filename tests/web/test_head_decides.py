"""A meeting at which the head decides is never shown or recorded as a vote of the party group, nor the other way about."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from review import demo
from review.domain.dossier import Meeting, Vote
from review.domain.errors import DossierRefused
from review.domain.heads_decision import mixed_up, only_prepares
from review.domain.vocabulary import DecisionMode, MeetingResult, MeetingType, Role, Stance
from review.domain.workflow import State
from review.record.view.meeting import meetings_view
from review.record.view.people import People
from review.service import deliberation, oversight
from review.service.desk import Desk
from review.service.ports import Matter
from review.service.record import CHINA

from .conftest import example, opened, person, signed_in, text
from .road import filled

EXAMPLE = example("06")
HELD: Meeting = (EXAMPLE.meetings or ())[0]
UNIT, NUMBER = EXAMPLE.unit.code or "", "SL-XZF-2023-0101"
AT = "/meetings/0"
PATH = f"/matters/{NUMBER}/meeting"
VIEWS = "成员意见：同意{}人，不同意{}人，缓议0人"
VOTING = ("表决方式", "到会的全体赞成", "过半数", "通过须", "赞成 ", "逐项表决")
"""What only a vote of the party group has."""


def notified(desk: Desk, clock: demo.DayClock) -> Matter:
    """The county's matter up to the notice of the meeting of its government."""
    with desk.store.reading(UNIT) as work:
        people = work.register.people()
    about = replace(EXAMPLE.matter, number=NUMBER, title="另一件由县政府常务会议讨论的事项")
    given = replace(EXAMPLE, matter=about, meetings=None, approvals=None, reporting=None, publication=None, execution=None,
                    archive=None)  # fmt: skip
    matter = demo.drive(desk, clock, given, people)
    clock.turn_to(HELD.topic.confirmed_on or date.min)
    matter = deliberation.confirm_topic(desk, person(desk, Role.GROUP_SECRETARY, UNIT), NUMBER, matter.revision, HELD)
    clock.turn_to(HELD.notice.sent_on or date.min)
    own = replace(HELD, number="县政府常务会议〔2023〕17次")
    return deliberation.give_notice(desk, person(desk, Role.SECRETARY, UNIT), NUMBER, matter.revision, own)


@pytest.fixture(scope="module")
def waiting(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("head")
    app, store = opened(Path(shutil.copy(loaded, folder / "review.sqlite")), HELD.held_on or date.min)
    clock = demo.DayClock()
    notified(replace(app.extensions["review"].desk, clock=clock), clock)
    store.close()
    return folder / "review.sqlite"


@pytest.fixture
def app(waiting: Path, tmp_path: Path) -> Iterator[Flask]:
    """On the evening of the meeting."""
    app, store = opened(Path(shutil.copy(waiting, tmp_path / "review.sqlite")), HELD.held_on or date.min)
    yield app
    store.close()


def recorded(against: int = 0, **said: Any) -> dict[str, Any]:
    """The record of a meeting to which everybody came; the head speaks last, and so many of the others are against."""
    rows = [*range(1, len(HELD.members or ())), 0]
    return {
        **{f"{AT}/members/{row}/{key}": value for row in rows
           for key, value in (("present", "true"), ("conflict", "NONE"), ("recused", "false"))},
        **{f"{AT}/statements/{row}/stance": "OPPOSE" if 0 < row <= against else "APPROVE" for row in rows},
        **{f"{AT}/statements/{row}/text": "发表了意见。" for row in rows},
        **{f"order{AT}/statements/{row}": str(place) for place, row in enumerate(rows, 1)},
        **{f"{AT}/{key}": value for key, value in {
            "started_at": "09:00", "ended_at": "10:00", "opinion_read_out": "true", "risk_statement_shown": "false",
            "disagreements": "无" if not against else "部分成员认为时机不成熟", "decision_text": "原则通过",
            "observers/0/id": "a01", "observers/0/kind": "LEGAL_ADVISER",
            "minutes/dissent_recorded": "true", "minutes/signed_by": ["s02", "h01"], **said}.items()},
    }  # fmt: skip


def send(app: Flask, says: dict[str, Any], do: str, more: dict[str, str] | None = None):
    client = signed_in(app, "jilu-xian")
    form = filled(text(client.get(PATH)), says, do)
    return client.post(PATH, data={**form.to_dict(flat=False), **(more or {})})


def stored(app: Flask) -> Matter:
    desk = app.extensions["review"].desk
    return oversight.show(desk, person(desk, Role.SECRETARY, UNIT), NUMBER)


def test_the_record_of_a_heads_meeting_asks_for_his_decision_and_for_no_votes(app: Flask) -> None:
    page = text(signed_in(app, "jilu-xian").get(PATH)).split("<main")[1]
    assert not [word for word in VOTING if word in page]
    assert "/vote/" not in page
    for asked in (f'name="{AT}/decision_text"', f'name="{AT}/head_reasons"', "行政首长决定", "行政首长的决定", "最后发表意见"):
        assert asked in page
    whole = text(signed_in(app, "jilu-xian").get("/meetings/EXECUTIVE_MEETING/2023/县政府常务会议〔2023〕17次/record"))
    assert not [word for word in VOTING if word in whole.split("<main")[1]]
    assert "/vote/" not in whole
    assert 'name="/meetings/1/head_reasons"' in whole


def test_a_vote_sent_all_the_same_is_refused_with_its_place(app: Flask) -> None:
    before = stored(app)
    answer = send(app, recorded(), "save", {f"{AT}/vote/ballots/1/choice": "APPROVE", f"{AT}/vote/method": "SHOW_OF_HANDS"})
    assert answer.status_code == 422
    assert "由行政首长在集体讨论的基础上作出决定，不登记表决" in text(answer)
    assert f'href="#{AT}/vote"' in text(answer)
    assert stored(app) == before


def test_the_head_decides_with_the_majority_and_every_page_says_so_without_votes(app: Flask) -> None:
    answer = send(app, recorded(), "PASSED")
    assert answer.status_code == 303, text(answer)
    assert stored(app).state is State.DECIDED
    client, others = signed_in(app, "shenji-xian"), len(HELD.members or ())
    page = text(client.get(f"/matters/{NUMBER}")).split('id="meetings"')[1].split('id="files"')[0]
    assert f"行政首长决定。{VIEWS.format(others, 0)}；决定与多数人意见一致" in page
    whole = text(client.get("/meetings/EXECUTIVE_MEETING/2023/县政府常务会议〔2023〕17次"))
    assert VIEWS.format(others, 0) in whole
    minutes = text(client.get("/meetings/EXECUTIVE_MEETING/2023/县政府常务会议〔2023〕17次/minutes"))
    assert "议决方式：行政首长在集体讨论的基础上作出决定，不进行表决" in minutes
    for shown in (page, whole.split("<main")[1], minutes.split("<main")[1]):
        assert not [word for word in ("过半数", "通过须", "赞成 ", "举手表决") if word in shown]


def test_what_he_puts_off_is_no_vote_that_is_put_off(app: Flask) -> None:
    """第三十条: no page, paper or record of his meeting says 暂缓表决, or judges a decision that he did not take."""
    page = text(signed_in(app, "jilu-xian").get(PATH)).split("<main")[1]
    assert "列席人员不参加决定" in page
    assert not [word for word in ("列席人员不参加表决", "暂缓表决", "三分之二", "split_reason") if word in page]
    answer = send(app, recorded(1), "DEFERRED")
    assert answer.status_code == 303, text(answer)
    client, at = signed_in(app, "shenji-xian"), "/meetings/EXECUTIVE_MEETING/2023/县政府常务会议〔2023〕17次"
    shown = [text(client.get(f"/matters/{NUMBER}")).split('id="meetings"')[1].split('id="files"')[0]]
    shown += [text(client.get(f"{at}{more}")).split("<main")[1] for more in ("", "/minutes")]
    shown.append(text(client.get("/meetings")).rpartition(NUMBER)[2].split("</li>")[0])
    for one in shown:
        assert "暂缓决定" in one
        assert not [word for word in ("暂缓表决", "无法判定", "是否一致") if word in one]
    dossier = stored(app).dossier
    (meeting,) = [one for one in meetings_view(dossier, People(dossier))["items"] if one["result"] == "暂缓决定"]
    assert meeting["by_head"].endswith("缓议0人。暂缓决定，没有作出决定。")


@pytest.mark.heavy
def test_against_the_majority_he_states_his_reasons_or_decides_nothing(app: Flask) -> None:
    against = len(HELD.members or ()) - 1
    refused = send(app, recorded(against), "PASSED")
    assert refused.status_code == 409
    assert "MTG-21" in text(refused)
    assert "决定与多数人的意见不一致，须写明在会上说明的理由" in text(refused)
    answer = send(app, recorded(against, head_reasons="汛期将至，不能再等"), "PASSED")
    assert answer.status_code == 303, text(answer)
    page = text(signed_in(app, "shenji-xian").get(f"/matters/{NUMBER}"))
    assert f"{VIEWS.format(1, against)}；决定与多数人意见不一致，已说明理由" in page
    assert "行政首长的理由：汛期将至，不能再等" in page


@pytest.mark.heavy
def test_a_party_group_meeting_takes_no_reasons_of_a_head(app: Flask) -> None:
    """The same matter before the party group, which only prepares what the head decides."""
    desk, clock = app.extensions["review"].desk, demo.DayClock()
    clock.instant = datetime.combine(HELD.held_on or date.min, time(18), CHINA)
    desk = replace(desk, clock=clock)
    matter, recorder = stored(app), person(desk, Role.MEETING_RECORDER, UNIT)
    meeting = replace(HELD, vote=Vote(), result=MeetingResult.PASSED, head_reasons="个人意见",
                      members=None, statements=tuple(replace(one, stance=Stance.APPROVE) for one in HELD.statements or ()))
    told = {kind: [fault.pointer for fault in mixed_up(kind, meeting)] for kind in (*MeetingType, None)}
    assert told == {
        MeetingType.PARTY_GROUP_MEETING: ["/meeting/head_reasons"], MeetingType.OTHER: ["/meeting/head_reasons"],
        MeetingType.EXECUTIVE_MEETING: [], MeetingType.PLENARY_MEETING: [], MeetingType.DIRECTOR_MEETING: [], None: [],
    }  # fmt: skip
    of_group = replace(meeting, type=MeetingType.PARTY_GROUP_MEETING)
    assert only_prepares(matter.dossier, of_group) is DecisionMode.HEAD_DECIDES
    assert only_prepares(matter.dossier, HELD) is None
    assert only_prepares(matter.dossier, replace(meeting, type=None)) is None
    with pytest.raises(DossierRefused) as refused:
        deliberation.record(desk, recorder, NUMBER, matter.revision, replace(meeting, vote=Vote(item_by_item=True)))
    assert [one.pointer for one in refused.value.faults] == ["/meeting/vote"]
