"""Holds the pages of the draft: replace it, and confirm as adviser or reviewer what kind of change it is.

Whether a paper still holds for the new draft is decided by the service and the rules.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from review.domain.dossier import EarlierDraft
from review.domain.drafts import awaited
from review.domain.vocabulary import DraftChange, Role
from review.domain.workflow import Action
from review.service import draft as service
from review.service import oversight
from review.service.ports import Matter
from review.web import posted, uploads
from review.web.difference import between
from review.web.fields import Option, Sheet, by_place, typed
from review.web.refusals import Refusal, answer, attempt, opened, posted_to, revision, stored
from review.web.session import actor, desk

blueprint = Blueprint("draft", __name__)

Answer = tuple[str, int]


@blueprint.get("/matters/<number>/revise-draft")
def new_draft(number: str) -> Answer:
    return _draft_form(opened(number, Action.REVISE_DRAFT), {"/matter/draft/changed_on": [desk().today().isoformat()]})


@blueprint.post("/matters/<number>/revise-draft")
def revise_draft(number: str) -> Any:
    matter, files = posted_to(number, Action.REVISE_DRAFT), uploads.Arrival()
    read = attempt(lambda: posted.draft(files.form), asks=("/matter/draft",))
    if (refusal := files.refusal(read)) or isinstance(read, Refusal):
        return _draft_form(matter, typed(files.form), refusal)
    done = attempt(lambda: service.revise(desk(), actor(), number, revision(), read))
    if isinstance(done, Refusal):
        return _draft_form(matter, typed(files.form), done)
    said = f"已更换为{done.dossier.matter.draft.version or '新的送审稿'}。"
    return stored(done, said + ("原意见是否继续适用，等待出具人确认。" if awaited(done.dossier) else ""))


@blueprint.get("/matters/<number>/confirm-draft")
def comparing(number: str) -> Answer:
    return _confirm_form(opened(number, _own()))


@blueprint.post("/matters/<number>/confirm-draft")
def confirm_draft(number: str) -> Any:
    matter = posted_to(number, _own())
    done = attempt(lambda: service.confirm(desk(), actor(), number, revision()), asks=())
    return _confirm_form(matter, done) if isinstance(done, Refusal) else stored(done, "已确认改稿。")


def _own() -> Action:
    by_adviser = Role.LEGAL_ADVISER in actor().roles
    return Action.CONFIRM_AS_ADVISER if by_adviser else Action.CONFIRM_AS_REVIEWER


def _draft_form(matter: Matter, values: Mapping[str, list[str]], refusal: Refusal | None = None) -> Answer:
    dossier = matter.dossier
    papers = [
        Option(one.number, one.number) for one in (*(dossier.legal_opinions or ()), dossier.legality_review)
        if one and one.number
    ]  # fmt: skip
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=oversight.people(desk(), actor()),
        needed=frozenset({"/matter/draft/version", "/matter/draft/sha256", "/matter/draft/change"}),
        files=uploads.named_in(values),
    )  # fmt: skip
    changes = [change for change in DraftChange if change is not DraftChange.FIRST]
    return answer(
        "submission/revise_draft.html", refusal, s=sheet, matter=matter, changes=changes, papers=papers,
        upload_hint=uploads.HINT,
    )  # fmt: skip


def _confirm_form(matter: Matter, refusal: Refusal | None = None) -> Answer:
    trail = oversight.trail(desk(), actor(), matter.number)
    claim = next((event for event in reversed(trail) if event.action is Action.REVISE_DRAFT), None)
    draft = matter.dossier.matter.draft
    old = (draft.earlier or (EarlierDraft(),))[-1]
    return answer(
        "submission/confirm_draft.html", refusal, matter=matter, claim=claim, old=old,
        difference=between(matter.number, old.sha256 or "", draft.sha256 or ""),
    )  # fmt: skip
