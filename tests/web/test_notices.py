"""What a person is told stands on his page of notices; who waits urges by one button, and the urged one sees it."""

import pytest

from review.domain.vocabulary import Role
from review.service import opinion

from .conftest import driven, example, person, post, text

NUMBER = "SL-ZSJ-2024-0301"


def waiting(desk):
    """A matter on which the first adviser is asked for an opinion."""
    later = ("legal_opinions", "legality_review", "meetings", "approvals", "reporting", "publication", "execution", "archive")
    matter = driven(desk, example("03"), NUMBER, **dict.fromkeys(later))
    return opinion.commission(desk, person(desk, Role.SECRETARY), NUMBER, matter.revision, "a01")


def test_who_is_asked_finds_it_among_his_notices(desk, sign_in):
    waiting(desk)
    page = text(sign_in("guwen").get("/notices"))
    assert f'<a href="/matters/{NUMBER}">{NUMBER}</a>' in page
    assert "请您办理：出具法律意见" in page
    assert NUMBER not in text(sign_in("guwen2").get("/notices"))


def test_the_secretary_urges_once_a_day_and_the_urged_one_sees_by_whom(desk, sign_in):
    waiting(desk)
    secretary = sign_in("mishu")
    assert f'action="/matters/{NUMBER}/remind"' in text(secretary.get(f"/matters/{NUMBER}"))
    urged = post(secretary, f"/matters/{NUMBER}/remind", {})
    assert (urged.status_code, urged.location) == (303, f"/matters/{NUMBER}")
    page = text(secretary.get(f"/matters/{NUMBER}"))
    assert "已催办：法律顾问甲。" in page
    assert "已催办 1 次" in page
    assert "/remind" not in page
    again = post(secretary, f"/matters/{NUMBER}/remind", {})
    assert again.status_code == 409
    assert "一件事项一天催办一次" in text(again)
    assert "已催办</span>" in text(sign_in("guwen").get("/"))
    assert "催办</span>" in text(sign_in("guwen").get("/notices"))


@pytest.mark.heavy
def test_whoever_holds_the_matter_and_whoever_only_looks_are_offered_no_urging(desk, sign_in):
    waiting(desk)
    for name in ("guwen", "shenji"):
        assert "/remind" not in text(sign_in(name).get(f"/matters/{NUMBER}"))
    assert post(sign_in("shenji"), f"/matters/{NUMBER}/remind", {}, "/matters").status_code == 403


@pytest.mark.heavy
def test_without_its_token_nobody_urges(desk, sign_in):
    waiting(desk)
    assert sign_in("mishu").post(f"/matters/{NUMBER}/remind", data={"x": "1"}).status_code == 400
    assert "已催办" not in text(sign_in("mishu").get(f"/matters/{NUMBER}"))


def test_who_was_told_nothing_is_told_so(sign_in):
    assert "还没有通知。" in text(sign_in("guwen2").get("/notices"))


@pytest.mark.heavy
def test_what_is_due_shows_its_day(desk, sign_in):
    """The notice of a meeting asks the recorder to record it, on its day."""
    matter = driven(desk, example("02"), "SL-ZSJ-2024-0302")
    held = matter.dossier.meetings[-1].held_on
    row = text(sign_in("jilu").get("/notices")).partition("SL-ZSJ-2024-0302</a>")[2].partition("</tr>")[0]
    assert "记录会议" in row
    assert f"{held.year}年{held.month}月{held.day}日" in row
