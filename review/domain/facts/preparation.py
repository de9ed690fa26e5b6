"""Holds the facts about what is done before the lawyers are asked (PRE)."""

from review.domain.dossier import Preparation, UnitConsultation
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import under_decree_713
from review.domain.facts.public_participation import heard_before_topic
from review.domain.facts.sending import before_sending, before_topic
from review.domain.facts.stated import reason_written
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.rulebook import several
from review.domain.vocabulary import Category, DecisionMode, Proposer, ReviewKind


@fact("matter.lead_unit_named")
def lead_unit_named(case: Case) -> Truth:
    """PRE-01, 《重大行政决策程序暂行条例》第十一条: the undertaking unit is named; of two or more, which one leads."""
    matter = case.dossier.matter
    if matter.undertaking_units is None:
        return None
    units = [unit for unit in matter.undertaking_units if given(unit)]
    if not units:
        return False
    if len(units) == 1 and not given(matter.lead_unit):
        return True
    return None if matter.lead_unit is None else matter.lead_unit in units


@fact("switch.legal_basis")
def needs_legal_basis(case: Case) -> Truth:
    """PRE-03: decisions under decree 713; by extension normative documents and contracts."""
    scope = case.dossier.matter.scope
    return any_true((under_decree_713(case), scope.normative_document, scope.contract))


@fact("matter.legal_basis_listed")
def legal_basis_listed(case: Case) -> Truth:
    """PRE-03, 第十二条第二款: laws, regulations, rules and policies are listed, each with its article."""
    basis = case.dossier.matter.legal_basis
    if basis is None:
        return None
    return bool(basis) and all_true(given(part) for entry in basis for part in (entry.instrument, entry.article))


@fact("scope.other_units_affected")
def other_units_affected(case: Case) -> Truth:
    """PRE-06, 第十三条: the matter touches the duties of another unit or is closely related to it; so it does where one that was
    asked disagrees, whatever is said."""
    asked = _prepared(case).unit_consultations or ()
    objected = any(one.agreed is False and is_other(case, one) for one in asked)
    return True if objected else case.dossier.matter.scope.other_units_affected


@fact("preparation.consulted_units")
def consulted_units(case: Case) -> int | None:
    """PRE-06, 第十三条: the number of other units consulted; the unit itself and those that undertake the matter are none."""
    consulted = _prepared(case).unit_consultations
    return None if consulted is None else sum(is_other(case, one) for one in consulted)


def is_other(case: Case, one: UnitConsultation) -> bool:
    """Whether this is another unit than the body itself and those that undertake the matter."""
    matter = case.dossier.matter
    own = (case.dossier.unit.name, matter.lead_unit, *(matter.undertaking_units or ()))
    return (one.unit or "").strip() not in {name.strip() for name in own if name}


@fact("preparation.consultation_settled")
def consultation_settled(case: Case) -> Truth:
    """PRE-06, 第十三条: every unit consulted is named and has replied; where one disagrees, the dispute is stated."""
    preparation = case.dossier.preparation
    if preparation is None or preparation.unit_consultations is None:
        return None
    explained = given(preparation.dispute_statement)
    return all_true(
        None if not given(one.unit) or one.replied_on is None or one.agreed is None else True if one.agreed else explained
        for one in preparation.unit_consultations
    )


@fact("preparation.consulted_in_time")
def consulted_in_time(case: Case) -> Truth:
    """PRE-06, 第十三条、第二十六条第一款: every unit consulted has replied no later than the matter was sent for legality
    review, with which goes the statement of how the steps of law were performed; of a matter that is not sent, before its
    topic was settled."""
    preparation = case.dossier.preparation
    if preparation is None or preparation.unit_consultations is None:
        return None
    in_time = before_topic if case.dossier.legality_review is None else before_sending
    return all_true(in_time(case, one.replied_on) for one in preparation.unit_consultations)


_NOTHING_YET = Preparation()


def _prepared(case: Case) -> Preparation:
    return case.dossier.preparation or _NOTHING_YET


@fact("matter.proposed_by_department")
def proposed_by_department(case: Case) -> Truth:
    """PRE-02, 第十条第二项: a department or a lower government proposed the matter."""
    proposer = case.dossier.matter.proposer
    return None if proposer is None else proposer is Proposer.DEPARTMENT


@fact("matter.proposal_argued")
def proposal_argued(case: Case) -> Truth:
    """PRE-02, 第十条第二项: the main problem, the reasons and basis, a preliminary plan, its need and feasibility. The
    reasons are what `necessity` says; the legal basis is listed by itself (PRE-03)."""
    matter = case.dossier.matter
    return all_true(map(given, (matter.problem, matter.necessity, matter.feasibility, matter.preliminary_plan)))


@fact("preparation.cost_benefit_needed")
def cost_benefit_needed(case: Case) -> Truth:
    """PRE-04, 第十二条第三款: the matter calls for an analysis of costs and benefits (根据需要)."""
    analysis = _prepared(case).cost_benefit
    return analysis.needed if analysis else None


@fact("preparation.cost_benefit_done")
def cost_benefit_done(case: Case) -> Truth:
    """PRE-04, 第十二条第三款: costs and benefits were analysed."""
    analysis = _prepared(case).cost_benefit
    return analysis.done if analysis else None


@fact("scope.disagreement")
def disagreement(case: Case) -> Truth:
    """PRE-05, 第十二条第四款: views on the matter differ widely (存在较大分歧)."""
    return case.dossier.matter.scope.disagreement


@fact("preparation.options")
def options(case: Case) -> int | None:
    """PRE-05, 第十二条第四款: the number of alternatives that are put; a blank one is none."""
    named = _prepared(case).options
    return None if named is None else sum(given(option) is True for option in named)


@fact("switch.party_group_decision")
def decided_by_party_group(case: Case) -> Truth:
    """PRE-07, 党组工作条例: a major decision of the party group, by its primary or a secondary class."""
    mode = case.dossier.matter.decision_mode
    by_vote = None if mode is None else mode is DecisionMode.PARTY_GROUP_VOTE
    return all_true((case.is_category(Category.MAJOR_MATTER), by_vote))


@fact("matter.classes_told")
def classes_told(case: Case) -> str | None:
    """PRE-07: the primary class of the matter and its secondary ones."""
    matter = case.dossier.matter
    return several(dict.fromkeys(one for one in (matter.category, *(matter.secondary_categories or ())) if one)) or None


@fact("matter.decision_mode")
def decision_mode(case: Case) -> DecisionMode | None:
    """PRE-07: who decides: the party group by a vote, or the administrative head."""
    return case.dossier.matter.decision_mode


def _or_reason(case: Case, done: Truth) -> Truth:
    """PRE-07, 一般应当: what is not on record was not done where its reason is written, which excuses it if it was written
    before the topic was settled; without a reason nothing is known of it."""
    return False if done is None and reason_written(case, "PRE-07") else done


@fact("preparation.research_done")
def research_done(case: Case) -> Truth:
    """PRE-07: investigated (调查研究) before the topic was settled; what follows the decision is none of its steps."""
    return _or_reason(case, before_topic(case, _prepared(case).research_done_on))


@fact("preparation.opinions_sought")
def opinions_sought(case: Case) -> Truth:
    """PRE-07: somebody was asked (征求意见) before the topic was settled: another unit that replied, the staff, or the public.
    That the matter touches no interest of the staff says that the staff was not asked."""
    prepared, scope = _prepared(case), case.dossier.matter.scope
    units = prepared.unit_consultations
    replied = None if units is None else any_true(before_topic(case, one.replied_on) for one in units if is_other(case, one))
    heard = prepared.staff_heard.on if prepared.staff_heard else None
    staff = False if heard is None and scope.staff_interests is False else before_topic(case, heard)
    return _or_reason(case, any_true((replied, heard_before_topic(case), staff)))


@fact("preparation.professionally_assessed")
def professionally_assessed(case: Case) -> Truth:
    """PRE-07: assessed by professionals (专业评估) before the topic was settled, as experts or in a risk assessment; a matter
    that is neither technical nor a risk calls for none."""
    prepared, scope = _prepared(case), case.dossier.matter.scope
    days = (
        prepared.expert_review.held_on if prepared.expert_review else None,
        prepared.risk_assessment.done_on if prepared.risk_assessment else None,
    )
    uncalled = all_true((negated(scope.highly_technical), negated(scope.stability_risk)))
    return _or_reason(case, any_true((uncalled, *(before_topic(case, day) for day in days))))


@fact("preparation.legality_reviewed")
def legality_reviewed(case: Case) -> Truth:
    """PRE-07: reviewed for legality (合法合规性审查) before the topic was settled, with a conclusion; what it says is judged
    by LRV."""
    review = case.dossier.legality_review
    if review is not None and review.kind is ReviewKind.COMMENT:
        return False
    done = None if review is None or review.conclusion is None else before_topic(case, review.issued_on)
    return _or_reason(case, done)


@fact("scope.staff_interests")
def staff_interests(case: Case) -> Truth:
    """PRE-08: the matter touches the vital interests of the staff."""
    return case.dossier.matter.scope.staff_interests


@fact("preparation.staff_heard")
def staff_heard(case: Case) -> Truth:
    """PRE-08: the staff was heard, and not later than the matter was sent for legality review."""
    heard = _prepared(case).staff_heard
    return before_sending(case, heard.on if heard else None)
