"""Holds the replay: stored matters judged again under another rulebook or by the law of another day, to see what would be
found otherwise. It stores nothing; a matter keeps its judgement until somebody acts on it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from review.domain.checklist import Finding, findings_of
from review.domain.rejudging import InQuestion, in_question
from review.domain.rulebook import Rulebook
from review.domain.settling import Verdict, Verdicts, settle_all, shut_gates
from review.domain.vocabulary import Gate, Outcome
from review.domain.workflow import State
from review.service.ports import Engine, Judged


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule that is judged otherwise on a subject, by outcome, gate, severity or excuse; `finding` says why."""

    rule: str
    subject: str
    before: Verdict | None
    after: Verdict | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """A matter of which something would be found otherwise."""

    unit: str
    number: str
    state: State
    opening: tuple[Gate, ...]
    """The gates that were shut and would be open."""
    shutting: tuple[Gate, ...]
    """The gates that were open and would be shut."""
    changed: tuple[Changed, ...]


def replay(
    stored: Iterable[Judged], rulebook: Rulebook, engine: Engine, *, by_law_of: date | None = None,
    against: Rulebook | None = None, known: Callable[[str], Rulebook | None] = lambda _: None,
) -> Iterator[Replayed | None]:  # fmt: skip
    """Judge each matter again; yields what would change of it, `None` where nothing would.

    `by_law_of` takes the editions in force on that day instead of those pinned at submission. `against` compares with
    another rulebook on the same dossier, instead of with the stored findings. `known` gives the rules of a hash: of a matter that
    this very program judged by rules that it gives, only what differs in these is judged again.
    """
    for one in stored:
        dossier = one.dossier if by_law_of is None else replace(one.dossier, edition_on=by_law_of)
        earlier = against or (known(one.rulebook) if one.rulebook else None)
        days = one.dossier.judged_by_law_of, dossier.judged_by_law_of
        asked = in_question(earlier, days[0], rulebook, days[1]) if earlier else InQuestion(None)
        held = one.verdicts if against is None else settle_all(one.dossier, asked.part_of(against), engine).verdicts
        settlement = settle_all(dossier, asked.part_of(rulebook), engine)
        before, found = asked.among(held), settlement.verdicts
        if before == found:
            yield None
            continue
        before, after = _side_by_side(before, found)
        changed = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
        if not changed:
            yield None
            continue
        if against or any(after.get(key) == Verdict(Outcome.not_applicable) for key in changed):
            settlement = settle_all(dossier, rulebook, engine)  # the words of what does not apply rest on facts of other rules
        rest = asked.beside(one.verdicts if against is None else settlement.verdicts)
        shut, will = shut_gates({**rest, **before}), shut_gates({**rest, **after})
        said = {(one.rule, one.subject): one for one in findings_of(settlement, only=set(changed))}
        yield Replayed(
            one.unit, one.number, one.state, tuple(gate for gate in Gate if gate in shut - will),
            tuple(gate for gate in Gate if gate in will - shut),
            tuple(Changed(key[0], key[1], before.get(key), after.get(key), said.get(key)) for key in changed),
        )  # fmt: skip


def _side_by_side(before: Verdicts, after: Verdicts) -> tuple[Verdicts, Verdicts]:
    """Both by the same rules and subjects: where only one of them judges a rule meeting by meeting or candidate by candidate,
    what the other says of the matter as a whole it says of each."""
    return _by_subjects_of(after, before), _by_subjects_of(before, after)


def _by_subjects_of(other: Verdicts, own: Verdicts) -> Verdicts:
    divided = {rule for rule, subject in other if subject} - {rule for rule, subject in own if subject}
    whole = {rule: own[rule, ""] for rule in divided if (rule, "") in own}
    said = {key: verdict for key, verdict in own.items() if key[0] not in whole}
    return said | {(rule, subject): whole[rule] for rule, subject in other if subject and rule in whole}
