"""`review rules diff` and `review replay` as a keeper of the rulebook runs them, over the demonstration's database."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from review.cli import main
from review.config import RULES
from tests.web.conftest import loaded

__all__ = ["loaded"]

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command in a folder of its own, with the demonstration loaded."""
    own = tmp_path_factory.mktemp("var")
    shutil.copy(loaded, own)

    def done(*arguments: str, var: Path = own) -> Result:
        return CliRunner().invoke(main, arguments, env={"REVIEW_VAR": str(var)}, catch_exceptions=False)

    return done


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The shipped rules, but the review may take five days."""
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder, ignore=shutil.ignore_patterns("cases"))
    rules = folder / "legality_review_sending.toml"
    changed = rules.read_text().replace("at_least = 7", "at_least = 9")
    assert changed != rules.read_text()
    rules.write_text(changed)
    return folder


def test_by_the_same_rules_every_stored_matter_is_found_the_same(run: Run) -> None:
    done = run("replay")
    assert (done.exit_code, done.stdout) == (0, "7件事项，0件会有不同的结论\n")
    assert "核对" in done.stderr


def test_other_rules_are_told_in_words_with_the_matters_they_would_change(run: Run, other: Path) -> None:
    done = run("rules", "diff", str(RULES), str(other))
    assert done.exit_code == 1
    first, *rest = done.stdout.splitlines()
    assert first.startswith("LRV-07（2019年9月1日起）：要求由“")
    assert "不少于7个工作日" in first
    assert "不少于9个工作日" in first
    assert any("LRV-07：符合 → 不符合" in line for line in rest)
    replayed = run("replay", "--rulebook", str(other), "--format", "json")
    assert replayed.exit_code == 1
    for line in replayed.stdout.splitlines():
        (change,) = json.loads(line)["changed"]
        assert (change["rule"], change["before"], change["after"]) == ("LRV-07", "met", "not_met")
        assert change["finding"]["citation"]["article"] == "26"


@pytest.fixture
def milder(tmp_path: Path) -> Path:
    """The shipped rules, but papers that are missing from what is sent for legality review are only pointed out."""
    folder = tmp_path / "milder"
    shutil.copytree(RULES, folder, ignore=shutil.ignore_patterns("cases"))
    rules = folder / "legality_review_sending.toml"
    head, rule = rules.read_text().split('id = "LRV-05"')
    rule, tail = rule.split("[rule.citation]", 1)
    rule = re.sub(r"severity_when = \[.*?\n\]\n", "", rule.replace('severity = "blocking"', 'severity = "info"'), flags=re.DOTALL)
    rules.write_text(f'{head}id = "LRV-05"{rule}[rule.citation]{tail}')
    return folder


@pytest.mark.heavy
def test_a_gate_that_would_open_is_said_first(run: Run, milder: Path) -> None:
    """Nothing is found otherwise but how grave it is."""
    done = run("replay", "--rulebook", str(milder))
    assert done.exit_code == 1
    assert "件有关口会开启或者关闭" in done.stdout.splitlines()[-1]
    first, second, third, *_ = done.stdout.splitlines()
    assert first.startswith("SL-ZSJ-")
    assert second == "  送审关：由关变开"
    assert third == "  LRV-05：无法判定（送审关，阻断） → 无法判定（送审关，告知）"
    (line, *_) = run("replay", "--rulebook", str(milder), "--format", "json").stdout.splitlines()
    told = json.loads(line)
    assert told["opening"] == ["LEGALITY_REVIEW"]
    assert told["changed"][0]["severity"] == {"before": "blocking", "after": "info"}


def test_a_number_of_an_instrument_is_a_change_of_the_rules(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "numbered"
    shutil.copytree(RULES, folder, ignore=shutil.ignore_patterns("cases"))
    instruments = folder / "instruments.toml"
    instruments.write_text(instruments.read_text().replace("国务院令第713号", "国务院令第999号"))
    done = run("rules", "diff", str(RULES), str(folder))
    assert done.exit_code == 1
    assert "依据decree-713：文号由“国务院令第713号”改为“国务院令第999号”" in done.stdout
    assert done.stdout.endswith("0件会有不同的结论\n")


def test_by_the_law_of_another_day_the_matters_are_found_otherwise(run: Run) -> None:
    done = run("replay", "--as-of", "2018-01-01")
    assert done.exit_code == 1
    assert "2018年1月1日没有有效的规定" in done.stdout


def test_a_rule_not_yet_in_force_is_there_and_does_not_apply(run: Run) -> None:
    """It is judged meeting by meeting now, and of the matter as a whole then: one line a meeting, of the same rule."""
    done = run("replay", "--as-of", "2019-01-01")
    assert "没有这条规则" not in done.stdout
    for matter in done.stdout.split("\nSL-"):
        lines = [line.rpartition("：") for line in matter.splitlines() if line.startswith("  ACC-02")]
        assert len({rule for rule, _, _ in lines}) == len(lines)
        assert all(turn.endswith(" → 不适用") for _, _, turn in lines)
    assert re.search("  ACC-02.*：符合 → 不适用", done.stdout)


@pytest.mark.parametrize(
    "arguments", [("rules", "diff", "/no/such"), ("replay", "--rulebook", "/no/such"), ("replay", "--as-of", "2024-02-31")]
)
def test_a_folder_or_day_that_is_none_is_refused(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr


def test_without_a_database_nothing_is_made(run: Run, tmp_path: Path) -> None:
    done = run("replay", var=tmp_path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "还没有数据" in done.stderr
    assert not list(tmp_path.glob("*.sqlite*"))


def test_a_broken_rulebook_is_refused_by_file_and_rule(run: Run, other: Path) -> None:
    rules = other / "legality_review_sending.toml"
    rules.write_text(rules.read_text().replace("review.workdays_allowed", "review.no_such_fact"))
    done = run("replay", "--rulebook", str(other))
    assert done.exit_code == 2
    assert "legality_review_sending.toml LRV-07" in done.stderr


@pytest.mark.heavy
def test_cases_that_changed_alone_are_told_as_that(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "decided"
    shutil.copytree(RULES, folder)
    file = folder / "cases" / "reporting.toml"
    first, *others = file.read_text().partition('outcome = "met"')
    file.write_text(first + 'outcome = "not_met"' + others[1])
    done = run("rules", "diff", str(RULES), str(folder))
    assert done.exit_code == 1
    assert re.fullmatch(r"规则没有变化（[0-9a-f]{16}），只有案例有变化：改动1个\n", done.stdout)
    more = folder / "cases" / "more.toml"
    more.write_text('[[case]]\nrule = "RPT-05"\nname = "又一个案例"\nbase = "06"\noutcome = "met"\n')
    done = run("rules", "diff", str(RULES), str(folder))
    assert done.stdout.endswith("，只有案例有变化：增加1个，改动1个\n")
    same = run("rules", "diff", str(folder), str(folder))
    assert (same.exit_code, "案例" in same.stdout) == (0, False)
