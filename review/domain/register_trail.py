"""Holds the trail of what a unit keeps for all its matters, as its list of matters; the trail of a matter is `trail`.

Its events are sealed and chained as those are, in a chain of their own, for they belong to no matter and no revision.
"""

from dataclasses import dataclass
from datetime import datetime

from review.domain.trail import GENESIS
from review.domain.vocabulary import Role, Term


class RegisterAction(Term):
    """What is done to something that the unit keeps."""

    ENTER_CATALOGUE = "ENTER_CATALOGUE", "录入事项清单", "enter a list of matters"
    CONFIRM_CATALOGUE = "CONFIRM_CATALOGUE", "确认施行事项清单", "put a list of matters in force"
    CARRY_OVER_CATALOGUE = "CARRY_OVER_CATALOGUE", "升级转入事项清单", "carry over a list from before there were versions"
    ENTER_ADVISER = "ENTER_ADVISER", "登记法律顾问", "enter a legal adviser"
    CONFIRM_ADVISER = "CONFIRM_ADVISER", "确认聘任", "confirm the appointment of a legal adviser"
    END_ADVISER = "END_ADVISER", "解聘", "end the appointment of a legal adviser"
    DECLARE_CONFLICT = "DECLARE_CONFLICT", "申报利害关系", "declare a conflict of interest"
    LIFT_CONFLICT = "LIFT_CONFLICT", "解除利害关系", "lift a declared conflict of interest"
    DELEGATE = "DELEGATE", "委托代行", "delegate a role"
    REVOKE_DELEGATION = "REVOKE_DELEGATION", "撤销委托", "revoke a delegation"
    HAND_OVER_TASKS = "HAND_OVER_TASKS", "批量移交", "hand over all tasks of a person"


ENTERING = frozenset({
    RegisterAction.ENTER_CATALOGUE, RegisterAction.ENTER_ADVISER, RegisterAction.DECLARE_CONFLICT, RegisterAction.DELEGATE,
    RegisterAction.HAND_OVER_TASKS,
})  # fmt: skip
"""The acts by which something is stored; the others are told by their event alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEvent:
    """One act: who, when, what, on which thing (`subject`, as catalogue/2), and the hash of what it then was."""

    unit: str
    seq: int
    at: datetime
    action: RegisterAction
    subject: str
    actor: str
    actor_name: str
    role: Role
    note: str = ""
    content: str
    previous: str = GENESIS
    hash: str = ""
