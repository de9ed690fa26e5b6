"""Holds what every PDF carries: the machine-readable record (record.json), its hash, and the rules it was judged by
(rulebook.json); holds no wording.

Anyone can recompute the hash: SHA-256 over the attached file as it is, which is canonical JSON.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from review.domain.errors import RecordNotPrintable
from review.domain.plain import to_plain
from review.domain.program import UNSAID
from review.domain.report import judgement_as_plain
from review.domain.trail import canonical
from review.domain.verifying import FORMAT, WITHOUT_PROGRAM, as_text
from review.record.program import program
from review.service.ports import Record

LARGEST = 2_000_000
"""Bytes of record.json above which a record is not printed: about 1,200 pages, which take 45 s."""


@dataclass(frozen=True, slots=True)
class RecordData:
    """The bytes of record.json, their SHA-256, and the bytes of rulebook.json where the rules are kept."""

    content: bytes
    sha256: str
    rules: bytes | None = None
    program: str = ""
    """The hash of the program that first printed it, where its data say so."""


def as_plain(record: Record) -> dict[str, Any]:
    """The object of record.json. It says by which program it was first printed, so that each later print is the same."""
    by = record.program or program()
    return {
        "format": WITHOUT_PROGRAM if by == UNSAID else FORMAT,
        **({} if by == UNSAID else {"program": to_plain(by)}),
        "dossier": to_plain(record.dossier),
        "judgement": judgement_as_plain(record.judgement),
        "state": None if record.state is None else record.state.value,
        "revision": record.revision,
        "trail": [to_plain(event) for event in record.trail],
        "rulebook": dict(record.judgement.rulebook),
        "time_stamp": record.time_stamp and as_text(record.time_stamp),
    }


def data_of(record: Record) -> RecordData:
    """The record as canonical JSON. Raises RecordNotPrintable for half a character, and for a record past all measure."""
    try:
        content = canonical(as_plain(record))
    except UnicodeEncodeError as error:
        around = error.object[max(0, error.start - 20) : error.start].rpartition('"')[2]
        odd = f"U+{ord(error.object[error.start]):04X}"
        raise RecordNotPrintable(f"“{around}”之后有不完整的字符（{odd}），无法写入记录数据，请改正后再打印") from error
    if len(content) > LARGEST:
        raise RecordNotPrintable(f"记录数据{len(content):,}字节，超过可打印的{LARGEST:,}字节，请把长材料改为附件")
    rules = record.rules and canonical({name: text.decode() for name, text in record.rules.items()})
    by = record.program or program()
    return RecordData(content, hashlib.sha256(content).hexdigest(), rules or None, by.printing)
