"""Reading copies as they are made: marked whoever reads them, bound from hostile files too, and never taken for what proves."""

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from forms import read_dossier
from forms.labels import label
from review import demo
from review.app import engine
from review.documents import compare
from review.documents.binder import ProcessBinder
from review.documents.sheets import ACTING
from review.domain.copies import Viewer
from review.domain.errors import FileRefused
from review.domain.papers import PaperKind
from review.domain.rulebook import Rulebook
from review.domain.verifying import NotReadable, attached, read, verify
from review.domain.vocabulary import FileKind, Role
from review.record import PrintPool, page, print_record
from review.record.data import data_of
from review.record.view.papers.folder import contents_view, stamp_view
from review.service import copies, oversight, submission
from review.service.desk import Desk
from review.service.ports import Contents, Leaf
from review.service.record import CHINA, compose
from review.service.submission import Submission
from review.store import FolderFiles, SqlStore
from tests import hostile_pdfs
from tests.conftest import example_text, register
from tests.databases import Databases
from tests.papers import docx
from tests.service.test_files import actor, evidence, kept

from . import examples, reading
from .test_complete import plain

AT = datetime(2026, 11, 29, 20, 15, tzinfo=CHINA)
VIEWER = Viewer(name="成员甲", account="shuji", at=AT)
ODD = Viewer(name="䶮\u202e㛃𬱖م\u0007<b>" + "甲" * 60, account="\u2066x" * 40, at=AT)
PRESS = copies.Press(print_record, ProcessBinder())
Printed = Callable[[str], bytes]


def test_a_name_of_any_signs_becomes_text_of_the_mark() -> None:
    html = page.html(stamp_view(ODD), page.STAMP)
    assert "〔U+202E〕" in html and "〔U+0645〕" in html and "〔U+0007〕" in html and "&lt;b&gt;" in html
    assert not re.search("[\u0007\u202e\u2066\u0645]|<b>", html)
    assert "2026年11月29日 20:15" in html


def test_the_index_says_what_the_copy_is_and_what_is_left_out() -> None:
    record = examples.handled()
    leaves = (
        Leaf(title="合法性审查记录", sheets=20, at=2),
        Leaf(title="<i>预算</i>.xlsx", sha256="a" * 64, remark="未并入，见归档包：不是PDF文件"),
    )
    contents = Contents(record=replace(record, rules=None), viewer=VIEWER, leaves=leaves, sheets=21)
    view = contents_view(contents, data_of(record))
    assert plain(view)
    html = page.html(view, page.CONTENTS)
    said = unescape(re.sub("<[^>]+>", "", html))
    for part in ("本件是阅览副本，不作证明", "归档包", "成员甲（shuji）", "2026年11月29日 20:15", "全卷共21页", "a" * 64):
        assert part in said
    assert "<i>预算</i>.xlsx" in said
    assert data_of(record).sha256 in said
    assert "<i>" not in html


def sheets_of(pdf: bytes) -> list[str]:
    """The text of each sheet, in the order of the content: the mark comes last."""
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return [reading.dense(sheet) for sheet in run.stdout.decode().split("\f")[:-1]]


FOOT = reading.dense(f"阅览副本，不作证明{VIEWER.when}{VIEWER.who}")


def laid_out(pdf: bytes) -> str:
    """The text as it is copied, by the places of the letters on the sheet."""
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return reading.dense(run.stdout.decode())


@pytest.mark.heavy
@pytest.mark.parametrize("viewer", [VIEWER, ODD], ids=["usual", "odd"])
def test_a_marked_document_stays_archival_and_says_who_read_it_on_every_page(viewer: Viewer, printed: Printed) -> None:
    paper = examples.paper(PaperKind.OPINION, examples.record("01"))
    marked = copies.marked(paper, viewer, PRESS).read()
    assert marked == copies.marked(paper, viewer, PRESS).read(), "the same reader at the same time"
    assert marked != copies.marked(paper, replace(viewer, account="other"), PRESS).read()
    with reading.opened(marked) as document:
        with document.open_metadata() as metadata:
            assert metadata.pdfa_status == "3U"
        assert "/StructTreeRoot" in document.Root
        pages = len(document.pages)
        fonts = {str(item.BaseFont) for item in document.objects if hasattr(item, "get") and item.get("/Type") == "/Font"}
    assert all("+" in font for font in fonts), "embedded as a subset"
    said = reading.text(marked)
    assert said.count("阅览副本，不作证明2026年11月29日20:15") == pages >= 2
    assert reading.text(printed("OPINION 01"))[:60] == said[:60]
    if viewer is VIEWER:
        assert said.count("成员甲（shuji）") == pages, "at the foot; across the sheet it is drawn, and not copied"
        assert laid_out(marked).replace(FOOT, "") == laid_out(printed("OPINION 01"))


@pytest.mark.heavy
def test_index_and_mark_are_the_same_from_another_process() -> None:
    record = replace(examples.record("01"), rules=None)
    pool = PrintPool(processes=1)
    try:
        for work in (ODD, Contents(record=record, viewer=ODD, leaves=(Leaf(title="甲", at=2, sheets=1),), sheets=2)):
            assert pool(work) == print_record(work)
    finally:
        pool.close()


@pytest.fixture(scope="module")
def filed(databases: Databases, rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Any, str]]:
    """A matter to which somebody has attached every hostile file there is, and a Word document."""
    with databases.copy("sqlite", register) as database:
        store, clock = SqlStore(database.url), demo.DayClock()
        files = FolderFiles(tmp_path_factory.mktemp("hostile"))
        desk = Desk(store=store, rulebook=rulebook, engine=engine(), clock=clock, files=files, compare=compare, label=label)
        given, by = read_dossier(example_text("07")), actor(desk, Role.SECRETARY)
        assert given.matter.submitted_on is not None
        clock.turn_to(given.matter.submitted_on)
        papers = [evidence(kept(desk, by, docx("一"), "说明.docx"), FileKind.ADOPTION, name="说明.docx")]
        for name, (content, _) in {**hostile_pdfs.MERGED, **hostile_pdfs.REFUSED}.items():
            try:
                papers.append(evidence(kept(desk, by, content, f"{name}.pdf"), FileKind.ADOPTION, name=f"{name}.pdf"))
            except FileRefused:
                assert name == "nothing"
        told = Submission(matter=replace(given.matter, number=None), preparation=given.preparation, attachments=tuple(papers))
        yield desk, by, submission.submit(desk, by, told, key="k").number
        store.close()


@dataclass(frozen=True)
class Made:
    """A folder as it was bound, and the last index that was printed for it."""

    whole: bytes
    index: Contents


@pytest.fixture(scope="module")
def made(filed: tuple[Desk, Any, str]) -> Made:
    indexes: list[Contents] = []

    def printer(work: Any) -> bytes:
        if isinstance(work, Contents):
            indexes.append(work)
        return print_record(work)

    _, content = copies.folder(*filed, VIEWER, copies.Press(printer, ProcessBinder()))
    return Made(content.read(), indexes[-1])


@pytest.mark.heavy
@pytest.mark.timeout(300)
def test_a_folder_with_hostile_files_is_sound_and_does_nothing(made: Made, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors found" in reading.checked(made.whole, tmp_path)
    with reading.opened(made.whole) as document:
        assert not list(document.attachments)
        assert not {key for item in document.objects if hasattr(item, "keys") for key in set(item.keys())} & ACTING
        with document.open_outline() as outline:
            parts = [item.title for item in outline.root]
    index = "".join(sheets_of(made.whole)[: made.index.leaves[0].at])
    assert "本件是阅览副本，不作证明" in index
    assert parts[:2] == ["全卷目录", f"合法性审查记录 {made.index.record.dossier.matter.number}"]
    for name, (_, left) in hostile_pdfs.MERGED.items():
        assert any(part.startswith(f"{name}.pdf") for part in parts), name
        assert not left or f"未带{'、'.join(left)}" in index
    for name, (_, reason) in hostile_pdfs.REFUSED.items():
        if name != "nothing":  # which is not taken in at all
            assert not any(part.startswith(f"{name}.pdf") for part in parts), name
            assert reason in index, name
    assert "说明.docx" in index and "未并入，见归档包：不是PDF文件" in index


@pytest.mark.heavy
@pytest.mark.timeout(300)
def test_the_index_names_the_sheet_on_which_each_part_begins(made: Made) -> None:
    sheets = sheets_of(made.whole)
    assert made.index.sheets == len(sheets)
    assert all(f"全卷第{place}页共{len(sheets)}页" in sheet for place, sheet in enumerate(sheets, 1))
    begin = {leaf.title: (leaf.at or 0, leaf.sheets or 0) for leaf in made.index.leaves}
    at, number = begin["合法性审查记录"]
    assert "一、事项概况" in sheets[at - 1]
    assert "核验方法" in "".join(sheets[at - 1 : at - 1 + number])
    for name in hostile_pdfs.MERGED:
        at, number = begin[f"{name}.pdf"]
        assert number == 2
        assert "Soundline" in sheets[at - 1] and "Secondpage" in sheets[at], name


@pytest.mark.heavy
@pytest.mark.timeout(300)
def test_the_same_reader_at_the_same_time_gets_the_same_bytes(filed: tuple[Desk, Any, str], made: Made) -> None:
    assert copies.folder(*filed, VIEWER, PRESS)[1].read() == made.whole


@pytest.mark.heavy
def test_a_copy_is_never_taken_for_a_record_and_the_record_is_the_same_as_ever(
    filed: tuple[Desk, Any, str], made: Made, printed: Printed
) -> None:
    desk, by, number = filed
    paper = printed("OPINION 01")
    marked = copies.marked(examples.paper(PaperKind.OPINION, examples.record("01")), VIEWER, PRESS).read()
    for content in (made.whole, paper, marked):
        with pytest.raises(NotReadable):
            verify(attached(read(io.BytesIO(content)).pdf), set())
    record = print_record(compose(desk, by, number))
    assert "阅览副本" not in reading.text(record)
    assert oversight.show(desk, by, number).revision == 1, "nothing was stored by reading"
