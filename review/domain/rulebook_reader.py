"""Reads the files under `rules/` into a Rulebook and refuses what is wrong in them, naming file, rule and reason.

It takes texts by file name, never a path: the offline verifier reads the rulebook out of a record.
"""

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeVar

from review.domain import vocabulary
from review.domain.errors import RulebookRefused
from review.domain.facts import FACTS
from review.domain.rulebook import (
    Citation,
    Condition,
    FactSpec,
    FactType,
    Instrument,
    Operator,
    Rule,
    Rulebook,
    SeverityWhen,
    Subject,
)
from review.domain.rulebook_checks import Faults, check, editions, type_problem, unused
from review.domain.vocabulary import Gate, Severity, Strength, Term
from review.domain.workdays import Calendar

ID = "2026.11"
"""The edition of the shipped rulebook, printed on every record."""

_RULE_KEYS = {
    "id", "gate", "subject", "title", "title_en", "severity", "severity_when", "effective_from", "effective_to",
    "applies_when", "met_when", "excused_when", "remedy", "note", "citation",
}  # fmt: skip
_CITATION_KEYS = {"instrument", "article", "paragraph", "strength", "phrase", "confidence", "checked_on"}
_FACT_KEYS = {"type", "subject", "label", "unit", "yes", "no", "says", "terms", "places"}
_INSTRUMENT_KEYS = {"title", "issuer", "document_no", "made", "in_force", "repealed", "link", "text"}
_FAMILIES = (
    "CLS", "PRE", "PUB", "EXP", "RSK", "FCR", "LAD", "LRV", "NDR", "MTG", "CAD", "PRJ", "FIN", "RPT", "EXE", "ARC", "ACC",
)  # fmt: skip
_NOT_RULES = ("instruments.toml", "facts.toml", "calendar.toml")


T = TypeVar("T")


def read_rulebook(files: Mapping[str, bytes]) -> Rulebook:
    """The rulebook made of these files (name to bytes); the case files are read by `cases`.

    Raises RulebookRefused with every fault: unknown facts and keys, wrong types, unresolved instruments, duplicate
    ids, overlapping editions, empty lists, facts that no rule uses.
    """
    faults = Faults()
    tables = {name: _parse(name, text, faults) for name, text in sorted(files.items()) if name.endswith(".toml")}
    for name in _NOT_RULES:
        if name not in tables:
            faults.add(name, "缺少这个文件")
    _stop(faults)
    instruments = _instruments(tables["instruments.toml"], faults)
    facts = _facts(tables["facts.toml"], faults)
    calendar = _calendar(tables["calendar.toml"], faults)
    rules = [
        rule
        for name, table in tables.items() if name not in _NOT_RULES
        for rule in _rules(name, table, facts, instruments, faults)
    ]  # fmt: skip
    editions(rules, faults)
    unused(rules, facts, faults)
    _stop(faults)
    gates = list(Gate)
    rules.sort(key=lambda rule: (gates.index(rule.gate), _family_order(rule), rule.id, rule.effective_from))
    return Rulebook(ID, _sha256(files), instruments, facts, calendar, tuple(rules))


def _family_order(rule: Rule) -> int:
    return _FAMILIES.index(rule.family)


def _stop(faults: Faults) -> None:
    if faults:
        raise RulebookRefused(tuple(faults))


def _sha256(files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for name, text in sorted(files.items()):
        total.update(f"{name}\0{len(text)}\0".encode() + text)
    return total.hexdigest()


def _parse(name: str, text: bytes, faults: Faults) -> dict[str, Any]:
    try:
        return tomllib.loads(text.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add(name, f"不是正确的TOML文件：{error}")
        return {}


def _guarded(where: str, faults: Faults, build: Callable[[], T]) -> T | None:
    """Run one constructor; a missing key, a wrong enumeration or a wrong type becomes a fault at `where`."""
    try:
        return build()
    except KeyError as error:
        faults.add(where, f"缺少 {error.args[0]}")
    except (ValueError, TypeError, AttributeError) as error:
        faults.add(where, str(error))
    return None


def _known(where: str, table: Mapping[str, Any], allowed: set[str], faults: Faults) -> None:
    for key in table.keys() - allowed:
        faults.add(where, f"没有 {key} 这个键；可用的键：{'、'.join(sorted(allowed))}")


def _day(table: Mapping[str, Any], key: str) -> date | None:
    value = table.get(key)
    if value is not None and type(value) is not date:
        raise TypeError(f"{key} 应当是日期")
    return value


def _instruments(table: Mapping[str, Any], faults: Faults) -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    for key, entry in table.items():
        where = f"instruments.toml {key}"
        _known(where, entry, _INSTRUMENT_KEYS, faults)
        instrument = _guarded(where, faults, partial(_instrument, key, entry))
        if instrument:
            found[key] = instrument
    return found


def _instrument(key: str, entry: Mapping[str, Any]) -> Instrument:
    return Instrument(
        key=key, title=entry["title"], issuer=entry["issuer"], document_no=entry.get("document_no", ""),
        in_force=_day(entry, "in_force") or _missing("in_force"), made=_day(entry, "made"),
        repealed=_day(entry, "repealed"), link=entry.get("link", ""), text=entry.get("text", ""),
    )  # fmt: skip


def _missing(key: str) -> Any:
    raise KeyError(key)


def _facts(table: Mapping[str, Any], faults: Faults) -> dict[str, FactSpec]:
    found: dict[str, FactSpec] = {}
    for name, entry in table.items():
        where = f"facts.toml {name}"
        _known(where, entry, _FACT_KEYS, faults)
        if name not in FACTS:
            faults.add(where, "没有计算这个事实的函数")
        spec = _guarded(where, faults, partial(_fact, name, entry))
        if spec is None:
            continue
        if spec.type is FactType.BOOL and not (spec.yes and spec.no):
            faults.add(where, "是非事实应当写明 yes 和 no 两句话")
        found[name] = spec
    return found


def _fact(name: str, entry: Mapping[str, Any]) -> FactSpec:
    return FactSpec(
        name=name, type=FactType(entry["type"]), label=entry["label"],
        subject=Subject(entry.get("subject", "matter")), unit=entry.get("unit", ""), yes=entry.get("yes", ""),
        no=entry.get("no", ""), says=entry.get("says", ""), terms=_terms(entry.get("terms")),
        places=tuple(entry["places"]),
    )  # fmt: skip


def _terms(name: str | None) -> type[Term] | None:
    if name is None:
        return None
    terms = getattr(vocabulary, name, None)
    if not (isinstance(terms, type) and issubclass(terms, Term)):
        raise ValueError(f"没有 {name} 这个词表")
    return terms


def _calendar(table: Mapping[str, Any], faults: Faults) -> Calendar:
    years, holidays, makeup = set(), set(), set()
    for entry in table.get("year", ()):
        where = f"calendar.toml {entry.get('year', '?')}"
        _known(where, entry, {"year", "notice", "holidays", "makeup"}, faults)
        days = [*entry.get("holidays", ()), *entry.get("makeup", ())]
        if any(type(day) is not date or day.year != entry.get("year") for day in days):
            faults.add(where, "每一天都应当是本年的日期")
            continue
        years.add(entry["year"])
        holidays.update(entry["holidays"])
        makeup.update(entry["makeup"])
    return Calendar(frozenset(years), frozenset(holidays), frozenset(makeup))


def _rules(
    name: str, table: Mapping[str, Any], facts: Mapping[str, FactSpec], instruments: Mapping[str, Instrument],
    faults: Faults,
) -> list[Rule]:  # fmt: skip
    _known(name, table, {"rule"}, faults)
    found = []
    for place, entry in enumerate(table.get("rule", ()), 1):
        where = f"{name} {entry.get('id', f'第{place}条')}"
        before = len(faults)
        _known(where, entry, _RULE_KEYS, faults)
        rule = _guarded(where, faults, partial(_rule, name, entry, facts, where, faults))
        if rule is None or len(faults) > before:
            continue
        check(rule, where, facts, instruments, faults)
        found.append(rule)
    return found


def _rule(name: str, entry: Mapping[str, Any], facts: Mapping[str, FactSpec], where: str, faults: Faults) -> Rule:
    def conditions(key: str, table: Mapping[str, Any] = entry) -> tuple[Condition, ...]:
        if key in table and not table[key]:
            faults.add(where, f"{key} 是空的")
        return tuple(_condition(item, facts, where, faults) for item in table.get(key, ()))

    cited = entry["citation"]
    _known(where, cited, _CITATION_KEYS, faults)
    met_when = conditions("met_when") if "met_when" in entry else _missing("met_when")
    return Rule(
        id=entry["id"], gate=Gate(entry["gate"]), title=entry["title"], title_en=entry["title_en"],
        severity=Severity(entry["severity"]),
        effective_from=_day(entry, "effective_from") or _missing("effective_from"),
        effective_to=_day(entry, "effective_to"), remedy=entry["remedy"], note=entry.get("note", ""),
        subject=Subject(entry.get("subject", "matter")), file=name, met_when=met_when,
        applies_when=conditions("applies_when"), excused_when=conditions("excused_when"),
        severity_when=tuple(
            SeverityWhen(Severity(tier["is"]), conditions("when", tier)) for tier in entry.get("severity_when", ())
        ),
        citation=Citation(
            instrument=cited["instrument"], article=cited["article"], strength=Strength(cited["strength"]),
            phrase=cited["phrase"], confidence=cited["confidence"], paragraph=cited.get("paragraph", ""),
            checked_on=_day(cited, "checked_on") or _missing("checked_on"),
        ),
    )  # fmt: skip


def _condition(item: Mapping[str, Any], facts: Mapping[str, FactSpec], where: str, faults: Faults) -> Condition:
    operators = [key for key in item if key != "fact"]
    if len(operators) != 1 or "fact" not in item:
        raise ValueError("每个条件写一个 fact 和一个运算符")
    operator, right = Operator(operators[0]), item[operators[0]]
    parameter = right.get("parameter") if isinstance(right, dict) else None
    value = None if parameter else tuple(right) if isinstance(right, list) else right
    condition = Condition(item["fact"], operator, value, parameter)
    for name in condition.reads:
        if name not in facts:
            faults.add(where, f"没有 {name} 这个事实")
            return condition
    problem = type_problem(condition, facts[condition.fact])
    if problem:
        faults.add(where, f"{condition.fact}：{problem}")
    return condition
