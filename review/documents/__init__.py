"""The only place that opens documents: reads and compares their texts, reads workbooks, takes over and binds the pages of PDF
files, in a process of its own with limits."""

from review.documents.process import compare, read_table

__all__ = ["compare", "read_table"]
