"""Tells the kind of an uploaded file by its first bytes, of a zip by the names in its directory; opens nothing in it.

The name must end as that kind's names do, so that nobody opens by its name what is something else.
"""

import codecs
import struct
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from review.domain.errors import FileRefused
from review.domain.files import ACCEPTED, FileType, ending_of

SIGNATURES = (
    (b"%PDF-", FileType.PDF), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType.OLE), (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
)  # fmt: skip

ZIP = b"PK\x03\x04"

PARTS = (
    ("word/document", FileType.DOCX), ("xl/workbook", FileType.XLSX), ("ppt/presentation", FileType.PPTX),
)  # fmt: skip
"""The beginning of the name of the main part of each Office document."""

MACROS = "vbaproject.bin"

LARGEST_DIRECTORY = 2 * 1024 * 1024
"""In bytes; a document of fifty megabytes has some hundreds of parts of a hundred bytes each."""

ENCODINGS = ("utf-8-sig", "gb18030")

CHUNK = 1024 * 1024

NOT_IN_TEXT = bytes(set(range(32)) - set(b"\t\n\f\r")) + b"\x7f"

NOT_TAKEN = f"不能接收这种文件；可以上传：{'、'.join(ending[1:] for ending in ACCEPTED)}"


def recognised(content: BinaryIO, size: int, name: str) -> FileType:
    """The kind of the file; raises FileRefused with what is wrong and what to do."""
    kind = _by_content(content, size)
    if kind is None:
        raise FileRefused(_not_what_it_says(ending_of(name)))
    if ending_of(name) not in kind.endings:
        locked = "加密的文档请先取消密码；" if kind is FileType.OLE else ""
        raise FileRefused(
            f"内容是{kind.label}，名称却没有以 {'、'.join(kind.endings)} 结尾；{locked}请核对文件，或者改正名称后再上传"
        )
    return kind


def _not_what_it_says(ending: str) -> str:
    """What is wrong with a file of no kind that is taken: a name on the list, with other content, is not told that it is none."""
    if ending not in ACCEPTED:
        return NOT_TAKEN
    instead = "文本请另存为 UTF-8 编码" if ending in FileType.TEXT.endings else "请用原来的软件打开并重新保存"
    return f"不能接收这种文件：名称以 {ending} 结尾，内容却不是，或者已经损坏；{instead}后再上传"


def _by_content(content: BinaryIO, size: int) -> FileType | None:
    content.seek(0)
    head = content.read(16)
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(ZIP):
        return _by_parts(content, size)
    return FileType.TEXT if encoding_of(content) else None


def _by_parts(content: BinaryIO, size: int) -> FileType | None:
    """The kind of a zip that is a document, by the names of its parts; none of them is unpacked."""
    if _directory_size(content, size) > LARGEST_DIRECTORY:
        return None
    try:
        with ZipFile(content) as opened:
            names = opened.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        raise FileRefused("文件不完整，打不开；请重新保存后再上传") from None
    if any(name.lower().endswith(MACROS) for name in names):
        raise FileRefused("文件含有宏，不能接收；请另存为不含宏的文档后再上传")
    if "OFD.xml" in names:
        return FileType.OFD
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for start, kind in PARTS if any(name.startswith(start) for name in names)), None)


def _directory_size(content: BinaryIO, size: int) -> int:
    """The bytes of the zip's directory as its end says, where the reader of the directory looks for it: it takes the
    whole directory into memory, so that what is huge must be refused before. One of the form for more than four
    gigabytes (zip64) is none of a document."""
    content.seek(max(0, size - 22 - 0xFFFF))
    tail = content.read()
    at = len(tail) - 22
    if not (tail[at:].startswith(b"PK\x05\x06") and tail.endswith(b"\0\0")):
        at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22 or tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        return LARGEST_DIRECTORY + 1
    found: int = struct.unpack_from("<L", tail, at + 12)[0]
    return found


def encoding_of(content: BinaryIO) -> str | None:
    """The encoding in which the whole is a text, UTF-8 before GB18030; nothing where it is none."""
    return next((encoding for encoding in ENCODINGS if _is_text(content, encoding)), None)


def _is_text(content: BinaryIO, encoding: str) -> bool:
    content.seek(0)
    reader = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := content.read(CHUNK):
            if chunk.translate(None, NOT_IN_TEXT) != chunk:
                return False
            reader.decode(chunk)
        reader.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
