"""Holds what a term of a closed vocabulary is."""

from enum import StrEnum


class Term(StrEnum):
    """A word of a closed vocabulary: the stored code, and the Chinese word shown for it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Term":
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        return term
