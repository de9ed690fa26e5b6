"""The whole application over an installation whose rulebook changes: pages and interface judge by the active one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from review import activating
from review.app import create_app
from review.cli import main
from review.domain.errors import RulebookRefused
from review.rulebooks import Shelf, shipped
from tests.api.conftest import PASSWORD, Web, basic, serving
from tests.conftest import EXAMPLES, example_text
from tests.rulebooks.conftest import AT, FIRST, SECOND


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return serving(tmp_path)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """The installation of the commands that the test gives."""
    monkeypatch.setenv("REVIEW_VAR", str(tmp_path))
    return Shelf(tmp_path)


def judged_by(web: Web) -> str:
    answer = web.app.test_client().post(
        "/api/v1/checks", data=example_text("01"), headers=basic("mishu"), content_type="application/json"
    )
    sha: str = answer.json["rulebook"]["sha256"]
    return sha


def test_the_next_request_is_judged_by_the_rulebook_that_was_activated(web: Web, shelf: Shelf) -> None:
    assert judged_by(web) == shipped().rulebook.sha256
    shelf.activate(FIRST, AT)
    assert judged_by(web) == FIRST.rulebook.sha256
    shelf.return_to_shipped(AT)
    assert judged_by(web) == shipped().rulebook.sha256


def test_the_pages_name_it_and_a_rule_without_cases_has_its_page(web: Web, shelf: Shelf) -> None:
    client = web.app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").get_data(as_text=True))
    assert token
    client.post("/sign-in", data={"csrf_token": token[1], "username": "mishu", "password": PASSWORD})
    assert f"校验码 {shipped().rulebook.sha256[:8]}" in client.get("/rules").get_data(as_text=True)
    with_cases = client.get("/rules/LRV-07").get_data(as_text=True)
    shelf.activate(FIRST, AT)
    page = client.get("/rules/LRV-07").get_data(as_text=True)
    assert f"校验码 {FIRST.rulebook.sha256[:8]}" in page
    assert "审查期限6个工作日，没有理由，不符合" in with_cases
    assert "审查期限6个工作日，没有理由，不符合" not in page, "its cases are those of the active folder"


def test_the_log_begins_with_the_first_start_of_the_service(web: Web, shelf: Shelf) -> None:
    assert [entry.rulebook for entry in shelf.log() if entry] == [shipped().rulebook.sha256]


def test_a_service_does_not_start_by_a_damaged_rulebook_and_one_that_runs_goes_on(web: Web, shelf: Shelf) -> None:
    shelf.activate(FIRST, AT)
    assert judged_by(web) == FIRST.rulebook.sha256
    (shelf.path / FIRST.folder.sha256 / "funds.toml").unlink()
    assert judged_by(web) == FIRST.rulebook.sha256
    with pytest.raises(RulebookRefused, match="现行规则库的文件与启用时不同"):
        serving(shelf.path.parent)
    shelf.activate(SECOND, AT)
    assert judged_by(web) == SECOND.rulebook.sha256


@pytest.mark.parametrize(
    "arguments", [
        ("check", str(next(EXAMPLES.glob("01-*")))), ("rules", "list"), ("rules", "show", "LRV-07"), ("replay",),
        ("serve", "--port", "0"), ("rules", "check"),
    ], ids=lambda arguments: " ".join(arguments[:2])[:12],
)  # fmt: skip
def test_every_command_refuses_a_damaged_rulebook_instead_of_judging_by_another(
    var: Shelf, arguments: tuple[str, ...]
) -> None:
    var.activate(FIRST, AT)
    (var.path / FIRST.folder.sha256 / "more.toml").write_text("")
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == (1 if arguments == ("rules", "check") else 2)
    assert "现行规则库的文件与启用时不同" in done.stderr
    assert "review rules activate --shipped" in done.stderr
    assert done.stdout == ""


def test_commands_judge_by_the_active_rulebook_and_return_to_the_shipped_one(var: Shelf) -> None:
    run = CliRunner()
    example = str(next(EXAMPLES.glob("01-*")))
    var.activate(FIRST, AT)
    assert FIRST.rulebook.sha256 in run.invoke(main, ["check", example, "--format", "json"]).stdout
    back = run.invoke(main, ["rules", "activate", "--shipped"])
    assert back.stdout.splitlines()[1].startswith("已启用。正在运行的服务从下一个请求起使用")
    assert shipped().rulebook.sha256 in run.invoke(main, ["check", example, "--format", "json"]).stdout
    assert run.invoke(main, ["rules", "activate", "--shipped"]).stdout.splitlines()[1].startswith("已经是现行的规则库")
    told = run.invoke(main, ["rules", "log"]).stdout.splitlines()
    assert [line.split("　")[2:] for line in told] == [
        [FIRST.rulebook.sha256[:16], f"var/rulebooks/{FIRST.folder.sha256}"],
        [shipped().rulebook.sha256[:16], "随程序提供"],
    ]


@pytest.mark.parametrize("arguments", [(), ("--shipped", ".")])
def test_a_folder_or_the_shipped_rules_are_activated_and_never_both(var: Shelf, arguments: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, ["rules", "activate", *arguments])
    assert done.exit_code == 2
    assert "二者选一" in done.stderr
    assert var.log() == ()


def test_where_nothing_was_activated_the_log_says_so_and_nothing_is_made(var: Shelf) -> None:
    assert CliRunner().invoke(main, ["rules", "log"]).stdout == "没有启用过其他规则库，现行的是随程序提供的规则\n"
    assert not var.path.exists()


def test_a_service_says_at_its_start_where_its_rules_are_not_those_of_the_program(
    var: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    activating.tell_of_other_rules()
    assert capsys.readouterr().out == ""
    var.activate(FIRST, AT)
    activating.tell_of_other_rules()
    told = capsys.readouterr().out
    assert told.startswith(f"现行规则库（{FIRST.rulebook.sha256[:16]}）由")
    assert f"与随程序提供的规则（{shipped().rulebook.sha256[:16]}）不同，按现行规则库核验。" in told
    assert told.endswith("review rules activate --shipped\n")
    var.return_to_shipped(AT)
    activating.tell_of_other_rules()
    assert capsys.readouterr().out == ""


def test_create_app_is_what_a_server_of_another_kind_calls(var: Shelf) -> None:
    var.activate(FIRST, AT)
    app = create_app()
    assert app.extensions["review"].active().rulebook.sha256 == FIRST.rulebook.sha256
