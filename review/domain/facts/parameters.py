"""Holds the unit's own settings as facts `parameter.NAME`; a setting that is not there is never guessed."""

from collections.abc import Callable
from dataclasses import fields

from review.domain.dossier import Parameters
from review.domain.facts.case import FACTS, Answer, Case


def _reader(name: str) -> Callable[[Case], Answer]:
    def read(case: Case) -> Answer:
        setting: Answer = getattr(case.dossier.unit.parameters, name)
        return setting

    return read


for _field in fields(Parameters):
    if _field.name != "large_funds_threshold":  # a table, read by the facts about money
        FACTS[f"parameter.{_field.name}"] = _reader(_field.name)
