"""Makes PDF files that act, hide, break or overwhelm, as somebody might upload them; holds no test."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.papers import pdf

Change = Callable[[Pdf], object]
SOUND = pdf(("Sound line",), ("Second page",))


def changed(change: Change, content: bytes = SOUND, **saving: Any) -> bytes:
    """A sound file with a change."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        change(opened)
        opened.save(written, **saving)
    return written.getvalue()


def script(of: Pdf) -> None:
    acts = of.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1); this.submitForm('http://127.0.0.1/x')")))
    of.Root.OpenAction = acts
    of.Root.AA = Dictionary(WC=acts)
    of.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), acts])))
    of.pages[0].obj.AA = Dictionary(O=acts)
    of.pages[0].obj.Annots = Array([link(Dictionary(S=Name.JavaScript, JS=String("1")))])


def link(action: Dictionary) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 500, 500]), A=action)


def launch(of: Pdf) -> None:
    of.Root.OpenAction = of.make_indirect(Dictionary(S=Name.Launch, F=String("/bin/sh")))
    of.pages[0].obj.Annots = Array([link(Dictionary(S=Name.URI, URI=String("http://127.0.0.1/leak")))])


def embedded(of: Pdf) -> None:
    of.attachments["payload.exe"] = b"MZ"


def drawn(of: Pdf, words: bytes) -> Any:
    """An appearance that says this."""
    return of.make_stream(
        b"BT /F1 12 Tf 2 4 Td (%s) Tj ET" % words, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 20]),
        Resources=of.pages[0].obj.Resources,
    )  # fmt: skip


def field(of: Pdf, **said: Any) -> None:
    one = of.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, T=String("name"), Rect=Array([100, 500, 300, 520]), F=4, **said,
    ))  # fmt: skip
    of.pages[0].obj.Annots = Array([one])
    of.Root.AcroForm = Dictionary(Fields=Array([one]))


def filled(of: Pdf) -> None:
    field(of, FT=Name.Tx, V=String("Filled in"), AP=Dictionary(N=drawn(of, b"Filled in")))


def sealed(of: Pdf) -> None:
    field(of, FT=Name.Sig, V=Dictionary(Type=Name.Sig), AP=Dictionary(N=drawn(of, b"Seal of the unit")))


def unpainted(of: Pdf) -> None:
    field(of, FT=Name.Tx, V=String("Nobody painted this"))


def dynamic(of: Pdf) -> None:
    filled(of)
    of.Root.AcroForm.XFA = of.make_stream(b"<xdp/>")


def needing(of: Pdf) -> None:
    filled(of)
    of.Root.AcroForm.NeedAppearances = True


def layered(of: Pdf) -> None:
    layer = of.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden")))
    of.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def portfolio(of: Pdf) -> None:
    embedded(of)
    of.Root.Collection = Dictionary(Type=Name.Collection)


def outside(of: Pdf) -> None:
    """A picture whose data, and a drawing whose page, lie in another file."""
    picture = Stream(of, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
                     ColorSpace=Name.DeviceGray, F=String("/etc/passwd"), Alternates=Array([]))  # fmt: skip
    form = Stream(of, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]), OPI=Dictionary(),
                  Ref=Dictionary(F=String("http://127.0.0.1/other.pdf"), Page=0),
                  AA=Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1"))))  # fmt: skip
    of.pages[0].obj.Resources.XObject = Dictionary(P=of.make_indirect(picture), Q=of.make_indirect(form))


def buried(of: Pdf) -> None:
    """A script where nothing of the kind belongs: in a state of the drawing."""
    of.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, JS=String("1")))


def circular(of: Pdf) -> None:
    """Drawings that use each other."""
    one, two = (of.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])) for _ in "12")
    one.Resources, two.Resources = (Dictionary(XObject=Dictionary(X=other)) for other in (two, one))
    of.pages[0].obj.Resources.XObject = Dictionary(X=one)


def vast(of: Pdf) -> None:
    of.pages[0].obj.MediaBox = Array([0, 0, 50_000, 50_000])


def turned(of: Pdf) -> None:
    of.pages[0].obj.Rotate = 90
    of.pages[0].obj.TrimBox = Array([0, 0, 10, 10])


def bomb(gigabytes: int) -> bytes:
    """A page whose content unpacks to this: the same piece again and again."""
    packed = zlib.compress(b" " * (64 << 20), 9)

    def change(of: Pdf) -> None:
        piece = of.make_indirect(Stream(of, packed, Filter=Name.FlateDecode))
        of.pages[0].obj.Contents = Array([piece] * (16 * gigabytes))

    return changed(change)


def many(pages: int) -> bytes:
    return pdf(*[("x",)] * pages)


MERGED = {
    "script": (changed(script), ("脚本",)),
    "launch": (changed(launch), ("启动其他程序的动作",)),
    "embedded": (changed(embedded), ("内嵌的文件",)),
    "filled": (changed(filled), ()),
    "sealed": (changed(sealed), ("电子签名",)),
    "outside": (changed(outside), ("脚本",)),
    "circular": (changed(circular), ()),
    "turned": (changed(turned), ()),
    "sound": (SOUND, ()),
}
"""By what they do: the file, and what is told to be left behind of it."""

REFUSED = {
    "with a password": (changed(lambda _: None, encryption=pikepdf.Encryption(user="u", owner="o")), "加了密码"),
    "with rights": (changed(lambda _: None, encryption=pikepdf.Encryption(user="", owner="o")), "已加密"),
    "without pages": (pdf(), "没有页"),
    "truncated": (SOUND[:-300], "损坏"),
    "cut short": (SOUND[:200], "损坏"),
    "nothing": (b"%PDF-1.4", "损坏"),
    "unpainted": (changed(unpainted), "没有固定的画面"),
    "dynamic": (changed(dynamic), "表单"),
    "needing": (changed(needing), "表单"),
    "layered": (changed(layered), "隐藏的图层"),
    "portfolio": (changed(portfolio), "PDF文件包"),
    "vast": (changed(vast), "尺寸"),
    "buried": (changed(buried), "动作"),
}
"""By what is wrong with them: the file, and a word of the reason that is told."""
