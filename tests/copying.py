"""Holds what stands for the printer and the binder where a test is not about the look of what they make; holds no test."""

import io
from collections.abc import Sequence
from typing import BinaryIO

from review.domain.annual import Annual
from review.domain.copies import Viewer
from review.service.ports import Contents, Printable, Record, Sheets


def printed(work: Printable) -> bytes:
    """Stands for the printer."""
    if isinstance(work, Record):
        return f"%PDF {work.dossier.matter.number}".encode()
    if isinstance(work, Viewer):
        return f" {work.who} {work.when}".encode()
    if isinstance(work, Contents):
        return "".join(f"{leaf.title} {leaf.about} {leaf.remark}\n" for leaf in work.leaves).encode()
    if isinstance(work, Annual):
        return f"%PDF annual {work.report.year}".encode()
    numbers = [record.dossier.matter.number for record in work.records]
    return f"%PDF {work.kind.label} {work.place} {'、'.join(map(str, numbers))}".encode()


class Glue:
    """Stands for the binder: puts one thing behind the other."""

    def taken_over(self, content: BinaryIO) -> Sheets:
        return Sheets(io.BytesIO(content.read()), 1, ())

    def counted(self, contents: Sequence[BinaryIO]) -> Sequence[int]:
        return [1 for _ in contents]

    def marked(self, document: BinaryIO, stamp: BinaryIO) -> BinaryIO:
        return io.BytesIO(document.read() + stamp.read())

    def bound(self, title: str, parts: Sequence[tuple[str, BinaryIO]], stamp: BinaryIO) -> BinaryIO:
        return io.BytesIO(b"%PDF " + b"\n".join([title.encode(), *(part.read() for _, part in parts), stamp.read()]))
