"""Holds the seals of a unit: where its key and its certificates lie. Importing this costs nothing: the library of
signatures is loaded by the first signature.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from review.domain.errors import RecordNotSigned, reason
from review.service.signatures import Signed

log = logging.getLogger(__name__)

Keep = Callable[[Path, bytes], None]
"""Writes a file that is not there yet, whole."""


@dataclass(frozen=True, slots=True)
class KeySeals:
    """Signs by the key of a PKCS#12 file, and keeps the certificate of each key that ever signed: what was signed by an earlier
    key stays known."""

    key: Path | None
    passphrase: Path | None
    certificates: Path
    keep: Keep

    def sign(self, printed: bytes) -> bytes:
        """Sign behind the printed bytes, which stay as they are. The key is read each time, so that another one is used at once.
        Raises RecordNotSigned, after telling the log why."""
        if self.key is None:
            return printed
        try:
            from review.record import signing

            key = signing.load(self.key.read_bytes(), self.passphrase and self.passphrase.read_bytes().rstrip(b"\r\n"))
            self.keep(self.certificates / key.name, key.pem)
            return signing.sign(printed, key)
        except OSError as error:
            log.exception("the record is not signed: %s: %s", error.filename, reason(error))
            raise RecordNotSigned from error
        except Exception as error:
            log.exception("the record is not signed by the key %s: %s", self.key, error)
            raise RecordNotSigned from error

    def read(self, content: bytes) -> Signed:
        """The signatures of a file."""
        from review.record import signatures

        return signatures.read(content, signatures.fingerprints(self._kept()), expected=self.key is not None)

    def _kept(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.certificates.glob("*.pem"))]
