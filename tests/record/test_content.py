"""The words: whatever the dossier says is in the record, and every number of a meeting is the computed one."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import unescape
from pathlib import Path
from re import sub

import pytest

from review.domain.checklist import GateState
from review.domain.dossier import CandidateVote, Minutes
from review.domain.headline import Light, headline_of
from review.domain.meeting import tally
from review.domain.verifying import read_stamp
from review.domain.vocabulary import Gate, MeetingResult, Outcome, Severity, Strength
from review.domain.workflow import State
from review.record import page as pages
from review.record import print_record
from review.record.data import data_of
from review.record.stamping import Authority
from review.record.view import view_of
from review.record.view.checklist import checklist_view
from review.record.view.heading import conclusion_view
from review.record.view.meeting import meetings_view
from review.record.view.people import People
from review.record.view.proof import proof_view
from review.service.ports import Record
from tests import tsa
from tests.sampling import some

from . import examples, reading
from .reading import dense

Words = Callable[[str], str]
PASSED, REJECTED, DEFERRED = MeetingResult
NAMES = ("handled", "brief 04", "brief 05", "brief 07")
"""Those whose print the other tests here read too."""


@pytest.mark.parametrize("name", [*NAMES, *(pytest.param(f"0{number}", marks=pytest.mark.heavy) for number in range(2, 8))])
def test_matter_rules_opinions_reviews_and_voters_are_printed(name: str, words: Words) -> None:
    record, page = examples.named(name), words(name)
    dossier = record.dossier
    assert dense(dossier.matter.number or "") in page
    assert dense(dossier.matter.title or "") in page
    for finding in record.judgement.findings:
        assert finding.rule in page
        if finding.outcome is not Outcome.not_applicable:
            assert dense(finding.observed) in page
            assert dense(finding.citation.phrase) in page
            rests_on_none = finding.citation.strength is Strength.design and not finding.citation.article
            assert dense("没有对应的条文" if rests_on_none else f"《{finding.citation.instrument}》") in page
    for opinion in dossier.legal_opinions or ():
        said = [opinion.number, opinion.facts_relied_on, *(s.text for s in opinion.suggestions or ())]
        assert all(dense(text or "") in page for text in said)
    review = dossier.legality_review
    for one in (*((review.earlier or ()) if review else ()), *([review] if review else [])):
        assert dense(one.number or "") in page
    for meeting in dossier.meetings or ():
        for member in meeting.members or ():
            assert dense((dossier.people or {})[member.id].name or "") in page
            assert dense(member.absence_reason or "") in page


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("numbers", "said"),
    some([((*range(2, 12), 14, 15), "未列出的第1、12至13号"), (range(1, 13), ""), (range(65, 77), "未列出的第1至64号")], 3),
)  # fmt: skip
def test_the_trail_says_where_the_numbers_are_that_it_does_not_show(numbers: Iterable[int], said: str) -> None:
    record = examples.brief(examples.handled())
    trail = tuple(replace(event, seq=seq) for event, seq in zip(record.trail, numbers, strict=True))
    page = reading.text(print_record(replace(record, trail=trail)))
    assert "序号是本单位全部事项统一连续编排的" in page
    assert page.count("未列出的第") == page.count(said or "未列出的第") == bool(said)


def test_arithmetic_is_that_of_the_domain(words: Words) -> None:
    dossier, page = examples.record("01").dossier, words("handled")
    counted = tally((dossier.meetings or ())[0], dossier.unit.parameters)
    assert f"应到{counted.expected}人，实到{counted.present}人" in page
    vote = (counted.votes or ())[0]
    assert f"赞成票超过应到会成员半数{vote.needed}票{vote.approve}票达到" in page


def test_a_record_says_who_stamped_its_head_and_when_or_that_nobody_did(words: Words, tmp_path: Path) -> None:
    record = examples.handled()
    with tsa.served(tsa.make(tmp_path / "authority")) as server:
        token = Authority(server.url, server.trusted).obtain(record.trail[-1])
    stamped = replace(record, time_stamp=token)
    said, at = proof_view(stamped, data_of(stamped))["stamp"], read_stamp(token or b"").at
    assert said == f"{at.year}年{at.month}月{at.day}日 {at:%H:%M:%S}，由“{tsa.NAME}”签发，盖在上列末端上"
    assert "时间戳（RFC3161）没有。办理的时间只有本系统自己的记录。" in words("handled")


def test_secret_ballot_shows_counts_only(words: Words) -> None:
    assert "无记名投票（只记票数）：赞成" in words("brief 04")
    assert "赞成成员" not in words("brief 04")
    assert "赞成成员" in words("handled")


def test_recusal_dissent_and_deferral_are_printed_by_person(words: Words) -> None:
    page = words("brief 05")
    assert "亲属利害关系；到会后就本议题回避" in page
    assert "成员丙发言：缓议" in page
    assert "暂缓表决" in page


def test_of_a_meeting_that_is_only_notified_nothing_is_inferred(words: Words) -> None:
    dossier = examples.record("01").dossier
    held = (dossier.meetings or ())[0]
    planned = replace(
        held, members=tuple(replace(one, present=None) for one in held.members or ()), started_at=None, ended_at=None,
        statements=None, vote=None, result=None, disagreements=None, minutes=Minutes(),
    )  # fmt: skip
    page = drawn(examples.of(replace(dossier, meetings=(planned,))))
    assert "表决尚未登记。" in page
    assert "不同意见尚未登记。" in page
    assert "表决没有表决。" not in page
    assert "不同意见没有不同意见" not in page


def test_a_result_says_its_conditions_and_that_candidates_fared_differently() -> None:
    """The conclusion said 通过, and no more, of what was passed on conditions (附条件通过)."""
    bare = examples.record("04")
    held = (bare.dossier.meetings or ())[0]
    fared = tuple(CandidateVote(candidate=one, result=result) for one, result in (("c01", PASSED), ("c02", DEFERRED)))
    for meeting, said in (
        (replace(held, conditions=("先公示", "再任职")), "通过（附2项条件）"),
        (replace(held, candidate_votes=fared), "通过（各人选的结果不同）"),
        (replace(held, candidate_votes=fared[:1]), "通过"),
        (replace(held, conditions=("先公示",), result=REJECTED), "未通过"),
    ):
        dossier = replace(bare.dossier, meetings=(meeting,))
        shown = conclusion_view(replace(bare, dossier=dossier), headline_of(dossier, bare.judgement, None))
        assert {"label": "集体讨论", "value": [f"2023年11月9日 党组会〔2023〕18号：{said}"]} in shown["lines"]
        assert meetings_view(dossier, People(dossier))["items"][0]["result"] == said


def test_who_has_to_speak_last_is_called_as_the_meeting_has_it() -> None:
    for number, said in (("01", "；主持人末位表态"), ("06", "；行政首长（主持人）末位表态")):
        dossier = examples.record(number).dossier
        assert meetings_view(dossier, People(dossier))["items"][0]["spoke_last"].endswith(said)


def test_of_a_withdrawn_matter_nothing_is_said_to_come_yet() -> None:
    page = drawn(replace(examples.record("07"), state=State.WITHDRAWN))
    assert "没有签批。" in page
    assert "尚未签批" not in page


def test_no_cell_of_who_was_there_or_had_which_duty_is_empty() -> None:
    record = examples.handled()
    whole = pages.html(view_of(record, data_of(record)))
    annexes = whole[whole.index('id="meetings"') : whole.index('id="trail"')]
    assert "<td></td>" not in annexes
    assert '<td class="center"></td>' not in annexes


def test_unverified_citations_are_marked(words: Words) -> None:
    assert "[待核对]" in words("handled")


def test_trail_and_hashes_are_printed(words: Words) -> None:
    record, page = examples.handled(), words("handled")
    for event in record.trail:
        assert event.hash[:16] in page
        assert event.action.label in page
    assert record.trail[-1].hash in page
    assert data_of(record).sha256 in page
    assert record.judgement.rulebook["sha256"] in page
    assert "状态：已签批第12版在办（限2022年12月31日）截至2022年9月27日" in page
    assert "未完成" not in page


def test_a_matter_without_a_meeting_is_unfinished_and_prints(words: Words) -> None:
    page = words("brief 07")
    assert page.count("未完成") > page.count("合法性审查记录") - 2, "on the first page and in the head of every other"
    assert "尚未召开会议" in page
    assert "无法判定" in page


def drawn(record: Record) -> str:
    """The text of its page before it is printed."""
    whole = pages.html(view_of(record, data_of(record)))
    return dense(unescape(sub("<[^>]+>", "", whole[whole.index("<body") :])))


def test_a_shut_gate_says_why() -> None:
    page = drawn(examples.record("07"))
    assert "未到，尚不能开" in page
    assert "不能开的原因：本关LAD-01" in page


def test_the_headline_is_the_computed_one_and_names_the_rules_that_it_counts(words: Words) -> None:
    for name, shown in (*((name, words(name)) for name in NAMES[:3]), ("07", drawn(examples.record("07")))):
        record = examples.named(name)
        said = headline_of(record.dossier, record.judgement, record.state)
        assert dense(said.text) in shown
        assert ("全部通过" in shown) is (said.light is Light.GREEN)
        for finding in said.undetermined:
            assert f"{finding.rule}（{finding.severity.label}）" in shown


def test_a_reason_that_excuses_a_breach_is_said_in_the_conclusion() -> None:
    record = examples.record("01")
    first, *others = record.judgement.findings
    excused = first._replace(outcome=Outcome.not_met, severity=Severity.reasoned, excused=True)
    judgement = replace(record.judgement, findings=(excused, *others))
    conclusion = conclusion_view(record, headline_of(record.dossier, judgement, record.state))
    assert conclusion["tone"] == "open"
    assert "1项不符合（已说明理由）" in conclusion["headline"]
    assert [f"{first.rule}（已说明理由）"] in [line["value"] for line in conclusion["lines"]]


def test_a_gate_that_the_matter_has_not_come_to_is_not_green() -> None:
    record = examples.record("01")
    states = [GateState(open, reached, ()) for open in (True, False) for reached in (True, False)]
    judgement = replace(record.judgement, gates=dict(zip(Gate, states + states, strict=False)))
    gates = checklist_view(record.dossier, judgement, record.state, People(record.dossier))["gates"]
    assert [(gate["tone"], gate["state"]) for gate in gates[:4]] == [
        ("pass", "已开"), ("na", "未经过"), ("fail", "未开"), ("na", "未经过"),
    ]  # fmt: skip


def test_a_design_rule_without_an_article_claims_none(words: Words) -> None:
    page = words("handled")
    assert "没有对应的条文" in page
    assert "本系统设计规则" not in page
    assert "参见《" in page
