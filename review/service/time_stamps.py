"""Holds the use case of time-stamping (RFC 3161) the head of the trail that a record prints, and what is told of a time stamp; it
knows no cryptography.

A head is stamped once, when it is first printed and a server answers; every later print carries the same time stamp.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from review.domain.trail import Event
from review.service.ports import Store

BROKEN = "时间戳被改动：它的签名不符，或者夹有签名没有包括的内容"
OTHER_STAMP = "记录所载的时间戳不是本系统保存的那一个"
UNTRUSTED = "没有发现改动，内容前后一致；但是时间戳的签发者不是本系统信任的时间戳服务机构，记录形成的时间没有证实"
NO_STAMP = "没有：记录形成的时间只有本系统自己的记录"
SOUND = "签名完好，签发者是本系统信任的时间戳服务机构"


@dataclass(frozen=True, slots=True)
class Stamped:
    """What came of checking a time stamp."""

    difference: str | None = None
    """Why it is none of this head, or was altered."""
    doubt: str | None = None
    """Why it is not shown that the time is so, where nothing of it was altered."""

    @property
    def told(self) -> str:
        return self.difference or self.doubt or SOUND


class Head(Protocol):
    """The head of a trail: the hash that its last event left, and when."""

    @property
    def hash(self) -> str: ...

    @property
    def at(self) -> datetime: ...


class TimeStamps(Protocol):
    """A time-stamping authority, and those that are trusted."""

    def obtain(self, last: Event) -> bytes | None:
        """A time stamp over the head that this act left, proven as `check` does; nothing where no server is set or none answers
        as it should: the log says why."""

    def check(self, token: bytes, last: Head) -> Stamped:
        """Whether this is, to the bit, a time stamp that a trusted server issued over that head."""


def stamp_of(store: Store, stamps: TimeStamps | None, last: Event) -> bytes | None:
    """The time stamp over the head that this act left: the one that is kept, or one that is asked for now and kept.

    The server is asked outside of any transaction: nobody waits for it but who prints. Of two that ask at once, the first to
    store wins, and both print the same.
    """
    with store.reading(last.unit) as work:
        kept = work.time_stamps.of(last.seq)
    token = kept or (stamps and stamps.obtain(last)) or None
    if kept or token is None:
        return kept
    with store.writing(last.unit) as work:
        kept = work.time_stamps.of(last.seq)
        if kept is None:
            work.time_stamps.add(last.seq, token)
            work.commit()
    return kept or token
