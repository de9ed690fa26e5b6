"""Holds what a finding tells of the steps before a decision beside its answer: which was not made in time and how, who was not
asked. As `telling`, it decides nothing.
"""

from datetime import date

from review.domain.facts.appointment_before import co_manager, parties_heard
from review.domain.facts.case import Case, fact
from review.domain.facts.preparation import is_other
from review.domain.facts.stated import reason_written
from review.domain.rulebook import several
from review.domain.vocabulary import ConsultedParty, ReviewKind, Shortfall


def _untimely(case: Case, *recorded: date | None) -> str | None:
    """PRE-07: why a step with these days was not made before the topic was settled."""
    days, by = [day for day in recorded if day is not None], case.picture.heard_by
    if not days:
        return Shortfall.NOT_RECORDED if reason_written(case, "PRE-07") else None
    return several(
        Shortfall.STILL_TO_COME if day > case.dossier.as_of
        else Shortfall.TOPIC_OPEN if by is None else Shortfall.AFTER_TOPIC
        for day in days if by is None or day > min(by, case.dossier.as_of)
    ) or None  # fmt: skip


@fact("preparation.research_lacking")
def research_lacking(case: Case) -> str | None:
    """PRE-07: why there was no research in time."""
    prepared = case.dossier.preparation
    return _untimely(case, prepared.research_done_on if prepared else None)


@fact("preparation.opinions_lacking")
def opinions_lacking(case: Case) -> str | None:
    """PRE-07: why nobody was asked in time."""
    prepared = case.dossier.preparation
    if prepared is None:
        return _untimely(case)
    said = prepared.public_participation
    days = [one.replied_on for one in prepared.unit_consultations or () if is_other(case, one)]
    days += [
        prepared.staff_heard.on if prepared.staff_heard else None,
        said.open_consultation.closed_on if said.open_consultation else None,
        said.hearing.held_on if said.hearing else None,
    ]
    return _untimely(case, *days) or Shortfall.NOBODY_ASKED


@fact("preparation.assessment_lacking")
def assessment_lacking(case: Case) -> str | None:
    """PRE-07: why there was no professional assessment in time."""
    prepared = case.dossier.preparation
    experts, risk = (prepared.expert_review, prepared.risk_assessment) if prepared else (None, None)
    return _untimely(case, experts.held_on if experts else None, risk.done_on if risk else None)


@fact("preparation.review_lacking")
def review_lacking(case: Case) -> str | None:
    """PRE-07: why there was no legality review in time."""
    review = case.dossier.legality_review
    if review is None or review.kind is not ReviewKind.COMMENT:
        no_conclusion = review is not None and review.conclusion is None
        return Shortfall.NO_CONCLUSION if no_conclusion else _untimely(case, review.issued_on if review else None)
    return Shortfall.COMMENT_ONLY


@fact("review.comment_told")
def comment_told(case: Case) -> str | None:
    """LRV-01: whether only comments were asked for."""
    kind = case.dossier.legality_review.kind if case.dossier.legality_review else None
    return Shortfall.COMMENT_ONLY if kind is ReviewKind.COMMENT else None


@fact("review.other_department_told")
def other_department_told(case: Case) -> str | None:
    """LRV-01: the department that reviewed and is not the one responsible for it."""
    department = case.dossier.legality_review.department if case.dossier.legality_review else None
    responsible = case.dossier.unit.parameters.review_unit
    return None if None in (department, responsible) or department == responsible else department


@fact("candidate.unasked_told")
def unasked_told(case: Case) -> str | None:
    """CAD-05: of whom it is known that he had to be asked and was not."""
    return several(party for party in _unheard(case) if party not in _asked(case)) or None


@fact("candidate.answered_late_told")
def answered_late_told(case: Case) -> str | None:
    """CAD-05: who was asked and answered only after the decision."""
    return several(party for party in _unheard(case) if party in _asked(case)) or None


@fact("candidate.co_manager_told")
def co_manager_told(case: Case) -> str | None:
    """CAD-05: whether the co-manager was asked and does not agree."""
    refused = co_manager(case, consents=True) is False and ConsultedParty.CO_MANAGER in _asked(case)
    return Shortfall.CO_MANAGER_REFUSES if refused else None


def _asked(case: Case) -> set[ConsultedParty | None]:
    return {one.party for one in (case.candidate.consultations or ())} if case.candidate else set()


def _unheard(case: Case) -> list[ConsultedParty]:
    others = [party for party, heard in parties_heard(case) if heard is False]
    unasked = co_manager(case, consents=True) is False and ConsultedParty.CO_MANAGER not in _asked(case)
    return [*others, ConsultedParty.CO_MANAGER] if unasked else others
