"""Asks for time stamps (RFC 3161) and checks them, with asn1crypto and pyHanko.

A time stamp is kept in one form: with the certificate of its server, which the signature covers, and no other. Whatever the
signature does not cover is made anew from what it does, and has to be the same to the bit.
"""

import asyncio
import logging
import secrets
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from asn1crypto import x509
from asn1crypto.algos import DigestAlgorithm, SignedDigestAlgorithm
from asn1crypto.cms import (
    CertificateChoices,
    ContentInfo,
    IssuerAndSerialNumber,
    SignedData,
    SignerIdentifier,
    SignerInfo,
)
from asn1crypto.core import ParsableOctetString
from asn1crypto.pem import unarmor
from asn1crypto.tsp import MessageImprint, PKIStatusInfo, TimeStampReq, TimeStampResp, TSTInfo
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

log = logging.getLogger(__name__)
logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # who cannot be trusted is told in our words

MOST_BYTES = 64_000
"""Of an answer; one with a chain of certificates has some 6,000."""


class Refused(ValueError):
    """What the server answered is no time stamp of what it was asked for; says why, for the administrator."""


class Broken(ValueError):
    """The time stamp is not as its server issued it."""


class Untrusted(ValueError):
    """Nobody who is trusted vouches for the server."""


class _Response(TimeStampResp):
    """An answer: a refusal has no time stamp, which asn1crypto does not know."""

    _fields: ClassVar[list[Any]] = [("status", PKIStatusInfo), ("time_stamp_token", ContentInfo, {"optional": True})]


def certificates(pems: Iterable[bytes]) -> list[x509.Certificate]:
    """Those in these files; what is none is told to the log, and trusted by nobody."""
    found = []
    for pem in pems:
        try:
            given = [x509.Certificate.load(der, strict=True) for _, _, der in unarmor(pem, multiple=True)]
            found += [one for one in given if one.native]
        except ValueError:
            log.warning("a file among the certificates of time-stamping authorities is none")
    return found


def request(imprint: bytes) -> tuple[bytes, int]:
    """What a server is asked for a time stamp over this SHA-256, and the number by which its answer is known."""
    nonce = secrets.randbits(63)
    asked = TimeStampReq({
        "version": 1, "message_imprint": _imprint(imprint), "nonce": nonce, "cert_req": True,
    })  # fmt: skip
    return asked.dump(), nonce


def answered(content: bytes, imprint: bytes, nonce: int) -> bytes:
    """The time stamp that a server gave when it was asked so, in its one form. Raises Refused."""
    try:
        response = _Response.load(content, strict=True)
        status = response["status"]["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise Refused(f"the server does not grant it: {response['status'].native}")
        info, token = _info(response["time_stamp_token"]), _one_form(response["time_stamp_token"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f"not an answer by RFC 3161 ({error})") from error
    if info["message_imprint"].dump() != _imprint(imprint).dump() or info["nonce"].native != nonce:
        raise Refused("an answer to another question")
    return token


def check(token: bytes, imprint: bytes, trusted: Sequence[x509.Certificate]) -> None:
    """Whether this is, to the bit, what a server of those that are trusted issued over this SHA-256; by its certificate as it was
    valid then, and for time stamps only. Raises Broken, Untrusted."""
    try:
        given = ContentInfo.load(token, strict=True)
        moment = _info(given)["gen_time"].native
        context = ValidationContext(trust_roots=list(trusted), allow_fetching=False, moment=moment)
        found = asyncio.run(validate_tst_signed_data(given["content"], context, lambda _: imprint))
        status = TimestampSignatureStatus(**found)
        same = _one_form(given) == token
    except Exception as error:  # of bytes by anybody, a library may raise anything
        raise Broken(str(error)) from error
    if not (same and status.intact and status.valid):
        raise Broken("its signature, or what that does not cover")
    if not status.trusted:
        server = status.signing_cert
        raise Untrusted(f"not trusted: {server.subject.human_friendly}, issued by {server.issuer.human_friendly}")


def _imprint(sha256: bytes) -> MessageImprint:
    return MessageImprint({"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": sha256})


def _info(token: ContentInfo) -> TSTInfo:
    info: TSTInfo = token["content"]["encap_content_info"]["content"].parsed
    return info


def _one_form(token: ContentInfo) -> bytes:
    """The time stamp with its server's certificate alone, all that its signature does not cover made anew."""
    signed: SignedData = token["content"]
    (signer,) = signed["signer_infos"]
    certificate = extract_certs_for_validation(signed).signer_cert
    named = IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    content = ParsableOctetString(bytes(signed["encap_content_info"]["content"]))
    digest = DigestAlgorithm({"algorithm": signer["digest_algorithm"]["algorithm"].native})
    made: bytes = ContentInfo({"content_type": "signed_data", "content": SignedData({
        "version": "v3", "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "tst_info", "content": content},
        "certificates": [CertificateChoices("certificate", certificate)],
        "signer_infos": [SignerInfo({
            "version": "v1", "sid": SignerIdentifier("issuer_and_serial_number", named), "digest_algorithm": digest,
            "signed_attrs": signer["signed_attrs"],
            "signature_algorithm": SignedDigestAlgorithm(signer["signature_algorithm"].native), "signature": signer["signature"],
        })],
    })}).dump()  # fmt: skip
    return made
