"""Holds the use cases of the submission stage: pre-check, submit, supplement, revise the draft, withdraw."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from review.domain.changes import altered
from review.domain.checklist import Judgement
from review.domain.consistency import inconsistencies
from review.domain.dossier import (
    FORMAT,
    Dossier,
    Draft,
    EarlierDraft,
    Justification,
    Matter,
    Person,
    Preparation,
    Unit,
)
from review.domain.errors import DossierRefused, Fault, GateShut
from review.domain.plain import from_plain
from review.domain.standing import opinion_holds, review_holds
from review.domain.workflow import Action, State, transition
from review.service import ports
from review.service.desk import Desk, act, event, permit
from review.service.ports import Actor, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What the secretary fills in: the matter, what was done to prepare it, and reasons he states."""

    matter: Matter
    preparation: Preparation | None = None
    justifications: tuple[Justification, ...] | None = None


def precheck(desk: Desk, actor: Actor, submission: Submission) -> Judgement:
    """预检: judge the matter as if it were submitted now; nothing is stored."""
    with desk.store.reading(actor.unit) as work:
        return desk.judge(_dossier(desk, actor, submission, work))


def submit(desk: Desk, actor: Actor, submission: Submission, *, key: str) -> ports.Matter:
    """Submit a new matter; the same `key` submits it once. The rulebook edition is pinned to this day.

    Raises Forbidden, DossierRefused, GateShut (SUBMISSION); then nothing is stored.
    """
    row = transition(State.NEW, Action.SUBMIT)
    assert row is not None
    with desk.store.writing(actor.unit) as work:
        stored = work.matters.by_submission_key(key)
        if stored is not None:
            return work.matters.get(stored)
        dossier = _dossier(desk, actor, submission, work)
        permit(row, actor, dossier)
        if not (dossier.matter.title or "").strip():
            raise DossierRefused((Fault("/matter/title", "请填写事项名称"),))
        if inconsistencies(dossier):
            raise DossierRefused(tuple(inconsistencies(dossier)))
        judgement = desk.judge(dossier)
        if row.gate is not None and not judgement.gates[row.gate].open:
            raise GateShut(f"{row.gate.label}未开，还不能提交。", judgement)
        stored_matter = ports.Matter(
            id=str(uuid.uuid4()), unit=actor.unit, number=dossier.matter.number or "", state=row.next, revision=1,
            dossier=dossier, judgement=judgement, changed_at=desk.clock.now(),
        )  # fmt: skip
        work.matters.add(stored_matter, submission_key=key)
        work.trail.append(event(actor, row, None, stored_matter, work))
        work.commit()
    return stored_matter


def supplement(desk: Desk, actor: Actor, number: str, revision: int, submission: Submission) -> ports.Matter:
    """Complete the matter (补充材料). Once a lawyer has been asked, what he was told may be added to, not altered."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        old, new = dossier.matter, submission.matter
        kept = replace(
            new, number=old.number, submitted_by=old.submitted_by, submitted_on=old.submitted_on, draft=old.draft
        )
        if _papers_hold(dossier):
            places = [f"/matter{place}" for place in altered(old, kept)]
            if submission.preparation is not None:
                places += [f"/preparation{place}" for place in altered(dossier.preparation, submission.preparation)]
            if places:
                raise DossierRefused(tuple(Fault(place, _READ_ALREADY) for place in places))
        return replace(
            dossier, matter=kept, preparation=submission.preparation or dossier.preparation,
            justifications=submission.justifications or dossier.justifications,
        )  # fmt: skip

    return act(desk, actor, number, revision, Action.SUPPLEMENT, change)


_READ_ALREADY = "法律顾问或者审查人员已据此出具意见，不能改动；需要改动的，请更换送审稿后重新送审"


def _papers_hold(dossier: Dossier) -> bool:
    """Whether an opinion or review holds, or may hold, for the current draft, so that it would not be asked again."""
    holding = [opinion_holds(dossier, opinion) for opinion in dossier.legal_opinions or ()]
    if dossier.legality_review is not None:
        holding.append(review_holds(dossier, dossier.legality_review))
    return any(truth is not False for truth in holding)


def revise_draft(desk: Desk, actor: Actor, number: str, revision: int, draft: Draft) -> ports.Matter:
    """Replace the draft (更换送审稿); the old one stays among the earlier ones, and papers on it are judged by it."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        old = dossier.matter.draft
        earlier = old.earlier or ()
        if old.sha256 is not None:
            if draft.sha256 == old.sha256:
                raise DossierRefused((Fault("/matter/draft/sha256", "与现稿相同，没有更换"),))
            earlier += (EarlierDraft(
                version=old.version, sha256=old.sha256, changed_on=old.changed_on, change=old.change,
                adopts=old.adopts, confirmed_by=old.confirmed_by,
            ),)  # fmt: skip
        # Whether the authors confirm that their points were adopted is theirs to say, not the submitter's.
        new = replace(draft, changed_on=draft.changed_on or dossier.as_of, confirmed_by=None, earlier=earlier or None)
        return replace(dossier, matter=replace(dossier.matter, draft=new))

    return act(desk, actor, number, revision, Action.REVISE_DRAFT, change)


def withdraw(desk: Desk, actor: Actor, number: str, revision: int, reason: str) -> ports.Matter:
    """Withdraw the matter (撤回) with a reason, which the trail keeps."""
    if not reason.strip():
        raise DossierRefused((Fault("/reason", "请写明撤回的理由"),))
    return act(desk, actor, number, revision, Action.WITHDRAW, lambda dossier, _: dossier, note=reason.strip())


def _dossier(desk: Desk, actor: Actor, submission: Submission, work: UnitOfWork) -> Dossier:
    today = desk.today()
    number = submission.matter.number or work.matters.next_number(today.year)
    unit: Mapping[str, Any] = work.register.unit()
    people = {
        person.id: Person(name=person.name, post=person.post, unit=person.department)
        for person in work.register.people()
    }
    return Dossier(
        format=FORMAT, as_of=today, edition_on=today, unit=from_plain(Unit, unit), people=people,
        matter=replace(submission.matter, number=number, submitted_by=actor.person, submitted_on=today),
        preparation=submission.preparation, justifications=submission.justifications,
    )  # fmt: skip
