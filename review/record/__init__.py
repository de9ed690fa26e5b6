"""Prints the review record (审查记录) and the annual report as PDF/A-3u with its data attached; what it shows is `view`, its
look `templates/record`.

Importing this costs nothing: WeasyPrint is loaded by the first print.
"""

from review.record.pool import PrintPool
from review.service.ports import Annual, Record

__all__ = ["PrintPool", "print_record"]


def print_record(paper: Record | Annual) -> bytes:
    """The record or report as PDF, printed in this process; the same one gives the same bytes. Raises RecordNotPrintable."""
    from review.record.printing import print_here

    return print_here(paper)
