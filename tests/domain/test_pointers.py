"""Pointers on a dossier: what is found on a short way is what walking every step finds, whatever is missing."""

import json
import random
from typing import Any

import pytest

from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.pointers import Places, _walk, absolute, steps_of
from review.domain.rulebook import Subject
from tests.conftest import EXAMPLES
from tests.sampling import some

NEEDED = {"id", "member", "candidate"}
SUBJECTS = {
    Subject.MATTER: ("",),
    Subject.MEETING: ("/meetings", "/meetings/0", "/meetings/7"),
    Subject.CANDIDATE: ("/matter/candidates", "/matter/candidates/0", "/matter/candidates/7"),
}


def torn(plain: Any, chance: random.Random) -> Any:
    """The same with some places removed and some lists emptied."""
    if isinstance(plain, dict):
        return {key: torn(item, chance) for key, item in plain.items() if key in NEEDED or chance.random() > 0.05}
    if isinstance(plain, list):
        return [torn(item, chance) for item in plain] if chance.random() > 0.1 else []
    return plain


@pytest.mark.parametrize("example", some(sorted(EXAMPLES.glob("*.json")), 4), ids=lambda path: path.stem)
def test_what_is_found_on_a_short_way_is_what_walking_finds(rulebook, example):
    pointers = tuple({
        pointer for spec in rulebook.facts.values() for subject in SUBJECTS[spec.subject]
        for pointer in absolute(subject, spec.places)
    })  # fmt: skip
    whole = json.loads(example.read_text())
    found = missed = 0
    for seed in range(8):
        dossier = from_plain(Dossier, torn(whole, random.Random(seed)) if seed else whole)
        for pointer in pointers:
            there, lacking = _walk(dossier, steps_of(pointer))
            assert Places(dossier).present("")[(pointer,)] == there, (seed, pointer)
            assert Places(dossier).absent("", (pointer,)) == lacking, (seed, pointer)
            found, missed = found + len(there), missed + len(lacking)
    assert min(found, missed) > 100
