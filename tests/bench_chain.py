"""Measures proving a chain of a million events beside hashing the same bytes; asserts no times. Run by `make bench`.

The chain is that of one matter, so that the record's walk and the store's check go over the same events. All figures are CPU
time of this process, in turns with the hashing, so that a busy machine slows both alike.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, insert, select

from review.domain.plain import from_plain
from review.domain.trail import GENESIS, Event, canonical, first_broken
from review.domain.verifying.walk import OPENING, walked
from review.store.tables import EventRow
from review.store.trail import SqlTrail

EVENTS, AS_OBJECTS, TURNS, ADDITIONS = 1_000_000, 100_000, 3, 30_000_000
UNIT, NUMBER, START = "SL-ZSJ", "SL-ZSJ-2024-0009", datetime(2024, 3, 1, 9, tzinfo=timezone(timedelta(hours=8)))
PEOPLE = (("mishu", "陈秘书"), ("mishu02", "欧阳秘书"), ("s-0103", "李"))
NOTES = ("补充财务意见和公平竞争审查材料", "", "按合法性审查意见修改第三条、第七条", "补正", "附：征求意见情况说明（2024年3月）")
"""Of several lengths, as people and notes are."""
Plain = dict[str, Any]


def acts() -> Iterator[tuple[bytes, Plain]]:
    """What each act is sealed over, and the act."""
    state, before, previous = "NEW", GENESIS, GENESIS
    for place in range(1, EVENTS + 1):
        actor, name = PEOPLE[place % len(PEOPLE)]
        act: Plain = {
            "unit": UNIT, "seq": place, "at": (START + timedelta(seconds=61.234567 * place)).isoformat(), "matter": NUMBER,
            "revision": place, "action": "SUPPLEMENT" if place > 1 else "SUBMIT", "from_state": state, "to_state": "PREPARING",
            "actor": actor, "actor_name": name, "role": "SECRETARY", "note": NOTES[place % len(NOTES)],
            "dossier_before": before, "dossier_after": hashlib.sha256(str(place).encode()).hexdigest(), "previous": previous,
        }  # fmt: skip
        content = canonical(act)
        state, before, previous = "PREPARING", act["dossier_after"], hashlib.sha256(content).hexdigest()
        yield content, {**act, "hash": previous}


def seconds(run: Callable[[], object]) -> float:
    """CPU time of this process, both what it computes and what the system does for it."""
    start = time.process_time()
    run()
    return time.process_time() - start


def pace() -> float:
    """Seconds that this machine now takes for a loop of thirty million additions: what the figures of two days compare by."""

    def loop() -> None:
        total = 0
        for one in range(ADDITIONS):
            total += one

    return seconds(loop)


def filled(connection: Connection) -> tuple[list[bytes], bytes, list[Event]]:
    """The chain stored; what each act is sealed over, the trail as a record has it, and the first acts as objects."""
    EventRow.__table__.create(connection)  # type: ignore[attr-defined]
    contents: list[bytes] = []
    record, objects, made = bytearray(OPENING), [], acts()
    while part := list(islice(made, 1_000)):
        connection.execute(insert(EventRow), [
            {"unit": UNIT, "seq": act["seq"], "sealed": content.decode(), "hash": act["hash"]} for content, act in part
        ])  # fmt: skip
        contents += [content for content, _ in part]
        record += b"".join(canonical(act) + b"," for _, act in part)
        objects += [from_plain(Event, act) for _, act in part[: AS_OBJECTS - len(objects)]]
    record[-1:] = b"]}"
    return contents, bytes(record), objects


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, create_engine(f"sqlite:///{Path(folder)}/chain").begin() as connection:
        contents, record, objects = filled(connection)
        trail = SqlTrail(connection, UNIT)
        texts = select(EventRow.sealed, EventRow.hash).where(EventRow.unit == UNIT).order_by(EventRow.seq)
        hashing = "hashing the same bytes, event by event"
        rows: dict[str, tuple[int, Callable[[], object]]] = {
            hashing: (EVENTS, lambda: [hashlib.sha256(one).hexdigest() for one in contents]),
            "hashing them as one": (EVENTS, lambda: hashlib.sha256(record).hexdigest()),
            "a record's trail, proven": (EVENTS, lambda: proven(walked(record, len(OPENING), NUMBER) is not None)),
            "a stored chain, proven": (EVENTS, lambda: proven(trail.first_broken() is None)),
            "reading its rows, without proving": (
                EVENTS, lambda: sum(1 for _ in connection.execute(texts, execution_options={"yield_per": 500}))),
            f"{AS_OBJECTS:,} events in memory, proven": (AS_OBJECTS, lambda: proven(first_broken(objects) is None)),
        }  # fmt: skip
        taken: dict[str, list[float]] = {name: [] for name in rows}
        for _ in range(TURNS):
            for name, (_, run) in rows.items():
                taken[name].append(seconds(run))
        each = {name: 1e6 * min(taken[name]) / count for name, (count, _) in rows.items()}
        size = sum(map(len, contents)) // EVENTS
        print(f"a chain of {EVENTS:,} events of {size} bytes; {ADDITIONS:,} additions take {pace():.1f} s")
        print(f"{'':44}{'µs an event':>12}{'x hashing':>12}")
        for name, microseconds in each.items():
            print(f"{name:44}{microseconds:12.2f}{microseconds / each[hashing]:12.1f}")


def proven(whole: bool) -> None:
    """A chain that is not whole was measured wrongly."""
    if not whole:
        sys.exit("the chain is not whole")


if __name__ == "__main__":
    main()
