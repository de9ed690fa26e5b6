"""Which families of rules apply is told by the rules' own conditions; 不适用 is recorded with its reason and switches nothing."""

from dataclasses import fields, replace
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import read_dossier
from review.app import load_rulebook
from review.domain.checklist import judge
from review.domain.classification import CLASSIFIED, asked_after_all, denied, families, scope_faults
from review.domain.dossier import Dossier, Scope, ScopeReason
from review.domain.plain import bare, hints
from review.domain.vocabulary import Category, Exclusion, Outcome, ScopeQuestion
from tests.conftest import EXAMPLES

RULEBOOK = load_rulebook()
DOSSIERS = [read_dossier(path.read_bytes()) for path in sorted(EXAMPLES.glob("*.json"))]
TRUTHS = [field.name for field in fields(Scope) if bare(hints(Scope)[field.name]) is bool]
SCOPES = st.fixed_dictionaries(
    {}, optional={name: st.booleans() for name in TRUTHS} | {"exclusion": st.sampled_from(Exclusion)}
).map(lambda answers: Scope(**answers))
ANSWERED = st.builds(
    lambda one, scope, category, second: replace(one, preparation=None, document_review=None, matter=replace(
        one.matter, scope=scope, category=category, secondary_categories=second)),
    st.sampled_from(DOSSIERS), SCOPES, st.none() | st.sampled_from(Category), st.none() | st.just(()),
)  # fmt: skip
ACCOUNTED = st.lists(st.builds(ScopeReason, question=st.sampled_from(ScopeQuestion), not_applicable=st.none() | st.just(True),
                               reason=st.just("另有原因")), max_size=4).map(tuple)  # fmt: skip


def with_reasons(dossier: Dossier, *reasons: ScopeReason) -> Dossier:
    return replace(dossier, matter=replace(dossier.matter, scope=replace(dossier.matter.scope, reasons=reasons)))


@pytest.mark.heavy
@given(ANSWERED)
def test_a_family_does_not_apply_exactly_where_none_of_its_rules_does_and_for_their_reasons(dossier: Dossier) -> None:
    found = judge(dossier, RULEBOOK).findings
    told = families(dossier, RULEBOOK)
    assert [one.code for one in told] == list(CLASSIFIED)
    for one in told:
        outcomes = {finding.outcome for finding in found if finding.rule.startswith(f"{one.code}-")}
        assert (one.applies is False) == (outcomes == {Outcome.not_applicable}), one
        assert one.why
        assert bool(one.rules) == (one.applies is not False)
        if one.applies is False:
            observed = "；".join(finding.observed for finding in found if finding.rule.startswith(f"{one.code}-"))
            assert all(why in observed for why in one.why)


@pytest.mark.heavy
@given(ANSWERED, ACCOUNTED)
def test_reasons_and_not_applicable_change_no_finding(dossier: Dossier, reasons: tuple[ScopeReason, ...]) -> None:
    stated = with_reasons(dossier, *reasons)
    assert judge(stated, RULEBOOK) == judge(dossier, RULEBOOK)
    assert [(one.applies, one.why) for one in families(stated, RULEBOOK)] == [
        (one.applies, one.why) for one in families(dossier, RULEBOOK)
    ]


def test_every_guided_question_is_answered_by_a_field_of_its_own() -> None:
    kinds = {one: bare(hints(Scope)[one.value.lower()]) for one in ScopeQuestion}
    assert all(kind in (bool, Exclusion) for kind in kinds.values())
    assert get_args(hints(ScopeReason)["question"])


@pytest.mark.parametrize(("issued", "normative", "refused"), [
    (issued, normative, (issued, normative) == (False, True)) for issued, normative in product((None, True, False), repeat=2)
])  # fmt: skip
def test_a_normative_document_is_issued(issued: bool | None, normative: bool | None, refused: bool) -> None:
    """No document, and yet a normative one, was taken, and CLS-06 said 符合."""
    found = denied(Scope(issues_document=issued, normative_document=normative))
    assert [fault.pointer for fault in found] == ["/matter/scope/normative_document"] * refused


@pytest.mark.parametrize("question", ScopeQuestion)
def test_a_question_that_does_not_arise_has_a_reason_and_no_answer(question: ScopeQuestion) -> None:
    open_ = replace(DOSSIERS[0], matter=replace(DOSSIERS[0].matter, scope=Scope()))
    reasoned = ScopeReason(question=question, not_applicable=True, reason="只涉及内部事务")
    assert list(scope_faults(with_reasons(open_, reasoned))) == []
    for wrong in (replace(reasoned, reason=None), replace(reasoned, reason=" ")):
        assert [fault.message for fault in scope_faults(with_reasons(open_, wrong))] == [
            f"“{question.label}”答“不适用”的，应当写明理由"
        ]
    answered = with_reasons(DOSSIERS[0], reasoned)
    assert [fault.pointer for fault in scope_faults(answered)] == [question.pointer]
    assert list(scope_faults(with_reasons(DOSSIERS[0], replace(reasoned, not_applicable=None, reason=None)))) == []
    twice = with_reasons(open_, reasoned, reasoned)
    assert ["写了两次" in fault.message for fault in scope_faults(twice)] == [True]


@pytest.mark.heavy
@given(ANSWERED, st.sampled_from(ScopeQuestion))
def test_not_applicable_is_refused_exactly_where_an_answer_would_decide_a_rule(
    dossier: Dossier, question: ScopeQuestion
) -> None:
    def outcomes(answer: object) -> dict[tuple[str, str], Outcome]:
        scope = replace(dossier.matter.scope, **{question.value.lower(): answer})  # type: ignore[arg-type]
        judged = judge(replace(dossier, matter=replace(dossier.matter, scope=scope)), RULEBOOK)
        return {(one.rule, one.subject): one.outcome for one in judged.findings}

    scope = replace(dossier.matter.scope, **{question.value.lower(): None})  # type: ignore[arg-type]
    reason = ScopeReason(question=question, not_applicable=True, reason="不涉及")
    told = asked_after_all(with_reasons(replace(dossier, matter=replace(dossier.matter, scope=scope)), reason), RULEBOOK)
    answers = list(Exclusion) if question is ScopeQuestion.EXCLUSION else [True, False]
    without = outcomes(None)
    decided = {
        rule for answer in answers for (rule, subject), outcome in outcomes(answer).items()
        if without.get((rule, subject)) is Outcome.undetermined and outcome is not Outcome.undetermined
    }  # fmt: skip
    assert bool(told) == bool(decided)
    assert all(fault.pointer == question.pointer for fault in told)
    assert len(decided) > 4 or all(rule in told[0].message for rule in decided)


def test_an_answer_and_its_reason_stand_beside_the_families_that_rest_on_it() -> None:
    reason = ScopeReason(question=ScopeQuestion.MARKET_ACTIVITY, reason="只规范内部权责")
    (fcr,) = (one for one in families(with_reasons(DOSSIERS[0], reason), RULEBOOK) if one.code == "FCR")
    assert fcr.applies is False
    assert [(one.question, one.answer, one.reason) for one in fcr.answers] == [
        (ScopeQuestion.MARKET_ACTIVITY, "否", "只规范内部权责")
    ]
