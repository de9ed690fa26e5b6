"""Holds which changes a shut finding suggests: of the places that its facts are read from, what may stand there (`values`),
and the acts that fill in several of them at once (`acts`).

The outcome of a rule hangs on nothing but these places, so that whatever opens a gate changes one of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import chain, islice

from review.domain.asked import asked_for
from review.domain.dossier import Dossier
from review.domain.opening import acts, agenda, chairing, rosters, sitting, steps
from review.domain.opening.change import Change, Key, kind_at, value_at
from review.domain.opening.days import days_of_papers
from review.domain.opening.settled import is_settled
from review.domain.opening.values import Asked, changes_of, never
from review.domain.plain import bare, key_of
from review.domain.vocabulary import Gate

BEFORE_REVIEW = (Gate.SUBMISSION, Gate.LEGALITY_REVIEW)
"""The gates that are passed before the legality review is given."""

AGREEING = ("/number", "/department", "/review_unit", "/lead_unit", "/undertaking_units", "/opinions_considered")
"""The fields that another one may have to repeat."""


def texts_at(dossier: Dossier, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The names and numbers that stand at the places of these patterns and with which others have to agree."""
    places = (place for pattern in patterns for place in _numbered(dossier, pattern) if place.endswith(AGREEING))
    values = (value_at(dossier, place) for place in places)
    texts = chain.from_iterable(value if isinstance(value, tuple) else (value,) for value in values)
    return tuple(dict.fromkeys(text for text in texts if type(text) is str))


WHOLE = ("/legal_opinions", "/legality_review", "/justifications", "/answers", "/document_review", "/reporting",
         "/preparation/public_participation", "/preparation/risk_assessment",
         "/preparation/expert_review", "/preparation/fair_competition_review")  # fmt: skip
"""The parts that an act fills in, whether or not a finding is in breach."""

SCOPE = "/matter/scope/"
"""The questions what the matter touches: they are answered before a step is taken on account of them."""

CONFIRMED = "/legality_review/changes_confirmed"
"""Where a reviewer confirms the changed draft: an act of his, not a field that is asked for."""

MEETINGS = "/meetings"
"""What the members do where a finding is in breach may fill in any place of these."""


LIKE = 2
"""Of so many like changes, as papers of one kind on several days, each is tried."""

STEPS: Mapping[str, Callable[[Dossier, Iterable[date]], Iterator[Change]]] = {
    "/legal_opinions": acts.opinions,
    "/preparation/public_participation/hearing": steps.hearings,
    "/preparation/risk_assessment": steps.assessments,
    "/preparation/expert_review": steps.expert_reviews,
    "/preparation/fair_competition_review": steps.competition_reviews,
    "/document_review": steps.examinations,
    "/matter/funds": steps.fundings,
    "/reporting": steps.requests,
}
"""The steps by the part that they fill in."""


def offers(dossier: Dossier, asked: Asked) -> list[Change]:
    """The changes that may help with one shut finding, the plainest first, each once: what is merely not known of a
    paper or a step is recorded before it is made anew."""
    found_in = [(place, pattern) for pattern in asked.patterns for place in _places(dossier, pattern)]
    found_in.sort(key=lambda found: _order(found[0]))
    places = {place: pattern in asked.settling for place, pattern in found_in}
    acts_first = chain(_whole(dossier, asked, tuple(places)), *(_at_place(dossier, place, asked, places) for place in places))
    plain = [place for place in places if _order(place) == 0 and place.startswith((SCOPE, *WHOLE))]
    plain.sort(key=lambda place: not place.startswith(SCOPE))
    recorded_first = chain(
        *(_at_place(dossier, place, asked, places) for place in plain), _whole(dossier, asked, tuple(places)),
        *(_at_place(dossier, place, asked, places) for place in places if place not in plain),
    )
    changes = acts_first if asked.breached else recorded_first
    found: dict[Key, Change] = {}
    for change in changes:
        found.setdefault(change.key, change)
    return list(found.values())


def _at_place(dossier: Dossier, place: str, asked: Asked, settling: Mapping[str, bool]) -> Iterator[Change]:
    return changes_of(dossier, place, asked if settling[place] else asked._replace(opens=never))


def live_places(dossier: Dossier, patterns: tuple[str, ...], breached: bool) -> frozenset[str]:
    """The places of these patterns at which a change may be on offer; what an act fills in as a whole is one place."""
    live = set()
    for place in (place for pattern in patterns for place in _places(dossier, pattern)):
        head = place.removesuffix("/-")
        act = next((part for part in (*WHOLE, MEETINGS) if place.startswith(part)), "")
        if act in WHOLE or (act and (breached or not dossier.meetings)):
            live.add(act)
        elif place != head or value_at(dossier, place) is None or (breached and not is_settled(dossier, place)):
            live.add(head)
    return frozenset(live)


def touches(change: Change, patterns: tuple[str, ...]) -> bool:
    """Whether the change may fill in a place of these patterns; what is done at a meeting may fill in any of them."""
    own = change.pointer.strip("/").split("/")
    own = own[:2] if own[0] == MEETINGS.strip("/") else own
    return any(
        all(mine in (key, "-") or key in "*-" for mine, key in zip(own, pattern.strip("/").split("/"), strict=False))
        for pattern in patterns
    )  # fmt: skip


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
    rule, days = asked.rule, days_of_papers(dossier)

    def reads(head: str) -> bool:
        return any(place.startswith(head) for place in places)

    for head, taken in STEPS.items():
        if reads(head):
            yield from _best(taken(dossier, days), asked)
    if reads("/legality_review/materials"):
        yield from acts.sendings(dossier)
    if CONFIRMED in asked.patterns:
        yield from _best(acts.confirmations(dossier), asked)
    if reads("/legality_review/findings_basis"):
        yield from acts.grounds(dossier)
    if rule.gate not in BEFORE_REVIEW and reads("/legality_review"):
        yield from _best(acts.reviews(dossier, days), asked)
    yield from _at_meetings(dossier, asked, places)
    if reads("/justifications"):
        yield acts.reason(dossier, rule)
    if rule.manual or reads("/answers"):
        yield acts.answer(dossier, rule)


def _at_meetings(dossier: Dossier, asked: Asked, places: tuple[str, ...]) -> Iterator[Change]:
    """What members of the meetings do that the finding reads; where there is no meeting yet, that its topic is settled."""
    if not dossier.meetings and "/meetings/topic/confirmed_by" in asked.patterns:
        yield from _best(agenda.agendas(dossier), asked)
    for number, meeting in enumerate(dossier.meetings or ()):
        own = [place for place in places if place.startswith(f"/meetings/{number}/")]
        if any("/statements" in place for place in own):
            yield from sitting.views(dossier, number, meeting)
        if own and any(pattern.endswith("/presider/delegated_by") for pattern in asked.patterns):
            yield from _best(chairing.presidings(dossier, number, meeting), asked)
        if any("/members" in place for place in own):
            yield from rosters.rosters(dossier, number, meeting)
        if any(place.endswith("/recused") for place in own):
            yield from _best(chairing.recusals(dossier, number, meeting), asked)
        if own and asked.breached:
            yield from _best(sitting.orders(dossier, number, meeting), asked)
            yield from _first_that_open(sitting.strikings(dossier, number, meeting), asked)
            yield from _first_that_open(sitting.attendances(dossier, number, meeting), asked)
            yield from _first_that_open(sitting.approvals(number, meeting), asked)


def _first_that_open(changes: Iterator[Change], asked: Asked) -> list[Change]:
    """The first of several like changes after which the finding no longer shuts: the fewest members."""
    return list(islice(filter(asked.opens, changes), LIKE))


def _best(changes: Iterator[Change], asked: Asked) -> list[Change]:
    """Of several like changes after which the finding no longer shuts those that leave the fewest others; of these the
    first: the latest day."""
    return sorted(filter(asked.opens, changes), key=asked.shutting)[:LIKE]
