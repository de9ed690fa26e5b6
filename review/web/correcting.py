"""Holds the page on which the record of a meeting is corrected after its result was announced (更正会议记录): filled in, looked
at, confirmed. It is the form of the record without what was announced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, flash, redirect, request

from forms.corrections import Told
from forms.further import grouped
from review.domain import vocabulary
from review.domain.correcting import as_announced
from review.domain.dossier import Meeting
from review.domain.errors import WrongState
from review.domain.minutes import Discussed
from review.domain.sitting import Sitting, sitting_of
from review.domain.workflow import Action
from review.service import correcting as service
from review.service import oversight
from review.service.correcting import CorrectedOutlook, Corrections
from review.service.sitting import Part
from review.web import deliberation, posted_meeting, posted_sitting
from review.web.agenda import must, type_of
from review.web.corrected import in_words
from review.web.fields import Sheet, by_place, compacted, linked, typed
from review.web.posted_sitting import WHOLE, Seat
from review.web.presentation import sitting_path as path
from review.web.refusals import Refusal, answer, attempt, opened, relocated
from review.web.session import actor, desk, names
from review.web.sitting import Item, Values, as_shown, fixed, items_of, posted_items

blueprint = Blueprint("correcting", __name__)

REASON, SEEN = "/reason", "seen"
TICKED_ANEW = f"{WHOLE}/minutes/signed_by"
"""Who signed the record signed it as it was: who signed the corrected one is ticked anew."""
TOLD = tuple(f"{WHOLE}/notice/{key}" for key in ("sent_to", "papers_to"))

Answer = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a correction comes to for a topic, in words."""

    outlook: CorrectedOutlook
    entries: tuple[Told, ...]


@blueprint.get("/matters/<number>/correct-meeting")
def of_matter(number: str) -> Any:
    """The last meeting of this matter, whose record is corrected for all of its topics."""
    named = sitting_of((opened(number, Action.CORRECT_MEETING).dossier.meetings or (Meeting(),))[-1])
    if named is None:
        raise WrongState("会议没有编号和日期，不能更正。")
    return redirect(f"{path(named)}/correct", 303)


@blueprint.get("/meetings/<kind>/<int:year>/<path:number>/correct")
def correcting(kind: str, year: int, number: str) -> Answer:
    must(Action.CORRECT_MEETING)
    named = Sitting(type_of(kind), year, number)
    items = _items(named)
    values = posted_sitting.as_typed([item.row for item in items])
    notice = items[0].meeting.notice
    values |= {at: list(said) for at, said in zip(TOLD, (notice.sent_to, notice.papers_to), strict=True) if said is not None}
    return _form(named, items, {**values, TICKED_ANEW: []})


@blueprint.post("/meetings/<kind>/<int:year>/<path:number>/correct")
def correct(kind: str, year: int, number: str) -> Any:
    """Fill in or preview (both store nothing), or confirm what was previewed."""
    must(Action.CORRECT_MEETING)
    named, do = Sitting(type_of(kind), year, number), request.form.get("do", "")
    items, sent, gone = posted_items(named)
    if gone:
        return _form(named, items, typed(sent), gone)
    form = compacted(sent, f"{WHOLE}/observers")
    read = attempt(lambda: posted_sitting.recorded(form, [item.row for item in items], names()), asks=("/meetings", REASON))
    if isinstance(read, Refusal):
        return _form(named, items, typed(form), read)
    items = [
        replace(item, meeting=as_announced(item.meeting, as_shown(item.meeting, said)))
        for item, said in zip(items, read, strict=True)
    ]  # fmt: skip
    places = [len(item.matter.dossier.meetings or ()) - 1 for item in items]
    new = Corrections(
        parts=tuple(Part(item.matter.number, item.matter.revision, said) for item, said in zip(items, read, strict=True)),
        reason=request.form.get(REASON, ""), seen=frozenset(request.form.getlist(SEEN)),
    )  # fmt: skip
    found = attempt(lambda: service.preview(desk(), actor(), named, new))
    if isinstance(found, Refusal):
        return _form(named, items, typed(form), relocated(found, posted_sitting.moved(places)))
    if do != "confirm":
        return _form(named, items, typed(form), found=found)
    done = attempt(lambda: service.correct(desk(), actor(), named, new))
    if isinstance(done, Refusal):
        return _form(named, items, typed(form), relocated(done, posted_sitting.moved(places)), found)
    flash("会议记录已更正，结果不变；成员和等待签批的人已收到通知。")
    return redirect(path(named), 303)


def _items(named: Sitting) -> list[Item]:
    """The topics whose record this person may correct; raises WrongState with why he may correct none."""
    why = service.correctable(desk(), actor(), named)
    found = [item for item in items_of(named) if not why[item.matter.number]]
    if not found:
        raise WrongState(next(iter(why.values())))
    return [replace(item, place=place) for place, item in enumerate(found)]


def _form(
    named: Sitting, items: Sequence[Item], values: Values, refusal: Refusal | None = None,
    found: tuple[CorrectedOutlook, ...] = (),
) -> Answer:  # fmt: skip
    people, known = oversight.people(desk(), actor()), names()
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=people, needed=frozenset({REASON}),
    )  # fmt: skip
    whole = items[0].meeting
    further = list(deliberation.further_inputs(sheet, WHOLE, whole))
    seen = [Shown(one, in_words(one.entries, _topic(one, known))) for one in found]
    return answer(
        "sitting/correct.html", refusal, s=sheet, root=WHOLE, named=named, items=items, whole=whole, path=path(named),
        terms=vocabulary, people=known, absences=deliberation.ABSENCES, written=deliberation.WRITTEN, members=whole.members or (),
        posts={one.id: one.post for one in people}, order=posted_meeting.order, seat=posted_sitting.seat, seats=Seat,
        signers=deliberation.signers(whole), unsaved=True, further=grouped(posted_sitting.of_whole(further)),
        of_topics=[grouped(posted_sitting.of_topic(deliberation.further_inputs(sheet, item.root, whole))) for item in items],
        gaps=linked(refusal.findings if refusal else (), ("/meetings/",), fixed=fixed(items)), found=seen,
        sent_to=request.path, announced=True,
    )  # fmt: skip


def _topic(one: CorrectedOutlook, known: Mapping[str, str]) -> Discussed:
    """The corrected meeting with the names that its matter and the register have."""
    dossier = one.matter.dossier
    return Discussed(dossier, len(dossier.meetings or ()) - 1, dict(known))
