"""Files come with the forms: what was taken in stays though the form is refused, and is downloaded harmlessly."""

import hashlib
import io
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from review.domain.files import MOST_BYTES
from review.domain.vocabulary import FileKind, Role
from review.service import oversight
from review.web import guard
from tests.papers import docx, pdf
from tests.sampling import some

from .conftest import SignIn, person, signed_in, text, visited
from .road import NUMBER, ROAD, SHA, filled

PDF, DOCX = pdf(("one",)), docx("第一条　目的。")
HASH = hashlib.sha256(PDF).hexdigest()
WITHOUT_HASH = {**ROAD[0].says, "/matter/draft/sha256": ""}
NAME = "关于档案的送审稿.pdf"


def sent(client: FlaskClient, path: str, says: dict[str, Any], button: str, **files: tuple[bytes, str]) -> TestResponse:
    """Open a page, fill it in, choose files by the end of their field's name, and send it as a browser does."""
    page = client.get(path)
    assert page.status_code == 200, text(page)
    return again(client, path, text(page), says, button, **files)


def again(
    client: FlaskClient, path: str, page: str, says: dict[str, Any], button: str, **files: tuple[bytes, str]
) -> TestResponse:
    assert 'enctype="multipart/form-data"' in page
    form = filled(page, says, button)
    places = {"draft": "/matter/draft/file"} | {f"row{row}": f"/attachments/{row}/file" for row in range(9)}
    for key, (content, name) in files.items():
        assert f'name="{places[key]}"' in page
        form[places[key]] = (io.BytesIO(content), name)  # type: ignore[assignment]
    for place in places.values():
        if place in form and isinstance(form[place], str):
            form.pop(place)
    return client.post(path, data=form, content_type="multipart/form-data")


@pytest.fixture
def mishu(app: Flask) -> FlaskClient:
    return signed_in(app, "mishu")


@pytest.fixture
def today(path: Path) -> Any:
    """The browser of the secretary on the day of the submission."""
    with visited(path, ROAD[0]) as (app, client):
        app.testing = True
        yield app, client


def matter(app: Flask) -> Any:
    desk = app.extensions["review"].desk
    return oversight.show(desk, person(desk, Role.SECRETARY), NUMBER)


def test_the_hash_of_an_uploaded_draft_is_computed_and_the_file_can_be_downloaded(today: Any) -> None:
    app, client = today
    assert sent(client, "/matters/new", WITHOUT_HASH, "submit", draft=(PDF, NAME)).status_code == 303
    assert matter(app).dossier.matter.draft.sha256 == HASH
    page = text(client.get(f"/matters/{NUMBER}"))
    assert f'href="/matters/{NUMBER}/files/{HASH}"' in page
    assert NAME in page
    for username in ("mishu", "guwen", "shencha", "shenji"):
        answer = signed_in(app, username).get(f"/matters/{NUMBER}/files/{HASH}")
        assert (answer.status_code, answer.data) == (200, PDF)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Length"] == str(len(PDF))
        said = answer.headers["Content-Disposition"]
        assert said.startswith(f'attachment; filename="{HASH[:12]}.pdf"; filename*=UTF-8\'\'')
        assert unquote(said.rpartition("''")[2]) == NAME
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
    noted = text(client.get(f"/matters/{NUMBER}/access"))
    assert (noted.count("下载附件"), noted.count(NAME)) == (4, 4)


@pytest.mark.heavy
def test_of_a_paper_original_only_the_hash_is_registered(today: Any) -> None:
    app, client = today
    assert sent(client, "/matters/new", ROAD[0].says, "submit").status_code == 303  # type: ignore[arg-type]
    assert matter(app).dossier.matter.draft.sha256 == SHA
    assert "未上传文件，仅登记校验值" in text(client.get(f"/matters/{NUMBER}"))
    assert client.get(f"/matters/{NUMBER}/files/{SHA}").status_code == 404


@pytest.mark.heavy
@pytest.mark.parametrize("button", some(["submit", "precheck"]))
def test_a_form_that_comes_back_keeps_the_files_it_brought(today: Any, button: str) -> None:
    app, client = today
    wrong = {**WITHOUT_HASH, "/matter/title": "", "/attachments/1/kind": "RISK_REPORT", "/attachments/1/pages": "12"}
    back = text(sent(client, "/matters/new", wrong, button, draft=(PDF, NAME), row1=(DOCX, "风险评估.docx")))
    assert re.search(rf'name="/matter/draft/sha256"[^>]*value="{HASH}"[^>]*readonly', back)
    assert NAME in back
    assert "风险评估.docx" in back
    answer = again(client, "/matters/new", back, {"/matter/title": "历史档案数字化服务采购"}, "submit")
    assert answer.status_code == 303, text(answer)
    dossier = matter(app).dossier
    assert dossier.matter.draft.sha256 == HASH
    (one,) = dossier.attachments
    assert (one.kind, one.name, one.pages) == (FileKind.RISK_REPORT, "风险评估.docx", 12)
    assert one.sha256 == hashlib.sha256(DOCX).hexdigest()


@pytest.mark.heavy
def test_a_file_can_be_dropped_or_exchanged_before_the_form_is_sent(today: Any) -> None:
    app, client = today
    back = text(sent(client, "/matters/new", {**WITHOUT_HASH, "/attachments/0/kind": "OTHER"}, "precheck",
                     draft=(PDF, NAME), row0=(DOCX, "甲.docx")))  # fmt: skip
    answer = again(client, "/matters/new", back, {"/attachments/0/drop": "1"}, "submit", draft=(DOCX, "第二稿.docx"))
    assert answer.status_code == 303, text(answer)
    assert matter(app).dossier.matter.draft.sha256 == hashlib.sha256(DOCX).hexdigest()
    assert matter(app).dossier.attachments is None


@pytest.mark.heavy
def test_a_dropped_draft_leaves_its_hash_to_be_typed(today: Any) -> None:
    _, client = today
    back = text(sent(client, "/matters/new", WITHOUT_HASH, "precheck", draft=(PDF, NAME)))
    shown = text(again(client, "/matters/new", back, {"/matter/draft/drop": "1"}, "precheck"))
    assert NAME not in shown
    assert HASH not in shown


@pytest.mark.heavy
def test_a_typed_hash_that_is_not_that_of_the_file_is_told_and_the_files_stands(today: Any) -> None:
    _, client = today
    answer = sent(client, "/matters/new", ROAD[0].says, "submit", draft=(PDF, NAME))  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert SHA in text(answer).split('id="refused"')[1].split("</ol>")[0]
    assert again(client, "/matters/new", text(answer), {}, "submit").status_code == 303


REFUSED = {
    "empty": (b"", NAME, 422, "空的"), "a program": (b"MZ\x90\0\0", NAME, 422, "不能接收这种文件"),
    "another kind": (DOCX, "送审稿.pdf", 422, "内容是Word 文档"),
    "too large": (b"%PDF-" + b"\0" * MOST_BYTES, NAME, 413, "超过每个文件 50 MB"),
}  # fmt: skip


@pytest.mark.parametrize("what", some(REFUSED, 4))
def test_a_refused_file_is_told_at_its_field_and_nothing_else_is_lost(today: Any, what: str) -> None:
    _, client = today
    content, name, status, said = REFUSED[what]
    says = {**WITHOUT_HASH, "/attachments/2/kind": "OTHER", "/attachments/2/pages": "7"}
    answer = sent(client, "/matters/new", says, "submit", draft=(PDF, NAME), row2=(content, name))
    page = text(answer)
    assert answer.status_code == status
    assert said in page.split('id="refused"')[1].split("</ol>")[0]
    assert 'href="#/attachments/0/file"' in page
    assert 'id="/attachments/0/file~h"' in page
    assert re.search(rf'name="/matter/draft/sha256"[^>]*value="{HASH}"', page)
    shown = filled(page, {}, "")
    assert (shown["/attachments/0/kind"], shown["/attachments/0/pages"]) == ("OTHER", "7")
    assert shown["/matter/title"] == says["/matter/title"]


def test_more_than_all_files_together_is_refused_unread(sign_in: SignIn) -> None:
    client = sign_in("mishu")
    answer = client.post(
        "/matters/new", content_type="multipart/form-data; boundary=x", input_stream=io.BytesIO(b"--x--"),
        environ_overrides={"CONTENT_LENGTH": str(guard.MOST_UPLOADED + 1)},
    )  # fmt: skip
    assert answer.status_code == 413
    assert "200 MB" in text(answer)


@pytest.mark.parametrize("to", ["/sign-in", "/matters/SL-ZSJ-2024-0009/withdraw", "/matters/SL-ZSJ-2024-0009/give-opinion"])
def test_a_form_that_takes_no_file_is_as_small_as_ever(sign_in: SignIn, to: str) -> None:
    data = {"x": (io.BytesIO(b"\0" * (2 * guard.MEGABYTE + 1)), "x.pdf")}
    assert sign_in("mishu").post(to, data=data).status_code == 413


def test_a_stranger_brings_no_file(visitor: FlaskClient) -> None:
    data = {"/matter/draft/file": (io.BytesIO(PDF), NAME)}
    answer = visitor.post("/matters/new", data=data)
    assert (answer.status_code, answer.location) == (302, "/sign-in")


def test_a_name_is_shown_without_path_and_hidden_signs(today: Any) -> None:
    _, client = today
    page = text(sent(client, "/matters/new", WITHOUT_HASH, "precheck", draft=(PDF, "..\\..\\送审稿\u202exslx<b>.pdf")))
    assert "送审稿xslx&lt;b&gt;.pdf" in page
    assert "\u202e" not in page


@pytest.mark.parametrize("forged", some(["theirs", "ab" * 32, "../../etc/passwd", "x" * 400], 4))
def test_a_hidden_hash_is_believed_only_of_a_file_of_the_unit(today: Any, forged: str) -> None:
    app, client = today
    if forged == "theirs":
        other = signed_in(app, "mishu-xian")
        sent(other, "/matters/new", {}, "precheck", row0=(DOCX, "别处.docx"))
        forged = hashlib.sha256(DOCX).hexdigest()
    page = text(client.get("/matters/new"))
    form = filled(page, ROAD[0].says, "submit")
    form.update({"/attachments/0/kind": "OTHER", "/attachments/0/sha256": forged, "/attachments/0/name": "别处.docx"})
    answer = client.post("/matters/new", data={name: form.getlist(name) for name in form})
    assert answer.status_code == 422
    assert "已上传" not in text(answer)


@pytest.mark.heavy
def test_files_are_added_by_a_supplement_with_a_new_draft_and_after_the_decision(
    road: dict[str, Path], tmp_path: Path
) -> None:
    for page, says, files in (
        ("supplement", {"/attachments/0/kind": "ADOPTION"}, {"row0": (DOCX, "采纳情况.docx")}),
        ("revise-draft", {"/matter/draft/version": "送审稿2", "/matter/draft/change": "MATERIAL"},
         {"draft": (DOCX, "二稿.docx")}),
        ("carrying-out", {"/attachments/2/kind": "MINUTES"}, {"row2": (PDF, "纪要.pdf")}),
    ):
        before = "commission-opinion" if page != "carrying-out" else "carrying-out"
        stop = next(one for one in ROAD if one.page == before)
        with visited(Path(shutil.copy(road[before], tmp_path / f"{page}.sqlite")), stop) as (app, _):
            client = signed_in(app, "mishu")
            button = "submit" if page == "supplement" else ""
            answer = sent(client, f"/matters/{NUMBER}/{page}", says, button, **files)
            assert answer.status_code == 303, text(answer)
            shown = text(client.get(f"/matters/{NUMBER}"))
            ((content, name),) = files.values()
            assert name in shown
            got = client.get(f"/matters/{NUMBER}/files/{hashlib.sha256(content).hexdigest()}")
            assert got.data == content
            assert "秘书" in shown.split(name)[1]
