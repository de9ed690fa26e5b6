"""Where the head is recused, the pages say whom it waits for: on his own desk and the secretary's, on the matter's page, and to
his delegate before he signs as a leader, after which he could not sign for him."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from review.domain.vocabulary import Role
from review.service import execution, oversight
from review.service.desk import Desk
from tests.service.test_interested_signers import interested

from .conftest import driven, person, post, text
from .test_delegations import NEW, NUMBER, SIGN, _revision, deputy, sent

TOLD = "成员甲在本事项中有利害关系，应当回避，不能签批"
__all__ = ["deputy"]
CHARGED = {**NEW, "/delegation/person": "p02"}


@pytest.fixture
def head_aside(desk: Desk) -> None:
    """A matter that waits for its signatures, at whose meeting the head stepped aside."""
    example = interested("p01")
    (meeting,) = example.meetings or ()
    given = replace(example, meetings=(replace(meeting, number="党组会〔2023〕98号"),))
    matter = driven(desk, given, NUMBER, approvals=None, reporting=None, publication=None, execution=None, archive=None)
    told = execution.FollowUp(reporting=given.reporting)
    execution.follow_up(desk, person(desk, Role.SECRETARY), NUMBER, matter.revision, told)


@pytest.mark.usefixtures("head_aside")
def test_the_matter_is_on_the_desk_of_the_head_and_of_the_secretary_and_says_what_to_do(sign_in) -> None:
    for client, way in ((sign_in("shuji"), True), (sign_in("mishu"), True), (sign_in("shencha"), False)):
        mine = text(client.get("/")).partition('id="h-mine"')[2].partition('id="h-others"')[0]
        assert (TOLD in mine, 'href="/delegations"' in mine) == (way, way)
        assert TOLD in text(client.get(f"/matters/{NUMBER}"))


@pytest.mark.usefixtures("head_aside", "deputy")
def test_the_delegate_is_warned_before_he_signs_as_a_leader_and_the_matter_stays_in_somebodys_hands(sign_in, desk: Desk) -> None:
    head: FlaskClient = sign_in("shuji")
    assert sent(head, "/delegations", CHARGED).status_code == 303
    assert TOLD not in text(head.get("/"))
    leader = sign_in("fenguan")
    form = text(leader.get(SIGN))
    assert "您以分管领导签批后，不能再代成员甲签批" in form
    says = {"revision": _revision(form), "step": "ENDORSE", "/approvals/comment": "同意。"}
    refused = post(leader, SIGN, says)
    assert refused.status_code == 422
    assert "请勾选“已知道”" in text(refused)
    assert "同意。" in text(refused)
    assert post(leader, SIGN, {**says, "/approvals/knowing": "true"}).status_code == 303
    assert len(oversight.show(desk, person(desk, Role.SECRETARY), NUMBER).dossier.approvals or ()) == 1
    for name in ("shuji", "mishu"):
        assert "受托的成员乙已经签批过本事项，一人只签批一次：请成员甲" in text(sign_in(name).get("/"))
    assert "催办" in text(sign_in("mishu").get(f"/matters/{NUMBER}"))


@pytest.mark.usefixtures("head_aside")
def test_who_alone_can_sign_for_the_head_is_led_to_his_signature_and_not_to_that_of_a_leader(sign_in) -> None:
    assert sent(sign_in("shuji"), "/delegations", CHARGED).status_code == 303
    leader = sign_in("fenguan")
    form = text(leader.get(SIGN))
    assert "代成员甲（依2024年6月3日委托）" in form
    done = post(leader, SIGN, {"revision": _revision(form), "step": "SIGN", "/approvals/comment": "同意。"})
    assert done.status_code == 303
    assert "已签批" in text(leader.get(f"/matters/{NUMBER}"))
