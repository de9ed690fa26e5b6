"""The facts: each is a function of the dossier places that facts.toml declares, and of nothing else.

A declared place stands for everything below it; the ids that say who is meant, the day of the judgement and the
lists of meetings and candidates that are judged one by one belong to every fact. Of each example and case a fact
is computed once from the whole dossier and once from its declared places alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any, get_args, get_origin

import pytest

from forms.dossier import read_plain
from review.domain.dossier import Dossier
from review.domain.evaluator import outcomes
from review.domain.facts import Case, Picture, compute, function_of
from review.domain.facts.legality import USUAL_WORKDAYS
from review.domain.plain import bare, from_plain, hints, to_plain
from review.domain.rulebook import FactSpec, FactType, Rulebook, Subject
from review.domain.workdays import Counted

from .judging import BASES, dossiers

IDS = {"id", "member", "candidate"}
Path = tuple[str, ...]
SAMPLE = 60
"""Every twelfth dossier is tried: each fact is in many of them."""
PARTS = 8
"""All of them take some minutes, and are tried in parts side by side."""
GIVEN: tuple[Path, ...] = (("format",), ("as_of",))


def steps(place: str, subject: str) -> Path:
    return tuple((place if place.startswith("/") else f"{subject}/{place}").strip("/").split("/"))


def declared(spec: FactSpec, subject: str) -> list[Path]:
    """The places of a fact of this subject, and what belongs to every fact; `/-` keeps a part but nothing in it."""
    own = [steps(place, subject) for place in spec.places]
    return [*own, *GIVEN, *([steps("-", subject)] if subject else [])]


def pruned(plain: Any, paths: list[Path]) -> Any:
    """What is left of these JSON values when only what lies at or below the paths is kept."""
    if () in paths:
        return plain
    if isinstance(plain, dict):
        kept = {key: (value, [path[1:] for path in paths if path[0] == key]) for key, value in plain.items()}
        return {key: pruned(value, own) if own else value for key, (value, own) in kept.items() if own or key in IDS}
    if isinstance(plain, list):
        return [
            pruned(item, [path[1:] for path in paths if path[0] in ("*", str(place))])
            for place, item in enumerate(plain)
        ]
    return plain


def picture_of(plain: dict[str, Any], rulebook: Rulebook) -> Picture:
    return Picture(from_plain(Dossier, plain), rulebook.calendar)


def values(picture: Picture, spec: FactSpec) -> Iterator[tuple[Case, Any]]:
    for case in picture.cases(spec.subject):
        yield case, function_of(spec.name)(case)


def dependents(rulebook: Rulebook, tried: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Every fact that has another value when what it does not declare is taken away, once for each such dossier."""
    known: dict[tuple[str, str, str], Any] = {}
    for plain in tried:
        picture = picture_of(plain, rulebook)
        for spec in rulebook.facts.values():
            for case, value in values(picture, spec):
                left = pruned(plain, declared(spec, case.subject))
                key = spec.name, case.subject, json.dumps(left, sort_keys=True)
                if key not in known:
                    of_left = values(picture_of(left, rulebook), spec)
                    known.update({(spec.name, one.subject, key[2]): found for one, found in of_left})
                if known.get(key, "no such case") != value:
                    yield f"{spec.name} {case.subject}"


def test_a_fact_does_not_depend_on_a_place_that_it_does_not_declare(rulebook: Rulebook):
    assert sorted(set(dependents(rulebook, dossiers()[:: 18 * SAMPLE]))) == []


@pytest.mark.heavy
@pytest.mark.parametrize("part", range(PARTS))
def test_in_no_dossier_a_fact_depends_on_a_place_that_it_does_not_declare(rulebook: Rulebook, part: int):
    size = -(-len(dossiers()) // PARTS)
    assert sorted(set(dependents(rulebook, dossiers()[part * size : (part + 1) * size]))) == []


def test_taking_away_what_is_declared_is_noticed(rulebook: Rulebook):
    spec = rulebook.facts["review.workdays_allowed"]
    plain = json.loads(BASES["01-power-list-catalogue.json"])
    for place in ("/legality_review/complete_on", "/legality_review/due_on"):
        others = [one for one in declared(spec, "") if one != steps(place, "")]
        ((_, value),) = values(picture_of(pruned(plain, others), rulebook), spec)
        assert value is None


def test_the_usual_working_days_of_a_review_are_those_that_its_rule_compares_with(rulebook: Rulebook):
    rules = [rule for rule in rulebook.rules if rule.id == "LRV-07"]
    compared = {one.value for rule in rules for one in rule.met_when if one.fact == "review.workdays_allowed"}
    assert compared == {USUAL_WORKDAYS}


def test_every_declared_place_is_a_place_of_the_dossier(rulebook: Rulebook):
    for spec in rulebook.facts.values():
        root = {Subject.MATTER: "", Subject.MEETING: "/meetings/*", Subject.CANDIDATE: "/matter/candidates/*"}
        for place in spec.places:
            kind: Any = Dossier
            for step in steps(place, root[spec.subject]):
                kind = _inside(kind, step)
                assert kind is not None, (spec.name, place)


def _inside(kind: Any, step: str) -> Any:
    """The type of what lies one step below a place of this type; `None` where there is no such place."""
    kind = bare(kind)
    of = get_args(kind)
    if get_origin(kind) is tuple:
        return of[0] if step in ("*", "-") else None  # "-": the item still to come (RFC 6901)
    if get_origin(kind) is Mapping:
        return of[1] if step in set(of[0]) else None
    return (hints(kind).get(step) or hints(kind).get(f"{step}_")) if is_dataclass(kind) else None


def test_a_meetings_and_a_candidates_facts_start_at_the_subject(rulebook: Rulebook):
    for spec in rulebook.facts.values():
        assert spec.places, spec.name
        if spec.subject is Subject.MATTER:
            assert all(place.startswith("/") for place in spec.places), spec.name


def test_no_fact_declares_a_place_twice(rulebook: Rulebook):
    assert [spec.name for spec in rulebook.facts.values() if len(set(spec.places)) < len(spec.places)] == []


@pytest.mark.parametrize("file", BASES)
def test_facts_have_the_type_that_is_declared(rulebook: Rulebook, file: str):
    types = {FactType.BOOL: bool, FactType.INT: (int, Counted)}
    picture = picture_of(json.loads(BASES[file]), rulebook)
    for spec in rulebook.facts.values():
        for _, value in values(picture, spec):
            if value is not None and spec.type in types:
                assert isinstance(value, types[spec.type]), spec.name
                assert (spec.type is FactType.BOOL) is isinstance(value, bool), spec.name


def test_nothing_is_known_of_an_empty_dossier(rulebook: Rulebook):
    """But that it holds no reason: a reason that is absent excuses nothing."""
    empty = picture_of({"format": "dossier/1", "as_of": "2024-05-08"}, rulebook)
    known = {
        spec.name: value for spec in rulebook.facts.values() for _, value in values(empty, spec) if value is not None
    }
    reasons = [name for name in rulebook.facts if name.startswith("justification.")]
    assert known == dict.fromkeys([*reasons, "contract.reason_late"], False)


def test_a_count_past_the_calendar_is_provisional(rulebook: Rulebook):
    plain = json.loads(BASES["01-power-list-catalogue.json"])
    plain["as_of"] = "2026-12-28"
    plain["legality_review"] |= {"complete_on": "2026-12-28", "due_on": "2027-01-08"}
    del plain["legality_review"]["issued_on"]
    dossier = read_plain(plain)
    (case,) = Picture(dossier, rulebook.calendar).cases(Subject.MATTER)
    rules = next(rules for rules in rulebook.in_force(dossier.judged_by_law_of) if rules.subject is Subject.MATTER)
    known, provisional = compute(case, rules)
    assert known["review.workdays_allowed"] == 8  # 1 January is a holiday in every year
    assert "review.workdays_allowed" in provisional


def test_a_fact_that_is_not_asked_for_changes_no_outcome(rulebook: Rulebook):
    """What decides that a rule does not apply is asked first; all other facts of that rule may stay unknown."""
    spared = 0
    for plain in dossiers()[::SAMPLE]:
        picture = picture_of(plain, rulebook)
        for rules in rulebook.in_force(picture.dossier.judged_by_law_of):
            for case in picture.cases(rules.subject):
                asked, _ = compute(case, rules)
                answers = {spec.name: function_of(spec.name)(case) for spec in rules.facts}  # type: ignore[misc]
                full = {name: value.days if isinstance(value, Counted) else value for name, value in answers.items()}
                assert {name: value for name, value in full.items() if asked[name] not in (None, value)} == {}
                assert outcomes(rules, asked) == outcomes(rules, full)
                spared += sum(asked[name] is None and value is not None for name, value in full.items())
    assert spared > 1000


@pytest.mark.parametrize("file", BASES)
def test_the_facts_of_a_dossier_that_was_written_and_read_again_are_the_same(rulebook: Rulebook, file: str):
    plain = json.loads(BASES[file])
    once = picture_of(plain, rulebook)
    again = picture_of(to_plain(once.dossier), rulebook)
    for spec in rulebook.facts.values():
        first = [value for _, value in values(once, spec)]
        assert [value for _, value in values(again, spec)] == first, spec.name
