"""Holds the facts about public participation (PUB): whether and how the public was heard, and how a hearing was held."""

from collections.abc import Callable

from review.domain.adoption import answered
from review.domain.dossier import PublicParticipation
from review.domain.facts.case import Case, fact, once
from review.domain.facts.classification import needs_preparation_by_decree
from review.domain.facts.sending import before_sending, before_topic
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.vocabulary import HearingDecision, OpinionSource, ParticipationForm, Shortfall


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
    minimum (`min_shortened_consultation_days`, days), which no reason excuses; the regulations set none, so that a unit
    without such a setting has none. While the period is not known no reason is one for it."""
    consultation = _participation(case).open_consultation
    days, least = _consultation_days(case), case.dossier.unit.parameters.min_shortened_consultation_days
    long_enough = None if days is None else least is None or days >= least
    return all_true((consultation.short_period_explained if consultation else None, long_enough))


@fact("consultation.closed_in_time")
def closed_in_time(case: Case) -> Truth:
    """PUB-09, 第十八条: opinions are gathered before they are weighed, so that an open consultation is over when the matter
    is sent for legality review; where there was none, there is none to wait for."""
    consultation = _participation(case).open_consultation
    over = before_sending(case, consultation.closed_on) if consultation else None
    return any_true((negated(consultation_used(case)), over))


@fact("participation.done")
@once
def participation_done(case: Case) -> Truth:
    """PUB-09: the public was heard in at least one form. A consultation or hearing that is described was one, whatever
    the list of forms says; that the two contradict each other is refused before anything is judged."""
    participation = _participation(case)
    if participation.open_consultation is not None or participation.hearing is not None:
        return True
    return None if participation.forms is None else bool(participation.forms)


def heard_before_topic(case: Case) -> Truth:
    """PRE-07: the public was heard before the topic was settled: the open consultation was over or the hearing held by then; the
    other forms have no day of their own."""
    said = _participation(case)
    dated = {ParticipationForm.OPEN_CONSULTATION, ParticipationForm.HEARING}
    undated = None if said.forms is None else not set(said.forms) <= dated
    closed = said.open_consultation.closed_on if said.open_consultation else None
    held = said.hearing.held_on if said.hearing else None
    return any_true((
        undated,
        all_true((consultation_used(case), before_topic(case, closed))),
        all_true((hearing_used(case), before_topic(case, held))),
    ))  # fmt: skip


@fact("participation.adoption_stated")
def participation_adoption_stated(case: Case) -> Truth:
    """PUB-09, 第十八条、第二十九条第二项: how the main opinions of the public were studied and adopted is stated, and each of
    those that are listed, also of a hearing, is answered."""
    of_public = answered(case.dossier.preparation, (OpinionSource.PUBLIC, OpinionSource.HEARING))
    return all_true((_participation(case).adoption_statement, of_public))


@fact("scope.not_public_by_law")
def not_public_by_law(case: Case) -> Truth:
    """PUB-01, 第十四条第一款: by law the matter is not made public (依法不予公开)."""
    return case.dossier.matter.scope.not_public_by_law


@fact("participation.ended_in_time")
def participation_ended_in_time(case: Case) -> Truth:
    """PUB-01: the open consultation ended and the hearing was held before the matter was sent for legality review, which
    is told how the procedure was followed (第二十六条第一款). Other forms of hearing the public have no date of their own."""
    participation = _participation(case)
    closed = participation.open_consultation.closed_on if participation.open_consultation else None
    held = participation.hearing.held_on if participation.hearing else None
    return all_true((
        any_true((negated(consultation_used(case)), before_sending(case, closed))),
        any_true((negated(hearing_used(case)), before_sending(case, held))),
    ))  # fmt: skip


@fact("scope.specific_group_affected")
def specific_group_affected(case: Case) -> Truth:
    """PUB-02, 第十四条第三款: the interests of a specific group are at stake (涉及特定群体利益)."""
    return case.dossier.matter.scope.specific_group_affected


@fact("participation.affected_group_heard")
def affected_group_heard(case: Case) -> Truth:
    """PUB-02, 第十四条第三款: the organisations and representatives of that group were heard."""
    return _participation(case).affected_group_heard


def _of_consultation(field: str) -> Callable[[Case], Truth]:
    def stated(case: Case) -> Truth:
        """PUB-04, 第十五条第一款: what the notice of the open consultation has to publish and to tell."""
        consultation = _participation(case).open_consultation
        return getattr(consultation, field) if consultation else None

    return stated


for _field in ("draft_published", "explanation_published", "reply_channel"):
    fact(f"consultation.{_field}")(_of_consultation(_field))


@fact("switch.hearing_question")
def hearing_question(case: Case) -> Truth:
    """PUB-05, 第十六条第一款: a hearing may be held where vital interests are touched or views differ widely, and must
    be where a law or rule says so (依照其规定): of a decision under the decree all three are asked, and a hearing that is
    stated to be prescribed is held of whatever matter."""
    scope = case.dossier.matter.scope
    asked = any_true((scope.vital_interests, scope.disagreement, scope.hearing_mandated))
    return any_true((scope.hearing_mandated is True, all_true((needs_preparation_by_decree(case), asked))))


@fact("scope.hearing_mandated")
def hearing_mandated(case: Case) -> Truth:
    """PUB-05, 第十六条第一款: a law, regulation or rule asks for a hearing."""
    return case.dossier.matter.scope.hearing_mandated


@fact("hearing.question_settled")
def hearing_question_settled(case: Case) -> Truth:
    """PUB-05, 第十六条第一款: a hearing was held, a mandated one before the matter was sent for legality review
    (第二十六条第一款); or, where none is mandated, it was decided with a reason not to."""
    participation, mandated = _participation(case), case.dossier.matter.scope.hearing_mandated
    held_on = participation.hearing.held_on if participation.hearing else None
    in_time = any_true((negated(mandated), before_sending(case, held_on)))
    decision = participation.hearing_decision
    refused = None if decision is None else decision is HearingDecision.NOT_HELD
    waived = all_true((negated(mandated), refused, given(participation.hearing_reason)))
    return any_true((all_true((hearing_held(case), in_time)), waived))


@fact("hearing.lacking_told")
def hearing_lacking(case: Case) -> Shortfall | None:
    """PUB-05, 第十六条第一款: what is wrong: a prescribed hearing came too late; there was none where one is prescribed, and no
    decision with a reason takes its place; or there is no such decision."""
    participation, mandated = _participation(case), case.dossier.matter.scope.hearing_mandated
    waived = participation.hearing_decision is HearingDecision.NOT_HELD and given(participation.hearing_reason)
    if mandated and hearing_held(case):
        return Shortfall.HEARING_LATE
    if mandated:
        return Shortfall.NO_WAIVER_OF_DUTY if waived else Shortfall.HEARING_PRESCRIBED
    return None if participation.hearing_decision is None else Shortfall.NO_WAIVER


@fact("hearing.held")
def hearing_held(case: Case) -> Truth:
    """PUB-05, PUB-10: a hearing was held by the day of the judgement; where the forms are listed and it is not among
    them, none was."""
    participation = _participation(case)
    if participation.hearing is not None:
        held = participation.hearing.held_on
        return None if held is None else held <= case.dossier.as_of
    return None if hearing_used(case) is not False else False


@fact("hearing.used")
def hearing_used(case: Case) -> Truth:
    """PUB-06 to 08: a hearing (听证会) is on file, among the forms, or decided on."""
    participation = _participation(case)
    if participation.hearing is not None or participation.hearing_decision is HearingDecision.HELD:
        return True
    return None if participation.forms is None else ParticipationForm.HEARING in participation.forms


@fact("hearing.announced_before")
def announced_before(case: Case) -> Truth:
    """PUB-06, 第十六条第二款: the hearing was announced in advance (提前公布), so before its day."""
    hearing = _participation(case).hearing
    if hearing is None or hearing.notice_published_on is None or hearing.held_on is None:
        return None
    return hearing.notice_published_on < hearing.held_on


@fact("hearing.selection_open")
def selection_open(case: Case) -> Truth:
    """PUB-06, 第十六条第三款: where participants were selected (需要遴选), the way of selecting was published and every
    side is represented."""
    hearing = _participation(case).hearing
    if hearing is None:
        return None
    return any_true(
        (negated(hearing.selection_used), all_true((hearing.selection_published, hearing.sides_represented)))
    )


@fact("hearing.papers_days")
def papers_days(case: Case) -> int | None:
    """PUB-07, 第十六条第三款: days from the delivery of the papers to the hearing; 7日前 is a difference of at least 7."""
    hearing = _participation(case).hearing
    if hearing is None or hearing.papers_delivered_on is None or hearing.held_on is None:
        return None
    return (hearing.held_on - hearing.papers_delivered_on).days


def _of_hearing(field: str) -> Callable[[Case], Truth]:
    def stated(case: Case) -> Truth:
        """PUB-06, PUB-08, 第十六条、第十七条: what is published before the hearing, and how it is conducted."""
        hearing = _participation(case).hearing
        return getattr(hearing, field) if hearing else None

    return stated


for _field in (
    "draft_published", "time_place_published", "participants_published",
    "held_in_public", "presented", "debated", "record_signed",
):  # fmt: skip
    fact(f"hearing.{_field}")(_of_hearing(_field))


@fact("decision_catalogue.hearing_marked")
def hearing_marked(case: Case) -> Truth:
    """PUB-10, 粤府令第303号第三条: the list of major decisions says that this one gets a hearing."""
    catalogue = case.dossier.matter.decision_catalogue
    return catalogue.hearing_marked if catalogue else None
