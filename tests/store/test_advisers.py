"""The roll of advisers is stored with its events or not at all, and comes back with what the events say became of it."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from review.domain import trail
from review.domain.advisers import Roll
from review.domain.errors import Stale
from review.domain.register_trail import RegisterAction
from review.store import SqlStore, Unrecorded

from .examples import ADVISER, INTEREST, START, UNIT, dossier, enrol, enter, first, on_roll, submit, supplement

TODAY = START.date()


def test_an_entry_comes_back_with_what_its_events_say_became_of_it(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        on_roll(work, ADVISER, RegisterAction.ENTER_ADVISER)
        on_roll(work, INTEREST, RegisterAction.DECLARE_CONFLICT)
        work.commit()
    with store.reading(UNIT) as work:
        assert work.advisers.roll() == Roll(appointments=(ADVISER,), interests=(INTEREST,))
    for entry, action in ((ADVISER, RegisterAction.CONFIRM_ADVISER), (ADVISER, RegisterAction.END_ADVISER),
                          (INTEREST, RegisterAction.LIFT_CONFLICT)):  # fmt: skip
        with store.writing(UNIT) as work:
            on_roll(work, entry, action, new=False)
            work.commit()
    with store.reading(UNIT) as work:
        assert work.advisers.roll() == Roll(
            appointments=(replace(ADVISER, confirmed_on=TODAY, ended_on=TODAY),), interests=(replace(INTEREST, lifted_on=TODAY),)
        )
        assert trail.first_broken(work.register_trail.all()) is None


@pytest.mark.parametrize("kept", ["entry", "event"])
def test_an_entry_without_its_event_and_an_event_without_its_entry_are_not_stored(store: SqlStore, kept: str) -> None:
    with store.writing(UNIT) as work:
        enter(work)
        enrol(work)
        (work.register_trail.told if kept == "entry" else work.advisers.stored).clear()
        with pytest.raises(Unrecorded):
            work.commit()
    with store.reading(UNIT) as work:
        assert (work.advisers.roll(), work.register_trail.all()) == (Roll(), ())


def test_an_entry_that_another_made_meanwhile_is_not_replaced(store: SqlStore) -> None:
    with store.writing(UNIT) as work:
        enrol(work)
        work.commit()
    for entry in (replace(ADVISER, firm="另一所"), replace(INTEREST, party="乙公司")):
        with pytest.raises(Stale), store.writing(UNIT) as work:
            work.advisers.add(entry)


def test_who_is_not_in_the_register_of_people_is_on_no_roll(store: SqlStore) -> None:
    with pytest.raises(IntegrityError), store.writing(UNIT) as work:
        work.advisers.add(replace(ADVISER, person="nobody"))


def test_the_opinions_of_the_newest_revision_are_found_without_those_matters_that_have_none(store: SqlStore) -> None:
    with_opinion, without = dossier("02-service-hall-project"), dossier("07-just-submitted")
    quoting = replace(without, matter=replace(without.matter, title='"legal_opinions":[{'))
    with store.writing(UNIT) as work:
        before = submit(work, first("B-2", of=with_opinion))
        supplement(work, before)
        submit(work, first("A-1", of=quoting))
        work.commit()
    with store.reading(UNIT) as work:
        (found,) = work.matters.advised()
    assert (found.number, found.title) == ("B-2", with_opinion.matter.title)
    assert found.opinions == with_opinion.legal_opinions
