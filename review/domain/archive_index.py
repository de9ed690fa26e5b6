"""Holds the index of a file (卷内目录), computed from what the dossier holds: every draft, every attachment, and what was
registered by its hash only; and the retention period that is proposed for each."""

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.dossier import ArchiveItem, Dossier, Draft, EarlierDraft
from review.domain.one_paper import papers_of_their_own
from review.domain.standing import passed
from review.domain.vocabulary import FileKind, Retention


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index; `retention` is the period set, or proposed while none is."""

    kind: FileKind | None
    name: str
    sha256: str
    pages: int | None
    retention: Retention


def index_of(dossier: Dossier) -> tuple[Entry, ...]:
    """The index in the order of the kinds of papers; a paper stands in it once, however often it is named, and a file for one
    paper (`one_paper`)."""
    archive = dossier.archive
    set_ = {(one.kind, one.sha256): one.retention for one in (archive.items if archive else None) or ()}
    found: dict[tuple[FileKind | None, str], Entry] = {}
    papers = tuple(_papers(dossier))
    own = papers_of_their_own((kind, sha256) for kind, _, sha256, _ in papers)
    for kind, name, sha256, pages in papers:
        if (kind, sha256) not in own:
            continue
        retention = set_.get((kind, sha256)) or proposed(kind, dossier)
        found.setdefault((kind, sha256), Entry(kind, name, sha256, pages, retention))
    order = list(FileKind)
    return tuple(sorted(found.values(), key=lambda one: order.index(one.kind) if one.kind else len(order)))


def proposed(kind: FileKind | None, dossier: Dossier) -> Retention:
    """《文书档案保管期限表》: records and summaries of meetings for ever, what was discussed and did not pass ten years; for the
    rest thirty years are proposed, which the unit's own schedule may set otherwise."""
    if kind is FileKind.MINUTES:
        return Retention.PERMANENT
    return Retention.YEARS_10 if passed(dossier) is False else Retention.YEARS_30


def items_of(dossier: Dossier) -> tuple[ArchiveItem, ...]:
    """The index as the dossier keeps it."""
    return tuple(ArchiveItem(kind=one.kind, sha256=one.sha256, retention=one.retention) for one in index_of(dossier))


def _papers(dossier: Dossier) -> Iterator[tuple[FileKind | None, str, str, int | None]]:
    draft = dossier.matter.draft
    versions: tuple[Draft | EarlierDraft, ...] = (draft, *reversed(draft.earlier or ()))
    for version in versions:
        if version.sha256:
            yield FileKind.DRAFT, version.version or "送审稿", version.sha256, None
    for one in dossier.attachments or ():
        if one.sha256:
            yield one.kind, one.name or one.id or "附件", one.sha256, one.pages
    for item in (dossier.archive.items if dossier.archive else None) or ():
        if item.sha256:
            yield item.kind, item.kind.label if item.kind else "归档材料", item.sha256, None
