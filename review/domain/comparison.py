"""Compares two texts paragraph by paragraph, and changed paragraphs word by word; knows no file and no law."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from review.domain.vocabulary import Term

ALIKE = 0.5
"""How much of two paragraphs must agree for the one to be the other changed, and not another one in its place."""

MOST_PAIRED = 2_500
"""Above so many pairs of paragraphs in one place, none is looked for that belongs to another."""

WORD = re.compile(r"\d[\d,.]*\d|[A-Za-z0-9_]+|\s+|.", re.DOTALL)
"""A number or a word of letters is one; of other writing every sign is."""


class PieceKind(Term):
    """What became of a paragraph."""

    SAME = "SAME", "未改", "unchanged"
    REMOVED = "REMOVED", "删去", "removed"
    ADDED = "ADDED", "增加", "added"
    CHANGED = "CHANGED", "改动", "changed"
    UNREAD = "UNREAD", "没有读取", "not read"


UNREAD = "（第{}页没有文字，只有图像，系统没有读取）"
"""What stands in a text for a page of which nothing can be read, by its number; it is the same as no other."""

_NOT_READ = re.compile(re.escape(UNREAD).replace(re.escape("{}"), r"\d+"))


def is_unread(paragraph: str) -> bool:
    """Whether this stands for a page that was not read."""
    return _NOT_READ.fullmatch(paragraph) is not None


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph that follow each other and are all marked, or all not."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paragraph of the old text, of the new one, or of both, with its number there."""

    kind: PieceKind
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()
    old_place: int | None = None
    new_place: int | None = None


def tidied(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs as they are compared: each line of blanks one blank, nothing that is not seen, none that is empty."""
    seen = (re.sub(r"\s+", " ", unicodedata.normalize("NFC", one)).strip() for one in paragraphs)
    return [one for one in seen if one]


def compare(old: Sequence[str], new: Sequence[str]) -> tuple[Piece, ...]:
    """What became of each paragraph, in the order of reading."""
    pieces: list[Piece] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces += (_same(old, start + n, new_start + n) for n in range(end - start))
        else:
            pieces += _replaced(old, new, range(start, end), range(new_start, new_end))
    return tuple(replace(one, kind=PieceKind.UNREAD) if _stands_for_a_page(one) else one for one in pieces)


def _stands_for_a_page(piece: Piece) -> bool:
    return any(is_unread("".join(run.text for run in side)) for side in (piece.old, piece.new))


def _same(old: Sequence[str], place: int, new_place: int) -> Piece:
    text = (Run(old[place]),)
    return Piece(kind=PieceKind.SAME, old=text, new=text, old_place=place + 1, new_place=new_place + 1)


def _replaced(old: Sequence[str], new: Sequence[str], was: range, now: range) -> Iterator[Piece]:
    """The paragraphs of one place where something changed: those that belong together as changed, the rest between them."""
    at, new_at = was.start, now.start
    pairs = _pairs([old[place] for place in was], [new[place] for place in now])
    for first, second in (*((was.start + one, now.start + other) for one, other in pairs), (was.stop, now.stop)):
        for place in range(at, first):
            yield Piece(kind=PieceKind.REMOVED, old=(Run(old[place]),), old_place=place + 1)
        for place in range(new_at, second):
            yield Piece(kind=PieceKind.ADDED, new=(Run(new[place]),), new_place=place + 1)
        if first < was.stop:
            before, after = marked(old[first], new[second])
            yield Piece(
                kind=PieceKind.CHANGED, old=before, new=after, old_place=first + 1, new_place=second + 1
            )  # fmt: skip
        at, new_at = first + 1, second + 1


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which paragraph became which, in order, so that as much as can be agrees."""
    if not old or not new or len(old) * len(new) > MOST_PAIRED:
        return []
    alike = _likeness(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for one in reversed(range(len(old))):
        for other in reversed(range(len(new))):
            together = best[one + 1][other + 1] + alike(one, other) if alike(one, other) >= ALIKE else 0.0
            best[one][other] = max(together, best[one + 1][other], best[one][other + 1])
    found, one, other = [], 0, 0
    while one < len(old) and other < len(new):
        if best[one][other] == best[one + 1][other]:
            one += 1
        elif best[one][other] == best[one][other + 1]:
            other += 1
        else:
            found.append((one, other))
            one, other = one + 1, other + 1
    return found


def _likeness(old: Sequence[str], new: Sequence[str]) -> Callable[[int, int], float]:
    """How much two paragraphs agree, from 0 to 1, by the pairs of signs that both have."""
    pairs = [[frozenset(zip(text, text[1:] + "\n", strict=True)) for text in side] for side in (old, new)]

    def likeness(one: int, other: int) -> float:
        mine, its = pairs[0][one], pairs[1][other]
        return 2 * len(mine & its) / (len(mine) + len(its))

    return likeness


def marked(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both paragraphs with the words marked that the other does not have in this place."""
    before, after = WORD.findall(old), WORD.findall(new)
    sides: tuple[list[Run], list[Run]] = ([], [])
    for what, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, words in zip(sides, (before[start:end], after[new_start:new_end]), strict=True):
            if words:
                side.append(Run("".join(words), what != "equal"))
    return tuple(sides[0]), tuple(sides[1])
