"""Steps that the services refuse on the road of an example: nothing of them is stored."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.domain.dossier import RequiredChange
from review.domain.errors import DossierRefused, GateShut, WrongState
from review.domain.vocabulary import Conformity, Response, ReviewConclusion, Role
from review.domain.workflow import Action, State, transition
from review.service import deliberation, legality, opinion, oversight, submission
from review.service.desk import act as do
from review.service.desk import event
from tests.sampling import some

EXAMPLES = demo.examples()
FIRST = EXAMPLES[0]
PEOPLE = demo.register_of(one for one in EXAMPLES if one.unit.code == FIRST.unit.code)
SUBMITTED, COMMISSIONED, ANSWERED, SENT, NOTIFIED, RECORDING, ANNOUNCED = -1, 2, 4, 5, 8, 9, 10
"""The numbers of the steps that are named here."""


def by(role):
    return demo.actor(role, FIRST.unit.code, PEOPLE)


def begun(desk, clock, last):
    """FIRST as submitted and taken as far as the step of this number."""
    clock.turn_to(FIRST.matter.submitted_on)
    told = demo.Submission(matter=replace(FIRST.matter, draft=demo.Draft(), candidates=None), preparation=None)
    matter = demo.submission.submit(desk, by(Role.SECRETARY), told, key="walk")
    return taken(desk, clock, matter, FIRST, range(last + 1))


def taken(desk, clock, matter, example, steps, early=0):
    """The matter after these steps of the example; the announcement `early` days before its day."""
    road = demo._Road(desk, clock, replace(example, approvals=None, reporting=None, publication=None, execution=None,
                                           archive=None), PEOPLE)  # fmt: skip
    for day, number, act in demo.in_order((*road.drafts(), *road.lawyers(), *road.examined(), *road.meetings())):
        if number in steps:
            clock.turn_to(day - timedelta(days=early) if early and number >= RECORDING else day)
            matter = act(matter)
    return matter


@pytest.fixture
def walked(desk, clock, walk):
    """`walked(example, after=4, until=8)`: FIRST as far as step 4, and from there the example as far as step 8."""

    def further(example=FIRST, after=SUBMITTED, until=ANNOUNCED, early=0):
        return taken(desk, clock, walk(begun, after), example, range(after + 1, until + 1), early)

    return further


def stored(desk):
    return oversight.show(desk, by(Role.AUDITOR), FIRST.matter.number)


def test_the_whole_way_is_walked(walked):
    assert walked().state is State.DECIDED


@pytest.mark.heavy
def test_a_meeting_of_a_day_to_come_has_no_result(desk, walked):
    with pytest.raises(DossierRefused, match="尚未到来"):
        walked(after=NOTIFIED, early=1)
    assert stored(desk).state is State.NOTIFIED
    assert stored(desk).dossier.meetings[0].result is None


@pytest.mark.parametrize("minutes", some([1, 600], 4))
@pytest.mark.parametrize("place", some(["started_at", "ended_at", "members/0/left_at", "members/0/returned_at"]))
def test_no_result_is_announced_before_what_it_says_has_happened(desk, clock, walked, place, minutes):
    matter = walked(after=NOTIFIED, until=NOTIFIED)
    meeting = FIRST.meetings[0]
    clock.turn_to(meeting.ended_at)
    later = clock.instant + timedelta(minutes=minutes + 3)
    if place.startswith("members"):
        first, *others = meeting.members
        told = replace(meeting, members=(replace(first, **{place[10:]: later}), *others))
    else:
        told = replace(meeting, **{place: later}, **({"ended_at": later} if place == "started_at" else {}))
    with pytest.raises(DossierRefused, match="尚未到来的时刻") as refused:
        deliberation.announce(desk, by(Role.MEETING_RECORDER), matter.number, matter.revision, told)
    assert f"/meetings/0/{place}" in [fault.pointer for fault in refused.value.faults]
    assert stored(desk).state is State.NOTIFIED
    clock.turn_to(later)
    assert deliberation.announce(desk, by(Role.MEETING_RECORDER), matter.number, matter.revision, told).state is State.DECIDED


@pytest.mark.heavy
def test_the_examples_announce_when_the_meeting_is_over(desk, walked):
    walked()
    (announced,) = (one.at for one in oversight.trail(desk, by(Role.AUDITOR), FIRST.matter.number) if one.action is Action.PASS)
    assert announced >= FIRST.meetings[0].ended_at


@pytest.mark.parametrize(
    ("due", "reason", "place"),
    some([(None, None, "due_on"), (None, "时间紧", "due_on"), (6, None, "short_time_reason"), (6, "  ", "short_time_reason"),
     (0, None, "short_time_reason")], 3),
)  # fmt: skip
def test_a_review_is_not_asked_for_without_the_usual_time_or_a_reason(desk, walked, due, reason, place):
    sent = FIRST.legality_review.sent_on
    until = None if due is None else desk.rulebook.calendar.after(sent, due)[0] if due else sent
    asked = replace(FIRST.legality_review, complete_on=sent, due_on=until, short_time_reason=reason)
    with pytest.raises(DossierRefused) as refused:
        walked(replace(FIRST, legality_review=asked), after=ANSWERED)
    assert [fault.pointer for fault in refused.value.faults] == [f"/legality_review/{place}"]
    assert stored(desk).dossier.legality_review is None


@pytest.mark.parametrize("due", [7, 6])
def test_an_opinion_that_does_not_exist_is_not_sent_along(desk, walked, due):
    sent = FIRST.legality_review.sent_on
    until, _ = desk.rulebook.calendar.after(sent, due)
    asked = replace(FIRST.legality_review, complete_on=sent, due_on=until, short_time_reason=None)
    with pytest.raises(DossierRefused, match="还没有出具法律意见") as refused:
        walked(replace(FIRST, legal_opinions=None, legality_review=asked))
    late = ["/legality_review/short_time_reason"] if due < 7 else []
    assert [fault.pointer for fault in refused.value.faults] == ["/legality_review/materials/adviser_opinions", *late]
    assert stored(desk).dossier.legality_review is None


@pytest.mark.heavy
def test_nor_is_it_sent_along_with_what_was_asked_for(desk, walked):
    honest = replace(FIRST.legality_review, materials=replace(FIRST.legality_review.materials, adviser_opinions=False))
    without = replace(FIRST, legal_opinions=None, preparation=replace(FIRST.preparation, adviser_took_part=True))
    matter = walked(replace(without, legality_review=honest), until=SENT)
    reviewer, secretary = by(Role.LEGALITY_REVIEWER), by(Role.SECRETARY)
    back = legality.return_for_supplement(desk, reviewer, matter.number, matter.revision, ("缺资金来源依据",))
    with pytest.raises(DossierRefused, match="还没有出具法律意见"):
        legality.send(desk, secretary, back.number, back.revision, FIRST.legality_review, ("缺资金来源依据",))
    assert legality.send(desk, secretary, back.number, back.revision, honest, ("缺资金来源依据",)).state is State.REVIEW


@pytest.mark.parametrize(("due", "reason"), [(7, None), (2, "防汛物资须在汛期前采购")])
def test_the_usual_time_or_a_stated_reason_is_enough(desk, walked, due, reason):
    sent = FIRST.legality_review.sent_on
    until, _ = desk.rulebook.calendar.after(sent, due)
    asked = replace(FIRST.legality_review, complete_on=sent, due_on=until, short_time_reason=reason)
    assert walked(replace(FIRST, legality_review=asked), after=ANSWERED, until=SENT).state is State.REVIEW


@pytest.mark.parametrize("turned", some("\u202e\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069", 6))
def test_no_reason_comment_or_answer_turns_the_writing_round(desk, walked, turned):
    matter = walked(after=ANSWERED, until=ANSWERED)
    with pytest.raises(DossierRefused, match="方向控制字符") as refused:
        submission.withdraw(desk, by(Role.SECRETARY), matter.number, matter.revision, f"另行{turned}研究")
    assert [fault.pointer for fault in refused.value.faults] == ["/reason"]
    answers = {1: (Response.ADOPTED, f"已写{turned}入")}
    number = matter.dossier.legal_opinions[0].number
    with pytest.raises(DossierRefused, match="方向控制字符") as refused:
        opinion.answer(desk, by(Role.SECRETARY), matter.number, matter.revision, number, answers)
    assert [fault.pointer for fault in refused.value.faults] == ["/legal_opinions/0/suggestions/0/reason"]
    assert stored(desk).revision == matter.revision


def test_what_was_stored_before_such_characters_were_refused_stops_no_later_act(desk, walked):
    matter = walked(after=ANSWERED, until=ANSWERED)
    old = replace(matter.dossier, matter=replace(matter.dossier.matter, problem="旧\u202e文"))
    with desk.store.writing(matter.unit) as work:
        later = replace(matter, revision=matter.revision + 1, dossier=old)
        work.matters.append(later)
        row = transition(matter.state, Action.SUPPLEMENT)
        work.trail.append(event(desk, by(Role.SECRETARY), row, matter.dossier, later, work))
        work.commit()
    assert submission.withdraw(desk, by(Role.SECRETARY), later.number, later.revision, "另行研究").state is State.WITHDRAWN


@pytest.mark.parametrize("head", some(["s01", "a01", "p02", "u01"], 2))
def test_nobody_of_another_side_is_responsible_for_the_review(desk, walked, head):
    review = replace(FIRST.legality_review, head=head)
    with pytest.raises(DossierRefused, match="不能负责"):
        walked(replace(FIRST, legality_review=review), after=ANSWERED)
    assert stored(desk).state is State.REVIEW


def test_a_review_is_not_asked_for_until_a_day_that_is_past(walked):
    sent = FIRST.legality_review.sent_on
    past = replace(FIRST.legality_review, due_on=sent - timedelta(days=1))
    with pytest.raises(DossierRefused, match="早于今天"):
        walked(replace(FIRST, legality_review=past), after=ANSWERED)


@pytest.mark.parametrize("signed", [None, False])
def test_an_opinion_is_not_given_unsigned(desk, walked, signed):
    unsigned = tuple(replace(one, signed=signed) for one in FIRST.legal_opinions)
    with pytest.raises(DossierRefused, match="签名"):
        walked(replace(FIRST, legal_opinions=unsigned), after=COMMISSIONED)
    assert stored(desk).state is State.OPINION


def test_a_second_opinion_of_one_day_replaces_the_first(desk, walked):
    matter = walked(after=ANSWERED, until=ANSWERED)
    first = matter.dossier.legal_opinions[0]
    asked = opinion.commission(desk, by(Role.SECRETARY), matter.number, matter.revision, first.adviser.id)
    again = replace(first, number="另一号", suggestions=())
    given = opinion.give(desk, by(Role.LEGAL_ADVISER), matter.number, asked.revision, again)
    assert given.dossier.legal_opinions[-1].supersedes == first.number


def test_a_result_is_not_announced_on_a_record_that_the_sign_off_would_find_incomplete(desk, walked):
    meeting = FIRST.meetings[0]
    members = tuple(replace(one, absence_reason=None) for one in meeting.members)
    with pytest.raises(GateShut, match="会议记录还不完整") as refused:
        walked(replace(FIRST, meetings=(replace(meeting, members=members),)), after=NOTIFIED)
    assert {finding.rule for finding in refused.value.findings} == {"MTG-23"}
    assert stored(desk).state is State.NOTIFIED


def against_itself(number):
    """The review of the example, and what makes it say something against itself."""
    review = FIRST.legality_review
    lawful = replace(review, conclusion=ReviewConclusion.LAWFUL, required_changes=())
    if number == "changes":
        return replace(lawful, conclusion=ReviewConclusion.LAWFUL_WITH_CHANGES)
    if number == "blank changes":
        blank = (RequiredChange(number=1, text="  "),)
        return replace(lawful, conclusion=ReviewConclusion.LAWFUL_WITH_CHANGES, required_changes=blank)
    return replace(lawful, findings=replace(review.findings, **{number: Conformity.DOES_NOT_CONFORM}))


@pytest.mark.parametrize(
    ("number", "place", "said"),
    some([("authority", "findings/authority", "权限不符合，结论却是“合法”"), ("procedure", "findings/procedure", "程序不符合"),
     ("content", "findings/content", "内容不符合"), ("changes", "required_changes", "请逐条写明修改意见"),
     ("blank changes", "required_changes", "请逐条写明修改意见")], 3),
)  # fmt: skip
def test_a_review_against_itself_is_not_issued(desk, walked, number, place, said):
    with pytest.raises(DossierRefused, match=said) as refused:
        walked(replace(FIRST, legality_review=against_itself(number)), after=ANSWERED)
    assert [fault.pointer for fault in refused.value.faults] == [f"/review/{place}"]
    assert stored(desk).state is State.REVIEW


def test_what_does_not_conform_may_be_called_unlawful_or_to_be_changed(desk, walked):
    content = against_itself("content")
    walked(replace(FIRST, meetings=None, legality_review=replace(content, conclusion=ReviewConclusion.UNLAWFUL)), after=ANSWERED)
    assert stored(desk).dossier.legality_review.conclusion is ReviewConclusion.UNLAWFUL


def test_an_act_that_is_not_possible_is_refused_by_its_name(desk, walked):
    matter = walked(after=SUBMITTED, until=0)
    with pytest.raises(WrongState, match="不能办理“分管领导签批”"):
        do(desk, by(Role.LEADER), matter.number, matter.revision, Action.ENDORSE, lambda dossier, _: dossier)
