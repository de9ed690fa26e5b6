"""Holds the facts about fair-competition review (FCR): under decree 783 of 2024, and under 国发〔2016〕34号 before it."""

from dataclasses import dataclass

from review.domain.dossier import FairCompetitionReview
from review.domain.facts.case import Case, fact, once
from review.domain.facts.classification import ALL_BUT_APPOINTMENTS, asked_of
from review.domain.facts.public_participation import consultation_used
from review.domain.facts.sending import before_sending
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.rulebook import several
from review.domain.vocabulary import (
    CompetitionConclusion,
    CompetitionHead,
    CompetitionReviewer,
    ExemptionGround,
    Issuer,
    Level,
)
from review.domain.vocabulary.preparation import OLD_COMPETITION_HEADS


@dataclass(frozen=True, slots=True)
class Standard:
    """What one instrument forbids and lets pass: its heads, the grounds of its exception, how the exception ends."""

    heads: frozenset[str]
    grounds: frozenset[ExemptionGround]
    end_condition_suffices: bool


DECREE_783 = Standard(
    frozenset(head.value for head in CompetitionHead), frozenset(ExemptionGround), end_condition_suffices=True
)
"""《公平竞争审查条例》第八条至第十二条: nineteen heads; a period or an end condition."""

OPINION_34 = Standard(
    frozenset(OLD_COMPETITION_HEADS),
    frozenset(ExemptionGround) - {ExemptionGround.SCIENCE},
    end_condition_suffices=False,
)
"""国发〔2016〕34号 三（三）、（四）: eighteen standards; science is no ground of its own, and the period has to be stated."""

_REVIEWER = {
    Issuer.DEPARTMENT: CompetitionReviewer.DRAFTING_UNIT,
    Issuer.JOINT: CompetitionReviewer.LEAD_UNIT,
    Issuer.GOVERNMENT: CompetitionReviewer.MARKET_REGULATOR,
    Issuer.CONGRESS: CompetitionReviewer.MARKET_REGULATOR,
}
"""第十三条、第十四条: who reviews, by who issues the measure."""

_NONE_YET = FairCompetitionReview()


def _on_file(case: Case) -> FairCompetitionReview | None:
    return case.dossier.preparation.fair_competition_review if case.dossier.preparation else None


def _review(case: Case) -> FairCompetitionReview:
    return _on_file(case) or _NONE_YET


@fact("scope.market_activity")
def market_activity(case: Case) -> Truth:
    """FCR-01, 《公平竞争审查条例》第二条: the measure touches the economic activity of undertakings. A mere appointment issues
    no measure; of it this is not asked."""
    return asked_of(case, case.dossier.matter.scope.market_activity, *ALL_BUT_APPOINTMENTS)


@fact("switch.fair_competition")
@once
def reviewed_or_due(case: Case) -> Truth:
    """FCR-02 to FCR-06 look at every review that was made, and at every one that must be; where none must be and none is
    on file, none was made."""
    return any_true((_on_file(case) is not None, market_activity(case)))


@fact("fair_competition.concluded")
def concluded(case: Case) -> Truth:
    """FCR-01, 第二条、第十七条第一款: the review was made before the measure was decided on, at the latest on that day, and
    came to a conclusion; while nothing is decided, by the day of the judgement."""
    review, deciding = _review(case), case.picture.deciding
    until = case.dossier.as_of if deciding is None or deciding.result is None else deciding.held_on
    made = None if review.reviewed_on is None or until is None else review.reviewed_on <= until
    return all_true((made, None if review.conclusion is None else True))


@fact("fair_competition.reviewer_competent")
def reviewer_competent(case: Case) -> Truth:
    """FCR-02, 第十三条、第十四条: the drafting unit for a measure of a department, the leading one for a joint measure, the
    market regulator (with the drafting unit) for what a government from the county upwards issues or puts before a people's
    congress. For a township's own measure neither article names anybody: whoever made the review may have made it."""
    kind, issuer = _review(case).reviewer_kind, case.dossier.matter.scope.issued_by
    if kind is None or issuer is None:
        return None
    return True if kind is _REVIEWER[issuer] else negated(_of_county_upwards(case)) if issuer is Issuer.GOVERNMENT else False


def _of_county_upwards(case: Case) -> Truth:
    """第十四条: 县级以上人民政府."""
    level = case.dossier.unit.level
    return None if level is None else level is not Level.TOWNSHIP


@fact("scope.issued_by")
def issued_by(case: Case) -> Issuer | None:
    """FCR-02, 第十三条、第十四条: who issues the measure."""
    return case.dossier.matter.scope.issued_by


@fact("fair_competition.regulator_due")
def regulator_due(case: Case) -> Truth:
    """FCR-02, 第十四条: whether the market regulator has to review; for a township's own measure it has not."""
    issuer = case.dossier.matter.scope.issued_by
    by_regulator = None if issuer is None else _REVIEWER[issuer] is CompetitionReviewer.MARKET_REGULATOR
    return _of_county_upwards(case) if by_regulator and issuer is Issuer.GOVERNMENT else by_regulator


@fact("fair_competition.first_reviewed")
def first_reviewed(case: Case) -> Truth:
    """FCR-02, 第十四条: where the market regulator reviews, the drafting unit made a first review (初审) before it."""
    review = _review(case)
    first, then = review.first_reviewed_on, review.reviewed_on
    return any_true((negated(regulator_due(case)), None if first is None or then is None else first <= then))


@fact("fair_competition.reviewed_by_maker")
def reviewed_by_maker(case: Case) -> Truth:
    """FCR-02, 国发〔2016〕34号 三（二）: the maker of the measure reviews it itself (自我审查); for a measure of a government or
    a draft for a people's congress, that is the drafting department or another one it names."""
    kind, issuer = _review(case).reviewer_kind, case.dossier.matter.scope.issued_by
    if kind is None or kind is not CompetitionReviewer.MARKET_REGULATOR:
        return None if kind is None else True
    return None if issuer is None else issuer in (Issuer.GOVERNMENT, Issuer.CONGRESS)


@fact("fair_competition.standards_kept")
def standards_kept(case: Case) -> Truth:
    """FCR-03, 第八条至第十一条: none of the nineteen heads is in the draft, or what there is falls under the exception. A
    head of art. 10 is in it only where neither law, administrative regulation nor the State Council allows it."""
    return _kept(_review(case), DECREE_783)


@fact("fair_competition.article_broken")
def article_broken(case: Case) -> int | None:
    """FCR-03, 第八条至第十一条: the article that forbids what is in the draft, of several the first; by the number of its
    heads. `None` where nothing is in it, or nobody has answered."""
    heads = [check.head for check in _review(case).checklist or () if check.present and check.head in DECREE_783.heads]
    return min((int(head.partition(".")[0]) for head in heads), default=None)


@fact("fair_competition.standards_kept_before_2024")
def standards_kept_before_2024(case: Case) -> Truth:
    """FCR-03, 国发〔2016〕34号 三（三）: none of the eighteen standards is broken, or the exception covers it."""
    return _kept(_review(case), OPINION_34)


def _kept(review: FairCompetitionReview, standard: Standard) -> Truth:
    """Every head is answered; what is in the draft, under whatever name it is listed, is covered by the exception."""
    complete = None if _unanswered(review, standard) != frozenset() else True
    found = any(check.present for check in review.checklist or ())
    return all_true((complete, any_true((not found, _exempt(review, standard)))))


def _unanswered(review: FairCompetitionReview, standard: Standard) -> frozenset[str] | None:
    """The heads without an answer; `None` where none is answered yet."""
    if review.checklist is None:
        return None
    return standard.heads - {check.head for check in review.checklist if check.present is not None}


@fact("fair_competition.unanswered_told")
def unanswered_told(case: Case) -> str | None:
    """FCR-03: which of the nineteen heads have no answer yet."""
    return _told(_unanswered(_review(case), DECREE_783))


@fact("fair_competition.unanswered_told_before_2024")
def unanswered_told_before_2024(case: Case) -> str | None:
    """FCR-03: which of the eighteen standards have no answer yet."""
    return _told(_unanswered(_review(case), OPINION_34))


def _told(heads: frozenset[str] | None) -> str | None:
    return several(sorted(heads or (), key=lambda head: tuple(map(int, head.split("."))))) or None


@fact("fair_competition.restriction_found")
def restriction_found(case: Case) -> Truth:
    """FCR-04, 第十二条: the measure restricts competition or may do so, by the conclusion or by a head of the checklist."""
    review = _review(case)
    concluded_so = None if review.conclusion is None else review.conclusion is not CompetitionConclusion.NO_RESTRICTION
    listed = None if review.checklist is None else any_true(check.present for check in review.checklist)
    return any_true((concluded_so, listed))


@fact("fair_competition.exception_complete")
def exception_complete(case: Case) -> Truth:
    """FCR-04, 第十二条、第十七条第二款: the conclusion is that the exception applies, with every limb of it."""
    return _exempt(_review(case), DECREE_783)


@fact("fair_competition.exception_complete_before_2024")
def exception_complete_before_2024(case: Case) -> Truth:
    """FCR-04, 国发〔2016〕34号 三（四）: the conclusion is that the exception applies, with every limb of it."""
    return _exempt(_review(case), OPINION_34)


def _exempt(review: FairCompetitionReview, standard: Standard) -> Truth:
    """A ground, no less restrictive way (34号: 不可或缺), a period or end condition, explained in detail."""
    claimed = None if review.conclusion is None else review.conclusion is CompetitionConclusion.EXEMPT
    exemption = review.exemption
    if exemption is None:
        return False if claimed is False else None
    return all_true((
        claimed,
        None if exemption.ground is None else exemption.ground in standard.grounds,
        exemption.no_less_restrictive_alternative,
        any_true((given(exemption.period), standard.end_condition_suffices and given(exemption.end_condition))),
        exemption.explained,
    ))  # fmt: skip


@fact("fair_competition.stakeholders_heard")
def stakeholders_heard(case: Case) -> Truth:
    """FCR-05, 第十六条: undertakings, trade associations and other stakeholders were heard."""
    return _review(case).stakeholders_heard


@fact("fair_competition.public_heard")
def public_heard(case: Case) -> Truth:
    """FCR-05, 第十六条: where the interest of the public is touched, the public was heard."""
    review = _review(case)
    return any_true((negated(review.public_interest), review.public_heard))


@fact("fair_competition.somebody_heard")
def somebody_heard(case: Case) -> Truth:
    """FCR-05, 国发〔2016〕34号 三（二）: stakeholders were heard, or the public was asked for its opinion."""
    review = _review(case)
    return any_true((review.stakeholders_heard, review.public_heard, consultation_used(case)))


@fact("fair_competition.reviewed_in_time")
def reviewed_in_time(case: Case) -> Truth:
    """FCR-06, FCR-07, 第十三条、第十四条: reviewed while the measure is drafted (在起草阶段), so no later than it was sent for
    legality review, with which its result goes (《重大行政决策程序暂行条例》第二十九条第一项)."""
    return before_sending(case, _review(case).reviewed_on)


@fact("fair_competition.may_be_issued")
def may_be_issued(case: Case) -> Truth:
    """FCR-06, 第十八条: reviewed and without restriction; or exempt under art. 12 with every limb of it."""
    return _issuable(_review(case), DECREE_783)


@fact("fair_competition.may_be_issued_before_2024")
def may_be_issued_before_2024(case: Case) -> Truth:
    """FCR-06, 国发〔2016〕34号 三（二）、（四）: reviewed and without restriction; or under the exception with every limb."""
    return _issuable(_review(case), OPINION_34)


def _issuable(review: FairCompetitionReview, standard: Standard) -> Truth:
    restricts = any(head.present for head in review.checklist or ())
    none_found = None if review.conclusion is None else review.conclusion is CompetitionConclusion.NO_RESTRICTION
    free = False if restricts else none_found
    return any_true((free, _exempt(review, standard)))
