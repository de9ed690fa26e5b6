"""Holds the pages of the advisers' numbers: of all in a year, and the opinions behind each number."""

from flask import Blueprint, request

from review.domain.adviser_numbers import RESPONSES, SCALES, Figure
from review.domain.errors import NotFound
from review.domain.vocabulary import Response
from review.service import advisers as service
from review.web.refusals import answer
from review.web.session import actor, desk

blueprint = Blueprint("adviser_numbers", __name__)


@blueprint.get("/advisers/numbers")
def numbers() -> tuple[str, int]:
    year = _year()
    found, years = service.numbers(desk(), actor(), year)
    return answer("advisers/numbers.html", None, numbers=found, year=year, years=_with(years, year), scales=SCALES, figure=Figure)


@blueprint.get("/advisers/numbers/<person>")
def behind(person: str) -> tuple[str, int]:
    """The opinions behind one number of one adviser."""
    year, said = _year(), request.args.get("of", Figure.ASKED.value)
    what = next((one for one in Figure if one.value == said), None)
    found, _ = service.numbers(desk(), actor(), year)
    mine = next((one for one in found if one.adviser == person), None)
    if what is None or mine is None:
        raise NotFound("这一年没有这项数字")
    return answer(
        "advisers/behind.html", None, mine=mine, works=mine.behind(what), what=what, year=year, scales=SCALES, figure=Figure,
        responses=RESPONSES, answered=Response,
    )  # fmt: skip


def _year() -> int:
    """The year that is asked for, else this one; raises NotFound for what is no year."""
    said = request.args.get("year", str(desk().today().year))
    if not (said.isascii() and said.isdecimal() and len(said) == 4):
        raise NotFound("没有这一年")
    return int(said)


def _with(years: tuple[int, ...], year: int) -> list[int]:
    return sorted({*years, year, desk().today().year}, reverse=True)
