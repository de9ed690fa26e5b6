"""Holds the facts about the record of each meeting: what it holds, who signed it, whether it was kept (MTG-23, 27, 29)."""

from collections.abc import Iterator, Mapping, Sequence

from review.domain.dossier import Meeting, Member, Statement
from review.domain.facts.case import Case, fact
from review.domain.kleene import Truth, all_true, given, known, written
from review.domain.meeting import debates, is_left_out
from review.domain.rulebook import several
from review.domain.vocabulary import Element, MeetingResult

Elements = Mapping[Element, Truth]
"""What a paper has to hold, and whether it does."""


@fact("meeting.frame_recorded")
def frame_recorded(case: Case) -> Truth:
    """MTG-23: which matter was taken up, when and where, who presided and who kept the record."""
    return all_true(_frame(case, case.meeting).values()) if case.meeting else None


@fact("meeting.frame_lacking")
def frame_lacking(case: Case) -> str | None:
    """MTG-23: what of it is not on record."""
    return lacking(_frame(case, case.meeting)) if case.meeting else None


def _frame(case: Case, meeting: Meeting) -> Elements:
    return {
        Element.MATTER_NUMBER: given(case.dossier.matter.number), Element.HELD_ON: known(meeting.held_on),
        Element.STARTED_AT: known(meeting.started_at), Element.ENDED_AT: known(meeting.ended_at),
        Element.PLACE: given(meeting.place), Element.PRESIDER: known(meeting.presider.id),
        Element.RECORDER: known(meeting.recorder),
    }  # fmt: skip


def lacking(elements: Elements) -> str:
    """What is not there, or not known to be there."""
    return several(element for element, truth in elements.items() if not truth)


@fact("meeting.attendance_recorded")
def attendance_recorded(case: Case) -> Truth:
    """MTG-23: which members came, which did not and why, and who sat in. Everybody has a name in the dossier."""
    members = case.meeting.members if case.meeting else None
    if case.meeting is None or members is None:
        return None
    return all_true((bool(members), *map(_accounted_for, members), known(case.meeting.observers)))


@fact("meeting.attendance_lacking")
def attendance_lacking(case: Case) -> str | None:
    """MTG-23: whether the list of members or that of observers is not on record."""
    if case.meeting is None:
        return None
    listed = True if case.meeting.members else None
    return lacking({Element.MEMBERS: listed, Element.OBSERVERS: known(case.meeting.observers)})


@fact("meeting.unaccounted_told")
def unaccounted_told(case: Case) -> str | None:
    """MTG-23: members of whom it is not on record whether they came, or why they did not."""
    if case.meeting is None:
        return None
    return several(case.name(one.id) for one in case.meeting.members or () if not _accounted_for(one))


def _accounted_for(member: Member) -> Truth:
    if is_left_out(member):
        return True
    return given(member.absence_reason) if member.present is False else member.present


@fact("meeting.debate_recorded")
def debate_recorded(case: Case) -> Truth:
    """MTG-23: the main question, each member's view and stance (各成员的意见和态度), the main disagreements. A statement without
    words does not tell what was said. A meeting that put the vote off may have done so unheard."""
    return all_true(_debate(case.meeting).values()) if case.meeting else None


@fact("meeting.debate_lacking")
def debate_lacking(case: Case) -> str | None:
    """MTG-23: what of it is not on record; where it is the view of some members, `meeting.views_missing_told` names them."""
    if case.meeting is None:
        return None
    named = {Element.STATEMENTS: True} if any(_unrecorded(case.meeting)) else {}
    return lacking({**_debate(case.meeting), **named})


@fact("meeting.views_missing_told")
def views_missing_told(case: Case) -> str | None:
    """MTG-23: who spoke without his view or his stance being on record."""
    return several(map(case.name, _unrecorded(case.meeting))) if case.meeting else None


def _debate(meeting: Meeting) -> Elements:
    unheard = meeting.result is MeetingResult.DEFERRED
    return {
        Element.MAIN_QUESTION: given(meeting.topic.main_question),
        Element.STATEMENTS: all_true(_views_recorded(said, unheard) for said, _ in debates(meeting)),
        Element.DISAGREEMENTS: written(meeting.disagreements),
    }


def _unrecorded(meeting: Meeting) -> Iterator[str]:
    return (one.member for said, _ in debates(meeting) for one in said or () if not _view_recorded(one))


def _views_recorded(said: Sequence[Statement] | None, unheard: bool) -> Truth:
    if not said:
        return unheard or (None if said is None else False)
    return all_true(map(_view_recorded, said))


def _view_recorded(statement: Statement) -> Truth:
    return all_true((known(statement.stance), given(statement.text)))


@fact("meeting.decision_recorded")
def decision_recorded(case: Case) -> Truth:
    """MTG-23: the result and the text of what was decided."""
    return all_true(_decision(case.meeting).values()) if case.meeting else None


@fact("meeting.decision_lacking")
def decision_lacking(case: Case) -> str | None:
    """MTG-23: what of it is not on record."""
    return lacking(_decision(case.meeting)) if case.meeting else None


def _decision(meeting: Meeting) -> Elements:
    return {Element.RESULT: known(meeting.result), Element.DECISION: given(meeting.decision_text)}


@fact("meeting.recorder_apart")
def recorder_apart(case: Case) -> Truth:
    """MTG-22, 党组工作条例 (专门人员如实记录): who presides does not keep the record of his own meeting."""
    meeting = case.meeting
    recorder, presider = (meeting.recorder, meeting.presider.id) if meeting else (None, None)
    return None if recorder is None or presider is None else recorder != presider


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
    if not meeting.members:
        return None  # nobody is listed who could have been there
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
