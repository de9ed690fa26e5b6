"""Holds the printing of one record or report in this process: view, page, PDF/A-3u; holds no processes and no time-outs.

The fonts and the style sheet are loaded once per process. The page may fetch nothing; only the style sheet, which is
part of this program, reads files, and only the fonts beside it.
"""

import gc
import logging
import threading
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from review.domain.verifying import RECORD, RULES
from review.record import page
from review.record.annual_data import NUMBERS, numbers_of
from review.record.data import data_of
from review.record.folder import FOLDER
from review.record.libraries import require_libraries
from review.record.view import view_of
from review.record.view.annual import annual_view
from review.service.ports import Annual, Record

VARIANT = "pdf/a-3u"
_ONE_AT_A_TIME = threading.Lock()
"""Pango is shared by the whole process: threads would only wait for one another, and the collector is switched off."""


@cache
def _ready() -> tuple[FontConfiguration, CSS]:
    """The fonts and the style sheet of this process."""
    for warning in require_libraries():
        logging.getLogger(__name__).warning(warning)
    configuration = FontConfiguration()
    files = URLFetcher(allowed_protocols=("file",), fail_on_errors=True)
    sheet = CSS(string=page.css(), base_url=f"{FOLDER.as_uri()}/", font_config=configuration, url_fetcher=files)
    return configuration, sheet


def print_here(paper: Record | Annual) -> bytes:
    """The record or report as PDF; the same one gives the same bytes. Raises RecordNotPrintable."""
    if isinstance(paper, Annual):
        content, sha256 = numbers_of(paper)
        told = Attached(NUMBERS, content, "机器可读的年度报告")
        return _printed(page.html(annual_view(paper, sha256), page.ANNUAL), sha256, (told,), paper.made_at)
    data = data_of(paper)
    carried = (Attached(RECORD, data.content, "机器可读的审查记录"), Attached(RULES, data.rules, "作出判断时的规则"))
    return _printed(page.html(view_of(paper, data)), data.sha256, carried, paper.made_at)


class Attached(NamedTuple):
    """A file that a paper carries; without content it carries none."""

    name: str
    content: bytes | None
    told: str


def _printed(text: str, sha256: str, carried: tuple[Attached, ...], made_at: datetime) -> bytes:
    """The page as PDF. Its files have the instant of the paper instead of that of the print."""
    attachments = [
        Attachment(string=one.content, name=one.name, description=one.told, relationship="Data",
                   created=made_at, modified=made_at)
        for one in carried if one.content is not None
    ]  # fmt: skip
    with _ONE_AT_A_TIME:
        configuration, sheet = _ready()
        running = gc.isenabled()
        gc.disable()
        try:
            document = HTML(string=text, url_fetcher=URLFetcher(allowed_protocols=()))
            pdf: bytes = document.write_pdf(
                stylesheets=[sheet], font_config=configuration, pdf_variant=VARIANT, pdf_tags=True,
                pdf_identifier=sha256[:32].encode(), attachments=attachments, finisher=_name_once,
            )  # fmt: skip
        finally:
            if running:
                gc.enable()
    return pdf


def _name_once(_document: Any, pdf: Any) -> None:
    """WeasyPrint 70 names each attachment twice among the associated files."""
    if files := pdf.catalog.get("AF"):
        files[:] = list(dict.fromkeys(files))
