"""Both commands that prove a record say what they found wherever it goes; what they could not find out never exits as altered."""

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from review import proving
from review.cli import main
from review.domain.verifying import alone
from review.record.verifier import verifier
from tests.carrying import carrying
from tests.sampling import some
from tests.stored import Stored, carried

RARE = "𠮷.pdf"
"""A name that no encoding but Unicode has."""
ENCODINGS = ("cp1252", "ascii", "gbk", "latin-1", "utf-8")
REVIEW = Path(sys.executable).parent / "review"


@pytest.fixture(scope="module")
def pyz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verifier") / "review-verify.pyz"
    path.write_bytes(verifier())
    return path


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation of its own."""
    monkeypatch.setenv("REVIEW_VAR", str(tmp_path / "var"))


@pytest.fixture
def file(stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record that nobody signed and nobody altered: 3 both ways. What prints it again stands for the printer."""
    path = tmp_path / RARE
    path.write_bytes(content := carrying(carried(stored(0))))
    monkeypatch.setattr(proving, "print_record", lambda work: content)
    return path


@pytest.fixture
def altered(stored: Stored, tmp_path: Path) -> Path:
    """1 both ways, without a page being printed."""
    record = stored(0)
    changed = replace(record.dossier, matter=replace(record.dossier.matter, title="另一个事项"))
    path = tmp_path / "altered.pdf"
    path.write_bytes(carrying(carried(replace(record, dossier=changed))))
    return path


def run(*command: object, encoding: str = "utf-8", **given: object) -> tuple[int, bytes, bytes]:
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given}
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([*map(str, command)], env=env, check=False, **kept)  # type: ignore[call-overload]
    return done.returncode, done.stdout or b"", done.stderr or b""


@pytest.mark.parametrize("encoding", some(ENCODINGS, 5))
def test_what_cannot_be_encoded_is_written_as_its_code_and_the_answer_is_the_same(encoding: str, pyz: Path, file: Path):
    """Python on Windows writes what is redirected in the code page of the system; the exception exited as an altered record."""
    code, said, complained = run(sys.executable, "-S", pyz, file, encoding=encoding)
    assert (code, complained) == (3, b"")
    result = "核验结果".encode(encoding, "backslashreplace")
    assert result in said and RARE.encode(encoding, "backslashreplace") in said
    by_command = CliRunner(charset=encoding).invoke(main, ["verify", str(file)])
    assert by_command.exit_code == 3
    assert result in by_command.stdout_bytes


@pytest.mark.heavy
@pytest.mark.parametrize("encoding", some(ENCODINGS, 5))
def test_the_command_as_it_is_installed_writes_whatever_the_encoding_is(encoding: str, printed_stored: Path, tmp_path: Path):
    file = tmp_path / RARE
    file.write_bytes(printed_stored.read_bytes())
    code, said, complained = run(REVIEW, "verify", file, encoding=encoding)
    assert (code, complained) == (3, b"") and said


@pytest.mark.parametrize("command", [("pyz",), ("verify",)])
def test_an_answer_that_cannot_be_written_is_no_altered_record(command: tuple[str], pyz: Path, file: Path, altered: Path):
    own = (sys.executable, "-S", pyz) if command == ("pyz",) else (REVIEW, "verify")
    with Path("/dev/full").open("wb") as full:
        for one in (altered,) if command == ("verify",) else (file, altered):
            code, _, complained = run(*own, one, stdout=full)
            assert code == 2
            assert "核验未能完成（磁盘已满），什么都没有证明" in complained.decode()
            assert run(*own, one, stdout=full, stderr=full)[0] == 2


def test_who_stops_reading_what_the_command_says_has_the_answer_by_the_exit(altered: Path, tmp_path: Path):
    unsigned = tmp_path / "none.pdf"
    for one, expected in ((altered, 1), (unsigned, 2)):
        reading, writing = os.pipe()
        os.close(reading)
        code, _, complained = run(REVIEW, "verify", one, stdout=writing)
        os.close(writing)
        assert code == expected and b"Traceback" not in complained


FAULTS = (
    MemoryError(), ValueError("甲"), RecursionError(), KeyError("x"), OSError(5, "x"),
    UnicodeDecodeError("utf-8", b"x", 0, 1, "x"),
)  # fmt: skip


@pytest.mark.parametrize("fault", some(FAULTS, 6), ids=repr)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_exception_that_nobody_foresaw_proves_nothing_and_does_not_exit_as_altered(
    fault: Exception, language: str, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):  # fmt: skip
    def fails(*_: object) -> None:
        raise fault

    for where in ("opened", "print_record", "active_rulebook"):
        with monkeypatch.context() as patch:
            patch.setattr(proving, where, fails)
            done = CliRunner().invoke(main, ["verify", str(file), "--lang", language])
        assert done.exit_code == 2
        assert ("什么都没有证明" if language == "zh" else "nothing is proven") in done.stderr
        assert "said in Chinese" not in done.stderr
    monkeypatch.setattr(alone, "verify", fails)
    capsys.readouterr()
    assert alone.main([str(file), str(file)]) == 2
    assert capsys.readouterr().err.count("什么都没有证明") == 2, "the next file is looked at all the same"


def test_what_is_broken_off_is_no_altered_record(file: Path, monkeypatch: pytest.MonkeyPatch):
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proving, "opened", stopped)
    assert CliRunner().invoke(main, ["verify", str(file)]).exit_code == 130


def test_without_memory_nothing_is_proven(altered: Path):
    """An address space in which the libraries just do not fit: some way or other it is told, and never as altered."""
    for most in (150_000, 200_000, 250_000):
        code, said, _ = run("bash", "-c", f'ulimit -v {most}; exec "$0" verify "$1"', REVIEW, altered)
        assert code != 1 or "核验结果：记录被改动".encode() in said


def test_a_python_that_cannot_run_it_proves_nothing(pyz: Path, file: Path, tmp_path: Path):
    """Of one older than 3.11 the exit was that of an altered record."""
    older = tmp_path / "older.pyz"
    with zipfile.ZipFile(pyz) as given, zipfile.ZipFile(older, "w") as made:
        for name in given.namelist():
            made.writestr(name, b"match = = 1" if name.endswith("alone.py") else given.read(name))
    code, said, complained = run(sys.executable, "-S", older, file)
    assert (code, said) == (2, b"")
    assert "核验未能完成" in complained.decode() and "3.11" in complained.decode()
