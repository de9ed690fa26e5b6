"""Holds the printing of a record, a document or a report in this process: view, page, PDF/A-3u; holds no processes and no
time-outs.

The fonts and the style sheet are loaded once per process. The page may fetch nothing; only the style sheet, which is
part of this program, reads files, and only the fonts beside it.
"""

import gc
import hashlib
import threading
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import pydyf
from weasyprint import CSS, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from review.domain.annual import Annual
from review.domain.copies import Viewer
from review.domain.verifying import NUMBERS, RECORD, RULES
from review.record import page
from review.record.annual_data import numbers_of
from review.record.breaking import broken_alike, unmarked
from review.record.data import data_of
from review.record.embedding import embed_alike
from review.record.folder import FOLDER
from review.record.libraries import require_libraries
from review.record.shortcuts import Page, packed_once
from review.record.view import view_of
from review.record.view.annual import annual_view
from review.record.view.papers import paper_view
from review.record.view.papers.folder import contents_view, stamp_view
from review.service.ports import Contents, Paper, Printable, Record

VARIANT = "pdf/a-3u"
_ONE_AT_A_TIME = threading.Lock()
"""Pango is shared by the whole process: threads would only wait for one another, and the collector is switched off."""


@cache
def _ready() -> tuple[FontConfiguration, CSS, dict[str, CSS]]:
    """The fonts of this process, the style sheet of the record, and those that come after it, by their names."""
    require_libraries()
    embed_alike()
    configuration = FontConfiguration()
    files = URLFetcher(allowed_protocols=("file",), fail_on_errors=True)
    looks = {page.LOOK: page.css()} | {look: page.more_css(look) for look in (page.LOOK_OF_PAPERS, page.LOOK_OF_STAMPS)}
    sheets = {
        look: CSS(string=text, base_url=f"{FOLDER.as_uri()}/", font_config=configuration, url_fetcher=files)
        for look, text in looks.items()
    }
    return configuration, sheets[page.LOOK], sheets


def prepare() -> None:
    """Read libraries, style sheets and fonts, which the first print would wait for."""
    _written("<html><body>核</body></html>")


def print_here(work: Printable) -> bytes:
    """What is printed, as PDF; the same gives the same bytes. Raises RecordNotPrintable."""
    if isinstance(work, Record):
        return _record(work)
    if isinstance(work, Annual):
        return _annual(work)
    if isinstance(work, Viewer):
        return _written(page.html(stamp_view(work), page.STAMP), look=page.LOOK_OF_STAMPS)
    return _paper(work) if isinstance(work, Paper) else _contents(work)


def _record(record: Record) -> bytes:
    data = data_of(record)
    carried = (Attached(RECORD, data.content, "机器可读的审查记录"), Attached(RULES, data.rules, "作出判断时的规则"))
    return _written(page.html(view_of(record, data)), data.sha256, _attachments(carried, record.made_at))


def _annual(annual: Annual) -> bytes:
    content, sha256 = numbers_of(annual)
    carried = (Attached(NUMBERS, content, "机器可读的年度报告"),)
    return _written(page.html(annual_view(annual, sha256), page.ANNUAL), sha256, _attachments(carried, annual.made_at))


def _paper(paper: Paper) -> bytes:
    """The document carries no data: what proves itself is the record, whose hash is printed on it."""
    data = [data_of(record) for record in paper.records]
    return _written(page.html(paper_view(paper, data), page.PAPER), look=page.LOOK_OF_PAPERS)


def _contents(contents: Contents) -> bytes:
    view = contents_view(contents, data_of(contents.record))
    return _written(page.html(view, page.CONTENTS), look=page.LOOK_OF_PAPERS)


class Attached(NamedTuple):
    """A file that a paper carries; without content it carries none."""

    name: str
    content: bytes | None
    told: str


def _attachments(carried: tuple[Attached, ...], made_at: datetime) -> list[Attachment]:
    """The files, with the instant of the paper instead of that of the print."""
    return [
        Attachment(string=one.content, name=one.name, description=one.told, relationship="Data",
                   created=made_at, modified=made_at)
        for one in carried if one.content is not None
    ]  # fmt: skip


def _written(text: str, identifier: str = "", attachments: Sequence[Attachment] = (), look: str = page.LOOK) -> bytes:
    """The page as PDF. The identifier is that of its data, or comes from its content, so that bytes repeat."""
    identifier = identifier or hashlib.sha256(text.encode()).hexdigest()
    with _ONE_AT_A_TIME:
        configuration, sheet, sheets = _ready()
        running = gc.isenabled()
        gc.disable()
        try:
            document = Page(broken_alike(text))
            pdf: bytes = document.write_pdf(
                stylesheets=list(dict.fromkeys((sheet, sheets[look]))), font_config=configuration, pdf_variant=VARIANT,
                pdf_tags=True, pdf_identifier=identifier[:32].encode(), attachments=list(attachments), finisher=_finish,
            )  # fmt: skip
        finally:
            if running:
                gc.enable()
    return pdf


def _finish(_document: Any, pdf: Any) -> None:
    """WeasyPrint 70 names each attachment twice among the associated files, and makes bookmarks of headings with their marks."""
    if files := pdf.catalog.get("AF"):
        files[:] = list(dict.fromkeys(files))
    for one in pdf.objects:
        if isinstance(one, pydyf.Dictionary) and "Title" in one and "Parent" in one:  # a bookmark
            one["Title"] = pydyf.String(unmarked(one["Title"].string))
    packed_once(pdf)
