"""The only place that opens documents: reads and compares their texts, reads workbooks, in a process of its own with limits."""

from review.documents.process import compare, read_table

__all__ = ["compare", "read_table"]
