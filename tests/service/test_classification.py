"""不适用 is stored with its reason, refused without one, and refused where a rule needs the answer."""

from dataclasses import replace
from datetime import date

import pytest

from forms import read_dossier
from review import demo
from review.domain.dossier import Matter, ScopeReason
from review.domain.errors import DossierRefused
from review.domain.vocabulary import Exclusion, Role, ScopeQuestion
from review.service import submission
from review.service.desk import Desk
from review.service.submission import Submission
from tests.conftest import example_text

from .test_catalogue import by

EXAMPLE = read_dossier(example_text("07"))
UNASKED, ASKED = ScopeQuestion.EXCLUSION, ScopeQuestion.NORMATIVE_DOCUMENT


def stated(question: ScopeQuestion, reason: str | None = "只有采购资金", **answers: object) -> Matter:
    """The example, a procurement, in which this question is said not to arise."""
    scope = replace(EXAMPLE.matter.scope, **{question.value.lower(): None, **answers})  # type: ignore[arg-type]
    told = (ScopeReason(question=question, not_applicable=True, reason=reason),)
    return replace(EXAMPLE.matter, scope=replace(scope, reasons=told))


@pytest.fixture(autouse=True)
def today(clock: demo.DayClock) -> None:
    clock.turn_to(date(2024, 5, 7))


def submitted(desk: Desk, matter: Matter):
    return submission.submit(desk, by(Role.SECRETARY), Submission(matter=matter, preparation=EXAMPLE.preparation), key="k")


def test_a_question_that_does_not_arise_is_stored_as_such_with_its_reason(desk: Desk) -> None:
    matter = stated(UNASKED)
    kept = submitted(desk, matter).dossier.matter.scope
    assert kept == matter.scope
    assert kept.exclusion is None


def test_without_a_reason_or_beside_an_answer_it_is_refused(desk: Desk) -> None:
    with pytest.raises(DossierRefused, match="应当写明理由"):
        submitted(desk, stated(UNASKED, None))
    with pytest.raises(DossierRefused, match="前后矛盾"):
        submitted(desk, stated(UNASKED, exclusion=Exclusion.NONE))


def test_a_normative_document_without_a_document_is_refused_at_submission_and_at_a_supplement(desk: Desk) -> None:
    denying = replace(EXAMPLE.matter, scope=replace(EXAMPLE.matter.scope, issues_document=False, normative_document=True))
    with pytest.raises(DossierRefused, match="“印发文件”答否，前后矛盾"):
        submitted(desk, denying)
    stored = submitted(desk, EXAMPLE.matter)
    later = replace(stored.dossier.matter, scope=denying.scope)
    with pytest.raises(DossierRefused, match="“印发文件”答否，前后矛盾"):
        submission.supplement(desk, by(Role.SECRETARY), stored.number, 1, Submission(matter=later))


def test_where_a_rule_needs_the_answer_it_is_refused_at_submission_and_at_a_supplement(desk: Desk) -> None:
    asked = stated(ASKED, issues_document=True)
    with pytest.raises(DossierRefused, match=r"CLS-06.*不能答“不适用”"):
        submitted(desk, asked)
    stored = submitted(desk, EXAMPLE.matter)
    later = replace(stored.dossier.matter, scope=asked.scope)
    with pytest.raises(DossierRefused, match="CLS-06"):
        submission.supplement(desk, by(Role.SECRETARY), stored.number, 1, Submission(matter=later))
    allowed = replace(stored.dossier.matter, scope=stated(UNASKED).scope)
    done = submission.supplement(desk, by(Role.SECRETARY), stored.number, 1, Submission(matter=allowed))
    assert done.dossier.matter.scope.reasons == allowed.scope.reasons
