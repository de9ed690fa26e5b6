"""Holds the looking up of related matters: what of the unit's own stored matters belongs to this one is written into its
dossier, by the service alone, so that splitting (化整为零, CLS-08, FIN-06) is judged by more than what a submitter states.
"""

from dataclasses import replace

from review.domain.dossier import Dossier, Matter
from review.domain.related import found, spending_of
from review.domain.workflow import State
from review.service.ports import UnitOfWork

ON_RECORD = "/matter/funds/on_record"

BEFORE_THE_MEETING = frozenset(
    {State.NEW, State.PREPARING, State.OPINION, State.ADVISED, State.REVIEW, State.RETURNED,
     State.REVIEWED}
)
"""The states from which a step looks the related matters up anew. Once its topic is confirmed the matter keeps what was found
by then: a meeting decides on what was tabled, and no matter submitted later may make a result impossible to announce or to
sign, when nothing can be supplied any more."""


def looked_up(dossier: Dossier, work: UnitOfWork) -> Dossier:
    """The dossier with what is on record of related matters on its day, whatever stood there; nothing where it spends
    nothing."""
    mine, funds = spending_of(dossier), dossier.matter.funds
    if funds is None:
        return dossier
    there = None if mine is None else replace(found(mine, work.matters.beside(mine)), looked_up_on=dossier.as_of)
    return replace(dossier, matter=replace(dossier.matter, funds=replace(funds, on_record=there)))


def as_on_record(matter: Matter, stored: Matter) -> Matter:
    """The matter with what the service found before in the place of what somebody else wrote there."""
    if matter.funds is None:
        return matter
    there = None if stored.funds is None else stored.funds.on_record
    return replace(matter, funds=replace(matter.funds, on_record=there))
