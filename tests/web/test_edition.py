"""The page on which a matter is moved to the rules in force today."""

from datetime import date

from review.service.desk import Desk

from .conftest import SignIn, text
from .road import filled


def test_what_would_be_found_otherwise_is_shown_before_a_matter_is_moved_to_todays_rules(desk: Desk, sign_in: SignIn) -> None:
    number = "SL-ZSJ-2024-0009"
    browser = sign_in("mishu")
    assert "改用现行规定" not in text(browser.get(f"/matters/{number}"))
    desk.clock.turn_to(date(2024, 8, 1))
    assert f'href="/matters/{number}/update-edition"' in text(browser.get(f"/matters/{number}"))
    page = text(browser.get(f"/matters/{number}/update-edition"))
    assert ("结论会有变化的规则" in page) and ("条</span>" in page)
    assert "现按2024年5月7日有效的规定核验" in page
    answer = browser.post(f"/matters/{number}/update-edition", data=filled(page, {"/reason": ""}, ""))
    assert answer.status_code == 422
    answer = browser.post(f"/matters/{number}/update-edition", data=filled(page, {"/reason": "新规定已经施行"}, ""))
    assert answer.status_code == 303
    assert "新规定已经施行" in text(browser.get(f"/matters/{number}"))
