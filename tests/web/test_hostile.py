"""What is written into any field of a meeting, the roll of advisers or a delegation is text wherever it is shown."""

from html import escape
from typing import Any

import pytest
from flask.testing import FlaskClient

from .conftest import SignIn, post, signed_in, text
from .road import filled
from .test_advisers import HERE, INTEREST
from .test_correcting import OTHER, PAGE, announced
from .test_delegations import NEW, deputy
from .test_rescheduling import MOVED, told_on_monday
from .test_rescheduling import PAGE as NEW_DAY
from .test_sittings import MEETING, notified, send, tabled, told

__all__ = ["announced", "deputy", "notified", "tabled", "told", "told_on_monday"]

HOSTILE = '"><script>alert(1)</script><img src=http://127.0.0.1:9/x>{{ 7 * 7 }}<style>@import "//x"</style>'


def is_text(client: FlaskClient, *pages: str) -> None:
    for page in pages:
        shown = text(client.get(page))
        assert str(escape(HOSTILE)).replace("&quot;", "&#34;") in shown, page
        assert "<script" not in shown and "<img" not in shown and "<style" not in shown and "{{ 49 }}" not in shown, page


def test_of_a_meeting_that_is_moved(told_on_monday: Any) -> None:
    app, matters = told_on_monday
    secretary = signed_in(app, "mishu")
    shown = send(secretary, NEW_DAY, {**MOVED, "/meetings/0/place": HOSTILE, "/reason": HOSTILE}, "preview")
    assert secretary.post(NEW_DAY, data=filled(text(shown), {}, "confirm")).status_code == 303
    is_text(secretary, MEETING, f"/matters/{matters[0].number}", f"{MEETING}/minutes")


def test_of_a_record_that_is_corrected(announced: Any) -> None:
    app, matters = announced
    recorder = signed_in(app, "jilu")
    says = {**OTHER, "/reason": HOSTILE, "/meetings/1/statements/2/text": HOSTILE, "/meetings/2/disagreements": HOSTILE}
    shown = send(recorder, PAGE, says, "preview")
    assert "<script" not in text(shown)
    assert recorder.post(PAGE, data=filled(text(shown), {}, "confirm")).status_code == 303
    is_text(recorder, MEETING, f"/matters/{matters[0].number}", f"{MEETING}/minutes")
    assert HOSTILE in recorder.get(f"{MEETING}/minutes.txt").data.decode("utf-8-sig"), "a file of text, word for word"


@pytest.mark.parametrize("field", ["party", "reason"])
def test_of_an_interest(sign_in: SignIn, field: str) -> None:
    secretary = sign_in("mishu")
    assert post(secretary, f"{HERE}/interest", {**INTEREST, f"/interest/{field}": HOSTILE}, HERE).status_code == 303
    is_text(secretary, HERE)


@pytest.mark.usefixtures("deputy")
def test_of_a_delegation(sign_in: SignIn) -> None:
    head = sign_in("shuji")
    assert post(head, "/delegations", {**NEW, "/delegation/reason": HOSTILE}, "/delegations").status_code == 303
    is_text(head, "/delegations")
