"""The guided questions of the form: each with its reason, 不适用 kept and shown as recorded, and which rules then apply."""

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from review.domain.dossier import Scope
from review.domain.vocabulary import ScopeQuestion
from review.web.classification import ALSO, GUIDED

from .conftest import text, visited
from .road import ROAD, filled

REASON = "只有采购资金，不制定政策、不安排项目"
FIRST = GUIDED[1]
SAYS = {FIRST.pointer: "na", f"{FIRST.at}/reason": REASON, f"{GUIDED[3].at}/reason": "采购文件不设特定条件"}


def test_every_question_of_the_scope_is_on_the_form_once() -> None:
    asked = [one.question for one in GUIDED]
    assert asked == list(ScopeQuestion)
    others = {"decision_heads", "exclusion_basis", "reasons"}
    further = {"normative_exclusion", "issued_by", "important_document", "disagreement", "staff_interests", "not_public_by_law"}
    told = {one.question.value.lower() for one in GUIDED} | set(ALSO) | others | further
    assert told == {field.name for field in fields(Scope)}
    assert not {one.question.value.lower() for one in GUIDED} & set(ALSO)


@pytest.fixture
def stop() -> object:
    return ROAD[0]


def test_the_result_tells_of_each_family_whether_it_applies_and_by_which_answer(stand: Callable[[str], Path], stop) -> None:
    with visited(stand("new"), stop) as (_, client):
        page = text(client.get(stop.path))
        assert "分类结果" not in page
        shown = text(client.post(stop.path, data=filled(page, {**stop.says, **SAYS}, "precheck")))
        rows = dict(re.findall(r'href="/rules#([A-Z]{3})".*?<td class="nowrap">(.*?)</td>', shown, re.S))
        verdicts = {code: re.sub(r"<[^>]+>", "", cell).strip() for code, cell in rows.items()}
        assert verdicts == {
            **dict.fromkeys(("PUB", "EXP", "RSK", "FCR", "NDR", "CAD", "PRJ"), "不适用"),
            **dict.fromkeys(("LAD", "LRV", "FIN"), "适用"),
        }
        assert f"是否属于条例除外情形：不适用（{REASON}）" in re.sub(r"\s+（", "（", shown)
        assert "是否涉及经营者经济活动：否（采购文件不设特定条件）" in re.sub(r"\s+（", "（", shown)


@pytest.mark.heavy
def test_not_applicable_is_kept_shown_again_and_recorded_with_its_reason(stand: Callable[[str], Path], stop) -> None:
    with visited(stand("new"), stop) as (_, client):
        page = text(client.get(stop.path))
        done = client.post(stop.path, data=filled(page, {**stop.says, **SAYS}, "submit"))
        assert done.status_code == 303, re.findall(r'<div class="note not".*?</div>', text(done), re.S)
        shown = text(client.get(done.location))
        assert REASON in shown and "不适用" in shown
        again = filled(text(client.get(f"{done.location}/supplement")), {}, "")
        assert again[FIRST.pointer] == "na" and again[f"{FIRST.at}/reason"] == REASON


@pytest.mark.heavy
def test_not_applicable_without_a_reason_comes_back_with_what_was_answered(stand: Callable[[str], Path], stop) -> None:
    with visited(stand("new"), stop) as (_, client):
        page = text(client.get(stop.path))
        answer = client.post(stop.path, data=filled(page, {**stop.says, **SAYS, f"{FIRST.at}/reason": ""}, "submit"))
        assert answer.status_code == 422
        assert "答“不适用”的，应当写明理由" in text(answer)
        assert filled(text(answer), {}, "")[FIRST.pointer] == "na"
