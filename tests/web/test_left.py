"""Where the one whose turn it is has left: desk and page of the matter say who it is, who can see to it, and the way there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.service.decided import leaves

from .conftest import post, signed_in, text, visited
from .road import BESIDE, NUMBER, Stop, send

RETURN: Stop = next(stop for stop in BESIDE if stop.name == "return-for-supplement")
WHY = "审查人员甲现在不担任合法性审查人员，不能承办审查：请其他合法性审查人员办理批量移交"
WAY = "/delegations/hand-overs?person=r01"


def test_the_colleague_of_a_reviewer_who_left_finds_the_review_and_the_way_to_hand_it_over(
    stand: Callable[[str], Path]
) -> None:
    with visited(stand(RETURN.name), RETURN) as (app, reviewer):
        assert send(reviewer, RETURN).status_code == 303
        colleague, clerk = signed_in(app, "shencha2"), signed_in(app, "mishu")
        assert "离岗" not in text(colleague.get("/")) + text(colleague.get(f"/matters/{NUMBER}"))
        leaves(app.extensions["review"].desk, "r01")
        desk, page = text(colleague.get("/")), text(colleague.get(f"/matters/{NUMBER}"))
        assert WHY in desk
        assert WAY in desk
        assert WHY in page
        assert WAY in page
        assert WHY in text(clerk.get(f"/matters/{NUMBER}"))
        # it is not the undertaking unit's to choose who reviews it
        assert WAY not in text(clerk.get("/")) + text(clerk.get(f"/matters/{NUMBER}"))
        assert NUMBER in text(colleague.get(WAY))


ASKED = Stop("give-opinion", "mishu", date(2024, 5, 8), {})


def test_the_secretary_is_to_replace_an_adviser_whose_account_was_shut(stand: Callable[[str], Path]) -> None:
    with visited(stand("give-opinion"), ASKED) as (app, clerk):
        leaves(app.extensions["review"].desk, "a01")
        desk, page = text(clerk.get("/")), text(clerk.get(f"/matters/{NUMBER}"))
        assert "法律顾问甲现在不担任法律顾问" in desk
        assert f'href="/matters/{NUMBER}/replace-adviser"' in desk
        assert "法律顾问甲现在不担任法律顾问" in page


HELD = Stop("meeting", "mishu", date(2024, 5, 24), {})


def test_where_nobody_is_head_any_more_the_pages_say_that_nobody_can_act(stand: Callable[[str], Path]) -> None:
    with visited(stand("confirm-topic"), HELD) as (app, clerk):
        leaves(app.extensions["review"].desk, "p01")
        for page in ("/", f"/matters/{NUMBER}"):
            assert "没有人担任" in text(clerk.get(page))


def test_a_delegation_by_one_who_left_is_not_shown_as_in_force(stand: Callable[[str], Path]) -> None:
    with visited(stand("confirm-topic"), HELD) as (app, clerk):
        given = {"role": "GROUP_SECRETARY", "person": "p02", "starts": "2024-05-24", "ends": "2024-05-31", "reason": "出国访问"}
        says = {f"/delegation/{name}": value for name, value in given.items()}
        assert post(signed_in(app, "shuji"), "/delegations", says).status_code == 303
        assert "有效</span>" in text(clerk.get("/delegations"))
        leaves(app.extensions["review"].desk, "p01")
        page = text(clerk.get("/delegations"))
        assert "有效</span>" not in page
        assert "成员甲现在不担任党组书记（主要负责人）" in page


def test_who_follows_a_matter_and_left_is_named_beside_nobody_else(stand: Callable[[str], Path]) -> None:
    with visited(stand("confirm-topic"), HELD) as (app, _):
        leaves(app.extensions["review"].desk, "s01")
        page = text(signed_in(app, "shencha").get("/"))
        assert "党组书记" in page
        assert "已离岗</span>" not in page


def test_the_secretary_and_another_recorder_see_to_the_record_of_one_who_left(stand: Callable[[str], Path]) -> None:
    with visited(stand("meeting"), HELD) as (app, clerk):
        leaves(app.extensions["review"].desk, "s02")
        page = text(clerk.get("/"))
        assert "现在不担任会议记录人，不能记录会议" in page
        assert "/delegations/hand-overs?person=s02" in page
