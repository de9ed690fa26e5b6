"""Holds what the plans of a sign-off (送签批) deny: one leader twice in one plan, a plan that is older than the one before it."""

from collections.abc import Iterator
from itertools import pairwise

from review.domain.dossier import Dossier
from review.domain.errors import Fault


def sign_off_faults(dossier: Dossier) -> Iterator[Fault]:
    """Every fault of the plans, with its place."""
    plans = dossier.sign_off_plans or ()
    for place, plan in enumerate(plans):
        ids = [one.id for one in plan.leaders or ()]
        for row, person in enumerate(ids):
            if person in ids[:row]:
                yield Fault(f"/sign_off_plans/{place}/leaders/{row}/id", f"签批人“{person}”重复：一人只签批一次")
    days = [(f"/sign_off_plans/{place}/fixed_on", plan.fixed_on) for place, plan in enumerate(plans)]
    for (_, before), (at, after) in pairwise(day for day in days if day[1] is not None):
        if before is not None and after is not None and after < before:
            yield Fault(at, "早于前一次送签批：日期的先后不可能")
