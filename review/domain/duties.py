"""Holds which duties on one matter nobody may have at once (不相容职责分离), and who has which by the dossier and the trail.

Whatever roles a person holds, he keeps to one side of a matter: the undertaking unit, the adviser, the reviewer and those
who decide are kept apart, and who keeps the minutes does not vote. Who acts in somebody's place (代行) puts both on that side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.approvals import standing_plan
from review.domain.dossier import Dossier, LegalityReview, Mandate, Meeting, Reference
from review.domain.vocabulary import Role, Term


class Side(Term):
    """A side of a matter that a person can be on."""

    UNDERTAKING = "UNDERTAKING", "提交、起草或者承办人"
    ADVISING = "ADVISING", "法律顾问"
    REVIEWING = "REVIEWING", "合法性审查人员"
    DECIDING = "DECIDING", "确定议题、签批的负责人"
    VOTING = "VOTING", "参加会议决定的成员"
    RECORDING = "RECORDING", "会议记录人"


OF_ROLE = {
    Role.SECRETARY: Side.UNDERTAKING, Role.LEGAL_ADVISER: Side.ADVISING, Role.LEGALITY_REVIEWER: Side.REVIEWING,
    Role.LEADER: Side.DECIDING, Role.GROUP_SECRETARY: Side.DECIDING, Role.MEETING_RECORDER: Side.RECORDING,
}  # fmt: skip
"""The side that a person takes by acting in a role."""

APART = frozenset(
    frozenset(pair) for pair in (
        (Side.UNDERTAKING, Side.ADVISING), (Side.UNDERTAKING, Side.REVIEWING), (Side.UNDERTAKING, Side.DECIDING),
        (Side.ADVISING, Side.REVIEWING), (Side.ADVISING, Side.DECIDING), (Side.ADVISING, Side.VOTING),
        (Side.ADVISING, Side.RECORDING), (Side.REVIEWING, Side.DECIDING), (Side.REVIEWING, Side.VOTING),
        (Side.RECORDING, Side.VOTING), (Side.RECORDING, Side.DECIDING),
    )
)  # fmt: skip
"""The sides that nobody may be on at once (domain catalogue LAD-08, LRV-14). A member may have drafted, and the
secretary may keep the minutes."""


@dataclass(frozen=True, slots=True)
class Duty:
    """That somebody has a duty on the matter; `person` is `None` where it is on record that somebody has it, and not who."""

    side: Side
    person: str | None
    what: str
    """In which capacity, in words."""


def on_record(dossier: Dossier) -> Iterator[Duty]:
    """Who has which duty by what the dossier says."""
    matter = dossier.matter
    yield Duty(Side.UNDERTAKING, matter.submitted_by, "提交事项")
    if matter.followed_by is not None:
        yield Duty(Side.UNDERTAKING, matter.followed_by, "接办")
    yield from (Duty(Side.UNDERTAKING, one.id, "起草") for one in matter.drafters or ())
    yield from (Duty(Side.ADVISING, _id(one.adviser), "法律意见") for one in dossier.legal_opinions or ())
    yield from _reviewing(dossier.legality_review)
    for meeting in dossier.meetings or ():
        yield from _meeting(meeting)
    plan = standing_plan(dossier)
    yield from (Duty(Side.DECIDING, one.id, "所列的签批人") for one in (plan.leaders if plan else None) or ())
    for step in dossier.approvals or ():
        role = step.role or "签批"
        yield Duty(Side.DECIDING, _id(step.person), f"{role}签批" if role != "签批" else role)
        yield from (Duty(Side.DECIDING, one, f"由他人代行{role}签批") for one in in_whose_place(step.mandate))


def in_whose_place(mandate: Mandate | None) -> tuple[str | None, ...]:
    """Nobody without a mandate; `None` for one in whose mandate nobody is named."""
    return () if mandate is None else (_id(mandate.person),)


def _meeting(meeting: Meeting) -> Iterator[Duty]:
    number = meeting.number or "未编号的会议"
    if meeting.topic.confirmed_by is not None:
        yield Duty(Side.DECIDING, meeting.topic.confirmed_by, "确定议题")
    if meeting.members is None:
        yield Duty(Side.VOTING, None, f"{number}成员")
    yield from (Duty(Side.VOTING, member.id, f"{number}成员") for member in meeting.members or ())
    if meeting.recorder is not None or meeting.result is not None:
        yield Duty(Side.RECORDING, meeting.recorder, f"{number}记录")


def _reviewing(review: LegalityReview | None) -> Iterator[Duty]:
    if review is None:
        return
    for one in (*(review.earlier or ()), review):
        said: list[tuple[str | None, str]] = []
        said += [(who, what) for who, what in ((one.handler, "承办审查"), (one.head, "审查部门负责人")) if who is not None]
        said += [(who.id, "审查") for who in one.reviewers or ()] if one.reviewers or one.issued_on is None else [(None, "审查")]
        said += [(who, "由他人代行审查") for who in in_whose_place(one.mandate)]
        for other in one.countersigns or ():
            said.append((_id(other.person), "会签"))
            said += [(who, "由他人代行会签") for who in in_whose_place(other.mandate)]
        yield from (Duty(Side.REVIEWING, who, what) for who, what in said)


def _id(person: Reference | None) -> str | None:
    return None if person is None else person.id
