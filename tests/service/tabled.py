"""Holds matters that wait for one meeting: copies of an example under numbers and titles of their own, taken along the road by
the real services up to the confirmed topic. Holds no test."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from review import demo
from review.domain.dossier import Dossier, Meeting, Member, Vote
from review.domain.vocabulary import Choice, Conflict, MeetingResult, Role, Stance
from review.service import deliberation, sitting
from review.service.desk import Desk
from review.service.ports import Actor, Matter
from review.service.sitting import Part

EXAMPLE = demo.examples()[0]
UNIT = EXAMPLE.unit.code or ""
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == UNIT)
HELD: Meeting = (EXAMPLE.meetings or ())[0]
TITLES = ("权责清单目录编制规则", "公共数据分类分级规则", "政务服务事项管理规则")


def by(role: Role) -> Actor:
    return demo.actor(role, UNIT, PEOPLE)


RECORDER = by(Role.MEETING_RECORDER)


def tabled(desk: Desk, clock: demo.DayClock, titles: Sequence[str] = TITLES) -> list[Matter]:
    """The matters, each confirmed as a topic for the next meeting of the party group; the clock stands at that day."""
    found = []
    for place, title in enumerate(titles, 1):
        about = replace(EXAMPLE.matter, number=f"{UNIT}-2022-{100 + place:04}", title=title)
        example = replace(EXAMPLE, matter=about, meetings=None, approvals=None, reporting=None, publication=None,
                          execution=None, archive=None)  # fmt: skip
        matter = demo.drive(desk, clock, example, PEOPLE)
        found.append(confirmed(desk, clock, matter, HELD.topic.confirmed_on or EXAMPLE.as_of))
    return found


def confirmed(desk: Desk, clock: demo.DayClock, matter: Matter, day: date) -> Matter:
    clock.turn_to(day)
    return deliberation.confirm_topic(desk, by(Role.GROUP_SECRETARY), matter.number, matter.revision, HELD)


def notice(desk: Desk, clock: demo.DayClock, matters: Sequence[Matter], meeting: Meeting = HELD) -> list[Matter]:
    """The matters after the notice of one meeting, with them as its topics in this order."""
    clock.turn_to(meeting.notice.sent_on or EXAMPLE.as_of)
    told = [replace(meeting, topic=replace(meeting.topic, order=place)) for place in range(1, len(matters) + 1)]
    return list(sitting.give_notice(desk, by(Role.SECRETARY), parts(matters, told)))


def notified(desk: Desk, clock: demo.DayClock) -> list[Matter]:
    """The matters after the notice of their meeting."""
    return notice(desk, clock, tabled(desk, clock))


def parts(matters: Sequence[Matter], meetings: Sequence[Meeting]) -> list[Part]:
    return [Part(matter.number, matter.revision, meeting) for matter, meeting in zip(matters, meetings, strict=True)]


def held(matter: Matter, result: MeetingResult | None = MeetingResult.PASSED, **said: object) -> Meeting:
    """How the meeting of the example went on this matter's topic."""
    planned = last(matter.dossier)
    question = replace(planned.topic, main_question="是否同意印发")
    return replace(HELD, topic=question, number=planned.number, held_on=planned.held_on, result=result, **said)  # type: ignore[arg-type]


def recused(meeting: Meeting, *people: str) -> Meeting:
    """The meeting with these members stepping aside: they neither speak nor vote."""
    members = tuple(
        replace(one, conflict=Conflict.OWN, recused=True) if one.id in people else one for one in meeting.members or ()
    )
    return without(replace(meeting, members=members), *people)


def without(meeting: Meeting, *people: str) -> Meeting:
    """The meeting without the statements and votes of these members."""
    spoken = tuple(one for one in meeting.statements or () if one.member not in people)
    ballots = tuple(one for one in (meeting.vote or Vote()).ballots or () if one.member not in people)
    vote = replace(meeting.vote or Vote(), ballots=ballots, counts=replace((meeting.vote or Vote()).counts, approve=len(ballots)))
    return replace(meeting, statements=spoken, vote=vote)


def put_off(meeting: Meeting) -> Meeting:
    """The meeting with a discussion on this topic, and no vote."""
    said = tuple(replace(one, stance=Stance.DEFER, text="建议补充论证后再议。") for one in meeting.statements or ())
    return replace(meeting, statements=said, vote=None, result=MeetingResult.DEFERRED, decision_text="暂缓表决，补充论证后再议")


def against(meeting: Meeting) -> Meeting:
    vote = meeting.vote or Vote()
    ballots = tuple(replace(one, choice=Choice.OPPOSE) for one in vote.ballots or ())
    counts = replace(vote.counts, approve=0, oppose=len(ballots), abstain=0)
    said = tuple(replace(one, stance=Stance.OPPOSE, text="不同意该方案。") for one in meeting.statements or ())
    return replace(meeting, statements=said, vote=replace(vote, ballots=ballots, counts=counts), result=MeetingResult.REJECTED,
                   disagreements="成员表决时均不同意")


def last(dossier: Dossier) -> Meeting:
    return (dossier.meetings or (Meeting(),))[-1]


def member(meeting: Meeting, person: str) -> Member:
    return next(one for one in meeting.members or () if one.id == person)
