"""Compares the counts of one vote with the members who were there, with the ballots and with the ballot papers (MTG-17); whose
votes they were, and how many approve, is in `votes`."""

from collections.abc import Mapping
from typing import NamedTuple

from review.domain.dossier import CandidateVote, Counts, Member, Vote
from review.domain.kleene import Truth, all_true
from review.domain.meeting.attendance import Number
from review.domain.vocabulary import Choice, Shortfall, VoteMethod

People = Mapping[str, Member]
"""The members of the meeting, by id."""


class Checked(NamedTuple):
    """Whether the counts agree, by what they are compared with; `None` is not known."""

    members: Truth
    """With the members who were there and had not stepped aside."""
    papers: Truth
    """Of ballot papers: those issued, returned and invalid, with the votes."""
    ballots: Truth = True
    """With the ballots that show how each member voted."""

    @property
    def agree(self) -> Truth:
        return all_true(self)

    @property
    def gaps(self) -> tuple[Shortfall, ...]:
        """In which ways they are known not to agree."""
        told = (Shortfall.NOT_AS_PRESENT, Shortfall.PAPERS_DISAGREE, Shortfall.NOT_AS_BALLOTS)
        return tuple(gap for truth, gap in zip(self, told, strict=True) if truth is False)


def checked(vote: Vote | CandidateVote, present: Number | None, people: People) -> Checked:
    """The counts of this vote, compared."""
    if vote.method is VoteMethod.SECRET_BALLOT:
        return _secret(vote.counts, present)
    by_hand = _open(vote, present, people)
    if vote.method is None and not vote.ballots and by_hand.agree is not _secret(vote.counts, present).agree:
        return Checked(None, None, None)  # it may have been secret
    return by_hand


def may_have_left(member: Member) -> bool:
    """Whether he left during the meeting and is not said to have returned, so that it is open when he was there."""
    return member.present is None and member.left_at is not None and member.recused is False


def total(*parts: int | None) -> int | None:
    """The sum, where every part is known."""
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _secret(counts: Counts, present: Number | None) -> Checked:
    """赞成 + 反对 + 弃权 + 缓议 + 无效 = 收回 ≤ 发出 = 到会；写明未投票的，收回 + 未投票 = 到会，未投票的可以没有领票."""
    parts = total(counts.approve, counts.oppose, counts.abstain, counts.invalid, counts.defer or 0)
    if counts.not_voting is None:
        handed_out = _equal(counts.issued, present)
    else:
        accounted = _equal(total(counts.returned, counts.not_voting), present)
        handed_out = all_true((accounted, _at_most(counts.issued, None if present is None else present.high)))
    return Checked(handed_out, all_true((_equal(parts, counts.returned), _at_most(counts.returned, counts.issued))))


def _open(vote: Vote | CandidateVote, present: Number | None, people: People) -> Checked:
    """The counts equal the ballots, and with those who did not vote the members present who were not recused. What is not
    written of 缓议 and 未投票 explains no missing vote. Who left and cast none was there without voting or had gone: where it is
    written how many did not vote, it is told which."""
    counts = vote.counts
    parts = (counts.approve, counts.oppose, counts.abstain, counts.defer or 0)
    members = _equal(total(*parts, counts.not_voting or 0), present)
    if members is None and total(*parts, counts.not_voting) is not None and _only_left(vote, present, people):
        members = True
    return Checked(members, _papers(vote, total(*parts), present), all_true(by_choice(vote).values()))


def by_choice(vote: Vote | CandidateVote) -> dict[Choice, Truth]:
    """Of each choice, whether as many are counted as the ballots show."""
    counts, cast = vote.counts, None if vote.ballots is None else [ballot.choice for ballot in vote.ballots]
    counted = (counts.approve, counts.oppose, counts.abstain, counts.defer or 0)
    if cast is None:
        return dict.fromkeys(Choice)
    unread = cast.count(None)
    return {choice: _between(number, cast.count(choice), cast.count(choice) + unread)
            for choice, number in zip(Choice, counted, strict=True)}  # fmt: skip


def _only_left(vote: Vote | CandidateVote, present: Number | None, people: People) -> bool:
    """Whether nothing but members who left and cast no vote keeps open how many were there."""
    voted = {ballot.member for ballot in vote.ballots or ()}
    left = [one for one in people.values() if may_have_left(one)]
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
    back = None if returned is None else _equal(total(cast, invalid or 0), returned)
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
