"""Desk, list, page, record and command line say of one matter how it stands in the same words."""

import re
from datetime import date
from typing import Any

import pytest

from review.domain.finishing import finish_of
from review.domain.headline import headline_of
from review.domain.passing import gates_said, passings
from review.domain.vocabulary import Gate, Role
from review.record.view.checklist import checklist_view
from review.record.view.heading import heading_view
from review.record.view.people import People
from review.service import oversight
from review.service.desk import Desk
from review.service.ports import Matter, Record
from tests.sampling import some

from .conftest import SignIn, opened, person, signed_in, text

MATTERS = ["SL-ZSJ-2022-0007", "SL-ZSJ-2023-0011", "SL-ZSJ-2023-0004", "SL-ZSJ-2023-0019", "SL-ZSJ-2024-0003",
           "SL-ZSJ-2024-0009"]  # fmt: skip


@pytest.fixture
def row(sign_in: SignIn) -> Any:
    """The row of a matter in the list."""
    page = text(sign_in("shenji").get("/matters"))
    return lambda number: next(one for one in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if number in one)


@pytest.fixture
def stored(desk: Desk) -> Any:
    return lambda number: oversight.show(desk, person(desk, Role.AUDITOR), number)


def record(matter: Matter) -> Record:
    return Record(dossier=matter.dossier, judgement=matter.judgement, state=matter.state, made_at=matter.changed_at)


@pytest.mark.parametrize("number", some(MATTERS, 4))
def test_every_gate_stands_alike_on_page_and_record(stored: Any, sign_in: SignIn, number: str) -> None:
    matter = stored(number)
    stands = passings(matter.dossier, matter.judgement, matter.state)
    page = text(sign_in("shenji").get(f"/matters/{number}"))
    words = re.findall(r'<h3>[^<]*关</h3>\s*<span class="oc chip \w+">.*?</svg>([^<]*)</span>', page)
    shown = dict(zip(Gate, words, strict=True))
    view = checklist_view(matter.dossier, matter.judgement, matter.state, People(matter.dossier))
    assert shown == {gate: one.label for gate, one in stands.items()}
    assert [gate["state"] for gate in view["gates"]] == [one.label for one in stands.values()]


@pytest.mark.parametrize("number", some(MATTERS, 4))
def test_the_list_says_of_the_gates_what_the_sentence_on_the_page_says(stored: Any, row: Any, number: str) -> None:
    matter = stored(number)
    said = gates_said(matter.judgement)
    assert said in headline_of(matter.dossier, matter.judgement, matter.state).text
    assert said in row(number)
    assert '<span class="oc met">' not in row(number).split("金额")[-1].split('class="num"')[-1]


@pytest.mark.parametrize("number", some(MATTERS, 4))
def test_whether_it_is_finished_is_said_alike(stored: Any, row: Any, sign_in: SignIn, desk: Desk, number: str) -> None:
    matter = stored(number)
    stands = finish_of(matter.dossier, matter.state, desk.today())
    page, home = (text(sign_in(who).get(where)) for who, where in (("shenji", f"/matters/{number}"), ("mishu", "/")))
    assert f"{stands.handling.label}</span>" in row(number)
    assert f"{stands.handling.label}</span>" in page
    assert (number in home.partition('id="h-closed"')[2]) is stands.finished
    printed = finish_of(matter.dossier, matter.state, matter.changed_at.date())
    headline = headline_of(matter.dossier, matter.judgement, matter.state)
    assert heading_view(record(matter), headline)["handling"].startswith(printed.handling.label)


def test_an_execution_whose_day_has_passed_is_overdue_everywhere(path: Any) -> None:
    """That of the example was due on 31 December 2024 and nobody has registered its end."""
    app, store = opened(path, date(2026, 11, 29))
    overdue = "SL-ZSJ-2024-0003"
    secretary = signed_in(app, "mishu")
    home, page, listed = (text(secretary.get(at)) for at in ("/", f"/matters/{overdue}", "/matters"))
    assert not re.search(r"已超期</dt>\s*<dd[^>]*>0 ", home)
    assert overdue in home.partition('id="h-closed"')[0]
    assert ">已超期</text>" in page
    assert "2024年12月31日" in page.partition("<dt>期限</dt>")[2]
    assert "限2024年12月31日" in listed
    for shown in (page, listed):
        assert "在办，已超期</span>" in shown
    store.close()
