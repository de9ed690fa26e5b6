"""Says a finding in one plain sentence: what was observed against what is required, and what would make it met.

The words of a fact are in rules/facts.toml, in Chinese and in English, and those of each language in `phrases`; this
module only puts them together, in the same way for both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from review.domain.evaluator import truth
from review.domain.phrases import PHRASES, article_text, cited_place, day, ordinal
from review.domain.pointers import whole
from review.domain.rulebook import SEVERAL, Condition, Facts, FactSpec, FactType, Operator, Rule, Value, mentioned
from review.domain.vocabulary import Answer, Language, Outcome

__all__ = [
    "Said", "article_text", "cited_place", "condition_text", "day", "lapsed", "of", "ordinal", "remedy_text", "required",
    "value_text",
]  # fmt: skip

Specs = Mapping[str, FactSpec]

OPEN = (Outcome.not_met, Outcome.undetermined)
"""The outcomes that something would help with."""


@dataclass(frozen=True, slots=True)
class Said:
    """The sentences of one finding, the facts and places it rests on, and the places that it does not know."""

    observed: str
    required: str
    remedy: str
    facts: tuple[str, ...]
    places: tuple[str, ...]
    unknown: tuple[str, ...]


def read_by(rule: Rule) -> tuple[str, ...]:
    """The facts that decide this rule: the same values give the same outcome."""
    return tuple(sorted({name for condition in rule.conditions for name in condition.reads}))


def told_by(rule: Rule, specs: Specs, known: Facts, outcome: Outcome) -> tuple[str, ...]:
    """The facts whose values its sentences tell beside those that decide it: with the same values of both the same is said.
    Both languages tell the same."""
    sentences = [told_of(specs[one.fact], known.get(one.fact)) for one in _decisive(rule, known, outcome)]
    if outcome in OPEN:
        sentences.append(rule.remedy)
    names = dict.fromkeys(name for sentence in sentences for name in mentioned(sentence))
    return tuple(name for name in names if name not in read_by(rule))


def told_of(spec: FactSpec, value: Value | None) -> str:
    """The sentence of facts.toml that tells of this value."""
    if value is None:
        return spec.unknown
    return _answer(spec, bool(value), Language.ZH) if spec.type is FactType.BOOL else spec.says


def of(rule: Rule, specs: Specs, known: Facts, outcome: Outcome, language: Language = Language.ZH) -> Said:
    """What to say of this rule with these facts and this outcome."""
    decisive = _decisive(rule, known, outcome)
    names = tuple(dict.fromkeys(name for condition in decisive for name in condition.reads))
    open_outcome = outcome in OPEN
    unknown = tuple(name for name in names if known.get(name) is None) if open_outcome else ()
    return Said(
        observed=PHRASES[language].joined(_observed(condition, specs, known, language) for condition in decisive),
        required=required(rule, specs, known, language),
        remedy=_remedy(rule, specs, known, outcome, language) if open_outcome else "",
        facts=names,
        places=tuple(dict.fromkeys(place for name in names for place in whole(specs[name].places))),
        unknown=tuple(dict.fromkeys(place for name in unknown for place in specs[name].places)),
    )


def _remedy(
    rule: Rule, specs: Specs, known: Facts, outcome: Outcome, language: Language
) -> str:
    """What helps; where it is not known whether the rule applies, that is stated first, for there may be nothing to mend."""
    remedy = _filled(language.pick(rule.remedy, rule.remedy_en), specs, known, language)
    open_questions = [one for one in rule.applies_when if truth(one, known) is None]
    if outcome is not Outcome.undetermined or not open_questions:
        return remedy
    names = [name for one in open_questions for name in one.reads if known.get(name) is None]
    labels = dict.fromkeys(language.pick(specs[name].label, specs[name].label_en) for name in names)
    return PHRASES[language].stated_first.format(labels=language.pick("、", ", ").join(labels), remedy=remedy)


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


def required(rule: Rule, specs: Specs, known: Facts, language: Language = Language.ZH) -> str:
    """What the rule asks for, in words."""
    return PHRASES[language].joined(_required(condition, specs, known, language) for condition in rule.met_when)


def lapsed(rule: Rule, on: date, language: Language = Language.ZH) -> str:
    """That the rule has no edition in force on this day."""
    said = PHRASES[language].lapsed
    return said.format(day=day(on, language), start=day(rule.effective_from, language))


def found(condition: Condition, specs: Specs, known: Facts, language: Language = Language.ZH) -> str:
    """What these facts say of a condition, in words: 不属于重要干部任免."""
    return _observed(condition, specs, known, language)


def _observed(condition: Condition, specs: Specs, known: Facts, language: Language) -> str:
    spec, value, phrases = specs[condition.fact], known.get(condition.fact), PHRASES[language]
    label = language.pick(spec.label, spec.label_en)
    if value is None and _has_something_to_tell(spec.unknown, known):
        return _filled(language.pick(spec.unknown, spec.unknown_en), specs, known, language)
    if value is None:
        return phrases.unknown.format(label=label)
    if spec.type is FactType.BOOL:
        told = _filled(_answer(spec, bool(value), language), specs, known, language)
        return told or phrases.answered.format(label=label, answer=value_text(value, spec, language))
    if condition.operator is Operator.AT_LEAST and condition.value == 0 and isinstance(value, int) and value < 0:
        return phrases.reversed.format(label=label)
    if spec.says:
        return _filled(language.pick(spec.says, spec.says_en), specs, known, language)
    return f"{label}{phrases.equals}{value_text(value, spec, language)}"


def _has_something_to_tell(sentence: str, known: Facts) -> bool:
    """Whether a sentence for what is not known tells more than that."""
    names = mentioned(sentence)
    return any(known.get(name) not in (None, "") for name in names) if names else bool(sentence)


def _tells(name: str, known: Facts) -> bool:
    """Whether there are words for this fact; that the unit has not set a parameter is told."""
    return name.startswith("parameter.") or known.get(name) not in (None, "")


def _required(condition: Condition, specs: Specs, known: Facts, language: Language) -> str:
    spec, phrases = specs[condition.fact], PHRASES[language]
    label = language.pick(spec.label, spec.label_en)
    if spec.type is FactType.BOOL and isinstance(condition.value, bool):
        wanted = condition.value if condition.operator is Operator.IS else not condition.value
        asked = language.pick(spec.required, spec.required_en) if wanted else ""
        return asked or _named(_without_numbers(_answer(spec, wanted, language), language), specs, language)
    if condition.operator is Operator.KNOWN:
        return phrases.stated.format(label=label)
    if spec.terms is Answer and condition.operator is Operator.IS_NOT and condition.value == Answer.NOT_APPLICABLE:
        return phrases.judged
    if condition.operator is Operator.AT_LEAST and condition.value == 0:
        return phrases.not_negative.format(label=label)
    right = condition.value if condition.parameter is None else known.get(f"parameter.{condition.parameter}")
    values = right if isinstance(right, tuple) else (right,)
    words = phrases.choice.join(phrases.unset if value is None else value_text(value, spec, language) for value in values)
    return f"{label}{phrases.comparisons[condition.operator]}{words}"


def _answer(spec: FactSpec, answer: bool, language: Language) -> str:
    return language.pick(spec.yes, spec.yes_en) if answer else language.pick(spec.no, spec.no_en)


def _without_numbers(sentence: str, language: Language) -> str:
    """The part of a sentence that does not depend on this dossier: without the clauses that give a number."""
    if not mentioned(sentence):
        return sentence
    return PHRASES[language].kept(sentence, lambda clause: not mentioned(clause)) or sentence


def _filled(sentence: str, specs: Specs, known: Facts, language: Language) -> str:
    """The sentence with the values of its facts, without the clauses of which a fact is not known or has nothing to tell."""
    if not mentioned(sentence):
        return sentence
    sentence = PHRASES[language].kept(sentence, lambda clause: all(_tells(name, known) for name in mentioned(clause)))
    for name in mentioned(sentence):
        value = known.get(name)
        words = PHRASES[language].unset if value is None else value_text(value, specs[name], language)
        sentence = sentence.replace(f"{{{name}}}", words)
    return sentence


def value_text(value: Value, spec: FactSpec, language: Language = Language.ZH) -> str:
    """The value as the reader sees it: with its unit, a code by its word, a date in the language."""
    phrases = PHRASES[language]
    if isinstance(value, date):
        return day(value, language)
    if spec.type is FactType.CODE:
        told = str(value).split(SEVERAL)
        return phrases.listed.join(spec.terms(one).word(language) if spec.terms else one for one in told)
    if isinstance(value, bool):
        return phrases.yes if value else phrases.no
    return phrases.counted(value, language.pick(spec.unit, spec.unit_en))


def condition_text(condition: Condition, specs: Specs, language: Language = Language.ZH) -> str:
    """A condition as a reader of the rulebook sees it: 属于重要干部任免."""
    return _required(condition, specs, {}, language)


def remedy_text(rule: Rule, specs: Specs, language: Language = Language.ZH) -> str:
    """The remedy as a reader of the rulebook sees it: what is filled in for a matter goes by its name."""
    return _named(language.pick(rule.remedy, rule.remedy_en), specs, language)


def _named(sentence: str, specs: Specs, language: Language) -> str:
    for name in mentioned(sentence):
        label = language.pick(specs[name].label, specs[name].label_en)
        sentence = sentence.replace(f"{{{name}}}", PHRASES[language].named.format(label=label))
    return sentence
