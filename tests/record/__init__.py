"""Tests of `review.record` with the real WeasyPrint."""
