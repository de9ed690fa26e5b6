"""Where a line may end hangs on the text alone, by whichever version of Unicode's rules the Pango of the machine goes."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO

import pypdf
import pytest
from markupsafe import escape
from weasyprint import CSS, HTML
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.text.line_break import get_log_attrs

from review.record.breaking import broken_alike
from review.record.fonts import FONTS, SONG
from tests.sampling import some

MARKS = re.compile("[\u200b\u2060]")


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def marked(body: str) -> str:
    return broken_alike(page(body)).removeprefix("<html><head></head><body>").removesuffix("</body></html>")


def ends(text: str) -> str:
    """The text with a stroke wherever Pango lets a line end in it."""
    given = unescape(re.sub("<[^>]*>", "", marked(text)))
    attributes = get_log_attrs(given, "zh-CN")
    shown = "".join("|" * bool(place and attributes[place].is_line_break) + one for place, one in enumerate(given))
    return MARKS.sub("", shown)


@pytest.mark.parametrize(("text", "expected"), [
    ("施行：“及时”报", "施|行：|“及|时”|报"),
    ("还没有“议题”的", "还|没|有|“议|题”|的"),
    ("写明“无”。", "写|明|“无”。"),
    ("（“无”）", "（“无”）"),
    ("见“a”条", "见“a”条"),
    ("第2“无”条", "第|2“无”|条"),
    ("‘甲’和«乙»丙", "‘甲’|和|«乙»|丙"),
    ("甲”　乙", "甲”　|乙"),
    ("的” [待核对]", "的” |[待|核|对]"),
    (str(escape("的\" [待核对]")), "的\" |[待|核|对]"),
    ("见<b>“无”</b>条", "见|“无”|条"),
    ("（　　）", "（　　）"),
    ("甲　<b>乙</b>", "甲　|乙"),
    ("见.1条", "见.1|条"),
    ("a:1", "a:1"),
    ("8:30", "8:30"),
])  # fmt: skip
def test_a_line_ends_by_the_newer_rules(text: str, expected: str) -> None:
    assert ends(text) == expected


def test_head_tags_and_attributes_stay_as_they_are() -> None:
    given = page('<p title="见“无”条" data-at="a:1">无</p>', "<title>见“无”条</title>")
    assert broken_alike(given) == given


@pytest.mark.parametrize("name", some(["handled", "07", "01", "04"], 4))
def test_nothing_but_marks_is_put_into_a_record_and_none_reaches_its_text(name: str, printed: Callable[[str], bytes]) -> None:
    pdf = pypdf.PdfReader(BytesIO(printed(name)))
    assert not any(MARKS.search(one.extract_text()) for one in pdf.pages)


def test_without_its_marks_a_page_is_what_the_templates_gave() -> None:
    given = page("“甲”见：<i>“乙”</i>的<b>“丙” [丁]</b>，1.5 a.1；&amp;1&lt;2")
    assert MARKS.sub("", broken_alike(given)) == given
    assert MARKS.search(broken_alike(given))


def test_an_ideographic_space_at_the_end_of_a_line_needs_room_on_it() -> None:
    face = f"@font-face{{font-family:Song;src:url({(FONTS / SONG).as_uri()})}} p{{font:10px Song;width:35px}}"
    (shown,) = HTML(string=broken_alike(page("<p>甲乙丙　丁</p>"))).render(stylesheets=[CSS(string=face)]).pages
    lines = [box for box in shown._page_box.descendants() if isinstance(box, LineBox)]
    assert [MARKS.sub("", "".join(part.text for part in line.descendants() if isinstance(part, TextBox))) for line in lines] == [
        "甲乙", "丙　丁",
    ]  # fmt: skip
