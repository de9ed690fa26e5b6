"""Steps that the services refuse on the road of an example: nothing of them is stored."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.domain.errors import DossierRefused, GateShut
from review.domain.vocabulary import Role
from review.domain.workflow import State
from review.service import opinion, oversight

EXAMPLES = demo.examples()
FIRST = EXAMPLES[0]
PEOPLE = demo.register_of(one for one in EXAMPLES if one.unit.code == FIRST.unit.code)
RECORDING = 9


def by(role):
    return demo.actor(role, FIRST.unit.code, PEOPLE)


def walked(desk, clock, example, *, until=99, early=None):
    """The example as far as the step of this number; the announcement `early` days before its day."""
    road = demo._Road(desk, clock, replace(example, approvals=None, reporting=None, publication=None, execution=None,
                                           archive=None), PEOPLE)  # fmt: skip
    clock.turn_to(example.matter.submitted_on)
    told = demo.Submission(matter=replace(example.matter, draft=demo.Draft(), candidates=None), preparation=None)
    matter = demo.submission.submit(desk, by(Role.SECRETARY), told, key="walk")
    steps = (*road.drafts(), *road.lawyers(), *road.examined(), *road.meetings())
    for day, number, act in sorted(steps, key=lambda step: step[:2]):
        if number > until:
            break
        clock.turn_to(day - timedelta(days=early) if early and number >= RECORDING else day)
        matter = act(matter)
    return matter


def stored(desk):
    return oversight.show(desk, by(Role.AUDITOR), FIRST.matter.number)


def test_the_whole_way_is_walked(desk, clock):
    assert walked(desk, clock, FIRST).state is State.DECIDED


def test_a_meeting_of_a_day_to_come_has_no_result(desk, clock):
    with pytest.raises(DossierRefused, match="尚未到来"):
        walked(desk, clock, FIRST, early=1)
    assert stored(desk).state is State.NOTIFIED
    assert stored(desk).dossier.meetings[0].result is None


@pytest.mark.parametrize("head", ["s01", "a01", "p02", "u01"])
def test_nobody_of_another_side_is_responsible_for_the_review(desk, clock, head):
    review = replace(FIRST.legality_review, head=head)
    with pytest.raises(DossierRefused, match="不能负责"):
        walked(desk, clock, replace(FIRST, legality_review=review))
    assert stored(desk).state is State.REVIEW


def test_a_review_is_not_asked_for_until_a_day_that_is_past(desk, clock):
    sent = FIRST.legality_review.sent_on
    past = replace(FIRST.legality_review, due_on=sent - timedelta(days=1))
    with pytest.raises(DossierRefused, match="早于今天"):
        walked(desk, clock, replace(FIRST, legality_review=past))


@pytest.mark.parametrize("signed", [None, False])
def test_an_opinion_is_not_given_unsigned(desk, clock, signed):
    unsigned = tuple(replace(one, signed=signed) for one in FIRST.legal_opinions)
    with pytest.raises(DossierRefused, match="签名"):
        walked(desk, clock, replace(FIRST, legal_opinions=unsigned))
    assert stored(desk).state is State.OPINION


def test_a_second_opinion_of_one_day_replaces_the_first(desk, clock):
    matter = walked(desk, clock, FIRST, until=4)
    first = matter.dossier.legal_opinions[0]
    asked = opinion.commission(desk, by(Role.SECRETARY), matter.number, matter.revision, first.adviser.id)
    again = replace(first, number="另一号", suggestions=())
    given = opinion.give(desk, by(Role.LEGAL_ADVISER), matter.number, asked.revision, again)
    assert given.dossier.legal_opinions[-1].supersedes == first.number


def test_a_result_is_not_announced_on_a_record_that_the_sign_off_would_find_incomplete(desk, clock):
    meeting = FIRST.meetings[0]
    members = tuple(replace(one, absence_reason=None) for one in meeting.members)
    with pytest.raises(GateShut, match="会议记录还不完整") as refused:
        walked(desk, clock, replace(FIRST, meetings=(replace(meeting, members=members),)))
    assert {finding.rule for finding in refused.value.findings} == {"MTG-23"}
    assert stored(desk).state is State.NOTIFIED
