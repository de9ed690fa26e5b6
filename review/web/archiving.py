"""Holds the pages of the archive: close the file with its computed index (办结立卷), hand it over (归档移交)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, request

from forms import flat
from review.domain import vocabulary
from review.domain.after import Part, handover_day
from review.domain.archive_index import index_of, items_of
from review.domain.checklist import Finding
from review.domain.dossier import Archive, Dossier
from review.domain.facts.archive_papers import all_lacking
from review.domain.facts.case import Picture
from review.domain.rulebook import Subject
from review.domain.vocabulary import Gate
from review.domain.workflow import Action
from review.service import archive as service
from review.service import files as file_service
from review.service import oversight
from review.service.ports import Matter
from review.web import after, posted_after, uploads
from review.web.fields import Sheet, by_place, typed
from review.web.refusals import OF_DOSSIER, Refusal, answer, attempt, opened, posted_to, revision, stored
from review.web.session import actor, desk

blueprint = Blueprint("archiving", __name__)

HERE = after.PAGES[Part.CLOSE_FILE]

NEEDED = frozenset({"/archive/closed_on", "/archive/marking"})

Answer = tuple[str, int]


@blueprint.get("/matters/<number>/close-file")
def closing(number: str) -> Answer:
    matter = opened(number, Action.CLOSE_FILE)
    return _closing_form(matter, _prefilled(matter.dossier))


@blueprint.post("/matters/<number>/close-file")
def close_file(number: str) -> Any:
    matter, files = posted_to(number, Action.CLOSE_FILE), uploads.Arrival()
    read = attempt(lambda: posted_after.closing(files.form, matter.dossier), asks=(*OF_DOSSIER, posted_after.REASON))
    if (refusal := files.refusal(read)) or isinstance(read, Refusal):
        return _closing_form(matter, typed(files.form), refusal)
    done = attempt(lambda: service.close_file(desk(), actor(), number, revision(), read))
    if isinstance(done, Refusal):
        return _closing_form(matter, typed(files.form), done)
    return stored(done, f"已立卷，卷内{len(done.dossier.archive.items or ()) if done.dossier.archive else 0}件。")


@blueprint.get("/matters/<number>/hand-over")
def handing_over(number: str) -> Answer:
    return _handing_form(opened(number, Action.HAND_OVER))


@blueprint.post("/matters/<number>/hand-over")
def hand_over(number: str) -> Any:
    matter = posted_to(number, Action.HAND_OVER)
    done = attempt(lambda: service.hand_over(desk(), actor(), number, revision()), Gate.ARCHIVE, ())
    return _handing_form(matter, done) if isinstance(done, Refusal) else stored(done, "已归档移交。")


def _prefilled(dossier: Dossier) -> dict[str, list[str]]:
    """What is stored, and where nothing is yet: the day of completion, the periods proposed, the papers that are lacking."""
    values = flat.flatten(dossier.archive, "/archive")
    completed = dossier.execution.completed_on if dossier.execution else None
    values.setdefault("/archive/closed_on", [(completed or desk().today()).isoformat()])
    for place, one in enumerate(dossier.meetings or ()):
        if one.disclosure_found is not None:
            values[f"/meetings/{place}/disclosure_found"] = ["true" if one.disclosure_found else "false"]
    return values


def _closing_form(matter: Matter, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    dossier = matter.dossier
    index = index_of(dossier)
    if not any(name.startswith("/archive/items/") for name in request.form):
        values = dict(values) | {f"/archive/items/{row}/retention": [one.retention.value] for row, one in enumerate(index)}
    filed = replace(dossier, archive=replace(dossier.archive or Archive(), items=items_of(dossier)))
    case = Picture(filed, desk().rulebook.calendar).case(Subject.MATTER, "")
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), needed=NEEDED, files=uploads.named_in(values),
        people=oversight.people(desk(), actor()),
    )  # fmt: skip
    return answer(
        "execution/close_file.html", refusal, s=sheet, matter=matter, terms=vocabulary, index=index,
        lacking=all_lacking(case), stored_files=file_service.known(desk(), actor(), [one.sha256 for one in index]),
        upload_hint=uploads.HINT, gaps=_to_close(matter), rows=after.overview(matter),
    )  # fmt: skip


def _handing_form(matter: Matter, refusal: Refusal | None = None) -> Answer:
    archive = matter.dossier.archive or Archive()
    return answer(
        "execution/hand_over.html", refusal, matter=matter, archive=archive, index=index_of(matter.dossier),
        gaps=_gaps(matter, (refusal.findings if refusal else ()) or matter.judgement.shutting(Gate.ARCHIVE)),
        due=handover_day(archive.closed_on) if archive.closed_on else None, rows=after.overview(matter),
    )  # fmt: skip


def _to_close(matter: Matter) -> list[tuple[Finding, str]]:
    """What keeps the archive gate shut; before the file is closed for the first time without what closing it settles."""
    shut, archive = matter.judgement.shutting(Gate.ARCHIVE), matter.dossier.archive
    if archive is None or archive.closed_on is None:
        shut = tuple(one for one in shut if Part.CLOSE_FILE not in map(after.part_of, one.missing))
    return [(one, "" if href.endswith(f"/{HERE}") else href) for one, href in _gaps(matter, shut)]


def _gaps(matter: Matter, findings: Iterable[Finding]) -> list[tuple[Finding, str]]:
    """Each finding with the form on which it is settled: closing the file, where that has to do with it."""
    found = []
    for one in findings:
        parts = [part for place in (*one.missing, *one.evidence) if (part := after.part_of(place))]
        parts.sort(key=lambda part: part is not Part.CLOSE_FILE)
        found.append((one, f"/matters/{matter.number}/{after.PAGES[parts[0]]}" if parts else ""))
    return found
