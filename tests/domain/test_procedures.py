"""The procedures before the legality review: every place of the preparation has one page, every rule of them stands on one, and
what one page says leaves the others alone."""

from dataclasses import replace
from datetime import date

import pytest

from forms import read_dossier
from review.app import load_rulebook
from review.domain import checklist, evaluator
from review.domain.dossier import (
    ExpertReview,
    Hearing,
    OpenConsultation,
    Preparation,
    PublicParticipation,
    UnitConsultation,
)
from review.domain.plain import to_plain
from review.domain.procedures import FAMILIES, FORMS, OTHERS, PLACES, ROOT, Procedure, findings_of, laid, procedure_of
from review.domain.vocabulary import ExpertForm, ParticipationForm
from tests.conftest import example_text
from tests.record.filled import Filler

FULL = Filler(True).dossier().preparation


def test_every_place_of_the_preparation_is_registered_on_one_page_or_stated_with_the_matter() -> None:
    """Of the ways in which the public was heard two pages speak."""
    found = [place for places in PLACES.values() for place in places if place != FORMS]
    assert len(set(found)) == len(found)
    assert laid(None, FULL, [*OTHERS, FORMS, *found]) == FULL
    for left in (*OTHERS, FORMS, *found):
        assert laid(None, FULL, [one for one in (*OTHERS, FORMS, *found) if one != left]) != FULL, left


def test_every_rule_of_participation_experts_risk_and_competition_stands_on_a_page() -> None:
    book = load_rulebook()
    judged = checklist.judge(read_dossier(example_text("01")), book, evaluator.outcomes)
    shown = {one: [finding.rule for finding in findings_of(one, judged, book)] for one in Procedure}
    families = {family for own in FAMILIES.values() for family in own if family != "PRE"}
    everywhere = {rule for rules in shown.values() for rule in rules}
    assert {one.rule for one in judged.findings if one.rule.partition("-")[0] in families} <= everywhere
    assert "PRE-06" in shown[Procedure.CONSULT_UNITS]
    assert "PUB-03" in shown[Procedure.OPEN_CONSULTATION]
    assert "PUB-03" not in shown[Procedure.HEARING]
    assert {"PUB-05", "PUB-06", "PUB-07", "PUB-08"} <= set(shown[Procedure.HEARING])
    assert not {"PUB-06", "PUB-07"} & set(shown[Procedure.OPEN_CONSULTATION])


@pytest.mark.parametrize("procedure", list(Procedure))
def test_a_page_lays_down_its_own_places_and_leaves_the_others(procedure: Procedure) -> None:
    emptied, alone = laid(FULL, None, PLACES[procedure]), laid(None, FULL, PLACES[procedure])
    own = {f"{ROOT}/{place}" for place in PLACES[procedure]}
    for plain, there in ((to_plain(emptied), False), (to_plain(alone), True)):
        for place in {f"{ROOT}/{at}" for places in PLACES.values() for at in places}:
            assert _has(plain, place) == (there if place in own else not there), place
    assert laid(emptied, FULL, PLACES[procedure]) == FULL
    assert laid(FULL, FULL, PLACES[procedure]) == FULL


def _has(plain: object, place: str) -> bool:
    for step in place.removeprefix(f"{ROOT}/").split("/"):
        plain = plain.get(step) if isinstance(plain, dict) else None
    return plain is not None


def test_a_part_of_which_nothing_is_left_is_not_known() -> None:
    assert laid(Preparation(expert_review=ExpertReview(form=ExpertForm.MEETING)), None, ("expert_review",)) is None
    heard = Preparation(public_participation=PublicParticipation(hearing=Hearing(held_on=date(2024, 5, 6))))
    kept = laid(replace(heard, research_done_on=date(2024, 4, 1)), None, ("public_participation/hearing",))
    assert kept == Preparation(research_done_on=date(2024, 4, 1))


def test_a_hearing_and_a_consultation_of_one_participation_stand_beside_one_another() -> None:
    forms = (ParticipationForm.OPEN_CONSULTATION, ParticipationForm.HEARING)
    consulted = Preparation(
        unit_consultations=(UnitConsultation(unit="市司法局"),),
        public_participation=PublicParticipation(forms=forms[:1], open_consultation=OpenConsultation(draft_published=True)),
    )
    said = Preparation(public_participation=PublicParticipation(forms=forms, hearing=Hearing(debated=True)))
    after = laid(consulted, said, PLACES[Procedure.HEARING])
    assert after == replace(consulted, public_participation=replace(
        consulted.public_participation, forms=forms, hearing=Hearing(debated=True)
    ))  # fmt: skip


@pytest.mark.parametrize(("pointer", "procedure"), [
    ("/preparation/unit_consultations/0/unit", Procedure.CONSULT_UNITS),
    ("/preparation/public_participation", Procedure.OPEN_CONSULTATION),
    ("/preparation/public_participation/forms", Procedure.OPEN_CONSULTATION),
    ("/preparation/public_participation/hearing/held_on", Procedure.HEARING),
    ("/preparation/expert_review", Procedure.EXPERT_REVIEW),
    ("/preparation/research_done_on", None), ("/preparation/unit_consultations_", None), ("/matter/title", None),
])  # fmt: skip
def test_a_place_leads_to_the_page_that_has_it(pointer: str, procedure: Procedure | None) -> None:
    assert procedure_of(pointer) is procedure
