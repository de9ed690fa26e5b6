"""Finds which matters of one unit belong together within a budget year, and what they come to: same payee, item or project.

The budget year is the calendar year (《预算法》第十八条) of the day on which a matter was submitted. Amounts are yuan, exact.
Which matters there are is told by the store; what is found is written into the dossier, by which alone it is judged.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from review.domain.dossier import Dossier, Funds, Matter, OnRecord, RelatedMatter
from review.domain.kleene import Truth, given
from review.domain.vocabulary import Category, FundKind, ProcurementMethod, RelationGround
from review.domain.workflow import State

COUNTED = frozenset(State) - {State.NEW, State.WITHDRAWN, State.REJECTED}
"""The states of a matter whose money counts: nothing is spent on what was withdrawn or rejected."""

NONE = ""
"""The key of a matter that has no payee, item or project; one of which it is not known has none at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What a matter spends, on whom and on what, by the keys that are compared: `NONE` where there is no such thing, `None`
    where it is not known. How it is bought and from which budget line, FIN-06 asks of those that belong together."""

    number: str
    budget_year: int
    amount: Decimal | None = None
    payee: str | None = None
    item: str | None = None
    project: str | None = None
    method: ProcurementMethod | None = None
    budget_line: str | None = None

    def grounds(self, other: "Spending") -> tuple[RelationGround, ...]:
        """What the two have in common."""
        return tuple(ground for ground, key in self.keys.items() if key and key == other.keys[ground])

    @property
    def keys(self) -> Mapping[RelationGround, str | None]:
        return {
            RelationGround.SAME_PAYEE: self.payee, RelationGround.SAME_ITEM: self.item,
            RelationGround.SAME_PROJECT: self.project,
        }  # fmt: skip


def comparable(text: str | None) -> str | None:
    """A name or code as it is compared: half width and full width are one (NFKC), blanks and what is not
    seen do not count; exact otherwise.
    Without a letter or figure it says that there is none."""
    if text is None:
        return None
    seen = (one for one in unicodedata.normalize("NFKC", text) if not one.isspace() and unicodedata.category(one) != "Cf")
    return "".join(seen) if given(text) else NONE


def item_key(code: str | None) -> str | None:
    """A code of an item (品目) as it is compared: beside what is `comparable`, the case of its letters and what separates its
    parts do not count, for the catalogue knows neither: c02-01 is C0201."""
    key = comparable(code)
    return key and "".join(filter(str.isalnum, key)).upper()


def spending_of(dossier: Dossier) -> Spending | None:
    """What the matter spends; none where it spends nothing or was never submitted."""
    matter = dossier.matter
    funds, project = matter.funds, matter.project
    if funds is None or matter.number is None or matter.submitted_on is None:
        return None
    buys_nothing = funds.procurement is None and funds.kind not in (None, FundKind.PROCUREMENT)
    item = NONE if buys_nothing else item_key(funds.procurement.item_code if funds.procurement else None)
    code = NONE if project is None and _is_no_project(matter) else comparable(project.code if project else None)
    return Spending(
        number=matter.number, budget_year=matter.submitted_on.year, amount=funds.amount,
        payee=comparable(funds.payee), item=item, project=code,
        method=funds.procurement.method if funds.procurement else None, budget_line=funds.budget_line,
    )  # fmt: skip


def _is_no_project(matter: Matter) -> bool:
    known = matter.category is not None and matter.secondary_categories is not None
    return known and Category.MAJOR_PROJECT not in (matter.category, *(matter.secondary_categories or ()))


def found(mine: Spending, others: Iterable[Spending]) -> OnRecord:
    """What these stored matters come to together with this one; the matter itself and other years are left out."""
    there = [one for one in others if one.number != mine.number and one.budget_year == mine.budget_year]
    shared = [(one, grounds) for one in sorted(there, key=lambda one: one.number) if (grounds := mine.grounds(one))]

    def total(ground: RelationGround) -> Decimal | None:
        amounts = [mine.amount, *(other.amount for other, grounds in shared if ground in grounds)]
        return _sum(amounts) if mine.keys[ground] else None

    return OnRecord(
        budget_year=mine.budget_year, same_payee_total=total(RelationGround.SAME_PAYEE),
        same_item_total=total(RelationGround.SAME_ITEM), same_project_total=total(RelationGround.SAME_PROJECT),
        related_matters=tuple(
            RelatedMatter(number=other.number, amount=other.amount, grounds=grounds,
                          possible_duplicate=_duplicates(mine, other, grounds), method=other.method,
                          budget_line=other.budget_line)
            for other, grounds in shared
        ),
        compared=tuple(one for one in RelationGround if all(other.keys[one] is not None for other in there)),
    )  # fmt: skip


def _duplicates(mine: Spending, other: Spending, grounds: tuple[RelationGround, ...]) -> bool:
    """Same payee and same amount, for the same item or project: perhaps one matter entered twice."""
    same_amount = mine.amount is not None and mine.amount == other.amount
    return same_amount and RelationGround.SAME_PAYEE in grounds and len(grounds) > 1


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = tuple(amounts)
    return None if None in known else sum(filter(None, known), Decimal(0))


def related(matter: Matter) -> tuple[RelatedMatter, ...]:
    """What is stated and what was found, each number once; of a stored matter the store knows better, but for how and from
    which budget line it was bought, which is stated."""
    if matter.funds is None:
        return ()
    on_record = matter.funds.on_record or OnRecord()
    there = on_record.related_matters or ()
    known = {matter.number, *(one.number for one in there)} - {None}
    said = matter.funds.related_matters or ()
    by_number = {(one.number or "").strip(): one for one in said if one.number}
    stated = (one for one in said if (one.number or "").strip() not in known)
    return (*(_completed(one, by_number.get(one.number or "")) for one in there), *stated)


def _completed(stored: RelatedMatter, said: RelatedMatter | None) -> RelatedMatter:
    if said is None:
        return stored
    return replace(stored, method=stored.method or said.method, budget_line=stored.budget_line or said.budget_line)


@dataclass(frozen=True, slots=True)
class Total:
    """What this matter and its related ones come to on one ground: at least so much, and all of it if `complete`. `stated`
    and `found` are what either says on its own."""

    at_least: Decimal
    complete: bool
    stated: Decimal | None = None
    found: Decimal | None = None

    def reaches(self, limit: Decimal) -> Truth:
        """Whether it is `limit` yuan or more."""
        return True if self.at_least >= limit else False if self.complete else None

    def exceeds(self, limit: Decimal) -> Truth:
        """Whether it is more than `limit` yuan."""
        return True if self.at_least > limit else False if self.complete else None


def same_total(
    dossier: Dossier, ground: RelationGround, counts: Callable[[RelatedMatter], bool] | None = None
) -> Total | None:
    """The total of the budget year on this ground, this matter included; none while nothing of it is known.

    The larger of what is stated and what was found stands: a person may know of payments that are not stored, and what is
    stored cannot be stated away. It is complete if it is stated and nothing that is known goes beyond it; or if the store
    has every matter of the year, all comparable, and nothing else that is listed may add to it. What is listed and does not
    `count` is left out; of a stated total only where that plainly has it.
    """
    funds = dossier.matter.funds
    if funds is None:
        return None
    key = f"{ground.value.lower()}_total"
    stated: Decimal | None = getattr(funds, key)
    stored: Decimal | None = getattr(funds.on_record, key) if funds.on_record else None
    others = related(dossier.matter)
    of_ground = [one for one in others if ground in (one.grounds or ())]
    listed = None if funds.amount is None else funds.amount + _amounts(of_ground)
    if counts is not None:
        out = [one for one in of_ground if not counts(one)]
        of_ground = [one for one in of_ground if one not in out]
        stored_out = [one for one in out if one.number in {there.number for there in _on_record(funds)}]
        stated = _without(stated, listed, _amounts(out))
        stored = _without(stored, stored, _amounts(stored_out))
        listed = _without(listed, listed, _amounts(out))
    sums = [one for one in (stated, stored, listed) if one is not None]
    if not sums:
        return None
    may_grow = any(not one.grounds for one in others) or any(one.amount is None for one in of_ground)
    all_stored = stored is not None and _all_on_record(dossier, ground) and not may_grow
    found_sums = [one for one in (stored, listed) if one is not None]
    by_statement = max(sums) == stated and _has_room(stated, listed, [one for one in others if not one.grounds])
    return Total(max(sums), by_statement or all_stored, stated, max(found_sums, default=None))


def _amounts(matters: Iterable[RelatedMatter]) -> Decimal:
    return sum((one.amount or Decimal(0) for one in matters), Decimal(0))


def _on_record(funds: Funds) -> tuple[RelatedMatter, ...]:
    return (funds.on_record.related_matters if funds.on_record else None) or ()


def _has_room(stated: Decimal | None, listed: Decimal | None, unsaid: list[RelatedMatter]) -> bool:
    """Whether a stated total may have in it what is listed without saying by what it is related."""
    if not unsaid or stated is None or listed is None:
        return not unsaid
    return all(one.amount is not None for one in unsaid) and listed + _amounts(unsaid) <= stated


def _without(total: Decimal | None, least: Decimal | None, large: Decimal) -> Decimal | None:
    """The total without the large matters; as it is where it is less than what it would have to be with them."""
    return total if total is None or least is None or total < least else total - large


def _all_on_record(dossier: Dossier, ground: RelationGround) -> bool:
    """Whether every matter of the budget year is stored and comparable: the unit's records are complete from its first day
    or an earlier one, and each says what it has on this ground. A stored total alone proves only that it is no less."""
    on_record = dossier.matter.funds.on_record if dossier.matter.funds else None
    since = dossier.unit.parameters.records_complete_from
    if on_record is None or on_record.budget_year is None or since is None:
        return False
    return (since.year, since.month, since.day) <= (on_record.budget_year, 1, 1) and ground in (on_record.compared or ())


__all__ = ["COUNTED", "NONE", "Spending", "Total", "comparable", "found", "item_key", "related", "same_total", "spending_of"]
