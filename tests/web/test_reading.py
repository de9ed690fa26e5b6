"""The reading pages: tasks, list, one matter, rulebook, record; who may read them, and that they leave nothing out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from flask import Flask

from review.domain import wording
from review.domain.headline import headline_of
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Gate, Outcome, Role
from review.domain.workflow import TRANSITIONS, State
from review.service import next_steps, opinion, oversight, submission
from review.service.desk import Desk
from review.service.ports import Matter
from review.store.matters import SqlMatters
from review.web import flow, progress
from tests.domain.judging import SHIPPED
from tests.sampling import some

from .conftest import TODAY, UNIT, SignIn, driven, example, person, post, text

FRESH, DONE = "SL-ZSJ-2024-0009", "SL-ZSJ-2024-0003"
UNTIL_REVIEW = dict.fromkeys(("meetings", "approvals", "reporting", "publication", "execution", "archive"))
UNTIL_OPINION = UNTIL_REVIEW | {"legality_review": None}
EVERYONE = ("mishu", "guwen", "shencha", "shuji", "fenguan", "jilu", "shenji")
WRITING = (
    "supplement", "revise-draft", "withdraw", "commission-opinion", "give-opinion", "answer-opinion",
    "send-for-review", "issue-review", "answer-review", "confirm-topic", "give-notice", "meeting", "sign", "follow-up",
)  # fmt: skip


@pytest.mark.parametrize("who", some(EVERYONE, 7))
def test_everyone_in_the_unit_may_read(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    for page in ("/matters", f"/matters/{FRESH}", f"/matters/{DONE}", "/rules"):
        assert client.get(page).status_code == 200, page


def test_the_auditor_sees_the_matters_first_and_is_offered_nothing_to_do(sign_in: SignIn) -> None:
    client = sign_in("shenji")
    assert client.get("/").location == "/matters"
    shown = text(client.get(f"/matters/{FRESH}"))
    assert not any(f"/matters/{FRESH}/{page}" in shown for page in WRITING)
    assert f"/matters/{FRESH}/record.pdf" in shown
    assert "/matters/new" not in shown


def test_the_auditor_can_open_no_writing_page(sign_in: SignIn) -> None:
    client = sign_in("shenji")
    for path in ("/matters/new", *(f"/matters/{FRESH}/{page}" for page in WRITING)):
        assert client.get(path).status_code in (403, 404, 409), path
        assert post(client, path, {"revision": "1", "do": "submit"}, "/matters").status_code == 403, path
    assert text(client.get(f"/matters/{FRESH}")).count('<th scope="row">提交事项') == 1, "one event of the trail"


@pytest.mark.parametrize("number", some(["SL-ZSJ-2024-9999", "SL-XZF-2023-0021", "%2E%2E", "'%20OR%201=1", "%00"], 5))
def test_a_number_that_is_not_of_this_unit_is_not_found(sign_in: SignIn, number: str) -> None:
    client = sign_in("mishu")
    for page in ("", "/record.pdf", "/package.zip", "/supplement"):
        assert client.get(f"/matters/{number}{page}").status_code == 404, page


def test_the_other_unit_sees_its_own_matters_only(sign_in: SignIn) -> None:
    shown = text(sign_in("mishu-xian").get("/matters"))
    assert "SL-XZF-2023-0021" in shown
    assert "SL-ZSJ" not in shown


def test_a_rule_that_was_judged_on_several_meetings_is_named_once_beside_a_step(sign_in: SignIn) -> None:
    page = text(sign_in("mishu").get("/matters/SL-ZSJ-2023-0011"))
    settled = re.findall(r'<span class="small muted">解除 ([^<]*)</span>', page)
    assert any("MTG-29" in one for one in settled)
    for one in settled:
        rules = one.removesuffix("等").split("、")
        assert len(rules) == len(set(rules))


@pytest.mark.parametrize("number", some([FRESH, DONE, "SL-ZSJ-2023-0011", "SL-ZSJ-2023-0019"], 4))
def test_the_page_of_a_matter_shows_every_finding(desk: Desk, sign_in: SignIn, number: str) -> None:
    with desk.store.reading(UNIT) as work:
        findings = work.matters.get(number).judgement.findings
    shown = unescape(text(sign_in("shenji").get(f"/matters/{number}")))
    for finding in findings:
        assert finding.rule in shown
        assert finding.title in shown
        assert finding.observed in shown
        if finding.outcome is not Outcome.not_applicable:
            assert finding.required in shown
            assert finding.citation.phrase in shown
            assert finding.remedy in shown


def test_an_article_that_is_not_checked_word_for_word_is_marked(desk: Desk, sign_in: SignIn) -> None:
    shown = text(sign_in("shenji").get(f"/matters/{FRESH}"))
    assert "条号待核对" in shown


@pytest.mark.parametrize("number", [FRESH, DONE])
def test_the_page_says_how_a_matter_stands_in_the_words_of_its_record(desk: Desk, sign_in: SignIn, number: str) -> None:
    stored = oversight.show(desk, person(desk, Role.AUDITOR), number)
    said = headline_of(stored.dossier, stored.judgement, stored.state)
    assert f"</svg>{said.text}</span>" in text(sign_in("shenji").get(f"/matters/{number}"))
    assert "全部通过" not in said.text


def test_what_is_undetermined_is_never_green(sign_in: SignIn) -> None:
    shown = text(sign_in("shenji").get(f"/matters/{FRESH}"))
    assert '<span class="oc und chip">' in shown
    assert 'class="oc met chip">' not in shown.replace("\n", "").split("无法判定")[0][-200:]


def test_the_shut_gate_is_told_with_the_steps_that_open_it(app: Flask, desk: Desk, sign_in: SignIn) -> None:
    given = example("01")
    asked = replace(given, preparation=None, matter=replace(
        given.matter, scope=replace(given.matter.scope, market_activity=True, stability_risk=True)
    ))  # fmt: skip
    stopped = driven(desk, asked, "SL-ZSJ-2024-0101", **UNTIL_OPINION)
    shown = text(sign_in("mishu").get(f"/matters/{stopped.number}"))
    with app.app_context():
        steps = progress.steps(stopped, Gate.LEGALITY_REVIEW)
    assert steps
    assert f"送审关未到，尚不能开。</span>再办 {len(steps)} 件事，可以送合法性审查" in shown
    for step in steps[:6]:
        assert step.remedy in shown
    assert f'href="/matters/{stopped.number}/risk-assessment#/preparation/risk_assessment/' in shown


def test_where_the_list_has_another_meeting_it_is_not_one_step_to_the_signature(desk: Desk, sign_in: SignIn) -> None:
    """After the first of two meetings the page said 审批关只差一步：确定议题, 其他条件已经具备."""
    given = example("02")
    later = dict.fromkeys(("approvals", "reporting", "publication", "execution", "archive"))
    stored = driven(desk, replace(given, meetings=(given.meetings or ())[:1]), "SL-ZSJ-2024-0103", **later)
    assert stored.state is State.DECIDED
    assert "MTG-26" in {one.rule for one in stored.judgement.shutting(Gate.APPROVAL)}
    shown = text(sign_in("mishu").get(f"/matters/{stored.number}"))
    assert "只差一步" not in shown and "其他条件已经具备" not in shown
    ahead = shown.split("局长办公会还没有通过本事项，其后才能签批")[1].split("</ol>")[0]
    assert "下一步：确定议题（局长办公会），由" in ahead
    assert ahead.index("其后发会议通知、记录会议、宣布结果") < ahead.index("最后签批")
    for one in stored.judgement.shutting(Gate.APPROVAL):
        assert one.rule in ahead


@pytest.mark.heavy
def test_a_gate_that_only_waits_for_the_next_act_names_who_does_it(desk: Desk, sign_in: SignIn) -> None:
    reviewed = driven(desk, example("02"), "SL-ZSJ-2024-0102", **UNTIL_REVIEW)
    assert reviewed.state is State.REVIEWED
    assert "议题关只差一步：确定议题" in text(sign_in("mishu").get(f"/matters/{reviewed.number}"))
    assert f"/matters/{reviewed.number}/confirm-topic" in text(sign_in("shuji").get("/"))
    assert f"/matters/{reviewed.number}/confirm-topic" not in text(sign_in("mishu").get("/"))


def test_a_task_moves_from_one_desk_to_the_next(desk: Desk, sign_in: SignIn) -> None:
    def offered(who: str, page: str) -> bool:
        return f"/matters/{FRESH}/{page}" in text(sign_in(who).get("/"))

    assert offered("mishu", "commission-opinion")
    assert not offered("guwen", "give-opinion")
    opinion.commission(desk, person(desk, Role.SECRETARY), FRESH, 1, "a01")
    assert offered("guwen", "give-opinion")
    assert not offered("mishu", "commission-opinion")
    assert "法律顾问甲" in text(sign_in("mishu").get("/"))


def test_a_withdrawn_matter_is_closed_and_tells_its_reason(desk: Desk, sign_in: SignIn) -> None:
    submission.withdraw(desk, person(desk, Role.SECRETARY), FRESH, 1, "资金来源有变")
    assert "资金来源有变" in text(sign_in("shenji").get(f"/matters/{FRESH}"))
    home = text(sign_in("mishu").get("/"))
    assert f"/matters/{FRESH}/" not in home
    assert "已撤回" in home


def test_the_desk_page_reads_no_matter_that_is_closed_but_those_it_shows(
    desk: Desk, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A unit has thousands of closed matters, and every page view would read them all."""
    submission.withdraw(desk, person(desk, Role.SECRETARY), FRESH, 1, "资金来源有变")
    monkeypatch.setattr("review.web.home.SHOWN", 0)
    seen: list[str] = []
    read = SqlMatters.each

    def watched(self: SqlMatters, numbers: Iterable[str]) -> Iterator[Matter]:
        asked = list(numbers)
        seen.extend(asked)
        return read(self, asked)

    monkeypatch.setattr(SqlMatters, "each", watched)
    assert FRESH not in text(sign_in("mishu").get("/"))
    assert seen and FRESH not in seen


def test_empty_lists_say_so_and_keep_their_heads(sign_in: SignIn) -> None:
    shown = text(sign_in("guwen").get("/"))
    assert "没有待办。" in shown
    assert shown.count("<thead>") == 3


def test_only_a_secretary_is_offered_a_new_matter(sign_in: SignIn) -> None:
    offering = [who for who in EVERYONE if "/matters/new" in text(sign_in(who).get("/", follow_redirects=True))]
    assert offering == ["mishu"]


@pytest.mark.parametrize(
    ("query", "found"),
    some([
        ("category=LARGE_FUNDS", {"SL-ZSJ-2023-0004", FRESH}),
        ("state=PREPARING", {FRESH}),
        ("text=档案", {FRESH}),
        ("text=sl-zsj-2022 指导目录", {"SL-ZSJ-2022-0007"}),
        ("shut=1", set()),
        ("category=NONSENSE", set()),
        ("page=99&state=PREPARING", {FRESH}),
    ], 3),
)
def test_the_list_is_narrowed_by_the_address(desk: Desk, sign_in: SignIn, query: str, found: set[str]) -> None:
    shown = text(sign_in("shenji").get(f"/matters?{query}"))
    with desk.store.reading(UNIT) as work:
        numbers = {line.number for line in work.matters.lines()}
    assert {number for number in numbers if f'href="/matters/{number}"' in shown} == found


def test_typed_text_is_shown_as_text(sign_in: SignIn) -> None:
    shown = text(sign_in("shenji").get("/matters?text=<b>粗</b>"))
    assert "<b>粗</b>" not in shown
    assert "&lt;b&gt;粗" in shown


@pytest.mark.parametrize("who", ["mishu", "shenji"])
def test_the_record_is_downloaded_as_a_file_named_by_its_number(sign_in: SignIn, who: str) -> None:
    answer = sign_in(who).get(f"/matters/{DONE}/record.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{DONE}.pdf"')
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data == f"%PDF {DONE}".encode()


def test_the_rulebook_page_shows_every_rule(desk: Desk, sign_in: SignIn) -> None:
    shown = unescape(text(sign_in("shenji").get("/rules")))
    for rule in desk.rulebook.rules:
        assert rule.id in shown
        assert rule.title in shown
        assert rule.citation.phrase in shown
    assert desk.rulebook.sha256 in shown


def test_the_rulebook_is_shown_by_instrument_too(desk: Desk, sign_in: SignIn) -> None:
    shown = unescape(text(sign_in("shenji").get("/rules?by=instrument")))
    for rule in desk.rulebook.rules:
        assert f'href="/rules/{rule.id}"' in shown
        assert f'id="{rule.citation.instrument}"' in shown
    assert sign_in("shenji").get("/rules?by=colour").status_code == 404


def test_a_rule_that_cites_another_instrument_in_some_cases_stands_under_both(desk: Desk, sign_in: SignIn) -> None:
    shown = unescape(text(sign_in("shenji").get("/rules?by=instrument")))
    several = [rule for rule in desk.rulebook.rules if rule.citation_when]
    assert {"MTG-12", "MTG-13"} <= {rule.id for rule in several}
    for rule in several:
        for cited in (rule.citation, *rule.citation_when):
            group = shown.split(f'<section class="panel" id="{cited.instrument}"')[1].split("</section>")[0]
            assert f'href="/rules/{rule.id}"' in group


def test_whether_a_question_applies_is_said_without_a_double_negation(sign_in: SignIn) -> None:
    shown = unescape(text(sign_in("shenji").get("/rules/ARC-04")))
    assert "不是不适用" not in shown
    assert "由人判断是否适用" in shown


@pytest.mark.heavy
@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.heavy)])
def test_the_page_of_a_rule_shows_every_edition_and_a_matter_that_breaks_it(desk: Desk, sign_in: SignIn, every: int) -> None:
    browser, rules = sign_in("shenji"), sorted(desk.rulebook.ids)[::every]
    unbroken = set()
    for rule in rules:
        shown = unescape(text(browser.get(f"/rules/{rule}")))
        for edition in desk.rulebook.rules:
            if edition.id == rule:
                assert edition.title in shown
                assert edition.citation.phrase in shown
                assert wording.remedy_text(edition, desk.rulebook.facts) in shown
        assert "{" not in shown
        if "不符合的例子" not in shown:
            unbroken.add(rule)
    broken_by_hand = {case.rule for case in SHIPPED if case.outcome is Outcome.not_met}
    assert unbroken == set(rules) - broken_by_hand
    assert browser.get("/rules/XXX-01").status_code == 404


def test_the_trail_shows_every_act(desk: Desk, sign_in: SignIn) -> None:
    with desk.store.reading(UNIT) as work:
        events = work.trail.of_matter(DONE)
    shown = text(sign_in("shenji").get(f"/matters/{DONE}"))
    assert events
    for event in events:
        assert event.hash[:12] in shown
        assert event.action.label in shown


@pytest.mark.heavy
def test_a_deferred_matter_is_drawn_with_its_return(desk: Desk, sign_in: SignIn) -> None:
    given = example("05")
    stopped = driven(desk, replace(given, meetings=(given.meetings or ())[:1]), "SL-ZSJ-2024-0103",
                     **dict.fromkeys(("approvals", "reporting", "publication", "execution", "archive")))  # fmt: skip
    with desk.store.reading(UNIT) as work:
        trail = work.trail.of_matter(stopped.number)
    drawn = flow.draw(stopped, trail, desk.rulebook.calendar, TODAY)
    assert "宣布暂缓" in drawn.back_word
    assert [dot.kind for dot in drawn.dots] == ["done"] * 4 + ["now", "redo"] + ["next"] * 3
    assert drawn.back_word in text(sign_in("mishu").get(f"/matters/{stopped.number}"))


def test_every_state_and_gate_has_its_place_in_the_drawing() -> None:
    assert set(flow.gate_columns()) == set(Gate)
    assert list(flow.gate_columns().values()) == sorted(flow.gate_columns().values())
    assert {row.next for row in TRANSITIONS} - {State.WITHDRAWN} <= set(flow.STANDS_IN)
    drawn = set().union(*(stage.acts for stage in flow.STAGES))
    assert {row.action for row in TRANSITIONS} - drawn == {
        progress.Action.WITHDRAW, progress.Action.RECALL, progress.Action.UPDATE_EDITION, progress.Action.HAND_ON,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("left", "light", "word"),
    [(-2, "red", "超期 2 日"), (0, "yellow", "今日到期"), (2, "yellow", "剩 2 日"), (3, "green", "剩 3 日")],
)
def test_a_deadline_has_its_light_and_its_word(left: int, light: str, word: str) -> None:
    due = next_steps.Deadline(date(2024, 6, 3), left)
    assert (due.light, due.word) == (light, word)


@pytest.mark.parametrize(
    ("today", "light", "word"),
    [(29, "yellow", "剩 1 日"), (30, "yellow", "剩 0 日"), (31, "yellow", "今日到期"), (32, "red", "超期 1 日")],
)
def test_on_friday_a_saturday_is_not_said_to_be_today(rulebook: Rulebook, today: int, light: str, word: str) -> None:
    """31 August 2024 is a Saturday: on the 30th nothing is due today."""
    due = next_steps.until(date(2024, 8, 31), rulebook.calendar, date(2024, 7, 31) + timedelta(days=today))
    assert (due.light, due.word) == (light, word)
