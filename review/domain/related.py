"""Finds which matters of one unit belong together within a budget year, and what they come to: same payee, item or project.

The budget year is the calendar year (《预算法》第十八条) of the day on which a matter was submitted. Amounts are yuan, exact.
Which matters there are is told by the store; what is found is written into the dossier, by which alone it is judged.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from review.domain.dossier import Dossier, Matter, OnRecord, RelatedMatter
from review.domain.kleene import Truth, given
from review.domain.vocabulary import RelationGround
from review.domain.workflow import State

COUNTED = frozenset(State) - {State.NEW, State.WITHDRAWN, State.REJECTED}
"""The states of a matter whose money counts: nothing is spent on what was withdrawn or rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What a matter spends, on whom and on what, by the keys that are compared; an absent key compares with nothing."""

    number: str
    budget_year: int
    amount: Decimal | None = None
    payee: str | None = None
    item: str | None = None
    project: str | None = None

    def grounds(self, other: "Spending") -> tuple[RelationGround, ...]:
        """What the two have in common."""
        return tuple(ground for ground, key in self.keys.items() if key is not None and key == other.keys[ground])

    @property
    def keys(self) -> Mapping[RelationGround, str | None]:
        return {
            RelationGround.SAME_PAYEE: self.payee, RelationGround.SAME_ITEM: self.item,
            RelationGround.SAME_PROJECT: self.project,
        }  # fmt: skip


def comparable(text: str | None) -> str | None:
    """A name or code as it is compared: half width and full width are one (NFKC), blanks around it do not count; exact
    otherwise. Without a letter or figure it names nothing."""
    normal = unicodedata.normalize("NFKC", text or "").strip()
    return normal if given(normal) else None


def spending_of(dossier: Dossier) -> Spending | None:
    """What the matter spends; none where it spends nothing or was never submitted."""
    matter = dossier.matter
    funds, procurement = matter.funds, matter.funds.procurement if matter.funds else None
    if funds is None or matter.number is None or matter.submitted_on is None:
        return None
    return Spending(
        number=matter.number, budget_year=matter.submitted_on.year, amount=funds.amount,
        payee=comparable(funds.payee), item=comparable(procurement.item_code if procurement else None),
        project=comparable(matter.project.code if matter.project else None),
    )  # fmt: skip


def found(mine: Spending, others: Iterable[Spending]) -> OnRecord:
    """What these stored matters come to together with this one; the matter itself and other years are left out.

    A total is known only where its key is named and every amount in it is known.
    """
    shared = [
        (other, grounds) for other in sorted(others, key=lambda one: one.number)
        if other.number != mine.number and other.budget_year == mine.budget_year and (grounds := mine.grounds(other))
    ]  # fmt: skip

    def total(ground: RelationGround) -> Decimal | None:
        amounts = [mine.amount, *(other.amount for other, grounds in shared if ground in grounds)]
        return None if mine.keys[ground] is None else _sum(amounts)

    return OnRecord(
        budget_year=mine.budget_year, same_payee_total=total(RelationGround.SAME_PAYEE),
        same_item_total=total(RelationGround.SAME_ITEM), same_project_total=total(RelationGround.SAME_PROJECT),
        related_matters=tuple(
            RelatedMatter(number=other.number, amount=other.amount, grounds=grounds,
                          possible_duplicate=_duplicates(mine, other, grounds))
            for other, grounds in shared
        ),
    )  # fmt: skip


def _duplicates(mine: Spending, other: Spending, grounds: tuple[RelationGround, ...]) -> bool:
    """Same payee and same amount, for the same item or project: perhaps one matter entered twice."""
    same_amount = mine.amount is not None and mine.amount == other.amount
    return same_amount and RelationGround.SAME_PAYEE in grounds and len(grounds) > 1


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = tuple(amounts)
    return None if None in known else sum(filter(None, known), Decimal(0))


def related(matter: Matter) -> tuple[RelatedMatter, ...]:
    """What is stated and what was found, each number once; of a stored matter the store knows better."""
    if matter.funds is None:
        return ()
    on_record = matter.funds.on_record or OnRecord()
    there = on_record.related_matters or ()
    known = {matter.number, *(one.number for one in there)} - {None}
    stated = (one for one in matter.funds.related_matters or () if (one.number or "").strip() not in known)
    return (*there, *stated)


@dataclass(frozen=True, slots=True)
class Total:
    """What this matter and its related ones come to on one ground: at least so much, and all of it if `complete`."""

    at_least: Decimal
    complete: bool

    def reaches(self, limit: Decimal) -> Truth:
        """Whether it is `limit` yuan or more."""
        return True if self.at_least >= limit else False if self.complete else None

    def exceeds(self, limit: Decimal) -> Truth:
        """Whether it is more than `limit` yuan."""
        return True if self.at_least > limit else False if self.complete else None


def same_total(matter: Matter, ground: RelationGround) -> Total | None:
    """The total of the budget year on this ground, this matter included; none while nothing of it is known.

    The larger of what is stated and what was found stands: a person may know of payments that are not stored, and what
    is stored cannot be stated away. It is complete where one of the two was given, unless a related matter without a
    ground, or without an amount, may add to it; a stated total that includes all of it is.
    """
    funds = matter.funds
    if funds is None:
        return None
    key = f"{ground.value.lower()}_total"
    stated: Decimal | None = getattr(funds, key)
    stored: Decimal | None = getattr(funds.on_record, key) if funds.on_record else None
    others = related(matter)
    of_ground = [one for one in others if one.grounds and ground in one.grounds]
    listed = None if funds.amount is None else funds.amount + sum((one.amount or Decimal(0) for one in of_ground), Decimal(0))
    sums = [one for one in (stated, stored, listed) if one is not None]
    if not sums:
        return None
    may_grow = any(not one.grounds for one in others) or any(one.amount is None for one in of_ground)
    counted = stated is not None or stored is not None
    return Total(max(sums), complete=max(sums) == stated or (counted and not may_grow))


__all__ = ["COUNTED", "Spending", "Total", "comparable", "found", "related", "same_total", "spending_of"]
