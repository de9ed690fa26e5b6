"""Holds the warnings of a day that comes or has passed (临期提醒、超期提醒): whoever holds the matter is told once when the light
turns yellow and once when it turns red, though nobody does anything.
"""

from collections.abc import Iterator

from review.domain.errors import Stale
from review.domain.vocabulary import NoticeKind
from review.service.desk import Desk
from review.service.next_steps import deadlines, next_actions
from review.service.ports import Matter, Notice, UnitOfWork
from review.service.turns import awaited, following_now, notice_of

SENDER = "系统"

KINDS = {"yellow": NoticeKind.NEARING, "red": NoticeKind.OVERDUE}
"""What is told by which light; a green one tells nothing."""


def warn(desk: Desk, unit: str) -> int:
    """Tell the unit's people of the days that come within two working days or have passed; how many were told.

    What was told of a day is not told again, however often this is done. Each matter is a transaction of its own; one that
    somebody is working on at this moment waits for the next time.
    """
    with desk.store.reading(unit) as work:
        still = [line.number for line in work.matters.lines() if not line.closed]
        pressing = [one.number for one in work.matters.each(still) if any(_warnings(desk, one, work))]
    told = 0
    for number in pressing:
        try:
            with desk.store.writing(unit) as work:
                new = work.notices.tell_once(_warnings(desk, work.matters.get(number), work))
                work.commit()
        except Stale:
            continue
        told += new
    return told


def _warnings(desk: Desk, matter: Matter, work: UnitOfWork) -> Iterator[Notice]:
    """What is to be told of the matter today, whether or not it was told before."""
    now, calendar = desk.clock.now(), desk.rulebook.calendar
    lit = [(kind, due) for due in deadlines(matter, calendar, now.date()) if (kind := KINDS.get(due.light))]
    turn = awaited(matter, work, now.date()) if lit else {}
    following = following_now(matter.dossier, work) if lit else ()
    for kind, due in lit:
        told = {person: "、".join(acts) for person, acts in turn.items()}
        if due.what:  # a day of its own, whoever has the next act: who follows the matter is told too
            told = dict.fromkeys((*turn, *following), due.what)
        elif not turn:  # nobody is left whose turn it could be
            told = dict.fromkeys(following, "、".join(act.label for act in next_actions(matter)))
        for person, text in told.items():
            yield notice_of(matter, kind, person, SENDER, now, text, due=due.on)


__all__ = ["KINDS", "SENDER", "warn"]
