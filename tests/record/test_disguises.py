"""A record that shows or does something else than was printed, in whichever way a PDF can, is named as altered: added behind its
signature, signed by a stranger together with the change, or written anew as a whole."""

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    Reference,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

from review.record import additions, signing
from review.record.additions import NO_SIGNATURE, NOT_COVERED, OTHER_CHANGE
from review.record.seals import KeySeals
from review.service.proof import OTHER_PAGES, unlike_printed
from tests.sampling import some
from tests.sealing import with_key

Change = Callable[[IncrementalPdfFileWriter], None]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> KeySeals:
    return with_key(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> KeySeals:
    return with_key(tmp_path_factory.mktemp("stranger"), "另一单位")


@pytest.fixture(scope="module")
def plain(printed: Callable[[str], bytes]) -> bytes:
    return printed("handled")


@pytest.fixture(scope="module")
def signed(plain: bytes, own: KeySeals) -> bytes:
    return own.sign(plain)


def said(value: Any) -> Any:
    """A value of Python as one of a PDF: a text that begins with a slash is a name."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): said(one) for key, one in value.items()})
    if isinstance(value, (list, tuple)):
        return ArrayObject(map(said, value))
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    return NumberObject(value) if isinstance(value, int) else value


def drawn(writer: IncrementalPdfFileWriter, **more: Any) -> Any:
    """What covers a page with a black square, and is an object of its own."""
    about = {"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 600, 900], **more}
    return writer.add_object(StreamObject(said(about), stream_data=b"0 0 500 500 re f"))


def first(writer: IncrementalPdfFileWriter) -> Any:
    return writer.root["/Pages"]["/Kids"][0]


def on_the_page(key: str, value: Any) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = first(writer)
        page[NameObject(key)] = said(value(writer) if callable(value) else value)
        writer.update_container(page)
    return change


def in_the_catalogue(key: str, value: Any) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root[NameObject(key)] = said(value(writer) if callable(value) else value)
        writer.update_root()
    return change


def in_the_resources(kind: str, value: Callable[[IncrementalPdfFileWriter], Any]) -> Change:
    """Of the first page: one more of a kind."""
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = first(writer)
        resources = DictionaryObject(page["/Resources"])
        resources[NameObject(kind)] = said({**dict(resources.get(kind, {})), "/Another": value(writer)})
        page[NameObject("/Resources")] = resources
        writer.update_container(page)
    return change


def font(writer: IncrementalPdfFileWriter) -> Any:
    fonts = first(writer)["/Resources"]["/Font"]
    return fonts[sorted(fonts)[0]]


def stream_of_a_font(*path: Any, of: bytes = b"") -> Change:
    """A part of an embedded font, with other content."""
    def change(writer: IncrementalPdfFileWriter) -> None:
        part = font(writer)
        for key in path:
            part = part[key if key != "/FontFile" else next(one for one in part if one.startswith("/FontFile"))]
        part._data, part._encoded_data = of or part.data[:-1], None
        writer.update_container(part)
    return change


def of_a_font(key: str, value: Any, *path: Any) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        part = font(writer)
        for step in path:
            part = part[step]
        part[NameObject(key)] = said(value)
        writer.update_container(part)
    return change


def pages(order: Callable[[list[Any]], list[Any]]) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        tree = writer.root["/Pages"]
        kids = [tree["/Kids"].raw_get(place) for place in range(len(tree["/Kids"]))]
        tree[NameObject("/Kids")] = ArrayObject(order(kids))
        tree[NameObject("/Count")] = NumberObject(len(order(kids)))
        writer.update_container(tree)
    return change


def a_widget(writer: IncrementalPdfFileWriter) -> None:
    """A field that is filled in, over the text."""
    field = writer.add_object(said({
        "/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Tx", "/T": "x", "/V": "作废", "/F": 4, "/Rect": [0, 0, 500, 500],
        "/AP": {"/N": drawn(writer)},
    }))  # fmt: skip
    page = first(writer)
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", ()), field])
    writer.update_container(page)
    form = writer.root["/AcroForm"] if "/AcroForm" in writer.root else DictionaryObject()
    form[NameObject("/Fields")] = ArrayObject([*form.get("/Fields", ()), field])
    writer.root[NameObject("/AcroForm")] = form
    writer.update_root()


def a_stream_more(writer: IncrementalPdfFileWriter) -> list[Any]:
    return [first(writer).raw_get("/Contents"), writer.add_object(StreamObject(stream_data=b"0 0 500 500 re f"))]


def another_root(writer: IncrementalPdfFileWriter) -> None:
    writer.trailer[NameObject("/Root")] = writer.add_object(DictionaryObject(writer.root))


SCRIPT = {"/S": "/JavaScript", "/JS": "app.alert(1)"}
LAYER = {"/Type": "/OCG", "/Name": "x"}
DISGUISES: dict[str, Change] = {
    "letters that are read otherwise than they look": stream_of_a_font("/ToUnicode", of=b"begincmap endcmap"),
    "another font program": stream_of_a_font("/DescendantFonts", 0, "/FontDescriptor", "/FontFile"),
    "other widths": of_a_font("/W", [0, [0]], "/DescendantFonts", 0),
    "other glyphs": of_a_font("/CIDToGIDMap", "/Other", "/DescendantFonts", 0),
    "another encoding": of_a_font("/Encoding", "/Identity-V"),
    "layers": in_the_catalogue("/OCProperties", lambda writer: {"/OCGs": [writer.add_object(said(LAYER))], "/D": {}}),
    "a layer of a page": in_the_resources("/Properties", lambda writer: writer.add_object(said(LAYER))),
    "pages in another order": pages(lambda kids: [*kids[1:], kids[0]]),
    "a page less": pages(lambda kids: kids[:-1]),
    "a page twice": pages(lambda kids: [*kids, kids[0]]),
    "a page cropped": on_the_page("/CropBox", [0, 400, 600, 800]),
    "a page of another size": on_the_page("/MediaBox", [0, 0, 600, 300]),
    "a page turned": on_the_page("/Rotate", 180),
    "a page of another scale": on_the_page("/UserUnit", 3),
    "a field over the text": a_widget,
    "a stream more": on_the_page("/Contents", a_stream_more),
    "a mask": in_the_resources("/ExtGState", lambda writer: said({
        "/SMask": {"/S": "/Alpha", "/G": drawn(writer)}, "/ca": 0})),
    "a drawing": in_the_resources("/XObject", drawn),
    "an act of a page": on_the_page("/AA", {"/O": SCRIPT}),
    "an act of the document": in_the_catalogue("/AA", {"/WC": SCRIPT}),
    "an act when it is opened": in_the_catalogue("/OpenAction", SCRIPT),
    "scripts by name": in_the_catalogue("/Names", {"/JavaScript": {"/Names": ["x", SCRIPT]}}),
    "a base of addresses": in_the_catalogue("/URI", {"/Base": "http://127.0.0.1/"}),
    "other data": in_the_catalogue("/Names", lambda writer: {"/EmbeddedFiles": {"/Names": ["record.json", drawn(writer)]}}),
    "other associated files": in_the_catalogue("/AF", []),
    "another contents list": in_the_catalogue("/Outlines", {"/Count": 0}),
    "other page numbers": in_the_catalogue("/PageLabels", {"/Nums": [0, {"/S": "/r"}]}),
    "another structure for those who listen": in_the_catalogue("/StructTreeRoot", {"/Type": "/StructTreeRoot"}),
    "another way of showing it": in_the_catalogue("/ViewerPreferences", {"/HideMenubar": 1}),
    "a file of files": in_the_catalogue("/Collection", {"/Type": "/Collection"}),
    "a film over the text": on_the_page("/Annots", [{"/Type": "/Annot", "/Subtype": "/Screen", "/Rect": [0, 0, 500, 500]}]),
    "another catalogue": another_root,
}  # fmt: skip
"""By what a reader would be shown: the change."""


def appended(pdf: bytes, change: Change) -> bytes:
    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def signed_by(key: KeySeals, pdf: bytes, change: Change) -> bytes:
    """The change and a signature in one addition."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    described = PdfSignatureMetadata(field_name="Another", subfilter=SigSeedSubFilter.PADES)
    assert key.key is not None
    return sign_pdf(writer, described, signer=signing.load(key.key.read_bytes(), None).signer).getvalue()


@pytest.mark.parametrize("change", some(DISGUISES.values(), 8), ids=DISGUISES)
def test_a_disguise_that_is_added_is_named_whoever_signs_it(
    change: Change, plain: bytes, signed: bytes, own: KeySeals, stranger: KeySeals
) -> None:
    together = {OTHER_CHANGE, NO_SIGNATURE}
    for forged, told in (
        (appended(signed, change), {NOT_COVERED}), (signed_by(stranger, signed, change), together),
        (stranger.sign(appended(signed, change)), {NO_SIGNATURE}), (signed_by(stranger, plain, change), together),
        (appended(plain, change), {NO_SIGNATURE}),
    ):  # fmt: skip
        assert own.read(forged).difference in told


def turned(of: pikepdf.Pdf) -> None:
    of.pages[0].obj.Rotate = 180


def blank(of: pikepdf.Pdf) -> None:
    of.pages[0].obj.Contents = of.make_stream(b"")


@pytest.mark.parametrize("change", [turned, blank, lambda of: of.Root.__setitem__("/Lang", pikepdf.String("en"))])
def test_a_record_written_anew_without_its_signature_is_not_as_it_is_printed(
    change: Callable[[pikepdf.Pdf], Any], plain: bytes, signed: bytes, own: KeySeals, stranger: KeySeals
) -> None:
    written = BytesIO()
    with pikepdf.open(BytesIO(plain)) as opened:
        change(opened)
        opened.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    for forged in (written.getvalue(), stranger.sign(written.getvalue())):
        assert OTHER_PAGES in (unlike_printed(forged, own.read(forged), plain) or "")


@pytest.mark.parametrize(("added", "whole"), [
    (b"7 0 obj\n<<>>\nendobj\n9 0 obj\n<<>>\nendobj\nstartxref\n5\n%%EOF", True),
    (b"7 0 obj\n<<>>\nendobj\n6 0 obj\n<<>>\nendobj\nstartxref\n5\n%%EOF", False),
    (b"7 0 obj\n<<>>\nendobj\n7 0 obj\n<<>>\nendobj\nstartxref\n5\n%%EOF", False),
])  # fmt: skip
def test_an_object_that_no_entry_names_is_not_counted_for_one_that_stands_elsewhere(added: bytes, whole: bool) -> None:
    """An entry may lead back into what was printed; a viewer that repairs a file would take the other object all the same."""
    before = b"%PDF-1.7\n9 0 obj\n<<>>\nendobj\n%%EOF\n"
    ends = SimpleNamespace(get_xref_container_info=lambda revision: SimpleNamespace(
        end_location=(len(before) - 6, len(before) + len(added) - 5)[revision]))  # fmt: skip
    new = SimpleNamespace(revision=1, explicit_refs_in_revision=lambda: {Reference(7), Reference(9)})
    assert additions._is_all(before + added, SimpleNamespace(xrefs=ends), new) is whole
