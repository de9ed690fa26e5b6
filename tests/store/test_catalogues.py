"""Versions of the list and their events are stored together or not at all; the one list of before is carried over."""

import json
from dataclasses import replace

import pytest

from review.domain import trail
from review.domain.errors import Forbidden, Stale
from review.domain.plain import to_plain
from review.domain.register_trail import RegisterAction
from review.store import SqlStore, Unrecorded, migrate
from tests.cluster import SERVICE
from tests.databases import Database

from .examples import LIST, OTHER, START, UNIT, back_to, enter


def test_a_version_comes_back_as_it_was_entered_and_confirmed_by_its_event(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        told = enter(work)
        work.commit()
    with store.reading(UNIT) as work:
        assert work.catalogues.all() == (LIST,)
    with store.writing(UNIT) as work:
        confirmed = replace(told, seq=2, action=RegisterAction.CONFIRM_CATALOGUE, previous=told.hash)
        work.register_trail.append(trail.seal(confirmed))
        work.commit()
    with store.reading(UNIT) as work:
        assert work.catalogues.all() == (replace(LIST, confirmed_on=START.date()),)
        assert trail.first_broken(work.register_trail.all()) is None


def test_a_version_without_its_event_and_an_event_without_its_version_are_not_stored(store: SqlStore) -> None:
    for version_kept in (True, False):
        with store.writing(UNIT) as work:
            enter(work)
            (work.register_trail.told if version_kept else work.catalogues.stored).clear()
            with pytest.raises(Unrecorded):
                work.commit()
    with store.reading(UNIT) as work:
        assert (work.catalogues.all(), work.register_trail.all()) == ((), ())


def test_a_version_that_another_entered_meanwhile_is_not_replaced(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        told = enter(work)
        work.commit()
    for other in (replace(LIST, name="另一版"), replace(LIST, number=2)):
        with pytest.raises(Stale), store.writing(UNIT) as work:
            work.catalogues.add(other)
    with pytest.raises(Stale), store.writing(UNIT) as work:
        work.register_trail.append(told)
    with pytest.raises(Forbidden), store.writing(UNIT) as work:
        work.register_trail.append(replace(told, unit=OTHER))


def test_the_one_list_of_before_is_carried_over_as_a_version_in_force(database: Database, kind: str) -> None:
    old = {"version": "2022-01", "items": [{"code": "A-03", "name": "制度", "meeting_sequence": ["PARTY_GROUP_MEETING"]}]}
    back_to(database, "0005")
    database.run(f"UPDATE unit SET catalogue = '{json.dumps(old)}' WHERE code = '{UNIT}'")
    migrate(database.owner, SERVICE if kind == "postgresql" else None)
    store = SqlStore(database.url)
    with store.reading(UNIT) as work:
        (version,), events = work.catalogues.all(), work.register_trail.all()
    assert (version.name, version.begins) == ("2022-01", version.effective_from)
    assert version.items == (replace(LIST.items[0], name="制度", category=None),)
    assert trail.first_broken(events) is None
    assert events[0].content == trail.digest(to_plain(replace(version, confirmed_on=None)))
    with store.reading(OTHER) as work:
        assert work.catalogues.all() == ()
    store.close()
