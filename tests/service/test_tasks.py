"""Several tasks carry out one decision, and its conditions are followed to their end: nothing of them is dropped on the way."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from review.domain.after import TaskState, state_of
from review.domain.dossier import (
    DecisionCondition,
    Execution,
    ExecutionProblem,
    ExecutionReport,
    ExecutionTask,
    Extension,
    TaskSuspension,
)
from review.domain.errors import DossierRefused
from review.domain.finishing import Handling
from review.domain.headline import headline_of
from review.domain.heads_decision import outcome_told
from review.domain.vocabulary import FileKind
from review.service import archive, execution, next_steps
from review.service.desk import Desk
from review.service.ports import Actor, Matter
from tests.sampling import some

from .conftest import Walk
from .signed import COMPLETED, DONE, PAPERS, Story, on_condition, signed

DUE = date(2024, 12, 31)
甲 = ExecutionTask(text="编制目录", unit="数据资源科", person="u05", deadline=date(2024, 11, 22))
乙 = ExecutionTask(text="改造系统", unit="信息中心", person="u05", deadline=date(2024, 12, 3))
丙 = ExecutionTask(text="培训推广", unit="办公室", person="u07", deadline=date(2024, 12, 20))
GOING_ON = replace(COMPLETED, completed_on=None, tasks=(甲, 乙, 丙))
条件 = DecisionCondition(text="先征得财政部门同意", unit="办公室", due_on=date(2024, 12, 6))
财政 = replace(条件, met_on=DONE, proof="财政局复函〔2024〕5号")
中止 = TaskSuspension(by="p01", on=DONE, urgent=True, reason="接口标准调整")


@pytest.fixture
def story(desk: Desk, walk: Walk) -> Story:
    return Story(desk, walk(signed))


@pytest.fixture
def conditional(desk: Desk, walk: Walk) -> Story:
    """A matter that its meeting passed on a condition, which its recorder wrote twice."""
    return Story(desk, walk(on_condition))


def execution_of(desk: Desk, actor: Actor, number: str, revision: int, said: Execution) -> Matter:
    return execution.follow_up(desk, actor, number, revision, execution.FollowUp(execution=said))


def lights(story: Story) -> list[tuple[str, str]]:
    """What runs, in its light."""
    found = next_steps.after_decision(story.matter, story.desk.rulebook.calendar, story.desk.today())
    return [(due.what, left.light) for due, left in found]


def registered(story: Story, said: Execution, why: str = "") -> Story:
    return story.follow(execution=said, reason=why)


def test_每项任务各有期限_灯和办结(story: Story) -> None:
    registered(story, GOING_ON)
    assert lights(story) == [
        ("执行任务：编制目录（数据资源科）", "red"), ("执行任务：改造系统（信息中心）", "yellow"),
        ("执行任务：培训推广（办公室）", "green"), ("执行办结", "green"),
    ]  # fmt: skip
    assert next_steps.finish(story.matter, DONE).handling is Handling.LATE
    done = replace(甲, completed_on=DONE, reports=(ExecutionReport(on=DONE, text="目录已编制"),))
    registered(story, replace(GOING_ON, tasks=(done, 乙, 丙)))
    assert lights(story)[0] == ("执行任务：改造系统（信息中心）", "yellow")
    assert [state_of(one) for one in story.dossier.execution.tasks] == [TaskState.DONE, TaskState.RUNNING, TaskState.RUNNING]
    assert next_steps.finish(story.matter, DONE).due == 乙.deadline


FOUND = ExecutionProblem(found_on=date(2024, 11, 20), text="接口标准调整")
TOLD = ExecutionReport(on=date(2024, 11, 20), text="目录完成八成")


@pytest.mark.parametrize(("had", "said"), [
    ({"problems": (FOUND,)}, {"problems": ()}),
    ({"problems": (FOUND,)}, {"problems": (replace(FOUND, text="没有问题"),)}),
    ({"reports": (TOLD,)}, {"reports": ()}),
    ({"reports": (TOLD,)}, {"reports": (replace(TOLD, text="目录全部完成"),)}),
    ({"tasks": (replace(甲, reports=(TOLD,)), 乙, 丙)}, {"tasks": (甲, 乙, 丙)}),
])  # fmt: skip
def test_登记过的执行问题和报告_不能删除改写_只能补充(story: Story, had: dict[str, Any], said: dict[str, Any]) -> None:
    bare = replace(GOING_ON, reports=(), problems=())
    registered(story, replace(bare, **had))
    assert "不能删除、改写；登记有误的，另列一条说明" in story.refused(execution_of, replace(bare, **said))
    later = ExecutionProblem(found_on=DONE, reported_on=DONE, text="接口标准已经统一")
    known = (replace(FOUND, reported_on=DONE),) if "problems" in had else ()
    added = replace(bare, **{**had, "problems": (*known, later)})
    assert registered(story, added).dossier.execution == added


@pytest.mark.heavy
def test_任务逾期没有报告_按执行要求判为不符合(story: Story) -> None:
    registered(story, replace(GOING_ON, reports=(), tasks=(replace(甲, reports=()), 乙, 丙)))
    assert "EXE-01" in story.shut_by()
    told = replace(甲, reports=(ExecutionReport(on=DONE, text="目录完成八成"),))
    registered(story, replace(GOING_ON, tasks=(told, 乙, 丙)))
    assert "EXE-01" not in story.shut_by()
    registered(story, replace(GOING_ON, tasks=(told, replace(乙, person=None), 丙)), "责任人调离")
    assert "EXE-01" in story.shut_by(), "nobody answers for one of the tasks"


@pytest.mark.heavy
def test_一项任务中止_由主要负责人决定_期限停止_恢复后继续(story: Story) -> None:
    problems = (ExecutionProblem(found_on=date(2024, 11, 28), reported_on=date(2024, 11, 28), text="接口标准调整"),)
    halted = replace(GOING_ON, problems=problems, tasks=(甲, replace(乙, suspension=中止), 丙))
    registered(story, halted)
    assert "执行任务：改造系统（信息中心）" not in [what for what, _ in lights(story)]
    assert state_of(story.dossier.execution.tasks[1]) is TaskState.SUSPENDED
    assert "EXE-03" not in story.shut_by()
    registered(story, replace(halted, tasks=(甲, replace(乙, suspension=replace(中止, by="p02")), 丙)), "决定人有误")
    assert "EXE-03" in story.shut_by(), "a member is not the head"
    registered(story, replace(halted, tasks=(甲, replace(乙, suspension=replace(中止, resumed_on=DONE)), 丙)), "决定人有误")
    assert "执行任务：改造系统（信息中心）" in [what for what, _ in lights(story)]


@pytest.mark.parametrize(("said", "told"), some([
    ((甲, 乙), "已登记的任务“培训推广”不能删除、改写"),
    ((甲, replace(乙, text="改造系统（缩小范围）"), 丙), "已登记的任务“改造系统”不能删除、改写"),
    ((乙, 甲, 丙), "已登记的任务“编制目录”不能删除、改写"),
    ((甲, 乙, 丙, ExecutionTask(unit="办公室")), "请写明任务内容"),
    ((甲, replace(乙, suspension=TaskSuspension(on=DONE, reason="无")), 丙), "请写明中止的理由"),
    ((甲, replace(乙, suspension=TaskSuspension(reason="接口调整")), 丙), "请填写中止日期"),
    ((甲, replace(乙, suspension=replace(中止, resumed_on=date(2024, 11, 1))), 丙), "恢复日期早于中止日期"),
    ((甲, replace(乙, completed_on=date(2099, 1, 5)), 丙), "尚未到来的日期不能登记"),
], 2))  # fmt: skip
def test_a_task_is_not_dropped_reworded_or_suspended_without_a_word(
    story: Story, said: tuple[ExecutionTask, ...], told: str
) -> None:
    registered(story, GOING_ON)
    assert told in story.refused(execution_of, replace(GOING_ON, tasks=said))


@pytest.mark.heavy
def test_恢复了的中止不能改写_取消_办结不在中止期间(story: Story) -> None:
    """The second suspension took the place of the first, which was then on no page and in no record any more."""
    problems = (ExecutionProblem(found_on=date(2024, 11, 20), reported_on=date(2024, 11, 20), text="接口标准调整"),)
    early = replace(中止, on=date(2024, 11, 21))
    ended = replace(early, resumed_on=date(2024, 11, 25))
    registered(story, replace(GOING_ON, problems=problems, tasks=(甲, replace(乙, suspension=early), 丙)))
    by_another = (甲, replace(乙, suspension=replace(early, by="p02")), 丙)
    registered(story, replace(GOING_ON, problems=problems, tasks=by_another), "决定人有误")
    registered(story, replace(GOING_ON, problems=problems, tasks=(甲, replace(乙, suspension=ended), 丙)), "决定人无误")
    for suspension, why in (
        (replace(中止, reason="再次调整"), "再次中止的，另列一项任务"), (None, "再次中止的，另列一项任务"),
        (early, "已经登记恢复，不能取消"),
    ):  # fmt: skip
        said = replace(GOING_ON, problems=problems, tasks=(甲, replace(乙, suspension=suspension), 丙))
        assert why in story.refused(execution_of, said)
    for by in ("p03", "p01"):  # misstated, and put right
        tasks = (甲, replace(乙, suspension=replace(ended, by=by)), 丙)
        registered(story, replace(GOING_ON, problems=problems, tasks=tasks), "决定人有误")
    for on in (date(2024, 11, 20), date(2024, 11, 24)):
        done = replace(乙, suspension=ended, completed_on=on)
        assert "中止期间或者中止之前" in story.refused(execution_of, replace(GOING_ON, problems=problems, tasks=(甲, done, 丙)))
    done = replace(乙, suspension=ended, completed_on=date(2024, 11, 25))
    registered(story, replace(GOING_ON, problems=problems, tasks=(甲, done, 丙)))


def test_还有任务没有办结_不能登记全部办结(story: Story) -> None:
    registered(story, GOING_ON)
    done = replace(甲, completed_on=DONE)
    said = story.refused(execution_of, replace(GOING_ON, completed_on=DONE, tasks=(done, 乙, 丙)))
    assert "还有2项执行任务没有办结（改造系统、培训推广），不能登记全部办结" in said
    registered(story, replace(GOING_ON, tasks=(done, 乙, 丙)))
    assert "已经登记办结，不能取消" in story.refused(execution_of, GOING_ON)
    whole = tuple(replace(one, completed_on=DONE, reports=COMPLETED.reports) for one in (甲, 乙, 丙))
    registered(story, replace(GOING_ON, completed_on=DONE, tasks=whole))
    assert next_steps.finish(story.matter, DONE).finished


def test_条件由会议决定_执行不能增加(story: Story) -> None:
    """Any row under 执行 was counted as a condition of the decision, also one that was added after the file was handed over."""
    told = story.refused(execution_of, replace(COMPLETED, conditions=(条件,)))
    assert "会议没有附条件，不能登记“先征得财政部门同意”：条件由会议决定" in told
    assert "列为执行任务" in told
    registered(story, COMPLETED).do(archive.close_file, story.closing(*PAPERS)).do(archive.hand_over)
    assert "会议没有附条件" in story.refused(execution_of, replace(COMPLETED, conditions=(条件,)))


def test_会议没有附的条件_已经列出的条件_都不能另列(conditional: Story) -> None:
    for 另一项 in ("报县政府备案", "先征得财政部门书面同意"):
        said = replace(COMPLETED, conditions=(条件, replace(条件, text=另一项)))
        assert f"会议附的条件是“先征得财政部门同意”，没有这一项，不能登记“{另一项}”" in conditional.refused(execution_of, said)
    twice = replace(COMPLETED, conditions=(条件, replace(条件, text="先征得 财政部门同意")))
    assert "这个条件已经列在上面，还没有落实" in conditional.refused(execution_of, twice)


def test_标题_会议记录_执行说的是同样几个条件(conditional: Story) -> None:
    def said() -> tuple[str, str]:
        matter = conditional.matter
        heading = headline_of(matter.dossier, matter.judgement, matter.state).text.partition("；")[0]
        return heading, outcome_told((matter.dossier.meetings or ())[-1])

    assert said() == ("会议通过并已签批（附1项条件，1项尚未落实）", "通过（附1项条件）")
    registered(conditional, replace(COMPLETED, conditions=(财政,)))
    assert said() == ("会议通过并已签批（附1项条件，均已落实）", "通过（附1项条件）")
    registered(conditional, replace(COMPLETED, conditions=(财政, 条件)))
    assert said() == ("会议通过并已签批（附1项条件，1项尚未落实）", "通过（附1项条件）"), "it was not fulfilled after all"
    assert "条件还有1项没有落实" in conditional.refused(archive.close_file, conditional.closing(*PAPERS))


def test_登记执行时没有写条件的_会议的条件仍在跟踪(conditional: Story) -> None:
    assert [one.text for one in conditional.dossier.execution.conditions] == [条件.text]
    assert "不能删除、改写" in conditional.refused(execution_of, COMPLETED)


def test_附条件通过的条件_落实要有凭据_不能删除_没有落实不能立卷(conditional: Story) -> None:
    story = conditional
    registered(story, replace(COMPLETED, conditions=(条件,)))
    assert ("落实条件：先征得财政部门同意（办公室）", "green") in lights(story)
    said = story.refused(archive.close_file, story.closing(*PAPERS))
    assert "附条件通过的条件还有1项没有落实（先征得财政部门同意），不能立卷、移交" in said
    assert "不能删除、改写" in story.refused(execution_of, replace(COMPLETED, conditions=()))
    assert "不能删除、改写" in story.refused(execution_of, replace(COMPLETED, conditions=(replace(条件, text="征求意见"),)))
    for proof in (None, " ", "无", "待定"):
        said = story.refused(execution_of, replace(COMPLETED, conditions=(replace(条件, met_on=DONE, proof=proof),)))
        assert "请写明怎样落实、有什么材料为证" in said
    registered(story, replace(COMPLETED, conditions=(财政,)))
    assert "已经登记落实，不能取消" in story.refused(execution_of, replace(COMPLETED, conditions=(条件,)))
    story.do(archive.close_file, story.closing(*PAPERS))
    assert FileKind.MINUTES in {one.kind for one in story.dossier.archive.items}


@pytest.mark.heavy
def test_立卷以后又登记的条件_没有落实不能移交(conditional: Story) -> None:
    story = conditional
    registered(story, replace(COMPLETED, conditions=(财政,)))
    story.do(archive.close_file, story.closing(*PAPERS))
    registered(story, replace(COMPLETED, conditions=(财政, 条件)))
    assert "附条件通过的条件还有1项没有落实" in story.refused(archive.hand_over)
    registered(story, replace(COMPLETED, conditions=(财政, 财政)))
    story.do(archive.close_file, story.closing())
    story.do(archive.hand_over)


延期 = Extension(reason="财政部门要求重新测算")


def test_期限推后要写理由_原期限保留并显示(conditional: Story) -> None:
    story = conditional
    registered(story, replace(GOING_ON, deadline=DUE, conditions=(条件,)))
    later = date(2025, 3, 31)
    put_off = {
        "/execution/extensions/0/reason": replace(GOING_ON, deadline=later, conditions=(条件,)),
        "/execution/tasks/0/extensions/0/reason": replace(
            GOING_ON, deadline=DUE, conditions=(条件,), tasks=(replace(甲, deadline=None), 乙, 丙)
        ),
        "/execution/conditions/0/extensions/0/reason": replace(
            GOING_ON, deadline=DUE, conditions=(replace(条件, due_on=later),)
        ),
    }  # fmt: skip
    for place, said in put_off.items():
        with pytest.raises(DossierRefused) as refused:
            story.follow(execution=said)
        assert [fault.pointer for fault in refused.value.faults] == [place]
        assert "请写明延期的理由" in refused.value.faults[0].message
    told = replace(甲, deadline=later, extensions=(延期,))
    registered(story, replace(GOING_ON, deadline=DUE, conditions=(条件,), tasks=(told, 乙, 丙)))
    kept = story.dossier.execution.tasks[0]
    assert kept.extensions == (replace(延期, deadline=甲.deadline, on=DONE),)
    assert ("执行任务：编制目录（数据资源科）（原期限2024年11月22日，已延期）", "green") in lights(story)
    again = replace(kept, deadline=date(2025, 6, 30))
    said = replace(GOING_ON, deadline=DUE, conditions=(条件,), tasks=(again, 乙, 丙))
    assert "请写明延期的理由" in story.refused(execution_of, said)


def test_延期的记录不能删改_没有推后的不写理由(story: Story) -> None:
    registered(story, GOING_ON)
    registered(story, replace(GOING_ON, tasks=(replace(甲, deadline=DUE, extensions=(延期,)), 乙, 丙)))
    kept = story.dossier.execution.tasks[0].extensions
    registered(story, replace(GOING_ON, tasks=(replace(甲, deadline=DUE, person="u07"), 乙, 丙)), "责任人调整")
    assert story.dossier.execution.tasks[0].extensions == kept
    nothing = replace(甲, deadline=DUE, extensions=(Extension(reason="又"),))
    assert "期限没有推后" in story.refused(execution_of, replace(GOING_ON, tasks=(nothing, 乙, 丙)))
