"""The page of a rule: the matter that trips it is judged by the edition that a reader of today goes by."""

from collections import Counter

import pytest

from forms.dossier import read_plain
from review.domain import cases
from review.rulebooks import shipped
from review.web.rules import breach


@pytest.mark.heavy
def test_the_example_of_a_breach_is_one_by_the_latest_edition() -> None:
    loaded = shipped()
    book, by_earlier = loaded.rulebook, set()
    told = {(case.rule, case.name): case for case in cases.read_cases(loaded.folder.cases)}
    for rule in (rule for rule, times in Counter(one.id for one in book.rules).items() if times > 1):
        example = breach(rule, loaded)
        assert example is not None, rule
        plain = cases.dossier_of(told[rule, example.name], loaded.folder.dossiers)
        if read_plain(plain).judged_by_law_of < max(one.effective_from for one in book.rules if one.id == rule):
            by_earlier.add(rule)
    assert by_earlier == set()
