"""Holds the facts about what goes to the meeting, and about what may not go past it (MTG-01, MTG-24, MTG-30)."""

from collections.abc import Sequence
from datetime import date

from review.domain import emergency as ratifying
from review.domain import standing
from review.domain.dossier import Emergency, Meeting, Unlisted
from review.domain.facts.accountability import answers_under_decree_713
from review.domain.facts.case import Case, fact
from review.domain.facts.deliberation import GOVERNMENT_MEETINGS, is_chair
from review.domain.facts.expert_review import adoption_stated, experts_asked_or_due
from review.domain.facts.legality import is_a_review, issued_before_topic
from review.domain.facts.public_participation import participation_adoption_stated, participation_done
from review.domain.facts.risk_assessment import covered_elsewhere, has_risk_result
from review.domain.facts.stated import reasoned
from review.domain.kleene import Truth, all_true, any_true, given, known, negated
from review.domain.rulebook import several
from review.domain.vocabulary import Category, Level, MeetingForm, MeetingResult, MeetingType, Way
from review.domain.workdays import Counted


@fact("package.required")
def package_required(case: Case) -> Truth:
    """MTG-01, 《重大行政决策程序暂行条例》第二十九条: what goes with the draft of a decision under the decree."""
    return answers_under_decree_713(case)


@fact("package.draft")
def draft_tabled(case: Case) -> Truth:
    """第二十九条第一项: the draft; where it touches the economic activity of undertakings, with how its fair-competition
    review came out."""
    dossier = case.dossier
    review = dossier.preparation.fair_competition_review if dossier.preparation else None
    reviewed = any_true((negated(dossier.matter.scope.market_activity), known(review.conclusion if review else None)))
    return all_true((known(dossier.matter.draft.sha256), reviewed))


@fact("package.public_opinions")
def public_opinions_tabled(case: Case) -> Truth:
    """第二十九条第二项: where the public was heard, how its main opinions were studied and adopted."""
    return any_true((negated(participation_done(case)), participation_adoption_stated(case)))


@fact("package.expert_opinions")
def expert_opinions_tabled(case: Case) -> Truth:
    """第二十九条第三项: where experts were asked, how their opinions were studied and adopted."""
    return any_true((negated(experts_asked_or_due(case)), adoption_stated(case)))


@fact("package.risk_report")
def risk_report_tabled(case: Case) -> Truth:
    """第二十九条第四项: where the risk was assessed, the report: when it was done and how it came out, or the one under other
    rules that covers it (第二十二条第二款)."""
    assessment = case.dossier.preparation.risk_assessment if case.dossier.preparation else None
    report: Truth = None
    if assessment is not None:
        report = any_true((covered_elsewhere(assessment), all_true(map(known, (assessment.done_on, assessment.result)))))
    return any_true((negated(has_risk_result(case)), report))


@fact("package.legality_review")
def legality_review_tabled(case: Case) -> Truth:
    """第二十九条第五项: the opinion of the legality review, issued by the day on which the topic was confirmed."""
    return all_true((is_a_review(case), issued_before_topic(case)))


@fact("scope.emergency")
def emergency(case: Case) -> Truth:
    """MTG-04, MTG-24: an emergency that does not wait for a meeting."""
    return case.dossier.matter.scope.emergency


def _emergency(case: Case) -> Emergency:
    return case.dossier.matter.emergency or Emergency()


@fact("emergency.reported")
def emergency_reported(case: Case) -> Truth:
    """MTG-24, 党组工作条例: who decided in the emergency, when and why is on record, and was reported afterwards, in time
    (事后及时报告): no article counts the days, but the report is what is ratified, so that it comes no later than the
    ratification; while there is none, than the last day for it by the unit's parameter."""
    taken = _emergency(case)
    decided, reported = taken.decided_on, taken.reported_on
    in_order = None if decided is None or reported is None else decided <= reported <= case.dossier.as_of
    by = taken.ratified_on or ratifying.ratify_by(case.dossier, case.picture.calendar)
    prompt = None if reported is None or by is None else reported <= by
    return all_true((given(taken.reason), known(taken.decided_by), in_order, prompt))


@fact("emergency.ratified")
def emergency_ratified(case: Case) -> Truth:
    """MTG-24: ratified by procedure (追认), that is on the day and by the decision of the deciding meeting, after what was
    decided in the emergency."""
    return ratifying.is_ratified(case.dossier)


@fact("emergency.ratification_workdays")
def ratification_workdays(case: Case) -> Counted | None:
    """MTG-24: working days from the decision in the emergency to its ratification; while there is none, once the time is over,
    how many have passed."""
    return ratifying.workdays_taken(case.dossier, case.picture.calendar)


@fact("emergency.ratify_by")
def ratify_by(case: Case) -> date | None:
    """MTG-24: the last day on which it is ratified in time."""
    return ratifying.ratify_by(case.dossier, case.picture.calendar)


@fact("matter.of_government")
def of_government(case: Case) -> Truth:
    """MTG-30, 《地方组织法》第六条第三款: the work of a local government, of any level, other than a mere appointment."""
    level = case.dossier.unit.level
    government = None if level is None else level in (Level.GOVERNMENT, Level.TOWNSHIP)
    work = case.is_category(Category.MAJOR_MATTER, Category.MAJOR_PROJECT, Category.LARGE_FUNDS)
    return all_true((government, work))


@fact("matter.discussed_by_government")
def discussed_by_government(case: Case) -> Truth:
    """MTG-30, 第六条第三款、第七十八条: an executive or plenary meeting of the government discussed the matter, in session
    and not by circulation; a township government, which has no executive meeting, any of its meetings. Before it
    did, that the unit's list still prescribes it: that it is held is MTG-26."""
    dossier = case.dossier
    if not dossier.meetings or dossier.unit.level is None:
        return None
    kinds = _kinds(case)
    taken_up = [_by(meeting, kinds) for meeting in dossier.meetings if meeting.result is not MeetingResult.DEFERRED]
    held = any_true(of_kind for of_kind, _ in taken_up)
    in_session = any_true(all_true(one) for one in taken_up)
    items = dossier.matter.catalogue.items
    prescribed = None if items is None else bool(items) and all_true(
        None if item.meeting_sequence is None else any(kind in kinds for kind in item.meeting_sequence) for item in items
    )  # fmt: skip
    return any_true((in_session, all_true((negated(held), prescribed))))


def _kinds(case: Case) -> tuple[MeetingType, ...]:
    return standing.HEAD_MEETINGS if case.dossier.unit.level is Level.TOWNSHIP else GOVERNMENT_MEETINGS


def _discussing(case: Case) -> list[Meeting]:
    """The meetings that are known to have discussed the matter as MTG-30 asks."""
    if case.dossier.unit.level is None:
        return []
    taken_up = (one for one in case.dossier.meetings or () if one.result is not MeetingResult.DEFERRED)
    return [one for one in taken_up if all_true(_by(one, _kinds(case)))]


@fact("matter.discussion_way")
def discussion_way(case: Case) -> Way | None:
    """MTG-30: that such a meeting was held, or that one is still prescribed."""
    if _discussing(case):
        return Way.DISCUSSED
    return Way.PRESCRIBED if discussed_by_government(case) else None


@fact("matter.discussed_at")
def discussed_at(case: Case) -> str | None:
    """MTG-30: which meetings they were."""
    return several(one.type for one in _discussing(case) if one.type) or None


@fact("matter.discussed_on")
def discussed_on(case: Case) -> date | None:
    """MTG-30: the day of the last of them."""
    return max((one.held_on for one in _discussing(case) if one.held_on), default=None)


def _by(meeting: Meeting, kinds: tuple[MeetingType, ...]) -> tuple[Truth, Truth]:
    """Whether the meeting is of one of these types, and whether it was held in session."""
    return (
        None if meeting.type is None else meeting.type in kinds,
        None if meeting.form is None else meeting.form is not MeetingForm.CIRCULATION,
    )


@fact("matter.unlisted_explained")
def unlisted_explained(case: Case) -> Truth:
    """CLS-02, 党组工作条例: for a matter that the list does not name it is stated that the secretary decided to table it, why
    and when; or a reason is stated otherwise, before the topic was settled. Until the members of the party-group meeting are
    known, nobody knows that it was their secretary who decided."""
    unlisted, dossier = case.dossier.matter.catalogue.unlisted or Unlisted(), case.dossier
    groups = [one for one in dossier.meetings or () if one.type is MeetingType.PARTY_GROUP_MEETING]
    by_secretary = all_true(is_chair(one, unlisted.tabled_by) for one in groups) if groups else None
    in_time = all_true((known(unlisted.on), _by_the_day_of(groups, unlisted.on)))
    decided = all_true((given(unlisted.reason), known(unlisted.tabled_by), in_time, by_secretary))
    return any_true((decided, reasoned(case, "CLS-02")))


def _by_the_day_of(meetings: Sequence[Meeting], day: date | None) -> Truth:
    """Whether it was decided no later than any of these meetings was held: afterwards nothing is tabled any more."""
    return all_true(None if day is None or one.held_on is None else day <= one.held_on for one in meetings)
