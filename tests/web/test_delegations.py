"""The page of delegations, and what the pages say to whoever acts in another's place, over HTTP."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from review.domain.vocabulary import Role
from review.domain.workflow import State
from review.service import execution, oversight, sign_off
from review.service.desk import Desk
from review.store import create_account
from tests.sampling import some

from .conftest import TODAY, UNIT, driven, example, person, post, signed_in_anew, text

NEW = {
    "/delegation/role": "GROUP_SECRETARY", "/delegation/person": "p03", "/delegation/starts": TODAY.isoformat(),
    "/delegation/ends": (TODAY + timedelta(5)).isoformat(), "/delegation/reason": "出国访问",
}  # fmt: skip
NUMBER = "SL-ZSJ-2024-0101"
SIGN = f"/matters/{NUMBER}/sign"
IN_PLACE = "代成员甲（依2024年6月3日委托）"


def sent(client: FlaskClient, path: str, data: dict[str, str]):
    return post(client, path, data, "/delegations")


@pytest.fixture
def deputy(app, desk: Desk) -> FlaskClient:
    """A member of the body who signs in as a leader."""
    from flask_security.utils import hash_password

    from .conftest import PASSWORD

    with app.app_context():
        session = desk.store.session()
        create_account(session, "fujuzhang", hash_password(PASSWORD), UNIT, "p03", frozenset({Role.LEADER}))
        session.commit()
        desk.store.session.remove()
    return signed_in_anew(app, "fujuzhang")


@pytest.fixture
def endorsed(desk: Desk) -> None:
    """A matter that waits for the head's signature."""
    given = example("03")
    matter = driven(desk, given, NUMBER, approvals=None, reporting=None, publication=None, execution=None, archive=None)
    told = execution.FollowUp(reporting=given.reporting)
    matter = execution.follow_up(desk, person(desk, Role.SECRETARY), NUMBER, matter.revision, told)
    sign_off.approve(desk, person(desk, Role.LEADER), NUMBER, matter.revision, "同意。")


@pytest.mark.usefixtures("endorsed")
def test_a_delegate_finds_the_task_signs_it_and_everything_says_for_whom(sign_in, deputy: FlaskClient, desk: Desk) -> None:
    assert "主要负责人签批" not in text(deputy.get(SIGN))
    head = sign_in("shuji")
    assert sent(head, "/delegations", NEW).status_code == 303
    listed = text(head.get("/delegations"))
    assert "出国访问" in listed
    assert "有效" in listed
    assert IN_PLACE in text(deputy.get("/"))
    form = text(deputy.get(SIGN))
    assert f"您{IN_PLACE}办理" in form
    assert "主要负责人签批" in form
    done = post(deputy, SIGN, {"revision": _revision(form), "step": "SIGN", "/approvals/comment": "同意。"})
    assert done.status_code == 303
    assert oversight.show(desk, person(desk, Role.SECRETARY), NUMBER).state is State.APPROVED
    assert text(head.get(f"/matters/{NUMBER}")).count(IN_PLACE) == 2, "beside the signature and in the trail"


def _revision(form: str) -> str:
    return form.partition('name="revision" value="')[2].partition('"')[0]


@pytest.mark.heavy
@pytest.mark.usefixtures("endorsed")
def test_a_delegation_that_is_revoked_meanwhile_signs_nothing(sign_in, deputy: FlaskClient) -> None:
    head = sign_in("shuji")
    sent(head, "/delegations", NEW)
    form = text(deputy.get(SIGN))
    assert sent(head, "/delegations/1/revoke", {"/reason": "提前返回"}).status_code == 303
    late = post(deputy, SIGN, {"revision": _revision(form), "step": "SIGN", "/approvals/comment": "同意。"})
    assert late.status_code == 403
    assert "已撤销" in text(head.get("/delegations"))


@pytest.mark.parametrize(("changed", "told"), [
    ({"/delegation/ends": ""}, "不能不定期地委托"), ({"/delegation/reason": ""}, "请写明委托的理由"),
    ({"/delegation/person": "s01"}, "不是领导班子成员"),
])  # fmt: skip
def test_what_is_wrong_with_a_delegation_stands_at_its_field_and_nothing_is_lost(
    sign_in, changed: dict[str, str], told: str
) -> None:
    refused = sent(sign_in("shuji"), "/delegations", {**NEW, **changed})
    assert refused.status_code == 422
    page = text(refused)
    assert told in page
    assert changed.get("/delegation/reason", "出国访问") in page


@pytest.mark.parametrize(("who", "offered", "status"), some([
    ("mishu", False, 403), ("shenji", False, 403), ("fenguan", True, 422), ("shencha", True, 422),
], 4))  # fmt: skip
def test_only_who_signs_or_reviews_is_offered_the_form_and_delegates_only_his_own_role(
    sign_in: Callable[[str], FlaskClient], who: str, offered: bool, status: int
) -> None:
    client = sign_in(who)
    assert ("登记委托" in text(client.get("/delegations"))) is offered
    assert sent(client, "/delegations", NEW).status_code == status
    assert "没有登记过委托" in text(client.get("/delegations"))
