"""Holds the use cases of the legality review: send, return for supplement, issue the review opinion, answer its changes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from review.domain.adviser_numbers import SCALES
from review.domain.dossier import (
    Countersign,
    Dossier,
    LegalityReview,
    LegalOpinion,
    OpinionRating,
    Reference,
    ReviewReturn,
)
from review.domain.drafts import as_confirmed
from review.domain.duties import Side
from review.domain.errors import DossierRefused, Fault
from review.domain.facts.legality import USUAL_WORKDAYS
from review.domain.kleene import given
from review.domain.review_clock import due_after_supplement, is_stopped
from review.domain.review_faults import Settlements, faults_of_review, unsettled
from review.domain.vocabulary import CountersignView, Role
from review.domain.workflow import Action
from review.service.capacity import in_whose_place, principal
from review.service.countersign import settled
from review.service.desk import Desk, act, saying
from review.service.opinion import Answers
from review.service.ports import Actor, Matter, RegisteredPerson, UnitOfWork
from review.service.separation import kept_from


def send(
    desk: Desk, actor: Actor, number: str, revision: int, sending: LegalityReview, supplied: tuple[str, ...] = ()
) -> Matter:
    """Send the current draft for legality review; an earlier review is kept among the earlier ones. What was returned for
    supplement goes straight back to whoever returned it, and the clock goes on; which of its gaps are `supplied` is said then,
    and kept in the trail. Raises DossierRefused where none is.

    Raises DossierRefused without a due day, and where it allows less than the usual time without a stated reason (第二十六条
    第二款): with neither on file the topic could never be confirmed (LRV-07), and no later act asks for them. So it does for
    enclosed opinions of legal advisers where none was issued on the matter (LRV-05)."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        old = dossier.legality_review
        faults = [*_against_the_materials(sending, dossier)]
        again = old is not None and is_stopped(old)
        complete_on = sending.complete_on or dossier.as_of
        faults += _against_the_gaps(old, supplied) if old is not None and again else against_the_time(desk, sending)
        if faults:
            raise DossierRefused(tuple(faults))
        if old is not None and again:
            return replace(dossier, legality_review=_resupplied(desk, dossier, old, sending))
        earlier: tuple[LegalityReview, ...] = ()
        if old is not None:
            earlier = (*(old.earlier or ()), replace(old, earlier=None))
        new = LegalityReview(
            department=dossier.unit.parameters.review_unit, draft_sha256=dossier.matter.draft.sha256,
            sent_on=dossier.as_of, complete_on=complete_on, due_on=sending.due_on,
            returns=(), short_time_reason=sending.short_time_reason, materials=sending.materials,
            earlier=earlier or None,
        )  # fmt: skip
        return replace(dossier, legality_review=new)

    note = f"已经补正：{'；'.join(supplied)}" if supplied else ""
    return act(desk, actor, number, revision, Action.SEND_FOR_REVIEW, change, note=note)


def _against_the_gaps(stopped: LegalityReview, supplied: tuple[str, ...]) -> Iterator[Fault]:
    """Materials go back when a gap for which they were returned is said to be supplied; otherwise nothing has changed."""
    gaps = (stopped.returns or ())[-1].gaps or ()
    if strange := [one for one in supplied if one not in gaps]:
        yield Fault("/supplied", f"退回补正时没有要求“{'”“'.join(strange)}”，请核对")
    elif not supplied:
        yield Fault("/supplied", f"还没有补正，不能送回：请补齐以后勾选（{'；'.join(gaps)}）")


def _against_the_materials(sending: LegalityReview, dossier: Dossier) -> Iterator[Fault]:
    """What is said to be enclosed and does not exist."""
    if sending.materials.adviser_opinions and not any(one.issued_on for one in dossier.legal_opinions or ()):
        said = "本事项还没有出具法律意见，不能随送：请取消勾选，或者先委托法律顾问出具意见"
        yield Fault("/legality_review/materials/adviser_opinions", said)


def against_the_time(desk: Desk, sending: LegalityReview) -> list[Fault]:
    """What is wrong with the time that the review is given, where it is sent today."""
    at, due, today = "/legality_review", sending.due_on, desk.today()
    complete_on = sending.complete_on or today
    if due is None:
        return [Fault(f"{at}/due_on", f"请填写审查期限：一般不少于{USUAL_WORKDAYS}个工作日，不足的须写明理由")]
    wrong = [Fault(f"{at}/complete_on", "早于今天：材料在送审当日或者以后才送齐")] if complete_on < today else []
    if due < today or due < complete_on:
        return [*wrong, Fault(f"{at}/due_on", f"审查期限早于{'今天' if due < today else '材料送齐之日'}，请重新填写")]
    days = desk.rulebook.calendar.between(complete_on, due).days
    if wrong or days >= USUAL_WORKDAYS or given(sending.short_time_reason):
        return wrong
    return [Fault(
        f"{at}/short_time_reason",
        f"审查时间只有{days}个工作日，一般不少于{USUAL_WORKDAYS}个工作日：请顺延审查期限，或者写明缩短审查时间的理由",
    )]  # fmt: skip


def _resupplied(desk: Desk, dossier: Dossier, old: LegalityReview, sending: LegalityReview) -> LegalityReview:
    *before, last = old.returns or ()
    return replace(
        old, draft_sha256=dossier.matter.draft.sha256, materials=sending.materials,
        due_on=due_after_supplement(old, desk.rulebook.calendar, dossier.as_of),
        returns=(*before, replace(last, resupplied_on=dossier.as_of)), countersigns=_asked_anew(old, dossier),
    )  # fmt: skip


_ANEW = "送审稿已更换，请对现稿重新会签"


def _asked_anew(old: LegalityReview, dossier: Dossier) -> tuple[Countersign, ...] | None:
    """The countersigns; where the draft is another by now, whoever gave his view on the one before is asked again. What he said
    stays on record, and his last word counts."""
    there = old.countersigns or ()
    if old.draft_sha256 == dossier.matter.draft.sha256:
        return old.countersigns
    asked = {of.id: (of, one) for one in there if (of := (one.mandate.person if one.mandate else None) or one.person)}
    return (*there, *(
        Countersign(person=of, asked_by=old.handler, asked_on=dossier.as_of, question=_ANEW)
        for of, one in asked.values() if one.view is not None and of.id != old.handler
    )) or None  # fmt: skip


def return_for_supplement(desk: Desk, actor: Actor, number: str, revision: int, gaps: tuple[str, ...]) -> Matter:
    """Return the materials (退回补正, 第二十六条第一款) with the list of what is lacking; the clock stands still until they
    are back, and who returned them, or in whose place, is in charge from then on."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        lacking = tuple(gap.strip() for gap in gaps if given(gap))
        if not lacking:
            raise DossierRefused((Fault("/gaps", "请逐条写明需要补正的内容"),))
        review = dossier.legality_review or LegalityReview()
        stop = ReviewReturn(on=dossier.as_of, by=actor.person, gaps=lacking)
        mandate = in_whose_place(Action.RETURN_FOR_SUPPLEMENT, actor, number, dossier, work)
        changed = replace(review, handler=principal(mandate, actor), returns=(*(review.returns or ()), stop))
        return replace(dossier, legality_review=changed)

    return act(desk, actor, number, revision, Action.RETURN_FOR_SUPPLEMENT, change)


Ratings = Mapping[int, OpinionRating]
"""How the reviewer rates the legal opinions, by their place in the dossier."""


def issue(
    desk: Desk, actor: Actor, number: str, revision: int, review: LegalityReview, ratings: Ratings = MappingProxyType({}),
    settlements: Settlements = MappingProxyType({}),
) -> Matter:  # fmt: skip
    """Issue the review opinion (合法性审查意见); it is dated today and names the person who reviewed. Every legal opinion that
    was not rated before is rated with it; no rule reads how. Raises DossierRefused, all at once, for what the opinion lacks or
    says against itself, for a head who is of another side, for a rating that is left open, and for a countersign that opposes
    the opinion without a word on how that was settled (LRV-10)."""

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        sent = dossier.legality_review or LegalityReview()
        faults = [*faults_of_review(review, sent, dossier), *_unrated(dossier, ratings), *unsettled(sent, settlements)]
        if review.head and (against := _kept_from_heading(review.head, dossier, number, work)):
            faults.append(Fault("/review/head", f"该同志是本事项的{against}，不能负责本事项的合法性审查"))
        if faults:
            raise DossierRefused(tuple(faults))
        changes = review.required_changes
        if changes is not None:  # the answers are the undertaking unit's, never the reviewer's
            changes = tuple(replace(point, response=None, reason=None) for point in changes)
        issued = replace(
            sent, number=review.number, reviewers=_who_reviewed(actor, sent), head=review.head,
            mandate=in_whose_place(Action.ISSUE_REVIEW, actor, number, dossier, work),
            sealed=review.sealed, kind=review.kind, issued_on=dossier.as_of, findings=review.findings,
            findings_basis=review.findings_basis, opinions_considered=review.opinions_considered,
            conclusion=review.conclusion, risk_statement=review.risk_statement,
            required_changes=changes, countersigns=settled(sent, settlements, actor, dossier.as_of),
        )  # fmt: skip
        return as_confirmed(replace(dossier, legality_review=issued, legal_opinions=_rated(dossier, ratings, actor)))

    return act(desk, actor, number, revision, Action.ISSUE_REVIEW, change)


def to_be_rated(dossier: Dossier) -> dict[int, LegalOpinion]:
    """The opinions that were issued and not yet rated, by their place."""
    return {place: one for place, one in enumerate(dossier.legal_opinions or ()) if one.issued_on and one.rating is None}


def _unrated(dossier: Dossier, ratings: Ratings) -> Iterator[Fault]:
    """Each scale that is left open of the opinions that were not rated before."""
    for place in to_be_rated(dossier):
        for scale in SCALES:
            if getattr(ratings.get(place), scale, None) is None:
                yield Fault(f"/legal_opinions/{place}/rating/{scale}", "请选择")


def _rated(dossier: Dossier, ratings: Ratings, actor: Actor) -> tuple[LegalOpinion, ...] | None:
    """The opinions with the ratings of those that had none."""
    waiting = to_be_rated(dossier)
    return dossier.legal_opinions and tuple(
        replace(one, rating=replace(ratings[place], by=actor.person, on=dossier.as_of)) if place in waiting else one
        for place, one in enumerate(dossier.legal_opinions)
    )


def _who_reviewed(actor: Actor, review: LegalityReview) -> tuple[Reference, ...]:
    """Who issues the opinion, and those who gave their view on it when asked."""
    views = [one.person for one in review.countersigns or () if one.person and one.view in _VIEWS]
    return (Reference(id=actor.person, name=actor.name), *(one for one in views if one.id != actor.person))


_VIEWS = (CountersignView.AGREE, CountersignView.DISAGREE)


def able_to_head(desk: Desk, actor: Actor, matter: Matter) -> tuple[RegisteredPerson, ...]:
    """The people of the review department (审查部门) and the reviewers, as far as they may be responsible for the review of
    this matter."""
    department = matter.dossier.unit.parameters.review_unit
    with desk.store.reading(actor.unit) as work:
        reviewers = work.register.holders(Role.LEGALITY_REVIEWER)
        return tuple(
            one for one in work.register.people() if (one.id in reviewers or one.department == department)
            and not _kept_from_heading(one.id, matter.dossier, matter.number, work)
        )  # fmt: skip


def _kept_from_heading(person: str, dossier: Dossier, number: str, work: UnitOfWork) -> str:
    """What keeps a person from being responsible for the review: another side of the matter, or a vote on it."""
    if any(one.id == person and (one.group_office or one.admin_office) for one in work.register.people()):
        return Side.VOTING.label
    return kept_from(Side.REVIEWING, person, dossier, work.trail.roles_of(person, number))


def answer(desk: Desk, actor: Actor, number: str, revision: int, answers: Answers) -> Matter:
    """Answer the changes that the review requires, one by one."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        review = dossier.legality_review or LegalityReview()
        changes = tuple(
            replace(point, response=answers[point.number][0], reason=answers[point.number][1])
            if point.number is not None and point.number in answers else point
            for point in review.required_changes or ()
        )  # fmt: skip
        return replace(dossier, legality_review=replace(review, required_changes=changes))

    return act(desk, actor, number, revision, Action.ANSWER_REVIEW, saying(change))
