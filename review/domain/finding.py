"""Holds a finding, and what words it: the same values of the facts give the same words, whatever the dossier."""

from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple, TypeVar

from review.domain import evaluator, wording
from review.domain.asked import asked_for
from review.domain.citing import Binding, CitedArticle, cite
from review.domain.facts import Asked, Case, asked, tell
from review.domain.phrases import PHRASES
from review.domain.presence import Evidence, Presence, presence_of
from review.domain.rulebook import Facts, Rule, Rulebook, RuleSet, Value
from review.domain.settling import BREACHES, verdict
from review.domain.vocabulary import Gate, Language, Outcome, Severity


class Finding(NamedTuple):
    """One rule judged on one subject, with all that a reader needs to check it by hand.

    A named tuple, because a hundred are made for each judgement and a frozen dataclass costs four times as much.
    `subject` is the JSON pointer of the meeting or candidate judged, "" for the matter. `title` is the rule's sentence.
    """

    rule: str
    gate: Gate
    outcome: Outcome
    severity: Severity
    excused: bool
    title: str
    subject: str
    citation: CitedArticle
    observed: str
    required: str
    evidence: tuple[str, ...]
    missing: tuple[str, ...]
    remedy: str
    provisional: bool

    @property
    def shuts(self) -> bool:
        """Whether this finding keeps its gate shut: never green on missing data."""
        if self.outcome not in BREACHES:
            return False
        return self.severity is Severity.blocking or (self.severity is Severity.reasoned and not self.excused)


MOST_TOLD = 256
"""How many different findings of one rule are remembered at most."""


class Told(NamedTuple):
    """What the values of a rule's facts make of it: the finding, which is that of every dossier with the same places."""

    finding: Finding
    said: wording.Said
    evidence: Evidence


class Teller:
    """Words the findings of one rule. The words depend on the values of the facts that decide it, and of those that these
    sentences tell; by these values they are kept."""

    def __init__(self, rule: Rule, rulebook: Rulebook, binding: Binding, language: Language, presence: Presence) -> None:
        self.rule = rule.id
        self.values = itemgetter(*wording.read_by(rule))
        self.worded: dict[object, Told] = {}
        """What was said, by the values that decide the rule, where its sentences tell nothing else."""
        self._rule, self._rulebook, self._language, self._presence = rule, rulebook, language, presence
        self._cite = partial(cite, rulebook=rulebook, binding=binding, language=language)
        self._asked: dict[object, tuple[Asked, ...]] = {}
        self._telling: dict[object, Told] = {}

    def forget(self) -> None:
        """Word everything anew."""
        for kept in (self.worded, self._asked, self._telling):
            kept.clear()

    def word(self, case: Case, known: Facts, outcome: Outcome, told: dict[str, Value | None], there: int) -> Told:
        """What is said of these values; `told` are the facts that sentences told of this case before, `there` its places."""
        values = self.values(known)
        if values not in self._asked:
            _keep(self._asked, values, self._facts(known, outcome))
        facts = self._asked[values]
        if not facts:
            return _keep(self.worded, values, self.say(case, known, outcome, there))
        key = values, tell(case, facts, told)
        return self._telling.get(key) or _keep(self._telling, key, self.say(case, {**known, **told}, outcome, there))

    def dispute(self, case: Case, known: Facts, outcome: Outcome, told: dict[str, Value | None], there: int) -> Told:
        """What is said where engine and evaluator differ, which no values foretell and nothing is kept of: the gate is shut
        whatever the severity of the rule."""
        tell(case, self._facts(known, outcome), told)
        said = self.say(case, {**known, **told}, outcome, there)
        words = PHRASES[self._language]
        held = said.finding._replace(severity=Severity.blocking, observed=words.disputed, remedy=words.disputed_remedy)
        return said._replace(finding=held)

    def say(self, case: Case, known: Facts, outcome: Outcome, there: int) -> Told:
        """The same with the places of this case."""
        rule, language = self._rule, self._language
        found = verdict(rule, known, outcome)
        said = wording.of(rule, self._rulebook.facts, known, outcome, language)
        evidence = self._presence.evidence(said.places)
        return Told(Finding(
            rule=rule.id, gate=rule.gate, outcome=outcome, severity=found.severity or rule.severity, excused=found.excused,
            title=language.pick(rule.title, rule.title_en), subject=case.subject,
            citation=self._cite(evaluator.cited(rule, known)), observed=said.observed, required=said.required,
            evidence=evidence.of(case, there), missing=missing(case, said.unknown) if said.unknown else (),
            remedy=said.remedy, provisional=False,
        ), said, evidence)  # fmt: skip

    def _facts(self, known: Facts, outcome: Outcome) -> tuple[Asked, ...]:
        specs = self._rulebook.facts
        return asked(wording.told_by(self._rule, specs, known, outcome), specs)


Kept = TypeVar("Kept")


def _keep(among: dict[object, Kept], key: object, value: Kept) -> Kept:
    if len(among) >= MOST_TOLD:
        among.clear()
    among[key] = value
    return value


@lru_cache(128)
def tellers(rules: RuleSet, rulebook: Rulebook, binding: Binding, language: Language) -> tuple[Teller, ...]:
    """One a rule."""
    return tuple(Teller(rule, rulebook, binding, language, presence_of(rules)) for rule in rules.rules)


def missing(case: Case, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The places that would have to be known; where none is worth asking for, the lists among them that are empty; where
    all is known and yet leaves it open (nobody should attend), the first of what is there."""
    places = case.picture.places
    absent = places.absent(case.subject, patterns)
    asked = asked_for(case.dossier, absent) or places.empty(case.subject, patterns)
    return asked or places.find(case.subject, patterns)[:1] or absent
