"""Holds the facts about projects (PRJ) and money (FIN); amounts are compared exactly, never as floats."""

from review.domain.dossier import Procurement, Project
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import is_project
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.vocabulary import FundKind, InvestmentMode, ProcurementMethod, ProcurementObject


def _project(case: Case) -> Project:
    return case.dossier.matter.project or Project()


@fact("switch.government_investment")
def is_government_investment(case: Case) -> Truth:
    """《政府投资条例》第二条: a project of fixed-asset investment with budget funds."""
    return all_true((is_project(case), _project(case).government_investment))


@fact("project.needs_three_approvals")
def needs_three_approvals(case: Case) -> Truth:
    """PRJ-02, 第九条、第十一条: government investment made directly or by injecting capital."""
    mode = _project(case).investment_mode
    direct = None if mode is None else mode in (InvestmentMode.DIRECT, InvestmentMode.CAPITAL_INJECTION)
    return all_true((is_government_investment(case), direct))


@fact("project.approved_or_simplified")
def approved_or_simplified(case: Case) -> Truth:
    """PRJ-02: proposal, feasibility report and preliminary design are approved; or the simplification of art. 13 is
    stated with its reason."""
    project = _project(case)
    approvals = (project.proposal_approval, project.feasibility_approval, project.design_approval)
    return any_true((all_true(map(given, approvals)), given(project.simplified_reason) is True))


@fact("project.overrun_within_limit_or_reported")
def overrun_within_limit_or_reported(case: Case) -> Truth:
    """PRJ-05, 第十二条第二款: the design budget does not exceed the approved estimate by more than 10 % (amounts in
    yuan), or the excess was reported."""
    project = _project(case)
    if project.design_budget is None or project.feasibility_estimate is None:
        return None
    return any_true((project.design_budget * 10 <= project.feasibility_estimate * 11, project.overrun_reported))


@fact("project.funds_secured")
def funds_secured(case: Case) -> Truth:
    """PRJ-08, 第二十二条第一款: the money needed is secured."""
    return _project(case).funds_secured


@fact("project.no_prefinancing")
def no_prefinancing(case: Case) -> Truth:
    """PRJ-08, 第二十二条第二款: 政府投资项目不得由施工单位垫资建设."""
    return negated(_project(case).contractor_prefinancing)


@fact("funds.has_budget_basis")
def has_budget_basis(case: Case) -> Truth:
    """FIN-01, 《预算法》第十三条: the expenditure is in the approved budget, or the budget was adjusted by procedure."""
    funds = case.dossier.matter.funds
    return None if funds is None else any_true((funds.in_budget, funds.budget_adjustment_approved))


def _procurement(case: Case) -> Procurement:
    funds = case.dossier.matter.funds
    return (funds.procurement if funds else None) or Procurement()


def _procures(case: Case) -> Truth:
    """第二条第四款: procurement is to obtain 以合同方式. So money that is spent without a contract procures nothing, nor
    does the disposal of assets; where neither is stated and no procurement is described, it is not known."""
    funds = case.dossier.matter.funds
    if funds is None:
        return None
    if funds.procurement is not None or funds.kind is FundKind.PROCUREMENT:
        return True
    if funds.kind is None:
        return None
    return False if funds.kind is FundKind.ASSET_DISPOSAL or case.dossier.matter.scope.contract is False else None


@fact("procurement.open_tender_due")
def open_tender_due(case: Case) -> Truth:
    """FIN-05, 《政府采购法》第二十七条: goods or services at or above the open-tender standard."""
    procurement = _procurement(case)
    kind = procurement.object
    goods_or_services = None if kind is None else kind in (ProcurementObject.GOODS, ProcurementObject.SERVICES)
    return all_true((_procures(case), goods_or_services, procurement.above_open_tender_standard))


@fact("procurement.method_allowed")
def method_allowed(case: Case) -> Truth:
    """FIN-05: open tender, or another method approved beforehand by the finance department of a city or above."""
    procurement = _procurement(case)
    tender = None if procurement.method is None else procurement.method is ProcurementMethod.OPEN_TENDER
    return any_true((tender, given(procurement.method_approval_no)))
