"""Prints the review record (审查记录) as PDF/A-3u with its data attached; what it shows is `view`, its look `templates/record`.

Importing this costs nothing: WeasyPrint is loaded by the first print.
"""

from review.record.pool import PrintPool
from review.service.ports import Record

__all__ = ["PrintPool", "print_record"]


def print_record(record: Record) -> bytes:
    """The record as PDF, printed in this process; the same record gives the same bytes. Raises RecordNotPrintable."""
    from review.record.printing import print_here

    return print_here(record)
