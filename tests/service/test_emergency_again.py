"""What was done first is discussed again, corrected, struck out or set right: nothing that stood is lost, and no red stays that
is none."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from review import demo
from review.domain.days import BEIJING
from review.domain.dossier import Meeting
from review.domain.emergency import Ratifying
from review.domain.errors import DossierRefused
from review.domain.finishing import is_closed
from review.domain.vocabulary import DecisionMode, Gate, Outcome, Role
from review.domain.workflow import Action, State
from review.service import emergency, next_steps, oversight, sign_off, submission
from review.service.desk import Desk
from review.service.ports import Matter

from .conftest import Walk
from .tabled import HELD, PEOPLE, against, by, confirmed, held, notice, put_off, tabled
from .test_emergency import 不能登记, 书记, 先行处置, 开会, 核验, 登记, 秘书, 立卷, 纠正, 追认

分管 = by(Role.LEADER)
次日, 逾期日 = date(2022, 9, 21), date(2022, 9, 23)
"""The limit of the unit is 21 September; the first meeting is on the 20th."""


@pytest.fixture
def 甲(desk: Desk, clock: demo.DayClock, walk: Walk) -> Matter:
    """A matter in which one acted first, which the first meeting passed in time."""
    return walk(通过)


def 通过(desk: Desk, clock: demo.DayClock) -> Matter:
    (甲,) = notice(desk, clock, [登记(desk, tabled(desk, clock, ["应急通信保障"])[0])])
    (甲,) = 开会(desk, clock, [甲], held(甲))
    return 甲


def 不签(desk: Desk, clock: demo.DayClock, matter: Matter, on: date | None = None) -> Matter:
    if on:
        clock.turn_to(on)
    return sign_off.decline(desk, 书记, matter.number, matter.revision, "付款方式再议", Action.SIGN)


def 收回(desk: Desk, matter: Matter) -> Matter:
    return submission.recall(desk, 书记, matter.number, matter.revision, "提请复议")


def 上会(desk: Desk, clock: demo.DayClock, matter: Matter, on: date) -> Matter:
    """The matter is a topic again, notified for this day."""
    matter = confirmed(desk, clock, matter, on)
    hours = [datetime.combine(on, time(hour), BEIJING) for hour in (15, 16)]
    meeting = replace(HELD, number=f"党组会〔2022〕{on:%d}号", held_on=on, started_at=hours[0], ended_at=hours[1],
                      notice=replace(HELD.notice, sent_on=on, papers_sent_on=on))  # fmt: skip
    return notice(desk, clock, [matter], meeting)[0]


def 再议(desk: Desk, clock: demo.DayClock, matter: Matter, on: date, how: object = None) -> Matter:
    """How the meeting of this day went; by default it passed the matter."""
    matter = 上会(desk, clock, matter, on)
    said: Meeting = replace(held(matter), started_at=datetime.combine(on, time(15), BEIJING),
                            ended_at=datetime.combine(on, time(16), BEIJING), number=None)  # fmt: skip
    return 开会(desk, clock, [matter], how(said) if callable(how) else said)[0]


def 轨迹(desk: Desk, matter: Matter) -> str:
    return oversight.trail(desk, 秘书, matter.number)[-1].note


def test_按期追认以后主要负责人不同意签批_追认仍然有效_期满以后再次通过的可以签批(
    desk: Desk, clock: demo.DayClock, 甲: Matter
) -> None:
    """The page said 复议以前，会议的决定不变 and 追认无法判定 at once, and after the second meeting 逾期追认 for ever."""
    had = 甲.dossier.matter.emergency
    甲 = 不签(desk, clock, 甲, 次日)
    assert 甲.state is State.PREPARING
    assert (甲.dossier.matter.emergency, 追认(甲, desk), 核验(甲)) == (had, Ratifying.IN_TIME, Outcome.met)
    waiting = 上会(desk, clock, 甲, date(2022, 9, 22))
    assert (追认(waiting, desk), 核验(waiting)) == (Ratifying.REOPENED, Outcome.undetermined)
    waiting = deliberation_recalled(desk, waiting)
    assert (追认(waiting, desk), 核验(waiting)) == (Ratifying.IN_TIME, Outcome.met)
    甲 = 再议(desk, clock, waiting, 逾期日)
    assert (甲.state, 甲.dossier.matter.emergency) == (State.DECIDED, had)
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.IN_TIME, Outcome.met)
    assert 轨迹(desk, 甲) == "先行处置2022年9月20日的追认不变"
    assert "MTG-24" not in {one.rule for one in 甲.judgement.shutting(Gate.APPROVAL)}
    assert not next_steps.ratified_too_late(甲)


def deliberation_recalled(desk: Desk, matter: Matter) -> Matter:
    """The topic of a meeting that was not held is taken back."""
    return submission.recall(desk, 书记, matter.number, matter.revision, "改日再议")


@pytest.mark.heavy
def test_收回复议_暂缓_再通过_以第一次追认为准(desk: Desk, clock: demo.DayClock, 甲: Matter) -> None:
    had = 甲.dossier.matter.emergency
    clock.turn_to(次日)
    甲 = 再议(desk, clock, 收回(desk, 甲), date(2022, 9, 22), put_off)
    assert (甲.state, 追认(甲, desk), 核验(甲)) == (State.PREPARING, Ratifying.REOPENED, Outcome.undetermined)
    assert 轨迹(desk, 甲) == "先行处置2022年9月20日的追认待会议再议"
    甲 = 再议(desk, clock, 甲, 逾期日)
    assert (甲.dossier.matter.emergency, 追认(甲, desk), 核验(甲)) == (had, Ratifying.IN_TIME, Outcome.met)


@pytest.mark.heavy
def test_收回复议_未通过的_追认失效_须停止纠正(desk: Desk, clock: demo.DayClock, 甲: Matter) -> None:
    甲 = 再议(desk, clock, 不签(desk, clock, 甲), 逾期日, against)
    assert (甲.state, 追认(甲, desk), 核验(甲)) == (State.REJECTED, Ratifying.REFUSED, Outcome.not_met)
    assert 轨迹(desk, 甲) == "先行处置未获追认"
    assert next_steps.next_actions(甲) == (Action.REGISTER_EMERGENCY,)


@pytest.mark.heavy
def test_复议暂缓以后撤回的_未获追认(desk: Desk, clock: demo.DayClock, 甲: Matter) -> None:
    clock.turn_to(次日)
    甲 = 再议(desk, clock, 收回(desk, 甲), date(2022, 9, 22), put_off)
    甲 = submission.withdraw(desk, 秘书, 甲.number, 甲.revision, "不办了")
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.REFUSED, Outcome.not_met)


@pytest.mark.heavy
def test_逾期追认的_复议再次通过也不成为按期(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    甲, *_ = walk(tabled)
    甲 = 再议(desk, clock, deliberation_recalled(desk, 登记(desk, 甲)), date(2022, 9, 22))
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.LATE, Outcome.not_met)
    甲 = 再议(desk, clock, 收回(desk, 甲), 逾期日)
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.LATE, Outcome.not_met)
    action = 甲.dossier.matter.emergency
    assert action is not None
    assert action.ratified_on == date(2022, 9, 22)


@pytest.mark.heavy
def test_追认以后才报告的_期限以内复议再次通过的_以后一次为准(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    """Nothing could be done about it: the report is what is ratified, and it came a day later."""
    甲, *_ = walk(tabled)
    unreported = replace(先行处置, reported_to=None, reported_on=None)
    (甲,) = notice(desk, clock, [登记(desk, 甲, unreported)])
    (甲,) = 开会(desk, clock, [甲], held(甲))
    clock.turn_to(次日)
    甲 = 登记(desk, 甲, replace(先行处置, reported_on=次日))
    assert (核验(甲), next_steps.next_actions(甲)) == (Outcome.not_met, (Action.RECALL,))
    甲 = 再议(desk, clock, 收回(desk, 甲), 次日)
    action = 甲.dossier.matter.emergency
    assert action is not None
    assert (action.ratified_on, 追认(甲, desk), 核验(甲)) == (次日, Ratifying.IN_TIME, Outcome.met)


@pytest.mark.heavy
def test_会议决定时没有登记的_收回以后可以登记_由再次通过的会议追认(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    """请先收回, said the refusal; and after that it said so again."""
    甲, *_ = walk(tabled)
    (甲,) = notice(desk, clock, [甲])
    (甲,) = 开会(desk, clock, [甲], held(甲))
    assert "请先收回，提请会议复议并追认" in 不能登记(desk, 甲, 先行处置)["/matter/emergency"]
    clock.turn_to(次日)
    甲 = 登记(desk, 收回(desk, 甲))
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.UNKNOWN, Outcome.undetermined)
    甲 = 再议(desk, clock, 甲, 次日)
    assert 甲.dossier.matter.emergency == replace(先行处置, ratified=True, ratified_on=次日)
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.IN_TIME, Outcome.met)


更早 = replace(先行处置, decided_on=date(2022, 9, 1))


def test_更正登记的内容_轨迹写明原来的和现在的(desk: Desk, walk: Walk) -> None:
    """It said 更正：日期写错; what had stood was nowhere, and all was green."""
    甲, *_ = walk(tabled)
    甲 = 登记(desk, 甲, 更早)
    assert 轨迹(desk, 甲) == "先行处置"
    told = 不能登记(desk, 甲, 先行处置)
    assert told == {"/reason": "更正已登记的内容，请写明更正的理由：先行处置日期原为“2022年9月1日”，现为“2022年9月14日”"}
    甲 = 登记(desk, 甲, 先行处置, "日期写错")
    assert 轨迹(desk, 甲) == "先行处置　更正：先行处置日期原为“2022年9月1日”，现为“2022年9月14日”；理由：日期写错"
    assert "没有改动已登记的内容" in 不能登记(desk, 甲, 先行处置, "日期写错")["/reason"]
    assert "没有填写任何内容" in 不能登记(desk, 甲, 先行处置)[""]
    甲 = 登记(desk, 甲, replace(先行处置, reported_to=None, reported_on=None), "尚未报告")
    assert "向谁报告原为“党组”，现删去；事后报告日期原为“2022年9月14日”，现删去" in 轨迹(desk, 甲)


def test_登记有误取消的_轨迹写明登记过什么(desk: Desk, walk: Walk) -> None:
    甲, *_ = walk(tabled)
    甲 = 登记(desk, 甲)
    with pytest.raises(DossierRefused) as blank:
        emergency.strike(desk, 秘书, 甲.number, 甲.revision, " ")
    assert [one.pointer for one in blank.value.faults] == ["/reason"]
    甲 = emergency.strike(desk, 秘书, 甲.number, 甲.revision, "登记到了别的事项")
    assert (甲.dossier.matter.emergency, 甲.dossier.matter.scope.emergency) == (None, False)
    names = 甲.dossier.people or {}
    note = 轨迹(desk, 甲)
    assert note.startswith("并未先行处置　更正：")
    for told in (
        f"先行处置的理由原为“{先行处置.reason}”，现删去", f"已采取的措施原为“{先行处置.measures}”，现删去",
        f"先行处置决定人原为“{names['p01'].name}”，现删去", "先行处置日期原为“2022年9月14日”，现删去",
        "向谁报告原为“党组”，现删去", "事后报告日期原为“2022年9月14日”，现删去", "紧急情况原为“是”，现为“否”",
        "；理由：登记到了别的事项",
    ):  # fmt: skip
        assert told in note


@pytest.mark.heavy
def test_会议决定以后补填的_填错了可以更正_决定时登记的不能(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    """A slip in the day of the report, added after the meeting, was red for ever: only another meeting could have mended it."""
    甲, *_ = walk(tabled)
    (甲,) = notice(desk, clock, [登记(desk, 甲, replace(先行处置, reported_to=None, reported_on=None))])
    (甲,) = 开会(desk, clock, [甲], held(甲))
    clock.turn_to(次日)
    甲 = 登记(desk, 甲, replace(先行处置, reported_on=次日))
    assert 核验(甲) is Outcome.not_met
    assert "事后报告日期原为“2022年9月21日”，现为“2022年9月14日”" in 不能登记(desk, 甲, 先行处置)["/reason"]
    told = 不能登记(desk, 甲, replace(先行处置, measures="另一措施"), "误填")
    assert set(told) == {"/matter/emergency/measures"}
    甲 = 登记(desk, 甲, 先行处置, "误填")
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.IN_TIME, Outcome.met)
    甲 = 登记(desk, 收回(desk, 甲), replace(先行处置, reported_to="党组、分管市领导"), "漏填")
    assert 追认(甲, desk) is Ratifying.IN_TIME, "what the meeting ratified is as it was"


@pytest.mark.heavy
def test_会议追认的登记_收回以后更正的由会议重新追认_补填不影响(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    甲, *_ = walk(tabled)
    (甲,) = notice(desk, clock, [登记(desk, 甲, replace(先行处置, reported_to=None, reported_on=None))])
    (甲,) = 开会(desk, clock, [甲], held(甲))
    later = replace(先行处置, decided_on=date(2022, 9, 15), reported_on=date(2022, 9, 15))
    told = 不能登记(desk, 甲, later, "日期误填")
    assert set(told) == {"/matter/emergency/decided_on"}
    assert "请书记收回提请复议，更正以后由会议重新追认" in told["/matter/emergency/decided_on"]
    with pytest.raises(DossierRefused):
        emergency.strike(desk, 秘书, 甲.number, 甲.revision, "没有这回事")
    clock.turn_to(次日)
    甲 = 登记(desk, 收回(desk, 甲))
    assert (追认(甲, desk), 核验(甲)) == (Ratifying.IN_TIME, Outcome.met), "only the report was added"
    甲 = 登记(desk, 甲, later, "日期误填")
    assert 甲.dossier.matter.emergency == later
    assert "已追认原为“是”，现删去；追认日期原为“2022年9月20日”，现删去" in 轨迹(desk, 甲)
    assert 核验(甲) is Outcome.undetermined
    甲 = 再议(desk, clock, 甲, 次日)
    assert 甲.dossier.matter.emergency == replace(later, ratified=True, ratified_on=次日)


def 未通过(desk: Desk, clock: demo.DayClock) -> list[Matter]:
    """What was done first is not ratified; another matter was passed by the same meeting."""
    甲, 乙 = tabled(desk, clock, ["应急通信保障", "数据分级"])
    甲, 乙 = notice(desk, clock, [登记(desk, 甲), 乙])
    return 开会(desk, clock, [甲, 乙], against(held(甲)), held(乙))


@pytest.mark.heavy
def test_纠正的事项_在未获追认以后提交_签批以后才算(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    """Any other open matter counted, also one of before, and the matter was 办结 at once."""
    甲, 乙 = walk(未通过)
    said = replace(先行处置, ratified=False, correction=纠正)

    def 不能作为(other: str) -> str:
        return 不能登记(desk, 甲, replace(said, correcting_matter=other))["/matter/emergency/correcting_matter"]

    assert "不是本事项" in 不能作为(甲.number)
    assert "本单位没有这件事项" in 不能作为("SL-ZSJ-2099-0001")
    assert "当时先行处置还不是未获追认（2022年9月20日起）：纠正的事项是此后另行提交的" in 不能作为(乙.number)
    甲 = 登记(desk, 甲, said)
    assert not is_closed(甲.dossier, 甲.state)
    found = {}
    for place, (left_out, state) in enumerate((
        (("meetings", "approvals"), State.REVIEWED), (("approvals",), State.DECIDED), ((), State.APPROVED),
    )):  # fmt: skip
        example = demo.examples()[4]
        about = replace(example.matter, number=f"SL-ZSJ-2024-90{place:02}", title=f"纠正先行处置{place}")
        road = replace(example, matter=about, execution=None, archive=None, publication=None,
                       **dict.fromkeys(left_out))  # type: ignore[arg-type]
        found[state] = demo.drive(desk, clock, road, PEOPLE)
        assert found[state].state in (state, State.PREPARING, State.ADVISED)
    undecided = next(iter(found.values()))
    assert "还没有由会议决定并签批" in 不能作为(undecided.number)
    assert "还没有由会议决定并签批" in 不能作为(found[State.DECIDED].number)
    undecided = submission.withdraw(desk, 秘书, undecided.number, undecided.revision, "不办了")
    assert "已撤回，没有作出纠正的决定" in 不能作为(undecided.number)
    甲 = 登记(desk, 甲, replace(said, correcting_matter=found[State.APPROVED].number))
    assert is_closed(甲.dossier, 甲.state)
    assert next_steps.next_actions(甲) == ()
    甲 = 立卷(desk, 甲)
    assert set(不能登记(desk, 甲, replace(said, correction="另一说法"))) == {"/reason"}


@pytest.mark.heavy
def test_决定的会议还没有开的_仍可以登记先行处置(desk: Desk, clock: demo.DayClock) -> None:
    """The party group passed it, and the head's meeting decides."""
    example = demo.examples()[1]
    about = replace(example.matter, decision_mode=DecisionMode.HEAD_DECIDES)
    road = replace(example, matter=about, meetings=(example.meetings or ())[:1], approvals=None, reporting=None, publication=None,
                   execution=None, archive=None)  # fmt: skip
    matter = demo.drive(desk, clock, road, PEOPLE)
    assert matter.state is State.DECIDED
    acted = replace(先行处置, decided_on=date(2023, 6, 6), reported_on=date(2023, 6, 6))
    matter = 登记(desk, matter, acted)
    assert (追认(matter, desk), next_steps.next_actions(matter)) == (Ratifying.PENDING, (Action.CONFIRM_TOPIC,))
    clock.turn_to(date(2023, 6, 20))
    assert 追认(matter, desk) is Ratifying.OVERDUE, "the party group's meeting was in time, and ratified nothing"
    passed = replace(matter.dossier, meetings=(example.meetings or ())[::-1])
    assert next_steps.next_actions(replace(matter, dossier=passed)) == (Action.RECALL,)
