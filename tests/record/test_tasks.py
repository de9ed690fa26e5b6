"""The record tells of every task and every condition how it stands, in words, and nothing where there is none."""

from dataclasses import replace
from datetime import date

from review.domain.dossier import DecisionCondition, Dossier, ExecutionReport, ExecutionTask, Extension, TaskSuspension
from review.record.view.closing import closing_view
from review.record.view.people import People

from . import examples

DAY = date(2022, 9, 26)
TASK = ExecutionTask(text="编制目录", unit="信息中心", person="p01", deadline=date(2022, 12, 1))
CONDITION = DecisionCondition(text="先征得财政部门同意", unit="办公室", due_on=date(2022, 10, 20))


def on_condition(dossier: Dossier) -> Dossier:
    """The dossier, whose meeting passed it on this condition."""
    (held,) = dossier.meetings or ()
    return replace(dossier, meetings=(replace(held, conditions=(CONDITION.text or "",)),))


def test_each_task_and_condition_is_told_with_how_it_stands() -> None:
    dossier = examples.record("01").dossier
    halted = replace(TASK, reports=(ExecutionReport(on=DAY, text="完成八成"),),
                     suspension=TaskSuspension(by="p01", on=DAY, urgent=True, reason="标准调整"))  # fmt: skip
    done = replace(TASK, completed_on=DAY)
    met = replace(CONDITION, met_on=DAY, proof="财政局复函")
    strange = replace(met, text="报批")
    execution = replace(dossier.execution, tasks=(TASK, halted, done), conditions=(CONDITION, met, strange))
    view = closing_view(replace(on_condition(dossier), execution=execution), People(dossier))
    assert [(one["state"], one["tone"]) for one in view["tasks"]] == [
        ("执行中", "na"), ("中止", "open"), ("已办结（2022年9月26日）", "pass"),
    ]  # fmt: skip
    assert view["tasks"][1]["told"] == ["2022年9月26日报告：完成八成", "2022年9月26日中止，情况紧急，理由：标准调整"]
    assert view["tasks"][1]["suspended_by"]
    assert [(one["state"], one["tone"], one["proof"]) for one in view["conditions"]] == [
        ("尚未落实", "open", []), ("已落实（2022年9月26日）", "pass", ["财政局复函"]),
        ("已落实（2022年9月26日）", "pass", ["会议没有附这个条件", "财政局复函"]),
    ]  # fmt: skip
    unlisted = closing_view(on_condition(dossier), People(dossier))
    assert [one["state"] for one in unlisted["conditions"]] == ["尚未落实"], "the meeting set it, and nobody listed it"
    bare = closing_view(dossier, People(dossier))
    assert (bare["tasks"], bare["conditions"]) == ([], [])


def test_what_was_done_after_its_day_says_so() -> None:
    dossier = examples.record("01").dossier
    tasks = tuple(replace(TASK, completed_on=on) for on in (TASK.deadline, date(2022, 12, 2)))
    met = tuple(replace(CONDITION, met_on=on, proof="复函") for on in (CONDITION.due_on, date(2022, 10, 21)))
    execution = replace(dossier.execution, tasks=tasks, conditions=(*met, replace(met[1], due_on=None)))
    view = closing_view(replace(dossier, execution=execution), People(dossier))
    assert [(one["state"], one["tone"]) for one in (*view["tasks"], *view["conditions"])] == [
        ("已办结（2022年12月1日）", "pass"), ("已办结（2022年12月2日，晚于期限）", "open"),
        ("已落实（2022年10月20日）", "pass"), ("已落实（2022年10月21日，晚于期限）", "open"),
        ("已落实（2022年10月21日）", "pass"),
    ]  # fmt: skip


def test_a_day_that_was_put_off_is_told_with_the_day_before_it_and_the_reason() -> None:
    dossier = examples.record("01").dossier
    put_off = (Extension(deadline=DAY, reason="重新测算", on=date(2022, 9, 27)),)
    execution = replace(dossier.execution, extensions=put_off, tasks=(replace(TASK, extensions=put_off),),
                        conditions=(replace(CONDITION, extensions=put_off),))  # fmt: skip
    view = closing_view(replace(on_condition(dossier), execution=execution), People(dossier))
    told = "2022年9月27日延期，原期限2022年9月26日，理由：重新测算"
    assert view["tasks"][0]["told"] == [told]
    assert view["conditions"][0]["proof"] == [told]
    assert told in str(view["execution"])
