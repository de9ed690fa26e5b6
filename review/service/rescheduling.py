"""Holds the use case of changing the day of a notified meeting (会议改期): once for all of its topics, each judged anew by the
new day, and what that makes worse is seen before it is done.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from review.domain.checklist import Finding
from review.domain.dossier import Dossier, Meeting, Person
from review.domain.errors import DossierRefused, Fault, NotFound, Stale
from review.domain.rescheduling import AT, faults_of_new_day, moved, objection, told
from review.domain.sitting import Sitting
from review.domain.vocabulary import Gate, NoticeKind, Outcome
from review.domain.workflow import Action
from review.service.deliberation import last_meeting, refuse_wrong_addressees, topics_of, with_last_meeting
from review.service.desk import Change, Complete, Desk, stated
from review.service.membership import members
from review.service.outlook import Outlook, refuse_unseen
from review.service.oversight import opened
from review.service.ports import Actor, Matter, UnitOfWork
from review.service.sitting import Part, Step, together
from review.service.turns import following_now, notice_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDay:
    """What is sent of a change: the revision of each topic that the page was made from; number, day and place of the meeting as
    it is to be, to whom the new notice and the papers went; why; which problems were shown before (`Outlook.problems`)."""

    revisions: dict[str, int]
    meeting: Meeting
    reason: str
    seen: frozenset[str] = frozenset()


def cannot(desk: Desk, actor: Actor, sitting: Sitting) -> str | None:
    """Why the day of this meeting can no longer be changed; `None` where it can."""
    with opened(desk, actor) as work:
        return _objection(work.matters.of_sitting(sitting), sitting, desk)


def preview(desk: Desk, actor: Actor, sitting: Sitting, new: NewDay) -> tuple[Outlook, ...]:
    """What the change would come to (预览), topic by topic; nothing is stored. Raises what `reschedule` raises."""
    with desk.store.writing(actor.unit) as work:  # it is done, and never committed: so it shows what is done afterwards
        return _done(desk, actor, work, sitting, new)


def reschedule(desk: Desk, actor: Actor, sitting: Sitting, new: NewDay) -> tuple[Matter, ...]:
    """Notify another day, place or number of a meeting, for all of its topics in one transaction or for none. The members are
    those of the new day; what was confirmed of each topic stays; every rule judges by the new day.

    Raises NotFound, Forbidden, Stale, WrongState, and DossierRefused: once the meeting has begun or its day has passed, for the
    number of another meeting, for problems that were not shown before.
    """
    with desk.store.writing(actor.unit) as work:
        found = _done(desk, actor, work, sitting, new)
        refuse_unseen(found, new.seen, "按新的日期", "改期")
        work.commit()
    return tuple(one.matter for one in found)


def _done(desk: Desk, actor: Actor, work: UnitOfWork, sitting: Sitting, new: NewDay) -> tuple[Outlook, ...]:
    """The change made in an open transaction."""
    topics = work.matters.of_sitting(sitting)
    if not topics:
        raise NotFound(f"本单位没有编号为“{sitting.number}”的{sitting.type.label}")
    if why := _objection(topics, sitting, desk):
        raise DossierRefused((Fault(AT, why),))
    if {one.number for one in topics} != new.revisions.keys():
        raise Stale("您打开页面之后，会议的议题有了增减。这一次没有改期，请核对后重新办理。", ())
    reason = stated(new.reason)
    _refuse_taken(work, sitting, new.meeting)
    agenda = topics_of(topics, sitting)
    everybody = {one.id for topic in agenda for one in topic.meeting.members or ()}

    def what(part: Part, before: Matter) -> Step:
        words = told(last_meeting(before.dossier), part.meeting)
        telling = _telling(actor, everybody if part.number == agenda[0].matter else (), words)
        return Action.RESCHEDULE_MEETING, _moved_to(part.meeting, actor, reason), f"{words}。{reason}", telling

    parts = [Part(one.matter, new.revisions[one.matter], new.meeting) for one in agenda]
    stored = {one.number: one for one in topics}
    return tuple(_outlook(stored[one.number], one) for one in together(desk, actor, work, parts, what))


def _objection(topics: Iterable[Matter], sitting: Sitting, desk: Desk) -> str | None:
    return objection((one.meeting for one in topics_of(topics, sitting)), desk.today())


def _refuse_taken(work: UnitOfWork, sitting: Sitting, new: Meeting) -> None:
    """Raise DossierRefused where the new number and year are those of another meeting, of which it would become a part."""
    if new.held_on is None or not new.number:
        return
    named = Sitting(sitting.type, new.held_on.year, new.number)
    if named != sitting and work.matters.of_sitting(named):
        said = f"{named.year}年已有编号为“{named.number}”的{named.type.label}，请另编一个编号"
        raise DossierRefused((Fault(f"{AT}/number", said),))


def _moved_to(new: Meeting, by: Actor, reason: str) -> Change:
    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        planned = last_meeting(dossier)
        if faults := tuple(faults_of_new_day(planned, new, dossier.as_of)):
            raise DossierRefused(faults)
        assert planned.type is not None and new.held_on is not None
        expected = members(planned.type, work, new.held_on)
        refuse_wrong_addressees(new.notice, expected, new.held_on, work)
        meeting = moved(planned, new, expected, on=dossier.as_of, by=by.person, reason=reason)
        people = {by.person: Person(name=by.name), **(dossier.people or {})}  # he may be newer than the matter
        return with_last_meeting(replace(dossier, people=people), meeting)

    return change


def _telling(actor: Actor, everybody: Iterable[str], words: str) -> Complete:
    """Tells the new day to whoever follows the topic and keeps the record, and to `everybody` beside."""

    def tell(after: Matter, work: UnitOfWork) -> None:
        meeting = last_meeting(after.dossier)
        attending = (meeting.recorder, *(one.id for one in meeting.members or ())) if everybody else ()
        own = [*following_now(after.dossier, work), *attending]
        people = [one for one in dict.fromkeys((*own, *everybody)) if one and one != actor.person]
        work.notices.tell(
            notice_of(after, NoticeKind.RESCHEDULED, one, actor.name, after.changed_at, f"会议改期，{words}") for one in people
        )

    return tell


def _outlook(before: Matter, after: Matter) -> Outlook:
    """What shuts the gate before the agenda by the new day, and what is newly not met besides."""
    shut = after.judgement.shutting(Gate.AGENDA)
    places = {(one.rule, one.subject) for one in (*shut, *before.judgement.findings) if one in shut or _denied(one)}
    worse = tuple(one for one in after.judgement.findings if _denied(one) and (one.rule, one.subject) not in places)
    return Outlook(after, shut, worse)


def _denied(finding: Finding) -> bool:
    return finding.outcome is Outcome.not_met


__all__ = ["NewDay", "cannot", "preview", "reschedule"]
