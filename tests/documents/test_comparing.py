"""Two documents are compared in a process of its own; what cannot be read is told plainly, what is hostile ends quickly."""

import io
import tempfile
from pathlib import Path

import pytest

from review.documents import compare
from review.documents.portable import joined
from review.documents.reading import paragraphs
from review.documents.unreadable import Unreadable
from review.domain.comparison import UNREAD, PieceKind
from review.domain.errors import NotComparable
from review.domain.files import FileType
from tests.papers import OLE, W, docx, pdf, scanned, zipped
from tests.sampling import some

Document = tuple[FileType, bytes]


def difference(old: Document, new: Document) -> list[tuple[str, str, str]]:
    """What is not the same: kind, old text, new text."""
    with tempfile.TemporaryFile() as before, tempfile.TemporaryFile() as after:
        for file, (_, content) in ((before, old), (after, new)):
            file.write(content)
            file.seek(0)
        pieces = compare((old[0], before), (new[0], after))
    return [
        (one.kind.value, "".join(run.text for run in one.old), "".join(run.text for run in one.new))
        for one in pieces if one.kind is not PieceKind.SAME
    ]  # fmt: skip


def word(*paragraphs: str, **rest: str) -> Document:
    return FileType.DOCX, docx(*paragraphs, **rest)


def plain(text: str, encoding: str = "utf-8") -> Document:
    return FileType.TEXT, text.encode(encoding)


def test_word_documents_are_compared_by_paragraph() -> None:
    assert difference(word("第一条　目的。", "第二条　应当办理。"), word("第一条　目的。", "第二条　可以办理。", "第三条。")) == [
        ("CHANGED", "第二条 应当办理。", "第二条 可以办理。"), ("ADDED", "", "第三条。"),
    ]  # fmt: skip


def test_documents_of_different_kinds_are_compared_by_their_text() -> None:
    assert difference(word("第一条　目的。", "第二条。"), plain("第一条　目的。\r\n\r\n第二条。\r\n", "gb18030")) == []


def test_tables_text_boxes_notes_headers_and_tabs_are_read_and_what_is_struck_out_is_not() -> None:
    def run(text: str, tag: str = "t") -> str:
        return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"

    body = (
        f"<w:tbl><w:tr><w:tc><w:p>{run('格一')}</w:p></w:tc><w:tc><w:p>{run('格二')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:p>{run('外')}<w:r><w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent></w:r>{run('面')}</w:p>"
        f"<w:p><w:del>{run('删', 'delText')}</w:del><w:ins>{run('增')}</w:ins><w:r><w:tab/><w:t>后</w:t><w:br/></w:r>"
        f"{run('换行')}<w:moveFrom>{run('移走')}</w:moveFrom></w:p><w:p><w:moveTo>{run('移来')}</w:moveTo></w:p>"
        f'<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>{run("新")}'
        f"</mc:Choice><mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    read = word(body=body, footnotes=f"<w:p>{run('脚注')}</w:p>", header1=f"<w:p>{run('页眉')}</w:p>")
    lines = ["格一", "格二", "框内", "外面", "增 后", "换行", "移来", "新", "脚注", "页眉"]
    assert difference(read, plain("\n".join(lines))) == []


def test_pdfs_are_compared_by_their_text_layer() -> None:
    old = FileType.PDF, pdf(("Article one.", "Article two must be done.", "- 1 -"), ("Article three.", "2"))
    new = FileType.PDF, pdf(("Article one.", "Article two may be done.", "- 1 -"), ("Article three.", "2"))
    assert difference(old, old) == []
    assert [kind for kind, _, _ in difference(old, new)] == ["CHANGED"]


def test_a_page_that_is_only_a_picture_is_told_as_not_read_and_never_as_the_same() -> None:
    """A scanned page between others was passed over, and the drafts told to be without a difference."""
    half = FileType.PDF, scanned(("Article one.",), None, ("Article three.",))
    assert difference(half, half) == [("UNREAD", UNREAD.format(2), UNREAD.format(2))]
    assert difference(half, (FileType.PDF, pdf(("Article one.",), ("Article three.",)))) == [("UNREAD", UNREAD.format(2), "")]
    assert difference((FileType.PDF, pdf(("One.",), ())), (FileType.PDF, pdf(("One.",)))) == [], "a page with nothing on it"


def test_a_number_in_a_cell_of_a_pdf_is_no_number_of_a_page() -> None:
    """The amount was left out of both drafts, which then were told to be the same."""
    old, new = (
        (FileType.PDF, pdf(("Amount", amount, "Years", years, "Paid in full.", "1")))
        for amount, years in (("68", "2024-2026"), ("86", "2024-2027"))
    )
    assert [kind for kind, _, _ in difference(old, new)] == ["REMOVED", "ADDED", "CHANGED"]
    assert joined(["1", "68", "-86", "12页", "1/3", "— 68 —", "第 68 页", "7", "2"], 2) == ["68", "-86 12页1/3 7"]


def test_the_lines_of_a_pdf_are_put_together_to_paragraphs() -> None:
    lines = ["一、各县应当结合本地承接能力，从指导", "目录中选取事项。", "二、施行。", "— 3 —", "第 3 页 共 9 页"]
    lines += ["three words in one", "line"]
    assert joined(lines, 9) == ["一、各县应当结合本地承接能力，从指导目录中选取事项。", "二、施行。", "three words in one line"]


@pytest.mark.parametrize(("kind", "content", "said"), [
    (FileType.OLE, OLE, "旧版 Office、WPS 文档的文字不能由系统读取"),
    (FileType.OFD, zipped(("OFD.xml", "x")), "OFD 版式文件的文字不能"),
    (FileType.PNG, b"\x89PNG", "PNG 图片的文字不能"), (FileType.PDF, pdf(()), "没有文字层"),
    (FileType.PDF, b"%PDF-1.4 broken", "文件损坏或者结构特殊"), (FileType.DOCX, docx("一")[:200], "文件损坏或者结构特殊"),
    (FileType.DOCX, zipped(("word/document.xml", "<w:p>")), "文件损坏或者结构特殊"),
    (FileType.TEXT, b"\xff\xff\xff", "编码不能识别"), (FileType.DOCX, docx(), "文件没有文字"),
    (FileType.TEXT, b" \n", "文件没有文字"),
])  # fmt: skip
def test_what_cannot_be_read_is_told_plainly(kind: FileType, content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        paragraphs(kind, io.BytesIO(content))


def test_it_is_told_which_of_the_two_cannot_be_read() -> None:
    scan = FileType.PNG, b"\x89PNG"
    for old, new, which in ((scan, word("一"), "前一稿"), (word("一"), scan, "后一稿")):
        with pytest.raises(NotComparable, match=f"^{which}：PNG 图片的文字不能由系统读取$"):
            difference(old, new)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>'
)
OUTSIDE = LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/passwd"')


def parts(document: bytes | str) -> bytes:
    return zipped(("[Content_Types].xml", ""), ("word/document.xml", document))


def opening(count: int) -> str:
    return f'<w:document xmlns:w="{W}">' + "<w:p>" * count


HOSTILE = {
    "a bomb of paragraphs": (FileType.DOCX, lambda: docx(*["重复的一段"] * 60_000), "文字过多"),
    "a bomb of blanks": (FileType.DOCX, lambda: parts(b" " * 300_000_000), "解开后过大|损坏"),
    "a bomb of one paragraph": (FileType.DOCX, lambda: docx("长" * 2_000_000), "文字过多"),
    "entities that grow": (FileType.DOCX, lambda: parts(LAUGHS), "文档类型声明"),
    "an entity from outside": (FileType.DOCX, lambda: parts(OUTSIDE), "文档类型声明"),
    "a hundred thousand elements in each other": (FileType.DOCX, lambda: parts(opening(100_000)), "损坏|过大"),
    "a text of twenty megabytes": (FileType.TEXT, lambda: b"x\n" * 10_000_000, "超过 4 MB"),
    "a pdf whose pages are each other's": (
        FileType.PDF, lambda: pdf(("x",)).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), "损坏|过大|文字层|限定"
    ),
}  # fmt: skip
"""Each made when it is asked for: some have hundreds of megabytes."""


@pytest.mark.parametrize("what", some(HOSTILE, 4))
def test_a_hostile_document_is_answered_by_a_plain_sentence(what: str) -> None:
    kind, made, said = HOSTILE[what]
    with pytest.raises(NotComparable, match=said):
        difference((kind, made()), word("一"))


@pytest.mark.heavy
def test_two_texts_that_no_comparison_finishes_with_are_given_up(tmp_path: Path) -> None:
    """The same lines over and over, in another order: the worst that there is for finding what agrees."""
    one = plain("\n".join(["□", "■"] * 4_900))
    other = plain("\n".join(["■", "■", "□"] * 3_300))
    with pytest.raises(NotComparable, match="过于复杂"):
        difference(one, other)


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryFile() as before, tempfile.TemporaryFile() as after, pytest.raises(NotComparable, match="限定"):
        compare((FileType.TEXT, before), (FileType.TEXT, after), seconds=0.001)


def test_a_file_that_is_no_file_of_this_machine_is_a_fault_of_the_program() -> None:
    with pytest.raises(io.UnsupportedOperation):
        compare((FileType.TEXT, io.BytesIO(b"")), (FileType.TEXT, io.BytesIO(b"")))
