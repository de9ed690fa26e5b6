"""Holds what is dissent (不同意见): to speak or vote against a matter, or for putting it off. To abstain (弃权) is none.

Of a secret ballot nobody can say whose vote was whose, so that only its numbers are dissent; of an open one the ballots show it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from review.domain.dossier import Ballot, CandidateVote, Meeting, Statement, Vote
from review.domain.kleene import Truth
from review.domain.meeting.speaking import debates
from review.domain.vocabulary import Choice, Stance, VoteMethod

AGAINST = (Choice.OPPOSE, Choice.DEFER)
"""The votes that are dissent."""

def differs(statement: Statement) -> Truth:
    """Whether what a member said is dissent; not known without a stance."""
    return None if statement.stance is None else statement.stance is not Stance.APPROVE


def shown(vote: Vote | CandidateVote | None) -> tuple[Ballot, ...]:
    """The ballots of a vote as far as its method shows them."""
    return () if vote is None or vote.method is VoteMethod.SECRET_BALLOT else vote.ballots or ()


@dataclass(frozen=True, slots=True)
class Act:
    """What one member said or how he voted, where it was not for the matter, and on which candidate (or none)."""

    member: str
    candidate: str | None
    how: Stance | Choice
    text: str | None = None

    @property
    def is_spoken(self) -> bool:
        return isinstance(self.how, Stance)


@dataclass(frozen=True, slots=True)
class Collected:
    differing: Mapping[str, tuple[Act, ...]]
    """By member, in the order in which they spoke and voted, all that he said and did against it."""
    abstained: tuple[Act, ...]


def collected(meeting: Meeting) -> Collected:
    """The dissent and the abstentions of one meeting, as far as they show who it was."""
    acts = (*_spoken(meeting), *_voted(meeting))
    against = [one for one in acts if one.how is not Choice.ABSTAIN]
    members = dict.fromkeys(one.member for one in against)
    return Collected(
        {member: tuple(one for one in against if one.member == member) for member in members},
        tuple(one for one in acts if one.how is Choice.ABSTAIN),
    )


def _spoken(meeting: Meeting) -> Iterator[Act]:
    for said, vote in debates(meeting):
        for one in said or ():
            if differs(one) and one.stance:
                yield Act(one.member, _of_candidate(vote), one.stance, one.text)


def _voted(meeting: Meeting) -> Iterator[Act]:
    for _, vote in debates(meeting):
        for one in shown(vote):
            if one.choice not in (None, Choice.APPROVE):
                yield Act(one.member, _of_candidate(vote), one.choice)


def _of_candidate(vote: Vote | CandidateVote | None) -> str | None:
    return vote.candidate if isinstance(vote, CandidateVote) else None
