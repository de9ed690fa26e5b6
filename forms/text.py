"""Reads JSON text into plain values, strictly; what the values mean is in `dossier`.

One key once, numbers as they are in JSON, no more levels than a dossier needs: what is read here cannot exhaust
what reads it next.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from forms.schema import step
from review.domain.errors import DossierRefused, Fault

MOST_BYTES = 2 * 1024 * 1024
"""The largest text that is read: 2 MiB, some forty times the largest example."""

MOST_LEVELS = 32
"""The deepest nesting of objects and lists that is read; a dossier has seven, and two more for each earlier review."""

_TOKENS = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"?|(?P<opens>[\[{])|(?P<closes>[\]}])|(?P<digits>\d{20,})|(?P<constant>NaN|Infinity)', re.DOTALL
)  # fmt: skip
"""What matters before parsing. A text is passed over whole, ended or not, so that no text is looked at twice."""

_IN_CHINESE = {
    "Expecting value": "这里应当有一个值",
    "Expecting property name": "这里应当是双引号括起来的字段名",
    "Expecting ':'": "这里应当有一个冒号",
    "Expecting ','": "这里应当有一个逗号，或者对象、列表到此没有结束",
    "Illegal trailing comma": "逗号后面没有内容",
    "Unterminated string": "这段文字没有结束",
    "Invalid control character": "文字里有没有转义的控制字符",
    "Invalid \\": "反斜杠后面的写法不对",
    "Extra data": "后面有多余的内容",
}
"""What Python's reader says, by the start of its sentence."""


class _Object(dict[str, Any]):
    """A JSON object that remembers which of its keys stood there more than once."""

    repeated: tuple[str, ...] = ()


def too_large(size: int | None = None) -> DossierRefused:
    """The refusal of a text that is too large; `size` is its number of bytes, where that is known."""
    has = f"，现有{size / 1024 / 1024:.1f}MB" if size else ""
    return refused(f"案卷过大：最多{MOST_BYTES // 1024 // 1024}MB{has}")


def refused(message: str) -> DossierRefused:
    """A refusal of the text as a whole."""
    return DossierRefused((Fault("", message),))


def parse(text: bytes) -> Any:
    """The JSON values in this text; raises DossierRefused."""
    if len(text) > MOST_BYTES:
        raise too_large(len(text))
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(f"不是UTF-8文字（第{error.start + 1}字节）") from None
    if not decoded.strip():
        raise refused("案卷是空的")
    _look_over(decoded)
    try:
        plain = json.loads(decoded, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        said = next((ours for start, ours in _IN_CHINESE.items() if error.msg.startswith(start)), "写法不对")
        raise _not_json(decoded, error.pos, said) from None
    if faults := tuple(_unreadable_keys(plain)):
        raise DossierRefused(faults)
    return plain


def _look_over(text: str) -> None:
    """Refuse what must not come to the parser: too many levels, numbers without end, constants that JSON has not."""
    level = 0
    for token in _TOKENS.finditer(text):
        match token.lastgroup:
            case "opens":
                level += 1
                if level > MOST_LEVELS:
                    raise refused(f"嵌套层数过多：最多{MOST_LEVELS}层（{_place(text, token.start())}）")
            case "closes":
                level -= 1
            case "digits":
                raise _not_json(text, token.start(), "数字的位数过多")
            case "constant":
                raise _not_json(text, token.start(), f"不能写{token[0]}")


def _not_json(text: str, position: int, said: str) -> DossierRefused:
    return refused(f"不是正确的JSON：{_place(text, position)}，{said}")


def _place(text: str, position: int) -> str:
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    return f"第{line}行第{column}列"


def _once(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        found.repeated = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    return found


def repeated(plain: Any) -> Iterator[Fault]:
    """The keys that stand more than once in one object of what was parsed, each with its place."""
    for at, found in _objects(plain):
        yield from (Fault(at + step(key), f"同一个对象里有两个“{key}”") for key in found.repeated)


def _unreadable_keys(plain: Any) -> Iterator[Fault]:
    """The objects with a key that cannot be shown, so that no place in them could be named."""
    unreadable: tuple[str, ...] = ()
    for at, found in _objects(plain):
        if not at.startswith(unreadable) and not all(map(str.isprintable, found)):
            unreadable = (*unreadable, f"{at}/")
            yield Fault(at, "有一个字段的名称含有不能显示的字符")


def _objects(plain: Any, at: str = "") -> Iterator[tuple[str, _Object]]:
    if isinstance(plain, _Object):
        yield at, plain
        for key, value in plain.items():
            yield from _objects(value, at + step(key))
    elif isinstance(plain, list):
        for place, value in enumerate(plain):
            yield from _objects(value, f"{at}/{place}")
