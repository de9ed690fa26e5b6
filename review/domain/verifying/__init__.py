"""Holds what proves a record without its server, with the standard library only: it is all that `review-verify.pyz` is."""

from review.domain.verifying.alone import content_of
from review.domain.verifying.pdf import NotReadable, attached
from review.domain.verifying.record import FORMAT, RECORD, RULES, Verified, lines, verify

__all__ = ["FORMAT", "RECORD", "RULES", "NotReadable", "Verified", "attached", "content_of", "lines", "verify"]
