"""Turns a Paper into plain values for its template, as the record is: a document of its own, drawn from the same data."""

from collections.abc import Callable, Sequence
from typing import Any

from review.domain.papers import PaperKind
from review.record import glyphs
from review.record.data import RecordData
from review.record.view.papers.adoption import adoption_view
from review.record.view.papers.head import basis_view
from review.record.view.papers.lawyers import opinion_view, review_view
from review.record.view.papers.meetings import agenda_view, minutes_view
from review.service.ports import Paper

_VIEWS: dict[PaperKind, Callable[[Paper], dict[str, Any]]] = {
    PaperKind.ADOPTION: adoption_view, PaperKind.OPINION: opinion_view, PaperKind.REVIEW: review_view,
    PaperKind.AGENDA: agenda_view, PaperKind.MINUTES: minutes_view,
}  # fmt: skip


def paper_view(paper: Paper, data: Sequence[RecordData]) -> dict[str, Any]:
    """Everything that is printed, in the order in which it is printed; `data` are those of its records."""
    kind = paper.kind
    view = {"kind": kind.value.lower(), "name": kind.label, **_VIEWS[kind](paper), "basis": basis_view(paper.records, data)}
    boxed = glyphs.boxed(view)
    view["boxed"] = {"number": sum(boxed.values()), "points": "、".join(sorted(boxed)[:20])}
    return view
