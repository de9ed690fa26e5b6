"""Holds the facts about the discussion of an appointment and what follows it (CAD-07, 08, 10, 12, 15 to 17)."""

from datetime import timedelta

from review.domain.facts.appointment import appointed, chosen, promoted
from review.domain.facts.appointment_before import not_before_approval
from review.domain.facts.archive import years_after
from review.domain.facts.case import Case, fact
from review.domain.facts.voting import votes_needed
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.vocabulary import (
    Authority,
    CandidateAction,
    FileKind,
    HigherKind,
    HigherPaper,
    MeetingResult,
    MeetingType,
    PostLevel,
)


@fact("candidate.reasons_explained")
def reasons_explained(case: Case) -> Truth:
    """CAD-08: the reasons of an exceptional promotion (破格等) and what the personnel department above thinks of it."""
    candidate = case.candidate
    if candidate is None:
        return None
    explained = all_true((given(candidate.exceptional_reason), given(candidate.superior_view)))
    return any_true((negated(candidate.exceptional), explained))


@fact("candidate.briefing_given")
def briefing_given(case: Case) -> Truth:
    """CAD-08: the leader in charge of personnel introduced this candidate: 推荐、考察和任免理由."""
    return case.candidate.briefing_given if case.candidate else None


@fact("meeting.reconsiders")
def reconsiders(case: Case) -> Truth:
    """CAD-10: the meeting says that it takes up an earlier decision again, or an earlier meeting of the party group has
    already decided; with neither it is the first discussion."""
    meeting = case.meeting
    if meeting is None:
        return None
    if meeting.reconsideration is not None:
        return True
    meetings = case.dossier.meetings or ()
    place = next(i for i, one in enumerate(meetings) if one is meeting)
    return any_true(
        all_true((
            None if one.type is None else one.type is MeetingType.PARTY_GROUP_MEETING,
            None if one.result is None else one.result is not MeetingResult.DEFERRED,
        ))
        for one in meetings[:place]
    )  # fmt: skip


@fact("meeting.reconsideration_agreed")
def reconsideration_agreed(case: Case) -> Truth:
    """CAD-10: more than half of the expected members consented to 复议, and no more than there are."""
    meeting, needed = case.meeting, votes_needed(case)
    stated = meeting.reconsideration.consented if meeting and meeting.reconsideration else None
    if meeting is None or meeting.members is None or stated is None or needed is None:
        return None
    return needed <= stated <= len(meeting.members)


@fact("candidate.trial_applies")
def trial_applies(case: Case) -> Truth:
    """CAD-12, 《公务员法》第四十八条: who was promoted to a leading post of bureau level or below, and took it up."""
    candidate = case.candidate
    if candidate is None:
        return None
    level = None if candidate.post_level is None else candidate.post_level is PostLevel.BUREAU_OR_BELOW
    return all_true((promoted(case), candidate.leading_post, level, appointed(case)))


@fact("candidate.trial_of_one_year")
def trial_of_one_year(case: Case) -> Truth:
    """CAD-12: 试用期为一年, from the day from which the post is held (`effective_on`); it ends on the day before the
    anniversary, or on it where the first day is not counted."""
    candidate = case.candidate
    if candidate is None:
        return None
    end = years_after(candidate.effective_on, 1)
    if end is None or candidate.trial_ends_on is None:
        return None
    return candidate.trial_ends_on in (end - timedelta(days=1), end)


@fact("candidate.goes_higher")
def goes_higher(case: Case) -> Truth:
    """CAD-15: the approved appointment needs the approval of, or is filed with, an authority above."""
    candidate = case.candidate
    if candidate is None:
        return None
    kind = candidate.higher.kind if candidate.higher else None
    return all_true((
        None if kind is None else kind is not HigherKind.NONE, any_true((chosen(case), appointed(case))),
    ))  # fmt: skip


@fact("candidate.higher_papers_complete")
def higher_papers_complete(case: Case) -> Truth:
    """CAD-15: 请示、干部任免审批表、考察材料、本人档案、党组会议纪要和讨论记录、民主推荐情况 go up for approval; what is
    only filed needs none of them."""
    higher = case.candidate.higher if case.candidate else None
    if higher is None:
        return None
    only_filed = None if higher.kind is None else higher.kind is HigherKind.FILING
    return any_true((only_filed, None if higher.papers is None else set(HigherPaper) <= set(higher.papers)))


@fact("candidate.higher_in_order")
def higher_in_order(case: Case) -> Truth:
    """CAD-15: sent no earlier than the decision, and nobody is appointed before the approval; papers not sent yet are in
    time before the appointment."""
    candidate, deciding = case.candidate, case.picture.deciding
    if candidate is None or candidate.higher is None or candidate.higher.kind is None:
        return None
    sent, held = candidate.higher.sent_on, deciding.held_on if deciding else None
    after = None if sent is None or held is None else sent >= held
    unsent = sent is None and candidate.appointed_on is None
    approval = candidate.higher.kind is HigherKind.APPROVAL
    return all_true((True if unsent else after, not_before_approval(candidate) if approval else True))


@fact("candidate.takes_up_post")
def takes_up_post(case: Case) -> Truth:
    """CAD-16: the candidate was given a post (not removed from one) and appointed."""
    if case.candidate is None:
        return None
    action = case.candidate.action
    return all_true((None if action is None else action is not CandidateAction.REMOVE, appointed(case)))


@fact("candidate.talk_held")
def talk_held(case: Case) -> Truth:
    """CAD-16: a designated person, not the candidate, held the talk (任职谈话), and not before the decision."""
    candidate, deciding = case.candidate, case.picture.deciding
    talk = candidate.talk if candidate else None
    if candidate is None or talk is None:
        return None
    decided = deciding.held_on if deciding else None
    return all_true((
        None if talk.by is None else talk.by != candidate.id,
        None if talk.on is None or decided is None else talk.on >= decided,
    ))  # fmt: skip


@fact("candidate.holds_from_decision")
def holds_from_decision(case: Case) -> Truth:
    """CAD-16: 自党委（党组）决定之日起计算; of a post that only an authority above fills, from the day of its approval."""
    candidate, deciding = case.candidate, case.picture.deciding
    if candidate is None or candidate.authority is None:
        return None
    above = candidate.higher.approved_on if candidate.higher else None
    decided = above if candidate.authority is Authority.PROPOSE_ONLY else deciding.held_on if deciding else None
    return None if candidate.effective_on is None or decided is None else candidate.effective_on == decided


@fact("archive.personnel_filed")
def personnel_filed(case: Case) -> Truth:
    """CAD-17: the papers of the appointment are in the archive, with their hash."""
    items = case.dossier.archive.items if case.dossier.archive else None
    if items is None:
        return None
    return any_true(
        all_true((
            None if item.kind is None else item.kind is FileKind.PERSONNEL_FILE,
            None if item.sha256 is None else True,
        ))
        for item in items
    )  # fmt: skip
