"""Says a finding in plain Chinese: what was observed against what is required, and what would make it met.

The words of a fact are in rules/facts.toml; this module only puts them together, and writes dates and articles.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from review.domain.evaluator import truth
from review.domain.pointers import whole
from review.domain.rulebook import Condition, Facts, FactSpec, FactType, Operator, Rule, Value, mentioned
from review.domain.vocabulary import Outcome

Specs = Mapping[str, FactSpec]


@dataclass(frozen=True, slots=True)
class Said:
    """The sentences of one finding, the facts and places it rests on, and the places that it does not know."""

    observed: str
    required: str
    remedy: str
    facts: tuple[str, ...]
    places: tuple[str, ...]
    unknown: tuple[str, ...]


def read_by(rule: Rule, specs: Specs) -> tuple[str, ...]:
    """The facts on which what is said of this rule depends: the same values are told in the same words."""
    names = {name for condition in rule.conditions for name in condition.reads} | set(mentioned(rule.remedy))
    for spec in (specs[name] for name in tuple(names)):
        names |= set(mentioned(spec.yes + spec.no + spec.says))
    return tuple(sorted(names))


def of(rule: Rule, specs: Specs, known: Facts, outcome: Outcome) -> Said:
    """What to say of this rule with these facts and this outcome."""
    decisive = _decisive(rule, known, outcome)
    names = tuple(dict.fromkeys(name for condition in decisive for name in condition.reads))
    open_outcome = outcome in (Outcome.not_met, Outcome.undetermined)
    unknown = tuple(name for name in names if known.get(name) is None) if open_outcome else ()
    return Said(
        observed="；".join(dict.fromkeys(_observed(condition, specs, known) for condition in decisive)),
        required=required(rule, specs, known),
        remedy=_filled(rule.remedy, specs, known) if open_outcome else "",
        facts=names,
        places=tuple(dict.fromkeys(place for name in names for place in whole(specs[name].places))),
        unknown=tuple(dict.fromkeys(place for name in unknown for place in specs[name].places)),
    )


def _decisive(rule: Rule, known: Facts, outcome: Outcome) -> tuple[Condition, ...]:
    """The conditions that made the outcome: what is unknown before what is false where it is undetermined."""
    if outcome is Outcome.met:
        return rule.met_when
    if outcome is Outcome.not_applicable:
        return tuple(c for c in rule.applies_when if truth(c, known) is False)
    unknown = tuple(c for c in rule.met_when if truth(c, known) is None)
    false = tuple(c for c in rule.met_when if truth(c, known) is False)
    if outcome is Outcome.not_met:
        return false + unknown
    return tuple(c for c in rule.applies_when if truth(c, known) is None) + unknown + false


def required(rule: Rule, specs: Specs, known: Facts) -> str:
    """What the rule asks for, in words."""
    return "；".join(dict.fromkeys(_required(condition, specs, known) for condition in rule.met_when))


def _observed(condition: Condition, specs: Specs, known: Facts) -> str:
    spec, value = specs[condition.fact], known.get(condition.fact)
    if value is None:
        return f"{spec.label}：尚不清楚"
    if spec.type is FactType.BOOL:
        return _filled(spec.yes if value else spec.no, specs, known)
    if spec.says:
        return _filled(spec.says, specs, known)
    return f"{spec.label}{value_text(value, spec)}"


def _required(condition: Condition, specs: Specs, known: Facts) -> str:
    spec = specs[condition.fact]
    if spec.type is FactType.BOOL and isinstance(condition.value, bool):
        wanted = condition.value if condition.operator is Operator.IS else not condition.value
        return _named(_without_numbers(spec.yes if wanted else spec.no), specs)
    if condition.operator is Operator.KNOWN:
        return f"{spec.label}应当写明"
    right = condition.value if condition.parameter is None else known.get(f"parameter.{condition.parameter}")
    values = right if isinstance(right, tuple) else (right,)
    words = "、".join("（本单位参数未设定）" if value is None else value_text(value, spec) for value in values)
    comparison = {Operator.AT_LEAST: "不少于", Operator.AT_MOST: "不多于", Operator.IS_NOT: "不是"}
    return f"{spec.label}{comparison.get(condition.operator, '为')}{words}"


def _without_numbers(sentence: str) -> str:
    """The part of a sentence that does not depend on this dossier: without the clauses that give a number."""
    kept = [clause for clause in sentence.split("，") if not mentioned(clause)]
    return "，".join(kept) or sentence


def _filled(sentence: str, specs: Specs, known: Facts) -> str:
    for name in mentioned(sentence):
        value = known.get(name)
        words = "（待定）" if value is None else value_text(value, specs[name])
        sentence = sentence.replace(f"{{{name}}}", words)
    return sentence


def value_text(value: Value, spec: FactSpec) -> str:
    """The value as the reader sees it: with its unit, a code by its word, a date in Chinese."""
    if isinstance(value, date):
        return day(value)
    if spec.terms is not None:
        return spec.terms(str(value)).label
    return f"{value}{spec.unit}" if not isinstance(value, bool) else ("是" if value else "否")


def day(value: date) -> str:
    """2026年3月4日."""
    return f"{value.year}年{value.month}月{value.day}日"


def ordinal(number: str) -> str:
    """An article or paragraph number in Chinese numerals; what is not a plain number stays as it is."""
    if not number.isdigit() or not 0 < int(number) < 1000:
        return number
    digits, n = "零一二三四五六七八九", int(number)
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


def article_text(instrument: str, article: str, paragraph: str = "") -> str:
    """《重大行政决策程序暂行条例》第二十六条第二款."""
    parts: Iterable[tuple[str, str]] = ((article, "条"), (paragraph, "款"))
    return f"《{instrument}》" + "".join(
        f"第{ordinal(number)}{word}" if number.isdigit() else number if number.startswith("第") or not number
        else f"第{number}部分" for number, word in parts
    )  # fmt: skip


def condition_text(condition: Condition, specs: Specs) -> str:
    """A condition as a reader of the rulebook sees it: 属于重要干部任免."""
    return _required(condition, specs, {})


def remedy_text(rule: Rule, specs: Specs) -> str:
    """The remedy as a reader of the rulebook sees it: what is filled in for a matter goes by its name."""
    return _named(rule.remedy, specs)


def _named(sentence: str, specs: Specs) -> str:
    for name in mentioned(sentence):
        sentence = sentence.replace(f"{{{name}}}", f"〔{specs[name].label}〕")
    return sentence
