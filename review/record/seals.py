"""Holds the seals of a unit: where its key and its certificates lie. Importing this costs nothing: the library of
signatures is loaded by the first signature.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from review.domain.errors import RecordNotSigned, reason
from review.service.signatures import Signed

if TYPE_CHECKING:
    from review.record.signing import Key
    from review.record.stamping import Authority

log = logging.getLogger(__name__)

Keep = Callable[[Path, bytes], None]
"""Writes a file that is not there yet, whole."""


class Token(NamedTuple):
    """Where a key lies that never leaves its token (PKCS#11)."""

    module: Path
    """The library of its maker."""
    label: str
    pin: Path
    """The file that holds the PIN of its user."""
    key: str
    """The label of key and certificate in it."""


@dataclass(frozen=True, slots=True)
class KeySeals:
    """Signs by the key of a PKCS#12 file or of a token, and keeps the certificate of each key that ever signed: what was signed
    by an earlier key stays known."""

    key: Path | None
    passphrase: Path | None
    certificates: Path
    keep: Keep
    token: Token | None = None
    """Where one is set, no file is used."""
    stamps: Authority | None = None
    """Who puts a time stamp over each signature, where a server is set, and checks those that are there."""
    stamped: Path | None = None
    """The folder in which signatures that were time-stamped are kept: what is printed the same carries the same one."""

    @property
    def signs(self) -> bool:
        return self.key is not None or self.token is not None

    def sign(self, printed: bytes) -> bytes:
        """Sign behind the printed bytes, which stay as they are, or put there the signature that was time-stamped before. The key
        is opened for each, so that another one is used at once, and none that cannot be used gives anything out, nor what it
        signed before. Raises RecordNotSigned, after telling the log why."""
        if not self.signs:
            return printed
        try:
            with self._opened() as key:
                if before := self._before(printed, key):
                    return before
                self.keep(self.certificates / key.name, key.pem)
                return self._signed(printed, key)
        except OSError as error:
            log.exception("the record is not signed: %s: %s", error.filename, reason(error))
            raise RecordNotSigned from error
        except Exception as error:
            log.exception("the record is not signed by the key %s: %s", self._place, error)
            raise RecordNotSigned from error

    @property
    def _has_key(self) -> bool:
        return self.token is not None or (self.key is not None and self.key.exists())

    @property
    def _place(self) -> str:
        return f"{self.token.key} in the token {self.token.label}" if self.token else str(self.key)

    def _opened(self) -> AbstractContextManager[Key]:
        if self.token is not None:
            from review.record import tokens

            return tokens.opened(str(self.token.module), self.token.label, _secret(self.token.pin).decode(), self.token.key)
        from review.record import signing

        assert self.key is not None
        return nullcontext(signing.load(self.key.read_bytes(), self.passphrase and _secret(self.passphrase)))

    def _signed(self, printed: bytes, key: Key) -> bytes:
        from review.record import signing

        stamp = self.stamps.obtain_over if self.stamps and self.stamps.asks else None
        signed = signing.sign(printed, key, stamp)
        if self.token is None and stamp is None:
            return signed
        made = self.read(signed).signatures[-1]
        if not made.intact:
            raise signing.KeyUnusable("what it signed does not hold: the certificate may be that of another key")
        if self.stamped is None or made.stamp is None:
            return signed
        kept = self.stamped / f"{hashlib.sha256(printed).hexdigest()}-{key.name}"
        self.keep(kept, signed[len(printed) :])
        return printed + kept.read_bytes()  # of two that sign at once, the first to keep its own

    def _before(self, printed: bytes, key: Key) -> bytes | None:
        """What was given out before, by a key that is still the unit's; of a key for development only while one is in use."""
        if self.stamped is None or not self.stamped.exists():
            return None
        found = (printed + path.read_bytes() for path in sorted(self.stamped.glob(f"{hashlib.sha256(printed).hexdigest()}-*")))
        return next((one for one in found if self._holds(self.read(one), key)), None)

    def _holds(self, signed: Signed, key: Key) -> bool:
        from review.record.signing import DEVELOPMENT

        if signed.difference is not None or not signed.signatures[-1].own:
            return False
        return key.development or DEVELOPMENT not in signed.signatures[-1].signer

    def read(self, content: bytes) -> Signed:
        """The signatures of a file."""
        from review.record import signatures

        check = self.stamps and self.stamps.check_over
        known = signatures.fingerprints(self._kept())
        return signatures.read(content, known if known or self._has_key else None, self.signs, check)

    def _kept(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.certificates.glob("*.pem"))]


def _secret(file: Path) -> bytes:
    return file.read_bytes().rstrip(b"\r\n")
