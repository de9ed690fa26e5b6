"""Finds what a dossier says against itself of money, contract and project: answers and kinds of funds that deny what is
registered beside them, totals and wholes smaller than their part.

What a rule can judge is not refused here: a no to government investment beside an approval is a finding (PRJ-01).
"""

from collections.abc import Iterator

from review.domain.dossier import Contract, Dossier, Funds, Matter, Project
from review.domain.errors import Fault
from review.domain.kleene import given
from review.domain.vocabulary import AssetOperation, Category, FundKind


def money_faults(dossier: Dossier) -> Iterator[Fault]:
    """Every contradiction about money, with its place."""
    matter = dossier.matter
    yield from _totals(matter)
    yield from _funds(matter)
    yield from _kind(matter)
    yield from _contract(matter)


def _totals(matter: Matter) -> Iterator[Fault]:
    """Each total of the budget year includes this matter, so none is smaller than its amount."""
    if (funds := matter.funds) and funds.amount is not None:
        for key in ("same_payee_total", "same_item_total", "same_project_total"):
            total = getattr(funds, key)
            if total is not None and total < funds.amount:
                yield Fault(f"/matter/funds/{key}", "累计包含本件，不能小于本件的金额")


def _funds(matter: Matter) -> Iterator[Fault]:
    """Funds that are said not to be, a whole smaller than its part."""
    funds, project = matter.funds, matter.project
    if matter.scope.funds_involved is False and funds is not None and funds.amount:
        yield Fault("/matter/scope/funds_involved", "声明不涉及资金，却登记了金额，前后矛盾")
    if project and funds and None not in (project.current_total, funds.amount) and project.current_total < funds.amount:  # type: ignore[operator]
        yield Fault("/matter/project/current_total", "项目现在的总投资包含本件，不能小于本件的金额")
    if project and funds and _beyond_budget(project, funds):
        yield Fault(
            "/matter/funds/amount",
            "本件的金额大于政府投资项目的概算，前后矛盾：更正金额或者概算；概算已经增加并重新核定的，登记核定概算或者核定文号",
        )


def _beyond_budget(project: Project, funds: Funds) -> bool:
    """《政府投资条例》第十二条第一款、第二十三条: the budget limits what is invested. More than the preliminary design and the
    approved budget have, of which no increase was approved, cannot be what is spent on the project; that the whole project
    stays within the approved budget PRJ-09 judges at its end."""
    budgets = [one for one in (project.design_budget, project.approved_budget) if one is not None]
    increased = project.increase is not None and given(project.increase.approval_no)
    if not project.government_investment or funds.amount is None or not budgets or increased:
        return False
    return funds.amount > max(budgets)


def _kind(matter: Matter) -> Iterator[Fault]:
    """The kind of funds decides by which threshold they are large (CLS-07, FIN-04), so it may not deny the rest: in the
    budget or outside it; money of a disposal beside the statement that no asset is disposed of; money of a project where the
    matter has none, neither by its classes nor by what it describes. While its classes are not known, CLS-01 is open."""
    funds = matter.funds
    if funds is None:
        return
    if funds.kind is FundKind.UNBUDGETED and funds.in_budget:
        yield Fault("/matter/funds/in_budget", "用途是预算外支出，却声明已列入预算，前后矛盾")
    if funds.kind is FundKind.BUDGETED and funds.in_budget is False:
        yield Fault("/matter/funds/in_budget", "用途是预算内支出，却声明没有列入预算，前后矛盾")
    denied = (AssetOperation.NONE, AssetOperation.ALLOCATION)
    if funds.kind is FundKind.ASSET_DISPOSAL and funds.asset is not None and funds.asset.operation in denied:
        yield Fault("/matter/funds/asset/operation", "用途是资产处置，却声明不涉及资产或者是配置资产，前后矛盾")
    if funds.kind is FundKind.PROJECT and matter.project is None and _is_no_project(matter):
        yield Fault("/matter/funds/kind", "用途是项目资金，事项却不是重大项目，也没有登记项目，前后矛盾")


def _is_no_project(matter: Matter) -> bool:
    category, others = matter.category, matter.secondary_categories
    return category is not None and others is not None and Category.MAJOR_PROJECT not in (category, *others)


def _contract(matter: Matter) -> Iterator[Fault]:
    """《政府采购法》第二条第四款: procurement is to obtain 以合同方式, so who registers one concludes a contract."""
    if matter.scope.contract is not False:
        return
    funds = matter.funds
    if funds is not None and (funds.procurement is not None or funds.kind is FundKind.PROCUREMENT):
        yield Fault("/matter/scope/contract", "声明不签订合同，却登记了政府采购（采购是以合同方式取得），前后矛盾")
    if matter.contract not in (None, Contract()):
        yield Fault("/matter/scope/contract", "声明不签订合同，却登记了合同的情况，前后矛盾")
