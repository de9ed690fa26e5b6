"""Holds the changes that go together in life: an opinion or a review is given, members attend or approve, a reason or an
answer is stated. Each is one change, for it is one thing to do, whatever it fills in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from review.domain import wording
from review.domain.dossier import (
    Adviser,
    Ballot,
    CandidateVote,
    Dossier,
    Justification,
    LegalBasis,
    LegalityReview,
    LegalOpinion,
    ManualAnswer,
    Meeting,
    Member,
    Reference,
    ReviewFindings,
    ReviewFindingsBasis,
    ReviewMaterials,
    Statement,
    Vote,
)
from review.domain.opening.change import Change
from review.domain.vocabulary import (
    AdviserKind,
    Answer,
    Choice,
    Conformity,
    OpinionConclusion,
    ReviewConclusion,
    ReviewKind,
    Stance,
    VoteMethod,
)

TO_WRITE = "（待写明）"
"""Stands for a text that a person has yet to write."""


def opinions(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """A further written opinion on the current draft that finds it lawful: of an adviser who gave one already, or another."""
    given = dossier.legal_opinions or ()
    number = f"待编号-{len(given) + 1}"
    for day in days:
        says = f"补一份不晚于{wording.day(day)}的法律意见（针对现送审稿，结论为合法）"
        for adviser in [one.adviser for one in given[-1:]] + [Adviser(
            id="adviser-to-name", name="（待定的法律顾问）", kind=AdviserKind.EXTERNAL_COUNSEL, licence_no=TO_WRITE,
        )]:  # fmt: skip
            before = [one.number for one in given if adviser and one.adviser and one.adviser.id == adviser.id]
            opinion = LegalOpinion(
                number=number, adviser=adviser, draft_sha256=dossier.matter.draft.sha256,
                supersedes=before[-1] if before else None, commissioned_on=day, issued_on=day, signed=True,
                conflict_free=True, facts_relied_on=TO_WRITE, materials=(TO_WRITE,),
                legal_basis=(LegalBasis(instrument=TO_WRITE, article=TO_WRITE),), risks=(),
                conclusion=OpinionConclusion.LAWFUL, suggestions=(),
            )  # fmt: skip
            by = "" if before or not given else "，由另一名法律顾问出具"
            yield Change("/legal_opinions", says + by, lambda dossier, opinion=opinion: replace(  # type: ignore[misc]
                dossier, legal_opinions=(*(dossier.legal_opinions or ()), opinion)
            ))  # fmt: skip


def reviews(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """A legality review of the current draft that finds it lawful; one that is there is kept among the earlier ones."""
    old = dossier.legality_review
    considered = tuple(one.number for one in dossier.legal_opinions or () if one.number)
    for day in days:
        base = old or LegalityReview(department=dossier.unit.parameters.review_unit or TO_WRITE)
        review = replace(
            base, number="待编号", kind=base.kind or ReviewKind.REVIEW, draft_sha256=dossier.matter.draft.sha256,
            reviewers=base.reviewers or (Reference(id="reviewer-to-name", name="（待定的审查人员）"),
                                         Reference(id="reviewer-to-name-2", name="（待定的审查人员二）")),
            head=base.head or "reviewer-to-name-2", sealed=True, sent_on=base.sent_on or day,
            complete_on=base.complete_on or day, due_on=base.due_on or day, issued_on=day,
            materials=ReviewMaterials(draft=True, basis=True, procedure_statement=True, adviser_opinions=True),
            findings=ReviewFindings(
                authority=Conformity.CONFORMS, procedure=Conformity.CONFORMS, content=Conformity.CONFORMS),
            findings_basis=ReviewFindingsBasis(authority=TO_WRITE, procedure=TO_WRITE, content=TO_WRITE),
            opinions_considered=considered or base.opinions_considered, conclusion=ReviewConclusion.LAWFUL,
            required_changes=(), changes_confirmed=None,
            earlier=None if old is None or old.conclusion is None else (*(old.earlier or ()), replace(old, earlier=None)),
        )  # fmt: skip
        what = "重新进行合法性审查" if old and old.conclusion else "作出合法性审查意见"
        yield Change(
            "/legality_review", f"{what}，不晚于{wording.day(day)}（针对现送审稿，结论为合法）",
            lambda dossier, review=review: replace(dossier, legality_review=review),  # type: ignore[misc]
        )  # fmt: skip


def sending() -> Change:
    """The draft goes to review with all its papers."""
    every = ReviewMaterials(draft=True, basis=True, procedure_statement=True, adviser_opinions=True)

    def send(dossier: Dossier) -> Dossier:
        review = dossier.legality_review or LegalityReview(department=dossier.unit.parameters.review_unit)
        return replace(dossier, legality_review=replace(review, sent_on=review.sent_on or dossier.as_of, materials=every))

    return Change("/legality_review/materials", "送审材料备齐：送审稿、依据、程序说明、法律顾问意见", send)


def attendances(place: int, meeting: Meeting) -> Iterator[Change]:
    """One, two … more members attend the meeting, say that they agree and vote for it."""
    absent = [one for one in meeting.members or () if one.present is False and one.recused is not True]
    for count in range(1, len(absent) + 1):
        yield Change(
            f"/meetings/{place}/members", f"还差{count}人到会：再有{count}名成员到会、表态并表决（须重新开会）",
            lambda dossier, coming=tuple(absent[:count]): _in_meeting(dossier, place, coming, ()),  # type: ignore[misc]
        )  # fmt: skip


def approvals(place: int, meeting: Meeting) -> Iterator[Change]:
    """One, two … members who did not approve approve: the vote is taken again."""
    votes: list[Vote | CandidateVote] = [*(meeting.candidate_votes or ()), *((meeting.vote,) if meeting.vote else ())]
    against = {
        ballot.member for vote in votes for ballot in vote.ballots or () if ballot.choice not in (None, Choice.APPROVE)
    }
    willing = [one for one in meeting.members or () if one.id in against]
    most = max([len(willing), *((vote.counts.oppose or 0) + (vote.counts.abstain or 0) for vote in votes)], default=0)
    for count in range(1, most + 1):
        yield Change(
            f"/meetings/{place}/vote", f"还差{count}票赞成（须重新表决）",
            lambda dossier, count=count: _in_meeting(dossier, place, (), tuple(willing[:count]), count),  # type: ignore[misc]
        )  # fmt: skip


def _in_meeting(
    dossier: Dossier, place: int, coming: tuple[Member, ...], turning: tuple[Member, ...], votes: int = 0
) -> Dossier:
    meetings = list(dossier.meetings or ())
    meeting = meetings[place]
    ids = tuple(one.id for one in coming if one.id)
    members = tuple(
        replace(one, present=True, recused=one.recused or False, absence_reason=None, leave_asked_on=None)
        if one.id in ids else one for one in meeting.members or ()
    )  # fmt: skip
    turned: set[str | None] = {one.id for one in turning}
    confirmed = meeting.minutes.confirmed_by
    meetings[place] = replace(
        meeting, members=members, statements=_heard(meeting.statements, ids),
        vote=meeting.vote and _cast(meeting.vote, ids, turned, votes),
        candidate_votes=meeting.candidate_votes and tuple(
            replace(_cast(vote, ids, turned, votes), statements=_heard(vote.statements, ids))
            for vote in meeting.candidate_votes
        ),
        minutes=replace(meeting.minutes, confirmed_by=confirmed and tuple(dict.fromkeys((*confirmed, *ids)))),
    )  # fmt: skip
    return replace(dossier, meetings=tuple(meetings))


def _heard(statements: tuple[Statement, ...] | None, ids: tuple[str, ...]) -> tuple[Statement, ...] | None:
    """Those who come speak before the others: the head speaks last."""
    if statements is None:
        return None
    said = {one.member for one in statements}
    return (*(Statement(member=one, stance=Stance.APPROVE) for one in ids if one not in said), *statements)


_Cast = TypeVar("_Cast", Vote, CandidateVote)


def _cast(vote: _Cast, coming: tuple[str, ...], turned: set[str | None], votes: int) -> _Cast:
    counts, ballots = vote.counts, vote.ballots
    secret = vote.method is VoteMethod.SECRET_BALLOT
    if ballots is not None:
        kept = [one for one in ballots if one.member not in coming]
        moved = [one for one in kept if one.member in turned and one.choice is not Choice.APPROVE]
        opposing = sum(one.choice is Choice.OPPOSE for one in moved)
        abstaining = len(moved) - opposing
        ballots = tuple(replace(one, choice=Choice.APPROVE) if one in moved else one for one in kept) + tuple(
            Ballot(member=one, choice=Choice.APPROVE) for one in coming
        )
    else:
        opposing = min(votes, counts.oppose or 0)
        abstaining = min(votes - opposing, counts.abstain or 0)
    counts = replace(
        counts,
        approve=None if counts.approve is None else counts.approve + len(coming) + opposing + abstaining,
        oppose=None if counts.oppose is None else counts.oppose - opposing,
        abstain=None if counts.abstain is None else counts.abstain - abstaining,
        issued=counts.issued + len(coming) if secret and counts.issued is not None else counts.issued,
        returned=counts.returned + len(coming) if secret and counts.returned is not None else counts.returned,
    )
    return replace(vote, ballots=ballots, counts=counts)


def reason(dossier: Dossier, rule: str) -> Change:
    """A reason is stated for a rule from which one may depart with a reason."""
    entry = Justification(rule=rule, reason=TO_WRITE, by=dossier.matter.submitted_by, on=dossier.as_of)
    return Change("/justifications", f"对{rule}写明理由", lambda dossier: replace(
        dossier, justifications=(*(dossier.justifications or ()), entry)
    ))  # fmt: skip


def answer(dossier: Dossier, rule: str) -> Change:
    """The question of a rule that a person answers is answered with yes."""
    by = dossier.matter.submitted_by or "person-to-name"
    entry = ManualAnswer(rule=rule, answer=Answer.YES, reason=TO_WRITE, by=by, on=dossier.as_of)
    return Change("/answers", f"如实回答{rule}所问并写明理由，答“是”时即可", lambda dossier: replace(
        dossier, answers=(*(dossier.answers or ()), entry)
    ))  # fmt: skip
