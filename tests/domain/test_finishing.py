"""When a matter is finished (办结) or overdue: one answer, of the dossier, its state and the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from forms import read_dossier
from review.domain.dossier import Dossier
from review.domain.finishing import Handling, finish_of
from review.domain.workflow import Action, State, not_here, transition
from tests.conftest import example_text

DUE, DONE = date(2024, 12, 31), date(2024, 11, 5)


def signed(completed_on: date | None = None) -> Dossier:
    dossier = read_dossier(example_text("03"))
    return replace(dossier, execution=replace(dossier.execution, deadline=DUE, completed_on=completed_on))


@pytest.mark.parametrize("state", [State.APPROVED, None])
def test_a_signed_matter_is_finished_when_its_execution_is(state: State | None) -> None:
    for day, handling in ((DUE, Handling.RUNNING), (DUE + timedelta(1), Handling.LATE)):
        stands = finish_of(signed(), state, day)
        assert (stands.handling, stands.on, stands.due) == (handling, None, DUE)
    stands = finish_of(signed(DONE), state, DUE + timedelta(1))
    assert (stands.finished, stands.on, stands.due) == (True, DONE, None)


def test_a_matter_signed_without_an_execution_on_record_is_not_finished() -> None:
    stands = finish_of(replace(signed(), execution=None), State.APPROVED, DUE)
    assert (stands.handling, stands.due) == (Handling.RUNNING, None)


def test_what_was_rejected_or_withdrawn_is_finished() -> None:
    rejected = finish_of(signed(), State.REJECTED, DUE)
    assert (rejected.finished, rejected.on) == (True, signed().meetings[-1].held_on)
    withdrawn = finish_of(signed(), State.WITHDRAWN, DUE)
    assert (withdrawn.finished, withdrawn.on) == (True, None)


@pytest.mark.parametrize("state", [one for one in State if one not in (State.APPROVED, State.REJECTED, State.WITHDRAWN)])
def test_nothing_else_is_finished_whatever_is_registered_of_its_execution(state: State) -> None:
    assert not finish_of(signed(DONE), state, DUE).finished


@pytest.mark.parametrize("state", list(State))
def test_who_may_not_withdraw_here_is_told_that_the_matter_is_taken_back_first(state: State) -> None:
    told = not_here(state, Action.WITHDRAW)
    if transition(state, Action.WITHDRAW) is None:
        assert ("请先由" in told) is (transition(state, Action.RECALL) is not None)
    assert "请先由" not in not_here(state, Action.GIVE_NOTICE)
