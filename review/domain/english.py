"""Holds the refusals of the command line in English, one table for all: by their Chinese sentence, which is what is thrown.

What is not in the table is said in Chinese, with a word in front that says so.
"""

import re
from collections.abc import Iterable
from typing import Final

from review.domain.english_of_dossiers import DENIALS
from review.domain.english_of_proofs import PROVING
from review.domain.vocabulary import Language

ONLY_CHINESE: Final = "(said in Chinese) "

_SENTENCES: Final = (
    (r"不能读取：(.+)", "cannot be read: {}"),
    (r"不能读取。(.+)", "cannot be read. {}"),
    (r"不能写入：(.+)", "cannot be written: {}"),
    ("没有这个文件或者文件夹", "no such file or folder"), ("没有权限", "no permission"), ("这是一个文件夹", "it is a folder"),
    ("所在的不是文件夹", "a part of its path is no folder"),
    ("磁盘已满", "the disk is full"),
    ("磁盘不能写入", "the disk is read-only"),
    ("名称过长", "the name is too long"), (r"操作系统的错误(\d+)", "error {} of the operating system"),
    (r"案卷过大：最多(\d+)MB(?:，现有(.+)MB)?", "the dossier is too large: {} MB at most"),
    ("案卷是空的", "the dossier is empty"),
    (r"不是UTF-8文字（第(\d+)字节）", "not UTF-8 text (byte {})"),
    (r"不是正确的JSON：第(\d+)行第(\d+)列，(.+)", "not JSON: line {}, column {}, {}"),
    (r"嵌套层数过多：最多(\d+)层（第(\d+)行第(\d+)列）", "nested too deeply: {} levels at most (line {}, column {})"),
    ("这里应当有一个值", "a value is expected here"),
    ("这里应当是双引号括起来的字段名", "a key in double quotes is expected here"),
    ("这里应当有一个冒号", "a colon is expected here"),
    ("这里应当有一个逗号，或者对象、列表到此没有结束", "a comma is expected here, or the object or list does not end here"),
    ("逗号后面没有内容", "nothing follows the comma"), ("这段文字没有结束", "this text does not end"),
    ("文字里有没有转义的控制字符", "a control character is not escaped"),
    ("反斜杠后面的写法不对", "what follows the backslash is wrong"),
    ("后面有多余的内容", "something follows the end"),
    ("写法不对", "it is not written as JSON"),
    ("数字的位数过多", "too many digits"),
    (r"不能写(.+)", "{} is not allowed"), (r"同一个对象里有两个“(.+)”", 'two keys "{}" in one object'),
    ("有一个字段的名称含有不能显示的字符", "the name of a field has a character that cannot be shown"),
    ("应当是文字", "should be text"), (r"最多(\d+)个字，现有(\d+)个", "{} characters at most, it has {}"),
    ("应当是由字母、数字、点、横线组成的(?:代码|标识)", "should be a code of letters, digits, dots and hyphens"),
    ("应当是64位小写十六进制的SHA-256值", "should be a SHA-256 of 64 lower-case hexadecimal digits"),
    ("应当是以元为单位的金额，.+", "should be an amount in yuan, not negative, with two decimals at most, for example 680000.00"),
    ("应当是整数", "should be a whole number"), (r"应当在(\d+)和(\d+)之间", "should be between {} and {}"),
    ("应当是true或者false", "should be true or false"), (r"年份应当在(\d+)和(\d+)之间", "the year should be between {} and {}"),
    ("应当是YYYY-MM-DD形式的日期", "should be a day as YYYY-MM-DD"), ("没有这一天", "there is no such day"),
    ("没有这个时刻", "there is no such time"),
    ("应当是带时区的时刻，例如(.+)", "should be a time with its offset, for example {}"),
    ("应当是下列之一：(.+)", "should be one of: {}"), ("应当是列表", "should be a list"), ("应当是对象", "should be an object"),
    (r"最多(\d+)项，现有(\d+)项", "{} items at most, it has {}"), ("没有这个字段", "there is no such field"),
    ("缺少这个字段", "this field is missing"), ("不能为空", "it must not be null"), ("不正确", "it is not correct"),
    ("案卷应当是一个JSON对象", "a dossier should be a JSON object"), (r"应当是“(.+)”", 'should be "{}"'),
    (r"没有“(.+)”这个人：.+", 'nobody has the id "{}": neither in people nor with a name elsewhere'),
    (r"没有 (\S+) 这条规则；.+", "there is no rule {}; see review rules list"), (r"(.+)：没有这个文件夹", "{}: no such folder"),
    *PROVING, *DENIALS,
)  # fmt: skip
"""What is matched whole, with the parts that are taken over; those are said in English where they are sentences themselves, and
left as they are where they are a `name`."""

_COMPILED: Final = tuple((re.compile(said), english) for said, english in _SENTENCES)
_CHINESE: Final = re.compile("[㐀-鿿]")


def said(message: str, language: Language) -> str:
    """A refusal in this language; one that is not in the table stays Chinese and says so."""
    if language is Language.ZH or not _CHINESE.search(message):
        return message
    message = message.rstrip("。")
    for pattern, english in _COMPILED:
        if found := pattern.fullmatch(message):
            names = pattern.groupindex.values()
            parts = enumerate(found.groups(), 1)
            return english.format(*(part if place in names else said(part or "", language) for place, part in parts))
    if len(sentences := [part for part in re.split("[。；]", message) if part]) > 1:
        told = [said(part, language) for part in sentences]
        if not any(one.startswith(ONLY_CHINESE) for one in told):
            return ". ".join(told)
    return ONLY_CHINESE + message


def lines(told: Iterable[str], language: Language) -> list[str]:
    """The same of what is told line by line."""
    return [said(one, language) for one in told]
