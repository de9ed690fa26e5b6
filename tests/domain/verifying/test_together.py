"""Of several files the events of one unit are held against each other: two that print another event under one number cannot both
be of its one trail."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from review import proving
from review.cli import main
from review.domain import english
from review.domain.trail import Event, canonical, seal
from review.domain.verifying import NUMBERS, RECORD, RULES, alone, verify
from review.domain.verifying.together import Trails
from review.domain.vocabulary import Language
from review.record import print_record
from review.record.annual_data import numbers_of
from review.service.ports import Record
from tests.carrying import carrying
from tests.record.test_annual import MATTERS
from tests.record.test_annual import paper as annual_paper
from tests.sealing import with_key
from tests.stored import Stored, carried


def of_another_trail(record: Record, from_place: int = 0) -> Record:
    """The same acts, from this one on sealed anew as whoever runs a second system of the unit has them."""
    made: list[Event] = list(record.trail[:from_place])
    for event in record.trail[from_place:]:
        last = made[-1] if made else None
        follows = last is not None and event.seq == last.seq + 1
        previous = last.hash if follows and last else event.previous
        made.append(seal(replace(event, previous=previous, note=f"{event.note}。", hash="")))
    return replace(record, trail=tuple(made))


def numbers(record: Record, seq: int, head: str) -> dict[str, bytes]:
    data = {"unit": {"code": record.trail[0].unit}, "trail": {"events": seq, "head": head}}
    return {NUMBERS: canonical(data)}


@pytest.mark.parametrize("place", [0, 3, -1])
def test_two_records_of_one_unit_from_two_trails_are_told_with_the_first_number_that_differs(place: int, stored: Stored):
    record = stored(0)
    at = place % len(record.trail)
    other = of_another_trail(record, at)
    assert verify(carried(other)).genuine, "each is by itself as it should be"
    trails = Trails()
    assert trails.unlike("甲.pdf", carried(record)) is None
    told = trails.unlike("乙.pdf", carried(other))
    assert told is not None
    event, changed = record.trail[at], other.trail[at]
    assert f"甲.pdf与乙.pdf所载的单位{event.unit}办理轨迹第{event.seq}号不同" in told
    assert event.hash[:16] in told and changed.hash[:16] in told
    said = english.said(told, Language.EN)
    assert "甲.pdf and 乙.pdf print another event of the unit" in said and "said in Chinese" not in said


def test_records_of_one_trail_and_records_of_other_units_contradict_nothing(stored: Stored):
    trails = Trails()
    for place in range(6):
        assert trails.unlike(f"{place}.pdf", carried(stored(place))) is None
    assert trails.unlike("again.pdf", carried(stored(0))) is None
    elsewhere = of_another_trail(stored(0))
    moved = replace(elsewhere, trail=tuple(replace(one, unit="OTHER") for one in elsewhere.trail))
    assert trails.unlike("elsewhere.pdf", carried(moved)) is None


def test_an_event_that_is_not_shown_is_known_by_the_one_that_names_it(stored: Stored):
    """A record names the hash before each of its acts, which may be one of another matter."""
    record = stored(1)
    first = record.trail[0]
    assert first.seq > 1
    trails = Trails()
    assert trails.unlike("甲.pdf", carried(record)) is None
    assert trails.unlike("年报.pdf", numbers(record, first.seq - 1, first.previous)) is None
    told = trails.unlike("另一年报.pdf", numbers(record, first.seq - 1, "0" * 64))
    assert told is not None and f"第{first.seq - 1}号" in told


@pytest.mark.parametrize("report_first", [True, False])
def test_the_checkpoint_of_an_annual_report_is_held_against_the_records(report_first: bool, stored: Stored):
    record = stored(0)
    last = record.trail[-1]
    for head, expected in ((last.hash, False), ("1" * 64, True)):
        trails, told = Trails(), None
        files = (carried(record), numbers(record, last.seq, head))
        for place, one in enumerate(files[::-1] if report_first else files):
            told = trails.unlike(f"{place}.pdf", one) or told
        assert bool(told) is expected
    assert Trails().unlike("empty.pdf", numbers(record, 0, "0" * 64)) is None


def written(folder: Path, record: Record, to_pdf: Callable[[Record], bytes]) -> tuple[str, ...]:
    """Two records of one trail and one of another, in files."""
    for name, one in (("a.pdf", record), ("b.pdf", of_another_trail(record, 5)), ("c.pdf", record)):
        (folder / name).write_bytes(to_pdf(one))
    return tuple(str(folder / name) for name in ("a.pdf", "b.pdf", "c.pdf"))


def test_both_commands_tell_it_and_exit_as_of_something_altered(
    stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    """Of files that nobody signed: 3 each."""
    record, printed = stored(0), cache(lambda data: carrying({RECORD: data, RULES: carried(stored(0))[RULES]}))
    monkeypatch.setenv("REVIEW_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(proving, "print_record", lambda work: printed(carried(work)[RECORD]))
    a, b, c = written(tmp_path, record, lambda one: printed(carried(one)[RECORD]))
    for files, expected in (((a,), 3), ((b,), 3), ((a, c), 3), ((a, b), 1), ((b, a, c), 1)):
        assert alone.main([*files]) == expected
        said = capsys.readouterr().out
        done = CliRunner().invoke(main, ["verify", *files])
        assert done.exit_code == expected
        for told in (said, done.output):
            assert told.count("核验结果：相互矛盾") == (len(files) - 1 if expected == 1 else 0)
    assert f"{b}与{a}所载的单位SL-ZSJ办理轨迹第{record.trail[5].seq}号不同" in done.output
    spoiled = json.loads(carried(record)[RECORD])
    spoiled["trail"][0]["hash"] = "0" * 64
    (tmp_path / "b.pdf").write_bytes(printed(canonical(spoiled)))
    assert alone.main([a, b]) == 1
    assert "相互矛盾" not in capsys.readouterr().out, "what was altered is told as that"


@pytest.mark.heavy
def test_each_is_genuine_and_both_together_are_not(stored: Stored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEW_VAR", str(tmp_path / "var"))
    own = with_key(tmp_path / "var")
    a, b, c = written(tmp_path, stored(0), lambda one: own.sign(print_record(one)))
    for files, expected in (((a, c), 0), ((b,), 0), ((a, b), 1)):
        assert alone.main([*files]) == expected
        assert CliRunner().invoke(main, ["verify", *files]).exit_code == expected


def test_a_real_report_is_read_as_one(tmp_path: Path) -> None:
    assert Trails().unlike("年报.pdf", {NUMBERS: numbers_of(annual_paper(*MATTERS))[0]}) is None
