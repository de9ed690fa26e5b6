"""The pages of the hand-over (批量移交), over HTTP: the preview, the act, the list afterwards, and what is refused."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from review.domain.vocabulary import Role
from review.domain.workflow import Action
from review.service import execution, handover, opinion, oversight, submission
from review.service.desk import Desk
from tests.sampling import some

from .conftest import TODAY, driven, example, person, post, text

PATH = "/delegations/hand-overs"
NUMBER = "SL-ZSJ-2024-0111"

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def asked(desk: Desk) -> str:
    """A matter of which the legal adviser was asked for an opinion."""
    matter = driven(desk, example("07"), NUMBER)
    opinion.commission(desk, person(desk, Role.SECRETARY), NUMBER, matter.revision, "a01")
    return NUMBER


def keys(page: str) -> list[str]:
    return re.findall(r'name="/handover/tasks" value="([^"]+)"', page)


def form(page: str, **changed: object) -> dict[str, object]:
    given: dict[str, object] = {
        "/handover/person": "a01", "/handover/successor": "a02", "/handover/effective_on": TODAY.isoformat(),
        "/handover/reason": "合同到期", "/handover/tasks": keys(page),
    }  # fmt: skip
    return given | changed


def sent(client: FlaskClient, data: dict[str, object]):
    return post(client, PATH, data, "/delegations")


def untouched(desk: Desk, number: str = NUMBER) -> bool:
    matter = oversight.show(desk, person(desk, Role.SECRETARY), number)
    kept = matter.dossier.legal_opinions[-1].adviser.id == "a01"
    return kept and handover.all_done(desk, person(desk, Role.SECRETARY)) == ()


def test_a_person_sees_what_waits_for_him_hands_it_over_and_is_shown_the_list(sign_in: SignIn, desk: Desk, asked: str) -> None:
    client = sign_in("guwen")
    assert asked in text(client.get(PATH)), "one's own tasks first"
    page = text(client.get(f"{PATH}?person=a01&to=a02"))
    assert any(key.startswith(f"{asked}:") for key in keys(page))
    done = sent(client, form(page))
    assert (done.status_code, done.headers["Location"]) == (303, f"{PATH}/1")
    listed = text(client.get(f"{PATH}/1"))
    assert "已移交" in listed
    assert asked in listed
    assert "合同到期" in listed
    events = oversight.trail(desk, person(desk, Role.SECRETARY), asked)
    assert events[-1].action is Action.TRANSFER_OPINION
    assert "已移交给" in text(client.get("/notices"))
    assert "第1号" in text(sign_in("shenji").get(PATH)), "the auditor reads the lists"
    assert asked in text(sign_in("shenji").get(f"{PATH}/1"))


def test_a_second_click_does_nothing_twice_and_says_so(sign_in: SignIn, desk: Desk, asked: str) -> None:
    client = sign_in("guwen")
    data = form(text(client.get(f"{PATH}?person=a01&to=a02")))
    assert sent(client, data).status_code == 303
    revision = oversight.show(desk, person(desk, Role.SECRETARY), asked).revision
    again = sent(client, data)
    assert again.status_code == 409
    assert "这些任务已经移交（第1号）" in text(again)
    assert oversight.show(desk, person(desk, Role.SECRETARY), asked).revision == revision


def test_a_matter_that_changed_since_the_preview_is_told_with_409(sign_in: SignIn, desk: Desk, asked: str) -> None:
    client = sign_in("guwen")
    data = form(text(client.get(f"{PATH}?person=a01&to=a02")))
    clerk = person(desk, Role.SECRETARY)
    submission.recall(desk, clerk, asked, oversight.show(desk, clerk, asked).revision, "改稿")
    late = sent(client, data)
    assert late.status_code == 409
    assert asked in text(late)
    assert "一项都没有移交" in text(late)
    assert "合同到期" in text(late), "what was typed is kept"
    assert handover.all_done(desk, clerk) == ()


@pytest.mark.parametrize(("changed", "told"), some([
    ({"/handover/tasks": []}, "请选择要移交的任务"), ({"/handover/successor": "a01"}, "接办人不能是移交人本人"),
    ({"/handover/successor": "x99"}, "本单位名册中没有此人"), ({"/handover/person": "x99"}, "本单位名册中没有此人"),
    ({"/handover/successor": "h01"}, "本单位名册中没有此人"), ({"/handover/reason": ""}, "请写明移交的理由"),
    ({"/handover/effective_on": ""}, "请填写移交的生效日期"), ({"/handover/effective_on": "2024-06-04"}, "不能晚于今天"),
    ({"/handover/effective_on": "6月"}, ""), ({"/handover/tasks": ["SL-1:x:OPINION"]}, "不能识别"),
    ({"/handover/successor": "s02"}, "不担任法律顾问"), ({"/handover/by": "s01"}, "没有这个填写项"),
], 4))  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_handed_over(
    sign_in: SignIn, desk: Desk, asked: str, changed: dict[str, object], told: str
) -> None:
    client = sign_in("guwen")
    refused = sent(client, form(text(client.get(f"{PATH}?person=a01&to=a02")), **changed))
    assert refused.status_code == 422
    assert told in text(refused)
    assert untouched(desk)


def test_without_its_token_the_form_is_refused(sign_in: SignIn, desk: Desk, asked: str) -> None:
    client = sign_in("guwen")
    data = form(text(client.get(f"{PATH}?person=a01&to=a02")))
    assert client.post(PATH, data=data).status_code == 400
    assert untouched(desk)


def test_an_auditor_is_offered_nothing_and_hands_nothing_over(sign_in: SignIn, desk: Desk, asked: str) -> None:
    page = text(sign_in("shenji").get(f"{PATH}?person=a01&to=a02"))
    assert keys(page) == []
    assert "移交所选任务" not in page
    given = form("", **{"/handover/tasks": [f"{asked}:2:OPINION"]})
    assert sent(sign_in("shenji"), given).status_code == 403
    assert untouched(desk)


def test_the_secretary_of_another_unit_finds_neither_the_people_nor_the_matters(
    sign_in: SignIn, desk: Desk, asked: str
) -> None:
    revision = oversight.show(desk, person(desk, Role.SECRETARY), asked).revision
    stranger = sign_in("mishu-xian")
    given = form("", **{"/handover/tasks": [f"{asked}:{revision}:OPINION"]})
    assert sent(stranger, given).status_code == 404
    assert asked not in text(stranger.get(f"{PATH}?person=a01"))
    assert stranger.get(f"{PATH}/1").status_code == 404
    assert untouched(desk)


def test_the_secretary_is_told_that_who_is_still_there_hands_over_himself(sign_in: SignIn, asked: str) -> None:
    page = text(sign_in("mishu").get(f"{PATH}?person=a01&to=a02"))
    assert "仍担任法律顾问，由其本人移交" in page
    assert "请系统管理员先停用其账号或者收回岗位" in page
    assert not any(asked in key for key in keys(page))


@pytest.mark.heavy
def test_what_goes_with_an_office_is_shown_as_such_with_the_way_to_the_delegation(sign_in: SignIn, desk: Desk) -> None:
    given = example("03")
    matter = driven(desk, given, NUMBER, approvals=None, reporting=None, publication=None, execution=None, archive=None)
    told = execution.FollowUp(reporting=given.reporting)
    execution.follow_up(desk, person(desk, Role.SECRETARY), NUMBER, matter.revision, told)
    page = text(sign_in("shuji").get(PATH))
    assert "随岗位，不移交" in page
    assert "由党组书记（主要负责人）办理，随岗位、不随人移交" in page
    assert "到任以前可以由本人在“委托代行”中委托他人" in page
    assert NUMBER in page
    assert keys(page) == []


def test_an_unknown_person_in_the_address_is_told(sign_in: SignIn) -> None:
    strange = sign_in("mishu").get(f"{PATH}?person=nobody")
    assert strange.status_code == 422
    assert "本单位名册中没有此人" in text(strange)
