"""Holds the facts about the votes of each meeting (MTG-10, 14 to 18); the counting itself is `domain.meeting`."""

from review.domain.dossier import Meeting
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import is_appointment
from review.domain.facts.deliberation import candidate_ids, expected
from review.domain.kleene import Truth, all_true, any_true, negated
from review.domain.meeting import VoteTally
from review.domain.vocabulary import MeetingResult, VoteMethod


def _each_vote(case: Case, question: str) -> Truth:
    taken = case.tally.votes if case.tally else None
    return None if taken is None else all_true(getattr(vote, question) for vote in taken)


@fact("meeting.no_votes_by_absent")
def no_votes_by_absent(case: Case) -> Truth:
    """MTG-10, 党组工作条例: 未到会党组成员的书面意见不得计入票数."""
    return _each_vote(case, "none_by_absent")


@fact("meeting.no_votes_by_observers")
def no_votes_by_observers(case: Case) -> Truth:
    """MTG-18: nobody votes who is not a member (列席人员没有表决权)."""
    return _each_vote(case, "none_by_observers")


@fact("meeting.voted_item_by_item")
def voted_item_by_item(case: Case) -> Truth:
    """MTG-14: 逐项表决; with several candidates one vote on each of them, and on nobody else."""
    meeting, candidates = case.meeting, candidate_ids(case)
    if meeting is None or candidates is None:
        return None
    one_each: Truth = len(candidates) < 2
    if meeting.candidate_votes:
        one_each = sorted(vote.candidate for vote in meeting.candidate_votes) == sorted(candidates)
    elif meeting.candidate_votes is None and meeting.vote is None:
        one_each = None
    whole = True if meeting.candidate_votes else None
    return all_true((one_each, whole if meeting.vote is None else meeting.vote.item_by_item))


@fact("meeting.vote_method_allowed")
def vote_method_allowed(case: Case) -> Truth:
    """MTG-15: oral, show of hands, secret or open ballot; for appointments not the open ballot."""
    taken = case.tally.votes if case.tally else None
    if taken is None:
        return None
    return all_true(_allowed(vote, is_appointment(case)) for vote in taken)


def _allowed(vote: VoteTally, appointment: Truth) -> Truth:
    if vote.method is None:
        return None
    return any_true((vote.method is not VoteMethod.OPEN_BALLOT, negated(appointment)))


@fact("meeting.approve")
def approve(case: Case) -> int | None:
    """Valid approving votes on the topic, where there is one vote."""
    taken = case.tally.votes if case.tally else None
    return taken[0].approve.exact if taken and len(taken) == 1 and taken[0].approve else None


@fact("meeting.votes_needed")
def votes_needed(case: Case) -> int | None:
    """The least number of votes that is more than half of the expected members."""
    base = expected(case)
    return base // 2 + 1 if isinstance(base, int) and base else None


@fact("meeting.result_follows_majority")
def result_follows_majority(case: Case) -> Truth:
    """MTG-16, 党组工作条例: 赞成票超过应到会党组成员半数为通过; the announced result, of every vote, is what the votes
    say; a candidate who was put off (缓议) is not decided. Before the announcement the votes must carry the topic."""
    meeting, taken = case.meeting, case.tally.votes if case.tally else None
    if meeting is None or taken is None:
        return None
    return all_true((_whole_follows_parts(case, meeting), *(borne_out(case, meeting, vote) for vote in taken)))


def _whole_follows_parts(case: Case, meeting: Meeting) -> Truth:
    """Whether a meeting that voted on candidates only passed the matter where it passed one of them, and rejected it
    only where it passed none."""
    if meeting.result is None or not meeting.candidate_votes:
        return True
    results = [result_of(case, meeting, vote.candidate) for vote in meeting.candidate_votes]
    some = any_true(None if result is None else result is MeetingResult.PASSED for result in results)
    if meeting.result is MeetingResult.REJECTED:
        return negated(some)
    return some if meeting.vote is None else True


def result_of(case: Case, meeting: Meeting, candidate: str | None) -> MeetingResult | None:
    """What was announced of one vote: on the topic the meeting's result; on a candidate his own, which is the meeting's
    only where he is the only one."""
    own = next((vote.result for vote in meeting.candidate_votes or () if vote.candidate == candidate), None)
    return meeting.result if own is None and not _among_several(case, candidate) else own


def _among_several(case: Case, candidate: str | None) -> bool:
    return candidate is not None and len(case.dossier.matter.candidates or ()) != 1


def borne_out(case: Case, meeting: Meeting, vote: VoteTally) -> Truth:
    """Whether the votes bear out what was announced; a vote that was put off decides nothing and needs no majority."""
    result = result_of(case, meeting, vote.candidate)
    if result is MeetingResult.DEFERRED:
        return True
    if result is None and _among_several(case, vote.candidate):
        return None
    return negated(vote.majority) if result is MeetingResult.REJECTED else vote.majority


@fact("meeting.counts_agree")
def counts_agree(case: Case) -> Truth:
    """MTG-17: approve + oppose + abstain + defer + not voting equals the members present and not recused, and the ballots;
    for a secret ballot approve + oppose + abstain + defer + invalid = returned ≤ issued = members present."""
    return _each_vote(case, "counts_agree")
