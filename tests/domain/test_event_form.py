"""The form of an event, filled in, is its canonical JSON."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from review.domain.access import AccessAction, AccessEvent
from review.domain.event_form import form_of
from review.domain.plain import to_plain
from review.domain.register_trail import RegisterAction, RegisterEvent
from review.domain.trail import Event, canonical, sealed_over
from review.domain.vocabulary import Role
from review.domain.workflow import Action, State
from tests.sampling import some

AT = datetime(2024, 3, 1, 9, 5, 7, 120, tzinfo=timezone(timedelta(hours=8)))
WHO: dict[str, Any] = {"unit": "SL-ZSJ", "seq": 7, "at": AT, "actor": "mishu", "actor_name": "陈秘书", "hash": "a" * 64}
EVENTS = {
    "an act": Event(matter="SL-1", revision=2, action=Action.SUPPLEMENT, from_state=State.PREPARING, to_state=State.PREPARING,
                    role=Role.SECRETARY, dossier_after="b" * 64, **WHO),
    "of a register": RegisterEvent(action=RegisterAction.END_ADVISER, subject="advisers/1", role=Role.SECRETARY,
                                   content="c" * 64, **WHO),
    "a download": AccessEvent(matter="SL-1", revision=2, action=AccessAction.TAKE_FILE, content="d" * 64, **WHO),
}  # fmt: skip
ODD = ['"', "\\", "第一行\n第二行", "\t", "\x00", "\x1f", '","previous":"', "\\u000a"]
PLAIN = ["", "陈　秘书", "%s %d %", "{}", "\x7f", "\u2028", "𠮷", "'", "，“”"]


def sealed(event: Any) -> bytes:
    return canonical({key: value for key, value in to_plain(event).items() if key != "hash"})


@pytest.mark.parametrize("event", some(EVENTS.values(), 3), ids=EVENTS)
@pytest.mark.parametrize("text", [*ODD, *PLAIN])
def test_filled_in_it_is_the_canonical_form(event: Any, text: str):
    odd = replace(event, actor_name=text, unit=text, at=AT.astimezone(UTC).replace(microsecond=0))
    assert form_of(type(event)).of(odd) == sealed(odd)
    assert form_of(type(event)).of(event) == sealed(event)


def test_an_act_in_anothers_place_is_sealed_over_that_too():
    act = replace(EVENTS["an act"], acting_for="p01", acting_for_name="成员甲", delegated_on=date(2024, 1, 8))
    assert not form_of(Event).fits(act)
    assert sealed_over(act) == sealed(act)
    assert sealed_over(EVENTS["an act"]) == sealed(EVENTS["an act"])


def test_a_kind_of_event_that_holds_more_than_texts_numbers_and_instants_is_refused():
    @dataclass
    class WithADay:
        day: date

    with pytest.raises(TypeError, match="date"):
        form_of(WithADay)
