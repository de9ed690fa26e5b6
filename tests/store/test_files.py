"""Files are kept by their content: whole or not at all, never overwritten, on the disk before they are acknowledged."""

import errno
import hashlib
import io
import multiprocessing
import os
import signal
import struct
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from review.domain.errors import FileDamaged, FileRefused, FileTooLarge, NotFound
from review.domain.files import MOST_BYTES, FileType
from review.store import FolderFiles, SqlStore
from tests.papers import OLE, TAKEN, docx, office, pdf, zipped
from tests.sampling import some

from .examples import FILE, OTHER, UNIT

PDF = pdf(("one",))


@pytest.fixture
def files(tmp_path: Path) -> FolderFiles:
    return FolderFiles(tmp_path / "files")


def there(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(("name", "content", "kind"), TAKEN, ids=lambda one: one if isinstance(one, str) else "")
def test_every_kind_of_the_list_is_taken_in_and_handed_out_unchanged(
    files: FolderFiles, name: str, content: bytes, kind: FileType
) -> None:
    kept = files.keep(io.BytesIO(content), name)
    assert (kept.sha256, kept.size, kept.type) == (hashlib.sha256(content).hexdigest(), len(content), kind)
    with files.open(kept.sha256) as handed_out:
        assert handed_out.read() == content


def directory_of(entries: int) -> bytes:
    """A zip whose end speaks of so large a directory."""
    return b"PK\x03\x04" + b"\0" * 30 + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, entries * 46, 34, 0)


ZIP64 = zipped(("OFD.xml", "x"))[:-22] + b"PK\x06\x07" + b"\0" * 16 + zipped(("OFD.xml", "x"))[-22:]

REFUSED = {
    "an empty file": ("送审稿.pdf", b"", "空的"),
    "a program": ("送审稿.pdf", b"MZ\x90\0" + b"\0" * 100, "不能接收这种文件"),
    "a zip": ("材料.zip", zipped(("a.txt", "x")), "不能接收这种文件"),
    "a zip called a document": ("送审稿.docx", zipped(("a.txt", "x")), "名称以 .docx 结尾，内容却不是"),
    "a zip with the part of a document and no list of types": ("送审稿.docx", zipped(("word/document.xml", "x")), "不能接收"),
    "a broken document": ("送审稿.docx", docx("一")[:-40], "不能接收|不完整"),
    "a document called a pdf": ("送审稿.pdf", docx("一"), "内容是Word 文档，名称却没有以 .docx 结尾"),
    "a pdf called a document": ("送审稿.docx", PDF, "内容是PDF"),
    "an enciphered document": ("送审稿.docx", OLE, "加密的文档请先取消密码"),
    "a document with macros": ("送审稿.docx", office("word/document.xml", ("word/vbaProject.bin", b"x")), "宏"),
    "a workbook with macros": ("预算.xlsx", office("xl/workbook.xml", ("xl/VBAPROJECT.BIN", b"x")), "宏"),
    "a page of a web site": ("送审稿.html", b"<script>alert(1)</script>", "内容是文本"),
    "a picture with a script": ("图.svg", b"<svg onload='alert(1)'/>", "内容是文本"),
    "bytes called a text": ("说明.txt", bytes(range(256)), "不能接收这种文件"),
    "a text as some editors save it": ("说明.txt", "同意".encode("utf-16"), "文本请另存为 UTF-8 编码"),
    "half a letter": ("说明.txt", "同意".encode()[:-1], "不能接收这种文件"),
    "no ending": ("送审稿", PDF, "结尾"),
    "a rar": ("材料.rar", b"Rar!\x1a\x07\x01\0", "不能接收这种文件"),
    "a directory larger than any document's": ("送审稿.docx", directory_of(10**6), "不能接收这种文件"),
    "a zip of the form for gigabytes": ("公文.ofd", ZIP64, "不能接收这种文件"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_on_the_list_or_not_what_it_says_is_refused_and_leaves_nothing(
    files: FolderFiles, tmp_path: Path, what: str
) -> None:
    name, content, said = REFUSED[what]
    with pytest.raises(FileRefused, match=said):
        files.keep(io.BytesIO(content), name)
    assert there(tmp_path) == []


@pytest.mark.parametrize("over", [0, 1])
def test_a_file_of_fifty_megabytes_is_taken_and_one_byte_more_is_not(files: FolderFiles, over: int) -> None:
    with tempfile.TemporaryFile() as large:
        large.write(b"%PDF-1.7\n")
        large.truncate(MOST_BYTES + over)
        if over:
            with pytest.raises(FileTooLarge, match="50 MB"):
                files.keep(large, "大.pdf")
        else:
            assert files.keep(large, "大.pdf").size == MOST_BYTES


def test_a_bomb_is_kept_as_it_came_and_never_unpacked(files: FolderFiles) -> None:
    bomb = zipped(("[Content_Types].xml", ""), ("word/document.xml", b"\0" * 60_000_000))
    assert len(bomb) < 80_000
    assert files.keep(io.BytesIO(bomb), "炸弹.docx").size == len(bomb)


def test_the_same_bytes_are_kept_once(files: FolderFiles, tmp_path: Path) -> None:
    first = files.keep(io.BytesIO(PDF), "甲.pdf")
    place = there(tmp_path)[0]
    before = place.stat()
    assert files.keep(io.BytesIO(PDF), "乙.pdf") == first
    assert there(tmp_path) == [place]
    assert (place.stat().st_ino, place.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_was_changed_on_the_disk_is_neither_handed_out_nor_taken_for_the_same(
    files: FolderFiles, tmp_path: Path
) -> None:
    kept = files.keep(io.BytesIO(PDF), "甲.pdf")
    there(tmp_path)[0].write_bytes(PDF.replace(b"one", b"two"))
    with pytest.raises(FileDamaged, match="从备份恢复"):
        files.open(kept.sha256)
    with pytest.raises(FileDamaged):
        files.keep(io.BytesIO(PDF), "甲.pdf")


@pytest.mark.parametrize("asked", ["0" * 64, "../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n", "/etc/passwd"])
def test_what_is_no_hash_of_a_kept_file_is_not_there(files: FolderFiles, asked: str) -> None:
    with pytest.raises(NotFound):
        files.open(asked)


def test_a_full_disk_is_told_and_leaves_nothing(
    files: FolderFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileRefused, match="磁盘已满"):
        files.keep(io.BytesIO(PDF), "甲.pdf")
    assert there(tmp_path) == []


def test_file_and_folders_are_flushed_to_the_disk_before_the_file_is_acknowledged(
    files: FolderFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (flushed.append(str(Path(f"/proc/self/fd/{fd}").readlink())), fsync(fd)))
    kept = files.keep(io.BytesIO(PDF), "甲.pdf")
    arrived, *folders = flushed
    assert arrived.startswith(str(tmp_path / "files" / "arriving"))
    assert folders == [str(tmp_path / "files" / kept.sha256[:2]), str(tmp_path / "files"), str(tmp_path)]


def die_keeping(folder: Path, point: str) -> None:
    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if point == "before the flush":
        os.fsync = die  # type: ignore[assignment]
    elif point == "before the link":
        Path.hardlink_to = die  # type: ignore[method-assign,assignment]
    FolderFiles(folder).keep(io.BytesIO(PDF), "甲.pdf")
    die()


@pytest.mark.heavy
@pytest.mark.parametrize("point", some(["before the link", "before the flush", "before the row"], 3))
def test_a_process_killed_before_the_unit_has_the_file_leaves_a_whole_file_or_none_and_it_can_be_sent_again(
    tmp_path: Path, store: SqlStore, point: str
) -> None:
    process = multiprocessing.get_context("spawn").Process(target=die_keeping, args=(tmp_path / "files", point))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    files, sha256 = FolderFiles(tmp_path / "files"), hashlib.sha256(PDF).hexdigest()
    if point == "before the row":
        files.open(sha256).close()
    else:
        with pytest.raises(NotFound):
            files.open(sha256)
    with store.reading(UNIT) as work:
        assert work.files.named((sha256,)) == {}
    files.clear()
    assert files.keep(io.BytesIO(PDF), "甲.pdf").sha256 == sha256
    assert len(there(tmp_path / "files")) == 1


def test_a_unit_has_the_files_that_it_uploaded_and_no_other(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        assert work.files.add(FILE) == FILE
        work.commit()
    with store.reading(UNIT) as work:
        assert work.files.named((FILE.sha256, "00" * 32)) == {FILE.sha256: FILE}
    with store.reading(OTHER) as work:
        assert work.files.named((FILE.sha256,)) == {}


def test_of_the_same_bytes_the_first_upload_stands(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        work.files.add(FILE)
        work.commit()
    with store.writing(UNIT) as work:
        assert work.files.add(replace(FILE, name="另一个名称.pdf", uploaded_by="p01")) == FILE
        work.commit()
    with store.writing(OTHER) as work:
        assert work.files.add(replace(FILE, unit=OTHER, name="别处.pdf")).name == "别处.pdf"
        work.commit()
