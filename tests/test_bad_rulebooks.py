"""Every way in which a rulebook can be wrong: `review rules check` and `review rules activate` name file, rule and reason,
and the rulebook that was active stays so. Each is the shipped folder changed in one place.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from review.cli import main
from review.config import RULES
from review.domain.errors import RulebookRefused
from review.rulebooks import Shelf
from tests.rulebooks.conftest import AT, FIRST
from tests.sampling import some

RULE_FILE, CASE_FILE = "legality_review_sending.toml", "cases/legality_review_sending.toml"
LRV_07 = f"{RULE_FILE} LRV-07"
CITED = """[rule.citation]
instrument = "decree-713"
article = "26"
paragraph = "2"
strength = "statute"
phrase = "一般不少于7个工作日"
confidence = "V"
checked_on = 2026-11-23
"""
SINCE = "effective_from = 2019-09-01"
APPLIES = 'applies_when = [ { fact = "review.expected_or_given", is = true } ]'
MET = 'met_when = [ { fact = "review.workdays_allowed", at_least = 7 } ]'
EXCUSED = 'excused_when = [ { fact = "review.short_time_reason_given", is = true } ]'
CASE = 'name = "审查期限恰好7个工作日，符合"\nbase = "01"\noutcome = "met"'
SEVENTY = "\n".join(f'  {{ fact = "review.workdays_allowed", at_least = {number} }},' for number in range(70))
FIRST_CASE = f"{CASE_FILE} LRV-07“审查期限恰好7个工作日，符合”"
ONE_MORE = f"""
[[rule]]
id = "LRV-07"
gate = "AGENDA"
title = "又一条"
title_en = "Another one"
severity = "blocking"
effective_from = 2027-01-01
{MET}
remedy = "改正"
remedy_en = "Put it right"

{CITED}"""

IN_THE_RULE = {
    "a fact that there is not": (MET, MET.replace("workdays_allowed", "days"), "没有 review.days 这个事实"),
    "a number where yes or no belongs": (
        APPLIES, APPLIES.replace("true", "7"), "review.expected_or_given：应当与bool类型的值比较",
    ),
    "a text where a number belongs": (MET, MET.replace("7", '"7"'), "review.workdays_allowed：应当与int类型的值比较"),
    "a sentence that is a number": ('title_en = "The', 'title_en = 5 # "The', "title_en 应当是文字"),
    "a day that is a text": (SINCE, 'effective_from = "2019-09-01"', "effective_from 应当是日期"),
    "no article": ('article = "26"\nparagraph = "2"', 'article = ""\nparagraph = "2"', "已核对（V）的引用应当有条号和原文词句"),
    "an article that is left out": ('article = "26"\nparagraph = "2"', 'paragraph = "2"', "缺少 article"),
    "no citation": (CITED, "", "缺少 citation"),
    "no phrase": ('phrase = "一般不少于7个工作日"', 'phrase = ""', "已核对（V）的引用应当有条号和原文词句"),
    "an instrument that there is not": (CITED, CITED.replace("713", "999"), "没有 decree-999 这个法律文件"),
    "an end before the beginning": (
        f"{SINCE}\n{APPLIES}\n{MET}", f"{SINCE}\neffective_to = 2019-08-31\n{APPLIES}\n{MET}",
        "终止日早于起始日",
    ),
    "a beginning before the law's": (
        f"{SINCE}\n{APPLIES}\n{MET}", f"effective_from = 2019-08-31\n{APPLIES}\n{MET}",
        "规则的起始日早于所依据文件的施行日",
    ),
    "no requirement": (MET, "", "缺少 met_when"),
    "an empty requirement": (MET, "met_when = []", "met_when 是空的"),
    "an empty condition of application": (f"{APPLIES}\n{MET}", f"applies_when = []\n{MET}", "applies_when 是空的"),
    "an empty excuse": (EXCUSED, "excused_when = []", "excused_when 是空的"),
    "an empty list of tiers": (EXCUSED, f"{EXCUSED}\nseverity_when = []", "severity_when 是空的"),
    "a tier that holds for nothing": (
        EXCUSED, f'{EXCUSED}\nseverity_when = [ {{ is = "warning", when = [] }} ]', "when 是空的",
    ),
    "one of no values": (MET, MET.replace("at_least = 7", "one_of = []"), "review.workdays_allowed：one_of 后面写至少一个值"),
    "seventy conditions": (MET, f"met_when = [\n{SEVENTY}\n]", "条件太多：一条规则最多64个"),
    "seventy values": (
        MET, MET.replace("at_least = 7", f"one_of = {list(range(70))}"),
        "条件太多：一条规则最多64个（one_of 的每个值算一个），现有71个",
    ),
    "a number past the engine": (MET, MET.replace("7", "9" * 19), "review.workdays_allowed：at_least 后面应当写int类型的值"),
    "a place in the remedy for no fact": ("{review.earliest_due}", "{review.earliest}", "没有 review.earliest 这个事实"),
    "an order on a code": (MET, MET.replace("review.workdays_allowed", "answer.LRV-07"), "answer.LRV-07：是非和代码没有大小"),
    "two operators": (MET, MET.replace("= 7", "= 7, at_most = 9"), "每个条件写一个 fact 和一个运算符"),
    "an operator that there is not": (MET, MET.replace("at_least", "more_than"), "每个条件写一个 fact 和一个运算符"),
    "a parameter that there is not": (
        MET, MET.replace("7 }", '{ parameter = "days" } }'), "没有 parameter.days 这个事实",
    ),
    "a gate that there is not": ('"LRV-07"\ngate = "AGENDA"', '"LRV-07"\ngate = "DOOR"', "gate 没有“DOOR”这个值"),
    "a key that there is not": (EXCUSED, f"{EXCUSED}\nexcuse = true", "没有 excuse 这个键"),
    "a confidence that there is not": ('confidence = "V"', 'confidence = "Q"', "confidence 没有“Q”这个值；应当是下列之一：V、"),
    "a phrase that stands anywhere": (
        'phrase = "一般不少于7个工作日"', 'phrase = "的"', "已核对（V）的原文词句“的”太短，至少6个字",
    ),
    "a subject of which no condition speaks": (
        'severity = "reasoned"', 'severity = "reasoned"\nsubject = "candidate"',
        "规则说的是candidate，却没有一个条件说的是candidate",
    ),
    "a brace that is not closed": ('remedy = "', 'remedy = "{', "remedy 里的花括号不成对；占位写作 {事实名}"),
    "a reason without what it excuses": (EXCUSED, "", "须说明（reasoned）的规则应当写明什么理由可以免除（excused_when）"),
}  # fmt: skip

IN_A_FILE = {
    "a fact that no rule uses": (
        "facts.toml", "", '\n["parameter.review_unit"]\ntype = "code"\nlabel = "新"\nplaces = ["/matter/title"]\n',
        "facts.toml parameter.review_unit：没有规则使用这个事实",
    ),
    "a family that there is not": (
        RULE_FILE, 'id = "LRV-07"', 'id = "LAW-07"', f"{RULE_FILE} LAW-07：编号应当是族别加数字，例如 LRV-07",
    ),
    "a second rule of the same id and time": (RULE_FILE, "", ONE_MORE, f"{LRV_07}：编号重复，或者两个版本的有效期重叠"),
    "one bracket for two": (RULE_FILE, "[[rule]]", "[rule]", f"{RULE_FILE}：不是正确的TOML文件："),
    "one bracket for two, and no other rule": (
        RULE_FILE, None, '[rule]\nid = "LRV-07"\n', f"{RULE_FILE}：rule 应当是一列表：写作 [[rule]]，不写作 [rule]",
    ),
    "text that is no TOML": (RULE_FILE, MET, "met_when = [", f"{RULE_FILE}：不是正确的TOML文件：第"),
    "a file that is not UTF-8": (
        RULE_FILE, None, "标题 = '审查'".encode("gb18030"), f"{RULE_FILE}：不是正确的TOML文件：不是UTF-8文字",
    ),
    "a file that is empty": (RULE_FILE, None, "", f"{RULE_FILE}：文件里没有规则（[[rule]]）"),
    "a calendar that is empty": ("calendar.toml", None, "", "calendar.toml：缺少 year"),
    "a file of cases that is empty": (CASE_FILE, None, "", f"{CASE_FILE}：文件里没有案例（[[case]]）"),
    "no facts in the file": ("facts.toml", None, "", "没有 review.workdays_allowed 这个事实"),
    "no instruments in the file": ("instruments.toml", None, "", f"{LRV_07}：没有 decree-713 这个法律文件"),
    "a number of five thousand digits": (
        RULE_FILE, "at_least = 7", f"at_least = {'9' * 5000}", f"{RULE_FILE}：不是正确的TOML文件",
    ),
    "an example that is no JSON": (
        "cases/dossiers/01-power-list-catalogue.json", None, "{",
        f"{FIRST_CASE}：案卷不能读取：（全文）：以“01-”开头的示例案卷不是JSON对象",
    ),
    "a case without an outcome": (CASE_FILE, CASE, CASE.replace('outcome = "met"', ""), "LRV-07：缺少 outcome"),
    "a case of an outcome that there is not": (
        CASE_FILE, CASE, CASE.replace('"met"', '"perhaps"'), "LRV-07：outcome 没有“perhaps”这个值",
    ),
    "a case of a rule that there is not": (
        CASE_FILE, f'rule = "LRV-07"\n{CASE}', f'rule = "LRV-70"\n{CASE}',
        f"{CASE_FILE} LRV-70“审查期限恰好7个工作日，符合”：没有 LRV-70 这条规则",
    ),
    "a case of an example that there is not": (
        CASE_FILE, CASE, CASE.replace('"01"', '"70"'),
        f"{FIRST_CASE}：案卷不能读取：（全文）：以“70-”开头的示例案卷应当有一个，现有0个",
    ),
    "a case that is no table": (CASE_FILE, None, "case = [ 5 ]", f"{CASE_FILE}：case 的每一项都应当是一个表"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped rules, to be spoilt, with the cases of two of their files: none is judged before the rules are right."""
    folder = Path(shutil.copytree(RULES, tmp_path / "rules"))
    for path in folder.glob("cases/*.toml"):
        if path.name not in (Path(CASE_FILE).name, "fair_competition.toml"):
            path.unlink()
    return folder


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """An installation in which another rulebook than the shipped one is active."""
    var, before = tmp_path_factory.mktemp("var"), os.environ["REVIEW_VAR"]
    os.environ["REVIEW_VAR"] = str(var)
    shelf = Shelf(var)
    shelf.activate(FIRST, AT)
    yield shelf
    os.environ["REVIEW_VAR"] = before


def review(*arguments: str | Path) -> Result:
    """The command in this process; what it raises is a failure of the test."""
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


def spoil(file: Path, old: str | None, new: str | bytes) -> None:
    text = file.read_text()
    if isinstance(new, bytes):
        file.write_bytes(new)
        return
    if old:
        assert old in text
    file.write_text(new if old is None else text.replace(old, new, 1) if old else text + new)


def is_refused(shelf: Shelf, folder: Path, *told: str) -> list[str]:
    """Both commands tell it, in the same words; the old rulebook stays active. The lines that were told."""
    before = shelf.path.stat().st_mtime_ns, shelf.log()
    checked, activated = review("rules", "check", "--rulebook", folder), review("rules", "activate", folder)
    lines = checked.stderr.splitlines()
    assert (checked.exit_code, activated.exit_code) == (1, 1)
    assert checked.stdout == activated.stdout == ""
    assert activated.stderr.splitlines() == [*lines, f"没有启用，现行的规则库不变：{len(lines)}处不正确"]
    for message in told:
        assert any(message in line for line in lines), checked.stderr
    assert (shelf.path.stat().st_mtime_ns, shelf.log()) == before
    assert shelf.load().folder.sha256 == FIRST.folder.sha256
    return lines


@pytest.mark.parametrize("name", some(IN_THE_RULE, 12))
def test_what_is_wrong_in_a_rule_is_refused_with_its_file_and_id(shelf: Shelf, folder: Path, name: str) -> None:
    old, new, reason = IN_THE_RULE[name]
    file = folder / RULE_FILE
    text = file.read_text()
    start = text.index('[[rule]]\nid = "LRV-07"')
    before, rule = text[:start], text[start:]
    assert old in rule
    times = -1 if old.startswith("{") else 1  # the remedy has its places in both languages
    file.write_text(before + rule.replace(old, new, times))
    assert all(line.startswith((LRV_07, "facts.toml ")) for line in is_refused(shelf, folder, f"{LRV_07}：{reason}"))


@pytest.mark.parametrize("name", some(IN_A_FILE, 7))
def test_what_is_wrong_in_a_file_is_refused_with_the_place(shelf: Shelf, folder: Path, name: str) -> None:
    file, old, new, told = IN_A_FILE[name]
    spoil(folder / file, old, new)
    is_refused(shelf, folder, told)


def test_editions_that_overlap_by_a_day_are_refused(shelf: Shelf, folder: Path) -> None:
    spoil(folder / RULE_FILE, f"{SINCE}\n{APPLIES}\n{MET}", f"{SINCE}\neffective_to = 2027-01-01\n{APPLIES}\n{MET}")
    spoil(folder / RULE_FILE, "", ONE_MORE)
    assert is_refused(shelf, folder) == [f"{LRV_07}：编号重复，或者两个版本的有效期重叠"]


@pytest.mark.heavy
def test_a_comparison_on_a_day_to_come_is_refused(shelf: Shelf, folder: Path) -> None:
    for name in [*(path.name for path in RULES.glob("cases/*.toml"))]:
        shutil.copy(RULES / "cases" / name, folder / "cases" / name)
    spoil(folder / RULE_FILE, CITED, CITED.replace("2026-11-23", "2099-11-23"))
    assert is_refused(shelf, folder) == [f"{LRV_07}：核对日期（checked_on）2099-11-23尚未到来"]


@pytest.mark.parametrize("file", ["instruments.toml", "facts.toml", "calendar.toml"])
def test_a_folder_without_one_of_its_three_files_is_refused(shelf: Shelf, folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert is_refused(shelf, folder) == [f"{file}：缺少这个文件"]


def test_an_empty_folder_is_refused_with_what_it_lacks(shelf: Shelf, tmp_path: Path) -> None:
    assert is_refused(shelf, tmp_path) == [f"{name}.toml：缺少这个文件" for name in ("instruments", "facts", "calendar")]


@pytest.mark.heavy
def test_a_rule_whose_cases_are_left_out_is_refused(shelf: Shelf, folder: Path) -> None:
    for path in (folder / "cases").glob("*.toml"):
        if path.name != "fair_competition.toml":
            path.unlink()
    is_refused(shelf, folder, *(f"{LRV_07}：缺少结果为“{outcome}”的案例" for outcome in ("符合", "不符合", "无法判定", "不适用")))


def test_a_rule_that_its_cases_contradict_is_refused_with_the_case(shelf: Shelf, folder: Path) -> None:
    for path in (folder / "cases").glob("*.toml"):
        if path.name != "legality_review_sending.toml":
            path.unlink()
    spoil(folder / RULE_FILE, "at_least = 7", "at_least = 8")
    is_refused(shelf, folder, f"{FIRST_CASE}：应为符合，实为不符合")


@pytest.mark.parametrize("arguments", [("rules", "check", "--rulebook"), ("rules", "activate")])
def test_no_folder_is_refused(shelf: Shelf, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    for path, make in ((tmp_path / "missing", None), (tmp_path / "file", Path.touch)):
        if make:
            make(path)
        done = review(*arguments, path)
        assert (done.exit_code, done.stderr) == (2, f"{path}：没有这个文件夹\n")
    assert shelf.load().folder.sha256 == FIRST.folder.sha256


ODD = {
    "a folder": (Path.mkdir, "这是一个文件夹"),
    "a pipe that nobody writes to": (os.mkfifo, "不是普通文件"),
    "a device without an end": (lambda path: path.symlink_to("/dev/zero"), "不是普通文件"),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "没有这个文件或者文件夹"),
    "a link to itself": (lambda path: path.symlink_to("odd.toml"), "链接绕成了圈"),
    "ten megabytes": (lambda path: path.write_bytes(b"#" * 10_000_000), "文件过大"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_called_a_rule_file_and_is_none_is_refused(shelf: Shelf, folder: Path, name: str) -> None:
    make, told = ODD[name]
    make(folder / "odd.toml")
    for arguments in (("check", "--rulebook"), ("activate",)):
        done = review("rules", *arguments, folder)
        assert (done.exit_code, done.stderr) == (2, f"{folder / 'odd.toml'}：{told}\n")
    assert shelf.load().folder.sha256 == FIRST.folder.sha256


@pytest.mark.heavy
def test_a_pipe_beside_the_kept_files_of_the_active_rulebook_is_not_waited_for(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.activate(FIRST, AT)
    os.mkfifo(shelf.path / FIRST.folder.sha256 / "odd.toml")
    with pytest.raises(RulebookRefused, match="不是普通文件"):
        shelf.load()
