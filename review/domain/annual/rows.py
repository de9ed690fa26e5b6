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
    revision: int = 0
    sha256: str = ""
    """Of the dossier in this revision, as the trail sealed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A matter behind a number, on the day by which it counts there, with as many as it counts for."""

    number: str
    title: str
    category: Category | None = None
    on: date | None = None
    note: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The revision of a matter of which rows were made, and the hash of its dossier, as the trail and its record name it."""

    number: str
    revision: int
    sha256: str
