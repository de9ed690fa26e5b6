"""A suspension (中止) ends nothing: while it lasts the matter is not completed, its file neither closed nor handed over."""

from dataclasses import replace
from datetime import date

from review.domain.dossier import ExecutionChange, ExecutionProblem
from review.domain.vocabulary import ExecutionChangeKind
from review.domain.workflow import Action
from review.service import archive, next_steps

from .signed import COMPLETED, DONE, PAPERS, Story
from .test_tasks import GOING_ON, execution_of, lights, registered, story, 丙, 中止, 乙, 甲

__all__ = ["story"]

问题 = (ExecutionProblem(found_on=date(2024, 11, 28), reported_on=date(2024, 11, 28), text="接口标准调整"),)


def test_中止执行期间_不算办结_不能立卷_说明自何时由谁中止_恢复或者另立新事项以后才可以(story: Story) -> None:
    """Completion was registered beside the suspension, the file closed and handed over, and nobody asked for the resumption."""
    change = ExecutionChange(kind=ExecutionChangeKind.SUSPENSION, by="p01", on=date(2024, 11, 28), urgent=True)
    halted = replace(COMPLETED, completed_on=None, problems=问题, change=change)
    registered(story, halted)
    told = "执行自2024年11月28日起由成员甲决定中止，尚未恢复"
    for use_case, said in (
        (execution_of, replace(halted, completed_on=DONE)), (archive.close_file, story.closing(*PAPERS)),
    ):  # fmt: skip
        why = story.refused(use_case, said)
        assert told in why
        assert "登记恢复日期" in why
    assert next_steps.next_actions(story.matter) == (Action.FOLLOW_UP,)
    for resumed, why in (
        (replace(change, resumed_on=date(2024, 11, 27)), "恢复日期早于中止日期"),
        (ExecutionChange(kind=ExecutionChangeKind.NONE, resumed_on=DONE), "只有中止执行的，才登记恢复日期"),
    ):
        assert why in story.refused(execution_of, replace(halted, change=resumed))
    ended = replace(change, resumed_on=DONE)
    registered(story, replace(halted, change=ended))
    assert ("执行办结", "green") in lights(story), "its day runs again"
    assert "已经登记恢复，不能取消" in story.refused(execution_of, replace(halted, change=change))
    early = replace(halted, change=ended, completed_on=date(2024, 11, 28))
    assert "在中止期间" in story.refused(execution_of, early)
    registered(story, replace(halted, change=ended, completed_on=DONE))
    story.do(archive.close_file, story.closing(*PAPERS))
    assert next_steps.next_actions(story.matter) == (Action.HAND_OVER,)
    registered(story, replace(halted, change=replace(change, on=DONE)), "再次中止")
    assert "由成员甲决定中止，尚未恢复" in story.refused(archive.hand_over)
    assert next_steps.next_actions(story.matter) == (Action.FOLLOW_UP,)


def test_任务中止没有恢复_不能登记办结_总体也不能(story: Story) -> None:
    still = replace(乙, suspension=中止)
    done = [replace(one, completed_on=DONE) for one in (甲, 丙)]
    registered(story, replace(GOING_ON, problems=问题, tasks=(甲, still, 丙)))
    said = replace(GOING_ON, problems=问题, tasks=(甲, replace(still, completed_on=DONE), 丙))
    assert "任务中止以后没有恢复，不能登记办结" in story.refused(execution_of, said)
    whole = replace(GOING_ON, problems=问题, completed_on=DONE, tasks=(done[0], still, done[1]))
    assert "执行任务“改造系统”自2024年11月29日起由成员甲决定中止，尚未恢复" in story.refused(execution_of, whole)
    assert next_steps.next_actions(story.matter) == (Action.FOLLOW_UP,)
    stopped = ExecutionChange(kind=ExecutionChangeKind.STOP, by="p01", on=DONE, urgent=False)
    registered(story, replace(GOING_ON, problems=问题, tasks=(甲, still, 丙), change=stopped))
    story.do(archive.close_file, story.closing(*PAPERS))
