"""Holds what is done about a meeting in which somebody had no part to play: who has an interest steps aside, and the meeting
is presided over by whom the rules name. Each is one change; what the others said and voted stays theirs.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from review.domain.dossier import CandidateVote, Dossier, Meeting, Member, Presider, Statement, Vote
from review.domain.facts.deliberation import is_chair
from review.domain.meeting import principal_attends, tally
from review.domain.meeting.speaking import unrecused
from review.domain.opening.change import Change, Say
from review.domain.opening.sitting import OTHERWISE, debated, name_of, with_meeting
from review.domain.vocabulary import Choice, VoteMethod

Cast = TypeVar("Cast", Vote, CandidateVote)


def recusals(dossier: Dossier, place: int, meeting: Meeting) -> Iterator[Change]:
    """MTG-11, 《公务员法》第七十六条: who has an interest steps aside; the others deliberate and vote again without him."""
    candidates = frozenset(one.id for one in dossier.matter.candidates or ())
    aside = unrecused(meeting, tally(meeting, dossier.unit.parameters).votes, candidates) or ()
    if not aside:
        return
    names = [name_of(dossier, one) for one in aside]
    yield Change(f"/meetings/{place}/members", Say(
        f"请{'、'.join(names)}回避：不参加讨论、表决，由其他成员重新审议表决",
        f"Have {', '.join(names)} step aside and neither speak nor vote; the others deliberate and vote again",
    ), lambda dossier: with_meeting(dossier, place, _without((dossier.meetings or ())[place], aside)))  # fmt: skip


def presidings(dossier: Dossier, place: int, meeting: Meeting) -> Iterator[Change]:
    """MTG-05, 党组工作条例: the secretary of the party group (at an administrative meeting, the head) presides; where he does
    not attend, the one whom he charged with it. That he did so before the meeting is not invented: the sentence asks."""
    there = [one.id for one in meeting.members or () if one.present and not one.recused]
    presider = meeting.presider.id
    for member in meeting.members or ():
        if not is_chair(meeting, member.id):
            continue
        chair, name = member.id, name_of(dossier, member.id)
        if chair in there and chair != presider:
            yield Change(f"/meetings/{place}/presider", Say(
                f"由{name}主持，重新召开会议审议，{name}最后表态",
                f"Hold the meeting again with {name} presiding and speaking last",
            ), lambda dossier, chair=chair: _presided(dossier, place, Presider(id=chair)))  # type: ignore[misc] # fmt: skip
        elif presider in there and principal_attends(meeting) is False:
            given = name_of(dossier, presider or "")
            yield Change(f"/meetings/{place}/presider/delegated_by", Say(
                f"登记{name}在会前委托{given}主持；没有委托的，须由{name}委托后重新开会",
                f"Record that {name} charged {given} before the meeting with presiding; otherwise it has to be held again",
            ), lambda dossier, chair=chair: _presided(dossier, place, Presider(id=presider, delegated_by=chair)))  # type: ignore[misc] # fmt: skip


def _presided(dossier: Dossier, place: int, presider: Presider) -> Dossier:
    """With this presider, who speaks last."""
    last = presider.id

    def in_turn(said: tuple[Statement, ...] | None) -> tuple[Statement, ...] | None:
        own = [one for one in said or () if one.member == last]
        return said and (*(one for one in said if one.member != last), *own[-1:])

    meeting = replace((dossier.meetings or ())[place], presider=presider)
    return debated(place, in_turn)(with_meeting(dossier, place, meeting))


def _without(meeting: Meeting, aside: tuple[str, ...]) -> Meeting:
    """The meeting as it is when these members are out of the room for the topic."""

    def unheard(said: tuple[Statement, ...] | None) -> tuple[Statement, ...] | None:
        return said and tuple(one for one in said if one.member not in aside)

    voting = sum(one.id in aside and one.present is True and not one.recused for one in meeting.members or ())
    return replace(
        meeting, members=tuple(_out(one) if one.id in aside else one for one in meeting.members or ()),
        statements=unheard(meeting.statements), vote=meeting.vote and _uncast(meeting.vote, aside, voting),
        candidate_votes=meeting.candidate_votes and tuple(
            replace(_uncast(vote, aside, voting), statements=unheard(vote.statements)) for vote in meeting.candidate_votes
        ),
    )  # fmt: skip


def _out(member: Member) -> Member:
    return replace(member, recused=True, left_at=None, returned_at=None)


def _uncast(vote: Cast, aside: tuple[str, ...], voting: int) -> Cast:
    """The vote without theirs. Where no ballots tell what they voted, those who stepped aside only now are taken out of the
    approving votes: whom they were for is settled by the new vote."""
    counts, ballots = vote.counts, vote.ballots
    if ballots is not None:
        theirs = [one.choice for one in ballots if one.member in aside]
        fewer = {name: theirs.count(choice) for choice, name in {**OTHERWISE, Choice.APPROVE: "approve"}.items()}
        ballots = tuple(one for one in ballots if one.member not in aside)
    else:
        fewer = {"approve": voting}
    if vote.method is VoteMethod.SECRET_BALLOT:
        fewer |= {"issued": voting, "returned": voting}
    left = {name: max(number - less, 0) for name, less in fewer.items() if (number := getattr(counts, name)) is not None}
    return replace(vote, ballots=ballots, counts=replace(counts, **left))
