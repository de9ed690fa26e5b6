"""The page of a meeting's minutes: drafted, downloaded, compared with a text or a file; nothing of it is stored."""

from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from review.domain.comparison import UNREAD
from review.domain.vocabulary import MeetingResult
from tests.papers import docx
from tests.sampling import some

from .conftest import signed_in, text
from .road import filled
from .test_sittings import MEETING, NUMBER, PUT_OFF, RECORD, WHOLE, notified, send, tabled, told, topic

__all__ = ["notified", "tabled", "told"]


def test_the_minutes_are_drafted_downloaded_and_compared(notified: Any) -> None:
    app, _ = notified
    recorder = signed_in(app, "jilu")
    agenda = text(recorder.get(f"{MEETING}/agenda.pdf"))
    assert agenda.startswith("%PDF 会议议程")
    assert len(agenda.split("、")) == 3, "every topic of the meeting"
    assert "minutes.pdf" not in text(recorder.get(MEETING)) + text(recorder.get(f"{MEETING}/minutes"))
    assert "会议尚未记录，没有可以打印的纪要" in text(recorder.get(f"{MEETING}/minutes.pdf"))
    says = {**WHOLE, **topic(1), **topic(2), **topic(3, out=(3,)), **PUT_OFF}
    assert send(recorder, RECORD, says, "announce").status_code == 303
    page = f"{MEETING}/minutes"
    assert f'href="{quote(MEETING)}/minutes.pdf"' in text(recorder.get(MEETING))
    assert text(recorder.get(f"{MEETING}/minutes.pdf")).startswith("%PDF 会议纪要")
    assert "回避：成员丁（本人利害关系）" in text(recorder.get(page))
    file = recorder.get(f"{MEETING}/minutes.txt")
    assert file.mimetype == "text/plain"
    assert file.headers["Content-Disposition"].startswith("attachment; ")
    assert file.headers["Content-Disposition"].isascii()
    assert file.headers["Content-Disposition"].endswith(quote(f"{NUMBER}纪要.txt", safe=""))
    draft = file.data.decode("utf-8-sig")
    assert [draft.count(f"结果：{result.label}") for result in MeetingResult] == [2, 0, 1]
    for username in ("jilu", "shenji"):
        client = signed_in(app, username)
        form = text(client.get(page))
        assert "与登记的表决、人员、日期、金额一致" in text(client.post(page, data=filled(form, {"text": draft}, "")))
        wrong = draft.replace("赞成5票", "赞成6票").replace("出席：成员甲、", "出席：")
        told = text(client.post(page, data=filled(form, {"text": wrong}, "")))
        assert "2 处不一致" in told
        assert "没有成员甲" in told
        assert 'href="#line-9"' in told


@pytest.mark.parametrize(("said", "status"), some([("", 422), (" \n", 422), ("字" * 200_001, 422), ("<b>会议</b>", 200)], 3))
def test_a_text_that_cannot_be_compared_is_refused(notified: Any, said: str, status: int) -> None:
    app, _ = notified
    recorder, page = signed_in(app, "jilu"), f"{MEETING}/minutes"
    answer = recorder.post(page, data=filled(text(recorder.get(page)), {"text": said}, ""))
    assert answer.status_code == status
    assert "<b>会议" not in text(answer)


@pytest.mark.heavy
def test_a_file_of_minutes_is_read_compared_and_not_kept(notified: Any) -> None:
    app, _ = notified
    recorder, page = signed_in(app, "jilu"), f"{MEETING}/minutes"
    draft = recorder.get(f"{MEETING}/minutes.txt").data.decode("utf-8-sig")
    kept = sorted(app.extensions["review"].desk.files._folder.rglob("*"))

    def compared(name: str, content: bytes) -> TestResponse:
        data = filled(text(recorder.get(page)), {}, "")
        data["file"] = (BytesIO(content), name)
        return recorder.post(page, data=data, content_type="multipart/form-data")

    for name, content in (("纪要.txt", draft.encode()), ("纪要.docx", docx(*draft.splitlines()))):
        assert "与登记的表决、人员、日期、金额一致" in text(compared(name, content)), name
    assert "处不一致" in text(compared("纪要.docx", docx(*draft.replace("三楼会议室", "四楼会议室").splitlines())))
    for name, content in (("纪要.doc", b"x"), ("纪要.docx", b"no document")):
        answer = compared(name, content)
        assert answer.status_code == 422
        assert "文件没有读出来" in text(answer)
    unread = text(compared("纪要.docx", docx(*draft.splitlines(), UNREAD.format(2))))
    assert "没有读取 1 页" in unread
    assert "与登记的表决、人员、日期、金额一致" not in unread, "what was not read agrees with nothing"
    assert sorted(app.extensions["review"].desk.files._folder.rglob("*")) == kept
