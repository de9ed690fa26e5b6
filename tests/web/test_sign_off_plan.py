"""送签批: the pages on which the secretary fixes who endorses, and what they, the matter and the desk show then."""

import re

import pytest
from flask.testing import FlaskClient

from review.domain.vocabulary import Role
from review.domain.workflow import State
from review.service import execution, oversight
from review.service.desk import Desk
from review.service.ports import Matter
from review.store import create_account
from review.store.tables import AccountRow

from .conftest import PASSWORD, UNIT, driven, example, person, post, signed_in_anew, text

NUMBER = "SL-ZSJ-2024-0101"
AT = f"/matters/{NUMBER}"
PLAN = {"/sign_off_plan/leaders/0": "p03", "/sign_off_plan/leaders/1": "p02", "/sign_off_plan/order": "IN_TURN"}


@pytest.fixture
def other(app, desk: Desk) -> FlaskClient:
    """Another leader of the unit; the drafter of the matter is one as well, by his accounts."""
    from flask_security.utils import hash_password

    with app.app_context():
        session = desk.store.session()
        for name in ("p03", "u03"):
            create_account(session, f"fenguan-{name}", hash_password(PASSWORD), UNIT, name, frozenset({Role.LEADER}))
        session.commit()
        desk.store.session.remove()
    return signed_in_anew(app, "fenguan-p03")


@pytest.fixture
def passed(desk: Desk) -> None:
    """A matter that waits for its signatures."""
    given = example("03")
    matter = driven(desk, given, NUMBER, approvals=None, reporting=None, publication=None, execution=None, archive=None)
    told = execution.FollowUp(reporting=given.reporting)
    execution.follow_up(desk, person(desk, Role.SECRETARY), NUMBER, matter.revision, told)


def stored(desk: Desk) -> Matter:
    return oversight.show(desk, person(desk, Role.SECRETARY), NUMBER)


def sent(client: FlaskClient, page: str, **given: str):
    """The form of this page as it stands, with these fields."""
    form = text(client.get(f"{AT}/{page}"))
    found = re.search(r'name="revision" value="(\d+)"', form)
    assert found, form
    step = re.search(r'name="step" value="(\w+)"', form)
    return post(client, f"{AT}/{page}", {"revision": found[1], **({"step": step[1]} if step else {}), **given}, f"{AT}/{page}")


@pytest.mark.usefixtures("passed")
def test_the_plan_is_fixed_on_a_page_and_shown_where_the_matter_is_signed(sign_in, other: FlaskClient, desk: Desk) -> None:
    secretary = sign_in("mishu")
    assert "送签批" in text(secretary.get(AT))
    form = text(secretary.get(f"{AT}/send-for-sign-off"))
    assert "承办人丙：是本事项的提交、起草或者承办人" in form
    assert sent(secretary, "send-for-sign-off", **PLAN).status_code == 303
    page = text(secretary.get(AT))
    assert "依次签批：成员丙、成员乙，主要负责人最后签批" in page
    assert f"{AT}/change-sign-off" in page
    assert f"{AT}/send-for-sign-off" not in page
    refused = sign_in("fenguan").get(f"{AT}/sign")
    assert (refused.status_code, "成员丙签批后才轮到您" in text(refused)) == (403, True)
    assert f'href="{AT}/sign"' in text(other.get("/"))
    assert f'href="{AT}/sign"' not in text(sign_in("fenguan").get("/"))
    assert "成员乙　" in text(other.get(f"{AT}/sign"))
    assert sent(other, "sign", **{"/approvals/comment": "同意"}).status_code == 303
    early = sent(sign_in("shuji"), "sign")
    assert (early.status_code, "分管领导（成员乙）还没有签批" in text(early)) == (409, True)
    assert sent(sign_in("fenguan"), "sign").status_code == 303
    assert sent(sign_in("shuji"), "sign").status_code == 303
    assert stored(desk).state is State.APPROVED


@pytest.mark.heavy
@pytest.mark.usefixtures("passed", "other")
def test_a_refused_plan_keeps_what_was_chosen_and_says_where_the_fault_is(sign_in, desk: Desk) -> None:
    secretary = sign_in("mishu")
    answer = sent(secretary, "send-for-sign-off", **{"/sign_off_plan/leaders/1": "p02", "/sign_off_plan/leaders/2": "p02"})
    page = text(answer)
    assert (answer.status_code, "同一人列了两次" in page, "依次签批还是并行签批" in page) == (422, True, True)
    assert page.count('value="p02" selected') == 2
    assert stored(desk).dossier.sign_off_plans is None


@pytest.mark.heavy
@pytest.mark.usefixtures("passed", "other")
def test_a_plan_is_changed_or_withdrawn_with_a_reason_before_the_first_signature(sign_in, desk: Desk) -> None:
    secretary = sign_in("mishu")
    sent(secretary, "send-for-sign-off", **PLAN)
    form = text(secretary.get(f"{AT}/change-sign-off"))
    assert form.count("selected") >= 2
    assert sent(secretary, "change-sign-off", **{**PLAN, "/sign_off_plan/leaders/0": ""}).status_code == 422
    nobody = sent(secretary, "change-sign-off", **{"/reason": "分工调整"})
    assert (nobody.status_code, "请选择由哪些分管领导签批" in text(nobody)) == (422, True)
    done = sent(secretary, "change-sign-off", **{"do": "withdraw", "/reason": "班子分工调整"})
    assert done.status_code == 303
    page = text(secretary.get(AT))
    assert "撤销送签批，不再指定由谁签批" in page
    assert "班子分工调整" in page
    assert "（已不适用）" in page
    assert len(stored(desk).dossier.sign_off_plans or ()) == 2


@pytest.mark.heavy
@pytest.mark.usefixtures("passed")
def test_a_leader_who_left_is_replaced_on_a_page_that_the_secretary_finds_on_his_desk(
    sign_in, other: FlaskClient, desk: Desk
) -> None:
    secretary = sign_in("mishu")
    sent(secretary, "send-for-sign-off", **{**PLAN, "/sign_off_plan/leaders/0": "p02", "/sign_off_plan/leaders/1": "p03"})
    sent(sign_in("fenguan"), "sign")
    assert secretary.get(f"{AT}/replace-signer").status_code == 403, "everybody can still sign"
    session = desk.store.session()  # type: ignore[attr-defined]
    session.query(AccountRow).filter_by(unit=UNIT, person="p03").update({"active": False})
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]
    assert "成员丙现在不担任分管领导" in text(secretary.get(AT))
    assert f"{AT}/replace-signer" in text(secretary.get("/"))
    form = text(secretary.get(f"{AT}/replace-signer"))
    assert "成员丙（现在不担任分管领导）" in form
    assert "成员乙：已经签批过本事项" in form
    done = sent(secretary, "replace-signer", **{"/sign_off_plan/gone": "p03", "/reason": "成员丙调离"})
    assert done.status_code == 303
    assert sent(sign_in("shuji"), "sign").status_code == 303
    assert stored(desk).state is State.APPROVED
