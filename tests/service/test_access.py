"""Who read a matter and took something of it away is noted before he gets it, in a chain that shows what was changed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from review import demo
from review.domain.access import AccessAction
from review.domain.errors import Forbidden, NotFound, Stale
from review.domain.trail import first_broken
from review.domain.vocabulary import Role
from review.service import access, submission
from review.service.desk import fingerprint

UNIT = "SL-ZSJ"
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == UNIT)
DAY = date(2024, 5, 8)


def actor(role):
    return demo.actor(role, UNIT, PEOPLE)


AUDITOR, SECRETARY = actor(Role.AUDITOR), actor(Role.SECRETARY)


@pytest.fixture
def matter(desk, clock):
    clock.turn_to(DAY)
    return submission.submit(desk, SECRETARY, submission.Submission(matter=demo.examples()[6].matter), key="one")


def noted(desk, number):
    """What is noted, the oldest first."""
    return access.of_matter(desk, AUDITOR, number).noted[::-1]


def test_a_reading_is_noted_once_a_day_for_each_person_and_revision(desk, clock, matter):
    for who in (AUDITOR, AUDITOR, SECRETARY, AUDITOR):
        access.note_reading(desk, who, matter)
    clock.turn_to(DAY + timedelta(days=1))
    access.note_reading(desk, AUDITOR, matter)
    later = submission.supplement(desk, SECRETARY, matter.number, 1, submission.Submission(
        matter=replace(matter.dossier.matter, necessity="另有必要")))  # fmt: skip
    access.note_reading(desk, AUDITOR, later)
    events = noted(desk, matter.number)
    assert [(one.actor, one.revision, one.at.date()) for one in events] == [
        (AUDITOR.person, 1, DAY), (SECRETARY.person, 1, DAY), (AUDITOR.person, 1, DAY + timedelta(days=1)),
        (AUDITOR.person, 2, DAY + timedelta(days=1)),
    ]  # fmt: skip
    assert [one.content for one in events[-2:]] == [fingerprint(matter.dossier), fingerprint(later.dossier)]
    assert {one.action for one in events} == {AccessAction.READ}


def test_a_download_is_noted_each_time_by_what_was_handed_out(desk, matter):
    for content in ("a" * 64, "a" * 64, "b" * 64):
        access.note_taking(desk, AUDITOR, AccessAction.TAKE_FILE, matter.number, 1, content, "报告.pdf")
    assert [(one.content[0], one.name, one.actor_name) for one in noted(desk, matter.number)] == [
        ("a", "报告.pdf", AUDITOR.name), ("a", "报告.pdf", AUDITOR.name), ("b", "报告.pdf", AUDITOR.name),
    ]  # fmt: skip


def test_the_log_is_a_chain_that_shows_what_was_changed_and_touches_no_trail(desk, matter):
    with desk.store.reading(UNIT) as work:
        before = list(work.trail.all())
    for _ in range(3):
        access.note_taking(desk, AUDITOR, AccessAction.TAKE_RECORD, matter.number, 1, "a" * 64)
    events = noted(desk, matter.number)
    assert first_broken(events) is None
    assert first_broken([events[0], replace(events[1], actor_name="别人"), events[2]]) == 2
    assert first_broken([events[0], events[2]]) == 2
    with desk.store.reading(UNIT) as work:
        assert list(work.trail.all()) == before


def test_what_is_older_than_a_page_holds_is_on_the_next(desk, matter, monkeypatch):
    """Of seven lines three on a page: they were kept and shown nowhere."""
    monkeypatch.setattr(access, "MOST", 3)
    for number in range(7):
        access.note_taking(desk, AUDITOR, AccessAction.TAKE_RECORD, matter.number, 1, f"{number}" * 64)
    shown, before, pages = [], None, []
    while True:
        log = access.of_matter(desk, AUDITOR, matter.number, before)
        shown += [one.content[0] for one in log.noted]
        pages.append(len(log.noted))
        assert (log.broken, log.head and log.head.content[0]) == (None, "6")
        if not log.earlier:
            break
        before = log.noted[-1].seq
    assert (shown, pages) == (list("6543210"), [3, 3, 1])


def test_what_does_not_follow_the_last_event_is_refused(desk, matter):
    access.note_reading(desk, AUDITOR, matter)
    (event,) = noted(desk, matter.number)
    with desk.store.writing(UNIT) as work, pytest.raises(Stale):
        work.access.append(event)
    with desk.store.writing(UNIT) as work, pytest.raises(Forbidden, match="不能为其他单位"):
        work.access.append(replace(event, unit="SL-XZF", seq=2, previous=event.hash))


def test_only_auditor_and_secretaries_see_who_read_it(desk, matter):
    for role in Role:
        if role in access.SEEN_BY:
            assert access.of_matter(desk, actor(role), matter.number).noted == ()
        else:
            with pytest.raises(Forbidden, match="审计人员"):
                access.of_matter(desk, replace(AUDITOR, roles=frozenset({role})), matter.number)
    with pytest.raises(NotFound):
        access.of_matter(desk, AUDITOR, "SL-ZSJ-2024-9999")


def test_nobody_without_a_role_is_noted_or_handed_anything(desk, matter):
    nobody = replace(AUDITOR, roles=frozenset())
    with pytest.raises(Forbidden):
        access.note_reading(desk, nobody, matter)
    with pytest.raises(Forbidden):
        access.note_taking(desk, nobody, AccessAction.TAKE_RECORD, matter.number, 1, "a" * 64)
    assert noted(desk, matter.number) == ()


def test_eight_who_read_and_take_at_once_are_all_in_the_chain_once(desk, matter):
    people = [replace(AUDITOR, person=f"x{place}") for place in range(8)]

    def both(who):
        for _ in range(3):
            access.note_reading(desk, who, matter)
            access.note_taking(desk, who, AccessAction.TAKE_RECORD, matter.number, 1, "a" * 64)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(both, people))
    events = noted(desk, matter.number)
    assert first_broken(events) is None
    for who in people:
        assert sorted(one.action for one in events if one.actor == who.person) == ["READ", *["TAKE_RECORD"] * 3]
