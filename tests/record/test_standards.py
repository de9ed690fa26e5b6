"""The standards of the fair-competition review are printed in words, one line each, with the number that finds them."""

from dataclasses import replace

import pytest

from review.domain.dossier import CompetitionCheck, FairCompetitionReview, Preparation
from review.record.view.further import further_view
from review.record.view.people import People

from . import examples


@pytest.mark.parametrize(("head", "said"), [
    ("8.1", "8.1 违法设置审批程序（负面清单以外）"), ("3.3", "3.3 违法免除特定经营者的社会保险费用"),
    ("9.9", "9.9（不在标准之内）"),
])  # fmt: skip
def test_each_standard_is_named_with_whether_the_draft_has_it(head: str, said: str) -> None:
    checks = tuple(CompetitionCheck(head=head, present=present) for present in (False, True, None))
    review = FairCompetitionReview(checklist=checks)
    dossier = replace(examples.record("01").dossier, preparation=Preparation(fair_competition_review=review))
    rows = [row for block in further_view(dossier, People(dossier), 0) for row in block["rows"]]
    (told,) = [row["value"] for row in _flat(rows) if row["label"] == "逐项审查"]
    assert told == [f"{said}：没有", f"{said}：有", f"{said}：—"]


def _flat(rows: list) -> list:
    return [one for row in rows for one in (row if isinstance(row, list) else [row])]
