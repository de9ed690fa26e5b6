"""Holds who spoke, who kept silent, who spoke last, and whether those with an interest kept out; holds no rule."""

from collections.abc import Iterator
from dataclasses import replace

from review.domain.dossier import Ballot, CandidateVote, Meeting, Member, Statement, Vote
from review.domain.kleene import Truth, all_true
from review.domain.meeting.attendance import seated
from review.domain.meeting.votes import VoteTally
from review.domain.standing import HEAD_MEETINGS
from review.domain.vocabulary import Conflict, MeetingType, Office, Shortfall


def unrecused(
    meeting: Meeting, votes: tuple[VoteTally, ...] | None, candidates: frozenset[str] | None
) -> tuple[str, ...] | None:
    """Members with an interest who did not step aside, or who stepped aside and yet spoke or voted, or were never out; and
    those who were put aside without an interest, which is the only ground on which a member is kept from the vote.

    Who is himself a candidate has an interest, whatever he declared. `None` while a member present or put aside has not
    declared, while it is not known what a recused member said or voted, or who the candidates are (`candidates` is `None`).
    """
    if meeting.members is None:
        return None
    members = [_as_candidate(member, candidates or frozenset()) for member in meeting.members]
    wrong = tuple(dict.fromkeys(person for person, _ in not_kept_out(meeting, candidates)))
    acts_known = all(said is not None for said in _spoken(meeting)) and _voters_known(meeting, votes)
    open_questions = candidates is None or any(
        (member.recused and (member.conflict is None or not acts_known or _was_out(member, meeting) is None))
        or (member.present is not False and not member.recused
            and (member.conflict is None or (member.conflict is not Conflict.NONE and member.recused is not False)))
        or (member.present is None and member.recused is False and member.conflict is not Conflict.NONE)
        for member in members
    )  # fmt: skip
    return wrong if wrong or not open_questions else None


def not_kept_out(meeting: Meeting, candidates: frozenset[str] | None) -> Iterator[tuple[str, Shortfall]]:
    """Who of them is known not to have kept out, or to have been kept out without a ground, and how."""
    active = _spoke_or_voted(meeting)
    for member in (_as_candidate(one, candidates or frozenset()) for one in meeting.members or ()):
        if member.conflict not in (None, Conflict.NONE) and member.present and member.recused is False:
            yield member.id, Shortfall.NOT_RECUSED
        if member.recused and member.conflict is Conflict.NONE and candidates is not None:
            yield member.id, Shortfall.NO_INTEREST
        if member.recused and member.id in active:
            yield member.id, Shortfall.ACTED_RECUSED
        if member.recused and _was_out(member, meeting) is False:
            yield member.id, Shortfall.NEVER_LEFT


def _was_out(member: Member, meeting: Meeting) -> Truth:
    """Whether one who stepped aside was out of the room for some time of the meeting, by when he left and returned (离场、
    返场); that he stepped aside stands where neither is recorded. How long the topic took is not recorded."""
    left, back, start, end = member.left_at, member.returned_at, meeting.started_at, meeting.ended_at
    if (left and end and left >= end) or (back and start and back <= start) or (left and left == back):
        return False
    return None if back and not left else True


def _as_candidate(member: Member, candidates: frozenset[str]) -> Member:
    return replace(member, conflict=Conflict.OWN) if member.id in candidates else member


def _spoke_or_voted(meeting: Meeting) -> set[str]:
    acts: list[Statement | Ballot] = [*(meeting.statements or ())]
    for candidate_vote in meeting.candidate_votes or ():
        acts += candidate_vote.statements or ()
    for vote in (meeting.vote, *(meeting.candidate_votes or ())):
        acts += (vote.ballots or ()) if vote else ()
    return {act.member for act in acts}


def _voters_known(meeting: Meeting, votes: tuple[VoteTally, ...] | None) -> bool:
    """Whether it is known that a recused member did or did not vote; a head's meeting decides without a vote."""
    if votes is None:
        return meeting.type is not None and meeting.type is not MeetingType.PARTY_GROUP_MEETING
    return all(vote.named or vote.none_by_recused for vote in votes)


def _spoken(meeting: Meeting) -> list[tuple[Statement, ...] | None]:
    """The statements on the topic, or those on each of several candidates."""
    return [vote.statements for vote in meeting.candidate_votes] if meeting.candidate_votes else [meeting.statements]


Debate = tuple[tuple[Statement, ...] | None, Vote | CandidateVote | None]
"""What was said on one question and how it was voted on."""


def debates(meeting: Meeting) -> Iterator[Debate]:
    """The debate on the topic, and on each candidate where each had a vote of his own."""
    candidates = meeting.candidate_votes or ()
    if not candidates or meeting.statements is not None or meeting.vote is not None:
        yield meeting.statements, meeting.vote
    yield from ((one.statements, one) for one in candidates)


def silent(meeting: Meeting) -> tuple[str, ...] | None:
    """Members present and not recused of whom no stance is recorded; `None` while presence or a stance is not known."""
    if meeting.members is None:
        return None
    spoken = _spoken(meeting)
    if any(statements is None for statements in spoken):
        return None
    found: list[str] = []
    unknown = False
    for member in meeting.members:
        for statements in spoken:
            own = [s.stance for s in statements or () if s.member == member.id]
            if any(own) or member.present is False or member.recused:
                continue
            if own or member.present is None or member.recused is None:
                unknown = True
            else:
                found.append(member.id)
    return tuple(dict.fromkeys(found)) if found or not unknown else None


def spoken_by_those_there(meeting: Meeting) -> Truth:
    """Whether somebody spoke on every question, and only members who were there; a member who was not may have written."""
    if meeting.members is None:
        return None
    present = {member.id: member.present for member in meeting.members}
    return all_true(
        None if statements is None else bool(statements) and all_true(present.get(one.member) for one in statements)
        for statements in _spoken(meeting)
    )  # fmt: skip


def last_speaker(meeting: Meeting) -> str | None:
    return meeting.statements[-1].member if meeting.statements else None


def chair_spoke_last(meeting: Meeting) -> Truth:
    """主持人末位表态; at an administrative meeting 行政首长最后发表意见, or the presider where the head is not there or
    steps aside. Who states a view first and repeats it at the end has not spoken last."""
    return _spoke_last(meeting, _last_to_speak(meeting))


def _spoke_last(meeting: Meeting, person: str | None) -> Truth:
    """Whether this person spoke last on every question, and before that not at all."""
    return all_true(
        None if statements is None else False if not statements else None if person is None
        else _only_at_the_end(statements, person)
        for statements in _spoken(meeting)
    )  # fmt: skip


def principal_spoke_last(meeting: Meeting) -> Truth:
    """主要负责人最后表态: the secretary of the party group, or the head, where he is there and does not step aside; otherwise
    whoever presides."""
    principal = principal_of(meeting)
    attends = principal_attends(meeting)
    last = meeting.presider.id if attends is False else principal.id if attends and principal else None
    return _spoke_last(meeting, last)


def principal_attends(meeting: Meeting) -> Truth:
    """Whether the principal officer (主要负责人) is there and does not step aside; not, where the body has none."""
    if meeting.type is None or meeting.members is None:
        return None
    principal = principal_of(seated(meeting))
    if principal is None:
        return None if any(member.office is None for member in meeting.members) else False
    return all_true((principal.present, None if principal.recused is None else not principal.recused))


def principal_presides(meeting: Meeting) -> Truth:
    """Whether the principal officer (主要负责人) presides; not, where the body has none."""
    principal, presider = principal_of(meeting), meeting.presider.id
    if principal is not None:
        return None if presider is None else presider == principal.id
    unknown = meeting.type is None or meeting.members is None or any(one.office is None for one in meeting.members)
    return None if unknown else False


def principal_of(meeting: Meeting) -> Member | None:
    """The principal officer (主要负责人) among the members: the secretary of the party group, or the administrative head."""
    office = Office.HEAD if meeting.type in HEAD_MEETINGS else Office.GROUP_SECRETARY
    return next((member for member in meeting.members or () if member.office is office), None)


def _only_at_the_end(statements: tuple[Statement, ...], chair: str) -> Truth:
    others = [place for place, one in enumerate(statements) if one.member != chair]
    earlier = [one for one in statements[: others[-1]] if one.member == chair] if others else []
    return all_true((statements[-1].member == chair, *(None if one.stance is None else False for one in earlier)))


def _last_to_speak(meeting: Meeting) -> str | None:
    if meeting.type is MeetingType.PARTY_GROUP_MEETING or meeting.type is MeetingType.OTHER:
        return meeting.presider.id
    attends, head = principal_attends(meeting), principal_of(meeting)
    return None if attends is None else head.id if attends and head else meeting.presider.id
