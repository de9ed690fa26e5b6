"""Holds the checklist of the fair-competition review as the form asks it: one row for each standard of the instrument in force,
so that all of them are answered at once. Which standards there are is the domain's.

In the form row n is about standard n, whatever the order in which they are stored; a standard left open says nothing.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from review.domain.rulebook import Rulebook
from review.domain.vocabulary import CompetitionHead
from review.domain.vocabulary.preparation import OLD_COMPETITION_HEADS, standard_named
from review.web.fields import Option
from review.web.posted import Form

CHECKLIST = "/preparation/fair_competition_review/checklist"
DECREE = "decree-783"

_ROW = re.compile(rf"{re.escape(CHECKLIST)}/(\d+)/(head|present)")

Values = Mapping[str, list[str]]


def standards(book: Rulebook, law: date, values: Values) -> list[Option]:
    """The standards that the form asks, by number: those of the law of this day, and further ones that are answered already."""
    decree = book.instruments.get(DECREE)
    old = decree is not None and decree.in_force is not None and law < decree.in_force
    asked = list(OLD_COMPETITION_HEADS) if old else [head.value for head in CompetitionHead]
    further = [head for head in _answers(values) if head not in asked]
    return [Option(head, standard_named(head)) for head in (*asked, *further)]


def in_rows(values: Values, asked: Sequence[Option]) -> dict[str, list[str]]:
    """The values of the form with each answer in the row of its standard."""
    answers = _answers(values)
    kept = {name: given for name, given in values.items() if not _ROW.fullmatch(name)}
    for row, one in enumerate(asked):
        if one.value in answers:
            kept |= {f"{CHECKLIST}/{row}/head": [one.value], f"{CHECKLIST}/{row}/present": [answers[one.value]]}
    return kept


def answered(form: Form) -> Form:
    """The form without the rows of the standards that were left open: the page names the standard of every row."""
    kept = form.copy()
    for name in form:
        row = _ROW.fullmatch(name)
        if row and not form.get(f"{CHECKLIST}/{row[1]}/present"):
            kept.poplist(name)
    return kept


def _answers(values: Values) -> dict[str, str]:
    """By standard, what is answered."""
    rows = [row[1] for name in values if (row := _ROW.fullmatch(name)) and row[2] == "head"]
    found = {row: [(values.get(f"{CHECKLIST}/{row}/{key}") or [""])[0] for key in ("head", "present")] for row in rows}
    return {head: present for head, present in found.values() if head and present}
