"""Turns an annual report into plain values for its template: the numbers, the rows behind them, the list of matters."""

from collections.abc import Iterator
from typing import Any

from review.domain.annual import COUNTED_BY, SECTIONS, TOLD, Annual, Figure, Presided, Rate, Report, Row
from review.domain.vocabulary import Outcome
from review.record import glyphs
from review.record.view import say
from review.record.view.heading import unit_size
from review.record.view.proof import stamp_told
from review.record.view.runs import runs

ANNEXES = {"principal": "主要负责人履行推进法治建设第一责任人职责清单", "rows": "各项数字的事项", "matters": "事项目录",
           "counting": "计算和核对的办法"}  # fmt: skip
SIGNERS = ("编制人", "合法性审查部门负责人", "主要负责人")

MOST_LISTED = 1_000
"""Matters of a year that are listed, on some hundred pages; more of them are in the numbers that the file carries and in the
workbook only, for they would take minutes to print."""

AT_ONCE = 60
"""How many matters stand in one paragraph: a longer one takes the printer more than its share of time."""

NAMED_BEFORE = frozenset({
    Figure.PASSED, Figure.REJECTED, Figure.REVIEWED_BEFORE, Figure.ADVISED_BEFORE, Figure.REVIEW_NOT_DUE, Figure.ADVICE_NOT_DUE,
    Figure.LAWFUL, Figure.LAWFUL_WITH_CHANGES, Figure.UNLAWFUL, Figure.EXPLORATORY, Figure.IN_TIME, Figure.PRESIDED,
    Figure.SPOKE_LAST,
})  # fmt: skip
"""The numbers of which every meeting or review is named under the number that they are a part of."""


def annual_view(paper: Annual, sha256: str) -> dict[str, Any]:
    """Everything that is printed, in the order in which it is printed."""
    report = paper.report
    numbers = {what: place for place, what in enumerate((what for part in SECTIONS for what, _ in report.shown(part)), 1)}
    matters = list(_matters(report))
    listed = len(matters) <= MOST_LISTED
    annexes = list(ANNEXES.items()) if listed else [("counting", ANNEXES["counting"])]
    view = {
        "head": _head(paper),
        "refers": _refers(len(matters), listed),
        "until": _until(paper),
        "rates": [*map(_rate, report.rates)],
        "days": _days(report),
        "heads": [("w10", "号"), ("", "项目"), *(("w18", word) for word in report.columns.values()), ("w14", "合计")],
        "sections": list(_sections(report, numbers)),
        "annexes": [{"name": name, "heading": f"附件{place}", "title": title}
                    for place, (name, title) in enumerate(annexes, 1)],
        "signers": SIGNERS,
        "presided": [*map(_presided, report.presided)] if listed else [],
        "numbers": list(_numbers(report, numbers)) if listed else [],
        "matters": matters if listed else [],
        "counted_by": COUNTED_BY,
        "proof": {"sha256": sha256, "events": paper.events, "head": paper.head, "rulebook": paper.rulebook["id"],
                  "rulebook_sha256": paper.rulebook["sha256"], "stamp": stamp_told(paper.time_stamp, paper.events > 0)},
    }  # fmt: skip
    boxed = glyphs.boxed(view)
    view["boxed"] = {"number": sum(boxed.values()), "points": "、".join(sorted(boxed)[:20])}
    return view


def _head(paper: Annual) -> dict[str, Any]:
    unit, year = say.text(paper.unit.name or paper.unit.code), paper.report.year
    return {
        "unit": unit, "unit_size": unit_size(unit), "year": f"{year}年度", "marking": "内部",
        "title": f"{unit}法治政府建设年度报告（{year}年度重大决策部分）",
        "created": paper.made_at.isoformat(timespec="seconds"),
    }  # fmt: skip


def _refers(matters: int, listed: bool) -> str:
    """Where the matters behind the numbers are found."""
    if listed:
        return "第一列是附件2中的号，列出该数字的全部事项。"
    found = "各项数字的全部事项在本文件所附的annual.json和导出的Excel中。"
    return f"本年度共{matters:,}件事项，超过{MOST_LISTED:,}件，不逐件打印：{found}"


def _until(paper: Annual) -> str:
    if not paper.events:
        return "本单位还没有办理过事项"
    return f"截至最近一次办理：{say.instant(paper.made_at)}（办理轨迹第{paper.events}号）"


def _rate(rate: Rate) -> dict[str, str]:
    whole = f"{rate.part}/{rate.whole}{rate.unit}" if rate.whole else "没有可以计算的"
    return {"title": rate.title, "of": whole, "share": rate.said, "open": f"{rate.open}{rate.unit}" if rate.open else say.NOTHING}


def _days(report: Report) -> dict[str, str]:
    days = report.days
    told = f"最少{days.least}、中位{days.middle}、最多{days.most}" if days.counted else "没有可以计算的"
    provisional = f"，其中暂定{days.provisional}份" if days.provisional else ""
    return {
        "of": f"{days.counted}份{provisional}" if days.counted else say.UNKNOWN, "told": told,
        "open": f"{days.open}份" if days.open else say.NOTHING,
    }  # fmt: skip


def _sections(report: Report, numbers: dict[Figure, int]) -> Iterator[dict[str, Any]]:
    for section in SECTIONS:
        yield {"title": f"{section.title}（{section.unit}）", "lines": [
            {"place": numbers[what], "label": what.label, "depth": depth, "open": what.is_open and report.count(what) > 0,
             "counts": [report.count(what, column) for column in report.columns], "all": report.count(what)}
            for what, depth in report.shown(section)
        ]}  # fmt: skip


def _presided(one: Presided) -> dict[str, str]:
    before = {Outcome.met: ("已经审查", "pass"), Outcome.not_met: ("没有审查", "fail"),
              Outcome.undetermined: ("未定", "open"), Outcome.not_applicable: ("不要求", "na")}[one.reviewed]  # fmt: skip
    last = {True: ("是", "pass"), False: ("否", "fail"), None: ("未定", "open")}[one.spoke_last]
    return {
        "day": say.day(one.on), "meeting": one.meeting, "number": one.number, "title": one.title, "result": one.result.label,
        "person": one.person, "last": last[0], "last_tone": last[1], "before": before[0], "before_tone": before[1],
    }  # fmt: skip


def _numbers(report: Report, numbers: dict[Figure, int]) -> Iterator[dict[str, Any]]:
    """The numbers that have rows, each with its matters in paragraphs."""
    for section in SECTIONS:
        for what, _ in report.shown(section):
            if rows := report.behind(what):
                yield {
                    "place": numbers[what], "label": what.label, "count": f"{report.count(what)}{section.unit_of(what)}",
                    "told": TOLD[what], "paragraphs": list(_paragraphs(what, rows)),
                }  # fmt: skip


def _paragraphs(what: Figure, rows: tuple[Row, ...]) -> Iterator[dict[str, str]]:
    """The matters of a number: those of which the same is to be said together, in the order of their days."""
    alike: dict[str, list[str]] = {}
    for row in rows:
        asides = ("" if what in NAMED_BEFORE else row.note, f"每件计{row.count}" if row.count > 1 else "")
        alike.setdefault("，".join(filter(None, asides)), []).append(row.number)
    for said, numbers in alike.items():
        listed = list(runs(numbers))
        for start in range(0, len(listed), AT_ONCE):
            yield {"said": said, "numbers": "、".join(listed[start : start + AT_ONCE])}


def _matters(report: Report) -> Iterator[dict[str, Any]]:
    """Every matter behind any number, once, with the days on which it was submitted and decided in the year."""
    found = {row.number: row for rows in report.rows.values() for row in rows}
    days = [(word, {row.number: row.on for row in report.behind(what)})
            for word, what in (("提交", Figure.SUBMITTED), ("决定", Figure.DECIDED))]  # fmt: skip
    for number, row in sorted(found.items()):
        dated = [f"{word}{say.day(of[number])}" for word, of in days if number in of]
        yield {"number": number, "title": row.title, "told": [row.category.label if row.category else "没有登记类别", *dated]}
