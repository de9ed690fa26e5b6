"""Reads the paragraphs of a document by its kind; says plainly of which kinds the text cannot be read."""

import io
from typing import BinaryIO

from review.documents import word
from review.documents.unreadable import Unreadable
from review.domain.comparison import tidied
from review.domain.files import FileType

MOST_SIGNS = 500_000
MOST_PARAGRAPHS = 10_000
MOST_TEXT = 4 * 1024 * 1024
"""The bytes of a text that is read."""


def _portable(content: BinaryIO) -> list[str]:
    from review.documents import portable  # its library takes a while to load, which other kinds need not wait for

    return portable.paragraphs(content)


READ = {FileType.DOCX: word.paragraphs, FileType.PDF: _portable}


def paragraphs(kind: FileType, content: BinaryIO) -> list[str]:
    """The paragraphs that have text; raises Unreadable."""
    if kind is FileType.TEXT:
        found = _lines(content)
    elif kind in READ:
        try:
            found = READ[kind](content)
        except (Unreadable, MemoryError):
            raise
        except Exception as error:  # whatever a hostile document makes its reader raise
            raise Unreadable("文件损坏或者结构特殊") from error
    else:
        raise Unreadable(f"{kind.label}的文字不能由系统读取")
    kept = tidied(found)
    if not kept:
        raise Unreadable("文件没有文字（例如只有图片）")
    if sum(map(len, kept)) > MOST_SIGNS or len(kept) > MOST_PARAGRAPHS:
        raise Unreadable(f"文字过多（超过 {MOST_SIGNS // 10_000} 万字或者 {MOST_PARAGRAPHS} 段）")
    return kept


def _lines(content: BinaryIO) -> list[str]:
    text = content.read(MOST_TEXT + 1)
    if len(text) > MOST_TEXT:
        raise Unreadable(f"文本超过 {MOST_TEXT // 1024 // 1024} MB")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return io.StringIO(text.decode(encoding), newline=None).read().split("\n")
        except UnicodeDecodeError:
            continue
    raise Unreadable("文本的编码不能识别")
