"""Says in words what changed from one rulebook to another: editions come and gone, what they ask, cite and guard, the
instruments, the vocabulary and the calendar; which matters are judged otherwise is for `service.replay` to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from review.domain import wording
from review.domain.rulebook import Citation, Condition, FactSpec, Instrument, Rule, Rulebook
from review.domain.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of an edition of a rule, of an instrument, of a fact, or of the calendar. `before` or `after` is empty
    where there was or is nothing."""

    of: str
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.of}：增加{self.what}“{self.after}”"
        if not self.after:
            return f"{self.of}：删去{self.what}“{self.before}”"
        return f"{self.of}：{self.what}由“{self.before}”改为“{self.after}”"


def changes(old: Rulebook, new: Rulebook) -> tuple[Change, ...]:
    """Every difference, rules first, in the order of their ids and days, then instruments, facts and calendar."""
    return (*_rules(old, new), *_instruments(old, new), *_facts(old, new), *_calendar(old, new))


def _rules(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for was, now in _editions(old, new):
        one = was or now
        of = f"{one.id}（{wording.day(one.effective_from)}起）" if one else ""
        if was is None or now is None:
            yield Change(of, "规则", was.title if was else "", now.title if now else "")
            continue
        yield from _differing(of, _told(was, old), _told(now, new))


def _editions(old: Rulebook, new: Rulebook) -> Iterator[tuple[Rule | None, Rule | None]]:
    """Every edition as it was and as it is: that of the same day, or else, of those of one rule that are gone and those that
    came, the first with the first: its day was moved."""
    before, after = ({(rule.id, rule.effective_from): rule for rule in book.rules} for book in (old, new))
    pairs: list[tuple[Rule | None, Rule | None]] = [(before[key], after[key]) for key in before.keys() & after.keys()]
    for id_ in {rule.id for rule in (*old.rules, *new.rules)}:
        gone, came = (
            [one[key] for key in sorted(one.keys() - other.keys()) if key[0] == id_]
            for one, other in ((before, after), (after, before))
        )
        pairs += zip_longest(gone, came)
    return iter(sorted(pairs, key=_place))


def _place(pair: tuple[Rule | None, Rule | None]) -> tuple[str, date]:
    one = pair[0] or pair[1]
    return (one.id, one.effective_from) if one else ("", date.min)


def _told(rule: Rule, book: Rulebook) -> dict[str, str]:
    """What makes the rule, in words; two rules of the same words are the same rule."""
    cited = rule.citation
    return {
        "要求的表述": rule.title,
        "英文表述": rule.title_en,
        "所属关口": rule.gate.label,
        "严重程度": rule.severity.label,
        "施行日期": wording.day(rule.effective_from),
        "失效日期": wording.day(rule.effective_to),
        "适用条件": _all(rule.applies_when, book),
        "要求": "人工判断" if rule.manual else _all(rule.met_when, book),
        "可以不符合的理由": _all(rule.excused_when, book),
        "严重程度的分级": "；".join(f"{_all(tier.when, book)}的，{tier.severity.label}" for tier in rule.severity_when),
        "核验对象": rule.subject.value,
        "补救办法": rule.remedy,
        "英文补救办法": rule.remedy_en,
        "依据": _source(cited, book),
        "分情形的依据": "；".join(f"{_all(one.when, book)}的，{_cited_there(one, book)}" for one in rule.citation_when),
        "原文词句": cited.phrase,
        "依据的性质": cited.strength.label,
        "把握": f"{cited.confidence}，{wording.day(cited.checked_on)}核对",
        "说明": rule.note,
    }


def _source(cited: Citation, book: Rulebook) -> str:
    title = book.instruments[cited.instrument].title
    return f"{wording.article_text(title, cited.article, cited.paragraph)}（{cited.instrument}）"


def _cited_there(cited: Citation, book: Rulebook) -> str:
    """A citation in one clause, with what it says, what it is for the rule, and how surely."""
    words = (_source(cited, book), cited.phrase and f"“{cited.phrase}”", cited.strength.label, cited.confidence)
    return "，".join(filter(None, (*words, f"{wording.day(cited.checked_on)}核对")))


def _all(conditions: tuple[Condition, ...], book: Rulebook) -> str:
    """The conditions in words, each with the name of its fact: two facts may be told alike."""
    return "；".join(f"{wording.condition_text(one, book.facts)}（{'、'.join(one.reads)}）" for one in conditions)


def _instruments(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for key in sorted(old.instruments.keys() | new.instruments.keys()):
        was, now = old.instruments.get(key), new.instruments.get(key)
        of = f"依据{key}"
        if was is None or now is None:
            yield Change(of, "文件", was.title if was else "", now.title if now else "")
            continue
        yield from _differing(of, _cited(was), _cited(now))


def _cited(one: Instrument) -> dict[str, str]:
    """All that is said of an instrument."""
    return {
        "名称": one.title, "英文名称": one.title_en, "制定机关": one.issuer, "文号": one.document_no,
        "通过日期": wording.day(one.made), "施行日期": wording.day(one.in_force), "废止日期": wording.day(one.repealed),
        "链接": one.link, "文本的文件名": one.text,
    }  # fmt: skip


def _differing(of: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for what, said in before.items():
        if said != after[what]:
            yield Change(of, what, said or "（无）", after[what] or "（无）")


def _facts(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for name in sorted(old.facts.keys() | new.facts.keys()):
        was, now = old.facts.get(name), new.facts.get(name)
        of = f"事实{name}"
        if was is None or now is None:
            yield Change(of, "定义", was.label if was else "", now.label if now else "")
            continue
        yield from _differing(of, _fact(was), _fact(now))
        yield from _places_changed(of, was.places, now.places)


def _places_changed(of: str, was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[Change]:
    """Only the places that came and those that went: a fact may be read in forty."""
    gone, came = ([one for one in mine if one not in others] for mine, others in ((was, now), (now, was)))
    if gone:
        yield Change(of, "读取的位置", "、".join(gone), "")
    if came:
        yield Change(of, "读取的位置", "", "、".join(came))
    if was != now and not gone and not came:
        yield Change(of, "读取的位置的次序", "原来的次序", "另一次序")


def _fact(spec: FactSpec) -> dict[str, str]:
    """All that is said of a fact; where it is read is told by itself."""
    return {
        "名称": spec.label, "英文名称": spec.label_en, "单位": spec.unit, "英文单位": spec.unit_en,
        "“是”的说法": spec.yes, "“是”的英文说法": spec.yes_en, "“否”的说法": spec.no, "“否”的英文说法": spec.no_en,
        "说法": spec.says, "英文说法": spec.says_en, "不明时的说法": spec.unknown, "不明时的英文说法": spec.unknown_en,
        "要求的说法": spec.required, "要求的英文说法": spec.required_en,
        "种类": spec.type.value, "核验对象": spec.subject.value, "词汇": spec.terms.__name__ if spec.terms else "",
    }  # fmt: skip


def _calendar(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for year in sorted(old.calendar.years | new.calendar.years):
        of = f"{year}年日历"
        if year in old.calendar.years and year in new.calendar.years:
            yield from _days_changed(of, "放假", old.calendar.holidays, new.calendar.holidays, year)
            yield from _days_changed(of, "调休上班", old.calendar.makeup_days, new.calendar.makeup_days, year)
        else:
            yield Change(of, "放假和调休上班", *(_year(book.calendar, year) for book in (old, new)))


def _days_changed(of: str, what: str, was: frozenset[date], now: frozenset[date], year: int) -> Iterator[Change]:
    gone, came = _days(was - now, year), _days(now - was, year)
    if gone:
        yield Change(of, what, gone, "")
    if came:
        yield Change(of, what, "", came)


def _year(calendar: Calendar, year: int) -> str:
    if year not in calendar.years:
        return ""
    free, worked = (_days(days, year) for days in (calendar.holidays, calendar.makeup_days))
    return f"放假{free or '无'}；上班{worked or '无'}"


def _days(days: frozenset[date], year: int) -> str:
    return "、".join(f"{day.month}月{day.day}日" for day in sorted(days) if day.year == year)
