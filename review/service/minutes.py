"""Holds the reading of a file of minutes for their comparison; nothing of it is kept."""

from tempfile import TemporaryFile

from review.domain.errors import NotComparable
from review.domain.files import FileType, ending_of
from review.service.desk import Desk

READABLE = (FileType.DOCX, FileType.PDF, FileType.TEXT)
ENDINGS = tuple(ending for kind in READABLE for ending in kind.endings)


def text_of(desk: Desk, name: str, content: bytes) -> str:
    """The text of the file, a paragraph a line, read in the process that opens documents; raises NotComparable."""
    kind = next((one for one in READABLE if ending_of(name) in one.endings), None)
    if kind is None:
        raise NotComparable(f"只能读取{'、'.join(ending[1:] for ending in ENDINGS)}文件；其他格式的请粘贴文本")
    with TemporaryFile() as one, TemporaryFile() as same:
        for file in (one, same):
            file.write(content)
            file.seek(0)
        try:
            pieces = desk.compare((kind, one), (kind, same))  # a text compared with itself is read, and differs nowhere
        except NotComparable as cause:
            raise NotComparable(str(cause).removeprefix("前一稿：")) from cause
    return "\n".join("".join(run.text for run in piece.old) for piece in pieces)
