"""Checks what a rulebook's files say against each other: types, instruments, editions, facts that nobody uses."""

import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from review.domain.dossier import Candidate, Dossier, Meeting, Parameters
from review.domain.entries import Entry, Faults
from review.domain.facts import FACTS, function_of
from review.domain.facts.stated import PREFIXES
from review.domain.phrases import in_english
from review.domain.plain import bare, hints, key_of
from review.domain.rulebook import (
    Citation,
    Condition,
    FactSpec,
    FactType,
    Instrument,
    Operator,
    Rule,
    Subject,
    mentioned,
)
from review.domain.vocabulary import Severity
from review.domain.workdays import Counted

_VALUES: Mapping[FactType, type] = {FactType.BOOL: bool, FactType.INT: int, FactType.CODE: str, FactType.DATE: date}
"""What the values of a fact are, by its type."""

_CHINESE = re.compile("[⺀-鿿豈-﫿︰-﹏＀-￯]")
"""A Chinese character or mark, which has no place in English."""

_PLACE = re.compile(r"\{[^{}]+\}")

CONFIDENCES = ("V", "MH", "MM", "ML", "D", "X")
"""How sure a citation is: compared with the official text (V); not compared, of high, middling or low likelihood (MH, MM,
ML); a rule of design (D); no official text to be had (X)."""

SHORTEST_PHRASE = 6
"""A phrase of fewer characters stands in any article and proves nothing."""

_WITHOUT_ORDER = (FactType.BOOL, FactType.CODE)


def type_problem(condition: Condition, facts: Mapping[str, FactSpec]) -> str | None:
    """What is wrong between a fact and the right side that it is compared with; both are declared."""
    spec, operator, value = facts[condition.fact], condition.operator, condition.value
    if operator is Operator.KNOWN:
        return None if isinstance(value, bool) else "known 后面写 true 或者 false"
    if operator in (Operator.AT_LEAST, Operator.AT_MOST) and spec.type in _WITHOUT_ORDER:
        return "是非和代码没有大小"
    if condition.parameter:
        setting = facts[f"parameter.{condition.parameter}"]
        if (setting.type, setting.terms) != (spec.type, spec.terms):
            return f"参数 {condition.parameter} 是{_kind(setting)}，不能与{_kind(spec)}比较"
        return "one_of 后面不能写参数" if operator is Operator.ONE_OF else None
    if operator is Operator.ONE_OF and not (isinstance(value, tuple) and value):
        return "one_of 后面写至少一个值"
    if operator is not Operator.ONE_OF and isinstance(value, tuple):
        return "只有 one_of 后面写列表"
    values = value if isinstance(value, tuple) else (value,)
    if any(type(one) is not _VALUES[spec.type] for one in values):
        return f"应当与{spec.type}类型的值比较"
    if spec.terms and any(one not in {term.value for term in spec.terms} for one in values):
        return f"不在词表 {spec.terms.__name__} 里"
    return None


def _kind(spec: FactSpec) -> str:
    return f"{spec.type}类型" + (f"（{spec.terms.__name__}）" if spec.terms else "")


def english(entry: Entry, key: str) -> str:
    """The English of a text, `key_en`: there where the Chinese is and nowhere else, with the same facts in its places."""
    if key not in entry:
        if f"{key}_en" in entry:
            entry.add(f"有 {key}_en 而没有 {key}")
        return ""
    said = entry.text(f"{key}_en")
    if _CHINESE.search(said):
        entry.add(f"{key}_en 里有中文")
    chinese = entry.optional_text(key) if entry.is_text(key) else ""
    for name, text in ((key, chinese), (f"{key}_en", said)):
        if set("{}") & set(_PLACE.sub("", text)):
            entry.add(f"{name} 里的花括号不成对；占位写作 {{事实名}}")
    asked, told = set(mentioned(chinese)), set(mentioned(said))
    if said and chinese and asked != told:
        differing = "、".join(f"{{{name}}}" for name in sorted(asked ^ told))
        entry.add(f"{key}_en 与 {key} 里的占位不同：{differing}")
    return said


def check_fact(spec: FactSpec, where: str, faults: Faults) -> None:
    """What a fact says of itself: a function computes it, and to values of its type; its places are of a dossier."""
    if function_of(spec.name) is None:
        faults.add(where, "没有计算这个事实的函数")
    elif _computed(spec.name) not in (None, spec.type):
        faults.add(where, f"计算出来的是{_computed(spec.name)}类型，不是{spec.type}类型")
    if spec.type is FactType.BOOL and not (spec.yes and spec.no):
        faults.add(where, "是非事实应当写明 yes 和 no 两句话")
    if spec.required and (spec.type is not FactType.BOOL or mentioned(spec.required)):
        faults.add(where, "只有是非事实有 required，并且里面没有占位")
    if spec.terms and spec.type is not FactType.CODE:
        faults.add(where, "只有代码（code）有词表")
    for place in spec.places:
        if _leads_nowhere(place, spec.subject):
            faults.add(where, f"案卷里没有 {place} 这个位置")


@cache
def _computed(name: str) -> FactType | None:
    """The type of the values that a fact's function computes, or of the unit's setting; `None` where it may be several."""
    setting = name.removeprefix("parameter.")
    answer = hints(Parameters)[setting] if setting != name else get_type_hints(function_of(name))["return"]
    if len(set(get_args(answer)) - {type(None)}) > 1:
        return None
    kind = bare(answer)
    if isinstance(kind, type) and issubclass(kind, str):
        return FactType.CODE
    return FactType.INT if kind is Counted else next((type_ for type_, of in _VALUES.items() if of is kind), None)


@cache
def _leads_nowhere(place: str, subject: Subject) -> bool:
    """Whether no dossier can have this place; one without a slash before it starts at the subject."""
    starts = {Subject.MATTER: Dossier, Subject.MEETING: Meeting, Subject.CANDIDATE: Candidate}
    kind: Any = Dossier if place.startswith("/") else starts[subject]
    for key in place.removeprefix("/").split("/"):
        kind = bare(kind)
        if get_origin(kind) is tuple and (key in ("*", "-") or key.isdecimal()):
            kind = get_args(kind)[0]
        elif get_origin(kind) is Mapping:
            kind = get_args(kind)[1]
        elif is_dataclass(kind) and key in (known := _kinds(cast("type", kind))):
            kind = known[key]
        else:
            return True
    return False


@cache
def _kinds(part: type) -> Mapping[str, Any]:
    return {key_of(name): kind for name, kind in hints(part).items()}


def check_sentences(facts: Mapping[str, FactSpec], faults: Faults) -> None:
    """Every fact whose value a sentence asks for is declared, and speaks of the matter or of the same subject."""
    for spec in facts.values():
        for name in mentioned(spec.sentences):
            if name not in facts or facts[name].subject not in (Subject.MATTER, spec.subject):
                faults.add(f"facts.toml {spec.name}", f"句子里的 {name} 不是已经登记的同类事实")


def check(
    rule: Rule, where: str, facts: Mapping[str, FactSpec], instruments: Mapping[str, Instrument], faults: Faults
) -> None:
    for cited in rule.citations:
        _check_citation(cited, rule.effective_from, where, instruments, faults)
    if not rule.manual and not any(name in facts and facts[name].subject is rule.subject for name in _read(rule)):
        faults.add(where, f"规则说的是{rule.subject}，却没有一个条件说的是{rule.subject}")
    if Severity.reasoned in (rule.severity, *(tier.severity for tier in rule.severity_when)) and not rule.excused_when:
        faults.add(where, "须说明（reasoned）的规则应当写明什么理由可以免除（excused_when）")
    if rule.effective_to and rule.effective_to < rule.effective_from:
        faults.add(where, "终止日早于起始日")
    for name in sorted(_read(rule) | set(mentioned(rule.remedy))):
        if name not in facts:
            faults.add(where, f"没有 {name} 这个事实")
        elif facts[name].subject not in (Subject.MATTER, rule.subject):
            faults.add(where, f"{name} 说的是{facts[name].subject}，规则说的是{rule.subject}")


def _check_citation(
    cited: Citation, since: date, where: str, instruments: Mapping[str, Instrument], faults: Faults
) -> None:
    instrument = instruments.get(cited.instrument)
    if instrument is None:
        faults.add(where, f"没有 {cited.instrument} 这个法律文件")
    elif instrument.in_force and since < instrument.in_force:
        faults.add(where, "规则的起始日早于所依据文件的施行日")
    for number in (cited.article, cited.paragraph):
        if in_english(number) is None:
            faults.add(where, f"条号“{number}”没有英文写法；可以写第五章、第（三）项、三（一）这样的")
    _check_confidence(cited, where, faults)


def _read(rule: Rule) -> set[str]:
    return {name for condition in rule.conditions for name in condition.reads}


def _check_confidence(cited: Citation, where: str, faults: Faults) -> None:
    if cited.confidence not in CONFIDENCES:
        faults.add(where, f"confidence 没有“{cited.confidence}”这个值；应当是下列之一：{'、'.join(CONFIDENCES)}")
    if cited.confidence == "V" and not (cited.phrase and cited.article):
        faults.add(where, "已核对（V）的引用应当有条号和原文词句")
    elif cited.confidence == "V" and len(cited.phrase.strip()) < SHORTEST_PHRASE:
        faults.add(where, f"已核对（V）的原文词句“{cited.phrase}”太短，至少{SHORTEST_PHRASE}个字")


def editions(rules: list[Rule], faults: Faults) -> None:
    for place, rule in enumerate(rules):
        for other in rules[place + 1 :]:
            if other.id != rule.id:
                continue
            ends = rule.effective_to or date.max, other.effective_to or date.max
            if rule.effective_from <= ends[1] and other.effective_from <= ends[0]:
                there = f"（另一处在 {rule.file}）" if rule.file != other.file else ""
                faults.add(f"{other.file} {other.id}", f"编号重复，或者两个版本的有效期重叠{there}")


def unused(rules: list[Rule], facts: Mapping[str, FactSpec], faults: Faults, kept: bool) -> set[str]:
    """The names of the facts that some rule uses; every other one is a fault. So is one that the program computes and that is not
    registered, but for rules that were kept: they cannot know what a later program computes."""
    used = {name for rule in rules for condition in rule.conditions for name in condition.reads}
    used |= {name for rule in rules for name in mentioned(rule.remedy)}
    for name in list(used):
        spec = facts.get(name)
        used |= set(mentioned(spec.sentences)) if spec else set()
    for name in sorted(facts.keys() - used):
        if not name.startswith(PREFIXES):
            faults.add(f"facts.toml {name}", "没有规则使用这个事实")
    for name in () if kept else sorted(FACTS.keys() - facts.keys()):
        if not name.startswith("parameter."):
            faults.add(f"facts.toml {name}", "有计算它的函数，但没有登记")
    return used
