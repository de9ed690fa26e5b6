"""The phrases that rules cite: in an invented text, and, with REVIEW_LAWS=FOLDER, in the official texts themselves.

The official texts are files named like the `text` of an instrument, with .md: 公务员法(2018-12-29).md.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from review.domain.citations import articles, paragraphs, unfound
from review.domain.rulebook import Citation, Rulebook
from review.domain.vocabulary import Strength

LAWS = os.environ.get("REVIEW_LAWS")
TEXT = """# 示例条例

2019年4月20日 公布

## 第一章 总则

第一条 为了规范，制定本条例。依照第三条的规定执行。

第二条　送请审查，应当提供材料，包括：

（一）草案；

（二）依据。

送请审查，一般不少于7个工作日。

第二条之一 补充规定。

## 第二章 附则

第十条 本条例自公布之日起施行。

第一百零一条 末条。
"""


def test_an_article_reaches_to_the_next_one():
    found = articles(TEXT)
    assert list(found) == ["一", "二", "十", "一百零一"]
    assert "依照第三条的规定执行" in found["一"]
    assert "一般不少于7个工作日" in found["二"]
    assert "补充规定" not in found["二"]


def test_items_belong_to_the_paragraph_that_lists_them_and_headings_to_none():
    found = articles(TEXT)
    assert paragraphs(found["二"]) == [
        "第二条　送请审查，应当提供材料，包括：\n（一）草案；\n（二）依据。",
        "送请审查，一般不少于7个工作日。",
    ]
    assert len(paragraphs(found["一"])) == 1


def told(rulebook: Rulebook, citation: Citation, texts: dict[str, str]) -> list[str]:
    """What is found wrong with this citation, were it that of the first rule and the only one of the rulebook."""
    rule = replace(rulebook.rules[0], citation=citation, file="x.toml")
    book = Rulebook(
        id=rulebook.id, sha256=rulebook.sha256, instruments=rulebook.instruments, facts=rulebook.facts,
        calendar=rulebook.calendar, rules=(rule,), files={},
    )  # fmt: skip
    faults = list(unfound(book, {name: text.encode() for name, text in texts.items()}))
    assert {fault.pointer for fault in faults} <= {f"x.toml {rule.id}"}
    return [fault.message for fault in faults]


NAME = "重大行政决策程序暂行条例(2019-04-20).md"


@pytest.fixture
def cited(rulebook: Rulebook) -> Citation:
    first = rulebook.rules[0].citation
    return replace(
        first, instrument="decree-713", article="2", paragraph="2", phrase="一般不少于7个工作日", confidence="V",
        strength=Strength.statute,
    )  # fmt: skip


def test_a_phrase_that_stands_in_its_article_and_paragraph_is_found(rulebook: Rulebook, cited: Citation):
    assert told(rulebook, cited, {NAME: TEXT}) == []
    assert told(rulebook, replace(cited, paragraph=""), {NAME: TEXT}) == []
    assert told(rulebook, replace(cited, article="101", paragraph="1", phrase="末条"), {NAME: TEXT}) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"article": "1"}, "第一条第二款"),
        ({"article": "3"}, "第三条第二款"),
        ({"paragraph": "1"}, "第二条第一款"),
        ({"paragraph": "3"}, "第二条第三款"),
        ({"article": "10", "paragraph": ""}, "第十条"),
    ],
)
def test_a_phrase_elsewhere_is_told_with_where_it_should_have_been(
    rulebook: Rulebook, cited: Citation, changes: dict[str, str], place: str
):
    message = f"“一般不少于7个工作日”不在{NAME}{place}里"
    assert told(rulebook, replace(cited, **changes), {NAME: TEXT}) == [message]  # type: ignore[arg-type]


def test_a_phrase_is_found_word_for_word_or_not_at_all(rulebook: Rulebook, cited: Citation):
    assert told(rulebook, replace(cited, phrase="一般不少于七个工作日"), {NAME: TEXT}) != []


def test_a_citation_without_official_text_cannot_be_verified(rulebook: Rulebook, cited: Citation):
    assert told(rulebook, cited, {}) == ["没有 decree-713 的官方文本，不能标为已核对（V）"]
    assert told(rulebook, cited, {"另一条例(2019-04-20).md": TEXT}) != []
    assert told(rulebook, replace(cited, instrument="unit-rule"), {NAME: TEXT}) != []


def test_what_is_not_marked_as_verified_is_not_looked_for(rulebook: Rulebook, cited: Citation):
    assert told(rulebook, replace(cited, confidence="X"), {}) == []


def test_every_citation_that_is_marked_as_verified_names_an_article_and_a_text(rulebook: Rulebook):
    verified = [rule for rule in rulebook.rules if rule.citation.confidence == "V"]
    assert len(verified) > 50
    for rule in verified:
        assert rule.citation.article.isdigit(), rule.id
        assert rulebook.instruments[rule.citation.instrument].text, rule.id


def test_a_text_that_cannot_be_read_is_told(rulebook: Rulebook):
    assert "不是UTF-8文字（第1字节）" in [fault.message for fault in unfound(rulebook, {"x.md": "第一条".encode("gb18030")})]


@pytest.mark.skipif(LAWS is None, reason="the official texts are not shipped; set REVIEW_LAWS to a folder of them")
def test_every_verified_phrase_stands_word_for_word_in_the_official_text(rulebook: Rulebook):
    texts = {path.name: path.read_bytes() for path in sorted(Path(LAWS or "").glob("*.md"))}
    assert texts, f"no texts in {LAWS}"
    assert list(unfound(rulebook, texts)) == []
