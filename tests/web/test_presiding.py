"""主要负责人缺席由副书记主持: who presides and by whose charge is said on the page of the record as on that of the notice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from review.domain.dossier import Presider

from .conftest import text, visited
from .road import ATTENDED, MEETING, ROAD, filled
from .test_notice_of_one import NOTICE, stored

RECORD = next(stop for stop in ROAD if stop.page == "meeting")
DEPUTY = {
    **ATTENDED, f"{MEETING}/members/0/present": "false", f"{MEETING}/members/0/absence_reason": "突发疾病",
    f"{MEETING}/statements/0/stance": "", f"{MEETING}/statements/0/text": "", f"{MEETING}/vote/ballots/0/choice": "",
    **{f"order{MEETING}/statements/{row}": place for row, place in ((0, ""), (2, "1"), (4, "2"), (6, "3"), (1, "4"))},
    f"{MEETING}/minutes/signed_by": ["s02", "p02"],
}  # fmt: skip
"""The head is away; his deputy presides and speaks last."""


def announced(client: FlaskClient, **said: str) -> Any:
    says = {**DEPUTY, **{f"{MEETING}/presider/{key}": value for key, value in said.items()}}
    return client.post(RECORD.path, data=filled(text(client.get(RECORD.path)), says, "PASSED"))


def test_who_falls_ill_on_the_day_charges_his_deputy_who_presides_and_the_result_is_announced(
    stand: Callable[[str], Path],
) -> None:
    with visited(stand("meeting"), RECORD) as (app, recorder):
        assert announced(recorder, id="p02", delegated_by="p01").status_code == 303
        assert stored(app).presider == Presider(id="p02", delegated_by="p01")


def test_a_charge_that_the_notice_named_stands_when_the_record_says_nothing_else(stand: Callable[[str], Path]) -> None:
    path = stand("give-notice")
    with visited(path, NOTICE) as (_, secretary):
        says = {**NOTICE.says, f"{MEETING}/presider/id": "p02", f"{MEETING}/presider/delegated_by": "p01"}
        assert secretary.post(NOTICE.path, data=filled(text(secretary.get(NOTICE.path)), says, "")).status_code == 303
    with visited(path, RECORD) as (app, recorder):
        assert announced(recorder).status_code == 303
        assert stored(app).presider == Presider(id="p02", delegated_by="p01")


@pytest.mark.parametrize(("present", "place"), [("true", "presider/id"), ("false", "presider/delegated_by")])
def test_without_a_charge_the_refusal_leads_to_the_field_that_is_wrong_or_blank(
    stand: Callable[[str], Path], present: str, place: str
) -> None:
    with visited(stand("meeting"), RECORD) as (_, recorder):
        reason = "突发疾病" if present == "false" else ""
        says = {**DEPUTY, f"{MEETING}/presider/id": "p02", f"{MEETING}/members/0/present": present,
                f"{MEETING}/members/0/absence_reason": reason}  # fmt: skip
        refused = recorder.post(RECORD.path, data=filled(text(recorder.get(RECORD.path)), says, "PASSED"))
        assert refused.status_code == 409
        assert f'href="#{MEETING}/{place}"' in text(refused)
        assert f'name="{MEETING}/{place}"' in text(refused)
        assert f'href="#{MEETING}/type"' not in text(refused)
