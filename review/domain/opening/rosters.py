"""Holds the recording of who should attend a meeting, where nothing of it is: who spoke or voted was there."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from review.domain.dossier import Dossier, Meeting, Member
from review.domain.opening.change import Change, Say
from review.domain.opening.sitting import name_of, with_meeting
from review.domain.standing import HEAD_MEETINGS
from review.domain.vocabulary import Conflict, Office

CHOSEN = ("office", "conflict")
"""What of a member only the meeting can say."""


def rosters(dossier: Dossier, place: int, meeting: Meeting) -> Iterator[Change]:
    """MTG-02, 05, 06: the members of the meeting are recorded, those who spoke or voted as present. Who else should have
    attended, and which office and interest each had, is not invented: the sentence asks."""
    there = tuple(dict.fromkeys(_heard(meeting)))
    if meeting.members is not None or not there:
        return
    chair = Office.HEAD if meeting.type in HEAD_MEETINGS else Office.GROUP_SECRETARY
    other = Office.DEPUTY_HEAD if meeting.type in HEAD_MEETINGS else Office.MEMBER
    members = tuple(
        Member(id=one, office=chair if one == meeting.presider.id else other, present=True, conflict=Conflict.NONE, recused=False)
        for one in there
    )
    zh, en = "、".join(name_of(dossier, one) for one in there), ", ".join(name_of(dossier, one) for one in there)
    yield Change(f"/meetings/{place}/members", Say(
        f"登记应到会成员及其职务、利害关系：按发言和表决记录，到会的有{zh}；另有应到会而未到会的，一并登记",
        f"Record who should attend, with office and interest: by the statements and votes {en} attended; record those as well "
        "who should have attended and did not",
    ), lambda dossier: with_meeting(dossier, place, replace((dossier.meetings or ())[place], members=members)),
        choose=tuple(f"/meetings/{place}/members/{at}/{name}" for at in range(len(members)) for name in CHOSEN))  # fmt: skip


def _heard(meeting: Meeting) -> Iterator[str]:
    """Those who presided, spoke or voted."""
    votes = [*(meeting.candidate_votes or ()), *((meeting.vote,) if meeting.vote else ())]
    said = chain(meeting.statements or (), *(vote.statements or () for vote in meeting.candidate_votes or ()))
    cast = (ballot for vote in votes for ballot in vote.ballots or ())
    yield from filter(None, (meeting.presider.id, *(one.member for one in chain(said, cast))))
