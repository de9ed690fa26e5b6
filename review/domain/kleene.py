"""Holds three-valued logic (Kleene): true, false, not known (`None`); holds no rule."""

from collections.abc import Iterable
from itertools import islice

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
    """Whether a text was given: absent is unknown; blank, without a letter, figure or character that says something, or a word
    for nothing (无、待定), is a statement that there is none."""
    if text is None:
        return None
    begin = text[:_MORE]  # what says more than any word for nothing need not be read to its end
    if begin.isalnum():
        return len(begin) == _MORE or begin.lower() not in NOTHING
    first = words(text, _MORE)
    return first != "" and first not in NOTHING


def written(text: str | None) -> Truth:
    """Whether anything was written: where 无 is an answer, as to what a meeting disagreed about."""
    return None if text is None else any(map(str.isalnum, text))


NOTHING = frozenset({
    "无", "没有", "暂无", "暂缺", "尚无", "待定", "待批", "待补", "待填", "待办", "不详", "未知", "不知道", "略", "同上",
    "none", "nil", "na", "tbd", "null", "todo", "unknown",
})  # fmt: skip
"""What is typed into a field that must not stay blank when there is nothing to say; it names, numbers and explains nothing."""


_MORE = 1 + max(map(len, NOTHING))
"""More letters than any of them has."""


def words(text: str | None, most: int | None = None) -> str:
    """The letters, figures and characters of a text alone, or its first, as short answers are compared."""
    return "".join(islice(filter(str.isalnum, text or ""), most)).lower()


def known(value: object) -> Truth:
    """Whether it is recorded: what is absent is unknown, never no."""
    return None if value is None else True
