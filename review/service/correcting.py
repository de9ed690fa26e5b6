"""Holds the use case of correcting the record of a meeting after its result was announced (更正会议记录): for all of its topics
at once, as far as they are still open to it; the result stands, and what else the correction makes worse is seen before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from review.domain.checklist import Finding
from review.domain.correcting import as_announced, computed_otherwise, corrected, decides_otherwise
from review.domain.dossier import CorrectedEntry, Dossier, Meeting, Person
from review.domain.errors import DossierRefused, Fault, Forbidden, GateShut, NotFound
from review.domain.papers import is_recorded
from review.domain.sitting import Sitting, place_in, taking_shared
from review.domain.vocabulary import Gate, NoticeKind, Outcome
from review.domain.workflow import Action, State, transition
from review.service.deliberation import as_recorded, last_meeting, recorded, topics_of, with_last_meeting
from review.service.desk import Change, Complete, Desk, stated
from review.service.outlook import Outlook, refuse_unseen
from review.service.oversight import opened
from review.service.ports import Actor, Matter, UnitOfWork
from review.service.sitting import Part, Step, together
from review.service.turns import following_now, holders, notice_of

PASSED_GATES = (Gate.SUBMISSION, Gate.LEGALITY_REVIEW, Gate.AGENDA, Gate.MEETING)
"""The gates through which a matter came to its result; what shuts one of them now takes the ground from the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What is sent: the record of each topic as it should be, why, and which problems were shown before (`Outlook.problems`)."""

    parts: tuple[Part, ...]
    reason: str
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CorrectedOutlook(Outlook):
    """What a correction comes to for a topic, with what is corrected, and whether minutes of before say otherwise."""

    entries: tuple[CorrectedEntry, ...]
    minutes_differ: bool


def correctable(desk: Desk, actor: Actor, sitting: Sitting) -> dict[str, str]:
    """The topics of the meeting by number, each with why its record cannot be corrected by this person; "" where it can."""
    with opened(desk, actor) as work:
        return {one.number: _objection(one, sitting, desk, actor, work) for one in work.matters.of_sitting(sitting)}


def preview(desk: Desk, actor: Actor, sitting: Sitting, new: Corrections) -> tuple[CorrectedOutlook, ...]:
    """What the correction would come to (预览), topic by topic; nothing is stored. Raises what `correct` raises."""
    with desk.store.writing(actor.unit) as work:  # it is done, and never committed: so it shows what is done afterwards
        return _done(desk, actor, work, sitting, new)


def correct(desk: Desk, actor: Actor, sitting: Sitting, new: Corrections) -> tuple[Matter, ...]:
    """Correct the record of a meeting in one transaction; a topic of which nothing is corrected gets no revision, and one whose
    result is not announced yet takes over what the meeting has once.

    Raises NotFound, Forbidden, Stale, WrongState; GateShut where the result would have no ground any more; DossierRefused where
    it would be another, where nothing is corrected, for problems that were not shown before.
    """
    with desk.store.writing(actor.unit) as work:
        found = _done(desk, actor, work, sitting, new)
        refuse_unseen(found, new.seen, "更正以后", "更正")
        work.commit()
    return tuple(one.matter for one in found)


def _done(desk: Desk, actor: Actor, work: UnitOfWork, sitting: Sitting, new: Corrections) -> tuple[CorrectedOutlook, ...]:
    """The correction made in an open transaction."""
    stored = {one.number: one for one in work.matters.of_sitting(sitting)}
    if not stored:
        raise NotFound(f"本单位没有编号为“{sitting.number}”的{sitting.type.label}")
    for part in new.parts:
        if part.number not in stored:
            raise NotFound(f"“{part.number}”不是这次会议的议题")
    reason = stated(new.reason)

    def what(part: Part, before: Matter) -> Step:
        if _is_open(before):
            return Action.RECORD_MEETING, recorded(part.meeting, actor), f"随更正会议记录：{reason}", None
        change = _corrected(part.meeting, actor, reason)
        return Action.CORRECT_MEETING, change, lambda after: _note(after, reason), _standing(desk, actor, before)

    after = together(desk, actor, work, (*new.parts, *_beside(stored.values(), sitting, new.parts)), what)
    found = tuple(_outlook(stored[one.number], one) for one in after if not _is_open(one))
    if not found:
        raise DossierRefused((Fault("", "没有改动，没有可以更正的；请改正记录有误之处以后再更正"),))
    return found


def _is_open(matter: Matter) -> bool:
    """Whether its result is not announced yet, so that the record is simply written on."""
    return matter.state is State.NOTIFIED and last_meeting(matter.dossier).result is None


def _objection(matter: Matter, sitting: Sitting, desk: Desk, actor: Actor, work: UnitOfWork) -> str:
    row = transition(matter.state, Action.CORRECT_MEETING)
    if row is None or place_in(matter.dossier, sitting) != len(matter.dossier.meetings or ()) - 1:
        return f"事项已处于“{matter.state.label}”环节，这次会议的记录不能再更正。"
    try:
        desk.capacities(matter, work).of(row, actor)
    except Forbidden as why:
        return str(why)
    return ""


def _beside(stored: Iterable[Matter], sitting: Sitting, parts: Sequence[Part]) -> Iterable[Part]:
    """The topics of the meeting without a result, with what it has once as the first corrected topic says."""
    for topic in topics_of((one for one in stored if _is_open(one)), sitting):
        if parts and is_recorded((topic.meeting,)):
            revision = next(one.revision for one in stored if one.number == topic.matter)
            yield Part(topic.matter, revision, taking_shared(topic.meeting, parts[0].meeting))


def _corrected(said: Meeting, by: Actor, reason: str) -> Change:
    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        stored, place = last_meeting(dossier), len(dossier.meetings or ()) - 1
        if decides_otherwise(stored, said):
            told = "已宣布的结果、决定和条件不能更正：另作决定的，请主要负责人收回后另行开会"
            raise DossierRefused((Fault("/meeting/result", told),))
        record = as_announced(stored, as_recorded(dossier, said))
        made = corrected(dossier, place, record, reason=reason, by=by.person, on=dossier.as_of)
        if made == stored:
            return dossier
        people = {by.person: Person(name=by.name), **(dossier.people or {})}  # he may be newer than the matter
        return with_last_meeting(replace(dossier, people=people), made)

    return change


def _note(after: Dossier, reason: str) -> str:
    made = (last_meeting(after).corrections or ())[-1]
    return f"更正{len(made.entries or ())}处：{reason}"


def _standing(desk: Desk, actor: Actor, before: Matter) -> Complete:
    """Refuses a correction by which the announced result would not stand; tells the others of one by which it does."""

    def complete(after: Matter, work: UnitOfWork) -> None:
        place = len(after.dossier.meetings or ()) - 1
        way = _INSTEAD[before.state]
        if told := computed_otherwise(before.dossier, after.dossier, place):
            said = f"议题“{after.dossier.matter.title}”更正以后，{'，'.join(told)}，已宣布的结果不再成立，不能更正：{way}"
            raise DossierRefused((Fault("/meeting/result", said),))
        had = {(one.rule, one.subject) for gate in PASSED_GATES for one in before.judgement.shutting(gate)}
        shut = tuple(one for gate in PASSED_GATES for one in after.judgement.shutting(gate) if (one.rule, one.subject) not in had)
        if shut:
            raise GateShut(f"更正以后，已宣布的结果不再符合宣布时的要求，不能更正：{way}", after.judgement, shut)
        _tell(desk, actor, after, work)

    return complete


_INSTEAD = {
    State.DECIDED: "请主要负责人收回，另行开会讨论。", State.REJECTED: "记录确有错误的，请重新提交事项，另行开会讨论。",
    State.PREPARING: "请再次确定议题，在下一次会议上讨论。",
}  # fmt: skip


def _tell(desk: Desk, actor: Actor, after: Matter, work: UnitOfWork) -> None:
    """To whoever follows the matter, presided or sat in the meeting, and to whose turn it is to sign."""
    meeting = last_meeting(after.dossier)
    made = (meeting.corrections or ())[-1]
    asked = holders(after, work, desk.today())
    people = (*following_now(after.dossier, work), meeting.presider.id, *(one.id for one in meeting.members or ()), *asked)
    words = f"会议记录更正{len(made.entries or ())}处，结果不变" + ("；原纪要已过时" if made.minutes_differ else "")
    work.notices.tell(
        notice_of(after, NoticeKind.CORRECTED, one, actor.name, after.changed_at, words)
        for one in dict.fromkeys(people) if one and one != actor.person
    )  # fmt: skip


def _outlook(before: Matter, after: Matter) -> CorrectedOutlook:
    made = (last_meeting(after.dossier).corrections or ())[-1]
    had = {(one.rule, one.subject): one.outcome for one in before.judgement.findings}
    worse = [one for one in after.judgement.findings if _asks(one) and had.get((one.rule, one.subject)) is not one.outcome]
    return CorrectedOutlook(
        after, tuple(one for one in worse if one.shuts), tuple(one for one in worse if not one.shuts), made.entries or (),
        bool(made.minutes_differ),
    )  # fmt: skip


def _asks(finding: Finding) -> bool:
    return finding.outcome in (Outcome.not_met, Outcome.undetermined)


__all__ = ["CorrectedOutlook", "Corrections", "correct", "correctable", "preview"]
