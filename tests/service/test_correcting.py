"""更正会议记录: what the recorder entered by mistake is corrected while nobody has signed; the first entry stays, and the result
stands or the correction is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.domain.consistency import inconsistencies
from review.domain.dossier import CorrectedEntry, Meeting, Reporting
from review.domain.errors import DossierRefused, GateShut, Stale
from review.domain.plain import from_plain, to_plain
from review.domain.vocabulary import Choice, Gate, NoticeKind, Role, Stance
from review.domain.workflow import Action, State
from review.service import correcting, execution, sign_off, sitting, submission
from review.service.correcting import Corrections
from review.service.desk import Desk
from review.service.execution import FollowUp
from review.service.ports import Actor, Matter
from review.service.sitting import Part

from .conftest import Walk
from .tabled import HELD, UNIT, against, by, held, last, notified, parts, put_off, recused
from .test_sittings import RECORDER, SITTING, stored

SPOKEN = (HELD.statements or ())[0].member


def announced_all(desk: Desk, clock: demo.DayClock) -> list[Matter]:
    matters = notified(desk, clock)
    clock.turn_to(HELD.ended_at or HELD.held_on)
    return list(sitting.record(desk, RECORDER, parts(matters, [held(one) for one in matters])))


def each_otherwise(desk: Desk, clock: demo.DayClock) -> list[Matter]:
    """One passed, one put off, one rejected."""
    matters = notified(desk, clock)
    clock.turn_to(HELD.ended_at or HELD.held_on)
    first, second, third = matters
    return list(sitting.record(desk, RECORDER, parts(matters, [held(first), put_off(held(second)), against(held(third))])))


@pytest.fixture
def three(walk: Walk) -> list[Matter]:
    found: list[Matter] = walk(announced_all)
    return found


def said(meeting: Meeting, text: str = "同意，请补充实施步骤。") -> Meeting:
    """The record with another text of one statement."""
    spoken = tuple(replace(one, text=text) if one.member == SPOKEN else one for one in meeting.statements or ())
    return replace(meeting, statements=spoken)


def earlier(meeting: Meeting) -> Meeting:
    """The record with an end of the meeting five minutes before."""
    assert meeting.ended_at is not None
    return replace(meeting, ended_at=meeting.ended_at - timedelta(minutes=5))


def corrections(
    matters: list[Matter], *meetings: Meeting, reason: str = "听错了发言", seen: frozenset[str] = frozenset()
) -> Corrections:  # fmt: skip
    chosen = matters[: len(meetings)]
    sent = tuple(Part(one.number, one.revision, meeting) for one, meeting in zip(chosen, meetings, strict=True))
    return Corrections(parts=sent, reason=reason, seen=seen)


def refused(desk: Desk, error: type[Exception], new: Corrections, actor: Actor = RECORDER) -> str:
    """Why it is refused; what is refused leaves no trace, neither when it is looked at."""
    before, words = stored(desk), ""
    for use_case in (correcting.preview, correcting.correct):
        with pytest.raises(error) as why:
            use_case(desk, actor, SITTING, new)
        assert stored(desk) == before
        words = "；".join([str(why.value), *(fault.message for fault in getattr(why.value, "faults", ()))])
    return words


def test_the_record_is_corrected_and_what_had_been_entered_stays(desk: Desk, three: list[Matter]) -> None:
    was = last(three[0].dossier)
    (after,) = correcting.correct(desk, RECORDER, SITTING, corrections(three, said(was)))
    now = last(after.dossier)
    (made,) = now.corrections or ()
    old = next(one.text for one in was.statements or () if one.member == SPOKEN)
    assert made.entries == (CorrectedEntry(place=f"statements/{SPOKEN}/text", was=old, now="同意，请补充实施步骤。"),)
    assert (made.reason, made.corrected_by, made.corrected_on) == ("听错了发言", RECORDER.person, desk.today())
    assert replace(now, corrections=None) == said(was)
    assert (after.state, after.revision) == (State.DECIDED, three[0].revision + 1)
    with desk.store.reading(UNIT) as work:
        *_, event = work.trail.all()
        assert (event.action, event.role, event.note) == (Action.CORRECT_MEETING, Role.MEETING_RECORDER, "更正1处：听错了发言")
        told = work.notices.of_matter(after.number, NoticeKind.CORRECTED)
        assert {one.id for one in now.members or ()} <= {one.recipient for one in told}
        assert work.matters.revision(after.number, three[0].revision).dossier == three[0].dossier
    assert from_plain(type(after.dossier), to_plain(after.dossier)) == after.dossier


def test_a_topic_of_which_nothing_is_corrected_gets_no_revision(desk: Desk, three: list[Matter]) -> None:
    as_it_is = [last(one.dossier) for one in three]
    (after,) = correcting.correct(desk, RECORDER, SITTING, corrections(three, said(as_it_is[0]), *as_it_is[1:]))
    assert after.number == three[0].number
    again = corrections(list(sitting.show(desk, RECORDER, SITTING))[1:], *as_it_is[1:])
    assert "没有改动" in refused(desk, DossierRefused, again)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_asked_for(desk: Desk, three: list[Matter], reason: str) -> None:
    new = corrections(three, said(last(three[0].dossier)), reason=reason)
    assert "请写明理由" in refused(desk, DossierRefused, new)


def test_a_second_correction_follows_the_first(desk: Desk, three: list[Matter]) -> None:
    (once,) = correcting.correct(desk, RECORDER, SITTING, corrections(three, said(last(three[0].dossier))))
    (twice,) = correcting.correct(desk, RECORDER, SITTING, corrections([once], said(last(once.dossier), "同意。"), reason="又错"))
    assert [one.reason for one in last(twice.dossier).corrections or ()] == ["听错了发言", "又错"]
    assert list(inconsistencies(twice.dossier)) == []


def test_who_came_is_corrected_for_all_topics_at_once_or_for_none(desk: Desk, three: list[Matter]) -> None:
    all_of_them = [earlier(last(one.dossier)) for one in three]
    assert "同一次会议只有一个" in refused(desk, DossierRefused, corrections(three, all_of_them[0]))
    assert len(correcting.correct(desk, RECORDER, SITTING, corrections(three, *all_of_them))) == 3


def test_what_takes_quorum_or_majority_is_refused_with_what_to_do(desk: Desk, three: list[Matter]) -> None:
    meeting = last(three[0].dossier)
    against_it = tuple(replace(one, choice=Choice.OPPOSE) for one in (meeting.vote.ballots or ()) if meeting.vote)  # type: ignore[union-attr]
    vote = replace(meeting.vote, ballots=against_it, counts=replace(meeting.vote.counts, approve=0, oppose=len(against_it)))  # type: ignore[union-attr,type-var]
    words = refused(desk, DossierRefused, corrections(three, replace(meeting, vote=vote)))
    assert "赞成票过半数由“达到”变为“未达到”" in words
    assert "请主要负责人收回，另行开会讨论" in words


def test_what_shuts_the_gate_of_the_meeting_is_refused(desk: Desk, three: list[Matter]) -> None:
    silent = replace(last(three[0].dossier), statements=(last(three[0].dossier).statements or ())[1:])
    words = refused(desk, GateShut, corrections(three, silent))
    assert "已宣布的结果不再符合宣布时的要求" in words


def test_what_only_shuts_a_gate_ahead_is_told_and_done_once_it_was_seen(desk: Desk, three: list[Matter]) -> None:
    incomplete = [replace(last(one.dossier), minutes=replace(last(one.dossier).minutes, dissent_recorded=False)) for one in three]
    found = correcting.preview(desk, RECORDER, SITTING, corrections(three, *incomplete))
    assert all(one.shut for one in found)
    with pytest.raises(DossierRefused, match="请先预览"):
        correcting.correct(desk, RECORDER, SITTING, corrections(three, *incomplete))
    seen = frozenset(key for one in found for key in one.problems)
    (first, *_) = correcting.correct(desk, RECORDER, SITTING, corrections(three, *incomplete, seen=seen))
    assert not first.judgement.gates[Gate.APPROVAL].open


def test_another_result_decision_or_condition_is_refused(desk: Desk, three: list[Matter]) -> None:
    for other in ({"decision_text": "不同意"}, {"conditions": ("先行试点",)}):
        new = corrections(three, replace(said(last(three[0].dossier)), **other))  # type: ignore[arg-type]
        assert "已宣布的结果、决定和条件不能更正" in refused(desk, DossierRefused, new)


def test_once_anybody_has_signed_it_is_too_late(desk: Desk, clock: demo.DayClock, three: list[Matter]) -> None:
    clock.turn_to(desk.rulebook.calendar.after(desk.today(), 1)[0])
    first = sign_off_of(desk, three[0])
    why = correcting.correctable(desk, RECORDER, SITTING)
    assert "已有签批意见" in why[first.number]
    assert why[three[1].number] == ""
    # what is of the other topics alone is corrected all the same; what the meeting has once is not
    (after,) = correcting.correct(desk, RECORDER, SITTING, corrections(three[1:], said(last(three[1].dossier))))
    assert after.number == three[1].number
    for role in (None, Role.GROUP_SECRETARY):
        if role:
            sign_off.approve(desk, by(role), first.number, first.revision, "同意")
        now = sitting.show(desk, RECORDER, SITTING)[1:]
        told = refused(desk, DossierRefused, corrections(now, *(earlier(last(one.dossier)) for one in now)))
        title = first.dossier.matter.title
        assert f"与同次会议的议题“{title}”不一致：同一次会议只有一个，它已有签批意见（" in told
        assert "签批以当时的记录为准，不能再更正。本议题自己的发言、表决、回避等仍可更正；" in told
        way = "另立新事项" if role else "由尚未签批的人不同意签批，主要负责人收回后另行开会"
        assert told.count(f"；各议题共有的内容有误，影响决定的，{way}") == 4, "once for each topic, and in the sentence of both"
        assert "不影响决定的，由秘书上传更正说明" in told


def test_while_another_topic_is_announced_it_is_said_how_both_are_mended(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(notified)
    clock.turn_to(HELD.ended_at or HELD.held_on)
    results = [held(matters[0]), held(matters[1]), held(matters[2], None)]
    *_, opened = sitting.record(desk, RECORDER, parts(matters, results))
    with pytest.raises(DossierRefused) as why:
        sitting.record(desk, RECORDER, parts([opened], [earlier(held(opened, None))]))
    told = why.value.faults[0].message
    assert "它已宣布结果。共有的内容有误的，由它的记录人在会议页面用“更正会议记录”更正，未宣布结果的议题随之更正" in told


def sign_off_of(desk: Desk, matter: Matter) -> Matter:
    told = execution.follow_up(
        desk, by(Role.SECRETARY), matter.number, matter.revision, FollowUp(reporting=Reporting(required=False))
    )
    return sign_off.approve(desk, by(Role.LEADER), told.number, told.revision, "同意")


@pytest.mark.heavy
def test_what_was_put_off_rejected_or_taken_back_is_corrected_too(desk: Desk, walk: Walk) -> None:
    first, second, third = walk(each_otherwise)
    back = submission.recall(desk, by(Role.GROUP_SECRETARY), first.number, first.revision, "改日再议")
    assert (back.state, second.state, third.state) == (State.PREPARING, State.PREPARING, State.REJECTED)
    assert set(correcting.correctable(desk, RECORDER, SITTING).values()) == {""}
    matters = [back, second, third]
    done = correcting.correct(desk, RECORDER, SITTING, corrections(matters, *(said(last(one.dossier)) for one in matters)))
    assert [one.state for one in done] == [State.PREPARING, State.PREPARING, State.REJECTED]


def test_nobody_else_corrects_it(desk: Desk, three: list[Matter]) -> None:
    other = replace(RECORDER, person="u07", name="另一记录人")
    assert "由其记录人本人更正" in next(iter(correcting.correctable(desk, other, SITTING).values()))


def test_from_an_old_page_it_is_refused(desk: Desk, three: list[Matter]) -> None:
    new = corrections(three, said(last(three[0].dossier)))
    correcting.correct(desk, RECORDER, SITTING, new)
    assert "已经保存" in refused(desk, Stale, new) or "没有保存" in refused(desk, Stale, new)


def test_a_topic_without_a_result_takes_over_what_the_meeting_has_once(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(notified)
    clock.turn_to(HELD.ended_at or HELD.held_on)
    results = [held(matters[0]), held(matters[1]), held(matters[2], None)]
    *announced, opened = sitting.record(desk, RECORDER, parts(matters, results))
    later = [earlier(last(one.dossier)) for one in announced]
    correcting.correct(desk, RECORDER, SITTING, corrections(announced, *later))
    ended = {last(one.dossier).ended_at for one in sitting.show(desk, RECORDER, SITTING)}
    assert len(ended) == 1
    with desk.store.reading(UNIT) as work:
        assert last(work.matters.get(opened.number).dossier).corrections is None


def test_minutes_that_would_say_otherwise_are_outdated(desk: Desk, three: list[Matter]) -> None:
    meeting = last(three[0].dossier)
    told = replace(meeting, disagreements="一名成员建议缓行")
    for new in (said(meeting), told):
        (found,) = correcting.preview(desk, RECORDER, SITTING, corrections(three, new))
        assert found.minutes_differ == (new is told)


def test_a_recusal_that_was_forgotten_is_refused_where_the_votes_deny_it(desk: Desk, three: list[Matter]) -> None:
    meeting = last(three[0].dossier)
    refused(desk, GateShut, corrections(three, replace(recused(meeting, "p03"), statements=meeting.statements)))


def test_a_stance_is_corrected_where_the_result_is_borne_out(desk: Desk, three: list[Matter]) -> None:
    meeting = last(three[0].dossier)
    spoken = tuple(replace(one, stance=Stance.OPPOSE) if one.member == SPOKEN else one for one in meeting.statements or ())
    found = correcting.preview(desk, RECORDER, SITTING, corrections(three, replace(meeting, statements=spoken)))
    assert found[0].entries == (CorrectedEntry(place=f"statements/{SPOKEN}/stance", was="APPROVE", now="OPPOSE"),)

