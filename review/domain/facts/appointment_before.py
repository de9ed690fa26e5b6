"""Holds the facts about what comes before an appointment is discussed (CAD-01, 02, 04, 05, 13, 14)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from review.domain.dossier import Candidate, CandidateConsultation
from review.domain.facts.case import Case, fact
from review.domain.interests import proposed
from review.domain.kleene import Truth, all_true, any_true, given, known, negated
from review.domain.rulebook import several
from review.domain.standing import deciding_is_known
from review.domain.vocabulary import (
    Authority,
    CandidateAction,
    Conformity,
    ConsultedParty,
    DisciplineOpinion,
    HigherKind,
    Vetting,
)


def day_of_decision(case: Case) -> date | None:
    """The day by which the preparation of an appointment is done: that of the deciding meeting; while it is not fixed,
    today."""
    dossier, deciding = case.dossier, case.picture.deciding
    if dossier.meetings is None or (deciding is None and deciding_is_known(dossier)):
        return dossier.as_of
    if deciding is None:
        return None
    return dossier.as_of if deciding.held_on is None and deciding.result is None else deciding.held_on


def _beyond_own_authority(candidate: Candidate) -> Truth:
    return None if candidate.authority is None else candidate.authority is Authority.PROPOSE_ONLY


@fact("candidate.within_authority")
def within_authority(case: Case) -> Truth:
    """CAD-01, 《公务员法》第四十六条第四项: 按照管理权限讨论决定. Of a post beyond the unit's authority it may only propose: the
    matter goes up for approval, and nobody is appointed before that is given."""
    candidate = case.candidate
    if candidate is None:
        return None
    higher = candidate.higher
    kind = higher.kind if higher else None
    goes_up = None if kind is None else kind is HigherKind.APPROVAL
    return any_true((
        negated(_beyond_own_authority(candidate)), all_true((goes_up, not_before_approval(candidate))),
    ))  # fmt: skip


def not_before_approval(candidate: Candidate) -> Truth:
    """Nobody is appointed before the approval from above; who is not appointed yet was not appointed too early."""
    approved = candidate.higher.approved_on if candidate.higher else None
    if candidate.appointed_on is None:
        return True
    return None if approved is None else approved <= candidate.appointed_on


@fact("candidate.steps_in_order")
def steps_in_order(case: Case) -> Truth:
    """CAD-02, 《公务员法》第四十六条: 动议、民主推荐、考察、讨论决定, each no earlier than the one before it."""
    candidate = case.candidate
    if candidate is None:
        return None
    days = (candidate.initiated_on, candidate.recommended_on, candidate.inspected_on, day_of_decision(case))
    kept = [known(day) for day in days[:3]]
    for place, earlier in enumerate(days):
        kept += [earlier <= later for later in days[place + 1 :] if earlier is not None and later is not None]
    return all_true((*kept, known(days[3])))


@fact("candidate.recommended_and_inspected")
def recommended_and_inspected(case: Case) -> Truth:
    """CAD-04: recommended by vote where he is promoted, inspected where he is given a post, by the day of the decision;
    who is removed is neither."""
    candidate = case.candidate
    if candidate is None:
        return None
    action, decided = candidate.action, day_of_decision(case)
    removed = None if action is None else action is CandidateAction.REMOVE
    promoted = None if action is None else action is CandidateAction.PROMOTE
    return all_true((
        any_true((negated(promoted), _by(candidate.recommended_on, decided))),
        any_true((removed, _by(candidate.inspected_on, decided))),
    ))  # fmt: skip


def _by(day: date | None, latest: date | None) -> Truth:
    return None if day is None or latest is None else day <= latest


@fact("candidate.fit_to_be_tabled")
def fit_to_be_tabled(case: Case) -> Truth:
    """CAD-04: the conclusion on his integrity is signed, the discipline organ answered and does not object, complaints,
    doubts in his file and findings of inspection and audit are cleared; of who is removed none of it is asked."""
    candidate = case.candidate
    if candidate is None:
        return None
    removed = None if candidate.action is None else candidate.action is CandidateAction.REMOVE
    return any_true((removed, all_true(truth for _, truth in _clearances(candidate))))


def _clearances(candidate: Candidate) -> Iterator[tuple[Vetting, Truth]]:
    """By each question, that it is settled."""
    heard = candidate.discipline_opinion
    unheard = Vetting.DISCIPLINE_PENDING if heard is DisciplineOpinion.PENDING else Vetting.DISCIPLINE_OBJECTS
    yield Vetting.INTEGRITY, candidate.integrity_conclusion_signed
    yield unheard, None if heard is None else heard is DisciplineOpinion.CLEAR
    yield Vetting.COMPLAINTS, candidate.complaints_resolved
    yield Vetting.FILE_DOUBTS, candidate.file_doubts_resolved
    yield Vetting.AUDIT, candidate.inspection_audit_resolved


@fact("candidate.unsettled_told")
def unsettled_told(case: Case) -> str | None:
    """CAD-04: which questions are known not to be settled."""
    return None if case.candidate is None else several(what for what, done in _clearances(case.candidate) if done is False)


@fact("candidate.superior_agreed_beforehand")
def superior_agreed_beforehand(case: Case) -> Truth:
    """CAD-04: where the personnel department above has to be told beforehand, it agreed."""
    report = case.candidate.superior_report if case.candidate else None
    return any_true((negated(report.required), report.approved)) if report else None


@fact("candidate.consulted")
def consulted(case: Case) -> Truth:
    """CAD-05, 酝酿: the leaders concerned answered; for a post beyond the unit's authority the leader in charge above; of
    one who is no party member the united-front department; of one under two masters (双重管理) the other consents."""
    return None if case.candidate is None else all_true((_others_heard(case), co_manager(case, consents=True)))


@fact("candidate.only_co_manager_disagrees")
def only_co_manager_disagrees(case: Case) -> Truth:
    """CAD-05: all others were heard, and the co-manager disagreed in time: 正职的任免报上级协调，副职的任免由主管方决定."""
    return None if case.candidate is None else all_true((_others_heard(case), co_manager(case, consents=False)))


def _others_heard(case: Case) -> Truth:
    return None if case.candidate is None else all_true(heard for _, heard in parties_heard(case))


def parties_heard(case: Case) -> Iterator[tuple[ConsultedParty, Truth]]:
    """CAD-05: by each party other than the co-manager, that it need not be asked or has answered."""
    if case.candidate is None:
        return
    inside, party_member = negated(_beyond_own_authority(case.candidate)), negated(case.candidate.non_party)
    yield ConsultedParty.LEADERS, _answered(case, ConsultedParty.LEADERS)
    yield ConsultedParty.SUPERIOR_LEADER, any_true((inside, _answered(case, ConsultedParty.SUPERIOR_LEADER)))
    yield ConsultedParty.UNITED_FRONT, any_true((party_member, _answered(case, ConsultedParty.UNITED_FRONT)))


def _answered(case: Case, party: ConsultedParty) -> Truth:
    asked, decided = case.candidate.consultations if case.candidate else None, day_of_decision(case)
    if asked is None:
        return None
    return any_true(
        all_true((None if one.party is None else one.party is party, _by(one.replied_on, decided))) for one in asked
    )


def co_manager(case: Case, *, consents: bool) -> Truth:
    """Whether the co-manager consents (true where there is none), or disagreed in time (false where there is none)."""
    candidate, decided = case.candidate, day_of_decision(case)
    if candidate is None or candidate.dual_managed is False:
        return None if candidate is None else consents
    asked = candidate.consultations
    if asked is None:
        return None
    found = any_true(
        all_true((
            None if one.party is None else one.party is ConsultedParty.CO_MANAGER,
            _consent(one, decided) if consents else negated(_consent(one, decided)),
        ))
        for one in asked
    )  # fmt: skip
    return any_true((negated(candidate.dual_managed), found)) if consents else all_true((candidate.dual_managed, found))


def _consent(one: CandidateConsultation, decided: date | None) -> Truth:
    """协管方自收到主管方意见之日起一个月内未予答复的，视为同意: an answer in time counts; silence for a month, or an answer after
    it, is consent from the day after, if the meeting waited for that."""
    if decided is None or one.asked_on is None:
        return None
    last = month_after(one.asked_on)
    if one.replied_on is not None and one.replied_on <= min(last, decided):
        return one.agreed
    late = one.replied_on is not None or one.agreed is None
    return True if late and decided > last else None


def month_after(day: date) -> date:
    """The same day of the next month, or its last day where it has no such day."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@fact("candidate.kinship_clear")
def kinship_clear(case: Case) -> Truth:
    """CAD-13, 《公务员法》第七十四条第一款、第三款: no relation that bars the post, or one allowed under the ruling of the civil
    service authority of the province or above; a ruling that is not recorded excuses nothing."""
    candidate = case.candidate
    if candidate is None:
        return None
    return any_true((negated(candidate.kinship_conflict), given(candidate.kinship_exemption_no) is True))


@fact("candidate.related_stepped_aside")
def related_stepped_aside(case: Case) -> Truth:
    """CAD-13, 第七十六条: members related to the candidate step aside wherever the appointment is discussed. That there is no
    relation at all (`kinship_conflict`) says that nobody is, unless somebody is named; before a meeting nobody
    has anything to leave."""
    candidate = case.candidate
    if candidate is None:
        return None
    related = candidate.related_members
    if related is None:
        return True if candidate.kinship_conflict is False else None
    aside = [
        any_true((member.recused, negated(member.present)))
        for meeting in case.dossier.meetings or ()
        for member in meeting.members or ()
        if member.id in related
    ]
    unlisted = bool(related) and any(meeting.members is None for meeting in case.dossier.meetings or ())
    return all_true((*aside, None if unlisted else True))


@fact("matter.personnel_check_passed")
def personnel_check_passed(case: Case) -> Truth:
    """CAD-14: the personnel department found by the day of the decision that the appointment conforms to the rules; nobody
    checks his own appointment, or that of a relative (《公务员法》第七十六条)."""
    check = case.dossier.matter.personnel_check
    if check is None:
        return None
    conforms = None if check.result is None else check.result is Conformity.CONFORMS
    apart = None if check.by is None else check.by not in proposed(case.dossier)
    return all_true((conforms, apart, _by(check.on, day_of_decision(case))))
