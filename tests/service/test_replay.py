"""Stored matters judged again: what would be found otherwise is told, and nothing is stored."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from review import demo
from review.domain import evaluator
from review.domain.rulebook import Operator, gates_through
from review.domain.settling import Verdict, settle_all
from review.domain.vocabulary import Gate, Outcome, Role, Severity
from review.domain.workflow import State
from review.service import submission
from review.service.ports import Judged
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


@pytest.mark.heavy
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


@pytest.mark.heavy
def test_how_grave_a_breach_would_be_that_there_is_not_changes_no_matter(history, rulebook):
    met = {rule for one in history.judged() for (rule, _), verdict in one.verdicts.items() if verdict.outcome is Outcome.met}
    touched = {
        rule for one in history.judged() for (rule, _), verdict in one.verdicts.items() if verdict.severity is not None
    }  # fmt: skip
    milder = replace(rulebook, rules=tuple(
        replace(rule, severity=Severity.info) if rule.id in met - touched else rule for rule in rulebook.rules
    ))  # fmt: skip
    assert list(replay(history.judged(), milder, evaluator.outcomes)) == [None, None]


@pytest.mark.heavy
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


@pytest.fixture(scope="module")
def judged(rulebook):
    """Every example as it is stored: with its verdicts, and by which rules this program came to them."""
    return [
        Judged(unit=one.unit.code, number=one.matter.number, state=State.PREPARING, dossier=one,
               verdicts=settle_all(one, rulebook, evaluator.outcomes).verdicts, rulebook=rulebook.sha256)
        for one in demo.examples()
    ]  # fmt: skip


def again(judged, rulebook, *, alone, **other):
    """What would change: of what `alone` leaves in question, or of everything judged again."""
    by = {rulebook.sha256: rulebook}
    return list(replay(judged, other.pop("to"), evaluator.outcomes, known=by.get if alone else {}.get, **other))


def turned(rule):
    """The editions of a rule that ask for something else, are graver, milder, ask it of nobody, or end a day earlier."""
    first, *others = rule.met_when
    yield replace(rule, met_when=(*others,) or (replace(first, operator=Operator.KNOWN, value=None),))
    yield replace(rule, severity=Severity.info, severity_when=())
    yield replace(rule, gate=Gate.ARCHIVE)
    yield replace(rule, applies_when=(*rule.applies_when, replace(first, operator=Operator.IS, value="nothing of this kind")))
    yield replace(rule, excused_when=(first,))


@pytest.mark.parametrize("every", [61, pytest.param(1, marks=pytest.mark.heavy)])
def test_what_is_not_judged_again_by_other_rules_is_found_the_same(judged, rulebook, every):
    changing = 0
    for rule in rulebook.rules[::every]:
        for other in turned(rule):
            to = replace(rulebook, rules=tuple(other if one is rule else one for one in rulebook.rules))
            found = again(judged, rulebook, alone=True, to=to)
            assert found == again(judged, rulebook, alone=False, to=to), (rule.id, other)
            changing += any(found)
    assert changing > len(rulebook.rules[::every]) / 2


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.heavy)])
def test_what_is_not_judged_again_by_the_law_of_another_day_is_found_the_same(judged, rulebook, every):
    days = sorted({date(1990, 1, 1), date(2030, 1, 1), *(turn + timedelta(off) for turn in rulebook.turns for off in (-1, 0))})
    found = {day: again(judged, rulebook, alone=True, to=rulebook, by_law_of=day) for day in days[::every]}
    assert found == {day: again(judged, rulebook, alone=False, to=rulebook, by_law_of=day) for day in days[::every]}
    assert any(one for each in found.values() for one in each)


def test_rules_that_came_and_rules_that_are_gone_are_told_alike(judged, rulebook):
    fewer = replace(rulebook, rules=rulebook.rules[:90])
    for before, after in ((rulebook, fewer), (fewer, rulebook)):
        known = [replace(one, verdicts=settle_all(one.dossier, before, evaluator.outcomes).verdicts) for one in judged]
        found = again(known, before, alone=True, to=after)
        assert found == again(known, before, alone=False, to=after)
        assert all(found)


def test_with_another_calendar_everything_is_judged_again(judged, rulebook):
    every_day = frozenset(date(2022, 1, 1) + timedelta(days) for days in range(365))
    to = replace(rulebook, calendar=replace(rulebook.calendar, holidays=rulebook.calendar.holidays | every_day))
    found = again(judged, rulebook, alone=True, to=to)
    assert found == again(judged, rulebook, alone=False, to=to)
    assert any(found)


def test_by_the_same_rules_nothing_is_judged_again_unless_it_is_asked_for(judged, rulebook):
    """Whoever asks by which rules it was judged trusts what is stored; whoever does not finds a judgement that is wrong."""
    key = ("CLS-01", "")
    wrong = [replace(judged[0], verdicts={**judged[0].verdicts, key: Verdict(Outcome.not_applicable)})]
    assert again(wrong, rulebook, alone=True, to=rulebook) == [None]
    (found,) = again(wrong, rulebook, alone=False, to=rulebook)
    assert [(one.rule, one.after.outcome) for one in found.changed] == [("CLS-01", Outcome.met)]
