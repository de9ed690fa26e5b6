"""The demonstration: loaded once, whole or not at all, kept on the second run, six records printed."""

from pathlib import Path

import pytest

from review import install
from review.config import Settings
from review.store import SqlStore

pytestmark = pytest.mark.heavy


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'review.sqlite'}", secret_key="s", password_salt="p",
        secure_cookies=False, var=tmp_path,
    )  # fmt: skip


def test_six_records_are_printed_and_a_second_run_keeps_everything(settings):
    first = install.install(settings)
    assert first.fresh
    assert len(first.records) == 6
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in first.records}
    again = install.install(settings)
    assert not again.fresh
    assert again.password == first.password
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in again.records} == before
    assert {name for name, _, _ in first.accounts} >= {"mishu", "guwen", "shencha", "shuji", "jilu", "shenji"}


def test_what_an_interrupted_run_left_is_begun_anew(settings, tmp_path, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("review.demo.drive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            install.load(settings, "x")
    assert not install.database_file(settings).exists()
    install.load(settings, "x")
    store = SqlStore(settings.database_url)
    with store.reading("SL-ZSJ") as work:
        assert len(work.matters.lines()) == 6
    store.close()
