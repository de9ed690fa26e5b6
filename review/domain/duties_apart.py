"""Holds the proof of the separation of duties on one matter (职责分离情况): who did what in which capacity, which duties nobody
may have at once, and for each pair of them whether nobody had both.

It is computed here once, from the dossier and the trail, for page and record. What is not on record is never taken for separate.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from review.domain.approvals import standing_approvals
from review.domain.dossier import Dossier, Member, Reference
from review.domain.duties import APART, OF_ROLE, Duty, Side, on_record
from review.domain.kleene import Truth, all_true
from review.domain.sign_off import by_others
from review.domain.trail import Event
from review.domain.vocabulary import Outcome

RULES = {
    frozenset((Side.UNDERTAKING, Side.ADVISING)): "LAD-08", frozenset((Side.ADVISING, Side.VOTING)): "LAD-08",
    frozenset((Side.UNDERTAKING, Side.REVIEWING)): "LRV-14", frozenset((Side.ADVISING, Side.REVIEWING)): "LRV-14",
    frozenset((Side.REVIEWING, Side.VOTING)): "LRV-14",
}  # fmt: skip
"""The rules of the checklist that ask for it as well, with their articles; the others are kept by the service alone."""
OF_STEPS = "MTG-26"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has duties on the matter: on each side in which capacities. Of the side of whom it is not known who he is,
    the id is empty."""

    id: str
    name: str
    capacities: tuple[tuple[Side, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two duties that nobody may have at once, and what is so: met, not met by these people, undetermined, or not applicable
    while nobody has the one or the other."""

    one: str
    other: str
    outcome: Outcome
    said: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Separation:
    """What is on record of the separation of duties on a matter."""

    people: tuple[Person, ...]
    pairs: tuple[Pair, ...]

    @property
    def outcome(self) -> Outcome:
        """Not met where one pair is not, else undetermined where one is; not applicable where no two duties have met yet."""
        found = {one.outcome for one in self.pairs}
        order = (Outcome.not_met, Outcome.undetermined, Outcome.met)
        return next((one for one in order if one in found), Outcome.not_applicable)


def separation_of(dossier: Dossier, trail: Iterable[Event] = ()) -> Separation:
    """The proof for this matter, by what its dossier and its trail say."""
    events = tuple(trail)
    duties = (*on_record(dossier), *_done(events))
    names = _names(dossier, events)
    by_side = {side: [one for one in duties if one.side is side] for side in Side}
    pairs = [
        _pair(one, other, by_side[one], by_side[other], names)
        for one, other in combinations(Side, 2) if frozenset((one, other)) in APART
    ]  # fmt: skip
    return Separation(tuple(_people(duties, names)), (*pairs, _steps(dossier)))


def _done(events: Iterable[Event]) -> Iterator[Duty]:
    """The sides that people took by what they did, for themselves or by another in their place."""
    for event in events:
        if side := OF_ROLE.get(event.role):
            yield Duty(side, event.actor, event.action.label)
            if event.acting_for is not None:
                yield Duty(side, event.acting_for, f"由他人代行{event.action.label}")


def _pair(one: Side, other: Side, mine: Sequence[Duty], others: Sequence[Duty], names: dict[str, str]) -> Pair:
    rule = RULES.get(frozenset((one, other)), "")
    if not mine or not others:
        nobody = "”“".join(side.label for side, there in ((one, mine), (other, others)) if not there)
        return Pair(one.label, other.label, Outcome.not_applicable, f"还没有“{nobody}”", rule)
    ids, other_ids = {duty.person for duty in mine}, {duty.person for duty in others}
    if both := sorted(filter(None, ids & other_ids)):
        said = "；".join(f"{names[who]}：{_what(who, mine)}，又{_what(who, others)}" for who in both)
        return Pair(one.label, other.label, Outcome.not_met, said, rule)
    if None in ids | other_ids:
        unknown = "、".join(dict.fromkeys(duty.what for duty in (*mine, *others) if duty.person is None))
        return Pair(one.label, other.label, Outcome.undetermined, f"没有记载由谁办理：{unknown}", rule)
    if namesakes := sorted({names[who] for who in ids if who} & {names[who] for who in other_ids if who}):
        said = f"{'、'.join(namesakes)}：同名而标识不同，无法判定是不是同一人"
        return Pair(one.label, other.label, Outcome.undetermined, said, rule)
    return Pair(one.label, other.label, Outcome.met, "没有人兼任", rule)


def _steps(dossier: Dossier) -> Pair:
    """That no two steps of the sign-off are of one person."""
    steps = standing_approvals(dossier)
    labels = ("签批的一个步骤", "签批的另一步骤")
    if len(steps) < 2:
        return Pair(*labels, Outcome.not_applicable, "没有两个以上的签批步骤", OF_STEPS)
    apart: Truth = all_true(by_others(*pair) for pair in combinations(steps, 2))
    outcome, said = {
        True: (Outcome.met, "各步骤由不同的人签批"), False: (Outcome.not_met, "一人签批了两个步骤"),
        None: (Outcome.undetermined, "没有记载由谁签批"),
    }[apart]  # fmt: skip
    return Pair(*labels, outcome, said, OF_STEPS)


def _what(person: str | None, duties: Iterable[Duty]) -> str:
    return "、".join(dict.fromkeys(duty.what for duty in duties if duty.person == person))


def _people(duties: Iterable[Duty], names: dict[str, str]) -> Iterator[Person]:
    """Everybody with a duty, in the order of the sides; at the end, of whom it is not known who he is."""
    gathered: dict[str, dict[Side, dict[str, None]]] = {}
    for duty in sorted(duties, key=lambda one: (one.person is None, list(Side).index(one.side))):
        gathered.setdefault(duty.person or "", {}).setdefault(duty.side, {})[duty.what] = None
    for person, sides in gathered.items():
        capacities = tuple((side, tuple(what)) for side, what in sides.items())
        yield Person(person, names.get(person, person) or "没有记载姓名", capacities)


def _names(dossier: Dossier, events: Iterable[Event]) -> dict[str, str]:
    """The name of everybody with a duty, as the dossier has it, or else the trail; the id where neither does."""
    review, meetings, signed = dossier.legality_review, dossier.meetings or (), dossier.approvals or ()
    reviews = (*(review.earlier or ()), review) if review else ()
    views = [view for one in reviews for view in one.countersigns or ()]
    mandates = [*(one.mandate for one in signed), *(one.mandate for one in reviews), *(one.mandate for one in views)]
    references: tuple[Reference | Member | None, ...] = (
        *(dossier.matter.drafters or ()), *(one.adviser for one in dossier.legal_opinions or ()),
        *(one for review in reviews for one in review.reviewers or ()), *(one.person for one in signed),
        *(one.person for one in views), *(one.person for one in mandates if one),
        *(one for held in meetings for one in held.members or ()),
        *(one for plan in dossier.sign_off_plans or () for one in plan.leaders or ()),
    )  # fmt: skip
    names = {duty.person: duty.person for duty in (*on_record(dossier), *_done(events)) if duty.person}
    for event in events:
        told = {event.actor: event.actor_name, event.acting_for or "": event.acting_for_name}
        names |= {who: name for who, name in told.items() if name}
    names |= {one.id: one.name for one in references if one and one.name}
    return names | {who: person.name for who, person in (dossier.people or {}).items() if person.name}
