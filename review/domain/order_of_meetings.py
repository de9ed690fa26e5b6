"""Holds in which order the unit's list has meetings discuss a matter, and whose turn it is; whether they kept to it is judged by
MTG-26. Holds no rule."""

from review.domain.dossier import Dossier
from review.domain.standing import deciding_meeting
from review.domain.vocabulary import DecisionMode, MeetingResult, MeetingType


def listed_orders(dossier: Dossier) -> tuple[tuple[MeetingType, ...], ...]:
    """Each order that the lines of the list name for the matter, once."""
    listed = (item.meeting_sequence for item in dossier.matter.catalogue.items or ())
    return tuple(dict.fromkeys(one for one in listed if one))


def order_told(dossier: Dossier) -> str:
    """Where more than one meeting is listed: 党组会议→局长办公会."""
    orders = ("→".join(kind.label for kind in one) for one in listed_orders(dossier) if len(one) > 1)
    return "；".join(orders)


def waits_for(kind: MeetingType, dossier: Dossier) -> MeetingType | None:
    """The meeting that the list has before this kind and that has not passed the matter; `None` where this kind may meet. Lines
    that name opposite orders prescribe none."""
    orders = listed_orders(dossier)
    for one in orders:
        for earlier in one[: one.index(kind)] if kind in one else ():
            opposite = any({kind, earlier} <= set(other) and other.index(kind) < other.index(earlier) for other in orders)
            if earlier is not kind and not opposite and not _passed_by(earlier, dossier):
                return earlier
    return None


def next_meeting(dossier: Dossier) -> MeetingType | None:
    """The first meeting of the list that has not passed the matter and whose turn it is; where none is left, and no meeting that
    may decide has met, the party group, unless the head decides."""
    listed = (kind for one in listed_orders(dossier) for kind in one)
    left = (kind for kind in listed if not _passed_by(kind, dossier) and waits_for(kind, dossier) is None)
    by_head = dossier.matter.decision_mode is DecisionMode.HEAD_DECIDES
    return next(left, None if by_head or deciding_meeting(dossier) else MeetingType.PARTY_GROUP_MEETING)


def _passed_by(kind: MeetingType, dossier: Dossier) -> bool:
    """Whether the last meeting of this kind passed the matter."""
    results = [meeting.result for meeting in dossier.meetings or () if meeting.type is kind]
    return bool(results) and results[-1] is MeetingResult.PASSED
