"""After the decision, told as a secretary would tell it: what is carried out, changed, closed and handed over; the archive gate
opens for a matter that has everything, by what the service itself finds."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from review import demo
from review.domain.archive_index import index_of
from review.domain.dossier import Archive, ArchiveItem, AuditRequest, DecisionCondition, Evaluation, Integrity
from review.domain.errors import Forbidden
from review.domain.finishing import is_closed
from review.domain.vocabulary import EvaluationTrigger, FileKind, Gate, Marking, Outcome, Retention, Role
from review.domain.workflow import State
from review.service import archive, execution, next_steps, submission
from review.service.desk import Desk
from review.service.ports import Actor
from tests.sampling import some

from .conftest import Walk
from .signed import COMPLETED, DONE, PAPERS, PEOPLE, UNIT, Story, on_condition, signed


@pytest.fixture
def story(desk: Desk, walk: Walk) -> Story:
    return Story(desk, walk(signed))


def test_执行办结后立卷归档移交(story: Story) -> None:
    assert story.matter.state is State.APPROVED
    story.follow(execution=replace(COMPLETED, completed_on=None, reports=()))
    assert "尚未登记执行办结日期" in story.refused(archive.close_file, story.closing())
    story.follow(execution=COMPLETED)
    assert next_steps.next_actions(story.matter)[0].label == "办结立卷"
    story.do(archive.close_file, story.closing(FileKind.LEGAL_OPINION))
    assert story.shut_by() == {"ARC-01"}, "papers are still lacking"
    story.do(archive.close_file, story.closing(*PAPERS[1:]))
    assert story.shut_by() == set()
    assert story.integrity == Integrity(metadata_complete=True, hashes_verified=True, chain_verified=True)
    assert next_steps.next_actions(story.matter)[0].label == "归档移交"
    deadline = next_steps.deadline(story.matter, story.desk.rulebook.calendar, story.desk.today())
    assert deadline is not None
    assert (deadline.on, deadline.light) == (date(2025, 6, 30), "green")
    story.do(archive.hand_over)
    gate = story.matter.judgement.gates[Gate.ARCHIVE]
    assert (gate.open, gate.reached, gate.shut_by) == (True, True, ())
    assert story.dossier.archive is not None
    assert story.dossier.archive.handed_over_on == DONE
    assert "归档移交" in story.refused(archive.hand_over)
    assert "归档移交" in story.refused(archive.close_file, story.closing())
    assert is_closed(story.matter.dossier, story.matter.state)


def test_归档移交以后已登记的内容不能再改_可以补充(story: Story) -> None:
    """The page says that the file is not changed any more; the execution could be opened again and the gate stayed green."""
    story.follow(execution=COMPLETED)
    story.do(archive.close_file, story.closing(*PAPERS))
    story.do(archive.hand_over)
    before = story.matter
    why = "归档移交，已登记的内容不能再改，只能补充"
    another_day = tuple(replace(one, on=None) for one in COMPLETED.reports or ())
    for changed in (
        replace(COMPLETED, completed_on=None), replace(COMPLETED, unit="另一科室"), replace(COMPLETED, reports=another_day),
    ):  # fmt: skip
        assert why in story.refused(execution.follow_up, execution.FollowUp(execution=changed))
    assert story.matter == before
    judged = Evaluation(
        trigger=EvaluationTrigger.DECIDER, body="某研究院", third_party=True, ex_ante_body=False, public_heard=True,
    )  # fmt: skip
    story.follow(execution=replace(COMPLETED, evaluation=judged))
    for asked in (AuditRequest(on=DONE), AuditRequest(on=DONE, answered_on=DONE)):
        assert story.dossier.archive is not None
        story.follow(archive=replace(story.dossier.archive, audit_requests=(asked,)))
    assert story.matter.judgement.gates[Gate.ARCHIVE].open


@pytest.mark.heavy
def test_the_index_is_computed_and_minutes_are_kept_for_ever_unless_a_period_is_chosen(story: Story) -> None:
    story.follow(execution=COMPLETED)
    story.do(archive.close_file, story.closing(*PAPERS))
    index = index_of(story.dossier)
    drafts = 1 + len(story.dossier.matter.draft.earlier or ())
    assert [one.kind for one in index] == [FileKind.DRAFT] * drafts + list(PAPERS)
    periods = {one.kind: one.retention for one in index}
    assert periods[FileKind.MINUTES] is Retention.PERMANENT
    assert periods[FileKind.APPROVAL] is Retention.YEARS_30
    chosen = ArchiveItem(kind=FileKind.APPROVAL, sha256=index[-1].sha256, retention=Retention.PERMANENT)
    stranger = ArchiveItem(kind=FileKind.VOTE, sha256="ab" * 32, retention=Retention.PERMANENT)
    story.do(archive.close_file, replace(story.closing(items=(chosen, stranger)), reason="本单位保管期限表定为永久"))
    again = index_of(story.dossier)
    assert again[-1].retention is Retention.PERMANENT
    assert len(again) == len(index), "what is typed brings no paper into the file"


def test_a_file_whose_bytes_were_changed_is_found_and_shuts_the_gate(story: Story, tmp_path: Any) -> None:
    story.follow(execution=COMPLETED).do(archive.close_file, story.closing(*PAPERS))
    assert story.shut_by() == set()
    (damaged,) = [path for path in tmp_path.rglob(index_of(story.dossier)[-1].sha256) if path.is_file()]
    damaged.chmod(0o600)
    damaged.write_bytes(b"%PDF-1.4 another")
    assert "归档关未开" in story.refused(archive.hand_over)
    story.do(archive.close_file, story.closing())
    assert story.integrity.hashes_verified is False
    assert "ARC-07" in story.shut_by()


@pytest.mark.heavy
def test_a_paper_of_which_only_the_hash_is_registered_leaves_it_unknown(desk: Desk, clock: demo.DayClock) -> None:
    def only_hash(plain: dict[str, Any]) -> None:
        text = json.dumps(plain).replace(plain["matter"]["draft"]["sha256"], "ab" * 32)
        plain.clear()
        plain.update(json.loads(text))

    story = Story(desk, signed(desk, clock, only_hash)).follow(execution=COMPLETED)
    story.do(archive.close_file, story.closing(*PAPERS))
    assert (story.integrity.hashes_verified, story.integrity.metadata_complete) == (None, None)
    assert story.shut_by() == {"ARC-05", "ARC-07"}
    unknown = {one.rule for one in story.matter.judgement.findings if one.outcome is Outcome.undetermined}
    assert {"ARC-05", "ARC-07"} <= unknown


def test_nobody_types_what_the_service_finds_out(story: Story) -> None:
    lie = Integrity(metadata_complete=True, hashes_verified=True, chain_verified=True, signature_valid=True)
    story.follow(archive=Archive(integrity=lie, closed_on=DONE, handed_over_on=DONE, marking=Marking.NONE))
    assert story.dossier.archive == Archive()
    story.follow(execution=COMPLETED)
    story.do(archive.close_file, story.closing(integrity=replace(lie, chain_verified=False), handed_over_on=DONE))
    assert story.integrity.chain_verified is True
    assert story.integrity.signature_valid is None
    assert story.dossier.archive is not None
    assert story.dossier.archive.handed_over_on is None
    kept = story.dossier.archive
    assert story.follow(archive=Archive()).dossier.archive == replace(kept, items=None)


@pytest.mark.parametrize(
    ("said", "why"),
    some([
        ({"marking": None}, "请选择标注"), ({"closed_on": None}, "请填写办结日期"),
        ({"closed_on": date(2024, 11, 30)}, "不晚于今天"), ({"closed_on": date(2024, 11, 28)}, "早于执行办结日期"),
    ], 4),
)  # fmt: skip
def test_a_file_is_not_closed_without_its_day_and_marking(story: Story, said: dict[str, Any], why: str) -> None:
    story.follow(execution=COMPLETED)
    assert why in story.refused(archive.close_file, story.closing(**said))


def test_附条件通过的条件未落实不能立卷(desk: Desk, walk: Walk) -> None:
    story = Story(desk, walk(on_condition))
    condition = DecisionCondition(text="先征得财政部门同意", due_on=date(2024, 11, 28))
    story.follow(execution=replace(COMPLETED, conditions=(condition,)))
    deadline = next_steps.deadline(story.matter, story.desk.rulebook.calendar, story.desk.today())
    assert deadline is not None
    assert deadline.light == "red"
    assert "条件还有1项没有落实" in story.refused(archive.close_file, story.closing())
    met = replace(condition, met_on=date(2024, 11, 27), proof="财政局复函同意")
    story.follow(execution=replace(COMPLETED, conditions=(met,))).do(archive.close_file, story.closing())
    assert story.dossier.execution is not None
    assert story.dossier.execution.conditions == (met,)


@pytest.mark.heavy
def test_撤回的事项也要立卷归档(desk: Desk, clock: demo.DayClock) -> None:
    after = ("meetings", "legality_review", "approvals", "reporting", "publication")
    story = Story(desk, signed(desk, clock, lambda plain: [plain.pop(part, None) for part in after]))
    story.do(submission.withdraw, "另行研究")
    assert story.matter.state is State.WITHDRAWN
    with pytest.raises(Exception, match="已撤回"):
        story.follow(execution=COMPLETED)
    story.do(archive.close_file, story.closing(FileKind.LEGAL_OPINION))
    assert story.shut_by() == set(), story.matter.judgement.shutting(Gate.ARCHIVE)
    story.do(archive.hand_over)
    assert story.matter.state is State.WITHDRAWN
    assert story.matter.judgement.gates[Gate.ARCHIVE].open
    assert {one.retention for one in index_of(story.dossier)} == {Retention.YEARS_10}


def test_somebody_in_another_role_closes_no_file(story: Story) -> None:
    story.follow(execution=COMPLETED)
    for role in (Role.GROUP_SECRETARY, Role.AUDITOR, Role.LEGAL_ADVISER):
        other: Actor = demo.actor(role, UNIT, PEOPLE)
        with pytest.raises(Forbidden):
            archive.close_file(story.desk, other, story.matter.number, story.matter.revision, story.closing())


def test_one_file_is_filed_as_one_paper_and_the_others_are_lacking(story: Story) -> None:
    """What was registered so before it was refused stands in the index once; the gate names the paper that is lacking."""
    story.follow(execution=COMPLETED)
    whole = story.closing(*PAPERS)
    (same, *rest) = whole.attachments
    shared = (same, replace(rest[0], sha256=same.sha256), *rest[1:])
    assert "已经作为“法律意见书”登记，不能又作为“合法性审查意见书”" in story.refused(
        archive.close_file, replace(whole, attachments=shared)
    )
    before = replace(story.dossier, attachments=shared)
    assert FileKind.LEGALITY_REVIEW not in {one.kind for one in index_of(before)}
    assert [one.kind for one in index_of(before) if one.sha256 == same.sha256] == [FileKind.LEGAL_OPINION]
