"""Holds the steps that are taken for a matter, each one change with all that it fills in: a hearing, an expert review, a risk
assessment, a fair-competition review, the examination of a normative document, a request to the higher authority. What is
recorded of one already stays as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from review.domain.dossier import (
    CompetitionCheck,
    DocumentFindings,
    DocumentMaterials,
    DocumentReview,
    Dossier,
    ExpertReview,
    FairCompetitionReview,
    Funds,
    Hearing,
    Preparation,
    Reporting,
    RiskAssessment,
)
from review.domain.facts.fair_competition import DECREE_783, OPINION_34
from review.domain.opening.acts import acting
from review.domain.opening.change import Change, Say
from review.domain.opening.to_come import EXAMINER, TO_NUMBER, TO_WRITE
from review.domain.vocabulary import (
    CompetitionConclusion,
    CompetitionReviewer,
    Conformity,
    ExpertForm,
    FundKind,
    HearingDecision,
    Issuer,
    Level,
    ParticipationForm,
    Reply,
    ReportKind,
    ReportTo,
    ReviewConclusion,
    ReviewUrgency,
    RiskLevel,
    RiskResult,
)

ANNOUNCED, DELIVERED = timedelta(days=30), timedelta(days=7)
"""How long before a hearing it is announced and its papers are delivered; the second by 第十六条第三款, the first long enough."""

EXAMINED_IN = timedelta(days=14)
"""How long an examination takes: between five and fifteen working days (国办发〔2018〕115号（五）)."""

CHOSEN = ("kind", "amount", "same_payee_total", "same_item_total", "same_project_total")
"""What of the money only the unit can say."""

Part = TypeVar(
    "Part", Hearing, ExpertReview, FairCompetitionReview, RiskAssessment, DocumentReview, DocumentMaterials, DocumentFindings,
    Reporting,
)  # fmt: skip


def _filled(part: Part, **values: Any) -> Part:
    """The part with these values where nothing is known."""
    return replace(part, **{name: value for name, value in values.items() if getattr(part, name) is None})


def _all(part: Part, value: Any) -> Part:
    return _filled(part, **{one.name: value for one in fields(part)})


def _prepared(**done: Any) -> Callable[[Dossier], Dossier]:
    """What puts this into the preparation, whatever else that has by then."""
    return lambda dossier: replace(dossier, preparation=replace(dossier.preparation or Preparation(), **done))


def fundings(dossier: Dossier, _days: Iterable[date]) -> Iterator[Change]:
    """CLS-07, CLS-08, 《政府采购法》第二十八条: how much money it is, of which kind and from which budget, and what the matters
    of the year come to with it. Which amounts these are is for the unit to say."""
    if dossier.matter.funds is not None:
        return
    none = Decimal(0)
    for kind in FundKind:
        funds = Funds(
            amount=none, kind=kind, payee=TO_WRITE, in_budget=kind is not FundKind.UNBUDGETED, budget_line=TO_WRITE,
            same_payee_total=none, same_item_total=none, same_project_total=none,
        )  # fmt: skip
        yield Change("/matter/funds", Say(
            f"填写资金：金额、资金性质（如{kind.label}）、收款单位、预算科目和本年各项累计（以实际金额为准，此处暂以0元代）",
            f"State the money: amount, kind (as {kind.label_en}), payee, budget line and the totals of the year "
            "(the true amounts; 0 yuan only stands for them here)",
        ), lambda dossier, funds=funds: replace(dossier, matter=replace(dossier.matter, funds=funds)),  # type: ignore[misc]
            choose=tuple(f"/matter/funds/{name}" for name in CHOSEN))  # fmt: skip


def hearings(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """PUB-05 to 08, 《重大行政决策程序暂行条例》第十六条、第十七条: a hearing is announced, prepared and held."""
    preparation = dossier.preparation or Preparation()
    heard = preparation.public_participation
    if heard.hearing is not None and heard.hearing.held_on is not None:
        return
    forms = heard.forms and tuple(dict.fromkeys((*heard.forms, ParticipationForm.HEARING)))
    announced = heard.hearing or Hearing()
    begun = None not in (announced.notice_published_on, announced.papers_delivered_on)
    for day in days:
        hearing = _filled(
            heard.hearing or Hearing(), held_on=day, notice_published_on=day - ANNOUNCED, papers_delivered_on=day - DELIVERED,
            selection_used=False,
        )  # fmt: skip
        held = replace(heard, forms=forms, hearing_decision=HearingDecision.HELD, hearing=_all(hearing, True))
        yield Change("/preparation/public_participation/hearing", acting(
            dossier, day, Say("依法召开听证会，{by}", "Hold the hearing {by}"), Say("依法召开听证会", "the hearing was held"),
            Say("（提前公布、七日前送达材料，公开举行并制作笔录）",
                " (announced, its papers delivered seven days before, in public, with signed minutes)"), begun=begun,
        ), _prepared(public_participation=held))  # fmt: skip


def assessments(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """RSK-01 to 04, 第二十二条至第二十四条: the risk is assessed, and found controllable."""
    preparation = dossier.preparation or Preparation()
    known = preparation.risk_assessment or RiskAssessment()
    if known.done_on is not None or known.covered_by is not None:
        return
    level = RiskLevel.LOW if dossier.matter.scope.stability_assessment_required else None
    for day in days:
        done = _filled(
            known, done_on=day, departments_heard=True, risk_points=(TO_WRITE,), measures=(TO_WRITE,), contingency_plan=True,
            result=RiskResult.CONTROLLABLE, stability_level=level,
        )  # fmt: skip
        yield Change("/preparation/risk_assessment", acting(
            dossier, day, Say("完成风险评估，{by}", "Make the risk assessment {by}"),
            Say("完成风险评估", "the risk assessment was made"),
            Say("（写明风险点、防范措施和处置预案，结论为风险可控）",
                " (points of risk, measures and a plan; finding it controllable)"),
        ), _prepared(risk_assessment=done))  # fmt: skip


def expert_reviews(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """EXP-01 to 05, 第十九条至第二十一条: experts without an interest are asked, and their opinions signed and studied."""
    preparation = dossier.preparation or Preparation()
    known = preparation.expert_review or ExpertReview()
    if known.held_on is not None:
        return
    for day in days:
        done = _all(_filled(known, held_on=day, form=ExpertForm.MEETING, pool=TO_WRITE), True)
        yield Change("/preparation/expert_review", acting(
            dossier, day, Say("组织专家论证，{by}", "Hold the expert review {by}"),
            Say("组织专家论证", "the expert review was held"),
            Say("（专家无利害关系，书面意见署名，研究采纳情况另作说明）",
                " (experts without an interest, signed opinions, how they were adopted stated)"),
        ), _prepared(expert_review=done))  # fmt: skip


_REVIEWED_BY: Mapping[Issuer | None, CompetitionReviewer] = {
    Issuer.GOVERNMENT: CompetitionReviewer.MARKET_REGULATOR, Issuer.CONGRESS: CompetitionReviewer.MARKET_REGULATOR,
    Issuer.JOINT: CompetitionReviewer.LEAD_UNIT,
}  # fmt: skip
"""第十三条、第十四条: who reviews, by who issues the measure; otherwise the drafting unit."""


def competition_reviews(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """FCR-01 to 07, 《公平竞争审查条例》第八条至第十八条: reviewed under every head, stakeholders heard, no restriction found."""
    preparation = dossier.preparation or Preparation()
    known = preparation.fair_competition_review or FairCompetitionReview()
    if known.conclusion is not None or known.reviewed_on is not None:
        return
    reviewer = _REVIEWED_BY.get(dossier.matter.scope.issued_by, CompetitionReviewer.DRAFTING_UNIT)
    heads = sorted(DECREE_783.heads | OPINION_34.heads)
    for day in days:
        done = _filled(
            known, reviewer_kind=reviewer, first_reviewed_on=day, reviewed_on=day, stakeholders_heard=True,
            public_interest=False, checklist=tuple(CompetitionCheck(head=head, present=False) for head in heads),
            conclusion=CompetitionConclusion.NO_RESTRICTION,
        )  # fmt: skip
        yield Change("/preparation/fair_competition_review", acting(
            dossier, day, Say("进行公平竞争审查，{by}", "Make the fair-competition review {by}"),
            Say("进行公平竞争审查", "the fair-competition review was made"),
            Say("（听取利害关系人意见，逐项审查，结论为不具有排除、限制竞争的影响）",
                " (stakeholders heard, every head reviewed, no restriction found)"),
        ), _prepared(fair_competition_review=done))  # fmt: skip


def examinations(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """NDR-01 to 07, 国办发〔2018〕115号（三）至（六）: the normative document is examined and found lawful."""
    known = dossier.document_review or DocumentReview()
    if known.conclusion is not None or known.issued_on is not None:
        return
    for day in days:
        done = _filled(
            known, number=TO_NUMBER, department=EXAMINER, draft_sha256=dossier.matter.draft.sha256,
            complete_on=day - EXAMINED_IN, due_on=day, issued_on=day, urgent=ReviewUrgency.NONE,
            conclusion=ReviewConclusion.LAWFUL, written=True, partly_adopted=False, assessed_on=day - EXAMINED_IN,
        )  # fmt: skip
        done = replace(done, materials=_all(done.materials, True), findings=_all(done.findings, Conformity.CONFORMS))
        yield Change("/document_review", acting(
            dossier, day, Say("对规范性文件进行合法性审核，{by}出具书面意见",
                              "Have the normative document examined for legality, with a written opinion {by}"),
            Say("对规范性文件进行合法性审核、出具书面意见", "the normative document was examined for legality in writing"),
            Say("（材料齐备，经评估论证，结论为合法）", " (complete papers, assessed beforehand, found lawful)"),
            begun=None not in (known.complete_on, known.assessed_on),
        ), lambda dossier, done=done: replace(dossier, document_review=done))  # type: ignore[misc]  # fmt: skip


def requests(dossier: Dossier, days: Iterable[date]) -> Iterator[Change]:
    """RPT-01 and 03, 《中国共产党重大事项请示报告条例》第十九条: the higher authority is asked beforehand, and agrees."""
    known = dossier.reporting or Reporting()
    if known.reply is not None or known.kind is ReportKind.REPORT:
        return
    of_government = dossier.unit.level in (Level.GOVERNMENT, Level.TOWNSHIP)
    to = ReportTo.PARTY_COMMITTEE if of_government else ReportTo.SUPERIOR
    for day in days:
        asked = _filled(
            known, required=True, to=to, kind=ReportKind.REQUEST, contains_request=True, reported_on=day, reply=Reply.APPROVED,
            replied_on=max(day, known.reported_on or day),
        )  # fmt: skip
        whom = asked.to or to
        yield Change("/reporting", acting(
            dossier, day, Say(f"向{whom.label}请示，{{by}}取得同意的批复",
                              f"Make a request to the {whom.label_en} and have it approved {{by}}"),
            Say(f"向{whom.label}请示并取得同意的批复", f"a request to the {whom.label_en} was made and approved"), Say("", ""),
        ), lambda dossier, asked=asked: replace(dossier, reporting=asked))  # type: ignore[misc]  # fmt: skip
