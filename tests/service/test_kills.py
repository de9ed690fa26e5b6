"""A process killed amid an act on a whole meeting, or amid 更换法律顾问, leaves all of its revisions and events, or none."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from review import demo
from review.domain.trail import first_broken
from review.service import correcting, rescheduling
from review.service.desk import Desk
from review.service.ports import Matter
from review.store import SqlStore
from tests.databases import Database

from .conftest import Walk
from .tabled import UNIT, last, notified
from .test_correcting import announced_all, corrections, earlier
from .test_replacing_advisers import asked, matter, replaced
from .test_rescheduling import SECRETARY, new_day
from .test_sittings import RECORDER, SITTING

__all__ = ["asked", "matter"]

Act = Callable[[Desk], Any]
POINTS = {"before the first event": 1, "between two topics": 2, "before the commit": None, "after the commit": None}


def moving(desk: Desk, clock: demo.DayClock, walk: Walk) -> Act:
    matters = walk(notified)
    clock.turn_to(date(2022, 9, 19))
    return lambda other: rescheduling.reschedule(other, SECRETARY, SITTING, new_day(matters))


def mending(desk: Desk, clock: demo.DayClock, walk: Walk) -> Act:
    matters = walk(announced_all)
    new = corrections(matters, *(earlier(last(one.dossier)) for one in matters))
    return lambda other: correcting.correct(other, RECORDER, SITTING, new)


def dies(desk: Desk, url: str, act: Act, point: str) -> None:
    """Do the act in this process, and die by one's own hand at a named point of it."""

    def die(at: str) -> None:
        if at == point:
            os.kill(os.getpid(), signal.SIGKILL)

    class Dying(SqlStore):
        def writing(self, unit: str) -> Any:
            opened = super().writing(unit)
            return _Dying(opened, die)

    act(replace(desk, store=Dying(url)))


class _Dying:
    """The context of a write in which each event, and the commit, may be the last thing that the process does."""

    def __init__(self, opened: Any, die: Callable[[str], None]) -> None:
        self._opened, self._die, self._events = opened, die, 0

    def __enter__(self) -> Any:
        work = self._opened.__enter__()
        append, commit = work.trail.append, work.commit

        def told(event: Any) -> None:
            self._events += 1
            for point, number in POINTS.items():
                if number == self._events:
                    self._die(point)
            append(event)

        def done() -> None:
            self._die("before the commit")
            commit()
            self._die("after the commit")

        work.trail.append, work.commit = told, done
        return work

    def __exit__(self, *told: Any) -> Any:
        return self._opened.__exit__(*told)


def stands(database: Database) -> dict[str, int]:
    """The revision of each matter, whose trail is whole."""
    store = SqlStore(database.url)
    with store.writing(UNIT) as work:  # as a writer, who waits until the database has noticed that the one before is gone
        events = list(work.trail.all())
        revisions = {line.number: work.matters.get(line.number).revision for line in work.matters.lines()}
    store.close()
    assert first_broken(events) is None
    assert sum(revisions.values()) == len(events)
    return revisions


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("act", [moving, mending], ids=["会议改期", "更正会议记录"])
def test_a_process_killed_amid_an_act_on_a_meeting_leaves_all_topics_or_none(
    desk: Desk, clock: demo.DayClock, walk: Walk, database: Database, act: Callable[..., Act], point: str
) -> None:
    killed(desk, database, act(desk, clock, walk), point)


@pytest.mark.parametrize("point", [one for one in POINTS if one != "between two topics"])
def test_a_process_killed_amid_replacing_an_adviser_leaves_both_or_neither(
    desk: Desk, asked: Matter, database: Database, point: str
) -> None:
    killed(desk, database, lambda other: replaced(other, asked), point, only=asked.number)


def killed(desk: Desk, database: Database, act: Act, point: str, only: str = "") -> None:
    """The act is done by a process that dies at this point; then all matters, or this one, have a revision more, or none has."""
    before = stands(database)
    process = multiprocessing.get_context("fork").Process(target=dies, args=(desk, database.url, act, point))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    done = point == "after the commit"
    assert stands(database) == {one: number + (done and only in ("", one)) for one, number in before.items()}
