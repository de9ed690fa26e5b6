"""Tests the stage pages: the whole road by five people, and every refusal, generated over the pages of `road`."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from review.domain.changes import differing
from review.domain.dossier import Dossier, Meeting, Presider, Publicity, Topic
from review.domain.vocabulary import DraftChange, MeetingForm, MeetingType, Role
from review.domain.workflow import State
from review.service import deliberation, oversight, submission
from review.service.desk import Desk
from review.service.ports import Matter
from review.web import opinion
from tests.sampling import some

from .conftest import SignIn, driven, example, person, post, signed_in, text, visited
from .road import BESIDE, MEETING, NUMBER, OPINION, ROAD, Stop, filled, send

EVERYBODY = ("mishu", "guwen", "shencha", "shuji", "fenguan", "jilu", "shenji")
STOPS = [*ROAD, *BESIDE]
SOME = some(STOPS, 14)
SENDING = next(stop for stop in ROAD if stop.page == "send-for-review")
REASON = "/legality_review/short_time_reason"
WRONG = [
    *(stop for stop in STOPS if stop.wrong),
    replace(SENDING, wrong={"/legality_review/due_on": ""}),
    replace(SENDING, says={**SENDING.says, "/legality_review/due_on": "2024-05-14"}, wrong={REASON: ""}),
    replace(SENDING, wrong={REASON: "汛期\u202e临近"}),
]
LATER = ("meetings", "approvals", "reporting", "publication", "execution", "archive")
"""The parts of a dossier that come after the legality review."""


def stored(app: Flask) -> Matter:
    desk = app.extensions["review"].desk
    return oversight.show(desk, person(desk, Role.SECRETARY), NUMBER)


def named(stop: Stop) -> str:
    return stop.name


def test_a_stale_form_says_once_that_nothing_was_saved_and_keeps_what_was_typed(stand: Callable[[str], Path]) -> None:
    with visited(stand("send-for-review"), SENDING) as (app, client):
        page = text(client.get(SENDING.path))
        matter = stored(app)
        submission.supplement(
            app.extensions["review"].desk, person(app.extensions["review"].desk, Role.SECRETARY), NUMBER, matter.revision,
            submission.Submission(matter=matter.dossier.matter, preparation=matter.dossier.preparation),
        )  # fmt: skip
        answer = client.post(SENDING.path, data=filled(page, SENDING.says, SENDING.button))
        note = text(answer).split('id="refused"')[1].split("</div>")[0]
        assert answer.status_code == 409
        assert note.count("没有保存") == 1
        assert "填写的内容都在下面，没有丢失。" in note


def test_a_new_draft_is_confirmed_by_the_authors_of_what_was_given_on_the_old_one(stand: Callable[[str], Path]) -> None:
    claim = {"/matter/draft/version": "送审稿2", "/matter/draft/sha256": "cd" * 32, "/matter/draft/change": "EDITORIAL"}
    with visited(stand("confirm-topic"), ROAD[7]) as (app, _):
        secretary = signed_in(app, "mishu")
        path = f"/matters/{NUMBER}/revise-draft"
        assert secretary.post(path, data=filled(text(secretary.get(path)), claim, "")).status_code == 303
        shown = text(secretary.get(f"/matters/{NUMBER}"))
        assert f'href="/matters/{NUMBER}/revise-draft#/matter/draft/change"' in shown
        assert "/supplement#/matter/draft" not in shown
        assert 'id="/matter/draft/change"' in text(secretary.get(path))
        for username in ("guwen", "shencha"):
            author, path = signed_in(app, username), f"/matters/{NUMBER}/confirm-draft"
            assert "确认改稿" in text(author.get("/"))
            page = text(author.get(path))
            assert "提交人说明：文字修改" in page
            assert author.post(path, data=filled(page, {}, "")).status_code == 303
            assert author.get(path).status_code == 403
        assert stored(app).dossier.matter.draft.change is DraftChange.EDITORIAL
        assert [row.action.value for row in app.extensions["review"].desk.options(
            person(app.extensions["review"].desk, Role.GROUP_SECRETARY), stored(app)
        )] == ["CONFIRM_TOPIC"]  # fmt: skip


def test_a_matter_goes_the_whole_road_by_forms(road: dict[str, Path]) -> None:
    with visited(road["end"], ROAD[-1]) as (app, _):
        matter = stored(app)
        assert matter.state is State.APPROVED
        assert matter.revision == len(ROAD)
        assert [gate.value for gate, state in matter.judgement.gates.items() if state.reached and not state.open] == []
        meeting = (matter.dossier.meetings or ())[0]
        assert [said.member for said in meeting.statements or ()] == ["p02", "p03", "p05", "p07", "p01"]
        assert meeting.vote is not None
        assert (meeting.vote.counts.approve, meeting.vote.counts.oppose) == (5, 0)
        assert str(meeting.started_at) == "2024-05-24 09:00:00+08:00"


@pytest.mark.parametrize("stop", SOME, ids=named)
def test_a_second_click_stores_nothing_more(stop: Stop, stand: Callable[[str], Path]) -> None:
    with visited(stand(stop.name), stop) as (app, client):
        data = filled(text(client.get(stop.path)), stop.says, stop.button)
        assert client.post(stop.path, data=data).status_code == 303
        once = stored(app)
        again = client.post(stop.path, data=data)
        assert stored(app).revision == once.revision
        if stop.page == "new":
            assert again.headers["Location"] == f"/matters/{NUMBER}"
        else:
            assert again.status_code == 409
            assert "打开最新内容" in text(again)
            assert "（" in text(again).split('id="refused"')[1]


@pytest.mark.parametrize("stop", SOME, ids=named)
def test_only_the_right_role_sees_and_sends_a_page(stop: Stop, stand: Callable[[str], Path]) -> None:
    allowed = {"shuji", "fenguan"} if stop.page == "sign" else {stop.by}
    with visited(stand(stop.name), stop) as (app, client):
        data = filled(text(client.get(stop.path)), stop.says, stop.button)
        for username in EVERYBODY:
            if username not in allowed:
                other = signed_in(app, username)
                fresh = data.copy()
                fresh["csrf_token"] = re.findall(r'name="csrf_token" value="([^"]+)"', text(other.get("/matters")))[0]
                assert other.get(stop.path).status_code == 403, username
                assert other.post(stop.path, data=fresh).status_code == 403, username
        assert client.post(stop.path, data=data).status_code == 303


def test_an_empty_opinion_is_told_everything_that_it_lacks_at_once(stand: Callable[[str], Path]) -> None:
    stop = next(stop for stop in STOPS if stop.page == "give-opinion")
    with visited(stand(stop.name), stop) as (_, client):
        answer = client.post(stop.path, data=filled(text(client.get(stop.path)), {}, ""))
        assert answer.status_code == 422
        marked = re.findall(r'<a href="#([^"]+)"', text(answer).split('id="refused"')[1].split("</ol>")[0])
        assert {name.removeprefix(f"{OPINION}/") for name in marked} == set(opinion.NEEDED)


@pytest.mark.parametrize("stop", some(WRONG, 5), ids=named)
def test_a_wrong_field_is_marked_and_nothing_typed_is_lost(stop: Stop, stand: Callable[[str], Path]) -> None:
    with visited(stand(stop.name), stop) as (_, client):
        data = filled(text(client.get(stop.path)), {**stop.says, **stop.wrong}, stop.button)
        answer = client.post(stop.path, data=data)
        page = text(answer)
        assert answer.status_code == 422
        summary = page.split('id="refused"')[1].split("</ol>")[0]
        marked = re.findall(r'<a href="#([^"]+)"', summary)
        assert marked
        for pointer in marked:
            assert re.sub(r"/\d+/(?!.*/\d)", "/*/", pointer) in {
                re.sub(r"/\d+/(?!.*/\d)", "/*/", name.removesuffix(":lines")) for name in stop.wrong
            }
            assert f'id="{pointer}~h"' in page
            assert re.search(rf'id="{re.escape(pointer)}"', page)
        assert typed(filled(page, {}, "")) == typed(data)


def typed(form: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Everything that was typed, in whichever row: blank rows of a list are taken out, so that the others move up."""
    own = ("csrf_token", "do")
    return sorted((re.sub(r"/\d+(?=/)", "/*", name), value) for name, value in form.items(multi=True)
                  if value.strip() and name not in own)  # fmt: skip


GATES = (
    ("new", {"/matter/state_secret_free": None}, "submit", "CLS-09"),
    ("meeting", {f"{MEETING}/members/{row}/present": "" for row in (0, 1)}, "PASSED", "MTG-06"),
    ("meeting", {f"{MEETING}/vote/ballots/{row}/choice": "OPPOSE" for row in (1, 2)}, "PASSED", "MTG-16"),
)


@pytest.mark.parametrize(("page", "without", "button", "rule"), some(GATES, 3))
def test_a_shut_gate_names_its_rules_and_keeps_what_was_typed(
    page: str, without: dict[str, str | None], button: str, rule: str, stand: Callable[[str], Path]
) -> None:
    stop = next(stop for stop in ROAD if stop.page == page)
    with visited(stand(page), stop) as (_, client):
        data = filled(text(client.get(stop.path)), {**stop.says, **without}, button)
        answer = client.post(stop.path, data=data)
        shown = text(answer)
        assert answer.status_code == 409
        summary = shown.split('id="refused"')[1].split("</ol>")[0]
        assert rule in summary
        assert set(typed(data)) <= set(typed(filled(shown, {}, "")))


@pytest.mark.heavy
def test_sending_what_is_not_in_the_budget_answers_names_the_gap_and_the_page_that_settles_it(path: Path) -> None:
    new = replace(ROAD[0], says={**ROAD[0].says, "/matter/funds/in_budget": ""})
    for stop in (new, *ROAD[1:4]):
        with visited(path, stop) as (_, client):
            assert send(client, stop).status_code == 303
    with visited(path, ROAD[4]) as (_, client):
        assert f"/matters/{NUMBER}/supplement#/matter/funds/in_budget" in text(client.get(ROAD[4].path))
        answer = send(client, ROAD[4])
        assert answer.status_code == 409
        assert f'<a href="/matters/{NUMBER}/supplement#/matter/funds/in_budget">' in text(answer)
        assert "FIN-01" in text(answer).split('id="refused"')[1].split("</ol>")[0]


def test_confirming_a_topic_without_opinion_and_review_names_what_is_missing(stand: Callable[[str], Path]) -> None:
    stop = next(stop for stop in ROAD if stop.page == "confirm-topic")
    with visited(stand("commission-opinion"), stop) as (_, client):
        answer = send(client, stop)
        assert answer.status_code == 409
        assert {"LAD-01", "LRV-01"} <= set(re.findall(r"[A-Z]{3}-\d\d", text(answer).split('id="refused"')[1]))


@pytest.mark.parametrize("stop", SOME, ids=named)
def test_hostile_text_stays_text(stop: Stop, stand: Callable[[str], Path]) -> None:
    hostile = '"><script>alert(1)</script>{{ 7 * 7 }}'
    with visited(stand(stop.name), stop) as (_, client):
        data = filled(text(client.get(stop.path)), stop.says, "precheck" if stop.page == "new" else stop.button)
        data.update({name: hostile for name in data if name.endswith(("reason", "text", "title", "number", "comment"))})
        data["revision"] = "1"
        shown = text(client.post(stop.path, data=data))
        assert "<script>" not in shown
        assert "49" not in unescape(shown).split("alert(1)")[-1][:40]


@pytest.mark.heavy
@pytest.mark.parametrize("name", some(["02", "01", "04", "03", "05"], 5))
def test_saving_a_supplement_as_it_stands_changes_nothing(name: str, desk: Desk, sign_in: SignIn) -> None:
    number = "SL-ZSJ-2022-0101"
    later = ("legal_opinions", "legality_review", *LATER)
    before = driven(desk, without_publicity(example(name)), number, **dict.fromkeys(later))
    mishu = sign_in("mishu")
    page = text(mishu.get(f"/matters/{number}/supplement"))
    assert mishu.post(f"/matters/{number}/supplement", data=filled(page, {}, "submit")).status_code == 303
    after = oversight.show(desk, person(desk, Role.SECRETARY), number)
    assert after.revision == before.revision + 1
    assert set(differing(before.dossier.matter, after.dossier.matter)) <= {"/funds/on_record/looked_up_on"}
    assert after.dossier.preparation == before.dossier.preparation


def without_publicity(given: Dossier) -> Dossier:
    """The example before its candidates were made public, so that nothing follows the decision that is left out."""
    candidates = tuple(replace(one, publicity=Publicity(), appointed_on=None) for one in given.matter.candidates or ())
    return replace(given, matter=replace(given.matter, candidates=candidates or None))


def test_each_of_several_candidates_has_statements_and_a_vote_of_his_own(desk: Desk, sign_in: SignIn) -> None:
    number, root = "SL-ZSJ-2023-0101", f"{MEETING}/candidate_votes/1"
    invited(desk, number)
    jilu = sign_in("jilu")
    page = text(jilu.get(f"/matters/{number}/meeting"))
    says = {
        f"{MEETING}/candidate_votes/0/method": "OPEN_BALLOT", f"{root}/method": "SECRET_BALLOT", f"{root}/counts/approve": "4",
        f"{MEETING}/candidate_votes/0/ballots/2/choice": "OPPOSE", f"{root}/result": "PASSED",
        f"{root}/statements/1/stance": "APPROVE", f"order{root}/statements/1": "1",
    }  # fmt: skip
    answer = jilu.post(f"/matters/{number}/meeting", data=filled(page, says, "save"))
    assert answer.headers["Location"] == f"/matters/{number}/meeting", text(answer)
    meeting = (oversight.show(desk, person(desk, Role.SECRETARY), number).dossier.meetings or ())[-1]
    first, second = meeting.candidate_votes or ()
    assert [vote.candidate for vote in (first, second)] == ["c01", "c02"]
    assert (first.counts.approve, first.counts.oppose) == (0, 1)
    assert (second.counts.approve, second.ballots, second.statements[0].member) == (4, None, "p02")
    again = filled(text(jilu.get(f"/matters/{number}/meeting")), {}, "")
    assert {name: again[name] for name in says} == says


def invited(desk: Desk, number: str) -> None:
    """A matter of two candidates, notified and ready to be recorded."""
    given = without_publicity(example("04"))
    (one,) = given.matter.candidates or ()
    both = (replace(one, id="c01", name="候选人甲"), replace(one, id="c02", name="候选人乙"))
    ready = driven(desk, replace(given, matter=replace(given.matter, candidates=both)), number, **dict.fromkeys(LATER))
    topic = Topic(proposed_by="p03", main_question="是否同意任命")
    head, secretary = person(desk, Role.GROUP_SECRETARY), person(desk, Role.SECRETARY)
    ready = deliberation.confirm_topic(
        desk, head, number, ready.revision, Meeting(type=MeetingType.PARTY_GROUP_MEETING, topic=topic)
    )
    notice = Meeting(
        number="党组会〔2023〕101号", form=MeetingForm.ON_SITE, held_on=desk.today(), presider=Presider(id="p01")
    )
    deliberation.give_notice(desk, secretary, number, ready.revision, notice)


@pytest.mark.parametrize(("days", "told"), some([
    ({"due_on": "2024-05-09"}, "审查期限早于今天，请重新填写"),
    ({"complete_on": "2024-05-09"}, "早于今天：材料在送审当日或者以后才送齐"),
    ({"complete_on": "2024-05-23"}, "审查期限早于材料送齐之日，请重新填写"),
    ({"due_on": "2024-02-31"}, "没有核算，也还没有送审"),
], 4))  # fmt: skip
def test_days_that_cannot_be_are_told_where_they_are_counted(
    days: dict[str, str], told: str, stand: Callable[[str], Path]
) -> None:
    with visited(stand("send-for-review"), SENDING) as (app, client):
        typed = SENDING.says | {f"/legality_review/{key}": value for key, value in days.items()}
        before, answer = stored(app), client.post(SENDING.path, data=filled(text(client.get(SENDING.path)), typed, "count"))
        assert answer.status_code == 200
        assert told in text(answer)
        assert "审查时间 " not in text(answer)
        assert stored(app) == before


def test_who_signs_is_told_what_becomes_of_his_disagreement(stand: Callable[[str], Path]) -> None:
    endorsing, signing = [stop for stop in ROAD if stop.page == "sign"]
    for stop, told in ((endorsing, "由书记收回，提请会议复议"), (signing, "退回承办单位，提请会议复议")):
        with visited(stand(stop.name), stop) as (_, client):
            assert told in text(client.get(stop.path))
    with visited(stand(signing.name), signing) as (_, client):
        assert client.get(signing.path.replace("/sign", "/recall")).status_code == 403, "what was signed is not taken back"


@pytest.mark.parametrize("place", some([0, 1], 2))
def test_a_disagreement_takes_its_reason_and_is_shown_with_it(stand: Callable[[str], Path], place: int) -> None:
    stop = [one for one in ROAD if one.page == "sign"][place]
    with visited(stand(stop.name), stop) as (app, client):
        before, form = stored(app), text(client.get(stop.path))
        revision = form.partition('name="revision" value="')[2].partition('"')[0]
        blank = {"revision": revision, "do": "decline", "/approvals/comment": " "}
        refused = post(client, stop.path, blank)
        assert refused.status_code == 422
        assert "不同意的，请写明理由" in text(refused)
        assert stored(app) == before
        assert post(client, stop.path, {**blank, "/approvals/comment": "中标价格有变"}).status_code == 303
        page = text(client.get(f"/matters/{NUMBER}"))
        assert "不同意签批</h2>" in page
        assert "中标价格有变" in page
