"""Who signs a record after the unit, with another program and a key that an authority certified, alters nothing; what is put in
beside his certificate and proves nothing is found."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from review.domain.verifying import BROKEN
from review.domain.verifying.covered import uncovered
from review.record.seals import KeySeals
from tests.sealing import with_key

NOW, Key = datetime.now(UTC), ec.EllipticCurvePrivateKey
Certified = tuple[Key, x509.Certificate]


def certified(name: str, by: Certified | None = None) -> Certified:
    """A new key, and its certificate by that issuer, or by itself."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name((x509.NameAttribute(NameOID.COMMON_NAME, name),))
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(by[1].subject if by else subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number()).not_valid_before(NOW - timedelta(1))
        .not_valid_after(NOW + timedelta(30)).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(by[0] if by else key, hashes.SHA256())
    )  # fmt: skip
    return key, made


ROOT = certified("根证书")
ISSUER = certified("签发证书", ROOT)
PERSON, STRANGER = certified("张三", ISSUER), certified("另一根证书")


def signed_by(content: bytes, who: Certified, *beside: Certified, field: str = "Signature2") -> bytes:
    """As pyHanko signs when it is given a PKCS#12 file: with all the certificates that are in it."""
    key, certificate = who
    packed = pkcs12.serialize_key_and_certificates(b"x", key, certificate, [one for _, one in beside], NoEncryption())
    described = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES)
    signer = SimpleSigner.load_pkcs12_data(packed, [], None)
    return sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), described, signer=signer).getvalue()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> KeySeals:
    return with_key(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def signed(printed: Callable[[str], bytes], own: KeySeals) -> bytes:
    return own.sign(printed("handled"))


def test_two_persons_sign_after_the_unit_with_the_chains_of_their_certificates(signed: bytes, own: KeySeals):
    """The page and `review verify` called it altered, and the single file genuine: pyHanko puts in what its PKCS#12 holds."""
    twice = signed_by(signed, PERSON, ISSUER, ROOT)
    thrice = signed_by(twice, certified("李四", ROOT), ROOT, field="Signature3")
    found = own.read(thrice)
    assert uncovered(thrice) is None
    assert (found.difference, found.caution) == (None, None)
    assert [(one.signer, one.intact, one.known) for one in found.signatures[1:]] == [("张三", True, False), ("李四", True, False)]


@pytest.mark.parametrize("beside", [(STRANGER,), (ISSUER, ROOT, STRANGER), (ISSUER,), (ROOT,)])
def test_certificates_that_nothing_proves_are_found(signed: bytes, own: KeySeals, beside: tuple[Certified, ...]):
    assert own.read(signed_by(signed, PERSON, *beside)).difference == BROKEN.format(2)


def test_no_flipped_bit_of_such_a_chain_is_missed(signed: bytes, own: KeySeals):
    twice = signed_by(signed, PERSON, ISSUER, ROOT)
    start = twice.rindex(b"/Contents <") + len(b"/Contents <")
    for at in range(start, twice.index(b">", start), 67):
        forged = bytearray(twice)
        forged[at] = ord("1" if forged[at] != ord("1") else "2")
        assert own.read(bytes(forged)).difference is not None, at - start
