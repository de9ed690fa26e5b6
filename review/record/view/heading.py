"""Holds the head of the record and its conclusion box as plain values; the title is in `titles`."""

from collections.abc import Iterable
from typing import Any

from review.domain.checklist import Finding
from review.domain.dossier import Dossier
from review.domain.emergency import FLAG
from review.domain.finishing import Finish, finish_of
from review.domain.headline import Headline, Light, kind_of
from review.domain.heads_decision import outcome_told
from review.domain.papers import opinion_is_written, review_is_written
from review.domain.passing import Passing
from review.domain.standing import deciding_meeting
from review.domain.vocabulary import Gate
from review.record.view import say
from review.record.view.checklist import counts_view
from review.record.view.lawyers import ASKED_FOR, SENT, given_and_current
from review.record.view.titles import title_view
from review.service.ports import Record

MARKING = "内部"
"""The mark that every record and every document beside it has: they are papers of the unit's own work."""

_UNIT_SIZES = (32, 28, 24, 20)
_LINE = 442
"""The points of a line; the unit's name is set as large as it fits on one."""


def heading_view(record: Record, headline: Headline) -> dict[str, Any]:
    dossier = record.dossier
    unit = say.text(dossier.unit.name)
    return {
        "unit": unit,
        "unit_size": unit_size(unit),
        "number": say.text(dossier.matter.number),
        "marking": MARKING,
        "state": "未经系统办理" if record.state is None else record.state.label,
        "finished": headline.course.finished,
        "handling": _handling(finish_of(dossier, record.state, record.made_at.date())),
        "revision": "" if record.revision is None else f"第{record.revision}版",
        "made_on": f"截至{say.day(record.made_at.date())}",
        "created": record.made_at.isoformat(timespec="seconds"),
        **title_view(dossier.matter.title),
    }


def unit_size(name: str) -> int:
    """The points in which a name fits on the line at the head."""
    return next((size for size in _UNIT_SIZES if size * len(name) <= _LINE), _UNIT_SIZES[-1])


def _handling(stands: Finish) -> str:
    """办结, 2024年5月20日; 在办，已超期, 限2024年12月31日."""
    day = say.day(stands.on) if stands.on else f"限{say.day(stands.due)}" if stands.due else ""
    return f"{stands.handling.label}（{day}）" if day else stands.handling.label


LIGHTS = {Light.GREEN: "pass", Light.YELLOW: "open", Light.RED: "fail", Light.NONE: "na"}
"""The colour class of the headline; its words say the same."""


def conclusion_view(record: Record, headline: Headline) -> dict[str, Any]:
    judgement, finished = record.judgement, headline.course.finished
    return {
        "tone": LIGHTS[headline.light],
        "headline": headline.text,
        "lines": [
            {"label": "法律意见", "value": [_opinions(record.dossier, finished)]},
            {"label": "合法性审查", "value": [_review(record.dossier, finished)]},
            {"label": "集体讨论", "value": [_decision(record.dossier, finished)]},
            *_first_action(record),
            {"label": "不符合", "value": _rules(headline.not_met) or [say.NOTHING]},
            {"label": "无法判定", "value": _rules(headline.undetermined) + _ahead(headline) or [say.NOTHING]},
        ],
        "counts": counts_view(judgement),
    }


def _rules(findings: Iterable[Finding]) -> list[str]:
    """MTG-08（提示）, LRV-09（已说明理由）; each rule once, however many meetings it was judged on."""
    kinds = {finding.rule: kind_of(finding) for finding in findings}
    return [f"{rule}（{kind}）" for rule, kind in kinds.items()]


def _ahead(headline: Headline) -> list[str]:
    gates = "、".join(gate.label for gate in Gate if any(one.gate is gate for one in headline.ahead))
    return [f"{Passing.AHEAD.label}的{gates}{len(headline.ahead)}项"] if headline.ahead else []


def _opinions(dossier: Dossier, finished: bool) -> str:
    opinions = dossier.legal_opinions
    if opinions is None:
        return "没有出具" if finished else "尚未出具"
    asked = sum(not opinion_is_written(one) for one in opinions)
    if not opinions or (finished and asked == len(opinions)):
        return "没有出具"
    said = [f"{say.text(one.number)}：{say.term(one.conclusion)}" for one in given_and_current(dossier)]
    if asked and not finished:
        said.append(f"{asked}份{ASKED_FOR}" if said or asked > 1 else ASKED_FOR)
    return "；".join(said) or "没有针对现稿的现行意见"


def _review(dossier: Dossier, finished: bool) -> str:
    review = dossier.legality_review
    if review is None:
        return "没有出具" if finished else "尚未出具"
    if not review_is_written(review):
        return "没有出具" if finished else SENT
    return f"{say.text(review.number)}：{say.term(review.conclusion)}"


def _first_action(record: Record) -> list[dict[str, Any]]:
    """What was done first in an emergency and how its ratification stood on the judged day; nothing where nobody acted."""
    found, action = record.ratification, record.dossier.matter.emergency
    if found is None:
        return []
    acted = f"{say.day(action.decided_on)}先行处置" if action and action.decided_on else "先行处置的日期没有登记"
    due = f"追认期限{say.day(found.by)}" if found.by else "追认期限不清楚"
    took = f"（{say.day(found.on)}，{found.workdays}个工作日）" if found.on and found.workdays is not None else ""
    return [{"label": FLAG, "value": [f"{acted}，{due}，{found.stands.label}{took}"]}]


def _decision(dossier: Dossier, finished: bool) -> str:
    meetings = dossier.meetings or ()
    if not meetings:
        return "没有召开会议" if finished else "尚未召开会议"
    meeting = deciding_meeting(dossier) or meetings[-1]
    held = say.day(meeting.held_on)
    return f"{held} {say.text(meeting.number)}：{outcome_told(meeting) or say.UNKNOWN}"
