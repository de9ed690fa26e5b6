"""Holds the use case of notifying a meeting to who was not reached by its notice (补发会议通知), once for all of its topics; and
what the register says of its members since (0069).
"""

from collections.abc import Iterable
from dataclasses import replace

from review.domain.dossier import Dossier, Person
from review.domain.errors import DossierRefused, Fault, NotFound, Stale
from review.domain.sitting import Sitting
from review.domain.supplementary_notice import Untold, objection, supplemented, untold
from review.domain.workflow import Action
from review.service import membership
from review.service.deliberation import last_meeting, topics_of, with_last_meeting
from review.service.desk import Change, Desk
from review.service.oversight import opened
from review.service.ports import Actor, Matter, UnitOfWork
from review.service.sitting import Part, Step, together

AT = "/meeting/notice"


def register_told(desk: Desk, actor: Actor, matter: Matter) -> str:
    """How the register has changed since the members of this matter's last meeting were written down; "" where it has not."""
    with opened(desk, actor) as work:
        meeting = last_meeting(matter.dossier)
        return membership.changed(meeting, membership.of_its_day(meeting, work))


def untold_each(desk: Desk, actor: Actor, matters: Iterable[Matter]) -> list[Untold]:
    """Of each matter, whom the notice of its coming meeting has not reached who can still be notified."""
    with opened(desk, actor) as work:
        return [desk.capacities(one, work).untold() for one in matters]


def untold_of(desk: Desk, actor: Actor, sitting: Sitting) -> Untold:
    """The same of a meeting as a whole."""
    with opened(desk, actor) as work:
        agenda = topics_of(work.matters.of_sitting(sitting), sitting)
        if not agenda or objection((one.meeting for one in agenda), desk.today()):
            return Untold()
        return untold(agenda[0].meeting, membership.of_its_day(agenda[0].meeting, work))


def supplement(
    desk: Desk, actor: Actor, sitting: Sitting, revisions: dict[str, int], notice: tuple[str, ...], papers: tuple[str, ...]
) -> tuple[Matter, ...]:  # fmt: skip
    """Register that notice and papers of this meeting went to these members today, for all of its topics in one transaction.

    Raises NotFound, Forbidden, Stale, WrongState, and DossierRefused: for who was reached already, once the meeting has begun.
    """
    with desk.store.writing(actor.unit) as work:
        topics = work.matters.of_sitting(sitting)
        if not topics:
            raise NotFound(f"本单位没有编号为“{sitting.number}”的{sitting.type.label}")
        agenda = topics_of(topics, sitting)
        if why := objection((one.meeting for one in agenda), desk.today()):
            raise DossierRefused((Fault("", why),))
        if {one.number for one in topics} != revisions.keys():
            raise Stale("您打开页面之后，会议的议题有了增减。这一次没有登记，请核对后重新办理。", ())
        parts = [Part(one.matter, revisions[one.matter], one.meeting) for one in agenda]
        change = _reached(notice, papers, actor)

        def what(_part: Part, _before: Matter) -> Step:
            return Action.NOTIFY_MEMBERS, change, _said, None

        after = together(desk, actor, work, parts, what)
        work.commit()
    return after


def _reached(notice: tuple[str, ...], papers: tuple[str, ...], by: Actor) -> Change:
    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        planned = last_meeting(dossier)
        expected = membership.of_its_day(planned, work)
        lacking = untold(planned, expected)
        _refuse_others(lacking, notice, papers)
        people = {by.person: Person(name=by.name), **(dossier.people or {})}  # he may be newer than the matter
        meeting = supplemented(planned, expected, notice, papers, on=dossier.as_of, by=by.person)
        return with_last_meeting(replace(dossier, people=people), meeting)

    return change


def _refuse_others(lacking: Untold, notice: tuple[str, ...], papers: tuple[str, ...]) -> None:
    """Raise DossierRefused where nobody is ticked, or somebody whom the notice had reached, or who does not attend."""
    if not notice and not papers:
        raise DossierRefused((Fault(f"{AT}/sent_to", "请勾选今天已经通知、已经送达材料的成员"),))
    faults = [
        Fault(f"{AT}/{key}", "所勾选的成员不是应到会成员，或者已经通知、送达")
        for key, ids, members in (("sent_to", notice, lacking.notice), ("papers_to", papers, lacking.papers))
        if not {one.id for one in members}.issuperset(ids)
    ]  # fmt: skip
    if faults:
        raise DossierRefused(tuple(faults))


def _said(dossier: Dossier) -> str:
    """What the trail notes: whom it reached with what."""
    return (last_meeting(dossier).earlier_days or ())[-1].reason or ""
