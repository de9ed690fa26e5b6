"""Counts each vote of a meeting: whose votes they were, how many approve, whether the counts agree; holds no rule.

A vote shows by its ballots whose votes they were. Without them a secret ballot is taken by its counts, which the tellers
answer for; of an open vote, or one whose method is not known, nobody can say that every counted vote was a valid one.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from review.domain.dossier import Ballot, CandidateVote, Counts, Meeting, Member, Vote
from review.domain.kleene import Truth, all_true, any_true, negated
from review.domain.meeting.attendance import Attendance, Number
from review.domain.vocabulary import Choice, VoteMethod

People = Mapping[str, Member]
"""The members of the meeting, by id."""


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
    none_by_absent: Truth
    none_by_recused: Truth
    none_by_observers: Truth

    @property
    def is_secret(self) -> bool:
        return self.method is VoteMethod.SECRET_BALLOT


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
        counts_agree=_counts_agree(vote, present, people),
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
    stayed = [one for one in people.values() if one.id in voted and _left(one)]
    if not stayed or present is None or counts.not_voting is None:
        return people, present
    return (
        {**people, **{one.id: replace(one, present=True) for one in stayed}},
        Number(present.low + len(stayed), present.high),
    )


def _left(member: Member) -> bool:
    """Whether he left during the meeting and is not said to have returned, so that it is open when he was there."""
    return member.present is None and member.left_at is not None and member.recused is False


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
    valid = _total(counts.approve, counts.oppose, counts.abstain, counts.defer or 0)
    if vote.method is not VoteMethod.SECRET_BALLOT:
        return valid
    return max((number for number in (valid, counts.returned) if number is not None), default=None)


def _total(*parts: int | None) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _counts_agree(vote: Vote | CandidateVote, present: Number | None, people: People) -> Truth:
    if vote.method is VoteMethod.SECRET_BALLOT:
        return _secret_counts(vote.counts, present)
    by_hand = _open_counts(vote, present, people)
    if vote.method is None and not vote.ballots and by_hand is not _secret_counts(vote.counts, present):
        return None  # it may have been secret
    return by_hand


def _secret_counts(counts: Counts, present: Number | None) -> Truth:
    """赞成 + 反对 + 弃权 + 缓议 + 无效 = 收回 ≤ 发出 = 到会；写明未投票的，收回 + 未投票 = 到会，未投票的可以没有领票."""
    parts = _total(counts.approve, counts.oppose, counts.abstain, counts.invalid, counts.defer or 0)
    if counts.not_voting is None:
        handed_out = _equal(counts.issued, present)
    else:
        accounted = _equal(_total(counts.returned, counts.not_voting), present)
        handed_out = all_true((accounted, _at_most(counts.issued, None if present is None else present.high)))
    return all_true((_equal(parts, counts.returned), _at_most(counts.returned, counts.issued), handed_out))


def _open_counts(vote: Vote | CandidateVote, present: Number | None, people: People) -> Truth:
    """The counts equal the ballots, and with those who did not vote the members present who were not recused. What is not
    written of 缓议 and 未投票 explains no missing vote. Who left and cast none was there without voting or had gone: where it is
    written how many did not vote, it is told which."""
    ballots, counts = vote.ballots, vote.counts
    parts = (counts.approve, counts.oppose, counts.abstain, counts.defer or 0)
    total = _equal(_total(*parts, counts.not_voting or 0), present)
    if total is None and _total(*parts, counts.not_voting) is not None and _only_left(vote, present, people):
        total = True
    papers = _papers(vote, _total(*parts), present)
    if ballots is None:
        return all_true((total, papers, None))
    cast = [ballot.choice for ballot in ballots]
    unread, shown = cast.count(None), [cast.count(choice) for choice in Choice]
    by_choice = [_between(part, least, least + unread) for part, least in zip(parts, shown, strict=True)]
    return all_true((total, papers, *by_choice))


def _only_left(vote: Vote | CandidateVote, present: Number | None, people: People) -> bool:
    """Whether nothing but members who left and cast no vote keeps open how many were there."""
    voted = {ballot.member for ballot in vote.ballots or ()}
    left = [one for one in people.values() if _left(one)]
    known = present is not None and vote.ballots is not None and present.high - present.low == len(left)
    return known and not any(one.id in voted for one in left)


def _papers(vote: Vote | CandidateVote, cast: int | None, present: Number | None) -> Truth:
    """What is written of ballot papers at an open vote: those cast and invalid were returned, no more than were issued, and
    these no more than the members present. Where nothing is written there were none, nor
    where zeros are of a vote without papers (口头、举手)."""
    issued, returned, invalid = vote.counts.issued, vote.counts.returned, vote.counts.invalid
    unwritten = issued is None and returned is None and not invalid
    if unwritten or (vote.method is not VoteMethod.OPEN_BALLOT and not (issued or returned or invalid)):
        return True
    back = None if returned is None else _equal(_total(cast, invalid or 0), returned)
    out = None if issued is None or present is None else issued <= present.high
    return all_true((back, _at_most(returned, issued), out))


def _at_most(least: int | None, most: int | None) -> Truth:
    return None if least is None or most is None else least <= most


def _equal(left: int | None, right: Number | int | None) -> Truth:
    if left is None or right is None:
        return None
    return _between(left, right.low, right.high) if isinstance(right, Number) else left == right


def _between(number: int | None, low: int, high: int) -> Truth:
    """Whether it is the number that lies between these bounds."""
    if number is None:
        return None
    return number == low if low == high else None if low <= number <= high else False
