"""Cuts the fonts of a paper down to the glyphs that it shows, by the HarfBuzz of the lock.

WeasyPrint does it by the HarfBuzz of the machine, and each version of that writes the same glyphs in other bytes: then a record
that one distribution prints could not be printed again, and so not be proven, on another.
"""

from collections.abc import Collection, Mapping
from typing import Any

import uharfbuzz
from weasyprint.pdf.fonts import Font

from review.domain.errors import RecordNotPrintable

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


def subset_by_the_lock() -> None:
    """Have WeasyPrint cut its fonts here."""
    Font.subset = _subset


def _subset(font: Any, to_unicode: Mapping[int, str], hinting: bool) -> None:
    if to_unicode:
        font.file_content = subset(
            font.file_content, to_unicode, hinting=hinting, outline_of_none=bool(font.missing), index=font.index
        )
