"""Holds the one sentence on how a matter stands: what became of it, which gates are shut, what is not met or undetermined.

Page and printed record say it in the same words. 全部通过 is said, and green is shown, only where nothing that applies is
left open; what a stated reason excuses is said to be excused, not to be met.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from review.domain.checklist import Finding, Judgement
from review.domain.dossier import Dossier
from review.domain.review_clock import is_stopped
from review.domain.standing import deciding_meeting, passed, standing_approvals
from review.domain.vocabulary import ApprovalDecision, Gate, MeetingResult, Outcome, Severity, Term
from review.domain.workflow import State


class Course(Term):
    """What became of the matter."""

    SIGNED = "SIGNED", "会议通过并已签批"
    REJECTED = "REJECTED", "会议未通过"
    WITHDRAWN = "WITHDRAWN", "事项已撤回"
    REFUSED = "REFUSED", "未完成：签批未同意"
    DECIDED = "DECIDED", "未完成：会议已通过，尚未完成签批"
    DEFERRED = "DEFERRED", "未完成：会议暂缓表决"
    RETURNED = "RETURNED", "未完成：合法性审查退回补正"
    UNDECIDED = "UNDECIDED", "未完成：尚未形成最终决定"

    @property
    def finished(self) -> bool:
        """Whether nothing more is to be decided."""
        return self in (Course.SIGNED, Course.REJECTED, Course.WITHDRAWN)


class Light(StrEnum):
    """The colour of the sentence; it only repeats what the words say."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Headline:
    """How a matter stands, with the findings that the sentence counts; `ahead` are the undetermined ones of the gates that
    the matter has not come to."""

    course: Course
    light: Light
    text: str
    not_met: tuple[Finding, ...]
    undetermined: tuple[Finding, ...]
    ahead: tuple[Finding, ...]


ENDS = {State.APPROVED: Course.SIGNED, State.REJECTED: Course.REJECTED, State.WITHDRAWN: Course.WITHDRAWN}


def headline_of(dossier: Dossier, judgement: Judgement, state: State | None) -> Headline:
    """The sentence on a matter in this state; `None`: a dossier that was never handled here, whose end is read from it."""
    course = course_of(dossier, state)
    breaches = [one for one in judgement.findings if one.outcome in (Outcome.not_met, Outcome.undetermined)]
    not_met = tuple(one for one in breaches if one.outcome is Outcome.not_met)
    open_ = [one for one in breaches if one.outcome is Outcome.undetermined]
    undetermined = tuple(one for one in open_ if judgement.gates[one.gate].reached)
    ahead = tuple(one for one in open_ if not judgement.gates[one.gate].reached)
    counted = _breaches(not_met, undetermined, ahead)
    said = [_gates(judgement) + (f"，另有{counted}" if counted and judgement.sound else "")]
    said += [counted] if counted and not judgement.sound else []
    if judgement.faults:
        said.append(f"{len(judgement.faults)}处两次独立核验结果不一致")
    elif not counted:
        said.append("适用的规则核验全部通过" if _any_met(judgement) else "没有适用的规则")
    light = _light(course, judgement, bool(breaches or judgement.faults) or not _any_met(judgement))
    return Headline(course, light, "；".join([course.label, *said]), not_met, undetermined, ahead)


def course_of(dossier: Dossier, state: State | None) -> Course:
    """What became of a matter: by its state; of a dossier that was never handled here by its meetings and its sign-off."""
    if state in ENDS:
        return ENDS[state]
    last = dossier.meetings[-1].result if dossier.meetings else None
    if state is None:
        deciding = deciding_meeting(dossier)
        if MeetingResult.REJECTED in (last, deciding.result if deciding else None):
            return Course.REJECTED
    if state is State.DECIDED or (state is None and passed(dossier)):
        return _signed(dossier, state)
    if state is State.RETURNED or is_stopped(dossier.legality_review):
        return Course.RETURNED
    return Course.DEFERRED if last is MeetingResult.DEFERRED else Course.UNDECIDED


def _signed(dossier: Dossier, state: State | None) -> Course:
    """Where the sign-off of a matter that was passed has come to; a stored one is signed only by its state."""
    decisions = [approval.decision for approval in standing_approvals(dossier)]
    if {ApprovalDecision.RETURN, ApprovalDecision.REJECT}.intersection(decisions):
        return Course.REFUSED
    whole = bool(decisions) and all(decision is ApprovalDecision.APPROVE for decision in decisions)
    return Course.SIGNED if whole and state is None else Course.DECIDED


def _any_met(judgement: Judgement) -> bool:
    return any(finding.outcome is Outcome.met for finding in judgement.findings)


def _light(course: Course, judgement: Judgement, doubtful: bool) -> Light:
    """Green is only what was passed and signed with every applicable rule met; red where a gate that was reached is shut."""
    if not judgement.sound:
        return Light.RED
    if doubtful or not course.finished:
        return Light.YELLOW
    return Light.GREEN if course is Course.SIGNED and any(g.reached for g in judgement.gates.values()) else Light.NONE


def _gates(judgement: Judgement) -> str:
    """已到各关均已开启; 议题关、会议关未开启."""
    reached = [gate for gate, state in judgement.gates.items() if state.reached]
    shut = [gate.label for gate in reached if not judgement.gates[gate].open]
    if shut:
        return f"{'、'.join(shut)}未开启"
    if not reached:
        return "各关均未到达"
    return "各关均已开启" if len(reached) == len(Gate) else "已到各关均已开启"


def _breaches(not_met: tuple[Finding, ...], undetermined: tuple[Finding, ...], ahead: tuple[Finding, ...]) -> str:
    """4项不符合（提示3项、已说明理由1项）、17项无法判定（其中13项属未到的归档关）; empty where there is none."""
    said = [f"{len(not_met)}项不符合（{_kinds(not_met)}）"] if not_met else []
    if undetermined or ahead:
        shutting = sum(one.shuts for one in undetermined)
        asides = [f"{shutting}项使关口不能开启"] * bool(shutting) + [f"{len(ahead)}项属未到的{_where(ahead)}"] * bool(ahead)
        aside = f"（其中{'、'.join(asides)}）" if asides else ""
        aside = aside if undetermined else f"（均属未到的{_where(ahead)}）"
        said.append(f"{len(undetermined) + len(ahead)}项无法判定{aside}")
    return "、".join(said)


def kind_of(finding: Finding) -> str:
    """How much a breach weighs: 阻断, 须说明理由, 提示, 告知, or that a stated reason excuses it: 已说明理由."""
    if finding.severity is Severity.reasoned:
        return "已说明理由" if finding.excused else "须说明理由"
    return finding.severity.label


def _kinds(findings: Iterable[Finding]) -> str:
    counted = Counter(kind_of(one) for one in sorted(findings, key=lambda one: (list(Severity).index(one.severity), one.excused)))
    if len(counted) == 1:
        ((kind, number),) = counted.items()
        return f"均为{kind}" if number > 1 else kind
    return "、".join(f"{kind}{number}项" for kind, number in counted.items())


def _where(findings: Iterable[Finding]) -> str:
    gates = {one.gate for one in findings}
    return gates.pop().label if len(gates) == 1 else "各关"
