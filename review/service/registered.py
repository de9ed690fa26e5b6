"""Holds what every act that registers something after the decision asks of whoever corrects by it what was registered before: a
reason. What stood there, what stands there now and why are kept in the note of the trail, which page and record print."""

from dataclasses import replace

from review.domain.dossier import DecisionCondition, Dossier, Execution
from review.domain.errors import DossierRefused, Fault
from review.domain.kleene import given
from review.domain.registered import SHOWN, corrected_places, corrections_told
from review.service.desk import CORRECTED, UNFOLLOWED, Desk, stated

UNWANTED = "没有改动已登记的内容，不需要写更正的理由；只作补充的，请删去理由再登记"


def unfollowed(desk: Desk, before: Dossier, after: Dossier) -> str:
    """What the trail notes of a decision that is discussed again (复议): what had been registered of its conditions that are not
    fulfilled, whole, for they are followed no more; "" where nothing had been."""
    left = (after.execution.conditions if after.execution else None) or ()
    rows = (before.execution.conditions if before.execution else None) or ()
    lost = tuple(one for one in rows if one not in left and one != DecisionCondition(text=one.text))
    of_them = replace(before, execution=Execution(conditions=lost))
    told = corrections_told(corrected_places(of_them, replace(before, execution=None)), of_them, desk.label)
    return f"{UNFOLLOWED}{told}" if lost else ""


def correction(desk: Desk, before: Dossier, after: Dossier, reason: str) -> str:
    """What the trail notes of the act beside its form: what it corrected, and why; "" where it corrected nothing.

    Raises DossierRefused, naming each entry, where something that was registered is changed or removed without a reason; and
    for a reason of no correction, of which nothing would become.
    """
    found = corrected_places(before, after)
    if not found and given(reason):
        raise DossierRefused((Fault("/reason", UNWANTED),))
    if found and not given(reason):
        told = corrections_told(found, before, desk.label, SHOWN)
        raise DossierRefused((Fault("/reason", f"更正已登记的内容，请写明更正的理由：{told}"),))
    return f"{CORRECTED}{corrections_told(found, before, desk.label)}；理由：{stated(reason)}" if found else ""
