"""Records of matters that went all the way through the real services, with their trail, for what proves them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

from forms.labels import label
from review import demo
from review.app import engine
from review.documents import compare
from review.domain.rulebook import Rulebook
from review.domain.verifying import RECORD, RULES
from review.domain.vocabulary import Role
from review.record.data import data_of
from review.service.desk import Desk
from review.service.ports import Record
from review.service.record import compose
from review.store import FolderFiles, SqlStore
from tests.databases import Databases

Stored = Callable[[int], Record]


@contextmanager
def stored_records(
    databases: Databases, register: Callable[[SqlStore], None], rulebook: Rulebook, files: Path
) -> Iterator[Stored]:
    """`stored(2)`: the record of the third example, whose every act is in the trail."""
    with databases.copy("sqlite", register) as database:
        store, clock = SqlStore(database.url), demo.DayClock()
        desk = Desk(
            store=store, rulebook=rulebook, engine=engine(), clock=clock, files=FolderFiles(files), compare=compare, label=label
        )

        @cache
        def made(place: int) -> Record:
            example = demo.examples()[place]
            people = demo.register_of(one for one in demo.examples() if one.unit.code == example.unit.code)
            matter = demo.drive(desk, clock, example, people)
            clock.turn_to(example.as_of + timedelta(1))
            return compose(desk, demo.actor(Role.AUDITOR, example.unit.code or "", people), matter.number)

        yield made
        store.close()


def carried(record: Record) -> dict[str, bytes]:
    """The files that its PDF carries."""
    data = data_of(record)
    assert data.rules is not None
    return {RECORD: data.content, RULES: data.rules}
