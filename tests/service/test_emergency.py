"""Whoever acts first in an emergency: registered, ratified by the meeting or not, told in time; each test is one story, by the
real services over a real store."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from review import demo
from review.domain.dossier import Archive, Emergency, Meeting
from review.domain.emergency import Ratifying, ratification_of
from review.domain.errors import DossierRefused, Forbidden, GateShut
from review.domain.finishing import is_closed
from review.domain.vocabulary import Gate, Marking, Outcome, Role
from review.domain.workflow import Action, State
from review.service import archive, deliberation, emergency, next_steps, oversight, sign_off, sitting, submission
from review.service.desk import Desk, event
from review.service.ports import Matter

from .conftest import Walk
from .tabled import EXAMPLE, HELD, RECORDER, against, by, held, notice, notified, parts, put_off, tabled

秘书, 书记 = by(Role.SECRETARY), by(Role.GROUP_SECRETARY)
会议日 = HELD.held_on or date.min
ACTED = date(2022, 9, 14)
"""Five working days before the limit of the unit, 21 September 2022; the meeting is on the 20th."""
先行处置 = Emergency(
    reason="台风登陆，当晚必须处置，来不及开会", measures="紧急调用应急通信车两台，费用约3万元", decided_by="p01",
    decided_on=ACTED, reported_to="党组", reported_on=ACTED,
)  # fmt: skip


def 登记(desk: Desk, matter: Matter, action: Emergency = 先行处置, why: str = "") -> Matter:
    return emergency.register(desk, 秘书, matter.number, matter.revision, action, why)


def 不能登记(desk: Desk, matter: Matter, action: Emergency, why: str = "") -> dict[str, str]:
    with pytest.raises(DossierRefused) as refused:
        登记(desk, matter, action, why)
    return {fault.pointer: fault.message for fault in refused.value.faults}


def 开会(desk: Desk, clock: demo.DayClock, matters: list[Matter], *meetings: Meeting) -> list[Matter]:
    clock.turn_to(meetings[0].ended_at or 会议日)
    return list(sitting.record(desk, RECORDER, parts(matters, meetings)))


def 追认(matter: Matter, desk: Desk) -> Ratifying:
    found = ratification_of(replace(matter.dossier, as_of=desk.today()), desk.rulebook.calendar)
    assert found is not None
    return found.stands


def 核验(matter: Matter) -> Outcome:
    return next(one.outcome for one in matter.judgement.findings if one.rule == "MTG-24")


@pytest.fixture
def 三件(desk: Desk, walk: Walk) -> list[Matter]:
    """Three matters whose meeting is notified, in the first of which one acted first."""
    甲, 乙, 丙 = walk(notified)
    return [登记(desk, 甲), 乙, 丙]


def test_紧急先行处置_会议按期追认_可以签批(desk: Desk, clock: demo.DayClock, 三件: list[Matter]) -> None:
    assert (追认(三件[0], desk), 核验(三件[0])) == (Ratifying.PENDING, Outcome.undetermined)
    甲, 乙, _ = 开会(desk, clock, 三件, held(三件[0]), held(三件[1]), held(三件[2]))
    action = 甲.dossier.matter.emergency
    assert action == replace(先行处置, ratified=True, ratified_on=会议日)
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.IN_TIME, Outcome.met)
    assert 乙.dossier.matter.emergency is None
    assert [oversight.trail(desk, 秘书, one.number)[-1].note for one in (甲, 乙)] == ["追认先行处置", ""]
    assert "MTG-24" not in {one.rule for one in 甲.judgement.shutting(Gate.APPROVAL)}


@pytest.mark.heavy
def test_紧急先行处置未及时追认_期满次日自动判为不符合(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    """Nobody does anything: the day passes, and is found."""
    甲, *_ = walk(tabled)
    登记(desk, 甲)
    for day, stands, outcome, light, word in (
        (date(2022, 9, 16), Ratifying.PENDING, Outcome.undetermined, "green", "剩 3 日"),
        (date(2022, 9, 19), Ratifying.PENDING, Outcome.undetermined, "yellow", "剩 2 日"),
        (date(2022, 9, 21), Ratifying.PENDING, Outcome.undetermined, "yellow", "今日到期"),
        (date(2022, 9, 22), Ratifying.OVERDUE, Outcome.not_met, "red", "超期 1 日"),
    ):
        clock.turn_to(day)
        shown = oversight.show(desk, 秘书, 甲.number)
        due = next_steps.deadline(shown, desk.rulebook.calendar, day)
        assert due is not None
        assert (追认(shown, desk), 核验(shown), due.light, due.word) == (stands, outcome, light, word), day
        assert due.what == next_steps.RATIFICATION
    with desk.store.reading(甲.unit) as work:
        assert work.matters.get(甲.number).dossier.as_of == date(2022, 9, 15), "looking stores nothing"


@pytest.mark.heavy
def test_会议日期已过而没有记录_不说逾期也不说按期(desk: Desk, clock: demo.DayClock, 三件: list[Matter]) -> None:
    clock.turn_to(date(2022, 9, 22))
    甲 = oversight.show(desk, 秘书, 三件[0].number)
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.UNANNOUNCED, Outcome.undetermined)


@pytest.mark.heavy
def test_逾期才开会追认的_不能签批(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = [登记(desk, walk(tabled)[0])]
    later = replace(HELD, held_on=date(2022, 9, 22), started_at=HELD.started_at and HELD.started_at.replace(day=22),
                    ended_at=HELD.ended_at and HELD.ended_at.replace(day=22))  # fmt: skip
    matters = notice(desk, clock, matters, later)
    (甲,) = 开会(desk, clock, matters, replace(held(matters[0]), started_at=later.started_at, ended_at=later.ended_at))
    assert (甲.state, 追认(甲, desk), 核验(甲)) == (State.DECIDED, Ratifying.LATE, Outcome.not_met)
    with pytest.raises(GateShut) as shut:
        sign_off.approve(desk, by(Role.LEADER), 甲.number, 甲.revision, "")
    assert "MTG-24" in {one.rule for one in shut.value.findings}
    assert next_steps.next_actions(甲) == (Action.RECALL,), "no form of the secretary helps"
    assert next_steps.awaited_of(甲) == ((Role.GROUP_SECRETARY, None),)
    甲 = submission.recall(desk, 书记, 甲.number, 甲.revision, "追认逾期，提请会议决定不予通过")
    assert not next_steps.ratified_too_late(甲)


def test_先行处置未获追认_会议未通过(desk: Desk, clock: demo.DayClock, 三件: list[Matter]) -> None:
    甲, _, _ = 开会(desk, clock, 三件, against(held(三件[0])), held(三件[1]), held(三件[2]))
    assert 甲.state is State.REJECTED
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.REFUSED, Outcome.not_met)
    assert next_steps.deadline(甲, desk.rulebook.calendar, desk.today()) is None


@pytest.mark.heavy
def test_暂缓表决_追认期限继续计算(desk: Desk, clock: demo.DayClock, 三件: list[Matter]) -> None:
    甲, _, _ = 开会(desk, clock, 三件, put_off(held(三件[0])), held(三件[1]), held(三件[2]))
    assert (甲.state, 追认(甲, desk)) == (State.PREPARING, Ratifying.PENDING)
    clock.turn_to(date(2022, 9, 22))
    assert 核验(oversight.show(desk, 秘书, 甲.number)) is Outcome.not_met


@pytest.mark.heavy
def test_撤回的事项_先行处置未获追认_不会悄悄了结(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    甲, *_ = walk(tabled)
    甲 = submission.recall(desk, 书记, 甲.number, 甲.revision, "另行研究")
    甲 = 登记(desk, 甲)
    甲 = submission.withdraw(desk, 秘书, 甲.number, 甲.revision, "不办了")
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.REFUSED, Outcome.not_met)


def test_先行处置不免除法律意见和合法性审查(desk: Desk, clock: demo.DayClock) -> None:
    about = replace(EXAMPLE.matter, number="SL-ZSJ-2022-0301", title="应急通信保障")
    given = submission.Submission(
        matter=replace(about, emergency=replace(先行处置, ratified=True, ratified_on=ACTED),
                       scope=replace(about.scope, emergency=True)),
        preparation=EXAMPLE.preparation,
    )  # fmt: skip
    clock.turn_to(date(2022, 9, 15))
    matter = submission.submit(desk, 秘书, given, key="urgent")
    assert matter.dossier.matter.emergency == 先行处置, "only the meeting ratifies"
    with pytest.raises(GateShut) as shut:
        deliberation.confirm_topic(desk, 书记, matter.number, matter.revision, HELD)
    assert {"LAD-01", "LRV-01"} <= {one.rule for one in shut.value.findings}


def test_登记缺什么一次说全_日期先后也核对(desk: Desk, walk: Walk) -> None:
    甲, *_ = walk(notified)
    assert set(不能登记(desk, 甲, Emergency(reason=" ", measures="无"))) == {
        f"/matter/emergency/{name}" for name in ("reason", "measures", "decided_by", "decided_on")
    }  # fmt: skip
    wrong = replace(先行处置, reported_on=date(2022, 9, 13), reported_to=None)
    assert set(不能登记(desk, 甲, wrong)) == {"/matter/emergency/reported_on", "/matter/emergency/reported_to"}
    to_come = replace(先行处置, decided_on=date(2099, 1, 5), reported_on=None)
    assert any("decided_on" in at for at in 不能登记(desk, 甲, to_come))
    with pytest.raises(Forbidden):
        emergency.register(desk, 书记, 甲.number, 甲.revision, 先行处置)


@pytest.mark.heavy
def test_补填不用理由_更正要写理由_会议决定后不能再改(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    甲, 乙, 丙 = walk(notified)
    甲 = 登记(desk, 甲, replace(先行处置, reported_on=None, reported_to=None))
    assert 核验(甲) is Outcome.undetermined
    甲 = 登记(desk, 甲)
    later = replace(先行处置, decided_on=date(2022, 9, 15), reported_on=date(2022, 9, 15))
    assert set(不能登记(desk, 甲, later)) == {"/reason"}
    甲 = 登记(desk, 甲, later, "日期误填")
    甲, _, _ = 开会(desk, clock, [甲, 乙, 丙], held(甲), held(乙), held(丙))
    assert set(不能登记(desk, 甲, 先行处置, "再改")) == {"/matter/emergency/decided_on", "/matter/emergency/reported_on"}
    with pytest.raises(DossierRefused):
        emergency.strike(desk, 秘书, 甲.number, 甲.revision, "没有这回事")


@pytest.mark.heavy
def test_登记有误_写明理由后取消_不再是紧急事项(desk: Desk, 三件: list[Matter]) -> None:
    甲 = 三件[0]
    with pytest.raises(DossierRefused) as blank:
        emergency.strike(desk, 秘书, 甲.number, 甲.revision, " ")
    assert [one.pointer for one in blank.value.faults] == ["/reason"]
    甲 = emergency.strike(desk, 秘书, 甲.number, 甲.revision, "登记到了别的事项")
    assert (甲.dossier.matter.emergency, 甲.dossier.matter.scope.emergency) == (None, False)
    assert "并未先行处置" in oversight.trail(desk, 秘书, 甲.number)[-1].note


@pytest.mark.heavy
def test_答为紧急情况而没有登记先行处置的_会议不能宣布通过(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    甲, 乙, 丙 = walk(notified)
    with desk.store.writing(甲.unit) as work:
        flagged = replace(甲.dossier, matter=replace(甲.dossier.matter, scope=replace(甲.dossier.matter.scope, emergency=True)))
        甲 = replace(甲, revision=甲.revision + 1, dossier=flagged)
        work.matters.append(甲)
        row = next(row for row in desk.options(秘书, 甲) if row.action is Action.REGISTER_EMERGENCY)
        work.trail.append(_event(desk, work, row, 甲))
        work.commit()
    with pytest.raises(DossierRefused) as refused:
        开会(desk, clock, [甲, 乙, 丙], held(甲), held(乙), held(丙))
    assert "请秘书先登记先行处置" in refused.value.faults[0].message
    甲 = 登记(desk, 甲)
    甲, _, _ = 开会(desk, clock, [甲, 乙, 丙], held(甲), held(乙), held(丙))
    assert 追认(甲, desk) is Ratifying.IN_TIME


def _event(desk: Desk, work: Any, row: Any, matter: Matter) -> Any:
    return event(desk, 秘书, row, work.matters.revision(matter.number, matter.revision - 1).dossier, matter, work)


@pytest.mark.heavy
def test_会议决定时没有登记先行处置的_以后登记不算追认(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    甲, 乙, 丙 = walk(notified)
    甲, _, _ = 开会(desk, clock, [甲, 乙, 丙], held(甲), held(乙), held(丙))
    assert "请先收回，提请会议复议并追认" in 不能登记(desk, 甲, 先行处置)["/matter/emergency"]


@pytest.mark.heavy
def test_补充材料不能改动登记的先行处置(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    甲, *_ = walk(tabled)
    甲 = 登记(desk, submission.recall(desk, 书记, 甲.number, 甲.revision, "改日再议"))
    about = 甲.dossier.matter
    told = submission.Submission(matter=replace(about, emergency=replace(先行处置, reason="另一个说法")))
    甲 = submission.supplement(desk, 秘书, 甲.number, 甲.revision, told)
    assert 甲.dossier.matter.emergency == 先行处置
    denied = submission.Submission(matter=replace(about, scope=replace(about.scope, emergency=False), emergency=None))
    with pytest.raises(DossierRefused) as refused:
        submission.supplement(desk, 秘书, 甲.number, 甲.revision, denied)
    assert refused.value.faults[0].pointer == "/matter/scope/emergency"


纠正 = "已停用应急通信车，费用另行核定"


def 未获追认(desk: Desk, clock: demo.DayClock, 三件: list[Matter], **没有: None) -> Matter:
    甲 = 登记(desk, 三件[0], replace(先行处置, **没有), "更正") if 没有 else 三件[0]
    甲, _, _ = 开会(desk, clock, [甲, *三件[1:]], against(held(甲)), held(三件[1]), held(三件[2]))
    return 甲


def 立卷(desk: Desk, matter: Matter) -> Matter:
    said = archive.Closing(archive=Archive(closed_on=desk.today(), marking=Marking.INTERNAL), disclosures={0: False})
    return archive.close_file(desk, 秘书, matter.number, matter.revision, said)


def test_先行处置未获追认的_事后报告和纠正仍在待办_不能立卷(
    desk: Desk, clock: demo.DayClock, 三件: list[Matter]
) -> None:
    """The matter was rejected, counted as done, left 待办 and went to the archive; nobody asked for the report again."""
    甲 = 未获追认(desk, clock, 三件, reported_to=None, reported_on=None)
    assert 甲.state is State.REJECTED
    assert not is_closed(甲.dossier, 甲.state)
    assert next_steps.next_actions(甲) == (Action.REGISTER_EMERGENCY,)
    assert next_steps.awaited_of(甲) == ((Role.SECRETARY, None),)
    with pytest.raises(DossierRefused) as refused:
        立卷(desk, 甲)
    for told in ("尚未登记事后报告", "尚未登记停止、纠正的情况", "尚未写明另行提交并已签批的纠正事项"):
        assert told in refused.value.faults[0].message


def test_没有先行处置的事项未通过_就是办结_不能再登记先行处置(
    desk: Desk, clock: demo.DayClock, 三件: list[Matter]
) -> None:
    _, 乙, _ = 开会(desk, clock, 三件, held(三件[0]), against(held(三件[1])), held(三件[2]))
    assert is_closed(乙.dossier, 乙.state)
    assert Action.REGISTER_EMERGENCY not in {row.action for row in desk.options(秘书, 乙)}
    assert "事项已经终结" in 不能登记(desk, 乙, 先行处置)["/matter/emergency"]


def test_追认以前不登记纠正(desk: Desk, 三件: list[Matter]) -> None:
    assert set(不能登记(desk, 三件[0], replace(先行处置, correction=纠正), "试")) == {"/matter/emergency/correction"}
