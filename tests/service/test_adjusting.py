"""A decision is changed by a new matter that names it; the old one comes to name the new, and nothing else of it is touched."""

from dataclasses import replace

import pytest

from review.domain.dossier import ExecutionChange
from review.domain.errors import DossierRefused
from review.domain.finishing import is_closed
from review.domain.vocabulary import ExecutionChangeKind, Gate
from review.domain.workflow import Action
from review.service import next_steps, oversight, submission
from review.service.desk import Desk
from review.service.ports import Matter

from .conftest import Walk
from .signed import COMPLETED, DONE, Story, signed, 秘书


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
