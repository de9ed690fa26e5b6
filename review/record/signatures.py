"""Checks electronic signatures with pyHanko; that nothing but signatures was added to what was printed, `additions` looks at."""

import hashlib
import logging
import re
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta, timezone
from io import BytesIO

from asn1crypto import x509
from asn1crypto.cms import ContentInfo
from asn1crypto.pem import unarmor
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from review.domain.verifying import BROKEN, read_stamp
from review.record import additions
from review.record.additions import Altered
from review.record.containers import ROOM, container, issuers_in, stamp_in
from review.service.signatures import Signature, SignatureStamp, Signed
from review.service.time_stamps import UNTRUSTED, Stamped

logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # who is not trusted is told in our words

Check = Callable[[bytes, bytes], Stamped]
"""Whether a time stamp is over a signature, by a server that is trusted."""
CHINA = timezone(timedelta(hours=8))
MOST = 50
"""Signatures of a record at most."""
WORDS, MOST_WORDS = ("/Reason", "/Location", "/ContactInfo", "/Name"), 200
"""What a signature may say in words, and how much of it is told."""
_FIELD = re.compile(r"Signature\d+")
_GAP = re.compile(rb"<([0-9A-F]+|[0-9a-f]+)>")
NOT_READABLE = "电子签名不能读取：文件被截断、追加或者损坏"

STAMP_ALTERED = "第{}个签名的时间戳被改动，或者盖的不是这个签名"


def fingerprints(pems: Iterable[bytes]) -> frozenset[bytes]:
    """Of the certificates in these files; what is none is told to the log, and known to nobody."""
    found = set()
    for pem in pems:
        try:
            found.update(hashlib.sha256(der).digest() for _, _, der in unarmor(pem, multiple=True))
        except ValueError:
            logging.getLogger(__name__).warning("a file among the known certificates is none")
    return frozenset(found)


def read(content: bytes, known: Collection[bytes] | None, expected: bool, check: Check | None = None) -> Signed:
    """The signatures of the file, each by itself, and the first thing that is wrong with them; `check` proves time stamps.
    `known` are the certificates of the unit; None where there is nothing by which its key could be told from another."""
    try:
        reader = PdfFileReader(BytesIO(content))
        printed = _before(content, reader)
        found = list(reader.embedded_signatures[:MOST])
    except Exception:  # of a file by anybody, a library may raise anything
        return Signed(content, (), NOT_READABLE, expected)
    signatures = tuple(_signature(one, content, known, check) for one in found)
    return Signed(printed, signatures, _difference(reader, content, found, signatures), expected)


def _before(content: bytes, reader: PdfFileReader) -> bytes:
    """The file up to the end of its first cross-reference section: as it was before anything was added."""
    if reader.xrefs.total_revisions == 1:
        return content
    end = content.index(b"%%EOF", reader.xrefs.get_xref_container_info(0).end_location) + len(b"%%EOF")
    return content[: end + len(content[end : end + 2]) - len(content[end : end + 2].lstrip(b"\r\n"))]


def _signature(embedded: EmbeddedPdfSignature, content: bytes, known: Collection[bytes] | None, check: Check | None) -> Signature:
    try:
        return _checked(embedded, content, known, check)
    except Exception:  # likewise
        return Signature("签名人不能读取", None, intact=False, known=False)


def _checked(embedded: EmbeddedPdfSignature, content: bytes, known: Collection[bytes] | None, check: Check | None) -> Signature:
    certificate = embedded.signer_cert
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(embedded, context, skip_diff=True)
    at, token = status.signer_reported_dt, stamp_in(embedded.signer_info)
    stamp = None if token is None else _stamp(token.dump(), embedded.signer_info["signature"].native, check)
    moment = stamp.at if stamp and stamp.at else at
    return Signature(
        signer=_holder(certificate), at=at and at.astimezone(CHINA), stamp=stamp,
        intact=status.intact and status.valid and _is_filled(embedded, content, token) and not (stamp and stamp.altered),
        known=None if known is None else hashlib.sha256(certificate.dump()).digest() in known,
        valid_then=moment is None or certificate.not_valid_before <= moment <= certificate.not_valid_after,
        words=_words(embedded),
    )  # fmt: skip


def _words(embedded: EmbeddedPdfSignature) -> str:
    """What a viewer shows of the signer's own words, in one line; the name of its field is one of them where that is
    not the usual."""
    said = [str(embedded.sig_object[key]) for key in WORDS if key in embedded.sig_object]
    field = embedded.field_name
    told = "；".join((*said, *([] if _FIELD.fullmatch(field) else [field])))
    return "".join(sign for sign in told if sign.isprintable())[:MOST_WORDS]


def _stamp(token: bytes, signature: bytes, check: Check | None) -> SignatureStamp:
    """What came of the time stamp over a signature; where nobody checks it, nobody believes it."""
    found = check(token, signature) if check else Stamped(doubt=UNTRUSTED)
    if found.difference or found.doubt:
        return SignatureStamp(altered=found.difference is not None)
    said = read_stamp(token)
    return SignatureStamp(said.at, said.server)


def _is_filled(embedded: EmbeddedPdfSignature, content: bytes, stamp: ContentInfo | None) -> bool:
    """Whether the gap that the signature cannot cover holds the signature, then zeros, and nothing else. Most of its container
    is not covered either: made anew of what is covered, of the signer's certificate with its issuers and of the time stamp, it
    must be the same to the bit. A time stamp proves itself; where room was left for one, it is there."""
    _, end, start, _ = embedded.byte_range
    gap = _GAP.fullmatch(content, end, start)
    if gap is None:
        return False
    if (len(gap[1]) == ROOM) is not (stamp is not None):
        return False
    try:
        issuers = issuers_in(embedded.signed_data, embedded.signer_cert)
    except ValueError:
        return False
    filled, again = bytes.fromhex(gap[1].decode()), container(embedded.signer_info, embedded.signer_cert, stamp, issuers)
    return filled.startswith(again) and not any(filled[len(again) :])


def _holder(certificate: x509.Certificate) -> str:
    """Unit and name of the certificate's subject; what is no text for a page is left out."""
    subject = certificate.subject.native
    names = [subject.get(key) for key in ("organization_name", "common_name")]
    told = ["、".join(name) if isinstance(name, list) else name for name in names if name]
    said = "".join(sign for sign in "：".join(dict.fromkeys(told)) if sign.isprintable())
    return said[:200] or "没有写明签名人"


def _difference(
    reader: PdfFileReader, content: bytes, found: list[EmbeddedPdfSignature], signatures: tuple[Signature, ...]
) -> str | None:
    for place, one in enumerate(signatures, 1):
        if not one.intact:
            return (STAMP_ALTERED if one.stamp and one.stamp.altered else BROKEN).format(place)
    try:
        additions.check(reader, content, found)
    except Altered as altered:
        return str(altered)
    except Exception:  # likewise
        return additions.OTHER_CHANGE
    return None
