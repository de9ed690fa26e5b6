"""Holds how the day of a notified meeting is changed (会议改期): what the notice of the new day says, until when it can be, and
how it is told; what the new day means for a topic is the rules'.

The new day is known to the members from the notice of it only: the working days beforehand (MTG-04) count from that one. The
papers that they have stay delivered; once anybody is given them only now, they are delivered today.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from review.domain.dossier import EarlierDay, Meeting, Member, Notice
from review.domain.errors import Fault
from review.domain.papers import is_recorded
from review.domain.phrases import day

AT = "/meeting"


def objection(topics: Iterable[Meeting], today: date) -> str | None:
    """Why the day of the meeting with these topics can no longer be changed; `None` where it can."""
    topics = tuple(topics)
    if is_recorded(topics) or any(one.started_at for one in topics):
        return "会议已有记录，不能改期；没有表决的议题，可以宣布暂缓表决"
    passed = [one.held_on for one in topics if one.held_on is not None and one.held_on < today]
    if passed:
        return f"会议日期（{day(passed[0])}）已过，不能改期：已经召开的，请记录会议；没有召开的，请收回各议题，另行通知"
    return None


def faults_of_new_day(planned: Meeting, new: Meeting, today: date) -> Iterator[Fault]:
    """What is wrong with the day, place and number to which a meeting is moved."""
    for place, value, lacking in (
        ("number", new.number, "请填写会议编号"), ("held_on", new.held_on, "请填写改到的日期"),
        ("place", new.place, "请填写地点"),
    ):  # fmt: skip
        if not (value.strip() if isinstance(value, str) else value):
            yield Fault(f"{AT}/{place}", lacking)
    if new.held_on is not None and new.held_on < today:
        yield Fault(f"{AT}/held_on", f"早于今天（{day(today)}）：会议不能改到已经过去的日期")
    if all((new.number, new.held_on, new.place)) and _when_and_where(new) == _when_and_where(planned):
        yield Fault(f"{AT}/held_on", "日期、地点、编号都没有变化，不必改期；有成员没有通知到的，补发会议通知")


def moved(planned: Meeting, new: Meeting, members: tuple[Member, ...], *, on: date, by: str, reason: str) -> Meeting:
    """The meeting notified anew for another day, with the members of that day; what was confirmed of the topic stays, and the
    day it was notified for before is kept with its notice."""
    before = EarlierDay(
        number=planned.number, planned_on=planned.held_on, place=planned.place, notice=planned.notice, moved_on=on, moved_by=by,
        reason=reason,
    )  # fmt: skip
    return replace(
        planned, number=new.number, held_on=new.held_on, place=new.place, members=members,
        notice=_notice(planned, new, on), earlier_days=(*(planned.earlier_days or ()), before),
    )  # fmt: skip


def _notice(planned: Meeting, new: Meeting, on: date) -> Notice:
    """The notice of another day is sent today; where only the place is another, the day has been known since the first one."""
    old, told = planned.notice, new.notice
    had = {one.id for one in planned.members or ()} if old.papers_to is None else set(old.papers_to)
    given_now = bool(set(told.papers_to or ()) - had)
    return Notice(
        sent_on=on if new.held_on != planned.held_on else old.sent_on, sent_to=told.sent_to, papers_to=told.papers_to,
        papers_sent_on=on if given_now else old.papers_sent_on,
    )  # fmt: skip


def told(planned: Meeting, new: Meeting) -> str:
    """What changed, in words: 由2022年9月20日改为2022年9月22日."""
    words = [f"由{day(planned.held_on)}改为{day(new.held_on)}"] if planned.held_on != new.held_on else []
    if planned.place != new.place:
        words.append(f"地点由{planned.place or '未定'}改为{new.place}")
    if planned.number != new.number:
        words.append(f"编号由{planned.number or '未定'}改为{new.number}")
    return "，".join(words)


def another_day(planned: Meeting, recorded: Meeting) -> Iterator[Fault]:
    """That the record names another day than the one that was notified last."""
    if None not in (planned.held_on, recorded.held_on) and planned.held_on != recorded.held_on:
        said = f"会议通知的日期是{day(planned.held_on)}，记录不能写成另一日；改了日期的，请先办理“会议改期”"
        yield Fault(f"{AT}/held_on", said)


def _when_and_where(meeting: Meeting) -> tuple[str | None, date | None, str | None]:
    return meeting.number, meeting.held_on, meeting.place
