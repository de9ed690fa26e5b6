"""Which rulebook is active: a whole copy of what was proven, one pointer to it, and a log of when and by whom."""

import json
import os
import pwd
import shutil
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from review.domain.errors import RulebookRefused
from review.rulebooks import SHIPPED, Folder, Shelf, load, shipped

from .conftest import AT, FIRST, SECOND

USER = pwd.getpwuid(os.getuid()).pw_name


def active(shelf: Shelf) -> str:
    return shelf.load().folder.sha256


def told(shelf: Shelf) -> list[str]:
    """The rulebooks of the log, the oldest first."""
    return [entry.folder if entry else "?" for entry in shelf.log()]


def test_where_none_was_activated_the_shipped_rules_are_active_and_looking_makes_nothing(shelf: Shelf) -> None:
    assert shelf.load() is shipped()
    assert (shelf.active(), shelf.mark(), shelf.log()) == (None, None, ())
    assert not shelf.path.exists()


def test_an_activated_rulebook_is_copied_whole_and_loaded_from_its_copy(shelf: Shelf) -> None:
    assert shelf.activate(FIRST, AT)
    copy = shelf.path / FIRST.folder.sha256
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == FIRST.folder.files
    assert shelf.load().rulebook.sha256 == FIRST.rulebook.sha256 != shipped().rulebook.sha256
    assert load(copy).folder.sha256 == FIRST.folder.sha256, "and read as any folder of rules, for diff and replay"


def test_cases_and_their_dossiers_are_copied_and_count_for_the_hash(shelf: Shelf) -> None:
    whole = shipped()
    shelf.activate(whole, AT)
    loaded = shelf.load().folder
    assert loaded.files == whole.folder.files
    assert loaded.cases.keys() >= {"cases/funds.toml"}
    assert len(loaded.dossiers) == 7
    fewer = Folder({name: text for name, text in whole.folder.files.items() if name != "cases/funds.toml"})
    assert fewer.sha256 != whole.folder.sha256


def test_the_log_tells_what_was_active_from_when_and_who_made_it_so(shelf: Shelf) -> None:
    shelf.activate(FIRST, AT)
    shelf.activate(SECOND, AT + timedelta(hours=1))
    shelf.return_to_shipped(AT + timedelta(days=1))
    assert [(entry.at, entry.by, entry.folder, entry.rulebook) for entry in shelf.log() if entry] == [
        ("2026-11-24T09:30:00+08:00", USER, FIRST.folder.sha256, FIRST.rulebook.sha256),
        ("2026-11-24T10:30:00+08:00", USER, SECOND.folder.sha256, SECOND.rulebook.sha256),
        ("2026-11-25T09:30:00+08:00", USER, SHIPPED, shipped().rulebook.sha256),
    ]
    assert shelf.load() is shipped()
    assert (shelf.path / FIRST.folder.sha256).is_dir(), "what was once law stays for replay"


def test_what_is_active_already_is_not_activated_again(shelf: Shelf) -> None:
    assert not shelf.return_to_shipped(AT)
    assert shelf.activate(FIRST, AT)
    mark = shelf.mark()
    assert not shelf.activate(FIRST, AT)
    assert (told(shelf), shelf.mark()) == ([FIRST.folder.sha256], mark)


def test_a_service_that_starts_tells_the_log_what_it_judges_by_once(shelf: Shelf) -> None:
    for _ in range(2):
        shelf.note(shelf.load(), AT)
    assert told(shelf) == [SHIPPED]
    shelf.activate(FIRST, AT)
    shelf.note(shelf.load(), AT)
    assert told(shelf) == [SHIPPED, FIRST.folder.sha256]


def test_the_rules_of_a_newer_program_are_told_when_it_starts(shelf: Shelf) -> None:
    shelf.note(shipped(), AT)
    shelf.note(SECOND, AT)  # what is shipped now
    assert [entry.rulebook for entry in shelf.log() if entry] == [shipped().rulebook.sha256, SECOND.rulebook.sha256]
    assert told(shelf) == [SHIPPED, SHIPPED]


def added(copy: Path) -> None:
    (copy / "more.toml").write_text("")


def added_elsewhere(copy: Path) -> None:
    (copy / "cases").mkdir()
    (copy / "cases" / "README").write_text("")


def altered(copy: Path) -> None:
    (copy / "funds.toml").chmod(0o644)
    (copy / "funds.toml").write_bytes((copy / "funds.toml").read_bytes() + b" ")


def cut_off(copy: Path) -> None:
    os.truncate(copy / "funds.toml", 10)


def lost(copy: Path) -> None:
    (copy / "funds.toml").unlink()


def renamed(copy: Path) -> None:
    (copy / "funds.toml").rename(copy / "money.toml")


def linked(copy: Path) -> None:
    (copy / "more").symlink_to("/")


def gone(copy: Path) -> None:
    shutil.rmtree(copy)


@pytest.mark.parametrize("damage", [added, added_elsewhere, altered, cut_off, lost, renamed, linked, gone])
def test_a_copy_that_is_not_what_was_activated_is_refused_until_it_is_activated_again(
    shelf: Shelf, damage: Callable[[Path], None]
) -> None:
    shelf.activate(FIRST, AT)
    damage(shelf.path / FIRST.folder.sha256)
    with pytest.raises(RulebookRefused) as refused:
        shelf.load()
    (fault,) = refused.value.faults
    assert fault.pointer == str(shelf.path / FIRST.folder.sha256)
    assert fault.message.startswith("现行规则库")
    assert "review rules activate --shipped" in fault.message
    mark = shelf.mark()
    assert shelf.activate(FIRST, AT), "a running service that could not take it up must look again"
    assert shelf.mark() != mark
    assert active(shelf) == FIRST.folder.sha256
    assert [path.name for path in shelf.path.glob(".*")] == []


@pytest.mark.parametrize(
    "text", [
        b"", b"\xff", b"{", b"[]", b"{}", b"[" * 100_000, json.dumps({"folder": "../../x"}).encode(),
        json.dumps({"at": "x", "by": "x", "folder": "../../x", "rulebook": "x"}).encode(),
        json.dumps({"at": "x", "by": 5, "folder": SHIPPED, "rulebook": "x"}).encode(), None,
    ], ids=range(10),
)  # fmt: skip
def test_a_pointer_that_points_nowhere_is_refused_and_nothing_is_judged_by_another_rulebook(
    shelf: Shelf, text: bytes | None
) -> None:
    shelf.activate(FIRST, AT)
    if text is None:
        (shelf.path / "active").unlink()
    else:
        (shelf.path / "active").write_bytes(text)
    with pytest.raises(RulebookRefused, match=r"active：不能确定现行的规则库"):
        shelf.load()
    assert shelf.return_to_shipped(AT)
    assert shelf.load() is shipped()


def test_a_rulebook_that_a_newer_program_cannot_read_is_refused_with_its_faults(shelf: Shelf) -> None:
    facts = FIRST.folder.files["facts.toml"] + b'\n["matter.colour"]\n'
    unread = Folder({**FIRST.folder.files, "facts.toml": facts})
    shelf.activate(type(FIRST)(unread, FIRST.rulebook), AT)
    with pytest.raises(RulebookRefused) as refused:
        shelf.load()
    assert refused.value.faults[0].message.startswith("现在的程序不能使用现行规则库")
    assert "facts.toml matter.colour" in {fault.pointer for fault in refused.value.faults}


def test_a_torn_line_of_the_log_hides_no_other(shelf: Shelf) -> None:
    shelf.activate(FIRST, AT)
    with (shelf.path / "log").open("ab") as log:
        log.write(b'{"at": "2026-')
    shelf.activate(SECOND, AT)
    assert told(shelf) == [FIRST.folder.sha256, "?", SECOND.folder.sha256]


CHANGES = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree", "fcntl.flock"}


def killed(shelf: Shelf, at: int) -> bool:
    """Activate the second rulebook in a process that is killed before its change of the disk number `at`; false where it
    has no so many."""
    child = os.fork()
    if child == 0:
        left = at

        def hook(event: str, _: object) -> None:
            nonlocal left
            if event in CHANGES:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            shelf.activate(SECOND, AT)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.heavy
def test_a_kill_at_any_moment_leaves_the_old_one_active_or_the_new_one(shelf: Shelf) -> None:
    shelf.activate(FIRST, AT)
    old, new = FIRST.folder.sha256, SECOND.folder.sha256
    seen, at = [], 1
    while killed(shelf, at):
        seen.append(active(shelf))
        shelf.note(shelf.load(), AT)  # as the next service that starts
        assert told(shelf)[-1] == seen[-1], "and the log tells it"
        shelf.activate(FIRST, AT)
        shutil.rmtree(shelf.path / new, ignore_errors=True)
        at += 1
    assert at > 20
    assert seen == sorted(seen, key=[old, new].index), "first the old one, from some moment on the new one"
    assert set(seen) == {old, new}
    assert active(shelf) == new
    assert [path.name for path in shelf.path.glob(".*")] == []


def test_who_activate_at_once_do_so_one_after_another(shelf: Shelf) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda turn: shelf.activate((FIRST, SECOND)[turn % 2], AT), range(40)))
    now = shelf.active()
    assert now is not None
    assert told(shelf)[-1] == now.folder == active(shelf)
    assert all(one != other for one, other in zip(told(shelf), told(shelf)[1:], strict=False))
