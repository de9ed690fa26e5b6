"""Minutes are drafted from the data, and every altered number, name, date and amount of a written text is found."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain.dossier import Candidate, CandidateVote, Counts, Dossier, Emergency, Meeting, Person, Statement, Vote
from review.domain.meeting import tally
from review.domain.minutes import Difference, Discussed, Draft, differences, draft
from review.domain.minutes.claims import Kind
from review.domain.vocabulary import CandidateAction, Choice, Conflict, MeetingResult, Stance, VoteMethod
from tests.sampling import some

EXAMPLES = demo.examples()
LIST, FUNDS, POST = EXAMPLES[0], EXAMPLES[2], EXAMPLES[3]
HELD: Meeting = replace((FUNDS.meetings or ())[0], topic=replace((FUNDS.meetings or ())[0].topic, main_question="是否可行"))
assert HELD.started_at is not None
AT = HELD.started_at
MEMBERS = {one.id: one.name or "" for one in HELD.members or ()}


def discussed(dossier: Dossier, number: str, title: str, meeting: Meeting) -> Discussed:
    people = {**(dossier.people or {}), "s02": Person(name="记录人甲")}
    return Discussed(replace(dossier, people=people, matter=replace(dossier.matter, number=number, title=title),
                             meetings=(meeting,)), 0)  # fmt: skip


def seated(meeting: Meeting, person: str, **said: object) -> Meeting:
    return replace(meeting, members=tuple(
        replace(one, **said) if one.id == person else one for one in meeting.members or ()))  # type: ignore[arg-type]


def several() -> list[Discussed]:
    """A meeting with money, dissent, a recusal, somebody who left, a secret ballot, two candidates, and a topic put off."""
    ballots = tuple(replace(one, choice=Choice.OPPOSE if one.member == "p02" else Choice.ABSTAIN if one.member == "p03"
                            else one.choice) for one in (HELD.vote or Vote()).ballots or ())  # fmt: skip
    doubt = {"stance": Stance.OPPOSE, "text": "三年合计超过200万元，建议分年采购。"}
    statements = tuple(replace(one, **doubt) if one.member == "p02" else one for one in HELD.statements or ())  # type: ignore[arg-type]
    vote = replace(HELD.vote or Vote(), ballots=ballots, counts=Counts(approve=4, oppose=1, abstain=1))
    split = replace(HELD, statements=statements, vote=vote, disagreements="是否分年采购", topic=replace(HELD.topic, order=1),
                    decision_text="同意采购，2023年5月8日前签订合同，金额不超过68万元。")  # fmt: skip
    times = {"left_at": AT.replace(hour=9, minute=40), "returned_at": AT.replace(hour=10)}
    out = seated(HELD, "p04", conflict=Conflict.OWN, recused=True, **times)
    gone = seated(HELD, "p07", present=False, absence_reason="中途离会", left_at=AT.replace(hour=10, minute=10))
    secret = replace(gone, vote=Vote(method=VoteMethod.SECRET_BALLOT, counts=Counts(
        approve=4, oppose=0, abstain=0, issued=5, returned=5, invalid=1)))  # fmt: skip
    each = tuple(CandidateVote(candidate=who, method=VoteMethod.ORAL, ballots=(HELD.vote or Vote()).ballots, result=result,
                               counts=(HELD.vote or Vote()).counts, statements=HELD.statements)
                 for who, result in (("c1", MeetingResult.PASSED), ("c2", MeetingResult.PASSED)))  # fmt: skip
    candidates = (Candidate(id="c1", name="候选张三", action=CandidateAction.PROMOTE),
                  Candidate(id="c2", name="候选李四", action=CandidateAction.REMOVE))  # fmt: skip
    posts = replace(POST, unit=FUNDS.unit, matter=replace(POST.matter, candidates=candidates))
    apart = replace(gone, vote=None, candidate_votes=each, statements=None)
    off = replace(HELD, vote=None, result=MeetingResult.DEFERRED, decision_text="补充论证后再议")
    return [
        discussed(FUNDS, "SL-ZSJ-2023-0101", "政务云运维服务采购（2023年度）", split),
        discussed(LIST, "SL-ZSJ-2023-0102", "权责清单目录", out),
        discussed(LIST, "SL-ZSJ-2023-0103", "数据分类分级规则", secret),
        discussed(posts, "SL-ZSJ-2023-0104", "内设机构负责人任免", apart),
        discussed(LIST, "SL-ZSJ-2023-0105", "办事指南编写规则", off),
    ]


DRAFTS = {"several topics": draft(several())} | {
    f"{one.matter.number} {meeting.number}": draft([Discussed(one, place)])
    for one in EXAMPLES for place, meeting in enumerate(one.meetings or ())
}  # fmt: skip


@pytest.mark.parametrize("made", DRAFTS.values(), ids=DRAFTS)
def test_the_draft_differs_in_nothing_from_the_data(made: Draft) -> None:
    assert differences(made, made.text) == ()


def altered(text: str, pattern: str, change: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """The text with each match in turn changed, and the number of its line."""
    for match in re.finditer(pattern, text):
        yield text[: match.start()].count("\n") + 1, text[: match.start()] + change(match[0]) + text[match.end() :]


def other_number(digits: str) -> str:
    """Another number with as many digits, and still a month or a day or an hour where it was one."""
    return f"{(int(digits) + 1) % 10 ** len(digits):0{len(digits)}}"


def checked(made: Draft, pattern: str, change: Callable[[str], str]) -> int:
    """How many alterations there are; each is found, in its topic."""
    topics, count = [line.topic for line in made.lines], 0
    starts = [(number, line) for number, line in enumerate(made.text.split("\n"), 1)]
    for line, text in altered(made.text, pattern, change):
        found = differences(made, text)
        assert found, (starts[line - 1], text.split("\n")[line - 1])
        assert topics[line - 1] in {one.topic for one in found}, (starts[line - 1], found)
        count += 1
    return count


@pytest.mark.parametrize("made", some(DRAFTS.values(), 12), ids=DRAFTS)
def test_every_altered_number_is_found_in_its_topic(made: Draft) -> None:
    """Days, times, amounts, counts, votes, numbers of matters and meetings, and numbers in what was decided."""
    assert checked(made, r"(?<![\d.])\d+(?![\d])", other_number) > 10


@pytest.mark.parametrize("made", some(DRAFTS.values(), 6), ids=DRAFTS)
@pytest.mark.parametrize("put", some(["某某某", "", "成员辛"], 3))
def test_every_altered_name_is_found_in_its_topic(made: Draft, put: str) -> None:
    names: set[str] = set()
    for one in made.topics:
        listed = (*(one.meeting.members or ()), *(one.meeting.observers or ()), *(one.dossier.matter.candidates or ()))
        names |= {one.name(who.id) for who in listed}
    assert checked(made, "|".join(sorted(names, key=len, reverse=True)), lambda _: put) >= len(names)


@pytest.mark.heavy
def test_a_name_exchanged_for_that_of_another_member_is_found() -> None:
    made = DRAFTS["several topics"]
    for name in MEMBERS.values():
        for other in MEMBERS.values():
            if name != other:
                checked(made, name, lambda _, other=other: other)


@pytest.mark.parametrize("word", ["通过", "暂缓表决", "举手表决", "无记名投票", "口头表决"])
def test_an_altered_result_or_way_of_voting_is_found(word: str) -> None:
    other = {"通过": "未通过", "暂缓表决": "通过"}.get(word, "记名投票")
    pattern = rf"(?<=结果：){word}" if word in ("通过", "暂缓表决") else word
    assert checked(DRAFTS["several topics"], pattern, lambda _: other) > 0


@pytest.mark.heavy
def test_every_line_that_claims_something_and_is_missing_is_found() -> None:
    made = DRAFTS["several topics"]
    for place, line in enumerate(made.lines):
        if any(claim.value != "无" for claim in line.claims):
            text = "\n".join(one.text for at, one in enumerate(made.lines) if at != place)
            assert line.topic in {one.topic for one in differences(made, text)}, line.text


def test_times_read_as_in_the_record_and_a_recusal_without_a_stated_interest_names_none() -> None:
    told = DRAFTS["several topics"].text
    assert "\n时间：2023年3月21日 9:00至11:20\n" in told
    assert "，9:40离场，10:00返场）" in told
    without = seated(HELD, "p04", conflict=Conflict.NONE, recused=True)
    assert f"\n回避：{MEMBERS['p04']}\n" in draft([discussed(FUNDS, "1", "采购", without)]).text


def test_a_topic_that_is_missing_is_named() -> None:
    made = DRAFTS["several topics"]
    text = "\n".join(line.text for line in made.lines if line.topic != 2)
    (found,) = [one for one in differences(made, text) if one.what == "议题"]
    assert (found.recorded, found.line, found.topic) == ("数据分类分级规则", None, 2)


def by_hand(made: Draft, old: str, new: str) -> tuple[Difference, ...]:
    assert old in made.text
    return differences(made, made.text.replace(old, new))


@pytest.mark.parametrize(("old", "new"), [
    ("应到：7人", "应到会成员七名"), ("赞成4票，反对1票", "同意4票、反对1票"),
    ("2023年3月21日", "2023-03-21"), ("9:00至", "9时00分—"), ("9:00至", "09:00—"), ("主持：", "会议主持："), ("缺席：", "请假："),
    ("，2023年5月8日前", "， 2023年5月8日前"), ("涉及金额：", "金额为人民币"), ("2023年3月21日", "二〇二三年三月二十一日"),
    ("赞成4票，反对1票", "赞成四票，反对壹票"), ("2,650,000.00元", "贰佰陆拾伍万元整"), ("2,650,000.00元", "二百六十五万元"),
    ("2,650,000.00元", "2,650,000.00元（人民币贰佰陆拾伍万元整）"),
    ("2,650,000.00元", "2,650,000.00元，比几十万元的预算少，推行一元化管理"),
])  # fmt: skip
def test_what_is_only_worded_otherwise_is_no_difference(old: str, new: str) -> None:
    assert by_hand(DRAFTS["several topics"], old, new) == ()


@pytest.mark.parametrize(("old", "new", "what"), [
    ("2023年3月21日", "二〇二三年三月二十日", "日期"), ("2,650,000.00元", "2,650,000.00元（人民币贰佰陆拾万元整）", "金额"),
    ("2,650,000.00元", "二千六百五十万元", "金额"), ("赞成4票，反对1票", "赞成十票，反对一票", "赞成"),
    ("候选李四，口头表决，", "候选李四未通过，口头表决，", "候选李四结果"),
])  # fmt: skip
def test_what_is_written_otherwise_in_words_is_found(old: str, new: str, what: str) -> None:
    assert what in {one.what for one in by_hand(DRAFTS["several topics"], old, new)}


def test_of_several_candidates_each_has_his_own_result() -> None:
    """The topic passed, and one candidate was not: the minutes said 通过 of all of them."""
    topic = several()[3]
    votes = topic.meeting.candidate_votes or ()
    other = replace(topic.meeting, candidate_votes=(votes[0], replace(votes[1], result=MeetingResult.REJECTED)))
    made = draft([replace(topic, dossier=replace(topic.dossier, meetings=(other,)))])
    told = [line.text.rpartition("，")[2] for line in made.lines if line.text.startswith("表决：")]
    assert told == ["宣布通过", "宣布未通过"]
    assert "\n结果：" not in made.text
    assert [one.what for one in differences(made, made.text + "候选李四均获通过。\n")] == ["候选李四结果"]
    assert "\n结果：通过" in draft([topic]).text


def test_a_head_puts_off_his_decision_and_votes_in_his_minutes_are_found() -> None:
    """第三十条: the head decides on the basis of what was discussed; his meeting has no votes, and none is put off."""
    held = (EXAMPLES[5].meetings or ())[0]
    made = draft([discussed(EXAMPLES[5], "SL-XZF-2023-0001", "另一件事", held)])
    views = next(line.text for line in made.lines if line.text.startswith("成员意见："))
    assert views == "成员意见：同意3人，不同意1人，缓议0人。决定与多数人意见一致"
    for said in ("表决：举手表决，赞成5票，反对0票", "以五票赞成通过", "经投票表决，同意。"):
        assert [(one.what, one.said) for one in differences(made, f"{made.text}{said}\n")] == [("议决方式", said)]
    put_off = draft([discussed(EXAMPLES[5], "SL-XZF-2023-0001", "另一件事", replace(held, result=MeetingResult.DEFERRED))])
    assert "结果：暂缓决定" in put_off.text
    assert "暂缓决定，没有作出决定" in put_off.text
    assert differences(put_off, put_off.text) == ()


@pytest.mark.parametrize(("written", "missed"), [
    ("会议同意该方案。", False), ("会议经讨论，同意该方案。", False), ("会议不同意该方案。", True), ("会议未同意该方案。", True),
    ("会议没有同意该方案。", True), ("", True),
])  # fmt: skip
def test_a_decision_that_is_denied_or_only_asked_is_not_the_one_that_was_taken(written: str, missed: bool) -> None:
    """In free wording too: the question whether it is agreed to holds the words of the decision, and so does its denial."""
    topic = replace(HELD.topic, main_question="是否同意该方案")
    made = draft([discussed(FUNDS, "SL-ZSJ-2023-0101", "政务云采购", replace(HELD, topic=topic, decision_text="同意该方案"))])
    text = "\n".join(written if line.startswith("决定：") else line for line in made.text.split("\n"))
    assert ["决定" in one.what for one in differences(made, text)] == ([True] if missed else [])


def test_a_difference_says_where_it_is_and_what_is_recorded() -> None:
    made = DRAFTS["several topics"]
    line = next(number for number, one in enumerate(made.lines, 1) if one.topic == 0 and one.text.startswith("表决："))
    (found,) = by_hand(made, "赞成2票，反对2票，弃权1票", "赞成5票，反对2票，弃权1票")
    assert (found.part, found.line, found.kind, found.what, found.said, found.recorded) == (
        "政务云运维服务采购（2023年度）", line, Kind.COUNT, "赞成", "5", "2"
    )  # fmt: skip


def test_who_presides_for_another_is_said_with_who_asked_him() -> None:
    away = replace(HELD, presider=replace(HELD.presider, id="p02", delegated_by="p01"))
    made = draft([discussed(FUNDS, "SL-ZSJ-2023-0101", "政务云采购", away)])
    assert f"主持：{MEMBERS['p02']}（受{MEMBERS['p01']}委托）" in made.text
    assert differences(made, made.text) == ()


def test_the_numbers_of_the_draft_are_those_of_the_tally() -> None:
    for made in DRAFTS.values():
        for one in made.topics:
            counted = tally(one.meeting, one.dossier.unit.parameters)
            assert f"应到会{counted.expected}人，计入到会{counted.present}人" in made.text


def test_no_view_of_a_member_who_agrees_and_no_secret_vote_is_in_the_minutes() -> None:
    """MTG-29: dissent is recorded by name, a secret ballot by its counts only."""
    text = DRAFTS["several topics"].text
    assert "不同意见：成员乙：不同意，三年合计超过200万元" in text
    assert "同意该方案" not in text


def test_what_is_not_recorded_is_said_and_compared_with_nothing() -> None:
    bare = draft([discussed(LIST, "N-1", "目录", Meeting())])
    assert "时间：未登记 未登记至未登记" in bare.text
    assert differences(bare, bare.text) == ()
    assert Statement(member="p01").stance is None


@pytest.mark.parametrize(("result", "ratified", "word"), [
    (MeetingResult.PASSED, True, "本次会议予以追认"), (MeetingResult.REJECTED, False, "本次会议未予追认"),
    (MeetingResult.DEFERRED, None, "本次会议没有作出追认的决定"),
])  # fmt: skip
def test_minutes_tell_of_what_was_done_first_and_miss_a_ratification_that_is_left_out(
    result: MeetingResult, ratified: bool | None, word: str
) -> None:
    acted = Emergency(reason="台风", measures="调用应急通信车", decided_by="p01", decided_on=date(2023, 3, 1), ratified=ratified,
                      ratified_on=HELD.held_on if ratified else None)  # fmt: skip
    about = FUNDS.matter
    urgent = replace(FUNDS, matter=replace(about, emergency=acted, scope=replace(about.scope, emergency=True)))
    made = draft([discussed(urgent, "SL-ZSJ-2023-0101", "政务云运维服务采购", replace(HELD, result=result))])
    line = next(one for one in made.text.split("\n") if one.startswith("紧急先行处置"))
    assert line == f"紧急先行处置：2023年3月1日，{MEMBERS['p01']}决定：调用应急通信车。{word}"
    assert differences(made, made.text) == ()
    assert [one.what for one in differences(made, made.text.replace(line, "处置时间2023年3月1日"))] == ["紧急先行处置的追认"]
    assert "紧急先行处置" not in draft([discussed(FUNDS, "SL-ZSJ-2023-0101", "政务云运维服务采购", HELD)]).text
