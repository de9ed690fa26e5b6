"""The trail of a record is followed over its bytes just where it is whole, read act by act; whatever is touched stops it."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

import pytest

from review.domain.sm3 import sm3
from review.domain.trail import GENESIS, canonical, digest
from review.domain.verifying import record, walk
from review.domain.verifying.record import FORMAT
from review.domain.verifying.walk import OPENING, Walked, walked
from review.domain.vocabulary import Role
from review.domain.workflow import TRANSITIONS, Action, State

NUMBER, START = "SL-ZSJ-2024-0009", datetime(2024, 3, 1, 9, tzinfo=timezone(timedelta(hours=8)))
NOTES = ("补充材料", "", '他说“可以”，又说"不行"', "第一行\n第二行\t\\", "\x01\x0b\x1f\x7f", "%s,{}[]", ',"trail":[')
SEQS = (3, 4, 9, 10, 11, 40, 41)
Plain = dict[str, Any]


def acts(
    change: Callable[[int, Plain], object] = lambda place, act: None, seqs: Sequence[int] = SEQS, notes: Sequence[str] = NOTES
) -> list[Plain]:
    """Seven acts of a matter, among those of others in the chain of the unit, each sealed after it was changed."""
    made: list[Plain] = []
    for place, (seq, note) in enumerate(zip(seqs, notes, strict=False)):
        last = made[-1] if made else None
        act: Plain = {
            "unit": "SL-ZSJ", "seq": seq, "at": (START + timedelta(hours=place, microseconds=place)).isoformat(),
            "matter": NUMBER, "revision": place + 1, "action": (Action.SUPPLEMENT if last else Action.SUBMIT).value,
            "from_state": (State.PREPARING if last else State.NEW).value, "to_state": State.PREPARING.value,
            "actor": "mishu", "actor_name": "陈秘书", "role": Role.SECRETARY.value, "note": note,
            "dossier_before": last["dossier_after"] if last else GENESIS, "dossier_after": f"{place:064x}",
            "previous": last["hash"] if last and last["seq"] == seq - 1 else "e" * 64,
        }  # fmt: skip
        change(place, act)
        content = canonical(act)
        made.append({**act, "hash": sm3(content) if place == 2 else hashlib.sha256(content).hexdigest()})
    return made


def written(trail: list[Plain]) -> bytes:
    last = trail[-1]
    state = {"state": last["to_state"], "revision": len(trail)}
    return canonical({"dossier": {"matter": {"number": NUMBER}}, **state, "trail": trail})


def followed(content: bytes) -> Walked | None:
    return walked(content, content.rindex(OPENING) + len(OPENING), NUMBER)


def test_it_comes_to_the_end_of_a_trail_that_nobody_touched():
    trail = acts()
    said = [trail[-1][key].encode() for key in ("hash", "at", "to_state", "dossier_after")]
    assert followed(written(trail)) == Walked(7, 41, *said, b"SL-ZSJ")


@pytest.mark.parametrize("length", [20, pytest.param(1_050, marks=pytest.mark.heavy)])
def test_a_trail_is_followed_part_by_part_also_over_a_thousand(length: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk, "AT_ONCE", 3_000)
    given: dict[str, Any] = {"seqs": range(990, 990 + length), "notes": ["补充"] * length}
    trail, other = acts(**given), acts(lambda _, act: act.update(note="改"), **given)
    last = trail[-1]
    found = followed(written(trail))
    assert found is not None
    assert (found.acts, found.seq, found.head.decode()) == (length, last["seq"], last["hash"])
    for place in (1, 5, 6, 7, length - 1):
        assert followed(written([*trail[:place], *other[place:]])) is None
        assert followed(written([*trail[: place - 1], *trail[place:]])) is None


@pytest.mark.heavy
@pytest.mark.parametrize(("notes", "seqs"), [(NOTES, range(1, 8)), (["补充"] * 7, range(1, 8)), (["补充"] * 7, (*SEQS[:6], 95))],
                         ids=["escaped", "plain", "among others"])  # fmt: skip
def test_what_is_followed_though_an_act_was_touched_and_sealed_anew_comes_to_the_same_act_by_act(
    notes: Sequence[str], seqs: Sequence[int]
):
    """It takes acts apart loosely and looks at the pieces: nothing passes but canonical JSON of an act that may be."""
    chance, dossier, passed = Random(2), {"matter": {"number": NUMBER}}, 0
    *before, last = acts(set_to(6, dossier_after=digest(dossier)), seqs, notes)
    said = {"dossier": dossier, "format": FORMAT, "revision": 7, "state": State.PREPARING.value}
    content = canonical({key: value for key, value in last.items() if key != "hash"})
    for place in range(len(content)):
        here = content[place : place + 1]
        for put in (b"%c" % chance.randrange(256), chance.choice(PUT), b"", here * 2, b"0" + here):
            touched = content[:place] + put + content[place + 1 :]
            front, name, behind = touched.partition(b'"matter":')
            act = front + b'"hash":"' + hashlib.sha256(touched).hexdigest().encode() + b'",' + name + behind
            forged = canonical({**said, "trail": before})[: -len(b"]}")] + b"," + act + b"]}"
            if (found := record._followed(forged)) is not None:
                data = json.loads(forged.decode())
                assert (canonical(data), record._trail(data)) == (forged, found[1]), place
                passed += touched != content
    assert passed > 20


PUT = (b'"', b"\\", b"\n", b",", b"0", b"}", b":", "：".encode())


def set_to(place: int, **values: Any) -> Callable[[int, Plain], None]:
    return lambda now, act: act.update(values) if now == place else None


ELSEWHERE = next(row for row in TRANSITIONS if row.state not in (State.NEW, State.PREPARING))
FORGED = {
    "another matter": set_to(1, matter="SL-ZSJ-2024-0010"), "another unit": set_to(6, unit="SL-XIAN"),
    "a revision left out": set_to(3, revision=5), "a place taken twice": set_to(4, seq=10),
    "a gap in the chain": set_to(1, previous="f" * 64),
    "another dossier before": set_to(5, dossier_before="f" * 64), "another state before": set_to(5, from_state="OPINION"),
    "no hash of a dossier": set_to(3, dossier_after="g" * 64), "a unit in between": set_to(3, unit="SL-XIAN"),
    "what may be done in another state": set_to(5, action=ELSEWHERE.action, from_state=ELSEWHERE.state, role=ELSEWHERE.role),
    "what no role may do": set_to(2, role="AUDITOR"), "what is not done there": set_to(2, action="PASS"),
    "a step that is none": set_to(6, to_state="PASSING"), "a day that is none": set_to(3, at="2024-02-30T09:00:00+08:00"),
    "a time written otherwise": set_to(3, at="2024-03-01 12:00:00+08:00"),
    "an hour that is none": set_to(3, at="2024-03-01T24:00:00+08:00"),
}  # fmt: skip


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED)
def test_acts_that_do_not_follow_stop_it_though_each_is_sealed_anew(change: Callable[[int, Plain], None]):
    assert followed(written(acts(change))) is None


@pytest.mark.parametrize("end", [
    "60:00.000001+08:00", "59:60.000001+08:00", "00:00.000000+08:00", "00:00.000001+24:00", "00:00.000001+08:60",
    "00:00.000001-08:00", "00:00.0000011+08:00", "00:00,000001+08:00", "0：00.000001+08:00",
])  # fmt: skip
def test_among_instants_of_one_form_one_that_is_none_stops_it(end: str):
    def instant(place: int, act: Plain, end: str = "59:59.000001+14:00") -> None:
        act["at"] = f"2024-03-01T23:{end if place == 3 else '59:59.000001+19:59'}"

    assert followed(written(acts(instant))) is not None
    assert followed(written(acts(lambda place, act: instant(place, act, end)))) is None


def test_an_act_in_anothers_place_is_left_to_be_read():
    assert followed(written(acts(set_to(3, acting_for="p01", acting_for_name="成员甲", delegated_on="2024-01-08")))) is None


WRITTEN_OTHERWISE = {
    "a space": (b'"note":"', b'"note": "'), "a line break in short": (b"\\n", b"\\u000a"), "a capital": (b"\\u001f", b"\\u001F"),
    "a character escaped": ("陈".encode(), b"\\u9648"), "a slash": (b"%s", b"\\/"), "no text": (b"%s", b"\xff\xfe"),
    "a bare control character": (b"\\u0001", b"\x01"), "a key twice": (b'"note":"', b'"note":"","note":"'),
    "a leading zero": (b'"seq":40', b'"seq":040'), "a fraction": (b'"seq":40', b'"seq":40.0'),
    "another key": (b'"note"', b'"nota"'),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
def test_bytes_in_another_writing_stop_it(old: bytes, new: bytes):
    content = written(acts())
    assert old in content
    assert followed(content.replace(old, new, 1)) is None


@pytest.mark.parametrize("end", [b" ", b",{}", b"]}"])
def test_what_stands_behind_the_trail_stops_it(end: bytes):
    assert followed(written(acts()) + end) is None
    assert walked(written(acts()), 5, NUMBER) is None


def test_any_bit_that_is_turned_stops_it():
    content, chance = written(acts()), Random(1)
    start = content.rindex(OPENING) + len(OPENING)
    for place in chance.sample(range(start, len(content)), 1_500):
        touched = bytearray(content)
        touched[place] ^= 1 << chance.randrange(8)
        assert followed(bytes(touched)) is None, place
