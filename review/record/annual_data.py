"""Holds what the PDF of an annual report carries: every number with its rows (annual.json) and their hash; holds no wording."""

import hashlib
from typing import Any

from review.domain.annual import Figure
from review.domain.errors import RecordNotPrintable
from review.domain.plain import to_plain
from review.domain.trail import canonical
from review.service.ports import Annual

NUMBERS = "annual.json"
FORMAT = "annual/1"

MOST_MATTERS = 3_000
"""Some 330 pages, which take up to a minute. A unit with more has them in the workbook."""


def as_plain(paper: Annual) -> dict[str, Any]:
    """The object of annual.json."""
    report = paper.report
    numbers = {
        what.value: {"count": report.count(what), "rows": [to_plain(row) for row in report.behind(what)]} for what in Figure
    }
    return {
        "format": FORMAT,
        "unit": to_plain(paper.unit),
        "year": report.year,
        "trail": {"events": paper.events, "head": paper.head, "at": paper.made_at.isoformat()},
        "rulebook": dict(paper.rulebook),
        "numbers": numbers,
        "presided": [to_plain(one) for one in report.presided],
        "days_used": [to_plain(one) for one in report.used],
    }


def numbers_of(paper: Annual) -> tuple[bytes, str]:
    """annual.json as canonical JSON, and its SHA-256. Raises RecordNotPrintable for a report past all measure."""
    matters = len({row.number for rows in paper.report.rows.values() for row in rows})
    if matters > MOST_MATTERS:
        raise RecordNotPrintable(f"本年度共有{matters:,}件事项，超过可以打印的{MOST_MATTERS:,}件，请导出Excel")
    content = canonical(as_plain(paper))
    return content, hashlib.sha256(content).hexdigest()
