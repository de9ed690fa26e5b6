"""A head of the trail is stamped once, outside of any transaction; every later print carries the same time stamp."""

from dataclasses import replace

import pytest

from review import demo
from review.domain.trail import Event
from review.domain.vocabulary import Role
from review.service.desk import Desk
from review.service.record import compose
from review.service.time_stamps import Stamped, stamp_of
from tests.service.signed import PEOPLE, UNIT
from tests.store.examples import NUMBER, first, submit

审计 = demo.actor(Role.AUDITOR, UNIT, PEOPLE)


class Numbered:
    """An authority that gives each time stamp a number of its own, and can be silent."""

    def __init__(self, silent: bool = False) -> None:
        self.silent = silent
        self.asked: list[str] = []

    def obtain(self, last: Event) -> bytes | None:
        self.asked.append(last.hash)
        return None if self.silent else b"%d" % len(self.asked)

    def check(self, token: bytes, last: Event) -> Stamped:
        return Stamped()


@pytest.fixture
def stamps() -> Numbered:
    return Numbered()


@pytest.fixture(autouse=True)
def matter(desk: Desk) -> None:
    with desk.store.writing(UNIT) as work:
        submit(work, first())
        work.commit()


def test_a_head_is_stamped_once_and_printed_the_same_from_then_on(desk: Desk, stamps: Numbered):
    desk = replace(desk, stamps=stamps)
    record, again = compose(desk, 审计, NUMBER), compose(desk, 审计, NUMBER)
    assert record == again
    assert record.time_stamp == b"1"
    assert stamps.asked == [record.trail[-1].hash]
    assert compose(replace(desk, stamps=None), 审计, NUMBER) == record, "also by who asks no server any more"


def test_while_no_server_answers_there_is_none_and_the_next_print_asks_again(desk: Desk, stamps: Numbered):
    desk = replace(desk, stamps=stamps)
    stamps.silent = True
    assert compose(desk, 审计, NUMBER).time_stamp is None
    stamps.silent = False
    assert compose(desk, 审计, NUMBER).time_stamp == b"2"


def test_of_two_that_ask_at_once_both_print_what_was_stored_first(desk: Desk):
    last = compose(desk, 审计, NUMBER).trail[-1]

    class Overtaken(Numbered):
        def obtain(self, last: Event) -> bytes | None:
            """While this one is asking, which no transaction waits for, another stores what it got."""
            assert stamp_of(desk.store, Numbered(), last) == b"1"
            return b"late"

    assert stamp_of(desk.store, Overtaken(), last) == b"1"
    assert stamp_of(desk.store, None, last) == b"1"
