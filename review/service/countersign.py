"""Holds the use cases by which a reviewer shares or hands on his work: hand over (转办), ask for countersigns (加签), give
one (会签), cancel one. None of them moves the clock of the review."""

from dataclasses import replace
from datetime import date

from review.domain import interests
from review.domain.dossier import Countersign, Dossier, LegalityReview, Reference
from review.domain.duties import Side
from review.domain.errors import DossierRefused, Fault
from review.domain.kleene import given
from review.domain.review_faults import Settlements
from review.domain.tasks import open_countersigns, open_review, opposing
from review.domain.vocabulary import CountersignView, Role
from review.domain.workflow import Action
from review.service.capacity import in_whose_place, principal
from review.service.desk import Desk, act, stated
from review.service.ports import Actor, Matter, RegisteredPerson, UnitOfWork
from review.service.separation import kept_from


def transfer(desk: Desk, actor: Actor, number: str, revision: int, person: str, reason: str) -> Matter:
    """Hand the review over to another reviewer (转办), with a reason, which the trail keeps."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        chosen = _able(person, actor, dossier, number, work)
        if any(one.person and one.person.id == chosen.id for one in open_countersigns(dossier)):
            raise DossierRefused((Fault("/person", f"{chosen.name}正在会签，会签完成或者撤销加签后才能接办"),))
        return replace(dossier, legality_review=replace(_review(dossier), handler=chosen.id))

    return act(desk, actor, number, revision, Action.TRANSFER_REVIEW, change, note=stated(reason))


def ask(desk: Desk, actor: Actor, number: str, revision: int, people: tuple[str, ...], question: str) -> Matter:
    """Ask colleagues to look at the review as well (加签); they answer side by side, in any order, and the opinion is
    issued when all have. Whoever asks, or in whose place it is asked, is in charge from then on."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        if not people:
            raise DossierRefused((Fault("/people", "请选择会签的人"),))
        mandate = in_whose_place(Action.ASK_COUNTERSIGN, actor, number, dossier, work)
        chosen = [_able(one, actor, dossier, number, work) for one in dict.fromkeys(people)]
        waiting = {one.person.id for one in open_countersigns(dossier) if one.person}
        if twice := [one.name for one in chosen if one.id in waiting]:
            raise DossierRefused((Fault("/people", f"已经请{'、'.join(twice)}会签，尚未完成"),))
        review = _review(dossier)
        asked = tuple(
            Countersign(person=Reference(id=one.id, name=one.name), asked_by=actor.person, asked_on=dossier.as_of,
                        question=question.strip() or None)
            for one in chosen
        )  # fmt: skip
        changed = replace(review, handler=principal(mandate, actor), countersigns=(*(review.countersigns or ()), *asked))
        return replace(dossier, legality_review=changed)

    return act(desk, actor, number, revision, Action.ASK_COUNTERSIGN, change)


def give(desk: Desk, actor: Actor, number: str, revision: int, view: CountersignView | None, text: str) -> Matter:
    """Give one's own view (会签); who does not agree, or gives it back, says why, and the record keeps it."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        if view is None:
            raise DossierRefused((Fault("/view", "请选择会签意见"),))
        if view is not CountersignView.AGREE and not given(text):
            raise DossierRefused((Fault("/text", "不同意或者退回的，请写明理由"),))
        review, mandate = _review(dossier), in_whose_place(Action.COUNTERSIGN, actor, number, dossier, work)
        said, by = principal(mandate, actor), Reference(id=actor.person, name=actor.name)
        views = tuple(
            replace(one, person=by, mandate=mandate, view=view, text=text.strip() or None, given_on=dossier.as_of)
            if one.view is None and one.person and one.person.id == said else one
            for one in review.countersigns or ()
        )  # fmt: skip
        return replace(dossier, legality_review=replace(review, countersigns=views))

    return act(desk, actor, number, revision, Action.COUNTERSIGN, change)


def settled(
    review: LegalityReview, settlements: Settlements, actor: Actor, on: date
) -> tuple[Countersign, ...] | None:  # fmt: skip
    """The countersigns, those that oppose with how the department settled it; the view itself stays as it was given."""
    against = opposing(review)
    return review.countersigns and tuple(
        replace(one, settlement=settlements[place].strip(), settled_by=actor.person, settled_on=on) if place in against else one
        for place, one in enumerate(review.countersigns)
    )


def cancel(desk: Desk, actor: Actor, number: str, revision: int, person: str, reason: str) -> Matter:
    """Take back the request to one who has not answered (撤销加签), with a reason, which the trail keeps."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        if person not in {one.person.id for one in open_countersigns(dossier) if one.person}:
            raise DossierRefused((Fault("/person", "请选择尚未会签的人"),))
        review = _review(dossier)
        left = tuple(
            one for one in review.countersigns or () if one.view or not one.person or one.person.id != person
        )
        return replace(dossier, legality_review=replace(review, countersigns=left or None))

    return act(desk, actor, number, revision, Action.CANCEL_COUNTERSIGN, change, note=stated(reason))


def able(desk: Desk, actor: Actor, matter: Matter) -> tuple[RegisteredPerson, ...]:
    """The reviewers who may take over the review of this matter, or countersign it."""
    with desk.store.reading(actor.unit) as work:
        return tuple(
            one for one in work.register.people()
            if _objection(one, actor, matter.dossier, matter.number, work) is None
        )  # fmt: skip


def _able(person: str, actor: Actor, dossier: Dossier, number: str, work: UnitOfWork) -> RegisteredPerson:
    chosen = next((one for one in work.register.people() if one.id == person), None)
    objection = "请选择审查人员" if chosen is None else _objection(chosen, actor, dossier, number, work)
    if chosen is None or objection:
        raise DossierRefused((Fault("/person", objection or ""),))
    return chosen


def _objection(
    person: RegisteredPerson, actor: Actor, dossier: Dossier, number: str, work: UnitOfWork
) -> str | None:
    if person.id == actor.person:
        return "不能转给本人，也不能请本人会签"
    return objection_to(person, dossier, number, work)


def objection_to(person: RegisteredPerson, dossier: Dossier, number: str, work: UnitOfWork) -> str | None:
    """Why this person may not take part in the review, or `None`."""
    if person.id not in work.register.holders(Role.LEGALITY_REVIEWER):
        return f"{person.name}不是合法性审查人员"
    if person.group_office or person.admin_office:
        return "参加会议决定的成员不能参加本事项的合法性审查"
    if why := interests.objection(person.id, person.name, dossier):
        return f"{why}，不能参加本事项的合法性审查"
    against = kept_from(Side.REVIEWING, person.id, dossier, work.trail.roles_of(person.id, number))
    return f"{person.name}是本事项的{against}，不能参加本事项的合法性审查" if against else None


def _review(dossier: Dossier) -> LegalityReview:
    review = open_review(dossier)
    assert review is not None, "the state says that a review is being made"
    return review
