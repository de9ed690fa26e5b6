"""Holds what stands for something that has yet to come: a text to write, a number to give, a person to name."""

from typing import Any

from review.domain.vocabulary import Language

TO_WRITE = "（待写明）"
"""Stands for a text that a person has yet to write."""
TO_NUMBER = "待编号"
ADVISER, REVIEWER, SECOND_REVIEWER = "（待定的法律顾问）", "（待定的审查人员）", "（待定的审查人员二）"
EXAMINER = "（待定的司法行政部门）"
CHAIR, HEAD = "（党组书记）", "（行政首长）"

_IN_ENGLISH = {
    TO_WRITE: "(to be written)", TO_NUMBER: "to-be-numbered", ADVISER: "(adviser to be named)",
    REVIEWER: "(reviewer to be named)", SECOND_REVIEWER: "(second reviewer to be named)",
    EXAMINER: "(department of justice to be named)", CHAIR: "(party-group secretary to be named)",
    HEAD: "(administrative head to be named)",
}  # fmt: skip


def in_words(plain: Any, language: Language) -> Any:
    """The plain value with what stands for something to come in this language."""
    if language is Language.ZH:
        return plain
    if isinstance(plain, dict):
        return {key: in_words(value, language) for key, value in plain.items()}
    if isinstance(plain, list):
        return [in_words(value, language) for value in plain]
    if isinstance(plain, str) and plain.startswith(TO_NUMBER):
        return plain.replace(TO_NUMBER, _IN_ENGLISH[TO_NUMBER])
    return _IN_ENGLISH.get(plain, plain) if isinstance(plain, str) else plain
