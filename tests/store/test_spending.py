"""What stored matters spend is found by its keys, just as one would find it by reading every dossier."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from review.domain.dossier import Dossier, Procurement, Project
from review.domain.related import COUNTED, comparable, found, item_key, same_total, spending_of
from review.domain.vocabulary import Category, FundKind, RelationGround
from review.domain.workflow import State
from review.service.ports import Matter
from review.store import SqlStore, migrate
from review.store.connections import for_writing
from review.store.matters import SqlMatters
from review.store.schema import alembic_config
from tests.databases import Database

from .examples import OTHER, UNIT, back_to, dossier, first, judgement, submit, supplement

STEP_BEFORE = import_module("review.store.migrations.versions.v0019_item_codes").down_revision
NAMES = (None, "——", "甲公司", "甲 公司", "乙公司ＡＢ", "乙公司AB", "乙公司ab", "乙公司-AB")
KEY = {RelationGround.SAME_PAYEE: comparable, RelationGround.SAME_ITEM: item_key, RelationGround.SAME_PROJECT: comparable}
AMOUNTS = (None, "0.01", "100.00", "99999999.99")
KEPT_OTHERWISE = {State.NEW, State.WITHDRAWN, State.REJECTED}


def spending(
    number: str, payee: str | None, item: str | None, project: str | None, amount: str | None, day: date = date(2024, 5, 8)
) -> Dossier:
    base = dossier("03-operations-procurement")
    funds = replace(
        base.matter.funds, payee=payee, kind=FundKind.PROCUREMENT, amount=None if amount is None else Decimal(amount),
        procurement=Procurement(item_code=item),
    )  # fmt: skip
    about = replace(
        base.matter, number=number, funds=funds, submitted_on=day, project=Project(code=project),
        category=Category.LARGE_FUNDS, secondary_categories=(Category.MAJOR_PROJECT,),
    )  # fmt: skip
    return replace(base, matter=about)


def stored(of: Dossier, unit: str = UNIT, state: State = State.PREPARING) -> Matter:
    return replace(first(of.matter.number or "", unit, of), state=state)


each = st.tuples(*(st.sampled_from(NAMES) for _ in range(3)), st.sampled_from(AMOUNTS))
matters = st.lists(
    st.tuples(
        each, each, st.sampled_from([UNIT, UNIT, UNIT, OTHER]), st.sampled_from(list(State)),
        st.sampled_from([date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]),
    ), max_size=6,
)  # fmt: skip


@pytest.fixture
def unhidden(database: Database) -> Iterator[SqlStore]:
    """The store as somebody from whom no policy hides anything, so that the queries alone tell the units apart."""
    opened = SqlStore(database.unhidden)
    yield opened
    opened.close()


@pytest.mark.heavy
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own=each, others=matters)
def test_the_totals_are_those_of_a_sum_over_all_dossiers(unhidden: SqlStore, own: tuple, others: list) -> None:
    """Each other matter is stored first with other keys and then as it is, so that only its newest revision counts."""
    mine = spending("MINE", *own)
    with for_writing(unhidden.engine) as connection:
        of_unit = {unit: SqlMatters(connection, unit) for unit in (UNIT, OTHER)}
        for place, (before, now, unit, state, day) in enumerate(others):
            then = stored(spending(f"N-{place}", *before, day), unit)
            of_unit[unit].add(then)
            last = spending(f"N-{place}", *now, day)
            of_unit[unit].append(replace(then, revision=2, state=state, dossier=last, judgement=judgement(last)))
        of_unit[UNIT].add(stored(mine))
        there = found(spending_of(mine), of_unit[UNIT].beside(spending_of(mine)))
        connection.rollback()
    counted = [
        now for before, now, unit, state, day in others
        if unit == UNIT and state not in KEPT_OTHERWISE and day.year == 2024
    ]  # fmt: skip
    whole, alike = [], {}
    for place, ground in enumerate(RelationGround):
        key = KEY[ground](own[place])
        if all(other[place] is not None for other in counted):
            whole.append(ground)
        same = [other for other in counted if key and KEY[ground](other[place]) == key]
        amounts = [own[3], *(other[3] for other in same)]
        alike[ground] = None if not key or None in amounts else sum(map(Decimal, amounts))
    assert (there.same_payee_total, there.same_item_total, there.same_project_total) == tuple(alike.values())
    assert there.compared == tuple(whole)
    listed = {place for place, other in enumerate(counted) for n, alike_by in enumerate(KEY.values())
              if alike_by(own[n]) and alike_by(own[n]) == alike_by(other[n])}  # fmt: skip
    assert len(there.related_matters or ()) == len(listed)
    for day, is_whole in ((date(2024, 1, 1), True), (date(2024, 1, 2), False), (None, False)):
        check_the_total(mine, there, day, is_whole, alike, whole)


def check_the_total(mine, there, day, is_whole, alike, whole) -> None:
    parameters = replace(mine.unit.parameters, records_complete_from=day)
    about = replace(mine.matter, funds=replace(mine.matter.funds, same_item_total=None, on_record=there))
    judged = replace(mine, unit=replace(mine.unit, parameters=parameters), matter=about)
    for ground, sum_ in alike.items():
        total = same_total(judged, ground)
        if sum_ is not None:
            assert total.at_least == sum_
            assert total.complete is (is_whole and ground in whole)
            assert total.reaches(sum_) is True
            assert total.exceeds(sum_) is (False if is_whole and ground in whole else None)
        else:
            assert total is None or not total.complete


def test_a_matter_that_was_rejected_or_withdrawn_counts_no_more(unhidden: SqlStore) -> None:
    mine = spending_of(spending("MINE", "甲公司", "C01", "P-1", "1.00"))
    for state in State:
        with for_writing(unhidden.engine) as connection:
            of_unit = SqlMatters(connection, UNIT)
            of_unit.add(stored(spending("N-1", "甲公司", "C01", "P-1", "1.00"), state=state))
            assert bool(of_unit.beside(mine)) is (state in COUNTED), state
            connection.rollback()
    assert State(State.REJECTED) not in COUNTED


def test_what_is_not_committed_leaves_no_row(store: SqlStore, database: Database) -> None:
    with suppress(RuntimeError), store.writing(UNIT) as work:
        submit(work, stored(spending("N-1", "甲公司", "C01", "P-1", "1.00")))
        raise RuntimeError
    assert database.rows("SELECT count(*) FROM spending") == [(0,)]


FORMS = [
    dossier(), dossier("02-service-hall-project"), dossier("03-operations-procurement"), dossier("04-appointment"),
    spending("N-1", "　乙公司 ＡＢ\u200b", "C01", "P-1", "1.00"), spending("N-2", None, None, None, None),
    spending("N-3", "——", "", "—", "0.01"), spending("N-4", "甲公司", "ｃ 02-01", "p-1", "1.00"),
]  # fmt: skip


def rows(database: Database) -> list[tuple[object, ...]]:
    return database.rows("SELECT * FROM spending ORDER BY matter, revision")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_database_of_before_is_filled_with_what_its_matters_spend(store: SqlStore, database: Database) -> None:
    """The step writes for the newest revision of each matter what storing that revision writes now."""
    with store.writing(UNIT) as work:
        for place, one in enumerate(FORMS):
            new = replace(one, matter=replace(one.matter, number=f"F-{place}"))
            matter = submit(work, stored(new))
            if place % 2:
                supplement(work, matter)
        work.commit()
    store.close()
    newest = {row[0]: row for row in rows(database)}
    back_to(database, "0002")
    migrate(database.owner)
    assert rows(database) == sorted(newest.values())
    assert len(newest) == 6


@pytest.mark.parametrize("code", ["C0201", "c0201", "C-0201", "ｃ 02.01", "C02/01"])
def test_an_item_is_the_same_however_its_code_is_written(unhidden: SqlStore, code: str) -> None:
    """FIN-06, CLS-08: who writes another one's code with a stroke or a small letter buys of the same item all the same."""
    mine = spending_of(spending("MINE", "甲公司", "C0201", "P-1", "1.00"))
    with for_writing(unhidden.engine) as connection:
        of_unit = SqlMatters(connection, UNIT)
        of_unit.add(stored(spending("N-1", "乙公司", code, "P-2", "2.00")))
        there = found(mine, of_unit.beside(mine))
        connection.rollback()
    assert there.same_item_total == Decimal("3.00")
    assert [one.grounds for one in there.related_matters or ()] == [(RelationGround.SAME_ITEM,)]


def test_the_codes_that_are_stored_are_written_anew_as_they_are_compared_now(
    store: SqlStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the rows cannot be changed afterwards, as before."""
    with monkeypatch.context() as before, store.writing(UNIT) as work:
        before.setattr("review.domain.related.item_key", comparable)
        submit(work, stored(spending("N-1", "甲公司", "c-0201", "p-1", "1.00")))
        submit(work, stored(spending("N-2", "甲公司", "——", "p-1", "1.00")))
        work.commit()
    assert database.rows("SELECT item FROM spending ORDER BY item") == [("",), ("c-0201",)]
    back_to(database, STEP_BEFORE)
    migrate(database.owner)
    assert database.rows("SELECT item FROM spending ORDER BY item") == [("",), ("C0201",)]
    with pytest.raises(DBAPIError, match="append-only"):
        replace(database, owner=database.unhidden).run("UPDATE spending SET item = 'C0202'")


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_matters_beside_one_are_found_through_an_index(database: Database) -> None:
    plan = database.rows(
        "EXPLAIN QUERY PLAN SELECT matter FROM spending WHERE unit = 'U' AND budget_year = 2024 AND payee = 'x'"
    )
    assert any("ix_spending_payee" in str(row) for row in plan)


def test_there_is_no_way_back_from_the_rows_of_the_revisions(store: SqlStore) -> None:
    config = alembic_config()
    with for_writing(store.engine) as connection, connection.begin():
        config.attributes["connection"] = connection
        with pytest.raises(NotImplementedError):
            command.downgrade(config, "0002")
