"""Holds how what was submitted is laid out for reading: every known place with its name and value, by section.

A list of things is one entry with a line for each; answers of yes and no are gathered, as nobody reads twenty lines.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from forms import labels
from review.domain.dossier import (
    CatalogueItem,
    CompetitionCheck,
    Dossier,
    Justification,
    LegalBasis,
    Person,
    Preparation,
    ReceivedOpinion,
    Reference,
    RelatedMatter,
    Scope,
    UnitConsultation,
)
from review.domain.plain import hints, key_of
from review.domain.vocabulary.preparation import standard_named
from review.web.presentation import article, day, instant, label, money, short

People = Mapping[str, Person]

HASH = re.compile("[0-9a-f]{64}")
"""Is shortened here; the files have their tab, and the record prints every hash whole."""

GROUPS = (
    ("基本情况", ("category", "secondary_categories", "decision_mode", "proposer", "catalogue", "submitted_by",
                  "submitted_on", "followed_by", "drafters", "undertaking_units", "lead_unit", "contact")),
    ("决策内容", ("problem", "necessity", "feasibility", "preliminary_plan", "legal_basis", "state_secret_free",
                  "emergency")),
)  # fmt: skip
"""The fields of the matter that are read together; every other one has a section of its own."""

ELSEWHERE = frozenset({
    "/format", "/as_of", "/edition_on", "/unit", "/people", "/legal_opinions", "/legality_review", "/meetings",
    "/sign_off_plans", "/approvals", "/attachments", "/matter", "/matter/number", "/matter/title", "/matter/draft",
    "/matter/candidates",
})  # fmt: skip
"""What stands at the head of the page or under another of its tabs, and what is laid out below in its own way."""

HEADINGS = {
    "/matter/scope": "涉及情形", "/matter/funds": "资金", "/matter/project": "项目", "/preparation": "前期程序",
    "/justifications": "须说明事项的理由", "/answers": "人工回答", "/reporting": "请示报告", "/publication": "公布",
    "/execution": "执行", "/archive": "归档",
}  # fmt: skip
"""The headings that say more than the name of the place."""


FOUND = "/matter/funds/on_record/related_matters"
"""What the service found itself are matters of the same unit, which whoever reads this page may open."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One known place: its name, and its value in one or more lines, which may each lead to a page."""

    name: str
    lines: tuple[str, ...]
    hrefs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    entries: tuple[Entry, ...]


def sections(dossier: Dossier) -> tuple[Section, ...]:
    """Every section of which something is known; a field that nobody has placed yet has one of its own."""
    laid = (*_matter(dossier), *_candidates(dossier), *_course(dossier))
    return tuple(section for section in laid if section.entries)


def _matter(dossier: Dossier) -> Iterator[Section]:
    people = dossier.people or {}
    places = dict(_places(dossier.matter, "/matter"))
    for heading, names in GROUPS:
        grouped = [(place, places.pop(place)) for place in (f"/matter/{name}" for name in names)]
        yield Section(heading, tuple(entry for place, value in grouped for entry in entries(value, place, people)))
    yield from (_own(value, place, people) for place, value in places.items())


def _candidates(dossier: Dossier) -> Iterator[Section]:
    for number, candidate in enumerate(dossier.matter.candidates or ()):
        known = tuple(entries(candidate, f"/matter/candidates/{number}", dossier.people or {}))
        yield Section(f"拟任免人选　{candidate.name or candidate.id}", known[2 if candidate.name else 1 :])


def _course(dossier: Dossier) -> Iterator[Section]:
    """What was done before and after the decision; each procedure of the preparation has its section."""
    people = dossier.people or {}
    for place, value in _places(dossier, ""):
        if isinstance(value, Preparation):
            parts = tuple(_places(value, place))
            plain = (entries(part, at, people) for at, part in parts if not is_dataclass(part))
            yield Section(HEADINGS[place], tuple(chain.from_iterable(plain)))
            yield from (_own(part, at, people) for at, part in parts if is_dataclass(part))
        else:
            yield _own(value, place, people)


def _places(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """The places in `value` that are laid out here, in the order of the dossier."""
    at = ((f"{pointer}/{key_of(field.name)}", getattr(value, field.name)) for field in fields(value))
    return ((place, given) for place, given in at if place not in ELSEWHERE)


def _own(value: Any, pointer: str, people: People) -> Section:
    return Section(HEADINGS.get(pointer) or _name(pointer), tuple(entries(value, pointer, people)))


def entries(value: Any, pointer: str, people: People) -> Iterator[Entry]:
    """The known places in `value`, in the order of the dossier."""
    if value is None:
        return
    if isinstance(value, Scope):
        yield from _answers(value, people)
    elif type(value) is not Reference and is_dataclass(value):
        for field in fields(value):
            yield from entries(getattr(value, field.name), f"{pointer}/{key_of(field.name)}", people)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        hrefs = tuple(f"/matters/{item.number}" for item in value) if pointer == FOUND else ()
        yield Entry(_name(pointer), tuple(line(item, people) for item in value), hrefs)
    else:
        yield Entry(_name(pointer), (said(value, people),))


def _answers(scope: Scope, people: People) -> Iterator[Entry]:
    """Which situations the matter has, which not, and which were not answered."""
    asked = {name: getattr(scope, name) for name, hint in hints(Scope).items() if hint == bool | None}
    for heading, answer in (("有", True), ("没有", False), ("未填写", None)):
        names = [_name(f"/matter/scope/{name}") for name, given in asked.items() if given is answer]
        if names:
            yield Entry(heading, ("；".join(names),))
    for field in fields(scope):
        if field.name not in asked:
            yield from entries(getattr(scope, field.name), f"/matter/scope/{field.name}", people)


def line(item: Any, people: People) -> str:
    """One thing of a list in one line."""
    if isinstance(item, Reference):
        return item.name or who(item.id, people)
    if isinstance(item, LegalBasis):
        return article((item.instrument or "—").strip("《》"), item.article or "")
    if isinstance(item, CatalogueItem):
        reviewed = {True: "须经合法性审查", False: "不须合法性审查", None: ""}[item.legality_review_required]
        terms = "；".join(part for part in (label(item.meeting_sequence or ()), reviewed) if part and part != "无")
        return f"{item.code or ''} {item.name or ''}" + (f"（{terms}）" if terms else "")
    if isinstance(item, UnitConsultation):
        agreed = {True: "同意", False: "有不同意见", None: "意见未登记"}[item.agreed]
        adopted = {True: "，已采纳", False: "，未采纳", None: ""}[item.adopted]
        replied = f"{day(item.replied_on)}回复，" if item.replied_on else ""
        return f"{item.unit or '—'}：{replied}{agreed}{adopted}" + (f"。{item.reason}" if item.reason else "")
    if isinstance(item, ReceivedOpinion):
        whose = "".join(filter(None, (item.source.label if item.source else "", item.given_by)))
        return f"{whose or '—'}：{item.text or '—'}（{item.response.label if item.response else '未答复'}）" + (
            f"。{item.reason}" if item.reason else "")
    if isinstance(item, RelatedMatter):
        amount = "金额未登记" if item.amount is None else f"{money(item.amount)} 元"
        marks = [one.label for one in item.grounds or ()] + ["可能重复"] * bool(item.possible_duplicate)
        return f"{item.number or '—'}　{amount}" + (f"（{'、'.join(marks)}）" if marks else "")
    if isinstance(item, CompetitionCheck):
        present = {True: "有", False: "没有", None: "未答"}[item.present]
        return f"{standard_named(item.head or '—')}：{present}"
    if isinstance(item, Justification):
        return f"{item.rule or '—'}：{item.reason or '—'}"
    known = (getattr(item, field.name) for field in fields(item))
    return "　".join(said(value, people) for value in known if value is not None)


def said(value: Any, people: People) -> str:
    """A single value, or a list of them, as it is read."""
    if isinstance(value, Decimal):
        return f"{money(value)} 元"
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Reference):
        return value.name or who(value.id, people)
    if is_dataclass(value):
        return line(value, people)
    if isinstance(value, tuple):
        return "、".join(said(item, people) for item in value) or "无"
    if isinstance(value, str) and value in people:
        return who(value, people)
    if isinstance(value, str) and HASH.fullmatch(value):
        return short(value)
    return label(value)


def who(person: str | None, people: People) -> str:
    """The name of a person of the dossier, with his post; the id where no name is known."""
    known = people.get(person or "")
    if known is None or known.name is None:
        return person or "—"
    return f"{known.name}（{known.post}）" if known.post else known.name


def _name(pointer: str) -> str:
    """The name of the place, without the row, which the heading names, and the unit, which stands with the value."""
    return labels.label(pointer).rpartition("　")[2].replace("（元）", "").replace("，元）", "）")
