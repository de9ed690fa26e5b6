"""Holds what follows from the answers about a matter (domain matrix 1.R): which families of rules apply, which do not, and why.

Nothing is decided here: each family is told by the conditions of its own rules, on the facts by which they are judged. That a
question does not arise (不适用) is recorded with its reason and switches nothing; it is refused where a rule hangs on the answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from review.domain import evaluator, wording
from review.domain.dossier import Dossier, Scope, ScopeReason
from review.domain.errors import Fault
from review.domain.facts import asked, tell
from review.domain.kleene import Truth, any_true, given
from review.domain.rulebook import Condition, Facts, FactSpec, Rule, Rulebook, Value, mentioned
from review.domain.settling import Settled, Settlement, settle_all
from review.domain.vocabulary import Exclusion, Outcome, ScopeQuestion

CLASSIFIED = ("PUB", "EXP", "RSK", "FCR", "LAD", "LRV", "NDR", "CAD", "PRJ", "FIN")
"""The families that class and answers switch on or off; those left hold of every matter, each rule at its stage."""

@dataclass(frozen=True, slots=True)
class Answered:
    """An answer on which a family rests, in words, with the reason that was given; the reason is "" where none was."""

    question: ScopeQuestion
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Family:
    """Whether a family of rules applies to a matter, by which rules, why, and by which answers."""

    code: str
    applies: Truth
    rules: tuple[str, ...]
    """Those that apply; where none is known to, those of which it is open."""
    why: tuple[str, ...]
    answers: tuple[Answered, ...]


def families(dossier: Dossier, rulebook: Rulebook) -> tuple[Family, ...]:
    """The families that the answers decide, in the order of the matrix; unknown while any of their rules may come to apply
    and none is known to."""
    settlement = settle_all(dossier, rulebook, evaluator.outcomes)
    return tuple(_family(code, settlement) for code in CLASSIFIED)


def _family(code: str, settlement: Settlement) -> Family:
    judged = [
        (rule, one, evaluator.conjunction(rule.applies_when, one.known))
        for rules, one in settlement.settled for rule in rules.rules if rule.family == code
    ]  # fmt: skip
    applies = any_true(truth for _, _, truth in judged)
    those = [(rule, at) for rule, at, truth in judged if truth is applies]
    first = [(one, at) for rule, at in those if (one := _decisive(rule, at.known, applies)) is not None]
    decisive = [(one, at) for one, at in first if one.fact.startswith(("switch.", "scope."))] or first
    specs = settlement.rulebook.facts
    said = dict.fromkeys(wording.found(one, specs, _with_told(one, at, specs)) for one, at in decisive)
    places = {place for one, _ in decisive for place in specs[one.fact].places}
    return Family(
        code, applies, tuple(dict.fromkeys(rule.id for rule, _ in those)) if applies is not False else (), tuple(said),
        tuple(_answered(settlement.dossier, places)),
    )  # fmt: skip


def _decisive(rule: Rule, known: Facts, applies: Truth) -> Condition | None:
    """The first condition by which the rule applies, does not, or may: of one kind of truth all say the same."""
    return next((one for one in rule.applies_when if evaluator.truth(one, known) is applies), None)


def _with_told(condition: Condition, settled: Settled, specs: Mapping[str, FactSpec]) -> Facts:
    """What is known, with the facts that the sentence about this condition tells."""
    told: dict[str, Value | None] = {}
    sentence = wording.told_of(specs[condition.fact], settled.known.get(condition.fact))
    tell(settled.case, asked(mentioned(sentence), specs), told)
    return {**settled.known, **told}


def _answered(dossier: Dossier, places: set[str]) -> Iterator[Answered]:
    for question in ScopeQuestion:
        reason = reason_of(dossier, question)
        answer = _said(dossier, question, reason)
        if question.pointer in places and answer:
            yield Answered(question, answer, ((reason.reason if reason else "") or "").strip())


def reason_of(dossier: Dossier, question: ScopeQuestion) -> ScopeReason | None:
    """What was stated about a question beside its answer."""
    return next((one for one in dossier.matter.scope.reasons or () if one.question is question), None)


def _said(dossier: Dossier, question: ScopeQuestion, reason: ScopeReason | None) -> str:
    answer = getattr(dossier.matter.scope, question.value.lower())
    if answer is None:
        return "不适用" if reason and reason.not_applicable else ""
    if isinstance(answer, Exclusion):
        return answer.label
    return "是" if answer else "否"


def scope_faults(dossier: Dossier) -> Iterator[Fault]:
    """What the reasons say against the answers: a question that was answered and is said not to arise, one that is said not to
    arise without a reason, two reasons for one question."""
    seen = set()
    for one in dossier.matter.scope.reasons or ():
        if one.question is None:
            continue
        at, called = one.question.pointer, f"“{one.question.label}”"
        if one.question in seen:
            yield Fault(at, f"{called}的理由写了两次")
        seen.add(one.question)
        if one.not_applicable and getattr(dossier.matter.scope, one.question.value.lower()) is not None:
            yield Fault(at, f"{called}已经回答，又说不适用，前后矛盾")
        if one.not_applicable and given(one.reason) is not True:
            yield Fault(at, f"{called}答“不适用”的，应当写明理由")


def denied(scope: Scope) -> tuple[Fault, ...]:
    """国办发〔2018〕115号（三）: a normative document (行政规范性文件) is a document that is issued. A dossier that denies it is
    judged by the stricter answer; nobody submits one."""
    question = ScopeQuestion.NORMATIVE_DOCUMENT
    if not scope.normative_document or scope.issues_document is not False:
        return ()
    return (Fault(question.pointer, f"“{question.label}”答是，“印发文件”答否，前后矛盾：规范性文件都要印发，请更正其一"),)


def asked_after_all(dossier: Dossier, rulebook: Rulebook) -> tuple[Fault, ...]:
    """The questions that are said not to arise although the outcome of a rule hangs on the answer."""
    faults = []
    for one in dossier.matter.scope.reasons or ():
        if one.question is None or not one.not_applicable:
            continue
        if rules := _hanging_on(one.question, dossier, rulebook):
            named = "、".join(rules[:4]) + ("等" if len(rules) > 4 else "")
            faults.append(Fault(
                one.question.pointer, f"本事项须回答“{one.question.label}”，{named}据此判定，不能答“不适用”"
            ))  # fmt: skip
    return tuple(faults)


def _hanging_on(question: ScopeQuestion, dossier: Dossier, rulebook: Rulebook) -> list[str]:
    """The rules that cannot be decided without an answer to the question, and can by some answer."""
    key, matter = question.value.lower(), dossier.matter
    without = settle_all(dossier, rulebook, evaluator.outcomes).verdicts
    open_ = {at for at, told in without.items() if told.outcome is Outcome.undetermined}
    found: dict[str, None] = {}
    for answer in Exclusion if question is ScopeQuestion.EXCLUSION else (True, False):
        answered = replace(dossier, matter=replace(matter, scope=replace(matter.scope, **{key: answer})))  # type: ignore[arg-type]
        verdicts = settle_all(answered, rulebook, evaluator.outcomes).verdicts
        found |= {at[0]: None for at in open_ if at in verdicts and verdicts[at].outcome is not Outcome.undetermined}
    return sorted(found, key=rulebook.ids.index)
