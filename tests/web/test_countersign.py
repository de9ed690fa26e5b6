"""The pages by which reviewers share their work: what each of them sees in his tasks, on the page of the matter, on the form."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from .conftest import signed_in, text, visited
from .road import NUMBER, ROAD, Stop, filled

DAY = date(2024, 5, 13)
ASKING = Stop("ask-countersign", "shencha", DAY, {"/people": ["r02"], "/question": "采购方式是否合法"})


def test_a_countersign_goes_from_the_asker_to_the_asked_and_back(stand: Callable[[str], Path]) -> None:
    with visited(stand("issue-review"), ASKING) as (app, asker):
        page = text(asker.get(ASKING.path))
        assert asker.post(ASKING.path, data=filled(page, ASKING.says, "")).status_code == 303
        other = signed_in(app, "shencha2")
        assert f"/matters/{NUMBER}" in text(other.get("/")).split("他人在办")[0]
        assert "会签" in text(other.get("/"))
        assert asker.get(f"/matters/{NUMBER}/issue-review").status_code == 403
        path = f"/matters/{NUMBER}/countersign"
        form = text(other.get(path))
        assert "采购方式是否合法" in form
        refused = other.post(path, data=filled(form, {"/view": "DISAGREE"}, ""))
        assert refused.status_code == 422
        assert "请写明理由" in text(refused)
        said = {"/view": "DISAGREE", "/text": "单一来源理由不足"}
        assert other.post(path, data=filled(form, said, "")).status_code == 303
        assert other.get(path).status_code == 403
        issuing = text(asker.get(f"/matters/{NUMBER}/issue-review"))
        assert "不同意" in issuing
        assert "单一来源理由不足" in issuing
        assert "单一来源理由不足" in text(other.get(f"/matters/{NUMBER}"))


@pytest.mark.heavy
def test_a_countersign_that_opposes_is_settled_on_the_form_of_the_opinion_before_it_is_issued(
    stand: Callable[[str], Path]
) -> None:  # fmt: skip
    issuing = next(stop for stop in ROAD if stop.page == "issue-review")
    at = "/legality_review/countersigns/0/settlement"
    with visited(stand("issue-review"), ASKING) as (app, asker):
        assert asker.post(ASKING.path, data=filled(text(asker.get(ASKING.path)), ASKING.says, "")).status_code == 303
        other, path = signed_in(app, "shencha2"), f"/matters/{NUMBER}/countersign"
        said = {"/view": "DISAGREE", "/text": "单一来源理由不足"}
        assert other.post(path, data=filled(text(other.get(path)), said, "")).status_code == 303
        page = text(asker.get(issuing.path))
        assert f'name="{at}"' in page
        refused = asker.post(issuing.path, data=filled(page, issuing.says, ""))
        assert refused.status_code == 422
        assert "审查负责人甲会签不同意，请写明协调处理情况" in text(refused)
        settled = issuing.says | {at: "经审查部门研究，已补单一来源的依据"}
        assert asker.post(issuing.path, data=filled(page, settled, "")).status_code == 303
        shown = text(asker.get(f"/matters/{NUMBER}"))
        assert "单一来源理由不足" in shown
        assert "经审查部门研究，已补单一来源的依据" in shown


@pytest.mark.heavy
def test_a_return_is_told_to_the_secretary_gap_by_gap_and_goes_back_to_the_returner(stand: Callable[[str], Path]) -> None:
    stop = Stop("return-for-supplement", "shencha", DAY, {"/gaps:lines": "缺采购需求\n缺资金来源依据"})
    with visited(stand("issue-review"), stop) as (app, reviewer):
        assert reviewer.post(stop.path, data=filled(text(reviewer.get(stop.path)), stop.says, "")).status_code == 303
        secretary = signed_in(app, "mishu")
        shown = text(secretary.get(f"/matters/{NUMBER}"))
        assert "退回补正：2 项" in shown
        assert "缺资金来源依据" in shown
        assert "期限台账" in shown
        path = f"/matters/{NUMBER}/send-for-review"
        page = text(secretary.get(path))
        assert "缺采购需求" in page
        assert "直接送回审查人员甲" in page
        assert "/legality_review/due_on" not in page
        assert "checked" not in page.split('id="s-resupply"')[1].split("</form>")[0]
        enclosed = {f"/legality_review/materials/{key}": "true" for key in
                    ("draft", "basis", "procedure_statement", "adviser_opinions")}  # fmt: skip
        refused = secretary.post(path, data=filled(page, enclosed, ""))
        assert refused.status_code == 422
        assert "还没有补正，不能送回：请补齐以后勾选（缺采购需求；缺资金来源依据）" in text(refused)
        supplied = {**enclosed, "/supplied": ["缺采购需求"]}
        assert secretary.post(path, data=filled(page, supplied, "")).status_code == 303
        assert "已经补正：缺采购需求" in text(secretary.get(f"/matters/{NUMBER}"))
        assert "会签" not in text(signed_in(app, "shencha2").get("/")).split("他人在办")[0]
        assert reviewer.get(f"/matters/{NUMBER}/issue-review").status_code == 200


@pytest.mark.heavy
def test_a_request_is_cancelled_by_name_and_with_a_reason(stand: Callable[[str], Path]) -> None:
    with visited(stand("issue-review"), ASKING) as (_, asker):
        assert asker.post(ASKING.path, data=filled(text(asker.get(ASKING.path)), ASKING.says, "")).status_code == 303
        path = f"/matters/{NUMBER}/cancel-countersign"
        page = text(asker.get(path))
        assert asker.post(path, data=filled(page, {"/person": "r02"}, "")).status_code == 422
        assert asker.post(path, data=filled(page, {"/person": "r02", "/reason": "出差未归"}, "")).status_code == 303
        assert "出差未归" in text(asker.get(f"/matters/{NUMBER}"))


def test_what_a_colleague_does_meanwhile_costs_nobody_what_he_wrote(stand: Callable[[str], Path]) -> None:
    """会签 side by side: the second to send sees what the first did, and sends the same once more."""
    issuing = next(stop for stop in ROAD if stop.page == "issue-review")
    with visited(stand("issue-review"), ASKING) as (app, asker):
        page = text(asker.get(issuing.path))
        opened_before = filled(page, issuing.says, "")
        assert asker.post(ASKING.path, data=filled(text(asker.get(ASKING.path)), ASKING.says, "")).status_code == 303
        other, path = signed_in(app, "shencha2"), f"/matters/{NUMBER}/countersign"
        assert other.post(path, data=filled(text(other.get(path)), {"/view": "AGREE"}, "")).status_code == 303
        refused = asker.post(issuing.path, data=opened_before)
        assert refused.status_code == 409
        assert "会签" in text(refused) and "请再次提交" in text(refused)
        assert asker.post(issuing.path, data=filled(text(refused), {}, "")).status_code == 303


def test_two_advisers_write_at_the_same_time(stand: Callable[[str], Path]) -> None:
    giving = next(stop for stop in ROAD if stop.page == "give-opinion")
    with visited(stand("give-opinion"), giving) as (app, first):
        typed = filled(text(first.get(giving.path)), giving.says, "")
        secretary, asking = signed_in(app, "mishu"), f"/matters/{NUMBER}/commission-opinion"
        assert secretary.post(asking, data=filled(text(secretary.get(asking)), {"/adviser": "a02"}, "")).status_code == 303
        refused = first.post(giving.path, data=typed)
        assert refused.status_code == 409 and "请再次提交" in text(refused)
        assert first.post(giving.path, data=filled(text(refused), {}, "")).status_code == 303


def test_what_was_taken_back_and_sent_again_meanwhile_is_read_anew(stand: Callable[[str], Path]) -> None:
    """The draft may be another one by now: who wrote about the one before opens the newest page."""
    giving = next(stop for stop in ROAD if stop.page == "give-opinion")
    with visited(stand("give-opinion"), giving) as (app, adviser):
        typed = filled(text(adviser.get(giving.path)), giving.says, "")
        secretary = signed_in(app, "mishu")
        for page, says in (("recall", {"/reason": "改稿"}), ("commission-opinion", {"/adviser": "a01"})):
            at = f"/matters/{NUMBER}/{page}"
            assert secretary.post(at, data=filled(text(secretary.get(at)), says, "")).status_code == 303
        refused = adviser.post(giving.path, data=typed)
        assert refused.status_code == 409
        assert "打开最新内容" in text(refused) and "请再次提交" not in text(refused)
        assert adviser.post(giving.path, data=filled(text(refused), {}, "")).status_code == 409
