"""Holds the plain JSON form of a judgement and back, as the command line, the API and the record give it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from review.domain.changes import differing
from review.domain.checklist import Finding, GateState, Judgement
from review.domain.citing import CitedArticle
from review.domain.dossier import Dossier
from review.domain.opening import Change, Way, in_words
from review.domain.plain import from_plain, to_plain
from review.domain.vocabulary import Gate, Language, Outcome, Severity


def judgement_as_plain(judgement: Judgement) -> dict[str, Any]:
    """What came of judging, as the command line, the interface and the record give it; `faults` is empty unless
    engine and evaluator disagreed."""
    return {
        "matter": judgement.matter,
        "as_of": judgement.as_of.isoformat(),
        "edition_on": judgement.edition_on.isoformat(),
        "rulebook": dict(judgement.rulebook),
        "summary": {outcome.value: count for outcome, count in judgement.summary.items()},
        "gates": {gate.value: to_plain(state) for gate, state in judgement.gates.items()},
        "findings": [finding_as_plain(finding) for finding in judgement.findings],
        "faults": list(judgement.faults),
    }


def way_as_plain(way: Way, dossier: Dossier, say: Callable[[Change], str], language: Language = Language.ZH) -> dict[str, Any]:
    """What would open a gate: each change in a sentence with the places that it sets (`null`: taken out), one after
    another, and those of them whose value only a person can choose; whether no smaller set of the changes on offer does; the
    rules that would keep it shut all the same. What stands for a text to write is in the language."""
    changes = []
    for change in way.changes:
        before, dossier = dossier, change.make(dossier)
        plain = to_plain(dossier)
        sets = {at: in_words(_at(plain, at), language) for at in differing(before, dossier)}
        told = {"says": say(change), "pointer": change.pointer, "sets": sets}
        changes.append({**told, "choose": list(change.choose)} if change.choose else told)
    return {"gate": way.gate.value, "smallest": way.smallest, "changes": changes, "left": list(way.left)}


def _at(plain: Any, pointer: str) -> Any:
    for key in pointer.strip("/").split("/"):
        plain = plain[int(key)] if isinstance(plain, list) else plain.get(key) if plain is not None else None
    return plain


def finding_as_plain(finding: Finding) -> dict[str, Any]:
    """One finding; `subject` is the pointer of the meeting or candidate judged, "" for the matter."""
    return {
        **finding._asdict(), "gate": finding.gate.value, "outcome": finding.outcome.value, "severity": finding.severity.value,
        "citation": dict(_cited_as_plain(finding.citation)), "evidence": list(finding.evidence), "missing": list(finding.missing),
    }  # fmt: skip


@lru_cache(1024)
def _cited_as_plain(cited: CitedArticle) -> Mapping[str, Any]:
    """One article for all findings that cite it."""
    return MappingProxyType(to_plain(cited))


def finding_from_plain(plain: Mapping[str, Any]) -> Finding:
    """The finding from the object that `finding_as_plain` wrote."""
    typed = {
        "gate": _GATES[plain["gate"]], "outcome": _OUTCOMES[plain["outcome"]], "severity": _SEVERITIES[plain["severity"]],
        "citation": _cited(tuple(plain["citation"].items())),
        "evidence": tuple(plain["evidence"]), "missing": tuple(plain["missing"]),
    }  # fmt: skip
    return Finding(**{**plain, **typed})


_GATES, _OUTCOMES, _SEVERITIES = ({one.value: one for one in kind} for kind in (Gate, Outcome, Severity))


@lru_cache(1024)
def _cited(plain: tuple[tuple[str, Any], ...]) -> CitedArticle:
    """One article for all findings of all matters that cite it: a judgement cites two hundred, again and again the same."""
    return from_plain(CitedArticle, dict(plain))


def judgement_from_plain(plain: Mapping[str, Any]) -> Judgement:
    """The judgement from the object that `judgement_as_plain` wrote; once it wrote no `faults`.

    Counts and gates come in the order of the vocabulary, whatever the order of the keys.
    """
    summary, gates = plain["summary"], plain["gates"]
    return Judgement(
        matter=plain["matter"],
        as_of=date.fromisoformat(plain["as_of"]),
        edition_on=date.fromisoformat(plain["edition_on"]),
        rulebook={key: plain["rulebook"][key] for key in ("id", "sha256")},
        summary={outcome: summary[outcome.value] for outcome in Outcome if outcome.value in summary},
        gates={gate: from_plain(GateState, gates[gate.value]) for gate in Gate if gate.value in gates},
        findings=tuple(finding_from_plain(finding) for finding in plain["findings"]),
        faults=tuple(plain.get("faults", ())),
    )
