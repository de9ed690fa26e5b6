"""Holds what every document has: its head, how far it is finished, and from which record it was drawn; holds no body."""

from collections.abc import Sequence
from typing import Any

from review.domain.dossier import Dossier
from review.record.data import RecordData
from review.record.view import say
from review.record.view.heading import MARKING, unit_size
from review.record.view.matter import draft_name
from review.service.ports import Paper, Record


def head_view(
    paper: Paper, letterhead: str, number: str | None, title: dict[str, Any], lacks: Sequence[str], stands: str,
    *, holds: bool = True,
) -> dict[str, Any]:
    """The head; `lacks` is what it needs to be finished, `stands` how it stands, `holds` whether it is known to hold."""
    unit = say.text(paper.records[0].dossier.unit.name)
    return {
        "letterhead": letterhead,
        "letterhead_size": unit_size(letterhead),
        "unit": unit,
        "number": say.text(number),
        "marking": MARKING,
        "lacks": "、".join(lacks),
        "stands": stands,
        "holds": holds,
        "created": max(record.made_at for record in paper.records).isoformat(timespec="seconds"),
        **title,
    }


def addressee(dossier: Dossier) -> str:
    """The unit to which the document is addressed; nothing where its name is not known."""
    return f"{dossier.unit.name}：" if dossier.unit.name else ""


def draft_said(dossier: Dossier, sha256: str | None) -> str:
    """The draft that the document is about, in a sentence: 送审稿2，校验值5c6c554689d63117…."""
    return draft_name(dossier, sha256).replace("（", "，校验值").removesuffix("）")


def basis_view(records: Sequence[Record], data: Sequence[RecordData]) -> dict[str, Any]:
    """The records from which the document was drawn, each with its revision and the hash of its data, by which it is found."""
    drawn = [
        {
            "number": say.text(record.dossier.matter.number),
            "revision": "" if record.revision is None else f"第{record.revision}版",
            "sha256": one.sha256,
        }
        for record, one in zip(records, data, strict=True)
    ]
    digest = drawn[0]["sha256"][: say.SHORT_HASH] if len(drawn) == 1 else f"{len(drawn)}件，见文末"
    return {"records": drawn, "digest": digest}
