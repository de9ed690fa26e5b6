"""One meeting with several topics on the pages: its agenda and notice, its record topic by topic, its results."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from review import demo
from review.domain.dossier import Reconsideration
from review.domain.meeting import tally
from review.domain.vocabulary import MeetingResult, MeetingType
from review.domain.workflow import State
from review.service import deliberation, oversight
from review.service.desk import Desk
from review.service.ports import Matter
from tests.sampling import some
from tests.service import tabled as made

from .conftest import opened, signed_in, text
from .road import filled

NOTICE = f"/meetings/notice/{MeetingType.PARTY_GROUP_MEETING.value}"
NUMBER = "党组会〔2022〕15号"
MEETING = f"/meetings/PARTY_GROUP_MEETING/2022/{NUMBER}"
RECORD = f"{MEETING}/record"
SPEAKING = (1, 2, 3, 4, 6, 0)
"""The rows of the members as they speak, the presider last; the sixth is away."""

NOTIFIED = {
    **{f"/meetings/0/{key}": value for key, value in (
        ("number", NUMBER), ("form", "ON_SITE"), ("held_on", "2022-09-20"), ("place", "三楼会议室"), ("presider/id", "p01"),
        ("recorder", "s02"), ("notice/papers_sent_on", "2022-09-16"),
        *((f"notice/{key}", [f"p{row:02}" for row in range(1, 8)]) for key in ("sent_to", "papers_to")))},
}  # fmt: skip

WHOLE = {
    **{f"/meetings/0/members/{row}/present": "false" if row == 5 else "true" for row in range(7)},
    "/meetings/0/members/5/absence_reason": "因公外出", "/meetings/0/started_at": "09:00", "/meetings/0/ended_at": "11:20",
    "/meetings/0/observers/0/id": "a01", "/meetings/0/observers/0/kind": "LEGAL_ADVISER",
    "/meetings/0/minutes/signed_by": ["s02", "p01"],
}  # fmt: skip


def topic(place: int, *, out: tuple[int, ...] = (), **said: Any) -> dict[str, Any]:
    """What is filled in for one topic on which everybody present agrees; `out` are the rows of those who step aside."""
    at = f"/meetings/{place}"
    speaking = [row for row in SPEAKING if row not in out]
    return {
        **{f"seat{at}/{row}": "RECUSED" if row in out else "IN" for row in range(7) if row != 5},
        **{f"{at}/members/{row}/conflict": "OWN" if row in out else "NONE" for row in range(7)},
        **{f"{at}/statements/{row}/stance": "APPROVE" for row in speaking},
        **{f"{at}/statements/{row}/text": "同意印发。" for row in speaking},
        **{f"order{at}/statements/{row}": str(n) for n, row in enumerate(speaking, 1)},
        **{f"{at}/vote/ballots/{row}/choice": "APPROVE" for row in speaking},
        **{f"{at}/{key.replace('__', '/')}": value for key, value in {
            "vote__method": "SHOW_OF_HANDS", "vote__item_by_item": "true", "opinion_read_out": "true",
            "disagreements": "无", "decision_text": "同意印发", "minutes__dissent_recorded": "true", "result": "PASSED", **said,
        }.items()},
    }  # fmt: skip


PUT_OFF = {
    **{f"/meetings/2/vote/ballots/{row}/choice": "" for row in SPEAKING}, "/meetings/2/vote/method": "",
    "/meetings/2/vote/item_by_item": "", "/meetings/2/decision_text": "补充论证后再议", "/meetings/2/result": "DEFERRED",
}  # fmt: skip


RARE = {
    "/meetings/0/members/5/leave_asked_on": "2022-09-19", "/meetings/0/discipline_invited_on": "2022-09-19",
    "/meetings/0/minutes/confirmed_by": ["p02", "p03"], "/meetings/2/reconsideration/of_meeting": "党组会〔2022〕9号",
    "/meetings/2/reconsideration/consented": "6",
}  # fmt: skip
"""What only some meetings have."""


@pytest.fixture(scope="module")
def tabled(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Matter]]:
    """A database with three matters that wait for one meeting."""
    path = Path(shutil.copy(loaded, tmp_path_factory.mktemp("tabled") / "review.sqlite"))
    app, store = opened(path, date(2022, 9, 16))
    clock = demo.DayClock()
    matters = made.tabled(replace(app.extensions["review"].desk, clock=clock), clock)
    store.close()
    return path, matters


@pytest.fixture(scope="module")
def told(tabled: tuple[Path, list[Matter]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with their meeting notified."""
    path = Path(shutil.copy(tabled[0], tmp_path_factory.mktemp("told") / "review.sqlite"))
    app, store = opened(path, date(2022, 9, 16))
    assert send(signed_in(app, "mishu"), NOTICE, NOTIFIED, "").status_code == 303
    store.close()
    return path


@pytest.fixture
def waiting(tabled: tuple[Path, list[Matter]], tmp_path: Path) -> tuple[Path, list[Matter]]:
    """Three matters that wait for one meeting."""
    return Path(shutil.copy(tabled[0], tmp_path / "review.sqlite")), tabled[1]


@pytest.fixture
def noticing(waiting: tuple[Path, list[Matter]]) -> Iterator[Any]:
    """The application on the day of the notice, and the matters."""
    path, matters = waiting
    app, store = opened(path, date(2022, 9, 16))
    yield app, matters
    store.close()


@pytest.fixture
def notified(told: Path, tabled: tuple[Path, list[Matter]], tmp_path: Path) -> Iterator[Any]:
    """The application when the meeting has ended, with its three topics notified."""
    app, store = opened(Path(shutil.copy(told, tmp_path / "review.sqlite")), date(2022, 9, 20))
    yield app, tabled[1]
    store.close()


def send(client: FlaskClient, page: str, says: dict[str, Any], button: str) -> TestResponse:
    """Open the page, fill it in, press the button."""
    shown = client.get(page)
    assert shown.status_code == 200, text(shown)
    return client.post(page.partition("?")[0], data=filled(text(shown), says, button))


def stored(app: Any, matters: list[Matter]) -> list[Matter]:
    desk: Desk = app.extensions["review"].desk
    return [oversight.show(desk, made.RECORDER, one.number) for one in matters]


def states(app: Any, matters: list[Matter]) -> list[State]:
    return [one.state for one in stored(app, matters)]


def test_the_waiting_topics_are_listed_and_only_the_secretary_is_offered_to_notify_them(noticing: Any) -> None:
    app, matters = noticing
    for username, offered in (("mishu", True), ("jilu", False), ("shenji", False)):
        page = text(signed_in(app, username).get("/meetings"))
        assert all(one.dossier.matter.title in page for one in matters)
        assert (f'href="{NOTICE}"' in page) is offered
    assert signed_in(app, "jilu").get(NOTICE).status_code == 403
    assert signed_in(app, "mishu").get("/meetings/notice/TEA").status_code == 404


def test_one_notice_puts_the_topics_on_the_agenda_in_their_order(noticing: Any) -> None:
    app, matters = noticing
    first, second, third = (one.number for one in matters)
    order = {f"order/{first}": "2", f"order/{second}": "", f"order/{third}": "1"}
    without = {"/meetings/0/notice/papers_to": ["p01", "p02"],
               "/meetings/0/notice/sent_to": [f"p{row:02}" for row in range(1, 8)]}  # fmt: skip
    answer = send(signed_in(app, "mishu"), NOTICE, {**NOTIFIED, **order, **without}, "")
    assert answer.status_code == 303
    assert states(app, matters) == [State.NOTIFIED, State.AGENDA, State.NOTIFIED]
    page = text(signed_in(app, "shenji").get(MEETING))
    assert page.index(made.TITLES[2]) < page.index(made.TITLES[0])
    assert made.TITLES[1] not in page
    assert page.count("已通知，已送达材料") == 2
    assert page.count("已通知，未送达材料") == 5


@pytest.mark.parametrize(("typed", "places"), some([(("1", "2"), (2, 3)), (("5", "2"), (5, 2)), (("3", "1"), (3, 2))], 3))
def test_further_topics_join_a_notified_meeting_on_free_places_or_after_those_it_has(
    noticing: Any, typed: tuple[str, str], places: tuple[int, int]
) -> None:
    app, matters = noticing
    secretary = signed_in(app, "mishu")
    first, second, third = (one.number for one in matters)
    alone = {f"order/{first}": "1", f"order/{second}": "", f"order/{third}": ""}
    assert send(secretary, NOTICE, {**NOTIFIED, **alone}, "").status_code == 303
    page = text(secretary.get(NOTICE)).split("已通知的会议")[1]
    assert NUMBER in page
    assert f"1. <a href=\"/matters/{first}\">{made.TITLES[0]}</a>" in page
    further = {f"order/{second}": typed[0], f"order/{third}": typed[1]}
    answer = send(secretary, NOTICE, {**NOTIFIED, **further}, "")
    assert answer.status_code == 303, text(answer)
    assert [made.last(one.dossier).topic.order for one in stored(app, matters)] == [1, *places]
    assert f"第{places[0]}项" in text(secretary.get(answer.headers["Location"]))


@pytest.mark.parametrize(("presider", "by", "hinted"), some([("p01", "", False), ("p02", "p01", False), ("p02", "", True)], 3))
def test_who_presides_without_the_delegation_of_the_head_is_notified_with_a_hint(
    noticing: Any, presider: str, by: str, hinted: bool
) -> None:
    app, matters = noticing
    secretary = signed_in(app, "mishu")
    assert "没有委托的可以先通知，但宣布结果时不放行（MTG-05）" in text(secretary.get(NOTICE))
    says = {**NOTIFIED, "/meetings/0/presider/id": presider, "/meetings/0/presider/delegated_by": by}
    answer = send(secretary, NOTICE, says, "")
    assert answer.status_code == 303
    assert states(app, matters) == [State.NOTIFIED] * 3
    assert ("请在记录会议时补填委托人" in text(secretary.get(answer.headers["Location"]))) is hinted


def test_nobody_is_said_to_be_notified_before_the_secretary_says_so(noticing: Any) -> None:
    app, _ = noticing
    secretary = signed_in(app, "mishu")
    ticked = re.compile(r'name="/meetings/0/notice/(?:sent_to|papers_to)" value="p0\d"[^>]* checked')
    assert not ticked.findall(text(secretary.get(NOTICE)))
    unsaid = {f"/meetings/0/notice/{key}": [""] for key in ("sent_to", "papers_to")}
    all_told = send(secretary, NOTICE, {**NOTIFIED, **unsaid}, "all_told")
    assert all_told.status_code == 200
    assert len(ticked.findall(text(all_told))) == 14
    assert NUMBER in text(all_told)


@pytest.mark.parametrize(("key", "said"), [
    ("sent_to", "成员甲、成员乙、成员丙、成员丁、成员戊、成员己、成员庚在会议当日在任，应当通知"),
    ("papers_to", "没有勾选已送达材料的成员"),
])  # fmt: skip
def test_where_no_box_is_ticked_nobody_was_notified_or_given_papers(noticing: Any, key: str, said: str) -> None:
    app, matters = noticing
    answer = send(signed_in(app, "mishu"), NOTICE, {**NOTIFIED, f"/meetings/0/notice/{key}": [""]}, "")
    assert answer.status_code == 422
    assert said in text(answer)
    assert states(app, matters) == [State.AGENDA] * 3


def test_the_party_group_is_not_notified_of_a_circulation(noticing: Any) -> None:
    app, matters = noticing
    secretary = signed_in(app, "mishu")
    assert 'value="CIRCULATION"' not in text(secretary.get(NOTICE))
    answer = send(secretary, NOTICE, {**NOTIFIED, "/meetings/0/form": "CIRCULATION"}, "")
    assert answer.status_code == 422
    assert "党组会议应当开会讨论，不得以传阅、会签代替" in text(answer)
    assert states(app, matters) == [State.AGENDA] * 3


def test_only_members_preside(noticing: Any) -> None:
    app, _ = noticing
    page = text(signed_in(app, "mishu").get(NOTICE))
    offered = re.search(r'<select[^>]*name="/meetings/0/presider/id".*?</select>', page, re.DOTALL)[0]
    assert set(re.findall(r'value="(\w+)"', offered)) == {f"p{place:02}" for place in range(1, 8)}


@pytest.mark.parametrize(("wrong", "said"), some([
    ({"/meetings/0/number": ""}, "请填写"), ({"/meetings/0/held_on": "9月20日"}, "日期"), ({"/meetings/0/place": ""}, "请填写"),
    ({"order/{0}": "2"}, "次序2重复"), ({"order/{0}": "一"}, "请用数字"),
    ({"order/{0}": "", "order/{1}": "", "order/{2}": ""}, "请给列入本次会议的议题填写次序"),
], 3))  # fmt: skip
def test_a_wrong_notice_is_marked_and_notifies_nothing(noticing: Any, wrong: dict[str, str], said: str) -> None:
    app, matters = noticing
    numbered = {name.format(*(one.number for one in matters)): value for name, value in wrong.items()}
    answer = send(signed_in(app, "mishu"), NOTICE, {**NOTIFIED, **numbered}, "")
    assert answer.status_code == 422
    assert said in text(answer)
    assert states(app, matters) == [State.AGENDA] * 3


def test_a_meeting_with_three_topics_is_recorded_and_announced_with_one_put_off(notified: Any) -> None:
    app, matters = notified
    recorder = signed_in(app, "jilu")
    says = {**WHOLE, **topic(1), **topic(2), **topic(3, out=(3,)), **PUT_OFF}
    saved = send(recorder, RECORD, says, "save")
    assert saved.status_code == 303
    assert states(app, matters) == [State.NOTIFIED] * 3
    page = text(recorder.get(saved.headers["Location"]))
    assert "赞成 6 票 ＞ 应到 7 人的一半（3.5）" in page
    assert "赞成 5 票 ＞ 应到 7 人的一半（3.5）" in page
    announced = recorder.post(RECORD, data=filled(page, {}, "announce"))
    assert announced.status_code == 303, text(announced)
    assert states(app, matters) == [State.DECIDED, State.PREPARING, State.DECIDED]
    counted = [tally(made.last(one.dossier), one.dossier.unit.parameters).present for one in stored(app, matters)]
    assert [str(one) for one in counted] == ["6", "6", "5"]
    shown = text(signed_in(app, "shenji").get(MEETING))
    assert [shown.count(f"</svg>{result.label}</span>") for result in MeetingResult] == [2, 0, 1]
    assert f'href="{RECORD}"' not in text(recorder.get(MEETING))
    assert recorder.get(RECORD).status_code == 404


@pytest.mark.heavy
def test_the_conditions_of_a_topic_are_shown_wherever_its_decision_is_and_are_followed(notified: Any) -> None:
    app, matters = notified
    recorder, conditions = signed_in(app, "jilu"), ["先征得财政部门书面同意", "压缩预算百分之五"]
    says = {**WHOLE, **topic(1), **topic(2), **topic(3), "/meetings/1/conditions:lines": "\n".join(conditions)}
    assert send(recorder, RECORD, says, "announce").status_code == 303
    first, second, _ = stored(app, matters)
    assert made.last(first.dossier).conditions == tuple(conditions)
    assert [one.text for one in first.dossier.execution.conditions] == conditions
    assert second.dossier.execution is None
    own, pages = f"/matters/{first.number}", (MEETING, f"/matters/{first.number}", f"/matters/{first.number}/sign")
    shown = [text(signed_in(app, "shuji").get(page)) for page in pages]
    assert [all(condition in page for condition in conditions) for page in shown] == [True] * 3, own
    followed = text(signed_in(app, "mishu").get(f"{own}/carrying-out"))
    assert all(condition in followed for condition in conditions)


@pytest.mark.heavy
def test_what_the_record_shows_reads_back_as_the_same(notified: Any) -> None:
    app, matters = notified
    recorder = signed_in(app, "jilu")
    left = {"seat/meetings/3/6": "GONE", "/meetings/3/statements/6/stance": "", "/meetings/3/statements/6/text": "",
            "order/meetings/3/statements/6": "",
            "/meetings/3/vote/ballots/6/choice": ""}  # fmt: skip
    says = {**WHOLE, **topic(1), **topic(2, out=(3,)), **topic(3), **left, **RARE}
    refused = send(recorder, RECORD, says, "save")
    assert refused.status_code == 422
    assert "成员庚中途离会，请填写离场时间" in text(refused)
    data = filled(text(refused), {"/meetings/3/members/6/left_at": "10:30"}, "save")
    assert recorder.post(RECORD, data=data).status_code == 303
    before = stored(app, matters)
    assert made.member(made.last(before[2].dossier), "p07").absence_reason == "中途离会"
    for one in before:
        meeting = made.last(one.dossier)
        assert (meeting.discipline_invited_on, meeting.minutes.confirmed_by) == (date(2022, 9, 19), ("p02", "p03"))
        assert made.member(meeting, "p06").leave_asked_on == date(2022, 9, 19)
    assert made.last(before[1].dossier).reconsideration == Reconsideration(of_meeting="党组会〔2022〕9号", consented=6)
    answer = recorder.post(RECORD, data=filled(text(recorder.get(RECORD)), {}, "save"))
    assert answer.status_code == 303
    assert stored(app, matters) == before


@pytest.mark.heavy
def test_who_is_not_recorded_at_a_topic_stays_unknown_there(notified: Any) -> None:
    app, matters = notified
    says = {name: value for name, value in {**WHOLE, **topic(1), **topic(2), **topic(3)}.items() if "seat/meetings/2" not in name}
    assert send(signed_in(app, "jilu"), RECORD, says, "save").status_code == 303
    first, second, _ = (made.last(one.dossier) for one in stored(app, matters))
    assert [one.recused for one in first.members or ()] == [False] * 7
    assert [one.recused for one in second.members or ()] == [None] * 5 + [False, None]


@pytest.mark.heavy
def test_buttons_fill_in_everybody_without_storing_anything(notified: Any) -> None:
    app, matters = notified
    recorder, before = signed_in(app, "jilu"), stored(app, matters)
    page = text(send(recorder, RECORD, {"/meetings/0/members/5/present": "false"}, "all_present"))
    data = filled(page, {}, "approve:/meetings/2/vote/ballots")
    assert data["seat/meetings/1/0"] == "IN"
    assert "seat/meetings/1/5" not in data
    approving = filled(text(recorder.post(RECORD, data=data)), {}, "")
    assert [approving.get(f"/meetings/2/vote/ballots/{row}/choice") for row in (0, 5)] == ["APPROVE", ""]
    assert approving.get("/meetings/1/vote/ballots/0/choice") == ""
    assert stored(app, matters) == before


def test_a_topic_that_was_changed_meanwhile_is_named_and_nothing_is_stored(notified: Any) -> None:
    app, matters = notified
    recorder, now = signed_in(app, "jilu"), stored(app, matters)
    page = text(recorder.get(RECORD))
    desk: Desk = app.extensions["review"].desk
    deliberation.record(desk, made.RECORDER, now[1].number, now[1].revision, made.last(now[1].dossier))
    before = stored(app, matters)
    answer = recorder.post(RECORD, data=filled(page, {**WHOLE, **topic(1), **topic(2), **topic(3)}, "announce"))
    told = text(answer).split('id="refused"')[1].split("</div>")[0]
    assert answer.status_code == 409
    assert f"议题“{made.TITLES[1]}”" in told
    assert f"议题“{made.TITLES[0]}”" not in told
    assert stored(app, matters) == before


def test_a_shut_gate_names_the_topic_and_announces_none(notified: Any) -> None:
    app, matters = notified
    before = stored(app, matters)
    silent = {"/meetings/2/statements/0/stance": "", "/meetings/2/statements/0/text": "", "order/meetings/2/statements/0": ""}
    answer = send(signed_in(app, "jilu"), RECORD, {**WHOLE, **topic(1), **topic(2), **topic(3), **silent}, "announce")
    assert answer.status_code == 409
    told = text(answer).split('id="refused"')[1].split("</div>")[0]
    assert f"议题“{made.TITLES[1]}”：会议关未开" in told
    assert 'href="#/meetings/2/statements' in told
    assert stored(app, matters) == before


def test_results_must_be_chosen_before_they_are_announced(notified: Any) -> None:
    app, _ = notified
    unresolved = {f"/meetings/{place}/result": None for place in (1, 2, 3)}
    answer = send(signed_in(app, "jilu"), RECORD, {**WHOLE, **topic(1), **topic(2), **topic(3), **unresolved}, "announce")
    assert answer.status_code == 422
    assert text(answer).count("请选择要宣布的结果") >= 3


def test_only_the_recorder_records_and_everybody_of_the_unit_may_look(notified: Any) -> None:
    app, _ = notified
    for username in ("mishu", "guwen", "shencha", "shuji", "fenguan", "shenji"):
        client = signed_in(app, username)
        assert client.get(MEETING).status_code == 200
        assert client.get(RECORD).status_code == 403, username
    assert signed_in(app, "mishu-xian").get(MEETING).status_code == 404


@pytest.mark.heavy
def test_hostile_text_stays_text_on_the_pages_of_a_meeting(notified: Any) -> None:
    app, _ = notified
    recorder, nasty = signed_in(app, "jilu"), "<script>alert(1)</script>"
    says = {**WHOLE, **topic(1, decision_text=nasty), **topic(2, disagreements=nasty), **topic(3)}
    assert send(recorder, RECORD, says, "save").status_code == 303
    assert "<script" not in text(recorder.get(RECORD)) + text(recorder.get(MEETING))


def test_the_single_page_of_a_topic_leads_to_the_record_of_its_meeting(notified: Any) -> None:
    app, matters = notified
    answer = signed_in(app, "jilu").get(f"/matters/{matters[0].number}/meeting")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/record")


def taken_back(app: Any, matter: Matter) -> None:
    head, page = signed_in(app, "shuji"), f"/matters/{matter.number}/recall"
    assert head.post(page, data=filled(text(head.get(page)), {"/reason": "改日再议"}, "")).status_code == 303


def written_of(place: int) -> dict[str, Any]:
    return topic(place, decision_text=f"同意第{place}项", disagreements=f"第{place}项没有分歧")


def test_what_was_typed_of_a_topic_that_is_taken_back_is_recorded_of_no_other(notified: Any) -> None:
    app, matters = notified
    recorder = signed_in(app, "jilu")
    says = {**WHOLE, **{key: value for place in (1, 2, 3) for key, value in written_of(place).items()}}
    data = filled(text(recorder.get(RECORD)), says, "announce")
    taken_back(app, matters[0])
    before = stored(app, matters)
    refused = recorder.post(RECORD, data=data)
    assert refused.status_code == 409
    assert stored(app, matters) == before
    page = text(refused)
    assert f"议题“{matters[0].dossier.matter.title}”已收回" in page and "同意第1项" in page.split("填写的内容都在下面")[0]
    again = filled(page, {}, "announce")
    assert [again[f"/meetings/{place}/decision_text"] for place in (1, 2)] == ["同意第2项", "同意第3项"]
    assert (again["seat/meetings/1/0"], again["order/meetings/2/statements/0"]) == ("IN", "6")
    answer = recorder.post(RECORD, data=again)
    assert answer.status_code == 303, text(answer)
    assert [made.last(one.dossier).decision_text for one in stored(app, matters)] == [None, "同意第2项", "同意第3项"]


@pytest.mark.parametrize("do", ["save", "all_present", "approve:/meetings/2/vote/ballots"])
def test_no_button_puts_it_at_another_topic(notified: Any, do: str) -> None:
    app, matters = notified
    recorder = signed_in(app, "jilu")
    data = filled(text(recorder.get(RECORD)), {**WHOLE, **written_of(2), **written_of(3)}, do)
    taken_back(app, matters[1])
    page = text(recorder.post(RECORD, data=data))
    again = filled(page, {}, "save")
    assert (again["/meetings/1/decision_text"], again["/meetings/2/decision_text"]) == ("", "同意第3项")
    assert "同意第2项" in page
