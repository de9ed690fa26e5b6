"""Holds what proves a record without its server, with the standard library only: it is all that `review-verify.pyz` is."""

from review.domain.verifying.annual import CONSISTENT, VerifiedAnnual, annual_lines, is_annual, verify_annual
from review.domain.verifying.annual_data import NUMBERS, annual_as_plain
from review.domain.verifying.covered import BROKEN, NO_SIGNATURE, NOT_COVERED
from review.domain.verifying.package import Given, opened, read
from review.domain.verifying.pdf import NotOpened, NotReadable, attached
from review.domain.verifying.record import (
    FORMAT,
    NO_TRAIL,
    NOT_SIGNED,
    RECORD,
    RULES,
    WITHOUT_PROGRAM,
    Verified,
    lines,
    not_judged_again,
    verify,
)
from review.domain.verifying.time_stamp import NotAStamp, Stamp, as_text, from_text, imprint_of, read_stamp, token_in

__all__ = [
    "BROKEN", "CONSISTENT", "FORMAT", "Given", "NOT_COVERED", "NOT_SIGNED", "NO_SIGNATURE", "NO_TRAIL", "NUMBERS", "NotAStamp",
    "NotOpened", "NotReadable", "RECORD", "RULES", "Stamp", "Verified", "VerifiedAnnual", "WITHOUT_PROGRAM", "annual_as_plain",
    "annual_lines", "as_text", "attached", "from_text", "imprint_of", "is_annual", "lines", "not_judged_again", "opened",
    "read", "read_stamp", "token_in", "verify", "verify_annual",
]  # fmt: skip
