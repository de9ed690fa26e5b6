"""Holds the use cases of a meeting as a whole: its agenda and notice, its record, its results, each for all of its topics in
one transaction or for none of them; what is said of a single topic is `deliberation`'s.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from review.domain.checklist import Finding, Judgement
from review.domain.dossier import Meeting, Member
from review.domain.emergency import taken
from review.domain.errors import DossierRefused, Fault, Forbidden, GateShut, NotFound, Renumbered, Stale, WrongState
from review.domain.heads_decision import outcome_told
from review.domain.recording import taken_over
from review.domain.sitting import MOST_TOPICS, Sitting, Topic, disagreements, place_in, sitting_of
from review.domain.vocabulary import Gate, MeetingType
from review.domain.workflow import Action, State
from review.service.deliberation import (
    announcing,
    minutes_complete,
    notified,
    recorded,
    resolved,
    result_said,
    saved_said,
    topics_of,
    with_fixed,
)
from review.service.desk import Change, Complete, Desk, Note, stale, step
from review.service.membership import members
from review.service.oversight import opened
from review.service.ports import Actor, Matter, TopicLine, UnitOfWork


@dataclass(frozen=True, slots=True)
class Part:
    """What a form says of one topic: the matter, the revision that the page was made from, and its meeting."""

    number: str
    revision: int
    meeting: Meeting


WRITING = frozenset({Action.RECORD_MEETING, Action.CORRECT_MEETING})
"""By which a topic of which nothing is changed gets no revision."""

Step = tuple[Action, Change, Note, Complete | None]
"""What is done to a topic, and what the trail notes beside it."""

What = Callable[[Part, Matter], Step]


def topics(desk: Desk, actor: Actor) -> tuple[TopicLine, ...]:
    """Every topic of the unit's meetings, and those that wait for one."""
    with opened(desk, actor) as work:
        return work.matters.topics()


def outcomes(desk: Desk, actor: Actor, lines: Iterable[TopicLine]) -> Mapping[tuple[str, Sitting], str]:
    """What each meeting announced of its topics, with what goes with it, as page and record say it."""
    held = [(one.number, one.sitting) for one in lines if one.result is not None and one.sitting is not None]
    with opened(desk, actor) as work:
        dossiers = {one.number: one.dossier for one in work.matters.each(sorted({number for number, _ in held}))}
    return {
        (number, sitting): outcome_told((dossiers[number].meetings or ())[place])
        for number, sitting in held if (place := place_in(dossiers[number], sitting)) is not None
    }  # fmt: skip


def emergencies(desk: Desk, actor: Actor, lines: Iterable[TopicLine]) -> frozenset[str]:
    """The numbers of those topics in which one acted first (紧急先行处置)."""
    with opened(desk, actor) as work:
        return frozenset(one for one in {line.number for line in lines} if taken(work.matters.get(one).dossier))


def waiting(desk: Desk, actor: Actor, kind: MeetingType) -> tuple[Matter, ...]:
    """The matters whose topic is confirmed for a meeting of this kind that is not notified yet, by number."""
    with opened(desk, actor) as work:
        lines = [one for one in work.matters.topics() if one.state is State.AGENDA and one.type is kind and one.result is None]
        return tuple(work.matters.get(number) for number in sorted({one.number for one in lines if one.sitting is None}))


def expected(desk: Desk, actor: Actor, kind: MeetingType, on: date) -> tuple[Member, ...]:
    """Who should attend a meeting of this kind on this day."""
    with opened(desk, actor) as work:
        return members(kind, work, on)


def show(desk: Desk, actor: Actor, sitting: Sitting) -> tuple[Matter, ...]:
    """The matters of this meeting in the order of its agenda; raises NotFound where there is no such meeting, Renumbered where
    it is called otherwise since its day was changed."""
    with opened(desk, actor) as work:
        matters = {one.number: one for one in work.matters.of_sitting(sitting)}
        now = None if matters else next(_called_now(work.matters.once_of_sitting(sitting), sitting), None)
    if now is not None:
        raise Renumbered(f"{sitting.type.label}“{sitting.number}”已改期，现为{now.year}年“{now.number}”", now)
    if not matters:
        raise NotFound(f"本单位没有编号为“{sitting.number}”的{sitting.type.label}")
    return tuple(matters[one.matter] for one in topics_of(matters.values(), sitting))


def _called_now(matters: Iterable[Matter], before: Sitting) -> Iterator[Sitting]:
    """What the meeting is called of which these matters were topics, by the days for which it was notified earlier."""
    for meeting in (meeting for matter in matters for meeting in matter.dossier.meetings or ()):
        earlier = ((one.planned_on and one.planned_on.year, one.number) for one in meeting.earlier_days or ())
        if meeting.type is before.type and (before.year, before.number) in earlier and (now := sitting_of(meeting)):
            yield now


def on_agenda(desk: Desk, actor: Actor, sitting: Sitting | None) -> tuple[Topic, ...]:
    """The topics that this meeting has already, in their order; none where it is not notified yet."""
    if sitting is None:
        return ()
    with opened(desk, actor) as work:
        return topics_of(work.matters.of_sitting(sitting), sitting)


def ahead(desk: Desk, actor: Actor, kind: MeetingType) -> tuple[tuple[Sitting, tuple[Topic, ...]], ...]:
    """The meetings of this kind that are notified and have a topic without a result, which further topics may join."""
    with opened(desk, actor) as work:
        open_ones = (one.sitting for one in work.matters.topics() if one.type is kind and one.result is None)
        named = [one for one in dict.fromkeys(open_ones) if one is not None]
        return tuple((one, topics_of(work.matters.of_sitting(one), one)) for one in named)


def give_notice(desk: Desk, actor: Actor, parts: Sequence[Part]) -> tuple[Matter, ...]:
    """Notify a meeting with its agenda: the topics in the order of the parts. Raises what `deliberation.give_notice` does,
    with the topic at fault named (`/topics/1/meeting/…`)."""
    return _together(desk, actor, parts, lambda part, _: (Action.GIVE_NOTICE, notified(part.meeting), "", None))


def record(desk: Desk, actor: Actor, parts: Sequence[Part]) -> tuple[Matter, ...]:
    """Record the meeting for all of its topics, and announce the results that the parts have: passed, rejected or put off,
    each topic by its own votes. A topic of which nothing is changed nor announced gets no revision. Raises what
    `deliberation.record` and `announce` do, with the topic at fault named."""

    def what(part: Part, before: Matter) -> Step:
        if part.meeting.result is None:
            return Action.RECORD_MEETING, recorded(part.meeting, actor), saved_said(before.dossier, actor), None
        told = taken_over(before.dossier, actor.person)
        announced: Note = lambda after: result_said(after, told)  # noqa: E731
        return announcing(part.meeting.result), resolved(part.meeting, actor), announced, minutes_complete

    return _together(desk, actor, parts, what)


def _together(desk: Desk, actor: Actor, parts: Sequence[Part], what: What) -> tuple[Matter, ...]:
    """One revision for each topic that changes, all in one transaction, or none."""
    with desk.store.writing(actor.unit) as work:
        after = together(desk, actor, work, parts, what)
        work.commit()
    return after


def together(desk: Desk, actor: Actor, work: UnitOfWork, parts: Sequence[Part], what: What) -> tuple[Matter, ...]:
    """The same as a part of an open transaction."""
    if not 0 < len(parts) <= MOST_TOPICS or len({part.number for part in parts}) != len(parts):
        raise DossierRefused((Fault("/topics", f"请选择1至{MOST_TOPICS}个议题，每个一次"),))
    stored = [work.matters.get(part.number) for part in parts]
    _refuse_stale(work, actor, list(zip(parts, stored, strict=True)), what)
    after: list[Matter] = []
    faults: list[Fault] = []
    for place, (part, before) in enumerate(zip(parts, stored, strict=True)):
        with _of_topic(place, before, faults):
            action, change, note, complete = what(part, before)
            if action not in WRITING or change(before.dossier, work) != before.dossier:
                after.append(step(desk, actor, work, part.number, part.revision, action, change, note, complete))
    _refuse(faults or _disagreements(work, parts))
    return tuple(after)


def _refuse(faults: Iterable[Fault]) -> None:
    if found := tuple(faults):
        raise DossierRefused(found)


def _refuse_stale(
    work: UnitOfWork, actor: Actor, topics: Sequence[tuple[Part, Matter]], what: What
) -> None:  # fmt: skip
    """Raise Stale, naming every topic that was changed since the page was made."""
    changes: list[str] = []
    for part, now in topics:
        if now.revision != part.revision:
            told = stale(work, now, part.revision, actor, what(part, now)[0]).changes
            changes += (f"议题“{_title(now)}”：{one}" for one in told or ("已有新的办理",))
    if changes:
        raise Stale("您打开页面之后，会议的议题已有新的办理。这一次各议题都没有保存，请核对后重新办理。", tuple(changes))


@contextmanager
def _of_topic(place: int, matter: Matter, faults: list[Fault]) -> Iterator[None]:
    """Gathers what is refused of this topic and says of every other refusal which topic it is about."""
    said = f"议题“{_title(matter)}”："
    try:
        yield
    except DossierRefused as refused:
        faults += (replace(fault, pointer=f"/topics/{place}{fault.pointer}") for fault in refused.faults)
    except GateShut as shut:
        judgement = shut.judgement
        shutting = shut.findings or (judgement.shutting(Gate.MEETING) if isinstance(judgement, Judgement) else ())
        raise GateShut(said + str(shut), judgement, tuple(_placed(one, place) for one in shutting)) from shut
    except (WrongState, Forbidden) as refused:
        raise type(refused)(said + str(refused)) from refused


def _placed(finding: Finding, place: int) -> Finding:
    missing, evidence = (tuple(f"/topics/{place}{at}" for at in places) for places in (finding.missing, finding.evidence))
    return finding._replace(missing=missing, evidence=evidence)


def _disagreements(work: UnitOfWork, parts: Sequence[Part]) -> Iterator[Fault]:
    """Where the topics of the meeting, with those that were announced before, deny each other; each once."""
    places = {part.number: place for place, part in enumerate(parts)}
    sitting = next((one for part in parts if (one := _sitting(work.matters.get(part.number)))), None)
    before: list[Topic] = []
    topics = topics_of(work.matters.of_sitting(sitting), sitting) if sitting else ()
    beside = {one.matter: one for one in with_fixed((one for one in topics if one.matter not in places), work)}
    for own in sorted(topics, key=lambda one: places.get(one.matter, -1)):
        if own.matter in places:
            for fault in disagreements(own, before):
                yield replace(fault, pointer=f"/topics/{places[own.matter]}{fault.pointer}")
        before.append(beside.get(own.matter, own))


def _sitting(matter: Matter) -> Sitting | None:
    return sitting_of((matter.dossier.meetings or (Meeting(),))[-1])


def _title(matter: Matter) -> str:
    return matter.dossier.matter.title or matter.number
