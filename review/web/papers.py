"""Holds the downloads of the documents that are printed by themselves: opinions, reviews, agenda and minutes of a meeting."""

from flask import Blueprint, Response

from review.domain.sitting import Sitting
from review.service import papers as service
from review.service.ports import Paper
from review.web.agenda import type_of
from review.web.files import disposition
from review.web.session import actor, desk, printer

blueprint = Blueprint("papers", __name__)

OF_SITTING = "/meetings/<kind>/<int:year>/<path:number>"


@blueprint.get("/matters/<number>/opinions/<int:place>.pdf")
def opinion(number: str, place: int) -> Response:
    """The legal opinion at this place, the first being 1."""
    return _saved(service.opinion(desk(), actor(), number, place - 1), f"{number}-{place}")


@blueprint.get("/matters/<number>/reviews/<int:place>.pdf")
def review(number: str, place: int) -> Response:
    """The legality review at this place, the oldest being 1."""
    return _saved(service.review(desk(), actor(), number, place - 1), f"{number}-{place}")


@blueprint.get(f"{OF_SITTING}/agenda.pdf")
def agenda(kind: str, year: int, number: str) -> Response:
    return _saved(service.agenda(desk(), actor(), Sitting(type_of(kind), year, number)), number)


@blueprint.get(f"{OF_SITTING}/minutes.pdf")
def minutes(kind: str, year: int, number: str) -> Response:
    return _saved(service.minutes(desk(), actor(), Sitting(type_of(kind), year, number)), number)


def _saved(paper: Paper, number: str) -> Response:
    answer = Response(printer()(paper), mimetype="application/pdf")
    name = f"{number}-{paper.kind.label}.pdf".replace("/", "_")
    answer.headers["Content-Disposition"] = disposition(name, paper.kind.value.lower())
    return answer
