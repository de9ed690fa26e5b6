"""A server is asked for a time stamp by RFC 3161; what it answers is kept only where it holds, and no altered byte is missed."""

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto.cms import ContentInfo
from asn1crypto.tsp import TimeStampReq

from review.domain.trail import Event, seal
from review.domain.verifying import imprint_of, read_stamp
from review.domain.verifying.time_stamp import OTHER_HEAD, TO_COME, TOO_EARLY
from review.record import stamping, time_stamps
from review.record.stamping import Authority
from review.service.time_stamps import BROKEN, UNTRUSTED
from tests import tsa
from tests.record import examples

LAST = examples.handled().trail[-1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tsa.make(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def server(folder: Path) -> Iterator[tsa.Authority]:
    with tsa.served(folder) as authority:
        yield authority


@pytest.fixture(scope="module")
def token(folder: Path) -> bytes:
    with tsa.served(folder) as authority:
        found = Authority(authority.url, authority.trusted).obtain(LAST)
    assert found is not None
    return found


@pytest.fixture
def own(server: tsa.Authority) -> Authority:
    return Authority(server.url, server.trusted)


def test_a_head_is_stamped_by_the_server_and_who_did_so_is_told(own: Authority, server: tsa.Authority):
    token = own.obtain(LAST)
    assert token is not None
    stamp = read_stamp(token)
    assert abs(datetime.now(UTC) - stamp.at) < timedelta(minutes=1)
    assert (stamp.server, stamp.imprint) == (tsa.NAME, imprint_of(LAST.hash))
    assert own.check(token, LAST) == stamping.Stamped()
    (asked,) = server.asked
    assert TimeStampReq.load(asked)["message_imprint"]["hashed_message"].native == imprint_of(LAST.hash)


def test_openssl_finds_the_same_of_it_by_the_head_as_it_is_printed(token: bytes, folder: Path, tmp_path: Path):
    (tmp_path / "token").write_bytes(token)
    (tmp_path / "head").write_text(LAST.hash)
    verify = ("ts", "-verify", "-in", "token", "-token_in", "-data", "head", "-partial_chain", "-CAfile")
    assert b"OK" in tsa.openssl(tmp_path, *verify, str(folder / "issuer.pem"))


def test_the_issuer_is_trusted_or_the_server_itself_but_nobody_on_account_of_his_name(token: bytes, folder: Path, tmp_path: Path):
    namesake = tsa.make(tmp_path / "namesake")
    for certificate, found in (
        (folder / "issuer.pem", stamping.Stamped()), (folder / "tsa.pem", stamping.Stamped()),
        (namesake / "issuer.pem", stamping.Stamped(doubt=UNTRUSTED)), (None, stamping.Stamped(doubt=UNTRUSTED)),
    ):  # fmt: skip
        trusted = tmp_path / "trusted"
        trusted.mkdir(exist_ok=True)
        (trusted / "odd.pem").write_bytes(b"no certificate")
        (trusted / "one.pem").write_bytes(certificate.read_bytes() if certificate else b"")
        assert Authority("", trusted).check(token, LAST) == found
    assert Authority("", None).check(token, LAST).doubt == UNTRUSTED


def test_a_certificate_that_is_not_for_time_stamps_stamps_nothing(tmp_path: Path, caplog):
    with tsa.served(tsa.make(tmp_path / "web", use="web")) as server:
        (server.folder / "trusted" / "tsa.pem").write_bytes((server.folder / "tsa.pem").read_bytes())
        assert Authority(server.url, server.trusted).obtain(LAST) is None
    assert "no time stamp from 127.0.0.1" in caplog.text


def test_a_server_that_nobody_trusts_is_named_to_the_administrator_with_who_issued_its_certificate(server, tmp_path, caplog):
    assert Authority(server.url, tmp_path).obtain(LAST) is None
    assert tsa.NAME in caplog.text
    assert "issued by Common Name: 时间戳签发证书" in caplog.text


def test_a_time_stamp_over_another_head_or_of_an_impossible_time_is_named(token: bytes, folder: Path, monkeypatch):
    own = Authority("", folder / "trusted")
    assert own.check(token, seal(replace(LAST, note="改"))).difference == OTHER_HEAD
    tomorrow = replace(LAST, at=datetime.now(UTC) + timedelta(days=1))  # as if that head had been left tomorrow
    assert own.check(token, tomorrow).difference == TOO_EARLY
    stamp = read_stamp(token)
    assert stamp.fault(imprint_of(LAST.hash), stamp.at + timedelta(minutes=4)) is None, "clocks differ"
    assert stamp.to_come(stamp.at - timedelta(minutes=4)) is None
    assert stamp.to_come(stamp.at - timedelta(minutes=6)) == TO_COME


# --- a server that does not answer as it should


def test_without_a_server_nothing_is_asked_and_nothing_told(caplog):
    assert Authority("", None).obtain(LAST) is None
    assert caplog.text == ""


def test_a_server_that_falls_silent_is_told_to_the_log_and_asked_again_after_a_while(own, server, caplog, monkeypatch):
    server.silent = True
    assert own.obtain(LAST) is None
    assert "no time stamp from 127.0.0.1: HTTP Error 503" in caplog.text
    server.silent = False
    assert own.obtain(LAST) is None, "nobody waits again at once"
    assert len(server.asked) == 1
    now = stamping.time.monotonic()
    monkeypatch.setattr(stamping.time, "monotonic", lambda: now + stamping.PAUSE)
    assert own.obtain(LAST) is not None


def test_where_nobody_listens_the_print_goes_on_without(folder: Path, caplog):
    with tsa.served(folder) as gone:
        pass
    assert Authority(gone.url, gone.trusted).obtain(LAST) is None
    assert "no time stamp" in caplog.text


@pytest.mark.parametrize("begun", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"])
def test_a_server_that_answers_byte_by_byte_keeps_no_print_waiting(begun: bytes, folder: Path, caplog, monkeypatch):
    """A print took as long as the server cared to send a byte within each five seconds."""
    monkeypatch.setattr(stamping, "PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as slow:
        threading.Thread(target=byte_by_byte, args=(slow, begun), daemon=True).start()
        started = time.monotonic()
        assert Authority(f"http://127.0.0.1:{slow.getsockname()[1]}/", folder / "trusted").obtain(LAST) is None
    assert time.monotonic() - started < 4
    assert "no whole answer within 1 seconds" in caplog.text


def byte_by_byte(server: socket.socket, begun: bytes) -> None:
    with contextlib.suppress(OSError), server.accept()[0] as asked:
        asked.recv(10_000)
        asked.sendall(begun)
        for _ in range(20):
            asked.sendall(b"0")
            time.sleep(0.3)


def test_an_answer_to_another_question_is_not_kept(own: Authority, server: tsa.Authority, caplog):
    asked, _ = time_stamps.request(imprint_of(LAST.hash))
    server.instead = server.answer(asked)  # of the same head, as somebody recorded it earlier
    assert own.obtain(LAST) is None
    assert "an answer to another question" in caplog.text


@pytest.mark.parametrize("answer", [b"", b"<html>", b"\x30\x03\x02\x01\x00", b"\x30\x05\x30\x03\x02\x01\x02", b"\x30\x80" * 9])
def test_what_is_no_time_stamp_is_not_kept(own: Authority, server: tsa.Authority, answer: bytes, caplog):
    server.instead = answer
    assert own.obtain(LAST) is None
    assert "no time stamp from" in caplog.text


def test_a_refusal_is_told_to_the_log_as_the_server_words_it(own: Authority, server: tsa.Authority, caplog):
    by_sha1 = {"hash_algorithm": {"algorithm": "sha1"}, "hashed_message": bytes(20)}
    server.instead = server.answer(TimeStampReq({"version": 1, "message_imprint": by_sha1}).dump())
    assert own.obtain(LAST) is None
    assert "Message digest algorithm is not supported" in caplog.text


# --- what is done to a time stamp


def altered(token: bytes, at: int, bit: int) -> bytes:
    changed = bytearray(token)
    changed[at] ^= bit
    return bytes(changed)


def is_found(own: Authority, token: bytes) -> bool:
    found = own.check(token, LAST)
    return bool(found.difference or found.doubt)


@pytest.mark.parametrize("every", [17, pytest.param(1, marks=pytest.mark.heavy)])
def test_no_flipped_byte_of_a_time_stamp_is_missed(every: int, token: bytes, folder: Path):
    """Also where its signature covers nothing: versions, algorithms, who signed."""
    own = Authority("", folder / "trusted")
    logging.disable()
    try:
        missed = [at for at in range(0, len(token), every) if not is_found(own, altered(token, at, 1 << at % 8))]
    finally:
        logging.disable(logging.NOTSET)
    assert missed == []


@pytest.mark.heavy
def test_no_flipped_bit_of_one_with_an_rsa_key_is_missed_either(tmp_path: Path):
    with tsa.served(tsa.make(tmp_path / "rsa", key="rsa")) as server:
        own = Authority(server.url, server.trusted)
        token = own.obtain(LAST)
    assert token is not None and not is_found(own, token)
    assert [at for at in range(len(token)) if not is_found(own, altered(token, at, 1 << at % 8))] == []


def test_what_was_put_in_beside_what_is_signed_is_found(token: bytes, folder: Path):
    """A chain of certificates, lists of revoked ones, a counter-signature: the signature covers none of it."""
    own = Authority("", folder / "trusted")
    with_chain = ContentInfo.load(token)
    (more,) = time_stamps.certificates([(folder / "issuer.pem").read_bytes()])
    with_chain["content"]["certificates"].append(more)
    assert own.check(with_chain.dump(force=True), LAST).difference is not None
    assert own.check(token + b"\0", LAST).difference is not None
    assert own.check(token.replace(b"\x02\x01\x03", b"\x02\x01\x01", 1), LAST).difference == BROKEN


def test_the_act_whose_head_is_stamped_is_what_its_hash_covers(token: bytes, folder: Path):
    own = Authority("", folder / "trusted")
    assert not is_found(own, token)
    renamed: Event = seal(replace(LAST, actor_name="另一人"))
    assert own.check(token, renamed).difference == OTHER_HEAD
