"""Copies are marked on every sheet, a folder is numbered through and named part by part; what was there stays readable."""

import io
from collections.abc import Sequence

import pikepdf
import pytest

from review.documents import binding
from review.domain.copies import SIGNS, sheet_number
from tests import hostile_pdfs
from tests.papers import pdf

from .test_sheets import taken, words

STAMP = pdf(("Mark of the reader",), ("Mark lying wide",), *[(sign if sign.isascii() else "z",) for sign in SIGNS])
"""Stands for the mark: our printer's has the signs in a font of ours."""


def bound(*parts: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    binding.bind("Folder", [(name, io.BytesIO(content)) for name, content in parts], io.BytesIO(STAMP), target)
    return target.getvalue()


def pages(content: bytes) -> Sequence[str]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        singles = []
        for page in opened.pages:
            single, written = pikepdf.new(), io.BytesIO()
            single.pages.append(page)
            single.save(written)
            singles.append(words(written.getvalue()))
    return singles


def test_every_sheet_of_a_document_is_marked_and_all_else_stays() -> None:
    target = io.BytesIO()
    assert binding.mark(io.BytesIO(hostile_pdfs.SOUND), io.BytesIO(STAMP), target) == 2
    assert pages(target.getvalue()) == ["Sound line Mark of the reader", "Second page Mark of the reader"]


def test_a_folder_has_its_parts_in_order_named_and_numbered_through() -> None:
    whole = bound(("目录", pdf(("Index",))), ("法律意见书", pdf(("One",), ("Two",))), ("材料", taken(hostile_pdfs.SOUND)[0]))
    said = pages(whole)
    assert [one.split()[0] for one in said] == ["Index", "One", "Two", "Sound", "Second"]
    assert all("Mark of the reader" in one for one in said)
    with pikepdf.open(io.BytesIO(whole)) as opened:
        with opened.open_outline() as outline:
            assert [item.title for item in outline.root] == ["目录", "法律意见书", "材料"]
        drawn = opened.pages[3].obj.Resources.XObject
        assert {f"/CopySign{SIGNS.index(sign)}" for sign in sheet_number(4, 5)} <= set(drawn.keys())
        assert not {f"/CopySign{SIGNS.index(sign)}" for sign in "06789"} & set(drawn.keys())


def test_a_sheet_that_lies_wide_has_the_wide_mark() -> None:
    with pikepdf.open(io.BytesIO(bound(("x", taken(hostile_pdfs.MERGED["turned"][0])[0])))) as opened:
        marks = [page.obj.Resources.XObject["/CopyMark"].read_bytes() for page in opened.pages]
    assert [b"Mark lying wide" in mark for mark in marks] == [True, False]


def test_the_mark_is_no_part_of_the_text() -> None:
    with pikepdf.open(io.BytesIO(bound(("x", hostile_pdfs.SOUND)))) as opened:
        for page in opened.pages:
            content = b"".join(part.read_bytes() for part in page.obj.Contents)
            assert content.startswith(b"q")
            assert content.count(b"/Artifact BMC") == content.count(b"EMC") == 1


def test_the_same_parts_give_the_same_bytes_and_others_do_not() -> None:
    assert bound(("x", hostile_pdfs.SOUND)) == bound(("x", hostile_pdfs.SOUND))
    assert bound(("x", hostile_pdfs.SOUND)) != bound(("y", hostile_pdfs.SOUND))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_pages_are_counted(count: int) -> None:
    assert binding.count([io.BytesIO(pdf(*[("x",)] * count)), io.BytesIO(hostile_pdfs.SOUND)]) == [count, 2]
