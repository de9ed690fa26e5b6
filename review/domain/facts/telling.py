"""Holds what a finding on a meeting tells beside its answer: who presided, who spoke in which order, who stepped aside and
when, who should have, the counts of the votes. It decides nothing, and no rule rests on it; "" says that there is nothing
to tell, and the clause is left out.
"""

from collections.abc import Callable
from datetime import datetime

from review.domain.dossier import CandidateVote, Counts, Member, Statement, Vote
from review.domain.facts.case import Case, fact
from review.domain.facts.deliberation import interested
from review.domain.meeting import is_left_out, not_kept_out
from review.domain.meeting.counts import by_choice
from review.domain.rulebook import SEVERAL, several
from review.domain.vocabulary import Choice, Office, Shortfall, VoteMethod


@fact("meeting.recused_told")
def recused_told(case: Case) -> str | None:
    """MTG-11: who stepped aside, with the times at which each left and came back, where they are written."""
    if case.meeting is None or case.meeting.members is None:
        return None
    return several(f"{case.name(one.id)}{_out(one)}" for one in case.meeting.members if one.recused)


def _out(member: Member) -> str:
    times = member.left_at or member.returned_at
    return f" ({_time(member.left_at)}–{_time(member.returned_at)})" if times else ""


def _time(at: datetime | None) -> str:
    return "—" if at is None else f"{at:%H:%M}"


@fact("meeting.unrecused_told")
def unrecused_told(case: Case) -> str | None:
    """MTG-11: who is known not to have kept out."""
    return None if case.meeting is None else several(case.name(person) for person, _ in _not_kept_out(case))


@fact("meeting.unrecused_because")
def unrecused_because(case: Case) -> str | None:
    """MTG-11: in which ways."""
    return None if case.meeting is None else several(how for _, how in _not_kept_out(case))


def _not_kept_out(case: Case) -> list[tuple[str, Shortfall]]:
    return list(not_kept_out(case.meeting, interested(case))) if case.meeting else []


@fact("meeting.left_out_told")
def left_out_told(case: Case) -> str | None:
    """MTG-06, 07, 09, 16, CAD-06: who is left out of those who should attend (不计入应到会), and the reason. No norm says who
    may be; so it is told wherever the base is."""
    if case.meeting is None or case.meeting.members is None:
        return None
    return several(f"{case.name(one.id)} ({' '.join((one.not_counted_reason or '').split())})"
                   for one in case.meeting.members if is_left_out(one))  # fmt: skip


@fact("meeting.nobody_expected")
def nobody_expected(case: Case) -> str | None:
    """MTG-06, 07, 16, CAD-06: whether all are left out or stepped aside, so that nobody should attend."""
    if case.tally is None or case.tally.expected is None:
        return None
    return Shortfall.NOBODY_EXPECTED if case.tally.expected.exact == 0 else ""


@fact("meeting.half_shortfall")
def half_shortfall(case: Case) -> str | None:
    """MTG-06: whether half of the members are not reached, or exactly reached."""
    if case.tally is None or case.tally.half is not False:
        return None
    return Shortfall.EXACTLY_HALF if case.tally.exactly_half else Shortfall.BELOW_HALF


@fact("meeting.result_told")
def result_told(case: Case) -> str | None:
    """MTG-16: the result that was announced."""
    return None if case.meeting is None else case.meeting.result or ""


@fact("meeting.absent_voters_told")
def absent_voters_told(case: Case) -> str | None:
    """MTG-10: whose votes are counted although they were not there."""
    if case.meeting is None or case.meeting.members is None or not _votes(case):
        return None
    absent = {member.id for member in case.meeting.members if member.present is False}
    return several(case.name(person) for person in _voters(case) if person in absent)


@fact("meeting.outside_voters_told")
def outside_voters_told(case: Case) -> str | None:
    """MTG-18: who voted and is no member, or is entered as an observer too."""
    if case.meeting is None or case.meeting.members is None or not _votes(case):
        return None
    members, observers = ({one.id for one in part} for part in (case.meeting.members, case.meeting.observers or ()))
    return several(case.name(person) for person in _voters(case) if person in observers or person not in members)


@fact("meeting.votes_gap")
def votes_gap(case: Case) -> str | None:
    """MTG-10, MTG-18: whether a vote that does not show whose votes it counts has more of them than members were there."""
    taken = case.tally.votes if case.tally else None
    if taken is None:
        return None
    return Shortfall.MORE_VOTES if any(not vote.named and vote.none_by_absent is False for vote in taken) else ""


def _voters(case: Case) -> list[str]:
    """Whose votes the ballots show; those of a secret ballot never do."""
    shown = [vote.ballots or () for vote in _votes(case) if vote.method is not VoteMethod.SECRET_BALLOT]
    return [ballot.member for each in shown for ballot in each]


@fact("meeting.counts_gap")
def counts_gap(case: Case) -> str | None:
    """MTG-17: in which ways the counts do not agree."""
    taken = case.tally.votes if case.tally else None
    return None if taken is None else several(gap for vote in taken for gap in vote.disagrees)


def _counted(name: str) -> Callable[[Case], str | None]:
    def told(case: Case) -> str | None:
        """MTG-17: one count (赞成、收回 …), of several votes one after the other; "" where no vote has it."""
        written = [getattr(vote.counts, name) for vote in _votes(case)]
        if set(written) == {None}:
            return ""
        return SEVERAL.join("—" if one is None else str(one) for one in written) or None

    return told


for _count in Counts.__annotations__:
    fact(f"meeting.{_count}_counted")(_counted(_count))


def _balloted(choice: Choice) -> Callable[[Case], str | None]:
    def told(case: Case) -> str | None:
        """MTG-17: how many of the votes by member are for this choice, where another number is counted."""
        taken = _votes(case)
        shown = [vote.ballots or () for vote in taken if by_choice(vote)[choice] is False]
        return SEVERAL.join(str([ballot.choice for ballot in each].count(choice)) for each in shown) if taken else None

    return told


for _choice in Choice:
    fact(f"meeting.{_choice.lower()}_balloted")(_balloted(_choice))


def _votes(case: Case) -> list[Vote | CandidateVote]:
    if case.meeting is None:
        return []
    return [*([case.meeting.vote] if case.meeting.vote else []), *(case.meeting.candidate_votes or ())]


@fact("meeting.presider_told")
def presider_told(case: Case) -> str | None:
    """MTG-05: the name of the presider."""
    return case.name(case.meeting.presider.id) if case.meeting and case.meeting.presider.id else None


@fact("meeting.head_told")
def head_told(case: Case) -> str | None:
    """MTG-21: the name of the administrative head, as the meeting's list of members has him."""
    heads = [one.id for one in (case.meeting.members or ()) if one.office is Office.HEAD] if case.meeting else []
    return case.name(heads[0]) if heads else None


@fact("meeting.speakers_told")
def speakers_told(case: Case) -> str | None:
    """MTG-12, MTG-13: who stated his view, in the order in which it was recorded; of each candidate by itself."""
    orders = ["→".join(case.name(one.member) for one in each) for each in _said(case) if each]
    return "; ".join(orders) or (None if case.meeting is None or None in _said(case) else "")


@fact("meeting.absent_speakers_told")
def absent_speakers_told(case: Case) -> str | None:
    """MTG-12: who stated a view and was not there."""
    if case.meeting is None or case.meeting.members is None:
        return None
    absent = {member.id for member in case.meeting.members if member.present is False}
    return several(case.name(one.member) for each in _said(case) for one in each or () if one.member in absent)


@fact("meeting.speaking_shortfall")
def speaking_shortfall(case: Case) -> str | None:
    """MTG-12: whether nobody spoke on a question."""
    return None if case.meeting is None else Shortfall.NOBODY_SPOKE if () in _said(case) else ""


def _said(case: Case) -> list[tuple[Statement, ...] | None]:
    """What was said on the topic, or on each of several candidates."""
    if case.meeting is None:
        return []
    each = [one.statements for one in case.meeting.candidate_votes or ()]
    return each if each and case.meeting.statements is None else [case.meeting.statements, *each]
