"""Holds the facts about each candidate (CAD)."""

from datetime import timedelta

from review.domain.facts.case import Case, fact
from review.domain.facts.deliberation import borne_out
from review.domain.kleene import Truth, all_true
from review.domain.vocabulary import (
    CandidateAction,
    DisciplineOpinion,
    PublicityExemption,
    PublicityResult,
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
    candidate = case.candidate
    if candidate is None:
        return None
    heard = None if candidate.discipline_opinion is None else candidate.discipline_opinion is DisciplineOpinion.CLEAR
    return all_true((
        candidate.file_reviewed, candidate.personal_report_verified, heard, candidate.complaints_resolved,
    ))  # fmt: skip


@fact("candidate.approved_by_majority")
def approved_by_majority(case: Case) -> Truth:
    """CAD-09, 干部任用条例第六章: more than half of the expected members agree, for each person; where the candidate
    was rejected, that they did not; one who was put off (暂缓表决) is not decided."""
    deciding = case.picture.deciding
    if case.candidate is None or deciding is None:
        return None
    place = next(i for i, meeting in enumerate(case.dossier.meetings or ()) if meeting is deciding)
    taken = case.picture.tallies[place].votes
    several = len(case.dossier.matter.candidates or ()) > 1
    own = [vote for vote in taken or () if vote.candidate == case.candidate.id or (not several and not vote.candidate)]
    if not own:
        return None
    results = {vote.candidate: vote.result for vote in deciding.candidate_votes or ()}
    return borne_out(own[0], results.get(case.candidate.id) or deciding.result)


@fact("candidate.publicity_required")
def publicity_required(case: Case) -> Truth:
    """CAD-11: a promotion to a leading post, unless the post is special or publicity was given at the 换届考察."""
    candidate = case.candidate
    if candidate is None:
        return None
    exempt = candidate.publicity.exempt
    return all_true((
        promoted(case), candidate.leading_post, None if exempt is None else exempt is PublicityExemption.NONE,
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
    """CAD-11: publicity follows the party group's decision and ends before the appointment (until then, before
    the judged day)."""
    candidate, deciding = case.candidate, case.picture.deciding
    if candidate is None or deciding is None or deciding.held_on is None:
        return None
    start, end = candidate.publicity.from_, candidate.publicity.to
    before = candidate.appointed_on or case.dossier.as_of
    return all_true((
        None if start is None else start >= deciding.held_on, None if end is None else end < before,
    ))  # fmt: skip


@fact("candidate.publicity_without_effect")
def publicity_without_effect(case: Case) -> Truth:
    """CAD-11: objections were handled, and the result does not stand against the appointment."""
    publicity = case.candidate.publicity if case.candidate else None
    if publicity is None:
        return None
    result = None if publicity.result is None else publicity.result is PublicityResult.NO_EFFECT
    return all_true((publicity.objections_handled, result))
