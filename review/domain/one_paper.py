"""Holds that one file stands for one paper: the same bytes are not the legal opinion, the review and the minutes at once.

Opinions that were asked for and what became of them may be in one paper (`TOGETHER`), and what is merely filed as 其他材料 may be
anything; every other kind is a paper of its own, by its own author.
"""

from collections.abc import Iterable

from review.domain.dossier import Attachment, Dossier
from review.domain.drafts import drafts_of
from review.domain.vocabulary import FileKind

TOGETHER = frozenset({FileKind.PUBLIC_OPINIONS, FileKind.UNIT_OPINIONS, FileKind.ADOPTION})

Kind = FileKind | None


def may_share(one: Kind, other: Kind) -> bool:
    """Whether one file may be filed as both kinds."""
    return one is other or None in (one, other) or FileKind.OTHER in (one, other) or {one, other} <= TOGETHER


def papers_of_their_own(kinds: Iterable[tuple[Kind, str | None]]) -> frozenset[tuple[Kind, str | None]]:
    """Those of these kinds with the hash of a file for which the file may stand: of kinds that cannot share one, the first."""
    kept: dict[str | None, list[Kind]] = {}
    for kind, sha256 in kinds:
        had = kept.setdefault(sha256, [])
        if sha256 is None or all(may_share(kind, other) for other in had):
            had.append(kind)
    return frozenset((kind, sha256) for sha256, had in kept.items() for kind in had)


def taken_as(dossier: Dossier, listed: Iterable[Attachment], added: Attachment) -> Kind:
    """As which other paper the file that is added is registered already; `None` where it may be added."""
    drafts = [(FileKind.DRAFT, sha256) for sha256 in drafts_of(dossier)]
    there = [*drafts, *((one.kind, one.sha256) for one in listed)]
    return next((kind for kind, sha256 in there if sha256 == added.sha256 and not may_share(kind, added.kind)), None)


def refusal(kind: FileKind, taken: FileKind) -> str:
    """What is said of a file that is to be filed as `kind` and is filed as `taken`."""
    return (
        f"同一个文件已经作为“{taken.label}”登记，不能又作为“{kind.label}”：一个文件只作一种材料。请上传“{kind.label}”本身的文件；"
        "合订扫描的，拆开以后分别上传；已登记的种类选错的，重新导出或者扫描一份，按正确的种类上传"
    )
