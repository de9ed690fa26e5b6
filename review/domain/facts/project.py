"""Holds the facts about projects (PRJ): approval, annual plan, start, cost, change, tender; amounts are exact.

政府投资项目 in 《政府投资条例》第九条 are those of direct investment and injected capital: `needs_three_approvals`.
"""

import re
from decimal import Decimal
from fractions import Fraction

from review.domain.dossier import Increase, Project, ProjectChange
from review.domain.facts.case import Case, fact, once
from review.domain.facts.classification import is_project
from review.domain.kleene import Truth, all_true, any_true, given, known, negated
from review.domain.vocabulary import FileKind, InvestmentMode, ProcurementMethod, ProjectChangeKind, Shortfall

LIMIT_PERCENT = 10
"""《政府投资条例》第十二条第二款: by so much at most the design budget exceeds the approved estimate without a report."""


NO_PROJECT = Project()
"""What a matter says that says nothing of a project; one for all, for it has many fields."""


def project_of(case: Case) -> Project:
    """What the matter says of its project; nothing where it says nothing."""
    return case.dossier.matter.project or NO_PROJECT


@fact("switch.government_investment")
@once
def is_government_investment(case: Case) -> Truth:
    """《政府投资条例》第二条: a project of fixed-asset investment with budget funds."""
    return all_true((is_project(case), project_of(case).government_investment))


@fact("project.investment_answered")
def investment_answered(case: Case) -> Truth:
    """PRJ-01, 第二条: whether the project is government investment is answered, by a yes or by a no that nothing on record
    denies (`signs_of_investment`); a no is complete with the statement that the project is not in the annual plan."""
    project = project_of(case)
    if project.government_investment is None:
        return None
    if not project.government_investment and signs_of_investment(project):
        return False
    return any_true((project.government_investment, negated(project.in_annual_plan)))


def signs_of_investment(project: Project) -> list[Shortfall]:
    """What decree 712 knows of government investment only: the annual plan (第十六条), each of the four modes (第六条 names
    them as the ways of placing 政府投资资金), the approvals of article 9, the cases of article 13 and the approved budget
    (第十二条第一款、第二十三条).

    The code of the platform, pre-financing and works paid from the budget are none: every project has a code, article 22
    forbids pre-financing but does not say that nobody else has it, and works may be repairs (修缮), of which article 2 says
    nothing.
    """
    approvals = (project.proposal_approval, project.feasibility_approval, project.design_approval)
    return [sign for sign, there in (
        (Shortfall.IN_ANNUAL_PLAN, project.in_annual_plan),
        (Shortfall.INVESTMENT_MODE, project.investment_mode is not None),
        (Shortfall.INVESTMENT_APPROVED, any(given(one) for one in approvals)),
        (Shortfall.INVESTMENT_SIMPLIFIED, project.simplified_ground is not None),
        (Shortfall.INVESTMENT_BUDGET, project.approved_budget is not None),
    ) if there]  # fmt: skip


@fact("project.needs_three_approvals")
@once
def needs_three_approvals(case: Case) -> Truth:
    """PRJ-02, 第九条、第十一条: government investment made directly or by injecting capital."""
    mode = project_of(case).investment_mode
    direct = None if mode is None else mode in (InvestmentMode.DIRECT, InvestmentMode.CAPITAL_INJECTION)
    return all_true((is_government_investment(case), direct))


@fact("project.approved_or_simplified")
def approved_or_simplified(case: Case) -> Truth:
    """PRJ-02: proposal, feasibility report and preliminary design are approved; or one of the four cases of art. 13, in which
    less may be submitted, is named with its reason. A reason without the case excuses nothing."""
    project = project_of(case)
    stated = given(project.simplified_reason) is True
    simplified = all_true((known(project.simplified_ground), stated)) if stated or project.simplified_ground else False
    return any_true((three_approved(case), simplified))


def three_approved(case: Case) -> Truth:
    """第九条第一款: proposal, feasibility report and preliminary design are approved."""
    project = project_of(case)
    return all_true(map(given, (project.proposal_approval, project.feasibility_approval, project.design_approval)))


@fact("project.code_given")
def code_given(case: Case) -> Truth:
    """PRJ-03, 第十条第一款: the code that the approval platform (在线平台) gave the project."""
    return given(project_of(case).code)


@fact("project.of_major_impact")
def of_major_impact(case: Case) -> Truth:
    """PRJ-04, 第十一条第三款: of major impact on economy, society or the public, or of large investment."""
    return project_of(case).major_impact


@fact("project.intermediary_assessed")
def intermediary_assessed(case: Case) -> Truth:
    """PRJ-04, 第十一条第三款: an intermediary body assessed the project."""
    return project_of(case).intermediary_assessment


@fact("project.estimate_told")
def estimate_told(case: Case) -> str | None:
    """PRJ-05: the approved estimate, in yuan."""
    return yuan(project_of(case).feasibility_estimate)


@fact("project.budget_told")
def budget_told(case: Case) -> str | None:
    """PRJ-05: the design budget, in yuan."""
    return yuan(_budget(project_of(case)))


def _budget(project: Project) -> Decimal | None:
    """第十二条第二款: the design budget; the approved one where that is larger, for no more is approved than was proposed, unless
    an increase was approved later (第二十三条)."""
    proposed, approved, increase = project.design_budget, project.approved_budget, project.increase or Increase()
    if proposed is None or approved is None or given(increase.approval_no):
        return proposed
    return max(proposed, approved)


def yuan(amount: Decimal | None) -> str | None:
    """An amount as it is read: ¥1,234,567.89."""
    return None if amount is None else f"¥{amount:,.2f}"


@fact("project.overrun_told")
def overrun_told(case: Case) -> str | None:
    """PRJ-05: by how much the design budget differs from the approved estimate, in percent."""
    estimate, budget = project_of(case).feasibility_estimate, _budget(project_of(case))
    if budget is None or not estimate:
        return None
    return _percent(Fraction(budget - estimate) * 100 / Fraction(estimate))


def _percent(exact: Fraction) -> str:
    """Rounded to two places, or to as many more as it takes to stand on the same side of nothing and of the limit: what is
    more than 10 % is told neither as 10 % nor as another number."""
    places, rounded = 2, round(exact, 2)
    while any((exact > mark) - (exact < mark) != (rounded > mark) - (rounded < mark) for mark in (0, LIMIT_PERCENT)):
        places += 1
        rounded = round(exact, places)
    return f"{Decimal(rounded.numerator) / rounded.denominator:+.{places}f}%" if rounded else "0%"


@fact("project.overrun_within_limit_or_reported")
def overrun_within_limit_or_reported(case: Case) -> Truth:
    """PRJ-05, 第十二条第二款: the design budget does not exceed the approved estimate by more than 10 % (amounts in
    yuan), or the excess was reported."""
    within = within_ten_percent(case)
    return None if within is None else any_true((within, project_of(case).overrun_reported))


def within_ten_percent(case: Case) -> Truth:
    """第十二条第二款: the design budget exceeds the approved estimate by no more than 10 %."""
    estimate, budget = project_of(case).feasibility_estimate, _budget(project_of(case))
    return None if budget is None or estimate is None else budget * 100 <= estimate * (100 + LIMIT_PERCENT)


@fact("project.in_annual_plan")
def in_annual_plan(case: Case) -> Truth:
    """PRJ-06, 第十六条、第十八条: the project is in the annual plan of government investment."""
    return project_of(case).in_annual_plan


@fact("project.plan_conditions_met")
def plan_conditions_met(case: Case) -> Truth:
    """PRJ-06, 第十七条第一项: with direct investment or injected capital the feasibility report is approved or the budget
    is set before a project is planned; the budget is set with the approval of the preliminary design."""
    return any_true((negated(needs_three_approvals(case)), given(project_of(case).feasibility_approval), budget_set(case)))


def budget_set(case: Case) -> Truth:
    """第十七条第一项: the budget is set (概算已经核定)."""
    project = project_of(case)
    return True if project.approved_budget is not None else given(project.design_approval)


@fact("project.started")
def started(case: Case) -> Truth:
    """PRJ-07: the building has begun; not while its day is still to come."""
    day = project_of(case).started_on
    return None if day is None else day <= case.dossier.as_of


@fact("project.started_after_approval")
def started_after_approval(case: Case) -> Truth:
    """PRJ-07, 第二十条第一款、第三十四条第一项: not begun before the project was approved."""
    began, approved = project_of(case).started_on, project_of(case).approved_on
    return None if began is None or approved is None else approved <= began


@fact("project.start_conditions_met")
def start_conditions_met(case: Case) -> Truth:
    """PRJ-07, 第二十条: the conditions of building are met, where the State Council asks for it by an approved report."""
    return project_of(case).start_conditions_met


@fact("project.funds_secured")
def funds_secured(case: Case) -> Truth:
    """PRJ-08, 第二十二条第一款: the money needed is secured."""
    return project_of(case).funds_secured


@fact("project.no_prefinancing")
def no_prefinancing(case: Case) -> Truth:
    """PRJ-08, 第二十二条第二款: 政府投资项目不得由施工单位垫资建设."""
    return negated(project_of(case).contractor_prefinancing)


@fact("project.within_approved_budget")
def within_approved_budget(case: Case) -> Truth:
    """PRJ-09, 第二十三条: the total does not exceed the approved budget (核定概算, yuan); or the increase has its ground and
    its source of money, and was approved again."""
    project = project_of(case)
    total, approved, increase = project.current_total, project.approved_budget, project.increase or Increase()
    return any_true((
        None if total is None or approved is None else total <= approved,
        all_true((
            None if increase.ground is None else True, given(increase.fund_source), given(increase.approval_no),
        )),
    ))  # fmt: skip


@fact("project.changed")
def is_changed(case: Case) -> Truth:
    """PRJ-10, 第二十一条: another place, or a larger change (较大变更) of scale or content."""
    kind = (project_of(case).change or ProjectChange()).kind
    return None if kind is None else kind is not ProjectChangeKind.NONE


@fact("project.change_approved")
def change_approved(case: Case) -> Truth:
    """PRJ-10, 第二十一条: the department that had approved the project approved the change."""
    return given((project_of(case).change or ProjectChange()).approval_no)


@fact("project.tender_required")
def tender_required(case: Case) -> Truth:
    """PRJ-11, 《招标投标法》第三条: the law asks for a tender, by kind and scale of the project."""
    return project_of(case).tender_required


@fact("project.tendered_or_exempt")
def tendered_or_exempt(case: Case) -> Truth:
    """PRJ-11: put to tender, openly or, with an approval, by invitation (《招标投标法实施条例》第八条); or lawfully not."""
    return any_true((exempt_from_tender(case), tendered(case)))


EXEMPTING = re.compile("第(?:六十六|66|九|9)条")
"""The two articles that let a project go without a tender."""


def exempt_from_tender(case: Case) -> Truth:
    """《招标投标法》第六十六条、《实施条例》第九条: one of the closed list of cases, with its ground in words; or, where only
    words are given, they name one of the two articles. Other words say nothing of which case it is."""
    project = project_of(case)
    stated = given(project.tender_exemption)
    if project.tender_exemption_ground is not None or not stated:
        return stated
    return True if EXEMPTING.search(project.tender_exemption or "") else None


def tendered(case: Case) -> Truth:
    """Whether it was put to tender, on a day that has come."""
    project = project_of(case)
    announced = None if project.tender_published_on is None else project.tender_published_on <= case.dossier.as_of
    return all_true((given(project.tender_file), announced, _by_lawful_tender(case)))


def _by_lawful_tender(case: Case) -> Truth:
    funds = case.dossier.matter.funds
    procurement = funds.procurement if funds else None
    if procurement is None or procurement.method is None:
        return None
    if procurement.method is ProcurementMethod.INVITED_TENDER:
        return given(procurement.method_approval_no)
    return procurement.method is ProcurementMethod.OPEN_TENDER


@fact("project.approved_before_tender")
def approved_before_tender(case: Case) -> Truth:
    """PRJ-11, 《招标投标法》第九条第一款: a project that needs approval has it before the tender is announced."""
    project = project_of(case)
    days = (project.approved_on, project.tender_published_on)
    first = None if None in days else days[0] <= days[1]  # type: ignore[operator]
    return any_true((exempt_from_tender(case), negated(needs_three_approvals(case)), first))


@fact("project.papers_filed")
def papers_filed(case: Case) -> Truth:
    """PRJ-12, 第二十九条: the papers of approval and building are in the archive, with their hash."""
    items = case.dossier.archive.items if case.dossier.archive else None
    if items is None:
        return None
    return any_true(
        all_true((
            None if item.kind is None else item.kind is FileKind.PROJECT_PAPERS, None if item.sha256 is None else True,
        ))
        for item in items
    )  # fmt: skip
