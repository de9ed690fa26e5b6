"""Holds what a finding on money and projects tells beside its answer: what is known and what is not where only the excuse is
open, and which way it was met. As `telling`, it decides nothing.
"""

from collections.abc import Iterable
from datetime import date

from review.domain.dossier import Increase
from review.domain.facts.archive_papers import items_of
from review.domain.facts.case import Case, fact
from review.domain.facts.money import funds_of
from review.domain.facts.procurement import procurement_of
from review.domain.facts.project import (
    approved_or_simplified,
    budget_set,
    exempt_from_tender,
    needs_three_approvals,
    project_of,
    signs_of_investment,
    tendered,
    three_approved,
    within_approved_budget,
    within_ten_percent,
    yuan,
)
from review.domain.kleene import Truth, given, negated
from review.domain.rulebook import several
from review.domain.vocabulary import FileKind, ProcurementMethod, Question, Retention, Shortfall, Way


def _open(answers: Iterable[tuple[Question, object]], *, all_open: bool = False) -> str | None:
    """What has no answer; nothing where nothing has one, for then the label of the fact says as much."""
    asked = list(answers)
    unknown = [told for told, answer in asked if answer is None]
    return None if len(unknown) == len(asked) and not all_open else several(unknown)


@fact("procurement.method")
def procurement_method(case: Case) -> ProcurementMethod | None:
    """FIN-05: the method that is used."""
    return procurement_of(case).method


@fact("funds.basis_told")
def basis_told(case: Case) -> str | None:
    """FIN-01: what is known not to be a basis of the expenditure."""
    funds = funds_of(case)
    answers = ((Shortfall.OUTSIDE_BUDGET, funds.in_budget), (Shortfall.NOT_ADJUSTED, funds.budget_adjustment_approved))
    return several(told for told, answer in answers if answer is False) or None


@fact("funds.basis_open")
def basis_open(case: Case) -> str | None:
    """FIN-01: what is not known of it, where something is."""
    funds = funds_of(case)
    answers = ((Question.IN_BUDGET, funds.in_budget), (Question.ADJUSTMENT, funds.budget_adjustment_approved))
    return _open(answers)


@fact("archive.minutes_retention")
def minutes_retention(case: Case) -> str | None:
    """ARC-02: for how long minutes and summaries are kept that are not kept for ever."""
    minutes = (item for item in items_of(case) or () if item.kind is FileKind.MINUTES)
    return several(item.retention for item in minutes if item.retention not in (None, Retention.PERMANENT)) or None


@fact("project.investment_told")
def investment_told(case: Case) -> str | None:
    """PRJ-01: what says that it is government investment; "" where nothing does, not known where no project is described."""
    project = case.dossier.matter.project
    return None if project is None else several(signs_of_investment(project))


@fact("project.total_told")
def total_told(case: Case) -> str | None:
    """PRJ-09: the total as it stands, in yuan."""
    return yuan(project_of(case).current_total)


@fact("project.approved_told")
def approved_told(case: Case) -> str | None:
    """PRJ-09: the approved budget, in yuan."""
    return yuan(project_of(case).approved_budget)


@fact("project.excess_told")
def excess_told(case: Case) -> str | None:
    """PRJ-09: by how much the total exceeds the approved budget, in yuan; "" where it does not."""
    total, approved = project_of(case).current_total, project_of(case).approved_budget
    if total is None or approved is None:
        return None
    return yuan(total - approved) if total > approved else ""


@fact("project.budget_open")
def budget_open(case: Case) -> str | None:
    """PRJ-09: what is not known: one of the two amounts, or, where it is exceeded, what makes the increase lawful."""
    project = project_of(case)
    increase = project.increase or Increase()
    amounts = ((Question.TOTAL, project.current_total), (Question.APPROVED_BUDGET, project.approved_budget))
    excuse = (
        (Question.INCREASE_GROUND, increase.ground), (Question.INCREASE_SOURCE, increase.fund_source),
        (Question.INCREASE_APPROVAL, increase.approval_no),
    )  # fmt: skip
    return _open(amounts) if None in dict(amounts).values() else _open(excuse, all_open=True)


@fact("project.approved_on")
def project_approved_on(case: Case) -> date | None:
    """PRJ-11: the day on which the project was approved."""
    return project_of(case).approved_on


@fact("project.tender_published_on")
def tender_published_on(case: Case) -> date | None:
    """PRJ-11: the day of the tender notice."""
    return project_of(case).tender_published_on


@fact("project.tender_told")
def tender_told(case: Case) -> str | None:
    """PRJ-11: that the tender was the earlier, where both days are known."""
    approved, published = project_of(case).approved_on, project_of(case).tender_published_on
    if approved is None or published is None:
        return None
    return Shortfall.TENDER_FIRST if published < approved else ""


@fact("project.tender_open")
def tender_open(case: Case) -> str | None:
    """PRJ-11: what is not known: one of the two days, or, where the tender was the earlier, what makes that lawful."""
    project = project_of(case)
    days = ((Question.PROJECT_APPROVED_ON, project.approved_on), (Question.TENDER_PUBLISHED_ON, project.tender_published_on))
    excuse = ((Question.NEEDS_APPROVAL, needs_three_approvals(case)), (Question.TENDER_EXEMPTION, exempt_from_tender(case)))
    return _open(days) if None in dict(days).values() else _open(excuse, all_open=True)


@fact("project.tendering_told")
def tendering_told(case: Case) -> str | None:
    """PRJ-11: that the tender is still to come."""
    day = project_of(case).tender_published_on
    return None if day is None else Shortfall.STILL_TO_COME if day > case.dossier.as_of else ""


@fact("project.tendering_open")
def tendering_open(case: Case) -> str | None:
    """PRJ-11: what is not known: something of the tender, or, where it is not lawful, what makes that so."""
    project, procurement = project_of(case), procurement_of(case)
    if tendered(case) is False:
        return Question.TENDER_EXEMPTION
    told = [
        (Question.TENDER_FILE, project.tender_file), (Question.TENDER_PUBLISHED_ON, project.tender_published_on),
        (Question.METHOD, procurement.method),
    ]  # fmt: skip
    if procurement.method is ProcurementMethod.INVITED_TENDER:
        told.append((Question.INVITATION_APPROVAL, procurement.method_approval_no))
    return _open(told)


@fact("project.tender_way")
def tender_way(case: Case) -> str | None:
    """PRJ-11: that it was tendered, or lawfully not."""
    return _first((Way.TENDERED, tendered(case)), (Way.EXEMPT, exempt_from_tender(case)))


@fact("project.exemption_told")
def exemption_told(case: Case) -> str | None:
    """PRJ-11: which case it is, where it was not tendered."""
    return "" if tendered(case) else project_of(case).tender_exemption_ground


@fact("funds.basis_way")
def basis_way(case: Case) -> str | None:
    """FIN-01: which basis there is."""
    funds = funds_of(case)
    return _first((Way.IN_BUDGET, funds.in_budget), (Way.ADJUSTED, funds.budget_adjustment_approved))


@fact("procurement.method_way")
def method_way(case: Case) -> str | None:
    """FIN-05: that another method is approved; of an open tender its name says enough."""
    method, approved = procurement_of(case).method, given(procurement_of(case).method_approval_no)
    return "" if method is ProcurementMethod.OPEN_TENDER else _first((Way.METHOD_APPROVED, approved))


@fact("project.approval_way")
def approval_way(case: Case) -> str | None:
    """PRJ-02: that all three are approved, or that less may be submitted."""
    return _first((Way.THREE_APPROVED, three_approved(case)), (Way.SIMPLIFIED, approved_or_simplified(case)))


@fact("project.simplified_ground")
def simplified_ground(case: Case) -> str | None:
    """PRJ-02: in which case of article 13, where not all three are approved."""
    return "" if three_approved(case) else project_of(case).simplified_ground


@fact("project.overrun_way")
def overrun_way(case: Case) -> str | None:
    """PRJ-05: that the excess is within a tenth of the estimate, or that it was reported."""
    reported = project_of(case).overrun_reported
    return _first((Way.WITHIN_TEN_PERCENT, within_ten_percent(case)), (Way.OVERRUN_REPORTED, reported))


@fact("project.overrun_open")
def overrun_open(case: Case) -> str | None:
    """PRJ-05: what is not known: one of the two amounts, or, where the excess is too large, whether it was reported."""
    project = project_of(case)
    amounts = ((Question.DESIGN_BUDGET, project.design_budget), (Question.ESTIMATE, project.feasibility_estimate))
    reported = ((Question.OVERRUN_REPORTED, project.overrun_reported),)
    return _open(amounts) if None in dict(amounts).values() else _open(reported, all_open=True)


@fact("project.approval_open")
def approval_open(case: Case) -> str | None:
    """PRJ-02: what is not known: of a case of article 13 what is not stated of it, otherwise the approvals that are not."""
    project = project_of(case)
    ground, reason = project.simplified_ground, project.simplified_reason
    simplified = ((Question.SIMPLIFIED_GROUND, ground), (Question.SIMPLIFIED_REASON, reason))
    approvals = (
        (Question.PROPOSAL, project.proposal_approval), (Question.FEASIBILITY, project.feasibility_approval),
        (Question.DESIGN, project.design_approval),
    )  # fmt: skip
    return _open(simplified) or _open(approvals)


@fact("project.budget_way")
def budget_way(case: Case) -> str | None:
    """PRJ-09: that the approved budget is not exceeded, or that the increase was approved."""
    within = None if (over := excess_told(case)) is None else not over
    return _first((Way.WITHIN_APPROVED, within), (Way.INCREASE_APPROVED, within_approved_budget(case)))


@fact("project.plan_way")
def plan_way(case: Case) -> str | None:
    """PRJ-06: which of the two is there, or that what item 2 asks of a subsidy is not judged, for no field tells it."""
    return _first(
        (Way.SUBSIDY_UNJUDGED, negated(needs_three_approvals(case))),
        (Way.FEASIBILITY_APPROVED, given(project_of(case).feasibility_approval)), (Way.BUDGET_SET, budget_set(case)),
    )  # fmt: skip


def _first(*ways: tuple[Way, Truth]) -> Way | None:
    """The first of the ways in which it was met."""
    return next((way for way, met in ways if met), None)
