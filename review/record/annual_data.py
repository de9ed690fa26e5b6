"""Holds the bytes that the PDF of an annual report carries (annual.json) and their hash; what they say,
`verifying` holds."""

import hashlib
from dataclasses import replace

from review.domain.annual import Annual
from review.domain.trail import canonical
from review.domain.verifying import annual_as_plain
from review.record.program import program


def numbers_of(paper: Annual) -> tuple[bytes, str]:
    """annual.json as canonical JSON, and its SHA-256."""
    content = canonical(annual_as_plain(replace(paper, program=paper.program or program())))
    return content, hashlib.sha256(content).hexdigest()
