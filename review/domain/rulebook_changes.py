"""Says in words what changed from one rulebook to another: editions come and gone, what they ask, cite and guard, the
vocabulary and the calendar; which matters are judged otherwise is for `service.replay` to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from review.domain import wording
from review.domain.rulebook import Condition, FactSpec, Rule, Rulebook
from review.domain.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of an edition of a rule, of a fact, or of the calendar. `before` or `after` is empty where there
    was or is nothing."""

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
    """Every difference, rules first, in the order of their ids and days."""
    return (*_rules(old, new), *_facts(old, new), *_calendar(old, new))


def _rules(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    before, after = ({(rule.id, rule.effective_from): rule for rule in book.rules} for book in (old, new))
    for edition in sorted(before.keys() | after.keys()):
        was, now = before.get(edition), after.get(edition)
        of = f"{edition[0]}（{wording.day(edition[1])}起）"
        if was is None or now is None:
            yield Change(of, "规则", was.title if was else "", now.title if now else "")
            continue
        told_before, told_after = _told(was, old), _told(now, new)
        for what, said in told_before.items():
            if said != told_after[what]:
                yield Change(of, what, said or "（无）", told_after[what] or "（无）")


def _told(rule: Rule, book: Rulebook) -> dict[str, str]:
    """What makes the rule, in words; two rules of the same words are the same rule."""
    cited = rule.citation
    instrument = book.instruments[cited.instrument]
    return {
        "要求的表述": rule.title,
        "英文表述": rule.title_en,
        "所属关口": rule.gate.label,
        "严重程度": rule.severity.label,
        "失效日期": wording.day(rule.effective_to) if rule.effective_to else "",
        "适用条件": _all(rule.applies_when, book),
        "要求": "人工判断" if rule.manual else _all(rule.met_when, book),
        "可以不符合的理由": _all(rule.excused_when, book),
        "严重程度的分级": "；".join(f"{_all(tier.when, book)}的，{tier.severity.label}" for tier in rule.severity_when),
        "核验对象": rule.subject.value,
        "补救办法": rule.remedy,
        "英文补救办法": rule.remedy_en,
        "依据": wording.article_text(instrument.title, cited.article, cited.paragraph),
        "依据的英文名称": instrument.title_en,
        "依据的施行日期": wording.day(instrument.in_force),
        "原文词句": cited.phrase,
        "依据的性质": cited.strength.label,
        "把握": f"{cited.confidence}，{wording.day(cited.checked_on)}核对",
        "说明": rule.note,
    }


def _all(conditions: tuple[Condition, ...], book: Rulebook) -> str:
    """The conditions in words, each with the name of its fact: two facts may be told alike."""
    return "；".join(f"{wording.condition_text(one, book.facts)}（{'、'.join(one.reads)}）" for one in conditions)


def _facts(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for name in sorted(old.facts.keys() | new.facts.keys()):
        was, now = _fact(old.facts, name), _fact(new.facts, name)
        if was != now:
            yield Change(f"事实{name}", "定义", was, now)


def _fact(facts: Mapping[str, FactSpec], name: str) -> str:
    if name not in facts:
        return ""
    spec = facts[name]
    chinese = (spec.label, spec.yes, spec.no, spec.says, spec.unknown, spec.unit)
    english = (spec.label_en, spec.yes_en, spec.no_en, spec.says_en, spec.unknown_en, spec.unit_en)
    return "；".join(filter(None, (*chinese, *english, "、".join(spec.places))))


def _calendar(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    for year in sorted(old.calendar.years | new.calendar.years):
        was, now = (_year(book.calendar, year) for book in (old, new))
        if was != now:
            yield Change(f"{year}年日历", "放假和调休上班", was, now)


def _year(calendar: Calendar, year: int) -> str:
    if year not in calendar.years:
        return ""
    free, worked = (
        "、".join(f"{day.month}月{day.day}日" for day in sorted(days) if day.year == year)
        for days in (calendar.holidays, calendar.makeup_days)
    )
    return f"放假{free or '无'}；上班{worked or '无'}"
