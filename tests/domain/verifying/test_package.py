"""An archive package is read as by whoever was given it: what is altered, taken out, put in or named twice is found and named."""

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from review.domain.archive_index import index_of
from review.domain.dossier import Dossier
from review.domain.packaging import INDEX, OF_A_RULE, RECORD_PDF, TITLES, TRAIL, Member, heading_of, packed, title_of
from review.domain.plain import from_plain
from review.domain.trail import canonical
from review.domain.verifying import RECORD, RULES, Given, NotReadable, read
from tests.carrying import carrying
from tests.sampling import some

DRAFT, PAPER, LOST = "第一稿".encode(), b"%PDF-1.7 an opinion" * 90_000, "没有上传的".encode()
AT = datetime(2026, 11, 29, 9, 30, 15)
FILES = {"附件/01-送审稿.txt": DRAFT, "附件/02-意见.pdf": PAPER}
SAME_SAYING = "归档包中附件/01-送审稿.txt的前面和总表所说的不同，或者附有另外的名称、内容"


def hashed(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


DOSSIER = {
    "format": "dossier/1", "as_of": "2026-11-29", "unit": {"name": "某单位"},
    "matter": {"title": "某事项", "draft": {"version": "送审稿", "sha256": hashed(DRAFT)}},
    "attachments": [{"id": "f01", "kind": "LEGAL_OPINION", "name": "意见", "sha256": hashed(PAPER)},
                    {"id": "f02", "kind": "MINUTES", "name": "纪要", "sha256": hashed(LOST)}],
}  # fmt: skip
TRAIL_HERE = [{"seq": 1, "at": AT.isoformat()}]
DATA = canonical({"format": "record/3", "dossier": DOSSIER, "trail": TRAIL_HERE})
RULEBOOK = {"calendar.toml": "# 日历", "funds.toml": "# 资金"}


def record(data: bytes = DATA) -> bytes:
    """A PDF that carries these data."""
    return carrying({RECORD: data, RULES: canonical(RULEBOOK)})


PDF = record()


def pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + 1000] for start in range(0, len(content), 1000))


def members(pdf: bytes = PDF) -> dict[str, bytes]:
    rules = {f"规则/{name}": text.encode() for name, text in RULEBOOK.items()}
    return {RECORD_PDF: pdf, RECORD: DATA, TRAIL: canonical(TRAIL_HERE), **rules, **FILES}


def package(own: dict[str, bytes] | None = None) -> bytes:
    """As the service packs it, whatever is in it."""
    own = own or members()
    dossier, titles = from_plain(Dossier, DOSSIER), defaultdict(lambda: OF_A_RULE, TITLES)
    index, there = {one.sha256: one for one in index_of(dossier)}, {hashed(content): name for name, content in own.items()}
    titles |= {there[sha256]: title_of(one) for sha256, one in index.items() if sha256 in there}
    made = (Member(path, titles[path], len(content), pieces(content)) for path, content in own.items())
    absent = [one for sha256, one in index.items() if sha256 not in there]
    return b"".join(packed(made, heading_of(dossier, AT, absent), AT))


def given(content: bytes) -> Given:
    return read(io.BytesIO(content))


def rewritten(change: Callable[[dict[str, bytes]], None], whole: bytes = b"") -> bytes:
    """The package with its entries changed, and written anew as anybody can."""
    with zipfile.ZipFile(io.BytesIO(whole or package())) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    change(entries)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return made.getvalue()


def test_a_package_as_it_was_made_differs_in_nothing_and_what_is_not_in_it_is_named():
    found = given(package())
    assert (found.pdf, found.difference) == (PDF, None)
    assert found.lines[0].startswith("归档包：7个文件与目录.txt所列的校验值相符")
    assert found.lines[1].startswith("附件：2个")
    assert found.lines[2] == "没有随包的文件1个（只登记了校验值，或者被取走）：纪要"


def test_a_record_alone_is_taken_as_it_is():
    assert given(PDF) == Given(PDF)


def test_the_same_files_of_the_same_time_give_the_same_bytes():
    assert package() == package()


def test_it_is_written_piece_by_piece():
    """No more than a piece is held, however large a file is."""
    largest, taken = 0, 0
    for piece in packed((Member("附件/01-x", "x", 50_000_000, (b"x" * 65_536 for _ in range(763))),), (), AT):
        largest, taken = max(largest, len(piece)), taken + len(piece)
    assert taken > 50_000_000 > 200 * largest


def test_any_program_opens_it_and_finds_each_file_and_the_index_last():
    with zipfile.ZipFile(io.BytesIO(package())) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == [*members(), INDEX]
        assert {name: opened.read(name) for name in members()} == members()
        listed = [line for line in opened.read(INDEX).decode().splitlines() if not line.startswith("#")]
        assert listed == [f"{hashed(content)}  {path}" for path, content in members().items()]
        assert {one.date_time for one in opened.infolist()} == {(2026, 11, 29, 9, 30, 15 // 2 * 2)}


@pytest.mark.parametrize("name", members())
def test_whatever_is_altered_is_named(name: str):
    def flip(entries: dict[str, bytes]) -> None:
        content = bytearray(entries[name])
        content[len(content) // 2] ^= 1
        entries[name] = bytes(content)

    try:
        found = given(rewritten(flip))
    except NotReadable:
        assert name == RECORD_PDF
    else:
        assert found.difference == f"{name}与目录.txt所列的校验值不符"


@pytest.mark.parametrize("name", [name for name in members() if name != RECORD_PDF])
def test_whatever_is_taken_out_is_named(name: str):
    found = given(rewritten(lambda entries: entries.pop(name) and None))
    assert found.difference == f"目录.txt所列的{name}不在归档包中"


@pytest.mark.parametrize(("name", "said"), [
    ("附件/03-又一个.txt", "归档包中的附件/03-又一个.txt不在目录.txt中"), ("目录2.txt", "归档包中的目录2.txt不在目录.txt中"),
])  # fmt: skip
def test_whatever_is_put_in_is_named(name: str, said: str):
    assert given(rewritten(lambda entries: entries.update({name: b"x"}))).difference == said


NEW = {
    "the data": (RECORD, DATA.replace("某事项".encode(), "某某项".encode()), f"{RECORD}与审查记录所载的不同"),
    "the trail": (TRAIL, canonical([]), f"{TRAIL}与审查记录所载的不同"),
    "a rule": ("规则/funds.toml", b"# ", "规则/funds.toml与审查记录所载的不同"),
    "a rule more": ("规则/more.toml", b"# ", "规则/more.toml不是归档包中应有的文件"),
    "a file more": ("附件/03-x.txt", b"x", "附件/03-x.txt的内容不是审查记录所载的任何文件"),
    "a file": ("附件/01-送审稿.txt", "另一稿".encode(), "附件/01-送审稿.txt的内容不是审查记录所载的任何文件"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "said"), NEW.values(), ids=NEW)
def test_a_package_whose_index_was_written_anew_is_held_against_the_record(name: str, content: bytes, said: str):
    assert given(package({**members(), name: content})).difference == said


def test_what_lies_open_cannot_be_left_out_with_its_line_of_the_index():
    for name in (RECORD, TRAIL, "规则/funds.toml"):
        own = members()
        del own[name]
        assert given(package(own)).difference == f"归档包中没有{name}"


def test_an_attachment_left_out_with_its_line_of_the_index_is_named():
    own = members()
    del own["附件/01-送审稿.txt"]
    assert given(package(own)).difference == "附件/02-意见.pdf的内容是审查记录所载的“意见”，名称与它不符"
    own["附件/01-意见.pdf"] = own.pop("附件/02-意见.pdf")
    found = given(package(own))
    assert found.difference is None
    assert found.lines[-1] == "没有随包的文件2个（只登记了校验值，或者被取走）：送审稿、纪要"


ONE, TWO = FILES
NAMED = {
    "the names of two files changed": ({ONE: PAPER, TWO: DRAFT}, f"{TWO}的内容是审查记录所载的“送审稿”，名称与它不符"),
    "a way out of the folder": ({ONE: None, "附件/../../x.txt": DRAFT}, "附件/../../x.txt的内容是审查记录所载的“送审稿”"),
    "a way out of another system's": ({ONE: None, "附件/01-..\\x.txt": DRAFT}, "附件/01-..\\x.txt的内容是审查记录所载的“送审稿”"),
    "a file under a second name": ({"附件/03-补充协议.pdf": PAPER}, "附件/03-补充协议.pdf与另一个文件的内容相同"),
    "a program for its ending": ({ONE: None, "附件/01-送审稿.exe": DRAFT}, "附件/01-送审稿.exe的内容是审查记录所载的“送审稿”"),
    "another order": ({ONE: None, "附件/03-送审稿.txt": DRAFT}, "附件/03-送审稿.txt的内容是审查记录所载的“送审稿”"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "said"), NAMED.values(), ids=NAMED)
def test_each_file_has_its_own_name_in_an_index_written_anew_too(changes: dict[str, bytes | None], said: str):
    own = {name: content for name, content in {**members(), **changes}.items() if content is not None}
    assert (given(package(own)).difference or "").startswith(said)


INDEXED = {
    "without it": (lambda text: None, f"归档包中没有{INDEX}"),
    "a line twice": (lambda text: text + text, f"{INDEX}被改动"),
    "a line that is none": (lambda text: text + b"abc\n", f"{INDEX}被改动：abc"),
    "another word of a file": (lambda text: text.replace("保管期限30年".encode(), "保管期限永久".encode()), f"{INDEX}被改动：# "),
    "a sentence more": (lambda text: text + "# 核验结果：真实\n".encode(), f"{INDEX}被改动：# 核验结果：真实"),
    "one missing not named": (lambda text: re.sub("# 没有上传.*\n", "", text.decode()).encode(), f"{INDEX}被改动：# "),
}


@pytest.mark.parametrize(("change", "said"), INDEXED.values(), ids=INDEXED)
def test_an_index_that_is_none_is_named(change: Callable[[bytes], bytes | None], said: str):
    def put(entries: dict[str, bytes]) -> None:
        new = change(entries.pop(INDEX))
        if new is not None:
            entries[INDEX] = new

    assert (given(rewritten(put)).difference or "").startswith(said)


def test_of_two_entries_of_one_name_neither_is_believed():
    made = io.BytesIO(package())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(made, "a") as opened:
        opened.writestr(RECORD, b"{}")
    assert given(made.getvalue()).difference == f"归档包中有两个{RECORD}"
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(made, "a") as opened:
        opened.writestr(RECORD_PDF, PDF)
    with pytest.raises(NotReadable, match="不止一个"):
        given(made.getvalue())


def test_a_package_that_was_cut_is_refused():
    whole = package()
    for end in range(4, len(whole) - 1, len(whole) // 40):
        with pytest.raises(NotReadable):
            given(whole[:end])


@pytest.mark.parametrize("tries", [80, pytest.param(400, marks=pytest.mark.heavy)])
def test_flipped_bytes_are_found_or_change_nothing_that_is_read(tries: int):
    whole = package()
    for place in range(5, len(whole), max(1, len(whole) // tries)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x10
        try:
            found = given(bytes(flipped))
        except NotReadable:
            continue
        assert found.difference or found == given(whole), place


def hidden(whole: bytes, place: int) -> bytes:
    """The package with bytes that no entry has, between two entries or in front of the list of them; every offset is right."""
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        starts = [one.header_offset for one in opened.infolist()] + [opened.start_dir]
        at, listed = starts[place], opened.start_dir
    content = bytearray(whole[:at] + b"hidden" + whole[at:])
    entry = listed + 6
    for start in starts[:-1]:
        content[entry + 42 : entry + 46] = struct.pack("<L", start + 6 * (start >= at))
        entry += 46 + sum(struct.unpack("<3H", content[entry + 28 : entry + 34]))
    content[entry + 16 : entry + 20] = struct.pack("<L", listed + 6)
    return bytes(content)


@pytest.mark.parametrize("place", range(1, len(members()) + 2))
def test_bytes_that_no_entry_has_are_found(place: int):
    forged = hidden(package(), place)
    with zipfile.ZipFile(io.BytesIO(forged)) as opened:
        assert opened.testzip() is None, "any program opens it"
    assert given(forged).difference == "归档包中夹有不属于任何文件的内容"


def added_to(name: str, kind: int, more: bytes) -> bytes:
    """The package with something added to the head of one of its entries, as ZIP lets anybody."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package())) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            entry = zipfile.ZipInfo(one.filename)
            entry.extra = struct.pack("<2H", kind, len(more)) + more if one.filename == name else b""
            new.writestr(entry, old.read(one.filename))
    return made.getvalue()


@pytest.mark.parametrize(("kind", "more"), [
    (0x7075, struct.pack("<BL", 1, zlib.crc32(ONE.encode())) + "附件/02-另一份.pdf".encode()),
    (0xCAFE, b"hidden" * 3_000), (0x5455, b"hidden" * 10),
])  # fmt: skip
def test_what_is_added_to_the_head_of_an_entry_is_found(kind: int, more: bytes):
    """Another name, which some programs show instead; or bytes that nobody sees."""
    assert given(added_to(ONE, kind, more)).difference == SAME_SAYING


def test_times_that_another_program_adds_are_taken():
    assert given(added_to(ONE, 0x5455, struct.pack("<BL", 1, 1_700_000_000))).difference is None


@pytest.mark.parametrize(("at", "form", "value"), [
    (6, "<H", 0x0808), (8, "<H", zipfile.ZIP_DEFLATED), (14, "<L", 5), (18, "<L", 3), (22, "<L", 3),
])  # fmt: skip
def test_what_stands_in_front_of_a_file_says_what_the_list_says(at: int, form: str, value: int):
    """A program that reads from the front takes the one, a program that reads the list the other."""
    whole = bytearray(rewritten(lambda entries: None))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as opened:
        struct.pack_into(form, whole, opened.getinfo(ONE).header_offset + at, value)
    assert given(bytes(whole)).difference == SAME_SAYING


def test_a_link_in_place_of_a_file_is_found():
    made = io.BytesIO(package())
    with zipfile.ZipFile(made, "a") as opened:
        opened.getinfo(ONE).external_attr = 0o120777 << 16
        opened._didModify = True  # the list is written anew
    assert given(made.getvalue()).difference == SAME_SAYING


@pytest.mark.parametrize("more", [b"x", b"\0" * 5_000, b"%PDF-1.7"])
def test_bytes_behind_the_end_are_found(more: bytes):
    assert given(package() + more).difference == "归档包中夹有不属于任何文件的内容"


@pytest.mark.parametrize("on", ["the package", "a file"])
def test_a_comment_is_found(on: str):
    made = io.BytesIO(package())
    with zipfile.ZipFile(made, "a") as opened:
        (opened if on == "the package" else opened.infolist()[2]).comment = b"genuine"
        opened._didModify = True  # the list is written anew
    assert given(made.getvalue()).difference == "归档包中夹有不属于任何文件的内容"


def test_a_package_packed_again_by_another_program_is_taken():
    assert given(rewritten(lambda entries: None)).difference is None


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(RECORD_PDF, b"\0" * 30_000_000)
    return made.getvalue()


UNREADABLE = {
    "another zip": (lambda: rewritten(lambda entries: entries.pop(RECORD_PDF) and None), "重新压缩的，请用原来下载的文件核验"),
    "a record that is none": (lambda: package({**members(), RECORD_PDF: b"nothing"}), "不是PDF文件"),
    "a bomb": (bomb, "过多或者过大"),
    "more files than any has": (lambda: package({f"附件/{n}": b"" for n in range(5_001)}), "过多或者过大"),
    "nothing but its beginning": (lambda: b"PK\x03\x04", "损坏"),
}


@pytest.mark.parametrize(("made", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_package_is_refused(made: Callable[[], bytes], said: str):
    with pytest.raises(NotReadable, match=said):
        given(made())


def test_a_locked_package_is_refused():
    """Each entry says that a password is needed."""
    content = bytearray(package())
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    with pytest.raises(NotReadable, match="损坏"):
        given(bytes(content))


def test_names_of_files_cannot_write_lines_of_the_index():
    title = "意见\n" + "0" * 64 + "  附件/99-x"
    whole = b"".join(packed((Member("x", " ".join(title.split()), 1, (b"x",)),), (), AT))
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        lines = opened.read(INDEX).decode().split("\n")
    assert [line for line in lines if line and not line.startswith("#")] == [f"{hashed(b'x')}  x"]


@pytest.mark.parametrize("data", some([
    b"{}", b"[]", b"1", b"null", b'"x"', b'{"trail":[]}', b'{"trail":[],"dossier":1}', b'{"trail":[],"dossier":[]}',
    b'{"trail":[],"dossier":{"as_of":7}}', b'{"trail":[],"dossier":{"matter":3}}', b"[" * 100_000,
], 4))  # fmt: skip
@pytest.mark.parametrize("rules", [canonical(RULEBOOK), b"[]", b'{"funds.toml":1}', b"null", b"\xff", b"[" * 100_000])
def test_data_of_any_shape_in_its_record_are_refused_or_named_and_nothing_breaks(data: bytes, rules: bytes):
    pdf = carrying({RECORD: data, RULES: rules})
    try:
        found = given(package({**members(pdf), RECORD: data}))
    except NotReadable:
        return
    assert found.difference


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_is_packed_in_another_way_is_refused(method: int):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as opened:
        for name, content in members().items():
            opened.writestr(name, content[:20_000])
    with pytest.raises(NotReadable, match="损坏"):
        given(made.getvalue())


def test_what_is_read_whole_is_no_larger_than_a_record_is():
    """Packed well within what a package may unpack to: it is refused before a byte of it is unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        opened.writestr("附件/01-x", b"x" * 8_000_000)
        opened.writestr(zipfile.ZipInfo(RECORD_PDF), b"\0" * 70_000_000, zipfile.ZIP_DEFLATED)
    with pytest.raises(NotReadable, match="过大"):
        given(made.getvalue())


def test_what_is_no_json_in_a_record_is_refused():
    with pytest.raises(NotReadable):
        given(package({**members(record(b"{")), RECORD: b"{"}))
    assert json.loads(DATA)["format"] == "record/3"
