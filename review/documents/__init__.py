"""The only place that opens documents: reads their text and compares two of them, in a process of its own with limits."""

from review.documents.process import compare

__all__ = ["compare"]
