"""The page on which what was done first is registered, and the flag that every page shows of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from review.domain.dossier import Emergency
from review.domain.vocabulary import Role
from review.domain.workflow import Action, State, transition
from review.service import emergency, oversight
from review.service.desk import Desk, event
from review.web.urgency import urgency
from tests.sampling import some

from .conftest import SignIn, person, text, visited
from .road import BESIDE, NUMBER, ROAD, filled, send
from .test_after import SIGNED

FRESH = "SL-ZSJ-2024-0009"
PATH = f"/matters/{FRESH}/register-emergency"
SAID = {
    "/matter/emergency/reason": "台风将至，机房进水", "/matter/emergency/measures": "先行采购排水设备，约3万元",
    "/matter/emergency/decided_by": "p01", "/matter/emergency/decided_on": "2024-05-30",
}  # fmt: skip
"""On 3 June; five working days end on 6 June."""


def sent(client, says: dict[str, str], button: str = "register"):
    return client.post(PATH, data=filled(text(client.get(PATH)), says, button))


def action(desk: Desk) -> Emergency | None:
    return oversight.show(desk, person(desk, Role.SECRETARY), FRESH).dossier.matter.emergency


def test_what_was_done_first_is_flagged_wherever_the_matter_is_shown(sign_in: SignIn, desk: Desk) -> None:
    client = sign_in("mishu")
    assert "紧急先行处置：" not in text(client.get(f"/matters/{FRESH}"))
    assert sent(client, SAID).location == f"/matters/{FRESH}"
    page = text(client.get(f"/matters/{FRESH}"))
    assert "紧急先行处置：待追认，剩 3 日" in page
    for told in ("追认期限 2024年6月6日", "先行采购排水设备，约3万元", "尚未登记事后报告", "补充、更正", "LRV-01",
                 "登记先行处置"):  # fmt: skip
        assert told in page
    assert "6月6日，追认先行处置" in page
    assert "紧急先行处置：待追认，剩 3 日" in text(client.get("/matters"))
    home = text(client.get("/"))
    assert "2024年6月6日<br>追认先行处置" in home
    assert "紧急先行处置：待追认，剩 3 日" in home


@pytest.mark.heavy
def test_the_day_after_the_limit_page_list_and_desk_are_red(sign_in: SignIn, desk: Desk) -> None:
    client = sign_in("mishu")
    assert sent(client, SAID | {"/matter/emergency/decided_on": "2024-05-24"}).status_code == 303
    for page in (f"/matters/{FRESH}", "/matters", "/"):
        shown = text(client.get(page))
        assert "紧急先行处置：逾期未追认" in shown, page
        assert 'class="oc chip red"' in shown
    page = text(client.get(f"/matters/{FRESH}"))
    assert "应当停止、纠正，并另行提交纠正的事项" in page
    assert "没有登记追认，或者追认以后复议尚无结果；追认的期限为2024年5月31日" in page  # one sentence for all that is not known


@pytest.mark.heavy
def test_where_the_unit_has_no_limit_it_is_never_said_to_be_in_time(sign_in: SignIn, desk: Desk) -> None:
    client = sign_in("mishu")
    assert sent(client, SAID | {"/matter/emergency/decided_on": "2024-05-24"}).status_code == 303
    matter = oversight.show(desk, person(desk, Role.SECRETARY), FRESH)
    own = matter.dossier.unit
    unlimited = replace(matter.dossier, unit=replace(own, parameters=replace(own.parameters, ratification_workdays=None)))
    with client.application.test_request_context():
        found = urgency(replace(matter, dossier=unlimited))
    assert found is not None
    assert (found.sign, found.word) == ("und", "追认无法判定")


def test_a_correction_takes_a_reason_and_a_mistake_is_struck_out_with_one(sign_in: SignIn, desk: Desk) -> None:
    client = sign_in("mishu")
    assert sent(client, SAID).status_code == 303
    reported = {"/matter/emergency/reported_to": "党组", "/matter/emergency/reported_on": "2024-05-31"}
    assert sent(client, reported).status_code == 303, "what was lacking is added without a reason"
    refused = sent(client, {"/matter/emergency/decided_on": "2024-05-29"})
    assert refused.status_code == 422
    told = "先行处置日期原为“2024年5月30日”，现为“2024年5月29日”"
    assert f"更正已登记的内容，请写明更正的理由：{told}" in text(refused)
    assert sent(client, {"/matter/emergency/decided_on": "2024-05-29", "/reason": "误填"}).status_code == 303
    found = action(desk)
    assert found is not None
    assert (found.decided_on, found.reported_on) == (date(2024, 5, 29), date(2024, 5, 31))
    assert f"先行处置　更正：{told}；理由：误填" in text(client.get(f"/matters/{FRESH}"))
    assert sent(client, {}, "strike").status_code == 422
    assert sent(client, {"/reason": "登记到了别的事项"}, "strike").status_code == 303
    assert action(desk) is None
    page = text(client.get(f"/matters/{FRESH}"))
    assert "紧急先行处置：" not in page
    assert "并未先行处置　更正：紧急情况原为“是”，现为“否”；先行处置的理由原为“台风将至，机房进水”，现删去；" in page


@pytest.mark.heavy
def test_the_form_of_the_matter_no_longer_asks_for_what_is_registered(sign_in: SignIn, desk: Desk) -> None:
    client = sign_in("mishu")
    path = f"/matters/{FRESH}/supplement"
    assert 'name="/matter/emergency/reason"' in text(client.get(path))
    assert sent(client, SAID).status_code == 303
    page = text(client.get(path))
    assert 'name="/matter/emergency' not in page
    assert f'href="{PATH}"' in page
    form = filled(page, {}, "submit")
    assert client.post(path, data={**form.to_dict(flat=False), "/matter/emergency/ratified": "true"}).status_code == 422
    assert client.post(path, data=form).status_code == 303
    assert action(desk) == Emergency(
        reason=SAID["/matter/emergency/reason"], measures=SAID["/matter/emergency/measures"], decided_by="p01",
        decided_on=date(2024, 5, 30),
    )  # fmt: skip


@pytest.mark.parametrize("who", some(["guwen", "shencha", "shuji", "fenguan", "jilu", "shenji"], 4))
def test_only_the_secretary_registers_it_and_everybody_sees_it(sign_in: SignIn, desk: Desk, who: str) -> None:
    by = person(desk, Role.SECRETARY)
    told = Emergency(reason="台风", measures="排水", decided_by="p01", decided_on=date(2024, 5, 30))
    emergency.register(desk, by, FRESH, oversight.show(desk, by, FRESH).revision, told)
    client = sign_in(who)
    assert client.get(PATH).status_code == 403
    page = text(client.get(f"/matters/{FRESH}"))
    assert "紧急先行处置：待追认" in page
    assert f'href="{PATH}"' not in page


@pytest.mark.heavy
def test_what_was_ratified_too_late_is_said_to_need_a_meeting_and_no_act_is_counted_that_cannot_help(
    stand: Callable[[str], Path]
) -> None:
    """The page counted one act until the sign-off, and there was none."""
    stop = next(one for one in BESIDE if one.page == "register-emergency")
    names = [one.name for one in ROAD]
    path = stand("issue-review")
    with visited(path, stop) as (_, client):
        assert send(client, stop).status_code == 303
    for one in ROAD[names.index("issue-review") : names.index("meeting") + 1]:
        with visited(path, one) as (_, client):
            assert send(client, one).status_code == 303
            page = text(client.get(f"/matters/{NUMBER}"))
    assert "逾期追认" in page
    assert "这已不能补办" in page and "收回，提请会议讨论并决定不予通过" in page
    assert "件事，可以签批" not in page


def put(desk: Desk, state: State, action: Emergency) -> None:
    """The matter in this state, passed today by a meeting of its party group, with this action."""
    row = transition(State.NOTIFIED, Action.PASS)
    assert row is not None
    with desk.store.writing("SL-ZSJ") as work:
        had, held = work.matters.get(FRESH), (work.matters.get(SIGNED).dossier.meetings or ())[-1]
        about = had.dossier.matter
        matter = replace(about, emergency=action, scope=replace(about.scope, emergency=True))
        dossier = replace(had.dossier, as_of=desk.today(), matter=matter, meetings=(replace(held, held_on=desk.today()),))
        now = replace(had, state=state, revision=had.revision + 1, dossier=dossier, judgement=desk.judge(dossier))
        work.matters.append(now)
        work.trail.append(event(desk, person(desk, Role.MEETING_RECORDER), row, had.dossier, now, work))
        work.commit()


RATIFIED = Emergency(reason="台风", measures="排水", decided_by="p01", decided_on=date(2024, 5, 30), reported_to="党组",
                     reported_on=date(2024, 5, 31), ratified=True, ratified_on=date(2024, 6, 3))  # fmt: skip


def test_the_form_says_what_a_correction_does_to_a_ratification_that_stands(sign_in: SignIn, desk: Desk) -> None:
    put(desk, State.DECIDED, RATIFIED)
    client = sign_in("mishu")
    page = text(client.get(PATH))
    assert "决定时已经登记的不能再改，只能补填没有填写的" in page
    assert 'value="strike"' not in page
    put(desk, State.PREPARING, RATIFIED)
    page = text(client.get(PATH))
    assert "会议已于2024年6月3日追认，复议以前有效，补填不影响" in page
    assert 'value="strike"' in page
    assert "紧急先行处置：已按期追认" in text(client.get(f"/matters/{FRESH}"))
    refused = text(sent(client, {"/matter/emergency/measures": "另一措施"}))
    assert "已追认原为“是”，现删去；追认日期原为“2024年6月3日”，现删去" in refused


def test_what_was_reported_after_the_ratification_can_be_ratified_again_while_there_is_time(sign_in: SignIn, desk: Desk) -> None:
    put(desk, State.DECIDED, replace(RATIFIED, ratified_on=date(2024, 6, 3), reported_on=None))
    page = text(sign_in("shuji").get(f"/matters/{FRESH}"))
    assert "这已不能补办" not in page
    late = replace(RATIFIED, decided_on=date(2024, 5, 20), reported_on=date(2024, 5, 21))
    put(desk, State.DECIDED, late)
    assert "提请会议讨论并决定不予通过" in text(sign_in("shuji").get(f"/matters/{FRESH}"))
    put(desk, State.DECIDED, replace(RATIFIED, reason="无"))
    page = text(sign_in("shuji").get(f"/matters/{FRESH}"))
    assert "提请会议复议，在2024年6月6日以前重新追认；来不及的，提请会议决定不予通过" in page
