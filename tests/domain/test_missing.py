"""What is not there may only ever shut, and is named."""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.domain.checklist import Finding, Judgement
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import CompetitionHead, Gate, Outcome

from .judging import PLAIN, changed, dossiers, judged

EARLIER = PLAIN["05"]["matter"]["draft"]["earlier"][0]["sha256"]
NEUTRAL = {
    "/edition_on": "without it the law of the day of the judgement counts",
    "/meetings": "before a meeting is fixed opinion and review are heard by today, and nobody votes (LAD, LRV-01)",
    "/meetings/*/result": "while no result is announced the meeting is taken to decide",
    "/meetings/*/candidate_votes": "the statements and the vote on the topic are judged instead; MTG-14 shuts",
    "/legal_opinions": "where no opinion has to be heard, none was given",
    "/legality_review": "where no review has to be made, none was made; before it is sent, nothing is late (RSK-01)",
    "/preparation": "as its risk assessment",
    "/preparation/risk_assessment": "where no risk has to be assessed, none was assessed (RSK-03)",
    "/preparation/risk_assessment/stability_level": "where no level has to be found, none was found (RSK-04)",
    "/preparation/fair_competition_review": "where nothing touches the market, nothing was reviewed (FCR-02 to 06)",
    "/preparation/public_participation/hearing_decision": "a hearing that the forms do not list was not held (PUB-06 to 08)",
    "/matter/funds/procurement": "funds of a kind that is no procurement have none (FIN-05)",
    "/matter/funds/asset": "services are neither goods nor works: no asset is bought, rented or built (FIN-10)",
    "/matter/funds/first_paid_on": "funds without a day of payment are not paid yet (FIN-04)",
    "/matter/contract": "as its signature",
    "/matter/contract/signed_on": "a contract without a day of signature is not signed yet (FIN-04)",
    "/matter/candidates/*/publicity/objections": "whether they were dealt with is stated; those listed are read too (CAD-11)",
    "/matter/candidates/*/appointed_on": "before the appointment its publicity ends by today (CAD-11)",
    "/matter/candidates/*/related_members": "where it is stated that there is no relation, nobody is related (CAD-13)",
    "/matter/candidates/*/higher/sent_on": "before the appointment papers not sent yet are in time (CAD-15)",
    "/unit/parameters/min_shortened_consultation_days": "a unit without it has set no minimum of its own (PUB-03)",
    "/meetings/*/vote/counts/defer": "counts that add up without it say that nobody would defer (MTG-17)",
    "/meetings/*/vote/counts/not_voting": "counts that add up without it say that everybody there voted (MTG-17)",
    "/meetings/*/members/*/counted": "who is not said to be left out should attend (MTG-06, 07, 16)",
    "/meetings/*/reconsideration": "with no earlier decision on file the matter is discussed for the first time (CAD-10)",
    "/approvals": "before the sign-off the answer from above is there by today (RPT-01, RPT-03)",
    "/reporting/reply": "a report that no decree asks for needs no answer (RPT-01), nor does an emergency (RPT-03)",
    "/execution/completed_on": "before its deadline an execution that has not ended owes no report (EXE-01, EXE-02)",
    "/execution/tasks": "an execution that is not divided has no tasks (EXE-01, EXE-03)",
    "/execution/tasks/*/suspension": "a task that is not said to be suspended goes on (EXE-01, EXE-03)",
    "/execution/tasks/*/suspension/resumed_on": "a task that is not said to be resumed still stands (EXE-01)",
    "/execution/tasks/*/completed_on": "as the completion of the whole (EXE-01)",
    "/execution/evaluation": "a decision may be evaluated and need not: none on file, none was made (EXE-05)",
}
"""The places whose absence says something: not done yet. Each is documented at the fact that reads it."""

NAMED = {"id", "member", "candidate", "format", "as_of"}
UNJUDGED = {"people", "archive", "attachments", "answers"}


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place that is known and may be absent; ids must be there for a dossier to be read."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NAMED and (at or key not in UNJUDGED):
                yield (*at, key)
                yield from places(inner, (*at, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from places(inner, (*at, place))


def without(plain: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    left = dict(plain)
    part: Any = left
    for step in path[:-1]:
        part[step] = copy.copy(part[step])
        part = part[step]
    del part[path[-1]]
    return left


def pattern(path: tuple[str | int, ...]) -> str:
    return "".join(f"/{'*' if isinstance(step, int) else step}" for step in path)


def pairs(before: Judgement, after: Judgement) -> Iterator[tuple[Finding, Finding]]:
    """Each finding with the one in its place afterwards: of the same subject, or of all where that is gone."""
    later = {(one.rule, one.subject): one for one in after.findings}
    for finding in before.findings:
        same = (finding.rule, finding.subject)
        yield finding, later.get(same) or later[finding.rule, finding.subject.rpartition("/")[0]]


Removal = tuple[tuple[str | int, ...], set[Gate], list[tuple[Finding, Finding]]]
"""A place that was taken away, the gates that opened, and the findings that are otherwise."""


def removal(plain: dict[str, Any], path: tuple[str | int, ...], before: Judgement, rulebook: Rulebook) -> Removal:
    after = judged(without(plain, path), rulebook)
    opened = {gate for gate, state in after.gates.items() if state.open and not before.gates[gate].open}
    altered = [(was, became) for was, became in pairs(before, after)
               if (was.outcome, was.shuts) != (became.outcome, became.shuts)]  # fmt: skip
    return path, opened, altered


def check_that_nothing_opens(taken: Removal) -> None:
    path, opened, altered = taken
    assert opened == set(), pattern(path)
    for was, became in altered:
        assert not was.shuts or became.shuts, (pattern(path), was.rule)
        assert was.outcome is not Outcome.not_met or became.outcome is not Outcome.met, (pattern(path), was.rule)


@pytest.fixture(scope="module", params=[
    example if example == "04" else pytest.param(example, marks=pytest.mark.heavy) for example in PLAIN
])  # fmt: skip
def removals(request: pytest.FixtureRequest, rulebook: Rulebook) -> list[Removal]:
    """Every place of one example, taken away by itself."""
    plain = PLAIN[request.param]
    before = judged(plain, rulebook)
    return [removal(plain, path, before, rulebook) for path in places(plain)]


def test_no_place_taken_from_an_example_opens_anything(removals: list[Removal]):
    assert len(removals) > 90
    for taken in removals:
        check_that_nothing_opens(taken)


def test_what_is_undetermined_for_want_of_a_place_names_that_place(removals: list[Removal]):
    for path, _, altered in removals:
        if pattern(path) in NEUTRAL:
            continue
        pointer = "/" + "/".join(map(str, path))
        for was, became in altered:
            if became.outcome is Outcome.undetermined is not was.outcome:
                assert any(within(one, pointer) or within(pointer, one) for one in became.missing), (pointer, was.rule)


NOT_ASKED = {"LARGE_FUNDS": ("major_administrative_decision", "normative_document", "stability_assessment_required")}
"""Questions that are not put to a matter of this class, whose answer counts where it is given (switch matrix 1.R)."""


def is_neutral(plain: dict[str, Any], path: tuple[str | int, ...]) -> bool:
    """Whether the absence of this place says something; where candidates are voted on, the topic need not be (MTG-14)."""
    if path[:2] == ("matter", "scope"):
        asked_less = NOT_ASKED.get(plain["matter"].get("category"), ())
        return path[2] in asked_less if len(path) > 2 else any(plain["matter"]["scope"].get(one) for one in asked_less)
    if pattern(path) == "/meetings/*/vote":
        return bool(plain["meetings"][path[1]].get("candidate_votes"))
    return pattern(path) in NEUTRAL


ONE_HEAD_OPEN = {
    "/as_of": "2024-09-02", "/edition_on": "2024-08-02", "/matter/scope/market_activity": True,
    "/preparation/fair_competition_review": {"conclusion": "NO_RESTRICTION", "checklist": [
        {"head": head.value, "present": False} for head in CompetitionHead if head.value != "11.4"
    ]},
}  # fmt: skip


def within(pointer: str, other: str) -> bool:
    return f"{pointer}/".startswith(f"{other}/")


def test_a_place_taken_from_an_example_turns_no_finding_into_a_breach(removals: list[Removal]):
    for path, _, altered in removals:
        assert [was.rule for was, became in altered if became.outcome is Outcome.not_met] == [], pattern(path)


@pytest.mark.parametrize("sample", [108, pytest.param(1, marks=pytest.mark.heavy)])
def test_what_is_undetermined_always_names_a_place(rulebook: Rulebook, sample: int):
    """By every rule; what a case is about is seen in every case (test_cases.py)."""
    for plain in dossiers()[::sample]:
        for finding in judged(plain, rulebook).findings:
            assert finding.missing or finding.outcome is not Outcome.undetermined, finding


@pytest.mark.parametrize(
    ("example", "changes", "rule", "missing"),
    [
        ("01", {"/meetings": []}, "CLS-11", {"/meetings"}),
        ("01", {"/meetings/0/members": []}, "MTG-06", {"/meetings/0/members"}),
        (
            "01",
            {
                f"/meetings/0/members/{place}/{key}": value
                for place in range(7)
                for key, value in (("present", False), ("counted", False), ("not_counted_reason", "借调"))
            },
            "MTG-06",
            {"/meetings/0/members"},
        ),
        ("01", {"/matter/draft/sha256": None}, "LAD-01", {"/matter/draft/sha256"}),
        (
            "05",
            {"/matter/draft/change": None, "/legality_review/draft_sha256": EARLIER},
            "LRV-13",
            {"/matter/draft/change"},
        ),
        ("01", {"/meetings/0/vote/ballots": None}, "MTG-16", {"/meetings/0/vote/ballots"}),
        ("01", {"/meetings/0/vote/counts/approve": None}, "MTG-17", {"/meetings/0/vote/counts/approve"}),
        ("04", {"/meetings/0/vote/counts/approve": None}, "MTG-16", {"/meetings/0/vote/counts/approve"}),
        ("04", {"/meetings/0/vote": None}, "MTG-18", {"/meetings/0/vote"}),
        ("06", {"/meetings/0/members/3/conflict": None}, "MTG-11", {"/meetings/0/members/3/conflict"}),
        ("01", {"/meetings/0/notice/sent_on": None}, "MTG-03", {"/meetings/0/notice/sent_on"}),
        ("05", ONE_HEAD_OPEN, "FCR-03", {"/preparation/fair_competition_review/checklist"}),
        ("06", {"/reporting": None}, "RPT-01", {"/reporting"}),
        ("06", {"/reporting": None}, "ACC-07", {"/reporting"}),
    ],
)
def test_only_what_would_help_is_asked_for(
    rulebook: Rulebook, example: str, changes: dict[str, Any], rule: str, missing: set[str]
):
    (finding, *_) = [one for one in judged(changed(example, changes), rulebook).findings if one.rule == rule]
    assert finding.outcome is Outcome.undetermined
    assert set(finding.missing) == missing


@cache
def places_of(number: int) -> list[tuple[str | int, ...]]:
    return [path for path in places(dossiers()[number]) if not is_neutral(dossiers()[number], path)]


@pytest.mark.heavy
@settings(max_examples=120, deadline=None)
@given(st.data())
def test_no_place_taken_from_the_dossier_of_any_case_opens_anything(rulebook: Rulebook, data: st.DataObject):
    number = data.draw(st.integers(0, len(dossiers()) - 1), label="dossier")
    path = data.draw(st.sampled_from(places_of(number)), label="place")
    check_that_nothing_opens(removal(dossiers()[number], path, judged(dossiers()[number], rulebook), rulebook))


@pytest.mark.heavy
def test_a_place_whose_absence_is_neutral_is_a_place_of_some_dossier():
    known = {pattern(path) for plain in dossiers() for path in places(plain)}
    assert NEUTRAL.keys() <= known
