"""The hand-decided cases of the rulebook: each is one test, named by its rule and its sentence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forms.dossier import read_plain
from review.config import CASES, RULES
from review.domain import cases
from review.domain.cases import RuleCase
from review.domain.checklist import judge
from review.domain.dossier import Dossier
from review.domain.errors import RulebookRefused
from review.domain.plain import from_plain, to_plain
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Outcome, Severity
from tests.sampling import some

from .judging import BASES, SHIPPED


def dossier(case: RuleCase) -> Dossier:
    return from_plain(Dossier, cases.dossier_of(case, BASES))


@pytest.mark.parametrize("rule", some(sorted({case.rule for case in SHIPPED}), 6))
def test_the_cases_of_a_rule_are_judged_as_a_person_decided_them(rulebook: Rulebook, rule: str):
    told = {case.name: cases.failure(case, rulebook, BASES, read_and_written_back) for case in SHIPPED if case.rule == rule}
    assert {name: failure for name, failure in told.items() if failure} == {}


def read_and_written_back(plain: dict[str, Any]) -> Dossier:
    """The dossier of a case, which says the same when it is written back."""
    read = read_plain(plain)
    assert to_plain(read) == _without_empty(plain)
    return read


def _without_empty(plain: Any) -> Any:
    """The dossier without the parts that are there but hold nothing, as it is written back."""
    if isinstance(plain, dict):
        kept = {key: _without_empty(value) for key, value in plain.items()}
        return {key: value for key, value in kept.items() if value != {}}
    return [_without_empty(value) for value in plain] if isinstance(plain, list) else plain


def test_every_rule_has_a_case_for_every_outcome_it_can_have(rulebook: Rulebook):
    shown = {(case.rule, case.outcome) for case in SHIPPED}
    for rule in rulebook.rules:
        wanted = {Outcome.met, Outcome.not_met, Outcome.undetermined}
        wanted |= {Outcome.not_applicable} if rule.applies_when else set()
        assert wanted <= {outcome for of, outcome in shown if of == rule.id}, rule.id


@pytest.mark.heavy
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


@pytest.mark.heavy
def test_what_is_undetermined_or_not_met_says_what_is_wrong(rulebook: Rulebook):
    own = {id_: replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.id == id_)) for id_ in rulebook.ids}
    for case in SHIPPED:
        if case.outcome not in (Outcome.not_met, Outcome.undetermined):
            continue
        found = judge(dossier(case), own[case.rule]).findings
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
    yield from (fault.message for fault in cases.check(read, rulebook, BASES, read_plain) if fault.pointer.startswith("x.toml"))


def test_a_case_that_is_judged_otherwise_is_told_with_what_was_seen(rulebook: Rulebook):
    assert list(faults_of(rulebook)) == []
    (told,) = faults_of(rulebook, outcome="not_met")
    assert told == "应为不符合，实为符合（事项有名称；主类别只有一个）"


def test_a_severity_and_an_excuse_that_differ_are_told(rulebook: Rulebook):
    (told,) = faults_of(rulebook, severity="warning")
    assert told == "严重程度应为warning，实为blocking"
    (told,) = faults_of(rulebook, excused="true")
    assert told == "excused 应为True，实为False"


def test_a_case_about_a_meeting_that_was_not_held_is_told(rulebook: Rulebook):
    (told,) = faults_of(rulebook, rule="MTG-02", subject="/meetings/7")
    assert told == "没有 MTG-02 的结果"


def test_a_case_of_a_rule_or_with_an_example_that_there_is_not_is_told_before_any_is_judged(rulebook: Rulebook):
    read = cases.read_cases({"x.toml": changed() + b"\n" + changed(rule="CLS-99", base="99")})
    assert [(fault.pointer, fault.message) for fault in cases.unresolved(read, rulebook, BASES)] == [
        ("x.toml CLS-99“一句话”", "没有 CLS-99 这条规则"),
        ("x.toml CLS-99“一句话”", "案卷不能读取：（全文）：以“99-”开头的示例案卷应当有一个，现有0个"),
    ]


def test_a_rule_without_cases_is_told_with_each_outcome_that_is_missing(rulebook: Rulebook):
    told = [fault.message for fault in cases.check((), rulebook, BASES, read_plain) if fault.pointer.endswith("PRE-03")]
    assert told == [f"缺少结果为“{outcome.label}”的案例" for outcome in Outcome]
    told = [fault.message for fault in cases.check((), rulebook, BASES, read_plain) if fault.pointer.endswith("PRE-01")]
    assert told == [f"缺少结果为“{outcome.label}”的案例" for outcome in list(Outcome)[:3]]


def test_a_new_edition_without_cases_of_its_own_time_is_told(rulebook: Rulebook):
    old = next(rule for rule in rulebook.rules if rule.id == "CLS-01")
    ended, new = replace(old, effective_to=date(2026, 12, 31)), replace(old, effective_from=date(2027, 1, 1))
    only = replace(rulebook, rules=(ended, new))
    own = tuple(case for case in SHIPPED if case.rule == "CLS-01")
    assert [(fault.pointer, fault.message) for fault in cases.check(own, only, BASES, read_plain)] == [
        ("classification.toml CLS-01", f"2027-01-01起的版本缺少结果为“{word}”的案例") for word in ("符合", "不符合", "无法判定")
    ]


def refused(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(RulebookRefused) as told:
        cases.read_cases({"x.toml": text if isinstance(text, bytes) else text.encode()})
    return [(fault.pointer, fault.message) for fault in told.value.faults]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"outcome": "perhaps"}, f"outcome 没有“perhaps”这个值；应当是下列之一：{'、'.join(Outcome)}"),
        ({"severity": "grave"}, f"severity 没有“grave”这个值；应当是下列之一：{'、'.join(Severity)}"),
        ({"comment": "x"}, f"没有 comment 这个键；可用的键：{'、'.join(sorted(cases._KEYS))}"),
        ({"rule": 5}, "rule 应当是文字"), ({"base": 1}, "base 应当是文字"), ({"excused": 1}, "excused 应当是true 或者 false"),
        ({"set": "[]"}, "set 应当是一个表"), ({"remove": '"/matter"'}, "remove 应当是列表"),
        ({"remove": "[ 5 ]"}, "remove 的每一项都应当是文字"),
        ({"remove": '[ "matter/title" ]'}, "“matter/title”不是案卷里的位置（例如 /matter/title）"),
        ({"set": '{ "/" = 1 }'}, "“/”不是案卷里的位置（例如 /matter/title）"),
    ],
)  # fmt: skip
def test_a_case_that_cannot_be_read_is_refused_with_its_file_and_place(changes: dict[str, Any], message: str):
    rule = "" if "rule" in changes else " CLS-01"
    assert refused(changed(**changes)) == [(f"x.toml 第1例{rule}", message)]


def test_everything_that_is_wrong_in_all_files_is_told_at_once():
    assert refused("[[case]]\nname = 5\n[[case]]\nrule = 'x'") == [
        ("x.toml 第1例", "缺少 rule"), ("x.toml 第1例", "name 应当是文字"), ("x.toml 第1例", "缺少 base"),
        ("x.toml 第1例", "缺少 outcome"), ("x.toml 第2例 x", "缺少 name"), ("x.toml 第2例 x", "缺少 base"),
        ("x.toml 第2例 x", "缺少 outcome"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[case]\nrule = 'x'", "case 应当是一列表：写作 [[case]]，不写作 [case]"), ("case = 5", "case 应当是列表"),
        ("case = [ 5 ]", "case 的每一项都应当是一个表"), ("cases = []", "没有 cases 这个键；可用的键：case"),
        ("[[case", "不是正确的TOML文件：最后一行，写法不对"), (b"\xff", "不是正确的TOML文件：不是UTF-8文字（第1字节）"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_of_cases_is_refused(text: str | bytes, message: str):
    assert ("x.toml", message) in refused(text)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"base": "99"}, "（全文）：以“99-”开头的示例案卷应当有一个，现有0个"),
        ({"remove": '[ "/matter/funds/payee" ]'}, "/matter/funds/payee：没有 funds"),
        ({"remove": '[ "/matter/funds" ]'}, "/matter/funds：没有这个位置，不能去掉"),
        ({"remove": '[ "/meetings/9" ]'}, "/meetings/9：没有这个位置，不能去掉"),
        ({"remove": '[ "/matter/title/x" ]'}, "/matter/title/x：不能到 x：上一级不是对象，或者是列表而没有写序号"),
        ({"set": '{ "/meetings/type" = "x" }'}, "/meetings/type：不能到 type：上一级不是对象，或者是列表而没有写序号"),
        ({"set": '{ "/meetings/9" = {} }'}, "/meetings/9：列表没有这么长"),
        ({"set": '{ "/meetings/9/type" = "x" }'}, "/meetings/9/type：没有 9"),
        ({"set": '{ "/matter/title" = 5 }'}, "/matter/title：应当是文字"),
        ({"set": '{ "/matter/colour" = "red" }'}, "/matter/colour：没有这个字段"),
        ({"set": '{ "/as_of" = 2022-02-03T00:00:00 }'}, "/as_of：应当是YYYY-MM-DD形式的日期"),
        ({"set": '{ "/as_of" = nan }'}, "/as_of：应当是YYYY-MM-DD形式的日期"),
        ({"remove": '[ "/as_of" ]'}, "/as_of：缺少这个字段"),
    ],
)
def test_a_case_whose_dossier_cannot_be_made_or_read_is_told_with_the_place(
    rulebook: Rulebook, changes: dict[str, Any], message: str
):
    assert list(faults_of(rulebook, **changes)) == [f"案卷不能读取：{message}"]


@pytest.mark.parametrize("base", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_a_base_that_is_no_json_object_is_told(rulebook: Rulebook, base: bytes):
    read = cases.read_cases({"x.toml": changed()})
    (fault,) = list(cases.check(read, rulebook, {"01-x.json": base}, read_plain))[:1]
    assert fault.message == "案卷不能读取：（全文）：以“01-”开头的示例案卷不是JSON对象"


ODD = {"5": "5", "a text": "'x'", "a list": "[]", "a table": "{}", "true": "true", "a day": "2026-11-23", "removed": None}


@pytest.mark.parametrize("value", some(ODD, 3))
@pytest.mark.parametrize("key", sorted(cases._KEYS))
def test_a_value_of_another_kind_in_any_key_is_read_or_refused(rulebook: Rulebook, key: str, value: str):
    lines = {"rule": "'CLS-01'", "name": "'a'", "base": "'01'", "outcome": "'met'", key: ODD[value]}
    text = "[[case]]\n" + "\n".join(f"{name} = {said}" for name, said in lines.items() if said is not None)
    try:
        read = cases.read_cases({"x.toml": text.encode()})
    except RulebookRefused as error:
        assert {fault.pointer.removesuffix(" CLS-01") for fault in error.faults} == {"x.toml 第1例"}  # noqa: PT017
    else:
        assert all(fault.message for fault in cases.check(read, rulebook, BASES, read_plain))
