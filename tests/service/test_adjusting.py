"""A decision is changed by a new matter that names it; the old one comes to name the new, and nothing else of it is touched."""

from dataclasses import replace

import pytest

from review.domain.dossier import ExecutionChange
from review.domain.errors import DossierRefused
from review.domain.finishing import is_closed
from review.domain.vocabulary import ExecutionChangeKind, Gate
from review.domain.workflow import Action, State, transition
from review.service import archive, next_steps, oversight, submission
from review.service.desk import Desk, event
from review.service.ports import Matter

from .conftest import Walk
from .signed import COMPLETED, DONE, PAPERS, Story, signed, 秘书


@pytest.fixture
def story(desk: Desk, walk: Walk) -> Story:
    return Story(desk, walk(signed))


def again(story: Story, number: str | None = None) -> Matter:
    """A new matter that adjusts the story's."""
    about = replace(story.dossier.matter, number=None, title="调整原方案", adjusts=number or story.matter.number)
    given = submission.Submission(matter=about, preparation=story.dossier.preparation)
    return submission.submit(story.desk, 秘书, given, key="again")


def test_重大调整另立新事项两件互相写明(story: Story) -> None:
    with pytest.raises(DossierRefused) as why:
        again(story)
    assert "先在原事项的“执行”登记" in why.value.faults[0].message
    change = ExecutionChange(kind=ExecutionChangeKind.MAJOR, by="p01", on=DONE, urgent=False)
    story.follow(execution=replace(COMPLETED, completed_on=None, change=change))
    assert "EXE-07" in story.shut_by()
    before = story.dossier
    new = again(story)
    old = oversight.show(story.desk, 秘书, story.matter.number)
    assert new.dossier.matter.adjusts == old.number
    assert old.dossier.execution is not None
    assert old.dossier.execution.change == replace(change, new_matter=new.number)
    assert replace(old.dossier, execution=before.execution) == before, "nothing else of it is touched"
    assert "EXE-07" not in {one.rule for one in old.judgement.shutting(Gate.ARCHIVE)}
    last = oversight.trail(story.desk, 秘书, old.number)[-1]
    assert (last.action.label, last.note) == ("登记后续办理", f"另立新事项{new.number}")
    story.matter = old
    assert next_steps.next_actions(old)[0] is Action.CLOSE_FILE, "its file is closed, though it was not carried out"
    with pytest.raises(DossierRefused) as twice:
        submission.submit(story.desk, 秘书, submission.Submission(
            matter=replace(new.dossier.matter, number=None), preparation=story.dossier.preparation), key="third")  # fmt: skip
    assert f"已由事项{new.number}重新决策" in twice.value.faults[0].message


def adjusted(story: Story) -> Matter:
    """The new matter by which the story's is to be decided again."""
    change = ExecutionChange(kind=ExecutionChangeKind.MAJOR, by="p01", on=DONE, urgent=False)
    story.follow(execution=replace(COMPLETED, completed_on=None, change=change))
    return again(story)


def test_另立的新事项撤回后原事项仍待重新决策_可以再立一件(story: Story) -> None:
    """It went on as decided again by a matter that nobody decides, left 待办, and no other could take its place."""
    new = adjusted(story)
    submission.withdraw(story.desk, 秘书, new.number, new.revision, "方案还要修改")
    story.matter = oversight.show(story.desk, 秘书, story.matter.number)
    assert story.dossier.execution is not None
    assert story.dossier.execution.change is not None
    assert story.dossier.execution.change.new_matter is None
    assert "EXE-07" in story.shut_by()
    assert next_steps.next_actions(story.matter)[0] is Action.FOLLOW_UP
    assert oversight.trail(story.desk, 秘书, story.matter.number)[-1].note == f"另立的新事项{new.number}已撤回"
    third = submission.submit(story.desk, 秘书, submission.Submission(
        matter=replace(new.dossier.matter, number=None), preparation=story.dossier.preparation), key="third")  # fmt: skip
    assert third.dossier.matter.adjusts == story.matter.number


def test_另立的新事项未通过的原事项不能立卷_可以再立一件(story: Story) -> None:
    new = adjusted(story)
    story.matter = oversight.show(story.desk, 秘书, story.matter.number)
    rejected, row = replace(new, state=State.REJECTED, revision=new.revision + 1), transition(State.NOTIFIED, Action.REJECT)
    assert row is not None
    with story.desk.store.writing(new.unit) as work:
        work.matters.append(rejected)
        work.trail.append(event(story.desk, 秘书, row, new.dossier, rejected, work))
        work.commit()
    assert f"重新决策的事项{new.number}未通过" in story.refused(archive.close_file, story.closing(*PAPERS))
    third = submission.submit(story.desk, 秘书, submission.Submission(
        matter=replace(new.dossier.matter, number=None), preparation=story.dossier.preparation), key="third")  # fmt: skip
    old = oversight.show(story.desk, 秘书, story.matter.number)
    assert old.dossier.execution is not None
    assert old.dossier.execution.change is not None
    assert old.dossier.execution.change.new_matter == third.number


def test_an_original_that_is_not_there_is_refused_and_nothing_is_submitted(story: Story) -> None:
    before = len(oversight.lines(story.desk, 秘书))
    with pytest.raises(DossierRefused) as why:
        again(story, "SL-ZSJ-2020-9999")
    assert why.value.faults[0].pointer == "/matter/adjusts"
    assert len(oversight.lines(story.desk, 秘书)) == before


def test_the_original_is_named_at_submission_and_not_changed_later(story: Story) -> None:
    change = ExecutionChange(kind=ExecutionChangeKind.STOP, by="p01", on=DONE, urgent=False)
    story.follow(execution=replace(COMPLETED, completed_on=None, change=change))
    new = again(story)
    other = replace(new.dossier.matter, adjusts="SL-ZSJ-2022-0007")
    with pytest.raises(DossierRefused) as why:
        submission.supplement(story.desk, 秘书, new.number, new.revision, submission.Submission(matter=other))
    assert why.value.faults[0].pointer == "/matter/adjusts"


def test_中止执行期间事项仍在待办(story: Story) -> None:
    change = ExecutionChange(kind=ExecutionChangeKind.SUSPENSION, by="p01", on=DONE, urgent=True)
    story.follow(execution=replace(COMPLETED, completed_on=None, change=change))
    assert not is_closed(story.matter.dossier, story.matter.state)
    assert next_steps.next_actions(story.matter) == (Action.FOLLOW_UP,)
    assert next_steps.deadline(story.matter, story.desk.rulebook.calendar, story.desk.today()) is None
