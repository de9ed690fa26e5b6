"""What stands beside each revision of its judgement: the verdicts, which are those of its findings."""

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

import review
from review.domain.checklist import judge
from review.domain.rulebook import Rulebook
from review.domain.settling import BREACHES, Verdict, Verdicts
from review.domain.vocabulary import OpinionConclusion
from review.service.ports import Matter
from review.store import SqlHistory, SqlStore, migrate, program
from tests.databases import Database

from .examples import UNIT, back_to, dossier, first, submit, supplement

NAMES = ("01-power-list-catalogue", "02-service-hall-project", "05-deferred-then-passed", "07-just-submitted")
MATTERS = [replace(dossier(name), matter=replace(dossier(name).matter, number=f"T-{name[:2]}")) for name in NAMES]
OPINION = (MATTERS[0].legal_opinions or ())[0]
MATTERS += [replace(  # found unlawful, and decided all the same
    MATTERS[0], matter=replace(MATTERS[0].matter, number="T-un"),
    legal_opinions=(replace(OPINION, conclusion=OpinionConclusion.UNLAWFUL),),
)]  # fmt: skip


def store_all(store: SqlStore, rulebook: Rulebook) -> list[Matter]:
    with store.writing(UNIT) as work:
        for place, one in enumerate(MATTERS):
            matter = replace(first(one.matter.number or "", of=one), judgement=judge(one, rulebook))
            submit(work, matter)
            if place == 1:
                supplement(work, matter)
        work.commit()
        return [work.matters.get(one.matter.number or "") for one in MATTERS]


def verdicts(matter: Matter) -> Verdicts:
    return {
        (one.rule, one.subject): Verdict(one.outcome, one.gate, one.severity, one.excused) if one.outcome in BREACHES
        else Verdict(one.outcome) for one in matter.judgement.findings
    }  # fmt: skip


def rows(database: Database) -> list[tuple[object, ...]]:
    return database.rows("SELECT * FROM verdicts ORDER BY matter, revision")


def test_the_verdicts_kept_are_those_of_the_findings(store: SqlStore, rulebook: Rulebook) -> None:
    matters = store_all(store, rulebook)
    kept = {one.number: one.verdicts for one in SqlHistory(store).judged() if one.unit == UNIT}
    assert kept == {matter.number: verdicts(matter) for matter in matters}
    assert {one.outcome for each in kept.values() for one in each.values()} >= set(BREACHES)


def test_each_revision_has_its_own(store: SqlStore, database: Database, rulebook: Rulebook) -> None:
    store_all(store, rulebook)
    assert [row[:2] for row in rows(database)] == database.rows("SELECT matter, revision FROM revision ORDER BY 1, 2")


def test_it_is_told_by_which_rules_this_program_came_to_them(store: SqlStore, rulebook: Rulebook) -> None:
    matters = {one.number: one.judgement.rulebook["sha256"] for one in store_all(store, rulebook)}
    assert {one.number: one.rulebook for one in SqlHistory(store).judged() if one.unit == UNIT} == matters
    assert rulebook.sha256 in matters.values()


def test_of_what_another_program_judged_the_rules_are_not_told(
    store: SqlStore, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_all(store, rulebook)
    monkeypatch.setattr(program, "judging", lambda: "0" * 64)
    assert {one.rulebook for one in SqlHistory(store).judged()} == {None}


@pytest.mark.heavy
def test_a_program_is_another_when_a_source_that_judges_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = program.judging()
    shutil.copytree(Path(review.__file__).parent, tmp_path / "review")
    monkeypatch.setattr(review, "__file__", str(tmp_path / "review" / "__init__.py"))
    assert program.judging.__wrapped__() == own
    changed = tmp_path / "review" / "domain" / "facts" / "scope.py"
    changed.write_text(changed.read_text() + "\n")
    assert program.judging.__wrapped__() != own


def test_what_is_not_committed_leaves_no_verdicts(store: SqlStore, database: Database) -> None:
    with suppress(RuntimeError), store.writing(UNIT) as work:
        submit(work, first(of=MATTERS[0]))
        raise RuntimeError
    assert rows(database) == []


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_database_of_before_is_filled_from_its_judgements(store: SqlStore, database: Database, rulebook: Rulebook) -> None:
    store_all(store, rulebook)
    store.close()
    stored = rows(database)
    back_to(database, "0012")
    migrate(database.owner)
    assert [row[:4] for row in rows(database)] == [row[:4] for row in stored]
    assert {row[4:] for row in rows(database)} == {(None,) * 4}, "by which program they came about nobody knows"
