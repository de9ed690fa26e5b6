"""Tests of `review.store` on real SQLite files."""
