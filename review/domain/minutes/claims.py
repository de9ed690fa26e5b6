"""Holds what minutes can claim, and how a claim is found in a written text: people after a word, counts, a result, a wording;
days, times, amounts and numbers of documents. Knows no meeting.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from review.domain.minutes import numerals
from review.domain.vocabulary import Term

OPEN = "未登记"
"""Stands in the draft for what is not recorded."""

NOBODY = ("无", "没有")
NUMBER = rf"(\d+|[{numerals.SMALL}]+)"
"""A number of people or votes, in figures or in words."""


class Kind(Term):
    """What a claim is about, as a reader is told."""

    NAMES = "NAMES", "人员"
    COUNT = "COUNT", "人数或者票数"
    WORD = "WORD", "结果或者方式"
    TEXT = "TEXT", "内容"
    DAY = "DAY", "日期"
    TIME = "TIME", "时间"
    AMOUNT = "AMOUNT", "金额"
    REFERENCE = "REFERENCE", "编号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that a line of the draft says. `what` is its name; `words` are what it may be called in a written text."""

    kind: Kind
    what: str
    value: str
    words: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    """Of a result or a way of voting: every word that could stand there."""
    names: tuple[str, ...] = ()
    within: str = ""
    """Of several questions in one topic: what the line must speak of."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a line of the text says: the number of the line, from 1, and the value."""

    line: int
    value: str


Lines = list[tuple[int, str]]
"""The lines of a part of the text, with their numbers."""


def counts(claim: Claim, lines: Lines) -> Iterator[Found]:
    """Each number that the text has for this count: 赞成6票, 应到会七人, 赞成壹拾票."""
    words, units = "|".join(map(re.escape, claim.words)), claim.choices
    pattern = re.compile(rf"(?<!不)(?:{words})(?:会|票|成员|人数)*[为共：:\s]*{NUMBER}\s*(?:{'|'.join(units)})")
    for line, text in lines:
        if claim.within in text:
            yield from (Found(line, number(one)) for one in pattern.findall(text))


def words(claim: Claim, lines: Lines) -> Iterator[Found]:
    """Each word of the closed list that stands after the name of the claim, or anywhere where it has none."""
    choices = "|".join(re.escape(one) for one in sorted(claim.choices, key=len, reverse=True))
    before = rf"(?:{'|'.join(map(re.escape, claim.words))})[为是均获：:\s]*" if claim.words else ""
    pattern = re.compile(rf"{before}({choices})")
    for line, text in lines:
        if claim.within in text:
            yield from (Found(line, one) for one in pattern.findall(text))


def people(claim: Claim, lines: Lines) -> list[tuple[int, frozenset[str]]]:
    """Who is named after the words of the claim (出席：甲、乙), without what stands in brackets."""
    start = re.compile(rf"\s*(?:{'|'.join(map(re.escape, claim.words))})[：:](.*)")
    found = []
    for line, text in lines:
        if (match := start.match(text)) and claim.within in text:
            listed = re.sub(r"（[^（）]*）|\([^()]*\)", "、", match[1])
            names = (one.strip("。 　") for one in re.split(r"[、，,；;。]", listed))
            found.append((line, frozenset(one for one in names if one and one not in (*NOBODY, OPEN))))
    return found


def days(text: str, year: int | None = None) -> Iterator[tuple[int, str]]:
    """Each day in the text with its place, in figures or in words (三月九日); one without a year is of the given one."""
    for match in re.finditer(r"(?:(\d{4})\s*[年-]\s*)?(\d{1,2})\s*[月-]\s*(\d{1,2})(?:\s*日|(?!\d))", text):
        of_year = int(match[1]) if match[1] else year
        if of_year is not None and (match[1] or "月" in match[0]):
            yield match.start(), f"{of_year}年{int(match[2])}月{int(match[3])}日"
    for match in _DAY_IN_WORDS.finditer(text):
        said = [year if one is None else numerals.read(one) for one in match.groups()]
        if None not in said:
            yield match.start(), f"{said[0]}年{said[1]}月{said[2]}日"


_DAY_IN_WORDS = re.compile(rf"(?:([{numerals.DIGITS}]{{4}})年)?([{numerals.SMALL}]{{1,3}})月([{numerals.SMALL}]{{1,4}})日")


def times(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"(\d{1,2})(?:[:：时](\d{2})分?|时)", text):
        yield match.start(), f"{int(match[1]):02}:{match[2] or '00'}"


def amounts(text: str) -> Iterator[tuple[int, str]]:
    """Each amount in yuan, in figures (680,000.00元, 68万元, 1.2亿元) or in words (陆拾捌万元整, 六十八万元)."""
    for match in re.finditer(r"(\d[\d,，]*(?:\.\d+)?)\s*(万|亿)?\s*元", text):
        scale = {"万": 10_000, "亿": 100_000_000}.get(match[2], 1)
        yield match.start(), plain(Decimal(re.sub("[,，]", "", match[1])) * scale)
    for match in _IN_WORDS.finditer(text):
        yuan, jiao, fen = (numerals.read(one) if one else 0 for one in match.groups())
        if yuan is not None and jiao is not None and fen is not None:
            yield match.start(), plain(yuan + Decimal(10 * jiao + fen) / 100)


_IN_WORDS = re.compile(
    rf"(?<![\d.几数上近余多{numerals.SIGNS}])([{numerals.SIGNS}]{{2,}})[元圆](?:([{numerals.DIGITS}])角|零)?(?:([{numerals.DIGITS}])分)?"
)
"""An amount in words; 一元化 is none, nor is what is told roughly (几十万元)."""


def references(text: str) -> Iterator[tuple[int, str]]:
    """Each number of a document or a meeting with its year: 党组会〔2024〕6号."""
    for match in re.finditer(r"[〔\[【（(](\d{4})[〕\]】）)]\s*(?:第\s*)?(\d+)\s*([号次])", text):
        yield match.start(), f"〔{match[1]}〕{match[2]}{match[3]}"


def plain(amount: Decimal) -> str:
    """An amount as it is compared, whatever zeros it was written with."""
    return f"{amount:.2f}"


def number(said: str) -> str:
    """A count as it is compared: 六 is 6, 十二 is 12; what is no number stays as it was said."""
    value = int(said) if said.isdigit() else numerals.read(said)
    return said if value is None else str(value)


def normal(text: str) -> str:
    """A wording as it is compared: without spaces, signs of punctuation, and differences of width."""
    same = unicodedata.normalize("NFKC", text)
    return "".join(one for one in same if unicodedata.category(one)[0] in "LNS" or one in ".%")


def joined(names: Iterable[str]) -> str:
    return "、".join(names) or "无"
