"""The service on PostgreSQL as the README says it: migrated by the owner, served by a role that owns nothing."""

import pytest
from click.testing import CliRunner
from flask_security.utils import hash_password

from review import config
from review.app import create_app, prepare
from review.cli import main
from review.domain.vocabulary import Role
from review.store import SqlStore, create_account
from tests.cluster import SERVICE
from tests.conftest import example_text, register
from tests.databases import Databases


@pytest.fixture
def review(monkeypatch):
    """`review(url, *words)` runs the command with this database."""

    def run(url, *words):
        monkeypatch.setenv("REVIEW_DATABASE_URL", url)
        return CliRunner().invoke(main, words)

    return run


@pytest.mark.heavy
def test_the_owner_migrates_and_the_service_serves(databases: Databases, review, monkeypatch) -> None:
    with databases.new("postgresql") as made:
        assert review(made.owner, "migrate").output == "数据库已是最新结构。\n"
        assert review(made.url, "serve", "--port", "0").exit_code == 2
        told = review(made.owner, "migrate", "--service", SERVICE)
        assert (told.exit_code, told.output) == (0, "数据库已是最新结构，角色“review_service”可以运行服务。\n")
        monkeypatch.setenv("REVIEW_DATABASE_URL", made.url)
        prepare(config.settings())
        app = create_app(config.settings())
        with app.app_context():
            hashed = hash_password("right")
        owner = SqlStore(made.owner)
        register(owner)
        create_account(owner.session, "someone", hashed, "SL-ZSJ", "s01", [Role.SECRETARY])
        owner.session.commit()
        owner.close()
        for password, status in (("right", 200), ("wrong", 401)):
            answer = app.test_client().post("/api/v1/checks", data=example_text("01"), content_type="application/json",
                                            auth=("someone", password))  # fmt: skip
            assert answer.status_code == status
        assert made.rows("SELECT count(*) FROM failed_sign_in") == [(1,)]
        told = review(made.url, "replay")
        assert told.exit_code == 0, told.output
        told = review(made.url, "demo")
        assert told.exit_code == 2 and "只装入 SQLite" in told.output


@pytest.mark.parametrize("url", ["mysql://host/x", "a word", "postgresql+asyncpg://host/x"])
def test_an_address_that_is_no_database_of_ours_is_told(review, url: str) -> None:
    for words in (("migrate",), ("serve", "--port", "0")):
        told = review(url, *words)
        assert told.exit_code == 2
        assert "REVIEW_DATABASE_URL 不是可用的数据库地址" in told.output


def test_a_server_that_does_not_answer_is_told(review) -> None:
    told = review("postgresql://review@127.0.0.1:1/review", "migrate")
    assert told.exit_code == 2
    assert told.output.startswith("数据库不能使用：") and "Traceback" not in told.output


def test_sqlite_has_no_service_role(review, tmp_path) -> None:
    told = review(f"sqlite:///{tmp_path / 'review.sqlite'}", "migrate", "--service", "somebody")
    assert (told.exit_code, told.output) == (2, "SQLite 数据库没有角色，--service 只用于 PostgreSQL。\n")
    told = review(f"sqlite:////nowhere/{tmp_path.name}", "migrate")
    assert (told.exit_code, told.output.partition("：")[0]) == (2, "数据库不能使用")
