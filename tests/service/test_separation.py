"""Separation of duties: whatever roles a person holds, he keeps to one side of a matter."""

from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.domain.dossier import Adviser, Drafter, LegalOpinion, Matter, Preparation
from review.domain.errors import DossierRefused, Forbidden
from review.domain.vocabulary import Role
from review.domain.workflow import Action
from review.service import opinion, separation, submission
from review.service.desk import Desk
from review.service.ports import Actor
from review.service.submission import Submission

EVERYTHING = frozenset(Role) - {Role.AUDITOR}
BASE = demo.examples()[6]


def someone(person: str) -> Actor:
    return Actor(unit="SL-ZSJ", person=person, name="某人", roles=EVERYTHING)


@pytest.mark.parametrize("action", [Action.ISSUE_REVIEW, Action.GIVE_OPINION, Action.CONFIRM_TOPIC, Action.SIGN])
@pytest.mark.parametrize("side", ["submitter", "drafter"])
def test_nobody_reviews_advises_on_or_signs_what_he_submitted_or_drafted(action, side):
    matter = replace(BASE.matter, submitted_by="me" if side == "submitter" else "s01")
    if side == "drafter":
        matter = replace(matter, drafters=(Drafter(id="me", name="某人"),))
    asked = (LegalOpinion(adviser=Adviser(id="me", name="某人")),)
    assert separation.objection(action, someone("me"), replace(BASE, matter=matter, legal_opinions=asked))


def test_the_adviser_of_a_matter_does_not_review_it():
    asked = (LegalOpinion(adviser=Adviser(id="me", name="某人")),)
    assert separation.objection(Action.ISSUE_REVIEW, someone("me"), replace(BASE, legal_opinions=asked))


def test_only_the_adviser_who_was_asked_gives_the_opinion():
    asked = (LegalOpinion(adviser=Adviser(id="a01", name="法律顾问甲")),)
    assert separation.objection(Action.GIVE_OPINION, someone("me"), replace(BASE, legal_opinions=asked))
    assert separation.objection(Action.GIVE_OPINION, someone("a01"), replace(BASE, legal_opinions=asked)) is None


@pytest.fixture
def submitted(desk: Desk, clock):
    clock.turn_to(date(2024, 5, 8))
    return submission.submit(desk, secretary(), Submission(matter=BASE.matter, preparation=BASE.preparation), key="k1")


def secretary() -> Actor:
    return Actor(unit="SL-ZSJ", person="s01", name="秘书甲", roles=frozenset({Role.SECRETARY}))


@pytest.mark.parametrize("chosen", ["p03", "s01", "nobody"])
def test_a_voter_the_submitter_and_a_stranger_cannot_be_asked_for_the_opinion(desk, submitted, chosen):
    with pytest.raises(DossierRefused):
        opinion.commission(desk, secretary(), submitted.number, 1, chosen)


def test_an_auditor_cannot_submit(desk, clock):
    clock.turn_to(date(2024, 5, 8))
    auditor = Actor(unit="SL-ZSJ", person="z01", name="审计人员甲", roles=frozenset({Role.AUDITOR}))
    with pytest.raises(Forbidden):
        submission.submit(desk, auditor, Submission(matter=BASE.matter, preparation=Preparation()), key="k2")
    with desk.store.reading("SL-ZSJ") as work:
        assert work.matters.lines() == ()


def test_a_second_click_on_submit_stores_once(desk, submitted):
    again = submission.submit(desk, secretary(), Submission(matter=BASE.matter), key="k1")
    assert again.number == submitted.number
    with desk.store.reading("SL-ZSJ") as work:
        assert len(work.matters.lines()) == 1


def test_a_number_is_given_where_none_is_stated(desk, clock):
    clock.turn_to(date(2024, 5, 8))
    numbers = [
        submission.submit(desk, secretary(), Submission(matter=replace(BASE.matter, number=None)), key=f"n{i}").number
        for i in range(3)
    ]
    assert numbers == ["SL-ZSJ-2024-0001", "SL-ZSJ-2024-0002", "SL-ZSJ-2024-0003"]


def test_a_matter_without_a_title_is_refused_with_the_place(desk, clock):
    clock.turn_to(date(2024, 5, 8))
    with pytest.raises(DossierRefused) as refused:
        submission.submit(desk, secretary(), Submission(matter=Matter()), key="k3")
    assert refused.value.faults[0].pointer == "/matter/title"
