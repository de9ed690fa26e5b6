"""Makes small files of every kind that may be uploaded, and some that may not; holds no test."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

import pikepdf

from review.domain.files import FileType

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def zipped(*parts: tuple[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts:
            opened.writestr(name, content)
    return made.getvalue()


def office(main: str, *parts: tuple[str, bytes | str]) -> bytes:
    return zipped(("[Content_Types].xml", "<Types/>"), (main, "<x/>"), *parts)


def docx(*paragraphs: str, body: str = "", **parts: str) -> bytes:
    """A Word document of these paragraphs; `body` is put in as it is, `footnotes` and the like are parts of their own."""
    written = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    return zipped(
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{written}{body}</w:body></w:document>'),
        *((f"word/{name}.xml", f'<w:x xmlns:w="{W}">{content}</w:x>') for name, content in parts.items()),
    )


def scanned(*pages: Sequence[str] | None) -> bytes:
    """The same, where `None` is a page that shows a picture and nothing else."""
    with pikepdf.open(io.BytesIO(pdf(*(page or () for page in pages)))) as made:
        for page, lines in zip(made.pages, pages, strict=True):
            if lines is None:
                image = made.make_stream(b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
                                         ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
                page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
                page.obj.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
        kept = io.BytesIO()
        made.save(kept)
        return kept.getvalue()


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF of these pages of lines, in the signs of a font that every reader has."""
    objects: list[bytes] = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        drawn = " ".join(f"1 0 0 1 72 {720 - 20 * place} Tm ({line}) Tj" for place, line in enumerate(lines))
        stream = f"BT /F1 12 Tf {drawn} ET".encode()
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(made),
    )  # fmt: skip


TAKEN: tuple[tuple[str, bytes, FileType], ...] = (
    ("送审稿.pdf", pdf(("First line",)), FileType.PDF),
    ("送审稿.DOCX", docx("第一条"), FileType.DOCX),
    ("预算表.xlsx", office("xl/workbook.xml"), FileType.XLSX),
    ("汇报.pptx", office("ppt/presentation.xml"), FileType.PPTX),
    ("旧稿.doc", OLE, FileType.OLE),
    ("旧稿.wps", OLE, FileType.OLE),
    ("公文.ofd", zipped(("OFD.xml", "<OFD/>"), ("Doc_0/Document.xml", "<x/>")), FileType.OFD),
    ("说明.txt", "说明：同意。\r\n".encode(), FileType.TEXT),
    ("说明.md", "\ufeff# 说明".encode(), FileType.TEXT),
    ("老系统.txt", "说明：同意。䶮".encode("gb18030"), FileType.TEXT),
    ("扫描.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, FileType.PNG),
    ("扫描.jpeg", b"\xff\xd8\xff\xe0" + b"\0" * 20, FileType.JPEG),
)
