"""Holds by which day the reason of a rule has to be written to excuse: no later than what it excuses was still to be done.

《重大行政决策程序暂行条例》第二十五条第二款、第二十六条第一款 and 党组工作条例 ask for the steps before the matter is
discussed, so a reason for a step that was not made counts only if it was written before the topic was settled; afterwards it
decides nothing any more and could be found for everything. Where a rule guards another act, that act is the day:

- CAD-05: 讨论决定前充分酝酿, until the meeting;
- FIN-09: the contract is reviewed before it is signed;
- LRV-04: whether the members were shown the legal risk is known only at the meeting, so its reason has no last day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from review.domain.facts.appointment_before import day_of_decision
from review.domain.facts.case import Case
from review.domain.facts.sending import before_topic
from review.domain.kleene import Truth


@dataclass(frozen=True, slots=True)
class Bound:
    """Whether a reason of this day was written in time, and the places of the dossier that say so."""

    in_time: Callable[[Case, date], Truth]
    places: tuple[str, ...] = ()


def _before_the_decision(case: Case, written_on: date) -> Truth:
    """No later than the meeting that decides, or than today while it is not fixed."""
    day = day_of_decision(case)
    return None if day is None else written_on <= day


def _before_signing(case: Case, written_on: date) -> Truth:
    """No later than the contract was signed; while no day of signing is on record nothing was signed."""
    signed = case.dossier.matter.contract.signed_on if case.dossier.matter.contract else None
    return signed is None or written_on <= signed


def _at_any_time(_case: Case, _written_on: date) -> Truth:
    """What happened at the meeting is explained afterwards."""
    return True


_DECIDES = ("/meetings", "/meetings/*/type", "/meetings/*/result", "/matter/decision_mode")
BY_TOPIC = Bound(before_topic, (*_DECIDES, "/meetings/*/topic/confirmed_on"))
OTHERWISE: Mapping[str, Bound] = {
    "CAD-05": Bound(_before_the_decision, (*_DECIDES, "/meetings/*/held_on")),
    "FIN-09": Bound(_before_signing, ("/matter/contract/signed_on",)),
    "LRV-04": Bound(_at_any_time),
}


def bound_of(rule: str) -> Bound:
    """By what the reason of this rule is bounded: where nothing else is said, by the topic."""
    return OTHERWISE.get(rule, BY_TOPIC)
