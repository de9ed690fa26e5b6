"""A token of software (SoftHSM) behind PKCS#11, with the keys of units in it as in one of hardware. Holds no test."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from review.record.seals import Token
from review.record.signing import development_key

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
LABEL, PIN = "签章设备", "1234-secret"


@dataclass(frozen=True)
class SoftHsm:
    """The token, and the folder in which it lies with the file of its PIN."""

    folder: Path

    def named(self, key: str) -> Token:
        return Token(MODULE, LABEL, self.folder / "pin", key)

    def put(self, name: str, p12: bytes, certified_by: bytes = b"") -> None:
        """Put in the key of this PKCS#12 file, and its certificate or that of another file."""
        key, _, _ = pkcs12.load_key_and_certificates(p12, None)
        _, certificate, _ = pkcs12.load_key_and_certificates(certified_by or p12, None)
        assert key is not None and certificate is not None
        pem = self.folder / "key.pem"
        pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        run("--import", str(pem), "--token", LABEL, "--label", name, "--id", os.urandom(4).hex(), "--pin", PIN)
        self.put_certificate(name, certificate)

    def put_certificate(self, name: str, certificate: x509.Certificate) -> None:
        import pkcs11  # by heavy tests only
        from pkcs11.util.x509 import decode_x509_certificate

        with pkcs11.lib(str(MODULE)).get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
            described = decode_x509_certificate(certificate.public_bytes(Encoding.DER))
            session.create_object({**described, pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: name})


def run(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], capture_output=True, check=True)


def made(folder: Path) -> SoftHsm:
    """A new token, for the rest of this process: its library reads once where its tokens lie."""
    (folder / "tokens").mkdir(parents=True)
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    (folder / "pin").write_text(f"{PIN}\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    run("--init-token", "--free", "--label", LABEL, "--so-pin", "so-secret", "--pin", PIN)
    return SoftHsm(folder)


def with_token(folder: Path, unit: str, name: str) -> SoftHsm:
    token = made(folder)
    token.put(unit, development_key(name))
    return token
