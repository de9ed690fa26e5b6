"""Holds the plain JSON form of a judgement and of a trail event, as the command line, the API and the record give it."""

from typing import Any

from review.domain.checklist import Finding, Judgement
from review.domain.plain import to_plain


def judgement_as_plain(judgement: Judgement) -> dict[str, Any]:
    """The object of dossier.md, "What comes back"."""
    return {
        "matter": judgement.matter,
        "as_of": judgement.as_of.isoformat(),
        "edition_on": judgement.edition_on.isoformat(),
        "rulebook": dict(judgement.rulebook),
        "summary": {outcome.value: count for outcome, count in judgement.summary.items()},
        "gates": {gate.value: to_plain(state) for gate, state in judgement.gates.items()},
        "findings": [finding_as_plain(finding) for finding in judgement.findings],
    }


def finding_as_plain(finding: Finding) -> dict[str, Any]:
    """One finding; `subject` is the pointer of the meeting or candidate judged, "" for the matter."""
    plain: dict[str, Any] = to_plain(finding)
    return plain
