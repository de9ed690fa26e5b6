"""Text that is no JSON, or JSON that no dossier may be: refused in Chinese, with the place, and never by exhaustion."""

import json
import re
import time

import pytest

from forms import MOST_BYTES, read_dossier
from forms.text import MOST_LEVELS
from review.domain.errors import DossierRefused, Fault
from tests.sampling import some

SMALLEST = {"format": "dossier/1", "as_of": "2024-05-08"}


def refusal(text: bytes | str) -> tuple[Fault, ...]:
    with pytest.raises(DossierRefused) as refused:
        read_dossier(text.encode() if isinstance(text, str) else text)
    return refused.value.faults


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "不是正确的JSON：第1行第2列，这里应当是双引号括起来的字段名"),
        ('{"a":\n }', "不是正确的JSON：第2行第2列，这里应当有一个值"),
        ('{"a" 1}', "不是正确的JSON：第1行第6列，这里应当有一个冒号"),
        ('{"a": 1 "b": 2}', "不是正确的JSON：第1行第9列，这里应当有一个逗号，或者对象、列表到此没有结束"),
        ('{"a": "b', "不是正确的JSON：第1行第7列，这段文字没有结束"),
        ('{"a": "b\nc"}', "不是正确的JSON：第1行第9列，文字里有没有转义的控制字符"),
        (r'{"a": "\x"}', "不是正确的JSON：第1行第8列，反斜杠后面的写法不对"),
        (r'{"a": "\u12"}', "不是正确的JSON：第1行第9列，反斜杠后面的写法不对"),
        ("{} {}", "不是正确的JSON：第1行第4列，后面有多余的内容"),
        ('{"a": NaN}', "不是正确的JSON：第1行第7列，不能写NaN"),
        ('{\n"a": -Infinity}', "不是正确的JSON：第2行第7列，不能写Infinity"),
        ('{"a": 1' + "0" * 5000 + "}", "不是正确的JSON：第1行第7列，数字的位数过多"),
        ("", "案卷是空的"),
        ("\ufeff", "案卷是空的"),
    ],
)
def test_text_that_is_not_json_is_refused_in_chinese_with_line_and_column(text: str, said: str) -> None:
    assert refusal(text) == (Fault("", said),)


def test_a_mark_before_the_text_is_read_over_and_other_encodings_are_refused() -> None:
    assert read_dossier(b"\xef\xbb\xbf" + json.dumps(SMALLEST).encode()).format == "dossier/1"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"):
        (fault,) = refusal('{"format": "案卷"}'.encode(encoding))
        assert re.search("不是UTF-8文字|不是正确的JSON", fault.message), encoding
        assert not re.search("[a-z]{4}", fault.message), fault.message


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 5_000 + "1" + "}" * 5_000, "[" * 5_000 + "]" * 5_000])
def test_text_nested_too_deep_is_refused_with_the_place_where_it_becomes_so(deep: str) -> None:
    (fault,) = refusal(deep)
    column = MOST_LEVELS * deep.index(deep[0], 1) + 1
    assert fault == Fault("", f"嵌套层数过多：最多{MOST_LEVELS}层（第1行第{column}列）")


def test_brackets_inside_a_text_are_no_levels() -> None:
    text = json.dumps(SMALLEST | {"matter": {"title": '[{"' * 90 + "\\"}})
    assert read_dossier(text.encode()).matter.title == '[{"' * 90 + "\\"


def test_the_deepest_text_that_is_allowed_is_read() -> None:
    review: dict[str, object] = {}
    for _ in range((MOST_LEVELS - 2) // 2):
        review = {"earlier": [review]}
    assert read_dossier(json.dumps(SMALLEST | {"legality_review": review}).encode()).legality_review is not None
    assert "嵌套" in refusal(json.dumps(SMALLEST | {"legality_review": {"earlier": [{"earlier": [review]}]}}))[0].message


def test_every_key_that_stands_twice_is_told_with_its_place() -> None:
    faults = refusal('{"format":"dossier/1","as_of":"2024-05-08","as_of":"2024-05-08","matter":{"a/b":1,"a/b":2}}')
    assert [(fault.pointer, fault.message) for fault in faults] == [
        ("/as_of", "同一个对象里有两个“as_of”"), ("/matter/a~1b", "同一个对象里有两个“a/b”"),
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["\\ud800", "\\u001b[31m", "\\u0000", "\\n"])
def test_a_key_that_cannot_be_shown_is_refused_at_its_object_and_not_repeated(key: str) -> None:
    faults = refusal(f'{{"format":"dossier/1","as_of":"2024-05-08","matter":[{{"{key}":1}}]}}')
    assert faults == (Fault("/matter/0", "有一个字段的名称含有不能显示的字符"),)


@pytest.mark.parametrize(
    "text",
    some([
        '"' + '\\"' * 1_000_000, '"' + '\\"' * 1_000_000 + "\\", "[" + "[]," * 650_000, '"' * 2_000_000,
        json.dumps(SMALLEST | {f"k{number}": 1 for number in range(100_000)})[:-1] + ', "k0": 1}',
    ], 2),
    ids=["quotes escaped", "and a backslash", "brackets", "quotes", "keys"],
)  # fmt: skip
def test_text_made_to_take_long_does_not(text: str) -> None:
    assert len(text) <= MOST_BYTES
    started = time.thread_time()  # of this thread only: the machine may have other work
    refusal(text)
    assert time.thread_time() - started < 10


def test_a_dossier_that_is_too_large_is_told_with_its_size() -> None:
    assert refusal(b" " * 3 * 1024 * 1024)[0].message == "案卷过大：最多2MB，现有3.0MB"
