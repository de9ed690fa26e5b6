"""The whole road: the example matters, driven through the real services, end as the examples say."""

from itertools import pairwise

import pytest

from review import demo
from review.domain import trail
from review.domain.plain import to_plain
from review.domain.vocabulary import Gate, Role
from review.domain.workflow import State
from review.service import oversight
from review.service.desk import Desk, fingerprint
from tests.sampling import some

EXAMPLES = demo.examples()
SET_BY_THE_SERVICE = {"as_of", "edition_on", "people"}


def people_of(example):
    return demo.register_of(one for one in EXAMPLES if one.unit.code == example.unit.code)


@pytest.mark.parametrize("example", some(EXAMPLES, 4), ids=lambda example: example.matter.number)
def test_an_example_driven_through_every_stage_is_stored_as_the_example(desk: Desk, clock, example):
    people = people_of(example)
    matter = demo.drive(desk, clock, example, people)
    stored, wanted = to_plain(matter.dossier), to_plain(example)
    found = stored["matter"].get("funds", {}).pop("on_record", None)
    assert (found is not None) is (example.matter.funds is not None)
    assert all(one.pop("registered_interests") == [] for one in stored.get("legal_opinions", ()))
    ratings = [one.pop("rating") for one in stored.get("legal_opinions", ())]
    assert all((one["by"], one["facts"]) in (("r01", "VERY_GOOD"), ("r01", "GOOD")) for one in ratings)
    wanted.pop("legal_opinions", None) if not example.legal_opinions else None
    assert {key: value for key, value in stored.items() if key not in SET_BY_THE_SERVICE} == {
        key: value for key, value in wanted.items() if key not in SET_BY_THE_SERVICE
    }
    finished = example.approvals is not None
    assert matter.state is (State.APPROVED if finished else State.PREPARING)
    assert matter.judgement.gates[Gate.APPROVAL].open is finished
    assert matter.judgement.faults == ()

    auditor = demo.actor(Role.AUDITOR, example.unit.code, people)
    events = oversight.trail(desk, auditor, matter.number)
    assert len(events) == matter.revision
    assert trail.first_broken(events) is None
    assert events[-1].dossier_after == fingerprint(matter.dossier)
    for before, after in pairwise(events):
        assert after.dossier_before == before.dossier_after
        assert after.from_state is before.to_state


def test_the_edition_of_the_law_is_pinned_on_the_day_of_submission(desk, clock):
    example = EXAMPLES[0]
    matter = demo.drive(desk, clock, example, people_of(example))
    assert matter.dossier.edition_on == example.matter.submitted_on
