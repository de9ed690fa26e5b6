"""Holds what may stand at one place of a dossier: what may be recorded where nothing is known, and what is known put right.

What is not known may be recorded, whatever it is. What is known is put right only for a finding that is not met, and was not
merely undetermined at first, and where that alone settles it as it then stands. What makes a rule apply, what others decided
and what names a thing is never put otherwise, for that would be to deny what was stated.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any, NamedTuple, get_args, get_origin

from review.domain.days import BEIJING, PLANNED
from review.domain.dossier import Dossier, Funds
from review.domain.opening.change import (
    Change,
    Say,
    adding,
    correcting,
    extending,
    kind_at,
    recording,
    recording_day,
    repeating,
    righting,
    value_at,
    writing,
)
from review.domain.opening.days import (
    days_named,
    days_of,
    days_of_papers,
    is_over,
    last_day_of,
    overtaken_on,
    still_to_do,
)
from review.domain.opening.items import items_of, person_ids
from review.domain.opening.settled import MAJOR, NOT_REPEATED, is_settled
from review.domain.opening.to_come import TO_WRITE
from review.domain.plain import bare
from review.domain.rulebook import Rule
from review.domain.scalars import Id, Sha256

NEVER_EMPTY = "/members"
"""The list of which it is never true that there is nothing in it."""

ARCHIVE = "/archive"

ANOTHERS = ("/matter/funds/on_record", "/unit/parameters/records_complete_from")
"""What is not for whoever has the matter to say: what the service finds itself, and from when on its records are complete."""

HELD = ("/meetings", "/sign_off_plans", "/approvals", "/legal_opinions", "/justifications", "/answers")
"""The lists to which nothing is added but by an act of its own: a meeting is held, a signature is given."""

ENCLOSED = "/legality_review/materials/adviser_opinions"
"""Where it is said that opinions were enclosed: none is where there is none."""

COVERED, ASSESSED = (f"/preparation/risk_assessment/{name}" for name in ("covered_by", "done_on"))
"""Where it is said that another assessment covers the matter: that is not said where it was assessed itself."""

ASKED_FOR = ("/required_changes", "/suggestions")
"""The lists of what a lawyer asks for: once stated, nobody else adds to it."""

MOST_WEIGHED = 60
"""Of so many of the days the effect on the whole gate is looked at, every second one."""

MOST_NUMBERS = 15
"""Of so many numbers the same."""

MOST_DAYS, AHEAD = 400, 45
"""So many days back from the judged day are tried at most; and so many from it, for what is planned."""

Opens = Callable[[Change], bool]
"""Whether the finding no longer keeps its gate shut after the change."""


class Asked(NamedTuple):
    """What is asked of a shut finding: the patterns its facts are read from, those of them where one change alone may
    settle it, and whether a change does."""

    rule: Rule
    patterns: tuple[str, ...]
    settling: frozenset[str]
    breached: bool
    """Whether it is not met, and what is known may be put right; otherwise something is to be recorded first."""
    opens: Callable[[Change], bool]
    shutting: Callable[[Change], int]
    """How many findings keep the gate shut after a change."""
    texts: tuple[str, ...]
    """The names and numbers that stand at the places of the rule: another place may have to agree with one of them."""


def never(_change: Change) -> bool:
    return False


def changes_of(dossier: Dossier, place: str, asked: Asked) -> Iterator[Change]:
    """What may stand at one place instead of what does."""
    kind, opens = kind_at(place), asked.opens
    if kind is None or place.startswith(ANOTHERS) or place.removesuffix("/-") in HELD:
        return
    if place.endswith("/-"):
        head = place.removesuffix("/-")
        have = value_at(dossier, head)
        if not (have and is_settled(dossier, head)) and not (have is not None and head.endswith(ASKED_FOR)):
            yield from _lists(dossier, head, bare(kind_at(head)), have, asked)
        return
    known, inner = value_at(dossier, place), bare(kind)
    if known is None and place == COVERED and value_at(dossier, ASSESSED) is not None:
        return
    if known is not None and (is_settled(dossier, place) or not asked.breached or place.endswith(ASKED_FOR)):
        return
    if inner is date:
        yield from _days(dossier, place, known, asked)
    elif inner is datetime and known is None:
        days = [meeting.held_on for meeting in dossier.meetings or () if meeting.held_on]
        yield from (recording(place, datetime.combine(day, time(hour, tzinfo=BEIJING))) for day in days for hour in (9, 11))
    elif inner is int:
        yield from _numbers(place, known, asked)
    elif get_origin(inner) is tuple:
        yield from _lists(dossier, place, inner, known, asked)
    elif inner is str and not (known and any(map(str.isalnum, known))):
        yield from _texts(dossier, place, kind, asked)
    elif inner is bool and place == ENCLOSED and not dossier.legal_opinions:
        yield from (recording(place, value) for value in (False,) if known is None)
    elif inner is bool and known is False:
        yield from filter(opens, (correcting(place) if place == MAJOR else righting(place, True),))
    elif known is None:
        yield from (recording(place, value) for value in _answers(dossier, inner))


def _answers(dossier: Dossier, kind: Any) -> Iterable[Any]:
    if kind is bool:
        return True, False
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(kind)
    return dict.fromkeys((*_amounts_of(dossier), Decimal(0))) if kind is Decimal else ()


def _amounts_of(dossier: Dossier) -> Iterator[Decimal]:
    """The amounts of the matter's money (yuan): one that is not known may be one of them."""
    funds = dossier.matter.funds or Funds()
    amounts = (funds.amount, *(getattr(funds, total) for total in _TOTALS))
    yield from (one for one in amounts if one is not None)


_TOTALS = tuple(one.name for one in fields(Funds) if one.name.startswith("same_"))


def _texts(dossier: Dossier, place: str, kind: Any, asked: Asked) -> Iterator[Change]:
    if _is(kind, Id):
        names = {person: known.name for person, known in (dossier.people or {}).items()}
        for person in person_ids(dossier):
            name = names.get(person) or person
            yield recording(place, person, Say(name, name))
    elif _is(kind, Sha256):
        draft = dossier.matter.draft.sha256
        review = dossier.legality_review
        papers = [
            *(one.sha256 for one in dossier.matter.draft.earlier or ()),
            *(one.draft_sha256 for one in dossier.legal_opinions or ()), review.draft_sha256 if review else None,
        ]  # fmt: skip
        named = dict.fromkeys(one for one in papers if one and one != draft)
        if draft:
            yield recording(place, draft, Say("现送审稿的校验值", "the checksum of the current draft"))
        for one in named:
            at = f"{one[:12]}…"
            yield recording(place, one, Say(f"{at}（已有文件写明的校验值）", f"{at} (the checksum that a paper names)"))
        if not draft and not named:
            yield writing(place, "0" * 64)
    else:
        yield writing(place, TO_WRITE)
        yield from (recording(place, text) for text in asked.texts)


def _lists(dossier: Dossier, place: str, kind: Any, known: Any, asked: Asked) -> Iterator[Change]:
    """The statement that there is nothing; what is not in the list, all of it and one by one."""
    if get_origin(kind) is not tuple:
        return
    item, have = get_args(kind)[0], tuple(known or ())
    inner = bare(item)
    if known is None and not place.endswith(NEVER_EMPTY):
        yield recording(place, ())
    more: list[Any] = []
    if isinstance(inner, type) and issubclass(inner, Enum):
        more = [one for one in inner if one not in have]
    elif _is(item, Id):
        more = [one for one in person_ids(dossier) if one not in have]
        for meeting in dossier.meetings or ():
            if there := tuple(one.id for one in meeting.members or () if one.present and one.id not in have):
                yield adding(place, have, there)
    elif inner is str:
        more = [*([] if have else [TO_WRITE]), *(one for one in asked.texts if one not in have)]
    else:
        items = items_of(dossier, item)
        if len(every := _of_each_kind(items, have)) > 1:
            yield adding(place, have, _needed(place, have, every, asked.opens))
        yield from (recording(f"{place}/-", one) for one in items)
        return
    yield from (adding(place, have, (one,)) for one in more)
    if len(more) > 1:
        yield adding(place, have, tuple(more))


def _of_each_kind(items: list[Any], have: tuple[Any, ...]) -> tuple[Any, ...]:
    """One item of each kind that the list has none of, for items that have a `kind`."""
    kinds = {getattr(one, "kind", None): one for one in reversed(items)}
    kinds.pop(None, None)
    return tuple(one for kind, one in kinds.items() if kind not in {getattr(old, "kind", None) for old in have})


def _needed(place: str, have: tuple[Any, ...], every: tuple[Any, ...], opens: Opens) -> tuple[Any, ...]:
    """Of items that open together those without which they do not."""
    kept = every
    for one in every if opens(adding(place, have, every)) else ():
        fewer = tuple(other for other in kept if other is not one)
        if fewer and opens(adding(place, have, fewer)):
            kept = fewer
    return kept


def _numbers(place: str, known: int | None, asked: Asked) -> Iterator[Change]:
    """The nearest number by which the finding no longer shuts; for one that is not known, those first that leave the fewest
    others, or else nought and one."""
    tried = sorted(range(61), key=lambda number: (abs(number - (known or 0)), number))
    changes = [(recording if known is None else righting)(place, number) for number in tried if number != known]
    opening = [change for change in changes if asked.opens(change)]
    if known is not None:
        yield from opening[:1]
    else:
        yield from sorted(opening[:MOST_NUMBERS], key=asked.shutting)[:2] or changes[:2]


def _days(dossier: Dossier, place: str, known: date | None, asked: Asked) -> Iterator[Change]:
    """The days by which the finding no longer shuts, those first that leave the fewest others: of what happened the latest,
    of what is planned the earliest. A day that is known is put to the judged day or later, and only before what comes after
    it: what is planned is extended, what happened is done again; what is over stays on its day. For a day that is not known,
    where none alone settles it, the best of those on which something happened; of what is still to do no day that has passed.
    """
    opens, name = asked.opens, place.rpartition("/")[2]
    if known is not None and (opens is never or name in NOT_REPEATED):
        return
    planned = name in (*PLANNED, "from") and not place.startswith(ARCHIVE)
    if known is not None and planned and is_over(dossier, place, known):
        return
    record = partial(recording_day, today=dossier.as_of)
    put = record if known is None else extending if planned else repeating
    days = _within(dossier, place, planned=planned)
    if known is None and still_to_do(dossier, place):
        days = [day for day in days if day >= dossier.as_of]
    if known is not None:
        last = overtaken_on(dossier, place)
        days = [day for day in days if known < day <= last and day >= dossier.as_of]
    opening = [] if opens is never else [change for change in (put(place, day) for day in days) if opens(change)]
    if known is not None or planned:
        opening.reverse()
    named = days_named(dossier) if opening else ()
    eventful = [change for change in opening if value_at(change.make(dossier), place) in named]
    some = [*opening[:1], *opening[1:MOST_WEIGHED:2], *eventful[:MOST_WEIGHED], *opening[-1:]]
    weighed = list({change.key: change for change in some}.values())
    if known is None and not opening:
        weighed = [record(place, day) for day in days_of_papers(dossier) if day in days]
    yield from sorted(weighed, key=asked.shutting)[: 2 if opening else 4]


def _within(dossier: Dossier, place: str, *, planned: bool) -> list[date]:
    """The days that may stand at a place, the latest first."""
    last = dossier.as_of + timedelta(days=AHEAD if planned else 1)
    if place.startswith(ARCHIVE):
        first = last_day_of(dossier) - timedelta(days=1)
    else:
        first = max(min((dossier.as_of, *days_of(dossier))) - timedelta(days=AHEAD), dossier.as_of - timedelta(days=MOST_DAYS))
    return [last - timedelta(days=back) for back in range((last - first).days)]


def _is(kind: Any, scalar: Any) -> bool:
    """Whether the type, without `| None`, is this scalar with its limits."""
    parts = (kind, *get_args(kind))
    return any(getattr(part, "__metadata__", ()) == scalar.__metadata__ for part in parts)
