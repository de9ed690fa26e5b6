"""Prints the review record (审查记录) and the annual report as PDF/A-3u with their data attached, and the documents beside it
(文书); what they show is `view`, their look `templates/record`.

Importing this costs nothing: WeasyPrint is loaded by the first print.
"""

from review.record.pool import PrintPool
from review.service.ports import Printable

__all__ = ["PrintPool", "print_record"]


def print_record(work: Printable) -> bytes:
    """The record or document as PDF, printed in this process; the same gives the same bytes. Raises RecordNotPrintable."""
    from review.record.printing import print_here

    return print_here(work)
