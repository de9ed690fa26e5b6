"""What stands beside each revision of the meetings of a matter: found by meeting, of its newest revision, of its unit only."""

from contextlib import suppress
from dataclasses import replace

import pytest

from review.domain.dossier import Dossier
from review.domain.sitting import sitting_of
from review.store import SqlStore, migrate
from tests.databases import Database

from .examples import OTHER, UNIT, back_to, dossier, first, submit, supplement

NAMES = ("01-power-list-catalogue", "02-service-hall-project", "05-deferred-then-passed")
MATTERS = [replace(dossier(name), matter=replace(dossier(name).matter, number=f"T-{name[:2]}")) for name in NAMES]


def store_all(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        for place, one in enumerate(MATTERS):
            matter = submit(work, first(one.matter.number or "", of=one))
            if place:
                supplement(work, matter)
        work.commit()


def rows(database: Database) -> list[tuple[object, ...]]:
    return database.rows("SELECT * FROM topic ORDER BY matter, revision, place")


def test_each_meeting_of_a_matter_is_found_by_its_type_year_and_number(store: SqlStore) -> None:
    store_all(store)
    with store.reading(UNIT) as work:
        for one in MATTERS:
            for meeting in one.meetings or ():
                sitting = sitting_of(meeting)
                assert sitting is not None
                (found,) = work.matters.of_sitting(sitting)
                assert found.dossier.meetings == one.meetings
                assert work.matters.of_sitting(replace(sitting, year=sitting.year + 1)) == ()
    with store.reading(OTHER) as work:
        assert work.matters.topics() == ()


def test_only_the_newest_revision_of_a_matter_counts(store: SqlStore) -> None:
    held: Dossier = MATTERS[0]
    with store.writing(UNIT) as work:
        matter = submit(work, first(of=held))
        later = replace(matter, revision=2, dossier=replace(held, meetings=None))
        work.matters.append(later)
        lines = work.matters.topics()
        assert lines == ()
        sitting = sitting_of((held.meetings or ())[0])
        assert sitting is not None
        assert work.matters.of_sitting(sitting) == ()


def test_what_is_not_committed_leaves_no_topic(store: SqlStore, database: Database) -> None:
    with suppress(RuntimeError), store.writing(UNIT) as work:
        submit(work, first(of=MATTERS[0]))
        raise RuntimeError
    assert rows(database) == []


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_database_of_before_is_filled_with_the_meetings_of_its_matters(store: SqlStore, database: Database) -> None:
    store_all(store)
    store.close()
    stored = rows(database)
    newest = {row[0]: row[1] for row in stored}  # they stand in the order of their revisions
    back_to(database, "0006")
    migrate(database.owner)
    assert rows(database) == [row for row in stored if row[1] == newest[row[0]]]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_topics_of_a_meeting_are_found_through_an_index(database: Database) -> None:
    where = "unit = 'U' AND type = 'x' AND year = 2024 AND number = 'n'"
    plan = database.rows(f"EXPLAIN QUERY PLAN SELECT matter FROM topic WHERE {where}")
    assert any("ix_topic_sitting" in str(row) for row in plan)
