"""Makes electronic signatures: PAdES by pyHanko, as an addition behind the printed bytes; and the key for development.

A signature is a field without extent, so that no page looks otherwise than it was printed.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

from asn1crypto.cms import ContentInfo
from asn1crypto.pem import armor
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, Signer, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

from review.record.containers import ROOM, container

Stamp = Callable[[bytes], bytes | None]
"""Gives the time stamp over a signature, where one is to be had."""
DEVELOPMENT = "开发用签名密钥，不具法律效力"
DAYS = 3650
"""How long a development key is valid."""


class KeyUnusable(ValueError):
    """The key cannot sign; says why, for the administrator."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that can sign now, and its certificate."""

    signer: Signer
    pem: bytes
    name: str
    """Of the file that keeps the certificate: its hash, so that no other takes its place."""

    @property
    def development(self) -> bool:
        """Its certificate says of itself that it has no legal effect."""
        return DEVELOPMENT in self.signer.signing_cert.subject.human_friendly


def load(pkcs12_file: bytes, passphrase: bytes | None) -> Key:
    """The key in this file. Raises KeyUnusable."""
    try:
        found = SimpleSigner.load_pkcs12_data(pkcs12_file, [], passphrase)
        certificate, key = found.signing_cert, found.signing_key
        certificate.dump()
    except (ValueError, AttributeError) as error:
        raise KeyUnusable("no PKCS#12 file with a key and its certificate, or a wrong passphrase") from error
    # a signature covers no chain that is put in with it
    return usable(SimpleSigner(certificate, key, SimpleCertificateStore()), certificate)


def usable(signer: Signer, certificate: Certificate) -> Key:
    """The key, where its certificate is valid now. Raises KeyUnusable."""
    if not certificate.not_valid_before <= datetime.now(UTC) <= certificate.not_valid_after:
        raise KeyUnusable(f"the certificate is valid from {certificate.not_valid_before} to {certificate.not_valid_after} only")
    der = certificate.dump()
    return Key(signer, armor("CERTIFICATE", der), f"{hashlib.sha256(der).hexdigest()}.pem")


def sign(pdf: bytes, key: Key, stamp: Stamp | None = None) -> bytes:
    """Add a signature to a record, which may carry others already; with a time stamp over it, where one is to be had."""
    if stamp is not None:
        signed = _signed(pdf, key, ROOM)
        (*_, added) = PdfFileReader(BytesIO(signed)).embedded_signatures
        token = stamp(added.signer_info["signature"].native)
        if token is not None:
            made = container(added.signer_info, added.signer_cert, ContentInfo.load(token)).hex().upper().encode()
            if len(made) > ROOM:
                raise ValueError(f"the signature with its time stamp takes {len(made)} digits, {ROOM} are left for it")
            _, end, start, _ = added.byte_range
            return signed[: end + 1] + made.ljust(ROOM, b"0") + signed[start - 1 :]
    return _signed(pdf, key)


def _signed(pdf: bytes, key: Key, room: int | None = None) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    place = len(list(enumerate_sig_fields(writer))) + 1
    described = PdfSignatureMetadata(
        field_name=f"Signature{place}", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    signed: bytes = sign_pdf(writer, described, signer=key.signer, bytes_reserved=room).getvalue()
    return signed


def development_key(unit: str) -> bytes:
    """A new key for development as PKCS#12 without passphrase, whose certificate says what it is."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name((
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, unit),
        x509.NameAttribute(NameOID.COMMON_NAME, DEVELOPMENT),
    ))  # fmt: skip
    usage = dict.fromkeys((
        "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ), False)  # fmt: skip
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(DAYS)).add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    return pkcs12.serialize_key_and_certificates(None, key, certificate, None, NoEncryption())
