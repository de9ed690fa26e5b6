"""Holds the use cases of the opinion stage: commission legal advisers, hand over, give the opinion, answer its points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from review.domain import interests
from review.domain.advisers import Appointment
from review.domain.dossier import Adviser, Dossier, LegalOpinion
from review.domain.duties import Side
from review.domain.errors import DossierRefused, Fault
from review.domain.opinion_faults import faults_of_opinion
from review.domain.tasks import opinions_asked_for
from review.domain.vocabulary import Response, Role
from review.domain.workflow import Action, State
from review.service.desk import Desk, act, saying, stated
from review.service.ports import Actor, Matter, RegisteredPerson, UnitOfWork
from review.service.separation import kept_from

Answers = Mapping[int, tuple[Response | None, str | None]]
"""The undertaking unit's answer to each point, by its number: the response and the reason."""


def commission(desk: Desk, actor: Actor, number: str, revision: int, adviser: str) -> Matter:
    """Ask a legal adviser or government lawyer for an opinion on the current draft (委托)."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        chosen = _able(adviser, dossier, number, work)
        if dossier.matter.draft.sha256 is None:
            raise DossierRefused((Fault("/matter/draft/sha256", "还没有送审稿，法律顾问无从出具意见"),))
        asked = LegalOpinion(
            adviser=Adviser(id=chosen.id, name=chosen.name), draft_sha256=dossier.matter.draft.sha256,
            commissioned_on=dossier.as_of,
        )  # fmt: skip
        return replace(dossier, legal_opinions=(*(dossier.legal_opinions or ()), asked))

    return act(desk, actor, number, revision, Action.COMMISSION_OPINION, change)


def transfer(desk: Desk, actor: Actor, number: str, revision: int, adviser: str, reason: str) -> Matter:
    """Hand one's own unanswered request over to another adviser (转办), with a reason, which the trail keeps; the day on
    which the opinion was asked for stays."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        chosen = _able(adviser, dossier, number, work)
        return replace(dossier, legal_opinions=tuple(
            replace(one, adviser=Adviser(id=chosen.id, name=chosen.name))
            if one.issued_on is None and one.adviser and one.adviser.id == actor.person else one
            for one in dossier.legal_opinions or ()
        ))  # fmt: skip

    return act(desk, actor, number, revision, Action.TRANSFER_OPINION, change, note=stated(reason))


def replace_adviser(
    desk: Desk, actor: Actor, number: str, revision: int, gone: str, adviser: str, reason: str
) -> Matter:  # fmt: skip
    """Ask another adviser in the place of one who has not answered (更换法律顾问), with a reason, which the trail keeps; what the
    other advisers are asked for stays as it is. Who takes it is asked today, as if the one request were taken back and made anew.
    """
    names: list[str] = []

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        left = next((one for one in opinions_asked_for(dossier) if one.adviser and one.adviser.id == gone), None)
        if left is None or left.adviser is None:
            raise DossierRefused((Fault("/replaced_adviser", "请选择要更换的法律顾问：已经委托、意见尚未出具的"),))
        if gone == adviser:
            raise DossierRefused((Fault("/adviser", "与要更换的是同一人，请另选一位"),))
        chosen = _able(adviser, dossier, number, work)
        names[:] = [left.adviser.name or gone, chosen.name]
        asked = replace(left, adviser=Adviser(id=chosen.id, name=chosen.name), commissioned_on=dossier.as_of)
        return replace(dossier, legal_opinions=tuple(asked if one is left else one for one in dossier.legal_opinions or ()))

    why = stated(reason)
    return act(
        desk, actor, number, revision, Action.REPLACE_ADVISER, change, note=lambda _: f"由{names[0]}改为{names[1]}。{why}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A legal adviser of the unit, by which appointment he could be asked about a matter, and why he may not be asked."""

    person: RegisteredPerson
    appointment: Appointment | None
    objection: str | None


def choices(desk: Desk, actor: Actor, matter: Matter) -> tuple[Choice, ...]:
    """Every legal adviser of the unit, those who may be asked about this matter today first."""
    with desk.store.reading(actor.unit) as work:
        holders, roll, today = work.register.holders(Role.LEGAL_ADVISER), work.advisers.roll(), desk.today()
        asked = replace(matter.dossier, as_of=today)
        found = [
            Choice(person=one, appointment=roll.in_term(one.id, today), objection=objection_to(one, asked, matter.number, work))
            for one in work.register.people() if one.id in holders
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda choice: choice.objection is not None))


def awaited(desk: Desk, actor: Actor, matter: Matter) -> tuple[tuple[Adviser, str], ...]:
    """The advisers who are asked and have not answered, those first who cannot any more, each with why; "" where he can."""
    with desk.store.reading(actor.unit) as work:
        capacities = desk.capacities(matter, work)
        people = (one.adviser for one in opinions_asked_for(matter.dossier) if one.adviser)
        return tuple(sorted(((one, capacities.kept_from_advising(one.id)) for one in people), key=lambda pair: not pair[1]))


def unable(desk: Desk, actor: Actor, matters: Iterable[Matter]) -> list[tuple[str, ...]]:
    """Of each matter, why the advisers who are asked cannot give their opinion any more; nothing where they can, or none is."""
    with desk.store.reading(actor.unit) as work:
        return [
            desk.capacities(one, work).unable_to_advise() if one.state is State.OPINION else () for one in matters
        ]


def _able(adviser: str, dossier: Dossier, number: str, work: UnitOfWork) -> RegisteredPerson:
    """The legal adviser of this id, where he may advise on the matter; raises DossierRefused where he may not."""
    able = work.register.holders(Role.LEGAL_ADVISER)
    chosen = next((one for one in work.register.people() if one.id == adviser and one.id in able), None)
    if chosen is None:
        raise DossierRefused((Fault("/adviser", "请选择法律顾问"),))
    if objection := objection_to(chosen, dossier, number, work):
        raise DossierRefused((Fault("/adviser", objection),))
    return chosen


def objection_to(person: RegisteredPerson, dossier: Dossier, number: str, work: UnitOfWork) -> str | None:
    """Why this adviser may not be asked, or `None`."""
    if person.group_office or person.admin_office:
        return "参加会议决定的成员不能担任本事项的法律顾问"
    if any(one.adviser and one.adviser.id == person.id for one in opinions_asked_for(dossier)):
        return f"已经委托{person.name}，意见尚未出具"
    if why := interests.objection(person.id, person.name, dossier):
        return f"{why}，不能担任本事项的法律顾问"
    against = kept_from(Side.ADVISING, person.id, dossier, work.trail.roles_of(person.id, number))
    if against:
        return f"{person.name}是本事项的{against}，不能担任本事项的法律顾问"
    return work.advisers.roll().objection(person.id, person.name, dossier, number, dossier.as_of)


def standing_of(desk: Desk, actor: Actor) -> Appointment | None:
    """By which appointment this adviser gives his opinion today."""
    with desk.store.reading(actor.unit) as work:
        return work.advisers.roll().in_term(actor.person, desk.today())


def _as_registered(actor: Actor, dossier: Dossier, work: UnitOfWork) -> Adviser:
    """The adviser with what the roll knows of him, who is in term (`Capacities`)."""
    appointment = work.advisers.roll().in_term(actor.person, dossier.as_of)
    assert appointment is not None
    return Adviser(id=actor.person, name=actor.name, kind=appointment.kind, licence_no=appointment.licence_no)


def give(desk: Desk, actor: Actor, number: str, revision: int, opinion: LegalOpinion) -> Matter:
    """Give the opinion that was asked for; it is dated today, and bound to the draft that was asked about. As what the adviser
    gives it, and under which licence, is told by the unit's roll."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        opinions = list(dossier.legal_opinions or ())
        place = next(
            (i for i, one in enumerate(opinions)
             if one.adviser and one.adviser.id == actor.person and one.issued_on is None), None
        )  # fmt: skip
        if place is None:
            raise DossierRefused((Fault("", "没有待出具的法律意见"),))
        asked = opinions[place]
        points = opinion.suggestions
        if points is not None:  # the answers are the undertaking unit's, never the adviser's
            points = tuple(replace(point, response=None, reason=None) for point in points)
        given = replace(
            opinion, suggestions=points, supersedes=opinion.supersedes or _same_day(dossier, actor.person),
            draft_sha256=asked.draft_sha256, commissioned_on=asked.commissioned_on, issued_on=dossier.as_of,
            adviser=_as_registered(actor, dossier, work), rating=None,
        )  # fmt: skip
        if faults := tuple(faults_of_opinion(given)):
            raise DossierRefused(faults)
        opinions[place] = given
        return replace(dossier, legal_opinions=tuple(opinions))

    return act(desk, actor, number, revision, Action.GIVE_OPINION, change)


def _same_day(dossier: Dossier, adviser: str) -> str | None:
    """The number of the opinion that the adviser gave earlier on the same day, which the new one replaces."""
    given = [one for one in dossier.legal_opinions or () if one.adviser and one.adviser.id == adviser]
    return next((one.number for one in reversed(given) if one.issued_on == dossier.as_of), None)


def answer(desk: Desk, actor: Actor, number: str, revision: int, opinion_number: str, answers: Answers) -> Matter:
    """Answer the suggestions of an opinion one by one (意见采纳情况)."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        opinions = tuple(
            one if one.number != opinion_number else replace(one, suggestions=tuple(
                replace(point, response=answers[point.number][0], reason=answers[point.number][1])
                if point.number is not None and point.number in answers else point
                for point in one.suggestions or ()
            ))
            for one in dossier.legal_opinions or ()
        )  # fmt: skip
        return replace(dossier, legal_opinions=opinions)

    return act(desk, actor, number, revision, Action.ANSWER_OPINION, saying(change))
