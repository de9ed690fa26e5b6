"""A new draft: whose word it is that an opinion still holds, and what is taken back."""

from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain.dossier import Draft, LegalityReview, Meeting, Topic
from review.domain.errors import DossierRefused, Forbidden
from review.domain.standing import opinion_holds, review_holds
from review.domain.vocabulary import Category, DraftChange, Gate, MeetingResult, MeetingType, Role
from review.domain.workflow import Action, State, transition
from review.service import deliberation, draft, legality, opinion, oversight, submission
from review.service.desk import event, stated
from review.service.ports import Actor

EXAMPLES = demo.examples()
BASE = EXAMPLES[0]
PEOPLE = demo.register_of(one for one in EXAMPLES if one.unit.code == "SL-ZSJ")
NEW = "b" * 64


def by(role: Role) -> Actor:
    return demo.actor(role, "SL-ZSJ", PEOPLE)


def up_to(desk, clock, meeting: bool = False):
    """Example 01 as stored after its review was answered, or after its topic was confirmed."""
    first = replace(BASE, meetings=BASE.meetings if meeting else None, approvals=None, reporting=None, publication=None,
                    execution=None, archive=None)  # fmt: skip
    road = demo._Road(desk, clock, first, PEOPLE)
    steps = (*road.lawyers(), *road.examined())
    clock.turn_to(BASE.matter.draft.changed_on)
    matter = submission.submit(
        desk, by(Role.SECRETARY), submission.Submission(matter=BASE.matter, preparation=BASE.preparation), key="k"
    )
    for day, _, act in sorted(steps, key=lambda step: step[:2]):
        clock.turn_to(day)
        matter = act(matter)
    if meeting:
        clock.turn_to(BASE.meetings[0].topic.confirmed_on)
        matter = deliberation.confirm_topic(
            desk, by(Role.GROUP_SECRETARY), matter.number, matter.revision, BASE.meetings[0]
        )
    return matter


@pytest.fixture
def reviewed(walk):
    return walk(up_to)


def revised(desk, matter, change, adopts=None, sha256=NEW):
    new = Draft(version="送审稿9", sha256=sha256, change=change, adopts=adopts, confirmed_by=("a01", "r01"))
    return draft.revise(desk, by(Role.SECRETARY), matter.number, matter.revision, new)


def standing(matter):
    dossier = matter.dossier
    return opinion_holds(dossier, dossier.legal_opinions[-1]), review_holds(dossier, dossier.legality_review)


@pytest.mark.heavy
def test_an_editorial_change_is_not_the_submitters_own_word(desk, reviewed):
    after = revised(desk, reviewed, DraftChange.EDITORIAL)
    assert standing(after) == (None, None)
    assert not after.judgement.gates[Gate.AGENDA].open
    assert after.dossier.matter.draft.confirmed_by is None
    assert "文字修改" in oversight.trail(desk, by(Role.AUDITOR), after.number)[-1].note


def test_it_is_known_when_the_author_of_every_paper_has_confirmed_it(desk, reviewed):
    after = revised(desk, reviewed, DraftChange.EDITORIAL)
    once = draft.confirm(desk, by(Role.LEGAL_ADVISER), after.number, after.revision)
    assert standing(once) == (None, None)
    with pytest.raises(Forbidden):
        draft.confirm(desk, by(Role.LEGAL_ADVISER), once.number, once.revision)
    twice = draft.confirm(desk, by(Role.LEGALITY_REVIEWER), once.number, once.revision)
    assert standing(twice) == (True, True)
    assert twice.dossier.matter.draft.change is DraftChange.EDITORIAL
    topic = deliberation.confirm_topic(
        desk, by(Role.GROUP_SECRETARY), twice.number, twice.revision,
        Meeting(type=MeetingType.PARTY_GROUP_MEETING, topic=Topic(proposed_by="p03", main_question="是否同意")),
    )
    assert topic.state is State.AGENDA


def test_a_change_that_adopts_an_opinion_is_confirmed_by_its_author_alone(desk, reviewed):
    number = reviewed.dossier.legal_opinions[-1].number
    after = revised(desk, reviewed, DraftChange.ADOPTS_OPINION, (number,))
    assert standing(after) == (None, False)
    once = draft.confirm(desk, by(Role.LEGAL_ADVISER), after.number, after.revision)
    assert standing(once) == (True, False)
    with pytest.raises(Forbidden):
        draft.confirm(desk, by(Role.LEGALITY_REVIEWER), once.number, once.revision)


def test_an_adopting_change_says_what_it_adopts(desk, reviewed):
    with pytest.raises(DossierRefused) as refused:
        revised(desk, reviewed, DraftChange.ADOPTS_OPINION)
    assert refused.value.faults[0].pointer == "/matter/draft/adopts"


@pytest.mark.heavy
def test_a_claim_that_is_not_confirmed_can_be_taken_back_with_the_same_file(desk, reviewed):
    claimed = revised(desk, reviewed, DraftChange.EDITORIAL)
    with pytest.raises(DossierRefused):
        revised(desk, claimed, DraftChange.EDITORIAL)
    plain = revised(desk, claimed, DraftChange.MATERIAL)
    assert standing(plain) == (False, False)
    assert [one.sha256 for one in plain.dossier.matter.draft.earlier] == [BASE.matter.draft.sha256]


@pytest.mark.parametrize("change", [DraftChange.MATERIAL, DraftChange.EDITORIAL])
def test_the_file_of_an_earlier_draft_is_no_new_one_so_that_no_paper_revives_for_what_nobody_was_told(desk, reviewed, change):
    other = revised(desk, reviewed, DraftChange.MATERIAL)
    assert standing(other) == (False, False)
    with pytest.raises(DossierRefused, match="与以前的一稿是同一个文件"):
        revised(desk, other, change, sha256=BASE.matter.draft.sha256)
    assert standing(revised(desk, other, DraftChange.MATERIAL, sha256="c" * 64)) == (False, False)


def test_another_class_is_no_addition_once_the_lawyers_have_read_the_matter(desk, reviewed):
    told = reviewed.dossier.matter
    also = replace(told, secondary_categories=(*(told.secondary_categories or ()), Category.MAJOR_MATTER))
    with pytest.raises(DossierRefused) as refused:
        submission.supplement(desk, by(Role.SECRETARY), reviewed.number, reviewed.revision, submission.Submission(matter=also))
    assert [fault.pointer for fault in refused.value.faults] == ["/matter/secondary_categories"]


def test_a_reason_is_no_longer_than_any_other_text_for_the_record_prints_it_whole(desk, reviewed):
    with pytest.raises(DossierRefused, match="最多4000个字，现有4001个") as refused:
        submission.withdraw(desk, by(Role.SECRETARY), reviewed.number, reviewed.revision, "长" * 4001)
    assert [fault.pointer for fault in refused.value.faults] == ["/reason"]
    assert stated("长" * 4000) == "长" * 4000


def test_a_claim_to_adopt_an_opinion_can_be_taken_back_too(desk, reviewed):
    number = reviewed.dossier.legal_opinions[-1].number
    claimed = revised(desk, reviewed, DraftChange.ADOPTS_OPINION, (number,))
    plain = revised(desk, claimed, DraftChange.MATERIAL)
    draft_now = plain.dossier.matter.draft
    assert (standing(plain), draft_now.adopts, len(draft_now.earlier)) == ((False, False), None, 1)
    with pytest.raises(DossierRefused, match="与现稿相同"):
        revised(desk, plain, DraftChange.MATERIAL)


@pytest.mark.parametrize("claim", [DraftChange.EDITORIAL, DraftChange.ADOPTS_OPINION])
def test_no_claim_is_laid_on_one_that_is_not_confirmed(desk, reviewed, claim):
    """Its author would be asked of the last draft only, and of the one between nobody any more."""
    adopts = (reviewed.dossier.legal_opinions[-1].number,) if claim is DraftChange.ADOPTS_OPINION else None
    claimed = revised(desk, reviewed, claim, adopts)
    for again, papers in ((DraftChange.EDITORIAL, None), (DraftChange.ADOPTS_OPINION, ("合审〔2022〕9号",))):
        with pytest.raises(DossierRefused, match="尚待原意见出具人确认") as refused:
            revised(desk, claimed, again, papers, sha256="c" * 64)
        assert refused.value.faults[0].pointer == draft.CHANGE
    assert standing(revised(desk, claimed, DraftChange.MATERIAL, sha256="c" * 64)) == (False, False)


def test_a_material_change_asks_nobody(desk, reviewed):
    after = revised(desk, reviewed, DraftChange.MATERIAL)
    assert standing(after) == (False, False)
    for role in (Role.LEGAL_ADVISER, Role.LEGALITY_REVIEWER):
        with pytest.raises(Forbidden):
            draft.confirm(desk, by(role), after.number, after.revision)


def test_the_draft_is_not_replaced_after_a_meeting_has_passed_it(desk, reviewed):
    passed = replace(reviewed.dossier, meetings=(Meeting(result=MeetingResult.PASSED),))
    with desk.store.writing("SL-ZSJ") as work:
        later = replace(reviewed, revision=reviewed.revision + 1, dossier=passed)
        work.matters.append(later)
        row = transition(State.REVIEWED, Action.SUPPLEMENT)
        work.trail.append(event(desk, by(Role.SECRETARY), row, reviewed.dossier, later, work))
        work.commit()
    with pytest.raises(DossierRefused, match="已按现稿通过"):
        revised(desk, later, DraftChange.MATERIAL)


def test_what_waits_for_another_is_taken_back_with_a_reason_and_can_be_done_again(desk, clock, reviewed):
    secretary = by(Role.SECRETARY)
    asked = opinion.commission(desk, secretary, reviewed.number, reviewed.revision, "a01")
    with pytest.raises(DossierRefused):
        submission.recall(desk, secretary, asked.number, asked.revision, " ")
    back = submission.recall(desk, secretary, asked.number, asked.revision, "法律顾问出差")
    assert back.state is State.PREPARING
    assert back.dossier.legal_opinions == reviewed.dossier.legal_opinions
    assert oversight.trail(desk, by(Role.AUDITOR), back.number)[-1].note == "法律顾问出差"
    asked_for = LegalityReview(due_on=date(2022, 9, 30), materials=BASE.legality_review.materials)
    sent = legality.send(desk, secretary, back.number, back.revision, asked_for)
    again = submission.recall(desk, secretary, sent.number, sent.revision, "材料有误")
    assert again.dossier.legality_review == reviewed.dossier.legality_review


def test_a_topic_is_taken_back_before_the_meeting_was_held(desk, walk):
    confirmed = walk(up_to, True)
    with pytest.raises(Forbidden):
        submission.recall(desk, by(Role.SECRETARY), confirmed.number, confirmed.revision, "选错会议")
    back = submission.recall(desk, by(Role.GROUP_SECRETARY), confirmed.number, confirmed.revision, "选错会议")
    assert (back.state, back.dossier.meetings) == (State.PREPARING, None)


def test_a_topic_is_not_taken_back_once_the_meeting_is_on_record(desk, clock, walk):
    confirmed, held = walk(up_to, True), BASE.meetings[0]
    clock.turn_to(held.notice.sent_on)
    told = deliberation.give_notice(desk, by(Role.SECRETARY), confirmed.number, confirmed.revision, held)
    clock.turn_to(held.held_on)
    kept = deliberation.record(desk, by(Role.MEETING_RECORDER), told.number, told.revision, held)
    with pytest.raises(DossierRefused, match="会议已有记录"):
        submission.recall(desk, by(Role.GROUP_SECRETARY), kept.number, kept.revision, "反悔")


def test_a_kind_of_meeting_that_the_list_does_not_name_is_refused(desk, reviewed):
    with pytest.raises(DossierRefused, match="事项清单规定"):
        deliberation.confirm_topic(
            desk, by(Role.GROUP_SECRETARY), reviewed.number, reviewed.revision,
            Meeting(type=MeetingType.PLENARY_MEETING, topic=Topic(proposed_by="p03", main_question="是否同意")),
        )
