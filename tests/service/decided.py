"""Holds a matter that was passed and waits for its sign-off, of a unit with several leaders. Holds no test."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from review import demo
from review.domain.dossier import Dossier
from review.domain.errors import DossierRefused, Forbidden, GateShut, WrongState
from review.domain.vocabulary import Role
from review.domain.workflow import Action
from review.service import execution, oversight, sign_off
from review.service.desk import Desk
from review.service.ports import Actor, Matter
from review.store import create_account
from review.store.tables import AccountRow

EXAMPLE = demo.examples()[2]
UNIT = EXAMPLE.unit.code or ""
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == UNIT)
SIGNED_ON = date(2023, 3, 22)


def actor(person: str, *roles: Role) -> Actor:
    name = next(one.name for one in PEOPLE if one.id == person)
    return Actor(unit=UNIT, person=person, name=name, roles=frozenset(roles))


秘书, 书记 = actor("s01", Role.SECRETARY), actor("p01", Role.GROUP_SECRETARY)
乙, 丙, 丁 = (actor(person, Role.LEADER) for person in ("p02", "p03", "p04"))
LEADERS = (乙, 丙, 丁)


def decided(desk: Desk, clock: demo.DayClock, example: Dossier = EXAMPLE) -> Matter:
    """The example as the meeting passed it, on the day on which it is to be signed; the unit has three leaders."""
    with_leaders(desk)
    road = replace(example, approvals=None, reporting=None, publication=None, execution=None, archive=None)
    matter = demo.drive(desk, clock, road, PEOPLE)
    clock.turn_to(SIGNED_ON)
    told = execution.FollowUp(reporting=example.reporting)
    return execution.follow_up(desk, 秘书, matter.number, matter.revision, told)


def with_leaders(desk: Desk) -> None:
    """Let the members of the body who have no account of their own sign in as leaders (分管领导)."""
    session = desk.store.session()  # type: ignore[attr-defined]
    for one in LEADERS[1:]:
        create_account(session, f"fenguan-{one.person}", "no password", UNIT, one.person, one.roles)
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]


def leaves(desk: Desk, person: str) -> None:
    """Whoever keeps the accounts shuts those of this person."""
    session = desk.store.session()  # type: ignore[attr-defined]
    for account in session.query(AccountRow).filter_by(unit=UNIT, person=person):
        account.active = False
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]


@dataclass
class Story:
    """What is done to the matter, act by act, on the day to which the clock was turned."""

    desk: Desk
    clock: demo.DayClock
    matter: Matter

    def do(self, by: Actor, use_case: Callable[..., Matter], *given: object) -> "Story":
        self.matter = use_case(self.desk, by, self.matter.number, self.matter.revision, *given)
        return self

    def sign(self, by: Actor, comment: str = "同意") -> "Story":
        return self.do(by, sign_off.approve, comment, self.step_of(by))

    def step_of(self, by: Actor) -> Action:
        return sign_off.signing(self.desk, by, self.matter)

    def may(self, by: Actor, action: Action) -> bool:
        return action in {row.action for row in self.desk.options(by, self.matter)}

    def refused(self, by: Actor, use_case: Callable[..., Matter], *given: object) -> str:
        """Why it is refused; nothing is stored by it."""
        with pytest.raises((Forbidden, DossierRefused, GateShut, WrongState)) as why:
            use_case(self.desk, by, self.matter.number, self.matter.revision, *given)
        assert oversight.show(self.desk, by, self.matter.number).revision == self.matter.revision
        return "；".join([str(why.value), *(fault.message for fault in getattr(why.value, "faults", ()))])

    def refused_to_sign(self, by: Actor, step: Action) -> str:
        return self.refused(by, sign_off.approve, "同意", step)
