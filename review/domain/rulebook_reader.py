"""Reads the files under `rules/` into a Rulebook and refuses what is wrong in them, naming file, rule and reason.

It takes texts by file name, never a path: the offline verifier reads the rulebook out of a record.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from review.domain import vocabulary
from review.domain.entries import Entry, Faults, tables
from review.domain.facts.reasons import bound_of
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
from review.domain.rulebook_checks import check, check_fact, check_sentences, editions, english, type_problem, unused
from review.domain.vocabulary import Answer, Gate, Severity, Strength, Term
from review.domain.workdays import Calendar

ID = "2026.11"
"""The edition of the shipped rulebook, printed on every record."""

FAMILIES = (
    "CLS", "PRE", "PUB", "EXP", "RSK", "FCR", "LAD", "LRV", "NDR", "MTG", "CAD", "PRJ", "FIN", "RPT", "EXE", "ARC", "ACC",
)  # fmt: skip
"""The families of the catalogue, in its order; the id of a rule begins with its family."""

_RULE_KEYS = {
    "id", "gate", "subject", "title", "title_en", "severity", "severity_when", "effective_from", "effective_to",
    "applies_when", "met_when", "excused_when", "remedy", "remedy_en", "note", "citation", "citation_when", "kind",
}  # fmt: skip
_CITATION_KEYS = {"instrument", "article", "paragraph", "strength", "phrase", "confidence", "checked_on"}
_FACT_KEYS = {
    "type", "subject", "label", "label_en", "unit", "unit_en", "yes", "yes_en", "no", "no_en", "says", "says_en",
    "unknown", "unknown_en", "required", "required_en", "terms", "places",
}  # fmt: skip
_INSTRUMENT_KEYS = {"title", "title_en", "issuer", "document_no", "made", "in_force", "undated", "repealed", "link", "text"}
MANUAL = "manual"
"""The kind of a rule that no data can decide: a question that a person answers, with a reason."""

_NOT_RULES = ("instruments.toml", "facts.toml", "calendar.toml")

Facts = Mapping[str, FactSpec]


def read_rulebook(files: Mapping[str, bytes], *, kept: bool = False) -> Rulebook:
    """The rulebook made of these files (name to bytes); the case files are read by `cases`.

    Raises RulebookRefused with every fault: unknown facts and keys, wrong types, unresolved instruments, duplicate
    ids, overlapping editions, empty lists, facts that no rule uses. Rules that were `kept`, in a record or beside a judgement,
    may be of an earlier program: they are read also where this one computes more than they register.
    """
    faults = Faults()
    read = {name: tables(name, text, faults) for name, text in sorted(files.items()) if name.endswith(".toml")}
    for name in _NOT_RULES:
        if name not in read:
            faults.add(name, "缺少这个文件")
    faults.stop()
    instruments = _instruments(read["instruments.toml"], faults)
    facts = _facts(read["facts.toml"], faults) | _stated(read)
    calendar = _calendar(read["calendar.toml"], faults)
    rules = [
        rule
        for name, table in read.items() if name not in _NOT_RULES
        for rule in _rules(name, table, facts, instruments, faults)
    ]  # fmt: skip
    editions(rules, faults)
    used = unused(rules, facts, faults, kept)
    faults.stop()
    facts = {name: spec for name, spec in facts.items() if name in used}
    gates = list(Gate)
    rules.sort(key=lambda rule: (gates.index(rule.gate), FAMILIES.index(rule.family), rule.id, rule.effective_from))
    return Rulebook(ID, sha256_of(files), instruments, facts, calendar, tuple(rules), files)


def sha256_of(files: Mapping[str, bytes]) -> str:
    """The hash over the names and bytes of some files."""
    total = hashlib.sha256()
    for name, text in sorted(files.items()):
        total.update(f"{name}\0{len(text)}\0".encode() + text)
    return total.hexdigest()


def _instruments(table: Mapping[str, Any], faults: Faults) -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    for key, written in table.items():
        entry = Entry(f"instruments.toml {key}", written, faults, _INSTRUMENT_KEYS)
        found[key] = Instrument(
            key=key, title=entry.text("title"), title_en=english(entry, "title"), issuer=entry.text("issuer"),
            document_no=entry.optional_text("document_no"), in_force=_in_force(entry),
            made=entry.optional_day("made"), repealed=entry.optional_day("repealed"),
            link=entry.optional_text("link"), text=entry.optional_text("text"),
        )  # fmt: skip
    return found


def _in_force(entry: Entry) -> date | None:
    """The day from which it is in force; none only of what is said to have none."""
    if "undated" not in entry:
        return entry.day("in_force")
    if entry.value("undated", bool, "true") is not True or "in_force" in entry:
        entry.add("undated 只写 true，并且不写 in_force")
    return None


def _facts(table: Mapping[str, Any], faults: Faults) -> dict[str, FactSpec]:
    found: dict[str, FactSpec] = {}
    for name, written in table.items():
        before = len(faults)
        entry = Entry(f"facts.toml {name}", written, faults, _FACT_KEYS)
        spec = FactSpec(
            name=name, type=entry.term("type", FactType), label=entry.text("label"),
            subject=_subject(entry), unit=entry.optional_text("unit"), yes=entry.optional_text("yes"),
            no=entry.optional_text("no"), says=entry.optional_text("says"), terms=_terms(entry),
            places=entry.list_of("places", str, "文字"), label_en=english(entry, "label"), unit_en=english(entry, "unit"),
            yes_en=english(entry, "yes"), no_en=english(entry, "no"), says_en=english(entry, "says"),
            unknown=entry.optional_text("unknown"), unknown_en=english(entry, "unknown"),
            required=entry.optional_text("required"), required_en=english(entry, "required"),
        )  # fmt: skip
        if len(faults) == before:
            check_fact(spec, entry.where, faults)
        found[name] = spec
    check_sentences(found, faults)
    return found


def _stated(read: Mapping[str, Mapping[str, Any]]) -> dict[str, FactSpec]:
    """What people may state about each rule: a reason, and the answer to the question of a `manual` rule."""
    found: dict[str, FactSpec] = {}
    written = (rule for name, table in read.items() if name not in _NOT_RULES for rule in _dicts(table.get("rule")))
    for rule in written:
        id_, title, title_en = rule.get("id"), rule.get("title"), rule.get("title_en")
        for spec in (
            FactSpec(
                f"justification.{id_}", FactType.BOOL, f"{id_}须说明的理由", yes="已写明理由", no="没有写明理由",
                places=("/justifications", *bound_of(str(id_)).places),
                label_en=f"reason required by {id_}", yes_en="the reason is stated", no_en="the reason is not stated",
            ),
            FactSpec(
                f"answer.{id_}", FactType.CODE, f"人工判断：{title}", says=f"人工判断的回答为{{answer.{id_}}}",
                terms=vocabulary.Answer, places=("/answers", "/answers/-"), label_en=f"answer to the question “{title_en}”",
                says_en=f"the answer of the person asked is {{answer.{id_}}}",
            ),
        ):  # fmt: skip
            found[spec.name] = spec
    return found


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _subject(entry: Entry) -> Subject:
    return entry.term("subject", Subject) if "subject" in entry else Subject.MATTER


def _terms(entry: Entry) -> type[Term] | None:
    name = entry.optional_text("terms")
    terms = getattr(vocabulary, name, None) if name in vocabulary.__all__ else None
    if name and (terms is None or not issubclass(terms, Term) or terms is Term):
        entry.add(f"没有 {name} 这个词表")
    return terms


def _calendar(table: Mapping[str, Any], faults: Faults) -> Calendar:
    years: set[int] = set()
    holidays: set[date] = set()
    makeup: set[date] = set()
    file = Entry("calendar.toml", table, faults, {"year"})
    file.needs("year")
    for place, written in enumerate(file.parts("year"), 1):
        where = f"calendar.toml {written.get('year', f'第{place}年')}"
        entry = Entry(where, written, faults, {"year", "notice", "holidays", "makeup"})
        year: int | None = entry.value("year", int, "整数")
        entry.optional_text("notice")
        free = entry.list_of("holidays", date, "日期")
        worked = entry.optional_list("makeup", date, "日期")
        if year in years:
            entry.add("同一年写了两次")
        if any(day.year != year for day in (*free, *worked)):
            entry.add("每一天都应当是本年的日期")
        if any(day.weekday() > 4 for day in free) or any(day.weekday() < 5 for day in worked):
            entry.add("holidays 只写周一至周五放假的日子，makeup 只写周六、周日上班的日子")
        years.add(year or 0)
        holidays.update(free)
        makeup.update(worked)
    return Calendar(frozenset(years), frozenset(holidays), frozenset(makeup))


def _rules(
    name: str, table: Mapping[str, Any], facts: Facts, instruments: Mapping[str, Instrument], faults: Faults
) -> list[Rule]:
    found, file = [], Entry(name, table, faults, {"rule"})
    if "rule" not in file:
        file.add("文件里没有规则（[[rule]]）")
    for place, written in enumerate(file.parts("rule"), 1):
        before = len(faults)
        entry = Entry(f"{name} {written.get('id', f'第{place}条')}", written, faults, _RULE_KEYS)
        rule = _rule(name, entry, facts)
        if len(faults) == before:
            check(rule, entry.where, facts, instruments, faults)
        found.append(rule)
    return found


def _rule(name: str, entry: Entry, facts: Facts) -> Rule:
    id_ = entry.text("id")
    family, _, number = id_.partition("-")
    if id_ and not (family in FAMILIES and number.isascii() and number.isdigit()):
        entry.add(f"编号应当是族别加数字，例如 LRV-07；族别有：{'、'.join(FAMILIES)}")
    manual = entry.optional_text("kind") == MANUAL
    if not manual:
        entry.needs("met_when")
        if "kind" in entry:
            entry.add(f"kind 只有 {MANUAL} 这一个值")
    elif "met_when" in entry or "subject" in entry:
        entry.add("人工判断的规则（manual）不写 met_when 和 subject")
    asked = f"answer.{id_}"
    return Rule(
        id=id_, gate=entry.term("gate", Gate), title=entry.text("title"), title_en=english(entry, "title"),
        severity=entry.term("severity", Severity), effective_from=entry.day("effective_from"),
        effective_to=entry.optional_day("effective_to"), remedy=entry.text("remedy"),
        remedy_en=english(entry, "remedy"), note=entry.optional_text("note"),
        subject=_subject(entry), file=name, manual=manual,
        met_when=(Condition(asked, Operator.IS, Answer.YES.value),) if manual else _conditions(entry, "met_when", facts),
        applies_when=_conditions(entry, "applies_when", facts)
        + ((Condition(asked, Operator.IS_NOT, Answer.NOT_APPLICABLE.value),) if manual else ()),
        excused_when=_conditions(entry, "excused_when", facts),
        severity_when=tuple(_tier(entry, written, facts) for written in entry.parts("severity_when")),
        citation=_citation(entry.part("citation", _CITATION_KEYS)),
        citation_when=tuple(_citation_when(entry, written, facts) for written in entry.parts("citation_when")),
    )  # fmt: skip


def _tier(rule: Entry, written: Mapping[str, Any], facts: Facts) -> SeverityWhen:
    entry = Entry(rule.where, written, rule.faults, {"is", "when"})
    entry.needs("when")
    return SeverityWhen(entry.term("is", Severity), _conditions(entry, "when", facts))


def _citation_when(rule: Entry, written: Mapping[str, Any], facts: Facts) -> Citation:
    entry = Entry(rule.where, written, rule.faults, {*_CITATION_KEYS, "when"})
    entry.needs("when")
    return replace(_citation(entry), when=_conditions(entry, "when", facts))


def _citation(entry: Entry) -> Citation:
    cited = Citation(
        instrument=entry.text("instrument"), article=entry.text("article", blank=True),
        strength=entry.term("strength", Strength), phrase=entry.text("phrase", blank=True),
        confidence=entry.text("confidence"), paragraph=entry.optional_text("paragraph"),
        checked_on=entry.day("checked_on"),
    )  # fmt: skip
    if any(number.isdigit() and not number.isascii() for number in (cited.article, cited.paragraph)):
        entry.add("条号、款号用阿拉伯数字（0至9）")
    return cited


def _conditions(entry: Entry, key: str, facts: Facts) -> tuple[Condition, ...]:
    found = (_condition(entry, written, facts) for written in entry.parts(key))
    return tuple(condition for condition in found if condition is not None)


def _condition(rule: Entry, written: Mapping[str, Any], facts: Facts) -> Condition | None:
    entry = Entry(rule.where, written, rule.faults, written.keys())
    fact, operators = entry.text("fact"), [key for key in written if key != "fact"]
    if len(operators) != 1 or operators[0] not in tuple(Operator):
        entry.add(f"每个条件写一个 fact 和一个运算符；运算符有：{'、'.join(Operator)}")
        return None
    right, parameter = written[operators[0]], None
    if isinstance(right, dict):
        parameter, right = Entry(rule.where, right, rule.faults, {"parameter"}).text("parameter"), None
    elif isinstance(right, list):
        right = tuple(right)
    condition = Condition(fact, Operator(operators[0]), right, parameter)
    unknown = [name for name in condition.reads if name not in facts]
    problem = None if unknown else type_problem(condition, facts)
    if unknown and fact:
        entry.add(f"没有 {unknown[0]} 这个事实")
    if problem:
        entry.add(f"{fact}：{problem}")
    return condition
