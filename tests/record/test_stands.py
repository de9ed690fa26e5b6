"""The record says how the matter stands in the words of the pages, and names people instead of printing their ids."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from review.domain.dossier import Notice
from review.domain.headline import headline_of
from review.domain.workflow import State
from review.record.view.further import further_view
from review.record.view.heading import conclusion_view, heading_view
from review.record.view.people import People
from review.service.record import CHINA

from . import examples


def test_who_was_notified_is_printed_by_name() -> None:
    dossier = examples.record("01").dossier
    told = Notice(sent_to=("p01", "p02"), papers_to=("p02",))
    meeting = replace(dossier.meetings[0], notice=told)
    noticed = replace(dossier, meetings=(meeting,))
    blocks = further_view(noticed, People(noticed), 0)
    printed = {row["label"]: row["value"] for block in blocks for line in block["rows"] for row in line}
    names = [member.name for member in meeting.members if member.id in ("p01", "p02")]
    assert printed["已通知的成员"] == names
    assert printed["已送达材料的成员"] == names[1:]


@pytest.mark.parametrize(
    ("completed", "printed_on", "said"),
    [(None, date(2024, 6, 1), "在办（限2024年12月31日）"), (None, date(2025, 1, 1), "在办，已超期（限2024年12月31日）"),
     (date(2024, 11, 5), date(2025, 1, 1), "办结（2024年11月5日）")],
)  # fmt: skip
def test_the_head_says_whether_the_matter_is_finished(completed: date | None, printed_on: date, said: str) -> None:
    record = examples.record("03")
    execution = replace(record.dossier.execution, deadline=date(2024, 12, 31), completed_on=completed)
    dossier = replace(record.dossier, execution=execution)
    made_at = datetime.combine(printed_on, time(), CHINA)
    made = replace(record, dossier=dossier, state=State.APPROVED, made_at=made_at)
    assert heading_view(made, headline_of(dossier, made.judgement, made.state))["handling"] == said


@pytest.mark.parametrize(("state", "word"), [(State.APPROVED, "没有"), (State.PREPARING, "尚未")])
def test_nothing_is_said_to_be_still_to_come_of_a_finished_matter(state: State, word: str) -> None:
    """An appointment needs no legal opinion; that there is none is then no open point."""
    record = examples.record("04")
    dossier = replace(record.dossier, legal_opinions=None, legality_review=None, meetings=None)
    made = replace(record, dossier=dossier, state=state)
    lines = conclusion_view(made, headline_of(dossier, made.judgement, state))["lines"]
    assert [line["value"][0][:2] for line in lines[:3]] == [word] * 3
