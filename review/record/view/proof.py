"""Holds the trail and what a reader needs to verify the record: hashes, chain head, rulebook, QR code."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from review.domain.delegations import said
from review.domain.plain import to_plain
from review.domain.trail import GENESIS, ChainHash, Event, digest, sealed_by
from review.domain.verifying import read_stamp
from review.record.data import RecordData
from review.record.qr import qr_path
from review.record.view import say
from review.service.ports import Record


def trail_view(events: tuple[Event, ...]) -> list[dict[str, str]]:
    return [
        {
            "seq": str(event.seq),
            "at": say.instant(event.at),
            "name": event.actor_name or event.actor,
            "role": event.role.label,
            "action": event.action.label,
            "in_place": said(event.mandate),
            "note": event.note,
            "before": event.from_state.label,
            "after": event.to_state.label,
            "hash": event.hash[: say.SHORT_HASH],
        }
        for event in events
    ]


def proof_view(record: Record, data: RecordData) -> dict[str, Any]:
    """The data hash is that of the attached record.json, byte for byte; the QR code holds the same hash."""
    side, path = qr_path(f"sha256:{data.sha256}")
    head = record.trail[-1] if record.trail else None
    return {
        "data_sha256": data.sha256,
        "dossier_sha256": digest(to_plain(record.dossier)),
        "chain_head": head.hash if head else "没有办理轨迹（未经系统办理的案卷）",
        "not_shown": "、".join(_between(tuple(event.seq for event in record.trail))),
        "chain_seq": f"第{head.seq}号{_by_sm3(head, data)}" if head else "",
        "stamp": stamp_told(record.time_stamp, bool(record.trail)),
        "starts_chain": bool(record.trail) and record.trail[0].previous == GENESIS,
        "rulebook": record.judgement.rulebook["id"],
        "rulebook_sha256": record.judgement.rulebook["sha256"],
        "program": data.program,
        "made_at": say.instant(record.made_at),
        "bytes": f"{len(data.content):,}",
        "qr_side": side,
        "qr_path": path,
    }


def _by_sm3(head: Event, data: RecordData) -> str:
    """Which hash it is, where it is not SHA-256 as all others here; what was printed before is printed again without it."""
    return f"（{ChainHash.SM3.label}）" if data.program and sealed_by(head) is ChainHash.SM3 else ""


def stamp_told(token: bytes | None, has_trail: bool) -> str:
    """Who stamped the head of the trail, and when; that it is not stamped is said as plainly."""
    if token is None:
        return "没有。办理的时间只有本系统自己的记录。" if has_trail else "没有。"
    stamp = read_stamp(token)
    return f"{say.day(stamp.at.date())} {stamp.at:%H:%M:%S}，由“{stamp.server}”签发，盖在上列末端上"


def _between(shown: tuple[int, ...]) -> Iterator[str]:
    """The numbers of the unit's trail up to the last one shown that are not shown: 1至64."""
    for before, after in pairwise((0, *shown)):
        if after - before > 1:
            yield str(after - 1) if after - before == 2 else f"{before + 1}至{after - 1}"
