"""A record proves itself: what nobody touched is genuine; what is altered is found, and the first thing that differs named."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from forms.dossier import read_plain
from review.domain.checklist import judge
from review.domain.facts import FACTS
from review.domain.plain import from_plain, to_plain
from review.domain.rulebook import Rulebook
from review.domain.rulebook_reader import read_rulebook, sha256_of
from review.domain.trail import Event, canonical, digest, seal
from review.domain.verifying import RECORD, RULES, NotReadable, alone, lines, record, verify
from review.domain.verifying.pages import strange_page
from review.record.data import data_of
from tests.carrying import FOOT, carrying
from tests.conftest import example_text
from tests.record import examples
from tests.sampling import some
from tests.stored import Stored, carried

Files = dict[str, bytes]
FINISHED = range(6)


def opened(files: Files) -> Any:
    return json.loads(files[RECORD])


def with_data(files: Files, data: Any) -> Files:
    """The record as a forger would write it who knows the canonical form."""
    return {**files, RECORD: canonical(data)}


def places(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of the data, containers and leaves."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*at, key)
        yield from places(value, (*at, key))


def altered(value: Any) -> Any:
    """Another value of the same kind, as near as can be."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value[:-1]}{chr(ord(value[-1]) + 1)}" if value else "改"
    if isinstance(value, list):
        return value[:-1] if value else ["改"]
    return "改" if value is None else {}


def by_own_rules(record: Any) -> Files:
    """The record judged again by rules of the forger's making, everything in its place."""
    return carried(replace(record, **own_rules(record)))


def own_rules(record: Any) -> dict[str, Any]:
    lax = record.rules["meeting.toml"].replace(b'severity = "blocking"', b'severity = "info"', 1)
    texts = {**record.rules, "meeting.toml": lax}
    return {"rules": texts, "judgement": judge(record.dossier, read_rulebook(texts))}


def change(data: Any, at: tuple[Any, ...], new: Callable[[Any], Any]) -> bool:
    for key in at[:-1]:
        data = data[key]
    before = data[at[-1]]
    data[at[-1]] = new(before)
    return data[at[-1]] != before


@pytest.mark.parametrize("place", some(FINISHED, 6))
def test_what_nobody_touched_is_genuine(stored: Stored, place: int):
    verified = verify(carried(stored(place)))
    data = opened(carried(stored(place)))
    assert verified.difference is None
    assert (verified.number, verified.events) == (data["dossier"]["matter"]["number"], len(data["trail"]))
    assert verified.findings == len(data["judgement"]["findings"])
    assert verified.head == data["trail"][-1]["hash"]


@pytest.mark.parametrize("place", some(FINISHED, 6))
def test_read_act_by_act_its_trail_comes_to_the_same(stored: Stored, place: int, monkeypatch: pytest.MonkeyPatch):
    """What nobody touched is followed over its bytes; act by act is how it is told what somebody touched."""
    files = carried(stored(place))
    verified = verify(files)
    monkeypatch.setattr(record, "walked", lambda *_: None)
    assert verify(files) == verified
    monkeypatch.undo()
    monkeypatch.setattr(record, "_trail", lambda data: pytest.fail("the bytes were not followed"))
    assert verify(files) == verified


@pytest.mark.parametrize("start", ["01", "04", "07"])
def test_a_record_of_a_dossier_alone_says_that_it_has_no_trail(rulebook: Rulebook, start: str):
    dossier = read_plain(json.loads(example_text(start)))
    data = data_of(examples.Record(**{**vars_of(examples.of(dossier)), "rules": rulebook.files}))
    verified = verify({RECORD: data.content, RULES: data.rules or b""})
    assert verified.consistent
    assert not verified.genuine
    assert any("没有办理过程" in line for line in lines(verified))


def test_whoever_strips_a_record_of_its_trail_has_proven_nothing(stored: Stored):
    files = carried(stored(0))
    verified = verify(with_data(files, {**opened(files), "trail": [], "state": None, "revision": None}))
    assert not verified.genuine
    assert not any("真实完整" in line for line in lines(verified))


def test_a_consistent_judgement_by_rules_of_ones_own_is_told_by_their_hash(stored: Stored):
    """Nothing in it denies anything else in it; who knows which rules were in force finds that it was not these."""
    files = by_own_rules(stored(0))
    theirs = verify(files)
    assert theirs.rulebook != opened(carried(stored(0)))["rulebook"]["sha256"]
    assert any(theirs.rulebook in line for line in lines(theirs))
    assert "不是本系统启用过的规则" in (verify(files, {opened(carried(stored(0)))["rulebook"]["sha256"]}).difference or "")


def vars_of(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


@pytest.mark.parametrize("place", [0, pytest.param(2, marks=pytest.mark.heavy), pytest.param(4, marks=pytest.mark.heavy)])
@pytest.mark.parametrize("tries", [15, pytest.param(700, marks=[pytest.mark.heavy, pytest.mark.timeout(900)])])
def test_whatever_value_is_altered_is_found(stored: Stored, place: int, tries: int):
    """Values of every part, of every kind: those of the dossier, of acts, of findings; each written in the canonical form."""
    files, chance = carried(stored(place)), Random(place)
    # the version that printed it is stated, and bound by the foot of the pages and the signature only (below)
    all_places = [at for at in places(opened(files)) if at[0] != "program"]
    for at in chance.sample(all_places, min(tries, len(all_places))):
        data = opened(files)
        if change(data, at, altered):
            assert not verify(with_data(files, data)).genuine, at


@pytest.mark.parametrize("part", ["judging", "printing"])
def test_another_version_that_is_stated_is_found_by_the_foot_of_the_pages(stored: Stored, part: str):
    files = carried(stored(0))
    data = opened(files)
    foot = FOOT.replace("{digest}", verify(files).sha256[:16])
    assert strange_page(carrying(files, [foot]), verify(files).sha256) is None
    data["program"][part] = "3" * 64
    other = with_data(files, data)
    assert strange_page(carrying(other, [foot]), verify(other).sha256)


@pytest.mark.parametrize(("place", "tries"), [(0, 15), *(pytest.param(place, 60, marks=pytest.mark.heavy) for place in (0, 3))])
def test_whatever_is_taken_out_is_found(stored: Stored, place: int, tries: int):
    files, chance = carried(stored(place)), Random(place)
    for at in chance.sample(list(places(opened(files))), tries):
        data = opened(files)
        holder = data
        for key in at[:-1]:
            holder = holder[key]
        del holder[at[-1]]
        assert data.get("format") is None or not verify(with_data(files, data)).genuine, at


@pytest.mark.parametrize("place", some(FINISHED, 6))
def test_an_act_left_out_added_or_moved_is_found_and_named(stored: Stored, place: int):
    files = carried(stored(place))
    trail = opened(files)["trail"]
    for number in range(len(trail)):
        without = trail[:number] + trail[number + 1 :]
        twice = [*trail[: number + 1], *trail[number:]]
        moved = [*trail[:number], *trail[number : number + 2][::-1], *trail[number + 2 :]]
        for forged in (without, twice, trail[:number], *([moved] if number + 1 < len(trail) else [])):
            found = verify(with_data(files, {**opened(files), "trail": forged})).difference
            assert found
            assert any(word in found for word in ("办理过程", "卷宗不是最后一步")), found


@pytest.mark.parametrize("place", [0, pytest.param(4, marks=pytest.mark.heavy)])
def test_who_seals_an_altered_act_anew_is_found_by_what_hangs_on_it(stored: Stored, place: int):
    """A forger who knows how an act is sealed cannot make the dossier of the last act another one, nor leave a gap."""
    files = carried(stored(place))
    for number, written in enumerate(opened(files)["trail"]):
        data = opened(files)
        forged = {**written, "dossier_after": "0" * 64}
        data["trail"][number] = to_plain(seal(from_plain(Event, forged)))
        assert not verify(with_data(files, data)).genuine


def test_a_judgement_altered_together_with_its_dossier_is_judged_again(stored: Stored):
    """Whoever rewrites the whole trail around another dossier still cannot say of it what the rules do not."""
    files = carried(stored(0))
    data = opened(files)
    finding = next(one for one in data["judgement"]["findings"] if one["rule"] == "MTG-06")
    finding["observed"] = "应到会7人，实到会7人"
    found = verify(with_data(files, data)).difference
    assert found
    assert "MTG-06" in found
    assert "observed" in found


def test_a_rule_that_was_altered_is_no_longer_the_rule_of_the_judgement(stored: Stored):
    files = carried(stored(0))
    rules = json.loads(files[RULES])
    rules["meeting.toml"] = rules["meeting.toml"].replace('severity = "blocking"', 'severity = "info"', 1)
    assert "规则" in (verify({**files, RULES: canonical(rules)}).difference or "")
    assert "缺少所依据的规则" in (verify({RECORD: files[RECORD]}).difference or "")
    assert not verify({**files, RULES: files[RULES][:-1]}).genuine


def test_rules_that_the_record_does_not_name_are_altered_whether_or_not_anybody_knows_them(stored: Stored):
    """Where it was said which rules are known, they were told as not proven: the same file came to 1 alone and to 3 here."""
    files = carried(stored(0))
    rules = json.loads(files[RULES])
    rules["meeting.toml"] += "\n"
    for known in (None, {opened(files)["rulebook"]["sha256"]}):
        verified = verify({**files, RULES: canonical(rules)}, known)
        assert verified.difference and not verified.unproven
        assert "/sha256" in verified.difference


def test_rules_of_another_version_prove_nothing_and_are_not_called_altered(stored: Stored, tmp_path: Path, capsys):
    """Each fact that was taken from the program made every record that was printed before it "altered"."""
    files = carried(stored(0))
    rules = json.loads(files[RULES])
    rules["facts.toml"] += '\n[facts."matter.computed_once"]\nreads = ["/matter/title"]\n'
    unlike = {**files, RULES: canonical(rules)}
    assert "也不是记录所称的规则" in (verify(unlike).difference or "") and not verify(unlike).unproven
    data = opened(files)
    data["rulebook"]["sha256"] = sha256_of({name: text.encode() for name, text in rules.items()})
    file = tmp_path / "record.pdf"
    file.write_bytes(carrying(with_data(unlike, data)))
    assert alone.main([str(file)]) == 3
    assert "核验结果：不能证实。随附的规则是记录所称的规则，而这个版本的程序不能读取" in capsys.readouterr().out


def test_data_that_say_the_same_in_another_writing_were_touched(stored: Stored):
    files = carried(stored(0))
    loose = json.dumps(opened(files), ensure_ascii=False).encode()
    assert "规范" in (verify({**files, RECORD: loose}).difference or "")
    twice = files[RECORD].replace(b'"format":', b'"format":"record/4","format":', 1)
    assert not verify({**files, RECORD: twice}).genuine


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format":"record/1"}', b'{"a":1}'])
def test_what_is_no_record_is_not_readable(content: bytes):
    with pytest.raises(NotReadable):
        verify({RECORD: content})
    with pytest.raises(NotReadable):
        verify({})


def test_the_hash_on_the_pages_is_that_of_the_data(stored: Stored):
    import hashlib

    files = carried(stored(0))
    assert verify(files).sha256 == hashlib.sha256(files[RECORD]).hexdigest()
    assert digest(opened(files)) == verify(files).sha256


@pytest.mark.parametrize("rules", [b"[" * 100_000, b'{"a":' * 100_000])
def test_rules_that_lie_too_deep_in_one_another_are_refused_and_nothing_breaks(stored: Stored, rules: bytes):
    files = {**carried(stored(0)), RULES: rules}
    for known in (None, {"0" * 64}):
        assert "结构被改动" in (verify(files, known).difference or "")


@pytest.mark.parametrize("more", ["x." * 100_000 + "y = 1", '"\\"" . ' * 100_000 + "y = 1", "#" * 5_000_000])
def test_rules_that_would_be_read_for_ever_are_refused(stored: Stored, more: str):
    """A key of a hundred thousand parts, in a file of 200 KB, took all the memory that there was."""
    files = carried(stored(0))
    rules = json.loads(files[RULES])
    rules["calendar.toml"] += f"\n{more}\n"
    assert "过" in (verify({**files, RULES: canonical(rules)}).difference or "")


def test_what_no_record_says_is_not_vouched_for(stored: Stored):
    """A key more, before the trail or behind it; and a file more."""
    files = carried(stored(0))
    for key in ("added", "zuletzt"):
        assert "另有内容" in (verify(with_data(files, {**opened(files), key: "核验通过"})).difference or "")
    assert "另有附件" in (verify({**files, "another.json": b"{}"}).difference or "")
    older = {**opened(files), "format": "record/2"}
    assert "program" in (verify(with_data(files, older)).difference or ""), "that format has no place for it"
    del older["program"]
    assert "time_stamp" in (verify(with_data(files, older)).difference or ""), "nor for this"


@pytest.mark.parametrize("tries", [3, pytest.param(40, marks=pytest.mark.heavy)])
def test_another_kind_of_number_is_another_value(stored: Stored, tries: int):
    """0 for false, 1.0 for 1: Python calls them equal, whoever reads the data does not."""
    files, chance = carried(stored(0)), Random(5)
    whole = opened(files)
    numbers = [at for at in places(whole) if type(_at(whole, at)) in (bool, int)]
    for at in [("revision",), *chance.sample(numbers, tries)]:
        data = opened(files)
        change(data, at, lambda value: int(value) if isinstance(value, bool) else float(value))
        assert not verify(with_data(files, data)).genuine, at


def _at(data: Any, at: tuple[Any, ...]) -> Any:
    for key in at:
        data = data[key]
    return data


def test_the_trail_of_another_unit_is_not_that_of_this_matter(stored: Stored):
    """Every act sealed anew as of another unit: its key would be asked for the signature, or that of the dossier's."""
    files = carried(stored(0))
    data, sealed = opened(files), []
    for written in data["trail"]:
        before = sealed[-1] if sealed and sealed[-1].seq + 1 == written["seq"] else None
        own = {**written, "unit": "SL-OTHER", **({"previous": before.hash} if before else {})}
        sealed.append(seal(from_plain(Event, own)))
    for slowly in (False, True):
        data["trail"] = [to_plain(one) for one in sealed]
        with pytest.MonkeyPatch.context() as patch:
            if slowly:
                patch.setattr(record, "walked", lambda *_: None)
            assert verify(with_data(files, data)).difference == "办理过程是单位SL-OTHER的，卷宗是单位SL-ZSJ的"


def test_a_program_that_computes_more_than_the_rules_inside_know_still_proves_the_record(stored: Stored, monkeypatch):
    """Each new fact of the program made every record that was printed before it "altered"."""
    files = carried(stored(0))
    record._read_rules.cache_clear()
    monkeypatch.setitem(FACTS, "matter.computed_later", next(iter(FACTS.values())))
    verified = verify(files)
    record._read_rules.cache_clear()
    assert (verified.difference, verified.genuine) == (None, True)
