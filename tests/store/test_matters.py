"""What is stored of a matter comes back as it was, to its own unit only, and is found and listed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review.domain.dossier import Archive, Execution
from review.domain.errors import Forbidden, NotFound, Stale
from review.domain.finishing import finish_of, is_closed
from review.domain.report import judgement_as_plain, judgement_from_plain
from review.domain.vocabulary import Category, Gate, Outcome
from review.domain.workflow import State
from review.service.ports import Matter
from review.store import SqlStore, Unrecorded, migrate
from tests.conftest import EXAMPLES
from tests.databases import Database
from tests.sampling import some

from .examples import (
    MATTERS,
    NUMBER,
    OTHER,
    START,
    UNIT,
    back_to,
    dossier,
    event,
    first,
    following,
    judgement,
    submit,
    supplement,
)


@pytest.fixture
def matter(store: SqlStore) -> Matter:
    """A matter that was submitted once."""
    with store.writing(UNIT) as work:
        stored = submit(work, first(), key="key-1")
        work.commit()
    return stored


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("0*.json")))
def test_a_matter_comes_back_as_it_was_stored(store: SqlStore, name: str) -> None:
    stored = first(number=f"SL-{name}", of=dossier(name))
    with store.writing(UNIT) as work:
        submit(work, stored)
        work.commit()
    with store.reading(UNIT) as work:
        assert work.matters.get(stored.number) == stored
        assert work.matters.revision(stored.number, 1) == stored


@pytest.mark.parametrize("shut", [frozenset(), frozenset({Gate.AGENDA}), frozenset(Gate)])
@pytest.mark.parametrize("faults", [(), ("引擎出错", "另一处出错")])
def test_a_judgement_comes_back_with_its_faults_and_in_the_order_of_the_vocabulary(
    store: SqlStore, shut: frozenset[Gate], faults: tuple[str, ...]
) -> None:
    stored = replace(first(), judgement=judgement(dossier(), shut=shut, faults=faults))
    with store.writing(UNIT) as work:
        submit(work, stored)
        work.commit()
    with store.reading(UNIT) as work:
        read = work.matters.get(NUMBER).judgement
    assert read == stored.judgement
    assert list(read.gates) == list(Gate)
    assert list(read.summary) == list(Outcome)


def test_a_judgement_without_a_matter_number_comes_back_from_its_plain_form() -> None:
    judged = replace(judgement(dossier()), matter=None)
    assert judgement_from_plain(judgement_as_plain(judged)) == judged


def test_every_revision_stays_readable_after_later_ones(store: SqlStore, matter: Matter) -> None:
    revisions = [matter]
    for _ in range(3):
        with store.writing(UNIT) as work:
            revisions.append(supplement(work, work.matters.get(NUMBER)))
            work.commit()
    with store.reading(UNIT) as work:
        assert work.matters.get(NUMBER) == revisions[-1]
        assert [work.matters.revision(NUMBER, number) for number in (1, 2, 3, 4)] == revisions


def test_a_matter_or_revision_that_is_not_there_is_not_found(store: SqlStore, matter: Matter) -> None:
    with store.reading(UNIT) as work:
        with pytest.raises(NotFound, match="没有编号为“无此事项”的事项"):
            work.matters.get("无此事项")
        with pytest.raises(NotFound, match="第2版"):
            work.matters.revision(NUMBER, 2)


def test_another_units_matter_is_not_found_not_listed_not_continued(store: SqlStore, matter: Matter) -> None:
    with store.writing(OTHER) as work:
        with pytest.raises(NotFound):
            work.matters.get(NUMBER)
        with pytest.raises(NotFound):
            work.matters.revision(NUMBER, 1)
        with pytest.raises(NotFound):
            work.matters.append(following(matter))
        with pytest.raises(NotFound):
            work.matters.append(replace(following(matter), unit=OTHER))
        assert work.matters.by_submission_key("key-1") is None
        assert work.matters.lines() == ()
        assert work.trail.of_matter(NUMBER) == ()
        assert list(work.trail.all()) == []


def test_nothing_can_be_written_for_another_unit(store: SqlStore, matter: Matter) -> None:
    stranger = first(unit=OTHER)
    with store.writing(UNIT) as work:
        with pytest.raises(NotFound):
            work.matters.append(replace(following(matter), unit=OTHER))
        with pytest.raises(Forbidden):
            work.matters.add(stranger)
        with pytest.raises(Forbidden):
            work.trail.append(event(stranger, None))


def test_two_units_may_use_the_same_number_and_the_same_submission_key(store: SqlStore, matter: Matter) -> None:
    with store.writing(OTHER) as work:
        theirs = submit(work, first(unit=OTHER), key="key-1")
        work.commit()
    with store.reading(UNIT) as ours, store.reading(OTHER) as others:
        assert ours.matters.get(NUMBER) == matter
        assert others.matters.get(NUMBER) == theirs


@pytest.mark.parametrize("revision", [1, 3])
def test_a_revision_that_does_not_follow_the_newest_is_stale(store: SqlStore, matter: Matter, revision: int) -> None:
    with store.writing(UNIT) as work, pytest.raises(Stale, match="已被他人更新"):
        work.matters.append(replace(matter, revision=revision))


def test_the_second_of_two_appends_from_the_same_page_is_stale(store: SqlStore, matter: Matter) -> None:
    with store.writing(UNIT) as work:
        supplement(work, matter)
        work.commit()
    with store.writing(UNIT) as work, pytest.raises(Stale):
        supplement(work, matter)


def test_a_taken_number_is_stale(store: SqlStore, matter: Matter) -> None:
    with store.writing(UNIT) as work, pytest.raises(Stale, match="已被占用"):
        work.matters.add(first())


def test_a_taken_id_is_stale(store: SqlStore, matter: Matter) -> None:
    with store.writing(UNIT) as work, pytest.raises(Stale, match="已经登记"):
        work.matters.add(replace(matter, number="SL-ZSJ-2022-0008"))


def test_a_submission_key_is_used_once_and_tells_its_matter(store: SqlStore, matter: Matter) -> None:
    with store.writing(UNIT) as work:
        assert work.matters.by_submission_key("key-1") == NUMBER
        assert work.matters.by_submission_key("key-2") is None
        with pytest.raises(Stale, match="不要重复提交"):
            work.matters.add(first(number="SL-ZSJ-2022-0008"), submission_key="key-1")


def test_the_next_number_follows_the_largest_of_that_year_class_and_unit(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        assert work.matters.next_number(MATTERS, 2022) == "SL-ZSJ-A-2022-0001"
        for ending in ("A-2022-0009", "A-2022-10011", "A-2022-特1", "A-2023-0004", "2022-0077"):
            submit(work, first(number=f"SL-ZSJ-{ending}"))
        assert work.matters.next_number(MATTERS, 2022) == "SL-ZSJ-A-2022-10012"
        assert work.matters.next_number(Category.LARGE_FUNDS, 2022) == "SL-ZSJ-D-2022-0001"
        assert work.matters.next_number(MATTERS, 2023) == "SL-ZSJ-A-2023-0005"
        assert work.matters.next_number(MATTERS, 2024) == "SL-ZSJ-A-2024-0001"
    with store.reading(OTHER) as work:
        assert work.matters.next_number(MATTERS, 2022) == "SL-OTHER-A-2022-0001"


def test_the_list_shows_every_matter_in_its_newest_revision_last_changed_first(store: SqlStore, matter: Matter) -> None:
    bought = first(number="SL-ZSJ-2023-0001", of=dossier("03-operations-procurement"))
    shut = judgement(bought.dossier, shut=frozenset({Gate.SUBMISSION, Gate.AGENDA}))
    with store.writing(UNIT) as work:
        submit(work, replace(bought, judgement=shut))
        supplement(work, matter)
        work.commit()
    with store.reading(UNIT) as work:
        changed, new = work.matters.lines()
    assert (changed.number, changed.revision, changed.changed_at) == (NUMBER, 2, START + timedelta(minutes=2))
    assert (changed.state, changed.changed_by, changed.shut) == (State.PREPARING, "秘书甲", ())
    assert changed.category is matter.dossier.matter.category
    assert changed.title == matter.dossier.matter.title
    assert changed.amount is None
    assert new.amount == str(bought.dossier.matter.funds.amount)
    assert new.shut == ("SUBMISSION", "AGENDA")


def test_many_matters_come_in_the_order_asked_for_each_in_its_newest_revision(
    store: SqlStore, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.store.matters.AT_ONCE", 2)
    others = [first(number=f"SL-ZSJ-2023-{place:04}") for place in range(4)]
    with store.writing(UNIT) as work:
        for one in others:
            submit(work, one)
        supplement(work, matter)
        work.commit()
    asked = [others[3].number, NUMBER, *(one.number for one in others[:3])]
    with store.reading(UNIT) as work:
        assert list(work.matters.each(asked)) == [work.matters.get(number) for number in asked]
        assert [one.revision for one in work.matters.each(asked)] == [1, 2, 1, 1, 1]
        assert list(work.matters.each(())) == []
        with pytest.raises(NotFound):
            list(work.matters.each((NUMBER, "SL-ZSJ-2023-9999")))
    with store.reading(OTHER) as work, pytest.raises(NotFound):
        list(work.matters.each((NUMBER,)))


@pytest.mark.parametrize("name", some([path.stem for path in sorted(EXAMPLES.glob("*.json"))], 4))
def test_the_list_tells_of_each_matter_in_each_state_whether_it_is_closed_and_since_when(store: SqlStore, name: str) -> None:
    given = dossier(name)
    ended = replace(given, execution=Execution(completed_on=given.as_of), archive=Archive(handed_over_on=given.as_of))
    matters = [
        replace(first(number=f"T-{state}-{place}", of=one), state=state)
        for state in State if state is not State.NEW for place, one in enumerate((given, ended))
    ]  # fmt: skip
    with store.writing(UNIT) as work:
        for one in matters:
            submit(work, one)
        work.commit()
    with store.reading(UNIT) as work:
        told = {line.number: (line.closed, line.closed_on) for line in work.matters.lines()}
    ends = {one.number: finish_of(one.dossier, one.state, given.as_of).on for one in matters}
    shut = {one.number: is_closed(one.dossier, one.state) for one in matters}
    assert told == {number: (closed, ends[number] if closed else None) for number, closed in shut.items()}
    assert {closed for closed, _ in told.values()} == {True, False}
    assert told[f"T-{State.APPROVED}-1"] == (True, given.as_of)


def test_of_what_was_stored_before_the_list_does_not_tell_whether_it_is_closed(
    store: SqlStore, database: Database, matter: Matter
) -> None:
    if not database.path:
        pytest.skip("one kind of database is enough")
    store.close()
    back_to(database, "0019")
    migrate(database.owner)
    with store.reading(UNIT) as work:
        assert [(line.closed, line.closed_on) for line in work.matters.lines()] == [(None, None)]


def test_a_matter_without_title_category_or_funds_is_listed(store: SqlStore) -> None:
    bare = replace(dossier(), matter=replace(dossier().matter, title=None, category=None, funds=None))
    with store.writing(UNIT) as work:
        submit(work, first(of=bare))
        work.commit()
    with store.reading(UNIT) as work:
        (line,) = work.matters.lines()
    assert (line.title, line.category, line.amount) == ("", None, None)


def test_a_revision_without_its_event_cannot_be_committed(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        work.matters.add(first())
        with pytest.raises(Unrecorded):
            work.commit()
    with store.reading(UNIT) as work:
        assert work.matters.lines() == ()
