"""Holds the arithmetic of a meeting: attendance, recusal, quorum, vote, majority, computed once for page, PDF and rules.

Where presence is partly unknown, the lowest and the highest possible number are kept and a question that they
do not decide stays open. Holds no rule: which threshold applies to which meeting is in `rules/`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from review.domain.dossier import Ballot, CandidateVote, Counts, Meeting, Member, Parameters, Statement, Vote
from review.domain.kleene import Truth, all_true
from review.domain.vocabulary import Choice, Conflict, ExactHalf, MeetingType, Office, VoteMethod


@dataclass(frozen=True, slots=True)
class Number:
    """A number of people or votes, known exactly or between two bounds."""

    low: int
    high: int

    @property
    def exact(self) -> int | None:
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}至{self.high}"


@dataclass(frozen=True, slots=True)
class VoteTally:
    """One vote: on the topic, or on one of several candidates (`candidate`); `None` is not known."""

    candidate: str | None
    method: VoteMethod | None
    approve: Number | None
    """Valid approving votes: of members present and not recused (未到会成员的书面意见不计票)."""
    oppose: int | None
    abstain: int | None
    needed: int | None
    """The least number of approving votes that is more than half of the expected members."""
    majority: Truth
    counts_agree: Truth
    none_by_absent: Truth
    none_by_recused: Truth
    none_by_observers: Truth
    dissenters: tuple[str, ...]
    """Who voted against or abstained, where the method shows it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything counted of one meeting; the counts are `None` when the list of members is not known."""

    members: int | None
    expected: Number | None
    """The base of quorum and majority (应到会); recused members are in it if the unit's parameter says so."""
    present: Number | None
    """Members present who were not recused (计入到会)."""
    absent: int | None
    recused: int | None
    half: Truth
    """半数以上到会: at least half; exactly half as the unit's parameter `quorum_exact_half` says."""
    exactly_half: Truth
    two_thirds: Truth
    """三分之二以上到会: at least two thirds."""
    half_needed: int | None
    two_thirds_needed: int | None
    votes: tuple[VoteTally, ...] | None
    recused_in_base: bool | None
    unrecused: tuple[str, ...] | None
    """Members with a declared conflict who did not step aside, or who stepped aside and yet spoke or voted."""
    silent: tuple[str, ...] | None
    """Members present, not recused, of whom no view is recorded."""
    last_speaker: str | None
    chair_spoke_last: Truth


def tally(meeting: Meeting, parameters: Parameters) -> Tally:
    """Count one meeting for one topic.

    Quorum: 党组工作条例, 半数以上 / 三分之二以上 党组成员到会; majority: 赞成票超过应到会党组成员的半数.
    Exact integers only: `2 * present >= expected`, `3 * present >= 2 * expected`, `2 * approve > expected`.
    """
    in_base = parameters.recused_counts_in_base
    options = None if meeting.members is None else [tuple(_options(member, in_base)) for member in meeting.members]
    expected = _sum(options, 0, 1)
    present = _sum(options, 1, 0)
    half, exactly = _half(_sum(options, 2, -1), parameters.quorum_exact_half)
    base = expected.exact if expected else None
    members, votes = meeting.members, _votes(meeting, expected, present)
    return Tally(
        members=None if members is None else len(members),
        expected=expected,
        present=present,
        absent=None if members is None else sum(member.present is False for member in members),
        recused=None if members is None else sum(member.recused is True for member in members),
        half=half,
        exactly_half=exactly,
        two_thirds=_at_least_zero(_sum(options, 3, -2)),
        half_needed=None if base is None else (base + 1) // 2,
        two_thirds_needed=None if base is None else (2 * base + 2) // 3,
        votes=votes,
        recused_in_base=in_base,
        unrecused=_unrecused(meeting, votes),
        silent=_silent(meeting),
        last_speaker=meeting.statements[-1].member if meeting.statements else None,
        chair_spoke_last=_chair_spoke_last(meeting),
    )


def _options(member: Member, in_base: bool | None) -> Iterator[tuple[int, int]]:
    """The possible (in the base, counted as present) of one member."""
    for recused in (True, False) if member.recused is None else (member.recused,):
        for present in (True, False) if member.present is None else (member.present,):
            for counted in (True, False) if recused and in_base is None else (not recused or bool(in_base),):
                yield int(counted), int(present and not recused)


def _sum(options: list[tuple[tuple[int, int], ...]] | None, presence: int, base: int) -> Number | None:
    """The bounds of `presence * present + base * in_base` over all members; exact because members are independent."""
    if not options:
        return None
    weighed = [[base * b + presence * p for b, p in choices] for choices in options]
    return Number(sum(map(min, weighed)), sum(map(max, weighed)))


def _half(margin: Number | None, exact: ExactHalf | None) -> tuple[Truth, Truth]:
    if margin is None:
        return None, None
    at_zero: Truth = None if exact is None else exact is ExactHalf.ALLOW
    possible: set[Truth] = set()
    if margin.low < 0:
        possible.add(False)
    if margin.high > 0:
        possible.add(True)
    if margin.low <= 0 <= margin.high:
        possible.add(at_zero)
    exactly = margin.low == 0 if margin.low == margin.high else None if margin.low <= 0 <= margin.high else False
    return (possible.pop() if len(possible) == 1 else None), exactly


def _at_least_zero(margin: Number | None) -> Truth:
    if margin is None:
        return None
    return True if margin.low >= 0 else False if margin.high < 0 else None


def _votes(meeting: Meeting, expected: Number | None, present: Number | None) -> tuple[VoteTally, ...] | None:
    people = {member.id: member for member in meeting.members or ()}
    if meeting.candidate_votes:
        return tuple(_vote(vote.candidate, vote, people, expected, present) for vote in meeting.candidate_votes)
    return None if meeting.vote is None else (_vote(None, meeting.vote, people, expected, present),)


def _vote(
    candidate: str | None, vote: Vote | CandidateVote, people: Mapping[str, Member], expected: Number | None,
    present: Number | None,
) -> VoteTally:  # fmt: skip
    method, ballots, counts = vote.method, vote.ballots, vote.counts
    by_count = ballots is None or method is VoteMethod.SECRET_BALLOT
    if by_count:
        approve = None if counts.approve is None else Number(counts.approve, counts.approve)
        kept_out = _not_more_than_present(counts, present)
        cast: tuple[Ballot, ...] = ()
    else:
        cast, kept_out = ballots or (), None
        approve = _valid_approvals(cast, people)
    return VoteTally(
        candidate=candidate,
        method=method,
        approve=approve,
        oppose=counts.oppose if by_count else sum(b.choice is Choice.OPPOSE for b in cast),
        abstain=counts.abstain if by_count else sum(b.choice is Choice.ABSTAIN for b in cast),
        needed=None if expected is None or expected.exact is None else expected.exact // 2 + 1,
        majority=_majority(approve, expected),
        counts_agree=_counts_agree(vote, present),
        none_by_absent=kept_out if by_count else None if not people else all_true(
            people[b.member].present for b in cast if b.member in people
        ),
        none_by_recused=kept_out if by_count else None if not people else all_true(
            None if people[b.member].recused is None else not people[b.member].recused for b in cast if b.member in people
        ),
        none_by_observers=kept_out if by_count else None if not people else all(b.member in people for b in cast),
        dissenters=tuple(b.member for b in cast if b.choice in (Choice.OPPOSE, Choice.ABSTAIN)),
    )  # fmt: skip


def _valid_approvals(cast: tuple[Ballot, ...], people: Mapping[str, Member]) -> Number:
    """Approving ballots of members present and not recused, at least and at most."""
    low = high = 0
    for ballot in cast:
        member = people.get(ballot.member)
        counted: Truth = False
        if member is not None:
            counted = all_true((member.present, None if member.recused is None else not member.recused))
        approves: Truth = None if ballot.choice is None else ballot.choice is Choice.APPROVE
        truth = all_true((counted, approves))
        low, high = low + (truth is True), high + (truth is not False)
    return Number(low, high)


def _majority(approve: Number | None, expected: Number | None) -> Truth:
    """赞成票超过应到会成员半数: strictly more than half of all who should attend, not of those present."""
    if approve is None or expected is None:
        return None
    if 2 * approve.low > expected.high:
        return True
    return False if 2 * approve.high <= expected.low else None


def _not_more_than_present(counts: Counts, present: Number | None) -> Truth:
    """Where no ballot shows its member: that no more votes were cast than members were present and not recused."""
    cast = counts.returned
    if cast is None and None not in (counts.approve, counts.oppose, counts.abstain):
        cast = (counts.approve or 0) + (counts.oppose or 0) + (counts.abstain or 0)
    if cast is None or present is None:
        return None
    return True if cast <= present.low else False if cast > present.high else None


def _equal(left: int | None, right: Number | int | None) -> Truth:
    if left is None or right is None:
        return None
    number = right if isinstance(right, Number) else Number(right, right)
    if number.exact is not None:
        return left == number.exact
    return None if number.low <= left <= number.high else False


def _counts_agree(vote: Vote | CandidateVote, present: Number | None) -> Truth:
    if vote.method is VoteMethod.SECRET_BALLOT:
        return _secret_counts(vote.counts, present)
    by_hand = _open_counts(vote.ballots, vote.counts, present)
    if vote.method is None and not vote.ballots:  # it may have been secret
        return by_hand if by_hand is _secret_counts(vote.counts, present) else None
    return by_hand


def _secret_counts(counts: Counts, present: Number | None) -> Truth:
    """赞成 + 反对 + 弃权 + 无效 = 收回 ≤ 发出 = 到会."""
    parts = (counts.approve, counts.oppose, counts.abstain, counts.invalid)
    cast = None if None in parts else sum(part or 0 for part in parts)
    fits = None if None in (counts.returned, counts.issued) else (counts.returned or 0) <= (counts.issued or 0)
    return all_true((_equal(cast, counts.returned), fits, _equal(counts.issued, present)))


def _open_counts(ballots: tuple[Ballot, ...] | None, counts: Counts, present: Number | None) -> Truth:
    """The counts equal the ballots, and together the members present who were not recused."""
    parts = (counts.approve, counts.oppose, counts.abstain)
    total = None if None in parts else sum(part or 0 for part in parts)
    truths = [_equal(total, present)]
    if ballots is not None:
        for choice, part in zip((Choice.APPROVE, Choice.OPPOSE, Choice.ABSTAIN), parts, strict=True):
            cast = sum(ballot.choice is choice for ballot in ballots)
            unknown = sum(ballot.choice is None for ballot in ballots)
            truths.append(_equal(part, Number(cast, cast + unknown)))
    return all_true(truths)


def _spoke_or_voted(meeting: Meeting) -> set[str]:
    votes = (meeting.vote, *(meeting.candidate_votes or ()))
    acts: list[Statement | Ballot] = [*(meeting.statements or ())]
    for vote in votes:
        acts += (vote.ballots or ()) if vote else ()
    for candidate_vote in meeting.candidate_votes or ():
        acts += candidate_vote.statements or ()
    return {act.member for act in acts}


def _unrecused(meeting: Meeting, votes: tuple[VoteTally, ...] | None) -> tuple[str, ...] | None:
    """Members with an interest who did not leave; unknown when a member present has not declared, or when it is not
    known what a recused member said or voted."""
    if meeting.members is None:
        return None
    active = _spoke_or_voted(meeting)
    wrong = tuple(
        member.id for member in meeting.members
        if (member.recused and member.id in active)
        or (member.conflict not in (None, Conflict.NONE) and member.present and member.recused is False)
    )  # fmt: skip
    acts_known = all(said is not None for said in _spoken(meeting)) and _voters_known(meeting, votes)
    open_questions = any(
        (member.recused and not acts_known)
        or (member.present is not False and not member.recused
            and (member.conflict is None or (member.conflict is not Conflict.NONE and member.recused is not False)))
        or (member.present is None and member.recused is False and member.conflict is not Conflict.NONE)
        for member in meeting.members
    )  # fmt: skip
    return wrong if wrong or not open_questions else None


def _spoken(meeting: Meeting) -> list[tuple[Statement, ...] | None]:
    """The statements on the topic, or those on each of several candidates."""
    return [vote.statements for vote in meeting.candidate_votes] if meeting.candidate_votes else [meeting.statements]


def _voters_known(meeting: Meeting, votes: tuple[VoteTally, ...] | None) -> bool:
    """Whether it is known that a recused member did or did not vote; a head's meeting decides without a vote."""
    if votes is None:
        return meeting.type is not None and meeting.type is not MeetingType.PARTY_GROUP_MEETING
    listed = [vote.ballots for vote in meeting.candidate_votes or (meeting.vote,) if vote]
    return all(ballots is not None or vote.none_by_recused for ballots, vote in zip(listed, votes, strict=True))


def _silent(meeting: Meeting) -> tuple[str, ...] | None:
    """Members present and not recused of whom no stance is recorded; unknown when presence or a stance is."""
    if meeting.members is None:
        return None
    spoken = _spoken(meeting)
    if any(statements is None for statements in spoken):
        return None
    silent: list[str] = []
    unknown = False
    for member in meeting.members:
        for statements in spoken:
            own = [s.stance for s in statements or () if s.member == member.id]
            if any(own) or member.present is False or member.recused:
                continue
            if own or member.present is None or member.recused is None:
                unknown = True
            else:
                silent.append(member.id)
    return tuple(dict.fromkeys(silent)) if silent or not unknown else None


def _chair_spoke_last(meeting: Meeting) -> Truth:
    """主持人末位表态; at an administrative meeting 行政首长最后发表意见, or the presider where the head is not there or
    steps aside."""
    chair = _last_to_speak(meeting)
    return all_true(
        None if statements is None else False if not statements else None if chair is None
        else statements[-1].member == chair
        for statements in _spoken(meeting)
    )  # fmt: skip


def _last_to_speak(meeting: Meeting) -> str | None:
    if meeting.type is MeetingType.PARTY_GROUP_MEETING or meeting.type is MeetingType.OTHER:
        return meeting.presider.id
    if meeting.type is None or meeting.members is None:
        return None
    head = next((member for member in meeting.members if member.office is Office.HEAD), None)
    if head is None:
        return None if any(member.office is None for member in meeting.members) else meeting.presider.id
    attends = all_true((head.present, None if head.recused is None else not head.recused))
    return None if attends is None else head.id if attends else meeting.presider.id
