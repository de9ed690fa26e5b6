"""What keeps a matter from being finished is told on its page and under 待办, with what to do."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from review.domain.vocabulary import Role
from review.domain.workflow import Action, State, transition
from review.service.desk import Desk, event

from .conftest import SignIn, person, text
from .road import filled
from .test_after import SIGNED
from .test_after import sent as after_sent
from .test_emergency import FRESH
from .test_emergency import SAID as FIRST
from .test_emergency import sent as emergency_sent


def test_a_suspension_is_told_on_the_page_and_under_the_tasks_until_it_is_resumed(sign_in: SignIn) -> None:
    client, path = sign_in("mishu"), f"/matters/{SIGNED}/carrying-out"
    change = {
        "/execution/change/kind": "SUSPENSION", "/execution/change/by": "p01", "/execution/change/on": "2024-05-20",
        "/execution/change/urgent": "true", "/execution/completed_on": "",
    }  # fmt: skip
    assert after_sent(client, path, change).status_code == 303
    told = "执行自2024年5月20日起由成员甲决定中止，尚未恢复"
    page = text(client.get(f"/matters/{SIGNED}"))
    assert told in page
    assert "恢复执行的，请在“执行”登记恢复日期" in page
    assert told in text(client.get("/"))
    assert told in text(after_sent(client, path, {"/execution/completed_on": "2024-05-31"}))
    assert after_sent(client, path, {"/execution/change/resumed_on": "2024-05-27"}).status_code == 303
    page = text(client.get(f"/matters/{SIGNED}"))
    assert "尚未恢复" not in page + text(client.get("/"))
    assert "2024年5月27日恢复执行" in page


def signed_later(desk: Desk) -> str:
    """Another matter that was submitted and signed on the day."""
    number, row = "SL-ZSJ-2024-0090", transition(State.NEW, Action.SUBMIT)
    assert row is not None
    with desk.store.writing("SL-ZSJ") as work:
        signed = work.matters.get(SIGNED)
        about = replace(signed.dossier.matter, number=number, submitted_on=date(2024, 6, 3))
        other = replace(signed, id=str(uuid4()), number=number, revision=1, dossier=replace(signed.dossier, matter=about))
        work.matters.add(other)
        work.trail.append(event(desk, person(desk, Role.SECRETARY), row, None, other, work))
        work.commit()
    return number


def test_what_was_done_first_and_is_not_ratified_is_asked_for_after_the_matter_has_ended(sign_in: SignIn, desk: Desk) -> None:
    client = sign_in("mishu")
    assert emergency_sent(client, FIRST).status_code == 303
    path = f"/matters/{FRESH}/withdraw"
    form = filled(text(client.get(path)), {"/reason": "不办了"}, "")
    assert client.post(path, data=form).status_code == 303
    owed = "先行处置未获追认，尚未登记停止、纠正的情况"
    page, home = text(client.get(f"/matters/{FRESH}")), text(client.get("/"))
    assert owed in page and owed in home
    assert f'href="/matters/{FRESH}/register-emergency"' in home
    assert "不能立卷、移交" in text(after_sent(client, f"/matters/{FRESH}/close-file", {"/archive/marking": "INTERNAL"}))
    said = {
        "/matter/emergency/reported_to": "党组", "/matter/emergency/reported_on": "2024-06-03",
        "/matter/emergency/correction": "设备已退回", "/matter/emergency/correcting_matter": SIGNED,
    }  # fmt: skip
    before = text(emergency_sent(client, said))
    assert "当时先行处置还不是未获追认" in before, "it was submitted before, and could set nothing right"
    said["/matter/emergency/correcting_matter"] = signed_later(desk)
    assert emergency_sent(client, said).status_code == 303
    assert "先行处置未获追认，尚未" not in text(client.get(f"/matters/{FRESH}")) + text(client.get("/"))
    assert "登记先行处置" not in text(client.get(f"/matters/{SIGNED}"))
