"""Holds what whoever stands in for somebody (代行) is told when that begins: the tasks that wait already, each once. What comes
to him later he is told of by the act that leads to it, as everybody is (`turns`).
"""

from collections.abc import Iterator

from review.domain.delegations import DELEGATED, Delegation, DelegationStanding, in_force, said
from review.domain.errors import Forbidden, Stale
from review.domain.vocabulary import NoticeKind, Role
from review.domain.workflow import Transition, transition
from review.service.desk import Desk
from review.service.next_steps import next_actions
from review.service.ports import Actor, Matter, Notice, UnitOfWork
from review.service.turns import holders, notice_of


def tell_what_waits(desk: Desk, given: Delegation, work: UnitOfWork) -> int:
    """Tell the delegate what waits by a delegation that is in force today, in an open transaction; how many tasks he was told."""
    if given.standing(desk.today()) is not DelegationStanding.IN_FORCE:
        return 0
    still = [line.number for line in work.matters.lines() if not line.closed]
    return work.notices.tell_once([one for matter in work.matters.each(still) for one in _untold(desk, given, matter, work)])


def begin(desk: Desk, unit: str) -> int:
    """Tell everybody in the unit who stands in for somebody today, and was not told yet, what waits; how many tasks.

    However often this is done, each is told once. A unit in which somebody else tells at this moment waits for the next time,
    which may be a later day: what was not told stays to be told.
    """
    with desk.store.reading(unit) as work:
        standing = in_force(work.delegations.all(), desk.today())
    told = 0
    for given in standing:
        try:
            with desk.store.writing(unit) as work:
                told += tell_what_waits(desk, given, work)
                work.commit()
        except Stale:
            continue
    return told


def _untold(desk: Desk, given: Delegation, matter: Matter, work: UnitOfWork) -> Iterator[Notice]:
    """What this matter waits for that he may do in the giver's place, and of which he was not told since that began."""
    assert given.role is not None
    assert given.starts is not None
    rows = [row for action in next_actions(matter) if (row := transition(matter.state, action)) and _covers(given, row)]
    if not rows or not _waits_for(given.giver, rows, matter, desk, work):
        return
    own = frozenset(role for role in Role if given.person in work.register.holders(role))
    deputy = Actor(unit=matter.unit, person=given.person, name="", roles=own)
    known = [
        one.text for one in work.notices.of_matter(matter.number, NoticeKind.TASK)
        if one.recipient == given.person and one.at.date() >= given.starts
    ]  # fmt: skip
    capacities, now = desk.capacities(matter, work), desk.clock.now()
    for row in rows:
        try:
            mandate = capacities.of(row, deputy)
        except Forbidden:
            continue
        if mandate is None or any(row.action.label in text for text in known):
            continue
        giver = (mandate.person and mandate.person.name) or given.giver
        text = f"{row.action.label}，{said(mandate)}"
        yield notice_of(matter, NoticeKind.TASK, given.person, giver, now, text)


def _covers(given: Delegation, row: Transition) -> bool:
    return given.role is row.role and row.action in DELEGATED[row.role]


def _waits_for(giver: str, rows: list[Transition], matter: Matter, desk: Desk, work: UnitOfWork) -> bool:
    """Whether one of these acts waits for the giver, so that somebody may be wanted in his place."""
    acts = holders(matter, work, desk.today()).get(giver, ())
    return any(row.action in acts for row in rows)
