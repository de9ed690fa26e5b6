"""An opinion that a rule would find incomplete is not issued: it could not be completed afterwards."""

from dataclasses import replace

import pytest

from review import demo
from review.domain.dossier import LegalOpinion
from review.domain.errors import DossierRefused
from review.domain.vocabulary import OpinionConclusion, Role
from review.service import opinion, oversight
from tests.sampling import some

EXAMPLE = demo.examples()[2]
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == EXAMPLE.unit.code)
LATER = ("legality_review", "meetings", "approvals", "reporting", "publication", "execution", "archive")
GIVEN = (EXAMPLE.legal_opinions or ())[0]
BASIS = (GIVEN.legal_basis or ())[0]
INCOMPLETE = {
    "number": None, "facts_relied_on": " ", "materials": (), "legal_basis": (), "risks": None, "suggestions": None,
    "conflict_free": None, "conclusion": None, "signed": None,
}  # fmt: skip


def by(role: Role):
    return demo.actor(role, EXAMPLE.unit.code, PEOPLE)


def commissioned(desk, clock):
    matter = demo.drive(desk, clock, replace(EXAMPLE, legal_opinions=None, **dict.fromkeys(LATER)), PEOPLE)
    clock.turn_to(GIVEN.commissioned_on)
    adviser = by(Role.LEGAL_ADVISER)
    return opinion.commission(desk, by(Role.SECRETARY), matter.number, matter.revision, adviser.person)


@pytest.fixture
def asked(walk):
    """A matter of which an adviser was asked for an opinion."""
    return walk(commissioned)


@pytest.mark.parametrize("name", some(INCOMPLETE, 3))
def test_what_is_missing_is_told_with_its_place_and_nothing_is_issued(desk, asked, name):
    with pytest.raises(DossierRefused) as refused:
        opinion.give(desk, by(Role.LEGAL_ADVISER), asked.number, asked.revision, replace(GIVEN, **{name: INCOMPLETE[name]}))
    assert [fault.pointer for fault in refused.value.faults] == [f"/opinion/{name}"]
    assert oversight.show(desk, by(Role.SECRETARY), asked.number) == asked


@pytest.mark.parametrize("change", [{"legal_basis": (replace(BASIS, article=None),)}, {"conflict_free": False}])
def test_an_article_without_its_number_and_an_interest_keep_an_opinion_from_being_issued(desk, asked, change):
    with pytest.raises(DossierRefused) as refused:
        opinion.give(desk, by(Role.LEGAL_ADVISER), asked.number, asked.revision, replace(GIVEN, **change))
    assert [fault.pointer for fault in refused.value.faults] == [f"/opinion/{name}" for name in change]


@pytest.mark.parametrize(("given", "missing"), [
    (replace(GIVEN, number=None, materials=None, conflict_free=None), {"number", "materials", "conflict_free"}),
    (LegalOpinion(), set(INCOMPLETE)),
], ids=["some", "all"])  # fmt: skip
def test_everything_that_is_missing_is_told_at_once(desk, asked, given, missing):
    with pytest.raises(DossierRefused) as refused:
        opinion.give(desk, by(Role.LEGAL_ADVISER), asked.number, asked.revision, given)
    assert {fault.pointer.removeprefix("/opinion/") for fault in refused.value.faults} == missing


@pytest.mark.parametrize("suggestions", [(), None])
def test_who_finds_a_draft_lawful_after_changes_is_told_that_these_have_to_be_written(desk, asked, suggestions):
    given = replace(GIVEN, conclusion=OpinionConclusion.LAWFUL_WITH_CHANGES, suggestions=suggestions)
    with pytest.raises(DossierRefused) as refused:
        opinion.give(desk, by(Role.LEGAL_ADVISER), asked.number, asked.revision, given)
    assert [(fault.pointer, fault.message) for fault in refused.value.faults] == [
        ("/opinion/suggestions", "结论为“修改后合法”的，须逐条写明建议")
    ]
