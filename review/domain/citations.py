"""Finds the phrases that rules cite in the official texts; it reads texts by file name, never a folder."""

import re
from collections.abc import Iterator, Mapping

from review.domain.errors import Fault
from review.domain.rulebook import Rulebook
from review.domain.wording import ordinal

_ARTICLE = re.compile(r"^第([一二三四五六七八九十百零]+)条(?:之[一二三四五六七八九十]+)?[\s　]", re.MULTILINE)
_ITEM = re.compile(r"[(（][一二三四五六七八九十]+[)）]")


def articles(text: str) -> dict[str, str]:
    """The articles of an official text by their number in Chinese numerals."""
    starts = list(_ARTICLE.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    found: dict[str, str] = {}
    for match, end in zip(starts, ends, strict=True):
        found.setdefault(match[1], text[match.start() : end])
    return found


def paragraphs(article: str) -> list[str]:
    """The paragraphs (款) of an article; the items (项) belong to the paragraph that they are listed in."""
    found: list[str] = []
    for line in filter(None, map(str.strip, article.splitlines())):
        if found and _ITEM.match(line):
            found[-1] += f"\n{line}"
        elif not line.startswith("#"):  # the heading of the next chapter
            found.append(line)
    return found


def unfound(rulebook: Rulebook, texts: Mapping[str, bytes]) -> Iterator[Fault]:
    """Every phrase of confidence V that does not stand word for word in the article it is cited from, and in the
    paragraph where one is named; every text (name to bytes) that cannot be read."""
    read: dict[str, dict[str, str]] = {}
    for file, text in texts.items():
        try:
            read[file] = articles(text.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            yield Fault(file, f"不是UTF-8文字（第{error.start + 1}字节）")
    for rule, cited in ((one, cited) for one in rulebook.rules for cited in one.citations):
        if cited.confidence != "V":
            continue
        where = f"{rule.file} {rule.id}"
        start = rulebook.instruments[cited.instrument].text
        name = next((name for name in sorted(read) if start and name.startswith(start)), None)
        if name is None:
            yield Fault(where, f"没有 {cited.instrument} 的官方文本，不能标为已核对（V）")
        elif cited.phrase not in _cited(read[name], cited.article, cited.paragraph):
            place = f"第{ordinal(cited.article)}条" + (f"第{ordinal(cited.paragraph)}款" if cited.paragraph else "")
            yield Fault(where, f"“{cited.phrase}”不在{name}{place}里")


def _cited(read: Mapping[str, str], article: str, paragraph: str) -> str:
    text = read.get(ordinal(article), "")
    if not paragraph:
        return text
    numbered = dict(enumerate(paragraphs(text), 1))
    return numbered.get(int(paragraph), "") if paragraph.isdecimal() else ""
