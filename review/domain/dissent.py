"""Holds the dissent of a meeting as pages, record and minutes tell it: each member under the word of what he did (不同意、反对、
缓议; 弃权 apart, which is no dissent), of a secret ballot its numbers only. Holds no rule; whether there is any is ACC-02's fact.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from review.domain.dossier import Dossier, Meeting
from review.domain.facts import Case, Picture
from review.domain.facts.accountability import dissent_voiced
from review.domain.kleene import Truth
from review.domain.meeting import Tally
from review.domain.meeting.dissent import Act, collected
from review.domain.papers import is_recorded
from review.domain.quorum import NO_DAYS

Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Differing:
    """One member who was not for the matter, what he did (发言：不同意；表决：反对) and in which words."""

    name: str
    how: str
    words: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Dissent:
    voiced: Truth
    """Whether somebody disagreed, by word or by vote."""
    said: str
    """That in words: 有, 没有不同意见, or what is not known of it."""
    differing: tuple[Differing, ...]
    """By person, in the order in which they spoke and voted."""
    abstained: tuple[str, ...]
    """The names of those who abstained, where the method shows it; of several candidates with whom it was about."""
    numbers: tuple[str, ...]
    """What is known of the votes that show no person: 无记名投票，只记票数：反对1票，弃权1票."""


def dissent_of(dossier: Dossier, meeting: Meeting, counted: Tally, name: Name) -> Dissent:
    """What was said and voted at this meeting that was not for the matter; `name` gives people their names."""
    voiced = dissent_voiced(Case(Picture(dossier, NO_DAYS), dossier, meeting=meeting, tally=counted))
    found = collected(meeting)
    not_known = "没有登记齐全，无法判定" if is_recorded((meeting,)) else "尚未登记"
    return Dissent(
        voiced, {True: "有", False: "没有不同意见", None: not_known}[voiced],
        tuple(
            Differing(name(member), _how(acts, name), tuple(one.text for one in acts if one.is_spoken))
            for member, acts in found.differing.items()
        ),
        tuple(f"{name(one.member)}{_of(one, name)}" for one in found.abstained), tuple(_numbers(counted, name)),
    )  # fmt: skip


def _of(one: Act, name: Name) -> str:
    return f"（{name(one.candidate)}）" if one.candidate else ""


def _how(acts: tuple[Act, ...], name: Name) -> str:
    return "；".join(dict.fromkeys(
        f"{'发言' if one.is_spoken else '表决'}{_of(one, name)}：{one.how.label}" for one in acts
    ))  # fmt: skip


def _numbers(counted: Tally, name: Name) -> Iterator[str]:
    for vote in counted.votes or ():
        numbers = (("反对", vote.oppose), ("缓议", vote.defer), ("弃权", vote.abstain))
        if not vote.named and (said := [f"{word}{number}票" for word, number in numbers if number]):
            of = f"{name(vote.candidate)}，" if vote.candidate else ""
            yield f"{of}{'无记名投票，只记票数' if vote.is_secret else '没有登记表决人'}：{'，'.join(said)}"
