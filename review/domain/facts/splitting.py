"""Holds the facts about splitting (化整为零): CLS-08 by payee, item and project, FIN-06 by item; and what they list.

The totals of the budget year, and which matters are related, are `domain.related`'s.
"""

from collections.abc import Callable
from decimal import Decimal

from review.domain.dossier import RelatedMatter
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import is_project
from review.domain.facts.procurement import method_allowed, procurement_of, reaches_standard
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.related import comparable, related, same_total
from review.domain.rulebook import several
from review.domain.vocabulary import ProcurementMethod, Question, RelationGround, Shortfall

MOST_LISTED = 20
"""How many related matters a sentence names; the evidence has all of them."""


@fact("funds.splitting_suspected")
def splitting_suspected(case: Case) -> Truth:
    """CLS-08, 《政府采购法》第二十八条: this matter is below the unit's threshold (yuan), but together with the others below it
    of the same item, payee or project of the budget year it is not. What reached the threshold alone was not split. The
    totals of the item and of the payee count unless it is stated that there is no payee, that of the project where there
    is one; each includes this matter."""
    matter = case.dossier.matter
    funds = matter.funds
    threshold = case.dossier.large_from
    if funds is None or funds.amount is None or threshold is None:
        return None
    if funds.amount >= threshold:
        return False
    needed = [RelationGround.SAME_ITEM]
    if given(funds.payee) is not False or funds.same_payee_total is not None:
        needed.append(RelationGround.SAME_PAYEE)
    coded = given(matter.project.code) if matter.project else None
    if funds.same_project_total is not None or coded or is_project(case) is not False:
        needed.append(RelationGround.SAME_PROJECT)
    totals = (same_total(case.dossier, ground, lambda one: one.amount is None or one.amount < threshold)
              for ground in needed)  # fmt: skip
    return any_true(None if total is None else total.reaches(threshold) for total in totals)


@fact("funds.split_explained")
def split_explained(case: Case) -> Truth:
    """CLS-08: the repetition is explained (budget adjusted, or not tendering was approved)."""
    funds = case.dossier.matter.funds
    return None if funds is None else funds.split_explained


@fact("procurement.not_split")
def not_split(case: Case) -> Truth:
    """FIN-06, 《政府采购法实施条例》第二十八条: goods or services of one item, budget project (预算项目) and budget year, bought
    several times by another method than open tender, do not together exceed the open-tender standard (yuan); unless the
    budget was adjusted or the method approved."""
    funds = case.dossier.matter.funds
    if funds is None:
        return None
    return any_true((
        method_allowed(case), funds.budget_adjustment_approved, _bought_once(case), _within_standard(case),
    ))  # fmt: skip


def _bought_too_much(case: Case) -> bool:
    """Whether more than one purchase, and more than the standard, is known."""
    return _bought_once(case) is False and _within_standard(case) is False


@fact("procurement.excess_told")
def excess_told(case: Case) -> str | None:
    """FIN-06: that what was bought several times exceeds the standard; "" where that is not known."""
    return None if case.dossier.matter.funds is None else Shortfall.SPLIT if _bought_too_much(case) else ""


@fact("procurement.split_open")
def split_open(case: Case) -> str | None:
    """FIN-06: what is not known: whether it was split, or, where it exceeds the standard, what makes that lawful."""
    funds = case.dossier.matter.funds
    if funds is None:
        return None
    if not _bought_too_much(case):
        return Question.SPLITTING
    excuse = ((Question.METHOD_APPROVAL, method_allowed(case)), (Question.ADJUSTMENT, funds.budget_adjustment_approved))
    return several(told for told, answer in excuse if answer is None)


def _bought_once(case: Case) -> Truth:
    """Whether nothing else of this item is bought in the budget year; the total includes this matter."""
    matter = case.dossier.matter
    amount = matter.funds.amount if matter.funds else None
    more = None if amount is None else _exceeds(case, amount)
    none_stated = matter.funds is not None and matter.funds.related_matters == () and not related(matter)
    return True if more is None and none_stated else negated(more)


def _within_standard(case: Case) -> Truth:
    """Whether the total of the year does not exceed the standard, or this matter where it reaches the standard alone.
    What is related may be so by item, payee or project, so all of it is the most that the total can be."""
    funds = case.dossier.matter.funds
    alone = funds.amount if funds and reaches_standard(case) else None
    limit = procurement_of(case).open_tender_standard if alone is None else alone
    if limit is None:
        return None
    exceeded, most = _exceeds(case, limit), _most_related(case)
    return True if exceeded is None and most is not None and most <= limit else negated(exceeded)


def _exceeds(case: Case, limit: Decimal) -> Truth:
    """Whether what is bought of this item in the budget year is more than `limit` yuan. It is, only by what surely counts; it
    is not, only where all that may count is within."""
    surely = same_total(case.dossier, RelationGround.SAME_ITEM, lambda one: _counts(case, one) is True)
    at_most = same_total(case.dossier, RelationGround.SAME_ITEM, lambda one: _counts(case, one) is not False)
    if surely is not None and surely.exceeds(limit):
        return True
    return False if at_most is not None and at_most.exceeds(limit) is False else None


def _counts(case: Case, one: RelatedMatter) -> Truth:
    """第二十八条: 一个预算项目下, 公开招标以外的方式: of the same budget project, and not openly tendered."""
    mine = case.dossier.matter.funds.budget_line if case.dossier.matter.funds else None
    known = given(mine) is True and given(one.budget_line) is True
    same = comparable(mine) == comparable(one.budget_line) if known else None
    return all_true((same, None if one.method is None else one.method is not ProcurementMethod.OPEN_TENDER))


def _most_related(case: Case) -> Decimal | None:
    """The amount of this matter and of all related ones that may count; `None` while one of them is not known, or while nobody
    has stated which there are: the store knows only its own."""
    funds = case.dossier.matter.funds
    if funds is None or funds.related_matters is None:
        return None
    counted = (one for one in related(case.dossier.matter) if _counts(case, one) is not False)
    amounts = [funds.amount, *(one.amount for one in counted)]
    return None if None in amounts else sum(filter(None, amounts), Decimal(0))


@fact("funds.related_by_payee")
def related_by_payee(case: Case) -> str | None:
    """CLS-08: the matters to the same payee that the dossier lists: how many, each with its amount in yuan."""
    return _of_ground(case, RelationGround.SAME_PAYEE)


@fact("funds.related_by_item")
def related_by_item(case: Case) -> str | None:
    """CLS-08, FIN-06: the matters of the same item."""
    return _of_ground(case, RelationGround.SAME_ITEM)


@fact("funds.item_left_out")
def item_left_out(case: Case) -> str | None:
    """FIN-06, 第二十八条: of these the openly tendered and those of another budget project, which add nothing."""
    return _listed(case, lambda one: RelationGround.SAME_ITEM in (one.grounds or ()) and _counts(case, one) is False)


@fact("funds.related_by_project")
def related_by_project(case: Case) -> str | None:
    """CLS-08: the matters of the same project."""
    return _of_ground(case, RelationGround.SAME_PROJECT)


@fact("funds.related_otherwise")
def related_otherwise(case: Case) -> str | None:
    """CLS-08, FIN-06: the matters that are stated to be related, and not by what."""
    return _listed(case, lambda one: not one.grounds)


@fact("funds.possible_duplicates")
def possible_duplicates(case: Case) -> str | None:
    """CLS-08, FIN-06: the matters with the same payee and amount and the same item or project; perhaps entered twice."""
    return _listed(case, lambda one: bool(one.possible_duplicate))


@fact("funds.payee_totals")
def payee_totals(case: Case) -> str | None:
    """CLS-08: what the matters to the same payee come to in the budget year (yuan), as stated, and as listed."""
    return _totals(case, RelationGround.SAME_PAYEE)


@fact("funds.item_totals")
def item_totals(case: Case) -> str | None:
    """CLS-08, FIN-06: what the matters of the same item come to."""
    return _totals(case, RelationGround.SAME_ITEM)


@fact("funds.project_totals")
def project_totals(case: Case) -> str | None:
    """CLS-08: what the matters of the same project come to."""
    return _totals(case, RelationGround.SAME_PROJECT)


def _totals(case: Case, ground: RelationGround) -> str | None:
    """`¥300,000.00`; `¥300,000.00 / ¥500,000.00` where less or more is stated than is listed. Nothing is told where nothing
    is stated and no other matter is listed."""
    if case.dossier.matter.funds is None:
        return None
    total = same_total(case.dossier, ground)
    if total is None or (total.stated is None and not _of_ground(case, ground)):
        return ""
    return " / ".join(dict.fromkeys(_yuan(one) for one in (total.stated, total.found) if one is not None))


def _yuan(amount: Decimal | None) -> str:
    return "—" if amount is None else f"¥{amount:,.2f}"


def _of_ground(case: Case, ground: RelationGround) -> str | None:
    return _listed(case, lambda one: ground in (one.grounds or ()))


def _listed(case: Case, wanted: Callable[[RelatedMatter], bool]) -> str | None:
    """`2 (SL-2024-0003 ¥250,000.00; SL-2024-0004 ¥1.00)`, the same in every language; "" where there is none."""
    matter = case.dossier.matter
    if matter.funds is None:
        return None
    told = [f"{one.number or '—'} {_yuan(one.amount)}" for one in related(matter) if wanted(one)]
    more = "; …" if len(told) > MOST_LISTED else ""
    return f"{len(told)} ({'; '.join(told[:MOST_LISTED])}{more})" if told else ""
