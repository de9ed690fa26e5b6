"""Without a library of signatures too, what was changed in a signed PDF or added behind it is found."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from review.domain.verifying import BROKEN, NO_SIGNATURE, NOT_COVERED, RECORD, NotReadable
from review.domain.verifying.covered import uncovered
from tests.carrying import carrying
from tests.sealing import with_key

PLAIN = carrying({RECORD: b"{}"})


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return with_key(tmp_path_factory.mktemp("own")).sign(PLAIN)


def updated(pdf: bytes) -> bytes:
    """As an editor saves it: with an addition that nobody signed."""
    writer, kept = IncrementalPdfFileWriter(io.BytesIO(pdf)), io.BytesIO()
    writer.update_root()
    writer.write(kept)
    return kept.getvalue()


def test_what_nobody_touched_is_covered(signed: bytes, tmp_path: Path):
    assert uncovered(PLAIN) is None
    assert uncovered(signed) is None
    assert uncovered(with_key(tmp_path).sign(signed)) is None, "by a second signature as well"


def test_what_was_added_and_not_signed_is_told(signed: bytes, tmp_path: Path):
    assert uncovered(updated(PLAIN)) == NO_SIGNATURE
    assert uncovered(updated(signed)) == NOT_COVERED
    assert uncovered(with_key(tmp_path).sign(updated(PLAIN))) == NO_SIGNATURE
    assert uncovered(signed + b"\n") == NOT_COVERED
    for more in (b"\n", b" ", b"\r\n", b"\f"):
        assert uncovered(PLAIN + more) == NO_SIGNATURE, "what is printed again ends otherwise"


def test_every_byte_that_is_covered_counts(signed: bytes):
    """Outside of the container of the signature, whose form takes the libraries to prove."""
    gap, behind = signed.index(b"/Contents <") + 10, signed.index(b"/ByteRange")
    for at in (*range(9, gap, 29), *range(behind, len(signed), 3)):
        forged = bytearray(signed)
        forged[at] ^= 1
        try:
            assert uncovered(bytes(forged)) in (BROKEN.format(1), NOT_COVERED, NO_SIGNATURE), at
        except NotReadable:
            continue


@pytest.mark.parametrize("change", [
    lambda signed: signed.replace(b"/ByteRange [0 ", b"/ByteRange [1 "),
    lambda signed: signed.replace(b"/Contents <3", b"/Contents <0"),
    lambda signed: signed[: signed.index(b"/Contents <") + 11] + b"00" * 40 + signed[signed.index(b"/Contents <") + 91 :],
])  # fmt: skip
def test_a_signature_that_is_none_covers_nothing(change: Callable[[bytes], bytes], signed: bytes):
    assert uncovered(change(signed)) == BROKEN.format(1)
