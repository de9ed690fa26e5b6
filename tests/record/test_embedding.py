"""The fonts in a record hold the glyphs that it shows, as they were drawn, and are cut by nothing of the machine."""

from io import BytesIO

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font

from review.domain.errors import RecordNotPrintable
from review.record import print_record
from review.record.embedding import subset
from review.record.fonts import FANG, FONTS, SONG
from tests.record import examples

SHOWN = "党组会议审议〇一二"


def outlines(font: TTFont, glyphs: list[int]) -> list[object]:
    drawn, order = font.getGlyphSet(), font.getGlyphOrder()
    pens = [RecordingPen() for _ in glyphs]
    for pen, glyph in zip(pens, glyphs, strict=True):
        drawn[order[glyph]].draw(pen)
    return [pen.value for pen in pens]


@pytest.mark.parametrize("file", [SONG, FANG])
def test_each_glyph_keeps_its_number_its_width_and_its_outline(file: str) -> None:
    whole = TTFont(FONTS / file)
    names = [whole.getBestCmap()[ord(one)] for one in SHOWN]
    glyphs = sorted(whole.getGlyphID(name) for name in names)
    cut = TTFont(BytesIO(subset((FONTS / file).read_bytes(), glyphs, hinting=False, outline_of_none=False)))
    assert outlines(cut, glyphs) == outlines(whole, glyphs)
    assert [cut["hmtx"][cut.getGlyphOrder()[one]][0] for one in glyphs] == [
        whole["hmtx"][whole.getGlyphOrder()[one]][0] for one in glyphs
    ]
    assert cut["maxp"].numGlyphs == glyphs[-1] + 1, "nothing behind the last glyph"


def test_a_glyph_that_is_not_shown_has_no_outline() -> None:
    whole = TTFont(FONTS / FANG)
    shown, other = (whole.getGlyphID(whole.getBestCmap()[ord(one)]) for one in "审议")
    kept = TTFont(BytesIO(subset((FONTS / FANG).read_bytes(), [shown, other], hinting=False, outline_of_none=False)))
    cut = TTFont(BytesIO(subset((FONTS / FANG).read_bytes(), [max(shown, other)], hinting=False, outline_of_none=False)))
    less = min(shown, other)
    assert outlines(cut, [less]) != outlines(kept, [less])


@pytest.mark.parametrize("content", [b"", b"no font", b"OTTO" + bytes(40)], ids=["empty", "text", "cut off"])
def test_a_font_file_that_is_none_is_refused_in_plain_words(content: bytes) -> None:
    with pytest.raises(RecordNotPrintable, match="字体文件已损坏"):
        subset(content, [1, 2], hinting=False, outline_of_none=False)


@pytest.mark.heavy
def test_a_print_asks_nothing_of_the_machine_to_cut_its_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("by another version of that the same record would have other bytes")

    monkeypatch.setattr(Font, "_harfbuzz_subset", refused)
    monkeypatch.setattr(Font, "_fonttools_subset", refused)
    assert print_record(examples.brief(examples.record("07"))).startswith(b"%PDF")
