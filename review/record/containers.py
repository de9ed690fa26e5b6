"""Makes the container (CMS) of a signature in its one form: by one signer, with his certificate, and with the time stamp over his
signature where there is one. Whatever a signature does not cover of its container is so made anew from what it does.
"""

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

ROOM = 16_384
"""Hexadecimal digits that are left for a signature that is to be time-stamped, and for no other: a time stamp that was taken out
is missed, for the signature covers how much room there is."""
STAMP = "signature_time_stamp_token"


def container(signer: SignerInfo, certificate: Certificate, stamp: ContentInfo | None = None) -> bytes:
    """The container of this signature."""
    named = IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    covered = {key: signer[key] for key in ("digest_algorithm", "signed_attrs", "signature_algorithm", "signature")}
    beside = {} if stamp is None else {"unsigned_attrs": [CMSAttribute({"type": STAMP, "values": [stamp]})]}
    made: bytes = ContentInfo({"content_type": "signed_data", "content": SignedData({
        "version": "v1", "digest_algorithms": [signer["digest_algorithm"]], "encap_content_info": {"content_type": "data"},
        "certificates": [CertificateChoices("certificate", certificate)],
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
