"""What is said to be the smallest set is: among all the changes ever on offer, no fewer open the gate, whatever was taken out."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from forms.dossier import read_plain
from review.domain.checklist import judge
from review.domain.consistency import inconsistencies
from review.domain.dossier import Dossier
from review.domain.errors import DossierRefused
from review.domain.opening import Change, Way, next_gate, way_to_open
from review.domain.opening.search import Search
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Gate

from .test_search import example, lacking

KEPT = ("format", "as_of", "unit", "people", "approvals", "archive", "attachments", "execution", "publication")
PAIRS, PAIRS_AT_LENGTH = 2503, 613
"""Of the pairs of places every so many are tried."""


def parts(part: Any, at: str = "") -> Iterator[str]:
    """Every place that can be taken out of an object: values, and whole parts of it."""
    if isinstance(part, dict):
        for key, value in part.items():
            if at or key not in KEPT:
                yield f"{at}/{key}"
                yield from parts(value, f"{at}/{key}")
    elif isinstance(part, list):
        for place, item in enumerate(part):
            yield from parts(item, f"{at}/{place}")


def ways(plain: dict[str, Any], sets: Iterator[tuple[str, ...]], rulebook: Rulebook) -> Iterator[tuple[Dossier, Way]]:
    """The way to open what is shut without these places, with the dossier that lacks them."""
    for places in sets:
        try:
            dossier = read_plain(lacking(plain, *places))
        except (DossierRefused, KeyError, TypeError):  # what is left is no dossier, or one place is within the other
            continue
        gate = next_gate(judge(dossier, rulebook))
        if gate is not None and gate is not Gate.ARCHIVE:
            yield dossier, way_to_open(dossier, rulebook, gate, gather=False)


def ever_offered(dossier: Dossier, way: Way, rulebook: Rulebook) -> dict[object, Change]:
    """Every change on offer at first, and after each of the smaller sets of the changes that were found."""
    search, found = Search(dossier, rulebook, way.gate), {}
    for some in (some for count in range(len(way.changes)) for some in combinations(way.changes, count)):
        changed = after(dossier, some)
        if changed is not None:
            found |= {
                change.key: change for one in search.shut(changed)
                for change, _ in search.offered(changed, one, frozenset(each.key for each in some))
            }  # fmt: skip
    return found


def after(dossier: Dossier, changes: tuple[Change, ...]) -> Dossier | None:
    try:
        for change in changes:
            dossier = change.make(dossier)
    except (TypeError, IndexError, ValueError):
        return None
    return dossier


def fewer(dossier: Dossier, way: Way, rulebook: Rulebook) -> tuple[Change, ...] | None:
    """A smaller set of the changes ever on offer that opens the gate, by trying every one."""
    search, faulty = Search(dossier, rulebook, way.gate), len(inconsistencies(dossier))
    on_offer = ever_offered(dossier, way, rulebook).values()
    for some in (some for count in range(len(way.changes)) for some in combinations(on_offer, count)):
        changed = after(dossier, some)
        if changed is not None and not search.shut(changed) and len(inconsistencies(changed)) <= faulty:
            return some
    return None


def check(plain: dict[str, Any], sets: Iterator[tuple[str, ...]], rulebook: Rulebook) -> int:
    """How many ways were found, each proven."""
    found = 0
    for dossier, way in ways(plain, sets, rulebook):
        if way.smallest:
            found += 1
            assert judge(way.opened, rulebook).gates[way.gate].open
            assert len(way.changes) > 2 or fewer(dossier, way, rulebook) is None
    return found


def test_one_paper_is_not_asked_for_twice(rulebook: Rulebook):
    """The review lacks the basis of its findings: to write it is one thing to do, and to review again would be another."""
    ((_, way),) = ways(example("02"), iter([("/legality_review/findings_basis",)]), rulebook)
    assert [change.pointer for change in way.changes] == ["/legality_review/findings_basis"]


@pytest.mark.heavy
def test_a_change_does_what_it_says_and_nothing_else(rulebook: Rulebook):
    """What is offered once a plan is recorded is the same as what was offered before; it does not bring the plan along."""
    places = ("/matter/scope/market_activity", "/preparation/risk_assessment/contingency_plan")
    ((dossier, way),) = ways(example("01"), iter([places]), rulebook)
    assert [change.pointer for change in way.changes] == list(places)
    assert fewer(dossier, way, rulebook) is None


@pytest.mark.heavy
def test_fewer_do_not_open_what_pairs_of_places_were_taken_out_of(rulebook: Rulebook):
    places = list(parts(example("02")))
    assert check(example("02"), iter(list(combinations(places, 2))[::PAIRS]), rulebook) > 3


@pytest.mark.heavy
@pytest.mark.parametrize("base", ["01", "02", "03", "04", "05", "06", "07"])
def test_fewer_do_not_open_what_a_place_was_taken_out_of(rulebook: Rulebook, base: str):
    assert check(example(base), ((place,) for place in list(parts(example(base)))[::3]), rulebook) > 15


@pytest.mark.heavy
@pytest.mark.parametrize("base", ["01", "02", "03", "04", "05", "06"])
def test_fewer_do_not_open_what_more_pairs_were_taken_out_of(rulebook: Rulebook, base: str):
    places = list(parts(example(base)))
    assert check(example(base), iter(list(combinations(places, 2))[::PAIRS_AT_LENGTH]), rulebook) > 8
