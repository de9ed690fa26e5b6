"""Holds the unit's list of matters (三重一大事项清单): its items, its versions by day, and what several items ask for together.

党组工作条例 has the party group discuss by list (清单管理), which may be adjusted: each adjustment is a new version, none is
ever changed. Storing versions is `store`; who may enter and confirm one is the service's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from review.domain.dossier import Catalogue, CatalogueItem
from review.domain.scalars import Line, Money
from review.domain.vocabulary import Category, FundKind, MeetingType, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the list: which bodies discuss such a matter, in order; whether it must have a legality review; from which
    amount (yuan), by kind of funds, it falls under the line. The class is unknown only in lists older than versions."""

    code: Line
    name: Line
    category: Category | None = None
    meetings: tuple[MeetingType, ...] = ()
    legality_review: bool
    thresholds: Mapping[FundKind, Money] = field(default_factory=dict)

    def in_dossier(self) -> CatalogueItem:
        """The line as the dossier of a matter that falls under it holds it."""
        return CatalogueItem(
            code=self.code, name=self.name, meeting_sequence=self.meetings, legality_review_required=self.legality_review,
            thresholds=self.thresholds or None,
        )  # fmt: skip


class Standing(Term):
    """How a version stands on a day."""

    UNCONFIRMED = "UNCONFIRMED", "待确认", "to be confirmed"
    TO_COME = "TO_COME", "待施行", "to come into force"
    IN_FORCE = "IN_FORCE", "现行", "in force"
    ENDED = "ENDED", "已停用", "no longer in force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The list as it was adopted once: by which document (`basis`), for which days. A version that nobody has confirmed is
    never in force; one that was confirmed late is in force from that day, not before."""

    number: int
    """In the order of entering, from one."""
    name: Line
    basis: Line
    effective_from: date
    effective_to: date | None = None
    items: tuple[Item, ...]
    confirmed_on: date | None = None

    @property
    def subject(self) -> str:
        """What the events about it are about."""
        return f"catalogue/{self.number}"

    @property
    def begins(self) -> date | None:
        """The first day on which it can be in force."""
        return None if self.confirmed_on is None else max(self.effective_from, self.confirmed_on)

    def item(self, code: str | None) -> Item | None:
        return next((item for item in self.items if item.code == code), None)


def in_force(versions: Iterable[Version], day: date) -> Version | None:
    """The version in force on this day: the last that has begun, which ends the one before it. None before the first, and
    none once the last has run out."""
    begun = [(one.begins, one) for one in versions if one.begins is not None and one.begins <= day]
    if not begun:
        return None
    last = max(begun, key=lambda pair: pair[0])[1]
    return last if last.effective_to is None or day <= last.effective_to else None


def standing(version: Version, versions: Sequence[Version], day: date) -> Standing:
    """How one of the versions stands on this day."""
    if version.begins is None:
        return Standing.UNCONFIRMED
    if day < version.begins:
        return Standing.TO_COME
    return Standing.IN_FORCE if in_force(versions, day) == version else Standing.ENDED


def last_day(version: Version, versions: Iterable[Version]) -> date | None:
    """The last day of a confirmed version: its own, or the day before the next one begins; None while it is open."""
    begins = version.begins
    later = [one.begins for one in versions if begins and one.begins and one.begins > begins]
    before_next = date.fromordinal(min(later).toordinal() - 1) if later else None
    return min(filter(None, (version.effective_to, before_next)), default=None)


def overlap(version: Version, versions: Iterable[Version], today: date) -> Version | None:
    """A confirmed version that this one, confirmed today, would not follow: both would be in force, or one that is past
    or announced would be undone."""
    begins = max(version.effective_from, today)
    return next((one for one in versions if one.begins is not None and one.begins >= begins), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What several items ask of one matter: the strictest of each."""

    categories: tuple[Category, ...]
    meetings: tuple[MeetingType, ...] | None
    """All that any item names, in an order that each item's own order fits; None where the orders contradict each other."""
    legality_review: bool
    thresholds: Mapping[FundKind, Money]
    """By kind of funds the lowest."""


def together(items: Sequence[Item]) -> Demands:
    """The strictest union of the items that a matter falls under."""
    lowest: dict[FundKind, Money] = {}
    for item in items:
        for kind, amount in item.thresholds.items():
            lowest[kind] = min(amount, lowest.get(kind, amount))
    classes = {item.category for item in items}
    return Demands(
        categories=tuple(one for one in Category if one in classes), meetings=in_one_order([one.meetings for one in items]),
        legality_review=any(item.legality_review for item in items),
        thresholds={kind: lowest[kind] for kind in FundKind if kind in lowest},
    )  # fmt: skip


def in_one_order(orders: Iterable[Sequence[MeetingType]]) -> tuple[MeetingType, ...] | None:
    """The bodies of all orders in one that keeps each of them; None where there is no such order."""
    left = [list(order) for order in orders if order]
    merged: list[MeetingType] = []
    while left:
        free = (order[0] for order in left if not any(order[0] in other[1:] for other in left))
        first = next(free, None)
        if first is None:
            return None
        merged.append(first)
        left = [rest for order in left if (rest := order[1:] if order[0] is first else order)]
    return tuple(merged)


def governing(had: Catalogue, versions: Sequence[Version], day: date) -> Version | None:
    """The version from which a matter takes its lines: the one that it took them from before, which is fixed with the first that
    it named; else the one in force on this day."""
    pinned = next((one for one in versions if had.version is not None and one.name == had.version), None)
    return pinned or in_force(versions, day)


def taken(given: Catalogue, had: Catalogue, version: Version | None) -> Catalogue:
    """What the matter takes from the list: of the lines that it names by their codes, those that it had as they were, the
    others as the version in force has them. Lines that are in neither are left out; `faults_of_choice` tells of them."""
    if given.items is None:
        return replace(given, version=None)
    codes = [item.code for item in given.items]
    known = {item.code: item for item in had.items or ()}
    if had.items is not None and set(codes) == known.keys():
        return replace(given, version=had.version, items=had.items)
    listed = {item.code: item.in_dossier() for item in version.items} if version else {}
    found = {code: item for code in dict.fromkeys(codes) if (item := known.get(code) or listed.get(code or ""))}
    return replace(given, version=version.name if version else None, items=tuple(found.values()))
