"""Holds the one shape of every write: load, advance, judge, gate, append with the trail event, commit; or nothing."""

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from review.domain import checklist, trail
from review.domain.changes import differing
from review.domain.checklist import Judgement
from review.domain.consistency import inconsistencies
from review.domain.course import ENDS
from review.domain.days import instants_to_come
from review.domain.delegations import DELEGATED, in_force
from review.domain.dossier import Dossier, Mandate
from review.domain.emergency import unratified
from review.domain.errors import DossierRefused, Fault, Forbidden, GateShut, Stale, WrongState
from review.domain.kleene import given
from review.domain.opening import Way, next_gate, way_to_open
from review.domain.phrases import day
from review.domain.plain import to_plain
from review.domain.registered import Label
from review.domain.rulebook import Rulebook
from review.domain.scalars import LONGEST_PROSE
from review.domain.tasks import stands_in
from review.domain.trail import ChainHash, Event
from review.domain.vocabulary import Language, Role
from review.domain.workflow import Action, Transition, not_here, possible, transition
from review.domain.writing import unwritable, unwritable_texts
from review.service import turns
from review.service.capacity import Capacities
from review.service.chains import Chains
from review.service.lookup import BEFORE_THE_MEETING, ON_RECORD, looked_up
from review.service.ports import Actor, Clock, Compare, Engine, Files, Matter, Store, UnitOfWork
from review.service.time_stamps import TimeStamps

log = logging.getLogger("review")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every use case works with; wired once by `app`."""

    store: Store
    rulebook: Rulebook
    engine: Engine
    clock: Clock
    files: Files
    compare: Compare
    label: Label
    chained_by: ChainHash = ChainHash.SHA256
    stamps: TimeStamps | None = None
    """Who puts time stamps over what is printed; nobody where a desk prints nothing."""
    chains: Chains = field(default_factory=Chains)
    """What this process has proven of the chains of the units."""

    def today(self) -> date:
        return self.clock.now().date()

    def judge(self, dossier: Dossier, language: Language = Language.ZH) -> Judgement:
        """The judgement by engine and evaluator; every difference between them is logged with the dossier's hash."""
        judgement = checklist.judge(dossier, self.rulebook, self.engine, language)
        if judgement.faults:
            told = "; ".join(judgement.faults[:5])
            log.error("engine disputed %s times (dossier %s): %s", len(judgement.faults), fingerprint(dossier), told)
        return judgement

    def way(self, dossier: Dossier, judgement: Judgement, *, gather: bool = True) -> Way | None:
        """What would open the first gate that is shut; nothing where all are open."""
        gate = next_gate(judgement)
        return None if gate is None else way_to_open(dossier, self.rulebook, gate, gather=gather)

    def options(self, actor: Actor, matter: Matter) -> tuple[Transition, ...]:
        """What this person may do to the matter now: by role, state and the separation of duties, not yet by gate."""
        return tuple(self.able(actor, matter))

    def able(self, actor: Actor, matter: Matter) -> Mapping[Transition, Mandate | None]:
        """The same, each with the mandate by which he would do it in somebody's place."""
        with self.store.reading(actor.unit) as work:
            return self._able(actor, matter, self.capacities(matter, work))

    def able_each(self, actor: Actor, matters: Iterable[Matter]) -> list[Mapping[Transition, Mandate | None]]:
        """The same of several matters, for which the store is asked once."""
        with self.store.reading(actor.unit) as work:
            done, given = work.trail.done_by(actor.person), in_force(work.delegations.all(), self.today())
            return [
                self._able(actor, one, Capacities(
                    work, one.number, one.dossier, self.today(), given, {actor.person: done.get(one.number, frozenset())}
                )) for one in matters
            ]  # fmt: skip

    def _able(self, actor: Actor, matter: Matter, capacities: Capacities) -> Mapping[Transition, Mandate | None]:
        found = {}
        for row in possible(matter.state, frozenset({*actor.roles, *DELEGATED})):
            if row.action is Action.UPDATE_EDITION and not self.has_later_rules(matter.dossier):
                continue
            if row.action is Action.REGISTER_EMERGENCY and matter.state in ENDS and not unratified(matter.dossier):
                continue
            with suppress(Forbidden):
                found[row] = capacities.of(row, actor, told=False)
        return found

    def capacities(self, matter: Matter, work: UnitOfWork) -> Capacities:
        """In which capacity whoever acts on this matter today."""
        return Capacities(work, matter.number, matter.dossier, self.today())

    def mandate(self, actor: Actor, matter: Matter, row: Transition) -> Mandate | None:
        """In whose place this person would do this to the matter; raises Forbidden where he may not."""
        with self.store.reading(actor.unit) as work:
            return self.capacities(matter, work).of(row, actor)

    def stood_in(self, actor: Actor, matter: Matter, action: Action) -> str:
        """That this person did this in somebody's place until lately, in words; "" where he did not."""
        with self.store.reading(actor.unit) as work:
            return self.capacities(matter, work).ended(action, actor)

    def has_later_rules(self, dossier: Dossier) -> bool:
        """Whether other rules are in force today than on the day by whose law the matter is judged."""
        return self.rulebook.in_force(self.today()) is not self.rulebook.in_force(dossier.judged_by_law_of)

    def stands_in_as(self, actor: Actor) -> frozenset[Role]:
        """The roles in which this person stands in for somebody today."""
        with self.store.reading(actor.unit) as work:
            given = in_force(work.delegations.all(), self.today())
        return frozenset(one.role for one in given if one.person == actor.person and one.role is not None)


def fingerprint(dossier: Dossier) -> str:
    """SHA-256 of the dossier's canonical form; the trail seals it before and after every act."""
    return trail.digest(to_plain(dossier))


Change = Callable[[Dossier, UnitOfWork], Dossier]
"""What an act makes of the dossier; raises DossierRefused."""

Note = str | Callable[[Dossier], str]
"""What the trail notes beside an act, in words, or as it follows from what the act made of the dossier."""

CORRECTED = "　更正："
"""What divides in a note which form was sent from what it corrected."""
UNFOLLOWED = "；不再跟踪的条件："
"""Behind the reason of taking a decision back, before what had been registered of its conditions."""

Complete = Callable[[Matter, UnitOfWork], None]
"""May refuse what the act made, by GateShut, DossierRefused or WrongState, once it is judged and stands in the transaction."""


def saying(change: Change) -> Change:
    """The change of a form that may be sent as it stands: refused where it says nothing, for the trail would tell that something
    was answered or registered which was not."""

    def something(dossier: Dossier, work: UnitOfWork) -> Dossier:
        after = change(dossier, work)
        if after == dossier:
            raise DossierRefused((Fault("", "没有填写任何内容，没有可以登记的；请填写以后再登记"),))
        return after

    return something


def act(
    desk: Desk, actor: Actor, number: str, revision: int, action: Action, change: Change, note: Note = "",
    complete: Complete | None = None, form: str | None = None,
) -> Matter:  # fmt: skip
    """Do one action to a stored matter in one transaction.

    Raises NotFound, Stale (with what changed), WrongState, Forbidden, DossierRefused, GateShut; then nothing is stored.
    """
    with desk.store.writing(actor.unit) as work:
        after = step(desk, actor, work, number, revision, action, change, note, complete, form)
        work.commit()
    return after


def step(
    desk: Desk, actor: Actor, work: UnitOfWork, number: str, revision: int, action: Action, change: Change, note: Note = "",
    complete: Complete | None = None, form: str | None = None,
) -> Matter:  # fmt: skip
    """The same as a part of an open transaction, which may take other matters along; raises what `act` does. `form` is which
    form was sent, where the note does not say that alone."""
    before = work.matters.get(number)
    if before.revision != revision:
        raise stale(work, before, revision, actor, action, note if isinstance(note, str) else form)
    row = transition(before.state, action)
    if row is None:
        raise WrongState(not_here(before.state, action))
    mandate = desk.capacities(before, work).of(row, actor)
    changed = change(replace(before.dossier, as_of=desk.today()), work)
    row = replace(row, next=stands_in(row, changed))
    after = advanced(desk, row, before, looked_up(changed, work) if row.state in BEFORE_THE_MEETING else changed)
    work.matters.append(after)
    work.rulebooks.keep(desk.rulebook.sha256, desk.rulebook.files)
    said = note if isinstance(note, str) else note(after.dossier)
    done = event(desk, actor, row, before.dossier, after, work, said, mandate)
    work.trail.append(done)
    turns.tell(work, before, after, done)
    if complete is not None:
        complete(after, work)
    return after


def stated(reason: str) -> str:
    """The reason for an act, which the trail keeps and the record prints whole; raises DossierRefused where there is none, and
    for one that is longer than a text of a dossier may be."""
    if why := unwritable(reason) if given(reason) else "请写明理由":
        raise DossierRefused((Fault("/reason", why),))
    if (length := len(reason.strip())) > LONGEST_PROSE:
        raise DossierRefused((Fault("/reason", f"最多{LONGEST_PROSE}个字，现有{length}个，请缩短"),))
    return reason.strip()


def refuse_faults(desk: Desk, before: Dossier | None, after: Dossier) -> None:
    """Raise DossierRefused for what the dossier says against itself, for an instant that has not come, and for a text of
    this act that cannot be kept; what was stored before stays."""
    faults = [*inconsistencies(after), *instants_to_come(after, desk.clock.now())]
    if unwritten := list(unwritable_texts(to_plain(after))):
        had = {text for _, text, _ in unwritable_texts(to_plain(before))}
        faults += (Fault(at, why) for at, text, why in unwritten if text not in had)
    if faults:
        raise DossierRefused(tuple(faults))


def advanced(desk: Desk, row: Transition, before: Matter, dossier: Dossier) -> Matter:
    """The next revision, judged; raises DossierRefused for a contradiction, GateShut for a shut gate."""
    refuse_faults(desk, before.dossier, dossier)
    judgement = desk.judge(dossier)
    if row.gate is not None and not judgement.gates[row.gate].open:
        raise GateShut(f"{row.gate.label}未开，不能办理“{row.action.label}”。", judgement, judgement.shutting(row.gate))
    return replace(
        before, state=row.next, revision=before.revision + 1, dossier=dossier, judgement=judgement,
        changed_at=desk.clock.now(),
    )  # fmt: skip


def event(
    desk: Desk, actor: Actor, row: Transition, before: Dossier | None, after: Matter, work: UnitOfWork, note: str = "",
    mandate: Mandate | None = None,
) -> Event:  # fmt: skip
    """The sealed trail event of one step; it follows from the unit's last one."""
    last, giver = work.trail.last(), mandate.person if mandate else None
    return trail.seal(Event(
        unit=actor.unit, seq=last.seq + 1 if last else 1, at=after.changed_at, matter=after.number,
        revision=after.revision, action=row.action, from_state=row.state, to_state=row.next, actor=actor.person,
        actor_name=actor.name, role=row.role, note=note, acting_for=giver.id if giver else None,
        acting_for_name=giver.name if giver else None, delegated_on=mandate.delegated_on if mandate else None,
        dossier_before=trail.GENESIS if before is None else fingerprint(before),
        dossier_after=fingerprint(after.dossier), previous=last.hash if last else trail.GENESIS,
    ), desk.chained_by)  # fmt: skip


def stale(
    work: UnitOfWork, now: Matter, revision: int, actor: Actor, action: Action, note: str | None = None
) -> Stale:
    """The refusal of an act from an old page: what was done since, and which places of the dossier it changed. Whoever
    clicked twice is told that the first click was stored; who did the same act from another page (`note`) is not: what he
    fills in here was never stored."""
    done = [one for one in work.trail.of_matter(now.number) if one.revision > revision]
    changes = [
        f"{day(one.at.date())} {one.at:%H:%M} {one.actor_name}（{one.role.label}）{one.action.label}" for one in done
    ]
    places: tuple[str, ...] = ()
    if 0 < revision < now.revision:
        places = differing(work.matters.revision(now.number, revision).dossier, now.dossier)
        changes += [f"已改动：{place}" for place in places if not place.startswith(("/as_of", ON_RECORD))][:20]
    first = next((one for one in done if one.revision == revision + 1), None)
    again = first is not None and (first.actor, first.action) == (actor.person, action)
    if first is not None and again and note in (None, *(first.note.partition(behind)[0] for behind in (CORRECTED, UNFOLLOWED))):
        return Stale(f"您已于{first.at:%H:%M}办理“{action.label}”，已经保存；这一次没有再办理。", tuple(changes))
    beside = 0 < revision < now.revision and all(one.from_state is one.to_state is now.state for one in done)
    return Stale("您打开页面之后，这件事项已有新的办理。这一次没有保存，请核对后重新办理。", tuple(changes), beside, places)


__all__ = [
    "CORRECTED", "Change", "Complete", "Desk", "UNFOLLOWED", "act", "advanced", "event", "fingerprint", "refuse_faults", "stale",
    "stated", "step",
]  # fmt: skip
