"""Stands for another version of the program: it prints other words on a page, judges otherwise, and says which version it is."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from review.domain.annual import Annual
from review.domain.program import Program
from review.domain.vocabulary import Outcome
from review.record import page, print_record
from review.service.ports import Record

ANOTHER = Program("1" * 64, "2" * 64)
Paper = TypeVar("Paper", Record, Annual)


def printed_otherwise(paper: Paper, program: Program | None = ANOTHER) -> bytes:
    """By a version whose templates have another word."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "html", _in_other_words(page.html))
        return print_record(replace(paper, program=program))


def _in_other_words(html: Callable[..., str]) -> Callable[..., str]:
    def changed(*given: object) -> str:
        text = html(*given)
        assert "核验" in text
        return text.replace("核验", "检验")

    return changed


def judged_otherwise(record: Record, program: Program | None = ANOTHER) -> Record:
    """By a version that found another outcome of the first rule that is met."""
    findings = list(record.judgement.findings)
    at = next(place for place, one in enumerate(findings) if one.outcome is Outcome.met)
    findings[at] = findings[at]._replace(outcome=Outcome.undetermined)
    return replace(record, judgement=replace(record.judgement, findings=tuple(findings)), program=program)
