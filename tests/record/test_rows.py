"""A row that the foot of a page cuts begins on one page: its number, who it is of, and each of its texts."""

import re
import subprocess

import pytest

from review.record import printing
from tests.sampling import some

SENTENCE = "就本议题应当在充分调研论证的基础上依照法定权限和程序作出决定"
PAGE = 640
"""The points of a page that a filler leaves almost none of."""


def row(place: int, lines: int) -> str:
    """A number of one line, a source of three, texts of which the first has so many lines."""
    first = f"T{place}" + ("甲" * 10 * lines)[: 10 * lines - 4]
    cells = f"<td class='center'>N{place}</td><td class='center'>S{place}甲甲甲甲甲甲</td><td>B{place}</td>"
    cells += f"<td><p>{first}</p><p>{SENTENCE * 6}</p></td><td class='center'>A{place}</td><td><p>R{place}{SENTENCE * 9}</p></td>"
    return f"<tr class='long'>{cells}</tr>"


@pytest.mark.parametrize("lines", some([1, 2, 3, 4, 12], 2))
def test_all_cells_of_a_row_begin_on_one_page_wherever_it_is_cut(lines: int) -> None:
    """At every distance from the foot of a page, line by line and in between."""
    columns = "".join(f"<col style='width: {width}mm'/>" for width in (12, 18, 18, 46, 18, 44))
    places = range(100, 124)
    page = "".join(
        f"<div style='break-before: page; height: {PAGE - 5 * (place - 100)}pt'>甲</div>"
        f"<table><colgroup>{columns}</colgroup><tbody>{row(place, lines)}{row(place + 100, lines)}{row(place + 200, lines)}"
        "</tbody></table>" for place in places
    )  # fmt: skip
    pdf = printing._written(f"<html><head><title>行</title></head><body>{page}</body></html>")
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    begins: dict[str, dict[str, int]] = {}
    for number, sheet in enumerate(run.stdout.decode().split("\f")):
        for cell, place in re.findall(r"([NSBTAR])(\d{3})", sheet):
            begins.setdefault(place, {})[cell] = number
    assert len(begins) == 3 * len(places) and all(len(cells) == 6 for cells in begins.values())
    assert {place: cells for place, cells in begins.items() if len({*cells.values()}) > 1} == {}
