"""Finds what a dossier says against itself before it is judged: papers dated before the step they follow, answers that deny
what is described beside them; what concerns money, contract and project is in `contradictory_money`, what concerns the
days of an execution in `contradictory_execution`.

What a rule can judge is not refused here: an opinion that comes too late is a finding.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from review.domain.classification import scope_faults
from review.domain.contradictory_execution import execution_day_faults
from review.domain.contradictory_money import money_faults
from review.domain.days import BEIJING
from review.domain.dossier import (
    Archive,
    Dossier,
    Draft,
    EarlierDraft,
    Emergency,
    Execution,
    Hearing,
    LegalityReview,
    OpenConsultation,
    PublicParticipation,
)
from review.domain.errors import Fault
from review.domain.kleene import given
from review.domain.meeting import left_before
from review.domain.phrases import day as day_said
from review.domain.review_clock import complete_since
from review.domain.standing import deciding_meeting, drafted_on
from review.domain.vocabulary import (
    CompetitionHead,
    DraftChange,
    HearingDecision,
    MeetingResult,
    ParticipationForm,
)
from review.domain.vocabulary.preparation import OLD_COMPETITION_HEADS

Step = tuple[str, str, date | None, date | None]
"""A place, the step that came before it, the day of that step, the day of the place."""


def contradictions(dossier: Dossier) -> Iterator[Fault]:
    """Every contradiction, with its place."""
    yield from _papers(dossier)
    yield from _changed_after_decision(dossier)
    yield from _one_after_another(dossier)
    yield from _competition_heads(dossier)
    yield from _replaced_opinions(dossier)
    yield from money_faults(dossier)
    yield from execution_day_faults(dossier)
    yield from _participation(dossier)
    yield from _emergency(dossier)
    yield from scope_faults(dossier)
    yield from _topics(dossier)
    yield from _days_of_meetings(dossier)
    yield from _attendance(dossier)
    yield from _archive(dossier)


def _archive(dossier: Dossier) -> Iterator[Fault]:
    """A matter is closed when nothing of it is to come, and its files are handed over after that (《机关档案管理规定》)."""
    archive, matter = dossier.archive or Archive(), dossier.matter
    execution = dossier.execution or Execution()
    course = [("提交", matter.submitted_on)]
    course += [("会议召开", one.held_on) for one in dossier.meetings or ()]
    course += [("签批", one.on) for one in dossier.approvals or ()]
    course.append(("执行完毕", execution.completed_on))
    ended = [("/archive/closed_on", archive.closed_on), ("/archive/handed_over_on", archive.handed_over_on)]
    steps = [(at, step, before, day) for at, day in ended for step, before in course]
    steps.append(("/archive/handed_over_on", "办结", archive.closed_on, archive.handed_over_on))
    told: set[str] = set()
    for pointer, step, before, after in steps:
        if pointer not in told and before is not None and after is not None and after < before:
            told.add(pointer)
            yield Fault(pointer, f"早于{step}之日（{day_said(before)}）：日期的先后不可能")


def _topics(dossier: Dossier) -> Iterator[Fault]:
    """A topic that was settled after the notice was added after it, whatever is said."""
    for place, meeting in enumerate(dossier.meetings or ()):
        confirmed, sent = meeting.topic.confirmed_on, meeting.notice.sent_on
        if None not in (confirmed, sent) and confirmed > sent and meeting.topic.added_after_notice is False:  # type: ignore[operator]
            at = f"/meetings/{place}/topic/added_after_notice"
            yield Fault(at, "议题在会议通知发出之后才确定，却声明不是通知后增加的，前后矛盾")


def _days_of_meetings(dossier: Dossier) -> Iterator[Fault]:
    """A meeting is held on the day on which it begins; it may end after midnight. Who left before it began did not attend."""
    for place, meeting in enumerate(dossier.meetings or ()):
        started, held = meeting.started_at, meeting.held_on
        if started is not None and held is not None and started.astimezone(BEIJING).date() != held:
            yield Fault(f"/meetings/{place}/started_at", f"不在会议召开之日（{day_said(held)}），前后矛盾")
        for row, member in enumerate(meeting.members or ()):
            if left_before(member, meeting):
                yield Fault(
                    f"/meetings/{place}/members/{row}/left_at",
                    f"{member.name or member.id}不晚于会议开始（{started:%H:%M}）就已离场，没有返场时间，却声明到会，前后矛盾："
                    "没有参加的请登记为未到会，后来返会的请填写返场时间",
                )


def _attendance(dossier: Dossier) -> Iterator[Fault]:
    """Whoever was there has no reason of absence."""
    for place, meeting in enumerate(dossier.meetings or ()):
        for row, member in enumerate(meeting.members or ()):
            if member.present is True and given(member.absence_reason):
                said = f"{member.name or member.id}到会，又写有缺席原因，前后矛盾，请更正其一"
                yield Fault(f"/meetings/{place}/members/{row}/absence_reason", said)


def _papers(dossier: Dossier) -> Iterator[Fault]:
    """A draft, opinion or review dated before the step that it follows.

    What is given on an earlier draft is measured by the day of that draft, not of the current one.
    """
    draft = dossier.matter.draft
    versions = [(f"/matter/draft/earlier/{i}/changed_on", one.changed_on) for i, one in enumerate(draft.earlier or ())]
    versions.append(("/matter/draft/changed_on", draft.changed_on))
    steps = [(at, "前一稿定稿", before, day) for (_, before), (at, day) in pairwise(versions)]
    steps += _adopting(dossier)
    for place, opinion in enumerate(dossier.legal_opinions or ()):
        at = f"/legal_opinions/{place}/issued_on"
        steps.append((at, "委托", opinion.commissioned_on, opinion.issued_on))
        steps.append((at, "所针对的稿定稿", drafted_on(draft, opinion.draft_sha256), opinion.issued_on))
    submitted = dossier.matter.submitted_on
    for place, meeting in enumerate(dossier.meetings or ()):
        steps.append((f"/meetings/{place}/topic/confirmed_on", "提交", submitted, meeting.topic.confirmed_on))
        steps.append((f"/meetings/{place}/held_on", "提交", submitted, meeting.held_on))
    for at, review in _reviews(dossier):
        drafted = drafted_on(draft, review.draft_sha256)
        steps.append((f"{at}/sent_on", "提交", submitted, review.sent_on))
        steps.append((f"{at}/issued_on", "材料齐备", review.complete_on, review.issued_on))
        for key, day in (("complete_on", review.complete_on), ("issued_on", review.issued_on)):
            steps.append((f"{at}/{key}", "送审", review.sent_on, day))
        steps.append((f"{at}/complete_on", "所针对的稿定稿", drafted, complete_since(review)))  # it may be that of a supplement
        steps.append((f"{at}/issued_on", "所针对的稿定稿", drafted, review.issued_on))
        steps += _course(at, review)
    if document := dossier.document_review:
        drafted = drafted_on(draft, document.draft_sha256)
        steps.append(("/document_review/complete_on", "所针对的稿定稿", drafted, document.complete_on))
        steps.append(("/document_review/issued_on", "所针对的稿定稿", drafted, document.issued_on))
        steps.append(("/document_review/issued_on", "材料齐备", document.complete_on, document.issued_on))
    for pointer, step, before, after in steps:
        if before is not None and after is not None and after < before:
            yield Fault(pointer, f"早于{step}之日：日期的先后不可能")


def _adopting(dossier: Dossier) -> Iterator[Step]:
    """A draft that does what a paper asked for comes after the paper."""
    given = [(f"“{one.number}”出具", one.number, one.issued_on) for one in dossier.legal_opinions or ()]
    given += [(f"“{one.number}”出具", one.number, one.issued_on) for _, one in _reviews(dossier)]
    for at, version in _adopted(dossier):
        yield from ((at, step, on, version.changed_on) for step, number, on in given if number in (version.adopts or ()))


def _changed_after_decision(dossier: Dossier) -> Iterator[Fault]:
    """What is signed is what was decided: after that a draft is not changed by an opinion any more, but tabled again."""
    decided = deciding_meeting(dossier)
    held = decided.held_on if decided and decided.result is MeetingResult.PASSED else None
    for at, version in _adopted(dossier):
        if held is not None and version.changed_on is not None and version.changed_on > held:
            yield Fault(at, f"会议已于{day_said(held)}作出决定，决定之后不能再按意见修改送审稿：须重新提交会议决定")


def _adopted(dossier: Dossier) -> Iterator[tuple[str, Draft | EarlierDraft]]:
    """The drafts that adopt an opinion or a review, each with the place of its day."""
    draft = dossier.matter.draft
    versions: list[tuple[str, Draft | EarlierDraft]] = [("/matter/draft/changed_on", draft)]
    versions += [(f"/matter/draft/earlier/{i}/changed_on", one) for i, one in enumerate(draft.earlier or ())]
    return (one for one in versions if one[1].change is DraftChange.ADOPTS_OPINION)


def _course(at: str, review: LegalityReview) -> list[Step]:
    """The returns one after the other, and each countersign after it was asked for."""
    steps: list[Step] = []
    before: tuple[str, date | None] = ("送审", review.sent_on)
    for i, one in enumerate(review.returns or ()):
        steps.append((f"{at}/returns/{i}/on", *before, one.on))
        steps.append((f"{at}/returns/{i}/resupplied_on", "退回", one.on, one.resupplied_on))
        before = ("前一次补齐", one.resupplied_on)
    for i, other in enumerate(review.countersigns or ()):
        steps.append((f"{at}/countersigns/{i}/asked_on", "送审", review.sent_on, other.asked_on))
        steps.append((f"{at}/countersigns/{i}/given_on", "请会签", other.asked_on, other.given_on))
    return steps


def _one_after_another(dossier: Dossier) -> Iterator[Fault]:
    """The reviews, the earlier ones oldest first: none was sent, or issued, before one that came before it."""
    reviews = list(_reviews(dossier))
    for key, done in (("sent_on", "送审"), ("issued_on", "出具")):
        days = [(f"{at}/{key}", getattr(review, key)) for at, review in (*reviews[1:], *reviews[:1])]
        for (_, before), (at, after) in pairwise(day for day in days if day[1] is not None):
            if after < before:
                yield Fault(at, f"早于前一次审查{done}之日：日期的先后不可能")


def _reviews(dossier: Dossier) -> Iterator[tuple[str, LegalityReview]]:
    """The legality review and the earlier ones, each with its place."""
    if review := dossier.legality_review:
        yield "/legality_review", review
        yield from ((f"/legality_review/earlier/{i}", one) for i, one in enumerate(review.earlier or ()))


def _participation(dossier: Dossier) -> Iterator[Fault]:
    """What is described of the public's participation must be among the forms that are listed, where they are."""
    heard = dossier.preparation.public_participation if dossier.preparation else PublicParticipation()
    described: list[tuple[ParticipationForm, object]] = [
        (ParticipationForm.OPEN_CONSULTATION, heard.open_consultation not in (None, OpenConsultation())),
        (ParticipationForm.HEARING, heard.hearing not in (None, Hearing())),
    ]
    at, forms = "/preparation/public_participation/forms", heard.forms
    yield from _of_hearing(dossier.as_of, heard)
    if forms is None:
        return
    for form, there in described:
        if there and form not in forms:
            yield Fault(at, f"已登记{form.label}的情况，所列听取意见的方式里却没有，前后矛盾")
    if not forms and (heard.adoption_statement or heard.affected_group_heard):
        yield Fault(at, "声明没有听取公众意见，却有听取或者采纳的情况，前后矛盾")


def _of_hearing(today: date, heard: PublicParticipation) -> Iterator[Fault]:
    """A hearing that it was decided not to hold was not held; of one that lies ahead nothing can be said but what goes before."""
    hearing, at = heard.hearing or Hearing(), "/preparation/public_participation"
    there = hearing != Hearing() or ParticipationForm.HEARING in (heard.forms or ())
    if heard.hearing_decision is HearingDecision.NOT_HELD and there:
        yield Fault(f"{at}/hearing_decision", "决定不召开听证会，却登记了听证会，前后矛盾")
    if hearing.held_on is not None and hearing.held_on > today:
        for key in ("held_in_public", "presented", "debated", "record_signed"):
            if getattr(hearing, key):
                yield Fault(f"{at}/hearing/{key}", f"听证会{day_said(hearing.held_on)}才召开，召开以后再登记")


def _competition_heads(dossier: Dossier) -> Iterator[Fault]:
    """Each standard is one of those of decree 783, or of 国发〔2016〕34号 before it, and answered once."""
    review = dossier.preparation.fair_competition_review if dossier.preparation else None
    told: set[str] = set()
    for place, check in enumerate((review.checklist if review else None) or ()):
        at = f"/preparation/fair_competition_review/checklist/{place}/head"
        if check.head is None:
            continue
        if check.head not in _HEADS:
            yield Fault(at, "没有这一项审查标准：应当是8.1至11.4（条例第八条至第十一条各项），2024年8月1日以前是1.1至4.4")
        elif check.head in told:
            yield Fault(at, f"审查标准{check.head}重复")
        told.add(check.head)


_HEADS = frozenset((*(head.value for head in CompetitionHead), *OLD_COMPETITION_HEADS))


def _replaced_opinions(dossier: Dossier) -> Iterator[Fault]:
    """An opinion replaces another one of the matter."""
    numbers = {one.number for one in dossier.legal_opinions or () if one.number}
    for place, one in enumerate(dossier.legal_opinions or ()):
        if one.supersedes is not None and (one.supersedes == one.number or one.supersedes not in numbers):
            said = "不能替代自己" if one.supersedes == one.number else f"本事项没有编号为“{one.supersedes}”的法律意见"
            yield Fault(f"/legal_opinions/{place}/supersedes", said)


def _emergency(dossier: Dossier) -> Iterator[Fault]:
    matter = dossier.matter
    if matter.scope.emergency is False and matter.emergency not in (None, Emergency()):
        yield Fault("/matter/emergency", "声明不是紧急情况，却登记了紧急处置，前后矛盾")
