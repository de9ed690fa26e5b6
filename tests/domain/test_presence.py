"""Evidence by what is there: the same places as looking for each, whatever is missing, also where another dossier was before."""

import json
import random

import pytest

from review.domain import presence
from review.domain.dossier import Dossier
from review.domain.facts import Picture
from review.domain.plain import from_plain
from review.domain.presence import Evidence, presence_of
from review.domain.rulebook import Rulebook
from tests.sampling import some

from .judging import BASES
from .test_pointers import torn


@pytest.mark.parametrize("file", BASES)
@pytest.mark.parametrize("kept", some([2, presence.MOST_KEPT], 3))
def test_evidence_of_what_is_there_is_what_looking_for_each_place_finds(
    rulebook: Rulebook, file: str, kept: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(presence, "MOST_KEPT", kept)
    whole = json.loads(BASES[file])
    sets = rulebook.in_force(from_plain(Dossier, whole).judged_by_law_of)
    asked = {rules: [Evidence(spec.places, presence_of(rules)) for spec in rules.facts] for rules in sets}
    found = 0
    for seed in (*range(6), *range(3)):
        picture = Picture(from_plain(Dossier, torn(whole, random.Random(seed)) if seed else whole), rulebook.calendar)
        for rules, evidence in asked.items():
            for case in picture.cases(rules.subject):
                there = presence_of(rules).of(case)
                for spec, one in zip(rules.facts, evidence, strict=True):
                    places = picture.places.find(case.subject, spec.places)
                    assert one.of(case, there) == places, (seed, spec.name)
                    found += len(places)
    assert found > 1000
