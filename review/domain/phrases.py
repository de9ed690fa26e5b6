"""Holds how each language puts words together: separators, fixed words of a finding, numbers, days, articles.

What is said of a rule, a fact or an instrument is data under `rules/`, in both languages; here is what stands around it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from review.domain.rulebook import Operator
from review.domain.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Phrases:
    """The fixed words of one language; `{label}` is what a fact is called, `{day}` and `{start}` are days."""

    clause: str
    """Between the clauses of a sentence; a clause with a number in it is left out where there is no dossier, and one whose
    fact is not known or has nothing to tell where there is."""
    sentence: str
    """Between what is said of several facts, and between the larger parts of a sentence."""
    choice: str
    """Between values of which one is asked for."""
    listed: str
    """Between several things that one fact tells."""
    equals: str
    """Between a label and the value that was observed."""
    comparisons: Mapping[Operator, str]
    """Between a label and the value that is required."""
    not_negative: str
    """In place of the comparison "at least 0": what is counted from a day does not lie before it."""
    reversed: str
    """What is observed where it lies before it all the same."""
    judged: str
    """In place of "the answer is not: not applicable" of a question that a person answers."""
    unknown: str
    stated: str
    unset: str
    answered: str
    """Of a yes or no of which no clause has anything to tell."""
    named: str
    yes: str
    no: str
    lapsed: str
    unruled: str
    unruled_remedy: str
    disputed: str
    disputed_remedy: str
    stated_first: str
    """Before the remedy of a rule of which it is not known whether it applies: that is stated first."""
    plurals: bool = False
    """Whether a unit stands apart from its number and has a plural."""
    capitals: bool = False
    """Whether a sentence begins with a capital letter."""

    def joined(self, sentences: Iterable[str]) -> str:
        """Several sentences in one, each said once."""
        said = self.sentence.join(dict.fromkeys(sentences))
        return said[:1].upper() + said[1:] if self.capitals else said

    def kept(self, sentence: str, wanted: Callable[[str], bool]) -> str:
        """The sentence without the clauses that are not wanted; what stood apart stays apart."""
        told = between = ""
        for mark, clause in _clauses(sentence, self.sentence, self.clause):
            between = self.sentence if self.sentence in (between, mark) else mark
            if wanted(clause):
                told, between = f"{told}{between}{clause}" if told else clause, ""
        return told

    def counted(self, number: object, unit: str) -> str:
        """A number with its unit: 7个工作日, 1 working day, 7 working days."""
        if not self.plurals or not unit:
            return f"{number}{unit}"
        return f"{number} {unit}" if number in (1, -1) else f"{number} {unit}s"


@cache
def _clauses(text: str, sentence: str, clause: str) -> tuple[tuple[str, str], ...]:
    """The clauses of a text of the rulebook, each with the mark before it."""
    marks = re.split(f"({sentence}|{clause})", clause + text)[1:]
    return tuple(zip(marks[::2], marks[1::2], strict=True))


PHRASES = {
    Language.ZH: Phrases(
        clause="，", sentence="；", choice="、", listed="、", equals="",
        comparisons={
            Operator.IS: "为", Operator.IS_NOT: "不是", Operator.AT_LEAST: "不少于", Operator.AT_MOST: "不多于",
            Operator.ONE_OF: "为",
        },
        not_negative="{label}，先后不得颠倒", reversed="{label}：先后颠倒", judged="由人判断是否适用",
        unknown="{label}：尚不清楚", stated="{label}应当写明", unset="（本单位参数未设定）", answered="{label}：{answer}",
        named="〔{label}〕", yes="是", no="否", lapsed="{day}没有有效的规定（本规则自{start}起适用）",
        unruled="规则库没有当时适用于这一关的规则，不能判断",
        unruled_remedy="核对适用哪一日的规定；当时的规定不在规则库中的，由人工审查",
        disputed="两次独立核验的结果不一致，已按无法判定处理", disputed_remedy="请联系系统管理员核查规则引擎",
        stated_first="先如实写明：{labels}；适用本条而没有做到的，{remedy}",
    ),
    Language.EN: Phrases(
        clause=", ", sentence="; ", choice=" or ", listed=", ", equals=": ",
        comparisons={
            Operator.IS: ": ", Operator.IS_NOT: ": not ", Operator.AT_LEAST: ": at least ", Operator.AT_MOST: ": at most ",
            Operator.ONE_OF: ": ",
        },
        not_negative="{label}: in this order", reversed="{label}: in the reverse order",
        judged="a person judges whether it applies",
        unknown="{label}: not known", stated="{label}: to be stated", unset="(not set by the unit)",
        answered="{label}: {answer}", named="[{label}]", yes="yes", no="no",
        lapsed="No provision was in force on {day} (this rule applies from {start})",
        unruled="the rulebook has no rule of that time for this gate, which cannot be judged",
        unruled_remedy="Check by the law of which day it is judged; what is not in the rulebook is examined by a person",
        disputed="Two independent checks gave different results; treated as undetermined",
        disputed_remedy="Ask the system administrator to examine the rule engine", plurals=True, capitals=True,
        stated_first="First state: {labels}; if the rule then applies and is not met: {remedy}",
    ),
}  # fmt: skip

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def time_of(at: datetime) -> str:
    """9:05, in the offset in which it was recorded; alike on page, record and minutes."""
    return f"{at.hour}:{at.minute:02}"


def day(value: date | None, language: Language = Language.ZH) -> str:
    """2026年3月4日, 4 March 2026; nothing where there is no day."""
    if value is None:
        return ""
    if language is Language.EN:
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def ordinal(number: str) -> str:
    """An article or paragraph number in Chinese numerals; what is not a plain number stays as it is."""
    if not number.isdigit() or not 0 < int(number) < 1000:
        return number
    digits, n = "零一二三四五六七八九", int(number)
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    words = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


def article_text(instrument: str, article: str, paragraph: str = "", language: Language = Language.ZH) -> str:
    """《重大行政决策程序暂行条例》第二十六条第二款, or Interim Regulations on …, art. 26 para. 2."""
    parts: Iterable[tuple[str, str]] = ((article, "条"), (paragraph, "款"))
    if language is Language.EN:
        where = " ".join(
            f"{_UNITS[unit]} {number}" if number.isdigit() else cited_place(number, language)
            for number, unit in parts if number
        )  # fmt: skip
        return f"{instrument}, {where}" if where else instrument
    return f"《{instrument}》" + "".join(
        f"第{ordinal(number)}{word}" if number.isdigit() else number if number.startswith("第") or not number
        else f"第{number}部分" for number, word in parts
    )  # fmt: skip


_NUMERALS = {ordinal(str(number)): number for number in range(1, 1000)}
_UNITS = {"章": "ch.", "节": "sec.", "条": "art.", "款": "para.", "项": "item", "部分": "part", "": "part"}
_PLACE = re.compile("第?(（?)([零一二三四五六七八九十百]+)(）?)(章|节|条|款|项|部分|)(?:（([零一二三四五六七八九十百]+)）)?")


def cited_place(number: str, language: Language = Language.ZH) -> str:
    """The number of an article or paragraph, or the name of another part of an instrument, as the language writes it."""
    return language.pick(number, in_english(number) or number)


@cache
def in_english(number: str) -> str | None:
    """A part of an instrument that is no numbered article, in English: 第五章 is ch. 5, 三（一） is part 3(1).

    What is in English letters and figures stays as it is; `None` for what cannot be said in English.
    """
    if number.isascii():
        return number
    found = _PLACE.fullmatch(number)
    if found is None or bool(found[1]) is not bool(found[3]):
        return None
    figures = [_NUMERALS.get(numeral) for numeral in (found[2], found[5]) if numeral]
    if None in figures:
        return None
    return f"{_UNITS[found[4]]} {figures[0]}" + "".join(f"({figure})" for figure in figures[1:])
