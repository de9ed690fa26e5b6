"""Holds the facts about risk assessment (RSK): whether the risk was assessed, what the report names, what came of it."""

from datetime import date

from review.domain.dossier import RiskAssessment
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import asked_of, needs_preparation_by_decree
from review.domain.facts.sending import before_sending
from review.domain.kleene import Truth, all_true, any_true, given
from review.domain.vocabulary import Category, Question, RiskLevel, RiskResult, Way

_NONE_YET = RiskAssessment()


def _assessment(case: Case) -> RiskAssessment:
    preparation = case.dossier.preparation
    return (preparation.risk_assessment if preparation else None) or _NONE_YET


def covered_elsewhere(assessment: RiskAssessment) -> bool:
    """第二十二条第二款: the risk was already assessed under other rules, which are named; it is not assessed twice."""
    return given(assessment.covered_by) is True


@fact("switch.risk_assessment")
def needs_risk_assessment(case: Case) -> Truth:
    """RSK-01, 第二十二条第一款: the decision may harm social stability, public security and the like; so it may where it is said
    that its stability has to be assessed."""
    scope = case.dossier.matter.scope
    risky = True if scope.stability_assessment_required else scope.stability_risk
    return all_true((needs_preparation_by_decree(case), risky))


@fact("risk_assessment.done")
def risk_assessment_done(case: Case) -> Truth:
    """RSK-01: the assessment was done, and not later than the matter was sent for legality review; one that was made under
    other rules (第二十二条第二款: 已对有关风险进行评价、评估的) was done by then as well, and `done_on` is its day."""
    return before_sending(case, _assessment(case).done_on)


@fact("risk_assessment.way")
def assessment_way(case: Case) -> Way | None:
    """RSK-01: that it was assessed here, or under other rules."""
    assessment = _assessment(case)
    return None if assessment.done_on is None else Way.ASSESSED_ELSEWHERE if covered_elsewhere(assessment) else Way.ASSESSED


@fact("risk_assessment.done_on")
def assessed_on(case: Case) -> date | None:
    """RSK-01: the day of the assessment, also of one that was made under other rules."""
    return _assessment(case).done_on


@fact("risk_assessment.open")
def assessment_open(case: Case) -> Question | None:
    """RSK-01: that of an assessment under other rules the day is not known."""
    assessment = _assessment(case)
    return Question.ASSESSED_ELSEWHERE_ON if covered_elsewhere(assessment) and assessment.done_on is None else None


@fact("switch.risk_result")
def has_risk_result(case: Case) -> Truth:
    """RSK-03 looks at every assessment that was done, and at every one that must be; where none must be and none is
    on file, none was done."""
    preparation = case.dossier.preparation
    assessed = bool(preparation and preparation.risk_assessment is not None)
    return any_true((assessed, needs_risk_assessment(case)))


@fact("risk_assessment.departments_heard")
def departments_heard(case: Case) -> Truth:
    """RSK-02, 第二十三条第二款: the departments concerned were heard; what was assessed under other rules is not
    assessed twice."""
    assessment = _assessment(case)
    return any_true((covered_elsewhere(assessment), assessment.departments_heard))


@fact("risk_assessment.report_complete")
def report_complete(case: Case) -> Truth:
    """RSK-02, 第二十三条第二款: the report names the points of risk, the measures against them and a plan for the case
    that they come true; what was assessed under other rules is not assessed twice."""
    assessment = _assessment(case)
    complete = all_true((_named(assessment.risk_points), _named(assessment.measures), assessment.contingency_plan))
    return any_true((covered_elsewhere(assessment), complete))


def _named(entries: tuple[str, ...] | None) -> Truth:
    return None if entries is None else bool(entries) and all_true(map(given, entries))


@fact("risk_assessment.controllable")
def risk_controllable(case: Case) -> Truth:
    """RSK-03, 第二十四条: the risk is controllable, by itself or after measures."""
    result = _assessment(case).result
    return None if result is None else result is RiskResult.CONTROLLABLE


@fact("switch.stability_level")
def has_stability_level(case: Case) -> Truth:
    """RSK-04 looks at every level that was found, and at every matter of which it is said that its stability has to be
    assessed (稳评), of whatever class it is; asked is that of major matters and projects."""
    required = case.dossier.matter.scope.stability_assessment_required
    required = asked_of(case, required, Category.MAJOR_MATTER, Category.MAJOR_PROJECT)
    return any_true((_assessment(case).stability_level is not None, required))


@fact("risk_assessment.stability_low")
def stability_low(case: Case) -> Truth:
    """RSK-04, 发改投资〔2012〕2492号: of the three levels only the low one lets the matter go on."""
    level = _assessment(case).stability_level
    return None if level is None else level is RiskLevel.LOW
