"""Prints one record by another way than ours, for the bench: `python -m tests.print_rivals WAY INPUT OUTPUT`. Holds no test.

typst and reportlab get the headings, paragraphs and tables of the record's own HTML, with its widths of columns, set with our
fonts on the same page: same words, same tables, but neither the finer looks nor the attached data.
"""

import json
import pickle
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from pathlib import Path

FONTS = Path(__file__).parents[1] / "templates" / "record" / "fonts"
"""Named here, for who prints with typst does not wait for the program to be read in."""
MARGINS = (30, 20, 28, 22)
"""Millimetres, top first: those of the annexes, which are nearly all of a record."""
WIDTH = 210 - MARGINS[1] - MARGINS[3]
SIZES = {"h1": 22, "h2": 14, "h3": 12, "h4": 12, "p": 12, "note": 10, "table": 9.5}
LEADING = {"h1": 33, "h2": 22, "h3": 19, "h4": 19, "p": 19, "note": 14, "table": 12.5}


@dataclass
class Text:
    """A heading or a paragraph."""

    kind: str
    text: str


@dataclass
class Table:
    """The widths of its columns in millimetres, `None` where they share what is left; its rows of text and columns spanned."""

    widths: list[float | None] = field(default_factory=list)
    rows: list[list[tuple[str, int]]] = field(default_factory=list)
    head: int = 0

    def laid_out(self) -> list[float]:
        open_ones = sum(one is None for one in self.widths)
        left = WIDTH - sum(one or 0 for one in self.widths)
        return [left / open_ones if one is None else one for one in self.widths]


class _Blocks(HTMLParser):
    """Gathers what the record's HTML shows, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[Text | Table] = []
        self._table: Table | None = None
        self._in: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._table = Table()
            self.made.append(self._table)
        elif self._table is not None:
            self._of_table(self._table, tag, given)
        elif re.fullmatch(r"h[1-4]|p", tag):
            kind = "note" if tag == "p" and re.search("note|listed", given.get("class", "")) else tag
            self.made.append(Text(kind, ""))
            self._open = True

    def _of_table(self, table: Table, tag: str, given: dict[str, str]) -> None:
        if tag == "col":
            width = re.search(r"\bw(\d+)", given.get("class", ""))
            table.widths.append(float(width[1]) if width else None)
        elif tag == "tr":
            table.rows.append([])
        elif tag in ("td", "th"):
            table.rows[-1].append(("", int(given.get("colspan", 1))))
        elif tag == "tbody" and not table.head:
            table.head = len(table.rows)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._table is not None:
            columns = max((sum(span for _, span in row) for row in self._table.rows), default=0)
            self._table.widths += [None] * (columns - len(self._table.widths))
            self._table = None
        elif re.fullmatch(r"h[1-4]|p", tag):
            self._open = False

    def handle_data(self, data: str) -> None:
        text = re.sub(r"\s*\n\s*", "", data)
        if self._table is None:
            if self._open and isinstance(last := self.made[-1], Text):
                last.text += text
        elif self._table.rows and self._table.rows[-1]:
            before, span = self._table.rows[-1][-1]
            self._table.rows[-1][-1] = (before + text, span)


def blocks(html: str) -> list[Text | Table]:
    """The headings, paragraphs and tables of the record."""
    parser = _Blocks()
    parser.feed(html)
    return [one for one in parser.made if (one.text.strip() if isinstance(one, Text) else one.rows)]


def ours(source: Path) -> bytes:
    """As the service prints it, in a process that has printed nothing yet."""
    from review.record.printing import print_here

    return print_here(pickle.loads(source.read_bytes()))


def typst(source: Path) -> bytes:
    import typst as program

    pdf: bytes = program.compile(
        "\n".join(_typst(blocks(source.read_text(encoding="utf-8")))).encode(), font_paths=[FONTS], ignore_system_fonts=True,
        pdf_standards=["a-3u"],
    )  # fmt: skip
    return pdf


def _typst(made: list[Text | Table]) -> Iterator[str]:
    top, right, bottom, left = MARGINS
    yield f'#set page("a4", margin: (top: {top}mm, right: {right}mm, bottom: {bottom}mm, left: {left}mm), numbering: "— 1 —")'
    yield '#set document(title: "record", date: datetime(year: 2024, month: 1, day: 1))'
    yield '#set text(font: ("FandolFang R", "Noto Serif SC"), lang: "zh", size: 12pt)\n#set table(stroke: .4pt, inset: 1mm)'
    for one in made:
        if isinstance(one, Text):
            said = f"#text(size: {SIZES[one.kind]}pt, {_quoted(one.text)})"
            yield f"#heading(level: {one.kind[1]})[{said}]" if one.kind.startswith("h") else f"#par[{said}]"
            continue
        lines = [", ".join(f"table.cell(colspan: {span}, {_quoted(text)})" for text, span in row) for row in one.rows]
        head = f"table.header({', '.join(lines[: one.head])}), " if one.head else ""
        columns = ", ".join(f"{width:.1f}mm" for width in one.laid_out())
        yield f"#text(size: {SIZES['table']}pt, table(columns: ({columns},), {head}{', '.join(lines[one.head :])}))"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def reportlab(source: Path) -> bytes:
    """With Noto Serif alone: reportlab reads no fonts of the kind that 仿宋 and 楷体 are."""
    import io

    from reportlab.lib.colors import black
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    pdfmetrics.registerFont(TTFont("Song", FONTS / "NotoSerifSC_400Regular.ttf"))
    styles = {
        kind: ParagraphStyle(kind, fontName="Song", fontSize=size, leading=LEADING[kind], wordWrap="CJK")
        for kind, size in SIZES.items()
    }
    story = []
    for one in blocks(source.read_text(encoding="utf-8")):
        if isinstance(one, Text):
            story.append(Paragraph(escape(one.text), styles[one.kind]))
            continue
        rows, spans = [], [("GRID", (0, 0), (-1, -1), 0.4, black), ("TOPPADDING", (0, 0), (-1, -1), 1)]
        for place, row in enumerate(one.rows):
            rows.append([])
            for text, span in row:
                spans += [("SPAN", (len(rows[-1]), place), (len(rows[-1]) + span - 1, place))] * (span > 1)
                rows[-1] += [Paragraph(escape(text), styles["table"]), *[""] * (span - 1)]
            rows[-1] += [""] * (len(one.widths) - len(rows[-1]))
        story.append(Grid(rows, [width * mm for width in one.laid_out()], repeatRows=one.head, style=spans))
    made = io.BytesIO()
    top, right, bottom, left = (one * mm for one in MARGINS)
    SimpleDocTemplate(made, pagesize=A4, leftMargin=left, rightMargin=right, topMargin=top, bottomMargin=bottom).build(story)
    return made.getvalue()


WAYS: dict[str, Callable[[Path], bytes]] = {"ours": ours, "typst": typst, "reportlab": reportlab}

if __name__ == "__main__":
    way, given, output = sys.argv[1:]
    Path(output).write_bytes(WAYS[way](Path(given)))
