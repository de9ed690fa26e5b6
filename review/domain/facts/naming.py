"""Holds what a finding on a meeting names beside its answer: who presided and spoke last, who stepped aside and when, the
counts. They decide nothing; a rule never rests on them.
"""

from datetime import datetime

from review.domain.dossier import CandidateVote, Member, Vote
from review.domain.facts.case import Case, fact
from review.domain.meeting.speaking import debates


def _name(case: Case, person: str | None) -> str | None:
    """The name by which the dossier has this person; his id where it has none."""
    if person is None:
        return None
    members = (case.meeting.members if case.meeting else None) or ()
    named = [one.name for one in members if one.id == person and one.name]
    entry = (case.dossier.people or {}).get(person)
    return named[0] if named else (entry.name if entry else None) or person


@fact("meeting.presider_named")
def presider_named(case: Case) -> str | None:
    """MTG-05, MTG-13: who presided."""
    return _name(case, case.meeting.presider.id) if case.meeting else None


@fact("meeting.last_speakers_named")
def last_speakers_named(case: Case) -> str | None:
    """MTG-13, CAD-07: who spoke last on each question; a dash where nobody did."""
    if case.meeting is None or all(said is None for said, _ in debates(case.meeting)):
        return None
    last = [_name(case, said[-1].member) if said else None for said, _ in debates(case.meeting)]
    return "; ".join(dict.fromkeys(one or "—" for one in last))


@fact("meeting.recused_named")
def recused_named(case: Case) -> str | None:
    """MTG-11: who stepped aside, with the times at which he left and came back; a dash where nobody did."""
    if case.meeting is None or case.meeting.members is None:
        return None
    return "; ".join(_aside(case, one) for one in case.meeting.members if one.recused) or "—"


def _aside(case: Case, member: Member) -> str:
    times = f" ({_time(member.left_at)}–{_time(member.returned_at)})" if member.left_at or member.returned_at else ""
    return f"{_name(case, member.id)}{times}"


def _time(at: datetime | None) -> str:
    return "—" if at is None else f"{at:%H:%M}"


@fact("meeting.counts_named")
def counts_named(case: Case) -> str | None:
    """MTG-17: 赞成／反对／弃权／缓议／未投票 of each vote, as counted; a dash for what is not written."""
    return _each(case, "approve", "oppose", "abstain", "defer", "not_voting")


@fact("meeting.papers_named")
def papers_named(case: Case) -> str | None:
    """MTG-17: 发出／收回／无效 of each vote."""
    return _each(case, "issued", "returned", "invalid")


def _each(case: Case, *names: str) -> str | None:
    votes: list[Vote | CandidateVote] = [] if case.meeting is None else [
        *([case.meeting.vote] if case.meeting.vote else []), *(case.meeting.candidate_votes or ()),
    ]  # fmt: skip
    numbers = [[getattr(vote.counts, name) for name in names] for vote in votes]
    return "; ".join("/".join("—" if one is None else str(one) for one in each) for each in numbers) or None
