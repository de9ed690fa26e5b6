"""Holds the substance of a matter as plain values: funds, project, candidates, emergency; and the unit's own standards."""

from review.domain.dossier import (
    Candidate,
    Dossier,
    Emergency,
    Funds,
    OnRecord,
    Procurement,
    Project,
    Publicity,
    RelatedMatter,
)
from review.domain.vocabulary import PublicityExemption
from review.record.view import say
from review.record.view.people import People
from review.record.view.say import Row


def substance(dossier: Dossier, people: People) -> list[tuple[str, list[list[Row]]]]:
    """Only what the matter has, each with its heading; an absent part is not printed."""
    matter = dossier.matter
    parts: list[tuple[str, list[Row]]] = []
    if matter.funds:
        parts.append(("资金", _funds(dossier, matter.funds)))
    if matter.project:
        parts.append(("项目", _project(matter.project)))
    parts += [(f"任免人选：{people.name(item.id)}", _candidate(item)) for item in matter.candidates or ()]
    if matter.emergency:
        parts.append(("紧急先行处置", _emergency(matter.emergency, people)))
    return [(words, say.stacked(rows)) for words, rows in parts]


def _funds(dossier: Dossier, funds: Funds) -> list[Row]:
    parameters = dossier.unit.parameters
    threshold = dossier.large_from
    source = f"（{parameters.large_funds_threshold_source}）" if parameters.large_funds_threshold_source else ""
    rows = [
        say.row("金额", say.money_in_words(funds.amount), wide=True),
        say.row("资金性质", say.term(funds.kind)),
        say.row("收款单位", say.text(funds.payee)),
        say.row("大额标准", say.UNKNOWN if threshold is None else f"{say.money(threshold)}{source}", wide=True),
        say.row("列入预算", say.truth(funds.in_budget)),
        say.row("预算科目", say.text(funds.budget_line)),
        say.row("调整科目", say.truth(funds.budget_line_changed)),
        say.row("预算调整批准", say.truth(funds.budget_adjustment_approved)),
    ]
    rows.append(say.row("本年累计", _totals(funds), wide=True))
    if funds.on_record:
        rows += _on_record(funds.on_record)
    if funds.split_explained is not None:
        rows.append(say.row("多次使用说明", say.truth(funds.split_explained, "已说明理由", "未说明理由")))
    return rows + (_procurement(funds.procurement) if funds.procurement else [])


def _totals(of: Funds | OnRecord) -> str:
    totals = {"同一收款单位": of.same_payee_total, "同一品目": of.same_item_total, "同一项目": of.same_project_total}
    said = [f"{label}{say.money(total)}" for label, total in totals.items() if total is not None]
    return "；".join(said) + "（均含本件）" if said else say.UNKNOWN


def _on_record(found: OnRecord) -> list[Row]:
    """What the service found itself; the total stated above it is the submitter's."""
    compared = "、".join(one.label for one in found.compared or ())
    return [
        say.row("系统查询", f"{found.budget_year or say.UNKNOWN}年度，{say.day(found.looked_up_on)}", wide=True),
        say.row("查得累计", _totals(found), wide=True),
        say.row("各件可比对", compared or "无", wide=True),
        say.items("查得事项", [_related(one) for one in found.related_matters or ()]),
    ]


def _related(one: RelatedMatter) -> str:
    marks = [ground.label for ground in one.grounds or ()] + ["可能重复"] * bool(one.possible_duplicate)
    marks += [one.method.label] * bool(one.method) + [f"预算科目{one.budget_line}"] * bool(one.budget_line)
    said = f"{one.number or say.UNKNOWN} {say.money(one.amount)}"
    return f"{said}（{'、'.join(marks)}）" if marks else said


def _procurement(procurement: Procurement) -> list[Row]:
    notice = procurement.single_source_notice
    rows = [
        say.row("采购对象", say.term(procurement.object)),
        say.row("采购方式", say.term(procurement.method)),
        say.row("公开招标标准", say.truth(procurement.above_open_tender_standard, "达到", "未达到")),
        say.row("方式批准文号", say.text(procurement.method_approval_no)),
    ]
    return rows + ([say.row("单一来源公示", say.period(notice.from_, notice.to), wide=True)] if notice else [])


def _project(project: Project) -> list[Row]:
    rows = [
        say.row("政府投资项目", say.truth(project.government_investment)),
        say.row("投资方式", say.term(project.investment_mode)),
        say.row("项目代码", say.text(project.code)),
        say.row("年度计划", say.truth(project.in_annual_plan, "已列入", "未列入")),
        say.row("建议书批复", say.text(project.proposal_approval)),
        say.row("可研批复", say.text(project.feasibility_approval)),
        say.row("初步设计批复", say.text(project.design_approval)),
        say.row("资金落实", say.truth(project.funds_secured, "已落实", "未落实")),
        say.row("投资估算", say.money(project.feasibility_estimate)),
        say.row("设计概算", say.money(project.design_budget)),
        say.row("超估算报告", say.truth(project.overrun_reported, "已报告", "未报告")),
        say.row("施工单位垫资", say.truth(project.contractor_prefinancing, "有", "无")),
        say.row("重大影响", say.truth(project.major_impact)),
        say.row("必须招标", say.truth(project.tender_required)),
        say.row("招标文件", say.text(project.tender_file)),
    ]
    return rows + ([say.prose("简化审批理由", project.simplified_reason)] if project.simplified_reason else [])


def _candidate(candidate: Candidate) -> list[Row]:
    return [
        say.row("任免", say.term(candidate.action)),
        say.row("管理权限", say.term(candidate.authority)),
        say.row("领导职务", say.truth(candidate.leading_post)),
        say.row("动议", say.day(candidate.initiated_on)),
        say.row("民主推荐", say.day(candidate.recommended_on)),
        say.row("考察", say.day(candidate.inspected_on)),
        say.row("干部档案", say.truth(candidate.file_reviewed, "已审核", "未审核")),
        say.row("个人事项", say.truth(candidate.personal_report_verified, "已核查", "未核查")),
        say.row("纪检意见", say.term(candidate.discipline_opinion)),
        say.row("信访举报", say.truth(candidate.complaints_resolved, "已查核", "未查核")),
        say.row("廉洁自律结论", say.truth(candidate.integrity_conclusion_signed, "已签署", "未签署")),
        say.row("会上介绍", say.truth(candidate.briefing_given, "已逐个介绍", "未介绍")),
        say.row("亲属回避情形", say.truth(candidate.kinship_conflict, "有", "无")),
        say.row("任职日期", say.day(candidate.appointed_on)),
        say.row("任前公示", _publicity(candidate.publicity), wide=True),
        *(say.prose("以前的任前公示", _earlier(one)) for one in candidate.earlier_publicities or ()),
    ]


def _publicity(publicity: Publicity) -> str:
    if publicity.exempt not in (None, PublicityExemption.NONE):
        return f"免予公示：{say.term(publicity.exempt)}"
    objections = say.truth(publicity.objections_handled, "异议已处理", "异议未处理")
    return f"{say.period(publicity.from_, publicity.to)}；{objections}；结果：{say.term(publicity.result)}"


def _earlier(publicity: Publicity) -> str:
    """A notice that another one followed, with its objections and how each was handled."""
    told = [
        f"{say.day(one.received_on)}收到：{say.text(one.text)}（处理情况：{say.text(one.handling)}）"
        for one in publicity.objections or ()
    ]
    return "；".join((_publicity(publicity), *told))


def _emergency(emergency: Emergency, people: People) -> list[Row]:
    return [
        say.names("决定人", people.one(emergency.decided_by)),
        say.row("决定日期", say.day(emergency.decided_on)),
        say.row("向谁报告", say.text(emergency.reported_to)),
        say.row("报告日期", say.day(emergency.reported_on)),
        say.row("追认", f"{say.truth(emergency.ratified, '已追认', '未追认')} {say.day(emergency.ratified_on)}"),
        say.prose("紧急理由", emergency.reason),
        say.prose("采取的措施", emergency.measures),
        *([say.prose("停止、纠正的情况", emergency.correction)] if emergency.correction else []),
        *([say.row("纠正的事项", say.text(emergency.correcting_matter))] if emergency.correcting_matter else []),
    ]
