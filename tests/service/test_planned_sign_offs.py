"""Every order in which a planned sign-off (送签批) can go, searched to the end from the meeting on: plans fixed, changed and
withdrawn, leaders who sign, refuse and leave office. The real use cases on real dossiers, judged by the real rules.
"""

import pytest

from review.domain.approvals import standing_plan
from review.domain.rulebook import Rulebook
from review.domain.sign_off import planned, signatures
from review.domain.vocabulary import Gate, SignOffOrder
from review.domain.workflow import State
from review.service.turns import holders

from .test_interleavings import ENDS, HEAD, LEADER, OTHERS, SECRETARY, Bounds, Search, leading_to, searched

TO_THE_MEETING = ("委托", "出具意见", "送审", "出具审查意见", "确定议题", "发通知", "宣布通过", "登记请示报告")
SEARCHES = {
    "planned": Bounds(plans=1),
    "planned and changed, while a leader leaves": Bounds(plans=2, leaves=True),
    "refused, and decided again by another meeting": Bounds(meetings=2, refusals=1, plans=1),
}


@pytest.fixture(scope="module", params=[
    pytest.param(bounds, marks=[pytest.mark.heavy, pytest.mark.timeout(1200)] if place else [], id=name)
    for place, (name, bounds) in enumerate(SEARCHES.items())
])  # fmt: skip
def search(request: pytest.FixtureRequest, rulebook: Rulebook) -> Search:
    return searched(rulebook, request.param, TO_THE_MEETING)


@pytest.mark.heavy
def test_from_every_situation_a_planned_matter_can_still_be_signed_or_has_ended(search: Search) -> None:
    signed = {key for key, node in search.nodes.items() if node.matter.state is State.APPROVED}
    stuck = {key for key, node in search.nodes.items() if node.matter.state not in ENDS} - leading_to(search, signed)
    assert signed
    assert not [search.nodes[key].matter for key in list(stuck)[:1]]


def test_what_was_planned_is_signed_by_everybody_who_is_planned_and_by_nobody_else_but_the_head(search: Search) -> None:
    signed = [node.matter for node in search.nodes.values() if node.matter.state is State.APPROVED]
    by_plan = [one for one in signed if planned(one.dossier) is not None]
    assert len({(plan.order, plan.leaders) for one in by_plan if (plan := standing_plan(one.dossier))}) > 1
    for matter in by_plan:
        plan, steps = standing_plan(matter.dossier), [step.person.id for step in signatures(matter.dossier) if step.person]
        assert plan is not None
        named = [one.id for one in plan.leaders or ()]
        assert steps[-1] == "p01"
        assert steps[:-1] == named if plan.order is SignOffOrder.IN_TURN else sorted(steps[:-1]) == sorted(named)
        assert matter.judgement.gates[Gate.APPROVAL].open


def test_somebody_always_has_the_turn_and_can_act(search: Search) -> None:
    for node in search.nodes.values():
        search.memory.matter, search.memory.done, search.memory.left = node.matter, node.done, node.left
        if node.matter.state is not State.DECIDED or planned(node.matter.dossier) is None:
            continue
        turn = holders(node.matter, search.memory, node.today)  # type: ignore[arg-type]
        assert turn
        for person, acts in turn.items():
            able = [one for one in (SECRETARY, HEAD, LEADER, *OTHERS) if one.person == person]
            rows = {row.action for one in able for row in search.desk.options(one, node.matter)}
            assert set(acts) <= rows, (person, acts)
