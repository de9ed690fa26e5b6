"""Reads the time stamp of a record (RFC 3161), with the standard library only: over which head of the trail it was put, when, and
by whom. Whether its signature holds, the standard library cannot tell.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from review.domain.days import BEIJING
from review.domain.verifying import der

APART = timedelta(minutes=5)
"""By how much the clock of the service and that of the time-stamping authority may differ."""

NOT_READABLE = "时间戳不能读取：被改动，或者不是RFC 3161时间戳"
OTHER_HEAD = "时间戳所盖的不是办理记录链当时的末端"
TOO_EARLY = "时间戳的时间早于最后一步办理"
TO_COME = "时间戳的时间在将来"

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_TIME_STAMP = bytes.fromhex("2a864886f70d0109100104")
_SHA256 = bytes.fromhex("608648016503040201")
_COMMON_NAME, _ORGANISATION = bytes.fromhex("550403"), bytes.fromhex("55040a")
_ENCODINGS = {0x0C: "utf-8", 0x13: "ascii", 0x16: "ascii", 0x1E: "utf-16-be", 0x14: "latin-1"}
"""How the kinds of text in a certificate are written."""


class NotAStamp(ValueError):
    """These bytes are no time stamp that can be read."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a time stamp says."""

    at: datetime
    """In Beijing time, to the second."""
    imprint: bytes
    """SHA-256 of what it was put over."""
    server: str
    """The holder of the certificate in it, by its common name."""

    def fault(self, imprint: bytes, since: datetime | None) -> str | None:
        """Why it is not put over that, or not since then, where it is not."""
        if self.imprint != imprint:
            return OTHER_HEAD
        return TOO_EARLY if since and self.at < since - APART else None

    def to_come(self, now: datetime) -> str | None:
        """That its time has not come yet, where it has not."""
        return TO_COME if self.at > now + APART else None

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}，“{self.server}”签发，盖在办理记录链当时的末端上"


def imprint_of(head: str) -> bytes:
    """What a time stamp is put over: SHA-256 of the head of the trail as it is printed, in 64 letters and digits, whichever hash
    the trail is chained by."""
    return hashlib.sha256(head.encode()).digest()


def as_text(token: bytes) -> str:
    """The time stamp as the data of a record carry it."""
    return base64.b64encode(token).decode()


def from_text(text: Any) -> bytes:
    """The time stamp that is written so. Raises NotAStamp."""
    try:
        token = base64.b64decode(text, validate=True)
    except (ValueError, TypeError) as error:
        raise NotAStamp(NOT_READABLE) from error
    if as_text(token) != text:
        raise NotAStamp(NOT_READABLE)
    return token


def token_in(data: Mapping[str, Any]) -> bytes | None:
    """The time stamp in the data of a record, where it carries one. Raises NotAStamp."""
    text = data.get("time_stamp")
    return None if text is None else from_text(text)


def read_stamp(token: bytes) -> Stamp:
    """What the time stamp says. Raises NotAStamp."""
    try:
        kind, tagged = der.value(token).within(der.SEQUENCE).parts()
        _expect(kind, _SIGNED_DATA)
        (signed,) = tagged.within(der.TAGGED).parts()
        _, _, encapsulated, certificates, signers = signed.within(der.SEQUENCE).parts()
        kind, tagged = encapsulated.parts()
        _expect(kind, _TIME_STAMP)
        (content,) = tagged.within(der.TAGGED).parts()
        _, _, imprint, _, at, *_ = der.value(content.within(der.OCTETS).content).within(der.SEQUENCE).parts()
        algorithm, hashed = imprint.within(der.SEQUENCE).parts()
        _expect(algorithm.parts()[0], _SHA256)
        return Stamp(_instant(at), hashed.within(der.OCTETS).content, _server(certificates, signers))
    except (ValueError, IndexError, OverflowError) as error:
        raise NotAStamp(NOT_READABLE) from error


def _expect(value: der.Value, oid: bytes) -> None:
    if value.within(der.OID).content != oid:
        raise der.NotDer("another kind of thing")


def _instant(value: der.Value) -> datetime:
    text = value.within(der.TIME).content.decode("ascii")
    if len(text) < 15 or not text[:14].isdigit() or not text.endswith("Z"):
        raise der.NotDer("no instant in UTC")
    return datetime.strptime(text[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC).astimezone(BEIJING)


def _server(certificates: der.Value, signers: der.Value) -> str:
    """The holder of the one certificate in the time stamp: its common name, else its organisation."""
    (certificate,), (_,) = certificates.within(der.TAGGED).parts(), signers.within(der.SET).parts()
    fields = certificate.within(der.SEQUENCE).parts()[0].within(der.SEQUENCE).parts()
    subject = fields[5 if fields[0].tag == der.TAGGED else 4].within(der.SEQUENCE)
    names = {
        kind.content: text.content.decode(_ENCODINGS.get(text.tag, "ascii"))
        for one in subject.parts() for kind, text in (pair.parts() for pair in one.parts())
    }  # fmt: skip
    said = "".join(sign for sign in names.get(_COMMON_NAME) or names.get(_ORGANISATION) or "" if sign.isprintable())
    return said[:100] or "没有写明名称的服务器"
