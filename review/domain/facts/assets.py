"""Holds the facts about what is done with state assets (FIN-10): studied, valued, approved.

That it is decided collectively (集体决策) is what the whole procedure is for: FIN-04, CLS-11.
"""

from review.domain.dossier import Asset
from review.domain.facts.case import Case, fact
from review.domain.facts.project import is_government_investment
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.standing import passed
from review.domain.vocabulary import AssetOperation, FundKind, ProcurementObject

_NOTHING_STATED = Asset()


def _asset(case: Case) -> Asset:
    funds = case.dossier.matter.funds
    return (funds.asset if funds else None) or _NOTHING_STATED


def _builds(case: Case) -> Truth:
    """第九条第二款: to build is one way of allocating assets; government investment with project funds builds."""
    funds = case.dossier.matter.funds
    of_project = None if funds is None or funds.kind is None else funds.kind is FundKind.PROJECT
    return all_true((of_project, is_government_investment(case)))


@fact("asset.operation")
def operation_of(case: Case) -> AssetOperation | None:
    """FIN-10: what is done, as stated; but money of a disposal disposes, whatever is denied. Where nothing is stated, a
    government investment builds, and services, which are neither goods nor works (《政府采购法》第二条第七款), buy, rent and
    build no asset where none is described."""
    funds, stated = case.dossier.matter.funds, _asset(case).operation
    if funds is None or stated not in (None, AssetOperation.NONE):
        return stated
    if funds.kind is None:
        return None
    if funds.kind is FundKind.ASSET_DISPOSAL:
        return AssetOperation.DISPOSAL
    if stated is None and _builds(case):
        return AssetOperation.ALLOCATION
    bought = funds.procurement.object if funds.procurement else None
    services = funds.kind is FundKind.PROCUREMENT and bought is ProcurementObject.SERVICES
    return AssetOperation.NONE if funds.asset is None and services else stated


def _is(case: Case, asked: AssetOperation) -> Truth:
    operation = operation_of(case)
    return None if operation is None else operation is asked


def _built(case: Case) -> Truth:
    """Whether the assets are allocated by building them; the papers of the project are then those of the assets."""
    return all_true((_is(case, AssetOperation.ALLOCATION), _builds(case)))


@fact("switch.assets")
def concerns_assets(case: Case) -> Truth:
    """FIN-10, 《行政事业性国有资产管理条例》第九条、第十七条、第十九条: assets are allocated, invested or disposed of."""
    return negated(_is(case, AssetOperation.NONE))


@fact("asset.studied")
def studied(case: Case) -> Truth:
    """FIN-10, 第九条、第十七条: a feasibility study was made, as by the approved feasibility report of a project; none is
    asked for a disposal."""
    project = case.dossier.matter.project
    by_report = all_true((_built(case), given(project.feasibility_approval) if project else None))
    return any_true((_is(case, AssetOperation.DISPOSAL), _asset(case).feasibility_done, by_report))


@fact("asset.valued")
def valued(case: Case) -> Truth:
    """FIN-10, 第九条: assets of high value that are allocated are valued; 第三十六条: whatever its value, what is disposed of
    or invested. What is still to be built cannot be valued."""
    asset = _asset(case)
    of_low_value = all_true((_is(case, AssetOperation.ALLOCATION), negated(asset.high_value)))
    return any_true((given(asset.valuation_no), of_low_value, _built(case)))


@fact("asset.approved")
def approved(case: Case) -> Truth:
    """FIN-10, 第九条、第十七条、第十九条: approved, as by the approval of what is to be built."""
    project = case.dossier.matter.project
    by_design = all_true((_built(case), given(project.design_approval) if project else None))
    return any_true((given(_asset(case).approval_no), by_design))


@fact("asset.not_invested")
def not_invested(case: Case) -> Truth:
    """FIN-10, 第十二条第二款: an administrative unit invests no state assets, unless a law provides otherwise."""
    return negated(_is(case, AssetOperation.INVESTMENT))


@fact("asset.reason_may_do")
def reason_may_do(case: Case) -> Truth:
    """FIN-10: all that is lacking is what the regulation lets be otherwise: an investment that a law allows or that an
    institution (事业单位) makes, 第十二条第二款、第十七条; a disposal without valuation as the State provides (报废 and the
    like), 第三十六条; and the approval, which follows the decision, 第十九条."""
    if _is(case, AssetOperation.NONE):
        return False
    undecided = True if case.dossier.meetings is None else negated(passed(case.dossier))
    return all_true((
        studied(case),
        any_true((valued(case), _is(case, AssetOperation.DISPOSAL))),
        any_true((approved(case), undecided)),
    ))  # fmt: skip
