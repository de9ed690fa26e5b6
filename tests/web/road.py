"""Holds the road of one matter as forms: page after page, who sends it, on which day, what he fills in; and a browser.

`Browser` sends what a browser would send: every control of the form with its value, and only names the page has.
Holds no test.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

NUMBER = "SL-ZSJ-D-2024-0001"
SHA = "5bbe331f437aec9950a105de0a4c92e82ca41cba0d91e6337671a4e833973a88"
OPINION, REVIEW, MEETING = "/legal_opinions/0", "/legality_review", "/meetings/0"
EVERYBODY = [f"p0{number}" for number in range(1, 8)]
"""The members of the party group."""

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Stop:
    """One form on the road: how it is filled, and the button that sends it."""

    page: str
    by: str
    on: date
    says: Fields
    button: str = ""
    wrong: Fields = field(default_factory=dict)
    """What makes it a refusal with 422 at these places; `None` leaves a field blank."""
    instead_of: str = "commission-opinion"
    """The page of the main road before which the matter stands, for a page that leaves the road."""

    called: str = ""
    """What it is called where the page is sent by two people."""

    at: str = ""
    """Its address, where it is no page of the matter."""

    @property
    def name(self) -> str:
        return self.called or self.page

    @property
    def path(self) -> str:
        return self.at or "/matters/new" if self.page == "new" or self.at else f"/matters/{NUMBER}/{self.page}"


def under(root: str, **said: Any) -> dict[str, Any]:
    return {f"{root}/{key.replace('__', '/')}": value for key, value in said.items()}


SCOPE = (
    "major_administrative_decision", "issues_document", "normative_document", "exploratory_reform", "people_congress_matter",
    "beyond_competence", "other_units_affected", "specific_group_affected", "vital_interests", "hearing_mandated",
    "stability_risk", "stability_assessment_required", "highly_technical", "market_activity", "party_discipline", "emergency",
)  # fmt: skip

SUBMITTED = {
    **under("/matter", title="历史档案数字化服务采购", category="LARGE_FUNDS", secondary_categories=[""],
            decision_mode="PARTY_GROUP_VOTE", proposer="DEPARTMENT", lead_unit="办公室", contact="u07", drafters__0__id="u07",
            problem="纸质档案利用不便", necessity="落实上级部署和实际工作需要", feasibility="条件已经具备",
            preliminary_plan="见送审稿", state_secret_free="true", draft__version="送审稿1", draft__sha256=SHA,
            draft__changed_on="2024-05-07", catalogue__items=["D-02"]),
    "/matter/undertaking_units:lines": "办公室\n",
    "/matter/legal_basis/0/instrument": "政府采购法", "/matter/legal_basis/0/article": "27",
    "/matter/legal_basis/2/instrument": "档案法", "/matter/legal_basis/2/article": "38",
    **{f"/matter/scope/{name}": "false" for name in SCOPE},
    **under("/matter/scope", contract="true", funds_involved="true", decision_heads=[""], exclusion="NONE"),
    **under("/matter/funds", amount="680,000.00", kind="PROCUREMENT", in_budget="true", budget_line="2010399",
            budget_line_changed="false", same_item_total="680000", procurement__object="SERVICES",
            procurement__method="OPEN_TENDER", procurement__above_open_tender_standard="false"),
    "/preparation/research_done_on": "2024-04-25",
}  # fmt: skip

ATTENDED = {
    **{f"{MEETING}/members/{row}/{key}": value for row in range(7)
       for key, value in (("present", "false" if row == 5 else "true"), ("recused", "true" if row == 3 else "false"),
                          ("conflict", "RELATIVE" if row == 3 else "NONE"))},
    f"{MEETING}/members/5/absence_reason": "因公外出",
    **{f"{MEETING}/statements/{row}/stance": "APPROVE" for row in (1, 2, 4, 6, 0)},
    **{f"{MEETING}/statements/{row}/text": "同意该方案。" for row in (1, 2, 4, 6, 0)},
    **{f"order{MEETING}/statements/{row}": str(place) for place, row in enumerate((1, 2, 4, 6, 0), 1)},
    **{f"{MEETING}/vote/ballots/{row}/choice": "APPROVE" for row in (1, 2, 4, 6, 0)},
    **under(MEETING, started_at="09:00", ended_at="10:20", opinion_read_out="true", risk_statement_shown="false",
            disagreements="无", decision_text="同意该方案", vote__method="SHOW_OF_HANDS", vote__item_by_item="true",
            observers__0__id="a01", observers__0__kind="LEGAL_ADVISER", observers__1__id="r01",
            observers__1__kind="LEGALITY_REVIEWER", minutes__dissent_recorded="true", minutes__signed_by=["s02", "p01"]),
}  # fmt: skip

ROAD = (
    Stop("new", "mishu", date(2024, 5, 7), SUBMITTED, "submit",
         {"/matter/title": "题" * 301, "/matter/funds/amount": "约七十万", "/matter/draft/sha256": "XYZ",
          "/matter/secondary_categories": ["", "MAJOR_PROJECT"]}),
    Stop("commission-opinion", "mishu", date(2024, 5, 8), {"/adviser": "a01"}, wrong={"/adviser": ""}),
    Stop("give-opinion", "guwen", date(2024, 5, 8), {
        **under(OPINION, number="法顾〔2024〕31号", facts_relied_on="送审材料所载事实",
                legal_basis__0__instrument="政府采购法", legal_basis__0__article="27",
                risks__0__risk="合同履约风险", risks__0__level="MEDIUM", conclusion="LAWFUL", suggestions__1__force="MUST",
                suggestions__1__text="写明数据保密和验收标准", conflict_free="true", signed="true"),
        f"{OPINION}/materials:lines": "送审稿1\n采购需求",
    }, wrong={f"{OPINION}/conclusion": None, f"{OPINION}/number": None}),
    Stop("answer-opinion", "mishu", date(2024, 5, 9),
         under(f"{OPINION}/suggestions/0", response="ADOPTED", reason="已写入合同文本"),
         wrong={f"{OPINION}/suggestions/0/reason": None, f"{OPINION}/suggestions/0/response": "NOT_ADOPTED"}),
    Stop("send-for-review", "mishu", date(2024, 5, 10), {
        **under(REVIEW, complete_on="2024-05-10", due_on="2024-05-22"),
        **{f"{REVIEW}/materials/{key}": "true" for key in ("draft", "basis", "procedure_statement", "adviser_opinions")},
    }, "send", wrong={f"{REVIEW}/due_on": "2024-02-30"}),
    Stop("issue-review", "shencha", date(2024, 5, 16), {
        **under(REVIEW, number="合审〔2024〕31号", kind="REVIEW", conclusion="LAWFUL", head="r02", sealed="true",
                opinions_considered=["法顾〔2024〕31号"], required_changes__2__text="补充验收条款"),
        **{f"{REVIEW}/findings/{key}": "CONFORMS" for key in ("authority", "procedure", "content")},
        **{f"{REVIEW}/findings_basis/{key}": "已经核对" for key in ("authority", "procedure", "content")},
        **{f"{OPINION}/rating/{key}": "GOOD" for key in ("facts", "basis", "reasoning", "use")},
    }, wrong={f"{REVIEW}/conclusion": None, f"{OPINION}/rating/use": None, f"{REVIEW}/required_changes": "none"}),
    Stop("answer-review", "mishu", date(2024, 5, 17),
         under(f"{REVIEW}/required_changes/0", response="PARTLY", reason="补充主要验收条款"),
         wrong={f"{REVIEW}/required_changes/0/response": "NOT_ADOPTED", f"{REVIEW}/required_changes/0/reason": ""}),
    Stop("confirm-topic", "shuji", date(2024, 5, 21),
         under(MEETING, type="PARTY_GROUP_MEETING", topic__proposed_by="p03", topic__main_question="是否同意该方案"),
         wrong={f"{MEETING}/type": None}),
    Stop("give-notice", "mishu", date(2024, 5, 21),
         under(MEETING, number="党组会〔2024〕31号", form="ON_SITE", held_on="2024-05-24", place="三楼会议室",
               presider__id="p01", recorder="s02", notice__sent_to=EVERYBODY, notice__papers_to=EVERYBODY),
         wrong={f"{MEETING}/number": "", f"{MEETING}/held_on": "5月24日", f"{MEETING}/notice/papers_to": [""]}),
    Stop("meeting", "jilu", date(2024, 5, 24), ATTENDED, "PASSED",
         {f"order{MEETING}/statements/2": "1", f"{MEETING}/vote/counts/approve": "五票"}),
    Stop("report-upward", "mishu", date(2024, 5, 25), {"/reporting/required": "false"}, wrong={"/reporting/reported_on": "昨天"}),
    Stop("publication", "mishu", date(2024, 5, 25),
         {"/publication/required": "false", "/publication/withheld_reason": "内部采购事项"},
         wrong={"/publication/url": "址" * 301}),
    Stop("carrying-out", "mishu", date(2024, 5, 25),
         under("/execution", unit="办公室", person="u07", deadline="2024-12-31", reports=["none"], conditions=["none"]),
         wrong={"/execution/deadline": "年底", "/execution/problems/0/found_on": "上周"}),
    Stop("sign", "fenguan", date(2024, 5, 26), {"/approvals/comment": "同意"}, called="endorse"),
    Stop("sign", "shuji", date(2024, 5, 27), {"/approvals/comment": "同意"}),
)  # fmt: skip
"""The main road from submission to the head's signature."""

PROCEDURES: tuple[tuple[str, str, Fields, Fields], ...] = (
    ("consult-units", "unit_consultations",
     {"0__unit": "市财政局", "0__replied_on": "2024-05-06", "0__agreed": "true", "1__unit": "市档案局", "1__agreed": "false",
      "1__reason": "要求本地保存"}, {"0__replied_on": "上周", "1__unit": "局" * 301}),
    ("open-consultation", "public_participation",
     {"forms": ["OPEN_CONSULTATION", "SURVEY"], "open_consultation__published_on": "2024-03-01",
      "open_consultation__closed_on": "2024-04-02", "open_consultation__reply_channel": "true"},
     {"open_consultation__closed_on": "四月"}),
    ("hearing", "public_participation",
     {"forms": ["HEARING"], "hearing_decision": "HELD", "hearing__held_on": "2024-05-06", "hearing__record_signed": "true"},
     {"hearing__held_on": "五月"}),
    ("expert-review", "expert_review", {"held_on": "2024-05-06", "form": "MEETING", "pool": "市专家库", "conflict_free": "true"},
     {"held_on": "五月", "pool": "库" * 301}),
    ("risk-assessment", "risk_assessment",
     {"done_on": "2024-05-06", "result": "CONTROLLABLE", "risk_points:lines": "数据泄露\n工期拖延", "contingency_plan": "true"},
     {"done_on": "五月"}),
    ("fair-competition", "fair_competition_review",
     {"reviewed_on": "2024-05-06", "reviewed_by": "u07", "conclusion": "NO_RESTRICTION", "checklist__0__present": "false"},
     {"reviewed_on": "五月"}),
    ("adoption", "opinions",
     {"0__source": "UNIT", "0__given_by": "市档案局", "0__text": "本地保存", "0__response": "NOT_ADOPTED",
      "0__reason": "云上已有备份", "2__source": "EXPERT", "2__given_by": "王教授", "2__text": "先行试点"},
     {"0__reason": " ", "2__given_by": "王" * 301}),
)  # fmt: skip
"""The page of each procedure before the legality review: the part that it fills, what it says, and what is wrong."""

BESIDE = (
    Stop("supplement", "mishu", date(2024, 5, 8), {"/matter/funds/payee": "示例数字科技公司"}, "submit",
         {"/matter/title": "题" * 301}),
    Stop("revise-draft", "mishu", date(2024, 5, 8),
         under("/matter/draft", version="送审稿2", sha256="ab" * 32, changed_on="2024-05-08", change="MATERIAL"),
         wrong={"/matter/draft/sha256": "短", "/matter/draft/change": None}),
    Stop("withdraw", "mishu", date(2024, 5, 8), {"/reason": "需要重新测算"}, wrong={"/reason": "  "}),
    Stop("recall", "mishu", date(2024, 5, 8), {"/reason": "法律顾问出差"}, wrong={"/reason": "  "},
         instead_of="give-opinion"),
    Stop("transfer-opinion", "guwen", date(2024, 5, 8), {"/adviser": "a02", "/reason": "出差"},
         wrong={"/adviser": None, "/reason": " "}, instead_of="give-opinion"),
    Stop("return-for-supplement", "shencha", date(2024, 5, 13), {"/gaps:lines": "缺采购需求\n缺资金来源的依据"},
         wrong={"/gaps:lines": " \n "}, instead_of="issue-review"),
    Stop("transfer-review", "shencha", date(2024, 5, 13), {"/person": "r02", "/reason": "休假"},
         wrong={"/reason": ""}, instead_of="issue-review"),
    Stop("ask-countersign", "shencha", date(2024, 5, 13), {"/people": ["r02"], "/question": "采购方式是否合法"},
         wrong={"/people": []}, instead_of="issue-review"),
    Stop("register-emergency", "mishu", date(2024, 5, 13),
         under("/matter/emergency", reason="台风将至，机房进水", measures="先行采购排水和备用电源，约3万元", decided_by="p01",
               decided_on="2024-05-12", reported_to="党组", reported_on="2024-05-13"),
         "register", {"/matter/emergency/measures": " ", "/matter/emergency/decided_on": None,
                      "/matter/emergency/reported_on": "昨天"}, instead_of="issue-review"),
    Stop("send-for-sign-off", "mishu", date(2024, 5, 26), under("/sign_off_plan", leaders__0="p02", order="IN_TURN"),
         wrong={"/sign_off_plan/leaders/0": ""}, instead_of="endorse"),
    Stop("correct-meeting", "jilu", date(2024, 5, 25),
         {"/reason": "听错了发言", "/meetings/1/statements/2/text": "同意，请补充实施步骤。",
          "/meetings/0/minutes/signed_by": ["s02", "p01"]},
         "confirm", {"/reason": " ", "order/meetings/1/statements/2": "1"}, instead_of="report-upward",
         at="/meetings/PARTY_GROUP_MEETING/2024/党组会〔2024〕31号/correct"),
    *(Stop(page, "mishu", date(2024, 5, 8), under(f"/preparation/{at}", **says), wrong=under(f"/preparation/{at}", **wrong))
      for page, at, says, wrong in PROCEDURES),
)  # fmt: skip
"""What leaves the main road."""


_CONTROLS = re.compile(r"<(?:input|select|option)\b[^>]*>|</select>|<textarea\b.*?</textarea>", re.DOTALL)
"""All that counts of a page whose values are escaped: reading the rest as HTML took a tenth of the tests of the pages."""


class _Form(HTMLParser):
    """The controls of the form that a page is about: the one in <main> with the form token."""

    def __init__(self) -> None:
        super().__init__()
        self.main, self.select, self.area = False, "", ""
        self.sent: list[tuple[str, str]] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        at = {key: value or "" for key, value in given}
        self.main = self.main or tag == "main"
        if not self.main or (tag != "option" and "name" not in at):
            return
        if tag != "option" and at.get("type") != "submit":
            self.names.add(at["name"])
        if tag == "input" and (at.get("type") not in ("radio", "checkbox") or "checked" in at):
            self.sent.append((at["name"], at.get("value", "")))
        elif tag == "select":
            self.select = at["name"]
            self.sent.append((self.select, ""))
        elif tag == "option" and self.select and "selected" in at:
            self.sent[-1] = (self.select, at.get("value", ""))
        elif tag == "textarea":
            self.area = at["name"]
            self.sent.append((self.area, ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            name, value = self.sent[-1]
            self.sent[-1] = (name, (value + data).removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        self.select = "" if tag == "select" else self.select
        self.area = "" if tag == "textarea" else self.area


def filled(page: str, says: Fields, button: str) -> MultiDict[str, str]:
    """What a browser sends for this page when these fields are filled in and this button is pressed."""
    form = _Form()
    form.feed("<main>" + "".join(_CONTROLS.findall(page, page.index("<main"))))
    missing = says.keys() - form.names
    assert not missing, f"the page has no such fields: {sorted(missing)}"
    data = MultiDict(form.sent)
    for name, value in says.items():
        data.setlist(name, [] if value is None else value if isinstance(value, list) else [value])
    if button:
        data["do"] = button
    return data


def send(client: FlaskClient, stop: Stop, **changed: Any) -> TestResponse:
    """Open the page, fill it in as the stop says, and send it."""
    page = client.get(stop.path)
    assert page.status_code == 200, page.get_data(as_text=True)
    return client.post(stop.path, data=filled(page.get_data(as_text=True), stop.says, stop.button) | changed)
