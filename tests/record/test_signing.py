"""A record is signed behind its printed bytes; whatever else is done to it is found and named."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto.pem import armor
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from review.config import development_key, write_whole
from review.domain import english
from review.domain.errors import RecordNotSigned
from review.domain.verifying import NOT_SIGNED, attached
from review.domain.vocabulary import Language
from review.record import signing
from review.record.additions import NO_SIGNATURE, NOT_COVERED, OTHER_CHANGE
from review.record.seals import KeySeals
from review.record.signatures import BROKEN, NOT_READABLE
from tests.sampling import some
from tests.sealing import UNIT, with_key

DEVELOPMENT = "开发用签名密钥，不具法律效力"


@pytest.fixture(scope="module")
def printed(printed: Callable[[str], bytes]) -> bytes:
    return printed("handled")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> KeySeals:
    return with_key(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> KeySeals:
    return with_key(tmp_path_factory.mktemp("foreign"), "另一单位")


@pytest.fixture(scope="module")
def signed(printed: bytes, own: KeySeals) -> bytes:
    return own.sign(printed)


def test_a_signature_is_added_behind_the_printed_bytes_which_stay(printed: bytes, signed: bytes, own: KeySeals):
    again = own.sign(printed)
    assert signed != again, "each signature is another"
    for one in (signed, again):
        found = own.read(one)
        assert one.startswith(printed)
        assert found.printed == printed
        assert (found.difference, found.caution) == (None, None)
        assert attached(one) == attached(printed)


def test_who_signed_is_told_and_that_a_development_key_has_no_effect(signed: bytes, own: KeySeals):
    (line,) = own.read(signed).lines()
    assert line.startswith(f"签名1：示例市政务服务数据管理局：{DEVELOPMENT}，自称签于20")
    assert line.endswith("签名完好，所签内容没有改动；本单位的密钥")


@pytest.mark.heavy
def test_a_second_person_signs_and_the_first_signature_stays_intact(printed: bytes, signed: bytes, own, foreign):
    twice = foreign.sign(signed)
    thrice = own.sign(twice)
    found = own.read(thrice)
    assert thrice.startswith(twice) and twice.startswith(signed)
    assert found.printed == printed
    assert found.difference is None
    assert [(one.intact, one.known) for one in found.signatures] == [(True, True), (True, False), (True, True)]
    assert found.caution is None


def test_what_a_signer_wrote_with_his_signature_is_told(signed: bytes, own: KeySeals, foreign: KeySeals):
    """A viewer shows it in its list of signatures, beside a record that is genuine."""
    assert foreign.key is not None
    described = PdfSignatureMetadata(
        field_name="Void", reason="本记录\n已作废", location="某地", subfilter=SigSeedSubFilter.PADES
    )
    signer = signing.load(foreign.key.read_bytes(), None).signer
    found = own.read(sign_pdf(IncrementalPdfFileWriter(BytesIO(signed)), described, signer=signer).getvalue())
    assert found.difference is None
    first, second = found.lines()
    assert "签名中另写" not in first
    assert second.endswith("密钥不是本单位的，不能证明由本单位出具；签名中另写：本记录已作废；某地；Void")
    told = english.said(f"　{second}", Language.EN)
    assert told.endswith("its origin is not proven; it says: 本记录已作废；某地；Void")


def test_a_foreign_key_is_told_and_not_ours(printed: bytes, own: KeySeals, foreign: KeySeals):
    found = own.read(foreign.sign(printed))
    assert found.difference is None
    assert found.foreign
    assert "没有一个签名是用本单位的密钥有效签署的" in (found.caution or "")


def test_where_no_certificate_of_the_unit_is_kept_its_key_is_no_strangers(printed: bytes, own: KeySeals, tmp_path: Path):
    """An auditor with a machine of his own was told of a genuine record that the key is not the unit's."""
    found = replace(own, key=tmp_path / "none.p12", certificates=tmp_path / "none").read(own.sign(printed))
    assert found.difference is None and found.foreign
    assert "没有保存该单位的签名证书，签名人没有核对" in (found.caution or "")
    (line,) = found.lines()
    assert line.endswith("签名完好，所签内容没有改动；这里没有保存该单位的签名证书，签名人没有核对")
    assert english.said(f"　{line}", Language.EN).endswith("no certificate of the unit is kept here: who signed was not checked")
    assert english.said(f"核验结果：{found.caution}", Language.EN).startswith("result: nothing was found altered")


def test_a_removed_signature_is_told_where_records_are_signed(printed: bytes, own: KeySeals, tmp_path: Path):
    found = own.read(printed)
    assert (found.printed, found.difference, found.foreign) == (printed, None, False)
    assert "签名可能被去掉" in (found.caution or "")
    unsigned = replace(own, key=None)
    assert unsigned.sign(printed) == printed
    assert unsigned.read(printed).caution == NOT_SIGNED, "the file alone proves nothing where none are signed either"
    assert list(unsigned.read(printed).lines()) == ["没有电子签名"]


@pytest.mark.heavy
def test_what_an_earlier_key_signed_stays_known(printed: bytes, tmp_path: Path):
    before = with_key(tmp_path)
    old = before.sign(printed)
    after = with_key(tmp_path)
    for one in (old, after.sign(printed)):
        assert after.read(one).caution is None
    for kept in after.certificates.glob("*.pem"):
        kept.unlink()
    assert after.read(old).foreign, "a certificate that was taken away is known no more"


def test_what_is_no_certificate_beside_those_that_are_known_is_passed_over(signed: bytes, own: KeySeals):
    write_whole(own.certificates / "odd.pem", b"no certificate")
    assert own.read(signed).caution is None


@pytest.mark.heavy
def test_an_expired_key_signs_nothing_and_what_it_signed_nevertheless_is_not_valid(printed, own, monkeypatch, caplog):
    monkeypatch.setattr(signing, "DAYS", -1 / 24 / 60)
    expired = signing.development_key("某单位")
    file = own.certificates / "expired.p12"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, expired)
    with pytest.raises(RecordNotSigned):
        replace(own, key=file).sign(printed)
    assert "the certificate is valid from" in caplog.text
    signer = SimpleSigner.load_pkcs12_data(expired, [], None)
    write_whole(own.certificates / "expired.pem", armor("CERTIFICATE", signer.signing_cert.dump()))
    found = own.read(signing.sign(printed, signing.Key(signer, b"", "")))
    assert found.foreign
    assert "签名时间不在证书有效期内" in next(found.lines())


# --- what is done to a signed record: each takes the file as it was signed, and the seals of a stranger

Forge = Callable[[bytes, KeySeals], bytes]


def flipped(at: Callable[[bytes], int]) -> Forge:
    def forge(signed: bytes, _: KeySeals) -> bytes:
        content = bytearray(signed)
        content[at(signed)] ^= 1
        return bytes(content)

    return forge


def cut(count: int) -> Forge:
    return lambda signed, _: signed[:-count]


def page_changed(signed: bytes) -> bytes:
    """With an addition by which the first page shows something else."""
    writer, out = IncrementalPdfFileWriter(BytesIO(signed)), BytesIO()
    another_page(writer)
    writer.write(out)
    return out.getvalue()


def signed_with(change: Callable[[IncrementalPdfFileWriter], None]) -> Forge:
    """Changed and signed in one and the same addition, by a stranger."""
    def forge(signed: bytes, stranger: KeySeals) -> bytes:
        writer = IncrementalPdfFileWriter(BytesIO(signed))
        change(writer)
        assert stranger.key is not None
        described = PdfSignatureMetadata(field_name="Another", subfilter=SigSeedSubFilter.PADES)
        return sign_pdf(writer, described, signer=signing.load(stranger.key.read_bytes(), None).signer).getvalue()

    return forge


def another_page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Contents")] = writer.add_object(StreamObject(stream_data=b"0 0 100 100 re f"))
    writer.update_container(page)


def another_stream(writer: IncrementalPdfFileWriter) -> None:
    """The same object as before, with other content."""
    contents = writer.root["/Pages"]["/Kids"][0]["/Contents"]
    contents._data, contents._encoded_data = b"0 0 100 100 re f", None
    writer.update_container(contents)


def another_title(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer_view["/Info"]
    info[NameObject("/Title")] = TextStringObject("另一个事项")
    writer.update_container(info)


def an_action(writer: IncrementalPdfFileWriter) -> None:
    writer.root[NameObject("/OpenAction")] = TextStringObject("x")
    writer.update_root()


def a_seal_over_the_page(writer: IncrementalPdfFileWriter) -> None:
    """A signature field with an extent, which may cover what was printed."""
    append_signature_field(writer, SigFieldSpec("Another", box=(100, 100, 300, 300)))


def an_annotation(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    rectangle = ArrayObject(NumberObject(one) for one in (0, 0, 500, 500))
    note = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Square"), NameObject("/Rect"): rectangle,
    })  # fmt: skip
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    writer.update_container(page)


def described(before: str, after: str) -> Callable[[IncrementalPdfFileWriter], None]:
    """What the record says of itself, said otherwise: a viewer shows its title at the head of the window."""
    def change(writer: IncrementalPdfFileWriter) -> None:
        xmp = writer.root["/Metadata"]
        text = xmp.data.decode()
        assert before in text
        xmp._data, xmp._encoded_data = text.replace(before, after, 1).encode(), None
        writer.update_container(xmp)
        writer._update_meta = lambda: None  # as a program writes it that does not make it anew

    return change


def the_producer(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer_view["/Info"]
    info[NameObject("/Producer")] = TextStringObject("本记录已作废")
    writer.update_container(info)
    writer._update_meta = lambda: None


def an_extension(writer: IncrementalPdfFileWriter) -> None:
    writer.root[NameObject("/Extensions")] = DictionaryObject({NameObject("/X"): DictionaryObject({
        NameObject("/URL"): TextStringObject("https://www.example.org/作废"),
    })})  # fmt: skip
    writer.update_root()


def behind_what_is_listed(more: bytes) -> Forge:
    """Signed by a stranger with bytes that no entry names: a viewer that repairs a file reads what it finds."""
    def forge(signed: bytes, stranger: KeySeals) -> bytes:
        return stranger.sign(signed + more)

    return forge


def a_digit_of_the_signature(signed: bytes) -> int:
    start = signed.rindex(b"/Contents <") + 900
    return next(at for at in range(start, start + 100) if signed[at : at + 1].isdigit() and signed[at] != ord("9"))


MORE = '<rdf:Description rdf:about=""><dc:rights>作废</dc:rights></rdf:Description></rdf:RDF>'
FORGED: dict[str, tuple[Forge, str]] = {
    "a byte of the pages": (flipped(lambda signed: len(signed) // 3), BROKEN.format(1)),
    "a byte of the signature": (flipped(a_digit_of_the_signature), BROKEN.format(1)),
    "a byte behind the signature": (flipped(lambda signed: signed.rindex(b"/Filter /Adobe") + 9), BROKEN.format(1)),
    "its end cut off": (cut(6), NOT_READABLE),
    "cut within the signature": (cut(3000), NOT_READABLE),
    "a byte appended": (lambda signed, _: signed + b"%", NOT_COVERED),
    "a line appended": (lambda signed, _: signed + b"\n", NOT_COVERED),
    "another page appended": (lambda signed, _: page_changed(signed), NOT_COVERED),
    "another page appended, then signed": (lambda signed, stranger: stranger.sign(page_changed(signed)), NO_SIGNATURE),
    "another page signed by a stranger": (signed_with(another_page), OTHER_CHANGE),
    "other content signed by a stranger": (signed_with(another_stream), OTHER_CHANGE),
    "another title signed by a stranger": (signed_with(another_title), OTHER_CHANGE),
    "an action signed by a stranger": (signed_with(an_action), OTHER_CHANGE),
    "a seal over the page": (signed_with(a_seal_over_the_page), OTHER_CHANGE),
    "an annotation over the page": (signed_with(an_annotation), OTHER_CHANGE),
    "another title of the document": (signed_with(described("</rdf:li>", "（作废）</rdf:li>")), OTHER_CHANGE),
    "another number of the document": (signed_with(described('Keywords="', 'Keywords="SL-X-1 ')), OTHER_CHANGE),
    "a property more of the document": (signed_with(described("</rdf:RDF>", MORE)), OTHER_CHANGE),
    "a comment in what it says of itself": (signed_with(described("</rdf:RDF>", "<!-- 作废 --></rdf:RDF>")), OTHER_CHANGE),
    "a sentence in place of the producer": (signed_with(the_producer), OTHER_CHANGE),
    "a sentence in place of an edition": (signed_with(an_extension), OTHER_CHANGE),
    "an object that is not listed": (behind_what_is_listed(b"\n6 0 obj\n<<>>\nendobj\n"), OTHER_CHANGE),
    "a second end": (lambda signed, stranger: stranger.sign(signed + signed[signed.rindex(b"startxref") :]), OTHER_CHANGE),
}


@pytest.mark.parametrize(("forge", "told"), some(FORGED.values(), 5), ids=FORGED.keys())
def test_whatever_is_done_to_a_signed_record_is_named(forge: Forge, told: str, signed: bytes, own: KeySeals, foreign: KeySeals):
    forged = forge(signed, foreign)
    assert forged != signed
    assert own.read(forged).difference == told


@pytest.mark.heavy
@pytest.mark.parametrize("first", range(4))
def test_no_flipped_bit_of_what_was_added_is_missed(first: int, printed: bytes, signed: bytes, own: KeySeals):
    """The head of the signature, which nothing covers, and the zeros that fill its gap included."""
    start = len(printed) - 20
    head = range(signed.rindex(b"/Contents <") + first, signed.rindex(b"/Contents <") + 120, 4)
    for at in (*head, *range(start + first * 12, len(signed), 48)):
        forged = bytearray(signed)
        forged[at] ^= (1, 2, 32, 128)[first]
        found = own.read(bytes(forged))
        assert found.difference or found.foreign or found.printed != printed, f"byte {at - start}"


def test_what_the_signature_does_not_cover_of_itself_has_one_form(signed: bytes, own: KeySeals):
    """The version that the signer gives himself (1) is covered by nothing: 3 would name him otherwise."""
    der = signing.load(own.key.read_bytes(), None).signer.signing_cert.dump()
    behind = signed.rindex(der.hex().upper().encode()) + len(der) * 2
    at = signed.index(b"020101", behind)
    assert own.read(signed[:at] + b"020103" + signed[at + 6 :]).difference == BROKEN.format(1)


@pytest.mark.heavy
@pytest.mark.parametrize("change", [another_page, another_stream, a_seal_over_the_page, an_annotation])
def test_the_first_signature_too_may_bring_nothing_else(change, printed: bytes, own: KeySeals, foreign: KeySeals):
    assert own.read(signed_with(change)(printed, foreign)).difference == OTHER_CHANGE


def test_another_document_behind_the_printed_bytes_is_not_what_was_printed(printed: bytes, own: KeySeals, foreign: KeySeals):
    """Its references lead nowhere into what was printed: whoever compares only how the file begins is deceived."""
    writer, out = PdfFileWriter(), BytesIO()
    writer.insert_page(PageObject(contents=writer.add_object(StreamObject(stream_data=b"q Q")), media_box=(0, 0, 9, 9)))
    out.write(printed)
    writer.write(out)
    shifted = foreign.sign(out.getvalue())
    found = own.read(shifted)
    assert shifted.startswith(printed)
    assert found.printed != printed


def test_the_key_of_the_unit_is_opened_by_its_passphrase_file(printed: bytes, tmp_path: Path):
    key, certificate, _ = pkcs12.load_key_and_certificates(signing.development_key("某单位"), None)
    file, passphrase = tmp_path / "unit.p12", tmp_path / "passphrase"
    locked = BestAvailableEncryption("口令".encode())
    _, issuer, _ = pkcs12.load_key_and_certificates(signing.development_key("签发者"), None)
    file.write_bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, [issuer], locked))
    passphrase.write_text("口令\n")
    seals = replace(with_key(tmp_path), key=file, passphrase=passphrase)
    (signature,) = seals.read(seals.sign(printed)).signatures
    assert signature.own
    assert signature.signer.startswith("某单位")


# --- a key that cannot be used


@pytest.mark.parametrize("fault", ["missing", "not a key", "wrong passphrase", "no passphrase file"])
def test_a_key_that_cannot_be_used_gives_no_record_and_tells_the_administrator(fault, printed: bytes, tmp_path: Path, caplog):
    seals = with_key(tmp_path)
    if fault == "missing":
        development_key(tmp_path, UNIT).unlink()
    elif fault == "not a key":
        write_whole(development_key(tmp_path, UNIT), b"no key")
    else:
        seals = replace(seals, passphrase=tmp_path / "passphrase")
        if fault == "wrong passphrase":
            write_whole(tmp_path / "passphrase", b"wrong\n")
    with pytest.raises(RecordNotSigned, match="签名密钥不能使用"):
        seals.sign(printed)
    assert "is not signed" in caplog.text
    assert str(tmp_path) in caplog.text
