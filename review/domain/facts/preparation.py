"""Holds the facts about what is done before the lawyers are asked: PRE, PUB, RSK, FCR."""

from datetime import date

from review.domain.dossier import CompetitionExemption, PublicParticipation
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import needs_preparation_by_decree, under_decree_713
from review.domain.kleene import Truth, all_true, any_true, given
from review.domain.vocabulary import CompetitionConclusion, ParticipationForm, RiskResult


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
    """PRE-06, 第十三条: the matter touches the duties of another unit or is closely related to it."""
    return case.dossier.matter.scope.other_units_affected


@fact("preparation.consulted_units")
def consulted_units(case: Case) -> int | None:
    """PRE-06: the number of units consulted."""
    preparation = case.dossier.preparation
    consulted = preparation.unit_consultations if preparation else None
    return None if consulted is None else len(consulted)


@fact("preparation.consultation_settled")
def consultation_settled(case: Case) -> Truth:
    """PRE-06, 第十三条: every unit consulted has replied; where one disagrees, the dispute is stated."""
    preparation = case.dossier.preparation
    if preparation is None or preparation.unit_consultations is None:
        return None
    explained = given(preparation.dispute_statement)
    return all_true(
        None if one.replied_on is None or one.agreed is None else True if one.agreed else explained
        for one in preparation.unit_consultations
    )


def _participation(case: Case) -> PublicParticipation:
    preparation = case.dossier.preparation
    return preparation.public_participation if preparation else PublicParticipation()


@fact("consultation.used")
def consultation_used(case: Case) -> Truth:
    """PUB-03: the draft was published for comment (向社会公开征求意见)."""
    participation = _participation(case)
    if participation.open_consultation is not None:
        return True
    return None if participation.forms is None else ParticipationForm.OPEN_CONSULTATION in participation.forms


def _consultation_days(case: Case) -> int | None:
    consultation = _participation(case).open_consultation
    if consultation is None or consultation.published_on is None or consultation.closed_on is None:
        return None
    return (consultation.closed_on - consultation.published_on).days


@fact("consultation.days")
def consultation_days(case: Case) -> int | None:
    """PUB-03, 第十五条第一款: calendar days of the open consultation, the day of publication not counted."""
    return _consultation_days(case)


@fact("consultation.shortened_with_reason")
def shortened_with_reason(case: Case) -> Truth:
    """PUB-03, 第十五条第一款: the notice itself explains the shorter period, and it is not below the unit's own
    minimum (`min_shortened_consultation_days`, days), which no reason excuses."""
    consultation = _participation(case).open_consultation
    days, least = _consultation_days(case), case.dossier.unit.parameters.min_shortened_consultation_days
    long_enough = None if days is None or least is None else days >= least
    return all_true((consultation.short_period_explained if consultation else None, long_enough))


@fact("participation.done")
def participation_done(case: Case) -> Truth:
    """PUB-09: the public was heard in at least one form. A consultation or hearing that is described was one, whatever
    the list of forms says; that the two contradict each other is refused before anything is judged."""
    participation = _participation(case)
    if participation.open_consultation is not None or participation.hearing is not None:
        return True
    return None if participation.forms is None else bool(participation.forms)


@fact("participation.adoption_stated")
def participation_adoption_stated(case: Case) -> Truth:
    """PUB-09, 第十八条、第二十九条第二项: how the main opinions of the public were studied and adopted is stated."""
    return _participation(case).adoption_statement


@fact("switch.risk_assessment")
def needs_risk_assessment(case: Case) -> Truth:
    """RSK-01, 第二十二条第一款: the decision may harm social stability, public security and the like."""
    return all_true((needs_preparation_by_decree(case), case.dossier.matter.scope.stability_risk))


@fact("risk_assessment.done")
def risk_assessment_done(case: Case) -> Truth:
    """RSK-01: the assessment was done, and not later than the matter was sent for legality review."""
    assessment = case.dossier.preparation.risk_assessment if case.dossier.preparation else None
    return before_sending(case, assessment.done_on if assessment else None)


def before_sending(case: Case, done_on: date | None) -> Truth:
    """Whether this was done no later than the matter was sent for legality review, or by today while it was not sent."""
    review, today = case.dossier.legality_review, case.dossier.as_of
    if done_on is None:
        return None
    if review is None:
        return done_on <= today
    if review.sent_on is None:
        after = (review.complete_on, review.issued_on)
        return False if any(day is not None and done_on > day for day in after) else None
    return done_on <= min(today, review.sent_on)


@fact("switch.risk_result")
def has_risk_result(case: Case) -> Truth:
    """RSK-03 looks at every assessment that was done, and at every one that must be; where none must be and none is
    on file, none was done."""
    preparation = case.dossier.preparation
    assessed = bool(preparation and preparation.risk_assessment is not None)
    return any_true((assessed, needs_risk_assessment(case)))


@fact("risk_assessment.controllable")
def risk_controllable(case: Case) -> Truth:
    """RSK-03, 第二十四条: the risk is controllable, by itself or after measures."""
    preparation = case.dossier.preparation
    result = preparation.risk_assessment.result if preparation and preparation.risk_assessment else None
    return None if result is None else result is RiskResult.CONTROLLABLE


@fact("scope.market_activity")
def market_activity(case: Case) -> Truth:
    """FCR-01, 《公平竞争审查条例》第二条: the measure touches the economic activity of undertakings."""
    return case.dossier.matter.scope.market_activity


@fact("fair_competition.reviewed_in_time")
def competition_reviewed_in_time(case: Case) -> Truth:
    """FCR-06, 第十三条、第十四条: reviewed while the measure is drafted (在起草阶段), so no later than it was sent for
    legality review, with which its result goes (《重大行政决策程序暂行条例》第二十九条第一项)."""
    review = case.dossier.preparation.fair_competition_review if case.dossier.preparation else None
    return before_sending(case, review.reviewed_on if review else None)


@fact("fair_competition.may_be_issued")
def may_be_issued(case: Case) -> Truth:
    """FCR-06, 第十八条: reviewed and without restriction; or exempt under art. 12 with every limb of it."""
    preparation = case.dossier.preparation
    review = preparation.fair_competition_review if preparation else None
    if review is None or review.conclusion is None:
        return None
    if review.conclusion is CompetitionConclusion.EXEMPT:
        return _exempt(review.exemption)
    return review.conclusion is CompetitionConclusion.NO_RESTRICTION


def _exempt(exemption: CompetitionExemption | None) -> Truth:
    """第十二条、第十七条第二款: a ground, no less restrictive way, a period or end condition, explained in detail."""
    if exemption is None:
        return None
    return all_true((
        None if exemption.ground is None else True,
        exemption.no_less_restrictive_alternative,
        any_true((given(exemption.period), given(exemption.end_condition))),
        exemption.explained,
    ))  # fmt: skip
