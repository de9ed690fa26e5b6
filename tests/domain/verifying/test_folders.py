"""A package that was unzipped and zipped again, with an entry for each folder, is as it was; a folder itself holds nothing."""

import io
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from review.domain.verifying import NotReadable

from .test_package import ONE, PDF, TWO, given, members, package

FOLDERS, EMPTY = ("附件/", "规则/"), ("附件/另一个/", "另一个/", "/", "../")
SAYING = "归档包中附件/的前面和总表所说的不同，或者附有另外的名称、内容"


BRIEF = package({name: content for name, content in members().items() if name != TWO})
"""Without the file that packing makes smaller than any real one."""


def zipped_again(folder: Path, by: Callable[[Path, Path], object]) -> bytes:
    own, made = folder / "unpacked", folder / "again.zip"
    own.mkdir()
    with zipfile.ZipFile(io.BytesIO(BRIEF)) as opened:
        opened.extractall(own)
    by(own, made)
    return made.read_bytes()


def by_python(own: Path, made: Path) -> None:
    shutil.make_archive(str(made.with_suffix("")), "zip", own, ".")


def by_command_of_python(own: Path, made: Path) -> None:
    subprocess.run(["python3", "-m", "zipfile", "-c", made, *sorted(own.iterdir())], check=True)


@pytest.mark.parametrize("by", [by_python, by_command_of_python])
def test_unzipped_and_zipped_again_a_package_is_as_it_was(by: Callable[[Path, Path], object], tmp_path: Path):
    again = zipped_again(tmp_path, by)
    with zipfile.ZipFile(io.BytesIO(again)) as opened:
        assert {*FOLDERS} <= {*opened.namelist()}
    found = given(again)
    assert (found.pdf, found.difference) == (PDF, None)
    assert found.lines == given(BRIEF).lines


@pytest.mark.skipif(not shutil.which("zip"), reason="this machine has no zip")
def test_by_the_command_zip_it_is_told_to_be_zipped_again(tmp_path: Path):
    """Which writes Chinese names in a way of its own."""
    again = zipped_again(tmp_path, lambda own, made: subprocess.run(["zip", "-qr", made, "."], cwd=own, check=True))
    with pytest.raises(NotReadable, match="解压以后重新压缩的，请用原来下载的文件核验"):
        given(again)


def with_folder(name: str = "附件/", content: bytes = b"", **attributes: object) -> bytes:
    """The package with one more entry at its end."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package())) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.namelist():
            new.writestr(one, old.read(one))
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o40755 << 16 | 0x10
        for attribute, value in attributes.items():
            setattr(entry, attribute, value)
        new.writestr(entry, content)
    return made.getvalue()


TIMES = b"UT\x05\x00\x03\x00\x00\x00\x00"


@pytest.mark.parametrize("attributes", [
    {}, {"external_attr": 0x10}, {"external_attr": 0o40777 << 16}, {"external_attr": 0}, {"extra": TIMES}, {"create_system": 0},
])  # fmt: skip
@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_in_which_files_lie_is_nothing_more(name: str, attributes: dict[str, object]):
    found = given(with_folder(name, **attributes))
    assert (found.difference, found.lines) == (None, given(package()).lines)


@pytest.mark.parametrize(("whole", "told"), [
    (with_folder(content=b"hidden"), SAYING),
    (with_folder(comment=b"hidden"), "归档包中夹有不属于任何文件的内容"),
    (with_folder(extra=struct.pack("<2H", 0x7075, 6) + b"hidden"), SAYING),
    (with_folder(extra=struct.pack("<2H", 0x5455, 60) + b"h" * 60), SAYING),
    (with_folder(external_attr=0o120777 << 16), SAYING),
    (with_folder(external_attr=0o100644 << 16), SAYING),
    *((with_folder(name), SAYING.replace("附件/", name)) for name in (*EMPTY, "附件//", f"{ONE}/")),
    *((with_folder(name, external_attr=0), f"归档包中的{name}不在目录.txt中") for name in EMPTY),
])  # fmt: skip
def test_a_folder_that_holds_something_or_in_which_nothing_lies_is_found(whole: bytes, told: str):
    assert given(whole).difference == told


def test_a_folder_that_is_there_twice_is_found():
    with_two = io.BytesIO(with_folder())
    entry = zipfile.ZipInfo("附件/")
    with zipfile.ZipFile(with_two, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr(entry, b"")
    assert given(with_two.getvalue()).difference == "归档包中有两个附件/"


@pytest.mark.parametrize("name", ["附件/", ONE])
def test_another_name_in_front_of_an_entry_than_in_the_list_is_found(name: str):
    """Nothing is read of a folder, so that Python does not compare them."""
    whole = bytearray(with_folder())
    encoded = name.encode()
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as opened:
        at = opened.getinfo(name).header_offset + 30
    assert whole[at : at + len(encoded)] == encoded
    whole[at : at + 6] = "规则".encode()
    assert given(bytes(whole)).difference == SAYING.replace("附件/", name)


@pytest.mark.parametrize("name", ["附件/", ONE])
def test_nothing_is_hidden_behind_the_end_of_a_name(name: str):
    """Python and others take a name to its first zero byte."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(with_folder())) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            content, entry = old.read(one), zipfile.ZipInfo(one.filename)
            entry.external_attr = one.external_attr
            if one.filename == name:
                entry.filename = f"{name}\0hidden"
            new.writestr(entry, content)
    with zipfile.ZipFile(io.BytesIO(made.getvalue())) as opened:
        assert name in opened.namelist()
    assert given(made.getvalue()).difference == SAYING.replace("附件/", name)
