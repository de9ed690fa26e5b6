"""Names the fonts in a PDF and cuts them down to the glyphs that it shows, in the same bytes on every machine.

WeasyPrint cuts by the HarfBuzz of the machine, each version of which writes the same glyphs in other bytes, and names by how the
Pango of the machine writes a face out: then a record that one distribution prints could not be printed again, and so not be
proven, on another. Here the HarfBuzz of the lock cuts, and a name hangs on the face alone.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

import uharfbuzz
from weasyprint.pdf.fonts import Font

from review.domain.errors import RecordNotPrintable

_BY_WEASYPRINT = Font.__init__
_NOT_FOR_PRINT = (b"BASE", b"DSIG", b"EBDT", b"EBLC", b"EBSC", b"GPOS", b"GSUB", b"JSTF", b"LTSH", b"PCLT", b"SVG ")
"""Tables for layout, screens and signatures of font files: the text has been laid out by now."""


def subset(font: bytes, glyphs: Collection[int], *, hinting: bool, outline_of_none: bool, index: int = 0) -> bytes:
    """The font file with these glyphs alone, each under the number that it had, hinted for screens or not, and with or without
    the outline of the glyph that stands for none. Raises RecordNotPrintable where the file is no font."""
    flags = uharfbuzz.SubsetFlags
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in _NOT_FOR_PRINT)
    wanted.flags = (
        flags.RETAIN_GIDS | flags.PASSTHROUGH_UNRECOGNIZED | flags.DESUBROUTINIZE
        | (flags.DEFAULT if hinting else flags.NO_HINTING) | (flags.NOTDEF_OUTLINE if outline_of_none else flags.DEFAULT)
    )  # fmt: skip
    try:
        cut: bytes = uharfbuzz.subset(uharfbuzz.Face(font, index), wanted).blob.data
    except RuntimeError as error:
        raise RecordNotPrintable("打印所需的字体文件已损坏，请由管理员重新安装本程序") from error
    return cut


def embed_alike() -> None:
    """Have WeasyPrint name and cut its fonts here, from now on in this process."""
    Font.__init__, Font.subset = _named, _subset


def _named(font: Any, *given: Any) -> None:
    _BY_WEASYPRINT(font, *given)
    face = font.name.partition(b"+")[2]
    digest = hashlib.sha256(face + repr(sorted(font.variations.items())).encode()).digest()
    font.hash = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    font.name = b"/%s+%s" % (font.hash.encode(), face)


def _subset(font: Any, to_unicode: Mapping[int, str], hinting: bool) -> None:
    if to_unicode:
        font.file_content = subset(
            font.file_content, to_unicode, hinting=hinting, outline_of_none=bool(font.missing), index=font.index
        )
