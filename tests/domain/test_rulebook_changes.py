"""What changed from one rulebook to another is said in words, whatever part of it changed."""

from dataclasses import replace
from datetime import date

import pytest

from review.domain.rulebook import Condition, Operator, Rulebook
from review.domain.rulebook_changes import changes
from review.domain.vocabulary import Gate, Severity, Strength
from tests.sampling import some


def with_rule(book: Rulebook, id: str, **parts: object) -> Rulebook:
    return replace(book, rules=tuple(replace(one, **parts) if one.id == id else one for one in book.rules))


def test_a_rulebook_did_not_change_from_itself(rulebook):
    assert changes(rulebook, rulebook) == ()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"title": "新的表述"}, "要求的表述由“送请合法性审查，应当保证必要的审查时间，一般不少于7个工作日”改为“新的表述”"),
        ({"gate": Gate.MEETING}, "所属关口由“议题关”改为“会议关”"),
        ({"severity": Severity.blocking}, "严重程度由“须说明”改为“阻断”"),
        ({"effective_to": date(2027, 1, 1)}, "失效日期由“（无）”改为“2027年1月1日”"),
        ({"met_when": (Condition("review.workdays_allowed", Operator.AT_LEAST, 5),)},
         "要求由“允许的审查时间不少于7个工作日（review.workdays_allowed）”改为“允许的审查时间不少于5个工作日（review.workdays_allowed）”"),
        ({"excused_when": ()}, "可以不符合的理由由"),
        ({"remedy": "顺延"}, "改为“顺延”"),
    ],
)  # fmt: skip
def test_each_part_of_a_rule_is_told_with_what_it_was(rulebook, parts, said):
    (change,) = changes(rulebook, with_rule(rulebook, "LRV-07", **parts))
    assert str(change).startswith("LRV-07（2019年9月1日起）：")
    assert said in str(change)


def test_a_citation_is_told_by_instrument_article_and_phrase(rulebook):
    rule = next(one for one in rulebook.rules if one.id == "LRV-07")
    moved = replace(rule.citation, article="27", phrase="不少于七日", confidence="X")
    told = {change.what for change in changes(rulebook, with_rule(rulebook, "LRV-07", citation=moved))}
    assert told == {"依据", "原文词句", "把握"}


def test_editions_that_come_and_go_are_told_by_their_day(rulebook):
    without = replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.id != "CLS-09"))
    assert [str(change)[:17] for change in changes(rulebook, without)] == ["CLS-09（2010年10月1日", "CLS-09（2024年5月1日起"]
    assert all("删去规则" in str(change) for change in changes(rulebook, without))
    assert all("增加规则" in str(change) for change in changes(without, rulebook))


def test_an_edition_whose_day_is_moved_is_told_with_all_else_that_changed(rulebook):
    parts = {"effective_from": date(2020, 1, 1), "met_when": (Condition("review.workdays_allowed", Operator.AT_LEAST, 10),)}
    moved = with_rule(rulebook, "LRV-07", **parts)
    assert [str(change) for change in changes(rulebook, moved)] == [
        "LRV-07（2019年9月1日起）：施行日期由“2019年9月1日”改为“2020年1月1日”",
        "LRV-07（2019年9月1日起）：要求由“允许的审查时间不少于7个工作日（review.workdays_allowed）”"
        "改为“允许的审查时间不少于10个工作日（review.workdays_allowed）”",
    ]


def test_only_the_days_that_changed_are_told_of_the_calendar(rulebook):
    calendar, day, worked = rulebook.calendar, date(2024, 10, 1), date(2024, 10, 13)
    moved = replace(calendar, holidays=calendar.holidays - {day}, makeup_days=calendar.makeup_days | {worked})
    other = replace(rulebook, calendar=moved)
    assert [str(change) for change in changes(rulebook, other)] == [
        "2024年日历：删去放假“10月1日”", "2024年日历：增加调休上班“10月13日”"
    ]  # fmt: skip
    assert [str(change) for change in changes(other, rulebook)] == [
        "2024年日历：增加放假“10月1日”", "2024年日历：删去调休上班“10月13日”"
    ]  # fmt: skip


def test_words_of_facts_and_days_of_the_calendar_are_told(rulebook):
    fact = rulebook.facts["review.workdays_allowed"]
    said = replace(rulebook, facts={**rulebook.facts, fact.name: replace(fact, places=fact.places[:1])})
    (gone,) = changes(rulebook, said)
    assert str(gone) == f"事实review.workdays_allowed：删去读取的位置“{'、'.join(fact.places[1:])}”"
    (came,) = changes(said, rulebook)
    assert str(came) == f"事实review.workdays_allowed：增加读取的位置“{'、'.join(fact.places[1:])}”"
    turned = replace(rulebook, facts={**rulebook.facts, fact.name: replace(fact, places=fact.places[::-1])})
    assert [change.what for change in changes(rulebook, turned)] == ["读取的位置的次序"]
    calendar = rulebook.calendar
    moved = replace(calendar, holidays=calendar.holidays - {date(2024, 10, 1)})
    (change,) = changes(rulebook, replace(rulebook, calendar=moved))
    assert change.of == "2024年日历"
    assert "10月1日" in change.before
    assert "、10月1日" not in change.after


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"title": "另一条例"}, "依据decree-713：名称由“"),
        ({"document_no": "国务院令第999号"}, "文号由“国务院令第713号”改为“国务院令第999号”"),
        ({"issuer": "某某局"}, "制定机关由“国务院”改为“某某局”"),
        ({"in_force": date(2019, 9, 2)}, "施行日期由“2019年9月1日”改为“2019年9月2日”"),
        ({"made": date(2019, 1, 1)}, "改为“2019年1月1日”"),
        ({"repealed": date(2030, 1, 1)}, "废止日期由“（无）”改为“2030年1月1日”"),
    ],
)  # fmt: skip
def test_each_part_of_an_instrument_is_told_once(rulebook, parts, said):
    decree = rulebook.instruments["decree-713"]
    found = changes(rulebook, replace(rulebook, instruments={**rulebook.instruments, decree.key: replace(decree, **parts)}))
    (change,) = [one for one in found if one.of == "依据decree-713"]
    assert said in str(change)
    citing = ("依据", "分情形的依据")  # its title is also told where rules cite it
    assert all(one is change or one.what in citing for one in found)


def test_instruments_that_come_and_go_are_told(rulebook):
    more = replace(rulebook.instruments["decree-713"], key="another", title="另一条例")
    other = replace(rulebook, instruments={**rulebook.instruments, "another": more})
    assert [str(one) for one in changes(rulebook, other)] == ["依据another：增加文件“另一条例”"]
    assert [str(one) for one in changes(other, rulebook)] == ["依据another：删去文件“另一条例”"]


@pytest.mark.parametrize(
    "name", some([
        f"{one}{language}" for one in ("label", "unit", "yes", "no", "says", "unknown", "required") for language in ("", "_en")
    ], 3),
)
def test_each_sentence_of_a_fact_is_told_by_itself(rulebook, name):
    fact = rulebook.facts["review.workdays_allowed"]
    other = replace(rulebook, facts={**rulebook.facts, fact.name: replace(fact, **{name: "另一种说法"})})
    told = [one for one in changes(rulebook, other) if one.of.startswith("事实")]
    assert [(one.of, one.after) for one in told] == [("事实review.workdays_allowed", "另一种说法")]


def test_what_a_rule_rests_on_in_one_case_is_told_with_its_strength_and_how_surely(rulebook):
    rule = next(one for one in rulebook.rules if one.id == "MTG-02")
    stronger = (replace(rule.citation_when[0], strength=Strength.statute, confidence="MH"),)
    (change,) = changes(rulebook, with_rule(rulebook, "MTG-02", citation_when=stronger))
    assert change.what == "分情形的依据"
    assert "，类推，X，" in change.before
    assert "，MH，" in change.after
