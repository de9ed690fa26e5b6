"""The worked example of rules/README.md is done as it is written there, and comes out as it says."""

import re
import shlex
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from review import demo
from review.cli import main
from review.config import HOME, RULES
from review.domain.vocabulary import Role
from review.rulebooks import Shelf, load
from review.service import submission
from review.service.desk import Desk
from tests.databases import Database

EXAMPLE = (RULES / "README.md").read_text().partition("\n## One change from beginning to end\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", EXAMPLE, re.DOTALL | re.MULTILINE)
COPY, *COMMANDS = [line for kind, text in BLOCKS if kind == "" for line in text.splitlines()]


def blocks(kind: str) -> list[str]:
    return [text for of, text in BLOCKS if of == kind]


def edit(folder: Path, block: str) -> None:
    """Do what the first line of a block says."""
    first, text = block.split("\n", 1)
    if at_end := re.fullmatch(r"# at the end of (draft/\S+)", first):
        with (folder / at_end[1]).open("a") as file:
            file.write(f"\n{text}")
        return
    in_place = re.fullmatch(r"# in (\S+), in the place of its effective_from", first)
    assert in_place, first
    file = folder / "draft" / "legality_review_sending.toml"
    before, id_, after = file.read_text().partition(f'id = "{in_place[1]}"\n')
    assert text.splitlines()[0] in after
    file.write_text(before + id_ + re.sub(r"effective_from = .*\n", text, after, count=1))


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Database, desk: Desk, clock: demo.DayClock
) -> Path:
    """A folder with the shipped rules, the edits done in their copy, and an installation with a stored matter."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REVIEW_VAR", str(tmp_path))
    monkeypatch.setenv("REVIEW_DATABASE_URL", database.url)
    clock.turn_to(date(2024, 5, 8))
    secretary = demo.actor(Role.SECRETARY, "SL-ZSJ", demo.register_of(demo.examples()))
    submission.submit(desk, secretary, submission.Submission(matter=demo.examples()[6].matter), key="one")
    shutil.copytree(RULES, tmp_path / "rules")
    assert COPY == "cp -r rules draft"
    shutil.copytree(tmp_path / "rules", tmp_path / "draft")
    for block in blocks("toml"):
        edit(tmp_path, block)
    return tmp_path


def review(command: str) -> Result:
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/review"
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.heavy
def test_the_worked_example_of_the_readme_comes_out_as_it_says(folder: Path) -> None:
    checked, compared, replayed, activated, told = [review(command) for command in COMMANDS]
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert f"{len(load(RULES).rulebook.rules) + 1}条规则版本" in checked.stdout
    (said,) = blocks("text")
    assert compared.stdout.startswith(said)
    assert "1件事项，0件会有不同的结论" in compared.stdout
    assert len(compared.stdout.splitlines()) == len(said.splitlines()) + 1
    assert (replayed.exit_code, replayed.stdout) == (0, "1件事项，0件会有不同的结论\n")
    assert activated.exit_code == 0
    assert activated.stdout.startswith(checked.stdout)
    now = load(folder / "draft")
    assert now.rulebook.sha256[:16] in told.stdout
    loaded = Shelf(folder).load()
    assert loaded.folder.sha256 == now.folder.sha256
    editions = [(rule.effective_from, rule.effective_to) for rule in loaded.rulebook.rules if rule.id == "LRV-07"]
    assert editions == [(date(2019, 9, 1), date(2026, 12, 31)), (date(2027, 1, 1), None)]


def test_its_cases_are_one_day_less_exactly_and_one_day_more() -> None:
    cases = tomllib.loads(next(block for block in blocks("toml") if "[[case]]" in block))["case"]
    due = [(case["set"].get("/legality_review/due_on"), case["outcome"]) for case in cases[:3]]
    assert due == [
        (date(2027, 1, 15), "not_met"), (date(2027, 1, 18), "met"), (date(2027, 1, 19), "met"),
    ]  # fmt: skip


def test_the_line_for_the_changelog_is_not_among_the_real_changes() -> None:
    (line,) = blocks("markdown")
    assert line not in (HOME / "CHANGELOG.md").read_text()
