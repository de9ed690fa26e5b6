"""Holds the statement of which opinions were adopted (意见采纳情况表) as a document: every opinion that was received."""

from typing import Any

from review.domain.adoption import by_source, tally
from review.domain.papers import adoption_lacks, opinions_received
from review.record.view import say
from review.record.view.matter import units_of
from review.record.view.papers.head import draft_said, head_view
from review.record.view.preparation import opinions_view
from review.record.view.titles import title_view
from review.service.ports import Paper

TITLE = "的意见采纳情况表"


def adoption_view(paper: Paper) -> dict[str, Any]:
    dossier = paper.records[0].dossier
    matter, opinions = dossier.matter, opinions_received(dossier)
    return {
        "head": head_view(
            paper, say.text(dossier.unit.name), matter.number, title_view(matter.title, TITLE), adoption_lacks(dossier),
            f"截至{say.day(dossier.as_of)}登记的意见",
        ),
        "title": say.text(matter.title),
        "draft": draft_said(dossier, matter.draft.sha256),
        "counts": tally(opinions).said,
        "sources": [{"source": say.term(source), "counts": of.said} for source, of in by_source(opinions)],
        "opinions": opinions_view(opinions),
        "units": units_of(matter),
        "day": say.day(dossier.as_of),
    }  # fmt: skip
