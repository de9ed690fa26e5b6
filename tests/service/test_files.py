"""What is attached is a file of the unit, of a stated kind, once; it is handed out through a matter of the unit only."""

import io
from dataclasses import replace
from typing import Any

import pytest

from forms import read_dossier
from review import demo
from review.domain.dossier import Attachment, Matter
from review.domain.errors import DossierRefused, Forbidden, NotFound
from review.domain.vocabulary import FileKind, Role
from review.service import files, oversight, submission
from review.service.desk import Desk
from review.service.ports import Actor, StoredFile
from review.service.submission import Submission
from tests.conftest import example_text
from tests.papers import docx, pdf

UNIT, OTHER = "SL-ZSJ", "SL-XZF"


def actor(desk: Desk, role: Role, unit: str = UNIT) -> Actor:
    with desk.store.reading(unit) as work:
        return demo.actor(role, unit, work.register.people())


@pytest.fixture
def secretary(desk: Desk) -> Actor:
    return actor(desk, Role.SECRETARY)


@pytest.fixture
def told(clock: demo.DayClock) -> Submission:
    """A submission that passes its gate."""
    given = read_dossier(example_text("07"))
    clock.turn_to(given.matter.submitted_on)  # type: ignore[arg-type]
    return Submission(matter=replace(given.matter, number=None), preparation=given.preparation)


def kept(desk: Desk, by: Actor, content: bytes = b"", name: str = "征求意见稿.pdf") -> StoredFile:
    return files.keep(desk, by, name, io.BytesIO(content or pdf(("one",))))


def evidence(stored: StoredFile, kind: FileKind | None = FileKind.RISK_REPORT, **rest: Any) -> Attachment:
    return Attachment(sha256=stored.sha256, kind=kind, **rest)


def with_draft(told: Submission, sha256: str) -> Submission:
    return replace(told, matter=replace(told.matter, draft=replace(told.matter.draft, sha256=sha256)))


def test_what_is_attached_at_submission_and_supplement_stands_in_the_matter_in_order(
    desk: Desk, secretary: Actor, told: Submission
) -> None:
    one, two = kept(desk, secretary), kept(desk, secretary, docx("一"), "评估.docx")
    done = submission.submit(desk, secretary, replace(told, attachments=(evidence(one, pages=3),)), key="k")
    first = Attachment(id="f01", kind=FileKind.RISK_REPORT, name="征求意见稿.pdf", sha256=one.sha256, pages=3)
    assert done.dossier.attachments == (first,)
    more = replace(told, attachments=(evidence(two, FileKind.ADOPTION, name="采纳情况.docx"),))
    done = submission.supplement(desk, secretary, done.number, done.revision, more)
    assert done.dossier.attachments is not None
    assert done.dossier.attachments[0] == first
    assert (done.dossier.attachments[1].id, done.dossier.attachments[1].name) == ("f02", "采纳情况.docx")
    without = submission.supplement(desk, secretary, done.number, done.revision, told)
    assert without.dossier.attachments == done.dossier.attachments


@pytest.mark.parametrize("wrong", ["unknown", "of another unit", "without a kind", "twice"])
def test_an_attachment_that_is_no_file_of_the_unit_or_says_nothing_new_is_refused_at_its_place(
    desk: Desk, secretary: Actor, told: Submission, wrong: str
) -> None:
    mine, theirs = kept(desk, secretary), kept(desk, actor(desk, Role.SECRETARY, OTHER), docx("别处"), "别处.docx")
    added = {
        "unknown": (evidence(mine), Attachment(kind=FileKind.OTHER, sha256="ab" * 32)),
        "of another unit": (evidence(mine), evidence(theirs)), "without a kind": (evidence(mine), evidence(mine, None)),
        "twice": (evidence(mine), evidence(mine)),
    }[wrong]  # fmt: skip
    with pytest.raises(DossierRefused) as refused:
        submission.submit(desk, secretary, replace(told, attachments=added), key="k")
    assert [one.pointer.split("/")[2] for one in refused.value.faults] == ["1"]


def test_a_file_is_handed_out_through_the_matter_that_names_it(desk: Desk, secretary: Actor, told: Submission) -> None:
    draft, paper = kept(desk, secretary), kept(desk, secretary, docx("一"), "评估.docx")
    given = replace(with_draft(told, draft.sha256), attachments=(evidence(paper, name="风险评估.docx"),))
    number = submission.submit(desk, secretary, given, key="k").number
    for role in (Role.SECRETARY, Role.LEGAL_ADVISER, Role.AUDITOR):
        stored, content = files.fetch(desk, actor(desk, role), number, draft.sha256)
        assert (stored.name, content.read()) == ("征求意见稿.pdf", pdf(("one",)))
        content.close()
    stored, content = files.fetch(desk, secretary, number, paper.sha256)
    content.close()
    assert stored.name == "风险评估.docx"


def test_a_file_that_the_matter_does_not_name_that_another_unit_has_or_that_is_not_there_is_answered_alike(
    desk: Desk, secretary: Actor, told: Submission
) -> None:
    unnamed, theirs = kept(desk, secretary), kept(desk, actor(desk, Role.SECRETARY, OTHER), docx("别处"), "别处.docx")
    number = submission.submit(desk, secretary, with_draft(told, theirs.sha256), key="k").number
    said = set()
    for sha256 in (unnamed.sha256, theirs.sha256, "ab" * 32, "../x"):
        with pytest.raises(NotFound) as refused:
            files.fetch(desk, secretary, number, sha256)
        said.add(str(refused.value))
    assert len(said) == 1
    with pytest.raises(NotFound):
        files.fetch(desk, actor(desk, Role.SECRETARY, OTHER), number, theirs.sha256)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARY])
def test_only_a_secretary_uploads(desk: Desk, role: Role) -> None:
    with pytest.raises(Forbidden):
        kept(desk, actor(desk, role))


def test_the_same_submission_sent_twice_is_one_matter_with_its_files(
    desk: Desk, secretary: Actor, told: Submission
) -> None:
    given = replace(told, attachments=(evidence(kept(desk, secretary)),))
    once = submission.submit(desk, secretary, given, key="k")
    again = submission.submit(desk, secretary, replace(given, attachments=(evidence(kept(desk, secretary)),)), key="k")
    assert (again.number, again.revision) == (once.number, 1)
    assert isinstance(oversight.show(desk, secretary, once.number).dossier.matter, Matter)


def test_one_file_stands_for_one_paper(desk: Desk, secretary: Actor, told: Submission) -> None:
    """The same PDF was filed as the legal opinion, the review and the minutes, and nothing was said."""
    mine = kept(desk, secretary)
    added = tuple(evidence(mine, kind) for kind in (FileKind.LEGAL_OPINION, FileKind.LEGALITY_REVIEW, FileKind.MINUTES))
    with pytest.raises(DossierRefused) as refused:
        submission.submit(desk, secretary, replace(told, attachments=added), key="k")
    assert [one.pointer for one in refused.value.faults] == ["/attachments/1/kind", "/attachments/2/kind"]
    why = refused.value.faults[1].message
    assert "已经作为“法律意见书”登记，不能又作为“会议记录、纪要”" in why
    assert "拆开以后分别上传" in why


def test_what_became_of_opinions_may_be_in_the_paper_with_them_and_other_papers_are_anything(
    desk: Desk, secretary: Actor, told: Submission
) -> None:
    one, two = kept(desk, secretary), kept(desk, secretary, docx("意见"), "意见.docx")
    added = (
        evidence(one, FileKind.OTHER), evidence(one, FileKind.LEGAL_OPINION),
        evidence(two, FileKind.UNIT_OPINIONS), evidence(two, FileKind.ADOPTION),
    )  # fmt: skip
    done = submission.submit(desk, secretary, replace(told, attachments=added), key="k")
    assert len(done.dossier.attachments or ()) == 4
