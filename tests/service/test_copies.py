"""The folder of a matter: what it takes in, in which order, and why something stands in its index only."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

import pytest

from forms import read_dossier
from forms.labels import label
from review import demo
from review.app import engine
from review.documents import compare
from review.domain.copies import Viewer
from review.domain.errors import NotBindable, NotFound, RecordNotPrintable
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Role
from review.service import copies, submission
from review.service.desk import Desk
from review.service.ports import Actor, Contents, Leaf, Printable, Sheets
from review.service.record import CHINA
from review.service.submission import Submission
from review.store import FolderFiles, SqlStore
from tests.conftest import example_text, register
from tests.copying import Glue, printed
from tests.databases import Databases
from tests.papers import docx, pdf

from .test_files import actor, evidence, kept, with_draft

VIEWER = Viewer(name="秘书甲", account="mishu", at=datetime(2024, 6, 3, 18, 5, tzinfo=CHINA))
DRAFT, ONE, TWO, THREE = pdf(("draft",)), pdf(("one",)), docx("二"), pdf(("three",))


class Press:
    """A press of doubles that keeps the indexes that were printed."""

    def __init__(self, glue: Glue | None = None) -> None:
        self.indexes: list[Contents] = []
        self.press = copies.Press(self._print, glue or Glue())

    def _print(self, work: Printable) -> bytes:
        if isinstance(work, Contents):
            self.indexes.append(work)
        return printed(work)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        return self.indexes[-1].leaves


Filed = tuple[Desk, Actor, str]


@pytest.fixture(scope="module")
def filed(databases: Databases, rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filed]:
    """A matter with a draft and three papers, one of which is no PDF; it is only read."""
    with databases.copy("sqlite", register) as database:
        store, clock = SqlStore(database.url), demo.DayClock()
        files = FolderFiles(tmp_path_factory.mktemp("filed"))
        desk = Desk(store=store, rulebook=rulebook, engine=engine(), clock=clock, files=files, compare=compare, label=label)
        given, by = read_dossier(example_text("07")), actor(desk, Role.SECRETARY)
        assert given.matter.submitted_on is not None
        clock.turn_to(given.matter.submitted_on)
        draft, one = kept(desk, by, DRAFT, "送审稿.pdf"), kept(desk, by, ONE)
        two, three = kept(desk, by, TWO, "二.docx"), kept(desk, by, THREE, "三.pdf")
        papers = tuple(evidence(stored, name=name) for stored, name in ((one, "一.pdf"), (two, "二.docx"), (three, "三.pdf")))
        told = Submission(matter=replace(given.matter, number=None), preparation=given.preparation, attachments=papers)
        number = submission.submit(desk, by, with_draft(told, draft.sha256), key="k").number
        yield desk, by, number
        store.close()


def folder(filed: Filed, press: Press) -> str:
    return copies.folder(*filed, VIEWER, press.press)[1].read().decode(errors="replace")


def test_the_index_counts_through_from_its_own_sheet_and_what_is_not_bound_in_has_no_number(filed: Filed) -> None:
    press = Press()
    whole = folder(filed, press)
    told = [(leaf.title, leaf.at, leaf.sheets, leaf.remark) for leaf in press.leaves]
    assert told == [
        ("合法性审查记录", 2, 1, "只有页面，不带数据和签名"), ("送审稿1", 3, 1, ""), ("一.pdf", 4, 1, ""),
        ("二.docx", None, None, "未并入，见归档包：不是PDF文件"), ("三.pdf", 5, 1, ""),
    ]  # fmt: skip
    assert press.indexes[-1].sheets == 5
    assert whole.index(f"%PDF {filed[2]}") < whole.index("(draft)") < whole.index("(one)") < whole.index("(three)")
    assert "秘书甲（mishu） 2024年6月3日 18:05" in whole


def test_an_index_of_several_sheets_moves_what_follows(filed: Filed) -> None:
    class Long(Glue):
        def counted(self, contents: object) -> list[int]:
            found = list(super().counted(contents))  # type: ignore[arg-type]
            return [3] if len(found) == 1 and press.indexes else found

    press = Press(Long())
    folder(filed, press)
    assert len(press.indexes) == 2
    assert press.leaves[0].at == 4


def test_a_file_that_cannot_be_bound_in_is_told_and_breaks_nothing(filed: Filed) -> None:
    class Choosy(Glue):
        def taken_over(self, content: BinaryIO) -> Sheets:
            if b"(one)" in content.read():
                raise NotBindable("文件已加密")
            content.seek(0)
            return replace(super().taken_over(content), left=("脚本",))

    press = Press(Choosy())
    whole = folder(filed, press)
    remarks = {leaf.title: leaf.remark for leaf in press.leaves}
    assert remarks["一.pdf"] == "未并入，见归档包：文件已加密"
    assert remarks["三.pdf"] == "未带脚本，原件见归档包"
    assert "(one)" not in whole


def test_a_damaged_file_is_told_and_not_bound_in(filed: Filed) -> None:
    desk, press = filed[0], Press()
    assert isinstance(desk.files, FolderFiles)
    place = desk.files._place(hashlib.sha256(THREE).hexdigest())
    place.write_bytes(b"%PDF-1.4 other")
    whole = folder(filed, press)
    place.write_bytes(THREE)
    assert [leaf.remark for leaf in press.leaves][-1].startswith("未并入：保存的文件与登记的校验值不一致")
    assert "other" not in whole


@pytest.mark.parametrize(("limit", "most", "bound"), [
    ("MOST_FILES", 2, 2), ("MOST_FILES", 0, 0), ("MOST_SHEETS", 1, 1), ("MOST_BYTES", len(DRAFT) + len(ONE), 2),
    ("MOST_BYTES", 9, 0),
])  # fmt: skip
def test_a_folder_that_is_full_tells_what_it_leaves_out(
    filed: Filed, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, bound: int
) -> None:
    monkeypatch.setattr(copies, limit, most)
    press = Press()
    folder(filed, press)
    uploaded = [leaf for leaf in press.leaves[1:] if leaf.title != "二.docx"]
    assert [leaf.at is not None for leaf in uploaded] == [place < bound for place in range(3)]
    assert all("全卷已满" in leaf.remark for leaf in uploaded[bound:])


def test_where_binding_fails_it_is_told_what_to_download_instead(filed: Filed) -> None:
    class Broken(Glue):
        def bound(self, *_: object) -> io.BytesIO:
            raise NotBindable("磁盘已满")

    with pytest.raises(RecordNotPrintable, match="磁盘已满。请分别下载"):
        folder(filed, Press(Broken()))
    assert folder(filed, Press()), "the next one is not kept waiting"
    with pytest.raises(NotFound):
        folder((*filed[:2], "SL-ZSJ-2024-9999"), Press())
