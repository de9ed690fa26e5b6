"""A signature is time-stamped (PAdES B-T) once; the same print carries the same one, and what is done to it is found."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature

from review.app import seals
from review.domain.errors import RecordNotSigned
from review.record.containers import ROOM, container, stamp_in
from review.record.seals import KeySeals
from review.record.signatures import BROKEN, STAMP_ALTERED
from review.record.signing import DEVELOPMENT
from review.record.stamping import Authority
from tests import tsa
from tests.carrying import carrying
from tests.sealing import UNIT, official_key, with_key

STAMPED = f"（“{tsa.NAME}”签发的时间戳）；签名完好，所签内容没有改动；本单位的密钥"


@pytest.fixture(scope="module")
def printed(printed: Callable[[str], bytes]) -> bytes:
    return printed("handled")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tsa.Authority]:
    with tsa.served(tsa.make(tmp_path_factory.mktemp("authority"))) as authority:
        yield authority


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, server: tsa.Authority) -> KeySeals:
    return replace(with_key(tmp_path_factory.mktemp("own")), stamps=Authority(server.url, server.trusted))


@pytest.fixture(scope="module")
def signed(printed: bytes, own: KeySeals) -> bytes:
    return own.sign(printed)


def gap(signed: bytes) -> slice:
    """The room for the last signature."""
    start = signed.rindex(b"/Contents <") + len("/Contents <")
    return slice(start, signed.index(b">", start))


@pytest.mark.heavy
def test_a_signature_is_stamped_once_and_the_same_print_carries_the_same_one(printed, signed, own, server):
    asked = len(server.asked)
    assert own.sign(printed) == signed
    assert len(server.asked) == asked
    (line,) = own.read(signed).lines()
    assert "，签于20" in line and line.endswith(STAMPED)
    assert own.sign(printed + b" ") != signed, "another print is signed by itself"


def test_a_server_that_nobody_trusts_here_confirms_nothing(signed: bytes, own: KeySeals, tmp_path: Path):
    for stamps in (None, Authority("", tmp_path)):
        found = replace(own, stamps=stamps).read(signed)
        assert found.difference is None
        assert "自称签于20" in next(found.lines())
        assert "时间戳的签发者不是本系统信任的" in next(found.lines())


def test_whoever_proves_a_stamped_record_is_told_nothing_in_the_words_of_a_library(signed: bytes, tmp_path: Path):
    """In a process of its own: the library printed where in its code it knew no issuer, also of a time stamp that is trusted."""
    (tmp_path / "record.pdf").write_bytes(signed)
    told = "print(*read(open(sys.argv[1], 'rb').read(), (), True).lines())"
    reading = f"import sys; from review.record.signatures import read; {told}"
    read = subprocess.run([sys.executable, "-c", reading, tmp_path / "record.pdf"], capture_output=True, text=True, check=True)
    assert "时间戳的签发者不是本系统信任的" in read.stdout
    assert read.stderr == ""


@pytest.mark.heavy
def test_while_no_server_answers_it_is_signed_without_and_stamped_when_one_does(printed: bytes, server, tmp_path: Path, caplog):
    own = replace(with_key(tmp_path), stamps=Authority("http://127.0.0.1:1/", server.trusted))
    without = own.sign(printed)
    assert "自称签于20" in next(own.read(without).lines()) and own.read(without).difference is None
    assert "no time stamp from 127.0.0.1" in caplog.text
    own = replace(own, stamps=Authority(server.url, server.trusted))
    assert next(own.read(own.sign(printed)).lines()).endswith(STAMPED)


@pytest.mark.heavy
def test_a_second_person_signs_behind_a_stamped_signature_and_both_stay_intact(signed: bytes, own: KeySeals, tmp_path: Path):
    other = replace(with_key(tmp_path, "另一单位"), stamps=own.stamps)
    found = own.read(other.sign(signed))
    assert found.difference is None
    assert [(one.intact, one.known) for one in found.signatures] == [(True, True), (True, False)]


@pytest.mark.heavy
def test_what_a_key_signed_that_was_lost_is_signed_anew_and_what_one_did_that_was_replaced_is_not(printed, server, tmp_path):
    stamps = Authority(server.url, server.trusted)
    old = replace(with_key(tmp_path), stamps=stamps)
    first = old.sign(printed)
    new = replace(with_key(tmp_path), stamps=stamps)
    assert new.sign(printed) == first
    for certificate in new.certificates.glob("*.pem"):
        certificate.unlink()
    again = new.sign(printed)
    assert again != first and new.read(again).caution is None
    assert new.sign(printed) == again


@pytest.mark.heavy
@pytest.mark.parametrize("fault", ["no passphrase", "gone", "garbage"])
def test_with_a_key_that_cannot_be_used_nothing_is_given_out_nor_what_it_signed_before(
    printed: bytes, server, tmp_path: Path, fault: str, caplog
):
    """What it had signed was given out again, though the key was gone: until the matter changed nobody noticed."""
    own = replace(with_key(tmp_path), stamps=Authority(server.url, server.trusted))
    own.sign(printed)
    assert own.key is not None
    if fault == "no passphrase":
        own = replace(own, passphrase=tmp_path / "nowhere")
    elif fault == "gone":
        own.key.unlink()
    else:
        own.key.write_bytes(b"garbage")
    for one in (printed, printed + b" "):
        with pytest.raises(RecordNotSigned):
            own.sign(one)
    assert "the record is not signed" in caplog.text


@pytest.mark.heavy
def test_what_a_development_key_signed_is_signed_anew_once_an_official_key_is_set_and_that_is_then_kept(
    printed: bytes, server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    stamps = Authority(server.url, server.trusted)
    development = replace(with_key(tmp_path), stamps=stamps)
    first = development.sign(printed)
    assert DEVELOPMENT in next(development.read(first).lines())
    (tmp_path / "official").mkdir()
    (tmp_path / "official" / f"{UNIT}.p12").write_bytes(official_key())
    monkeypatch.setenv("REVIEW_SIGNING_KEYS", str(tmp_path / "official"))
    official = seals(UNIT, tmp_path, stamps)
    again = official.sign(printed)
    assert official.key != development.key and again != first
    assert DEVELOPMENT not in "".join(official.read(again).lines()) and next(official.read(again).lines()).endswith(STAMPED)
    assert official.sign(printed) == again, "an official signature is kept as before"
    assert development.sign(printed) in (first, again), "and the other way round nothing worse takes its place"


def test_the_folders_of_two_units_are_apart(tmp_path: Path):
    one, other = seals(UNIT, tmp_path), seals("SL-XZF", tmp_path)
    assert one.stamped != other.stamped


def filled(signed: bytes, content: bytes) -> bytes:
    """The file with another container in the room for its signature."""
    room = gap(signed)
    return signed[: room.start] + content.hex().upper().encode().ljust(ROOM, b"0") + signed[room.stop :]


def embedded(signed: bytes) -> EmbeddedPdfSignature:
    return PdfFileReader(BytesIO(signed)).embedded_signatures[-1]


def test_a_time_stamp_that_was_taken_out_is_missed(signed: bytes, own: KeySeals):
    """What is left is a container as it is made without one."""
    one = embedded(signed)
    assert own.read(filled(signed, container(one.signer_info, one.signer_cert))).difference == BROKEN.format(1)


@pytest.mark.heavy
def test_the_time_stamp_of_another_signature_is_none_of_this_one(printed: bytes, signed: bytes, own: KeySeals, tmp_path: Path):
    one, other = embedded(signed), embedded(replace(own, stamped=tmp_path).sign(printed))
    forged = filled(signed, container(one.signer_info, one.signer_cert, stamp_in(other.signer_info)))
    assert own.read(forged).difference == STAMP_ALTERED.format(1)


@pytest.mark.heavy
@pytest.mark.parametrize("first", range(4))
def test_no_flipped_digit_of_a_stamped_signature_is_missed(first: int, own: KeySeals):
    """Of the container, which the signature does not cover, and of the room left behind it; in a small file, for speed."""
    small = own.sign(carrying({"record.json": b"{}"}))
    assert own.read(small).signatures[0].own
    room = gap(small)
    logging.disable()
    try:
        for at in (*range(first, 120, 4), *range(120 + first, len(small[room].rstrip(b"0")) + 2, 16), ROOM - 1):
            forged = bytearray(small)
            forged[room.start + at] = ord(f"{int(chr(forged[room.start + at]), 16) ^ 1 << at // 4 % 4:X}")
            assert not any(one.own for one in own.read(bytes(forged)).signatures), at
    finally:
        logging.disable(logging.NOTSET)
