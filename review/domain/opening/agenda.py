"""Holds the settling of a topic for a meeting that is not on record yet: one act of the one whose it is."""

from collections.abc import Iterator
from dataclasses import replace

from review.domain import wording
from review.domain.dossier import Dossier, Meeting, Member, Topic
from review.domain.opening.change import Change, Say
from review.domain.opening.to_come import CHAIR, HEAD
from review.domain.standing import HEAD_MEETINGS
from review.domain.vocabulary import DecisionMode, Language, Level, MeetingType, Office

SECRETARY = "党组书记"
"""The post of who settles the topics of a party group, in the words of the list of people."""


def agendas(dossier: Dossier) -> Iterator[Change]:
    """MTG-02, 党组工作条例: the secretary of the party group (at an administrative meeting, the head) settles the topic, today.
    Who proposed it and who else should attend is for the unit to say."""
    kind = _first_meeting(dossier)
    if dossier.meetings or kind is None:
        return
    of_head = kind in HEAD_MEETINGS
    office, to_name = (Office.HEAD, HEAD) if of_head else (Office.GROUP_SECRETARY, CHAIR)
    known = () if of_head else tuple(one for one, person in (dossier.people or {}).items() if SECRETARY in (person.post or ""))
    chair = known[0] if len(known) == 1 else "chair-to-name"
    name = next((person.name for one, person in (dossier.people or {}).items() if one == chair), to_name)
    topic = Topic(proposed_by=chair, confirmed_by=chair, confirmed_on=dossier.as_of)
    meeting = Meeting(type=kind, topic=topic, members=(Member(id=chair, name=name, office=office),))
    his = () if len(known) == 1 else ("topic/confirmed_by", "members/0/id", "members/0/name")
    whom = Say(office.label, office.label_en)
    if name != to_name:
        whom = Say(f"{whom.zh}{name}", f"{whom.en} {name}")
    day = Say(wording.day(dossier.as_of), wording.day(dossier.as_of, Language.EN))
    yield Change("/meetings", Say(
        f"由{whom.zh}确定提交{kind.label}的议题，登记确定日期（{day.zh}或者以后）；提出议题的人、应到会成员如实登记",
        f"Have the {whom.en} settle the topic for the {kind.label_en} and record the day ({day.en} or later); record truthfully "
        "who proposed it and who should attend",
    ), lambda dossier: replace(dossier, meetings=(*(dossier.meetings or ()), meeting)),
        choose=tuple(f"/meetings/0/{place}" for place in ("topic/proposed_by", *his)))  # fmt: skip


def _first_meeting(dossier: Dossier) -> MeetingType | None:
    """The meeting that the matter goes to first, by the unit's list, or else by its mode of decision."""
    mode = dossier.matter.decision_mode
    listed = (one.meeting_sequence for one in dossier.matter.catalogue.items or ())
    first = next((sequence[0] for sequence in listed if sequence), None)
    if first is not None or mode is None:
        return first
    if mode is DecisionMode.PARTY_GROUP_VOTE:
        return MeetingType.PARTY_GROUP_MEETING
    return MeetingType.DIRECTOR_MEETING if dossier.unit.level is Level.DEPARTMENT else MeetingType.EXECUTIVE_MEETING
