"""Stored matters judged again: what would be found otherwise is told, and nothing is stored."""

from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain import evaluator
from review.domain.rulebook import gates_through
from review.domain.vocabulary import Gate, Outcome, Role, Severity
from review.service import submission
from review.service.replay import replay
from review.store import SqlHistory


@pytest.fixture
def history(desk, clock, store):
    """Two matters of example 07 under two numbers, the second of them supplemented once."""
    clock.turn_to(date(2024, 5, 8))
    secretary = demo.actor(Role.SECRETARY, "SL-ZSJ", demo.register_of(demo.examples()))
    matter = demo.examples()[6].matter
    for number in ("SL-ZSJ-2024-0101", "SL-ZSJ-2024-0102"):
        told = submission.Submission(matter=replace(matter, number=number))
        stored = submission.submit(desk, secretary, told, key=number)
    more = replace(told, matter=replace(stored.dossier.matter, necessity="另有必要"))
    submission.supplement(desk, secretary, stored.number, 1, more)
    return SqlHistory(store)


def test_each_matter_is_read_once_in_its_newest_revision(history):
    read = list(history.judged())
    assert [one.number for one in read] == ["SL-ZSJ-2024-0101", "SL-ZSJ-2024-0102"]
    assert history.count() == 2
    assert read[1].dossier.matter.necessity == "另有必要"


def test_by_the_same_rules_nothing_is_found_otherwise(history, rulebook):
    assert list(replay(history.judged(), rulebook, evaluator.outcomes)) == [None, None]


def test_by_other_rules_only_what_changed_is_told_and_why(history, rulebook):
    rules = tuple(
        replace(rule, met_when=(replace(rule.met_when[0], value=not rule.met_when[0].value),)) if rule.id == "CLS-09" else rule
        for rule in rulebook.rules
    )
    turned = replace(rulebook, rules=rules)
    found = list(replay(history.judged(), turned, evaluator.outcomes))
    assert [one.number for one in found] == ["SL-ZSJ-2024-0101", "SL-ZSJ-2024-0102"]
    for one in found:
        (change,) = one.changed
        assert (change.rule, change.before.outcome, change.after.outcome) == ("CLS-09", Outcome.met, Outcome.not_met)
        assert change.finding.observed
    assert [one and one.number for one in replay(history.judged(), rulebook, evaluator.outcomes, against=turned)] == [
        "SL-ZSJ-2024-0101", "SL-ZSJ-2024-0102",
    ]  # fmt: skip


def test_a_breach_that_weighs_less_is_a_change_and_so_is_the_gate_that_it_would_open(history, rulebook):
    """Nothing is found otherwise but how grave it is: the matter would pass a gate that is shut to it."""
    shut = {
        rule for one in history.judged() for (rule, _), verdict in one.verdicts.items()
        if verdict.shuts and verdict.gate in gates_through(Gate.LEGALITY_REVIEW)
    }  # fmt: skip
    assert shut
    milder = replace(rulebook, rules=tuple(
        replace(rule, severity=Severity.info, severity_when=()) if rule.id in shut else rule for rule in rulebook.rules
    ))  # fmt: skip
    for one in replay(history.judged(), milder, evaluator.outcomes):
        assert {change.rule for change in one.changed} <= shut
        assert all(change.before.outcome is change.after.outcome for change in one.changed)
        assert all(change.after.severity is Severity.info for change in one.changed)
        assert Gate.LEGALITY_REVIEW in one.opening
        assert one.shutting == ()
    for one in replay(history.judged(), rulebook, evaluator.outcomes, against=milder):
        assert Gate.LEGALITY_REVIEW in one.shutting


def test_how_grave_a_breach_would_be_that_there_is_not_changes_no_matter(history, rulebook):
    met = {rule for one in history.judged() for (rule, _), verdict in one.verdicts.items() if verdict.outcome is Outcome.met}
    touched = {
        rule for one in history.judged() for (rule, _), verdict in one.verdicts.items() if verdict.severity is not None
    }  # fmt: skip
    milder = replace(rulebook, rules=tuple(
        replace(rule, severity=Severity.info) if rule.id in met - touched else rule for rule in rulebook.rules
    ))  # fmt: skip
    assert list(replay(history.judged(), milder, evaluator.outcomes)) == [None, None]


def test_a_reason_that_excuses_no_more_is_a_change(history, rulebook):
    (stored, _) = history.judged()
    verdicts = dict(stored.verdicts)
    key = next(key for key, verdict in verdicts.items() if verdict.outcome is Outcome.undetermined)
    before = replace(stored, verdicts=verdicts | {key: verdicts[key]._replace(excused=not verdicts[key].excused)})
    (one,) = replay([before], rulebook, evaluator.outcomes)
    assert [(change.rule, change.subject) for change in one.changed] == [key]


def test_by_the_law_of_a_day_before_a_rule_there_is_none(history, rulebook):
    found = list(replay(history.judged(), rulebook, evaluator.outcomes, by_law_of=date(2019, 1, 1)))
    changed = {change.rule: change.after.outcome for one in found for change in one.changed if change.after}
    assert changed["LRV-01"] is Outcome.not_applicable


def test_nothing_is_stored(history, rulebook, store, tmp_path):
    before = list(history.judged())
    list(replay(history.judged(), replace(rulebook, rules=rulebook.rules[:1]), evaluator.outcomes))
    assert list(history.judged()) == before
