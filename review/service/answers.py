"""Holds how answers to the questions of `manual` rules are kept: who answered, when and why, in the matter itself."""

from collections.abc import Iterable
from dataclasses import replace

from review.domain.dossier import Dossier, ManualAnswer
from review.domain.errors import DossierRefused, Fault
from review.domain.kleene import given
from review.service.ports import Actor


def answered(dossier: Dossier, actor: Actor, answers: Iterable[ManualAnswer]) -> tuple[ManualAnswer, ...] | None:
    """The matter's answers with these in place of earlier ones to the same rules; what was not changed stays with him
    who said it. Raises DossierRefused for an answer without a reason, which would decide nothing."""
    told = tuple(one for one in answers if one.answer is not None)
    faults = [Fault(f"/answers/{place}/reason", "请写明作出这一判断的理由") for place, one in enumerate(told)
              if not given(one.reason)]  # fmt: skip
    if faults:
        raise DossierRefused(tuple(faults))
    stored = {one.rule: one for one in dossier.answers or ()}
    for one in told:
        old = stored.get(one.rule)
        if old is None or (old.answer, old.reason) != (one.answer, one.reason):
            stored[one.rule] = replace(one, by=actor.person, on=dossier.as_of)
    return tuple(stored.values()) or None
