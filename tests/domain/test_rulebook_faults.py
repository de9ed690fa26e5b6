"""Whatever is wrong in a file of the rulebook, it is refused with file and place, or read; nothing else happens."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from forms.dossier import read_dossier
from review.config import RULES
from review.domain import checklist
from review.domain.errors import RulebookRefused
from review.domain.rulebook_reader import read_rulebook
from tests.conftest import example_text, place
from tests.sampling import some

SHIPPED = {path.name: path.read_bytes() for path in sorted(RULES.glob("*.toml"))}
REMOVED = object()
VALUES: dict[str, Any] = {"5": 5, "text": "x", "list": [], "table": {}, "true": True, "removed": REMOVED}


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def written(tables: dict[str, Any]) -> bytes:
    return "\n".join(f"{json.dumps(key, ensure_ascii=False)} = {toml(value)}" for key, value in tables.items()).encode()


def pointers(plain: Any, at: str = "") -> Iterator[str]:
    """Every key of a file, and every first item of a list that is not a list of tables."""
    for key, value in plain.items() if isinstance(plain, dict) else enumerate(plain):
        if isinstance(key, str) or key == 0 or isinstance(value, dict):
            yield f"{at}/{key}"
        if isinstance(value, dict | list):
            yield from pointers(value, f"{at}/{key}")


def loads_or_refuses(files: dict[str, bytes]) -> None:
    """Read; a rulebook that is read must be able to judge."""
    try:
        book = read_rulebook(files)
    except RulebookRefused as refused:
        told = [(fault.pointer.split(" ")[0], bool(fault.message)) for fault in refused.faults]
    else:
        checklist.judge(read_dossier(example_text("02")), book)
        return
    assert told
    assert set(told) <= {(file, True) for file in files}


def changed(file: str, pointer: str, value: Any) -> dict[str, bytes]:
    tables = tomllib.loads(SHIPPED[file].decode())
    container, key = place(tables, pointer)
    if value is REMOVED:
        del container[key]
    else:
        container[key] = value
    return {**SHIPPED, file: written(tables)}


PLACES = [(file, pointer) for file, text in SHIPPED.items() for pointer in pointers(tomllib.loads(text.decode()))]


def test_the_files_written_anew_are_the_same_rulebook() -> None:
    anew = {file: written(tomllib.loads(text.decode())) for file, text in SHIPPED.items()}
    assert [rule.conditions for rule in read_rulebook(anew).rules] == [
        rule.conditions for rule in read_rulebook(SHIPPED).rules
    ]


ONCE = {pointer.rpartition("/")[2]: (file, pointer) for file, pointer in PLACES if pointer.count("/") > 1}
"""Each key of the format once."""


@pytest.mark.parametrize("value", [*VALUES][:2])
def test_a_value_of_another_kind_anywhere_is_read_or_refused(value: str) -> None:
    """Every 25th key, other ones for each value."""
    for file, pointer in [*ONCE.values()][[*VALUES].index(value) :: 25]:
        loads_or_refuses(changed(file, pointer, VALUES[value]))


@pytest.mark.heavy
@pytest.mark.parametrize("value", VALUES)
def test_each_value_of_another_kind_anywhere_is_read_or_refused(value: str) -> None:
    for file, pointer in ONCE.values():
        loads_or_refuses(changed(file, pointer, VALUES[value]))


@pytest.mark.heavy
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("file", SHIPPED)
def test_a_value_of_another_kind_in_many_places_is_read_or_refused(file: str, value: str) -> None:
    """Every ninth place, other ones for each value."""
    for of, pointer in PLACES[[*VALUES].index(value) :: 9]:
        if of == file:
            loads_or_refuses(changed(file, pointer, VALUES[value]))


def faults(file: str, text: str | bytes) -> list[tuple[str, str]]:
    """What is refused when this file stands in the place of the shipped one."""
    with pytest.raises(RulebookRefused) as refused:
        read_rulebook({**SHIPPED, file: text if isinstance(text, bytes) else text.encode()})
    return [(fault.pointer, fault.message) for fault in refused.value.faults]


def replaced(file: str, old: str, new: str) -> list[tuple[str, str]]:
    text = SHIPPED[file].decode()
    assert old in text
    return faults(file, text.replace(old, new, 1))


IN_RULES = {
    "a family that there is not": ('id = "FIN-01"', 'id = "FUN-01"', "FUN-01", "编号应当是族别加数字，例如 LRV-07"),
    "an id that is no text": ('id = "FIN-01"', "id = 5", "5", "id 应当是文字"),
    "an id without a number": ('id = "FIN-01"', 'id = "FIN"', "FIN", "编号应当是族别加数字"),
    "a title that is a number": ('title = "', 'title = 5 #"', "FIN-01", "title 应当是文字"),
    "a title that is blank": ('title = "', 'title = " " #"', "FIN-01", "title 是空的"),
    "an article that is a number": ('article = "', 'article = 26 #"', "FIN-01", "article 应当是文字"),
    "an article in other digits": ('article = "', 'article = "２６" #"', "FIN-01", "条号、款号用阿拉伯数字（0至9）"),
    "a citation that is a text": ("[rule.citation]", "citation = 5\n[rule.cited]", "FIN-01", "citation 应当是一个表"),
    "a condition that is a text": ("met_when = [", 'met_when = [ "x",', "FIN-01", "met_when 的每一项都应当是一个表"),
    "a condition without a fact": ("met_when = [ { fact", "met_when = [ { known", "FIN-01", "缺少 fact"),
    "is with a list": ("is = true", "is = [true]", "FIN-01", "只有 one_of 后面写列表"),
    "a parameter with more": ("is = true", 'is = { parameter = "notice_workdays", x = 1 }', "FIN-01", "没有 x 这个键"),
    "a tier with an unknown key": (
        'severity_when = [ { is', 'severity_when = [ { if = [], is', "FIN-01", "没有 if 这个键",
    ),
    "tiers that are no list": (
        'severity_when = [ { is = "reasoned", when = [ { fact = "funds.disaster", is = true } ] } ]', "severity_when = 5",
        "FIN-01", "severity_when 应当是列表",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", some(IN_RULES, 6))
def test_what_is_wrong_in_a_rule_is_told_with_file_and_rule(name: str) -> None:
    old, new, rule, message = IN_RULES[name]
    found = replaced("funds.toml", old, new)
    assert any(where == f"funds.toml {rule}" and message in said for where, said in found), found


def test_everything_that_is_wrong_in_one_rule_is_told_at_once() -> None:
    text = SHIPPED["funds.toml"].decode().replace('title = "', 'title = 5 #"', 1).replace('gate = "', 'gate = "X', 1)
    said = [message for where, message in faults("funds.toml", text) if where == "funds.toml FIN-01"]
    assert [message.split(" ")[0] for message in said] == ["gate", "title"]


def test_one_bracket_for_two_is_told() -> None:
    found = faults("funds.toml", SHIPPED["funds.toml"].decode().replace("[[rule]]", "[rule]", 1).partition("[[rule]]")[0])
    assert ("funds.toml", "rule 应当是一列表：写作 [[rule]]，不写作 [rule]") in found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rule = 5", "rule 应当是列表"), ("rule = [ 5 ]", "rule 的每一项都应当是一个表"), ("rule = []", "rule 是空的"),
        ("a = 1\na = 2\nb = 3", "不是正确的TOML文件：第2行第6列，同一个键写了两次"),
        ("[a\n", "不是正确的TOML文件：第1行第3列，写法不对"), ('a = "', "不是正确的TOML文件：最后一行，写法不对"),
        ("a = " + "[" * 5_000 + "]" * 5_000, "不是正确的TOML文件：嵌套层数过多"),
        ("a = " + "9" * 5_000, "不是正确的TOML文件：最后一行，写法不对"),
        (b"a = '\xff'", "不是正确的TOML文件：不是UTF-8文字（第6字节）"),
        ("a = 1\nb = “甲”", "不是正确的TOML文件：第2行第5列，“是全角符号，应当用半角的"),
        ("a ＝ 1", "不是正确的TOML文件：第1行第3列，＝是全角符号，应当用半角的"),
        ("a = [ 1，2 ]", "不是正确的TOML文件：第1行第8列，，是全角符号，应当用半角的"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_of_rules_is_told_in_chinese(text: str | bytes, message: str) -> None:
    assert ("funds.toml", message) in faults("funds.toml", text)


def test_a_byte_order_mark_as_windows_writes_it_is_no_fault() -> None:
    marked = {**SHIPPED, "funds.toml": b"\xef\xbb\xbf" + SHIPPED["funds.toml"]}
    assert len(read_rulebook(marked).rules) == len(read_rulebook(SHIPPED).rules)


def test_a_rule_that_stands_in_two_files_is_told_with_both() -> None:
    found = faults("funds 副本.toml", SHIPPED["funds.toml"])
    assert ("funds.toml FIN-06", "编号重复，或者两个版本的有效期重叠（另一处在 funds 副本.toml）") in found


IN_FACTS = {
    "places in a text": ('places = ["', 'places = "/matter/title" #', "places 应当是列表"),
    "a place that is a number": ('places = ["', 'places = [5, "', "places 的每一项都应当是文字"),
    "a place that no dossier has": ('places = ["', 'places = ["/matter/colour", "', "案卷里没有 /matter/colour 这个位置"),
    "a place below a text": ('places = ["', 'places = ["/matter/title/x", "', "案卷里没有 /matter/title/x 这个位置"),
    "a place without a list's star": ('places = ["', 'places = ["/meetings/type", "', "案卷里没有 /meetings/type 这个位置"),
    "a blank place": ('places = ["', 'places = ["", "', "案卷里没有  这个位置"),
    "another type than is computed": ('type = "bool"', 'type = "int"', "计算出来的是bool类型，不是int类型"),
    "a vocabulary for a yes or no": ('type = "bool"', 'type = "bool"\nterms = "Category"', "只有代码（code）有词表"),
    "a word that is no vocabulary": ('type = "bool"', 'type = "bool"\nterms = "Term"', "没有 Term 这个词表"),
    "a sentence with an unknown fact": ('yes = "', 'yes = "{matter.colour}', "句子里的 matter.colour 不是已经登记的同类事实"),
    "a label that is a list": ('label = "', 'label = [] #"', "label 应当是文字"),
}


@pytest.mark.parametrize("name", some(IN_FACTS, 6))
def test_what_is_wrong_in_a_fact_is_told_with_its_name(name: str) -> None:
    old, new, message = IN_FACTS[name]
    text = SHIPPED["facts.toml"].decode()
    start = text.index('["switch.funds"]')
    found = faults("facts.toml", text[:start] + text[start:].replace(old, new, 1))
    assert ("facts.toml switch.funds", message) in found, found


def test_a_sentence_about_the_matter_cannot_ask_for_a_fact_of_one_meeting() -> None:
    found = replaced("facts.toml", 'yes = "属于重要干部任免"', 'yes = "属于{meeting.expected}"')
    assert ("facts.toml switch.appointment", "句子里的 meeting.expected 不是已经登记的同类事实") in found


@pytest.mark.parametrize(
    ("right", "message"),
    [
        ('at_least = { parameter = "review_unit" }', "参数 review_unit 是code类型，不能与int类型比较"),
        ('is = { parameter = "recused_counts_in_base" }', "参数 recused_counts_in_base 是bool类型，不能与int类型比较"),
        ('one_of = { parameter = "notice_workdays" }', "one_of 后面不能写参数"),
    ],
)
def test_a_parameter_is_compared_with_a_fact_of_its_own_type_only(right: str, message: str) -> None:
    facts = SHIPPED["facts.toml"].decode()
    settings = {
        "notice_workdays": 'type = "int"', "review_unit": 'type = "code"',
        "recused_counts_in_base": 'type = "bool"\nyes = "计入"\nyes_en = "counted"\nno = "不计入"\nno_en = "not counted"',
    }  # fmt: skip
    for name, lines in settings.items():
        if f'["parameter.{name}"]' not in facts:
            facts += f'\n["parameter.{name}"]\n{lines}\nlabel = "x"\nlabel_en = "x"\nplaces = ["/unit/parameters/{name}"]\n'
    rules = SHIPPED["legality_review_sending.toml"].decode().replace("at_least = 7", right, 1)
    with pytest.raises(RulebookRefused) as refused:
        read_rulebook({**SHIPPED, "facts.toml": facts.encode(), "legality_review_sending.toml": rules.encode()})
    told = [(fault.pointer, fault.message) for fault in refused.value.faults]
    assert ("legality_review_sending.toml LRV-07", f"review.workdays_allowed：{message}") in told


YEAR = "\n[[year]]\nyear = 2030\nholidays = [2030-01-01]\n"

IN_CALENDAR = {
    "a year without its holidays": (YEAR.replace("holidays", "makeup"), "2030", "缺少 holidays"),
    "a year that stands twice": (YEAR + YEAR, "2030", "同一年写了两次"),
    "a year that is a text": (YEAR.replace("2030\n", '"2030"\n'), "2030", "year 应当是整数"),
    "a year that is true": (YEAR.replace("= 2030\n", "= true\n"), "True", "year 应当是整数"),
    "a year without its number": (YEAR.replace("year = 2030", ""), "第13年", "缺少 year"),
    "holidays in a text": (YEAR.replace("[2030-01-01]", '"2030-01-01"'), "2030", "holidays 应当是列表"),
    "a day that is a text": (YEAR.replace("2030-01-01", '"2030-01-01"'), "2030", "holidays 的每一项都应当是日期"),
    "a day with a time": (YEAR.replace("2030-01-01", "2030-01-01T00:00:00"), "2030", "holidays 的每一项都应当是日期"),
    "a day of another year": (YEAR.replace("2030-01-01", "2031-01-01"), "2030", "每一天都应当是本年的日期"),
    "a Saturday as a holiday": (
        YEAR.replace("2030-01-01", "2030-01-05"), "2030", "holidays 只写周一至周五放假的日子，makeup 只写周六、周日上班的日子",
    ),
    "a Monday made up": (
        YEAR + "makeup = [2030-01-07]\n", "2030", "holidays 只写周一至周五放假的日子，makeup 只写周六、周日上班的日子",
    ),
    "a month": (YEAR + "months = 1\n", "2030", "没有 months 这个键；可用的键：holidays、makeup、notice、year"),
}  # fmt: skip


@pytest.mark.parametrize("name", some(IN_CALENDAR, 6))
def test_what_is_wrong_in_the_calendar_is_told_with_its_year(name: str) -> None:
    more, year, message = IN_CALENDAR[name]
    assert (f"calendar.toml {year}", message) in faults("calendar.toml", SHIPPED["calendar.toml"].decode() + more)


@pytest.mark.parametrize("text", ["year = 5", "[year]\nyear = 2030", "month = []"])
def test_a_calendar_that_is_no_list_of_years_is_told(text: str) -> None:
    assert {where for where, _ in faults("calendar.toml", text)} == {"calendar.toml"}


def test_an_empty_folder_lacks_its_three_files() -> None:
    with pytest.raises(RulebookRefused) as refused:
        read_rulebook({})
    assert [fault.pointer for fault in refused.value.faults] == ["instruments.toml", "facts.toml", "calendar.toml"]


@pytest.mark.parametrize("file", ["instruments.toml", "facts.toml"])
def test_an_instrument_or_a_fact_that_is_no_table_is_told(file: str) -> None:
    assert (f"{file} odd", "应当是一个表（键 = 值）") in faults(file, "odd = 5\n" + SHIPPED[file].decode())
