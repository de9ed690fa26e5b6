"""Holds the head of the record and its conclusion box as plain values; the title is in `titles`."""

from typing import Any

from review.domain.checklist import Judgement
from review.domain.dossier import Dossier
from review.domain.standing import current_opinions, deciding_meeting, standing_approvals
from review.domain.vocabulary import ApprovalDecision, MeetingResult
from review.domain.workflow import State
from review.record.view import say
from review.record.view.checklist import counts_view
from review.record.view.titles import title_view
from review.service.ports import Record

_UNIT_SIZES = (32, 28, 24, 20)
_LINE = 442
"""The points of a line; the unit's name is set as large as it fits on one."""

ENDED = (State.APPROVED, State.REJECTED, State.WITHDRAWN)


def heading_view(record: Record) -> dict[str, Any]:
    dossier = record.dossier
    unit = say.text(dossier.unit.name)
    return {
        "unit": unit,
        "unit_size": next((size for size in _UNIT_SIZES if size * len(unit) <= _LINE), _UNIT_SIZES[-1]),
        "number": say.text(dossier.matter.number),
        "marking": "内部",
        "state": "未经系统办理" if record.state is None else record.state.label,
        "finished": is_finished(record),
        "revision": "" if record.revision is None else f"第{record.revision}版",
        "made_on": say.day(record.made_at.date()),
        "created": record.made_at.isoformat(timespec="seconds"),
        **title_view(dossier.matter.title),
    }


def is_finished(record: Record) -> bool:
    """Whether nothing more is to be decided: signed, rejected or withdrawn.

    A dossier that was never handled here has no state: it is finished when the deciding meeting rejected it, or passed
    it and every step of the sign-off approved.
    """
    if record.state is not None:
        return record.state in ENDED
    meeting = deciding_meeting(record.dossier)
    if meeting is None or meeting.result is not MeetingResult.PASSED:
        return meeting is not None and meeting.result is MeetingResult.REJECTED
    approvals = standing_approvals(record.dossier)
    return bool(approvals) and all(item.decision is ApprovalDecision.APPROVE for item in approvals)


def conclusion_view(record: Record) -> dict[str, Any]:
    judgement, finished = record.judgement, is_finished(record)
    tone = "fail" if not judgement.sound else "pass" if finished else "open"
    return {
        "tone": tone,
        "headline": _headline(judgement, finished),
        "lines": [
            {"label": "法律意见", "value": _opinions(record.dossier)},
            {"label": "合法性审查", "value": _review(record.dossier, finished)},
            {"label": "集体讨论", "value": _decision(record.dossier)},
            {"label": "规则核验", "value": _gates(judgement)},
        ],
        "counts": counts_view(judgement),
    }


def _headline(judgement: Judgement, finished: bool) -> str:
    shut = [gate.label for gate, state in judgement.gates.items() if state.reached and not state.open]
    if shut:
        return f"规则核验未通过：{'、'.join(shut)}未开启" + ("" if finished else "；事项未完成")
    return "已到各关规则核验全部通过" if finished else "未完成：已到各关规则核验通过，后续各关待核验"


def _opinions(dossier: Dossier) -> str:
    current = current_opinions(dossier)
    if current is None:
        return "尚未出具"
    if not dossier.legal_opinions:
        return "没有出具"
    said = [f"{say.text(opinion.number)}：{say.term(opinion.conclusion)}" for opinion in current.opinions]
    return "；".join(said) or "没有针对现稿的现行意见"


def _review(dossier: Dossier, finished: bool) -> str:
    review = dossier.legality_review
    if review is None:
        return "没有出具" if finished else "尚未出具"
    return f"{say.text(review.number)}：{say.term(review.conclusion)}"


def _decision(dossier: Dossier) -> str:
    meetings = dossier.meetings or ()
    if not meetings:
        return "尚未召开会议"
    meeting = deciding_meeting(dossier) or meetings[-1]
    held = say.day(meeting.held_on)
    return f"{held} {say.text(meeting.number)}：{say.term(meeting.result)}"


def _gates(judgement: Judgement) -> str:
    """提交关开启；送审关未开启；其余尚未到达."""
    said = [f"{gate.label}{'开启' if state.open else '未开启'}" for gate, state in judgement.gates.items() if state.reached]
    waiting = [gate.label for gate, state in judgement.gates.items() if not state.reached]
    return "；".join(said + ([f"{'、'.join(waiting)}尚未到达"] if waiting else []))
