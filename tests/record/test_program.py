"""A record names the program that printed it, by all that its bytes hang on."""

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from review.cli import main
from review.domain.program import judging
from review.domain.verifying import RECORD, attached
from review.record import program as program_module
from review.record.program import LIBRARIES, program
from review.record.verifier import verifier
from tests.record.reading import text


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Other templates, of a page and a font, for what is hashed."""
    (tmp_path / "fonts").mkdir()
    (tmp_path / "record.html.j2").write_text("甲")
    (tmp_path / "fonts" / "one.ttf").write_bytes(b"font")
    monkeypatch.setattr(program_module, "FOLDER", tmp_path)
    return tmp_path


def now() -> str:
    return program.__wrapped__().printing


def test_another_word_font_or_file_is_another_program(templates: Path):
    first = now()
    assert now() == first
    (templates / "record.html.j2").write_text("乙")
    second = now()
    (templates / "fonts" / "one.ttf").write_bytes(b"fond")
    third = now()
    (templates / "record.html.j2").rename(templates / "paper.html.j2")
    assert len({first, second, third, now()}) == 4


def test_another_version_of_a_library_is_another_program(templates: Path, monkeypatch: pytest.MonkeyPatch):
    first = now()
    for changed in LIBRARIES:
        monkeypatch.setattr(program_module, "version", lambda name, changed=changed: "0" if name == changed else "1")
        assert now() != first


def test_the_single_file_is_the_same_program_as_that_which_made_it(tmp_path: Path):
    file = tmp_path / "verify.pyz"
    file.write_bytes(verifier())
    asked = "import sys; sys.path.insert(0, sys.argv[1]); from review.domain.program import judging; print(judging())"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", asked, file], capture_output=True, text=True, check=True, cwd="/")
    assert done.stdout.strip() == judging() == program().judging
    changed = BytesIO()
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(changed, "w") as other:
        for name in whole.namelist():
            other.writestr(name, whole.read(name) + (b"\n" if name.endswith("domain/days.py") else b""))
    file.write_bytes(changed.getvalue())
    done = subprocess.run([sys.executable, "-I", "-S", "-c", asked, file], capture_output=True, text=True, check=True, cwd="/")
    assert done.stdout.strip() != judging()


def test_the_command_says_which_program_it_is():
    assert program().printing in CliRunner().invoke(main, ["--version"]).output


@pytest.mark.heavy
def test_a_record_says_in_its_data_and_on_its_last_page_which_program_printed_it(printed_stored: Path):
    content = printed_stored.read_bytes()
    said = json.loads(attached(content)[RECORD])["program"]
    assert said == {"judging": program().judging, "printing": program().printing}
    assert program().printing in "".join(text(content).split())
