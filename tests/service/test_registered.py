"""更正已登记的后续办理: what was registered after the decision is changed or removed with a reason only; what stood stays."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from review.domain.dossier import (
    DecisionCondition,
    Execution,
    ExecutionChange,
    ExecutionProblem,
    Extension,
    Publication,
    Reporting,
)
from review.domain.vocabulary import ExecutionChangeKind, Marking, Reply, ReportKind, ReportTo, Retention
from review.service import archive, execution, oversight, submission
from review.service.desk import Desk
from review.service.execution import FollowUp

from .conftest import Walk
from .signed import COMPLETED, DONE, PAPERS, Story, on_condition, signed, 秘书

WHY = "经办人录入错误，以上级批复原件为准"


@pytest.fixture
def story(desk: Desk, walk: Walk) -> Story:
    return Story(desk, walk(signed, unpublished))


def unpublished(example: dict[str, Any]) -> None:
    del example["publication"]


def last_note(story: Story) -> str:
    return oversight.trail(story.desk, 秘书, story.matter.number)[-1].note


REFUSED = Reporting(required=True, to=ReportTo.PARTY_COMMITTEE, kind=ReportKind.REQUEST, contains_request=True,
                    reported_on=DONE - timedelta(days=9), reply=Reply.REFUSED, replied_on=DONE - timedelta(days=2))  # fmt: skip


def test_改动已登记的批复_不写理由的不予登记_写明以后原批复留在轨迹里(story: Story) -> None:
    """Set to 同意 and then to 不需要请示 it turned the rules green, and nothing told of the refusal."""
    story.follow(reporting=REFUSED, reason="原来误作不需要请示")
    approved = replace(REFUSED, reply=Reply.APPROVED)
    told = story.refused(execution.follow_up, FollowUp(reporting=approved))
    assert "更正已登记的内容，请写明更正的理由：批复原为“不同意”，现为“同意”" in told
    none = Reporting(required=False)
    told = story.refused(execution.follow_up, FollowUp(reporting=none))
    assert "按规定须请示报告原为“是”，现为“否”" in told
    assert "批复原为“不同意”，现删去" in told
    story.follow(reporting=approved, about="请示报告", reason=WHY)
    assert last_note(story) == f"请示报告　更正：批复原为“不同意”，现为“同意”；理由：{WHY}"


def test_只作补充的不写理由_没有更正而写了理由的不予登记(story: Story) -> None:
    only = Publication(required=True, content_checked=True)
    story.follow(publication=only, about="公布")
    more = FollowUp(publication=replace(only, published_on=DONE), about="公布")
    told = story.refused(execution.follow_up, replace(more, reason=WHY))
    assert "没有改动已登记的内容，不需要写更正的理由" in told
    story.do(execution.follow_up, more)
    assert last_note(story) == "公布"


def test_理由含有不能保存的字符的不予登记(story: Story) -> None:
    assert "控制字符" in story.refused(execution.follow_up, FollowUp(reporting=REFUSED, reason="更正\u202e"))


def test_中止改由主要负责人决定_没有调整以后登记调整_各依其是否改动已登记的(story: Story) -> None:
    going_on = replace(COMPLETED, completed_on=None)
    story.follow(execution=going_on)
    by_deputy = ExecutionChange(kind=ExecutionChangeKind.SUSPENSION, by="p02", on=DONE, urgent=False)
    story.follow(execution=replace(going_on, change=by_deputy))  # there was no change until then: nothing is corrected
    by_head = replace(by_deputy, by="p01", urgent=True)
    told = story.refused(execution.follow_up, FollowUp(execution=replace(going_on, change=by_head)))
    people = story.dossier.people or {}
    assert f"决定人原为“{people['p02'].name}”，现为“{people['p01'].name}”" in told
    assert "情况紧急原为“否”，现为“是”" in told
    story.follow(execution=replace(going_on, change=by_head), reason=WHY)
    assert people["p02"].name in last_note(story)


def test_重大调整已另立新事项的_不能改为没有调整(story: Story) -> None:
    major = ExecutionChange(kind=ExecutionChangeKind.MAJOR, by="p01", on=DONE, urgent=False)
    story.follow(execution=replace(COMPLETED, completed_on=None, change=major))
    about = replace(story.dossier.matter, number=None, title="调整原方案", adjusts=story.matter.number)
    new = submission.submit(story.desk, 秘书, submission.Submission(matter=about, preparation=story.dossier.preparation), key="a")
    story.matter = oversight.show(story.desk, 秘书, story.matter.number)
    for change in (ExecutionChange(kind=ExecutionChangeKind.NONE), None):
        said = replace(story.dossier.execution or Execution(), change=change)
        told = story.refused(execution.follow_up, FollowUp(execution=said, reason=WHY))
        assert f"已另立事项{new.number}重新决策，不能改为" in told


def test_期限推后的理由已经写明_不再要更正的理由_提前的要(story: Story) -> None:
    going_on = replace(COMPLETED, completed_on=None, reports=(), deadline=date(2024, 12, 31))
    story.follow(execution=going_on)
    sooner = replace(going_on, deadline=date(2024, 12, 15))
    told = story.refused(execution.follow_up, FollowUp(execution=sooner))
    assert "完成期限原为“2024年12月31日”，现为“2024年12月15日”" in told
    later = replace(going_on, deadline=date(2025, 1, 15), extensions=(Extension(reason="接口调整"),))
    story.follow(execution=later)


def test_落实日期_执行报告日期的改动要写理由(desk: Desk, walk: Walk) -> None:
    story = Story(desk, walk(on_condition))
    met = DecisionCondition(text="先征得财政部门同意", due_on=DONE - timedelta(days=10), met_on=DONE, proof="复函")
    story.follow(execution=replace(COMPLETED, conditions=(met,), problems=(ExecutionProblem(found_on=DONE, text="接口不通"),)))
    said = replace(COMPLETED, conditions=(replace(met, met_on=DONE - timedelta(days=11)),),
                   problems=(ExecutionProblem(found_on=DONE - timedelta(days=1), text="接口不通"),))  # fmt: skip
    told = story.refused(execution.follow_up, FollowUp(execution=said))
    assert "附条件通过的条件第1项　落实日期原为“2024年11月29日”，现为“2024年11月18日”" in told
    assert "执行问题第1项　发现日期原为“2024年11月29日”" in told


def test_公布日期的改动要写理由_原来的日期留在轨迹里(story: Story) -> None:
    public = Publication(required=True, published_on=DONE, url="https://example.gov.cn/1", content_checked=True)
    story.follow(publication=public)
    told = story.refused(execution.follow_up, FollowUp(publication=Publication(required=False)))
    assert "公布日期原为“2024年11月29日”，现删去" in told
    assert "公布网址原为“https://example.gov.cn/1”，现删去" in told
    story.follow(publication=replace(public, published_on=DONE - timedelta(days=10)), about="公布", reason=WHY)
    assert last_note(story) == f"公布　更正：公布日期原为“2024年11月29日”，现为“2024年11月19日”；理由：{WHY}"


def test_不能在会议决定以前公布(story: Story) -> None:
    held = (story.dossier.meetings or ())[-1].held_on or date.min
    early = Publication(required=True, published_on=held - timedelta(days=1), content_checked=True)
    assert "决定之前没有可以公布的" in story.refused(execution.follow_up, FollowUp(publication=early))


def test_原文全部留在轨迹里_拒绝时只摘开头(story: Story) -> None:
    long = "依法不予公开的理由" * 40
    story.follow(publication=Publication(required=False, withheld_reason=long, content_checked=True))
    said = Publication(required=False, withheld_reason="另一理由", content_checked=True)
    told = story.refused(execution.follow_up, FollowUp(publication=said))
    assert long not in told
    assert f"原为“{long[:60]}…”" in told
    story.follow(publication=said, reason=WHY)
    assert f"原为“{long}”，现为“另一理由”" in last_note(story)


def test_再次立卷改动泄密情况_标注_保管期限的要写理由(story: Story) -> None:
    story.follow(execution=COMPLETED).do(archive.close_file, replace(story.closing(*PAPERS), disclosures={0: True}))
    again = story.closing(marking=Marking.WORK_SECRET)
    number = (story.dossier.meetings or ())[0].number
    told = story.refused(archive.close_file, again)
    assert f"{number}　发现泄露讨论情况原为“是”，现为“否”" in told
    assert "标注原为" in told
    items = (story.dossier.archive.items if story.dossier.archive else None) or ()
    shorter = replace(items[0], retention=Retention.YEARS_10)
    said = replace(story.closing(items=(shorter,)), disclosures={})
    assert "决策草案　保管期限原为“30年”，现为“10年”" in story.refused(archive.close_file, said)
    story.do(archive.close_file, replace(said, reason=WHY))
    assert last_note(story) == f"　更正：决策草案　保管期限原为“30年”，现为“10年”；理由：{WHY}"
    story.do(archive.close_file, replace(story.closing(), disclosures={}))
    assert last_note(story) == ""
