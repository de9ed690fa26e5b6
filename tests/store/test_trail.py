"""The stored trail is a chain that verifies, and only what follows its last event is added."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import insert
from sqlalchemy.event import listen
from sqlalchemy.exc import IntegrityError

from review.domain.errors import Stale
from review.domain.plain import to_plain
from review.domain.trail import (
    BEGINNING,
    GENESIS,
    ChainHash,
    Event,
    Head,
    Walked,
    canonical,
    digest,
    first_broken,
    seal,
)
from review.domain.vocabulary import Role
from review.service.ports import UnitOfWork
from review.store import SqlStore, Unrecorded, migrate
from review.store.connections import for_writing
from review.store.tables import EventRow
from review.store.trail import SqlTrail
from review.store.unit_of_work import SqlUnitOfWork
from tests.databases import Database
from tests.sampling import some

from .examples import (
    HEAD,
    MATTERS,
    NUMBER,
    OTHER,
    SEALED,
    SECRETARY,
    START,
    UNIT,
    back_to,
    enter,
    event,
    first,
    look,
    submit,
    supplement,
)  # fmt: skip


def test_a_chain_over_several_matters_comes_back_and_verifies(store: SqlStore) -> None:
    numbers = [f"SL-ZSJ-2022-{running:04}" for running in range(1, 6)]
    for number in numbers:
        with store.writing(UNIT) as work:
            submit(work, first(number=number))
            work.commit()
    for number in [*numbers, *reversed(numbers)]:
        with store.writing(UNIT) as work:
            supplement(work, work.matters.get(number))
            work.commit()
    with store.reading(UNIT) as work:
        events = list(work.trail.all())
        assert (first_broken(events), work.trail.first_broken()) == (None, None)
        assert [item.seq for item in events] == list(range(1, 16))
        assert work.trail.last() == events[-1]
        assert [item.revision for item in work.trail.of_matter(numbers[0])] == [1, 2, 3]
        newest = work.matters.get(numbers[0])
        assert work.trail.of_matter(numbers[0])[-1].dossier_after == digest(to_plain(newest.dossier))


NOTES, LATER = ("补充", "第一行\n第二行", '他说"可以"', "\\", "%s", "", "\x1f"), START + timedelta(1)


def grown(store: SqlStore, work: UnitOfWork) -> list[Event]:
    """The acts on one matter, of which some notes hold what JSON writes otherwise, one sealed by SM3; not yet committed."""
    matter = submit(work, first())
    events = [work.trail.last()]
    for revision, note in enumerate(NOTES, 2):
        after = replace(event(replace(matter, revision=revision), events[-1], matter), note=note)
        if revision == 6:
            after = replace(after, acting_for=HEAD.id, acting_for_name=HEAD.name, delegated_on=START.date())
        events.append(seal(after, ChainHash.SM3 if revision == 4 else ChainHash.SHA256))
        work.trail.append(events[-1])
    return events


def test_a_chain_is_proven_in_the_store_whatever_its_texts_hold(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        assert work.trail.first_broken() is None
        events = grown(store, work)
        assert list(work.trail.all()) == events
        assert work.trail.first_broken() is None


def test_a_chain_is_followed_on_from_any_event_and_what_was_followed_is_counted(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        events = grown(store, work)
        heads = [BEGINNING, *(Head(one.seq, one.hash) for one in events)]
        for head in heads:
            assert work.trail.walked(head) == Walked(heads[-1], None)
            assert work.trail.holds(head)
        for head in heads[1:]:
            assert not work.trail.holds(replace(head, hash="f" * 64))
            assert not work.trail.holds(replace(head, seq=head.seq + 1))
            other = Walked(replace(head, hash="f" * 64), head.seq + 1 if head != heads[-1] else None)
            assert work.trail.walked(other.head) == other


def test_what_is_asked_of_a_long_chain_is_found_by_the_index_that_was_meant(store: SqlStore) -> None:
    """SQLAlchemy left the hint out: each page of a matter went through every act of the unit."""
    said: list[str] = []
    with store.writing(UNIT) as work:
        end = grown(store, work)[-1]
        listen(store.engine, "before_cursor_execute", lambda _c, _d, statement, *_: said.append(statement))
        work.trail.of_matter(NUMBER), work.trail.roles_of("x", NUMBER), work.trail.holds(Head(end.seq, end.hash))
        work.access.of_matter(NUMBER, 9), work.access.was_read(NUMBER, 1, "x", LATER.date())
    if store.engine.dialect.name == "sqlite":
        whose = ("uq_event_unit_matter_revision", "ix_event_actor", "ix_event_acting_for", "ix_access_matter")
        assert all(any(f"INDEXED BY {one}" in statement for statement in said) for one in whose)
        bare = [one for one in said if "INDEXED BY" not in one]
        assert len(bare) == 1 and "event.seq = ?" in bare[0]


def test_of_each_act_it_is_found_whether_the_dossier_that_it_left_is_kept(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        assert work.trail.unkept() is None
        matter = submit(work, first())
        supplement(work, matter)
        assert work.trail.unkept() is None
        submit(work, first(number="SL-ZSJ-2022-0002"))
        last = work.trail.last()
        work.trail.append(event(replace(matter, revision=9), last, matter))
        assert work.trail.unkept() == last.seq + 1


@pytest.mark.parametrize("altered", some([
    {"note": "改动"}, {"note": '改"动'}, {"actor_name": "别人"}, {"at": LATER}, {"revision": 99}, {"role": Role.AUDITOR},
    {"acting_for": HEAD.id}, {"acting_for": ""}, {"delegated_on": START.date()},
    {"hash": "f" * 64}, {"hash": "码" * 64}, {"hash": "\n" * 64}, {"dossier_after": "f" * 64},
    {"actor_name": 'x","at":"2022-09-28'},
], 4))  # fmt: skip
def test_an_act_altered_in_the_store_is_found_by_its_place(store: SqlStore, altered: dict[str, object]) -> None:
    with store.writing(UNIT) as work:
        matter = first()
        events = grown(store, work)
        sealed = seal(event(replace(matter, revision=len(events) + 1), events[-1], matter))
        work.trail.append(replace(sealed, **altered))
        assert work.trail.first_broken() == len(events) + 1


@pytest.mark.parametrize("other", [
    {"unit": OTHER}, {"seq": 99}, {"previous": "f" * 64}, {"previous": GENESIS},
    {"role": 'x"'}, {"role": "\\"}, {"to_state": "\n"},
])  # fmt: skip
def test_an_act_that_is_sealed_over_another_place_than_its_own_breaks_the_chain_there(
    store: SqlStore, other: dict[str, object]
) -> None:
    with for_writing(store.engine, UNIT) as connection:
        events = grown(store, SqlUnitOfWork(connection, UNIT))
        act = to_plain(replace(event(replace(first(), revision=99), events[-1], first()), hash=""))
        del act["hash"]
        text = canonical(act | other)
        row = {"unit": UNIT, "seq": len(events) + 1, "sealed": text.decode(), "hash": sha256(text).hexdigest()}
        connection.execute(insert(EventRow).values(**row))
        assert SqlTrail(connection, UNIT).first_broken() == len(events) + 1


DESCRIBED = {
    "sqlite": "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name IN {tables} ORDER BY 1, 2",
    "postgresql": """
        SELECT table_name, column_name, data_type, is_nullable, generation_expression FROM information_schema.columns
        WHERE table_name IN {tables} UNION ALL
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' FROM pg_constraint
        WHERE conrelid::regclass::text IN {tables} UNION ALL
        SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE tablename IN {tables} UNION ALL
        SELECT tgrelid::regclass::text, tgname, tgenabled::text, '', '' FROM pg_trigger
        WHERE NOT tgisinternal AND tgrelid::regclass::text IN {tables} UNION ALL
        SELECT relname, relrowsecurity::text, relforcerowsecurity::text, relacl::text, '' FROM pg_class
        WHERE relname IN {tables} ORDER BY 1, 2, 3""",
}


def test_a_chain_of_before_is_kept_as_the_texts_that_it_was_sealed_over(store: SqlStore, database: Database, kind: str) -> None:
    with store.writing(UNIT) as work:
        enter(work)
        submit(work, first(number="SL-ZSJ-2022-0002"))
        look(work, "SL-ZSJ-2022-0002")
        work.time_stamps.add(1, b"token")
        others = work.register_trail.last(), work.access.last()
        work.commit()
    with for_writing(store.engine, UNIT) as connection:  # its acts have no revisions, which a unit of work would refuse
        events = grown(store, SqlUnitOfWork(connection, UNIT))
        connection.commit()
    described = DESCRIBED[kind].format(tables=(*SEALED, "time_stamp"))
    before = database.rows(described)
    store.close()
    back_to(database, "0022")
    assert database.rows(described) != before
    migrate(database.owner)
    assert database.rows(described) == before
    with store.reading(UNIT) as work:
        assert list(work.trail.all())[1:] == events
        assert (work.register_trail.last(), work.access.last(), work.time_stamps.of(1)) == (*others, b"token")
        assert [one.first_broken() for one in (work.trail, work.register_trail, work.access)] == [None] * 3


def test_each_unit_has_its_own_chain_from_one(store: SqlStore) -> None:
    for unit in (UNIT, OTHER, UNIT):
        with store.writing(unit) as work:
            submit(work, first(unit=unit, number=work.matters.next_number(MATTERS, 2022)))
            work.commit()
    for unit, length in ((UNIT, 2), (OTHER, 1)):
        with store.reading(unit) as work:
            events = list(work.trail.all())
            assert first_broken(events) is None
            assert [item.seq for item in events] == list(range(1, length + 1))


def test_who_acted_is_told_of_all_matters_at_once_as_of_each(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        for number in ("SL-ZSJ-2023-0001", "SL-ZSJ-2023-0002"):
            supplement(work, submit(work, first(number=number)))
        work.commit()
    with store.reading(UNIT) as work:
        done = work.trail.done_by(SECRETARY.id)
        assert done == {number: work.trail.roles_of(SECRETARY.id, number) for number in done}
        assert len(done) == 2
        assert work.trail.done_by(HEAD.id) == {}
    with store.reading(OTHER) as work:
        assert work.trail.done_by(SECRETARY.id) == {}


def test_an_empty_trail_has_no_last_event(store: SqlStore) -> None:
    with store.reading(UNIT) as work:
        assert work.trail.last() is None
        assert list(work.trail.all()) == []


@pytest.mark.parametrize(
    "wrong", [{"seq": 1}, {"seq": 3}, {"previous": GENESIS}, {"previous": "f" * 64}, {"seq": 1, "previous": GENESIS}]
)
def test_an_event_that_does_not_follow_the_last_one_is_stale(store: SqlStore, wrong: dict[str, object]) -> None:
    with store.writing(UNIT) as work:
        matter = submit(work, first())
        work.commit()
    with store.writing(UNIT) as work:
        second = event(replace(matter, revision=2), work.trail.last(), matter)
        with pytest.raises(Stale, match="请刷新"):
            work.trail.append(seal(replace(second, **wrong)))


def test_a_second_event_for_the_same_revision_is_stale(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        matter = submit(work, first())
        with pytest.raises(Stale):
            work.trail.append(event(matter, work.trail.last()))


def test_an_event_that_is_not_sealed_is_refused(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        matter = first()
        work.matters.add(matter)
        with pytest.raises(IntegrityError, match="ck_event_sealed"):
            work.trail.append(replace(event(matter, None), hash=""))


def test_an_event_without_its_revision_cannot_be_committed(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        work.trail.append(event(first(), None))
        with pytest.raises(Unrecorded, match=NUMBER):
            work.commit()
    with store.reading(UNIT) as work:
        assert work.trail.last() is None


def test_an_event_that_tells_of_another_dossier_cannot_be_committed(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        matter = first()
        work.matters.add(matter)
        work.trail.append(seal(replace(event(matter, None), dossier_after="f" * 64)))
        with pytest.raises(Unrecorded):
            work.commit()
