"""Counts each vote of a meeting: whose votes they were, how many approve, whether the counts agree; holds no rule.

A vote shows by its ballots whose votes they were. Without them a secret ballot is taken by its counts, which the tellers
answer for; of an open vote, or one whose method is not known, nobody can say that every counted vote was a valid one.
"""

from dataclasses import replace
from typing import NamedTuple

from review.domain.dossier import Ballot, CandidateVote, Counts, Meeting, Vote
from review.domain.kleene import Truth, all_true, any_true, negated
from review.domain.meeting.attendance import Attendance, Number
from review.domain.meeting.counts import People, checked, may_have_left, total
from review.domain.vocabulary import Choice, MeetingResult, Shortfall, VoteMethod


class VoteTally(NamedTuple):
    """One vote: on the topic, or on one candidate (`candidate`); `None` is not known."""

    candidate: str | None
    method: VoteMethod | None
    named: bool
    """Whether the ballots show whose votes they were."""
    approve: Number | None
    """Valid approving votes: of members present and not recused (未到会成员的书面意见不计票)."""
    oppose: int | None
    abstain: int | None
    defer: int | None
    not_voting: int | None
    """Members who were there and cast no vote (未投票)."""
    needed: int | None
    """The least number of approving votes that is more than half of the expected members."""
    majority: Truth
    counts_agree: Truth
    disagrees: tuple[Shortfall, ...]
    """In which ways the counts do not agree, where they do not."""
    none_by_absent: Truth
    none_by_recused: Truth
    none_by_observers: Truth

    @property
    def is_secret(self) -> bool:
        return self.method is VoteMethod.SECRET_BALLOT


def result_of(meeting: Meeting, candidate: str | None) -> MeetingResult | None:
    """What was announced of this candidate; of the topic as a whole its meeting says it."""
    return next((one.result for one in meeting.candidate_votes or () if candidate and one.candidate == candidate), None)


def votes_of(meeting: Meeting, attended: Attendance) -> tuple[VoteTally, ...] | None:
    """Every vote that was taken: the one on the topic, then those on candidates; `None` while none is recorded."""
    people = {member.id: member for member in meeting.members or ()}
    observers = frozenset(observer.id for observer in meeting.observers or ())
    taken: list[tuple[str | None, Vote | CandidateVote]] = [] if meeting.vote is None else [(None, meeting.vote)]
    taken += [(vote.candidate, vote) for vote in meeting.candidate_votes or ()]
    return tuple(_tallied(candidate, vote, people, observers, attended) for candidate, vote in taken) or None


def _tallied(
    candidate: str | None, vote: Vote | CandidateVote, people: People, observers: frozenset[str], attended: Attendance
) -> VoteTally:
    named = vote.ballots is not None and vote.method is not VoteMethod.SECRET_BALLOT
    cast = (vote.ballots or ()) if named else ()
    people, present = _there_to_vote(cast, vote.counts, people, attended.present)
    approve = _approving(cast, people) if named else _counted(vote)
    base = attended.expected.exact if attended.expected else None
    by_absent, by_recused, by_observers = _kept_out(cast, people) if named else _unnamed(vote, people, present)
    choices = [ballot.choice for ballot in cast]
    counts = checked(vote, present, people)
    both = observers & {ballot.member for ballot in cast} if named else observers & people.keys()
    if both:  # entered as member and as observer; where the ballots do not name him, he may have voted
        by_observers = False if named else all_true((by_observers, None))
    return VoteTally(
        candidate=candidate,
        method=vote.method,
        named=named,
        approve=approve,
        oppose=choices.count(Choice.OPPOSE) if named else vote.counts.oppose,
        abstain=choices.count(Choice.ABSTAIN) if named else vote.counts.abstain,
        defer=choices.count(Choice.DEFER) if named else vote.counts.defer,
        not_voting=vote.counts.not_voting,
        needed=base // 2 + 1 if base else None,
        majority=_majority(approve, attended.expected),
        counts_agree=counts.agree,
        disagrees=counts.gaps,
        none_by_absent=by_absent,
        none_by_recused=by_recused,
        none_by_observers=by_observers,
    )


def _there_to_vote(
    cast: tuple[Ballot, ...], counts: Counts, people: People, present: Number | None
) -> tuple[People, Number | None]:
    """The members, and how many were there, at this vote: who left before the end and cast a named vote in it was still there,
    once the recorder has accounted for those who were there and did not vote (未投票). A later vote tells nothing of him."""
    voted = {ballot.member for ballot in cast if ballot.choice is not None}
    stayed = [one for one in people.values() if one.id in voted and may_have_left(one)]
    if not stayed or present is None or counts.not_voting is None:
        return people, present
    return (
        {**people, **{one.id: replace(one, present=True) for one in stayed}},
        Number(present.low + len(stayed), present.high),
    )


def _approving(cast: tuple[Ballot, ...], people: People) -> Number:
    """Approving ballots of members present and not recused, at least and at most."""
    low = high = 0
    for ballot in cast:
        member = people.get(ballot.member)
        if member is None:
            continue
        approves = None if ballot.choice is None else ballot.choice is Choice.APPROVE
        truth = all_true((member.present, negated(member.recused), approves))
        low, high = low + (truth is True), high + (truth is not False)
    return Number(low, high)


def _counted(vote: Vote | CandidateVote) -> Number | None:
    """Approving votes by the counts alone: of a secret ballot as many; of an open vote perhaps all of them were cast by
    people who have no vote."""
    approve = vote.counts.approve
    if approve is None:
        return None
    return Number(approve if vote.method is VoteMethod.SECRET_BALLOT else 0, approve)


def _majority(approve: Number | None, expected: Number | None) -> Truth:
    """赞成票超过应到会成员半数: strictly more than half of all who should attend, not of those present; there is one."""
    if approve is None or expected is None or not expected.low:
        return None
    if 2 * approve.low > expected.high:
        return True
    return False if 2 * approve.high <= expected.low else None


def _kept_out(cast: tuple[Ballot, ...], people: People) -> tuple[Truth, Truth, Truth]:
    """By the ballots: that none is of an absent member, of a recused one, of one who is not a member."""
    if not people:
        return None, None, None
    voters = [people[ballot.member] for ballot in cast if ballot.member in people]
    return (
        all_true([member.present for member in voters]),
        negated(any_true([member.recused for member in voters])),
        len(voters) == len(cast),
    )


def _unnamed(vote: Vote | CandidateVote, people: People, present: Number | None) -> tuple[Truth, Truth, Truth]:
    """The same where no ballot shows its member.

    More votes than members present and not recused: some were cast by others. Otherwise a secret ballot kept them out;
    of an open vote it is known only where nobody was absent (recused), for who else was in the room is never all known.
    """
    cast = _cast(vote)
    within: Truth = None
    if cast is not None and present is not None:
        within = True if cast <= present.low else False if cast > present.high else None
    if cast == 0 or vote.method is VoteMethod.SECRET_BALLOT:
        return within, within, within
    nobody_absent = bool(people) and all(member.present for member in people.values())
    nobody_recused = bool(people) and all(member.recused is False for member in people.values())
    others = None if within else within
    return nobody_absent or others, nobody_recused or others, others


def _cast(vote: Vote | CandidateVote) -> int | None:
    """How many votes were cast; the papers returned are counted in a secret ballot only."""
    counts = vote.counts
    valid = total(counts.approve, counts.oppose, counts.abstain, counts.defer or 0)
    if vote.method is not VoteMethod.SECRET_BALLOT:
        return valid
    return max((number for number in (valid, counts.returned) if number is not None), default=None)
