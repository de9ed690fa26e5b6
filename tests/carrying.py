"""Makes a PDF that carries files as a record does, of pages that show a foot and nothing else: printing takes seconds. Holds no
test."""

import hashlib
import io
from collections.abc import Mapping, Sequence

import pikepdf

FOOT = "共{count}页　数据摘要 {digest}— {place} —"


def carrying(files: Mapping[str, bytes], feet: Sequence[str] = (FOOT,)) -> bytes:
    """A PDF with these files attached and a page for each foot; its cross-references are a stream, as in what is printed."""
    with pikepdf.new() as pdf:
        digest = hashlib.sha256(next(iter(files.values()))).hexdigest()[:16]
        for place, foot in enumerate(feet, 1):
            pdf.add_blank_page()
            _draw(pdf, foot.format(count=len(feet), digest=digest, place=place))
        for name, content in files.items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        kept = io.BytesIO()
        pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)
        return kept.getvalue()


def _draw(pdf: pikepdf.Pdf, text: str) -> None:
    """Show the text on the last page, by a font that names its glyphs as those of records do."""
    page, shown = pdf.pages[-1], "".join(f"{ord(sign):04x}" for sign in text)
    mapped = "".join(f"<{ord(sign):04x}> <{ord(sign):04x}>\n" for sign in text)
    font = pdf.make_indirect(pikepdf.Dictionary(ToUnicode=pdf.make_stream(mapped.encode())))
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(FACE=font))
    page.obj.Contents = pdf.make_stream(f"/FACE 10 Tf\n[<{shown}>0] TJ".encode())
