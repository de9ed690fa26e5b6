"""Holds what proves a record without its server, with the standard library only: it is all that `review-verify.pyz` is."""

from review.domain.verifying.package import Given, opened, read
from review.domain.verifying.pdf import NotReadable, attached
from review.domain.verifying.record import FORMAT, RECORD, RULES, Verified, lines, verify

__all__ = ["FORMAT", "Given", "RECORD", "RULES", "NotReadable", "Verified", "attached", "lines", "opened", "read", "verify"]
