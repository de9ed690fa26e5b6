"""The pages after the decision: one form a part, each registering its own; the file is closed and handed over by forms."""

import io
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from review import demo
from review.domain.after import Part
from review.domain.dossier import Objection, Publicity
from review.domain.vocabulary import Gate, Role
from review.service import archive, oversight
from review.service.desk import Desk
from review.service.ports import Matter
from review.service.record import CHINA
from review.web.after import PAGES
from tests.papers import pdf
from tests.sampling import some
from tests.service import signed as made
from tests.service.signed import COMPLETED, DONE, PAPERS, Story

from .conftest import SignIn, driven, example, opened, person, signed_in, text
from .road import filled

SIGNED, APPOINTMENT = "SL-ZSJ-2024-0003", "SL-ZSJ-2023-0019"
PROCURED = "SL-ZSJ-2023-0004"
"""Of these only this one concludes a contract."""

SAID: dict[Part, dict[str, Any]] = {
    Part.REPORT_UPWARD: {"/reporting/required": "true", "/reporting/to": "SUPERIOR", "/reporting/kind": "REPORT",
                         "/reporting/contains_request": "false", "/reporting/reported_on": "2024-05-06"},
    Part.PUBLICATION: {"/publication/required": "true", "/publication/published_on": "2024-05-06",
                       "/publication/url": "https://example.gov.cn/1", "/publication/content_checked": "true"},
    Part.CARRYING_OUT: {"/execution/completed_on": "2024-05-31", "/execution/reports/0/on": "2024-05-31",
                        "/execution/reports/0/text": "已全部完成", "/execution/reports": None},
    Part.EVALUATION: {"/execution/evaluation/trigger": "DECIDER", "/execution/evaluation/body": "某研究院"},
    Part.FOLLOW_UP: {"/matter/contract/signed_on": "2024-05-20", "/matter/contract/secret": "false"},
}  # fmt: skip
"""What each form is told."""

CORRECTS = {Part.REPORT_UPWARD, Part.PUBLICATION}
"""Those that say otherwise than the example, which takes a reason."""

OF = {Part.REPORT_UPWARD: "reporting", Part.PUBLICATION: "publication", Part.CARRYING_OUT: "execution",
      Part.EVALUATION: "execution", Part.FOLLOW_UP: "matter"}  # fmt: skip
"""The part of the dossier that each form fills."""


CONDITION = {"/execution/conditions/0/text": "先征得财政部门同意", "/execution/conditions/0/due_on": "2024-06-20"}


def on_condition(desk: Desk) -> str:
    """The number of a signed matter that its meeting passed on this condition."""
    deferred, passed = example("05").meetings or ()
    conditional = replace(passed, conditions=("先征得财政部门同意",))
    return driven(
        desk, replace(example("05"), meetings=(deferred, conditional)), "SL-ZSJ-2024-0201", execution=None, archive=None
    ).number


def stored(desk: Desk, number: str) -> Any:
    return oversight.show(desk, person(desk, Role.SECRETARY), number)


def sent(client: FlaskClient, path: str, says: dict[str, Any], **files: tuple[bytes, str]) -> Any:
    form = filled(text(client.get(path)), says, "")
    data: dict[str, Any] = {name: form.getlist(name) for name in form}
    for row, (content, name) in files.items():
        data[f"/attachments/{row[3:]}/file"] = (io.BytesIO(content), name)
    return client.post(path, data=data, content_type="multipart/form-data")


@pytest.mark.parametrize("part", some(SAID), ids=lambda part: part.value)
def test_each_form_registers_its_own_part_with_its_evidence_and_leaves_the_rest(
    part: Part, desk: Desk, sign_in: SignIn
) -> None:
    number = PROCURED if part is Part.FOLLOW_UP else SIGNED
    path, before = f"/matters/{number}/{PAGES[part]}", stored(desk, number)
    says = {**SAID[part], "/attachments/0/kind": "OTHER"} | ({"/reason": "登记有误"} if part in CORRECTS else {})
    answer = sent(sign_in("mishu"), path, says, row0=(pdf((part.value,)), "佐证.pdf"))
    assert (answer.status_code, answer.location) == (303, f"/matters/{number}"), text(answer)
    after = stored(desk, number)
    assert after.revision == before.revision + 1
    assert [one.name for one in after.dossier.attachments] == ["佐证.pdf"]
    same = {OF[part]: getattr(before.dossier, OF[part]), "attachments": before.dossier.attachments, "as_of": before.dossier.as_of}
    assert getattr(after.dossier, OF[part]) != getattr(before.dossier, OF[part])
    assert replace(after.dossier, **same) == before.dossier
    last = oversight.trail(desk, person(desk, Role.SECRETARY), number)[-1]
    assert (last.action.label, last.note.partition("　更正：")[0]) == ("登记后续办理", part.label)
    assert ("　更正：" in last.note) == (part in CORRECTS)
    shown = filled(text(sign_in("mishu").get(path)), {}, "")
    for name, value in SAID[part].items():
        assert value is None or value in shown.getlist(name), name


def test_why_a_contract_was_not_reviewed_is_written_where_it_is_registered_and_each_reason_stays(
    desk: Desk, sign_in: SignIn
) -> None:
    """FIN-09 is asked after the decision, when the form of the submission is closed: the file could never be handed over."""
    path, client = f"/matters/{PROCURED}/{PAGES[Part.FOLLOW_UP]}", sign_in("mishu")
    assert sent(client, path, {"/matter/contract/signed_on": "2024-05-20", "/matter/contract/review_no": ""}).status_code == 303
    assert "FIN-09" in {one.rule for one in stored(desk, PROCURED).judgement.shutting(Gate.ARCHIVE)}
    for reason in ("使用财政部门标准文本", "使用财政部门标准文本，未作单独审查"):
        assert sent(client, path, {"/justifications/0/reason": reason}).status_code == 303
    after = stored(desk, PROCURED)
    assert [(one.rule, one.reason, one.by, one.on) for one in after.dossier.justifications] == [
        ("FIN-09", "使用财政部门标准文本", "s01", date(2024, 6, 3)),
        ("FIN-09", "使用财政部门标准文本，未作单独审查", "s01", date(2024, 6, 3)),
    ]  # fmt: skip
    assert "FIN-09" not in {one.rule for one in after.judgement.shutting(Gate.ARCHIVE)}
    assert "使用财政部门标准文本，未作单独审查" in text(client.get(f"/matters/{PROCURED}"))


def test_a_reason_for_what_was_asked_before_the_decision_is_not_taken_after_it(desk: Desk, sign_in: SignIn) -> None:
    path, client = f"/matters/{PROCURED}/{PAGES[Part.FOLLOW_UP]}", sign_in("mishu")
    form = filled(text(client.get(path)), {}, "") | {"/justifications/9/rule": "LRV-04", "/justifications/9/reason": "已口头说明"}
    answer = client.post(path, data=form)
    assert answer.status_code == 422
    assert "LRV-04的理由在决定之前写明" in text(answer)


@pytest.mark.parametrize("who", some(["guwen", "shencha", "shuji", "fenguan", "jilu", "shenji"], 4))
def test_only_the_secretary_opens_and_sends_these_forms(who: str, sign_in: SignIn) -> None:
    client = sign_in(who)
    shown, form = text(client.get(f"/matters/{SIGNED}")), {"csrf_token": _token(client), "revision": "1"}
    for part in Part:
        path = f"/matters/{SIGNED}/{PAGES[part]}"
        assert client.get(path).status_code == 403, path
        assert client.post(path, data=form).status_code == 403, path
        assert f'href="{path}"' not in shown


def _token(client: FlaskClient) -> str:
    return text(client.get("/matters")).split('name="csrf_token" value="')[1].split('"')[0]


def test_execution_and_evaluation_do_not_overwrite_each_other(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("mishu")
    again = SAID[Part.EVALUATION] | {"/execution/evaluation/body": "另一研究院"}
    corrected = SAID[Part.EVALUATION] | {"/reason": "机构名称有误"}
    in_turn = ((Part.EVALUATION, again), (Part.CARRYING_OUT, SAID[Part.CARRYING_OUT]), (Part.EVALUATION, corrected))
    for part, says in in_turn:
        assert sent(client, f"/matters/{SIGNED}/{PAGES[part]}", says).status_code == 303
    execution = stored(desk, SIGNED).dossier.execution
    assert (execution.unit, execution.completed_on) == ("数据资源科", date(2024, 5, 31))
    assert execution.evaluation.body == "某研究院"


def test_an_objection_is_handled_when_its_handling_is_written(desk: Desk, sign_in: SignIn) -> None:
    client, path, at = sign_in("mishu"), f"/matters/{APPOINTMENT}/publicity", "/matter/candidates/0/publicity"
    first = {f"{at}/objections/0/received_on": "2023-11-15", f"{at}/objections/0/text": "反映兼职问题"}
    assert sent(client, path, first).status_code == 303
    publicity = stored(desk, APPOINTMENT).dossier.matter.candidates[0].publicity
    assert publicity.objections == (Objection(received_on=date(2023, 11, 15), text="反映兼职问题"),)
    assert publicity.objections_handled is None
    assert sent(client, path, {f"{at}/objections/0/handling": "经核查不属实"}).status_code == 303
    assert stored(desk, APPOINTMENT).dossier.matter.candidates[0].publicity.objections_handled is True


@pytest.mark.heavy
def test_a_repeated_notice_keeps_the_one_before_it_with_its_objections_and_shows_both(desk: Desk, sign_in: SignIn) -> None:
    client, path, at = sign_in("mishu"), f"/matters/{APPOINTMENT}/publicity", "/matter/candidates/0/publicity"
    objection = {f"{at}/objections/0/received_on": "2023-11-15", f"{at}/objections/0/text": "反映兼职问题",
                 f"{at}/objections/0/handling": "经核查不属实"}  # fmt: skip
    assert sent(client, path, objection).status_code == 303
    before = stored(desk, APPOINTMENT).dossier.matter.candidates[0].publicity
    assert "以前的公示" not in text(client.get(path))
    assert sent(client, path, {f"{at}/from": "2023-11-24", f"{at}/to": "2023-11-30"}).status_code == 303
    candidate = stored(desk, APPOINTMENT).dossier.matter.candidates[0]
    assert candidate.earlier_publicities == (before,)
    assert candidate.publicity.objections == ()
    shown = text(client.get(path))
    assert "以前的公示" in shown
    assert "反映兼职问题" in shown
    corrected = {f"{at}/to": "2023-12-01", "/reason": "期满日期有误"}
    assert sent(client, path, corrected).status_code == 303  # 没有收到异议 is ticked, its row left blank
    assert stored(desk, APPOINTMENT).dossier.matter.candidates[0].earlier_publicities == (before,)


@pytest.mark.heavy
def test_a_day_is_put_off_on_the_form_with_its_reason_and_the_day_before_it_is_shown(desk: Desk, sign_in: SignIn) -> None:
    client, path = sign_in("mishu"), f"/matters/{SIGNED}/carrying-out"
    first = SAID[Part.CARRYING_OUT] | {"/execution/completed_on": "", "/execution/deadline": "2024-05-31", "/reason": "期限有误"}
    assert sent(client, path, first).status_code == 303
    later = {"/execution/deadline": "2024-07-31"}
    refused = sent(client, path, later)
    assert refused.status_code == 422
    assert 'href="#/execution/extensions/0/reason"' in text(refused)
    assert sent(client, path, later | {"/execution/extensions/0/reason": "供应商延迟交付"}).status_code == 303
    (kept,) = stored(desk, SIGNED).dossier.execution.extensions
    assert (kept.deadline, kept.reason) == (date(2024, 5, 31), "供应商延迟交付")
    assert "供应商延迟交付" in text(client.get(path))
    again = {"/execution/deadline": "2024-08-30", "/execution/extensions/1/reason": "验收整改"}
    assert sent(client, path, again).status_code == 303
    assert [one.reason for one in stored(desk, SIGNED).dossier.execution.extensions] == ["供应商延迟交付", "验收整改"]


def test_every_day_that_runs_stands_on_the_page_and_the_first_of_them_among_the_tasks(desk: Desk, sign_in: SignIn) -> None:
    client, number = sign_in("mishu"), on_condition(desk)
    said = SAID[Part.CARRYING_OUT] | CONDITION | {"/execution/completed_on": "", "/execution/deadline": "2024-12-31"}
    assert sent(client, f"/matters/{number}/carrying-out", said).status_code == 303
    public = {"/publication/required": "true", "/reason": "登记有误"}
    assert sent(client, f"/matters/{number}/publication", public).status_code == 303
    page = text(client.get(f"/matters/{number}")).split('id="after"')[1].split("</section>")[0]
    for what in ("公布决定，5月16日", "落实条件：先征得财政部门同意，6月20日", "执行办结，12月31日"):
        assert what in page
    assert page.index("超期") < page.index("剩 12 日") < page.index("剩 146 日")
    row = next(part for part in text(client.get("/")).split("<tr>") if number in part)
    assert "超期" in row
    assert "5月16日" in row


TASKS = {
    "/execution/tasks/0/text": "编制目录", "/execution/tasks/0/unit": "数据资源科", "/execution/tasks/0/person": "u05",
    "/execution/tasks/0/deadline": "2024-05-31", "/execution/tasks/0/reports/0/on": "2024-05-30",
    "/execution/tasks/0/reports/0/text": "完成八成", "/execution/tasks/1/text": "改造系统",
    "/execution/tasks/1/unit": "信息中心", "/execution/tasks/1/deadline": "2024-06-05",
}  # fmt: skip
"""On 3 June 2024 the first of them is late, the second has two working days left."""


@pytest.mark.heavy
def test_each_task_has_its_light_on_the_page_and_among_the_tasks_of_the_desk(desk: Desk, sign_in: SignIn) -> None:
    client, path = sign_in("mishu"), f"/matters/{SIGNED}/carrying-out"
    assert sent(client, path, TASKS).status_code == 303
    first, second = stored(desk, SIGNED).dossier.execution.tasks
    assert (first.unit, first.person, first.deadline, second.reports) == ("数据资源科", "u05", date(2024, 5, 31), None)
    assert [one.text for one in first.reports] == ["完成八成"]
    page = text(client.get(f"/matters/{SIGNED}")).split('id="after"')[1].split("</section>")[0]
    assert "2项任务" in page
    assert page.index("超期") < page.index("执行任务：编制目录（数据资源科），5月31日") < page.index("剩 2 日")
    row = next(part for part in text(client.get("/")).split("<tr>") if SIGNED in part)
    for told in ("执行任务：编制目录（数据资源科）", "6月5日，执行任务：改造系统（信息中心）", "超期", "剩 2 日"):
        assert told in row
    assert row.index("编制目录") < row.index("改造系统")
    form = text(client.get(path))
    assert "任务1　" in form
    assert "执行中" in form
    done = {"/execution/tasks/0/completed_on": "2024-06-03", "/execution/tasks/0/reports/1/on": "2024-06-03",
            "/execution/tasks/0/reports/1/text": "全部完成"}  # fmt: skip
    assert sent(client, path, done).status_code == 303
    assert [len(one.reports or ()) for one in stored(desk, SIGNED).dossier.execution.tasks] == [2, 0]
    assert "2项任务（1项已办结）" in text(client.get(f"/matters/{SIGNED}"))


@pytest.mark.heavy
def test_what_was_registered_of_tasks_and_conditions_is_not_struck_out_on_the_form(desk: Desk, sign_in: SignIn) -> None:
    number = on_condition(desk)
    client, path = sign_in("mishu"), f"/matters/{number}/carrying-out"
    assert "会议附1项条件" in text(client.get(path))
    assert "没有附条件" not in text(client.get(path))
    condition = CONDITION | {"/execution/conditions/0/unit": "办公室"}
    assert sent(client, path, TASKS | condition).status_code == 303
    before = stored(desk, number)
    blank = sent(client, path, dict.fromkeys((name for name in TASKS if "/tasks/0/" in name), ""))
    assert blank.status_code == 422
    assert "已登记的任务“编制目录”不能删除、改写" in text(blank)
    blank = sent(client, path, dict.fromkeys(condition, ""))
    assert "已登记的条件“先征得财政部门同意”不能删除、改写" in text(blank)
    unproven = sent(client, path, {"/execution/conditions/0/met_on": "2024-06-03"})
    assert "请写明怎样落实、有什么材料为证" in text(unproven)
    assert stored(desk, number) == before
    closed = {"/execution/conditions/0/met_on": "2024-06-03", "/execution/conditions/0/proof": "财政局复函",
              "/attachments/0/kind": "OTHER"}  # fmt: skip
    assert sent(client, path, closed, row0=(pdf(("复函",)), "复函.pdf")).status_code == 303
    after = stored(desk, number).dossier
    assert (after.execution.conditions[0].proof, after.attachments[-1].name) == ("财政局复函", "复函.pdf")


def test_where_the_meeting_set_no_condition_the_form_has_no_field_for_one(sign_in: SignIn) -> None:
    form = text(sign_in("mishu").get(f"/matters/{SIGNED}/carrying-out"))
    assert "会议没有附条件；决定里的其他要求，列为上面的执行任务" in form
    assert 'name="/execution/conditions/0/text"' not in form


def test_before_the_decision_there_is_nothing_to_register_after_it(desk: Desk, sign_in: SignIn) -> None:
    client, fresh = sign_in("mishu"), "SL-ZSJ-2024-0009"
    assert 'id="after"' not in text(client.get(f"/matters/{fresh}"))
    for page in PAGES.values():
        assert client.get(f"/matters/{fresh}/{page}").status_code == 409


@pytest.mark.heavy
def test_a_signature_that_is_refused_leads_to_the_forms_after_the_decision(sign_in: SignIn, desk: Desk) -> None:
    number = "SL-ZSJ-2023-0119"
    made_of = example("04")
    unpublished = tuple(replace(one, publicity=Publicity(), appointed_on=None) for one in made_of.matter.candidates or ())
    given = replace(made_of, matter=replace(made_of.matter, candidates=unpublished))
    driven(desk, given, number, approvals=None, reporting=None, publication=None, execution=None, archive=None)
    head = sign_in("shuji")
    refused = head.post(f"/matters/{number}/sign", data=filled(text(head.get(f"/matters/{number}/sign")), {}, ""))
    assert refused.status_code == 409
    why = text(refused).partition('id="refused"')[2].partition("</ol>")[0]
    places = [place for place in re.findall(r'href="(/matters/[^"#]+)#', why) if number in place]
    assert set(places) == {f"/matters/{number}/{PAGES[part]}" for part in (Part.PUBLICITY, Part.REPORT_UPWARD)}
    assert all(sign_in("mishu").get(place).status_code == 200 for place in places)


@pytest.mark.heavy
def test_a_change_is_decided_again_by_a_new_matter_that_names_the_old_one(sign_in: SignIn, desk: Desk) -> None:
    client, path = sign_in("mishu"), f"/matters/{SIGNED}/carrying-out"
    assert "另立新事项，重新决策" not in text(client.get(path))
    change = {"/execution/change/kind": "MAJOR", "/execution/change/by": "p01", "/execution/change/on": "2024-06-03"}
    assert sent(client, path, change).status_code == 303
    assert f'href="/matters/new?adjusts={SIGNED}"' in text(client.get(path))
    form = filled(text(client.get(f"/matters/new?adjusts={SIGNED}")), {}, "")
    assert form["/matter/adjusts"] == SIGNED
    assert form["/matter/title"].startswith("调整：")
    assert not filled(text(client.get(f"/matters/new?copy={SIGNED}")), {}, "").get("/matter/adjusts")


@pytest.fixture(scope="module")
def carried_out(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Matter]:
    """A folder with the database and the files of a signed matter on the day on which it was carried out; and that matter."""
    folder = tmp_path_factory.mktemp("carried_out")
    app, store = opened(Path(shutil.copy(loaded, folder / "review.sqlite")), DONE)
    clock = demo.DayClock()
    desk = replace(app.extensions["review"].desk, clock=clock)
    matter = made.signed(desk, clock, lambda plain: plain["matter"].update(number="SL-ZSJ-2024-0103"))
    matter = Story(desk, matter).follow(execution=COMPLETED).matter
    store.close()
    return folder, matter


@pytest.fixture
def signed(carried_out: tuple[Path, Matter], tmp_path: Path) -> Iterator[tuple[Flask, Story]]:
    """The application on that day, and the matter."""
    folder, matter = carried_out
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    app, store = opened(tmp_path / "review.sqlite", DONE)
    clock = demo.DayClock()
    clock.turn_to(datetime.combine(DONE, time(17), CHINA))
    yield app, Story(replace(app.extensions["review"].desk, clock=clock), matter)
    store.close()


def test_a_file_is_closed_and_handed_over_by_forms(signed: tuple[Flask, Story]) -> None:
    app, story = signed
    client, at = signed_in(app, "mishu"), f"/matters/{story.matter.number}"
    page = text(client.get(f"{at}/close-file"))
    assert "卷内还缺" in page
    assert "法律意见书、合法性审查意见书、会议记录、纪要、签批单" in page
    assert filled(page, {}, "")["/archive/closed_on"] == DONE.isoformat()
    refused = sent(client, f"{at}/close-file", {})
    assert refused.status_code == 422
    assert "请选择标注" in text(refused)
    says = {"/archive/marking": "INTERNAL", "/meetings/0/disclosure_found": "false", "/meetings/1/disclosure_found": "false"}
    rows = {f"/attachments/{row}/kind": kind.value for row, kind in enumerate(PAPERS)}
    files = {f"row{row}": (pdf((kind.value,)), f"{kind.label}.pdf") for row, kind in enumerate(PAPERS)}
    answer = sent(client, f"{at}/close-file", {**says, **rows}, **files)
    assert answer.status_code == 303, "there is a row for each paper that is lacking"
    page = text(client.get(f"{at}/hand-over"))
    for found in ("完整，未被删改", "校验值全部相符"):
        assert found in page
    assert "最迟2025年6月30日移交" in page
    assert sent(client, f"{at}/hand-over", {}).status_code == 303
    desk = app.extensions["review"].desk
    after = stored(desk, story.matter.number)
    assert after.judgement.gates[Gate.ARCHIVE].open
    assert after.judgement.gates[Gate.ARCHIVE].reached
    assert client.get(f"{at}/hand-over").status_code == 403
    shown = text(client.get(at))
    assert "归档关已开" in shown
    assert f'href="{at}/close-file"' not in shown


def test_handing_over_too_early_names_what_is_lacking_and_where_it_is_settled(signed: tuple[Flask, Story]) -> None:
    app, story = signed
    client, at = signed_in(app, "mishu"), f"/matters/{story.matter.number}"
    assert client.get(f"{at}/hand-over").status_code == 403, "the file is not closed"
    assert sent(client, f"{at}/close-file", {"/archive/marking": "NONE"}).status_code == 303
    answer = sent(client, f"{at}/hand-over", {})
    assert answer.status_code == 409
    note = text(answer).split('id="refused"')[1].split("</div>")[0]
    assert "MTG-29" in note
    assert "ARC-01" in note
    assert f'href="{at}/close-file"' in note


def test_a_trail_that_was_tampered_with_is_found_on_handing_over(signed: tuple[Flask, Story], tmp_path: Path) -> None:
    app, story = signed
    story.do(archive.close_file, story.closing(*PAPERS))
    assert story.shut_by() == set()
    with sqlite3.connect(tmp_path / "review.sqlite") as raw:
        raw.execute("DROP TRIGGER event_no_update")
        raw.execute("UPDATE event SET sealed = json_set(sealed, '$.note', 'x') WHERE seq = 3")
    answer = sent(signed_in(app, "mishu"), f"/matters/{story.matter.number}/hand-over", {})
    assert answer.status_code == 409
    assert "ARC-09" in text(answer).split('id="refused"')[1].split("</div>")[0]


def test_a_withdrawn_matter_shows_the_file_only(sign_in: SignIn) -> None:
    client = sign_in("mishu")
    withdrawn = sent(client, "/matters/SL-ZSJ-2024-0009/withdraw", {"/reason": "另行研究"})
    assert withdrawn.status_code == 303
    whole = text(client.get("/matters/SL-ZSJ-2024-0009"))
    page = whole.split('id="after"')[1].split("</section>")[0]
    assert "办结立卷" in page
    assert "公布" not in page and "登记后续办理" not in whole
    assert client.get("/matters/SL-ZSJ-2024-0009/publication").status_code == 403, "nothing was done on it"


def test_what_was_registered_is_corrected_on_its_form_with_a_reason_and_the_page_keeps_what_stood(
    desk: Desk, sign_in: SignIn
) -> None:
    """Rewritten on the form, a refusal or a late day turned green, and nothing told that it had ever been registered."""
    client, at = sign_in("mishu"), f"/matters/{SIGNED}"
    path, required = f"{at}/publication", "/publication/required"
    first = stored(desk, SIGNED).dossier.publication
    assert first.required is False
    assert "更正的理由" in text(client.get(path))
    refused = sent(client, path, {required: "true"})
    assert refused.status_code == 422
    assert "请写明更正的理由：应当公布原为“否”，现为“是”" in text(refused)
    assert stored(desk, SIGNED).dossier.publication == first
    assert sent(client, path, {required: "true", "/reason": "误作不公布"}).status_code == 303
    assert "公布　更正：应当公布原为“否”，现为“是”；理由：误作不公布" in text(client.get(at))
