"""Holds in which way a rule was broken that can be broken in several: the settling of a topic, the deciding body, the conclusion
on a normative document, the report upward, the notice of an appointment; and in which it was met, of a hearing and of the result
of a vote. As `telling`, it decides nothing.
"""

from collections.abc import Iterable

from review.domain.facts.appointment import publicity_order, publicity_settled
from review.domain.facts.case import Case, fact
from review.domain.facts.deliberation import is_chair, is_member, party_group_ways
from review.domain.facts.document_review import bars
from review.domain.facts.public_participation import hearing_held, hearing_question_settled
from review.domain.facts.reporting import report_ways
from review.domain.kleene import Truth
from review.domain.rulebook import several
from review.domain.standing import HEAD_MEETINGS
from review.domain.vocabulary import Office, Shortfall, Way


def _broken(ways: Iterable[tuple[Shortfall, Truth]]) -> str | None:
    return several(how for how, kept in ways if kept is False) or None


@fact("hearing.way_told")
def hearing_way(case: Case) -> Way | None:
    """PUB-05: whether a hearing was held, or lawfully left out."""
    if hearing_held(case):
        return Way.HEARING_HELD
    return Way.HEARING_WAIVED if hearing_question_settled(case) else None


def _announced(case: Case) -> Truth:
    meeting = case.meeting
    if meeting is None:
        return None
    return meeting.result is not None or any(one.result for one in meeting.candidate_votes or ())


@fact("meeting.result_way")
def result_way(case: Case) -> Way | None:
    """MTG-16: whether a result that agrees with the votes was announced, or they would carry it."""
    announced = _announced(case)
    return None if announced is None else Way.RESULT_AGREES if announced else Way.CARRIED


@fact("meeting.result_gap")
def result_gap(case: Case) -> Shortfall | None:
    """MTG-16: whether a result was announced that the votes do not bear out, or they would not carry it."""
    announced = _announced(case)
    return None if announced is None else Shortfall.RESULT_DISAGREES if announced else Shortfall.NOT_CARRIED


@fact("meeting.wrong_settler_told")
def wrong_settler_told(case: Case) -> str | None:
    """MTG-02: who settled the topic without being the one who may."""
    settler = case.meeting.topic.confirmed_by if case.meeting else None
    return case.name(settler) if case.meeting and is_chair(case.meeting, settler) is False else None


@fact("meeting.settling_office")
def settling_office(case: Case) -> str | None:
    """MTG-02: whose topic it is to settle."""
    if case.meeting is None or case.meeting.type is None:
        return None
    return Office.HEAD if case.meeting.type in HEAD_MEETINGS else Office.GROUP_SECRETARY


@fact("meeting.outside_proposer_told")
def outside_proposer_told(case: Case) -> str | None:
    """MTG-02: who proposed the topic of a party-group meeting without being a member of it."""
    meeting = case.meeting
    if meeting is None or meeting.type is None or meeting.type in HEAD_MEETINGS:
        return None
    return case.name(meeting.topic.proposed_by) if is_member(meeting, meeting.topic.proposed_by) is False else None


@fact("matter.not_decided_because")
def not_decided_because(case: Case) -> str | None:
    """CLS-11: why no party-group meeting decided."""
    return _broken(party_group_ways(case))


@fact("document_review.barred_because")
def barred_because(case: Case) -> str | None:
    """NDR-07: why the document is not tabled."""
    return _broken(bars(case))


@fact("reporting.unsettled_because")
def unsettled_because(case: Case) -> str | None:
    """RPT-01: what is wrong with the report or the reply."""
    return _broken(report_ways(case))


@fact("candidate.publicity_disordered_because")
def publicity_disordered_because(case: Case) -> str | None:
    """CAD-11: which day of the notice is too early or too late."""
    return _broken(publicity_order(case))


@fact("candidate.publicity_unsettled_because")
def publicity_unsettled_because(case: Case) -> str | None:
    """CAD-11: what stands against the appointment after the notice."""
    return _broken(publicity_settled(case.candidate.publicity).items()) if case.candidate else None
