"""What is refused because the dossier says it against itself; each date at the day before, the day, and the day after."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from forms.dossier import read_plain
from review.domain.errors import DossierRefused
from tests.conftest import example_text, place


def refused(start: str, at: dict[str, Any]) -> dict[str, str]:
    """The faults of an example with other values at these pointers: pointer to message."""
    plain = json.loads(example_text(start))
    for pointer, value in at.items():
        container, key = place(plain, pointer)
        container[key] = value
    try:
        read_plain(plain)
    except DossierRefused as refusal:
        return {fault.pointer: fault.message for fault in refusal.faults}
    return {}


def day(iso: str, later: int = 0) -> str:
    return (date.fromisoformat(iso) + timedelta(days=later)).isoformat()


DRAFTED = "2022-08-24"
"""The day of the only draft of example 01; its opinion was asked for on 25 August, its review sent on 31 August."""


@pytest.mark.parametrize(
    ("start", "pointer", "first", "others"),
    [
        ("01", "/legal_opinions/0/issued_on", "2022-08-25", {}),
        ("01", "/legal_opinions/0/issued_on", DRAFTED, {"/legal_opinions/0/commissioned_on": "2022-08-01"}),
        ("01", "/legality_review/complete_on", "2022-08-31", {}),
        ("01", "/legality_review/complete_on", DRAFTED, {"/legality_review/sent_on": "2022-08-01"}),
        ("01", "/legality_review/issued_on", "2022-08-31", {}),
        ("01", "/legality_review/issued_on", DRAFTED, {
            "/legality_review/sent_on": "2022-08-01", "/legality_review/complete_on": DRAFTED,
        }),
        ("01", "/legality_review/returns/0/resupplied_on", "2022-09-01", {
            "/legality_review/returns": [{"on": "2022-09-01", "resupplied_on": "2022-09-01"}],
        }),
        ("01", "/legality_review/issued_on", "2022-09-02", {"/legality_review/complete_on": "2022-09-02"}),
        ("01", "/legality_review/sent_on", "2022-08-25", {"/matter/submitted_on": "2022-08-25"}),
        ("01", "/meetings/0/held_on", "2022-09-21", {
            "/matter/submitted_on": "2022-09-21", "/meetings/0/started_at": None, "/legality_review/sent_on": None,
            "/legality_review/complete_on": None, "/legality_review/issued_on": None, "/edition_on": None,
            "/matter/draft/changed_on": None, "/meetings/0/topic/confirmed_on": None, "/meetings/0/notice/sent_on": None,
            "/meetings/0/ended_at": None,
        }),
        ("05", "/legality_review/earlier/0/issued_on", "2024-02-21", {}),
        ("05", "/legality_review/issued_on", "2024-02-29", {
            "/legality_review/sent_on": "2024-02-21", "/legality_review/complete_on": "2024-02-21",
            "/legality_review/draft_sha256": None,
        }),
        ("05", "/legality_review/sent_on", "2024-02-21", {}),
        ("01", "/document_review/complete_on", DRAFTED, {}),
        ("01", "/document_review/issued_on", "2022-09-08", {}),
        ("01", "/document_review/issued_on", DRAFTED, {"/document_review/complete_on": None}),
        ("05", "/matter/draft/changed_on", "2024-02-05", {}),
        ("01", "/preparation/public_participation/open_consultation/closed_on", "2022-07-08", {}),
        ("01", "/meetings/0/held_on", "2022-09-15", {"/meetings/0/started_at": None}),
        ("04", "/meetings/0/topic/confirmed_on", "2023-10-09", {}),
        ("04", "/matter/candidates/0/consultations/0/replied_on", "2023-10-25", {}),
        ("04", "/matter/candidates/0/higher/approved_on", "2023-11-20", {
            "/matter/candidates/0/higher": {"kind": "APPROVAL", "sent_on": "2023-11-20", "approved_on": "2023-11-20"},
        }),
        ("05", "/meetings/1/held_on", "2024-03-12", {
            "/meetings/1/topic/confirmed_on": "2024-03-01", "/meetings/1/started_at": None,
        }),
    ],
)  # fmt: skip
def test_nothing_is_dated_before_the_step_that_it_follows(
    start: str, pointer: str, first: str, others: dict[str, Any]
):
    assert "先后不可能" in refused(start, at={**others, pointer: day(first, -1)}).get(pointer, "")
    assert refused(start, at={**others, pointer: first}) == {}
    assert pointer not in refused(start, at={**others, pointer: day(first, 1)})


def test_a_meeting_does_not_end_before_it_begins():
    at = {"/meetings/0/ended_at": "2022-09-20T08:59:59+08:00", "/meetings/0/started_at": "2022-09-20T09:00:00+08:00"}
    assert list(refused("01", at=at)) == ["/meetings/0/ended_at"]


def test_a_member_who_returns_before_he_leaves_is_refused():
    root = "/meetings/1/members/3"
    at = {f"{root}/left_at": "2024-04-16T09:10:00+08:00", f"{root}/returned_at": "2024-04-16T09:09:59+08:00"}
    assert list(refused("05", at=at)) == [f"{root}/returned_at"]


@pytest.mark.parametrize(
    ("left", "member", "places"),
    [
        ("08:00:00", {}, ["left_at"]),
        ("09:00:00", {}, ["left_at"]),
        ("09:00:01", {}, []),
        ("08:00:00", {"returned_at": "2024-04-16T09:05:00+08:00"}, []),
        ("08:00:00", {"present": False, "absence_reason": "中途离会"}, []),
        ("08:00:00", {"present": None}, []),
    ],
)
def test_a_member_who_left_before_the_meeting_began_did_not_attend_it(left: str, member: dict[str, Any], places: list[str]):
    root = "/meetings/1/members/2"
    at = {f"{root}/left_at": f"2024-04-16T{left}+08:00", **{f"{root}/{key}": value for key, value in member.items()}}
    found = refused("05", at=at)
    assert list(found) == [f"{root}/{place}" for place in places]
    assert all("成员丙" in said and "09:00" in said and "返场时间" in said for said in found.values())


@pytest.mark.parametrize(
    ("started", "places"),
    [
        ("2022-09-19T23:59:59+08:00", ["/meetings/0/started_at"]),
        ("2022-09-20T00:00:00+08:00", []),
        ("2022-09-19T16:00:00+00:00", []),
        ("2022-09-19T15:59:59+00:00", ["/meetings/0/started_at"]),
        ("2022-09-21T00:00:00+08:00", ["/meetings/0/started_at"]),
        (None, []),
    ],
)
def test_a_meeting_is_held_on_the_day_on_which_it_begins_in_beijing(started: Any, places: list[str]):
    assert list(refused("01", at={"/meetings/0/started_at": started, "/meetings/0/ended_at": None})) == places


def test_a_meeting_may_end_after_midnight():
    at = {"/meetings/0/started_at": "2022-09-20T22:00:00+08:00", "/meetings/0/ended_at": "2022-09-21T00:30:00+08:00"}
    assert refused("01", at=at) == {}


def test_an_earlier_review_was_not_issued_after_the_current_one():
    """Example 05: the earlier review is of 29 February, the current one of 2 April."""
    earlier = "/legality_review/earlier/0/"
    late = {f"{earlier}{key}": "2024-04-03" for key in ("sent_on", "complete_on", "issued_on")}
    assert set(refused("05", at=late)) == {"/legality_review/sent_on", "/legality_review/issued_on"}
    same_day = {f"{earlier}issued_on": "2024-04-02"}
    assert refused("05", at=same_day) == {}


@pytest.mark.parametrize("unknown", ["/legality_review/issued_on", "/legality_review/earlier/0/issued_on"])
def test_reviews_of_no_day_are_in_no_order(unknown: str):
    assert refused("05", at={unknown: None}) == {}


@pytest.mark.parametrize("name", ["", "  ", "、"])
def test_nobody_has_a_name_that_says_nothing(name: str):
    assert list(refused("01", at={"/people/p01/name": name})) == ["/people/p01/name"]
    assert list(refused("01", at={"/meetings/0/members/0/name": name})) == ["/meetings/0/members/0/name"]


def test_a_review_and_an_earlier_one_do_not_share_a_number():
    """A draft adopts a review by its number."""
    at = "/legality_review/earlier/0/number"
    assert list(refused("05", at={at: "合审〔2024〕3号"})) == [at]
    assert refused("05", at={at: None, "/legality_review/number": None}) == {}


@pytest.mark.parametrize(
    ("others", "places"),
    [
        ({}, ["/meetings/1/number"]),
        ({"/meetings/0/type": "DIRECTOR_MEETING"}, []),
        ({"/meetings/0/type": None}, []),
        ({"/meetings/0/held_on": "2023-12-29", "/meetings/0/started_at": None, "/meetings/0/topic/confirmed_on": None,
          "/matter/submitted_on": None}, []),
    ],
)
def test_two_meetings_of_one_kind_in_one_year_do_not_share_a_number(others: dict[str, Any], places: list[str]):
    assert list(refused("05", at={**others, "/meetings/0/number": "党组会〔2024〕6号"})) == places


@pytest.mark.parametrize(("later", "places"), [(-1, []), (0, []), (1, ["/matter/draft/changed_on"])])
def test_a_draft_is_not_of_a_day_to_come(later: int, places: list[str]):
    assert list(refused("07", {"/matter/draft/changed_on": day("2024-05-08", later)})) == places


def test_an_opinion_on_an_earlier_draft_is_measured_by_the_day_of_that_draft():
    """Example 05: drafts of 5 February and 20 March; the first opinion is of 20 February on the first of them."""
    assert refused("05", at={"/legal_opinions/0/commissioned_on": None}) == {}
    early = {"/legal_opinions/0/commissioned_on": None, "/legal_opinions/0/issued_on": "2024-02-04"}
    assert list(refused("05", at=early)) == ["/legal_opinions/0/issued_on"]
    second = json.loads(example_text("05"))["matter"]["draft"]["sha256"]
    other = {"/legal_opinions/0/draft_sha256": second}
    assert list(refused("05", at=other)) == ["/legal_opinions/0/issued_on"]


def test_a_draft_that_came_back_is_measured_by_the_day_on_which_it_first_was_there():
    first = json.loads(example_text("05"))["matter"]["draft"]["earlier"][0]["sha256"]
    assert refused("05", at={"/matter/draft/sha256": first}) == {}


@pytest.mark.parametrize(
    "unknown", [{"/matter/draft/changed_on": None}, {"/matter/draft/sha256": "f" * 64}, {"/matter/draft/sha256": None}]
)
def test_where_the_day_of_the_draft_is_not_known_nothing_is_refused(unknown: dict[str, Any]):
    asked = {"/legal_opinions/0/commissioned_on": "2022-08-01", "/legal_opinions/0/issued_on": "2022-08-01"}
    assert refused("01", at={**unknown, **asked}) == {}


@pytest.mark.parametrize("key", ["same_payee_total", "same_item_total", "same_project_total"])
@pytest.mark.parametrize(("total", "places"), [("679999.99", 1), ("680000.00", 0), ("680000.01", 0)])
def test_a_total_that_includes_this_matter_is_not_smaller_than_it(key: str, total: str, places: int):
    pointer = f"/matter/funds/{key}"
    assert list(refused("07", at={pointer: total})) == [pointer] * places


FORMS = "/preparation/public_participation/forms"
OF_PUBLIC = "/preparation/public_participation"


@pytest.mark.parametrize(
    ("participation", "places"),
    [
        ({"forms": []}, []),
        ({"forms": [], "open_consultation": {"published_on": "2022-07-08"}}, [FORMS]),
        ({"forms": [], "hearing": {"held_on": "2022-07-08"}}, [FORMS]),
        ({"forms": [], "adoption_statement": True}, [FORMS]),
        ({"forms": [], "affected_group_heard": True}, [FORMS]),
        ({"forms": [], "adoption_statement": False, "affected_group_heard": False}, []),
        ({"forms": [], "open_consultation": {}, "hearing": {}}, []),
        ({"forms": ["SYMPOSIUM"], "open_consultation": {"published_on": "2022-07-08"}}, [FORMS]),
        ({"forms": ["OPEN_CONSULTATION"], "hearing": {"held_on": "2022-07-08"}}, [FORMS]),
        ({"forms": ["HEARING"], "hearing": {"held_on": "2022-07-08"}}, []),
        ({"forms": ["SYMPOSIUM"], "adoption_statement": True, "affected_group_heard": True}, []),
        ({"open_consultation": {"published_on": "2022-07-08"}, "adoption_statement": True}, []),
    ],
)
def test_the_forms_of_participation_agree_with_what_is_described(participation: dict[str, Any], places: list[str]):
    assert list(refused("01", at={OF_PUBLIC: participation})) == places


AHEAD = "2099-07-08"
HEARD_AT = f"{OF_PUBLIC}/hearing"


@pytest.mark.parametrize(
    ("participation", "places"),
    [
        ({"hearing": {"held_on": AHEAD, "notice_published_on": "2022-07-08"}}, []),
        ({"hearing": {"held_on": AHEAD, "papers_delivered_on": "2099-07-01"}}, [f"{HEARD_AT}/papers_delivered_on"]),
        ({"hearing": {"held_on": AHEAD, "notice_published_on": "2099-06-01"}}, [f"{HEARD_AT}/notice_published_on"]),
        ({"hearing": {"held_on": AHEAD, "record_signed": True}}, [f"{HEARD_AT}/record_signed"]),
        ({"hearing": {"held_on": AHEAD, "held_in_public": True, "debated": False}}, [f"{HEARD_AT}/held_in_public"]),
        ({"hearing": {"held_on": "2022-07-08", "held_in_public": True, "record_signed": True}}, []),
    ],
)
def test_a_hearing_may_lie_ahead_but_nothing_of_it_has_happened_by_then(participation: dict[str, Any], places: list[str]):
    """Papers that were to be delivered met PUB-07, and a record that nobody could have signed PUB-08; nobody looked again."""
    assert list(refused("01", at={OF_PUBLIC: participation})) == places


@pytest.mark.parametrize(
    ("participation", "places"),
    [
        ({"hearing_decision": "NOT_HELD", "hearing_reason": "时间紧"}, []),
        ({"hearing_decision": "NOT_HELD", "hearing": {}, "forms": ["SYMPOSIUM"]}, []),
        ({"hearing_decision": "NOT_HELD", "hearing": {"held_on": "2022-07-08"}}, [f"{OF_PUBLIC}/hearing_decision"]),
        ({"hearing_decision": "NOT_HELD", "forms": ["HEARING"]}, [f"{OF_PUBLIC}/hearing_decision"]),
        ({"hearing_decision": "HELD", "forms": ["HEARING"], "hearing": {"held_on": "2022-07-08"}}, []),
    ],
)
def test_no_hearing_is_held_where_it_was_decided_to_hold_none(participation: dict[str, Any], places: list[str]):
    assert list(refused("01", at={OF_PUBLIC: participation})) == places


@pytest.mark.parametrize(
    ("emergency", "described", "places"),
    [
        (False, {"reason": "防汛抢险"}, ["/matter/emergency"]),
        (False, {}, []),
        (False, None, []),
        (True, {"reason": "防汛抢险"}, []),
        (None, {"reason": "防汛抢险"}, []),
    ],
)
def test_an_emergency_is_not_described_where_there_is_none(emergency: Any, described: Any, places: list[str]):
    assert list(refused("01", at={"/matter/scope/emergency": emergency, "/matter/emergency": described})) == places


@pytest.mark.parametrize(
    ("pointer", "name", "places"),
    [
        ("/meetings/0/members/0/name", "成员乙", ["/meetings/0/members/0/name"]),
        ("/meetings/0/members/0/name", "成员甲", []),
        ("/meetings/0/members/0/name", "成员甲 ", []),
        ("/meetings/0/members/0/name", None, []),
        ("/legal_opinions/0/adviser/name", "法律顾问乙", ["/meetings/0/observers/0/name"]),
        ("/people/p01/name", "成员子", ["/meetings/0/members/0/name", "/approvals/1/person/name"]),
    ],
)
def test_nobody_has_two_names(pointer: str, name: Any, places: list[str]):
    assert list(refused("01", at={pointer: name})) == places


@pytest.mark.parametrize("closed", ["2000-01-01", "2022-07-03", "2022-09-19"])
def test_a_matter_is_not_closed_before_it_was_submitted_or_met_upon(closed: str):
    """Example 01 was submitted on 4 July and decided on 20 September 2022."""
    assert list(refused("01", at={"/archive": {"closed_on": closed}})) == ["/archive/closed_on"]
    assert list(refused("01", at={"/archive": {"handed_over_on": closed}})) == ["/archive/handed_over_on"]


def test_a_matter_is_closed_on_the_day_of_its_last_step_and_its_files_are_handed_over_after_that():
    archive = {"closed_on": "2022-09-22", "handed_over_on": "2022-09-22"}
    assert refused("01", at={"/archive": archive}) == {}
    early = archive | {"handed_over_on": "2022-09-21"}
    assert list(refused("01", at={"/archive": early})) == ["/archive/handed_over_on"]


@pytest.mark.parametrize(("at", "pointer"), [
    ({"/matter/scope/funds_involved": False}, "/matter/scope/funds_involved"),
    ({"/matter/funds/kind": "UNBUDGETED"}, "/matter/funds/in_budget"),
])  # fmt: skip
def test_money_that_denies_itself_is_refused(at: dict[str, Any], pointer: str):
    assert "前后矛盾" in refused("03", at)[pointer]


def test_no_other_law_is_chosen_for_a_matter_of_which_the_day_of_submission_is_not_known():
    assert "/edition_on" not in refused("03", {"/edition_on": "2023-03-06"})
    told = refused("03", {"/edition_on": "2001-01-01", "/matter/submitted_on": None})
    assert told["/edition_on"] == "没有写明提交之日，不能另定适用哪一日的规定"


ADOPTED = {
    "/matter/draft/change": "ADOPTS_OPINION", "/matter/draft/adopts": ["法顾〔2024〕5号", "合审〔2024〕3号"],
    "/matter/draft/confirmed_by": ["a01", "r01"],
    "/legal_opinions/1/draft_sha256": json.loads(example_text("05"))["matter"]["draft"]["earlier"][0]["sha256"],
    "/legality_review/draft_sha256": json.loads(example_text("05"))["matter"]["draft"]["earlier"][0]["sha256"],
}  # fmt: skip
"""The second draft of example 05 does what the opinion of 22 March and the review of 2 April asked for; decided on 16 April."""


@pytest.mark.parametrize(("on", "said"), [
    ("2024-03-21", "出具之日"), ("2024-04-01", "早于“合审〔2024〕3号”出具之日"), ("2024-04-02", ""),
    ("2024-04-16", ""), ("2024-04-17", "会议已于2024年4月16日作出决定"),
])  # fmt: skip
def test_a_draft_adopts_what_was_given_before_it_and_nothing_after_the_decision(on: str, said: str):
    found = refused("05", at={**ADOPTED, "/matter/draft/changed_on": on})
    assert said in found.get("/matter/draft/changed_on", "")
    assert list(found) == ["/matter/draft/changed_on"] * bool(said)


def test_of_what_a_draft_does_not_adopt_the_day_is_none_of_its():
    of_opinion = {"/matter/draft/changed_on": "2024-03-25", "/matter/draft/adopts": ["法顾〔2024〕5号"]}
    assert refused("05", at={**ADOPTED, **of_opinion}) == {}


def test_a_meeting_that_put_it_off_decided_nothing():
    """Example 05 was put off on 12 March."""
    adopted = {"/matter/draft/change": "ADOPTS_OPINION", "/matter/draft/adopts": ["法顾〔2024〕1号"]}
    assert refused("05", at={**adopted, "/matter/draft/changed_on": "2024-03-20"}) == {}


@pytest.mark.parametrize(("returned", "places"), [("2022-08-30", ["/legality_review/returns/0/on"]), ("2022-08-31", [])])
def test_nothing_is_returned_before_it_was_sent(returned: str, places: list[str]):
    given = [{"on": returned, "gaps": ["缺依据"], "resupplied_on": "2022-08-31"}]
    assert list(refused("01", at={"/legality_review/returns": given})) == places


HEADS = "/preparation/fair_competition_review/checklist"


@pytest.mark.parametrize(("heads", "places"), [
    (["8.1", "8.5", "9.6", "10.4", "11.4", "1.1", "4.4"], []), (["8.1", None, None], []), (["8.1", "8.2", "8.1"], [2]),
    *(([head], [0]) for head in ("8.0", "8.6", "9.7", "10.5", "11.5", "12.1", "5.1", "8", "8.1 ", "第八条", "8。1")),
])  # fmt: skip
def test_each_standard_of_fair_competition_is_one_of_them_and_answered_once(heads: list[str | None], places: list[int]):
    listed = [{"present": False} if head is None else {"head": head, "present": False} for head in heads]
    found = refused("05", at={"/preparation/fair_competition_review": {"checklist": listed}})
    assert list(found) == [f"{HEADS}/{place}/head" for place in places]


@pytest.mark.parametrize(("number", "places"), [("法顾〔2024〕5号", 1), ("法顾〔2024〕9号", 1), ("法顾〔2024〕1号", 0)])
def test_an_opinion_replaces_another_one_of_the_matter(number: str, places: int):
    """The second opinion of example 05 is 法顾〔2024〕5号."""
    pointer = "/legal_opinions/1/supersedes"
    assert list(refused("05", at={pointer: number})) == [pointer] * places


def test_two_suggestions_have_two_numbers():
    points = [*({"number": number, "text": "建议"} for number in (1, 1, 2)), {"text": "四"}, {"text": "五"}]
    assert list(refused("01", at={"/legal_opinions/0/suggestions": points})) == ["/legal_opinions/0/suggestions/1/number"]


@pytest.mark.parametrize(("start", "office"), [("01", "GROUP_SECRETARY"), ("06", "HEAD")])
def test_a_body_has_one_head(start: str, office: str):
    at = {f"/meetings/0/members/{place}/office": office for place in range(2)}
    assert list(refused(start, at=at)) == ["/meetings/0/members/1/office"]
    assert refused(start, at={"/meetings/0/members/1/office": "DEPUTY_GROUP_SECRETARY"}) == {}


@pytest.mark.parametrize(("present", "reason", "places"), [
    (True, "因公外出", ["/meetings/0/members/5/absence_reason"]), (False, "因公外出", []), (None, "因公外出", []),
    (True, "无", []), (True, None, []),
])  # fmt: skip
def test_who_was_there_has_no_reason_of_absence(present: bool | None, reason: str | None, places: list[str]) -> None:
    at = {"/meetings/0/members/5/present": present, "/meetings/0/members/5/absence_reason": reason}
    assert list(refused("01", at)) == places


def test_a_day_before_its_step_is_told_with_the_step_and_its_day() -> None:
    ended = refused("01", {"/meetings/0/ended_at": "2022-01-04T09:00:00+08:00"})["/meetings/0/ended_at"]
    assert re.fullmatch(r"早于会议开始之时（2022年\d+月\d+日\d\d:\d\d）：日期的先后不可能", ended)
