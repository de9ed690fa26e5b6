"""Walks one matter from submission to archive as six people, in chromium without JavaScript, against a served app.

Set WALK_PICTURES to a folder to keep a picture of every page. Holds no test of single refusals (`test_stages`).
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from review.record import print_record

from .conftest import PASSWORD, opened
from .road import SHA

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.heavy

CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu", "--lang=zh-CN"]}
SCREEN = {"width": 1366, "height": 768}
TITLE = "历史档案数字化加工服务采购"
SUGGESTION = "在合同中写明数据保密和验收标准"

UNLABELLED = """() => [...document.querySelectorAll('input, select, textarea')]
  .filter(one => one.type !== 'hidden' && !one.labels.length && !one.getAttribute('aria-label'))
  .map(one => one.name || one.id)"""
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at) }"""
DEAD = """() => [...document.querySelectorAll('a[href^="#"]')].map(one => decodeURIComponent(one.hash.slice(1)))
  .filter(id => id && !document.getElementById(id))"""


def wrong(said) -> bool:
    """Whether the browser complains of something else than a refusal that the walk asked for."""
    return said.type == "error" and "responded with a status of 4" not in said.text


@dataclass
class Walk:
    """The browser of one person after another, and what went wrong on the pages."""

    browser: object
    address: str
    pictures: Path
    taken: int = 0
    errors: list[str] = field(default_factory=list)

    @contextmanager
    def by(self, username: str) -> Iterator["Desk"]:
        context = self.browser.new_context(
            viewport=SCREEN, java_script_enabled=False, locale="zh-CN", accept_downloads=True, base_url=self.address
        )
        page = context.new_page()
        page.on("console", lambda said: self.errors.append(f"{page.url}: {said.text}") if wrong(said) else None)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.goto("/sign-in")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        yield Desk(self, page)
        context.close()


@dataclass
class Desk:
    """What a person does on a page, by the place that a field is bound to."""

    walk: Walk
    page: object

    def open(self, path: str, name: str) -> None:
        self.page.goto(path)
        self.look(name)

    def look(self, name: str) -> None:
        """Take a picture and check the page: width, labels, ids, links within the page."""
        self.walk.taken += 1
        self.page.screenshot(path=self.walk.pictures / f"{self.walk.taken:02}-{name}.png", full_page=True)
        wide = self.page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= SCREEN["width"], f"{name}: {wide} px wide"
        assert self.page.evaluate(UNLABELLED) == [], name
        assert self.page.evaluate(TWICE) == [], name
        assert self.page.evaluate(DEAD) == [], name
        assert self.page.locator("h1").count() == 1, name

    def fill(self, root: str, said: dict[str, str]) -> None:
        for key, value in said.items():
            self.page.fill(f'[id="{root}{key}"]', value)

    def pick(self, root: str, said: dict[str, str]) -> None:
        for key, value in said.items():
            self.page.select_option(f'[id="{root}{key}"]', value)

    def choose(self, *ids: str) -> None:
        """Tick or choose: by its label, as a person does."""
        for one in ids:
            self.page.click(f'label[for="{one}"]')

    def unfold(self, *ids: str) -> None:
        for one in ids:
            if self.page.get_attribute(f'[id="{one}"]', "open") is None:
                self.page.click(f'[id="{one}"] > summary')

    def press(self, word: str) -> None:
        self.page.get_by_role("button", name=word, exact=True).last.click()

    def arrived(self, number: str) -> None:
        assert self.page.url.endswith(f"/matters/{number}"), self.page.locator("main").inner_text()[:2000]


@pytest.fixture
def walk(path: Path, tmp_path: Path) -> Iterator[tuple[Walk, object]]:
    app, store = opened(path, date(2024, 5, 7))
    app.extensions["review"] = type(app.extensions["review"])(app.extensions["review"].desk, print_record)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    pictures = Path(os.environ.get("WALK_PICTURES") or tmp_path / "pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(**CHROMIUM)
        yield Walk(browser, f"http://127.0.0.1:{server.server_port}", pictures), app.extensions["review"].desk.clock
        browser.close()
    server.shutdown()
    thread.join()
    store.close()


def test_a_matter_goes_the_whole_road_in_a_browser_without_script(walk) -> None:
    walking, clock = walk
    number = submitted(walking)
    clock.turn_to(date(2024, 5, 8))
    advised(walking, clock, number)
    clock.turn_to(date(2024, 5, 10))
    reviewed(walking, clock, number)
    clock.turn_to(date(2024, 5, 21))
    deliberated(walking, clock, number)
    clock.turn_to(date(2024, 5, 27))
    closed(walking, number)
    assert walking.errors == []


def submitted(walk: Walk) -> str:
    with walk.by("mishu") as mishu:
        mishu.open("/matters/new", "new-empty")
        mishu.fill("/matter/", {
            "title": TITLE, "lead_unit": "办公室", "undertaking_units": "办公室", "problem": "纸质档案利用不便",
            "necessity": "落实上级部署和实际工作需要", "feasibility": "条件已经具备", "preliminary_plan": "见送审稿",
            "legal_basis/0/instrument": "政府采购法", "legal_basis/0/article": "27",
            "legal_basis/2/instrument": "档案法", "legal_basis/2/article": "",
            "draft/version": "送审稿1", "draft/changed_on": "2024-05-07", "draft/sha256": SHA,
        })  # fmt: skip
        mishu.pick("/matter/", {"decision_mode": "PARTY_GROUP_VOTE", "proposer": "DEPARTMENT", "contact": "u07",
                                "drafters/0/id": "u07"})  # fmt: skip
        mishu.choose("/matter/category~LARGE_FUNDS", "/matter/secondary_categories~")
        mishu.press("预检")
        mishu.look("new-checked")
        mishu.choose("/matter/scope/contract~true", "/matter/scope/funds_involved~true", "/matter/state_secret_free",
                     "/matter/catalogue/items~D-02")  # fmt: skip
        mishu.press("未答的均答“否”")
        mishu.unfold("/matter/funds")
        mishu.fill("/matter/", {"legal_basis/1/article": "38"})
        mishu.fill("/matter/funds/", {"amount": "680,000", "budget_line": "2010399", "same_item_total": "680,000",
                                      "payee": ""})  # fmt: skip
        mishu.pick("/matter/funds/", {"kind": "PROCUREMENT", "procurement/object": "SERVICES",
                                      "procurement/method": "OPEN_TENDER"})  # fmt: skip
        mishu.choose("/matter/funds/in_budget~true", "/matter/funds/budget_line_changed~false",
                     "/matter/funds/procurement/above_open_tender_standard~false")  # fmt: skip
        mishu.unfold("/preparation")
        mishu.fill("/preparation/", {"research_done_on": "2024-04-25"})
        mishu.press("预检")
        mishu.look("new-ready")
        mishu.press("提交")
        number = mishu.page.url.rpartition("/")[2]
        mishu.arrived(number)
        mishu.look("matter-submitted")
        mishu.open(f"/matters/{number}/supplement", "supplement")
        mishu.open(f"/matters/{number}/revise-draft", "revise-draft")
        mishu.open(f"/matters/{number}/withdraw", "withdraw")
        mishu.open(f"/matters/{number}/commission-opinion", "commission-opinion")
        mishu.choose("/adviser~a01")
        mishu.press("委托")
        mishu.arrived(number)
    return number


def advised(walk: Walk, clock, number: str) -> None:
    with walk.by("guwen") as guwen:
        guwen.open(f"/matters/{number}/give-opinion", "give-opinion")
        root = next(iter(guwen.page.locator("[id$='/facts_relied_on']").all())).get_attribute("id").rpartition("/")[0]
        guwen.fill(f"{root}/", {
            "number": "法顾〔2024〕31号", "adviser/licence_no": "14402000000000001", "facts_relied_on": "送审材料所载事实",
            "materials": "送审稿1\n采购需求", "legal_basis/0/instrument": "政府采购法", "legal_basis/0/article": "27",
            "risks/0/risk": "合同履约风险", "risks/0/mitigation": "明确验收标准和违约责任", "suggestions/0/text": SUGGESTION,
        })  # fmt: skip
        guwen.pick(
            f"{root}/", {"adviser/kind": "EXTERNAL_COUNSEL", "risks/0/level": "MEDIUM", "suggestions/0/force": "MUST"}
        )
        guwen.choose(f"{root}/conflict_free", f"{root}/signed")
        guwen.press("出具法律意见")
        guwen.look("give-opinion-refused")
        guwen.choose(f"{root}/conclusion~LAWFUL")
        guwen.press("出具法律意见")
        guwen.arrived(number)
    clock.turn_to(date(2024, 5, 9))
    with walk.by("mishu") as mishu:
        mishu.open(f"/matters/{number}/answer-opinion", "answer-opinion")
        mishu.choose(f"{root}/suggestions/0/response~ADOPTED")
        mishu.fill(f"{root}/suggestions/0/", {"reason": "已写入合同文本"})
        mishu.press("登记采纳情况")
        mishu.arrived(number)


def reviewed(walk: Walk, clock, number: str) -> None:
    root = "/legality_review"
    with walk.by("mishu") as mishu:
        mishu.open(f"/matters/{number}/send-for-review", "send-for-review")
        mishu.fill(f"{root}/", {"due_on": "2024-05-14"})
        mishu.press("重新核算")
        mishu.look("send-for-review-short")
        mishu.fill(f"{root}/", {"due_on": "2024-05-22"})
        mishu.choose(
            *(f"{root}/materials/{key}" for key in ("draft", "basis", "procedure_statement", "adviser_opinions"))
        )
        mishu.press("送审")
        mishu.arrived(number)
    clock.turn_to(date(2024, 5, 16))
    with walk.by("shencha") as shencha:
        shencha.open(f"/matters/{number}/issue-review", "issue-review")
        shencha.fill(f"{root}/", {
            "number": "合审〔2024〕31号", "findings_basis/authority": "属于本单位法定职权",
            "findings_basis/procedure": "已履行规定程序", "findings_basis/content": "符合法律、法规、规章和国家政策",
        })  # fmt: skip
        shencha.choose(
            *(f"{root}/findings/{head}~CONFORMS" for head in ("authority", "procedure", "content")),
            f"{root}/opinions_considered~法顾〔2024〕31号", f"{root}/conclusion~LAWFUL", f"{root}/sealed~true",
            f"{root}/required_changes~none",
        )  # fmt: skip
        shencha.pick(f"{root}/", {"head": "r02"})
        shencha.press("出具审查意见")
        shencha.arrived(number)
    with walk.by("mishu") as mishu:
        mishu.open(f"/matters/{number}/answer-review", "answer-review")


def deliberated(walk: Walk, clock, number: str) -> None:
    root = "/meetings/0"
    with walk.by("shuji") as shuji:
        shuji.open(f"/matters/{number}/confirm-topic", "confirm-topic")
        shuji.pick(f"{root}/", {"type": "PARTY_GROUP_MEETING", "topic/proposed_by": "p03"})
        shuji.fill(f"{root}/", {"topic/main_question": "是否同意该采购实施方案"})
        shuji.press("确定议题")
        shuji.arrived(number)
    with walk.by("mishu") as mishu:
        mishu.open(f"/matters/{number}/give-notice", "give-notice")
        mishu.fill(f"{root}/", {"number": "党组会〔2024〕31号", "held_on": "2024-05-24", "place": "三楼会议室"})
        mishu.pick(f"{root}/", {"form": "ON_SITE", "presider/id": "p01", "recorder": "s02"})
        mishu.press("登记会议通知")
        mishu.arrived(number)
    clock.turn_to(date(2024, 5, 24))
    with walk.by("jilu") as jilu:
        recorded(jilu, root, number)


def recorded(jilu: Desk, root: str, number: str) -> None:
    jilu.open(f"/matters/{number}/meeting", "meeting-empty")
    jilu.press("宣布通过")
    jilu.look("meeting-gate-shut")
    jilu.open(f"/matters/{number}/meeting", "meeting-again")
    jilu.choose(f"{root}/members/5/present~false", f"{root}/members/3/recused~true")
    jilu.fill(f"{root}/", {"started_at": "09:00", "ended_at": "10:20",
                           "disagreements": "无", "decision_text": "同意该采购实施方案"})  # fmt: skip
    jilu.pick(f"{root}/", {"members/3/conflict": "RELATIVE", "observers/0/id": "a01", "observers/0/kind": "LEGAL_ADVISER",
                           "observers/1/id": "r01", "observers/1/kind": "LEGALITY_REVIEWER",
                           "vote/method": "SHOW_OF_HANDS"})  # fmt: skip
    jilu.press("未登记的均到会、无利害关系")
    jilu.fill(f"{root}/", {"members/5/absence_reason": "因公外出"})
    for place, row in enumerate((1, 2, 4, 6, 0), 1):
        jilu.pick(f"{root}/statements/{row}/", {"stance": "APPROVE"})
        jilu.fill(f"{root}/statements/{row}/", {"text": "同意该方案。"})
        jilu.fill(f"order{root}/statements/{row}", {"": str(place)})
    jilu.press("到会的全体赞成")
    jilu.pick(f"{root}/observers/2/", {"id": "d01", "kind": "DISCIPLINE"})
    jilu.choose(f"{root}/opinion_read_out~true", f"{root}/risk_statement_shown~false", f"{root}/vote/item_by_item~true",
                f"{root}/minutes/dissent_recorded~true", f"{root}/minutes/signed_by~s02", f"{root}/minutes/signed_by~p01")  # fmt: skip
    jilu.press("保存并核算")
    jilu.look("meeting-saved")
    jilu.press("宣布通过")
    jilu.arrived(number)


def closed(walk: Walk, number: str) -> None:
    with walk.by("mishu") as mishu:
        mishu.open(f"/matters/{number}/follow-up", "follow-up")
        mishu.choose("/reporting/required~false", "/publication/required~false")
        mishu.fill("/", {"publication/withheld_reason": "内部采购事项", "execution/unit": "办公室",
                         "execution/deadline": "2024-12-31"})  # fmt: skip
        mishu.pick("/execution/", {"person": "u07"})
        mishu.press("登记")
        mishu.arrived(number)
    for username, name in (("fenguan", "sign-leader"), ("shuji", "sign-head")):
        with walk.by(username) as signer:
            signer.open(f"/matters/{number}/sign", name)
            signer.fill("/approvals/comment", {"": "同意"})
            signer.press("同意，签批")
            signer.arrived(number)
    with walk.by("mishu") as mishu:
        mishu.open(f"/matters/{number}", "matter-signed")
        with mishu.page.expect_download() as download:
            mishu.page.get_by_role("link", name="审查记录").first.click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
