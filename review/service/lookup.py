"""Holds the looking up of what the unit's own records have on a matter: it is written into the dossier by the service alone, so
that splitting (化整为零, CLS-08, FIN-06) is judged by more than what a submitter states, and an adviser's independence (LAD-08)
by more than what he declares in his opinion.
"""

from dataclasses import replace

from review.domain.advisers import Roll
from review.domain.dossier import Dossier, Matter
from review.domain.related import found, spending_of
from review.domain.workflow import State
from review.service.ports import UnitOfWork

ON_RECORD = "/matter/funds/on_record"

BEFORE_THE_MEETING = frozenset(
    {State.NEW, State.PREPARING, State.OPINION, State.ADVISED, State.REVIEW, State.RETURNED,
     State.REVIEWED}
)
"""The states from which a step looks it up anew. Once its topic is confirmed the matter keeps what was found
by then: a meeting decides on what was tabled, and no matter submitted later may make a result impossible to announce or to
sign, when nothing can be supplied any more."""


def looked_up(dossier: Dossier, work: UnitOfWork) -> Dossier:
    """The dossier with what the unit has on record on its day, whatever stood there."""
    return with_roll(_with_related(dossier, work), work.advisers.roll())


def with_roll(dossier: Dossier, roll: Roll) -> Dossier:
    """The dossier with what the unit's roll has of each adviser's interests in the matter when he gave his opinion."""
    opinions = dossier.legal_opinions
    if not opinions:
        return dossier
    told = tuple(replace(one, registered_interests=roll.registered(one, dossier)) for one in opinions)
    return dossier if told == opinions else replace(dossier, legal_opinions=told)


def _with_related(dossier: Dossier, work: UnitOfWork) -> Dossier:
    """With what is on record of related matters on its day; nothing where it spends nothing."""
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
