"""Holds how values are written on a page (dates, money, terms, places) as template filters; no page and no rule."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask, url_for

from forms import labels
from review.domain import delegations, wording
from review.domain.after import state_of
from review.domain.approvals import live_approvals
from review.domain.checklist import Finding
from review.domain.dossier import CandidateVote, Dossier, Meeting, Statement
from review.domain.heads_decision import outcome_told, result_told
from review.domain.meeting import debates, result_of
from review.domain.outdated import given_on
from review.domain.phrases import time_of
from review.domain.sign_off_told import sign_off_told
from review.domain.sitting import Sitting
from review.domain.supplementary_notice import is_supplement
from review.domain.vocabulary import Outcome, Role
from review.service.ports import Actor
from review.web import after, progress, session, urgency

SHORT_HASH = 12
"""How many digits of a hash stand in a table; the record prints it whole."""

ROLE_WORDS = {Role.GROUP_SECRETARY: "党组书记"}
"""The words of roles that are too long for the bar and the flow."""

SUBJECTS = {"/meetings": "第{}次会议", "/matter/candidates": "第{}名人选"}
"""What a finding that is not about the matter as a whole speaks of."""


def install(app: Flask) -> None:
    """Register the filters and the address of static files, which changes with their content."""
    app.jinja_env.filters.update(
        says=labels.says,
        day=day, short_day=short_day, recent_day=_recent_day, instant=instant, time_of=time_of,
        money=money, label=label, short=short, article=article, place=labels.label, subject=subject,
        not_applicable=not_applicable, in_place=delegations.said, size=size, roles=roles, role=role, change=change,
        urgency=urgency.urgency, given_on=given_on, task_state=state_of, sign_off_told=sign_off_told,
        result_told=lambda meeting: result_told(meeting.type, meeting.result), outcome_told=outcome_told,
        debated=debated, candidate_result=_candidate_result,
        page=progress.page_of, form_with=progress.form_with, act=progress.word_of, next_words=progress.next_words,
        missing_places=progress.missing_places, live_approvals=live_approvals, demands=after.demands,
        is_supplement=is_supplement,
    )  # fmt: skip
    folder = Path(app.static_folder or "")

    @cache
    def asset(name: str) -> str:
        version = sha256((folder / name).read_bytes()).hexdigest()[:SHORT_HASH]
        return url_for("static", filename=name, v=version)

    app.jinja_env.globals["asset"] = asset


def names_in(dossier: Dossier) -> dict[str, str]:
    """By id everybody whom the dossier names: people, then candidates, members and observers of its meetings."""
    listed = [*(dossier.matter.candidates or ())]
    for meeting in dossier.meetings or ():
        listed += (*(meeting.members or ()), *(meeting.observers or ()))  # type: ignore[arg-type]
    known = {one.id: one.name for one in reversed(listed) if one.id and one.name}
    return known | {id_: person.name for id_, person in (dossier.people or {}).items() if person.name}


def debated(meeting: Meeting) -> list[tuple[str | None, tuple[Statement, ...]]]:
    """What was said: on the topic, or on each candidate."""
    return [(vote.candidate if isinstance(vote, CandidateVote) else None, said or ()) for said, vote in debates(meeting)]


def _candidate_result(meeting: Meeting, candidate: str) -> str:
    result = result_of(meeting, candidate)
    return result.label if result else ""


def day(value: date | str | None) -> str:
    """2026年3月4日; — where there is none."""
    if not value:
        return "—"
    return wording.day(date.fromisoformat(value) if isinstance(value, str) else value)


def short_day(value: date | None) -> str:
    """3月4日, where the year is plain from the place."""
    return "—" if value is None else f"{value.month}月{value.day}日"


def recent_day(value: date | None, today: date) -> str:
    """3月4日 in this year, 2025年3月4日 in another."""
    return short_day(value) if value is None or value.year == today.year else day(value)


def _recent_day(value: date | None) -> str:
    return recent_day(value, session.desk().today())


def instant(value: datetime | None) -> str:
    """2026年3月4日 9:05, in the offset in which it was recorded."""
    return "—" if value is None else f"{day(value.date())} {time_of(value)}"


def money(value: Decimal | str | None) -> str:
    """1,234,567.00; — where there is none."""
    return "—" if value is None or value == "" else f"{Decimal(value):,.2f}"


def label(term: Any) -> str:
    """The Chinese word of a term, several joined; 是 and 否 for an answer; — for what is not known."""
    if term is None:
        return "—"
    if isinstance(term, bool):
        return "是" if term else "否"
    if isinstance(term, tuple | list | set | frozenset):
        return "、".join(label(item) for item in term) or "无"
    return str(getattr(term, "label", term))


def short(digits: str | None) -> str:
    """The first twelve digits of a hash."""
    return (digits or "—")[:SHORT_HASH]


def size(count: int) -> str:
    """The size of a file: 38 KB, 1.2 MB."""
    return f"{count / 1024 / 1024:.1f} MB" if count >= 1024 * 1024 else f"{max(1, round(count / 1024))} KB"


def article(instrument: str, number: str, paragraph: str = "") -> str:
    """《重大行政决策程序暂行条例》第二十六条第二款."""
    return wording.article_text(instrument, number, paragraph)


def subject(pointer: str) -> str:
    """第2次会议 for `/meetings/1`; nothing for the matter, and for a meeting that is not yet planned."""
    parent, _, place = pointer.rpartition("/")
    return SUBJECTS[parent].format(int(place) + 1) if parent in SUBJECTS and place.isdigit() else ""


def change(sentence: str) -> str:
    """A sentence on what changed, with the name of the place instead of its pointer: 已改动：审查结论."""
    start, mark, pointer = sentence.partition("：/")
    return f"{start}：{labels.label(pointer)}" if mark else sentence


def sitting_path(sitting: Sitting) -> str:
    """The address of a meeting."""
    return f"/meetings/{sitting.type.value}/{sitting.year}/{quote(sitting.number, safe='')}"


def role(one: Role) -> str:
    return ROLE_WORDS.get(one, one.label)


def roles(actor: Actor) -> str:
    """The roles of a person, in the order of the vocabulary."""
    return "、".join(role(one) for one in Role if one in actor.roles)


def not_applicable(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings that do not apply, merged by the reason why not."""
    merged: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.outcome is Outcome.not_applicable:
            merged.setdefault(finding.observed or "不涉及", []).append(finding)
    return list(merged.items())
