"""Judging whole dossiers: which gates are open, which rule shuts which gate, and that missing data opens none."""

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.dossier import read_plain
from review.config import CASES, EXAMPLES
from review.domain import cases, evaluator
from review.domain.checklist import Finding, Judgement, judge
from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.rulebook import Facts, Rulebook, RuleSet
from review.domain.vocabulary import Gate, Outcome, Severity, Strength

BASES = {path.name: path.read_bytes() for path in sorted(EXAMPLES.glob("*.json"))}
PLAIN = {name[:2]: json.loads(text) for name, text in BASES.items()}
SHIPPED = cases.read_cases({path.name: path.read_bytes() for path in sorted(CASES.glob("*.toml"))})
GATES = list(Gate)
BEFORE_ARCHIVE = GATES[:-1]


def judged(plain: Mapping[str, Any], rulebook: Rulebook) -> Judgement:
    return judge(from_plain(Dossier, plain), rulebook)


@pytest.mark.parametrize("example", ["01", "02", "03", "04", "05", "06"])
def test_of_a_matter_that_was_decided_properly_every_gate_is_open(rulebook: Rulebook, example: str):
    judgement = judge(read_plain(PLAIN[example]), rulebook)
    assert {gate for gate, state in judgement.gates.items() if not state.open} == set()
    assert judgement.gates[Gate.APPROVAL].reached
    assert judgement.sound
    assert judgement.summary[Outcome.not_met] == judgement.summary[Outcome.undetermined] == 0
    assert judgement.faults == ()


def test_a_matter_just_submitted_may_be_sent_for_review_and_not_be_tabled(rulebook: Rulebook):
    judgement = judge(read_plain(PLAIN["07"]), rulebook)
    assert judgement.sound
    assert [gate for gate, state in judgement.gates.items() if state.reached] == [Gate.SUBMISSION]
    assert judgement.gates[Gate.SUBMISSION].open
    assert judgement.gates[Gate.LEGALITY_REVIEW].open
    shut = judgement.gates[Gate.AGENDA]
    assert not shut.open
    assert {"LAD-01", "LRV-01"} <= set(shut.shut_by)
    assert {rule[:3] for rule in shut.shut_by} == {"LAD", "LRV", "MTG"}
    assert not judgement.gates[Gate.MEETING].open
    assert not judgement.gates[Gate.APPROVAL].open


OTHER = "f" * 64
CHANGES: list[tuple[str, str, str, dict[str, Any], Gate]] = [
    ("审查期限少一日", "LRV-07", "01", {"/legality_review/due_on": "2022-09-08"}, Gate.AGENDA),
    ("审查晚于议题", "LRV-01", "01", {"/legality_review/issued_on": "2022-09-16"}, Gate.AGENDA),
    ("法律意见不合法", "LAD-04", "01", {"/legal_opinions/0/conclusion": "UNLAWFUL"}, Gate.AGENDA),
    ("法律意见针对另一稿", "LAD-01", "03", {"/legal_opinions/0/draft_sha256": OTHER}, Gate.AGENDA),
    ("法律意见没有签名", "LAD-07", "02", {"/legal_opinions/0/signed": False}, Gate.AGENDA),
    ("审查针对另一稿", "LRV-13", "02", {"/legality_review/draft_sha256": OTHER}, Gate.AGENDA),
    ("征求意见29日", "PUB-03", "06",
     {"/preparation/public_participation/open_consultation/closed_on": "2023-06-08"}, Gate.LEGALITY_REVIEW),
    ("风险不可控", "RSK-03", "01", {"/preparation/risk_assessment/result": "UNCONTROLLABLE"}, Gate.LEGALITY_REVIEW),
    ("概算超过10%", "PRJ-05", "02", {"/matter/project/design_budget": "4070000.01"}, Gate.LEGALITY_REVIEW),
    ("没有预算", "FIN-01", "03",
     {"/matter/funds/in_budget": False, "/matter/funds/budget_adjustment_approved": False}, Gate.LEGALITY_REVIEW),
    ("含国家秘密", "CLS-09", "07", {"/matter/state_secret_free": False}, Gate.SUBMISSION),
    ("没有列明依据", "PRE-03", "03", {"/matter/legal_basis": []}, Gate.SUBMISSION),
    ("一票改为反对", "MTG-16", "03", {"/meetings/0/vote/ballots/0/choice": "OPPOSE"}, Gate.MEETING),
    ("三人到会", "MTG-06", "01",
     {f"/meetings/0/members/{n}/present": False for n in (2, 3, 4)}, Gate.MEETING),
    ("四人到会讨论任免", "CAD-06", "04", {"/meetings/0/members/4/present": False}, Gate.MEETING),
    ("没有回避", "MTG-11", "05", {"/meetings/1/members/3/recused": False}, Gate.MEETING),
    ("以传阅代替会议", "CLS-11", "01", {"/meetings/0/form": "CIRCULATION"}, Gate.MEETING),
    ("县长不是最后发言", "MTG-13", "06", {"/meetings/0/statements/3/member": "h02"}, Gate.MEETING),
    ("不同意见没有载明", "MTG-22", "03", {"/meetings/0/minutes/dissent_recorded": False}, Gate.APPROVAL),
    ("公示少一日", "CAD-11", "04", {"/matter/candidates/0/publicity/to": "2023-11-16"}, Gate.APPROVAL),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "example", "changes", "gate"), [change[1:] for change in CHANGES], ids=[f"{c[1]} {c[0]}" for c in CHANGES]
)
def test_a_change_shuts_the_gate_of_its_rule_and_those_after_it_and_none_before(
    rulebook: Rulebook, rule: str, example: str, changes: dict[str, Any], gate: Gate
):
    judgement = judge(read_plain(changed(example, changes)), rulebook)
    place = GATES.index(gate)
    for before in GATES[:place]:
        assert judgement.gates[before].open, before
    for shut in BEFORE_ARCHIVE[place:]:
        assert not judgement.gates[shut].open
        assert rule in judgement.gates[shut].shut_by
    assert judgement.gates[Gate.ARCHIVE].open
    assert not judgement.sound or example == "07"


def changed(example: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    plain = copy.deepcopy(PLAIN[example])
    for pointer, value in changes.items():
        *path, last = pointer.strip("/").split("/")
        part: Any = plain
        for step in path:
            part = part[int(step)] if isinstance(part, list) else part[step]
        part[int(last) if isinstance(part, list) else last] = value
    return plain


def test_a_warning_shuts_no_gate(rulebook: Rulebook):
    late = judge(read_plain(changed("01", {"/legality_review/issued_on": "2022-09-10"})), rulebook)
    (finding,) = [one for one in late.findings if one.outcome is Outcome.not_met]
    assert (finding.rule, finding.severity, finding.shuts) == ("LRV-10", Severity.warning, False)
    assert late.gates[Gate.AGENDA].open


def test_a_stated_reason_opens_the_gate_of_a_reasoned_rule_and_the_breach_stays_told(rulebook: Rulebook):
    short = {"/legality_review/due_on": "2022-09-08"}
    assert not judge(read_plain(changed("01", short)), rulebook).gates[Gate.AGENDA].open
    reason = {"/legality_review/short_time_reason": "上级要求提前报送"}
    judgement = judge(read_plain(changed("01", short | reason)), rulebook)
    assert judgement.gates[Gate.AGENDA].open
    (finding,) = [one for one in judgement.findings if one.outcome is Outcome.not_met]
    assert (finding.rule, finding.excused) == ("LRV-07", True)
    assert finding.observed == "允许的审查时间6个工作日"
    assert finding.required == "允许的审查时间不少于7个工作日"
    assert finding.remedy == "将审查期限顺延至2022年9月9日，或者写明缩短审查时间的理由"
    assert "/legality_review/due_on" in finding.evidence


def test_a_count_past_the_calendar_is_marked_provisional(rulebook: Rulebook):
    plain = changed("01", {"/legality_review/complete_on": "2027-03-01", "/legality_review/due_on": "2027-03-10"})
    marked = [one.rule for one in judged(plain, rulebook).findings if one.provisional]
    assert marked == ["LRV-07"]
    assert not any(one.provisional for one in judged(PLAIN["01"], rulebook).findings)


def test_decree_713_binds_a_government_directly_and_a_department_by_reference(rulebook: Rulebook):
    for example, strength in (("06", Strength.direct), ("01", Strength.reference)):
        (finding,) = [one for one in judged(PLAIN[example], rulebook).findings if one.rule == "LRV-01"]
        assert finding.citation.strength is strength
        assert finding.citation.edition == "2019-09-01"


def test_the_edition_on_the_day_of_the_law_is_the_one_that_is_cited(rulebook: Rulebook):
    for day, article in (("2024-04-30", "24"), ("2024-05-01", "31")):
        findings = judged(PLAIN["01"] | {"edition_on": day}, rulebook).findings
        (finding,) = [one for one in findings if one.rule == "CLS-09"]
        assert finding.citation.article == article


def test_a_rule_not_yet_in_force_is_not_applicable_and_says_from_when(rulebook: Rulebook):
    judgement = judged(PLAIN["01"] | {"edition_on": "2010-09-30"}, rulebook)
    assert {one.rule for one in judgement.findings} == {rule.id for rule in rulebook.rules}
    (finding,) = [one for one in judgement.findings if one.rule == "FCR-06"]
    assert finding.outcome is Outcome.not_applicable
    assert finding.observed == "2010年9月30日没有有效的规定（本规则自2024年8月1日起施行）"


def test_each_meeting_and_each_candidate_has_a_finding_of_its_own(rulebook: Rulebook):
    of_rule = {rule: [one.subject for one in judged(PLAIN["02"], rulebook).findings if one.rule == rule]
               for rule in ("MTG-12", "CAD-09", "LRV-01")}  # fmt: skip
    assert of_rule == {
        "MTG-12": ["/meetings/0", "/meetings/1"], "CAD-09": ["/matter/candidates"], "LRV-01": [""],
    }  # fmt: skip


def test_findings_come_in_the_order_of_the_rulebook_and_are_counted(rulebook: Rulebook):
    judgement = judged(PLAIN["05"], rulebook)
    order = [rule.id for rule in rulebook.rules]
    places = [order.index(finding.rule) for finding in judgement.findings]
    assert places == sorted(places)
    assert sum(judgement.summary.values()) == len(judgement.findings)
    assert judgement.rulebook == {"id": rulebook.id, "sha256": rulebook.sha256}


def test_archive_looks_at_its_own_rules_only_so_that_a_rejected_matter_can_be_archived(rulebook: Rulebook):
    plain = changed("03", {"/meetings/0/vote/ballots/0/choice": "OPPOSE"})
    judgement = judged(plain | {"archive": {"handed_over_on": "2023-04-01"}}, rulebook)
    assert not judgement.gates[Gate.APPROVAL].open
    assert judgement.gates[Gate.ARCHIVE].open
    assert judgement.gates[Gate.ARCHIVE].reached


LIES: dict[str, Mapping[Outcome, Outcome]] = {
    "all met": dict.fromkeys(Outcome, Outcome.met),
    "none applicable": dict.fromkeys(Outcome, Outcome.not_applicable),
    "all undetermined": dict.fromkeys(Outcome, Outcome.undetermined),
}


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("example", PLAIN)
def test_an_engine_that_differs_from_the_evaluator_opens_no_gate(rulebook: Rulebook, example: str, lie: str):
    def engine(rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
        return {rule: LIES[lie][outcome] for rule, outcome in evaluator.outcomes(rules, facts).items()}

    dossier = from_plain(Dossier, PLAIN[example])
    honest, judgement = judge(dossier, rulebook), judge(dossier, rulebook, engine)
    assert judgement.faults
    for gate, state in judgement.gates.items():
        assert honest.gates[gate].open or not state.open
    for before, after in zip(honest.findings, judgement.findings, strict=True):
        assert before.outcome is after.outcome or (after.outcome is Outcome.undetermined and after.shuts)


@pytest.mark.parametrize("example", PLAIN)
def test_an_engine_that_fails_or_says_nothing_shuts_every_gate_with_rules(rulebook: Rulebook, example: str):
    def failing(rules: RuleSet, facts: Facts) -> dict[str, Outcome]:
        raise MemoryError

    dossier = from_plain(Dossier, PLAIN[example])
    for engine in (failing, lambda rules, facts: {}):
        judgement = judge(dossier, rulebook, engine)
        assert judgement.faults
        assert not any(state.open for gate, state in judgement.gates.items() if gate is not Gate.ARCHIVE)


# What is not there may only ever shut.

NEUTRAL = {
    "/edition_on": "without it the law of the day of the judgement counts",
    "/approvals": "before the sign-off a later meeting of the list may still be to come (MTG-26)",
    "/meetings": "before a meeting is fixed opinion and review are heard by today, and nobody votes (LAD, LRV-01)",
    "/meetings/*/result": "while no result is announced the meeting is taken to decide",
    "/meetings/*/vote/ballots": "where no ballot shows its member the counts are judged",
    "/meetings/*/candidate_votes": "the statements and the vote on the topic are judged instead; MTG-14 shuts",
    "/legal_opinions": "where no opinion has to be heard, none was given",
    "/legality_review": "where no review has to be made, none was made; before it is sent, nothing is late (RSK-01)",
    "/preparation": "as its risk assessment",
    "/preparation/risk_assessment": "where no risk has to be assessed, none was assessed (RSK-03)",
    "/matter/funds/payee": "before he is chosen there is no total of his (CLS-08)",
    "/matter/funds/procurement": "funds of a kind that is no procurement have none (FIN-05)",
    "/matter/candidates/*/appointed_on": "before the appointment its publicity ends by today (CAD-11)",
}
"""The places whose absence says something: not done yet. Each is documented at the fact that reads it."""

ALL = [*PLAIN.values(), *(cases.dossier_of(case, BASES) for case in SHIPPED)]
NAMED = {"id", "member", "candidate", "format", "as_of"}
UNJUDGED = {"people", "archive", "publication", "execution", "reporting", "attachments", "answers"}


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
    changed = [(was, became) for was, became in pairs(before, after)
               if (was.outcome, was.shuts) != (became.outcome, became.shuts)]  # fmt: skip
    return path, opened, changed


def check_that_nothing_opens(taken: Removal) -> None:
    path, opened, changed = taken
    assert opened == set(), pattern(path)
    for was, became in changed:
        assert not was.shuts or became.shuts, (pattern(path), was.rule)
        assert was.outcome is not Outcome.not_met or became.outcome is not Outcome.met, (pattern(path), was.rule)


@pytest.fixture(scope="module", params=list(PLAIN))
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
    for path, _, changed in removals:
        if pattern(path) in NEUTRAL:
            continue
        pointer = "/" + "/".join(map(str, path))
        for was, became in changed:
            if became.outcome is Outcome.undetermined is not was.outcome:
                assert any(within(one, pointer) or within(pointer, one) for one in became.missing), (pointer, was.rule)


def within(pointer: str, other: str) -> bool:
    return f"{pointer}/".startswith(f"{other}/")


def test_a_place_taken_from_an_example_turns_no_finding_into_a_breach(removals: list[Removal]):
    for path, _, changed in removals:
        assert [was.rule for was, became in changed if became.outcome is Outcome.not_met] == [], pattern(path)


@cache
def places_of(number: int) -> list[tuple[str | int, ...]]:
    return [path for path in places(ALL[number]) if pattern(path) not in NEUTRAL]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_place_taken_from_the_dossier_of_any_case_opens_anything(rulebook: Rulebook, data: st.DataObject):
    number = data.draw(st.integers(0, len(ALL) - 1), label="dossier")
    path = data.draw(st.sampled_from(places_of(number)), label="place")
    check_that_nothing_opens(removal(ALL[number], path, judged(ALL[number], rulebook), rulebook))


def test_a_place_whose_absence_is_neutral_is_a_place_of_some_dossier():
    known = {pattern(path) for plain in ALL for path in places(plain)}
    assert NEUTRAL.keys() <= known
