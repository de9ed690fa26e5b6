"""Holds who should attend a meeting (应到会成员): whoever is in office on its day by the unit's register (名册). Who leaves or
takes office between the notice and that day is found before anything is counted.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from review.domain.dossier import Dossier, Meeting, Member
from review.domain.sitting import place_in, sitting_of
from review.domain.vocabulary import MeetingType
from review.service.ports import UnitOfWork


def members(kind: MeetingType, work: UnitOfWork, on: date) -> tuple[Member, ...]:
    """Who should attend a meeting of this kind on this day."""
    offices = ((person, person.office_for(kind, on)) for person in work.register.people())
    return tuple(Member(id=person.id, name=person.name, office=office) for person, office in offices if office)


def of_its_day(meeting: Meeting, work: UnitOfWork) -> tuple[Member, ...]:
    """Who should attend this notified meeting by the register as it is now, each with what was recorded of him. Once a result was
    announced at it, they are those by whom that was counted."""
    had = meeting.members or ()
    if meeting.type is None or meeting.held_on is None:
        return had
    known = {one.id: one for one in had}
    now = tuple(
        replace(known.get(one.id, one), name=one.name, office=one.office)
        for one in members(meeting.type, work, meeting.held_on)
    )
    return had if changed(meeting, now) and _has_announced(meeting, work) else now


def _has_announced(meeting: Meeting, work: UnitOfWork) -> bool:
    sitting = sitting_of(meeting)
    if sitting is None:
        return False
    places = ((one, place_in(one.dossier, sitting)) for one in work.matters.of_sitting(sitting))
    return any((one.dossier.meetings or ())[place].result is not None for one, place in places if place is not None)


def changed(before: Meeting, after: tuple[Member, ...]) -> str:
    """Who should attend otherwise than was thought, in words; "" where the same people do in the same offices."""
    return "；".join(_changes(before, after))


def _changes(before: Meeting, after: tuple[Member, ...]) -> Iterator[str]:
    had, have = ({one.id: one for one in listed} for listed in (before.members or (), after))
    if gone := [one.name or one.id for one in had.values() if one.id not in have]:
        yield f"{'、'.join(gone)}在会议当日不在任，不再列为应到会成员"
    if new := [one.name or one.id for one in after if one.id not in had]:
        yield f"{'、'.join(new)}在会议当日在任，增列{'、'.join(new)}为应到会成员"
    for one in after:
        if one.id in had and had[one.id].office is not one.office and one.office:
            yield f"{one.name or one.id}在会议当日的职务为{one.office.label}"


def brought_up_to(before: Dossier, after: Dossier) -> str:
    """What the trail notes of it beside the record that was saved."""
    return changed(_last(before), _last(after).members or ())


def _last(dossier: Dossier) -> Meeting:
    return (dossier.meetings or (Meeting(),))[-1]
