"""Answering the opinions opens where something waits for an answer."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from flask import Flask

from review import demo
from review.domain.dossier import Dossier
from review.web.opinion import _chosen

EXAMPLE = demo.examples()[0]
ANSWERED = (EXAMPLE.legal_opinions or ())[-1]
ASKED = replace(ANSWERED, suggestions=tuple(replace(one, response=None, reason=None) for one in ANSWERED.suggestions or ()))
PARTLY = replace(ASKED, suggestions=(*(ANSWERED.suggestions or ()), *(ASKED.suggestions or ())))
OTHERS = (("a01", "甲〔2022〕1号"), ("a02", "乙〔2022〕2号"), ("a03", "丙〔2022〕3号"))


def dossier(*opinions: object) -> Dossier:
    given = (
        replace(one, number=number, adviser=replace(one.adviser, id=person), supersedes=None)
        for one, (person, number) in zip(opinions, OTHERS, strict=False)
    )
    return replace(EXAMPLE, legal_opinions=tuple(given))


@pytest.mark.parametrize(("opinions", "query", "place"), [
    ((ASKED, ANSWERED), "", 0),
    ((ANSWERED, ASKED), "", 1),
    ((ANSWERED, PARTLY, ASKED), "", 1),
    ((ANSWERED, ANSWERED), "", 1),
    ((replace(ASKED, draft_sha256="0" * 64), ANSWERED), "", 1),
    ((ASKED, ANSWERED), "?opinion=乙〔2022〕2号", 1),
    ((replace(ANSWERED, suggestions=()), ANSWERED), "", 1),
])  # fmt: skip
def test_it_opens_at_the_first_opinion_that_waits_and_at_the_one_that_is_asked_for(
    app: Flask, opinions: tuple[object, ...], query: str, place: int
) -> None:  # fmt: skip
    with app.test_request_context(f"/matters/1/answer-opinion{query}"):
        assert _chosen(SimpleNamespace(dossier=dossier(*opinions)))[0] == place
