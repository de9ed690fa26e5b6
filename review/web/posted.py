"""Turns posted forms of the stages into parts of the dossier; meetings are in `posted_meeting`.

What the page knows better than the form (names of people, who and when) is put in here.
Holds no view and calls no use case.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from forms import flat
from review.domain.dossier import (
    Attachment,
    CatalogueItem,
    DocumentReview,
    Dossier,
    Draft,
    Justification,
    LegalityReview,
    LegalOpinion,
    ManualAnswer,
    Matter,
    OpinionRating,
    Preparation,
)
from review.domain.errors import DossierRefused, Fault
from review.domain.procedures import OTHERS, laid
from review.domain.vocabulary import DraftChange, Response
from review.service.files import ATTACHMENTS
from review.service.opinion import Answers
from review.service.ports import RegisteredPerson
from review.service.submission import Submission
from review.web.classification import taken_apart

T = TypeVar("T")
Form = MultiDict[str, str]

ITEMS = "/matter/catalogue/items"
"""The ticks of the matter list: the code of each line, or a blank one for none."""

LISTS = (
    "/matter/legal_basis", "/matter/drafters", "/matter/candidates", "/preparation/unit_consultations", "/preparation/opinions",
)  # fmt: skip
"""The lists of the submission form whose blank rows are taken out."""

FOUND = ("submitted_by", "submitted_on", "followed_by", "catalogue/items", "funds/on_record")
"""What the service says of a matter: by whom, when, who follows it, by which lines of the list, what is related."""

RATIFIED = tuple(f"emergency/{key}" for key in ("ratified", "ratified_on", "correction", "correcting_matter"))
"""What only a meeting says, and what is registered of an action that was not ratified."""

OF_NEW = (*FOUND, *RATIFIED, "draft/change", "draft/adopts", "draft/confirmed_by", "draft/earlier")
"""What nobody says of a matter that is submitted."""

OF_STORED = (*FOUND, *RATIFIED, "number", "draft")
"""What a supplement leaves as it is stored."""

OF_OPINION = ("adviser", "draft_sha256", "commissioned_on", "issued_on", "rating", "registered_interests",
              *(f"suggestions/*/{key}" for key in ("number", "response", "reason")))  # fmt: skip
"""What the service and those who answer say of a legal opinion."""

OF_REVIEW = ("number", "kind", "findings", "findings_basis", "opinions_considered", "conclusion", "risk_statement",
             "required_changes", "head", "sealed")  # fmt: skip
"""What the reviewer states; the rest of the review is that of sending it."""

ANSWERED = tuple(f"required_changes/*/{key}" for key in ("number", "response", "reason"))
"""What the undertaking unit answers to the reviewer."""

OPINIONS = "/legal_opinions"
REASONS = "/justifications"
ANSWERS = "/answers"


def together(*reads: Callable[[], Any]) -> list[Any]:
    """What all of them read; raises DossierRefused with the faults of all, so that none is told later."""
    found, faults = [], []
    for read in reads:
        try:
            found.append(read())
        except DossierRefused as refused:
            faults += refused.faults
    if faults:
        raise DossierRefused(tuple(faults))
    return found


def place_in(form: Form, pointer: str, default: int) -> int:
    """The item of a list that the form is about, as its field names say; the dossier may have moved on since."""
    named = (name.removeprefix(f"{pointer}/").partition("/")[0] for name in form if name.startswith(f"{pointer}/"))
    return next((int(place) for place in named if place.isdecimal() and len(place) < 4), default)


def asked_for(form: Form, *pointers: str) -> None:
    """Raise DossierRefused for each of these places that is blank, without which the act says nothing."""
    blank = tuple(Fault(pointer, "请填写") for pointer in pointers if not form.get(pointer, "").strip())
    if blank:
        raise DossierRefused(blank)


def agreed(form: Form) -> None:
    """Raise DossierRefused where 没有 is ticked and yet something is ticked or written beside it."""
    faults = tuple(
        Fault(name, "勾选了没有，又填写了内容，请核对") for name, values in form.lists()
        if (len(values) > 1 and "" in values) or ("none" in values and rows(form, name))
    )  # fmt: skip
    if faults:
        raise DossierRefused(faults)


def submission(
    form: Form,
    *,
    stored: Dossier | None,
    people: Sequence[RegisteredPerson],
    by: str,
    on: date,
) -> Submission:
    """The submission that the form says; what it does not show is as in the `stored` dossier, `None` for a new one."""
    filled = taken_apart(MultiDict((name, value) for name, value in form.items(multi=True) if name != ITEMS))
    names = {person.id: person.name for person in people}
    name_rows(filled, "/matter/drafters", names, "d")
    name_rows(filled, "/matter/candidates", names, "c")
    of_stored = (*OF_STORED, "emergency") if stored and stored.matter.emergency else OF_STORED
    _, matter, preparation, document, why, told, files = together(
        lambda: agreed(form),
        lambda: flat.read(Matter, filled, "/matter", knows=OF_NEW if stored is None else of_stored),
        lambda: flat.read(Preparation, filled, "/preparation", asks=OTHERS if stored else None),
        lambda: flat.read(DocumentReview, filled, "/document_review"),
        lambda: reasons(filled),
        lambda: questions(filled),
        lambda: attachments(filled),
    )
    if stored is not None:
        matter = replace(
            matter,
            draft=stored.matter.draft,
            number=stored.matter.number,
            submitted_by=stored.matter.submitted_by,
            submitted_on=stored.matter.submitted_on,
            followed_by=stored.matter.followed_by,
        )
        preparation = laid(stored.preparation, preparation, OTHERS) or Preparation()
    elif matter.draft != Draft():
        matter = replace(matter, draft=replace(matter.draft, change=DraftChange.FIRST))
    given = tuple(replace(one, by=by, on=on) for one in why)
    return Submission(
        matter=replace(matter, catalogue=replace(matter.catalogue, items=_ticked(form.getlist(ITEMS)))),
        preparation=None if preparation == Preparation() else preparation, justifications=given or None,
        document_review=document, answers=told, attachments=files,
    )  # fmt: skip


def questions(form: Form) -> tuple[ManualAnswer, ...]:
    """The answers to the questions of the page; those left open say nothing."""
    read = (flat.read(ManualAnswer, form, f"{ANSWERS}/{place}") for place in rows(form, ANSWERS))
    return tuple(one for one in read if one.answer is not None)


def reasons(form: Form) -> tuple[Justification, ...]:
    """The reasons of the page, each with its rule; those left open say nothing."""
    read = (flat.read(Justification, form, f"{REASONS}/{place}") for place in rows(form, REASONS))
    return tuple(one for one in read if one.reason)


def attachments(form: Form) -> tuple[Attachment, ...]:
    """The files that are added, each by its hash."""
    return tuple(flat.read(Attachment, form, f"{ATTACHMENTS}/{row}") for row in rows(form, ATTACHMENTS))


def rows(form: Form, pointer: str) -> list[int]:
    """The numbers of the rows of a list that the form has."""
    start = f"{pointer}/"
    return sorted({int(row) for name in form if name.startswith(start)
                   and (row := name[len(start):].partition("/")[0]).isdecimal()})  # fmt: skip


def _ticked(codes: Sequence[str]) -> tuple[CatalogueItem, ...] | None:
    """The lines of the unit's list by their codes; the service fills in what the list says of them."""
    return tuple(CatalogueItem(code=code) for code in codes if code) if codes else None


def name_rows(form: Form, pointer: str, names: Mapping[str, str], letter: str) -> None:
    """Give each row of people its id and name: of the register, or of his own beside the name that was typed."""
    used = {form.get(f"{pointer}/{row}/id", "") for row in rows(form, pointer)}
    free = (name for number in range(1, 1000) if (name := f"{letter}{number:02}") not in used)
    for row in rows(form, pointer):
        at = f"{pointer}/{row}"
        chosen = form.get(f"{at}/id", "")
        form[f"{at}/id"] = chosen or next(free)
        form[f"{at}/name"] = names.get(chosen) or form.get(f"{at}/name", "")


def draft(form: Form) -> Draft:
    """The new draft; without version, hash and kind of change nobody can say which paper still holds."""
    _, read = together(
        lambda: asked_for(form, "/matter/draft/version", "/matter/draft/sha256", "/matter/draft/change"),
        lambda: flat.read(Draft, form, "/matter/draft", asks=("version", "sha256", "changed_on", "change", "adopts")),
    )
    kept: Draft = read
    return replace(kept, adopts=kept.adopts or None)


def opinion(form: Form, root: str) -> LegalOpinion:
    """The legal opinion; its suggestions are numbered in the order in which they stand."""
    read: LegalOpinion = together(
        lambda: agreed(form), lambda: flat.read(LegalOpinion, form, root, knows=OF_OPINION)
    )[1]
    if read.suggestions is None:
        return read
    return replace(read, suggestions=tuple(replace(one, number=n) for n, one in enumerate(read.suggestions, 1)))


def review(form: Form, root: str) -> LegalityReview:
    """The review opinion; the changes that it requires are numbered in the order in which they stand."""
    read: LegalityReview = together(
        lambda: agreed(form), lambda: flat.read(LegalityReview, form, root, asks=OF_REVIEW, knows=ANSWERED)
    )[1]
    if read.required_changes is None:
        return read
    return replace(
        read, required_changes=tuple(replace(one, number=n) for n, one in enumerate(read.required_changes, 1))
    )


def ratings(form: Form) -> dict[int, OpinionRating]:
    """How the reviewer rates the legal opinions, by their place."""
    places = rows(form, OPINIONS)
    read = together(*(partial(flat.read, OpinionRating, form, f"{OPINIONS}/{place}/rating") for place in places))
    return dict(zip(places, read, strict=True))


def settlements(form: Form, root: str, places: Iterable[int]) -> tuple[Form, dict[int, str]]:
    """The form without the settlements of the countersigns at these places, which the page asks for; and those by place."""
    names = {place: f"{root}/countersigns/{place}/settlement" for place in places}
    rest = MultiDict(pair for pair in form.items(multi=True) if pair[0] not in names.values())
    return rest, {place: form.get(name, "") for place, name in names.items()}


def answered(root: str, rows: Iterable[int]) -> tuple[str, ...]:
    """The places of the answers to the points in these rows."""
    return tuple(f"{root}/{row}/{key}" for row in rows for key in ("response", "reason"))


def answers(form: Form, root: str, numbers: Mapping[int, int]) -> Answers:
    """The answers to numbered points; `numbers` says which number stands in which row."""
    faults, found = [], {}
    for row, number in numbers.items():
        response, reason = (form.get(f"{root}/{row}/{key}", "").strip() for key in ("response", "reason"))
        if response not in ("", *Response):
            faults.append(Fault(f"{root}/{row}/response", "请选择"))
        elif response == Response.NOT_ADOPTED and not reason:
            faults.append(Fault(f"{root}/{row}/reason", "未采纳的，应当写明理由"))
        else:
            found[number] = (Response(response) if response else None, reason or None)
    if faults:
        raise DossierRefused(tuple(faults))
    return found
