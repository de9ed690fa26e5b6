"""Looks at whether the signatures of a PDF cover it, with the standard library: each is over the bytes that it says, and behind
the last one there is nothing. Whose key signed, and whether it did, takes more than that; but whoever changed a signed record
without signing it anew is found here too.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from review.domain.verifying import der
from review.domain.verifying.pdf import Pdf, guarded

BROKEN = "第{}个签名已被破坏：它所签的内容在签名以后被改动"
NOT_COVERED = "最后一个签名以后，又在文件中追加了内容"
NO_SIGNATURE = "文件中追加了不是签名的内容"

_END_OF_FILE = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
_END_AS_PRINTED = b"\n%%EOF\n"
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_HASHES = {
    bytes.fromhex(f"60864801650304020{number}"): kind
    for number, kind in ((1, hashlib.sha256), (2, hashlib.sha384), (3, hashlib.sha512))
}


def uncovered(pdf: bytes) -> str | None:
    """The first thing that was changed since it was signed, or added without a signature; nothing where nobody signed or
    added. Raises NotReadable."""
    return guarded(lambda: _uncovered(Pdf(pdf), pdf), "PDF文件的结构已损坏")


def _uncovered(read: Pdf, pdf: bytes) -> str | None:
    signatures = list(read.signatures())
    ends = [_end(one, pdf) for one in signatures]
    for place, end in enumerate(ends, 1):
        if end is None:
            return BROKEN.format(place)
    if signatures and ends[-1] != len(pdf):
        return NOT_COVERED
    whole = _END_OF_FILE.search(pdf, pdf.rindex(b"startxref")) and read.sections == len(signatures) + 1
    return None if whole and (signatures or pdf.endswith(_END_AS_PRINTED)) else NO_SIGNATURE


def _end(signature: Mapping[str, Any], pdf: bytes) -> int | None:
    """Where what it covers ends; `None` where it does not cover all up to there but itself, or those bytes were others."""
    start, gap, behind, length = signature["ByteRange"]
    contents, end = signature["Contents"], behind + length
    if start != 0 or not 0 < gap < behind <= end <= len(pdf) or pdf[gap:behind].lower() != b"<%b>" % contents.hex().encode():
        return None
    try:
        (*_, signers) = der.first(contents).within(der.SEQUENCE).parts()[1].within(der.TAGGED).parts()[0].parts()
        _, _, algorithm, attributes, *_ = signers.within(der.SET).parts()[0].parts()
        said = {one.parts()[0].content: one.parts()[1].parts()[0] for one in attributes.within(der.TAGGED).parts()}
        hashed = _HASHES[algorithm.parts()[0].content](pdf[:gap] + pdf[behind:end]).digest()
        return end if said[_MESSAGE_DIGEST].within(der.OCTETS).content == hashed else None
    except (der.NotDer, LookupError, ValueError):
        return None
