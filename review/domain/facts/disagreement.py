"""Holds the facts about how far a meeting disagreed and what followed from it (MTG-20, MTG-21)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from review.domain.dossier import CandidateVote, Justification, Meeting, Statement, Vote
from review.domain.facts.case import Case, fact
from review.domain.facts.deliberation import decides
from review.domain.facts.voting import result_of
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.meeting import debates
from review.domain.standing import HEAD_MEETINGS
from review.domain.vocabulary import Choice, DecisionMode, MeetingForm, MeetingResult, Office, Stance, VoteMethod, Way

Sides = tuple[int | None, int | None]
"""How many are for, and how many against."""

INTENDED = {MeetingResult.PASSED: Stance.APPROVE, MeetingResult.REJECTED: Stance.OPPOSE}
"""The view that a decision follows."""


@fact("meeting.seriously_split")
def seriously_split(case: Case) -> Truth:
    """MTG-20: of those for and those against, neither side is larger by more than the unit's `serious_split_margin`, in
    the vote or in what was said before it; where one side is nobody, there is no disagreement. Or most spoke against what
    most voted for, or the other way about, so that the record does not show what the meeting wanted."""
    if case.meeting is None:
        return None
    return any_true(_split(case, said, vote) for said, vote in debates(case.meeting))


@fact("meeting.split_put_off")
def split_put_off(case: Case) -> Truth:
    """MTG-20: every question that split the meeting was put off (推迟作出决定、暂缓表决)."""
    meeting = case.meeting
    if meeting is None:
        return None
    return all_true(
        any_true((_put_off(case, meeting, vote), negated(_split(case, said, vote)))) for said, vote in debates(meeting)
    )


@fact("meeting.split_reasoned")
def split_reasoned(case: Case) -> Truth:
    """MTG-20: why the matter had to be decided at once is stated in the record of the meeting, or by somebody with his name and a
    day not before the meeting: a reason of an earlier day is none for a vote that nobody knew."""
    meeting = case.meeting
    if meeting is None:
        return None
    return any_true((
        given(meeting.split_reason) is True,
        *(_reason_of_the_day(one, meeting.held_on) for one in case.dossier.justifications or () if one.rule == "MTG-20"),
    ))  # fmt: skip


def _reason_of_the_day(one: Justification, held_on: date | None) -> Truth:
    if given(one.reason) is not True:
        return False
    return None if one.by is None or one.on is None or held_on is None else one.on >= held_on


def _put_off(case: Case, meeting: Meeting, vote: Vote | CandidateVote | None) -> Truth:
    result = result_of(case, meeting, vote.candidate if isinstance(vote, CandidateVote) else None)
    return None if result is None else result is MeetingResult.DEFERRED


def _split(case: Case, said: Sequence[Statement] | None, vote: Vote | CandidateVote | None) -> Truth:
    margin = case.dossier.unit.parameters.serious_split_margin
    by_views = _close(*_views(said), margin)
    if vote is None and case.meeting and case.meeting.candidate_votes:
        return by_views  # who votes on each candidate takes no other vote
    by_vote = _close(*_sides_of(vote), margin)
    if by_vote is False and vote is not None and vote.ballots is None and vote.method is not VoteMethod.SECRET_BALLOT:
        by_vote = None  # counts of an open vote without its ballots prove nothing (as for MTG-16)
    contrary = isinstance(vote, Vote) and _contrary(_views(said), _sides_of(vote))
    return any_true((by_vote, by_views, contrary))


def _close(approve: int | None, against: int | None, margin: int | None) -> Truth:
    if approve == 0 or against == 0:
        return False
    return None if approve is None or against is None or margin is None else abs(approve - against) <= margin


def _contrary(views: Sides, votes: Sides) -> bool:
    """Whether the larger side of what was said is the smaller one of the vote."""
    if None in (*views, *votes):
        return False
    (said_for, said_against), (cast_for, cast_against) = views, votes
    return (said_for - said_against) * (cast_for - cast_against) < 0  # type: ignore[operator]


def _sides_of(vote: Vote | CandidateVote | None) -> Sides:
    if vote is None:
        return None, None
    if vote.ballots is not None and all(ballot.choice for ballot in vote.ballots):
        cast = [ballot.choice for ballot in vote.ballots]
        return cast.count(Choice.APPROVE), cast.count(Choice.OPPOSE) + cast.count(Choice.DEFER)
    oppose = vote.counts.oppose
    return vote.counts.approve, None if oppose is None else oppose + (vote.counts.defer or 0)


def _views(said: Sequence[Statement] | None) -> Sides:
    """What members said last, 缓议 among those against; one whose view is not recorded may be on either side."""
    if said is None:
        return None, None
    views = list({statement.member: statement.stance for statement in said}.values())
    approve, unknown = views.count(Stance.APPROVE), views.count(None)
    against = len(views) - approve - unknown
    return (None, None) if unknown else (approve, against)


@fact("meeting.head_decides")
def head_decides(case: Case) -> Truth:
    """MTG-21, 《重大行政决策程序暂行条例》第三十条第二款: at an administrative meeting that is not deferred the head decides."""
    kind = case.meeting.type if case.meeting else None
    return all_true((None if kind is None else kind in HEAD_MEETINGS, decides(case)))


@fact("meeting.head_follows_or_explains")
def head_follows_or_explains(case: Case) -> Truth:
    """MTG-21, 第三十条第二款: what the head decides is what most members want and what he said himself, or he stated his
    reasons at the meeting; a reason that is not recorded was not stated. Before the announcement his own view, the last one, is
    what he intends."""
    meeting = case.meeting
    if meeting is None:
        return None
    return any_true((follows_views(case, meeting), given(meeting.head_reasons) is True))


def follows_views(case: Case, meeting: Meeting) -> Truth:
    """Whether what the head decides is what most members want, and what he said himself."""
    return all_true((negated(_against_majority(case, meeting)), not _against_himself(case, meeting)))


@fact("meeting.head_way")
def head_way(case: Case) -> Way | None:
    """MTG-21: that he followed them, or that he stated his reasons."""
    if case.meeting is None:
        return None
    if follows_views(case, case.meeting):
        return Way.FOLLOWED if of_most(case, case.meeting) else Way.UNOPPOSED
    return Way.EXPLAINED if given(case.meeting.head_reasons) else None


def of_most(case: Case, meeting: Meeting) -> bool:
    """Whether more than half of the members there said what is decided; where it is half of them, no majority is against it, and
    none is for it."""
    views = _counted(case, meeting)
    return views is not None and 2 * (views.there - views.against - views.unknown) > views.there


@fact("meeting.views_counted")
def views_counted(case: Case) -> int | None:
    """MTG-21: how many members were there and did not step aside, where the view of each is known."""
    views = _counted(case, case.meeting) if case.meeting else None
    return None if views is None or views.unknown else views.there


@fact("meeting.views_against")
def views_against(case: Case) -> int | None:
    """MTG-21: how many of them said something else than was decided."""
    views = _counted(case, case.meeting) if case.meeting else None
    return None if views is None or views.unknown else views.against


@fact("meeting.in_session")
def in_session(case: Case) -> Truth:
    """MTG-21, 第三十条第一款: 在集体讨论的基础上作出决定, which papers that only went round (传阅、会签) are not."""
    form = case.meeting.form if case.meeting else None
    return None if form is None else form is not MeetingForm.CIRCULATION


@fact("meeting.head_takes_part")
def head_takes_part(case: Case) -> Truth:
    """MTG-21, 第三十条第一款: 行政首长在集体讨论的基础上作出决定, so that he is at the meeting in which he decides; who steps
    aside by law is represented. Another meeting than the deciding one may be held without him."""
    if case.meeting is None or case.meeting.members is None:
        return None
    there = any_true(
        None if one.office is None else all_true((one.office is Office.HEAD, any_true((one.present, one.recused))))
        for one in case.meeting.members
    )  # fmt: skip
    return any_true((negated(_decides_here(case)), there))


def _decides_here(case: Case) -> Truth:
    """Whether the head decides in this meeting."""
    deciding, mode = case.picture.deciding, case.dossier.matter.decision_mode
    of_head = None if mode is None else mode is DecisionMode.HEAD_DECIDES
    return all_true((of_head, None if deciding is None else deciding is case.meeting))


@fact("meeting.presence_way")
def presence_way(case: Case) -> Way | None:
    """MTG-21: that the head is there, or steps aside, or decides elsewhere."""
    heads = [one for one in (case.meeting.members or ()) if one.office is Office.HEAD] if case.meeting else []
    if any(one.recused for one in heads):
        return Way.STEPS_ASIDE
    if any(one.present for one in heads):
        return Way.PRESENT
    return Way.DECIDED_ELSEWHERE if case.meeting and _decides_here(case) is False else None


def _against_majority(case: Case, meeting: Meeting) -> Truth:
    """Whether more than half of the members there, who did not step aside, said something else than was decided."""
    views = _counted(case, meeting)
    if views is None:
        return None
    if 2 * views.against > views.there:
        return True
    return None if 2 * (views.against + views.unknown) > views.there else False


class _Views(NamedTuple):
    """How many were there and did not step aside; how many of them were against, and of how many it is not known."""

    there: int
    against: int
    unknown: int


def _counted(case: Case, meeting: Meeting) -> _Views | None:
    intended = INTENDED.get(meeting.result) if meeting.result else _last_view(case, meeting)
    if intended is None or meeting.members is None:
        return None
    views = views_told(meeting)
    unknown = views.count(None)
    return _Views(len(views), sum(view not in (None, intended) for view in views), unknown)


def views_told(meeting: Meeting) -> list[Stance | None]:
    """What each member said last who was there and did not step aside; `None` of whom it is not known, or not whether he was."""
    said = {statement.member: statement.stance for statement in meeting.statements or ()}
    return [
        None if member.present is None or member.recused is None else said.get(member.id)
        for member in meeting.members or () if member.present is not False and not member.recused
    ]  # fmt: skip


def _against_himself(case: Case, meeting: Meeting) -> bool:
    """Whether the head, who spoke last, said something else than was decided."""
    decided, view = INTENDED.get(meeting.result) if meeting.result else None, _last_word(case, meeting)
    return decided is not None and view is not None and view is not decided


def _last_view(case: Case, meeting: Meeting) -> Stance | None:
    view = _last_word(case, meeting)
    return None if view is Stance.DEFER else view


def _last_word(case: Case, meeting: Meeting) -> Stance | None:
    if case.tally is None or not case.tally.chair_spoke_last or not meeting.statements:
        return None
    return meeting.statements[-1].stance
