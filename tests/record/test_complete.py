"""Every field of a dossier reaches the page, and every branch of the templates is filled at least once."""

import pytest

from review.record import print_record
from review.record.data import data_of
from review.record.view import view_of

from . import examples, reading
from .filled import Filler

UNPRINTED = ("/unit/region", "/unit/parameters/", "/people/")
"""Settings of the unit that no text rests on, and people who act nowhere in the filled dossier."""
ONLY_OTHERWISE = {True: ("/absence_reason",), False: ("/publication/url",)}
"""What is a statement only for the other answer: a present member has no reason for his absence."""


@pytest.mark.parametrize("truth", [pytest.param(truth, marks=pytest.mark.heavy) for truth in (True, False)])
def test_every_text_and_hash_of_a_full_dossier_is_printed(truth: bool) -> None:
    filler = Filler(truth)
    page = reading.text(print_record(examples.of(filler.dossier())))
    lost = [
        path for path, text in {**filler.texts, **filler.hashes}.items()
        if any(reading.dense(part) not in page for part in text.split("\n"))
    ]  # fmt: skip
    assert not [path for path in lost if not path.startswith(UNPRINTED) and not path.endswith(ONLY_OTHERWISE[truth])]


def plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(type(key) is str and plain(item) for key, item in value.items())
    return all(map(plain, value)) if type(value) is list else type(value) in (str, int, bool)


@pytest.mark.parametrize("truth", [True, False])
def test_only_plain_values_reach_the_templates(truth: bool) -> None:
    record = examples.of(Filler(truth).dossier())
    assert plain(view_of(record, data_of(record)))
    assert plain(view_of(examples.handled(), data_of(examples.handled())))
