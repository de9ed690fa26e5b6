"""Holds the bytes of files in a folder, each under its SHA-256: added, never overwritten; whose they are is `file_list`.

A file is written beside its place, flushed to the disk, and linked there when it is whole. So what has been kept is on
the disk before anything names it, and a kill leaves a whole file or none.
"""

import hashlib
import logging
import os
import re
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from review.domain.errors import FileDamaged, FileRefused, FileTooLarge, NotFound, reason
from review.domain.files import MOST_BYTES
from review.service.ports import Kept
from review.store.signatures import recognised

log = logging.getLogger("review")

CHUNK = 1024 * 1024
HASH = re.compile("[0-9a-f]{64}")
MEGABYTE = 1024 * 1024


class FolderFiles:
    """The files in `folder`, which is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._arriving = folder / "arriving"

    def keep(self, content: BinaryIO, name: str) -> Kept:
        """Take a file in; the same bytes are kept once."""
        size = content.seek(0, os.SEEK_END)
        if not size:
            raise FileRefused("文件是空的；请核对后重新选择")
        if size > MOST_BYTES:
            raise FileTooLarge(
                f"文件有 {size / MEGABYTE:.1f} MB，超过每个文件 {MOST_BYTES // MEGABYTE} MB 的上限；请压缩图片或者分成几个文件"
            )
        kind = recognised(content, size, name)
        try:
            sha256 = self._take_in(content)
        except OSError as error:
            log.exception("a file of %s bytes was not kept", size)
            raise FileRefused(f"文件没有保存：{reason(error)}。请联系系统管理员") from error
        return Kept(sha256=sha256, size=size, type=kind)

    def open(self, sha256: str) -> BinaryIO:
        if not HASH.fullmatch(sha256) or not self._place(sha256).exists():
            raise NotFound("没有这个文件")
        content = self._place(sha256).open("rb")
        if hashlib.file_digest(content, "sha256").hexdigest() != sha256:
            content.close()
            log.error("the stored file %s has other bytes than its hash says", sha256)
            raise FileDamaged("文件的内容与登记的校验值不一致，没有下载。请联系系统管理员从备份恢复。")
        content.seek(0)
        return content

    def clear(self) -> None:
        """Remove what a kill left half arrived; only while nothing is being uploaded."""
        for leftover in self._arriving.glob("*"):
            leftover.unlink(missing_ok=True)

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def _take_in(self, content: BinaryIO) -> str:
        self._arriving.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self._arriving / uuid4().hex
        try:
            sha256 = _copy(content, beside)
            place = self._place(sha256)
            place.parent.mkdir(mode=0o700, exist_ok=True)
            try:
                place.hardlink_to(beside)
            except FileExistsError:
                self.open(sha256).close()  # raises FileDamaged: a damaged file is not taken for the one that arrives
            for folder in (place.parent, self._folder, self._folder.parent):
                _flush(folder)
        finally:
            beside.unlink(missing_ok=True)
        return sha256


def _copy(content: BinaryIO, to: Path) -> str:
    """Write the content to a new file, down to the disk; its SHA-256."""
    digest = hashlib.sha256()
    content.seek(0)
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _flush(folder: Path) -> None:
    """Write the entries of a folder to the disk, without which a file can be there and yet not be found after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
