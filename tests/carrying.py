"""Makes a PDF that carries files as a record does, without its pages: printing takes seconds. Holds no test."""

import io
from collections.abc import Mapping

import pikepdf


def carrying(files: Mapping[str, bytes]) -> bytes:
    """A PDF with these files attached; its cross-references are a stream, as in what is printed."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, content in files.items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        kept = io.BytesIO()
        pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)
        return kept.getvalue()
