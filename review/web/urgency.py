"""Holds how an action taken first in an emergency is flagged on every page: one word, one sign; it decides nothing."""

from dataclasses import dataclass, replace
from datetime import date

from review.domain.checklist import Finding
from review.domain.emergency import FLAG, Ratification, Ratifying, ratification_of, ratify_by
from review.domain.vocabulary import Outcome
from review.service import next_steps
from review.service.ports import Matter
from review.web.session import desk

SIGNS = {
    Ratifying.IN_TIME: "met", Ratifying.LATE: "not", Ratifying.REFUSED: "not", Ratifying.NOT_BY_MEETING: "not",
    Ratifying.REOPENED: "und", Ratifying.OVERDUE: "red", Ratifying.UNANNOUNCED: "red", Ratifying.UNKNOWN: "und",
}  # fmt: skip
"""The sign beside the word; what is still to be done has the light of its day."""

AFTERWARDS = ("LAD-01", "LRV-01", "LRV-03", "MTG-24")
"""What an action taken first does not spare: the adviser heard, the review made and not against it, the ratification."""


@dataclass(frozen=True, slots=True)
class Urgency:
    """How it stands today."""

    ratification: Ratification
    deadline: next_steps.Deadline | None
    """While the time runs and is not over."""
    again_by: date | None = None
    """Until when another meeting may ratify in time what one has ratified already: where it was reported only afterwards."""

    @property
    def sign(self) -> str:
        return SIGNS.get(self.ratification.stands) or (self.deadline.light if self.deadline else "und")

    @property
    def word(self) -> str:
        """待追认，剩 2 日; 逾期未追认."""
        stands = self.ratification.stands.label
        return f"{stands}，{self.deadline.word}" if self.deadline else stands

    @property
    def flag(self) -> str:
        return f"{FLAG}：{self.word}"


def urgency(matter: Matter) -> Urgency | None:
    """How it stands today with the action taken first; `None` where nobody acted first."""
    calendar, today = desk().rulebook.calendar, desk().today()
    found = ratification_of(replace(matter.dossier, as_of=today), calendar)
    if found is None:
        return None
    due = ratify_by(matter.dossier, calendar) if found.stands is Ratifying.PENDING else None
    again = found.by if found.stands is Ratifying.IN_TIME and found.by and found.by >= today else None
    return Urgency(found, None if due is None else next_steps.until(due, calendar, today), again)


def afterwards(matter: Matter) -> tuple[Finding, ...]:
    """What the rules still ask of the matter, whoever acted first, each with what is found."""
    found = (one for one in matter.judgement.findings if one.rule in AFTERWARDS and one.outcome is not Outcome.not_applicable)
    return tuple(sorted(found, key=lambda one: AFTERWARDS.index(one.rule)))
