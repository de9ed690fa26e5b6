"""Looks at what was added to a record behind its printed bytes: each addition is one signature without extent, and changes
nothing that a page or a viewer shows.

pyHanko's own analysis of differences takes a minute for a record, which has thousands of objects that point to one another.
A record is added to in one way only, so that every object that an addition writes is looked at here, and that it is all that
the addition holds: what no entry names, a viewer that repairs files would read all the same.
"""

import re
from collections.abc import Collection
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    Reference,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation import SignatureCoverageLevel as Coverage

from review.domain.verifying import NO_SIGNATURE, NOT_COVERED
from review.record import xmp

TRAILER = {"/Size", "/ID", "/Prev", "/W", "/Type", "/Filter", "/Index", "/Length"}
"""What each addition says anew of itself, where nothing of the document is said."""
FIELD = {"/FT", "/T", "/Type", "/Subtype", "/F", "/Rect", "/P", "/V"}
"""What a signature's field may say: nothing that a page would show."""

_OBJECT, _ENDS = re.compile(rb"(?<!\d)(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj"), (b"startxref", b"%%EOF")
_VERSION = re.compile(r"/[12]\.\d")
_EXTENSION = {
    "/Type": (NameObject, re.compile("/DeveloperExtensions")), "/BaseVersion": (NameObject, _VERSION),
    "/ExtensionLevel": (NumberObject, re.compile(r"\d{1,6}")), "/ExtensionRevision": (TextStringObject, re.compile(r":\d{4}")),
    "/URL": (TextStringObject, re.compile(r"https://www\.iso\.org/standard/\d+\.html")),
}  # fmt: skip
"""By which edition of the format a signature is written."""
_MODIFIED = re.compile(r"D:\d{4,14}(Z|[+-]\d\d'(\d\d'?)?)?")

OTHER_CHANGE = "在追加签名的同时，改动了文件的其他内容"


class Altered(ValueError):
    """The first thing that was added and is no signature."""


def check(reader: PdfFileReader, content: bytes, found: list[EmbeddedPdfSignature]) -> None:
    """Refuse what was added and is not the signature of its addition, in order and whole."""
    if [one.signed_revision for one in found] != list(range(1, reader.xrefs.total_revisions)):
        last = found[-1].signed_revision if found else 0
        raise Altered(NOT_COVERED if found and last < reader.xrefs.total_revisions - 1 else NO_SIGNATURE)
    for one in found:
        if one.coverage < (Coverage.ENTIRE_FILE if one is found[-1] else Coverage.ENTIRE_REVISION):
            raise Altered(NOT_COVERED)
        old, new = (reader.get_historical_resolver(one.signed_revision - back) for back in (1, 0))
        if not (_only_signed(reader, one, old, new) and _is_all(content, reader, new)):
            raise Altered(OTHER_CHANGE)


def _is_all(content: bytes, reader: PdfFileReader, new: HistoricalResolver) -> bool:
    """Whether the addition holds its own objects and its one end, and no other that a viewer might take for them."""
    before, own = (reader.xrefs.get_xref_container_info(new.revision - back).end_location for back in (1, 0))
    added = content[content.index(b"%%EOF", before) + len(b"%%EOF") : content.index(b"%%EOF", own) + len(b"%%EOF")]
    ends = all(added.count(one) == 1 for one in _ENDS)
    return ends and sorted(map(int, _OBJECT.findall(added))) == sorted(ref.idnum for ref in new.explicit_refs_in_revision())


def _only_signed(reader: PdfFileReader, one: EmbeddedPdfSignature, old: HistoricalResolver, new: HistoricalResolver) -> bool:
    """Whether this addition wrote the field, its value, and what must name them, and nothing else."""
    field = one.sig_field
    trailers = old.trailer_view, new.trailer_view
    if new.refs_freed_in_revision() or not _same(*trailers, TRAILER):
        return False
    if not (set(field) <= FIELD and field["/FT"] == "/Sig" and all(edge == 0 for edge in field["/Rect"])):
        return False
    own = field.container_ref
    section = reader.xrefs.get_xref_container_info(new.revision).stream_ref
    made = {own, field.raw_get("/V").reference, section}
    form = new.root.raw_get("/AcroForm")
    if isinstance(form, IndirectObject):
        made.add(form.reference)
    written = new.explicit_refs_in_revision()
    if any(ref.generation for ref in written):  # a second object of a number that is taken
        return False
    fresh = {ref for ref in written if old.is_ref_unassignable(ref)}
    return (
        fresh <= made and {own, field.raw_get("/V").reference} <= fresh and _form(old.root, new.root, own)
        and all(_allowed(ref, old, new, own) for ref in written - fresh)
    )  # fmt: skip


def _form(old: DictionaryObject, new: DictionaryObject, own: Reference) -> bool:
    """The form has this field more, and nothing that a form without signatures has not."""
    fields = [*(_refs(old["/AcroForm"], "/Fields") if "/AcroForm" in old else ()), own]
    return set(new["/AcroForm"]) <= {"/Fields", "/SigFlags"} and _refs(new["/AcroForm"], "/Fields") == fields


def _allowed(ref: Reference, old: HistoricalResolver, new: HistoricalResolver, own: Reference) -> bool:
    """Whether an object that was there before may be as it is now."""
    before, after = old(ref), new(ref)
    if ref == new.root_ref:
        return _same(before, after, {"/AcroForm", "/Extensions", "/Version"}) and _is_edition(after)
    if ref == _ref(new.trailer_view, "/Info"):
        said = ((xmp.PROGRAM, "/Producer"), (_MODIFIED, "/ModDate"))
        return _same(before, after, {key for _, key in said}) and all(
            isinstance(after.get(key, ""), TextStringObject) and pattern.fullmatch(after[key]) for pattern, key in said)
    if ref == _ref(old.root, "/Metadata"):
        return isinstance(after, StreamObject) and after.get("/Type") == "/Metadata" and xmp.same(before.data, after.data)
    if ref == _ref(old.root, "/AcroForm"):
        return True  # its content was looked at
    if not isinstance(before, DictionaryObject) or before.get("/Type") != "/Page":
        return False
    return _same(before, after, {"/Annots"}) and _refs(after, "/Annots") == [*_refs(before, "/Annots"), own]


def _is_edition(root: DictionaryObject) -> bool:
    """Whether the catalogue names by which edition of the format it is written, in the words that there are for it."""
    listed = [item for one in root.get("/Extensions", {}).values() for item in (one if isinstance(one, ArrayObject) else [one])]
    said = [(key, value) for one in listed for key, value in one.items()]
    return _VERSION.fullmatch(root.get("/Version", "/1.7")) is not None and all(
        key in _EXTENSION and isinstance(value, kind) and pattern.fullmatch(str(value))
        for key, value in said for kind, pattern in [_EXTENSION.get(key, (object, _VERSION))]
    )


def _refs(holder: DictionaryObject, key: str) -> list[Reference]:
    """What an entry lists, by reference; nothing where there is no such entry."""
    if key not in holder:
        return []
    listed = holder[key]  # `get` would not look up what an indirect object stands for
    return [listed.raw_get(place).reference for place in range(len(listed))]


def _ref(holder: Any, key: str) -> Reference | None:
    value = holder.raw_get(key) if key in holder else None
    return value.reference if isinstance(value, IndirectObject) else None


def _same(before: Any, after: Any, but: Collection[str]) -> bool:
    """Whether two dictionaries say the same, but for these keys."""
    one, other = ({key: holder.raw_get(key) for key in holder if key not in but} for holder in (before, after))
    return not isinstance(after, StreamObject) and one == other
