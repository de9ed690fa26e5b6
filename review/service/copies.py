"""Holds the use cases of reading copies (阅览副本): a document with the mark of whoever reads it, the whole folder of a matter
(全卷) in one file. Nothing that proves anything is made here: that is the record and its archive package.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import BinaryIO

from review.domain.archive_index import Entry, index_of
from review.domain.copies import MOST_BYTES, MOST_FILES, MOST_SHEETS, Viewer
from review.domain.errors import FileDamaged, NotBindable, NotFound, RecordNotPrintable
from review.domain.files import FileType, shown_name
from review.domain.papers import PaperKind, reviews_of
from review.service.desk import Desk
from review.service.papers import name, of_matter
from review.service.ports import Actor, Binder, Contents, Leaf, Paper, Printer, Record, StoredFile
from review.service.record import compose

IN_PACKAGE = "未并入，见归档包"
PAGES_ONLY = "只有页面，不带数据和签名"
DAMAGED = "未并入：保存的文件与登记的校验值不一致，请联系系统管理员从备份恢复"
MOST_PRINTS = 5
"""Of an index, whose number of sheets depends on what it says of them."""
WAITING = 60.0
"""Seconds that a folder waits for another one to be made."""

_ONE_AT_A_TIME = threading.Lock()
"""A folder takes the printers for some seconds and may fill the disk; others wait."""


@dataclass(frozen=True, slots=True)
class Press:
    """What makes copies: it prints, and it binds."""

    printer: Printer
    binder: Binder


def marked(paper: Paper, viewer: Viewer, press: Press) -> BinaryIO:
    """The document with the viewer's mark on every page. Raises RecordNotPrintable."""
    with _kept(press.printer(paper)) as document, _kept(press.printer(viewer)) as stamp:
        try:
            return press.binder.marked(document, stamp)
        except NotBindable as error:
            raise RecordNotPrintable(f"阅览副本没有制成：{error}") from error


def folder(desk: Desk, actor: Actor, number: str, viewer: Viewer, press: Press) -> tuple[Record, BinaryIO]:
    """The folder of a matter as its newest revision stands: index, record, documents, uploaded PDF files. Every other file, and
    whatever cannot be bound in, stands in the index with the reason. Raises NotFound, RecordNotPrintable."""
    record = compose(desk, actor, number)
    if not _ONE_AT_A_TIME.acquire(timeout=WAITING):
        raise RecordNotPrintable("正在制作其他事项的全卷，请稍后再试")
    with ExitStack() as stack:
        stack.callback(_ONE_AT_A_TIME.release)
        bound = [*_own(record, press, stack), *_uploaded(desk, actor, record, press, stack)]
        try:
            return record, _bound(replace(record, rules=None), bound, viewer, press, stack)
        except NotBindable as error:
            raise RecordNotPrintable(f"全卷没有制成：{error}。请分别下载审查记录、各文书和附件") from error


Bound = tuple[Leaf, BinaryIO | None]
"""A line of the index, and the sheets, where it is bound in."""


def _own(record: Record, press: Press, stack: ExitStack) -> Iterator[Bound]:
    """The record and its documents, as they are printed now."""
    printed = [(Leaf(title="合法性审查记录", about=record.dossier.matter.number or "", remark=PAGES_ONLY), press.printer(record))]
    printed += [(_leaf_of(paper), press.printer(paper)) for paper in of_matter(record)]
    files = [stack.enter_context(_kept(content)) for _, content in printed]
    for (leaf, _), file, sheets in zip(printed, files, press.binder.counted(files), strict=True):
        yield replace(leaf, sheets=sheets), file


def _leaf_of(paper: Paper) -> Leaf:
    dossier = paper.records[0].dossier
    if paper.kind is PaperKind.ADOPTION:
        number = dossier.matter.number
    elif paper.kind is PaperKind.OPINION:
        number = (dossier.legal_opinions or ())[paper.place].number
    elif paper.kind is PaperKind.REVIEW:
        number = reviews_of(dossier)[paper.place].number
    else:
        number = (dossier.meetings or ())[paper.place].number
    return Leaf(title=name(paper), about=number or "", remark="节录" if paper.excerpt else "")


def _uploaded(desk: Desk, actor: Actor, record: Record, press: Press, stack: ExitStack) -> Iterator[Bound]:
    """What the matter names, in the order of its index; a file that is named twice is bound in once."""
    index = index_of(record.dossier)
    with desk.store.reading(actor.unit) as work:
        stored = work.files.named(entry.sha256 for entry in index)
    sheets, size, files, told = 0, 0, 0, set[str]()
    for entry in index:
        leaf = Leaf(title=shown_name(entry.name), about=_about(entry, stored), sha256=entry.sha256)
        file = stored.get(entry.sha256)
        if file is None:
            yield replace(leaf, remark="没有上传，只登记了校验值"), None
        elif entry.sha256 in told:
            yield replace(leaf, remark="与前面的材料是同一文件"), None
        elif file.type is not FileType.PDF:
            yield replace(leaf, remark=f"{IN_PACKAGE}：不是PDF文件"), None
        elif files == MOST_FILES or size + file.size > MOST_BYTES:
            yield replace(leaf, remark=f"{IN_PACKAGE}：全卷已满{MOST_FILES}件或者{MOST_BYTES // 1024 // 1024} MB"), None
        else:
            told.add(entry.sha256)
            try:
                with desk.files.open(entry.sha256) as content:
                    taken = press.binder.taken_over(content)
            except (NotBindable, FileDamaged, NotFound) as cause:
                remark = f"{IN_PACKAGE}：{cause}" if isinstance(cause, NotBindable) else DAMAGED
                yield replace(leaf, remark=remark), None
                continue
            stack.callback(taken.content.close)
            if sheets + taken.number > MOST_SHEETS:
                yield replace(leaf, remark=f"{IN_PACKAGE}：全卷已满{MOST_SHEETS}页"), None
                continue
            sheets, size, files = sheets + taken.number, size + file.size, files + 1
            remark = f"未带{'、'.join(taken.left)}，原件见归档包" if taken.left else ""
            yield replace(leaf, sheets=taken.number, remark=remark), taken.content


def _about(entry: Entry, stored: Mapping[str, StoredFile]) -> str:
    kind, file = entry.kind.label if entry.kind else "附件", stored.get(entry.sha256)
    return f"{kind}，{file.type.label}，{file.size:,}字节" if file else kind


def _bound(record: Record, bound: list[Bound], viewer: Viewer, press: Press, stack: ExitStack) -> BinaryIO:
    """The folder behind its index, which is printed again where it takes more sheets than was thought."""
    stamp = stack.enter_context(_kept(press.printer(viewer)))
    index = _index(record, bound, viewer, press, stack)
    title = f"{record.dossier.matter.number or ''} 全卷（阅览副本）"
    parts = [("全卷目录", index), *((f"{leaf.title} {leaf.about}".strip(), file) for leaf, file in bound if file)]
    return press.binder.bound(title, parts, stamp)


def _index(record: Record, bound: list[Bound], viewer: Viewer, press: Press, stack: ExitStack) -> BinaryIO:
    """The index, whose own sheets come first and move all others; printed until it has as many as it says."""
    first = 1
    for _ in range(MOST_PRINTS):
        index = stack.enter_context(_kept(press.printer(_contents(record, bound, viewer, first))))
        (needed,) = press.binder.counted([index])
        if needed == first:
            return index
        first = needed
    raise NotBindable("目录的页数不能确定")


def _contents(record: Record, bound: list[Bound], viewer: Viewer, first: int) -> Contents:
    """The index where it has so many sheets itself."""
    leaves, at = [], first + 1
    for leaf, file in bound:
        leaves.append(replace(leaf, at=at) if file else leaf)
        at += (leaf.sheets or 0) if file else 0
    return Contents(record=record, viewer=viewer, leaves=tuple(leaves), sheets=at - 1)


def _kept(content: bytes) -> BinaryIO:
    """A file of this machine, which another process can read; it is gone when it is closed."""
    file: BinaryIO = TemporaryFile()  # noqa: SIM115
    file.write(content)
    file.flush()
    file.seek(0)
    return file
