"""Holds what a finding on a meeting tells beside its answer: who presided, who spoke in which order, how many stepped aside
and when, the counts of the votes. It
decides nothing, no rule rests on it, and it is the same in every language.
"""

from datetime import datetime

from review.domain.dossier import CandidateVote, Vote
from review.domain.facts.case import Case, fact
from review.domain.vocabulary import Office


@fact("meeting.recused_told")
def recused_told(case: Case) -> str | None:
    """MTG-11: how many stepped aside, with the times at which each left and came back, where they are written."""
    if case.meeting is None or case.meeting.members is None:
        return None
    aside = [one for one in case.meeting.members if one.recused]
    times = [f"{_time(one.left_at)}–{_time(one.returned_at)}" for one in aside if one.left_at or one.returned_at]
    return f"{len(aside)} ({'; '.join(times)})" if times else str(len(aside))


def _time(at: datetime | None) -> str:
    return "—" if at is None else f"{at:%H:%M}"


@fact("meeting.counts_told")
def counts_told(case: Case) -> str | None:
    """MTG-17: 赞成／反对／弃权／缓议／未投票 of each vote, as counted; a dash for what is not written."""
    return _each(case, "approve", "oppose", "abstain", "defer", "not_voting")


@fact("meeting.papers_told")
def papers_told(case: Case) -> str | None:
    """MTG-17: 发出／收回／无效 of each vote."""
    return _each(case, "issued", "returned", "invalid")


def _each(case: Case, *names: str) -> str | None:
    votes: list[Vote | CandidateVote] = [] if case.meeting is None else [
        *([case.meeting.vote] if case.meeting.vote else []), *(case.meeting.candidate_votes or ()),
    ]  # fmt: skip
    numbers = [[getattr(vote.counts, name) for name in names] for vote in votes]
    return "; ".join("/".join("—" if one is None else str(one) for one in each) for each in numbers) or None


@fact("meeting.presider_told")
def presider_told(case: Case) -> str | None:
    """MTG-05: the name of the presider."""
    return _name(case, case.meeting.presider.id) if case.meeting else None


@fact("meeting.head_told")
def head_told(case: Case) -> str | None:
    """MTG-21: the name of the administrative head, as the meeting's list of members has him."""
    heads = [one.id for one in (case.meeting.members or ()) if one.office is Office.HEAD] if case.meeting else []
    return _name(case, heads[0]) if heads else None


@fact("meeting.speakers_told")
def speakers_told(case: Case) -> str | None:
    """MTG-12, MTG-13: who stated his view, in the order in which it was recorded; of each candidate by itself."""
    if case.meeting is None:
        return None
    said = [case.meeting.statements, *(one.statements for one in case.meeting.candidate_votes or ())]
    orders = ["→".join(_name(case, one.member) or "—" for one in each) for each in said if each]
    return "; ".join(orders) or None


def _name(case: Case, person: str | None) -> str | None:
    entry = (case.dossier.people or {}).get(person or "")
    return (entry.name if entry else None) or person
