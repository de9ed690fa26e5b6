"""Holds the pages of the rulebook: every rule by family or by instrument, and one rule in all its editions with a matter
that breaks it; they change nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from flask import Blueprint, abort, render_template, request

from forms.dossier import read_plain
from review.domain import cases, wording
from review.domain.checklist import Finding, judge
from review.domain.rulebook import Condition, Rule, Rulebook
from review.domain.vocabulary import Outcome
from review.rulebooks import Loaded
from review.web.session import active, desk

blueprint = Blueprint("rules", __name__)

FAMILIES = {
    "CLS": "归类和适用", "PRE": "前期准备", "PUB": "公众参与", "EXP": "专家论证", "RSK": "风险评估",
    "FCR": "公平竞争审查", "LAD": "法律顾问意见", "LRV": "合法性审查", "NDR": "规范性文件", "MTG": "会议和表决",
    "CAD": "干部任免", "PRJ": "项目安排", "FIN": "资金使用", "RPT": "请示报告", "EXE": "执行", "ARC": "归档",
    "ACC": "责任",
}  # fmt: skip
MOST_KEPT = 512
"""Examples of breaches, one a rule, for the active rulebook and one before it."""
BY = {"family": "按类别", "instrument": "按依据"}


@dataclass(frozen=True, slots=True)
class Group:
    """Rules under one heading: a family, or the instrument that they cite."""

    code: str
    name: str
    about: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A matter that breaks a rule, as the rule's own cases tell it: the sentence, the example changed, what is found."""

    name: str
    example: str
    finding: Finding


@blueprint.get("/rules")
def rulebook() -> str:
    book, by = desk().rulebook, request.args.get("by", "family")
    if by not in BY:
        abort(404)
    groups = families(book) if by == "family" else instruments(book)
    return render_template(
        "rules/rulebook.html", book=book, groups=groups, today=desk().today(), by=by, ways=BY, said=_said(book)
    )


@blueprint.get("/rules/<rule>")
def one(rule: str) -> str:
    book = desk().rulebook
    editions = tuple(one for one in book.rules if one.id == rule)
    if not editions:
        abort(404)
    return render_template(
        "rules/rule.html", book=book, rule=editions[-1], editions=editions, today=desk().today(),
        family=FAMILIES.get(editions[0].family, editions[0].family), breach=breach(rule, active()), said=_said(book),
    )  # fmt: skip


def families(book: Rulebook) -> tuple[Group, ...]:
    """The families in the order of the vocabulary above, others after them by their code."""
    order = [*FAMILIES, *sorted({rule.family for rule in book.rules} - FAMILIES.keys())]
    of = {code: tuple(_sorted(rule for rule in book.rules if rule.family == code)) for code in order}
    return tuple(Group(code, FAMILIES.get(code, code), code, rules) for code, rules in of.items() if rules)


def instruments(book: Rulebook) -> tuple[Group, ...]:
    """The cited instruments, that with most rules first; a rule that cites another in some cases stands under both."""
    of = {key: tuple(_sorted(rule for rule in book.rules if key in _cited(rule))) for key in book.instruments}
    ranked = sorted((key for key in of if of[key]), key=lambda key: (-len(of[key]), key))
    return tuple(Group(key, book.instruments[key].title, _issued(book, key), of[key]) for key in ranked)


def _cited(rule: Rule) -> set[str]:
    return {one.instrument for one in (rule.citation, *rule.citation_when)}


def _sorted(rules: Iterator[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: (rule.id, rule.effective_from))


def _issued(book: Rulebook, key: str) -> str:
    instrument = book.instruments[key]
    said = (instrument.issuer, instrument.document_no, f"{wording.day(instrument.in_force)}施行")
    return "，".join(filter(None, said))


def _said(book: Rulebook) -> Mapping[str, Any]:
    """How conditions are said, for the page."""

    def conditions(listed: tuple[Condition, ...]) -> str:
        return "；".join(dict.fromkeys(wording.condition_text(one, book.facts) for one in listed))

    return {
        "conditions": conditions, "required": lambda rule: wording.required(rule, book.facts, {}),
        "remedy": lambda rule: wording.remedy_text(rule, book.facts),
    }  # fmt: skip


@lru_cache(MOST_KEPT)
def breach(rule: str, active: Loaded) -> Breach | None:
    """A matter that breaks the rule: the first of its cases that is decided so, and judged so, if there is one by its latest
    edition."""
    latest = max((one.effective_from for one in active.rulebook.rules if one.id == rule), default=date.min)
    told = [(case, read_plain(cases.dossier_of(case, active.folder.dossiers))) for case in _cases(active).get(rule, ())]
    for case, dossier in sorted(told, key=lambda one: one[1].judged_by_law_of < latest):
        for finding in judge(dossier, active.rulebook).findings:
            at = case.subject in (None, finding.subject)
            if finding.rule == rule and finding.outcome is Outcome.not_met and at:
                return Breach(case.name, dossier.matter.title or "", finding)
    return None


@lru_cache(2)
def _cases(active: Loaded) -> Mapping[str, tuple[cases.RuleCase, ...]]:
    """The cases that a person decided as breaches, by rule."""
    told: dict[str, tuple[cases.RuleCase, ...]] = {}
    for case in cases.read_cases(active.folder.cases):
        if case.outcome is Outcome.not_met:
            told[case.rule] = (*told.get(case.rule, ()), case)
    return told
