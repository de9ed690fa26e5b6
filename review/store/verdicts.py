"""Holds the verdicts of each stored judgement, and whether the matter is closed, so that all matters are gone through without
reading a hundred kilobytes of findings for each.

A row stands beside each revision, written with it and never changed.
"""

import json
from functools import cache
from typing import Any

from sqlalchemy import Connection, insert

from review.domain.checklist import Finding
from review.domain.finishing import finish_of, is_closed
from review.domain.settling import BREACHES, Verdict, Verdicts
from review.domain.vocabulary import Gate, Outcome, Severity
from review.service.ports import Matter
from review.store import program
from review.store.tables import VerdictsRow


def keep(connection: Connection, matter: Matter) -> None:
    """Store the verdicts of this revision's judgement, and whether the matter is closed."""
    told = [_told(finding) for finding in matter.judgement.findings]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    dossier, closed = matter.dossier, is_closed(matter.dossier, matter.state)
    since = finish_of(dossier, matter.state, dossier.as_of).on if closed else None
    row = {"matter": matter.id, "revision": matter.revision, "unit": matter.unit, "verdicts": text,
           "rulebook": matter.judgement.rulebook["sha256"], "program": program.judging(),
           "closed": int(closed), "closed_on": since and since.isoformat()}  # fmt: skip
    connection.execute(insert(VerdictsRow).values(**row))


def read(text: str) -> Verdicts:
    """The verdicts from the text that `keep` stored."""
    return {(one[0], one[1]): _UNTOUCHED[one[2]] if len(one) == _SHORT else _breach(*one[2:]) for one in json.loads(text)}


def _told(finding: Finding) -> list[Any]:
    """Rule, subject and outcome; of what is not met or undetermined also gate, severity and whether it is excused."""
    plain = [finding.rule, finding.subject, finding.outcome.value]
    if finding.outcome not in BREACHES:
        return plain
    return [*plain, finding.gate.value, finding.severity.value, finding.excused]


@cache
def _breach(outcome: str, gate: str, severity: str, excused: bool) -> Verdict:
    return Verdict(_OUTCOMES[outcome], Gate(gate), Severity(severity), excused)


_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_UNTOUCHED = {name: Verdict(outcome) for name, outcome in _OUTCOMES.items()}
_SHORT = 3
"""The length of what is told of a rule that is met or does not apply."""
