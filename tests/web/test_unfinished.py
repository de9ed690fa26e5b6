"""What keeps a matter from being finished is told on its page and under 待办, with what to do."""

from .conftest import SignIn, text
from .test_after import SIGNED, sent


def test_a_suspension_is_told_on_the_page_and_under_the_tasks_until_it_is_resumed(sign_in: SignIn) -> None:
    client, path = sign_in("mishu"), f"/matters/{SIGNED}/carrying-out"
    change = {
        "/execution/change/kind": "SUSPENSION", "/execution/change/by": "p01", "/execution/change/on": "2024-05-20",
        "/execution/change/urgent": "true", "/execution/completed_on": "",
    }  # fmt: skip
    assert sent(client, path, change).status_code == 303
    told = "执行自2024年5月20日起由成员甲决定中止，尚未恢复"
    page = text(client.get(f"/matters/{SIGNED}"))
    assert told in page
    assert "恢复执行的，请在“执行”登记恢复日期" in page
    assert told in text(client.get("/"))
    assert told in text(sent(client, path, {"/execution/completed_on": "2024-05-31"}))
    assert sent(client, path, {"/execution/change/resumed_on": "2024-05-27"}).status_code == 303
    page = text(client.get(f"/matters/{SIGNED}"))
    assert "尚未恢复" not in page + text(client.get("/"))
    assert "2024年5月27日恢复执行" in page
