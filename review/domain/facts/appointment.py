"""Holds the facts about each candidate (CAD)."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from review.domain.after import announced_all_the_same
from review.domain.dossier import Candidate, Publicity
from review.domain.facts.case import Case, fact
from review.domain.facts.deliberation import decision_taken
from review.domain.facts.sign_off import signatures
from review.domain.facts.voting import borne_out, result_of
from review.domain.kleene import Truth, all_true, any_true, given
from review.domain.rulebook import several
from review.domain.standing import HEAD_MEETINGS, deciding_is_known, deciding_meeting, passed_on, until
from review.domain.vocabulary import (
    CandidateAction,
    DisciplineOpinion,
    MeetingResult,
    PostLevel,
    PublicityExemption,
    PublicityResult,
    Shortfall,
    Vetting,
)
from review.domain.workdays import Counted


@fact("candidate.promoted")
def promoted(case: Case) -> Truth:
    """The candidate is promoted (提拔)."""
    action = case.candidate.action if case.candidate else None
    return None if action is None else action is CandidateAction.PROMOTE


@fact("candidate.four_checks")
def four_checks(case: Case) -> Truth:
    """CAD-03, 干部任用条例第五章: 档案凡提必审、个人有关事项凡提必核、纪检意见凡提必听、信访举报凡提必查."""
    return None if case.candidate is None else all_true(truth for _, truth in _checks(case.candidate))


def _checks(candidate: Candidate) -> Iterator[tuple[Vetting, Truth]]:
    """By each check, that it was made; the discipline organ that objects was heard (CAD-04 asks whether it agrees)."""
    heard = candidate.discipline_opinion
    yield Vetting.FILE, candidate.file_reviewed
    yield Vetting.DECLARATIONS, candidate.personal_report_verified
    yield Vetting.DISCIPLINE_HEARD, None if heard is None else heard is not DisciplineOpinion.PENDING
    yield Vetting.COMPLAINTS, candidate.complaints_resolved


@fact("candidate.unchecked_told")
def unchecked_told(case: Case) -> str | None:
    """CAD-03: which of the four checks are known not to have been made."""
    return None if case.candidate is None else several(what for what, made in _checks(case.candidate) if made is False)


@fact("candidate.decided_or_appointed")
def decided_or_appointed(case: Case) -> Truth:
    """CAD-09 is judged of a decision, and of an appointment made without one."""
    return None if case.candidate is None else any_true((decision_taken(case), appointed(case)))


def appointed(case: Case) -> bool:
    """The candidate holds the post; while no day is recorded he does not yet."""
    return case.candidate is not None and case.candidate.appointed_on is not None


@fact("candidate.approved_by_majority")
def approved_by_majority(case: Case) -> Truth:
    """CAD-09, 干部任用条例第六章: more than half of the expected members of the party group agree, for each person; where the
    candidate was rejected, that they did not; one who was put off (暂缓表决) is not decided. What a majority of another body
    wants is no vote of theirs (CLS-11)."""
    deciding = case.picture.deciding
    if case.candidate is None or deciding is None or deciding.type in HEAD_MEETINGS:
        return None
    place = next(i for i, meeting in enumerate(case.dossier.meetings or ()) if meeting is deciding)
    taken = case.picture.tallies[place].votes
    alone = len(case.dossier.matter.candidates or ()) == 1
    own = [vote for vote in taken or () if vote.candidate == case.candidate.id or (alone and vote.candidate is None)]
    return all_true(borne_out(case, deciding, vote) for vote in own) if own else None


def chosen(case: Case) -> Truth:
    """The deciding meeting passed the matter, and this candidate; not while no meeting has decided."""
    dossier, candidate, deciding = case.dossier, case.candidate, case.picture.deciding
    if candidate is None or dossier.meetings is None or not deciding_is_known(dossier):
        return None
    if deciding is None:
        return False
    results = (deciding.result, result_of(case, deciding, candidate.id))
    return all_true(None if result is None else result is MeetingResult.PASSED for result in results)


@fact("candidate.appointed_by_decision")
def appointed_by_decision(case: Case) -> Truth:
    """CAD-09: nobody is appointed whom the meeting rejected, put off or has not yet decided on. It goes by the decision that
    stood on the day of the appointment: one that is discussed again since was a decision."""
    candidate = case.candidate
    if candidate is None:
        return None
    day = candidate.appointed_on
    if day is None:
        return True
    stood = passed_on(case.dossier, day)
    if not stood:
        return stood
    deciding = deciding_meeting(until(case.dossier, day))
    result = result_of(case, deciding, candidate.id) if deciding else None
    return None if result is None else result is MeetingResult.PASSED


@fact("candidate.publicity_required")
def publicity_required(case: Case) -> Truth:
    """CAD-11: a promotion to a leading post of bureau level or below, unless the post is special or publicity was given at the
    换届考察; whatever was announced all the same and went against him is measured. Who was not approved is not published, unless
    he was appointed; whoever was turned down and published all the same is measured by it, whatever the post."""
    candidate = case.candidate
    if candidate is None:
        return None
    publicity, exempt = candidate.publicity, candidate.publicity.exempt
    adverse = False in publicity_settled(publicity).values()
    level = None if candidate.post_level is None else candidate.post_level is PostLevel.BUREAU_OR_BELOW
    if announced_all_the_same(candidate, case.dossier):
        return True
    return all_true((
        promoted(case), candidate.leading_post, any_true((adverse, level)),
        True if adverse else None if exempt is None else exempt is PublicityExemption.NONE,
        any_true((chosen(case), appointed(case))),
    ))  # fmt: skip


@fact("candidate.publicity_workdays")
def publicity_workdays(case: Case) -> Counted | None:
    """CAD-11, 干部任用条例: working days of the publicity; the first day counts if `publicity_counts_start_day`."""
    publicity = case.candidate.publicity if case.candidate else None
    counts_start = case.dossier.unit.parameters.publicity_counts_start_day
    if publicity is None or publicity.from_ is None or publicity.to is None or counts_start is None:
        return None
    start = publicity.from_ - timedelta(days=1) if counts_start else publicity.from_
    return case.workdays(start, publicity.to)


@fact("candidate.publicity_in_order")
def publicity_in_order(case: Case) -> Truth:
    """CAD-11: publicity follows the party group's decision for the candidate, and ends before the last signature (the
    appointment is one of the formalities after it) and before the appointment (until then, before the judged day)."""
    return None if case.candidate is None else all_true(kept for _, kept in publicity_order(case))


def publicity_order(case: Case) -> Iterator[tuple[Shortfall, Truth]]:
    """CAD-11: by each way in which the notice may be out of order, that it is not."""
    candidate, deciding = case.candidate, case.picture.deciding
    if candidate is None:
        return
    held, start, end = deciding.held_on if deciding else None, candidate.publicity.from_, candidate.publicity.to
    appointed_on, signed = candidate.appointed_on, signatures(case)
    yield Shortfall.NOT_CHOSEN, chosen(case)
    yield Shortfall.NOTICE_BEFORE_DECISION, None if start is None or held is None else start >= held
    yield (
        Shortfall.APPOINTED_BEFORE_END if appointed_on else Shortfall.NOTICE_OPEN,
        None if end is None else end < (appointed_on or case.dossier.as_of),
    )
    yield Shortfall.SIGNED_BEFORE_END, (
        any_true(None if end is None or day is None else end < day for day in signed) if signed else True
    )


@fact("candidate.publicity_true")
def publicity_true(case: Case) -> Truth:
    """CAD-11: what was published of the candidate was true and could be checked (公示内容真实、可核查)."""
    return case.candidate.publicity.content_true if case.candidate else None


@fact("candidate.publicity_without_effect")
def publicity_without_effect(case: Case) -> Truth:
    """CAD-11: objections were handled, and the result does not stand against the appointment."""
    publicity = case.candidate.publicity if case.candidate else None
    return None if publicity is None else all_true(publicity_settled(publicity).values())


def publicity_settled(publicity: Publicity) -> Mapping[Shortfall, Truth]:
    """CAD-11: by what may stand against the appointment after the notice, that it does not. Of every objection that is on record
    it is written what became of it."""
    handled = all_true((publicity.objections_handled, *(given(one.handling) for one in publicity.objections or ())))
    result = None if publicity.result is None else publicity.result is PublicityResult.NO_EFFECT
    return {Shortfall.OBJECTIONS_OPEN: handled, Shortfall.AFFECTED: result}
