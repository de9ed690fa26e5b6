"""Whatever is in a dossier prints: hostile, long, numerous, rare; nothing is fetched, nothing is lost, nothing is slow."""

import json
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import forms
from review.domain.errors import RecordNotPrintable
from review.record import print_record

from . import examples, reading


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as heard:
        heard.bind(("127.0.0.1", 0))
        heard.listen()
        heard.setblocking(False)
        yield heard


def test_hostile_text_is_text_and_nothing_is_fetched(listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    attacks = [
        f"<img src={url}/a>", f"<link rel=stylesheet href={url}/b>", "<link rel=attachment href=file:///etc/passwd>",
        f"<style>@import '{url}/c';body{{display:none}}</style>", f"<svg><image href='{url}/d'/></svg>",
        f"<object data={url}/e></object>", "<script>alert(1)</script>", "{{ proof }}{% include 'record.css' %}",
        f"\"><h1>x</h1><a href='{url}'>", "]]>--><!--", "&lt;b&gt;", f"url({url}/f)",
    ]  # fmt: skip

    def change(dossier: dict[str, Any]) -> None:
        dossier["matter"]["title"] = "<script>alert(0)</script>"
        dossier["unit"]["name"] = f"<img src={url}/u>局"
        dossier["legal_opinions"][0]["facts_relied_on"] = "\n".join(attacks)
        dossier["meetings"][0]["statements"][0]["text"] = "".join(attacks)
        examples.rename(dossier, "p01", "<b>甲</b>")

    pdf = print_record(examples.brief(examples.record("01", change)))
    page = reading.text(pdf)
    for attack in attacks:
        assert reading.dense(attack) in page
    assert "<b>甲</b>" in page
    with reading.opened(pdf) as document:
        assert list(document.attachments) == ["record.json"]
        assert not any("/URI" in item for item in document.objects if hasattr(item, "keys"))
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.heavy
def test_a_long_opinion_prints_whole_and_quickly() -> None:
    points = [f"第{place}点意见应当逐条研究并说明理由；" for place in range(1, 190)]
    words = "".join(points)[:4000]

    def change(dossier: dict[str, Any]) -> None:
        dossier["legal_opinions"][0]["facts_relied_on"] = words
        dossier["legal_opinions"][0]["suggestions"][0]["text"] = words.replace("意见", "建议")
        dossier["meetings"][0]["statements"][0]["text"] = words.replace("意见", "发言")

    print_record(examples.brief(examples.record("04")))
    start = time.process_time()
    page = reading.text(print_record(examples.brief(examples.record("01", change))))
    assert time.process_time() - start < 6
    whole = [place for place in range(1, 180) if page.count(f"第{place}点") == 3]
    assert len(whole) > 170, "all but those that the foot of a page cuts in two"


@pytest.mark.timeout(60)
@pytest.mark.heavy
def test_sixty_members_with_all_their_ballots() -> None:
    def change(dossier: dict[str, Any]) -> None:
        meeting = dossier["meetings"][0]
        member, spoken = meeting["members"][0], meeting["statements"][0]
        for place in range(60):
            dossier["people"][f"m{place}"] = {"name": f"委员{place:03}号", "post": "党组成员"}
        meeting["members"] = [
            member | {"id": f"m{place}", "name": f"委员{place:03}号", "office": "MEMBER"} for place in range(60)
        ]
        meeting["statements"] = [spoken | {"member": f"m{place}"} for place in range(60)]
        meeting["vote"]["ballots"] = [{"member": f"m{place}", "choice": "APPROVE"} for place in range(60)]
        meeting["vote"]["counts"] = {"approve": 60, "oppose": 0, "abstain": 0}

    pdf = print_record(examples.brief(examples.record("01", change)))
    page = reading.text(pdf)
    for place in range(60):
        assert page.count(f"委员{place:03}号") >= 3
    assert "应到60人，实到60人" in page
    assert "半数31票60票达到" in page
    opinions, attendance, ballots = (
        next(number for number, lines in enumerate(reading.pages(pdf)) if any(words in line for line in lines))
        for words in ("三、法律意见和合法性审查", "应到60人", "举手表决：")
    )
    assert (opinions, ballots) == (attendance, attendance + 1), "no page is left empty for a list that is no longer than it"


@pytest.mark.heavy
def test_rare_names_are_printed_whole_in_one_font() -> None:
    rare = ["喆堃昇", "祎䶮", "㛃𬱖"]

    def change(dossier: dict[str, Any]) -> None:
        for id_, name in zip(("p01", "p02", "p03"), rare, strict=True):
            examples.rename(dossier, id_, name)

    page = reading.text(print_record(examples.brief(examples.record("01", change))))
    for name in rare:
        assert name in page
    assert "没有字形" not in page


@pytest.mark.heavy
def test_a_character_without_a_glyph_is_shown_by_its_code_point() -> None:
    def change(dossier: dict[str, Any]) -> None:
        examples.rename(dossier, "p01", "王\U0003134a")
        dossier["matter"]["problem"] = "藏文ཀ、表情😀、私用\ue000"

    page = reading.text(print_record(examples.brief(examples.record("01", change))))
    for code in ("U+3134A", "U+0F40", "U+1F600", "U+E000"):
        assert code in page
    assert "字符没有字形" in page


@pytest.mark.heavy
def test_a_name_in_a_script_that_no_font_has_stays_within_its_cell() -> None:
    """A Tibetan or Uyghur name is a row of boxes; it ran over the cell beside it and over the edge of the sheet."""
    pdf = print_record(examples.brief(examples.record("01", lambda dossier: examples.rename(dossier, "p01", "བཀྲ་ཤིས་ཚེ་རིང་" * 3))))
    run = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    words = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">(.*)</word>', run.stdout.decode())
    ends = [float(end) for end, word in words if "U+0F" in word]
    assert ends and max(ends) < (210 - 20) / 25.4 * 72


@pytest.mark.heavy
@pytest.mark.parametrize("letter", ["局", "W", "\u0f40"])
def test_a_long_name_of_the_unit_does_not_run_out_of_the_sheet(letter: str) -> None:
    """The head of the annexes' pages grew upwards with it, and its first lines stood above the edge of the paper."""

    def change(dossier: dict[str, Any]) -> None:
        dossier["unit"]["name"] = dossier["matter"]["number"] = letter * 300

    pdf = print_record(examples.brief(examples.record("04", change)))
    run = subprocess.run(["pdftotext", "-bbox", "-f", "2", "-", "-"], input=pdf, capture_output=True, check=True)
    heads = [float(top) for top in re.findall(r'yMin="([\d.]+)"', run.stdout.decode())]
    assert min(heads) > 5 / 25.4 * 72


@pytest.mark.heavy
def test_a_number_of_letters_and_boxes_stays_within_its_cell() -> None:
    """No line ended between a letter and a box: the number of an opinion ran over who gave it."""

    def change(dossier: dict[str, Any]) -> None:
        dossier["legal_opinions"][0]["number"] = "x\u200b" * 9

    pdf = print_record(examples.brief(examples.record("01", change)))
    run = subprocess.run(["pdftotext", "-bbox", "-f", "1", "-l", "3", "-", "-"], input=pdf, capture_output=True, check=True)
    cell = 28 + 40
    boxes = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">[xU+20B]*U\+200B', run.stdout.decode())
    in_table = [float(end) for start, end in boxes if float(start) < cell / 25.4 * 72]
    assert in_table and max(in_table) < cell / 25.4 * 72


def test_half_a_character_is_refused_with_its_place() -> None:
    record = examples.record("01")
    broken = replace(record.dossier, matter=replace(record.dossier.matter, problem="问题\ud800"))
    with pytest.raises(RecordNotPrintable, match=r"“问题”之后.*U\+D800"):
        print_record(replace(record, dossier=broken))


@pytest.mark.heavy
@pytest.mark.parametrize("findings", [3, None], ids=["brief", "whole"])
def test_an_almost_empty_dossier_prints(findings: int | None) -> None:
    bare = {"format": "dossier/1", "as_of": "2024-05-08", "unit": {}, "matter": {}}
    record = examples.of(forms.read_dossier(json.dumps(bare).encode()))
    page = reading.text(print_record(examples.brief(record) if findings else record))
    assert "未完成" in page
