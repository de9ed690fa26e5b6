"""Checks electronic signatures with pyHanko, and that nothing but signatures was added to what was printed.

pyHanko's own analysis of differences takes a minute for a record, which has thousands of objects that point to one another.
A record is added to in one way only, so that every object that an addition writes is looked at here: each addition is one
signature without extent, and changes nothing that a page shows.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta, timezone
from io import BytesIO
from typing import Any

from asn1crypto import x509
from asn1crypto.cms import ContentInfo
from asn1crypto.pem import unarmor
from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject, Reference, StreamObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation import SignatureCoverageLevel as Coverage
from pyhanko_certvalidator import ValidationContext

from review.domain.verifying import read_stamp
from review.record.containers import ROOM, container, stamp_in
from review.service.signatures import Signature, SignatureStamp, Signed
from review.service.time_stamps import UNTRUSTED, Stamped

Check = Callable[[bytes, bytes], Stamped]
"""Whether a time stamp is over a signature, by a server that is trusted."""
CHINA = timezone(timedelta(hours=8))
MOST = 50
"""Signatures of a record at most."""
_GAP = re.compile(rb"<([0-9A-F]+|[0-9a-f]+)>")
TRAILER = {"/Size", "/ID", "/Prev", "/W", "/Type", "/Filter", "/Index", "/Length"}
"""What each addition says anew of itself, where nothing of the document is said."""
FIELD = {"/FT", "/T", "/Type", "/Subtype", "/F", "/Rect", "/P", "/V"}
"""What a signature's field may say: nothing that a page would show."""

NOT_READABLE = "电子签名不能读取：文件被截断、追加或者损坏"
NOT_COVERED = "最后一个签名以后，又在文件中追加了内容"
NO_SIGNATURE = "文件中追加了不是签名的内容"
OTHER_CHANGE = "在追加签名的同时，改动了文件的其他内容"
BROKEN = "第{}个签名已被破坏：它所签的内容在签名以后被改动"

STAMP_ALTERED = "第{}个签名的时间戳被改动，或者盖的不是这个签名"


class _Altered(ValueError):
    """The first thing that was added and is no signature."""


def fingerprints(pems: Iterable[bytes]) -> frozenset[bytes]:
    """Of the certificates in these files; what is none is told to the log, and known to nobody."""
    found = set()
    for pem in pems:
        try:
            found.update(hashlib.sha256(der).digest() for _, _, der in unarmor(pem, multiple=True))
        except ValueError:
            logging.getLogger(__name__).warning("a file among the known certificates is none")
    return frozenset(found)


def read(content: bytes, known: Collection[bytes], expected: bool, check: Check | None = None) -> Signed:
    """The signatures of the file, each by itself, and the first thing that is wrong with them; `check` proves time stamps."""
    try:
        reader = PdfFileReader(BytesIO(content))
        printed = _before(content, reader)
        found = list(reader.embedded_signatures[:MOST])
    except Exception:  # of a file by anybody, a library may raise anything
        return Signed(content, (), NOT_READABLE, expected)
    signatures = tuple(_signature(one, content, known, check) for one in found)
    return Signed(printed, signatures, _difference(reader, found, signatures), expected)


def _before(content: bytes, reader: PdfFileReader) -> bytes:
    """The file up to the end of its first cross-reference section: as it was before anything was added."""
    if reader.xrefs.total_revisions == 1:
        return content
    end = content.index(b"%%EOF", reader.xrefs.get_xref_container_info(0).end_location) + len(b"%%EOF")
    return content[: end + len(content[end : end + 2]) - len(content[end : end + 2].lstrip(b"\r\n"))]


def _signature(embedded: EmbeddedPdfSignature, content: bytes, known: Collection[bytes], check: Check | None) -> Signature:
    try:
        return _checked(embedded, content, known, check)
    except Exception:  # likewise
        return Signature("签名人不能读取", None, intact=False, known=False)


def _checked(embedded: EmbeddedPdfSignature, content: bytes, known: Collection[bytes], check: Check | None) -> Signature:
    certificate = embedded.signer_cert
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(embedded, context, skip_diff=True)
    at, token = status.signer_reported_dt, stamp_in(embedded.signer_info)
    stamp = None if token is None else _stamp(token.dump(), embedded.signer_info["signature"].native, check)
    moment = stamp.at if stamp and stamp.at else at
    return Signature(
        signer=_holder(certificate), at=at and at.astimezone(CHINA), stamp=stamp,
        intact=status.intact and status.valid and _is_filled(embedded, content, token) and not (stamp and stamp.altered),
        known=hashlib.sha256(certificate.dump()).digest() in known,
        valid_then=moment is None or certificate.not_valid_before <= moment <= certificate.not_valid_after,
    )  # fmt: skip


def _stamp(token: bytes, signature: bytes, check: Check | None) -> SignatureStamp:
    """What came of the time stamp over a signature; where nobody checks it, nobody believes it."""
    found = check(token, signature) if check else Stamped(doubt=UNTRUSTED)
    if found.difference or found.doubt:
        return SignatureStamp(altered=found.difference is not None)
    said = read_stamp(token)
    return SignatureStamp(said.at, said.server)


def _is_filled(embedded: EmbeddedPdfSignature, content: bytes, stamp: ContentInfo | None) -> bool:
    """Whether the gap that the signature cannot cover holds the signature, then zeros, and nothing else. Most of its container
    is not covered either: made anew of what is covered, of the signer's certificate and of the time stamp, it must be the same to
    the bit. A time stamp proves itself; where room was left for one, it is there."""
    _, end, start, _ = embedded.byte_range
    gap = _GAP.fullmatch(content, end, start)
    if gap is None:
        return False
    if (len(gap[1]) == ROOM) is not (stamp is not None):
        return False
    filled, again = bytes.fromhex(gap[1].decode()), container(embedded.signer_info, embedded.signer_cert, stamp)
    return filled.startswith(again) and not any(filled[len(again) :])


def _holder(certificate: x509.Certificate) -> str:
    """Unit and name of the certificate's subject; what is no text for a page is left out."""
    subject = certificate.subject.native
    names = [subject.get(key) for key in ("organization_name", "common_name")]
    told = ["、".join(name) if isinstance(name, list) else name for name in names if name]
    said = "".join(sign for sign in "：".join(dict.fromkeys(told)) if sign.isprintable())
    return said[:200] or "没有写明签名人"


def _difference(reader: PdfFileReader, found: list[EmbeddedPdfSignature], signatures: tuple[Signature, ...]) -> str | None:
    for place, one in enumerate(signatures, 1):
        if not one.intact:
            return (STAMP_ALTERED if one.stamp and one.stamp.altered else BROKEN).format(place)
    try:
        _additions(reader, found)
    except _Altered as altered:
        return str(altered)
    except Exception:  # likewise
        return OTHER_CHANGE
    return None


def _additions(reader: PdfFileReader, found: list[EmbeddedPdfSignature]) -> None:
    """Refuse what was added and is not the signature of its addition, in order and whole."""
    if [one.signed_revision for one in found] != list(range(1, reader.xrefs.total_revisions)):
        last = found[-1].signed_revision if found else 0
        raise _Altered(NOT_COVERED if last < reader.xrefs.total_revisions - 1 else NO_SIGNATURE)
    for one in found:
        if one.coverage < (Coverage.ENTIRE_FILE if one is found[-1] else Coverage.ENTIRE_REVISION):
            raise _Altered(NOT_COVERED)
        old, new = (reader.get_historical_resolver(one.signed_revision - back) for back in (1, 0))
        if not _only_signed(reader, one, old, new):
            raise _Altered(OTHER_CHANGE)


def _only_signed(reader: PdfFileReader, one: EmbeddedPdfSignature, old: HistoricalResolver, new: HistoricalResolver) -> bool:
    """Whether this addition wrote the field, its value, and what must name them, and nothing else."""
    field = one.sig_field
    trailers = old.trailer_view, new.trailer_view
    if new.refs_freed_in_revision() or not _same(*trailers, TRAILER):
        return False
    if not (set(field) <= FIELD and field["/FT"] == "/Sig" and all(edge == 0 for edge in field["/Rect"])):
        return False
    own = field.container_ref
    section = reader.xrefs.get_xref_container_info(new.revision).stream_ref
    made = {own, field.raw_get("/V").reference, section}
    form = new.root.raw_get("/AcroForm")
    if isinstance(form, IndirectObject):
        made.add(form.reference)
    written = new.explicit_refs_in_revision()
    if any(ref.generation for ref in written):  # a second object of a number that is taken
        return False
    fresh = {ref for ref in written if old.is_ref_unassignable(ref)}
    return (
        fresh <= made and {own, field.raw_get("/V").reference} <= fresh and _form(old.root, new.root, own)
        and all(_allowed(ref, old, new, own) for ref in written - fresh)
    )  # fmt: skip


def _form(old: DictionaryObject, new: DictionaryObject, own: Reference) -> bool:
    """The form has this field more, and nothing that a form without signatures has not."""
    fields = [*(_refs(old["/AcroForm"], "/Fields") if "/AcroForm" in old else ()), own]
    return set(new["/AcroForm"]) <= {"/Fields", "/SigFlags"} and _refs(new["/AcroForm"], "/Fields") == fields


def _allowed(ref: Reference, old: HistoricalResolver, new: HistoricalResolver, own: Reference) -> bool:
    """Whether an object that was there before may be as it is now."""
    before, after = old(ref), new(ref)
    if ref == new.root_ref:
        return _same(before, after, {"/AcroForm", "/Extensions", "/Version"})
    if ref == _ref(new.trailer_view, "/Info"):
        return _same(before, after, {"/Producer", "/ModDate"})
    if ref == _ref(old.root, "/Metadata"):
        return isinstance(after, StreamObject) and after.get("/Type") == "/Metadata"
    if ref == _ref(old.root, "/AcroForm"):
        return True  # its content was looked at
    if not isinstance(before, DictionaryObject) or before.get("/Type") != "/Page":
        return False
    return _same(before, after, {"/Annots"}) and _refs(after, "/Annots") == [*_refs(before, "/Annots"), own]


def _refs(holder: DictionaryObject, key: str) -> list[Reference]:
    """What an entry lists, by reference; nothing where there is no such entry."""
    if key not in holder:
        return []
    listed = holder[key]  # `get` would not look up what an indirect object stands for
    return [listed.raw_get(place).reference for place in range(len(listed))]


def _ref(holder: Any, key: str) -> Reference | None:
    value = holder.raw_get(key) if key in holder else None
    return value.reference if isinstance(value, IndirectObject) else None


def _same(before: Any, after: Any, but: Collection[str]) -> bool:
    """Whether two dictionaries say the same, but for these keys."""
    one, other = ({key: holder.raw_get(key) for key in holder if key not in but} for holder in (before, after))
    return not isinstance(after, StreamObject) and one == other
