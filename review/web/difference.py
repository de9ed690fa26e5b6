"""Holds the page that shows the difference of two drafts, and how a difference is laid out for reading."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template, request

from review.domain.comparison import Piece, PieceKind
from review.domain.errors import NotComparable, NotFound
from review.service import access, oversight
from review.service import files as service
from review.web.oversight import drafts
from review.web.session import actor, desk, hands_out

blueprint = Blueprint("difference", __name__)

BESIDE = 1
"""How many unchanged paragraphs stand before and after what changed; the rest is folded."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs that follow each other; `folded` where none of them changed and none stands beside a change."""

    pieces: tuple[Piece, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two drafts, or why it cannot be shown."""

    address: str
    cause: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def counts(self) -> list[tuple[PieceKind, int]]:
        counted = Counter(piece.kind for piece in self.pieces)
        return [(kind, counted[kind]) for kind in (PieceKind.CHANGED, PieceKind.ADDED, PieceKind.REMOVED, PieceKind.SAME)]

    @property
    def unread(self) -> int:
        """How many pages show nothing but a picture, so that nobody compared them."""
        return sum(piece.kind is PieceKind.UNREAD for piece in self.pieces)

    @property
    def is_none(self) -> bool:
        return all(piece.kind is PieceKind.SAME for piece in self.pieces)

    def stretches(self) -> Iterator[Stretch]:
        changed = [place for place, piece in enumerate(self.pieces) if piece.kind is not PieceKind.SAME]
        near = {place + step for place in changed for step in range(-BESIDE, BESIDE + 1)}
        for folded, found in groupby(range(len(self.pieces)), lambda place: place not in near):
            yield Stretch(tuple(self.pieces[place] for place in found), folded)


@blueprint.get("/matters/<number>/drafts/compare")
def comparing(number: str) -> str:
    """The difference of the drafts asked for, by default of the current one from the one before."""
    matter = oversight.show(desk(), actor(), number)
    versions = [one for one in drafts(matter) if one.sha256]
    if len(versions) < 2:
        raise NotFound("这件事项只有一稿，没有可以比较的。")
    if hands_out():
        access.note_reading(desk(), actor(), matter)
    new = request.args.get("to") or versions[0].sha256 or ""
    old = request.args.get("from") or versions[1].sha256 or ""
    return render_template(
        "oversight/compare.html", matter=matter, versions=versions, old=old, new=new, difference=between(number, old, new)
    )


def between(number: str, old: str, new: str) -> Difference:
    """The difference of two drafts of the matter; raises NotFound for what is no draft of it."""
    address = f"/matters/{number}/drafts/compare?from={old}&to={new}"
    if not (old and new):
        return Difference(address, cause="没有登记两稿的校验值")
    try:
        return Difference(address, pieces=service.difference(desk(), actor(), number, old, new))
    except NotComparable as cause:
        return Difference(address, cause=str(cause))
