"""Holds which kinds of files may be uploaded, how large, by what name they are shown; reads no file."""

import re
import unicodedata

from review.domain.vocabulary import Term

MOST_BYTES = 50 * 1024 * 1024
"""The largest file, in bytes."""

LONGEST_NAME = 120

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""The classes of signs that nobody sees, some of which turn the reading direction, so that a name says what it is not."""


class FileType(Term):
    """A kind of file that may be uploaded; its value is the media type."""

    PDF = "application/pdf", "PDF", "PDF"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档", "Word document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 工作簿", "Excel workbook"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation", "演示文稿", "presentation"
    OLE = "application/x-ole-storage", "旧版 Office、WPS 文档", "older Office or WPS document"
    OFD = "application/ofd", "OFD 版式文件", "OFD"
    TEXT = "text/plain", "文本", "text"
    PNG = "image/png", "PNG 图片", "PNG picture"
    JPEG = "image/jpeg", "JPG 图片", "JPEG picture"

    @property
    def endings(self) -> tuple[str, ...]:
        """How the name of such a file may end."""
        return ENDINGS[self]


ENDINGS = {
    FileType.PDF: (".pdf",), FileType.DOCX: (".docx",), FileType.XLSX: (".xlsx",), FileType.PPTX: (".pptx",),
    FileType.OLE: (".doc", ".wps", ".xls", ".et", ".ppt", ".dps"), FileType.OFD: (".ofd",),
    FileType.TEXT: (".txt", ".md"), FileType.PNG: (".png",), FileType.JPEG: (".jpg", ".jpeg"),
}  # fmt: skip

ACCEPTED = tuple(ending for endings in ENDINGS.values() for ending in endings)


def ending_of(name: str) -> str:
    """The ending of a name with its dot, in small letters; "" where it has none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def shown_name(given: str) -> str:
    """The name to show: the last part of what the browser says, in the signs that are seen, 120 at most."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in UNSEEN)
    name = re.sub(r"\s+", " ", seen).strip()
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name[:LONGEST_NAME] or "未命名"
    ending = ending[:10]
    return f"{stem.strip('. ')[: LONGEST_NAME - 1 - len(ending)] or '未命名'}.{ending}"
