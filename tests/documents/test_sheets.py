"""The pages of uploaded PDF files: what they show comes along, what they do does not, and what cannot come whole is refused."""

import io
import re
import subprocess
import tempfile
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from review.documents.binder import ProcessBinder
from review.documents.sheets import ACTING, LONG, OUTSIDE, SHORT, take_over
from review.documents.unreadable import Unreadable
from review.domain.errors import NotBindable
from tests import hostile_pdfs
from tests.papers import pdf


def taken(content: bytes) -> tuple[bytes, int, tuple[str, ...]]:
    target = io.BytesIO()
    number, left = take_over(io.BytesIO(content), target)
    return target.getvalue(), number, left


def everything(opened: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of a file, found by walking from its root."""
    waiting: list[Any] = [opened.Root, *opened.objects]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
            waiting += [value for key, value in item.items() if key != "/Parent" and not getattr(value, "is_indirect", False)]
        elif isinstance(item, pikepdf.Array):
            waiting += [value for value in item if not getattr(value, "is_indirect", False)]


def words(content: bytes) -> str:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


@pytest.mark.parametrize("name", hostile_pdfs.MERGED)
def test_what_a_file_shows_comes_along_and_nothing_that_acts(name: str) -> None:
    content, told = hostile_pdfs.MERGED[name]
    sheets, number, left = taken(content)
    assert (number, left) == (2, told)
    with pikepdf.open(io.BytesIO(sheets)) as opened:
        assert set(opened.Root.keys()) <= {"/Type", "/Pages"}
        assert not list(opened.attachments)
        for item in everything(opened):
            assert not ACTING & set(item.keys())
            assert not (isinstance(item, pikepdf.Stream) and OUTSIDE & set(item.keys()))
            assert item.get("/S") not in ("/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm")
    assert not re.search(rb"alert|127\.0\.0\.1|/bin/sh|/etc/passwd", sheets)


def test_the_words_of_the_pages_fields_and_seals_are_still_there() -> None:
    said = {name: words(taken(hostile_pdfs.MERGED[name][0])[0]) for name in ("script", "filled", "sealed")}
    assert said["script"] == "Sound line Second page"
    assert "Filled in" in said["filled"]
    assert "Seal of the unit" in said["sealed"]


@pytest.mark.parametrize("name", hostile_pdfs.REFUSED)
def test_what_cannot_come_whole_is_refused_with_the_reason(name: str) -> None:
    content, reason = hostile_pdfs.REFUSED[name]
    with pytest.raises(Unreadable, match=reason):
        taken(content)


def test_a_file_of_too_many_pages_is_refused() -> None:
    with pytest.raises(Unreadable, match="超过1000页"):
        taken(hostile_pdfs.many(1001))


def test_each_page_lies_on_a_sheet_of_a4_the_way_it_is_read() -> None:
    with pikepdf.open(io.BytesIO(taken(hostile_pdfs.MERGED["turned"][0])[0])) as opened:
        sizes = [tuple(float(edge) for edge in page.mediabox)[2:] for page in opened.pages]
    assert sizes == [pytest.approx((LONG, SHORT)), pytest.approx((SHORT, LONG))]


def test_the_same_file_gives_the_same_sheets() -> None:
    content = hostile_pdfs.MERGED["filled"][0]
    assert taken(content)[0] == taken(content)[0] != taken(hostile_pdfs.SOUND)[0]


@pytest.mark.parametrize("length", range(0, len(hostile_pdfs.SOUND), 97))
def test_a_file_cut_short_anywhere_is_refused(length: int) -> None:
    with pytest.raises(Unreadable):
        taken(hostile_pdfs.SOUND[:length])


@pytest.mark.heavy
def test_random_damage_never_breaks_more_than_the_file(tmp_path: Any) -> None:
    """Either the file is refused, or what comes of it is sound and does nothing."""
    import random

    chance = random.Random(5)
    for _ in range(400):
        content = bytearray(chance.choice([one for one, _ in hostile_pdfs.MERGED.values()]))
        for _ in range(chance.randint(1, 12)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            sheets, _, _ = taken(bytes(content))
        except Unreadable:
            continue
        with pikepdf.open(io.BytesIO(sheets), attempt_recovery=False) as opened:
            assert not any(ACTING & set(item.keys()) for item in everything(opened))


def given(content: bytes) -> Any:
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(content)
    file.flush()
    file.seek(0)
    return file


@pytest.mark.heavy
@pytest.mark.timeout(120)
def test_in_its_own_process_a_file_ends_within_its_limits() -> None:
    binder = ProcessBinder()
    sheets = binder.taken_over(given(hostile_pdfs.SOUND))
    assert (sheets.number, sheets.left) == (2, ())
    assert words(sheets.content.read()) == "Sound line Second page"
    with pytest.raises(NotBindable, match="已加密"):
        binder.taken_over(given(hostile_pdfs.REFUSED["with rights"][0]))
    with pytest.raises(NotBindable, match="限定的时间和内存"):
        binder.taken_over(given(hostile_pdfs.bomb(100)))
    with pytest.raises(NotBindable, match="限定的时间和内存"):
        ProcessBinder(seconds=0.05).taken_over(given(pdf(("a",))))
