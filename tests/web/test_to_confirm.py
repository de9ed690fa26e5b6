"""What was entered in a register stands on the desk of whoever confirms it, until he has: nobody else can put it in force."""

from dataclasses import replace
from datetime import date

import pytest

from review.demo_lists import lists_of
from review.domain.vocabulary import AdviserKind, Role
from review.service import advisers, catalogue
from review.service.desk import Desk

from .conftest import UNIT, SignIn, person, text

ASKED = "请您确认"


@pytest.fixture
def version(desk: Desk) -> int:
    later = replace(list(lists_of(UNIT))[-1], name="2024-07", effective_from=date(2024, 7, 1))
    return catalogue.enter(desk, person(desk, Role.SECRETARY), later).number


@pytest.fixture
def appointment(desk: Desk) -> int:
    """The adviser's former appointment has ended; the new one waits."""
    secretary = person(desk, Role.SECRETARY)
    (former,) = advisers.roll(desk, secretary).of("a02")
    advisers.end(desk, secretary, former.number, "变更聘任")
    new = replace(former, kind=AdviserKind.IN_HOUSE_COUNSEL, basis="聘任通知", starts=desk.today(), confirmed_on=None)
    return advisers.enter(desk, secretary, new).number


def test_the_secretary_of_the_party_group_finds_both_on_his_desk_and_nobody_else_does(
    sign_in: SignIn, version: int, appointment: int
) -> None:
    shown = text(sign_in("shuji").get("/"))
    assert ASKED in shown
    assert f'href="/catalogue/{version}">事项清单 2024-07' in shown
    assert 'href="/advisers/person/a02">法律顾问乙的聘任' in shown
    for who in ("mishu", "guwen", "shencha", "shuji-xian"):
        assert ASKED not in text(sign_in(who).get("/")), who


def test_once_confirmed_or_taken_back_it_is_gone(sign_in: SignIn, desk: Desk, version: int, appointment: int) -> None:
    catalogue.confirm(desk, person(desk, Role.GROUP_SECRETARY), version)
    advisers.end(desk, person(desk, Role.SECRETARY), appointment, "登记有误")
    assert ASKED not in text(sign_in("shuji").get("/"))


def test_a_version_that_another_has_overtaken_is_not_asked_for(sign_in: SignIn, desk: Desk, version: int) -> None:
    again = replace(list(lists_of(UNIT))[-1], name="2024-07更正", effective_from=date(2024, 7, 1))
    catalogue.confirm(desk, person(desk, Role.GROUP_SECRETARY), catalogue.enter(desk, person(desk, Role.SECRETARY), again).number)
    assert ASKED not in text(sign_in("shuji").get("/"))
