"""What a PDF carries is read with the standard library; what was cut, flipped or never was one is refused, never misread."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest

from review.domain.verifying import RECORD, RULES, NotReadable, attached
from review.domain.verifying import pdf as pdf_reader
from review.record import print_record
from tests.carrying import carrying
from tests.once import once
from tests.record.examples import brief
from tests.stored import Stored, carried


@pytest.fixture(scope="module")
def pdf(stored: Stored, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A record with few findings, which prints in a third of the time and carries all the same."""

    def write(folder: Path) -> None:
        (folder / "record.pdf").write_bytes(print_record(brief(stored(0))))

    return (once(tmp_path_factory, "printed brief stored", write) / "record.pdf").read_bytes()


def test_what_was_put_in_comes_out(pdf: bytes, stored: Stored):
    assert attached(pdf) == carried(brief(stored(0)))


def test_another_reader_finds_the_same(pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert {name: one.get_file().read_bytes() for name, one in opened.attachments.items()} == attached(pdf)


def test_what_was_added_behind_the_end_counts(pdf: bytes):
    """An incremental update, as a signature or an edit makes it, overrides what was there before."""
    assert set(attached(pdf + b"\n%%EOF\n")) == {RECORD, RULES}
    with pytest.raises(NotReadable):
        attached(pdf + b"startxref\n0\n%%EOF\n")


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.heavy) for part in range(1, 4))])
def test_flipped_bytes_are_refused_or_change_what_is_read_but_never_crash(pdf: bytes, part: int):
    chance = Random(part)
    whole = attached(pdf)
    for _ in range(60):
        place = chance.randrange(len(pdf))
        flipped = bytearray(pdf)
        flipped[place] ^= 1 << chance.randrange(8)
        try:
            found = attached(bytes(flipped))
        except NotReadable:
            continue
        assert all(content == whole.get(name) or not content or name not in whole for name, content in found.items())


def test_a_file_that_is_cut_is_refused(pdf: bytes):
    for end in range(0, len(pdf) - 8, len(pdf) // 40):
        with pytest.raises(NotReadable):
            attached(pdf[:end])


@pytest.mark.parametrize("content", [
    b"", b"%PDF-", b"%PDF-1.7\nstartxref\n9\n", b"%PDF-1.7\nstartxref\n-1\n%%EOF", b"PK\x03\x04",
    b"%PDF-1.7\nxref\nstartxref\n9\n%%EOF",
    b"%PDF-1.7\n1 0 obj <</Type/XRef/W[1 1 1]/Size 1/Prev 9/Length 3>> stream\nabc\nendstream startxref\n9\n%%EOF",
    b"%PDF-1.7\n" + b"1 0 obj " + b"[" * 50_000 + b" startxref\n9\n%%EOF",
])  # fmt: skip
def test_what_is_no_record_is_refused(content: bytes):
    with pytest.raises(NotReadable):
        attached(content)


def test_more_objects_than_any_record_has_are_not_counted_out():
    packed = zlib.compress(b"\0" * 9_000_000, 9)
    content = b"%%PDF-1.7\n1 0 obj <</W[1 1 1]/Size 3000000/Filter/FlateDecode/Length %d>> stream\n" % len(packed) + packed
    with pytest.raises(NotReadable, match="对象过多"):
        attached(content + b"\nendstream startxref\n9\n%%EOF")


def test_a_stream_that_unpacks_without_end_is_refused():
    bomb = zlib.compress(b"\0" * 80_000_000, 9)
    content = b"%%PDF-1.7\n1 0 obj <</W[1 1 1]/Size 1/Filter/FlateDecode/Length %d>> stream\n" % len(bomb) + bomb
    with pytest.raises(NotReadable):
        attached(content + b"\nendstream startxref\n9\n%%EOF")


def incrementally(change: Callable[[pikepdf.Pdf, Any], None]) -> bytes:
    """A PDF that carries a record, with its list of attachments changed as by anybody who writes PDFs."""
    with pikepdf.open(io.BytesIO(carrying({RECORD: b"{}", RULES: b"[]"}))) as opened:
        change(opened, opened.Root.Names.EmbeddedFiles)
        kept = io.BytesIO()
        opened.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)
        return kept.getvalue()


def another(opened: pikepdf.Pdf, name: str = RECORD) -> pikepdf.Object:
    return pikepdf.AttachedFileSpec(opened, b'{"forged":1}', filename=name).obj


def twice(opened: pikepdf.Pdf, tree: Any) -> None:
    tree.Names = pikepdf.Array([pikepdf.String(RECORD), another(opened), *tree.Names])


def below(opened: pikepdf.Pdf, tree: Any) -> None:
    names = pikepdf.Array([pikepdf.String(RECORD), another(opened)])
    tree.Kids = pikepdf.Array([opened.make_indirect(pikepdf.Dictionary(Names=names, Limits=pikepdf.Array(["a", "z"])))])


def of_two_contents(opened: pikepdf.Pdf, tree: Any) -> None:
    tree.Names[1].EF.UF = another(opened).EF.F


def of_two_names(opened: pikepdf.Pdf, tree: Any) -> None:
    tree.Names[1].UF = pikepdf.String("another.json")


def associated(opened: pikepdf.Pdf, tree: Any) -> None:
    opened.Root.AF = pikepdf.Array([opened.make_indirect(another(opened)), tree.Names[3]])


@pytest.mark.parametrize("change", [twice, below, of_two_contents, of_two_names, associated])
def test_attachments_of_which_a_viewer_may_show_others_are_refused(change: Callable[[pikepdf.Pdf, Any], None]):
    with pytest.raises(NotReadable, match="不同的阅读软件"):
        attached(incrementally(change))


@pytest.mark.parametrize(("written", "said"), [
    (rb"(record\056json)", b"record.json"), (rb"(rec\157rd\56json)", b"record.json"), (b"<7265636f72642e>", b"record."),
    (b"(a\\\nb\\(\\)\\\\\\n)", b"ab()\\\n"), (rb"(a(b)\0011)", b"a(b)\x011"),
])  # fmt: skip
def test_a_text_is_the_same_in_whichever_way_it_is_written(written: bytes, said: bytes):
    """A viewer shows a file called record\\056json as record.json."""
    assert pdf_reader._value(written, 0)[0] == said


def test_of_two_keys_of_one_name_neither_is_believed():
    for written in (b"<< /A 1 /A 2 >>", b"<< /A 1 /#41 2 >>"):
        with pytest.raises(NotReadable, match="两个A"):
            pdf_reader._value(written, 0)
