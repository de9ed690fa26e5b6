"""The record tells how a meeting decides: a head on the basis of the discussion, or the members by their votes."""

from dataclasses import replace

from review.domain.dossier import Counts, Vote
from review.domain.vocabulary import MeetingType, Stance
from review.record.view.meeting import meetings_view
from review.record.view.people import People

from . import examples


def shown(dossier):
    (meeting,) = meetings_view(dossier, People(dossier))["items"]
    return meeting


def test_a_heads_meeting_is_told_with_the_views_and_without_a_vote() -> None:
    dossier = examples.record("06").dossier
    meeting = shown(dossier)
    assert meeting["by_head"].startswith("行政首长在集体讨论的基础上作出决定，不进行表决。成员意见：同意")
    assert "决定与多数人意见" in meeting["by_head"]
    assert (meeting["votes"], meeting["lines"]) == ([], [])


def test_whether_he_followed_the_majority_is_said_as_the_rule_finds_it() -> None:
    dossier = examples.record("06").dossier
    (held,) = dossier.meetings
    head = held.statements[-1].member
    against = tuple(one if one.member == head else replace(one, stance=Stance.OPPOSE) for one in held.statements)
    (other, *_) = [one.member for one in against if one.member != head]
    even = tuple(replace(one, stance=Stance.OPPOSE) if one.member == other else one for one in held.statements)
    for meeting, told in (
        (replace(held, statements=even), "同意2人，不同意2人，缓议0人。没有与决定不同的多数人意见。"),
        (replace(held, statements=against), "决定与多数人意见不一致，没有说明理由。"),
        (replace(held, statements=against, head_reasons="汛期将至"), "决定与多数人意见不一致，已说明理由。"),
        (replace(held, statements=None), "决定与多数人意见是否一致无法判定。"),
    ):
        assert told in shown(replace(dossier, meetings=(meeting,)))["by_head"]


def test_a_party_group_meeting_is_told_by_its_votes() -> None:
    dossier = examples.record("01").dossier
    meeting = shown(dossier)
    assert meeting["by_head"] == ""
    assert meeting["votes"]
    assert meeting["lines"]


def test_counts_that_stand_at_a_heads_meeting_are_measured_by_no_majority() -> None:
    dossier = examples.record("01").dossier
    held = replace(dossier.meetings[0], type=MeetingType.DIRECTOR_MEETING, vote=Vote(counts=Counts(approve=1, oppose=5)))
    meeting = shown(replace(dossier, meetings=(held,)))
    assert meeting["by_head"]
    assert meeting["lines"] == []
