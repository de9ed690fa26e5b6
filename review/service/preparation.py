"""Holds the use case of the procedures before a matter is sent for legality review (前期程序): each is registered by itself, and
leaves the others as they are stored. It is a supplement (补充材料), so that the table of the process says when it may be done.
"""

from dataclasses import dataclass, replace

from review.domain.dossier import Attachment, Dossier, Preparation
from review.domain.procedures import PLACES, Procedure, laid
from review.domain.workflow import Action
from review.service.desk import Desk, act, refuse_faults, saying
from review.service.files import attached
from review.service.lookup import looked_up
from review.service.ports import Actor, Matter, UnitOfWork
from review.service.submission import refuse_altered


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What is said of one procedure; `said` holds nothing else."""

    procedure: Procedure
    said: Preparation
    attachments: tuple[Attachment, ...] = ()
    """The evidence that is added to the files there."""


def prepare(desk: Desk, actor: Actor, number: str, revision: int, prepared: Prepared) -> Matter:
    """Register a procedure. Raises what `act` does, DossierRefused also where it says nothing new, and where it would alter what
    a lawyer was told."""
    return act(
        desk, actor, number, revision, Action.SUPPLEMENT,
        saying(lambda dossier, work: _with(dossier, prepared, work)), note=prepared.procedure.label,
    )  # fmt: skip


def precheck(desk: Desk, actor: Actor, stored: Matter, prepared: Prepared) -> Dossier:
    """预检: the stored matter with what the page says, to be judged; nothing is stored. Raises DossierRefused, also for what
    could not be registered: rules that such days and answers meet are met by nothing."""
    with desk.store.reading(actor.unit) as work:
        new = looked_up(_with(replace(stored.dossier, as_of=desk.today()), prepared, work), work)
    refuse_faults(desk, stored.dossier, new)
    return new


def _with(dossier: Dossier, prepared: Prepared, work: UnitOfWork) -> Dossier:
    preparation = laid(dossier.preparation, prepared.said, PLACES[prepared.procedure])
    refuse_altered(dossier, preparation=preparation or Preparation())
    return replace(dossier, preparation=preparation, attachments=attached(dossier, prepared.attachments, work))
