"""The stored trail is a chain that verifies, and only what follows its last event is added."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from review.domain.errors import Stale
from review.domain.plain import to_plain
from review.domain.trail import GENESIS, ChainHash, Event, digest, first_broken, seal
from review.domain.vocabulary import Role
from review.service.ports import UnitOfWork
from review.store import SqlStore, Unrecorded
from tests.sampling import some

from .examples import HEAD, MATTERS, NUMBER, OTHER, SECRETARY, START, UNIT, event, first, submit, supplement


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
