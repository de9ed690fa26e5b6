"""Holds the use case of the archive package (归档包): the printed record with all that it rests on, in one file."""

import json
from collections.abc import Iterator, Mapping

from review.domain.archive_index import Entry, index_of
from review.domain.files import shown_name
from review.domain.packaging import FILES_FOLDER, PACKED, RECORD_PDF, RULES_FOLDER, TRAIL, Member, packed
from review.domain.trail import canonical
from review.domain.verifying import RECORD, RULES, attached
from review.service.desk import Desk
from review.service.ports import Actor, Record, StoredFile

AT_ONCE = 256 * 1024
CHECKING = (
    "校验：sha256sum -c 目录.txt；或者 python3 review-verify.pyz 归档包.zip（连同审查记录一并核验）",
    "本目录没有签名：附件以审查记录所载的校验值为准",
)


def pack(desk: Desk, actor: Actor, record: Record, pdf: bytes) -> Iterator[bytes]:
    """The package of this record, printed and signed as `pdf`, piece by piece.

    Raises FileDamaged before the first piece where a file of the matter is not the one that was kept.
    """
    index = index_of(record.dossier)
    with desk.store.reading(actor.unit) as work:
        stored = work.files.named(entry.sha256 for entry in index)
    for sha256 in stored:
        desk.files.open(sha256).close()
    about = record.dossier.matter
    made = record.made_at
    heading = (
        f"归档包目录：{about.number or ''} {' '.join((about.title or '').split())}", f"审查记录制作于{made:%Y-%m-%d %H:%M}",
        *CHECKING, *(_lacking(entry) for entry in index if entry.sha256 not in stored),
    )  # fmt: skip
    return packed(_members(desk, pdf, index, stored), heading, made)


def _members(desk: Desk, pdf: bytes, index: tuple[Entry, ...], stored: Mapping[str, StoredFile]) -> Iterator[Member]:
    carried = attached(pdf)
    yield Member(RECORD_PDF, "审查记录", len(pdf), _pieces(pdf))
    yield _text(RECORD, "审查记录的数据", carried[RECORD])
    yield _text(TRAIL, "办理过程", canonical(json.loads(carried[RECORD])["trail"]))
    for name, text in json.loads(carried.get(RULES, b"{}")).items():
        yield _text(f"{RULES_FOLDER}/{name}", "判断所依据的规则", text.encode())
    told: set[str] = set()
    for entry in index:
        file = stored.get(entry.sha256)
        if file is not None and entry.sha256 not in told:
            told.add(entry.sha256)
            path = f"{FILES_FOLDER}/{len(told):02}-{_ending_as(entry.name, file.name)}"
            yield Member(path, _title(entry), file.size, _content(desk, entry.sha256))


def _text(path: str, title: str, content: bytes) -> Member:
    return Member(path, title, len(content), _pieces(content), PACKED)


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + AT_ONCE] for start in range(0, len(content), AT_ONCE))


def _content(desk: Desk, sha256: str) -> Iterator[bytes]:
    with desk.files.open(sha256) as file:
        while piece := file.read(AT_ONCE):
            yield piece


def _ending_as(name: str, uploaded: str) -> str:
    """The name as a file of any system may be called, with the ending of the file that was uploaded."""
    ending = uploaded.rpartition(".")[2]
    own = shown_name(name)
    return "".join("_" if sign in ':*?"<>|' else sign for sign in (own if own.endswith(f".{ending}") else f"{own}.{ending}"))


def _title(entry: Entry) -> str:
    kind = entry.kind.label if entry.kind else "附件"
    return f"{kind}，{' '.join(entry.name.split())}，保管期限{entry.retention.label}"


def _lacking(entry: Entry) -> str:
    return f"没有上传、只登记了校验值：{_title(entry)}，{entry.sha256}"
