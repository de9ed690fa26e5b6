"""What happens at meetings, told as a secretary would tell it; each test is one story, by the real services over a real store."""

from dataclasses import replace

import pytest

from review import demo
from review.domain import overturned
from review.domain.after import open_conditions
from review.domain.dossier import (
    Approval,
    Archive,
    Execution,
    ExecutionChange,
    ExecutionReport,
    Meeting,
    Presider,
    Publication,
)
from review.domain.errors import DossierRefused, Forbidden, GateShut
from review.domain.execution_faults import closing_faults
from review.domain.finishing import finish_of
from review.domain.meeting import tally
from review.domain.vocabulary import ExecutionChangeKind, Gate, MeetingResult, Outcome, Role
from review.domain.workflow import Action, State, transition
from review.service import archive, execution, next_steps, oversight, separation, sitting, submission
from review.service.archive import Closing
from review.service.desk import Desk
from review.service.execution import FollowUp
from review.service.ports import Matter

from .conftest import Walk
from .tabled import (
    HELD,
    RECORDER,
    against,
    by,
    confirmed,
    held,
    last,
    notice,
    notified,
    parts,
    put_off,
    recused,
    tabled,
    without,
)

书记 = by(Role.GROUP_SECRETARY)


def on_the_next_one(desk: Desk, meeting: Meeting = HELD) -> Meeting:
    """The meeting as it would be held ten working days later, under the next number."""
    def later(day):
        return desk.rulebook.calendar.after(day, 10)[0]

    day = later(meeting.held_on)
    return replace(
        meeting, number="党组会〔2022〕16号", held_on=day, started_at=meeting.started_at.replace(month=day.month, day=day.day),
        ended_at=meeting.ended_at.replace(month=day.month, day=day.day),
        notice=replace(meeting.notice, sent_on=desk.rulebook.calendar.after(meeting.held_on, 5)[0], papers_sent_on=None),
    )  # fmt: skip


def 开会(desk: Desk, clock: demo.DayClock, matters: list[Matter], *meetings: Meeting) -> list[Matter]:
    clock.turn_to(meetings[0].ended_at or meetings[0].held_on)
    return list(sitting.record(desk, RECORDER, parts(matters, meetings)))


def 不能宣布(desk: Desk, clock: demo.DayClock, matters: list[Matter], *meetings: Meeting) -> set[str]:
    """The rules that keep the result from being announced."""
    with pytest.raises(GateShut) as shut:
        开会(desk, clock, matters, *meetings)
    return {one.rule for one in shut.value.findings}


def test_一次会议三个议题_一个缓议_其余通过_缓议的不能签批(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(notified)
    甲, 乙, 丙 = 开会(desk, clock, matters, held(matters[0]), put_off(held(matters[1])), held(matters[2]))
    assert [one.state for one in (甲, 乙, 丙)] == [State.DECIDED, State.PREPARING, State.DECIDED]
    assert {one.rule for one in 乙.judgement.shutting(Gate.APPROVAL)} >= {"MTG-26"}
    clock.turn_to(desk.rulebook.calendar.after(desk.today(), 1)[0])
    assert [Action.SIGN in {row.action for row in desk.options(书记, one)} for one in (甲, 乙, 丙)] == [True, False, True]


@pytest.mark.heavy
def test_缓议后再议_第二次会议通过_两次会议都在案(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(notified)
    _, 缓议, _ = 开会(desk, clock, matters, held(matters[0]), put_off(held(matters[1])), held(matters[2]))
    再次 = on_the_next_one(desk)
    缓议 = confirmed(desk, clock, 缓议, desk.rulebook.calendar.after(desk.today(), 2)[0])
    (再议,) = notice(desk, clock, [缓议], 再次)
    (通过,) = 开会(desk, clock, [再议], replace(
        held(再议), started_at=再次.started_at, ended_at=再次.ended_at, topic=replace(HELD.topic, main_question="再次审议")
    ))  # fmt: skip
    assert 通过.state is State.DECIDED
    assert [one.result for one in 通过.dossier.meetings or ()] == [MeetingResult.DEFERRED, MeetingResult.PASSED]
    assert [one.number for one in 通过.dossier.meetings or ()] == [HELD.number, 再次.number]
    assert "MTG-26" not in {one.rule for one in 通过.judgement.shutting(Gate.APPROVAL)}


@pytest.mark.heavy
def test_分管领导不同意签批_书记收回提请复议_再次通过后不影响签批(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(notified)
    _, 通过, _ = 开会(desk, clock, matters, held(matters[0]), held(matters[1]), held(matters[2]))
    with pytest.raises(DossierRefused, match="需要复议的，请先收回"):
        confirmed(desk, clock, 通过, desk.rulebook.calendar.after(desk.today(), 1)[0])
    收回 = submission.recall(desk, 书记, 通过.number, 通过.revision, "分管领导不同意，提请复议")
    assert (收回.state, 收回.dossier.meetings) == (State.PREPARING, 通过.dossier.meetings)
    再次 = on_the_next_one(desk)
    (再议,) = notice(desk, clock, [confirmed(desk, clock, 收回, desk.today())], 再次)
    (复议,) = 开会(desk, clock, [再议], replace(held(再议), started_at=再次.started_at, ended_at=再次.ended_at))
    assert [one.result for one in 复议.dossier.meetings or ()] == [MeetingResult.PASSED] * 2
    assert not {one.rule for one in 复议.judgement.shutting(Gate.APPROVAL)} - {"RPT-01", "RPT-03"}, "尚未登记请示报告"
    可收回 = transition(State.DECIDED, Action.RECALL)
    assert separation.objection(可收回, 书记.person, 复议.dossier, frozenset()) is None
    已签批 = replace(复议.dossier, approvals=(Approval(step=1),))
    assert separation.objection(可收回, 书记.person, 已签批, frozenset()) == "已有签批，不能收回。"


条件 = ("先征得财政部门书面同意", "压缩预算百分之五以后实施")


def test_附条件通过_会议的条件逐项列入执行(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(notified)
    甲, 乙, 丙 = 开会(desk, clock, matters, replace(held(matters[0]), conditions=条件), held(matters[1]),
                   replace(held(matters[2]), conditions=(条件[0], 条件[0])))  # fmt: skip
    跟踪 = [tuple(one.text for one in (matter.dossier.execution or Execution()).conditions or ()) for matter in (甲, 乙, 丙)]
    assert 跟踪 == [条件, (), 条件[:1]]
    assert all(one.met_on is None for one in open_conditions(甲.dossier.execution or Execution()))
    assert [fault.pointer for fault in closing_faults(甲.dossier.execution or Execution(), "/archive")] == ["/archive"]


@pytest.mark.parametrize(("决定", "可以"), [
    ("同意，附条件：先征得财政部门同意", False), ("附以下两项条件通过", False), ("原则同意，附带条件通过", False),
    ("同意", True), ("同意，不附条件", True), ("同意，没有附带条件", True), ("同意补充附件、完善招标条件", True),
    ("符合条件的人员予以保留", True),
])  # fmt: skip
def test_决定写明附条件而没有逐项列出的_不能宣布通过(
    desk: Desk, clock: demo.DayClock, walk: Walk, 决定: str, 可以: bool
) -> None:
    """Such conditions were followed by nobody."""
    matters = walk(notified)
    会议 = [replace(held(matters[0]), decision_text=决定), held(matters[1]), held(matters[2])]
    if not 可以:
        with pytest.raises(DossierRefused) as refused:
            开会(desk, clock, matters, *会议)
        assert "决定内容写明附条件，而条件没有逐项填写" in refused.value.faults[0].message
        会议[0] = replace(会议[0], conditions=条件[:1])
    assert {one.state for one in 开会(desk, clock, matters, *会议)} == {State.DECIDED}


@pytest.mark.parametrize("result", [MeetingResult.DEFERRED, MeetingResult.REJECTED])
def test_没有通过的议题不能附带条件(desk: Desk, clock: demo.DayClock, walk: Walk, result: MeetingResult) -> None:
    matters = walk(notified)
    没有通过 = against if result is MeetingResult.REJECTED else put_off
    with pytest.raises(DossierRefused) as refused:
        开会(desk, clock, matters, held(matters[0]), replace(没有通过(held(matters[1])), conditions=条件), held(matters[2]))
    assert any("/conditions" in fault.pointer and result.label in fault.message for fault in refused.value.faults)
    assert [oversight.show(desk, RECORDER, one.number) for one in matters] == matters


@pytest.mark.heavy
def test_附条件通过后收回复议_未落实的条件不再跟踪_再次通过的条件另行列入(
    desk: Desk, clock: demo.DayClock, walk: Walk
) -> None:
    matters = walk(notified)
    _, 通过, _ = 开会(desk, clock, matters, held(matters[0]), replace(held(matters[1]), conditions=条件), held(matters[2]))
    收回 = submission.recall(desk, 书记, 通过.number, 通过.revision, "条件过严，提请复议")
    assert not (收回.dossier.execution or Execution()).conditions
    assert 收回.dossier.meetings == 通过.dossier.meetings, "会议记录不变"
    再次 = on_the_next_one(desk)
    (再议,) = notice(desk, clock, [confirmed(desk, clock, 收回, desk.today())], 再次)
    再议会议 = replace(held(再议), started_at=再次.started_at, ended_at=再次.ended_at, conditions=("报县政府备案",))
    (复议,) = 开会(desk, clock, [再议], 再议会议)
    assert [one.text for one in (复议.dossier.execution or Execution()).conditions or ()] == ["报县政府备案"]


def test_主要负责人缺席由副书记主持_须有委托_副书记末位表态(desk: Desk, clock: demo.DayClock) -> None:
    matters = notice(desk, clock, tabled(desk, clock, ("权责清单目录编制规则",)))
    缺席 = tuple(replace(one, present=False, absence_reason="因公外出") if one.id == "p01" else one for one in HELD.members or ())
    会议 = replace(without(held(matters[0]), "p01"), members=缺席, minutes=replace(HELD.minutes, signed_by=("s02", "p02")))
    首位 = replace(会议, presider=Presider(id="p02", delegated_by="p01"))
    assert "MTG-13" in 不能宣布(desk, clock, matters, 首位)
    发言 = 会议.statements or ()
    末位 = replace(首位, statements=tuple(sorted(发言, key=lambda one: one.member == "p02")))
    assert 不能宣布(desk, clock, matters, replace(末位, presider=Presider(id="p02"))) == {"MTG-05"}
    (通过,) = 开会(desk, clock, matters, 末位)
    assert 通过.state is State.DECIDED
    计数 = tally(last(通过.dossier), 通过.dossier.unit.parameters)
    assert (str(计数.expected), str(计数.present)) == ("7", "5")
    assert 计数.last_speaker == "p02"


def test_回避后不足法定人数_该议题只能缓议_同次会议的其他议题照常通过(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(notified)
    回避 = recused(held(matters[1]), "p03", "p04", "p05")
    计数 = tally(回避, matters[1].dossier.unit.parameters)
    assert (str(计数.expected), str(计数.present), 计数.half_needed, 计数.half) == ("7", "3", 4, False)
    会议 = [held(matters[0]), 回避, held(matters[2])]
    assert 不能宣布(desk, clock, matters, *会议) >= {"MTG-06", "MTG-16"}
    不变 = [oversight.show(desk, RECORDER, one.number) for one in matters]
    assert 不变 == matters
    会议[1] = replace(put_off(回避), decision_text="回避后到会不足半数，改期再议")
    结果 = 开会(desk, clock, matters, *会议)
    assert [one.state for one in 结果] == [State.DECIDED, State.PREPARING, State.DECIDED]


def test_通过以后已经执行公布_收回复议未通过_停止并报告以后才能办结(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    """Told as 未通过 办结, with everything that had been done on it gone from its page: nobody was asked to set it right."""
    秘书 = by(Role.SECRETARY)
    matters = walk(notified)
    甲, *_ = 开会(desk, clock, matters, *map(held, matters))
    决定日 = desk.today()
    执行 = Execution(unit="办公室", reports=(ExecutionReport(on=决定日, text="已经启动"),), problems=())
    甲 = execution.follow_up(desk, 秘书, 甲.number, 甲.revision, FollowUp(execution=执行, about="执行"))
    公布 = Publication(required=True, content_checked=True, published_on=决定日, url="http://example.gov.cn/1")
    甲 = execution.follow_up(desk, 秘书, 甲.number, 甲.revision, FollowUp(publication=公布, about="公布"))
    收回 = submission.recall(desk, 书记, 甲.number, 甲.revision, "提请复议")
    再次 = on_the_next_one(desk)
    (再议,) = notice(desk, clock, [confirmed(desk, clock, 收回, desk.today())], 再次)
    (未通过,) = 开会(desk, clock, [再议], replace(against(held(再议)), started_at=再次.started_at, ended_at=再次.ended_at))
    assert 未通过.state is State.REJECTED
    assert overturned.carried_out(未通过.dossier) == ("公布", "执行")
    assert len(overturned.demanded(未通过.dossier)) == 2
    assert not finish_of(未通过.dossier, 未通过.state, desk.today()).finished
    assert next_steps.next_actions(未通过) == (Action.FOLLOW_UP,)
    assert finding(未通过, "ACC-06") is Outcome.not_met
    with pytest.raises(DossierRefused, match="尚未登记停止执行"):
        archive.close_file(desk, 秘书, 未通过.number, 未通过.revision, Closing(archive=Archive(closed_on=desk.today())))
    早 = replace(未通过.dossier.execution or Execution(), change=ExecutionChange(
        kind=ExecutionChangeKind.STOP, on=决定日, by=书记.person))  # fmt: skip
    with pytest.raises(DossierRefused, match="早于没有通过事项的会议之日"):
        execution.follow_up(desk, 秘书, 未通过.number, 未通过.revision, FollowUp(execution=早, about="执行"))

    def 登记(matter: Matter, **changes: object) -> Matter:
        said = replace(matter.dossier.execution or Execution(), **changes)
        return execution.follow_up(desk, 秘书, matter.number, matter.revision, FollowUp(execution=said, about="执行"))

    停止 = 登记(未通过, change=ExecutionChange(kind=ExecutionChangeKind.STOP, on=desk.today(), by=书记.person))
    assert overturned.demanded(停止.dossier) == ("会议未通过，而已经公布、执行，尚未报告停止、纠正的情况",)
    报告 = (*(停止.dossier.execution or Execution()).reports, ExecutionReport(on=desk.today(), text="已经停止，公布的内容已撤下"))
    纠正 = 登记(停止, reports=报告)
    assert overturned.demanded(纠正.dossier) == ()
    assert finish_of(纠正.dossier, 纠正.state, desk.today()).finished
    assert finding(纠正, "ACC-06") is Outcome.met


def test_没有执行过的事项未通过_没有可以登记的_可以办结(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(notified)
    _, _, 未通过 = 开会(desk, clock, matters, held(matters[0]), held(matters[1]), against(held(matters[2])))
    assert overturned.demanded(未通过.dossier) == ()
    assert finish_of(未通过.dossier, 未通过.state, desk.today()).finished
    said = FollowUp(execution=Execution(unit="办公室"), about="执行")
    with pytest.raises(Forbidden, match="没有需要执行、登记的"):
        execution.follow_up(desk, by(Role.SECRETARY), 未通过.number, 未通过.revision, said)


def finding(matter: Matter, rule: str) -> Outcome:
    return next(one.outcome for one in matter.judgement.findings if one.rule == rule)


@pytest.mark.heavy
def test_附条件通过_已登记责任和落实情况_收回以后办理记录里仍查得到(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    """Who was to fulfil it, until when and how far he had come was gone from dossier, record and trail alike."""
    matters = walk(notified)
    甲, *_ = 开会(desk, clock, matters, replace(held(matters[0]), conditions=条件), held(matters[1]), held(matters[2]))
    行 = (甲.dossier.execution or Execution()).conditions or ()
    登记 = (replace(行[0], unit="财务科", proof="批复已报送，待复"), *行[1:])
    said = FollowUp(execution=replace(甲.dossier.execution or Execution(), conditions=登记), about="执行")
    甲 = execution.follow_up(desk, by(Role.SECRETARY), 甲.number, 甲.revision, said)
    收回 = submission.recall(desk, 书记, 甲.number, 甲.revision, "提请复议")
    with desk.store.reading(书记.unit) as work:
        note = work.trail.of_matter(收回.number)[-1].note
    assert note.startswith("提请复议；不再跟踪的条件：")
    assert all(told in note for told in (条件[0], "财务科", "批复已报送，待复")) and 条件[1] not in note
