"""Holds what the PDF of an annual report carries (annual.json): every number with its rows, the matters behind them with their
revisions and hashes, and the checkpoint at which they were counted; written and read, without loss.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from review.domain.annual import Annual, Figure, Presided, Report, Row, Source
from review.domain.dossier import Unit
from review.domain.plain import from_plain, to_plain
from review.domain.program import UNSAID, program_in
from review.domain.verifying.time_stamp import as_text, from_text
from review.domain.workdays import Counted

NUMBERS = "annual.json"
FORMAT, WITHOUT_PROGRAM = "annual/3", "annual/2"


def annual_as_plain(paper: Annual) -> dict[str, Any]:
    """The object of annual.json."""
    report, program = paper.report, paper.program or UNSAID
    numbers = {
        what.value: {"count": report.count(what), "rows": [to_plain(row) for row in report.behind(what)]} for what in Figure
    }
    return {
        "format": FORMAT if program.printing else WITHOUT_PROGRAM,
        **({"program": to_plain(program)} if program.printing else {}),
        "unit": to_plain(paper.unit),
        "year": report.year,
        "trail": {"events": paper.events, "head": paper.head, "at": paper.made_at.isoformat()},
        "time_stamp": paper.time_stamp and as_text(paper.time_stamp),
        "rulebook": dict(paper.rulebook),
        "numbers": numbers,
        "matters": [to_plain(one) for one in report.sources],
        "presided": [to_plain(one) for one in report.presided],
        "days_used": [to_plain(one) for one in report.used],
    }


def annual_of(data: Mapping[str, Any]) -> Annual:
    """The report that was written so. Raises NotAStamp; KeyError, TypeError, ValueError, AttributeError for what was not."""
    numbers, trail = data["numbers"], data["trail"]
    report = Report(
        year=data["year"], rows={what: _all(Row, numbers[what.value]["rows"]) for what in Figure},
        presided=_all(Presided, data["presided"]), used=_all(Counted, data["days_used"]),
        sources=_all(Source, data["matters"]),
    )  # fmt: skip
    return Annual(
        unit=from_plain(Unit, data["unit"]), report=report, events=trail["events"], head=trail["head"],
        made_at=datetime.fromisoformat(trail["at"]), rulebook=data["rulebook"],
        time_stamp=None if data["time_stamp"] is None else from_text(data["time_stamp"]), program=program_in(data),
    )  # fmt: skip


def _all(kind: Any, plain: Any) -> tuple[Any, ...]:
    return tuple(from_plain(kind, one) for one in plain)
