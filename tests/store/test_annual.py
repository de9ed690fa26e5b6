"""What the annual report is made of is read by year, in the newest revision, of one unit alone."""

from dataclasses import replace
from datetime import timedelta

from review.domain.annual import OnFile
from review.domain.trail import seal
from review.domain.workflow import Action, State
from review.service.ports import Matter
from review.store import SqlStore

from .examples import OTHER, START, UNIT, event, first, submit

NEXT_YEAR = START + timedelta(days=400)


def read(store: SqlStore, year: int, unit: str = UNIT) -> dict[str, OnFile]:
    with store.reading(unit) as work:
        return {one.number: one for one in work.matters.of_year(year)}


def numbers(store: SqlStore) -> dict[int, list[str]]:
    return {year: sorted(found) for year in range(2021, 2026) if (found := read(store, year))}


def act(store: SqlStore, before: Matter, action: Action, after: State) -> Matter:
    """One more revision of this matter, a year after it was submitted."""
    following = replace(before, revision=before.revision + 1, changed_at=NEXT_YEAR, state=after)
    with store.writing(UNIT) as work:
        work.matters.append(following)
        work.trail.append(seal(replace(event(following, work.trail.last(), before), action=action)))
        work.commit()
    return following


def test_a_matter_is_read_for_the_years_from_its_submission_to_its_last_act(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        kept, withdrawn = submit(work, first("A-1")), submit(work, first("A-2"))
        submit(work, first("A-3"))
        work.commit()
    assert numbers(store) == {2022: ["A-1", "A-2", "A-3"]}
    act(store, kept, Action.ISSUE_REVIEW, State.REVIEWED)
    act(store, withdrawn, Action.WITHDRAW, State.WITHDRAWN)
    assert numbers(store) == {2022: ["A-1", "A-2", "A-3"], 2023: ["A-1", "A-2"]}
    with store.reading(UNIT) as work:
        assert work.matters.years() == (2023, 2022)
    found = read(store, 2022)
    assert [(one.state, one.withdrawn_on) for one in found.values()] == [
        (State.REVIEWED, None), (State.WITHDRAWN, NEXT_YEAR.date()), (first("A-3").state, None)
    ]  # fmt: skip
    assert found["A-1"].dossier == kept.dossier and found["A-1"].verdicts


def test_another_unit_has_nothing_of_it(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        submit(work, first())
        work.commit()
    assert read(store, 2022, OTHER) == {}
    with store.reading(OTHER) as work:
        assert work.matters.years() == ()
