"""Runs the cases of a rulebook: hand-decided dossiers, each a small change of a complete one; it knows no rule.

A case says in a sentence which rule is judged how: `{rule, name, base, set, remove, outcome}` and, where it matters,
`severity`, `excused`, `subject`. A rulebook whose cases fail is not to be used.
"""

import copy
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from review.domain import checklist
from review.domain.dossier import Dossier
from review.domain.errors import Fault, RulebookRefused
from review.domain.plain import from_plain
from review.domain.rulebook import Rule, Rulebook
from review.domain.vocabulary import Outcome

_KEYS = {"rule", "name", "base", "set", "remove", "outcome", "severity", "excused", "subject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """One dossier with the outcome a person decided for one rule."""

    file: str
    rule: str
    name: str
    base: str
    set: Mapping[str, Any]
    remove: tuple[str, ...]
    outcome: Outcome
    severity: str | None
    excused: bool | None
    subject: str | None


def read_cases(files: Mapping[str, bytes]) -> tuple[RuleCase, ...]:
    """The cases in these TOML files (name to bytes); raises RulebookRefused for what cannot be read."""
    found: list[RuleCase] = []
    faults: list[Fault] = []
    for name, text in sorted(files.items()):
        for place, entry in enumerate(tomllib.loads(text.decode()).get("case", ()), 1):
            try:
                if entry.keys() - _KEYS:
                    raise ValueError(f"没有 {'、'.join(sorted(entry.keys() - _KEYS))} 这个键")
                found.append(RuleCase(
                    file=name, rule=entry["rule"], name=entry["name"], base=entry["base"], set=entry.get("set", {}),
                    remove=tuple(entry.get("remove", ())), outcome=Outcome(entry["outcome"]),
                    severity=entry.get("severity"), excused=entry.get("excused"), subject=entry.get("subject"),
                ))  # fmt: skip
            except (KeyError, ValueError) as error:
                faults.append(Fault(f"{name} 第{place}例", f"写得不对：{error}"))
    if faults:
        raise RulebookRefused(tuple(faults))
    return tuple(found)


def dossier_of(case: RuleCase, bases: Mapping[str, bytes]) -> dict[str, Any]:
    """The plain dossier of the case: its base with the changes made. Bases go by the start of their file name."""
    text = next(text for name, text in bases.items() if name.startswith(f"{case.base}-"))
    plain: dict[str, Any] = copy.deepcopy(json.loads(text))
    for pointer in case.remove:
        parent, key = _place(plain, pointer)
        del parent[key]
    for pointer, value in case.set.items():
        parent, key = _place(plain, pointer)
        if isinstance(parent, list) and key == len(parent):
            parent.append(_json(value))
        else:
            parent[key] = _json(value)
    return plain


def _place(plain: Any, pointer: str) -> tuple[Any, Any]:
    *path, last = pointer.strip("/").split("/")
    for step in path:
        plain = plain[int(step)] if isinstance(plain, list) else plain.setdefault(step, {})
    return plain, int(last) if isinstance(plain, list) else last


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _json(item) for key, item in value.items()}
    return [_json(item) for item in value] if isinstance(value, list) else value


def failure(case: RuleCase, rulebook: Rulebook, bases: Mapping[str, bytes]) -> str | None:
    """What is otherwise than the case says, or `None`."""
    dossier = from_plain(Dossier, dossier_of(case, bases))
    judgement = checklist.judge(dossier, rulebook)
    own = [f for f in judgement.findings if f.rule == case.rule and case.subject in (None, f.subject)]
    if not own:
        return f"没有 {case.rule} 的结果"
    for finding in own[-1:] if case.subject is None else own:
        if finding.outcome is not case.outcome:
            return f"应为{case.outcome.label}，实为{finding.outcome.label}（{finding.observed}）"
        if case.severity not in (None, finding.severity.value):
            return f"严重程度应为{case.severity}，实为{finding.severity.value}"
        if case.excused not in (None, finding.excused):
            return f"excused 应为{case.excused}，实为{finding.excused}"
    return None


def check(cases: tuple[RuleCase, ...], rulebook: Rulebook, bases: Mapping[str, bytes]) -> Iterator[Fault]:
    """Every case that fails, and every rule that lacks a case for an outcome it can have."""
    for case in cases:
        problem = failure(case, rulebook, bases)
        if problem:
            yield Fault(f"{case.file} {case.rule}“{case.name}”", problem)
    shown = {(case.rule, case.outcome) for case in cases}
    for rule in {rule.id: rule for rule in rulebook.rules}.values():
        for outcome in Outcome:
            if (rule.id, outcome) not in shown and _can_be(rule, outcome):
                yield Fault(f"{rule.file} {rule.id}", f"缺少结果为“{outcome.label}”的案例")


def _can_be(rule: Rule, outcome: Outcome) -> bool:
    return bool(rule.applies_when) or outcome is not Outcome.not_applicable
