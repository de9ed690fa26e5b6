"""Turns a Record into plain values for the template: dictionaries, lists, strings, numbers; holds no markup and no layout."""

from typing import Any

from review.domain.headline import headline_of
from review.record import glyphs
from review.record.data import RecordData
from review.record.view.annexes import annexes_view
from review.record.view.checklist import checklist_view
from review.record.view.closing import closing_view, files_view
from review.record.view.duties import duties_view
from review.record.view.front import front_view
from review.record.view.further import further_view
from review.record.view.heading import conclusion_view, heading_view
from review.record.view.lawyers import opinions_view, reviews_view
from review.record.view.matter import matter_view
from review.record.view.meeting import meetings_view
from review.record.view.people import People
from review.record.view.preparation import preparation_view
from review.record.view.proof import proof_view, trail_view
from review.service.ports import Record


def view_of(record: Record, data: RecordData) -> dict[str, Any]:
    """Everything that is printed, in the order in which it is printed."""
    dossier, people = record.dossier, People(record.dossier)
    headline = headline_of(dossier, record.judgement, record.state)
    matter = matter_view(dossier, people)
    view = {
        "head": heading_view(record, headline),
        "conclusion": conclusion_view(record, headline),
        "front": front_view(dossier, headline, people),
        "annexes": annexes_view(),
        "matter": matter,
        "preparation": preparation_view(dossier, people),
        "checklist": checklist_view(dossier, record.judgement, record.state, people),
        "opinions": opinions_view(dossier, people),
        "reviews": reviews_view(dossier, record.clocks, people),
        "meetings": meetings_view(dossier, people),
        "closing": closing_view(dossier, people),
        "further": further_view(dossier, people, matter["headings"]),
        "files": files_view(dossier),
        "duties": duties_view(record),
        "trail": trail_view(record.trail),
        "proof": proof_view(record, data),
    }
    boxed = glyphs.boxed(view)
    view["boxed"] = {"number": sum(boxed.values()), "points": "、".join(sorted(boxed)[:20])}
    return view
