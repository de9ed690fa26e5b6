"""Holds the facts about the record of each meeting: what it holds, who signed it, whether it was kept (MTG-23, 27, 29)."""

from collections.abc import Sequence

from review.domain.dossier import Member, Statement
from review.domain.facts.case import Case, fact
from review.domain.kleene import Truth, all_true, given, known
from review.domain.meeting import debates, is_left_out
from review.domain.vocabulary import MeetingResult, Stance


@fact("meeting.frame_recorded")
def frame_recorded(case: Case) -> Truth:
    """MTG-23: when and where the meeting was held, who presided and who kept the record."""
    meeting = case.meeting
    if meeting is None:
        return None
    return all_true((
        known(meeting.held_on), known(meeting.started_at), known(meeting.ended_at), given(meeting.place),
        known(meeting.presider.id), known(meeting.recorder),
    ))  # fmt: skip


@fact("meeting.attendance_recorded")
def attendance_recorded(case: Case) -> Truth:
    """MTG-23: which members came, which did not and why, and who sat in. Everybody has a name in the dossier."""
    members = case.meeting.members if case.meeting else None
    if case.meeting is None or members is None:
        return None
    return all_true((bool(members), *map(_accounted_for, members), known(case.meeting.observers)))


def _accounted_for(member: Member) -> Truth:
    if is_left_out(member):
        return True
    return given(member.absence_reason) if member.present is False else member.present


@fact("meeting.debate_recorded")
def debate_recorded(case: Case) -> Truth:
    """MTG-23: the main question, each member's view and stance, the main disagreements. Who agrees may say no more than
    that; who disagrees is recorded with what he said. A meeting that put the vote off may have done so unheard."""
    meeting = case.meeting
    if meeting is None:
        return None
    unheard = meeting.result is MeetingResult.DEFERRED
    return all_true((
        given(meeting.topic.main_question), given(meeting.disagreements),
        *(_views_recorded(said, unheard) for said, _ in debates(meeting)),
    ))  # fmt: skip


def _views_recorded(said: Sequence[Statement] | None, unheard: bool) -> Truth:
    if not said:
        return unheard or (None if said is None else False)
    return all_true(map(_view_recorded, said))


def _view_recorded(statement: Statement) -> Truth:
    if statement.stance is None:
        return None
    return True if statement.stance is Stance.APPROVE else given(statement.text)


@fact("meeting.decision_recorded")
def decision_recorded(case: Case) -> Truth:
    """MTG-23: the result and the text of what was decided."""
    return all_true((known(case.meeting.result), given(case.meeting.decision_text))) if case.meeting else None


@fact("meeting.minutes_signed")
def minutes_signed(case: Case) -> Truth:
    """MTG-27: who kept the record and who presided signed the minutes."""
    meeting = case.meeting
    signed = meeting.minutes.signed_by if meeting else None
    if meeting is None or signed is None:
        return None
    return all_true(None if one is None else one in signed for one in (meeting.recorder, meeting.presider.id))


@fact("meeting.minutes_confirmed")
def minutes_confirmed(case: Case) -> Truth:
    """MTG-27: every member who was there and did not step aside confirmed the minutes; who signed them did."""
    meeting = case.meeting
    if meeting is None or meeting.members is None:
        return None
    minutes = meeting.minutes
    confirmed = {*(minutes.signed_by or ()), *(minutes.confirmed_by or ())}
    listed = minutes.signed_by is not None and minutes.confirmed_by is not None
    return all_true(
        None if not listed or member.present is None or member.recused is None else False
        for member in meeting.members
        if member.id not in confirmed and member.present is not False and member.recused is not True
    )


@fact("matter.discussed")
def discussed(case: Case) -> Truth:
    """MTG-29: a meeting took the matter up; a list without a meeting says that none did."""
    return None if case.dossier.meetings is None else bool(case.dossier.meetings)


@fact("meeting.kept_confidential")
def kept_confidential(case: Case) -> Truth:
    """MTG-29, 《公务员法》第五十九条第十一项: nothing undecided, no view and no vote of a member got out."""
    found = case.meeting.disclosure_found if case.meeting else None
    return None if found is None else not found
