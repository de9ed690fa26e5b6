"""What is spared WeasyPrint makes no byte otherwise: a record printed without the shortcuts is the same."""

import re
from collections.abc import Callable
from typing import Any

import pydyf
import pytest
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from review.record import page, print_record, printing
from review.record.shortcuts import Page

from . import examples


@pytest.mark.heavy
@pytest.mark.parametrize("name", ["brief 04", "handled", "01", "07", "OPINION 01", "MINUTES 01"])
def test_a_print_without_them_is_the_same_byte_for_byte(
    printed: Callable[[str], bytes], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def references(pdf: Any) -> tuple[bytes, ...]:
        return tuple(f"{number} 0 R".encode() for number in pdf.pages["Kids"][::3])

    with_them = printed(name)
    monkeypatch.setattr(printing, "Page", lambda text: HTML(string=text, url_fetcher=URLFetcher(allowed_protocols=())))
    monkeypatch.setattr(printing, "packed_once", lambda pdf: None)
    monkeypatch.setattr(pydyf.PDF, "page_references", property(references))
    assert print_record(examples.named(name)) == with_them


def test_every_template_is_xml_as_well() -> None:
    """A tag that stands alone is closed in itself; a page where one is not is printed all the same, and slower."""
    for file in page.FOLDER.rglob("*.j2"):
        assert not re.search(r"<(?:br|col|meta|hr|img)\b(?:[^>]*[^/>])?>", file.read_text(encoding="utf-8")), file.name
    text = '<html lang="zh"><head><title>x</title></head><body><p>一<br/>二</p></body></html>'
    assert Page(text).write_pdf() == Page(text.replace("<br/>", "<br>")).write_pdf()


def test_the_style_sheet_and_the_templates_have_no_lists_and_no_notes() -> None:
    """What WeasyPrint's own sheet says of them is left out."""
    folder = page.FOLDER
    sheets = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.css"))
    templates = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.j2"))
    assert not any(word in sheets for word in ("footnote", "list-item", "list-style", "::marker"))
    assert not any(f"<{tag}" in templates for tag in ("li>", "li ", "ul", "ol", "details", "summary"))
