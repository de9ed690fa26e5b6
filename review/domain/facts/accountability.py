"""Holds the facts about accountability (ACC): whether those who answer for a decision can be found in the record.

The rules inform and stop nothing: who is liable, and for what, is decided by those whom the law names.
"""

from collections.abc import Sequence

from review.domain import overturned
from review.domain.dossier import CandidateVote, Statement, Vote
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import decided_under_decree_713
from review.domain.facts.deliberation import decided_by_party_group, votes
from review.domain.facts.execution import changed_by_procedure, is_changed
from review.domain.kleene import Truth, all_true, any_true, given, negated, words
from review.domain.meeting import Number, debates
from review.domain.meeting.dissent import AGAINST, differs, shown
from review.domain.standing import deciding_is_known
from review.domain.vocabulary import Choice, DecisionMode, MeetingForm, MeetingResult


@fact("accountability.under_decree_713")
def answers_under_decree_713(case: Case) -> Truth:
    """ACC-01, 03 to 05: 《重大行政决策程序暂行条例》第五章 is about decisions under the decree."""
    return decided_under_decree_713(case)


@fact("accountability.deciders_on_record")
def deciders_on_record(case: Case) -> Truth:
    """ACC-01, 第三十八条第二款 (倒查责任): of the deciding meeting it is on record who presided, which members came and
    which did not, and the minutes are signed; where no meeting was entitled to decide, of the last one."""
    dossier = case.dossier
    if not dossier.meetings or not deciding_is_known(dossier):
        return None
    meeting = case.picture.deciding or dossier.meetings[-1]
    members, signed = meeting.members, meeting.minutes.signed_by
    return all_true((
        None if meeting.presider.id is None else True,
        None if members is None else bool(members) and all_true(None if m.present is None else True for m in members),
        None if signed is None else bool(signed),
    ))  # fmt: skip


def _by_name(vote: Vote | CandidateVote | None) -> frozenset[str]:
    """Who voted against or would defer (缓议), where the vote shows it; a secret ballot does not."""
    return frozenset(ballot.member for ballot in shown(vote) if ballot.choice in AGAINST)


def _against(case: Case, vote: Vote | CandidateVote | None) -> int | None:
    """How many voted against; nobody where the meeting takes no vote."""
    if vote is None:
        return 0 if votes(case) is False else None
    by_ballot = vote.ballots is not None and all(ballot.choice for ballot in vote.ballots)
    if vote.counts.oppose is None:
        return len(_by_name(vote)) if by_ballot else None
    return vote.counts.oppose + (vote.counts.defer or 0)


@fact("accountability.dissent_voiced")
def dissent_voiced(case: Case) -> Truth:
    """ACC-02, 第三十八条第三款: somebody disagreed, by word (不同意、缓议) or by vote."""
    if case.meeting is None:
        return None
    return any_true(_against_it(case, said, vote) for said, vote in debates(case.meeting))


NOBODY_DIFFERED = frozenset({"无", "没有", "无分歧", "没有分歧", "无不同意见", "没有不同意见", "无主要分歧", "没有主要分歧"})
"""What is written where nobody differed, as it is compared."""
_MORE = 1 + max(map(len, NOBODY_DIFFERED))


@fact("meeting.dissent_recorded")
def dissent_recorded(case: Case) -> Truth:
    """MTG-22, 第三十条第三款: whatever dissent there was is in the minutes (true when there was none); minutes that say there
    was none, when some were for and some against, by word or by vote, do not tell it."""
    if case.meeting is None:
        return None
    put_off = case.meeting.result is MeetingResult.DEFERRED
    denied = not put_off and words(case.meeting.disagreements, _MORE) in NOBODY_DIFFERED
    return all_true((case.meeting.minutes.dissent_recorded, negated(_divided(case)) if denied else True))


def _divided(case: Case) -> Truth:
    """Whether in one of the debates of the meeting somebody was for it and somebody was not, so that all could see it: what a
    secret ballot brings to light nobody had said."""
    return any_true(map(_openly_divided, debates(case.meeting))) if case.meeting else None


def _openly_divided(debate: tuple[Sequence[Statement] | None, Vote | CandidateVote | None]) -> Truth:
    said, vote = debate
    if said is None:
        return None
    cast = shown(vote)
    spoke, choices = [*map(differs, said)], [one.choice for one in cast]
    against = [*spoke, *[None if one is None else one in AGAINST for one in choices]]
    in_favour = [*map(negated, spoke), Choice.APPROVE in choices]
    return all_true((any_true(against), any_true(in_favour)))


def _against_it(case: Case, said: Sequence[Statement] | None, vote: Vote | CandidateVote | None) -> Truth:
    against = _against(case, vote)
    return any_true((None if said is None else any_true(map(differs, said)), None if against is None else against > 0))


@fact("accountability.dissent_by_person")
def dissent_by_person(case: Case) -> Truth:
    """ACC-02, 第三十八条第三款: everyone who disagreed is found by name with what he said. Of a secret ballot nobody can
    say who voted against, so that only those are found who said so before it (无记名投票)."""
    if case.meeting is None:
        return None
    return all_true(_found(case, said, vote) for said, vote in debates(case.meeting))


def _found(case: Case, said: Sequence[Statement] | None, vote: Vote | CandidateVote | None) -> Truth:
    if said is None:
        return None
    differing = [statement for statement in said if differs(statement)]
    named = {statement.member for statement in differing} | _by_name(vote)
    against, unclear = _against(case, vote), any(differs(statement) is None for statement in said)
    enough: Truth = None if against is None else len(named) >= against
    return all_true((
        None if enough is False and unclear else enough, None if unclear else True,
        *(given(statement.text) for statement in differing),
    ))  # fmt: skip


@fact("accountability.undertaker_on_record")
def undertaker_on_record(case: Case) -> Truth:
    """ACC-03, 第三十九条: the undertaking unit, who drafted, and who is to be asked are on record."""
    matter = case.dossier.matter
    units, drafters = matter.undertaking_units, matter.drafters
    return all_true((
        None if units is None else bool(units) and all_true(map(given, units)),
        None if drafters is None else bool(drafters),
        None if matter.contact is None else True,
    ))  # fmt: skip


@fact("accountability.decided_collectively")
def decided_collectively(case: Case) -> Truth:
    """ACC-06, 《公职人员政务处分法》第三十条第一项: the body that decides met, and half of its members were there, so that
    it was not one or a few who decided."""
    deciding, mode = case.picture.deciding, case.dossier.matter.decision_mode
    by_group = decided_by_party_group(case) if mode is DecisionMode.PARTY_GROUP_VOTE else None
    if deciding is None or mode is None:
        return by_group if mode is not DecisionMode.HEAD_DECIDES else _no_other_body(case)
    in_session = None if deciding.form is None else deciding.form is not MeetingForm.CIRCULATION
    place = next(i for i, meeting in enumerate(case.dossier.meetings or ()) if meeting is deciding)
    met, attended = in_session if mode is DecisionMode.HEAD_DECIDES else by_group, case.picture.tallies[place]
    return all_true((met, attended.half, _several(attended.present)))


def _several(present: Number | None) -> Truth:
    """Whether at least two came: one alone decides nothing collectively."""
    if present is None:
        return None
    return True if present.low >= 2 else False if present.high < 2 else None


def _no_other_body(case: Case) -> Truth:
    """Not, where a body that does not decide under this mode took the matter up; unknown while none did."""
    held = [meeting for meeting in case.dossier.meetings or () if meeting.result is not MeetingResult.DEFERRED]
    return False if held and all(meeting.type is not None for meeting in held) else None


@fact("accountability.decision_kept")
def decision_kept(case: Case) -> Truth:
    """ACC-06, 第三十条第一项 (擅自改变集体作出的重大决定): the decision was carried out as it was taken, or changed by the
    procedure for that; and what was done on a matter that was rejected in the end was stopped."""
    upheld = not (overturned.is_rejected(case.dossier) and overturned.owed(case.dossier))
    return all_true((upheld, any_true((negated(is_changed(case)), changed_by_procedure(case)))))
