"""Makes the container (CMS) of a signature in its one form: by one signer, with his certificate and those that prove it, and with
the time stamp over his signature where there is one. Whatever a signature does not cover of its container is so made anew from
what it does, or proven by it: other programs put the chain of issuers in, each of which signed the one before.
"""

from collections.abc import Sequence

from asn1crypto.cms import (
    CertificateChoices,
    CMSAttribute,
    ContentInfo,
    IssuerAndSerialNumber,
    SignedData,
    SignerIdentifier,
    SignerInfo,
)
from asn1crypto.x509 import Certificate
from cryptography.exceptions import InvalidSignature
from cryptography.x509 import load_der_x509_certificate

ROOM = 16_384
"""Hexadecimal digits that are left for a signature that is to be time-stamped, and for no other: a time stamp that was taken out
is missed, for the signature covers how much room there is."""
STAMP = "signature_time_stamp_token"


def container(
    signer: SignerInfo, certificate: Certificate, stamp: ContentInfo | None = None, issuers: Sequence[Certificate] = ()
) -> bytes:
    """The container of this signature."""
    named = IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    covered = {key: signer[key] for key in ("digest_algorithm", "signed_attrs", "signature_algorithm", "signature")}
    beside = {} if stamp is None else {"unsigned_attrs": [CMSAttribute({"type": STAMP, "values": [stamp]})]}
    made: bytes = ContentInfo({"content_type": "signed_data", "content": SignedData({
        "version": "v1", "digest_algorithms": [signer["digest_algorithm"]], "encap_content_info": {"content_type": "data"},
        "certificates": [CertificateChoices("certificate", one) for one in (certificate, *issuers)],
        "signer_infos": [SignerInfo({
            "version": "v1", "sid": SignerIdentifier("issuer_and_serial_number", named), **covered, **beside,
        })],
    })}).dump()  # fmt: skip
    return made


def stamp_in(signer: SignerInfo) -> ContentInfo | None:
    """The time stamp beside this signature, the first one where somebody put several. Raises ValueError."""
    for attribute in signer["unsigned_attrs"] or ():
        if attribute["type"].native == STAMP:
            token: ContentInfo = attribute["values"][0]
            return token
    return None


def issuers_in(signed: SignedData, certificate: Certificate) -> Sequence[Certificate]:
    """The chain that was put in beside the signer's certificate, where each bit of it is proven: up to a root that signed itself.
    Raises ValueError."""
    given = [one.chosen for one in signed["certificates"]]
    left = [one for one in given if one.dump() != certificate.dump()]
    chain = [certificate]
    while left:
        following = next((one for one in left if _issued(one, chain[-1])), None)
        if following is None:
            raise ValueError("a certificate that proves nothing")
        left.remove(following)
        chain.append(following)
    if len(chain) > 1 and not _issued(chain[-1], chain[-1]):
        raise ValueError("a certificate that nobody proves")
    return chain[1:]


def _issued(issuer: Certificate, certificate: Certificate) -> bool:
    try:
        load_der_x509_certificate(certificate.dump()).verify_directly_issued_by(load_der_x509_certificate(issuer.dump()))
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
