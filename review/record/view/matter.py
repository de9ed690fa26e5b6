"""Holds the particulars of a matter as plain values: what it is, its class, its drafts; money and people are in `money`."""

from typing import Any

from review.domain.dossier import Catalogue, Dossier, Draft, EarlierDraft, Matter, Scope
from review.domain.vocabulary import Exclusion
from review.record.view import say
from review.record.view.money import substance
from review.record.view.people import People
from review.record.view.say import Row

SCOPE = {
    "major_administrative_decision": "属于重大行政决策",
    "issues_document": "印发文件",
    "normative_document": "属于行政规范性文件",
    "market_activity": "涉及经营者经济活动",
    "stability_risk": "可能影响社会稳定、公共安全",
    "stability_assessment_required": "须作社会稳定风险评估",
    "highly_technical": "专业性、技术性较强",
    "other_units_affected": "涉及其他单位职责",
    "specific_group_affected": "涉及特定群体利益",
    "vital_interests": "涉及公民切身利益",
    "hearing_mandated": "依法应当听证",
    "exploratory_reform": "属于探索性改革",
    "contract": "签订合同",
    "funds_involved": "使用资金",
    "people_congress_matter": "须报人大或者其常委会",
    "beyond_competence": "超出本单位权限",
    "party_discipline": "处分党员",
    "emergency": "紧急情况",
}
"""The questions of the classification, in the order of the dossier."""


def matter_view(dossier: Dossier, people: People) -> dict[str, Any]:
    matter = dossier.matter
    blocks = [("分类", _scope(matter.scope)), *substance(dossier, people)]
    return {
        "rows": say.stacked(_rows(matter, people)),
        "reasons": _reasons(matter),
        "blocks": [{"heading": say.heading(place, words), "rows": rows} for place, (words, rows) in enumerate(blocks, 2)],
        "drafts_heading": say.heading(len(blocks) + 2, "送审稿"),
        "preparation_heading": say.heading(len(blocks) + 3, "准备情况"),
        "headings": len(blocks) + 3,
        "drafts": _drafts(matter.draft, people),
    }


def _rows(matter: Matter, people: People) -> list[Row]:
    return [
        say.row("事项编号", say.text(matter.number)),
        say.row("主类别", say.term(matter.category)),
        say.row("次类别", say.terms(matter.secondary_categories)),
        say.row("决策方式", say.term(matter.decision_mode)),
        say.row("提出方式", say.term(matter.proposer)),
        say.row("承办单位", units_of(matter)),
        say.names("联系人", people.one(matter.contact)),
        say.names("起草人", people.of(matter.drafters)),
        say.names("提交人", people.one(matter.submitted_by)),
        say.row("提交日期", say.day(matter.submitted_on)),
        *([say.names("接办人", people.one(matter.followed_by))] if matter.followed_by else []),
        say.row("事项清单", _catalogue(matter.catalogue), wide=True),
        say.row("法律依据", say.basis(matter.legal_basis), wide=True),
        say.row("保密声明", say.truth(matter.state_secret_free, "已声明不含国家秘密", "未作不含国家秘密的声明"), wide=True),
    ]


def units_of(matter: Matter) -> str:
    units = say.lines(matter.undertaking_units)
    several = matter.undertaking_units is not None and len(matter.undertaking_units) > 1
    return f"{units}（牵头：{say.text(matter.lead_unit)}）" if several else units


def _catalogue(catalogue: Catalogue) -> str:
    items = [
        f"{say.text(item.code)} {say.text(item.name)}（会议：{say.terms(item.meeting_sequence)}；"
        f"合法性审查：{say.truth(item.legality_review_required, '须审查', '不须审查')}）"
        for item in catalogue.items or ()
    ]
    version = "" if catalogue.version is None else f"{catalogue.version}版　"
    return version + ("；".join(items) or (say.UNKNOWN if catalogue.items is None else "没有对应条目"))


def _reasons(matter: Matter) -> list[Row]:
    return [
        say.prose("拟解决的问题", matter.problem),
        say.prose("必要性", matter.necessity),
        say.prose("可行性", matter.feasibility),
        say.prose("初步方案", matter.preliminary_plan),
    ]


def _scope(scope: Scope) -> list[list[Row]]:
    """The answers sorted: what applies, what does not, and what nobody has answered."""
    by_answer: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for name, label in SCOPE.items():
        by_answer[getattr(scope, name)].append(label)
    rows = [
        say.row("是", say.lines(by_answer[True]), wide=True),
        say.row("否", say.lines(by_answer[False]), wide=True),
        say.row("未回答", say.lines(by_answer[None]), wide=True),
        say.row("决策事项", say.terms(scope.decision_heads), wide=True),
        say.row("除外情形", _exclusion(scope), wide=True),
    ]
    return say.stacked(item for item in rows if item["label"] != "未回答" or by_answer[None])


def _exclusion(scope: Scope) -> str:
    words = say.term(scope.exclusion)
    bare = scope.exclusion in (None, Exclusion.NONE) and scope.exclusion_basis is None
    return words if bare else f"{words}（依据：{say.text(scope.exclusion_basis)}）"


def _drafts(draft: Draft, people: People) -> list[dict[str, Any]]:
    versions: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    return [
        {
            "version": say.text(version.version),
            "change": _change(version, people),
            "day": say.day(version.changed_on),
            "sha256": version.sha256 or say.UNKNOWN,
        }
        for version in versions
    ]


def _change(version: Draft | EarlierDraft, people: People) -> str:
    words = say.term(version.change)
    if version.adopts:
        words += f"：{say.lines(version.adopts)}"
    confirmed = people.names(version.confirmed_by)
    return f"{words}（确认：{say.lines(confirmed)}）" if confirmed else words


def draft_name(dossier: Dossier, sha256: str | None) -> str:
    """The version of the draft that a paper names by its hash: 送审稿2（5c6c554689d63117…）; a strange one by the hash."""
    if sha256 is None:
        return say.UNKNOWN
    draft = dossier.matter.draft
    versions: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    version = next((item.version for item in versions if item.sha256 == sha256 and item.version), None)
    return f"不在本案卷的一稿（{sha256}）" if version is None else f"{version}（{sha256[: say.SHORT_HASH]}…）"
