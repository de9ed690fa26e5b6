"""Holds what proves a record without its server, with the standard library only: it is all that `review-verify.pyz` is."""

from review.domain.verifying.package import Given, opened, read
from review.domain.verifying.pdf import NotOpened, NotReadable, attached
from review.domain.verifying.record import FORMAT, NO_TRAIL, RECORD, RULES, Verified, lines, verify

__all__ = [
    "FORMAT", "Given", "NO_TRAIL", "NotOpened", "NotReadable", "RECORD", "RULES", "Verified", "attached", "lines", "opened",
    "read", "verify",
]  # fmt: skip
