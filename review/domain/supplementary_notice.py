"""Holds how a meeting that is notified already is notified to who was not reached (补发会议通知): whom notice or papers have
not reached, until when they still can, and what the notice then says; whether that is early enough is the rules' (MTG-03, 04).

The notice of a meeting has one day: that by which the last member knew it. So the working days beforehand are those that the last
one had, and never more; the notice that was sent before is kept, as when the day is changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from review.domain.dossier import EarlierDay, Meeting, Member, Notice
from review.domain.phrases import day

NOTICE, PAPERS = "补发通知", "补送材料"


@dataclass(frozen=True, slots=True)
class Untold:
    """The members in office on the day of the meeting whom its notice, or its papers, have not reached."""

    notice: tuple[Member, ...] = ()
    papers: tuple[Member, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.notice or self.papers)

    @property
    def members(self) -> tuple[Member, ...]:
        """Each once, in the order of the notice."""
        return (*self.notice, *(one for one in self.papers if one not in self.notice))

    @property
    def said(self) -> str:
        """What lacks, in words: 新任成员还没有通知，还没有送达材料."""
        if self.notice == self.papers:
            return f"{_named(self.notice)}还没有通知，也没有送达材料"
        lacks = ((self.notice, "还没有通知"), (self.papers, "还没有送达材料"))
        return "；".join(f"{_named(members)}{what}" for members, what in lacks if members)


def untold(meeting: Meeting, expected: Iterable[Member]) -> Untold:
    """Whom of those who should attend the notice on record has not reached; where no list was kept, it reached the members of
    then (MTG-04)."""
    members, then = tuple(expected), tuple(one.id for one in meeting.members or ())
    told, given = meeting.notice.sent_to, meeting.notice.papers_to
    return Untold(
        notice=tuple(one for one in members if one.id not in (then if told is None else told)),
        papers=tuple(one for one in members if one.id not in (then if given is None else given)),
    )


def objection(topics: Iterable[Meeting], today: date) -> str | None:
    """Why nobody is notified of this meeting any more; `None` where he still can be. A notice of the day of the meeting is one
    beforehand (MTG-03); one that is sent once the meeting has begun announces nothing."""
    topics = tuple(topics)
    if any(one.started_at or one.result for one in topics):
        return "会议已经召开，不能再补发通知；有应到会成员没有通知的，请暂缓表决，另行通知后再议"
    passed = [one.held_on for one in topics if one.held_on is not None and one.held_on < today]
    return f"会议日期（{day(passed[0])}）已过，不能再补发通知" if passed else None


def supplemented(
    planned: Meeting, members: tuple[Member, ...], notice: tuple[str, ...], papers: tuple[str, ...], *, on: date, by: str
) -> Meeting:
    """The meeting after its notice, or its papers, went to these members today; the notice before is kept with that."""
    old, names = planned.notice, {one.id: one.name or one.id for one in members}
    given = ((NOTICE, notice), (PAPERS, papers))
    what = "；".join(f"{word}：{'、'.join(names[one] for one in ids)}" for word, ids in given if ids)
    before = EarlierDay(
        number=planned.number, planned_on=planned.held_on, place=planned.place, notice=old, moved_on=on, moved_by=by, reason=what,
    )  # fmt: skip
    sent_to = None if old.sent_to is None else (*old.sent_to, *notice)
    papers_to = None if old.papers_to is None else (*old.papers_to, *papers)
    later = Notice(
        sent_on=on if notice else old.sent_on, sent_to=sent_to, papers_sent_on=on if papers else old.papers_sent_on,
        papers_to=papers_to,
    )  # fmt: skip
    return replace(planned, members=members, notice=later, earlier_days=(*(planned.earlier_days or ()), before))


def is_supplement(meeting: Meeting, place: int) -> bool:
    """Whether this one of the earlier days of the meeting is that of a supplementary notice: its day, place, number stay."""
    earlier = meeting.earlier_days or ()
    old, then = earlier[place], earlier[place + 1] if place + 1 < len(earlier) else None
    after = (meeting.number, meeting.held_on, meeting.place) if then is None else (then.number, then.planned_on, then.place)
    return (old.number, old.planned_on, old.place) == after


def _named(members: Iterable[Member]) -> str:
    return "、".join(one.name or one.id for one in members)
