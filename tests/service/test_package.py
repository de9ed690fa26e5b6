"""The archive package of a matter: the record with its data, its rules, its trail and every file that was uploaded for it."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from review.domain.errors import FileDamaged
from review.domain.packaging import INDEX
from review.domain.verifying import RECORD, RULES, read
from review.service import package, submission
from review.service.desk import Desk
from review.service.ports import Actor, Record
from review.service.record import compose
from review.service.submission import Submission
from review.store import FolderFiles
from tests.carrying import carrying
from tests.papers import docx, pdf
from tests.stored import carried

from .test_files import evidence, kept, secretary, told, with_draft  # noqa: F401 - the first two are fixtures

DRAFT, ONE, TWO = docx("第一稿"), pdf(("one",)), docx("二")
NAMED = '../a:b*?"<>|一.pdf'


@pytest.fixture
def record(desk: Desk, secretary: Actor, told: Submission) -> Record:  # noqa: F811
    """Of a matter whose draft and two of three papers were uploaded."""
    draft = kept(desk, secretary, DRAFT, "送审稿.docx")
    one, two = kept(desk, secretary, ONE), kept(desk, secretary, TWO, NAMED.replace(".pdf", ".docx"))
    papers = (evidence(one), evidence(two, name=NAMED))
    done = submission.submit(desk, secretary, replace(with_draft(told, draft.sha256), attachments=papers), key="k")
    return compose(desk, secretary, done.number)


def packed(desk: Desk, by: Actor, record: Record) -> bytes:
    return b"".join(package.pack(desk, by, record, carrying(carried(record))))


def test_everything_the_record_rests_on_is_in_it(desk: Desk, secretary: Actor, record: Record) -> None:  # noqa: F811
    whole = packed(desk, secretary, record)
    assert read(io.BytesIO(whole)).difference is None
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        content = {name: opened.read(name) for name in opened.namelist()}
    data = carried(record)
    assert content[RECORD] == data[RECORD]
    assert json.loads(content["trail.json"]) == json.loads(data[RECORD])["trail"] != []
    rules = {name.removeprefix("规则/"): text.decode() for name, text in content.items() if name.startswith("规则/")}
    assert rules == json.loads(data[RULES])
    files = {name: text for name, text in content.items() if name.startswith("附件/")}
    assert list(files.values()) == [DRAFT, ONE, TWO]
    listed = content[INDEX].decode()
    assert record.dossier.matter.number in listed
    assert "决策草案" in listed and "风险评估报告" in listed and "保管期限30年" in listed


def test_names_are_such_as_every_system_takes(desk: Desk, secretary: Actor, record: Record) -> None:  # noqa: F811
    with zipfile.ZipFile(io.BytesIO(packed(desk, secretary, record))) as opened:
        names = [name for name in opened.namelist() if name.startswith("附件/")]
    assert names == ["附件/01-送审稿1.docx", "附件/02-征求意见稿.pdf", "附件/03-a_b______一.pdf.docx"]


def test_a_long_name_of_chinese_characters_is_cut_to_what_a_folder_takes(desk: Desk, secretary: Actor, told: Submission) -> None:  # noqa: F811
    """Of 120 characters, 360 bytes: `unzip` could not write the file on Linux, where a name has 255."""
    long, draft = "关于示例市政务服务数据管理局有关事项的请示" * 5, kept(desk, secretary, DRAFT, "送审稿.docx")
    paper = evidence(kept(desk, secretary, ONE, f"{long}一.pdf"), name=f"{long}一.pdf")
    done = submission.submit(desk, secretary, replace(with_draft(told, draft.sha256), attachments=(paper,)), key="k")
    whole = packed(desk, secretary, compose(desk, secretary, done.number))
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        (_, name) = [name.removeprefix("附件/") for name in opened.namelist() if name.startswith("附件/")]
    assert name.startswith("02-关于示例市") and name.endswith("的.pdf") and 250 < len(name.encode()) <= 255
    assert read(io.BytesIO(whole)).difference is None


def test_what_was_registered_by_its_hash_only_is_said(desk: Desk, secretary: Actor, told: Submission) -> None:  # noqa: F811
    done = submission.submit(desk, secretary, told, key="k")
    record = compose(desk, secretary, done.number)
    whole = packed(desk, secretary, record)
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        assert not [name for name in opened.namelist() if name.startswith("附件/")]
        said = f"没有上传、只登记了校验值：决策草案，送审稿1，保管期限30年，{told.matter.draft.sha256}"
        assert said in opened.read(INDEX).decode()
    assert "没有随包的文件1个" in read(io.BytesIO(whole)).lines[-1]


def test_a_damaged_file_is_told_before_anything_is_sent(desk: Desk, secretary: Actor, record: Record) -> None:  # noqa: F811
    assert isinstance(desk.files, FolderFiles)
    sha256 = record.dossier.matter.draft.sha256 or ""
    place = desk.files._place(sha256)
    place.chmod(0o600)
    place.write_bytes(b"another")
    with pytest.raises(FileDamaged):
        package.pack(desk, secretary, record, carrying(carried(record)))
