"""Nobody is asked to record something false: what was found stays found, what happened stays on its day, who did it did it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forms.dossier import read_plain
from forms.labels import says
from review.domain.opening import Way
from review.domain.opening.change import recording, value_at
from review.domain.opening.days import is_over
from review.domain.plain import to_plain
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Language
from tests.sampling import some

from .test_everyday import found, gap
from .test_search import example

MAJOR = "/matter/scope/major_administrative_decision"


def told(way: Way) -> list[str]:
    return [says(change) for change in way.changes]


AGAINST = {
    "an opinion that finds it unlawful": ({"/legal_opinions/0/conclusion": "UNLAWFUL"}, ("LAD-04",)),
    "a review that finds it unlawful": ({"/legality_review/conclusion": "UNLAWFUL"}, ("LRV-03", "LRV-12")),
    "a review that asks for changes": ({
        "/legality_review/conclusion": "LAWFUL_WITH_CHANGES", "/legality_review/findings/content": "DOES_NOT_CONFORM",
    }, ("LRV-03", "LRV-11", "LRV-12")),
    "a review whose head does not conform": ({"/legality_review/findings/content": "DOES_NOT_CONFORM"}, ("LRV-03", "LRV-12")),
}  # fmt: skip


@pytest.mark.parametrize(("sets", "left"), some(AGAINST.values(), 4), ids=AGAINST)
def test_what_a_lawyer_found_against_the_draft_is_not_found_otherwise(
    rulebook: Rulebook, sets: dict[str, Any], left: tuple[str, ...]
):
    """The draft is changed, or another adviser asked: no other opinion of his, and no other review, on the same draft."""
    plain = gap("01", sets)
    way = found(plain, rulebook)
    after = to_plain(way.opened)
    assert (after["legal_opinions"], after["legality_review"]) == (
        to_plain(read_plain(plain))["legal_opinions"], to_plain(read_plain(plain))["legality_review"],
    )  # fmt: skip
    assert (told(way), way.left) == ([], left)


@pytest.mark.parametrize("sets", [
    {"/legal_opinions/0/conflict_free": False},
    {"/legal_opinions/0/registered_interests": [{"number": 1, "party": "某科技有限公司", "since": "2022-01-05"}]},
], ids=["declared", "on the roll"])  # fmt: skip
def test_beside_an_adviser_with_an_interest_another_one_is_asked_and_never_he_again(rulebook: Rulebook, sets: dict[str, Any]):
    way = found(gap("01", sets), rulebook)
    first, second = way.opened.legal_opinions
    assert (first.adviser.id, second.adviser.id) == ("a01", "adviser-to-name")
    assert (way.left, len(way.changes)) == ((), 1)
    assert "如确已在2022年9月8日以前出具法律意见（针对现送审稿，结论为合法），由另一名法律顾问出具" in told(way)[0]


def test_an_adviser_who_had_too_few_papers_may_give_his_opinion_on_the_same_draft(rulebook: Rulebook):
    way = found(gap("01", {"/legal_opinions/0/conclusion": "INSUFFICIENT_MATERIALS"}), rulebook)
    assert told(way)[0].startswith("如确已在2022年8月31日以前出具法律意见")


ADOPTED = {
    "/legality_review/conclusion": "LAWFUL_WITH_CHANGES",
    "/legality_review/required_changes": [{"number": 1, "text": "补充依据", "response": "ADOPTED"}],
}  # fmt: skip


def test_a_reviewer_who_asked_for_changes_confirms_the_draft_today(rulebook: Rulebook):
    """The changes are answered, and the draft is the one that was reviewed: nobody has confirmed that they are in it."""
    way = found(at_the_agenda(ADOPTED), rulebook)
    assert told(way)[1:] == ["由审查人员就修改后的送审稿确认，不晚于2022年9月14日（审查意见要求的修改已经体现在现送审稿中）"]
    assert (way.smallest, way.left, way.changes[1].choose) == (True, (), ("/legality_review/changes_confirmed/by",))
    assert way.opened.legality_review.changes_confirmed.on == way.opened.as_of


def test_once_the_topic_was_settled_his_confirmation_is_recorded_only_if_he_gave_it(rulebook: Rulebook):
    way = found(gap("01", ADOPTED), rulebook)
    (sentence,) = told(way)
    assert sentence.startswith("如确已在2022年9月1")
    assert "不得倒填日期" in sentence


@pytest.mark.heavy
@pytest.mark.parametrize("sets", some([
    {"/legality_review/reviewers": None, "/legality_review/head": None},
    {"/legality_review/changes_confirmed": {"draft_sha256": "1" * 64, "by": "r01", "on": "2022-09-09"}},
], 2), ids=["by nobody", "of another draft"])  # fmt: skip
def test_nobody_confirms_for_a_reviewer_or_twice(rulebook: Rulebook, sets: dict[str, Any]):
    way = found(at_the_agenda(ADOPTED | sets), rulebook)
    assert "/legality_review/changes_confirmed" not in {change.pointer for change in way.changes}


def test_what_a_reviewer_asked_for_is_answered_before_he_confirms_it(rulebook: Rulebook):
    way = found(at_the_agenda(ADOPTED | {"/legality_review/required_changes": [{"number": 1, "text": "补充依据"}]}), rulebook)
    pointers = [change.pointer for change in way.changes]
    assert "/legality_review/required_changes/0/response" in pointers
    assert not way.opened.legality_review.changes_confirmed or "/legality_review/changes_confirmed" in pointers


def test_an_answer_that_its_own_heads_deny_is_corrected(rulebook: Rulebook):
    """Heads of decree 713 are ticked, and it is said to be no major decision: the one that is wrong is put right."""
    way = found(gap("01", {MAJOR: False}), rulebook)
    assert told(way) == ["如实更正“属于重大行政决策”：确属所列事项的，改为“是”；不属于的，不得勾选所列事项"]
    assert (way.smallest, way.left) == (True, ())
    assert to_plain(way.opened) == to_plain(read_plain(example("01")))


def test_an_answer_that_no_head_denies_stays(rulebook: Rulebook):
    way = found(gap("01", {MAJOR: False, "/matter/scope/decision_heads": []}), rulebook)
    assert MAJOR not in {change.pointer for change in way.changes}


def test_a_step_that_is_on_record_is_not_numbered_otherwise(rulebook: Rulebook):
    """The head signed before the deputy: which step was whose is not put otherwise, and what was published is not signed
    again before it was."""
    way = found(gap("01", {"/approvals/0/on": "2022-09-22"}), rulebook)
    assert [one.step for one in way.opened.approvals] == [1, 2]
    assert not [sentence for sentence in told(way) if "顺序" in sentence]


HEARD = {
    "/preparation/public_participation/forms": ["HEARING", "OPEN_CONSULTATION"],
    "/preparation/public_participation/hearing": {
        "notice_published_on": "2022-06-15", "papers_delivered_on": "2022-07-14", "held_on": "2022-07-20", "record_signed": True,
        "draft_published": True, "time_place_published": True, "selection_used": False, "participants_published": True,
        "held_in_public": True, "presented": True, "debated": True,
    },
}  # fmt: skip
OVER = {
    "papers came too late for a hearing": ("01", HEARD),
    "a consultation was too short": ("01", {"/preparation/public_participation/open_consultation/published_on": "2022-07-10"}),
    "an announcement was too short": ("04", {"/matter/candidates/0/publicity/to": "2023-11-16"}),
    "the topic was settled before the review": ("01", {"/legality_review/issued_on": "2022-09-16"}),
    "the head signed first, and it was published": ("01", {"/approvals/0/on": "2022-09-22"}),
}  # fmt: skip


@pytest.mark.heavy
@pytest.mark.parametrize(("base", "sets"), some(OVER.values(), 5), ids=OVER)
def test_what_is_over_stays_on_its_day(rulebook: Rulebook, base: str, sets: dict[str, Any]):
    """It could be put later only by changing what happened: other steps followed."""
    way = found(gap(base, sets), rulebook)
    assert told(way) == []
    assert way.left


def absent_with_ballots(*places: int) -> dict[str, Any]:
    """Members recorded as away whose statements and ballots are on record all the same."""
    plain = example("01")
    for place in places:
        plain["meetings"][0]["members"][place] |= {"present": False, "absence_reason": "公务"}
    return plain


@pytest.mark.parametrize(("places", "says"), [
    ((1, 2, 3, 4), "还差2人到会：再有2名成员到会、表态同意并投赞成票（须重新开会，未到会的人不表态、不投票）"),
    ((0, 1, 2, 3), "还差2人到会：再有2名成员到会、表态同意并投赞成票（须重新开会，未到会的人不表态、不投票）"),
])  # fmt: skip
def test_a_meeting_held_again_counts_the_ballots_of_those_who_are_there(
    rulebook: Rulebook, places: tuple[int, ...], says: str
):
    way = found(absent_with_ballots(*places), rulebook)
    meeting = way.opened.meetings[0]
    there = {one.id for one in meeting.members if one.present}
    assert {one.member for one in meeting.vote.ballots} == {one.member for one in meeting.statements} == there
    assert meeting.vote.counts.approve == len(there) == 4
    assert (told(way), way.smallest, way.left) == ([says], True, ())


@pytest.mark.heavy
def test_no_reason_is_asked_for_beside_what_has_to_be_done_all_the_same(rulebook: Rulebook):
    """Comments were given for a review: who has the matter reviewed needs no reason why it was not."""
    way = found(gap("01", {"/legality_review/kind": "COMMENT"}), rulebook)
    assert told(way) == []
    assert set(way.left) >= {"PRE-07", "LRV-01", "LRV-02", "LRV-03"}


CUT = ("/publication", "/execution", "/archive", "/reporting")
CONSULTATION = "/preparation/public_participation/open_consultation"
BEFORE_THE_TOPIC = {"/as_of": "2023-05-30", "/meetings": [], "/approvals": []}


def test_no_reason_is_asked_for_that_would_be_written_too_late(rulebook: Rulebook):
    """The topic was settled and the matter decided: a reason of today excuses nothing any more."""
    way = found(gap("02", {"/matter/project/design_budget": "4070000.01"}), rulebook)
    assert not any("写明理由" in one for one in told(way))


def test_a_reason_is_asked_for_with_what_was_not_done(rulebook: Rulebook):
    sets = {"/matter/project/design_budget": "4070000.01", **BEFORE_THE_TOPIC}
    way = found(gap("02", sets, "/publication", "/reporting"), rulebook)
    assert told(way) == ["没有做到“概算超过批准的估算10%的，应当报告”（PRJ-05）的，写明理由"]
    assert [says(change, Language.EN) for change in way.changes] == [
        "State the reason why this was not done: “A design budget more than 10% above the approved estimate is reported” (PRJ-05)"
    ]


def at_the_agenda(sets: dict[str, Any], *without: str) -> dict[str, Any]:
    """The first example on the day on which its topic is to be settled: nothing came after it."""
    return gap("01", {"/as_of": "2022-09-14", "/meetings": [], "/approvals": [], **sets}, *CUT, *without)


@pytest.mark.heavy
def test_what_still_lies_returned_comes_back_today_at_the_earliest(rulebook: Rulebook):
    way = found(at_the_agenda(
        {"/legality_review/returns": [{"on": "2022-09-02", "gaps": ["缺依据"]}]},
        "/legality_review/issued_on", "/legality_review/conclusion",
    ), rulebook)  # fmt: skip
    review = way.opened.legality_review
    assert [one.resupplied_on for one in review.returns] == [review.issued_on] == [way.opened.as_of]


def test_the_term_of_a_review_that_was_given_is_not_extended(rulebook: Rulebook):
    way = found(at_the_agenda({"/legality_review/due_on": "2022-09-08"}), rulebook)
    assert "写明“缩短审查时间的理由”" in told(way)
    assert not [sentence for sentence in told(way) if "顺延" in sentence]


@pytest.mark.heavy
def test_a_consultation_that_is_over_is_not_extended(rulebook: Rulebook):
    way = found(gap("01", {
        "/as_of": "2022-08-26", "/legal_opinions": [], f"{CONSULTATION}/closed_on": "2022-08-01",
    }, "/legality_review", "/document_review", "/meetings", "/approvals", *CUT), rulebook)  # fmt: skip
    assert not [sentence for sentence in told(way) if "顺延" in sentence]
    assert "PUB-03" in way.left


@pytest.mark.parametrize(("place", "as_of", "over"), [
    (f"{CONSULTATION}/closed_on", "2022-08-09", True), (f"{CONSULTATION}/closed_on", "2022-08-08", False),
    ("/legality_review/due_on", "2022-09-08", True), ("/execution/deadline", "2022-09-28", False),
])  # fmt: skip
def test_what_is_over_on_the_day_of_judgement_is_not_put_off(place: str, as_of: str, over: bool):
    dossier = replace(read_plain(example("01")), as_of=date.fromisoformat(as_of))
    assert is_over(dossier, place, value_at(dossier, place)) is over


PAST = {
    "the consultation offered no way to reply": ({f"{CONSULTATION}/reply_channel": False}, "PUB-04"),
    "its explanation was not published": ({f"{CONSULTATION}/explanation_published": False}, "PUB-04"),
    "the departments were not heard": ({"/preparation/risk_assessment/departments_heard": False}, "RSK-02"),
    "papers were not sent with the draft": ({"/legality_review/materials/basis": False}, "LRV-05"),
    "papers were not sent for examination": ({"/document_review/materials/basis": False}, "NDR-02"),
}  # fmt: skip


@pytest.mark.heavy
@pytest.mark.parametrize(("sets", "left"), some(PAST.values(), 5), ids=PAST)
def test_what_belongs_to_a_step_that_is_over_is_not_done_afterwards(rulebook: Rulebook, sets: dict[str, Any], left: str):
    way = found(at_the_agenda(sets), rulebook)
    assert not set(sets) & {change.pointer for change in way.changes}
    assert left in way.left


@pytest.mark.parametrize("opinions", [[], None], ids=["none", "nobody knows"])
def test_an_opinion_that_does_not_exist_is_not_enclosed(rulebook: Rulebook, opinions: list[Any] | None):
    plain = gap("02", {
        "/as_of": "2023-05-15", "/legal_opinions": opinions, "/legality_review": {"department": "政策法规科"},
    }, "/meetings", "/approvals", "/publication", "/execution")  # fmt: skip
    way = found(plain, rulebook)
    assert "送审材料备齐：送审稿、依据、程序说明" in told(way)
    assert not way.opened.legality_review.materials.adviser_opinions or way.opened.legal_opinions


NOT_DONE = {
    "a competition review": ({"/matter/scope/market_activity": True}, "进行公平竞争审查"),
    "an opinion": ({"/legal_opinions": []}, "出具法律意见"),
    "a risk assessment": ({"/preparation/risk_assessment": None}, "完成风险评估"),
    "an expert review": ({"/preparation/expert_review": None}, "组织专家论证"),
    "a hearing": ({"/matter/scope/hearing_mandated": True, "/matter/scope/vital_interests": True}, "依法召开听证会"),
    "an examination": ({"/document_review": None}, "对规范性文件进行合法性审核"),
}  # fmt: skip


@pytest.mark.parametrize(("sets", "what"), some(NOT_DONE.values(), 3), ids=NOT_DONE)
def test_what_would_have_to_be_done_before_today_is_recorded_only_if_it_was(rulebook: Rulebook, sets: dict[str, Any], what: str):
    way = found(at_the_agenda(sets), rulebook)
    (sentence,) = [sentence for sentence in told(way) if what in sentence]
    assert sentence.startswith("如确已在")
    assert "不得倒填日期" in sentence
    assert "Record truthfully, only if" in " ".join(says(change, Language.EN) for change in way.changes)


def test_a_request_upward_is_in_time_until_the_last_signature(rulebook: Rulebook):
    """第三十一条: 出台前, so that one made after the meeting and before the sign-off is not told to be too late."""
    way = found(gap("06", {"/reporting": {"required": False}}), rulebook)
    assert told(way) == [
        "如确已在2023年8月21日以前向同级党委请示并取得同意的批复，如实补登；没有的，不得倒填日期，按有关规则的整改要求办理"
    ]


def test_what_can_still_be_done_today_is_to_be_done(rulebook: Rulebook):
    way = found(at_the_agenda({}, "/legality_review/issued_on", "/legality_review/conclusion"), rulebook)
    assert told(way)[-1].startswith("作出合法性审查意见，不晚于2022年9月14日")


def test_a_day_that_is_not_known_has_to_be_true(rulebook: Rulebook):
    way = found(at_the_agenda({}, f"{CONSULTATION}/closed_on"), rulebook)
    assert told(way) == ["如确为2022年8月7日，如实补登“截止日期”；不是的，不得倒填日期，按有关规则的整改要求办理"]
    assert [says(change, Language.EN) for change in way.changes] == [
        "Record “date closed” of the open consultation of the public participation truthfully, only if it was 7 August 2022; "
        "if not, put down no earlier day and do what the remedy of the rule asks"
    ]


def test_a_notice_of_a_past_day_is_recorded_only_if_it_was_sent(rulebook: Rulebook):
    way = found(gap("01", {}, "/meetings/0/notice/sent_on"), rulebook)
    (sentence,) = told(way)
    assert sentence.startswith("如确为2022年9月")
    assert "不得倒填日期" in sentence


@pytest.mark.parametrize(("place", "without"), [
    ("/matter/scope/market_activity", ()), ("/matter/scope/highly_technical", ("/preparation/expert_review",)),
])  # fmt: skip
def test_a_question_of_scope_is_answered_before_a_step_is_taken_for_it(
    rulebook: Rulebook, place: str, without: tuple[str, ...]
):
    way = found(gap("01", {}, place, *without), rulebook)
    (change,) = way.changes
    assert (change.pointer, way.smallest) == (place, True)
    assert says(change).endswith("为“否”即可；实际为“是”的，须按相应规定办理")


@pytest.mark.parametrize(("place", "start"), [
    ("/archive/integrity/hashes_verified", "由系统核验"), ("/archive/integrity/metadata_complete", "由系统核验"),
    ("/matter/emergency/ratified", "如确已由有权会议追认，如实补登"),
])  # fmt: skip
def test_a_yes_that_a_meeting_or_the_service_gives_is_not_simply_put_down(place: str, start: str):
    change = recording(place, True)
    assert says(change).startswith(start)
    assert "即可" not in says(change)
    assert "enough" not in says(change, Language.EN)


def without_its_head(base: str, meeting: int, sets: dict[str, Any]) -> dict[str, Any]:
    """The matter on the day of a meeting that the head decides and to which he did not come."""
    away = {f"/meetings/{meeting}/members/0/present": False, f"/meetings/{meeting}/members/0/absence_reason": "公务"}
    plain = gap(base, {**sets, **away})
    return {key: value for key, value in plain.items() if f"/{key}" not in (*CUT, "/approvals")}


HEADLESS = {
    "of a government": (without_its_head("06", 0, {"/as_of": "2023-08-01"}), "须行政首长领导甲到会，最后发表意见并作出决定"),
    "of a department": (without_its_head("02", 1, {"/matter/decision_mode": "HEAD_DECIDES", "/as_of": "2023-06-09"}),
                        "须行政首长成员甲到会，最后发表意见并作出决定"),
}  # fmt: skip


@pytest.mark.parametrize(("plain", "start"), some(HEADLESS.values(), 3), ids=HEADLESS)
def test_where_the_head_decides_it_is_he_who_has_to_come(rulebook: Rulebook, plain: dict[str, Any], start: str):
    """Nobody votes there; what he says is left to him."""
    way = found(plain, rulebook)
    (change,) = way.changes
    assert says(change).startswith(start)
    assert "赞成票" not in says(change)
    assert all(place.endswith("/stance") for place in change.choose)
    assert change.choose


def test_a_ballot_of_who_was_away_is_taken_out_of_the_count_where_enough_were_there(rulebook: Rulebook):
    plain = absent_with_ballots(1) | {"as_of": "2022-09-20"}
    way = found({key: value for key, value in plain.items() if f"/{key}" not in (*CUT, "/approvals")}, rulebook)
    assert told(way) == ["成员乙没有到会：从计票中剔除其票，不记入会议发言（书面意见另行附卷），重新核算结果"]
    vote = way.opened.meetings[0].vote
    assert (vote.counts.approve, len(vote.ballots)) == (5, 5)
    assert way.opened.meetings[0].members[1].present is False


@pytest.mark.parametrize("meetings", [[], None], ids=["none", "nobody knows"])
def test_where_there_is_no_meeting_yet_the_topic_is_settled_for_one(rulebook: Rulebook, meetings: list[Any] | None):
    way = found(at_the_agenda({"/meetings": meetings}), rulebook)
    assert told(way) == [
        "由党组书记成员甲确定提交党组会议的议题，登记确定日期（2022年9月14日或者以后）；提出议题的人、应到会成员如实登记"
    ]
    assert (way.smallest, way.left) == (True, ())
    assert "/meetings/0/topic/proposed_by" in way.changes[0].choose


def test_who_settles_the_topic_is_left_to_name_where_nobody_tells(rulebook: Rulebook):
    way = found(at_the_agenda({"/people/p01/post": "局长"}), rulebook)
    assert told(way)[0].startswith("由党组书记确定提交党组会议的议题")
    assert set(way.changes[0].choose) >= {"/meetings/0/topic/confirmed_by", "/meetings/0/members/0/id"}
