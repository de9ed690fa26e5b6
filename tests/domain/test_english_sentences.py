"""What is refused, denied or found altered has an English sentence: each that the program can say is in the table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.domain import (
    consistency,
    contradictions,
    contradictory_execution,
    correcting,
    days,
    english,
    program,
    publicity_faults,
    sign_off_faults,
)
from review.domain.verifying import annual as verifying_annual
from review.domain.verifying import covered, package, pages, pdf, record, time_stamp, zipped
from review.domain.vocabulary import Language
from review.record import data, embedding, libraries, pool
from review.service import annual_proof, proof
from tests.another_version import ANOTHER

CHINESE = re.compile("[㐀-鿿]")
PLACE = {"at": "办理过程第1步（提交事项，甲）", "what": "卷宗", "at or '/'": "/matter", "step": "提交", "done": "出具"}
"""What stands for a part of a sentence that is one itself; anything else is a number or a name."""
SAYING = {
    "Differs", "_Differs", "NotReadable", "NotKnown", "NotOpened", "NotAStamp", "Fault", "Otherwise", "RecordNotPrintable",
    "_repeated",
}  # fmt: skip
DENYING = (
    consistency, contradictions, contradictory_execution, correcting, days, publicity_faults, sign_off_faults, package, pages,
    pdf, record, verifying_annual,
)  # fmt: skip
CONSTANTS = (covered, program, time_stamp, zipped)


def sentences(module: object) -> Iterator[str]:
    """What a module may say of a fault, with something in each of its gaps."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            for argument in node.args[node.func.id == "Fault" :]:  # the first one of a fault is its place
                if CHINESE.search(text := written(argument)):
                    yield text


def written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("{}", "7")
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else PLACE.get(ast.unparse(part.value), "7")  # type: ignore[attr-defined,misc]
            for part in node.values
        )  # fmt: skip
    return ""


@pytest.mark.parametrize("module", DENYING, ids=lambda one: one.__name__)
def test_every_sentence_about_a_fault_is_said_in_english(module: object) -> None:
    found = list(sentences(module))
    assert found
    assert [one for one in found if english.said(one, Language.EN).startswith(english.ONLY_CHINESE)] == []


@pytest.mark.parametrize("module", CONSTANTS, ids=lambda one: one.__name__)
def test_every_word_for_what_was_altered_is_said_in_english(module: object) -> None:
    said = [text.replace("{}", "7") for name, text in vars(module).items() if name.isupper() and isinstance(text, str)]
    assert [one for one in said if CHINESE.search(one) and english.said(one, Language.EN).startswith(english.ONLY_CHINESE)] == []


def test_what_another_version_finds_otherwise_is_said_in_english() -> None:
    """With the version that it names, or that it does not."""
    differs = '规则CLS-01的判断与重新核算的不同：/outcome，记录为"met"，应为"undetermined"'
    for one, name in ((ANOTHER, "hash of the program: 2222222222222222"), (program.UNSAID, "the record does not say which")):
        version = program.called(one)
        for said in (
            record.OTHER_JUDGING.format(differs, version), proof.OTHER_PRINTING.format(version),
            annual_proof.OTHER_COUNTING.format(version),
        ):  # fmt: skip
            told = english.said(f"核验结果：不能证实。{said}", Language.EN)
            assert told.startswith("result: not proven. ") and name in told and english.ONLY_CHINESE not in told


def test_why_a_page_could_not_be_printed_again_is_said_in_english() -> None:
    """Whatever the printer says, but for what is said of a copy or a folder, which are not proven."""
    causes = [text for module in (data, embedding, libraries, pool) for text in sentences(module)]
    assert len(causes) >= 6
    for cause in [*causes, "打印时发生内部错误（ValueError），详情已写入系统日志，请联系系统管理员"]:
        told = english.said(f"核验结果：不能证实。{proof.NOT_PRINTED.format(cause)}", Language.EN)
        assert told.startswith("result: not proven. its pages could not be printed again") and english.ONLY_CHINESE not in told


def test_a_difference_names_its_place_and_values_in_english() -> None:
    said = english.said('核验结果：记录被改动。卷宗与重新核算的不同：/matter/title，记录为"旧"，应为空', Language.EN)
    assert said == (
        "result: the record was altered. the dossier differs from what is found now at /matter/title: "
        'the record says "旧", it is nothing'
    )
    said = english.said("核验结果：记录被改动。办理过程第3步（提交事项，甲）的内容与其校验值不符", Language.EN)
    assert said == "result: the record was altered. act 3 of the trail (提交事项, 甲): its content does not have its hash"
    said = english.said("不在会议召开之日（2024年5月8日），前后矛盾", Language.EN)
    assert said == "it is not on the day of the meeting (2024-05-08)"


def test_what_hangs_together_in_an_annual_report_is_said_in_english() -> None:
    for one in (
        "“通过”的事项不是“附条件通过”“没有附条件”的事项之和", "“应急决策”的事项不都在“会议作出决定的事项”的事项中",
        "用时不是“用时可以计算的审查意见”各件所写的", "主要负责人的清单不是“主要负责人主持会议”的事项",
        "“通过”中A-1的日期不在2024年，或者不计数", "“通过”中A-1的名称或者类别与别处不同",
    ):  # fmt: skip
        assert not english.said(one, Language.EN).startswith(english.ONLY_CHINESE)


def test_what_the_table_does_not_have_stays_chinese_and_says_so() -> None:
    assert english.said("另一句话", Language.EN) == "(said in Chinese) 另一句话"
    assert english.said("另一句话", Language.ZH) == "另一句话"
