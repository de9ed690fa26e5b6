"""Holds the facts about procurement and its contract (FIN-05, 07 to 09, 11); FIN-06 is in `splitting`."""

from datetime import date, timedelta

from review.domain.dossier import Contract, Procurement, SingleSourceNotice
from review.domain.facts.archive import years_after
from review.domain.facts.case import Case, fact, once
from review.domain.facts.classification import is_about_money, is_project
from review.domain.facts.sending import before_sending, before_topic
from review.domain.facts.stated import reason_written, reasoned
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.vocabulary import (
    FileKind,
    FundKind,
    ProcurementMethod,
    ProcurementObject,
    Retention,
    Shortfall,
    SingleSourceGround,
)
from review.domain.workdays import Counted

YEARS_KEPT = 15
"""《政府采购法》第四十二条第一款: how long the procurement file is kept at least."""

PUBLISHED_WITHIN = 2
"""《政府采购法实施条例》第五十条: working days from the signature to the publication of the contract."""

TENDERS = (ProcurementMethod.OPEN_TENDER, ProcurementMethod.INVITED_TENDER)

_NO_CONTRACT = Contract()


def procurement_of(case: Case) -> Procurement:
    """What the matter says of its procurement; nothing where it says nothing."""
    funds = case.dossier.matter.funds
    return (funds.procurement if funds else None) or Procurement()


@once
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


def _by(case: Case, *methods: ProcurementMethod) -> Truth:
    method = procurement_of(case).method
    return None if method is None else method in methods


@fact("procurement.of_works")
def of_works(case: Case) -> Truth:
    """CLS-08, 《招标投标法》第四条: works are procured."""
    kind = procurement_of(case).object
    return None if kind is None else kind is ProcurementObject.WORKS


@fact("switch.tender")
@once
def may_be_tendered(case: Case) -> Truth:
    """PRJ-11, 《招标投标法》第三条: a project, or works that are procured (《政府采购法》第四条), also where no project is
    described: to call it works without a project leaves neither law without its question."""
    works = all_true((is_about_money(case), _procures(case), of_works(case)))
    return any_true((is_project(case), works))


@fact("procurement.of_goods_or_services")
@once
def of_goods_or_services(case: Case) -> Truth:
    """FIN-06, 《政府采购法》第二十八条: goods or services are procured, not works."""
    kind = procurement_of(case).object
    return all_true((_procures(case), None if kind is None else kind is not ProcurementObject.WORKS))


@fact("procurement.open_tender_due")
@once
def open_tender_due(case: Case) -> Truth:
    """FIN-05, 第二十七条: goods or services at or above the open-tender standard."""
    return all_true((of_goods_or_services(case), reaches_standard(case)))


def reaches_standard(case: Case) -> Truth:
    """第二十七条: whether the amount (yuan) reaches the open-tender standard. The figures decide where both are known, and no
    statement denies what they say; that it is reached may be stated beside them."""
    funds, standard = case.dossier.matter.funds, procurement_of(case).open_tender_standard
    stated = procurement_of(case).above_open_tender_standard
    if stated or funds is None or funds.amount is None or standard is None:
        return stated
    return funds.amount >= standard


@fact("procurement.method_allowed")
def method_allowed(case: Case) -> Truth:
    """FIN-05: open tender, or another method approved beforehand by the finance department of a city or above."""
    return any_true((_by(case, ProcurementMethod.OPEN_TENDER), given(procurement_of(case).method_approval_no)))


@fact("procurement.single_source_notice_due")
def single_source_notice_due(case: Case) -> Truth:
    """FIN-07, 《政府采购法实施条例》第三十八条: at or above the standard, bought from the only supplier there is
    (《政府采购法》第三十一条第一项)."""
    ground = procurement_of(case).single_source_ground
    return all_true((
        open_tender_due(case), _by(case, ProcurementMethod.SINGLE_SOURCE),
        None if ground is None else ground is SingleSourceGround.ONLY_SUPPLIER,
    ))  # fmt: skip


def _notice(case: Case) -> SingleSourceNotice:
    return procurement_of(case).single_source_notice or SingleSourceNotice()


@fact("procurement.notice_workdays")
def notice_workdays(case: Case) -> Counted | None:
    """FIN-07: working days of the public notice; the first day counts if `publicity_counts_start_day`."""
    notice, counts_start = _notice(case), case.dossier.unit.parameters.publicity_counts_start_day
    if notice.from_ is None or notice.to is None or counts_start is None:
        return None
    return case.workdays(notice.from_ - timedelta(days=1) if counts_start else notice.from_, notice.to)


@fact("procurement.notice_over")
def notice_over(case: Case) -> Truth:
    """FIN-07, 第三十八条: the notice ran to its end before the matter was sent for legality review and before its topic was
    confirmed, or before the judged day while neither has happened: it comes before the purchase is decided, not after."""
    last = _notice(case).to
    over = None if last is None else last + timedelta(1)
    return all_true((before_sending(case, over), before_topic(case, over)))


@fact("procurement.under_procurement_law")
@once
def under_procurement_law(case: Case) -> Truth:
    """FIN-08, FIN-11, 《政府采购法》第四条: what is procured, but for works that are put to tender (招标投标法)."""
    kind = procurement_of(case).object
    works = None if kind is None else kind is ProcurementObject.WORKS
    return all_true((_procures(case), negated(all_true((works, _by(case, *TENDERS))))))


def _contract(case: Case) -> Contract:
    return case.dossier.matter.contract or _NO_CONTRACT


@fact("contract.days_to_sign")
def days_to_sign(case: Case) -> int | None:
    """FIN-08, 《政府采购法》第四十六条第一款: days from the award notice to the signature; fewer than none where it was signed
    first. The day of the notice is not counted."""
    awarded, signed = _contract(case).awarded_on, _contract(case).signed_on
    return None if awarded is None or signed is None else (signed - awarded).days


@fact("contract.workdays_to_file")
def workdays_to_file(case: Case) -> Counted | None:
    """FIN-08, 第四十七条: working days from the signature to the filing of the copy."""
    return case.workdays(_contract(case).signed_on, _contract(case).filed_on)


@fact("contract.published_in_time")
def published_in_time(case: Case) -> Truth:
    """FIN-08, 《政府采购法实施条例》第五十条: published within two working days of the signature. Only the content that is
    a state or business secret is left out (涉及国家秘密、商业秘密的内容除外); the contract is published all the same."""
    counted = case.workdays(_contract(case).signed_on, _contract(case).published_on)
    in_time = None if counted is None else 0 <= counted.days <= PUBLISHED_WITHIN
    return all_true((in_time, _come(case, _contract(case).published_on)))


@fact("contract.secret_told")
def secret_told(case: Case) -> str | None:
    """FIN-08: whether some of the contract is left out of what is published; not said where it is not known."""
    contract = case.dossier.matter.contract
    return None if contract is None else Shortfall.SECRET_CONTENT if contract.secret else ""


@fact("contract.signed_and_filed")
def signed_and_filed(case: Case) -> Truth:
    """FIN-08: both are done by the judged day, and not only planned."""
    return all_true((_come(case, _contract(case).signed_on), _come(case, _contract(case).filed_on)))


def _come(case: Case, day: date | None) -> Truth:
    return None if day is None else day <= case.dossier.as_of


@fact("contract.concluded")
def concludes_contract(case: Case) -> Truth:
    """FIN-09: the matter leads to a contract."""
    return case.dossier.matter.scope.contract


@fact("contract.reviewed_before_signing")
def reviewed_before_signing(case: Case) -> Truth:
    """FIN-09: the contract was reviewed, under a number, no later than it was signed. One that is signed without a review on
    record was not reviewed where the reason is written."""
    reviewed, signed = _contract(case).reviewed_on, _contract(case).signed_on
    in_order = None if reviewed is None or signed is None else reviewed <= signed
    done = all_true((given(_contract(case).review_no), in_order, _come(case, reviewed)))
    unreviewed = done is None and _come(case, signed) and reason_written(case, "FIN-09")
    return False if unreviewed else done


@fact("contract.reason_late")
def reason_late(case: Case) -> Truth:
    """FIN-09: a reason is written, but only after the contract was signed: it excuses nothing, and is printed."""
    return reason_written(case, "FIN-09") and negated(reasoned(case, "FIN-09"))


@fact("contract.review_workdays")
def review_workdays(case: Case) -> Counted | None:
    """FIN-09: working days allowed for the review of the contract: from the award, or, where nothing is procured, from the
    decision, until the review is due."""
    procures, deciding = _procures(case), case.picture.deciding
    if procures is None:
        return None
    start = _contract(case).awarded_on if procures else deciding.held_on if deciding else None
    return case.workdays(start, _contract(case).review_due_on)


@fact("archive.procurement_file_filed")
def procurement_file_filed(case: Case) -> Truth:
    """FIN-11, 《政府采购法》第四十二条第一款: the procurement file is in the archive with its hash, for a period of at least
    fifteen years: of those there are, 30 years or for ever."""
    items = case.dossier.archive.items if case.dossier.archive else None
    if items is None:
        return None
    files = [item for item in items if item.kind in (None, FileKind.PROCUREMENT_FILE)]
    if not any(item.kind for item in files):
        return None if files else False
    return all_true(
        all_true((
            None if item.sha256 is None else True,
            None if item.retention is None else item.retention is not Retention.YEARS_10,
        ))
        for item in files if item.kind
    )  # fmt: skip


@fact("archive.procurement_file_kept")
def procurement_file_kept(case: Case) -> Truth:
    """FIN-11, 第四十二条第一款: not destroyed before fifteen years have passed since the procurement ended."""
    archive = case.dossier.archive
    if archive is None:
        return None
    if archive.destroyed_on is None:
        return True
    until = years_after(archive.procurement_ended_on, YEARS_KEPT)
    return None if until is None else archive.destroyed_on >= until
