"""Holds which duties on one matter nobody may have at once (不相容职责分离), and who has which by the dossier and the trail.

Whatever roles a person holds, he keeps to one side of a matter: the undertaking unit, the adviser, the reviewer and those
who decide are kept apart, and who keeps the minutes does not vote. Who acts in somebody's place (代行) puts both on that side.
"""

from collections.abc import Iterator

from review.domain.dossier import Dossier, LegalityReview, Mandate, Reference
from review.domain.vocabulary import Role, Term


class Side(Term):
    """A side of a matter that a person can be on."""

    UNDERTAKING = "UNDERTAKING", "提交、起草或者承办人"
    ADVISING = "ADVISING", "法律顾问"
    REVIEWING = "REVIEWING", "合法性审查人员"
    DECIDING = "DECIDING", "确定议题、签批的负责人"
    VOTING = "VOTING", "参加表决的成员"
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


def on_record(dossier: Dossier) -> Iterator[tuple[Side, str | None]]:
    """Who is on which side by what the dossier says; `None` for somebody who is not named."""
    matter, meetings = dossier.matter, dossier.meetings or ()
    yield Side.UNDERTAKING, matter.submitted_by
    yield from ((Side.UNDERTAKING, one.id) for one in matter.drafters or ())
    yield from ((Side.ADVISING, _id(one.adviser)) for one in dossier.legal_opinions or ())
    yield from ((Side.REVIEWING, one) for one in _reviewing(dossier.legality_review))
    for step in dossier.approvals or ():
        yield from ((Side.DECIDING, one) for one in (_id(step.person), *in_whose_place(step.mandate)))
    yield from ((Side.VOTING, member.id) for meeting in meetings for member in meeting.members or ())


def in_whose_place(mandate: Mandate | None) -> tuple[str | None, ...]:
    """Nobody without a mandate; `None` for one in whose mandate nobody is named."""
    return () if mandate is None else (_id(mandate.person),)


def _reviewing(review: LegalityReview | None) -> Iterator[str | None]:
    if review is None:
        return
    for one in (*(review.earlier or ()), review):
        yield from (who for who in (one.head, one.handler) if who is not None)
        yield from (who.id for who in one.reviewers or ())
        yield from in_whose_place(one.mandate)
        for other in one.countersigns or ():
            yield from (_id(other.person), *in_whose_place(other.mandate))


def _id(person: Reference | None) -> str | None:
    return None if person is None else person.id
