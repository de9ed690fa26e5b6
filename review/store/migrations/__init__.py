"""Holds the steps by which the tables came to be, oldest first; `review.store.schema` runs them."""
