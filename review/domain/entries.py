"""Reads TOML text and the entries in it, naming everything that is wrong by file, entry and key; it knows no rule.

A reading method notes its fault and returns a value all the same, so that all faults of an entry are told at once;
what is built of an entry with faults is not to be used.
"""

import re
import tomllib
from collections.abc import Mapping, Set
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from review.domain.errors import Fault, RulebookRefused

T = TypeVar("T", bound=StrEnum)

UTF_8 = "utf-8-sig"
"""An editor of Windows begins a file with a mark that nobody sees (BOM); it is no part of what was written."""

_FULL_WIDTH = "“”‘’＂＇＝，。：；［］｛｝【】（）＃\u3000"
_PART = rb"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_ENDLESS_KEY = re.compile(_PART + rb"(?:[ \t]*+\.[ \t]*+%b){30}" % _PART)
"""A key of very many parts, of which Python's reader takes time and memory by the square of their count."""
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


class Faults(list[Fault]):
    """The faults found so far, in the order of the files."""

    def add(self, where: str, message: str) -> None:
        self.append(Fault(where, message))

    def stop(self) -> None:
        """Raise RulebookRefused when there are any."""
        if self:
            raise RulebookRefused(tuple(self))


def tables(name: str, text: bytes, faults: Faults) -> Mapping[str, Any]:
    """What is in a TOML file; nothing where it cannot be read, which is a fault."""
    if _ENDLESS_KEY.search(text):
        faults.add(name, "不是正确的TOML文件：嵌套层数过多")
        return {}
    try:
        return _parsed(text)
    except UnicodeDecodeError as error:
        faults.add(name, f"不是正确的TOML文件：不是UTF-8文字（第{error.start + 1}字节）")
    except RecursionError:
        faults.add(name, "不是正确的TOML文件：嵌套层数过多")
    except ValueError as error:  # TOML's own, and Python's for a number with thousands of digits
        place = _PLACE.search(str(error))
        at = f"第{place[1]}行第{place[2]}列" if place else "最后一行"
        said = "同一个键写了两次" if "overwrite" in str(error) or "twice" in str(error) else _what_is_wrong(text, place)
        faults.add(name, f"不是正确的TOML文件：{at}，{said}")
    return {}


def _what_is_wrong(text: bytes, place: re.Match[str] | None) -> str:
    """A sign typed with a Chinese keyboard looks right, and has to be named."""
    if place is None:
        return "写法不对"
    line = text.decode(UTF_8).split("\n")[int(place[1]) - 1]
    sign = line[int(place[2]) - 1 : int(place[2])]
    return f"{sign}是全角符号，应当用半角的" if sign and sign in _FULL_WIDTH else "写法不对"


@lru_cache(64)
def _parsed(text: bytes) -> Mapping[str, Any]:
    """Kept, since folders that are compared, proven and activated in one run have most of their files in common."""
    return tomllib.loads(text.decode(UTF_8))


class Entry:
    """One table of a file; `where` names it for the reader: 文件 编号."""

    def __init__(self, where: str, table: object, faults: Faults, keys: Set[str]) -> None:
        self.where = where
        self.faults = faults
        self._is_table = isinstance(table, dict)
        self._table: Mapping[str, Any] = table if isinstance(table, dict) else {}
        if not self._is_table:
            faults.add(where, "应当是一个表（键 = 值）")
        for key in sorted(self._table.keys() - keys):
            faults.add(where, f"没有 {key} 这个键；可用的键：{'、'.join(sorted(keys))}")

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def add(self, message: str) -> None:
        self.faults.add(self.where, message)

    def needs(self, key: str) -> bool:
        """Whether the key is there; its absence is a fault."""
        if key not in self._table and self._is_table:
            self.add(f"缺少 {key}")
        return key in self._table

    def value(self, key: str, kind: type, called: str) -> Any:
        """The value, of exactly this type; `None` otherwise."""
        if not self.needs(key):
            return None
        value = self._table[key]
        if type(value) is not kind:
            self.add(f"{key} 应当是{called}")
            return None
        return value

    def text(self, key: str, *, blank: bool = False) -> str:
        """A text that must be there; unless `blank`, something must be in it."""
        value: str | None = self.value(key, str, "文字")
        if value is not None and not value.strip() and not blank:
            self.add(f"{key} 是空的")
        return value or ""

    def is_text(self, key: str) -> bool:
        """Whether there is a text by this name."""
        return isinstance(self._table.get(key), str)

    def optional_text(self, key: str) -> str:
        return self.text(key, blank=True) if key in self else ""

    def day(self, key: str) -> date:
        value: date | None = self.value(key, date, "日期")
        return value or date.min

    def optional_day(self, key: str) -> date | None:
        return self.day(key) if key in self else None

    def term(self, key: str, terms: type[T]) -> T:
        """A word of a closed vocabulary; the first one where it is not in it."""
        value = self.text(key)
        try:
            return terms(value)
        except ValueError:
            if value:
                self.add(f"{key} 没有“{value}”这个值；应当是下列之一：{'、'.join(terms)}")
            return next(iter(terms))

    def list_of(self, key: str, kind: type, called: str) -> tuple[Any, ...]:
        """The items of a list that must be there, all of exactly this type."""
        items = self.value(key, list, "列表")
        if any(type(item) is not kind for item in items or ()):
            self.add(f"{key} 的每一项都应当是{called}")
            return ()
        return tuple(items or ())

    def optional_list(self, key: str, kind: type, called: str) -> tuple[Any, ...]:
        return self.list_of(key, kind, called) if key in self else ()

    def optional_table(self, key: str) -> Mapping[str, Any]:
        """The table by this name as it is written; an empty one where there is none."""
        return (self.value(key, dict, "一个表") if key in self else None) or {}

    def parts(self, key: str) -> tuple[dict[str, Any], ...]:
        """The tables of a list of tables, `[[key]]`; none where there is no such key, but never an empty list."""
        if key not in self:
            return ()
        if isinstance(self._table[key], dict):
            self.add(f"{key} 应当是一列表：写作 [[{key}]]，不写作 [{key}]")
            return ()
        if self._table[key] == []:
            self.add(f"{key} 是空的")
        return self.list_of(key, dict, "一个表")

    def part(self, key: str, keys: Set[str]) -> "Entry":
        """The table in this one by this name, which must be there."""
        table = self.value(key, dict, "一个表")
        return Entry(self.where, table, Faults() if table is None else self.faults, keys)


__all__ = ["Entry", "Faults", "tables"]
