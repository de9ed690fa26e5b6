"""The hand-decided cases of the rulebook: each is one test, named by its rule and its sentence."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from forms.dossier import read_plain
from review.config import CASES, EXAMPLES, RULES
from review.domain import cases
from review.domain.cases import RuleCase
from review.domain.checklist import judge
from review.domain.dossier import Dossier
from review.domain.errors import RulebookRefused
from review.domain.plain import from_plain, to_plain
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Outcome

FILES = {path.name: path.read_bytes() for path in sorted(CASES.glob("*.toml"))}
BASES = {path.name: path.read_bytes() for path in sorted(EXAMPLES.glob("*.json"))}
SHIPPED = cases.read_cases(FILES)


def dossier(case: RuleCase) -> Dossier:
    return from_plain(Dossier, cases.dossier_of(case, BASES))


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: f"{case.rule} {case.name}")
def test_the_case_is_judged_as_a_person_decided_it(rulebook: Rulebook, case: RuleCase):
    assert cases.failure(case, rulebook, BASES) is None


@pytest.mark.parametrize("file", FILES)
def test_every_dossier_of_a_case_can_be_read_and_written_back(file: str):
    for case in (case for case in SHIPPED if case.file == file):
        plain = cases.dossier_of(case, BASES)
        assert to_plain(read_plain(plain)) == _without_empty(plain), case.name


def _without_empty(plain: Any) -> Any:
    """The dossier without the parts that are there but hold nothing, as it is written back."""
    if isinstance(plain, dict):
        kept = {key: _without_empty(value) for key, value in plain.items()}
        return {key: value for key, value in kept.items() if value != {}}
    return [_without_empty(value) for value in plain] if isinstance(plain, list) else plain


def test_every_rule_has_a_case_for_every_outcome_it_can_have(rulebook: Rulebook):
    assert list(cases.check(SHIPPED, rulebook, BASES)) == []
    shown = {(case.rule, case.outcome) for case in SHIPPED}
    for rule in rulebook.rules:
        wanted = {Outcome.met, Outcome.not_met, Outcome.undetermined}
        wanted |= {Outcome.not_applicable} if rule.applies_when else set()
        assert wanted <= {outcome for of, outcome in shown if of == rule.id}, rule.id


def test_every_edition_of_a_rule_has_cases(rulebook: Rulebook):
    days = {(case.rule, dossier(case).judged_by_law_of, case.outcome) for case in SHIPPED}
    for rule in rulebook.rules:
        seen = {outcome for of, day, outcome in days if of == rule.id and rule.in_force_on(day)}
        assert {Outcome.met, Outcome.not_met, Outcome.undetermined} <= seen, (rule.id, rule.effective_from)


def test_every_tier_of_severity_and_every_excuse_has_a_case(rulebook: Rulebook):
    stated = {(case.rule, case.severity) for case in SHIPPED}
    excused = {(case.rule, case.excused) for case in SHIPPED}
    for rule in rulebook.rules:
        for tier in rule.severity_when:
            assert {(rule.id, tier.severity.value), (rule.id, rule.severity.value)} <= stated, rule.id
        if rule.excused_when:
            assert {(rule.id, True), (rule.id, False)} <= excused, rule.id


def test_a_case_file_is_named_like_the_rules_it_is_about_and_holds_all_of_theirs(rulebook: Rulebook):
    of_file = {rule.id: rule.file for rule in rulebook.rules}
    assert {path.name for path in CASES.glob("*.toml")} <= {path.name for path in RULES.glob("*.toml")}
    assert [case.name for case in SHIPPED if of_file.get(case.rule) != case.file] == []


def test_the_names_of_a_rules_cases_are_different_sentences():
    names = Counter((case.rule, case.name) for case in SHIPPED)
    assert [name for name, count in names.items() if count > 1] == []


def test_what_is_undetermined_or_not_met_says_what_is_wrong(rulebook: Rulebook):
    for case in SHIPPED:
        if case.outcome not in (Outcome.not_met, Outcome.undetermined):
            continue
        found = judge(dossier(case), rulebook).findings
        for finding in (one for one in found if one.rule == case.rule and one.outcome is case.outcome):
            assert finding.observed, case.name
            assert finding.required, case.name
            assert finding.remedy, case.name
            assert "{" not in finding.observed + finding.required + finding.remedy, case.name
            if case.outcome is Outcome.undetermined:
                assert finding.missing, case.name


def changed(**changes: Any) -> bytes:
    """A case file with one case, which says that the example 01 keeps to CLS-01."""
    entry = {"rule": "CLS-01", "name": "一句话", "base": "01", "outcome": "met", **changes}
    lines = [f"{key} = {value if key in ('set', 'remove', 'excused') else repr(value)}" for key, value in entry.items()]
    return "\n".join(["[[case]]", *lines]).encode()


def faults_of(rulebook: Rulebook, **changes: Any) -> Iterator[str]:
    read = cases.read_cases({"x.toml": changed(**changes)})
    yield from (fault.message for fault in cases.check(read, rulebook, BASES) if fault.pointer.startswith("x.toml"))


def test_a_case_that_is_judged_otherwise_is_told_with_what_was_seen(rulebook: Rulebook):
    assert list(faults_of(rulebook)) == []
    (told,) = faults_of(rulebook, outcome="not_met")
    assert told == "应为不符合，实为符合（主类别只有一个）"


def test_a_severity_and_an_excuse_that_differ_are_told(rulebook: Rulebook):
    (told,) = faults_of(rulebook, severity="warning")
    assert told == "严重程度应为warning，实为blocking"
    (told,) = faults_of(rulebook, excused="true")
    assert told == "excused 应为True，实为False"


def test_a_case_about_a_meeting_that_was_not_held_is_told(rulebook: Rulebook):
    (told,) = faults_of(rulebook, rule="MTG-02", subject="/meetings/7")
    assert told == "没有 MTG-02 的结果"


def test_a_rule_without_cases_is_told_with_each_outcome_that_is_missing(rulebook: Rulebook):
    told = [fault.message for fault in cases.check((), rulebook, BASES) if fault.pointer.endswith("PRE-03")]
    assert told == [f"缺少结果为“{outcome.label}”的案例" for outcome in Outcome]
    told = [fault.message for fault in cases.check((), rulebook, BASES) if fault.pointer.endswith("PRE-01")]
    assert told == [f"缺少结果为“{outcome.label}”的案例" for outcome in list(Outcome)[:3]]


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"outcome": "perhaps"}, "写得不对：'perhaps'"), ({"comment": "x"}, "写得不对：没有 comment 这个键")],
)
def test_a_case_that_cannot_be_read_is_refused_with_its_file_and_place(changes: dict[str, Any], message: str):
    with pytest.raises(RulebookRefused) as refused:
        cases.read_cases({"x.toml": changed(**changes)})
    (fault,) = refused.value.faults
    assert fault.pointer == "x.toml 第1例"
    assert fault.message.startswith(message)


def test_a_case_without_a_rule_is_refused():
    text = tomllib.loads(changed().decode())["case"][0]
    assert set(text) == {"rule", "name", "base", "outcome"}
    with pytest.raises(RulebookRefused, match=r"x\.toml 第1例：写得不对：'rule'"):
        cases.read_cases({"x.toml": b"[[case]]\nname = 'a'"})
