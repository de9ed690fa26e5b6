"""Opens the signing key of a unit in a token (PKCS#11: a USB key, a card, a hardware security module), which it never leaves."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pkcs11 import PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from review.record.signing import Key, KeyUnusable, usable

_ONE_AT_A_TIME = threading.Lock()
"""A process signs in to a token once for all its sessions: a second one would be refused, or be left signed out by the first."""


@contextmanager
def opened(module: str, token: str, pin: str, name: str) -> Iterator[Key]:
    """The key of this name in the token of this label, with its certificate of the same name, while the context lasts; only
    hashes are handed to it. Raises KeyUnusable."""
    with _ONE_AT_A_TIME:
        try:
            session = open_pkcs11_session(module, token_criteria=TokenCriteria(label=token), user_pin=pin)
        except (PKCS11Error, RuntimeError) as error:
            raise KeyUnusable(_told(error)) from error
        with session:
            signer = PKCS11Signer(session, cert_label=name, key_label=name, use_raw_mechanism=True)
            try:
                certificate = signer.signing_cert
            except PKCS11Error as error:
                raise KeyUnusable(_told(error)) from error
            yield usable(signer, certificate)


def _told(error: Exception) -> str:
    """The errors of the token are told by their kind, and most say nothing more."""
    return f"{type(error).__name__} {error}".strip()
