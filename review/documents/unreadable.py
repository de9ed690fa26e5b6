"""Holds why the text of a document cannot be read."""


class Unreadable(Exception):
    """Its text is the cause, as the page says it."""
