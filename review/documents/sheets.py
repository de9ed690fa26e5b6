"""Takes over the pages of an uploaded PDF as they look, each drawn on a sheet of A4, and nothing else of it.

Of a page only its drawing comes along: a form of content, fonts and pictures, by lists of what is kept. What a file can do
(scripts, actions, links, files inside it or outside, fields, media) hangs on what is not on these lists. Where the pages would
then look otherwise than a reader shows them, or the file is not sound, nothing is taken over, and the cause is told.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream

from review.documents.unreadable import Unreadable

MOST_PAGES = 1_000
MOST_OBJECTS = 200_000
SHORT, LONG = 595.276, 841.89
"""A sheet of A4, in points."""
FOOT, EDGE = 30.0, 6.0
"""What stays free of the page for the line at the foot of the sheet, and at its other edges."""
LARGEST, SMALLEST = 20_000.0, 3.0
"""The sides of a page, in points; a drawing of seven metres is none of this file."""

PACKED = frozenset({"/Filter", "/DecodeParms", "/Length"})
IMAGE = PACKED | {
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask", "/SMask",
    "/Decode", "/Interpolate", "/SMaskInData", "/Matte",
}  # fmt: skip
FORM = PACKED | {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group"}
TILING = PACKED | {
    "/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Resources", "/Matrix"
}  # fmt: skip
RESOURCES = frozenset({"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/ProcSet"})

OUTSIDE = frozenset({"/F", "/FFilter", "/FDecodeParms", "/Metadata", "/PieceInfo", "/AF", "/OPI", "/Ref", "/OC", "/Alternates"})
"""What of a stream leads out of it: its data in another file, other versions of it, what was said of it."""

ACTING = frozenset({
    "/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/URI", "/EF", "/EmbeddedFiles", "/AcroForm", "/XFA", "/Annots",
    "/RichMediaContent", "/RichMediaSettings", "/Names", "/Collection",
})  # fmt: skip
"""What makes a file act; none of it may be left, however it was hidden."""

UNSHOWN = frozenset({"/Link", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia", "/TrapNet"})
"""The annotations that draw nothing of the text of a page."""
HIDDEN = 2 | 32
"""The flags of an annotation that is not shown."""


def take_over(content: BinaryIO, target: BinaryIO) -> tuple[int, tuple[str, ...]]:
    """Write the sheets; how many there are, and what of the file was left behind. Raises Unreadable with the cause."""
    try:
        with pikepdf.open(content, attempt_recovery=False) as source:
            left = _looked_at(source)
            made = _drawn(source)
            made.remove_unreferenced_resources()
            made.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
            if source.get_warnings():
                raise Unreadable("文件的结构有错误，并入后可能缺少内容")
            return len(made.pages), left
    except pikepdf.PasswordError as error:
        raise Unreadable("文件加了密码") from error
    except (Unreadable, MemoryError, OSError):  # of these the last is ours: no room to write to
        raise
    except Exception as error:  # whatever a hostile document makes its reader raise
        raise Unreadable("文件损坏或者结构特殊") from error


def _looked_at(source: Pdf) -> tuple[str, ...]:
    """What will be left behind of the file; raises Unreadable where the pages alone would not be what it shows."""
    if source.is_encrypted:
        raise Unreadable("文件已加密")
    if len(source.objects) > MOST_OBJECTS or len(source.pages) > MOST_PAGES:
        raise Unreadable(f"文件超过{MOST_PAGES}页，或者过于复杂")
    if not source.pages:
        raise Unreadable("文件没有页")
    root = source.Root
    if "/Collection" in root:
        raise Unreadable("文件是PDF文件包，各文件不在页面上")
    form = root.get("/AcroForm", Dictionary())
    if "/XFA" in form or form.get("/NeedAppearances", False) is True:
        raise Unreadable("文件是没有固定画面的表单")
    if _hides_layers(root):
        raise Unreadable("文件有隐藏的图层，并入后会显示出来")
    for page in source.pages:
        if any(map(_has_no_picture, page.obj.get("/Annots", Array()))):
            raise Unreadable("文件的批注或者表单没有固定的画面，并入后会显示不全")
    return tuple(dict.fromkeys(_left(source)))


def _hides_layers(root: Any) -> bool:
    usual = root.get("/OCProperties", Dictionary()).get("/D", Dictionary())
    return bool(len(usual.get("/OFF", Array()))) or usual.get("/BaseState", Name.ON) != Name.ON


def _has_no_picture(annotation: Any) -> bool:
    if annotation.get("/Subtype") in UNSHOWN or int(annotation.get("/F", 0)) & HIDDEN:
        return False
    if "/N" in annotation.get("/AP", Dictionary()):
        return False
    field, parent = annotation, annotation.get("/Parent", Dictionary())
    if field.get("/FT", parent.get("/FT")) == Name.Sig:  # a signature without a picture is not seen by anybody
        return False
    return annotation.get("/Subtype") != Name.Widget or field.get("/V", parent.get("/V")) is not None


def _left(source: Pdf) -> Iterator[str]:
    for item in _dictionaries(source):
        if "/JS" in item:
            yield "脚本"
        if item.get("/S") == Name.Launch:
            yield "启动其他程序的动作"
        if "/EF" in item:
            yield "内嵌的文件"
        if item.get("/FT") == Name.Sig and "/V" in item:
            yield "电子签名"


def _drawn(source: Pdf) -> Pdf:
    """A new file with a sheet for each page."""
    if "/AcroForm" in source.Root or any("/Annots" in page.obj for page in source.pages):
        source.flatten_annotations("all")
    made, seen = pikepdf.new(), set[tuple[int, int]]()
    for page in source.pages:
        for box in ("/TrimBox", "/BleedBox", "/ArtBox"):  # what is shown of a page is its crop box
            if box in page.obj:
                del page.obj[box]
        left, bottom, right, top = (float(edge) for edge in page.trimbox)
        sides = abs(right - left), abs(top - bottom)
        if not all(SMALLEST <= side <= LARGEST for side in sides):
            raise Unreadable("页面的尺寸不正常")
        drawing = made.copy_foreign(page.as_form_xobject())
        _only(drawing, FORM)
        _form(drawing, seen)
        _on_sheet(made, drawing, wide=(sides[0] > sides[1]) != (page.rotation % 180 == 90))
    for item in _dictionaries(made):
        if isinstance(item, Stream):
            for key in OUTSIDE & set(item.keys()):
                del item[key]
        if ACTING & set(item.keys()):
            raise Unreadable("含有不能去除的动作")
    return made


def _on_sheet(made: Pdf, drawing: Any, *, wide: bool) -> None:
    width, height = (LONG, SHORT) if wide else (SHORT, LONG)
    sheet = made.add_blank_page(page_size=(width, height))
    name = sheet.add_resource(drawing, Name.XObject, Name.Sheet)
    room = pikepdf.Rectangle(EDGE, FOOT, width - EDGE, height - EDGE)
    placed = sheet.calc_form_xobject_placement(drawing, name, room, invert_transformations=False, allow_expand=False)
    sheet.obj.Contents = made.make_stream(placed)


def _only(holder: Any, kept: frozenset[str]) -> None:
    for key in list(holder.keys()):
        if key not in kept:
            del holder[key]


def _form(form: Any, seen: set[tuple[int, int]]) -> None:
    """Keep of what a drawing uses, and of what that uses, only what draws."""
    if _known(form, seen) or "/Resources" not in form or _known(form.Resources, seen):
        return
    resources = form.Resources
    _only(resources, RESOURCES)
    for one in resources.get("/XObject", Dictionary()).values():
        _drawing(one, seen)
    for one in resources.get("/Pattern", Dictionary()).values():
        if isinstance(one, Stream):
            _only(one, TILING)
            _form(one, seen)
    for one in resources.get("/ExtGState", Dictionary()).values():
        mask = one.get("/SMask")
        if isinstance(mask, Dictionary) and isinstance(mask.get("/G"), Stream):
            _drawing(mask.G, seen)
    for one in resources.get("/Font", Dictionary()).values():
        _form(one, seen)  # a font whose signs are drawings


def _drawing(one: Any, seen: set[tuple[int, int]]) -> None:
    if one.get("/Subtype") == Name.Image:
        _only(one, IMAGE)
    elif one.get("/Subtype") == Name.Form:
        _only(one, FORM)
        _form(one, seen)
    else:
        raise Unreadable("页面中有不能识别的内容")


def _known(item: Any, seen: set[tuple[int, int]]) -> bool:
    if item.is_indirect:
        if item.objgen in seen:
            return True
        seen.add(item.objgen)
    return False


def _dictionaries(of: Pdf) -> Iterator[Any]:
    """Every dictionary of the file, those of its streams too; one whose holder is changed meanwhile is as it was."""
    waiting: list[Any] = list(of.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Dictionary | Stream):
            yield item
            inside = [value for _, value in item.items()]
        else:
            inside = list(item) if isinstance(item, Array) else []
        waiting += [value for value in inside if isinstance(value, Dictionary | Array) and not value.is_indirect]
