"""Runs the cases of a rulebook: hand-decided dossiers, each a small change of a complete one; it knows no rule.

A case says in a sentence which rule is judged how: `{rule, name, base, set, remove, outcome}` and, where it matters,
`severity`, `excused`, `subject`. A rulebook whose cases fail is not to be used.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from review.domain import checklist
from review.domain.dossier import Dossier
from review.domain.entries import Entry, Faults, tables
from review.domain.errors import DossierRefused, Fault
from review.domain.rulebook import Rule, Rulebook
from review.domain.vocabulary import Outcome, Severity

Read = Callable[[Any], Dossier]
"""Reads the plain dossier of a case as outside text is read; raises DossierRefused."""

_POINTER = re.compile(r"(/[^/]+)+")
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
    """The cases in these TOML files (name to bytes); raises RulebookRefused with every fault in them."""
    faults = Faults()
    found = [case for name, text in sorted(files.items()) for case in _cases(name, text, faults)]
    faults.stop()
    return tuple(found)


def differences(old: Iterable[RuleCase], new: Iterable[RuleCase]) -> tuple[int, int, int]:
    """How many cases came, went, and decide or set something else; a case is known by its rule and its name."""
    before, after = ({(one.rule, one.name): replace(one, file="") for one in listed} for listed in (old, new))
    other = sum(before[key] != after[key] for key in before.keys() & after.keys())
    return len(after.keys() - before.keys()), len(before.keys() - after.keys()), other


def _cases(name: str, text: bytes, faults: Faults) -> Iterator[RuleCase]:
    before = len(faults)
    entry = Entry(name, tables(name, text, faults), faults, {"case"})
    for place, written in enumerate(entry.parts("case"), 1):
        yield _case(name, Entry(_where(name, place, written.get("rule")), written, faults, _KEYS))
    if "case" not in entry and len(faults) == before:
        entry.add("文件里没有案例（[[case]]）")


def _where(file: str, place: int, rule: object) -> str:
    """Where a case stands, for the reader: 文件 第几例 规则."""
    return f"{file} 第{place}例" + (f" {rule}" if isinstance(rule, str) and rule else "")


def _case(file: str, entry: Entry) -> RuleCase:
    changes, removed = entry.optional_table("set"), entry.optional_list("remove", str, "文字")
    for pointer in (*changes, *removed):
        if not _POINTER.fullmatch(pointer):
            entry.add(f"“{pointer}”不是案卷里的位置（例如 /matter/title）")
    return RuleCase(
        file=file, rule=entry.text("rule"), name=entry.text("name"), base=entry.text("base"),
        set=changes, remove=removed, outcome=entry.term("outcome", Outcome),
        severity=entry.term("severity", Severity).value if "severity" in entry else None,
        excused=entry.value("excused", bool, "true 或者 false") if "excused" in entry else None,
        subject=entry.text("subject", blank=True) if "subject" in entry else None,
    )  # fmt: skip


def dossier_of(case: RuleCase, bases: Mapping[str, bytes]) -> dict[str, Any]:
    """The plain dossier of the case: its base with the changes made. Bases go by the start of their file name.

    Raises DossierRefused when there is no such base, or a change has no place in it.
    """
    plain = _base(case.base, bases)
    for pointer in case.remove:
        container, key = _place(plain, pointer, make=False)
        if key not in (range(len(container)) if isinstance(container, list) else container):
            raise _refused(pointer, "没有这个位置，不能去掉")
        del container[key]
    for pointer, value in case.set.items():
        container, key = _place(plain, pointer, make=True)
        if isinstance(container, list) and key == len(container):
            container.append(_json(value))
        elif isinstance(container, list) and key > len(container):
            raise _refused(pointer, "列表没有这么长")
        else:
            container[key] = _json(value)
    return plain


def _base(start: str, bases: Mapping[str, bytes]) -> dict[str, Any]:
    named = [text for name, text in bases.items() if name.startswith(f"{start}-")]
    if len(named) != 1:
        raise _refused("", f"以“{start}-”开头的示例案卷应当有一个，现有{len(named)}个")
    try:
        plain = json.loads(named[0])
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict):
        raise _refused("", f"以“{start}-”开头的示例案卷不是JSON对象")
    return plain


def _place(plain: Any, pointer: str, *, make: bool) -> tuple[Any, Any]:
    """The container and the key that a pointer names; with `make`, objects on the way are made."""
    *path, last = pointer[1:].split("/")
    for step in path:
        key = _key(plain, step, pointer)
        if isinstance(plain, dict) and make:
            plain = plain.setdefault(key, {})
        elif key in (range(len(plain)) if isinstance(plain, list) else plain):
            plain = plain[key]
        else:
            raise _refused(pointer, f"没有 {step}")
    return plain, _key(plain, last, pointer)


def _key(container: Any, step: str, pointer: str) -> Any:
    if isinstance(container, dict):
        return step
    if isinstance(container, list) and step.isdecimal():
        return int(step)
    raise _refused(pointer, f"不能到 {step}：上一级不是对象，或者是列表而没有写序号")


def _refused(pointer: str, message: str) -> DossierRefused:
    return DossierRefused((Fault(pointer, message),))


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _json(item) for key, item in value.items()}
    return [_json(item) for item in value] if isinstance(value, list) else value


def _told(case: RuleCase) -> str:
    return f"{case.file} {case.rule}“{case.name}”"


def unresolved(cases: tuple[RuleCase, ...], rulebook: Rulebook, bases: Mapping[str, bytes]) -> Iterator[Fault]:
    """Every case of a rule that there is not, and every one that changes an example that there is not."""
    for case in cases:
        if case.rule not in rulebook.ids:
            yield Fault(_told(case), f"没有 {case.rule} 这条规则")
        try:
            _base(case.base, bases)
        except DossierRefused as error:
            yield Fault(_told(case), f"案卷不能读取：{error}")


def failure(case: RuleCase, rulebook: Rulebook, bases: Mapping[str, bytes], read: Read) -> str | None:
    """What is otherwise than the case says, or `None`."""
    try:
        return _otherwise(case, rulebook, read(dossier_of(case, bases)))
    except DossierRefused as error:
        return f"案卷不能读取：{error}"


def _otherwise(case: RuleCase, rulebook: Rulebook, dossier: Dossier) -> str | None:
    """Only the case's own rule is judged: no other changes what is found by it."""
    judgement = checklist.judge(dossier, _only(case.rule, rulebook))
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


def check(
    cases: tuple[RuleCase, ...], rulebook: Rulebook, bases: Mapping[str, bytes], read: Read
) -> Iterator[Fault]:
    """Every case that fails, and every edition of a rule that lacks a case for an outcome it can have."""
    shown: set[tuple[str, Outcome, date]] = set()
    for case in cases:
        try:
            dossier = read(dossier_of(case, bases))
        except DossierRefused as error:
            problem: str | None = f"案卷不能读取：{error}"
        else:
            problem = _otherwise(case, rulebook, dossier)
            shown.add((case.rule, case.outcome, dossier.judged_by_law_of))
        if problem:
            yield Fault(_told(case), problem)
    yield from _not_shown(rulebook, shown)


def _not_shown(rulebook: Rulebook, shown: Set[tuple[str, Outcome, date]]) -> Iterator[Fault]:
    """The outcomes that no case shows, by rule; where a rule has several editions, by edition, but for "not applicable",
    which is mostly the same for all of them."""
    for rule in {rule.id: rule for rule in rulebook.rules}.values():
        editions = [one for one in rulebook.rules if one.id == rule.id]
        days = {outcome: [day for of, what, day in shown if (of, what) == (rule.id, outcome)] for outcome in Outcome}
        for outcome in Outcome:
            if not days[outcome] and _can_be(rule, outcome):
                yield Fault(f"{rule.file} {rule.id}", f"缺少结果为“{outcome.label}”的案例")
            elif outcome is not Outcome.not_applicable:
                for one in editions:
                    if not any(one.in_force_on(day) for day in days[outcome]):
                        since = f"{one.effective_from}起的版本"
                        yield Fault(f"{one.file} {one.id}", f"{since}缺少结果为“{outcome.label}”的案例")


@lru_cache(512)
def _only(rule: str, rulebook: Rulebook) -> Rulebook:
    """The rulebook with the editions of one rule."""
    return replace(rulebook, rules=tuple(one for one in rulebook.rules if one.id == rule))


def _can_be(rule: Rule, outcome: Outcome) -> bool:
    return bool(rule.applies_when) or outcome is not Outcome.not_applicable
