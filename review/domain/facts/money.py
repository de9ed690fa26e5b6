"""Holds the facts about the money of a matter (FIN-01 to 04, 12): its budget, who decides on it, who holds the purse.

Amounts are compared exactly, never as floats. What is bought with it is in `procurement`, assets are in `assets`.
"""

from datetime import date

from review.domain import standing
from review.domain.dossier import Funds
from review.domain.facts.case import Case, fact
from review.domain.facts.deliberation import decided_by_party_group
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.vocabulary import DecisionMode, MeetingForm, MeetingResult, Way


def funds_of(case: Case) -> Funds:
    """What the matter says of its funds; nothing where it says nothing."""
    return case.dossier.matter.funds or Funds()


@fact("funds.has_budget_basis")
def has_budget_basis(case: Case) -> Truth:
    """FIN-01, 《预算法》第十三条: the expenditure is in the approved budget, or the budget was adjusted by procedure."""
    return any_true((funds_of(case).in_budget, funds_of(case).budget_adjustment_approved))


@fact("funds.outside_budget")
def outside_budget(case: Case) -> Truth:
    """FIN-02, 《预算法》第十三条、第六十七条: the expenditure is not in the approved budget."""
    return negated(funds_of(case).in_budget)


@fact("funds.adjustment_approved")
def adjustment_approved(case: Case) -> Truth:
    """FIN-02, 第六十九条、第七十条: the plan of the adjustment was approved."""
    return funds_of(case).budget_adjustment_approved


@fact("funds.disaster")
def of_a_disaster(case: Case) -> Truth:
    """FIN-02, 第六十九条第二款: 自然灾害等突发事件 ask for more at once. The reserve fund (预备费) is used first; that it was,
    and who arranged for the rest, no field tells, so a person states it as the reason."""
    return funds_of(case).disaster


@fact("funds.line_changed")
def line_changed(case: Case) -> Truth:
    """FIN-03, 第七十二条: the money is taken from another budget line, level or project (调剂)."""
    return funds_of(case).budget_line_changed


@fact("funds.reallocation_approved")
def reallocation_approved(case: Case) -> Truth:
    """FIN-03, 第七十二条: the reallocation was approved as the Ministry of Finance prescribes."""
    return given(funds_of(case).reallocation_approval_no)


@fact("funds.large")
def is_large(case: Case) -> Truth:
    """FIN-04: the amount reaches the unit's threshold (yuan) for this kind of funds, or that of 预算外支出 where it is lower and
    they are outside the budget."""
    funds, threshold = funds_of(case), case.dossier.large_from
    return None if funds.amount is None or threshold is None else funds.amount >= threshold


@fact("funds.decided_collectively")
def decided_collectively(case: Case) -> Truth:
    """FIN-04, 党组工作条例: the party group decides on large funds, in session; where the head decides, his meeting."""
    mode = case.dossier.matter.decision_mode
    if mode is DecisionMode.HEAD_DECIDES:
        return _decided_with_head(case)
    of_group = decided_by_party_group(case)
    return of_group if mode is not None or of_group is _decided_with_head(case) else None


def _decided_with_head(case: Case) -> Truth:
    """Whether the head's meeting took the matter up in session, papers that went round (传阅、会签) being none."""
    dossier, mode = case.dossier, DecisionMode.HEAD_DECIDES
    if dossier.meetings is None or not standing.deciding_is_known(dossier, mode):
        return None
    deciding = standing.deciding_meeting(dossier, mode)
    if deciding is None:
        return False if any(one.result is not MeetingResult.DEFERRED for one in dossier.meetings) else None
    decided = None if deciding.result is None else True
    return all_true((None if deciding.form is None else deciding.form is not MeetingForm.CIRCULATION, decided))


@fact("funds.spent_after_decision")
def spent_after_decision(case: Case) -> Truth:
    """FIN-04: nothing is signed or paid before the decision, and only what was passed by then, also where it is discussed
    again since; in an emergency one may act first (MTG-24). While the funds have no day of signing or of payment, nothing was
    signed or paid."""
    if case.dossier.matter.funds is None:
        return None
    first = first_spent_on(case)
    return True if first is None else any_true((standing.passed_on(case.dossier, first), _acted_first(case, first)))


def first_spent_on(case: Case) -> date | None:
    """The day on which the contract was signed or something was paid, whichever came first."""
    contract, paid = case.dossier.matter.contract, funds_of(case).first_paid_on
    return min((day for day in (contract.signed_on if contract else None, paid) if day), default=None)


@fact("funds.decided_or_spent")
def decided_or_spent(case: Case) -> Truth:
    """FIN-04 is judged of a decision, and of what was signed or paid before there was one."""
    return any_true((standing.decision_taken(case.dossier), first_spent_on(case) is not None))


@fact("matter.rejected")
def rejected(case: Case) -> Truth:
    """FIN-04: that one signed or paid before keeps no meeting from rejecting the matter."""
    return standing.rejected(case.dossier)


def _acted_first(case: Case, spent_on: date) -> Truth:
    """Whether it was spent because of the emergency: not before somebody decided in it to act first."""
    matter = case.dossier.matter
    acted_on = matter.emergency.decided_on if matter.emergency else None
    return all_true((matter.scope.emergency, None if acted_on is None else acted_on <= spent_on))


@fact("funds.spending_way")
def spending_way(case: Case) -> Way | None:
    """FIN-04: that nothing was spent before the decision, or that in the emergency one acted first."""
    first = first_spent_on(case)
    if case.dossier.matter.funds is None:
        return None
    if first is None or standing.passed_on(case.dossier, first):
        return Way.SPENT_AFTERWARDS
    return Way.ACTED_FIRST if _acted_first(case, first) else None


@fact("unit.purse_rule_adopted")
def purse_rule_adopted(case: Case) -> Truth:
    """FIN-12: by a rule that the unit follows, its head may not himself be in charge of finance, personnel and the like."""
    barred = case.dossier.unit.parameters.head_may_not_hold
    return None if barred is None else bool(barred)


@fact("unit.head_holds_no_purse")
def head_holds_no_purse(case: Case) -> Truth:
    """FIN-12, 主要负责人不直接分管: nothing that the rule names is in the head's portfolio."""
    barred, held = case.dossier.unit.parameters.head_may_not_hold, case.dossier.unit.head_portfolio
    return None if barred is None or held is None else not set(barred) & set(held)
