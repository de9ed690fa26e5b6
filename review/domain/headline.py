"""Holds the one sentence on how a matter stands: what became of it, which gates are shut, what is not met or undetermined.

Page and printed record say it in the same words. 全部通过 is said, and green is shown, only where nothing that applies is
left open, the conditions on which it was passed included; what a stated reason excuses is said to be excused, not to be met.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from review.domain.checklist import Finding, Judgement
from review.domain.conditions import told
from review.domain.course import Course, course_of
from review.domain.dossier import Dossier
from review.domain.passing import Passing, gates_said
from review.domain.settling import Verdict
from review.domain.vocabulary import Outcome, Severity
from review.domain.workflow import State


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


def headline_of(dossier: Dossier, judgement: Judgement, state: State | None) -> Headline:
    """The sentence on a matter in this state; `None`: a dossier that was never handled here, whose end is read from it."""
    course = course_of(dossier, state)
    conditions, outstanding = told(dossier) if course in (Course.SIGNED, Course.DECIDED) else ("", False)
    breaches = [one for one in judgement.findings if one.outcome in (Outcome.not_met, Outcome.undetermined)]
    not_met = tuple(one for one in breaches if one.outcome is Outcome.not_met)
    open_ = [one for one in breaches if one.outcome is Outcome.undetermined]
    undetermined = tuple(one for one in open_ if judgement.gates[one.gate].reached)
    ahead = tuple(one for one in open_ if not judgement.gates[one.gate].reached)
    counted = _breaches(not_met, undetermined, ahead)
    said = [gates_said(judgement) + (f"，另有{counted}" if counted and judgement.sound else "")]
    said += [counted] if counted and not judgement.sound else []
    if judgement.faults:
        said.append(f"{len(judgement.faults)}处两次独立核验结果不一致")
    elif not counted:
        said.append("适用的规则核验全部通过" if _any_met(judgement) else "没有适用的规则")
    light = _light(course, judgement, bool(breaches or judgement.faults or outstanding) or not _any_met(judgement))
    return Headline(course, light, "；".join([course.label + conditions, *said]), not_met, undetermined, ahead)


def _any_met(judgement: Judgement) -> bool:
    return any(finding.outcome is Outcome.met for finding in judgement.findings)


def _light(course: Course, judgement: Judgement, doubtful: bool) -> Light:
    """Green is only what was passed and signed with every applicable rule met; red where a gate that was reached is shut."""
    if not judgement.sound:
        return Light.RED
    if doubtful or not course.finished:
        return Light.YELLOW
    return Light.GREEN if course is Course.SIGNED and any(g.reached for g in judgement.gates.values()) else Light.NONE


def _breaches(not_met: tuple[Finding, ...], undetermined: tuple[Finding, ...], ahead: tuple[Finding, ...]) -> str:
    """4项不符合（提示3项、已说明理由1项）、17项无法判定（其中13项属未到的归档关）; empty where there is none."""
    said = [f"{len(not_met)}项不符合（{_kinds(not_met)}）"] if not_met else []
    if undetermined or ahead:
        shutting = sum(one.shuts for one in undetermined)
        asides = [f"{shutting}项使关口不能开启"] * bool(shutting) + [f"{len(ahead)}项属{_where(ahead)}"] * bool(ahead)
        aside = f"（其中{'、'.join(asides)}）" if asides else ""
        aside = aside if undetermined else f"（均属{_where(ahead)}）"
        said.append(f"{len(undetermined) + len(ahead)}项无法判定{aside}")
    return "、".join(said)


def kind_of(finding: Finding | Verdict) -> str:
    """How much a breach weighs: 阻断, 须说明理由, 提示, 告知, or that a stated reason excuses it: 已说明理由."""
    if finding.severity is Severity.reasoned:
        return "已说明理由" if finding.excused else "须说明理由"
    return finding.severity.label if finding.severity else ""


def _kinds(findings: Iterable[Finding]) -> str:
    counted = Counter(kind_of(one) for one in sorted(findings, key=lambda one: (list(Severity).index(one.severity), one.excused)))
    if len(counted) == 1:
        ((kind, number),) = counted.items()
        return f"均为{kind}" if number > 1 else kind
    return "、".join(f"{kind}{number}项" for kind, number in counted.items())


def _where(findings: Iterable[Finding]) -> str:
    """未到的归档关; 未到的各关."""
    gates = {one.gate for one in findings}
    return f"{Passing.AHEAD.label}的{gates.pop().label if len(gates) == 1 else '各关'}"
