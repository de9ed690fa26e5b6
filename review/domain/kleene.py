"""Holds three-valued logic (Kleene): true, false, not known (`None`); holds no rule."""

from collections.abc import Iterable

Truth = bool | None


def all_true(truths: Iterable[Truth]) -> Truth:
    """And: false if one is false, otherwise unknown if one is unknown, otherwise true."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_true(truths: Iterable[Truth]) -> Truth:
    """Or: true if one is true, otherwise unknown if one is unknown, otherwise false."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def negated(truth: Truth) -> Truth:
    """Not: what is unknown stays unknown."""
    return None if truth is None else not truth


def given(text: str | None) -> Truth:
    """Whether a text was given: absent is unknown; blank, or without a letter, figure or character that says something,
    is a statement that there is none."""
    return None if text is None else any(map(str.isalnum, text))


def known(value: object) -> Truth:
    """Whether it is recorded: what is absent is unknown, never no."""
    return None if value is None else True
