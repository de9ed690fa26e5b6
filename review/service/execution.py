"""Holds the use case after the decision: register publicity, reporting, publication, execution and archive."""

from dataclasses import dataclass, replace

from review.domain.dossier import (
    Archive,
    Attachment,
    Candidate,
    DocumentReview,
    Dossier,
    Execution,
    ManualAnswer,
    Publication,
    Registration,
    Reporting,
)
from review.domain.workflow import Action
from review.service.answers import answered
from review.service.desk import Desk, act
from review.service.files import attached
from review.service.ports import Actor, Matter, UnitOfWork

FOLLOWS = ("publicity", "higher", "appointed_on", "effective_on", "talk", "trial_ends_on")
"""What of a candidate comes after the decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What is registered after the decision; a part that is not given stays as it was."""

    candidates: tuple[Candidate, ...] | None = None
    registration: Registration | None = None
    """Of a normative document: 统一登记、统一编号、统一公布."""
    reporting: Reporting | None = None
    publication: Publication | None = None
    execution: Execution | None = None
    archive: Archive | None = None
    answers: tuple[ManualAnswer, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    """The files that are added to those there."""


def follow_up(desk: Desk, actor: Actor, number: str, revision: int, follow_up: FollowUp) -> Matter:
    """Register what happened after the decision; of candidates only what follows it can change."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        given = {candidate.id: candidate for candidate in follow_up.candidates or ()}
        candidates = tuple(
            replace(one, **{name: getattr(given[one.id], name) for name in FOLLOWS}) if one.id in given else one
            for one in dossier.matter.candidates or ()
        )  # fmt: skip
        matter = dossier.matter
        if matter.candidates is not None:
            matter = replace(matter, candidates=candidates)
        document = dossier.document_review
        if follow_up.registration is not None:
            document = replace(document or DocumentReview(), registration=follow_up.registration)
        return replace(
            dossier, matter=matter, document_review=document, reporting=follow_up.reporting or dossier.reporting,
            publication=follow_up.publication or dossier.publication,
            execution=follow_up.execution or dossier.execution, archive=follow_up.archive or dossier.archive,
            answers=answered(dossier, actor, follow_up.answers),
            attachments=attached(dossier, follow_up.attachments, work),
        )  # fmt: skip

    return act(desk, actor, number, revision, Action.FOLLOW_UP, change)
