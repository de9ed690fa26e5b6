"""Holds what the annual report is made of: a stored matter as it is read, and the row that stands behind a number."""

from dataclasses import dataclass
from datetime import date

from review.domain.dossier import Dossier
from review.domain.settling import Verdicts
from review.domain.vocabulary import Category
from review.domain.workflow import State


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFile:
    """A stored matter in its newest revision, with the verdicts of its judgement."""

    number: str
    state: State
    dossier: Dossier
    verdicts: Verdicts
    withdrawn_on: date | None = None
    """By the trail: the dossier does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A matter behind a number, on the day by which it counts there, with as many as it counts for."""

    number: str
    title: str
    category: Category | None
    on: date | None
    note: str = ""
    count: int = 1
