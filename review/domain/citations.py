"""Finds the phrases that rules cite in the official texts; it reads texts by file name, never a folder."""

import re
from collections.abc import Iterator, Mapping

from review.domain.errors import Fault
from review.domain.rulebook import Rulebook
from review.domain.wording import ordinal

_ARTICLE = re.compile(r"^第([一二三四五六七八九十百零]+)条(?:之[一二三四五六七八九十]+)?[\s　]", re.MULTILINE)


def articles(text: str) -> dict[str, str]:
    """The articles of an official text by their number in Chinese numerals."""
    starts = list(_ARTICLE.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    found: dict[str, str] = {}
    for match, end in zip(starts, ends, strict=True):
        found.setdefault(match[1], text[match.start() : end])
    return found


def unfound(rulebook: Rulebook, texts: Mapping[str, str]) -> Iterator[Fault]:
    """Every phrase of confidence V that does not stand word for word in the article it is cited from."""
    read = {name: articles(text) for name, text in texts.items()}
    for rule in rulebook.rules:
        cited = rule.citation
        if cited.confidence != "V":
            continue
        where = f"{rule.file} {rule.id}"
        start = rulebook.instruments[cited.instrument].text
        name = next((name for name in sorted(read) if start and name.startswith(start)), None)
        if name is None:
            yield Fault(where, f"没有 {cited.instrument} 的官方文本，不能标为已核对（V）")
        elif cited.phrase not in read[name].get(ordinal(cited.article), ""):
            yield Fault(where, f"“{cited.phrase}”不在{name}第{ordinal(cited.article)}条里")
