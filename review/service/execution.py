"""Holds the use case after the decision: register publicity, reporting, publication, execution, contract and project; the
archive has use cases of its own (`archive`)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from review.domain import conditions, overturned
from review.domain.after import announced
from review.domain.changes import altered
from review.domain.dossier import (
    Archive,
    Attachment,
    Candidate,
    Contract,
    DocumentReview,
    Dossier,
    Execution,
    Justification,
    ManualAnswer,
    Project,
    Publication,
    Registration,
    Reporting,
)
from review.domain.dossier import Matter as About
from review.domain.errors import DossierRefused, Fault
from review.domain.execution_faults import execution_faults, with_extensions
from review.domain.kleene import all_true, given
from review.domain.publicity_faults import publicity_faults
from review.domain.vocabulary import Gate
from review.domain.wording import day
from review.domain.workflow import Action, State
from review.service.adjusting import unlinking_faults
from review.service.answers import answered
from review.service.desk import Desk, act, saying
from review.service.files import attached
from review.service.ports import Actor, Matter, UnitOfWork
from review.service.registered import correction

FOLLOWS = ("higher", "appointed_on", "effective_on", "talk", "trial_ends_on")
"""What of a candidate comes after the decision, beside the notice (`announced`)."""

PROJECT_FOLLOWS = (
    "approved_on", "started_on", "start_conditions_met", "approved_budget", "current_total", "increase", "change",
    "tender_published_on",
)  # fmt: skip
"""What of a project comes after the decision."""

AFTERWARDS = (Gate.APPROVAL, Gate.ARCHIVE)
"""The gates whose rules a reason may be given for after the decision."""

KEPT = ("closed_on", "marking", "integrity", "handed_over_on")
"""What of the archive only its own use cases write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What is registered after the decision; a part that is not given stays as it was."""

    candidates: tuple[Candidate, ...] | None = None
    registration: Registration | None = None
    """Of a normative document: 统一登记、统一编号、统一公布."""
    reporting: Reporting | None = None
    publication: Publication | None = None
    execution: Execution | None = None
    contract: Contract | None = None
    project: Project | None = None
    first_paid_on: date | None = None
    archive: Archive | None = None
    answers: tuple[ManualAnswer, ...] = ()
    justifications: tuple[Justification, ...] = ()
    """Reasons of rules that are asked after the decision only."""
    attachments: tuple[Attachment, ...] = ()
    """The files that are added to those there."""
    about: str = ""
    """The form in words, for the trail: 公布."""
    reason: str = ""
    """Why what was registered is changed or removed (更正的理由)."""


def follow_up(desk: Desk, actor: Actor, number: str, revision: int, follow_up: FollowUp) -> Matter:
    """Register what happened after the decision; of candidates and project only what follows it can change. What was registered
    before is corrected with a reason, which the trail keeps with what stood there. Raises what `act` does, DossierRefused also
    for a task, a condition or an objection that is dropped or closed without what it takes."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        carried_out, had = follow_up.execution, dossier.execution or Execution()
        ended = work.matters.get(number).state in (State.REJECTED, State.WITHDRAWN)
        if carried_out is not None:
            carried_out = conditions.completed(dossier, carried_out)
            found = execution_faults(had, carried_out, dossier.people, conditions.decided(dossier))
            faults = (*found, *unlinking_faults(had, carried_out, work))
            if faults:
                raise DossierRefused(faults)
            carried_out = with_extensions(had, carried_out, dossier.as_of)
        if faults := tuple(_of_notices(dossier, follow_up)):
            raise DossierRefused(faults)
        document = dossier.document_review
        if follow_up.registration is not None:
            document = replace(document or DocumentReview(), registration=follow_up.registration)
        after = replace(
            dossier, matter=_after(dossier, follow_up), document_review=document,
            reporting=follow_up.reporting or dossier.reporting, publication=follow_up.publication or dossier.publication,
            execution=carried_out or dossier.execution, archive=_archive(dossier.archive, follow_up.archive),
            answers=answered(dossier, actor, follow_up.answers), justifications=_reasoned(desk, actor, dossier, follow_up),
            attachments=attached(dossier, follow_up.attachments, work),
        )  # fmt: skip
        _refuse_altered(dossier, after)
        if ended and overturned.stopped_too_early(after):
            raise DossierRefused((Fault("/execution/change/on", "早于没有通过事项的会议之日：停止的是会议没有通过以后的执行"),))
        notes.append(correction(desk, dossier, after, follow_up.reason))
        return after

    notes = [follow_up.about]
    return act(
        desk, actor, number, revision, Action.FOLLOW_UP, saying(change), note=lambda _: "".join(notes), form=follow_up.about
    )


def _refuse_altered(dossier: Dossier, after: Dossier) -> None:
    """Raise DossierRefused where this would alter what was handed over to the archive: to that only something is added (0028)."""
    handed = dossier.archive.handed_over_on if dossier.archive else None
    if handed is None:
        return
    told = f"案卷已于{day(handed)}归档移交，已登记的内容不能再改，只能补充"
    if faults := tuple(Fault(place, told) for place in altered(dossier, after) if not place.startswith("/answers/")):
        raise DossierRefused(faults)


def _reasoned(desk: Desk, actor: Actor, dossier: Dossier, said: FollowUp) -> tuple[Justification, ...] | None:
    """The reasons on record and, behind them, what is new: an earlier one stays, for its day decides whether it was in time."""
    had = dossier.justifications or ()
    later = {rule.id for rule in desk.rulebook.rules if rule.gate in AFTERWARDS}
    faults = tuple(
        Fault(f"/justifications/{place}/reason", f"{one.rule}的理由在决定之前写明")
        for place, one in enumerate(said.justifications) if one.rule not in later
    )  # fmt: skip
    if faults:
        raise DossierRefused(faults)
    last = {one.rule: one.reason for one in had}
    new = (replace(one, by=actor.person, on=dossier.as_of) for one in said.justifications
           if given(one.reason) and one.reason != last.get(one.rule))  # fmt: skip
    return (*had, *new) or None


def _after(dossier: Dossier, said: FollowUp) -> About:
    """The matter with what the form says of what follows the decision."""
    matter = dossier.matter
    told = {candidate.id: candidate for candidate in said.candidates or ()}
    if matter.candidates is not None:
        matter = replace(matter, candidates=tuple(
            _published(announced(replace(one, **{name: getattr(told[one.id], name) for name in FOLLOWS}), told[one.id], dossier))
            if one.id in told else one for one in matter.candidates
        ))  # fmt: skip
    if said.project is not None and matter.project is not None:
        matter = replace(matter, project=replace(
            matter.project, **{name: getattr(said.project, name) for name in PROJECT_FOLLOWS}
        ))  # fmt: skip
    if said.first_paid_on is not None and matter.funds is not None:
        matter = replace(matter, funds=replace(matter.funds, first_paid_on=said.first_paid_on))
    return replace(matter, contract=said.contract or matter.contract)


def _of_notices(dossier: Dossier, said: FollowUp) -> Iterator[Fault]:
    """What is wrong with the notices of the candidates (任前公示)."""
    told = {candidate.id: candidate for candidate in said.candidates or ()}
    for place, one in enumerate(dossier.matter.candidates or ()):
        if one.id in told:
            yield from publicity_faults(one, told[one.id], dossier, f"/matter/candidates/{place}/publicity")


def _published(candidate: Candidate) -> Candidate:
    """The candidate with 异议已处理 as the list of objections has it, where there is one: each has its handling."""
    objections = candidate.publicity.objections
    if objections is None:
        return candidate
    handled = all_true(given(one.handling) for one in objections)
    return replace(candidate, publicity=replace(candidate.publicity, objections_handled=handled))


def _archive(had: Archive | None, said: Archive | None) -> Archive | None:
    if said is None:
        return had
    return replace(said, **{name: getattr(had, name) if had else None for name in KEPT})
