"""What only some matters have is asked for on the forms, and saving a form as it stands loses nothing of it."""

import re
from dataclasses import replace

import pytest

from forms import flat
from review.domain.dossier import DocumentReview, ManualAnswer, Registration, Reporting
from review.domain.vocabulary import Answer, Role
from review.domain.workflow import Action, State
from review.service import execution, oversight, submission
from review.service.desk import fingerprint
from review.service.execution import FollowUp
from review.service.next_steps import next_actions
from review.service.ports import Matter
from tests.record.filled import Filler

from .conftest import person, text


def test_every_place_of_a_full_matter_has_a_field_on_the_supplement_form(sign_in):
    """Each place with a value in a full dossier is the name of a field, but for what the service fills in itself."""
    page = text(sign_in("mishu").get("/matters/new"))
    whole = Filler(True).dossier()
    wanted = set()
    for part, root in (
        (whole.matter, "/matter"), (whole.preparation, "/preparation"), (whole.document_review, "/document_review"),
    ):  # fmt: skip
        wanted |= {name for name in flat.flatten(part, root) if not any(letter.isdigit() for letter in name)}
    own = ("/matter/number", "/matter/submitted_", "/matter/followed_by", "/matter/draft/", "/matter/catalogue/version",
           "/matter/emergency", "/matter/funds/on_record")  # fmt: skip
    shown = set(re.findall(r'name="(/[^"]+)"', page))
    lost = {
        name for name in wanted
        if name not in shown and f"{name}:lines" not in shown and name.removesuffix(":lines") not in shown
        and not name.startswith(own)
    }  # fmt: skip
    assert lost == set()


def test_an_answer_to_a_question_is_kept_with_who_gave_it(desk, sign_in):
    number = "SL-ZSJ-2024-0009"
    before = oversight.show(desk, person(desk, Role.SECRETARY), number)
    told = submission.Submission(
        matter=before.dossier.matter, preparation=before.dossier.preparation,
        answers=(ManualAnswer(rule="PRE-08", answer=Answer.NOT_APPLICABLE, reason="不涉及职工切身利益"),),
    )  # fmt: skip
    after = submission.supplement(desk, person(desk, Role.SECRETARY), number, before.revision, told)
    (kept,) = after.dossier.answers
    assert (kept.by, kept.on, kept.answer) == ("s01", after.dossier.as_of, Answer.NOT_APPLICABLE)
    assert fingerprint(after.dossier) != fingerprint(before.dossier)
    assert sign_in("mishu").get(f"/matters/{number}").status_code == 200
    again = submission.supplement(
        desk, person(desk, Role.SECRETARY), number, after.revision, replace(told, answers=()),
    )  # fmt: skip
    assert again.dossier.answers == after.dossier.answers


def test_an_examination_entered_by_mistake_can_be_cleared(desk):
    number, secretary = "SL-ZSJ-2024-0009", person(desk, Role.SECRETARY)
    before = oversight.show(desk, secretary, number)
    told = submission.Submission(
        matter=before.dossier.matter, preparation=before.dossier.preparation, document_review=DocumentReview(number="1号")
    )
    entered = submission.supplement(desk, secretary, number, before.revision, told)
    assert entered.dossier.document_review == DocumentReview(number="1号")
    untold = replace(told, document_review=None)
    kept = submission.supplement(desk, secretary, number, entered.revision, untold)
    assert kept.dossier.document_review == DocumentReview(number="1号")
    emptied = replace(told, document_review=DocumentReview())
    assert submission.supplement(desk, secretary, number, kept.revision, emptied).dossier.document_review is None


@pytest.mark.parametrize("order", [("PARTY_GROUP_MEETING", "DIRECTOR_MEETING"), ("DIRECTOR_MEETING", "PARTY_GROUP_MEETING")])
def test_while_a_prescribed_meeting_is_to_come_its_topic_is_the_next_act(desk, changed, order):
    """Of the two meetings that the list names only that of the party group was held, and passed the matter."""
    later = {"/approvals": None, "/reporting": None, "/publication": None, "/execution": None, "/archive": None}
    dossier = changed("01", {"/matter/catalogue/items/0/meeting_sequence": list(order), **later})
    after = Matter(
        id="1", unit="SL-ZSJ", number="SL-ZSJ-2022-0001", state=State.DECIDED, revision=1, dossier=dossier,
        judgement=desk.judge(dossier), changed_at=desk.clock.now(),
    )  # fmt: skip
    assert next_actions(after) == (Action.CONFIRM_TOPIC,)
    once = changed("01", later)
    assert next_actions(replace(after, dossier=once, judgement=desk.judge(once))) == (Action.FOLLOW_UP,)


def test_the_registration_of_a_normative_document_follows_the_decision(desk, sign_in):
    number, secretary = "SL-ZSJ-2022-0007", person(desk, Role.SECRETARY)
    assert 'name="/document_review/registration/unified_no"' in text(sign_in("mishu").get(f"/matters/{number}/follow-up"))
    before = oversight.show(desk, secretary, number)
    registered = Registration(no="某登〔2022〕3号", unified_no="SL-2022-003", trial=False)
    after = execution.follow_up(desk, secretary, number, before.revision, FollowUp(registration=registered))
    assert before.dossier.document_review is not None
    assert after.dossier.document_review == replace(before.dossier.document_review, registration=registered)
    reported = FollowUp(reporting=Reporting(required=False, reported_on=before.dossier.as_of))
    again = execution.follow_up(desk, secretary, number, after.revision, reported)
    assert again.dossier.document_review == after.dossier.document_review
