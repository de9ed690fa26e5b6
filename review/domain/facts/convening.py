"""Holds the facts about how each meeting was convened and who was there beside the members (MTG-04, 05, 08, 09, 19, 28).

The members who came and who voted are `deliberation` and `voting`.
"""

from datetime import date

from review.domain.dossier import Draft, EarlierDraft, Meeting, Member
from review.domain.facts.case import Case, fact
from review.domain.facts.deliberation import is_chair, reached
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.meeting import is_left_out, principal_attends
from review.domain.vocabulary import DraftChange, MeetingType, ObserverKind
from review.domain.workdays import Counted


@fact("meeting.notified_beforehand")
def notified_beforehand(case: Case) -> Truth:
    """MTG-04: notice and papers were sent no later than the day of the meeting; sent after it, they announce nothing."""
    meeting = case.meeting
    if meeting is None:
        return None
    sent = (meeting.notice.sent_on, meeting.notice.papers_sent_on)
    return all_true(None if day is None or meeting.held_on is None else day <= meeting.held_on for day in sent)


@fact("meeting.papers_of_draft")
def papers_of_draft(case: Case) -> Truth:
    """MTG-04: the papers are not older than the draft on which the meeting decides, but for changes that are only editorial."""
    meeting, drafted = case.meeting, draft_changed_on(case)
    sent = meeting.notice.papers_sent_on if meeting else None
    return None if sent is None or drafted is None else sent >= drafted


@fact("meeting.draft_changed_on")
def draft_changed_on(case: Case) -> date | None:
    """MTG-04: the day of the last draft before the end of the day of the meeting that was not changed only editorially."""
    held, draft = case.meeting.held_on if case.meeting else None, case.dossier.matter.draft
    versions: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    days = [one.changed_on for one in versions if one.change is not DraftChange.EDITORIAL]
    if held is None or None in days:
        return None
    return max((day for day in days if day and day <= held), default=None)


@fact("meeting.every_member_reached")
def every_member_reached(case: Case) -> Truth:
    """MTG-04: notice and papers went to every member who should attend, as far as it is on record to whom they went."""
    meeting = case.meeting
    if meeting is None:
        return None
    return all_true((reached(meeting, meeting.notice.sent_to), reached(meeting, meeting.notice.papers_to)))


@fact("meeting.notice_workdays")
def notice_workdays(case: Case) -> Counted | None:
    """MTG-04: working days from the notice to the meeting, the day of the notice not counted; none from one sent after it."""
    return _in_advance(case, case.meeting.notice.sent_on) if case.meeting else None


@fact("meeting.papers_workdays")
def papers_workdays(case: Case) -> Counted | None:
    """MTG-04: working days from the delivery of the papers to the meeting."""
    return _in_advance(case, case.meeting.notice.papers_sent_on) if case.meeting else None


def _in_advance(case: Case, sent_on: date | None) -> Counted | None:
    counted = case.workdays(sent_on, case.meeting.held_on) if case.meeting else None
    return None if counted is None else Counted(max(0, counted.days), counted.provisional)


@fact("meeting.notice_sent_on")
def notice_sent_on(case: Case) -> date | None:
    """MTG-04: the day of the notice."""
    return case.meeting.notice.sent_on if case.meeting else None


@fact("meeting.papers_sent_on")
def papers_sent_on(case: Case) -> date | None:
    """MTG-04: the day on which the papers were delivered."""
    return case.meeting.notice.papers_sent_on if case.meeting else None


@fact("meeting.held_on")
def held_on(case: Case) -> date | None:
    """MTG-04: the day of the meeting."""
    return case.meeting.held_on if case.meeting else None


@fact("meeting.presided_by_chair")
def presided_by_chair(case: Case) -> Truth:
    """MTG-05, 党组工作条例: the secretary of the party group presides, or, where he cannot (不能参加，或者回避), a member whom
    he charged with it; at an administrative meeting the head (《地方组织法》第七十八条). Who presides is there."""
    meeting = case.meeting
    if meeting is None or meeting.members is None or meeting.presider.id is None:
        return None
    presider = next((member for member in meeting.members if member.id == meeting.presider.id), None)
    if presider is None:
        return False
    deputed = all_true((is_chair(meeting, meeting.presider.delegated_by), negated(principal_attends(meeting))))
    return all_true((presider.present, any_true((is_chair(meeting, presider.id), deputed))))


@fact("matter.before_party_group")
def before_party_group(case: Case) -> Truth:
    """MTG-08: a meeting of the party group took the matter up."""
    meetings = case.dossier.meetings
    return None if meetings is None else any_true(map(_of_party_group, meetings))


def _of_party_group(meeting: Meeting) -> Truth:
    return None if meeting.type is None else meeting.type is MeetingType.PARTY_GROUP_MEETING


@fact("unit.party_group_meets_monthly")
def party_group_meets_monthly(case: Case) -> Truth:
    """MTG-08, 党组工作条例 (一般每月召开1次): between the last meeting on the matter and the one before it no calendar
    month went by without a meeting. The one before may have been on this matter too."""
    meetings = case.dossier.meetings or ()
    held = [meeting.held_on for meeting in meetings if _of_party_group(meeting)]
    if not held or any(meeting.type is None for meeting in meetings):
        return None
    before = (*held[:-1], case.dossier.unit.previous_party_group_meeting_on)
    return any_true(_no_month_between(day, held[-1]) for day in before)


def _no_month_between(earlier: date | None, later: date | None) -> Truth:
    """Whether these lie in one calendar month or in two that follow each other; a later day is no earlier meeting."""
    if earlier is None or later is None:
        return None
    return earlier <= later and 12 * (later.year - earlier.year) + later.month - earlier.month <= 1


@fact("meeting.someone_absent")
def someone_absent(case: Case) -> Truth:
    """MTG-09: a member who should attend did not come."""
    members = case.meeting.members if case.meeting else None
    expected = [member for member in members or () if not is_left_out(member)]
    return None if members is None else any_true(negated(member.present) for member in expected)


@fact("meeting.absences_excused")
def absences_excused(case: Case) -> Truth:
    """MTG-09, 党组工作条例: every member who did not come asked leave no later than the day of the meeting, and why he did
    not come is recorded."""
    meeting = case.meeting
    if meeting is None or meeting.members is None:
        return None
    return all_true(
        _excused(member, meeting.held_on)
        for member in meeting.members if member.present is not True and not is_left_out(member)
    )  # fmt: skip


def _excused(member: Member, held_on: date | None) -> Truth:
    asked = member.leave_asked_on
    in_time = None if asked is None or held_on is None else asked <= held_on
    return all_true((given(member.absence_reason), in_time)) if member.present is False else None


@fact("meeting.adviser_heard")
def adviser_heard(case: Case) -> Truth:
    """MTG-19, 中办发〔2016〕30号 (请法律顾问参加): a legal adviser attended, or the written opinion was read out."""
    meeting = case.meeting
    return any_true((meeting.opinion_read_out, attended(meeting, ObserverKind.LEGAL_ADVISER))) if meeting else None


@fact("meeting.discipline_heard")
def discipline_heard(case: Case) -> Truth:
    """MTG-28: the stationed discipline organ attended, or was invited no later than the day of the meeting."""
    meeting = case.meeting
    if meeting is None:
        return None
    invited, held = meeting.discipline_invited_on, meeting.held_on
    in_time = None if invited is None or held is None else invited <= held
    return any_true((attended(meeting, ObserverKind.DISCIPLINE), in_time))


def attended(meeting: Meeting, kind: ObserverKind) -> Truth:
    observers = meeting.observers
    return None if observers is None else any_true(None if one.kind is None else one.kind is kind for one in observers)
