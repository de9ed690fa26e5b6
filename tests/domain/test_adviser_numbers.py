"""An adviser's numbers come from the opinions in the matters; a number that nothing stands behind is none, never zero."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.adviser_numbers import POINTS, RESPONSES, SCALES, Advised, Figure, numbers_of, years_of
from review.domain.checklist import judge
from review.domain.dossier import Adviser, Dossier, LegalOpinion, OpinionRating, Suggestion
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Grade, Response

ASKED = date(2024, 4, 28)
"""A Sunday that was worked; the five days of the May holiday follow, and a worked Saturday."""
RATING = OpinionRating(facts=Grade.VERY_GOOD, basis=Grade.GOOD, reasoning=Grade.FAIR, use=Grade.POOR)
ISSUED = LegalOpinion(
    number="1", adviser=Adviser(id="a01", name="甲"), commissioned_on=ASKED, issued_on=date(2024, 5, 6),
    suggestions=(Suggestion(number=1, response=Response.ADOPTED), Suggestion(number=2, response=Response.PARTLY),
                 Suggestion(number=3, response=Response.NOT_ADOPTED), Suggestion(number=4)), rating=RATING,
)  # fmt: skip
OPEN = LegalOpinion(adviser=Adviser(id="a01", name="甲"), commissioned_on=ASKED, suggestions=(Suggestion(number=1),))


def of(*opinions: LegalOpinion) -> Advised:
    return Advised(number="A-1", title="某事项", opinions=opinions)


def test_every_number_counts_the_opinions_behind_it(rulebook: Rulebook) -> None:
    (mine,) = numbers_of([of(ISSUED, OPEN)], rulebook.calendar, 2024)
    assert {what.label: mine.count(what) for what in Figure} == {
        "委托": 2, "出具": 1, "未出具": 1, "已评价": 1, "采纳": 1, "部分采纳": 1, "未采纳": 1, "未答复": 1
    }
    assert all([one.opinion.number for one in mine.behind(what)] == ["1"] for what in RESPONSES)
    assert mine.adoption == Decimal("66.7")
    assert [mine.mean(scale) for scale in SCALES] == [Decimal(f"{points}.0") for points in (4, 3, 2, 1)]


def test_days_are_the_working_days_from_asking_to_issue(rulebook: Rulebook) -> None:
    (mine,) = numbers_of([of(ISSUED, replace(ISSUED, issued_on=ASKED))], rulebook.calendar, 2024)
    assert [one.days.days for one in mine.works if one.days] == [3, 0], "29 and 30 April, 6 May"
    assert (mine.mean_days, mine.provisional) == (Decimal("1.5"), False)
    late = replace(ISSUED, commissioned_on=date(2099, 1, 1), issued_on=date(2099, 2, 2))
    assert numbers_of([of(late)], rulebook.calendar, 2099)[0].provisional


def test_where_there_is_nothing_there_is_no_average(rulebook: Rulebook) -> None:
    (mine,) = numbers_of([of(OPEN)], rulebook.calendar, 2024)
    assert (mine.mean_days, mine.adoption, *map(mine.mean, SCALES)) == (None,) * 6


def test_an_opinion_counts_in_the_year_in_which_it_was_asked_for(rulebook: Rulebook) -> None:
    over_new_year = replace(ISSUED, commissioned_on=date(2023, 12, 29), issued_on=date(2024, 1, 2))
    matters = [of(over_new_year, OPEN, LegalOpinion(adviser=Adviser(id="a02"))), of(LegalOpinion(commissioned_on=ASKED))]
    assert years_of(matters) == (2024, 2023)
    assert [one.count(Figure.ISSUED) for one in numbers_of(matters, rulebook.calendar, 2023)] == [1]
    assert [one.adviser for one in numbers_of(matters, rulebook.calendar, 2024)] == ["a01"]


OPINIONS = st.builds(
    LegalOpinion, adviser=st.sampled_from([Adviser(id=key) for key in ("a01", "a02")]),
    commissioned_on=st.dates(date(2023, 1, 1), date(2025, 12, 31)), issued_on=st.none() | st.just(date(2026, 1, 5)),
    suggestions=st.lists(st.builds(Suggestion, response=st.none() | st.sampled_from(Response)), max_size=3).map(tuple),
    rating=st.none() | st.builds(OpinionRating, **dict.fromkeys(SCALES, st.sampled_from(Grade))),
)  # fmt: skip


@pytest.mark.heavy
@given(st.lists(st.lists(OPINIONS, max_size=3), max_size=4))
def test_the_numbers_of_all_advisers_and_years_add_up(rulebook: Rulebook, given_: list[list[LegalOpinion]]) -> None:
    matters = [of(*opinions) for opinions in given_]
    found = [mine for year in years_of(matters) for mine in numbers_of(matters, rulebook.calendar, year)]
    opinions = [one for opinions in given_ for one in opinions]
    points = [point for one in opinions if one.issued_on for point in one.suggestions or ()]
    assert sum(one.count(Figure.ASKED) for one in found) == len(opinions)
    assert sum(one.count(Figure.OPEN) + one.count(Figure.ISSUED) for one in found) == len(opinions)
    assert sum(one.count(what) for one in found for what in RESPONSES) == len(points)
    for mine, scale in product(found, SCALES):
        mean = mine.mean(scale)
        assert mean is None or 1 <= mean <= 4
        assert (mean is None) == (mine.count(Figure.RATED) == 0)
    assert set(POINTS) == set(Grade)


@pytest.mark.parametrize("grade", [*Grade, None])
def test_a_rating_changes_no_finding_and_no_gate(changed, rulebook: Rulebook, grade: Grade | None) -> None:
    dossier: Dossier = changed("01")
    rating = OpinionRating(**dict.fromkeys(SCALES, grade), remark="评语", by="r01", on=date(2022, 9, 8))
    rated = replace(dossier, legal_opinions=tuple(replace(one, rating=rating) for one in dossier.legal_opinions or ()))
    before, after = judge(dossier, rulebook), judge(rated, rulebook)
    assert (before.findings, before.gates) == (after.findings, after.gates)
