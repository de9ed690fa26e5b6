"""Holds how plain values are said in the record: days, instants, amounts, terms, and the rows of its tables.

`—` stands for what is not known or not done yet; 无 is a statement. Nothing here reads a dossier.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from review.domain import wording
from review.domain.dossier import LegalBasis
from review.domain.phrases import time_of
from review.domain.vocabulary import Term
from review.record.rmb import rmb

UNKNOWN = "—"
NOTHING = "无"
SHORT_HASH = 16
WIDE = 19
"""Characters above which a value takes the whole width of the table."""

Row = dict[str, Any]


def day(value: date | None) -> str:
    """2026年3月4日."""
    return UNKNOWN if value is None else wording.day(value)


def instant(value: datetime | None) -> str:
    """2026年3月4日 9:05, in the offset in which it was recorded."""
    return UNKNOWN if value is None else f"{wording.day(value.date())} {time_of(value)}"


def period(start: date | None, end: date | None) -> str:
    """2026年3月4日至2026年4月3日."""
    return UNKNOWN if start is None and end is None else f"{day(start)}至{day(end)}"


def money(amount: Decimal | None) -> str:
    """680,000.00元."""
    return UNKNOWN if amount is None else f"{amount:,.2f}元"


def money_in_words(amount: Decimal | None) -> str:
    """680,000.00元（人民币陆拾捌万元整）."""
    return UNKNOWN if amount is None else f"{money(amount)}（{rmb(amount)}）"


def term(value: Term | None) -> str:
    return UNKNOWN if value is None else value.label


def terms(values: Iterable[Term] | None) -> str:
    return UNKNOWN if values is None else "、".join(value.label for value in values) or NOTHING


def truth(value: bool | None, yes: str = "是", no: str = "否") -> str:
    return UNKNOWN if value is None else yes if value else no


def text(value: object | None) -> str:
    """A line as it was written; `—` where there is none."""
    return UNKNOWN if value is None else str(value).strip() or NOTHING


def number(value: object | None, unit: str = "") -> str:
    return UNKNOWN if value is None else f"{value}{unit}"


def lines(values: Iterable[str] | None) -> str:
    return UNKNOWN if values is None else "、".join(values) or NOTHING


def paragraphs(value: str | None) -> list[str]:
    """A free text in its paragraphs, without the indentation that the writer typed."""
    if value is None:
        return [UNKNOWN]
    return [part.strip() for part in value.split("\n") if part.strip()] or [NOTHING]


def basis(values: Iterable[LegalBasis] | None) -> str:
    """《重大行政决策程序暂行条例》第二十五条；…"""
    if values is None:
        return UNKNOWN
    return "；".join(_article(item) for item in values) or NOTHING


def _article(item: LegalBasis) -> str:
    instrument = (item.instrument or UNKNOWN).strip()
    bare = instrument[1:-1] if instrument.startswith("《") and instrument.endswith("》") else instrument
    return wording.article_text(bare, (item.article or "").strip())


def heading(place: int, words: str) -> str:
    """（一）法顾〔2022〕12号."""
    return f"（{wording.ordinal(str(place))}）{words}"


def row(label: str, value: str, *, wide: bool = False) -> Row:
    """One labelled value of a table of particulars."""
    return {"label": label, "kind": "text", "value": value, "wide": wide or len(value) > WIDE}


def names(label: str, values: list[str] | None) -> Row:
    """People's names: each is set whole in one font."""
    chosen = [UNKNOWN] if values is None else values or [NOTHING]
    return {"label": label, "kind": "names", "value": chosen, "wide": sum(map(len, chosen)) + len(chosen) > WIDE}


def digits(label: str, value: str | None) -> Row:
    """A hash."""
    return {"label": label, "kind": "hash", "value": value or UNKNOWN, "wide": True}


def prose(label: str, value: str | None) -> Row:
    """A free text; it may run over pages."""
    return {"label": label, "kind": "prose", "value": paragraphs(value), "wide": True}


def stacked(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of a table of particulars: two short values side by side, a wide one alone."""
    table: list[list[Row]] = []
    for item in rows:
        if not item["wide"] and table and len(table[-1]) == 1 and not table[-1][0]["wide"]:
            table[-1].append(item)
        else:
            table.append([item])
    return table


def items(label: str, values: Iterable[str] | None) -> Row:
    """Several free texts, each a paragraph."""
    if values is None:
        return prose(label, None)
    return prose(label, "\n".join(values))
