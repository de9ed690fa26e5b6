"""Says which characters a text may not hold: those that cannot be stored, and those that nobody sees and that turn the
writing round, so that a title reads otherwise than it is stored. Whatever can be read stays, also what joins characters.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def unwritable(text: str) -> str | None:
    """Why this text cannot be kept, in a sentence for whoever wrote it; `None` where it can."""
    if _CONTROL.search(text):
        return "含有不能保存的控制字符"
    if turned := _DIRECTION.search(text):
        return f"含有看不见的文字方向控制字符（U+{ord(turned[0]):04X}，第{turned.start() + 1}个字符处），请删去后重新填写"
    return None


def unwritable_texts(plain: Any, pointer: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text in these JSON values that cannot be kept: its place, the text, why."""
    if isinstance(plain, str):
        if why := unwritable(plain):
            yield pointer, plain, why
    elif isinstance(plain, Mapping):
        for key, item in plain.items():
            yield from unwritable_texts(item, f"{pointer}/{key}")
    elif isinstance(plain, list):
        for place, item in enumerate(plain):
            yield from unwritable_texts(item, f"{pointer}/{place}")
