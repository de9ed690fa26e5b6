"""Holds the procedures before a matter is sent for legality review (前期程序), which places of the preparation each of them
registers, and how one is laid into what is stored; holds no rule.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from review.domain.checklist import Finding, Judgement
from review.domain.dossier import Preparation
from review.domain.plain import key_of
from review.domain.rulebook import Rule, Rulebook
from review.domain.vocabulary import FileKind, Term

ROOT = "/preparation"


class Procedure(Term):
    """What is done before, each registered on a page of its own."""

    CONSULT_UNITS = "CONSULT_UNITS", "征求单位意见", "consultation of units"
    OPEN_CONSULTATION = "OPEN_CONSULTATION", "公开征求意见", "public consultation"
    HEARING = "HEARING", "听证", "hearing"
    EXPERT_REVIEW = "EXPERT_REVIEW", "专家论证", "expert review"
    RISK_ASSESSMENT = "RISK_ASSESSMENT", "风险评估", "risk assessment"
    FAIR_COMPETITION = "FAIR_COMPETITION", "公平竞争审查", "fair-competition review"
    ADOPTION = "ADOPTION", "意见采纳情况", "adoption of opinions"


FORMS = "public_participation/forms"
"""In which ways the public was heard: a consultation and a hearing are both among them."""

PLACES: Mapping[Procedure, tuple[str, ...]] = {
    Procedure.CONSULT_UNITS: ("unit_consultations", "dispute_statement"),
    Procedure.OPEN_CONSULTATION: (
        FORMS, "public_participation/open_consultation", "public_participation/affected_group_heard",
    ),
    Procedure.HEARING: (
        FORMS, "public_participation/hearing_decision", "public_participation/hearing_reason", "public_participation/hearing",
    ),
    Procedure.EXPERT_REVIEW: (
        "expert_review/held_on", "expert_review/form", "expert_review/pool", "expert_review/conflict_free",
        "expert_review/opinions_signed",
    ),
    Procedure.RISK_ASSESSMENT: ("risk_assessment",),
    Procedure.FAIR_COMPETITION: ("fair_competition_review",),
    Procedure.ADOPTION: ("opinions", "public_participation/adoption_statement", "expert_review/adoption_statement"),
}  # fmt: skip
"""What of the preparation each procedure registers; what it does not name stays as it is stored."""

OTHERS = tuple(
    field.name for field in fields(Preparation)
    if not any(place.partition("/")[0] == field.name for places in PLACES.values() for place in places)
)  # fmt: skip
"""What of the preparation belongs to none of them, and is stated with the matter: research, options, the staff."""

FAMILIES: Mapping[Procedure, tuple[str, ...]] = {
    Procedure.CONSULT_UNITS: ("PRE",), Procedure.OPEN_CONSULTATION: ("PUB",), Procedure.HEARING: ("PUB",),
    Procedure.EXPERT_REVIEW: ("EXP",), Procedure.RISK_ASSESSMENT: ("RSK",), Procedure.FAIR_COMPETITION: ("FCR",),
    Procedure.ADOPTION: ("PUB", "EXP"),
}  # fmt: skip
"""The families whose rules judge a procedure, as far as they read what it registers."""

JUDGED: Mapping[Procedure, tuple[str, ...]] = {
    **{one: tuple(place for place in places if place != FORMS) for one, places in PLACES.items()},
    Procedure.EXPERT_REVIEW: ("expert_review",), Procedure.ADOPTION: ("opinions",),
}  # fmt: skip
"""By what a rule of those families reads it is known as one of this procedure. The ways in which the public was heard are read by
most rules of participation and say of none whose it is; whether an expert review was adopted stands on two pages."""

EVIDENCE: Mapping[Procedure, tuple[FileKind, ...]] = {
    Procedure.CONSULT_UNITS: (FileKind.UNIT_OPINIONS,), Procedure.OPEN_CONSULTATION: (FileKind.PUBLIC_OPINIONS,),
    Procedure.HEARING: (FileKind.PUBLIC_OPINIONS,), Procedure.EXPERT_REVIEW: (FileKind.EXPERT_OPINION,),
    Procedure.RISK_ASSESSMENT: (FileKind.RISK_REPORT,), Procedure.FAIR_COMPETITION: (FileKind.FAIR_COMPETITION,),
    Procedure.ADOPTION: (FileKind.ADOPTION, FileKind.PUBLIC_OPINIONS),
}  # fmt: skip
"""As what the papers of a procedure are filed."""


def procedure_of(pointer: str) -> Procedure | None:
    """The procedure that registers this place; of one that two of them show, and of a whole part, the first."""
    return next((one for one, places in PLACES.items() if any(_overlap(pointer, f"{ROOT}/{at}") for at in places)), None)


def _overlap(one: str, other: str) -> bool:
    """Whether one place is the other, or lies below it."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def findings_of(procedure: Procedure, judgement: Judgement, rulebook: Rulebook) -> tuple[Finding, ...]:
    """The findings by the rules of its families that read what it registers."""
    own = tuple(f"{ROOT}/{at}/" for at in JUDGED[procedure])
    ids = {
        rule.id for rule in rulebook.rules if rule.family in FAMILIES[procedure]
        and any(f"{place}/".startswith(own) for place in _read_by(rule, rulebook))
    }  # fmt: skip
    return tuple(finding for finding in judgement.findings if finding.rule in ids)


def _read_by(rule: Rule, rulebook: Rulebook) -> Iterable[str]:
    """The places that decide whether the rule applies and whether it is met."""
    return (place for one in (*rule.applies_when, *rule.met_when) for place in rulebook.facts[one.fact].places)


def read_of(rule: str, rulebook: Rulebook) -> tuple[str, ...]:
    """The places of the preparation that a rule reads, by which it says what is missing where nothing of it is known."""
    read = (place.partition("/*")[0] for one in rulebook.rules if one.id == rule for place in _read_by(one, rulebook))
    return tuple(dict.fromkeys(place for place in read if place.startswith(f"{ROOT}/")))


def by_page(places: Iterable[str]) -> tuple[str, ...]:
    """The places with the ways in which the public was heard last: what else is missing says on which page it is due."""
    return tuple(sorted(dict.fromkeys(places), key=f"{ROOT}/{FORMS}".__eq__))


def laid(stored: Preparation | None, said: Preparation | None, places: Collection[str]) -> Preparation | None:
    """The preparation as it is stored, with what is said of these places, and of nothing else; a part of which nothing is left
    is not known."""
    found: Preparation | None = _laid(stored, said, [tuple(place.split("/")) for place in places], Preparation)
    return found


def _laid(stored: Any, said: Any, places: Collection[tuple[str, ...]], kind: Any) -> Any:
    blank, old, new = kind(), stored or kind(), said or kind()
    result: Any = old
    for field in fields(kind):
        below = [place[1:] for place in places if place[0] == key_of(field.name)]
        if not below:
            continue
        had, given = getattr(old, field.name), getattr(new, field.name)
        if () not in below:
            part = type(had or given or getattr(blank, field.name))
            given = None if part is type(None) else _laid(had, given, below, part)
            given = field.default_factory() if given is None and field.default_factory is not MISSING else given
        result = replace(result, **{field.name: given})
    return None if result == blank else result
