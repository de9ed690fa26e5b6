"""Holds the use case of the archive package (归档包): the printed record with all that it rests on, in one file."""

import json
from collections.abc import Iterator, Mapping

from review.domain.archive_index import Entry, index_of
from review.domain.packaging import (
    OF_A_RULE,
    PACKED,
    RECORD_PDF,
    RULES_FOLDER,
    TITLES,
    TRAIL,
    Member,
    heading_of,
    packed,
    path_of,
    title_of,
)
from review.domain.trail import canonical
from review.domain.verifying import RECORD, RULES, attached
from review.service.desk import Desk
from review.service.ports import Actor, Record, StoredFile

AT_ONCE = 256 * 1024


def pack(desk: Desk, actor: Actor, record: Record, pdf: bytes) -> Iterator[bytes]:
    """The package of this record, printed and signed as `pdf`, piece by piece.

    Raises FileDamaged before the first piece where a file of the matter is not the one that was kept.
    """
    index = index_of(record.dossier)
    with desk.store.reading(actor.unit) as work:
        stored = work.files.named(entry.sha256 for entry in index)
    for sha256 in stored:
        desk.files.open(sha256).close()
    heading = heading_of(record.dossier, record.made_at, (entry for entry in index if entry.sha256 not in stored))
    return packed(_members(desk, pdf, index, stored), heading, record.made_at)


def _members(desk: Desk, pdf: bytes, index: tuple[Entry, ...], stored: Mapping[str, StoredFile]) -> Iterator[Member]:
    carried = attached(pdf)
    yield Member(RECORD_PDF, TITLES[RECORD_PDF], len(pdf), _pieces(pdf))
    yield _text(RECORD, TITLES[RECORD], carried[RECORD])
    yield _text(TRAIL, TITLES[TRAIL], canonical(json.loads(carried[RECORD])["trail"]))
    for name, text in json.loads(carried.get(RULES, b"{}")).items():
        yield _text(f"{RULES_FOLDER}/{name}", OF_A_RULE, text.encode())
    told: set[str] = set()
    for entry in index:
        file = stored.get(entry.sha256)
        if file is not None and entry.sha256 not in told:
            told.add(entry.sha256)
            path = path_of(len(told), entry, file.name.rpartition(".")[2])
            yield Member(path, title_of(entry), file.size, _content(desk, entry.sha256))


def _text(path: str, title: str, content: bytes) -> Member:
    return Member(path, title, len(content), _pieces(content), PACKED)


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + AT_ONCE] for start in range(0, len(content), AT_ONCE))


def _content(desk: Desk, sha256: str) -> Iterator[bytes]:
    with desk.files.open(sha256) as file:
        while piece := file.read(AT_ONCE):
            yield piece
