"""Every number is the sum of its rows, nothing is left out or taken for an answer that is not known, and the years add up."""

from collections import Counter
from datetime import date
from statistics import median

import pytest
from hypothesis import given, settings

from review.domain.annual import COLUMNS, SECTIONS, TOLD, Figure, OnFile, Report, report_of
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import (
    DecisionMode,
    MeetingResult,
    MeetingType,
    Outcome,
    Response,
    ReviewConclusion,
    ReviewKind,
)
from review.domain.workdays import Calendar
from review.domain.workflow import State

from .files import UNITS

F = Figure
YEARS = (2023, 2024, 2025)
UNTIL = date(2025, 3, 1)
GROUP = MeetingType.PARTY_GROUP_MEETING
PARTS = {
    F.DECIDED: (
        (F.PASSED, F.REJECTED, F.RESULT_OPEN),
        (F.REVIEWED_BEFORE, F.NOT_REVIEWED_BEFORE, F.REVIEWED_BEFORE_OPEN, F.REVIEW_NOT_DUE),
        (F.ADVISED_BEFORE, F.NOT_ADVISED_BEFORE, F.ADVISED_BEFORE_OPEN, F.ADVICE_NOT_DUE),
        (F.PRESIDED, F.NOT_PRESIDED, F.PRESIDING_OPEN),
    ),
    F.PASSED: ((F.CONDITIONAL, F.UNCONDITIONAL, F.CONDITIONS_OPEN),),
    F.PRESIDED: ((F.SPOKE_LAST, F.NOT_LAST, F.LAST_OPEN),),
    F.REVIEWS: (
        (F.LAWFUL, F.LAWFUL_WITH_CHANGES, F.UNLAWFUL, F.EXPLORATORY, F.CONCLUSION_OPEN),
        (F.DAYS_KNOWN, F.DAYS_OPEN), (F.IN_TIME, F.LATE, F.TIME_OPEN),
    ),
    F.SUGGESTIONS: ((F.SUGGESTIONS_ADOPTED, F.SUGGESTIONS_PARTLY, F.SUGGESTIONS_NOT_ADOPTED, F.SUGGESTIONS_UNANSWERED),),
    F.CHANGES: ((F.CHANGES_ADOPTED, F.CHANGES_PARTLY, F.CHANGES_NOT_ADOPTED, F.CHANGES_UNANSWERED),),
}  # fmt: skip
"""Numbers that are made of others, each way in which they are: what is not known is one of them."""


Reports = dict[int, Report]


def holds(rulebook: Rulebook, unit: tuple[OnFile, ...]) -> None:
    of_years = {year: report_of(unit, year, rulebook.calendar, UNTIL) for year in YEARS}
    adds_up(of_years, unit)
    agrees_with_a_count_by_hand(of_years, unit, rulebook.calendar)
    loses_no_decision(of_years, unit)
    shares_are_honest(of_years, unit)


@settings(max_examples=15)
@given(UNITS)
def test_every_number_of_every_unit_is_what_its_matters_make_it(rulebook: Rulebook, unit: tuple[OnFile, ...]) -> None:
    holds(rulebook, unit)


@pytest.mark.heavy
@settings(max_examples=600)
@given(UNITS)
def test_every_number_of_many_more_units_is_that_too(rulebook: Rulebook, unit: tuple[OnFile, ...]) -> None:
    holds(rulebook, unit)


def adds_up(of_years: Reports, unit: tuple[OnFile, ...]) -> None:
    """Every number is the sum of its rows, of its classes and of its parts."""
    for report in of_years.values():
        for what in Figure:
            rows = report.behind(what)
            assert report.count(what) == sum(row.count for row in rows)
            assert report.count(what) == sum(report.count(what, column) for column in COLUMNS)
            assert len(rows) == sum(len(report.behind(what, column)) for column in COLUMNS)
            assert {row.number for row in rows} <= {one.number for one in unit}
            assert all(row.on is None or row.on.year == report.year for row in rows)
        for whole, ways in PARTS.items():
            for parts in ways:
                assert sum(map(report.count, parts)) == report.count(whole), (whole, parts)
        assert len(report.presided) == report.count(F.PRESIDED)


def agrees_with_a_count_by_hand(of_years: Reports, unit: tuple[OnFile, ...], calendar: Calendar) -> None:
    for year, report in of_years.items():
        by_hand: Counter[Figure] = Counter()
        used = []
        for one in unit:
            dossier, newest = one.dossier, one.dossier.legality_review
            by_hand[F.SUBMITTED] += bool(dossier.matter.submitted_on and dossier.matter.submitted_on.year == year)
            by_hand[F.WITHDRAWN] += bool(one.withdrawn_on and one.withdrawn_on.year == year)
            in_year = [m for m in dossier.meetings or () if m.held_on and m.held_on.year == year]
            by_hand[F.DEFERRED] += any(m.result is MeetingResult.DEFERRED for m in in_year)
            for opinion in dossier.legal_opinions or ():
                if opinion.issued_on and opinion.issued_on.year == year:
                    by_hand[F.POINTS_OPEN] += opinion.suggestions is None
                    for point in opinion.suggestions or ():
                        by_hand[F.SUGGESTIONS] += 1
                        by_hand[F.SUGGESTIONS_NOT_ADOPTED] += point.response is Response.NOT_ADOPTED
                        by_hand[F.SUGGESTIONS_UNANSWERED] += point.response is None
            for review in (*(newest.earlier or ()), newest) if newest else ():
                if review.issued_on and review.issued_on.year == year:
                    proper = review.kind is ReviewKind.REVIEW
                    by_hand[F.NO_REVIEW] += not proper
                    by_hand[F.REVIEWS] += proper
                    by_hand[F.UNLAWFUL] += proper and review.conclusion is ReviewConclusion.UNLAWFUL
                    by_hand[F.CONCLUSION_OPEN] += proper and review.conclusion is None
                    by_hand[F.LATE] += proper and bool(review.due_on) and review.due_on < review.issued_on
                    by_hand[F.POINTS_OPEN] += proper and review.required_changes is None
                    known = None not in (review.complete_on, review.due_on) and not review.returns
                    by_hand[F.DAYS_OPEN] += proper and not known
                    if proper and known:
                        used.append(max(0, calendar.between(review.complete_on, review.issued_on).days))
        for what in (F.SUBMITTED, F.WITHDRAWN, F.DEFERRED, F.POINTS_OPEN, F.SUGGESTIONS, F.SUGGESTIONS_NOT_ADOPTED, F.NO_REVIEW,
                     F.SUGGESTIONS_UNANSWERED, F.REVIEWS, F.UNLAWFUL, F.CONCLUSION_OPEN, F.LATE, F.DAYS_OPEN):  # fmt: skip
            assert report.count(what) == by_hand[what], what
        days = report.days
        assert (days.counted, days.least, days.most) == (len(used), min(used, default=None), max(used, default=None))
        assert days.middle == (median(used) if used else None)


def loses_no_decision(of_years: Reports, unit: tuple[OnFile, ...]) -> None:
    """Every decision that stands is in one year or undated, and in no two."""
    decided = Counter(row.number for report in of_years.values() for row in report.behind(F.DECIDED))
    undated = {row.number for row in of_years[2024].behind(F.UNDATED)}
    for one in unit:
        assert decided[one.number] <= 1
        if decided[one.number]:
            assert one.state in (State.DECIDED, State.APPROVED, State.REJECTED)
        results = [m.result for m in one.dossier.meetings or ()]
        if one.state is State.REJECTED and results[-1:] == [MeetingResult.REJECTED]:
            assert decided[one.number] or one.number in undated
        able = [m for m in one.dossier.meetings or () if m.type in (None, GROUP) and m.result is not MeetingResult.DEFERRED]
        voted = one.dossier.matter.decision_mode is DecisionMode.PARTY_GROUP_VOTE and one.state in (State.DECIDED, State.APPROVED)
        if voted and able and able[-1].type and able[-1].result:
            day = able[-1].held_on
            assert one.number in ({row.number for row in of_years[day.year].behind(F.DECIDED)} if day else undated)


def shares_are_honest(of_years: Reports, unit: tuple[OnFile, ...]) -> None:
    """What is not known is in the whole and not in the part."""
    for report in of_years.values():
        reviewed, advised, suggestions, _ = report.rates
        for rate, rule in ((reviewed, "LRV-01"), (advised, "LAD-01")):
            decided = {row.number for row in report.behind(F.DECIDED)}
            verdicts = [one.verdicts.get((rule, "")) for one in unit if one.number in decided]
            outcomes = [one.outcome if one else Outcome.undetermined for one in verdicts]
            assert rate.part == outcomes.count(Outcome.met)
            assert rate.open == outcomes.count(Outcome.undetermined)
            assert rate.whole == len(outcomes) - outcomes.count(Outcome.not_applicable)
            assert (rate.per_cent == 100) == (rate.whole > 0 and rate.part == rate.whole)
        assert suggestions.whole == report.count(F.SUGGESTIONS) - report.count(F.SUGGESTIONS_UNANSWERED)


def test_every_number_stands_in_one_section_and_says_how_it_is_counted() -> None:
    lines = [what for section in SECTIONS for what, _ in section.lines]
    assert sorted(lines) == sorted(Figure)
    assert set(TOLD) == set(Figure)
    assert len({what.label for what in Figure}) == len(Figure), "two numbers of one name in the sheet of rows"
    assert {section.unit_of(what) for section in SECTIONS for what, _ in section.lines} == {"件", "份", "条"}
