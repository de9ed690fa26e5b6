"""Holds the printing of one record in this process: view, page, PDF/A-3u; holds no processes and no time-outs.

The fonts and the style sheet are loaded once per process. The page may fetch nothing; only the style sheet, which is
part of this program, reads files, and only the fonts beside it.
"""

import gc
import logging
import threading
from collections.abc import Iterator
from functools import cache
from typing import Any

from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from review.domain.verifying import RECORD, RULES
from review.record import page
from review.record.data import RecordData, data_of
from review.record.folder import FOLDER
from review.record.libraries import require_libraries
from review.record.view import view_of
from review.service.ports import Record

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


def print_here(record: Record) -> bytes:
    """The record as PDF; the same record gives the same bytes. Raises RecordNotPrintable."""
    data = data_of(record)
    text = page.html(view_of(record, data))
    with _ONE_AT_A_TIME:
        configuration, sheet = _ready()
        running = gc.isenabled()
        gc.disable()
        try:
            document = HTML(string=text, url_fetcher=URLFetcher(allowed_protocols=()))
            pdf: bytes = document.write_pdf(
                stylesheets=[sheet], font_config=configuration, pdf_variant=VARIANT, pdf_tags=True,
                pdf_identifier=data.sha256[:32].encode(), attachments=list(_attached(record, data)),
                finisher=_name_once,
            )  # fmt: skip
        finally:
            if running:
                gc.enable()
    return pdf


def _attached(record: Record, data: RecordData) -> Iterator[Attachment]:
    """The machine-readable record and the rules, with the instant of the record instead of that of the print."""
    for name, content, told in ((RECORD, data.content, "机器可读的审查记录"), (RULES, data.rules, "作出判断时的规则")):
        if content is not None:
            yield Attachment(string=content, name=name, description=told, relationship="Data",
                             created=record.made_at, modified=record.made_at)  # fmt: skip


def _name_once(_document: Any, pdf: Any) -> None:
    """WeasyPrint 70 names each attachment twice among the associated files."""
    if files := pdf.catalog.get("AF"):
        files[:] = list(dict.fromkeys(files))
