"""What the style sheet and the escaping promise, checked on the sheet and on single values."""

import re

import pytest

from review.record import fonts, glyphs, page
from review.record.folder import FOLDER
from review.record.view.say import instant

SHEET = re.sub(r"/\*.*?\*/", "", (FOLDER / page.LOOK).read_text(encoding="utf-8"), flags=re.DOTALL)


def test_every_list_of_fonts_ends_with_the_one_that_has_every_character() -> None:
    lists = re.findall(r"font(?:-family)?:\s*([^;}]+)", SHEET)
    assert lists
    assert all(re.search(r"\bSong$", families.strip()) for families in lists)


def test_free_text_stands_in_fixed_tables_only() -> None:
    assert "table-layout: fixed" in SHEET
    assert not re.search(r"flex|grid|table-layout:\s*auto|display:\s*table\s*[;}]", SHEET)


def test_a_row_that_pages_cut_begins_at_its_top() -> None:
    """In the middle, the shorter of two long texts floated on its last page, with a third of a page of nothing above it."""
    assert re.search(r"tr\.long > \* \{ vertical-align: top \}", SHEET)


def test_page_is_that_of_the_standard() -> None:
    assert "size: A4" in SHEET
    assert "margin: 37mm 26mm 35mm 28mm" in SHEET
    assert '"— " counter(page) " —"' in SHEET


def test_templates_hold_no_style_and_nothing_marked_safe() -> None:
    for template in FOLDER.rglob("*.j2"):
        assert not re.search(r'style="|\|\s*safe|autoescape', template.read_text(encoding="utf-8")), template.name


def test_an_unknown_name_in_a_template_is_an_error_and_the_inside_is_shut() -> None:
    environment = page.environment()
    assert environment.autoescape is True
    with pytest.raises(Exception, match="undefined"):
        environment.from_string("{{ unknown }}").render()
    with pytest.raises(Exception, match="unsafe"):
        environment.from_string("{{ ''.__class__.__mro__ }}").render()


@pytest.mark.parametrize(
    ("value", "markup"),
    [
        ("a<b>&\"'", "a&lt;b&gt;&amp;&#34;&#39;"),
        ("王\u202e甲", '王<span class="box">U+202E</span>甲'),
        ("\U0003134a", '<span class="box">U+3134A</span>'),
        ("\u0f40\u0f41甲", '<span class="box">U+0F40</span>&#8203;<span class="box">U+0F41</span>甲'),
        ("a\u2067b\u2067甲", 'a&#8203;<span class="box">U+2067</span>&#8203;b&#8203;<span class="box">U+2067</span>甲'),
        ("（\u2067）", '（<span class="box">U+2067</span>）'),
        ("喆㛃䶮𬱖", "喆㛃䶮𬱖"),
        (7, "7"),
    ],
)
def test_values_are_typeset(value: object, markup: str) -> None:
    assert str(glyphs.typeset(value)) == markup


def test_what_the_head_of_a_page_has_no_room_for_ends_with_an_ellipsis_there() -> None:
    assert str(glyphs.running("示例市政务服务数据管理局", 30)) == "示例市政务服务数据管理局"
    assert str(glyphs.running("局" * 31, 30)) == "局" * 29 + "…"
    assert str(glyphs.running("a<\u202e" * 9, 6)) == "a&lt;〔U+202…"


def test_a_name_with_a_missing_character_is_whole_in_one_font() -> None:
    assert str(glyphs.name("王喆")) == '<span class="rare">王喆</span>'
    assert str(glyphs.name("王小明")) == "王小明"


def test_shipped_fonts_are_complete() -> None:
    for file in (fonts.SONG, fonts.FANG, fonts.KAI, fonts.HEI, fonts.BIAOSONG):
        assert ord("审") in fonts.characters(file)


def test_unknown_instants_are_a_dash() -> None:
    assert instant(None) == "—"
