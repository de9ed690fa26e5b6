"""Holds the separation of duties on the matter as plain values; it is proven in the domain."""

from typing import Any

from review.domain.duties_apart import separation_of
from review.record.view.checklist import TONES
from review.service.ports import Record


def duties_view(record: Record) -> dict[str, Any]:
    proof = separation_of(record.dossier, record.trail)
    return {
        "outcome": proof.outcome.label, "tone": TONES[proof.outcome],
        "people": [
            {"name": one.name, "sides": [{"side": side.label, "what": "、".join(what)} for side, what in one.capacities]}
            for one in proof.people
        ],
        "pairs": [
            {"one": pair.one, "other": pair.other, "outcome": pair.outcome.label, "tone": TONES[pair.outcome], "said": pair.said,
             "rule": pair.rule or "办理规则"}
            for pair in proof.pairs
        ],
    }  # fmt: skip
