"""更换法律顾问 on its page: who is asked, whom the unit could ask instead, and why; the others stay asked.
What an adviser with an interest wrote settles no topic."""

from contextlib import suppress

import pytest

from review.domain.advisers import Interest
from review.domain.errors import DossierRefused
from review.domain.vocabulary import Role
from review.service import advisers, opinion, oversight

from .conftest import driven, example, person, post, text

NUMBER = "SL-ZSJ-2024-0302"
PAGE = f"/matters/{NUMBER}/replace-adviser"


@pytest.fixture
def waiting(desk):
    """A matter on which the first adviser is asked for an opinion."""
    later = ("legal_opinions", "legality_review", "meetings", "approvals", "reporting", "publication", "execution", "archive")
    matter = driven(desk, example("03"), NUMBER, **dict.fromkeys(later))
    return opinion.commission(desk, person(desk, Role.SECRETARY), NUMBER, matter.revision, "a01")


def test_the_secretary_replaces_the_adviser_with_a_reason_and_the_trail_keeps_it(desk, sign_in, waiting):
    secretary = sign_in("mishu")
    assert f'href="{PAGE}"' in text(secretary.get(f"/matters/{NUMBER}"))
    page = text(secretary.get(PAGE))
    assert 'name="/replaced_adviser" value="a01" checked' in page
    assert 'name="/adviser" id="/adviser~a02" value="a02"' in page
    assert "~a01" not in page.partition("法律顾问、公职律师")[2]
    unsaid = post(secretary, PAGE, {"revision": waiting.revision, "/replaced_adviser": "a01"})
    assert unsaid.status_code == 422
    assert "请写明理由" in text(unsaid)
    says = {"revision": waiting.revision, "/replaced_adviser": "a01", "/adviser": "a02", "/reason": "长期出差"}
    assert post(secretary, PAGE, says).status_code == 303
    (one,) = oversight.show(desk, person(desk, Role.AUDITOR), NUMBER).dossier.legal_opinions
    assert one.adviser.id == "a02"
    assert "由法律顾问甲改为法律顾问乙。长期出差" in text(secretary.get(f"/matters/{NUMBER}"))
    assert "更换法律顾问，不必再办理：出具法律意见" in text(sign_in("guwen").get("/notices"))


def test_nobody_else_is_offered_it(sign_in, waiting):
    for username in ("guwen", "shencha", "shuji"):
        client = sign_in(username)
        assert PAGE not in text(client.get(f"/matters/{NUMBER}"))
        assert client.get(PAGE).status_code == 403


def test_the_page_says_as_soon_as_it_is_declared_that_the_only_adviser_has_an_interest_and_settles_no_topic(desk, sign_in):
    later = ("meetings", "approvals", "reporting", "publication", "execution", "archive")
    matter = driven(desk, example("03"), NUMBER, **dict.fromkeys(later))
    said, page = "出具时在法律顾问名册上登记有利害关系", f"/matters/{NUMBER}"
    head = sign_in("shuji")
    assert said not in text(head.get(page))
    for one in matter.dossier.legal_opinions:
        about = Interest(person=one.adviser.id, party=NUMBER, reason="曾任供应商的顾问", since=one.issued_on)
        with suppress(DossierRefused):  # declared already for another opinion of his
            advisers.declare(desk, person(desk, Role.SECRETARY), about)
    shown = text(head.get(page))
    assert said in shown
    assert "只差一步" not in shown
    settled = {"revision": matter.revision, "/meetings/0/type": "PARTY_GROUP_MEETING", "/meetings/0/topic/proposed_by": "p02",
               "/meetings/0/topic/main_question": "是否同意"}  # fmt: skip
    refused = post(head, f"{page}/confirm-topic", settled)
    assert (refused.status_code, "LAD-08" in text(refused)) == (409, True)
