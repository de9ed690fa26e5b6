"""Holds how a meeting decides: the party group by its votes, an administrative meeting by its head on the basis of what was
discussed (《重大行政决策程序暂行条例》第三十条), so that neither is shown or recorded as the other; holds no rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.conditions import conditions_of
from review.domain.dossier import Dossier, Meeting, Vote
from review.domain.errors import Fault
from review.domain.facts import Case, Picture
from review.domain.facts.disagreement import follows_views, of_most, views_told
from review.domain.kleene import Truth, given
from review.domain.meeting import Tally
from review.domain.quorum import NO_DAYS
from review.domain.standing import DECIDING, HEAD_MEETINGS
from review.domain.vocabulary import DecisionMode, MeetingResult, MeetingType, Stance


@dataclass(frozen=True, slots=True)
class HeadsDecision:
    """The views that the head decides on: of the members there who did not step aside, how many are for it, against it or would
    defer it, and of how many no view is recorded; whether the decision is that of most of them (MTG-21)."""

    approve: int
    oppose: int
    defer: int
    unknown: int
    follows: Truth
    of_most: bool
    """Whether most of them want what is decided; with half of them it follows them without being theirs."""
    explained: Truth
    """Whether the head's reasons are on record."""
    announced: MeetingResult | None

    @property
    def borne_out(self) -> Truth:
        """Whether it follows them or is explained."""
        return True if self.explained else self.follows

    @property
    def put_off(self) -> bool:
        return self.announced is MeetingResult.DEFERRED

    @property
    def views(self) -> str:
        """成员意见：同意2人，不同意4人，缓议0人."""
        counts = f"同意{self.approve}人，不同意{self.oppose}人，缓议{self.defer}人"
        return f"{VIEWS}：{counts}" + (f"，没有记录{self.unknown}人" if self.unknown else "")

    @property
    def told(self) -> str:
        """How the decision stands to these views, for every page and paper; "" while nothing is announced."""
        if self.announced is None:
            return ""
        if self.put_off:
            return f"{PUT_OFF}，没有作出决定"
        said = {True: "一致", False: "不一致", None: "是否一致无法判定"}[self.follows]
        if self.follows and not self.of_most:
            return f"{UNOPPOSED}{'，已说明理由' if self.explained else ''}"
        reasons = "，已说明理由" if self.explained else "，没有说明理由" if self.follows is False else ""
        return f"决定与多数人意见{said}{reasons}"


def head_decides(meeting: Meeting) -> bool:
    """Whether the head decides at this meeting; not where its type is not known."""
    return meeting.type in HEAD_MEETINGS


def result_told(kind: MeetingType | None, result: MeetingResult | None) -> str:
    """The announced result in words: a head puts a decision off, members who vote their vote; "" where none is announced."""
    if result is MeetingResult.DEFERRED and kind in HEAD_MEETINGS:
        return PUT_OFF
    return result.label if result else ""


def outcome_told(meeting: Meeting) -> str:
    """The announced result with what goes with it: that the matter was passed on conditions (附条件通过), and that of several
    candidates not every one fared so; "" where none is announced."""
    told = result_told(meeting.type, meeting.result)
    with_it = [f"附{len(conditions)}项条件"] if (conditions := conditions_of(meeting)) else []
    if any(vote.result not in (None, meeting.result) for vote in meeting.candidate_votes or ()):
        with_it.append("各人选的结果不同")
    return f"{told}（{'，'.join(with_it)}）" if told and with_it else told


PUT_OFF = "暂缓决定"
"""What a head announces where a party group announces 暂缓表决."""
UNOPPOSED = "没有与决定不同的多数人意见"
"""What is said where as many members are for the decision as against it."""
VIEWS = "成员意见"
"""What the numbers of views are called, which are no votes."""


def heads_decision(dossier: Dossier, meeting: Meeting, counted: Tally) -> HeadsDecision | None:
    """What the head decides on at this meeting; `None` at a meeting that votes, or of a type that is not known."""
    if not head_decides(meeting):
        return None
    case = Case(Picture(dossier, NO_DAYS), dossier, meeting=meeting, tally=counted)
    views = views_told(meeting)
    return HeadsDecision(
        approve=views.count(Stance.APPROVE), oppose=views.count(Stance.OPPOSE), defer=views.count(Stance.DEFER),
        unknown=views.count(None), follows=follows_views(case, meeting),
        of_most=of_most(case, meeting), explained=given(meeting.head_reasons) is True,
        announced=meeting.result,
    )  # fmt: skip


def only_prepares(dossier: Dossier, meeting: Meeting) -> DecisionMode | None:
    """By whom the matter is decided, where this meeting is not of the kind that decides it; `None` where it is, or where either
    is not known."""
    mode = dossier.matter.decision_mode
    return None if mode is None or meeting.type is None or meeting.type in DECIDING[mode] else mode


def mixed_up(kind: MeetingType | None, recorded: Meeting) -> Iterator[Fault]:
    """What a record says that does not belong to a meeting of this kind: votes where the head decides, a head's reasons where
    the members vote."""
    voted = recorded.vote not in (None, Vote()) or recorded.candidate_votes
    if kind is None:
        return
    if kind in HEAD_MEETINGS and voted:
        told = f"{kind.label}由行政首长在集体讨论的基础上作出决定，不登记表决；成员的意见登记在发言中"
        yield Fault("/meeting/vote", told)
    if kind not in HEAD_MEETINGS and recorded.head_reasons is not None:
        told = f"{kind.label}不由行政首长作出决定，没有行政首长的理由；不同意见登记在发言和主要分歧中"
        yield Fault("/meeting/head_reasons", told)
