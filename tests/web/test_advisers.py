"""The pages of the roll of advisers and of their numbers, over HTTP: who sees, enters, confirms, declares; what is refused."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from review.domain.adviser_numbers import RESPONSES, Figure
from review.domain.vocabulary import Role
from review.service import advisers
from review.service.desk import Desk
from tests.sampling import some

from .conftest import UNIT, SignIn, person, post, signed_in, text, visited
from .road import NUMBER, ROAD, Stop, filled, send

EVERYONE = ("mishu", "guwen", "shencha", "shuji", "fenguan", "jilu", "shenji")
HERE = "/advisers/person/a02"
NEW = {
    "/appointment/person": "a02", "/appointment/kind": "IN_HOUSE_COUNSEL", "/appointment/licence_no": "3",
    "/appointment/firm": "办公室", "/appointment/basis": "聘任通知", "/appointment/starts": "2024-06-03",
    "/appointment/fields:lines": "合同\n行政复议",
}  # fmt: skip
INTEREST = {"/interest/party": "历史档案数字化服务采购", "/interest/reason": "参与前期论证", "/interest/since": "2024-01-01"}


def sent(client: FlaskClient, path: str, data: dict[str, Any] | None = None) -> Any:
    return post(client, path, data or {}, "/advisers")


def told(answer: Any) -> str:
    """The page without the marks of typesetting."""
    return re.sub(r"\s+", " ", text(answer))


@pytest.mark.parametrize("who", some(EVERYONE, 7))
def test_everyone_reads_the_roll_and_the_numbers_and_each_does_what_is_his(sign_in: SignIn, desk: Desk, who: str) -> None:
    client = sign_in(who)
    roll = text(client.get("/advisers"))
    assert all(word in roll for word in ("法律顾问甲", "外聘法律顾问", "14402000000000001", "2024年12月31日止"))
    assert "示例信息技术有限公司" in roll
    assert ("登记法律顾问" in roll) == (who == "mishu")
    page = text(client.get(HERE))
    assert "配偶在该公司担任部门负责人" in page
    assert (f'action="{HERE}/end/2"' in page) == (who in ("mishu", "shuji"))
    assert (f'action="{HERE}/lift/1"' in page) == (who == "shuji")
    assert (f'action="{HERE}/interest"' in page) == (who == "mishu")
    assert client.get("/advisers/new").status_code == (200 if who == "mishu" else 403)
    assert client.get("/advisers/numbers?year=2024").status_code == 200
    before = advisers.roll(desk, person(desk, Role.AUDITOR))
    statuses = {
        "enter": sent(client, "/advisers/new", {}).status_code, "confirm": sent(client, f"{HERE}/confirm/2").status_code,
        "end": sent(client, f"{HERE}/end/2").status_code, "lift": sent(client, f"{HERE}/lift/1").status_code,
        "declare": sent(client, f"{HERE}/interest").status_code,
    }  # fmt: skip
    allowed = {"mishu": {"enter": 422, "end": 422, "declare": 422}, "shuji": {"confirm": 409, "end": 422, "lift": 422}}
    assert statuses == dict.fromkeys(statuses, 403) | allowed.get(who, {})
    assert advisers.roll(desk, person(desk, Role.AUDITOR)) == before


def test_an_adviser_declares_his_own_interest_on_his_page(sign_in: SignIn) -> None:
    client = sign_in("guwen2")
    assert f'action="{HERE}/interest"' in text(client.get(HERE))
    assert sent(client, f"{HERE}/interest", INTEREST).status_code == 303
    assert "历史档案数字化服务采购" in text(client.get("/advisers"))


def test_the_clerk_enters_and_the_secretary_confirms(sign_in: SignIn) -> None:
    clerk, head = sign_in("mishu"), sign_in("shuji")
    refused = sent(clerk, "/advisers/new", NEW)
    assert refused.status_code == 422 and "重叠" in text(refused) and "办公室" in text(refused)
    assert sent(clerk, f"{HERE}/end/2", {"/reason": "调整"}).status_code == 303
    done = sent(clerk, "/advisers/new", NEW)
    assert (done.status_code, done.headers["Location"]) == (303, HERE)
    assert "等待党组书记（主要负责人）确认" in text(head.get("/advisers"))
    assert f'action="{HERE}/confirm/4"' in text(head.get(HERE))
    assert f'action="{HERE}/confirm/4"' not in text(clerk.get(HERE))
    assert sent(head, f"{HERE}/confirm/4").status_code == 303
    shown = text(head.get(HERE))
    assert all(word in shown for word in ("在聘", "已解聘", "内部法律顾问", "合同、行政复议", "确认聘任"))


def test_a_renewal_starts_from_what_was_entered_last(sign_in: SignIn) -> None:
    form = text(sign_in("mishu").get("/advisers/new?person=a01"))
    assert 'value="14402000000000001"' in form and 'value="a01" selected' in form and "政府采购" in form
    assert 'value="2030-12-31"' not in form


@pytest.mark.parametrize("field", ["/appointment/number", "/appointment/confirmed_on", "/appointment/rank"])
def test_what_the_form_does_not_ask_is_not_taken(sign_in: SignIn, desk: Desk, field: str) -> None:
    client, before = sign_in("mishu"), advisers.roll(desk, person(desk, Role.AUDITOR))
    sent(client, f"{HERE}/end/2", {"/reason": "调整"})
    answer = sent(client, "/advisers/new", {**NEW, field: "2024-01-01" if field.endswith("_on") else "77"})
    after = advisers.roll(desk, person(desk, Role.AUDITOR))
    assert answer.status_code in (303, 422)
    assert [(one.number, one.confirmed_on) for one in after.appointments[len(before.appointments):]] in ([(4, None)], [])


def test_the_other_unit_has_its_own_roll(sign_in: SignIn) -> None:
    client = sign_in("mishu-xian")
    assert "2022年1月1日起" not in text(client.get("/advisers"))
    assert "SL-ZSJ" not in text(client.get("/advisers/numbers/a01?year=2023"))
    assert client.get("/advisers/person/p01").status_code == 404
    assert client.get("/advisers/person/nobody").status_code == 404


def test_the_page_of_commissioning_offers_who_can_be_asked_and_says_of_the_others_why_not(sign_in: SignIn) -> None:
    client = sign_in("mishu")
    sent(client, f"{HERE}/interest", INTEREST)
    page = f"/matters/{UNIT}-2024-0009/commission-opinion"
    shown = told(client.get(page))
    assert 'id="/adviser~a01"' in shown and 'id="/adviser~a02"' not in shown
    assert "法律顾问乙已申报与“历史档案数字化服务采购”有利害关系（自2024年1月1日起），与本事项有关（事项名称）" in shown
    assert "聘期2022年1月1日至2024年12月31日；专业领域：行政许可" in shown
    asked = {"/adviser": "a02", "revision": "1"}
    refused = sent(client, page, asked)
    assert refused.status_code == 422 and "请委托其他法律顾问" in text(refused)


def at(stand: Callable[[str], Path], page: str) -> Any:
    return visited(stand(page), next(stop for stop in ROAD if stop.page == page))


def test_the_page_of_handing_over_says_who_cannot_take_it_and_why(stand: Callable[[str], Path]) -> None:
    with at(stand, "give-opinion") as (_, client):
        assert 'value="a02"' in text(client.get(f"/matters/{NUMBER}/transfer-opinion"))
        assert "按名册写入" in text(client.get(f"/matters/{NUMBER}/give-opinion"))
        assert "/adviser/kind" not in text(client.get(f"/matters/{NUMBER}/give-opinion"))


def test_the_review_is_issued_with_a_rating_which_stands_in_matter_and_numbers(stand: Callable[[str], Path]) -> None:
    stop = next(one for one in ROAD if one.page == "issue-review")
    with at(stand, "issue-review") as (_, client):
        page = f"/matters/{NUMBER}/issue-review"
        assert "法律意见质量评价" in text(client.get(page))
        unrated = Stop(stop.page, stop.by, stop.on, {key: value for key, value in stop.says.items() if "/rating/" not in key})
        refused = send(client, unrated)
        assert refused.status_code == 422 and text(refused).count("请选择") >= 4
        assert send(client, stop).status_code == 303
        shown = told(client.get(f"/matters/{NUMBER}"))
        assert "事实较好，依据较好，说理较好，作用较好" in shown
        numbers = told(client.get("/advisers/numbers?year=2024"))
        assert '<a href="/advisers/numbers/a01?year=2024&amp;of=RATED">3</a>' in numbers
        behind = text(client.get("/advisers/numbers/a01?year=2024&of=RATED"))
        assert f'href="/matters/{NUMBER}"' in behind and behind.count('href="/matters/') == 3


@pytest.mark.parametrize("what", some(list(Figure), 3))
def test_every_number_leads_to_as_many_matters_as_it_says(sign_in: SignIn, what: Figure) -> None:
    client = sign_in("shenji")
    for year in (2022, 2023, 2024):
        link = re.search(rf'/a01\?year={year}&amp;of={what.value}">(\d+)<', text(client.get(f"/advisers/numbers?year={year}")))
        behind = client.get(f"/advisers/numbers/a01?year={year}&of={what.value}")
        rows = text(behind).count('<th scope="row"><a href="/matters/')
        assert behind.status_code == 200
        assert (rows > 0) == (link is not None)
        assert link is None or what in RESPONSES or rows == int(link[1])


@pytest.mark.parametrize("query", ["year=abcd", "year=99999", "year=²⁰²⁴", "of=NOTHING", "year=1999"])
def test_numbers_that_are_not_there_are_told_so(sign_in: SignIn, query: str) -> None:
    client = sign_in("shenji")
    assert client.get(f"/advisers/numbers?{query}").status_code == (200 if query in ("of=NOTHING", "year=1999") else 404)
    assert client.get(f"/advisers/numbers/a01?{query}").status_code == 404


def test_two_advisers_in_one_form_are_refused_instead_of_one_being_asked(stand: Callable[[str], Path]) -> None:
    stop = next(stop for stop in ROAD if stop.page == "commission-opinion")
    with visited(stand(stop.name), stop) as (_, client):
        data = filled(text(client.get(stop.path)), stop.says, stop.button)
        data.add("/adviser", "a02")
        answer = client.post(stop.path, data=data)
        assert answer.status_code == 422
        assert "一次委托一位法律顾问" in text(answer)


@pytest.mark.heavy
def test_an_opinion_that_nobody_can_give_any_more_is_the_clerks_task_with_the_reason(stand: Callable[[str], Path]) -> None:
    page = f"/matters/{NUMBER}/give-opinion"
    with at(stand, "give-opinion") as (app, adviser):
        clerk = signed_in(app, "mishu")
        assert page in text(adviser.get("/")) and f"/matters/{NUMBER}/replace-adviser" not in text(clerk.get("/"))
        own = "/advisers/person/a01"
        assert post(adviser, f"{own}/interest", INTEREST, own).status_code == 303
        assert page not in text(adviser.get("/")) and adviser.get(page).status_code == 403
        desk = told(clerk.get("/"))
        assert f'href="/matters/{NUMBER}/replace-adviser"' in desk and "请委托其他法律顾问" in desk
        for client in (adviser, clerk):
            assert "法律意见不能由所委托的法律顾问出具" in text(client.get(f"/matters/{NUMBER}"))
