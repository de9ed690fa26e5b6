"""The downloads of documents: offered where there is something to print, to everybody of the unit and to nobody else."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from review.documents.binder import ProcessBinder
from review.domain.vocabulary import Role
from review.record import print_record
from review.service import opinion
from review.service.desk import Desk
from tests.record import reading

from .conftest import SignIn, person, text
from .test_reading import DONE, EVERYONE, FRESH

HELD = f"/meetings/PARTY_GROUP_MEETING/2024/{quote('党组会〔2024〕6号')}"
PAPERS = {
    f"/matters/{DONE}/opinions/1.pdf": ("法律意见书 0", f"{DONE}-1-法律意见书.pdf"),
    f"/matters/{DONE}/reviews/1.pdf": ("合法性审查意见书 0", f"{DONE}-1-合法性审查意见书.pdf"),
    f"/matters/{DONE}/reviews/2.pdf": ("合法性审查意见书 1", f"{DONE}-2-合法性审查意见书.pdf"),
    f"{HELD}/agenda.pdf": ("会议议程 0", "党组会〔2024〕6号-会议议程.pdf"),
    f"{HELD}/minutes.pdf": ("会议纪要 0", "党组会〔2024〕6号-会议纪要.pdf"),
}


def test_a_document_is_downloaded_by_everybody_of_the_unit(sign_in: SignIn) -> None:
    for who in EVERYONE:
        client = sign_in(who)
        for address, (printed, name) in PAPERS.items() if who == "mishu" else list(PAPERS.items())[:1]:
            answer = client.get(address)
            assert answer.status_code == 200, (who, address)
            assert text(answer).startswith(f"%PDF {printed} {DONE} ")
            assert f"（{who}） 2024年6月3日 18:" in text(answer), "marked with who reads it and when"
            assert answer.mimetype == "application/pdf"
            assert answer.headers["Content-Disposition"].endswith(quote(name, safe=""))
            assert answer.headers["Cache-Control"] == "no-store"


def test_only_whose_paper_it_is_prints_it_without_a_mark_to_sign_it(sign_in: SignIn) -> None:
    own = {"opinions": {"guwen"}, "reviews": {"shencha", "shencha2"}, "agenda": {"mishu", "jilu"}, "minutes": {"mishu", "jilu"}}
    for address, (printed, _) in PAPERS.items():
        allowed = next(names for part, names in own.items() if part in address)
        for who in (*EVERYONE, "guwen2", "shencha2"):
            answer = sign_in(who).get(f"{address}?for=signing")
            assert answer.status_code == (200 if who in allowed else 403), (who, address)
            assert (text(answer) == f"%PDF {printed} {DONE}") == (who in allowed)
    assert "签字用稿由出具意见的法律顾问打印" in text(sign_in("mishu").get(f"/matters/{DONE}/opinions/1.pdf?for=signing"))
    saved = sign_in("guwen").get(f"/matters/{DONE}/opinions/1.pdf?for=signing").headers["Content-Disposition"]
    assert "法律意见书（签字用稿）.pdf" in unquote(saved)
    assert "法律意见书（签字用稿）" in text(sign_in("shenji").get(f"/matters/{DONE}/access"))
    for who, offered in (("guwen", 2), ("shencha", 2), ("shenji", 0), ("mishu", 0)):
        assert text(sign_in(who).get(f"/matters/{DONE}")).count("?for=signing") == offered, who
    assert "议程印发稿" in text(sign_in("jilu").get(HELD))
    assert "议程印发稿" not in text(sign_in("shenji").get(HELD))


def test_a_document_of_another_unit_is_not_found_and_a_stranger_signs_in_first(sign_in: SignIn, visitor: FlaskClient) -> None:
    other = sign_in("mishu-xian")
    for address in (*PAPERS, f"/matters/{DONE}/folder.pdf"):
        assert other.get(address).status_code == 404, address
        assert visitor.get(address).status_code == 302, address


def test_what_is_not_there_is_not_found(sign_in: SignIn) -> None:
    client = sign_in("shenji")
    for address in (
        f"/matters/{DONE}/opinions/0.pdf", f"/matters/{DONE}/opinions/9.pdf", f"/matters/{DONE}/opinions/-1.pdf",
        f"/matters/{DONE}/reviews/3.pdf", f"/matters/{DONE}/reviews/x.pdf", f"/matters/{FRESH}/opinions/1.pdf",
        "/matters/SL-ZSJ-2024-9999/opinions/1.pdf", "/matters/SL-ZSJ-2024-9999/folder.pdf",
        "/meetings/PARTY_GROUP_MEETING/2024/9/agenda.pdf", "/meetings/NONSENSE/2024/9/minutes.pdf",
        "/meetings/PARTY_GROUP_MEETING/2024/%00/minutes.pdf",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_the_page_of_a_matter_offers_its_documents(sign_in: SignIn) -> None:
    shown = text(sign_in("shenji").get(f"/matters/{DONE}"))
    for path in PAPERS:
        assert f'href="{path}"' in shown
    assert ".pdf" not in text(sign_in("shenji").get(f"/matters/{FRESH}")).replace("record.pdf", "").replace("folder.pdf", "")


@pytest.mark.heavy
def test_an_opinion_that_was_only_asked_for_is_told_and_not_offered(desk: Desk, sign_in: SignIn) -> None:
    opinion.commission(desk, person(desk, Role.SECRETARY), FRESH, 1, "a01")
    client = sign_in("guwen")
    assert "opinions/1.pdf" not in text(client.get(f"/matters/{FRESH}"))
    answer = client.get(f"/matters/{FRESH}/opinions/1.pdf")
    assert answer.status_code == 404
    assert "尚未出具，没有可以打印的内容" in text(answer)


def test_the_folder_is_downloaded_with_everything_in_order_and_the_record_itself_has_no_mark(sign_in: SignIn) -> None:
    client = sign_in("shenji")
    answer = client.get(f"/matters/{DONE}/folder.pdf")
    assert answer.status_code == 200
    assert "全卷阅览副本.pdf" in unquote(answer.headers["Content-Disposition"])
    said = text(answer)
    order = [said.index(part) for part in (
        "没有上传，只登记了校验值", f"%PDF {DONE}\n", "%PDF 法律意见书 0", "%PDF 合法性审查意见书 0", "%PDF 合法性审查意见书 1",
        "%PDF 会议议程 0", "%PDF 会议纪要 0", "（shenji） 2024年6月3日 18:",
    )]  # fmt: skip
    assert order == sorted(order)
    assert client.get(f"/matters/{DONE}/record.pdf").data == f"%PDF {DONE}".encode()


@pytest.mark.heavy
@pytest.mark.timeout(300)
@pytest.mark.parametrize("address", [f"/matters/{DONE}/folder.pdf", *PAPERS])
def test_what_is_downloaded_is_a_sound_pdf_with_the_mark_of_who_reads_it(
    app: Flask, sign_in: SignIn, address: str, tmp_path: Path
) -> None:
    app.extensions["review"] = replace(app.extensions["review"], printer=print_record, binder=ProcessBinder())
    answer = sign_in("shenji").get(address)
    assert answer.status_code == 200
    assert answer.content_length == len(answer.data)
    assert "No syntax or stream encoding errors found" in reading.checked(answer.data, tmp_path)
    with reading.opened(answer.data) as document:
        pages = len(document.pages)
    assert reading.text(answer.data).count("审计人员甲（shenji）") >= pages, "at the foot of each; across it the mark is drawn"
