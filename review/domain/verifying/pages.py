"""Reads what is printed at the foot of each page, with the standard library: the hash of the data, the number of the page and how
many there are. So pages that belong to other data, or that were taken out, put in or moved, are found without a printer.

What else a page shows is not looked at here: whoever has the program can print any text over a true foot.
"""

import re
from collections.abc import Iterator, Mapping

from review.domain.verifying.pdf import NotReadable, Pdf, guarded

OTHER_PAGE = "第{}页不是由所附数据打印的页：页脚没有它的数据摘要（{}）、页码和总页数（共{}页）"

MOST_SHOWN = 256_000_000
"""Unpacked bytes of all pages at most: each may be small in the file and large when it is read."""

_SHOWN = re.compile(rb"/([A-Z]+) [0-9.]+ Tf|<([0-9a-f]+)>")
"""A font that is taken, or the glyphs that are drawn by it, each four digits."""
_MAPPED = re.compile(rb"<([0-9a-f]{4})> <((?:[0-9a-f]{4})*)>\n")


def strange_page(pdf: bytes, sha256: str) -> str | None:
    """The first page whose foot is not that of the data with this hash. Raises NotReadable."""
    texts = guarded(lambda: list(_texts(Pdf(pdf))), "PDF页面不是本系统写的样式")
    digest, count = sha256[:16], len(texts)
    for place, text in enumerate(texts, 1):
        if not all(part in text for part in (f"数据摘要{digest}", f"共{count}页", f"—{place}—")):
            return OTHER_PAGE.format(place, digest, count)
    return None if texts else OTHER_PAGE.format(1, digest, 0)


def _texts(pdf: Pdf) -> Iterator[str]:
    """The text of each page in the order in which it is drawn, without spaces."""
    fonts: dict[int, Mapping[str, str]] = {}
    left = MOST_SHOWN
    for page in pdf.page_dictionaries():
        named = pdf.of(pdf.of(page["Resources"])["Font"])
        shown: list[str] = []
        letters: Mapping[str, str] = {}
        content = pdf.stream_of(page["Contents"])
        left -= len(content)
        if left < 0:
            raise NotReadable("PDF页面的内容过多，不是审查记录")
        for font, glyphs in _SHOWN.findall(content):
            if font:
                own = named[font.decode()]
                letters = fonts[own.number] = fonts.get(own.number) or _letters(pdf, own)
            else:
                text = glyphs.decode()
                shown += [letters.get(text[at : at + 4], "") for at in range(0, len(text), 4)]
        yield "".join("".join(shown).split())


def _letters(pdf: Pdf, font: object) -> Mapping[str, str]:
    """What each glyph of a font stands for."""
    mapped = _MAPPED.findall(pdf.stream_of(pdf.of(font)["ToUnicode"]))
    return {glyph.decode(): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in mapped}
