"""Holds the arithmetic of a meeting: attendance, recusal, quorum, vote, majority, computed once for page, PDF and rules.

Where presence is partly unknown, the lowest and the highest possible number are kept and a question that they
do not decide stays open. Holds no rule: which threshold applies to which meeting is in `rules/`.
"""

from dataclasses import dataclass

from review.domain.dossier import Meeting, Parameters
from review.domain.kleene import Truth
from review.domain.meeting.attendance import Attendance, Number, attendance_of, is_left_out, left_before, seated
from review.domain.meeting.speaking import (
    chair_spoke_last,
    debates,
    last_speaker,
    not_kept_out,
    principal_attends,
    principal_of,
    principal_presides,
    principal_spoke_last,
    silent,
    unrecused,
)
from review.domain.meeting.votes import VoteTally, result_of, votes_of


@dataclass(frozen=True, slots=True)
class Tally(Attendance):
    """Everything counted of one meeting: its attendance, its votes, who spoke."""

    votes: tuple[VoteTally, ...] | None
    recused_in_base: bool | None
    silent: tuple[str, ...] | None
    """Members present, not recused, of whom no view is recorded."""
    last_speaker: str | None
    chair_spoke_last: Truth


def tally(meeting: Meeting, parameters: Parameters) -> Tally:
    """Count one meeting for one topic."""
    meeting = seated(meeting)
    attended = attendance_of(meeting, parameters)
    return Tally(
        members=attended.members, expected=attended.expected, present=attended.present, absent=attended.absent,
        recused=attended.recused, half=attended.half, exactly_half=attended.exactly_half,
        two_thirds=attended.two_thirds, votes=votes_of(meeting, attended),
        recused_in_base=parameters.recused_counts_in_base, silent=silent(meeting), last_speaker=last_speaker(meeting),
        chair_spoke_last=chair_spoke_last(meeting),
    )  # fmt: skip


__all__ = [
    "Number", "Tally", "VoteTally", "debates", "is_left_out", "left_before", "not_kept_out", "principal_attends", "principal_of",
    "principal_presides", "principal_spoke_last", "result_of", "seated", "tally", "unrecused",
]  # fmt: skip
