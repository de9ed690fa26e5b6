"""Holds the use cases of the submission stage: pre-check, submit, supplement, recall, withdraw."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from review.domain.approvals import live_approvals
from review.domain.catalogue import governing, in_force, taken
from review.domain.catalogue_faults import faults_of_choice
from review.domain.changes import altered, differing
from review.domain.classification import asked_after_all, denied
from review.domain.conditions import detached
from review.domain.dossier import (
    FORMAT,
    Attachment,
    Catalogue,
    DocumentReview,
    Dossier,
    Justification,
    ManualAnswer,
    Matter,
    Person,
    Preparation,
    Unit,
)
from review.domain.drafts import papers_hold
from review.domain.emergency import given_up
from review.domain.errors import DossierRefused, Fault, Forbidden, GateShut, Stale, WrongState
from review.domain.numbering import in_series
from review.domain.plain import from_plain
from review.domain.sign_off import refusal
from review.domain.standing import passed
from review.domain.tasks import opinions_asked_for
from review.domain.workflow import Action, State, transition
from review.service import ports, turns
from review.service.adjusting import name_in_adjusted, unname_in_adjusted
from review.service.answers import answered
from review.service.desk import Desk, act, event, refuse_faults, stated
from review.service.files import attached
from review.service.lookup import as_on_record, looked_up
from review.service.ports import Actor, UnitOfWork
from review.service.registered import unfollowed
from review.service.stated import before_publicity, before_ratification, first_draft

NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
"""The shape of a matter's number, which stands in addresses and file names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What the secretary fills in: the matter, what was done to prepare it, and reasons he states."""

    matter: Matter
    preparation: Preparation | None = None
    document_review: DocumentReview | None = None
    justifications: tuple[Justification, ...] | None = None
    answers: tuple[ManualAnswer, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    """The files that are added to those there."""


def precheck(desk: Desk, actor: Actor, submission: Submission) -> Dossier:
    """预检: the matter as if it were submitted now, to be judged; nothing is stored."""
    with desk.store.reading(actor.unit) as work:
        return _dossier(desk, actor, submission, work)


def precheck_supplement(desk: Desk, actor: Actor, stored: ports.Matter, submission: Submission) -> Dossier:
    """预检 of a supplement: the stored matter with what the form says and everything else that it holds."""
    old, before = stored.dossier.matter, stored.dossier
    told = replace(before_ratification(submission.matter, old), number=old.number, submitted_by=old.submitted_by,
                   submitted_on=old.submitted_on, followed_by=old.followed_by)  # fmt: skip
    with desk.store.reading(actor.unit) as work:
        told = replace(told, catalogue=_from_list(desk, told, old.catalogue, work))
    new = replace(
        before, as_of=desk.today(), matter=told, preparation=submission.preparation,
        document_review=submission.document_review, answers=answered(before, actor, submission.answers),
        justifications=submission.justifications or before.justifications,
    )  # fmt: skip
    with desk.store.reading(actor.unit) as work:
        return looked_up(replace(new, attachments=attached(before, submission.attachments, work)), work)


def refuse_contradicted(desk: Desk, actor: Actor, stored: ports.Matter | None, submission: Submission) -> None:
    """Raise DossierRefused for what 预检 judges and nobody could submit or supplement: days and answers that deny each other."""
    new = precheck_supplement(desk, actor, stored, submission) if stored else precheck(desk, actor, submission)
    refuse_faults(desk, stored.dossier if stored else None, new)


def submit(desk: Desk, actor: Actor, submission: Submission, *, key: str) -> ports.Matter:
    """Submit a new matter; the same `key` submits it once. The rulebook edition is pinned to this day.

    Raises Forbidden, DossierRefused, GateShut (SUBMISSION); then nothing is stored.
    """
    row = transition(State.NEW, Action.SUBMIT)
    assert row is not None
    with desk.store.writing(actor.unit) as work:
        dossier = _dossier(desk, actor, submission, work)
        stored = work.matters.by_submission_key(key)
        if stored is not None:
            return _submitted_before(work, stored, dossier)
        if row.role not in actor.roles:
            raise Forbidden(f"“{row.action.label}”由{row.role.label}办理。")
        of_list = faults_of_choice(submission.matter, dossier.matter.catalogue, in_force(work.catalogues.all(), desk.today()))
        if faults := (*_unnamed(actor, submission.matter, dossier.matter), *of_list):
            raise DossierRefused(faults)
        refuse_faults(desk, None, dossier)
        judgement = desk.judge(dossier)
        if faults := (*denied(dossier.matter.scope), *asked_after_all(dossier, desk.rulebook)):
            raise DossierRefused(faults)
        if row.gate is not None and not judgement.gates[row.gate].open:
            raise GateShut(f"{row.gate.label}未开，还不能提交。", judgement)
        stored_matter = ports.Matter(
            id=str(uuid.uuid4()), unit=actor.unit, number=dossier.matter.number or "", state=row.next, revision=1,
            dossier=dossier, judgement=judgement, changed_at=desk.clock.now(),
        )  # fmt: skip
        work.matters.add(stored_matter, submission_key=key)
        work.rulebooks.keep(desk.rulebook.sha256, desk.rulebook.files)
        done = event(desk, actor, row, None, stored_matter, work)
        work.trail.append(done)
        turns.tell(work, None, stored_matter, done)
        name_in_adjusted(desk, actor, work, stored_matter)
        work.commit()
    return stored_matter


def _unnamed(actor: Actor, given: Matter, matter: Matter) -> tuple[Fault, ...]:
    """What a matter lacks by which it is called: its title, and its number, which the service gives without gaps."""
    faults = [] if (matter.title or "").strip() else [Fault("/matter/title", "请填写事项名称")]
    if matter.number is None:
        faults.append(Fault("/matter/category", "请选择主类别，编号按类别编列"))
    elif not NUMBER.fullmatch(matter.number):
        faults.append(Fault("/matter/number", "编号只能由字母、数字、短横线组成，不超过40个字符"))
    elif given.number and in_series(actor.unit, given.number):
        faults.append(Fault("/matter/number", "这样的编号由系统按单位、类别、年度连续编列，不能自填"))
    return tuple(faults)


def _submitted_before(work: UnitOfWork, number: str, again: Dossier) -> ports.Matter:
    """The matter that the same submission stored; raises Stale where this one says something else, so that nobody takes
    for stored what is not."""
    first = work.matters.revision(number, 1).dossier
    told = replace(
        first, justifications=again.justifications, preparation=again.preparation, answers=again.answers,
        document_review=again.document_review, attachments=again.attachments,
        matter=replace(
            as_on_record(again.matter, first.matter), number=first.matter.number, submitted_on=first.matter.submitted_on
        ),
    )  # fmt: skip
    if told != first:
        raise Stale(
            f"这份表单已经提交为事项{number}，此后改动的内容没有保存。需要改动的，请打开该事项补充材料；"
            "要另交一件新事项的，请重新打开提交页面。",
            tuple(f"与已提交的不同：{place}" for place in differing(first, told)[:20]),
        )
    return work.matters.get(number)


def supplement(desk: Desk, actor: Actor, number: str, revision: int, submission: Submission) -> ports.Matter:
    """Complete the matter (补充材料). Once a lawyer has been asked, what he was told may be added to, not altered."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        old, new = dossier.matter, submission.matter
        kept = replace(
            before_ratification(as_on_record(new, old), old), number=old.number, submitted_by=old.submitted_by,
            submitted_on=old.submitted_on, followed_by=old.followed_by, draft=old.draft,
            candidates=before_publicity(new.candidates, old.candidates),
            catalogue=_from_list(desk, new, old.catalogue, work),
        )  # fmt: skip
        if kept.adjusts != old.adjusts:
            raise DossierRefused((Fault("/matter/adjusts", "所调整的原事项在提交时写明，以后不能改动"),))
        if old.emergency is not None and new.scope.emergency is not True:
            raise DossierRefused((Fault("/matter/scope/emergency", _REGISTERED),))
        if faults := _list_faults(desk, new, old, kept, work):
            raise DossierRefused(faults)
        refuse_altered(dossier, kept, submission.preparation)
        return replace(
            dossier, matter=kept, preparation=submission.preparation or dossier.preparation,
            document_review=_or_cleared(submission.document_review, dossier.document_review),
            answers=answered(dossier, actor, submission.answers),
            justifications=submission.justifications or dossier.justifications,
            attachments=attached(dossier, submission.attachments, work),
        )  # fmt: skip

    def complete(after: ports.Matter, _: UnitOfWork) -> None:
        if faults := (*denied(after.dossier.matter.scope), *asked_after_all(after.dossier, desk.rulebook)):
            raise DossierRefused(faults)

    return act(desk, actor, number, revision, Action.SUPPLEMENT, change, complete=complete)


def _from_list(desk: Desk, given: Matter, had: Catalogue, work: UnitOfWork) -> Catalogue:
    """What the matter takes from the version of the unit's list that governs it, beside what it had; nothing is asked of the
    list where it names the same lines as before."""
    if given.catalogue == had:
        return had
    return taken(given.catalogue, had, governing(had, work.catalogues.all(), desk.today()))


def _list_faults(desk: Desk, given: Matter, old: Matter, new: Matter, work: UnitOfWork) -> tuple[Fault, ...]:
    """What is wrong with the lines of the list, where they, the classes or the way of deciding are others than before."""
    lines = [{one.code for one in of.catalogue.items or ()} for of in (given, old)]
    told = [(of.category, of.secondary_categories, of.decision_mode) for of in (given, old)]
    if lines[0] == lines[1] and told[0] == told[1]:
        return ()
    return faults_of_choice(given, new.catalogue, governing(old.catalogue, work.catalogues.all(), desk.today()))


def refuse_altered(dossier: Dossier, matter: Matter | None = None, preparation: Preparation | None = None) -> None:
    """Raise DossierRefused where this would alter what was told to a lawyer whose opinion or review still holds; it may be added
    to (0008). What is not given is not asked about."""
    if not papers_hold(dossier):
        return
    places = [] if matter is None else [f"/matter{place}" for place in altered(dossier.matter, matter)]
    if matter is not None and dossier.matter.secondary_categories is not None:
        # Of which classes a matter is was stated as a whole: another class asks for other steps, which nobody looked at.
        added = set(matter.secondary_categories or ()) - {*dossier.matter.secondary_categories}
        places += ["/matter/secondary_categories"] * bool(added)
    if preparation is not None:
        places += [f"/preparation{place}" for place in altered(dossier.preparation or Preparation(), preparation)]
    if places:
        raise DossierRefused(tuple(Fault(place, _READ_ALREADY) for place in places))


_REGISTERED = "本事项已登记先行处置；登记有误的，请在“登记先行处置”更正"

_READ_ALREADY = "法律顾问或者审查人员已据此出具意见，不能改动；需要改动的，请更换送审稿后重新送审"


def _or_cleared(given: DocumentReview | None, there: DocumentReview | None) -> DocumentReview | None:
    """What is there where nothing is given; nothing where it was emptied, as of an examination entered by mistake."""
    return there if given is None else None if given == DocumentReview() else given


_DECIDED = "会议已经通过，不能由个人撤回；不再办理的，请再次提请会议讨论，由会议决定不予通过"


def withdraw(desk: Desk, actor: Actor, number: str, revision: int, reason: str) -> ports.Matter:
    """Withdraw the matter (撤回) with a reason, which the trail keeps; that no meeting took it up is then a statement,
    by which the archive is judged, and what was done ahead of one (紧急先行处置) is not ratified. What it was to adjust is not
    decided again by it.

    What a meeting has passed is not undone by one person, also where it was taken back for another discussion (复议): a meeting
    decides that it is not done. Raises DossierRefused then."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        if passed(dossier):
            raise DossierRefused((Fault("/reason", _DECIDED),))
        return given_up(replace(dossier, meetings=dossier.meetings or ()))

    return act(
        desk, actor, number, revision, Action.WITHDRAW, change,
        note=stated(reason), complete=lambda withdrawn, work: unname_in_adjusted(desk, actor, work, withdrawn),
    )  # fmt: skip


def update_edition(desk: Desk, actor: Actor, number: str, revision: int, reason: str) -> ports.Matter:
    """Judge the matter by the rules in force today (改用现行规定) instead of those of the day of submission, with a reason,
    which the trail keeps. Nothing else moves a matter to another edition."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        if not desk.has_later_rules(dossier):
            raise DossierRefused((Fault("/edition_on", "提交以来规定没有变化，不必改用"),))
        return replace(dossier, edition_on=desk.today())

    return act(desk, actor, number, revision, Action.UPDATE_EDITION, change, note=stated(reason))


def recall(desk: Desk, actor: Actor, number: str, revision: int, reason: str) -> ports.Matter:
    """Take back what waits for another person (收回), with a reason: an opinion asked for and not given, a review not
    issued, a topic of a meeting that was not held, a decision that is to be discussed again (复议) because who should sign it
    does not agree. The matter is then again at the secretary's desk, and its meetings stay on record."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        review, meetings = dossier.legality_review, dossier.meetings or ()
        if work.matters.get(number).state is State.DECIDED:
            _refuse_on_the_day_of_a_signature(dossier)
            after = detached(dossier)
            notes.append(unfollowed(desk, dossier, after))
            return after
        if meetings and meetings[-1].result is None:
            if any(member.present is not None for member in meetings[-1].members or ()):
                raise DossierRefused((Fault("/meeting", "会议已有记录，不能收回议题；没有表决的，可以宣布暂缓表决"),))
            return replace(dossier, meetings=meetings[:-1] or None)
        if opinions_asked_for(dossier):
            given = tuple(one for one in dossier.legal_opinions or () if one.issued_on is not None)
            return replace(dossier, legal_opinions=given or None)
        *older, last = (review.earlier if review else None) or (None,)
        return replace(dossier, legality_review=replace(last, earlier=tuple(older) or None) if last else None)

    notes = [why := stated(reason)]
    return act(desk, actor, number, revision, Action.RECALL, change, note=lambda _: "".join(notes), form=why)


def _refuse_on_the_day_of_a_signature(dossier: Dossier) -> None:
    """Raise WrongState where what was signed today would be taken back: only by the day it is told apart from what is signed
    after the meeting has decided again."""
    if refusal(dossier) is None and any(one.on is None or one.on >= dossier.as_of for one in live_approvals(dossier)):
        raise WrongState("今天已有签批，请在次日收回：重新讨论以前的签批不再作数，要能与以后的分清。")


def _next_number(matter: Matter, year: int, work: UnitOfWork) -> str | None:
    """The number of the class and year; none while the class is not known, which the submission gate asks for."""
    return None if matter.category is None else work.matters.next_number(matter.category, year)


def _dossier(desk: Desk, actor: Actor, submission: Submission, work: UnitOfWork) -> Dossier:
    today = desk.today()
    number = submission.matter.number or _next_number(submission.matter, today.year, work)
    unit: Mapping[str, Any] = work.register.unit()
    people = {
        person.id: Person(name=person.name, post=person.post, unit=person.department)
        for person in work.register.people()
    }
    new = Dossier(
        format=FORMAT, as_of=today, edition_on=today, unit=from_plain(Unit, unit), people=people,
        matter=replace(
            before_ratification(submission.matter), number=number, submitted_by=actor.person, submitted_on=today,
            followed_by=None,
            catalogue=_from_list(desk, submission.matter, Catalogue(), work),
            draft=first_draft(submission.matter.draft), candidates=before_publicity(submission.matter.candidates),
        ),
        preparation=submission.preparation, document_review=_or_cleared(submission.document_review, None),
        justifications=submission.justifications,
    )  # fmt: skip
    given = attached(new, submission.attachments, work)
    return looked_up(replace(new, answers=answered(new, actor, submission.answers), attachments=given), work)
