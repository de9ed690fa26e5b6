"""The file: the same bytes every time, sound, archival in structure, with its data attached and nothing active in it."""

import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from review.record import PrintPool, print_record
from review.record.data import as_plain, data_of

from . import examples, reading

Printed = Callable[[str], bytes]


@pytest.fixture
def document(printed: Printed) -> Iterator[pikepdf.Pdf]:
    with reading.opened(printed("handled")) as pdf:
        yield pdf


def test_the_same_record_gives_the_same_bytes(printed: Printed) -> None:
    assert print_record(examples.named("brief 04")) == printed("brief 04")


@pytest.mark.heavy
def test_another_process_gives_the_same_bytes(printed: Printed) -> None:
    pool = PrintPool(processes=1)
    try:
        for name in ("handled", "brief 04"):
            assert pool(examples.named(name)) == printed(name)
    finally:
        pool.close()


def test_another_record_gives_other_bytes_and_another_identifier(printed: Printed) -> None:
    with reading.opened(printed("handled")) as first, reading.opened(printed("brief 04")) as second:
        assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])


@pytest.mark.parametrize("name", ["handled", "brief 04"])
def test_qpdf_finds_no_fault(name: str, printed: Printed, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors found" in reading.checked(printed(name), tmp_path)


def test_archival_structure_is_declared(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as metadata:
        assert metadata.pdfa_status == "3U"
        assert metadata["dc:title"] == "关于印发乡镇（街道）依申请类权责清单指导目录（2022年版）的合法性审查记录"
    assert [str(intent.S) for intent in document.Root.OutputIntents] == ["/GTS_PDFA1"]
    assert bytes(document.trailer.ID[0]).decode() == data_of(examples.handled()).sha256[:32]


def test_document_is_tagged_chinese_and_named(document: pikepdf.Pdf) -> None:
    assert str(document.Root.Lang) == "zh-CN"
    assert bool(document.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in document.Root
    assert str(document.docinfo.Author) == "示例市政务服务数据管理局"
    assert str(document.docinfo.Title).endswith("的合法性审查记录")
    assert "/Outlines" in document.Root


def test_bookmarks_say_their_headings_and_no_mark_of_a_line_end(document: pikepdf.Pdf) -> None:
    """Whoever searches the bookmarks for 附件1　规则核验清单 did not find it: a mark without width stood in it."""
    titles = [str(item.Title) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Title" in item]
    assert "附件1　规则核验清单" in titles
    assert not [title for title in titles if "\u200b" in title or "\u2060" in title]


@pytest.mark.parametrize("name", ["handled", "brief 07"])
def test_every_page_says_that_it_is_of_the_unit_alone(name: str, printed: Printed) -> None:
    """Only the first page of a record did; a sheet that is taken out has to say so too."""
    run = subprocess.run(["pdftotext", "-", "-"], input=printed(name), capture_output=True, check=True)
    pages = run.stdout.decode().split("\f")[:-1]
    assert len(pages) > 3
    assert all("内部" in page for page in pages)
    assert all("未完成" in page for page in pages) == (name == "brief 07")


def test_pages_are_a4_in_portrait(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        left, bottom, right, top = (float(edge) for edge in page.MediaBox)
        assert (round(right - left), round(top - bottom)) == (595, 842)


def test_fonts_are_embedded_and_map_to_unicode(document: pikepdf.Pdf) -> None:
    fonts = {str(font.BaseFont): font for page in document.pages for font in page.Resources.get("/Font", {}).values()}
    families = {name.split("+")[1].split("-")[0] for name in fonts}
    assert families == {"Fang", "Kai", "Hei", "Biaosong", "Song"}
    for font in fonts.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/ToUnicode" in font
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_the_data_are_attached_once_and_equal_the_record(document: pikepdf.Pdf) -> None:
    record = examples.handled()
    assert list(document.attachments) == ["record.json"]
    content = document.attachments["record.json"].get_file().read_bytes()
    assert json.loads(content) == json.loads(json.dumps(as_plain(record)))
    assert hashlib.sha256(content).hexdigest() == data_of(record).sha256
    assert len(document.Root.AF) == 1
    assert str(document.Root.AF[0].AFRelationship) == "/Data"
    made = record.made_at.strftime("%Y%m%d")
    dates = document.Root.AF[0].EF.F.Params
    assert all(made in str(dates[key]) for key in ("/CreationDate", "/ModDate"))


@pytest.mark.heavy
def test_the_print_has_nothing_to_complain_of(caplog: pytest.LogCaptureFixture) -> None:
    """No font, style or picture that WeasyPrint had to do without."""
    caplog.set_level("WARNING", "weasyprint")
    print_record(examples.record("03"))
    assert not [entry.getMessage() for entry in caplog.records if entry.name.startswith("weasyprint")]


def test_nothing_in_it_acts(printed: Printed) -> None:
    for name in ("handled", "brief 04"):
        with reading.opened(printed(name)) as pdf:
            keys = {key for item in pdf.objects for key in _keys(item)}
        assert not keys & {"/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/URI", "/AcroForm", "/RichMedia"}


def _keys(item: Any) -> Iterator[str]:
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield from item.keys()
        yield from (str(value) for value in item.values() if isinstance(value, pikepdf.Name))
