"""Holds who keeps the record of a meeting (记录人): whom its notice names, or who takes over from him by naming himself; never
the presider (党组工作条例: 专门人员如实记录; MTG-22).
"""

from collections.abc import Iterator

from review.domain.dossier import Dossier, Meeting
from review.domain.errors import Fault

AT = "/meeting/recorder"


def of_presider(meeting: Meeting) -> Iterator[Fault]:
    """That the presider would keep the record of his own meeting."""
    if meeting.recorder is not None and meeting.recorder == meeting.presider.id:
        yield Fault(AT, "主持人不能记录自己主持的会议：由专门人员如实记录（MTG-22），请另选记录人")


def of_another(meeting: Meeting, dossier: Dossier, by: str) -> Iterator[Fault]:
    """That the record names somebody else than `by`, who keeps it."""
    if meeting.recorder != by:
        said = f"本次会议的记录人是{_name(meeting, dossier)}，不是您：由您接替记录的，请把记录人改为您本人，更换记入轨迹"
        yield Fault(AT, said)


def taken_over(dossier: Dossier, by: str) -> str:
    """What the trail notes where `by` records in the place of whom the meeting named; "" where he was named, or nobody was."""
    meeting = (dossier.meetings or (Meeting(),))[-1]
    return "" if meeting.recorder in (None, by) else f"接替{_name(meeting, dossier)}记录"


def _name(meeting: Meeting, dossier: Dossier) -> str:
    person = (dossier.people or {}).get(meeting.recorder or "")
    return (person.name if person else None) or meeting.recorder or ""
