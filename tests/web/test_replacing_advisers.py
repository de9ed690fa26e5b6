"""更换法律顾问 on its page: who is asked, whom the unit could ask instead, and why; the others stay asked."""

import pytest

from review.domain.vocabulary import Role
from review.service import opinion, oversight

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
