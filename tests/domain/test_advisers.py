"""Nobody out of term or in conflict may be asked: a matrix of days, and of what a declared interest can concern."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from forms import read_dossier
from review.domain.adviser_faults import faults_of_appointment, faults_of_interest
from review.domain.advisers import AdviserStanding, Appointment, Interest, Roll
from review.domain.dossier import Candidate, Drafter, Funds
from review.domain.vocabulary import AdviserKind
from tests.conftest import example_text

DOSSIER = read_dossier(example_text("03"))
NUMBER = "SL-ZSJ-2023-0004"
START, END, TODAY = date(2023, 1, 1), date(2023, 12, 31), date(2023, 6, 1)
DAY = timedelta(days=1)
COUNSEL = Appointment(
    number=1, person="a01", kind=AdviserKind.EXTERNAL_COUNSEL, licence_no="1", firm="某所", fields=("行政许可",), basis="合同",
    starts=START, ends=END, confirmed_on=START,
)  # fmt: skip
INTEREST = Interest(number=1, person="a01", party="甲公司", reason="常年法律顾问", since=START)


def objection(roll: Roll, day: date = TODAY, dossier=DOSSIER) -> str | None:
    return roll.objection("a01", "甲", dossier, NUMBER, day)


@pytest.mark.parametrize(("ends", "confirmed", "ended", "day", "expected"), [
    (END, True, None, START - DAY, AdviserStanding.TO_COME),
    (END, True, None, START, AdviserStanding.IN_TERM),
    (END, True, None, END, AdviserStanding.IN_TERM),
    (END, True, None, END + DAY, AdviserStanding.OVER),
    (None, True, None, date(2099, 1, 1), AdviserStanding.IN_TERM),
    (END, False, None, TODAY, AdviserStanding.UNCONFIRMED),
    (END, False, None, END + DAY, AdviserStanding.OVER),
    (END, True, TODAY, TODAY - DAY, AdviserStanding.IN_TERM),
    (END, True, TODAY, TODAY, AdviserStanding.ENDED),
    (None, False, TODAY, TODAY, AdviserStanding.ENDED),
])  # fmt: skip
def test_only_who_is_confirmed_and_in_term_may_be_asked(ends, confirmed, ended, day, expected) -> None:
    one = replace(COUNSEL, ends=ends, confirmed_on=START if confirmed else None, ended_on=ended)
    assert one.standing(day) is expected
    said = objection(Roll(appointments=(one,)), day)
    assert (said is None) is (expected is AdviserStanding.IN_TERM)
    assert said is None or "：请" in said, "a refusal says what to do"


def test_an_appointment_whose_first_day_is_not_known_never_stands() -> None:
    assert replace(COUNSEL, starts=None).standing(TODAY) is AdviserStanding.UNCONFIRMED


def test_who_is_not_on_the_roll_may_not_be_asked() -> None:
    assert "没有登记" in str(objection(Roll(appointments=(replace(COUNSEL, person="a02"),))))


def test_a_later_appointment_that_waits_does_not_undo_the_one_that_stands() -> None:
    later = replace(COUNSEL, number=2, starts=date(2024, 1, 1), ends=date(2024, 12, 31), confirmed_on=None)
    roll = Roll(appointments=(COUNSEL, later))
    assert roll.in_term("a01", TODAY) == COUNSEL
    assert "尚未确认" in str(objection(roll, date(2024, 6, 1)))


MATTER = DOSSIER.matter
NAMED = {
    "收款方": replace(MATTER, funds=replace(MATTER.funds or Funds(), payee="甲 公司")),
    "承办单位": replace(MATTER, undertaking_units=("办公室", "甲公司")),
    "拟任免人选": replace(MATTER, candidates=(Candidate(id="c9", name="甲公司"),)),
    "起草人": replace(MATTER, drafters=(Drafter(id="d9", name="甲公司"),)),
    "事项名称": replace(MATTER, title="与甲公司签订合同"),
}


@pytest.mark.parametrize("word", NAMED)
def test_an_interest_bars_the_matters_that_it_concerns_until_it_is_lifted(word: str) -> None:
    dossier = replace(DOSSIER, matter=NAMED[word])
    barred = Roll(appointments=(COUNSEL,), interests=(INTEREST,))
    said = str(objection(barred, dossier=dossier))
    assert f"与本事项有关（{word}）" in said and "自2023年1月1日起" in said
    assert objection(barred) is None, "a matter that it does not concern"
    assert objection(replace(barred, interests=(replace(INTEREST, person="a02"),)), dossier=dossier) is None
    assert objection(replace(barred, interests=(replace(INTEREST, lifted_on=TODAY),)), dossier=dossier) is None


def test_an_interest_in_a_matter_is_declared_by_its_number() -> None:
    interest = replace(INTEREST, party=NUMBER)
    assert "就是本事项" in str(objection(Roll(appointments=(COUNSEL,), interests=(interest,))))


@pytest.mark.parametrize(("changes", "place"), [
    ({"licence_no": None}, "licence_no"), ({"firm": " "}, "firm"), ({"basis": "——"}, "basis"), ({"kind": None}, "kind"),
    ({"fields": ()}, "fields"), ({"fields": (" ",)}, "fields"), ({"starts": None}, "starts"), ({"ends": None}, "ends"),
    ({"ends": START - DAY}, "ends"), ({"ends": TODAY - DAY}, "ends"), ({"firm": "所\u202e"}, "firm"),
])  # fmt: skip
def test_what_is_missing_or_wrong_in_an_appointment_is_told_at_its_place(changes, place) -> None:
    assert [one.pointer for one in faults_of_appointment(replace(COUNSEL, **changes), Roll(), TODAY)] == [f"/appointment/{place}"]


def test_only_external_counsel_must_have_a_last_day() -> None:
    for kind in (AdviserKind.GOVERNMENT_LAWYER, AdviserKind.IN_HOUSE_COUNSEL):
        assert faults_of_appointment(replace(COUNSEL, kind=kind, ends=None), Roll(), TODAY) == ()


@pytest.mark.parametrize(("starts", "ends", "overlaps"), [
    (date(2023, 12, 31), date(2024, 6, 1), True), (date(2024, 1, 1), date(2024, 6, 1), False),
    (date(2022, 1, 1), date(2024, 6, 1), True),
])  # fmt: skip
def test_terms_of_one_person_do_not_overlap_unless_the_first_was_ended(starts, ends, overlaps) -> None:
    new, there = replace(COUNSEL, number=2, starts=starts, ends=ends), Roll(appointments=(COUNSEL,))
    assert bool(faults_of_appointment(new, there, TODAY)) is overlaps
    assert faults_of_appointment(replace(new, person="a02"), there, TODAY) == ()
    assert faults_of_appointment(new, Roll(appointments=(replace(COUNSEL, ended_on=TODAY),)), TODAY) == ()


@pytest.mark.parametrize(("changes", "place"), [
    ({"party": None}, "party"), ({"party": "—"}, "party"), ({"party": "甲"}, "party"), ({"reason": ""}, "reason"),
    ({"since": None}, "since"), ({"since": TODAY + DAY}, "since"),
])  # fmt: skip
def test_what_is_missing_or_wrong_in_a_declared_interest_is_told_at_its_place(changes, place) -> None:
    assert [one.pointer for one in faults_of_interest(replace(INTEREST, **changes), Roll(), TODAY)] == [f"/interest/{place}"]


def test_an_interest_that_holds_is_declared_once() -> None:
    there = Roll(interests=(INTEREST,))
    assert "已经申报" in faults_of_interest(replace(INTEREST, party="甲 公司"), there, TODAY)[0].message
    assert faults_of_interest(INTEREST, Roll(interests=(replace(INTEREST, lifted_on=TODAY),)), TODAY) == ()
