"""Pages that do not belong to the data beside them are found without a printer, by what is printed at their foot."""

import io
import zlib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest

from review.domain.verifying import RECORD, NotReadable
from review.domain.verifying.pages import OTHER_PAGE, strange_page
from tests.carrying import FOOT, carrying

DATA = b"{}"
HASH = sha256(DATA).hexdigest()


def test_pages_with_the_foot_of_the_data_belong_to_them():
    for count in (1, 2, 12):
        assert strange_page(carrying({RECORD: DATA}, [FOOT] * count), HASH) is None


@pytest.mark.parametrize(
    ("feet", "place"),
    [
        pytest.param([FOOT, "", FOOT], 2, id="a page without a foot"),
        pytest.param([FOOT, FOOT.replace("{digest}", "0" * 16)], 2, id="a page of other data"),
        pytest.param([FOOT.replace("{count}", "3")] * 2, 1, id="a page taken out"),
        pytest.param([FOOT.replace("{place}", "2"), FOOT.replace("{place}", "1")], 1, id="pages moved"),
        pytest.param(["{digest}"], 1, id="the hash alone"),
        pytest.param([], 1, id="no page"),
    ],
)
def test_a_page_that_does_not_belong_to_the_data_is_named(feet: Sequence[str], place: int):
    found = strange_page(carrying({RECORD: DATA}, feet), HASH)
    assert found == OTHER_PAGE.format(place, HASH[:16], len(feet))


def test_pages_in_another_form_are_refused():
    pdf = carrying({RECORD: DATA})
    with pytest.raises(NotReadable):
        strange_page(pdf.replace(b"/ToUnicode", b"/ToUnicodf"), HASH)


def with_tree(depth: int) -> bytes:
    """A PDF of no page at all, whose tree of pages names each level twice from the one above."""
    with pikepdf.open(io.BytesIO(carrying({RECORD: DATA}))) as pdf:
        node = pdf.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array()))
        for _ in range(depth):
            node = pdf.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array([node, node])))
        pdf.Root.Pagez = node  # under its own name the library would put it right
        return saved(pdf).replace(b"/Pages", b"/Other").replace(b"/Pagez", b"/Pages")


def saved(pdf: pikepdf.Pdf) -> bytes:
    kept = io.BytesIO()
    pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)
    return kept.getvalue()


@pytest.mark.timeout(20)
def test_a_tree_of_pages_that_would_be_followed_for_ever_is_refused():
    with pytest.raises(NotReadable):
        strange_page(with_tree(60), HASH)


@pytest.mark.timeout(20)
def test_pages_that_would_take_for_ever_to_unpack_are_refused():
    with pikepdf.open(io.BytesIO(carrying({RECORD: DATA}, [FOOT] * 20))) as pdf:
        for page in pdf.pages:
            packed = zlib.compress(page.obj.Contents.read_bytes() + b" " * 15_000_000)
            page.obj.Contents = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
        bomb = saved(pdf)
    assert len(bomb) < 1_000_000
    with pytest.raises(NotReadable, match="内容过多"):
        strange_page(bomb, HASH)


@pytest.mark.heavy
def test_what_was_printed_belongs_to_its_data_and_to_no_others(printed_stored: Path):
    from review.domain.verifying import attached

    pdf = printed_stored.read_bytes()
    own = sha256(attached(pdf)[RECORD]).hexdigest()
    assert strange_page(pdf, own) is None
    assert "第1页不是由所附数据打印的页" in (strange_page(pdf, HASH) or "")
