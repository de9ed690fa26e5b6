"""What the reader of the rulebook refuses, and that each refusal names file, rule and reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from review.config import RULES
from review.domain.errors import RulebookRefused
from review.domain.rulebook import Rulebook, Subject
from review.domain.rulebook_reader import read_rulebook
from review.domain.vocabulary import Gate, Severity, Strength
from tests.sampling import some

SHIPPED = {path.name: path.read_bytes() for path in sorted(RULES.glob("*.toml"))}

RULE = """
[[rule]]
id = "LRV-99"
gate = "AGENDA"
title = "试写的规则"
title_en = "A rule on trial"
severity = "blocking"
effective_from = 2019-09-01
applies_when = [ { fact = "review.expected_or_given", is = true } ]
met_when = [ { fact = "review.workdays_allowed", at_least = 7 } ]
remedy = "改正"
remedy_en = "Put it right"

[rule.citation]
instrument = "decree-713"
article = "26"
strength = "statute"
phrase = "一般不少于7个工作日"
confidence = "V"
checked_on = 2026-11-23
"""
WHERE = "legality_review.toml LRV-99"
OPERATORS = "每个条件写一个 fact 和一个运算符；运算符有：is、is_not、at_least、at_most、one_of、known"


def faults(**files: str | bytes | None) -> list[tuple[str, str]]:
    """What is refused when these files (`name_toml`) stand in the place of the shipped ones; `None` leaves one out."""
    changed = dict(SHIPPED)
    for name, text in files.items():
        key = name.replace("_toml", ".toml")
        changed.pop(key, None)
        if text is not None:
            changed[key] = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(RulebookRefused) as refused:
        read_rulebook(changed)
    return [(fault.pointer, fault.message) for fault in refused.value.faults]


def text_of(name: str) -> str:
    return SHIPPED[name].decode()


def with_rule(old: str = "", new: str = "") -> str:
    """The shipped reviews with one more rule, in which `old` is replaced by `new`."""
    assert RULE.count(old) == 1 or not old
    return text_of("legality_review.toml") + RULE.replace(old, new, 1)


def refused(old: str, new: str) -> list[str]:
    """The reasons for which the trial rule is refused; all of them name it."""
    found = faults(legality_review_toml=with_rule(old, new))
    assert {where for where, _ in found} == {WHERE}
    return [message for _, message in found]


def test_the_shipped_rules_are_read(rulebook: Rulebook):
    read = read_rulebook(SHIPPED)
    assert read.sha256 == rulebook.sha256
    assert len(read.rules) == sum(text.count(b"[[rule]]") for text in SHIPPED.values())
    assert {rule.file for rule in read.rules} == SHIPPED.keys() - {"instruments.toml", "facts.toml", "calendar.toml"}


def test_a_rule_more_is_read_and_changes_the_hash(rulebook: Rulebook):
    read = read_rulebook({**SHIPPED, "legality_review.toml": with_rule().encode()})
    assert {rule.id for rule in read.rules} - {rule.id for rule in rulebook.rules} == {"LRV-99"}
    assert read.sha256 != rulebook.sha256


def test_rules_stand_in_the_order_of_gate_family_and_number(rulebook: Rulebook):
    gates = [rule.gate for rule in rulebook.rules]
    assert gates == sorted(gates, key=list(Gate).index)
    agenda = [rule.id for rule in rulebook.rules if rule.gate is Gate.AGENDA]
    assert agenda[0] == "PRE-07"
    assert agenda[-1] == "MTG-02"


def test_a_file_that_is_not_toml_is_named():
    ((where, message),) = faults(funds_toml="[[rule]\nid = 1")
    assert where == "funds.toml"
    assert message.startswith("不是正确的TOML文件：")


def test_a_file_that_is_not_utf8_is_named():
    ((where, message),) = faults(funds_toml="标题".encode("gbk"))
    assert where == "funds.toml"
    assert message.startswith("不是正确的TOML文件：")


def test_a_key_that_stands_twice_is_refused():
    assert (
        "不是正确的TOML文件" in faults(legality_review_toml=with_rule('gate = "AGENDA"', 'gate = "AGENDA"\n' * 2))[0][1]
    )


@pytest.mark.parametrize("name", ["instruments", "facts", "calendar"])
def test_a_rulebook_without_instruments_facts_or_calendar_is_refused(name: str):
    assert faults(**{f"{name}_toml": None}) == [(f"{name}.toml", "缺少这个文件")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    some([
        ('fact = "review.workdays_allowed"', 'fact = "review.days"', "没有 review.days 这个事实"),
        ("at_least = 7", "more_than = 7", OPERATORS),
        ("at_least = 7", "at_least = 7, at_most = 9", OPERATORS),
        ("at_least = 7", 'at_least = "7"', "review.workdays_allowed：应当与int类型的值比较"),
        ("at_least = 7", "at_least = true", "review.workdays_allowed：应当与int类型的值比较"),
        ("at_least = 7", "at_least = 7.0", "review.workdays_allowed：应当与int类型的值比较"),
        ("at_least = 7", "one_of = []", "review.workdays_allowed：one_of 后面写至少一个值"),
        ("at_least = 7", "known = 1", "review.workdays_allowed：known 后面写 true 或者 false"),
        ("is = true", "at_least = true", "review.expected_or_given：是非和代码没有大小"),
        ("is = true", "is = 1", "review.expected_or_given：应当与bool类型的值比较"),
        ("at_least = 7", 'at_least = { parameter = "days" }', "没有 parameter.days 这个事实"),
        ('gate = "AGENDA"', 'gate = "DOOR"', f"gate 没有“DOOR”这个值；应当是下列之一：{'、'.join(Gate)}"),
        ('severity = "blocking"', 'severity = "grave"', f"severity 没有“grave”这个值；应当是下列之一：{'、'.join(Severity)}"),
        ('strength = "statute"', 'strength = "strong"', f"strength 没有“strong”这个值；应当是下列之一：{'、'.join(Strength)}"),
        ("effective_from = 2019-09-01", 'effective_from = "2019-09-01"', "effective_from 应当是日期"),
        ("effective_from = 2019-09-01", "effective_from = 2019-09-01T00:00:00", "effective_from 应当是日期"),
        ("effective_from = 2019-09-01\n", "", "缺少 effective_from"),
        ('title = "试写的规则"\n', "", "缺少 title"),
        ('remedy = "改正"\n', "", "缺少 remedy"),
        ('title_en = "A rule on trial"\n', "", "缺少 title_en"),
        ('title_en = "A rule on trial"', 'title_en = " "', "title_en 是空的"),
        ('title_en = "A rule on trial"', 'title_en = 5', "title_en 应当是文字"),
        ('title_en = "A rule on trial"', 'title_en = "A rule 试写"', "title_en 里有中文"),
        ('remedy_en = "Put it right"\n', "", "缺少 remedy_en"),
        ('remedy_en = "Put it right"', 'remedy_en = "Put it right。"', "remedy_en 里有中文"),
        ('remedy_en = "Put it right"', 'remedy_en = "Extend to {review.earliest_due}"',
         "remedy_en 与 remedy 里的占位不同：{review.earliest_due}"),
        ('remedy = "改正"', 'remedy = "在{review.earliest_due}前改正"',
         "remedy_en 与 remedy 里的占位不同：{review.earliest_due}"),
        ('article = "26"', 'article = "附件"', "条号“附件”没有英文写法；可以写第五章、第（三）项、三（一）这样的"),
        ('article = "26"\n', "", "缺少 article"),
        ("checked_on = 2026-11-23\n", "", "缺少 checked_on"),
        ('article = "26"', 'article = ""', "已核对（V）的引用应当有条号和原文词句"),
        ('phrase = "一般不少于7个工作日"', 'phrase = ""', "已核对（V）的引用应当有条号和原文词句"),
        ('instrument = "decree-713"', 'instrument = "decree-999"', "没有 decree-999 这个法律文件"),
        ("effective_from = 2019-09-01", "effective_from = 2019-08-31", "规则的起始日早于所依据文件的施行日"),
        ("effective_from = 2019-09-01", "effective_from = 2019-09-01\neffective_to = 2019-08-31", "终止日早于起始日"),
        ('remedy = "改正"\nremedy_en = "Put it right"',
         'remedy = "在{review.deadline}前改正"\nremedy_en = "Put it right by {review.deadline}"',
         "没有 review.deadline 这个事实"),
        ("met_when = [ { fact = \"review.workdays_allowed\", at_least = 7 } ]", "met_when = []", "met_when 是空的"),
        ('applies_when = [ { fact = "review.expected_or_given", is = true } ]', "applies_when = []", "applies_when 是空的"),
        ('remedy = "改正"', 'remedy = "改正"\nexcused_when = []', "excused_when 是空的"),
        ('remedy = "改正"', 'remedy = "改正"\nseverity_when = [ { is = "warning", when = [] } ]', "when 是空的"),
        ("met_when = [ { fact = \"review.workdays_allowed\", at_least = 7 } ]\n", "", "缺少 met_when"),
        ('fact = "review.workdays_allowed", at_least = 7', 'fact = "meeting.approve", at_least = 7',
         "meeting.approve 说的是meeting，规则说的是matter"),
    ], 6),
)  # fmt: skip
def test_what_is_wrong_in_a_rule_is_refused_with_its_file_and_id(old: str, new: str, message: str):
    assert message in refused(old, new)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('remedy = "改正"', 'remedy = "改正"\nexceptions = "无"', "exceptions"),
        ('article = "26"', 'article = "26"\nitem = "3"', "item"),
    ],
)
def test_an_unknown_key_is_refused_with_the_keys_that_there_are(old: str, new: str, key: str):
    (message,) = refused(old, new)
    assert message.startswith(f"没有 {key} 这个键；可用的键：")


def test_an_unknown_table_of_a_file_is_refused():
    ((where, message),) = faults(funds_toml=text_of("funds.toml") + "\n[[note]]\ntext = 1\n")
    assert where == "funds.toml"
    assert message.startswith("没有 note 这个键")


def test_all_faults_of_all_files_are_told_at_once():
    found = faults(
        legality_review_toml=with_rule("is = true", "is = 1"),
        funds_toml=text_of("funds.toml").replace('gate = "LEGALITY_REVIEW"', 'gate = "DOOR"', 1),
    )
    assert {where for where, _ in found} == {WHERE, "funds.toml FIN-01"} | {
        where for where, message in found if message == "没有规则使用这个事实"
    }


def test_a_rule_without_an_id_is_named_by_its_place():
    found = faults(legality_review_toml=with_rule('id = "LRV-99"\n', ""))
    assert found == [("legality_review.toml 第14条", "缺少 id")]


def test_two_rules_of_one_id_are_refused():
    found = faults(legality_review_toml=with_rule('"LRV-99"', '"LRV-07"'))
    told = "编号重复，或者两个版本的有效期重叠（另一处在 legality_review.toml）"
    assert found == [("legality_review_sending.toml LRV-07", told)]


def edition(first: str, second: str) -> bytes:
    """Two editions of the trial rule with these lines of dates."""
    old = "effective_from = 2019-09-01"
    return with_rule(old, first).encode() + RULE.replace(old, second).encode()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("effective_from = 2019-09-01\neffective_to = 2022-01-01", "effective_from = 2022-01-01"),
        ("effective_from = 2019-09-01", "effective_from = 2022-01-01"),
        ("effective_from = 2022-01-01", "effective_from = 2019-09-01\neffective_to = 2022-01-01"),
    ],
)
def test_editions_that_overlap_by_a_day_are_refused(first: str, second: str):
    assert faults(legality_review_toml=edition(first, second)) == [(WHERE, "编号重复，或者两个版本的有效期重叠")]


def test_editions_that_follow_each_other_are_read_and_each_holds_in_its_time():
    second = "effective_from = 2022-01-01"
    text = edition("effective_from = 2019-09-01\neffective_to = 2021-12-31", second)
    read = read_rulebook({**SHIPPED, "legality_review.toml": text})
    for day, start in ((date(2021, 12, 31), date(2019, 9, 1)), (date(2022, 1, 1), date(2022, 1, 1))):
        matter = next(rules for rules in read.in_force(day) if rules.subject is Subject.MATTER)
        assert [rule.effective_from for rule in matter.rules if rule.id == "LRV-99"] == [start]
    assert "LRV-99" in {rule.id for rule in read.lapsed(date(2019, 8, 31))}


def with_fact(name: str, lines: str) -> str:
    return text_of("facts.toml") + f'\n["{name}"]\n{lines}\n'


CODE = 'type = "code"\nlabel = "新事实"\nlabel_en = "a new fact"\nplaces = ["/matter/title"]'
BOOL = CODE.replace('"code"', '"bool"') + '\nyes = "有"\nyes_en = "it is so"\nno = "没有"\nno_en = "it is not so"'


def test_a_fact_that_no_rule_uses_is_refused():
    found = faults(facts_toml=with_fact("parameter.review_unit", CODE))
    assert found == [("facts.toml parameter.review_unit", "没有规则使用这个事实")]


def test_a_fact_that_nothing_computes_is_refused():
    assert ("facts.toml matter.colour", "没有计算这个事实的函数") in faults(facts_toml=with_fact("matter.colour", BOOL))


def test_a_fact_that_is_computed_but_not_declared_is_refused():
    declared = text_of("facts.toml")
    start = declared.index('["scope.market_activity"]')
    found = faults(facts_toml=declared[:start] + declared[declared.index("\n[", start) + 1 :])
    assert ("facts.toml scope.market_activity", "有计算它的函数，但没有登记") in found
    assert ("fair_competition.toml FCR-01", "没有 scope.market_activity 这个事实") in found


@pytest.mark.parametrize(
    ("lines", "message"),
    some([
        (BOOL.replace('yes = "有"\nyes_en = "it is so"\n', ""), "是非事实应当写明 yes 和 no 两句话"),
        (BOOL.replace('"bool"', '"number"'), "type 没有“number”这个值；应当是下列之一：int、bool、code、date"),
        (BOOL.replace("places", "reads"), "缺少 places"),
        (BOOL + '\nterms = "Colours"', "没有 Colours 这个词表"),
        (BOOL + '\nterms = "Language"', "没有 Language 这个词表"),
        (BOOL.replace('label_en = "a new fact"\n', ""), "缺少 label_en"),
        (BOOL.replace('yes_en = "it is so"\n', ""), "缺少 yes_en"),
        (BOOL.replace('no_en = "it is not so"', ""), "缺少 no_en"),
        (BOOL.replace('yes = "有"\n', ""), "有 yes_en 而没有 yes"),
        (BOOL.replace("it is so", "it is 有"), "yes_en 里有中文"),
        (BOOL.replace("it is so", "it is {meeting.present}"), "yes_en 与 yes 里的占位不同：{meeting.present}"),
        (BOOL.replace('yes = "有"', 'yes = "有{meeting.present}"'), "yes_en 与 yes 里的占位不同：{meeting.present}"),
        (CODE + '\nrequired = "有"\nrequired_en = "so"', "只有是非事实有 required，并且里面没有占位"),
        (BOOL + '\nrequired = "有{scope.emergency}"\nrequired_en = "so {scope.emergency}"',
         "只有是非事实有 required，并且里面没有占位"),
        (CODE + '\nunit = "日"', "缺少 unit_en"),
        (CODE + '\nunit_en = "day"', "有 unit_en 而没有 unit"),
        (CODE + '\nsays = "是{parameter.review_unit}"', "缺少 says_en"),
        (BOOL + '\nsubject = "person"', "subject 没有“person”这个值；应当是下列之一：matter、meeting、candidate"),
    ], 6),
)
def test_what_is_wrong_in_a_fact_is_refused_with_its_name(lines: str, message: str):
    found = faults(facts_toml=with_fact("parameter.review_unit", lines))
    assert ("facts.toml parameter.review_unit", message) in found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    some([
        ("in_force = 2019-09-01\n", "", "缺少 in_force"),
        ("in_force = 2019-09-01", 'in_force = "2019"', "in_force 应当是日期"),
        ("in_force = 2019-09-01\n", "in_force = 2019-09-01\nundated = true\n", "undated 只写 true，并且不写 in_force"),
        ("in_force = 2019-09-01\n", "undated = false\n", "undated 只写 true，并且不写 in_force"),
        ('issuer = "国务院"\n', "", "缺少 issuer"),
        ('title_en = "Interim Regulations on Major Administrative Decision-Making Procedures"\n', "", "缺少 title_en"),
        ("Interim Regulations on Major Administrative Decision-Making Procedures", "暂行条例", "title_en 里有中文"),
    ], 3),
)
def test_what_is_wrong_in_an_instrument_is_refused_with_its_key(old: str, new: str, message: str):
    found = faults(instruments_toml=text_of("instruments.toml").replace(old, new, 1))
    assert ("instruments.toml decree-713", message) in found


def test_a_day_of_the_calendar_in_another_year_is_refused():
    found = faults(calendar_toml=text_of("calendar.toml").replace("2022-01-03", "2021-01-04"))
    assert found == [("calendar.toml 2022", "每一天都应当是本年的日期")]


def test_the_hash_is_over_names_and_bytes_of_the_files(rulebook: Rulebook):
    def hashed(change: Callable[[dict[str, bytes]], Any]) -> str:
        files = dict(SHIPPED)
        change(files)
        return read_rulebook(files).sha256

    assert hashed(lambda files: None) == rulebook.sha256
    assert hashed(lambda files: files.update({"funds.toml": files["funds.toml"] + b"\n"})) != rulebook.sha256
    assert hashed(lambda files: files.update({"money.toml": files.pop("funds.toml")})) != rulebook.sha256
    assert hashed(lambda files: files.update({"README.md": b"text"})) != rulebook.sha256


def test_the_refusal_says_every_fault_on_a_line_of_its_own():
    with pytest.raises(RulebookRefused) as told:
        read_rulebook({**SHIPPED, "legality_review.toml": with_rule('article = "26"', 'article = ""').encode()})
    assert str(told.value) == f"{WHERE}：已核对（V）的引用应当有条号和原文词句"
