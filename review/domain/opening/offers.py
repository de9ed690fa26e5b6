"""Holds which changes a shut finding suggests: of the places that its facts are read from, what may stand there (`values`),
and the acts that fill in several of them at once (`acts`).

The outcome of a rule hangs on nothing but these places, so that whatever opens a gate changes one of them.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import chain

from review.domain.asked import asked_for
from review.domain.dossier import Dossier
from review.domain.opening import acts
from review.domain.opening.change import Change, kind_at, value_at
from review.domain.opening.values import Asked, Opens, changes_of, days_of_papers, is_settled, never
from review.domain.plain import bare, key_of
from review.domain.vocabulary import Gate

BEFORE_REVIEW = (Gate.SUBMISSION, Gate.LEGALITY_REVIEW)
"""The gates that are passed before the legality review is given."""

AGREEING = ("/number", "/department", "/review_unit", "/lead_unit")
"""The fields that another one may have to repeat."""


def texts_at(dossier: Dossier, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The names and numbers that stand at the places of these patterns and with which others have to agree."""
    places = (place for pattern in patterns for place in _numbered(dossier, pattern) if place.endswith(AGREEING))
    return tuple(dict.fromkeys(text for place in places if type(text := value_at(dossier, place)) is str))


WHOLE = ("/legal_opinions", "/legality_review", "/justifications", "/answers")
"""The parts that an act fills in, whether or not a finding is in breach."""


def offers(dossier: Dossier, asked: Asked) -> list[Change]:
    """The changes that may help with one shut finding, the plainest first, each once."""
    found_in = [(place, pattern) for pattern in asked.patterns for place in _places(dossier, pattern)]
    found_in.sort(key=lambda found: _order(found[0]))
    places = {place: pattern in asked.settling for place, pattern in found_in}
    changes = chain(
        _whole(dossier, asked, tuple(places)),
        *(changes_of(dossier, place, asked if settles else asked._replace(opens=never)) for place, settles in places.items()),
    )
    found: dict[tuple[str, ...], Change] = {}
    for change in changes:
        found.setdefault(change.key, change)
    return list(found.values())


def live_places(dossier: Dossier, patterns: tuple[str, ...], breached: bool) -> frozenset[str]:
    """The places of these patterns at which a change may be on offer; what an act fills in as a whole is one place."""
    live = set()
    for place in (place for pattern in patterns for place in _places(dossier, pattern)):
        head = place.removesuffix("/-")
        act = next((part for part in (*WHOLE, "/meetings") if place.startswith(part)), "")
        if act in WHOLE or (act and breached):
            live.add(act)
        elif place != head or value_at(dossier, place) is None or (breached and not is_settled(place)):
            live.add(head)
    return frozenset(live)


def _order(place: str) -> int:
    """An answer or a day is plainer than a text to write, and that than a further item of a list."""
    return 2 if place.endswith("/-") else bare(kind_at(place)) is str


def _places(dossier: Dossier, pattern: str) -> list[str]:
    """The places of a pattern that are known or worth asking for."""
    places = _numbered(dossier, pattern)
    absent = [place for place in places if value_at(dossier, place.removesuffix("/-")) is None]
    pointless = {place for place in absent if not asked_for(dossier, (place.removesuffix("/-"),))}
    return [place for place in places if place not in pointless]


def _numbered(dossier: Dossier, pattern: str) -> list[str]:
    """The pattern with the number of every item that is there, and `-` for one to come; of a part, its fields."""
    head, star, tail = pattern.partition("/*")
    if star:
        items = value_at(dossier, head) or ()
        numbered = [place for number in range(len(items)) for place in _numbered(dossier, f"{head}/{number}{tail}")]
        return [*numbered, f"{head}/-"]
    kind = bare(kind_at(pattern))
    if is_dataclass(kind) and not pattern.endswith("/-"):
        return [place for one in fields(kind) for place in _numbered(dossier, f"{pattern}/{key_of(one.name)}")]
    return [pattern]


def _whole(dossier: Dossier, asked: Asked, places: tuple[str, ...]) -> Iterator[Change]:
    """The acts that fill in several places at once."""
    rule, opens = asked.rule, asked.opens
    days = days_of_papers(dossier)
    if any(place.startswith("/legal_opinions") for place in places):
        yield from _first_that_opens(acts.opinions(dossier, days), opens)
    if any(place.startswith("/legality_review/materials") for place in places):
        yield acts.sending()
    if rule.gate not in BEFORE_REVIEW and any(place.startswith("/legality_review") for place in places):
        yield from _first_that_opens(acts.reviews(dossier, days), opens)
    held = {int(found[1]) for place in places if (found := re.match(r"/meetings/(\d+)/", place))}
    for number in sorted(held) if asked.breached else ():
        meeting = (dossier.meetings or ())[number]
        yield from _first_that_opens(acts.attendances(number, meeting), opens)
        yield from _first_that_opens(acts.approvals(number, meeting), opens)
    if any(place.startswith("/justifications") for place in places):
        yield acts.reason(dossier, rule.id)
    if rule.manual or any(place.startswith("/answers") for place in places):
        yield acts.answer(dossier, rule.id)


def _first_that_opens(changes: Iterator[Change], opens: Opens) -> list[Change]:
    """The first of several like changes after which the finding no longer shuts: the latest day, the fewest members."""
    return [change for change in changes if opens(change)][:2]
