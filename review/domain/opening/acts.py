"""Holds the papers that go together in life: an opinion or a review is given, a reason or an answer is stated. Each is one
change, for it is one thing to do, whatever it fills in. What is done beforehand is in `steps`, what members do in `sitting`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import date

from review.domain import wording
from review.domain.dossier import (
    Adviser,
    ChangesConfirmed,
    Dossier,
    Justification,
    LegalBasis,
    LegalityReview,
    LegalOpinion,
    ManualAnswer,
    Reference,
    ReviewFindings,
    ReviewFindingsBasis,
    ReviewMaterials,
)
from review.domain.opening.change import Change, Say, with_value
from review.domain.opening.days import overtaken_on
from review.domain.opening.to_come import ADVISER, REVIEWER, SECOND_REVIEWER, TO_NUMBER, TO_WRITE
from review.domain.rulebook import Rule
from review.domain.vocabulary import (
    AdviserKind,
    Answer,
    Conformity,
    Language,
    OpinionConclusion,
    ReviewConclusion,
    ReviewKind,
)


def acting(dossier: Dossier, day: date, do: Say, done: Say, detail: Say, *, begun: bool = True) -> Say:
    """What an act is called, with `{by}` where the day belongs: it is to be done by the day of judgement. Where that would be too
    late, or what has to come before it was not `begun`, it can only be recorded, and only if it was `done`."""
    when, when_en = wording.day(day), wording.day(day, Language.EN)
    if day >= dossier.as_of and begun:
        by, by_en = f"不晚于{when}", f"no later than {when_en}"
        return Say(do.zh.format(by=by) + detail.zh, do.en.format(by=by_en) + detail.en)
    return Say(
        f"如确已在{when}以前{done.zh}{detail.zh}，如实补登；没有的，不得倒填日期，按有关规则的整改要求办理",
        f"Record truthfully, only if {done.en} by {when_en}{detail.en}; if not, put down no earlier day and do what the remedy "
        "of the rule asks",
    )  # fmt: skip


def opinions(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """A further written opinion on the current draft that finds it lawful, not before those that were given: of an adviser who
    gave one already, or another. Who found something against this draft gives no other on it, and who has an interest none."""
    given = dossier.legal_opinions or ()
    number = f"{TO_NUMBER}-{len(given) + 1}"
    last = max((one.issued_on for one in given if one.issued_on), default=date.min)
    barred = {
        one.adviser and one.adviser.id for one in given
        if one.conflict_free is False or one.registered_interests or _against(dossier, one)
    }  # fmt: skip
    again = [one.adviser for one in given[-1:] if (one.adviser and one.adviser.id) not in barred]
    to_name = Adviser(id="adviser-to-name", name=ADVISER, kind=AdviserKind.EXTERNAL_COUNSEL, licence_no=TO_WRITE)
    for day in (day for day in days if day >= last):
        for adviser in (*again, to_name):
            before = [one.number for one in given if adviser and one.adviser and one.adviser.id == adviser.id]
            opinion = LegalOpinion(
                number=number, adviser=adviser, draft_sha256=dossier.matter.draft.sha256,
                supersedes=before[-1] if before else None, commissioned_on=day, issued_on=day, signed=True,
                conflict_free=True, facts_relied_on=TO_WRITE, materials=(TO_WRITE,),
                legal_basis=(LegalBasis(instrument=TO_WRITE, article=TO_WRITE),), risks=(),
                conclusion=OpinionConclusion.LAWFUL, suggestions=(),
            )  # fmt: skip
            another = Say("", "") if before or not given else Say("，由另一名法律顾问出具", ", by another adviser")
            says = acting(
                dossier, day, Say("补一份{by}的法律意见", f"Obtain a legal opinion {{by}}{another.en}"),
                Say("出具法律意见", f"a legal opinion was given{another.en}"),
                Say(f"（针对现送审稿，结论为合法）{another.zh}", " (on the current draft, finding it lawful)"),
            )  # fmt: skip
            yield Change("/legal_opinions", says, lambda dossier, opinion=opinion: replace(  # type: ignore[misc]
                dossier, legal_opinions=(*(dossier.legal_opinions or ()), opinion)
            ))  # fmt: skip


def _against(dossier: Dossier, opinion: LegalOpinion) -> bool:
    """Whether the opinion is on the current draft and found it unlawful, or lawful after changes only."""
    return (
        opinion.conclusion in (OpinionConclusion.UNLAWFUL, OpinionConclusion.LAWFUL_WITH_CHANGES)
        and opinion.draft_sha256 in (None, dossier.matter.draft.sha256)
    )  # fmt: skip


def _faulted(dossier: Dossier, review: LegalityReview) -> bool:
    """Whether the review is of the current draft and found something against it."""
    found = review.findings
    return review.draft_sha256 in (None, dossier.matter.draft.sha256) and (
        review.conclusion not in (None, ReviewConclusion.LAWFUL)
        or Conformity.DOES_NOT_CONFORM in (found.authority, found.procedure, found.content)
    )  # fmt: skip


def reviews(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """A legality review of the current draft that finds it lawful; one that is there is kept among the earlier ones, and the new
    one is not given before it, nor before what lies returned has come back. What a review found against this draft is not found
    otherwise: it is changed."""
    old = dossier.legality_review
    if old and any(_faulted(dossier, one) for one in (old, *(old.earlier or ()))):
        return
    considered = tuple(one.number for one in dossier.legal_opinions or () if one.number)
    last = (old.issued_on if old and old.conclusion else None) or date.min
    if old and old.issued_on is None and any(one.resupplied_on is None for one in old.returns or ()):
        last = max(last, dossier.as_of)
    for day in (day for day in days if day >= last):
        base = old or LegalityReview(department=dossier.unit.parameters.review_unit or TO_WRITE)
        review = replace(
            base, number=TO_NUMBER, kind=base.kind or ReviewKind.REVIEW, draft_sha256=dossier.matter.draft.sha256,
            reviewers=base.reviewers or (Reference(id="reviewer-to-name", name=REVIEWER),
                                         Reference(id="reviewer-to-name-2", name=SECOND_REVIEWER)),
            head=base.head or "reviewer-to-name-2", sealed=True, sent_on=base.sent_on or day,
            complete_on=base.complete_on or day, due_on=base.due_on or day, issued_on=day,
            materials=enclosed(dossier),
            findings=ReviewFindings(
                authority=Conformity.CONFORMS, procedure=Conformity.CONFORMS, content=Conformity.CONFORMS),
            findings_basis=ReviewFindingsBasis(authority=TO_WRITE, procedure=TO_WRITE, content=TO_WRITE),
            opinions_considered=considered or base.opinions_considered, conclusion=ReviewConclusion.LAWFUL,
            required_changes=(), changes_confirmed=None,
            earlier=None if old is None or old.conclusion is None else (*(old.earlier or ()), replace(old, earlier=None)),
        )  # fmt: skip
        again = bool(old and old.conclusion)
        yield Change(
            "/legality_review", acting(
                dossier, day, Say(
                    f"{'重新进行合法性审查' if again else '作出合法性审查意见'}，{{by}}",
                    f"{'Review the legality again' if again else 'Give the legality review'} {{by}}",
                ),
                Say("重新进行合法性审查" if again else "作出合法性审查意见",
                    f"the legality was reviewed{' again' if again else ''}"),
                Say("（针对现送审稿，结论为合法）", " (of the current draft, finding it lawful)"),
            ),
            lambda dossier, review=review: replace(dossier, legality_review=review),  # type: ignore[misc]
        )  # fmt: skip


def grounds(dossier: Dossier) -> Iterator[Change]:
    """The basis of each head of a review that was given, where the review does not say it."""
    review = dossier.legality_review
    if review is None or review.conclusion is None:
        return
    basis = review.findings_basis or ReviewFindingsBasis()
    lacking = {one.name: TO_WRITE for one in fields(basis) if getattr(basis, one.name) is None}
    written = replace(review, findings_basis=replace(basis, **lacking))
    if len(lacking) > 1:
        yield Change("/legality_review/findings_basis", Say(
            "由审查部门写明权限、程序、内容各项审查意见的依据和理由",
            "Have the reviewing department write down the basis of each of its findings: authority, procedure, content",
        ), lambda dossier: replace(dossier, legality_review=written))  # fmt: skip


def confirmations(dossier: Dossier) -> Iterator[Change]:
    """LRV-11, 第二十八条: a reviewer confirms that the changes he asked for, and that were adopted, are in the draft:
    today, or, where the matter went on since, only as he did."""
    review = dossier.legality_review
    if review is None or review.changes_confirmed is not None or review.conclusion is not ReviewConclusion.LAWFUL_WITH_CHANGES:
        return
    author = next(filter(None, (*(one.id for one in review.reviewers or ()), review.head)), None)
    day = min(dossier.as_of, overtaken_on(dossier, "/legality_review"))
    asked = review.required_changes or ()
    answered = bool(asked) and all(one.response for one in asked)
    if author is None or not answered or review.issued_on is None or day < review.issued_on:
        return
    confirmed = ChangesConfirmed(draft_sha256=dossier.matter.draft.sha256, by=author, on=day)
    says = acting(
        dossier, day, Say("由审查人员就修改后的送审稿确认，{by}", "Have a reviewer confirm the changed draft {by}"),
        Say("由审查人员就修改后的送审稿确认", "a reviewer confirmed the changed draft"),
        Say("（审查意见要求的修改已经体现在现送审稿中）", " (the changes that the review asked for are in the current draft)"),
    )  # fmt: skip
    place = "/legality_review/changes_confirmed"
    yield Change(place, says, lambda dossier: with_value(dossier, place, confirmed), choose=(f"{place}/by",))


def enclosed(dossier: Dossier) -> ReviewMaterials:
    """The papers that go to review: every one that there is; what is said of the opinions stays where there is none."""
    said = dossier.legality_review.materials.adviser_opinions if dossier.legality_review else None
    opinions = True if dossier.legal_opinions else said
    return ReviewMaterials(draft=True, basis=True, procedure_statement=True, adviser_opinions=opinions)


def sendings(dossier: Dossier) -> Iterator[Change]:
    """The draft goes to review with all its papers; of what was lacking when the review was given nothing is sent any more."""
    review = dossier.legality_review or LegalityReview(department=dossier.unit.parameters.review_unit)
    over = review.issued_on is not None and review.issued_on <= dossier.as_of
    if over and any(getattr(review.materials, one.name) is False for one in fields(ReviewMaterials)):
        return

    def send(dossier: Dossier) -> Dossier:
        review = dossier.legality_review or LegalityReview(department=dossier.unit.parameters.review_unit)
        return replace(dossier, legality_review=replace(
            review, sent_on=review.sent_on or dossier.as_of, materials=enclosed(dossier)))  # fmt: skip

    papers = Say("送审稿、依据、程序说明", "draft, basis, statement of procedure")
    if dossier.legal_opinions:
        papers = Say(f"{papers.zh}、法律顾问意见", f"{papers.en}, legal opinions")
    yield Change("/legality_review/materials", Say(
        f"如实登记送审材料：{papers.zh}当时确已齐备的，登记即可",
        f"Record truthfully which papers were sent: {papers.en} are enough",
    ) if over else Say(f"送审材料备齐：{papers.zh}", f"Complete the papers for legality review: {papers.en}"), send)  # fmt: skip


def reason(dossier: Dossier, rule: Rule) -> Change:
    """A reason is stated for a rule from which one may depart with a reason."""
    entry = Justification(rule=rule.id, reason=TO_WRITE, by=dossier.matter.submitted_by, on=dossier.as_of)
    says = Say(f"没有做到“{rule.title}”（{rule.id}）的，写明理由",
               f"State the reason why this was not done: “{rule.title_en}” ({rule.id})")  # fmt: skip
    return Change("/justifications", says, lambda dossier: replace(
        dossier, justifications=(*(dossier.justifications or ()), entry)
    ))  # fmt: skip


def answer(dossier: Dossier, rule: Rule) -> Change:
    """The question of a rule that a person answers is answered with yes."""
    by = dossier.matter.submitted_by or "person-to-name"
    entry = ManualAnswer(rule=rule.id, answer=Answer.YES, reason=TO_WRITE, by=by, on=dossier.as_of)
    says = Say(
        f"如实回答是否做到“{rule.title}”（{rule.id}）并写明理由，答“是”时即可",
        f"Answer truthfully and with a reason whether “{rule.title_en}” was kept to ({rule.id}); “yes” is enough",
    )
    return Change("/answers", says, lambda dossier: replace(
        dossier, answers=(*(dossier.answers or ()), entry)
    ))  # fmt: skip
