"""Holds the checklist as plain values: gate by gate what was required, what was found, and what is still to do."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from review.domain import wording
from review.domain.checklist import Finding, Judgement
from review.domain.citing import CitedArticle
from review.domain.dossier import Dossier, Justification, ManualAnswer
from review.domain.passing import Passing, passings
from review.domain.vocabulary import Gate, Outcome, Strength
from review.domain.workflow import State
from review.record.view import say
from review.record.view.people import People

TONES = {Outcome.met: "pass", Outcome.not_met: "fail", Outcome.undetermined: "open", Outcome.not_applicable: "na"}
"""The colour class of an outcome; the word is always printed as well."""


PASSING_TONES = {
    Passing.OPEN: "pass", Passing.SHUT: "fail", Passing.READY: "na", Passing.WAITING: "open", Passing.AHEAD: "na",
    Passing.PASSED_BY: "na",
}  # fmt: skip
"""A gate that the matter has not come to is never green, whatever its rules say by now."""


def checklist_view(dossier: Dossier, judgement: Judgement, state: State | None, people: People) -> dict[str, Any]:
    stands = passings(dossier, judgement, state)
    apart = [finding for finding in judgement.findings if finding.outcome is Outcome.not_applicable]
    return {
        "rulebook": judgement.rulebook["id"],
        "edition_on": say.day(judgement.edition_on),
        "as_of": say.day(judgement.as_of),
        "gates": [_gate(place, gate, stands[gate], dossier, judgement, people) for place, gate in enumerate(Gate, 1)],
        "faults": len(judgement.faults),
        "unverified": any(_is_unverified(finding.citation) for finding in judgement.findings),
        "provisional": any(finding.provisional for finding in judgement.findings),
        "not_applicable_heading": say.heading(len(Gate) + 1, f"不适用的规则（{len(apart)}项）"),
        "not_applicable": _not_applicable(apart),
        "answers_heading": say.heading(len(Gate) + (2 if apart else 1), "说明和回答"),
        "reasons": [_reason(item, people) for item in dossier.justifications or ()],
        "answers": [_answer(item, people) for item in dossier.answers or ()],
    }


def counts_view(judgement: Judgement) -> list[dict[str, Any]]:
    """The number of findings, and of each outcome."""
    total = {"label": "核验结果", "number": len(judgement.findings), "tone": "all"}
    return [total] + [
        {"label": outcome.label, "number": judgement.summary.get(outcome, 0), "tone": TONES[outcome]} for outcome in Outcome
    ]


def _gate(
    place: int, gate: Gate, stands: Passing, dossier: Dossier, judgement: Judgement, people: People
) -> dict[str, Any]:
    applicable = [one for one in judgement.of_gate(gate) if one.outcome is not Outcome.not_applicable]
    return {
        "heading": say.heading(place, gate.label),
        "tone": PASSING_TONES[stands],
        "state": stands.label,
        "because": _because(gate, judgement),
        "findings": [_finding(same, dossier, people) for same in merged(applicable)],
    }


def _because(gate: Gate, judgement: Judgement) -> str:
    """What keeps the gate shut: its own rules, and the gates before it."""
    own = list(dict.fromkeys(finding.rule for finding in judgement.of_gate(gate) if finding.shuts))
    because = [f"本关{'、'.join(own)}未满足"] if own else []
    if len(judgement.gates[gate].shut_by) > len(own):
        because.append("前面的关口尚不能开")
    return "；".join(because)


def merged(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings of one rule that say the same of several meetings or candidates, together."""
    alike: dict[Finding, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(finding._replace(subject="", evidence=(), missing=()), []).append(finding)
    return list(alike.values())


def subjects(same: list[Finding], dossier: Dossier, people: People) -> list[str]:
    """Which meetings or candidates are meant; none where there is nothing to tell apart."""
    return list(filter(None, (_subject(finding.subject, dossier, people) for finding in same)))


def _finding(same: list[Finding], dossier: Dossier, people: People) -> dict[str, Any]:
    finding = same[0]
    return {
        "rule": finding.rule,
        "title": finding.title,
        "subjects": subjects(same, dossier, people),
        "cite": cite(finding.citation),
        "strength": finding.citation.strength.label,
        "phrase": finding.citation.phrase,
        "unverified": _is_unverified(finding.citation),
        "outcome": finding.outcome.label,
        "tone": TONES[finding.outcome],
        "severity": "" if finding.outcome is Outcome.met else finding.severity.label,
        "excused": finding.excused,
        "observed": finding.observed,
        "required": "" if finding.required == finding.observed else finding.required,
        "remedy": finding.remedy,
        "provisional": finding.provisional,
    }


def cite(citation: CitedArticle) -> str:
    """《重大行政决策程序暂行条例》第二十六条第二款（2019年9月1日起施行）; a design rule has none, or leans on one. The unit's own
    rules have no day here."""
    if _is_design(citation) and not citation.article:
        return "没有对应的条文，为防止差错设置"
    article = wording.article_text(citation.instrument, citation.article, citation.paragraph)
    since = f"（{say.day(date.fromisoformat(citation.edition))}起施行）" if citation.edition else ""
    return f"{'参见' if _is_design(citation) else ''}{article}{since}"


def _is_design(citation: CitedArticle) -> bool:
    return citation.strength is Strength.design


def _is_unverified(citation: CitedArticle) -> bool:
    """Whether the article is still to be compared with the official text; where there is none, nothing is."""
    return not citation.verified and not (_is_design(citation) and not citation.article)


def _subject(pointer: str, dossier: Dossier, people: People) -> str:
    """Which of several meetings or candidates is meant; with one there is nothing to tell apart."""
    kind, _, place = pointer.rpartition("/")
    if not place.isdigit():
        return ""
    if kind == "/meetings" and dossier.meetings and len(dossier.meetings) > 1:
        return dossier.meetings[int(place)].number or f"第{int(place) + 1}次会议"
    candidates = dossier.matter.candidates or ()
    if kind == "/matter/candidates" and len(candidates) > 1:
        return people.name(candidates[int(place)].id)
    return ""


def _not_applicable(findings: list[Finding]) -> list[dict[str, str]]:
    """The rules that do not apply, by the reason why: 〔提交关〕CLS-07 大额资金的标准应当…；…"""
    by_reason: dict[str, dict[Gate, dict[str, str]]] = {}
    for finding in findings:
        by_reason.setdefault(finding.observed, {}).setdefault(finding.gate, {})[finding.rule] = finding.title
    return [
        {
            "reason": reason,
            "rules": "".join(
                f"〔{gate.label}〕" + "；".join(f"{rule} {title}" for rule, title in by_gate[gate].items())
                for gate in Gate if gate in by_gate
            ),
        }
        for reason, by_gate in by_reason.items()
    ]  # fmt: skip


def _reason(item: Justification, people: People) -> dict[str, Any]:
    return {
        "rule": say.text(item.rule), "by": people.name(item.by), "day": say.day(item.on),
        "said": "说明理由", "reason": say.paragraphs(item.reason),
    }  # fmt: skip


def _answer(item: ManualAnswer, people: People) -> dict[str, Any]:
    return {
        "rule": say.text(item.rule), "by": people.name(item.by), "day": say.day(item.on),
        "said": f"回答：{say.term(item.answer)}", "reason": say.paragraphs(item.reason),
    }  # fmt: skip
