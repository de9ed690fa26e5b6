"""Compares a written text of minutes with the draft of the data, claim by claim: votes, names, days, times, amounts, numbers of
documents, results, and the wording of what was decided. Each difference has its place in the text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any

from review.domain.heads_decision import head_decides
from review.domain.minutes import claims
from review.domain.minutes.claims import Claim, Kind, Lines, joined, normal
from review.domain.minutes.draft import BY_HEAD, Discussed, Draft

HEAD = "会议概况"
LONGEST = 200_000
"""A longer text is no minutes of one meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the text says otherwise than the data: in which part, at which line (`None` where it says nothing), of what."""

    part: str
    line: int | None
    kind: Kind
    what: str
    said: str
    recorded: str
    topic: int | None = None


Find = Callable[[str], Iterator[tuple[int, str]]]


def differences(draft: Draft, text: str) -> tuple[Difference, ...]:
    """Every difference between the text and the data, in the order of the text; none for the draft itself."""
    parts = _parts(draft, text.replace("\r\n", "\n").replace("\r", "\n"))
    found: list[Difference] = []
    for topic in (None, *range(len(draft.topics))):
        name = HEAD if topic is None else draft.topics[topic].title
        lines = parts.get(topic)
        if lines is None:
            found.append(Difference(part=name, line=None, kind=Kind.TEXT, what="议题", said="", recorded=name, topic=topic))
            continue
        for claim in dict.fromkeys(claim for line in draft.lines if line.topic == topic for claim in line.claims):
            found += (_at(name, topic, claim, one) for one in _LOOK[claim.kind](claim, lines))
        found += _pools(draft, topic, name, lines)
        if topic is not None and head_decides(draft.topics[topic].meeting):
            found += _votes_at_heads(topic, name, lines)
    return tuple(sorted(found, key=lambda one: (one.topic is not None, one.topic or 0, one.line or 0)))


_A_VOTE = re.compile(
    rf"{claims.NUMBER}\s*票|票赞成|全票|(?:举手|口头|无记名|记名)(?:表决|投票)|投票表决|表决(?:通过|结果|：|情况)"
)


def _votes_at_heads(topic: int, part: str, lines: Lines) -> Iterator[Difference]:
    """Each line that speaks of votes at a meeting at which the head decides, where there are none (第三十条)."""
    what, recorded = BY_HEAD
    for line, text in lines:
        if _A_VOTE.search(text):
            yield Difference(part=part, line=line, kind=Kind.WORD, what=what, said=text, recorded=recorded, topic=topic)


def _at(part: str, topic: int | None, claim: Claim, one: tuple[int | None, str]) -> Difference:
    return Difference(
        part=part, line=one[0], kind=claim.kind, what=claim.what, said=one[1], recorded=claim.value, topic=topic
    )  # fmt: skip


def _parts(draft: Draft, text: str) -> dict[int | None, Lines]:
    """The text by topic: each begins with the first line after the one before that has its title or its number."""
    lines = list(enumerate(text.split("\n"), 1))
    starts: dict[int | None, int] = {None: 0}
    after = 0
    for place, topic in enumerate(draft.topics):
        start = next((at for at in range(after, len(lines)) if _begins(topic, lines[at][1])), None)
        if start is not None:
            starts[place], after = start, start + 1
    ends = [*sorted(starts.values())[1:], len(lines)]
    ordered = sorted(starts, key=lambda topic: starts[topic])
    return {topic: lines[starts[topic] : end] for topic, end in zip(ordered, ends, strict=True)}


def _begins(topic: Discussed, line: str) -> bool:
    """Whether a topic begins here: its title, or the number of its matter, stands in the line."""
    said, number = normal(line), topic.dossier.matter.number
    return normal(topic.title) in said or bool(number and normal(number) in said)


def _names(claim: Claim, lines: Lines) -> Iterator[tuple[int | None, str]]:
    """Those whom the text names after the word, and does not name, against those recorded."""
    listed, expected = claims.people(claim, lines), frozenset(claim.names)
    for line, there in listed:
        wrong = [f"没有{joined(sorted(expected - there))}"] if expected - there else []
        wrong += [f"另有{joined(sorted(there - expected))}"] if there - expected else []
        if wrong:
            yield line, "，".join(wrong)
    if not listed:
        speaking = [text for _, text in lines if any(word in text for word in claim.words)]  # 会议由某某主持
        if missing := [name for name in claim.names if not any(name in text for text in speaking)]:
            yield None, f"没有{joined(missing)}"


def _numbers(claim: Claim, lines: Lines) -> Iterator[tuple[int | None, str]]:
    yield from _values(claim, claims.counts(claim, lines))


def _chosen(claim: Claim, lines: Lines) -> Iterator[tuple[int | None, str]]:
    yield from _values(claim, claims.words(claim, lines))


def _values(claim: Claim, values: Iterator[claims.Found]) -> Iterator[tuple[int | None, str]]:
    said = list(values)
    if not said:
        yield None, ""
    yield from ((one.line, one.value) for one in said if one.value != claim.value)


def _wording(claim: Claim, lines: Lines) -> Iterator[tuple[int | None, str]]:
    """The wording must stand after its name, where the text has the name at the beginning of a line; else anywhere."""
    named = [place for place, (_, text) in enumerate(lines) if text.lstrip().startswith(claim.words)] if claim.words else []
    for place in named:
        there = _run(lines[place:])
        if not any(there.startswith(normal(word + claim.value)) for word in claim.words):
            yield lines[place]
    if not named and not _stands(normal(claim.value), lines):
        yield next(((line, text) for line, text in lines if text.lstrip().startswith(claim.what)), (None, ""))


_DENIED = ("不", "未", "非", "否", "没有")
"""Before a wording: 不同意 is no 同意, 是否同意 only asks."""


def _stands(value: str, lines: Lines) -> bool:
    """Whether the wording stands anywhere in the text, and not only where it is denied or asked; it may run over lines."""
    each = [normal(text) for _, text in lines]
    run, begins = "".join(each), set(accumulate(map(len, each), initial=0))
    found = (match.start() for match in re.finditer(f"(?={re.escape(value)})", run))
    return any(at in begins or not run[:at].endswith(_DENIED) for at in found)


def _run(lines: Lines) -> str:
    return normal("".join(text for _, text in lines))


_LOOK: dict[Kind, Callable[[Claim, Lines], Iterator[tuple[int | None, str]]]] = {
    Kind.NAMES: _names, Kind.COUNT: _numbers, Kind.WORD: _chosen, Kind.TEXT: _wording,
}  # fmt: skip


def _pools(draft: Draft, topic: int | None, part: str, lines: Lines) -> Iterator[Difference]:
    """Every day, time, amount and number of a document in the text must be known of this part, and those of the draft must
    be there."""
    own = "\n".join(line.text for line in draft.lines if line.topic == topic)
    sources = draft.topics[:1] if topic is None else draft.topics[topic : topic + 1]
    year = sources[0].meeting.held_on.year if sources[0].meeting.held_on else None
    finds: tuple[tuple[Kind, Find], ...] = (
        (Kind.DAY, lambda text: claims.days(text, year)), (Kind.TIME, claims.times), (Kind.AMOUNT, claims.amounts),
        (Kind.REFERENCE, claims.references),
    )  # fmt: skip
    values = [value for one in sources for value in _known(one.dossier if topic is not None else one.meeting)]
    for kind, find in finds:
        drafted = {value for _, value in find(own)}
        known = drafted | {value for said in values for _, value in find(said)}
        said = [(line, value) for line, text in lines for _, value in find(text)]
        for line, value in said:
            if value not in known:
                yield Difference(part=part, line=line, kind=kind, what=kind.label, said=value, recorded=joined(sorted(drafted)),
                                 topic=topic)  # fmt: skip
        for value in sorted(drafted - {value for _, value in said}):
            yield Difference(part=part, line=None, kind=kind, what=kind.label, said="", recorded=value, topic=topic)


def _known(value: Any) -> Iterator[str]:
    """Every value of a part of the dossier, written as minutes write it."""
    if is_dataclass(value):
        for field in fields(value):
            yield from _known(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _known(one)
    elif isinstance(value, datetime):
        yield f"{value.year}年{value.month}月{value.day}日 {value.hour:02}:{value.minute:02}"
    elif isinstance(value, date):
        yield f"{value.year}年{value.month}月{value.day}日"
    elif isinstance(value, Decimal):
        yield f"{value}元"
    elif isinstance(value, str):
        yield value
