"""Outside text: what is right is read without loss, what is wrong is refused with its place, everything at once."""

import json
from dataclasses import MISSING, fields
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from forms import MOST_BYTES, dump_dossier, read_dossier
from review.domain.consistency import inconsistencies
from review.domain.dossier import Dossier
from review.domain.errors import DossierRefused
from review.domain.plain import bare, from_plain, hints, to_plain
from review.domain.scalars import Between, Shape
from review.domain.vocabulary import Term
from tests.conftest import EXAMPLES, example_text, place

NAMES = [path.name for path in sorted(EXAMPLES.glob("*.json"))]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_goes_through_json_without_loss(name):
    text = (EXAMPLES / name).read_bytes()
    dossier = read_dossier(text)
    assert json.loads(dump_dossier(dossier)) == json.loads(text)
    assert read_dossier(dump_dossier(dossier)) == dossier


# Any dossier that the types allow, ids drawn from people that it names.
PEOPLE = ["p1", "p2", "p3"]
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters=f"\ufffe\uffff{TURNING}")
TEXT = st.text(LETTERS, max_size=8)


def values(kind: Any) -> st.SearchStrategy[Any]:
    limits = getattr(_not_none(kind), "__metadata__", ())
    plain = bare(kind)
    shape = next((limit for limit in limits if isinstance(limit, Shape)), None)
    if get_origin(plain) is tuple:
        return st.lists(values(get_args(plain)[0]), max_size=2, unique_by=_own_id).map(tuple)
    if get_origin(plain) is not None and "Mapping" in str(plain):
        keys, inner = get_args(plain)
        return st.dictionaries(values(keys), values(inner), max_size=2)
    if isinstance(plain, type) and issubclass(plain, Term):
        return st.sampled_from(list(plain))
    simple = {
        bool: st.booleans(), date: st.dates(date(1990, 1, 1), date(2099, 12, 31)),
        datetime: st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)).map(
            lambda at: at.replace(tzinfo=timezone(timedelta(hours=8)))
        ),
        Decimal: st.decimals(0, 10**12, places=2),
    }  # fmt: skip
    if plain in simple:
        return simple[plain]
    if plain is int:
        between = next(limit for limit in limits if isinstance(limit, Between))
        return st.integers(between.least, between.most)
    if plain is str:
        if shape and "A-Za-z" in shape.pattern:
            return st.sampled_from(PEOPLE)
        return st.just("a" * 64) if shape else TEXT
    return dossiers(plain)


def _own_id(value: Any) -> Any:
    return next((getattr(value, key) for key in ("id", "member", "candidate", "number") if hasattr(value, key)), id(value))


def _not_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        return next(part for part in get_args(kind) if part is not type(None))
    return kind


@st.composite
def dossiers(draw: st.DrawFn, cls: type = Dossier, depth: int = 0) -> Any:
    given_values = {}
    must = {one.name for one in fields(cls) if one.default is MISSING and one.default_factory is MISSING}
    for name, kind in hints(cls).items():
        inner = get_args(bare(kind))[0] if get_origin(bare(kind)) is tuple else None
        if name in ("earlier", "people", "format") or (inner is not None and inner is cls):
            continue
        if name in must or name == "as_of" or draw(st.integers(0, 3)) == 0:
            given_values[name] = draw(values(kind))
    if cls is Dossier:
        given_values |= {"format": "dossier/1", "people": {one: from_plain(_person(), {"name": one}) for one in PEOPLE}}
    return cls(**given_values)


def _person() -> type:
    from review.domain.dossier import Person

    return Person


@pytest.mark.parametrize("examples", [20, pytest.param(400, marks=pytest.mark.heavy)])
def test_any_dossier_goes_through_json_without_loss(examples):
    """What is found is told as it was found: to make a whole dossier smaller takes longer than a test may."""
    tried = settings(max_examples=examples, suppress_health_check=list(HealthCheck), phases=(Phase.reuse, Phase.generate))
    tried(given(dossiers())(goes_without_loss))()


def goes_without_loss(dossier):
    assert from_plain(Dossier, json.loads(json.dumps(to_plain(dossier)))) == dossier
    if against_itself := tuple(inconsistencies(dossier)):
        with pytest.raises(DossierRefused) as refused:
            read_dossier(dump_dossier(dossier))
        assert set(refused.value.faults) == set(against_itself)
    else:
        assert read_dossier(dump_dossier(dossier)) == dossier


def faults(changes: dict[str, Any], start: str = "01") -> dict[str, str]:
    plain = json.loads(example_text(start))
    for pointer, value in changes.items():
        container, key = place(plain, pointer)
        container[key] = value
    with pytest.raises(DossierRefused) as refused:
        read_dossier(json.dumps(plain).encode())
    return {fault.pointer: fault.message for fault in refused.value.faults}


BAD = {
    "an unknown key": {"/matter/colour": "red"},
    "an unknown key by the name of a mapping's parts": {"/matter/value": 1},
    "a misspelt key": {"/matter/titel": "x"},
    "a wrong enumeration": {"/matter/category": "MAJOR"},
    "31 February": {"/matter/submitted_on": "2022-02-31"},
    "a year before our time": {"/matter/submitted_on": "0001-01-01"},
    "a year after our time": {"/matter/submitted_on": "9999-12-31"},
    "an instant after our time": {"/meetings/0/started_at": "2200-01-01T00:00:00+08:00"},
    "a date in another form": {"/matter/submitted_on": "2022/02/03"},
    "an instant without offset": {"/meetings/0/started_at": "2022-09-20T09:00:00"},
    "a number for a text": {"/matter/title": 7},
    "a text for a boolean": {"/matter/state_secret_free": "true"},
    "a number for a boolean": {"/matter/state_secret_free": 1},
    "a fraction for a count": {"/meetings/0/vote/counts/approve": 6.5},
    "a negative count": {"/meetings/0/vote/counts/approve": -1},
    "a boolean for a count": {"/meetings/0/vote/counts/approve": True},
    "a hash in capitals": {"/matter/draft/sha256": "A" * 64},
    "an object for a list": {"/legal_opinions": {}},
    "a list for an object": {"/preparation": []},
    "a control character": {"/matter/title": "a\u0000b"},
    "a character that turns the writing round": {"/matter/title": "甲\u202e乙"},
    "a text that is too long": {"/matter/title": "长" * 301},
    "a lone surrogate": {"/matter/title": "\ud800"},
    "two members with one id": {"/meetings/0/members/1/id": "p01", "/meetings/0/members/1/name": "成员甲"},
    "two ballots of one member": {"/meetings/0/vote/ballots/1/member": "p02"},
    "a vote by somebody unknown": {"/meetings/0/vote/ballots/0/member": "p99"},
    "a statement by somebody unknown": {"/meetings/0/statements/0/member": "p99"},
    "an unknown contact": {"/matter/contact": "nobody"},
    "a consultation that ends before it begins": {"/preparation/public_participation/open_consultation/closed_on": "2022-01-01"},
}


@pytest.mark.parametrize("name", BAD)
def test_it_refuses_with_the_place(name):
    found = faults(BAD[name])
    pointer = next(iter(BAD[name]))
    assert list(found) == [pointer] or (name == "two ballots of one member" and list(found) == [pointer])
    assert found[pointer]


@pytest.mark.parametrize("turning", TURNING)
def test_what_turns_the_writing_round_is_refused_and_named(turning):
    assert f"U+{ord(turning):04X}，第2个字符处" in faults({"/matter/title": f"题{turning}目"})["/matter/title"]


@pytest.mark.parametrize("kept", [*"\u200c\u200d\ufe0f\U000e0100\u3000\u00a0\u2060\ufeff𰻝اא"])
def test_whatever_can_be_read_or_joins_characters_stays(kept):
    plain = json.loads(example_text("01"))
    plain["matter"]["title"] = f"题{kept}目"
    assert read_dossier(json.dumps(plain).encode()).matter.title == f"题{kept}目"


def test_a_negative_amount_is_refused():
    assert list(faults({"/matter/funds/amount": "-1.00"}, "02")) == ["/matter/funds/amount"]
    assert list(faults({"/matter/funds/amount": 3860000}, "02")) == ["/matter/funds/amount"]
    assert list(faults({"/matter/funds/amount": "1.234"}, "02")) == ["/matter/funds/amount"]


def test_the_ballots_of_a_secret_vote_are_refused():
    assert list(faults({"/meetings/0/vote/method": "SECRET_BALLOT"})) == ["/meetings/0/vote/ballots"]


def test_all_faults_are_told_at_once():
    found = faults({name: value for change in list(BAD.values())[:8] for name, value in change.items()})
    assert len(found) == len({name for change in list(BAD.values())[:8] for name in change})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (b"", "空"), (b"  \n", "空"), (b"{", "JSON"), (b"[]", "对象"), (b"null", "对象"), (b"\xff\xfe", "UTF-8"),
        (b'{"format":"dossier/1"}', "as_of"), (b'{"format":"dossier/2","as_of":"2024-01-01"}', "format"),
        (b'{"format":"dossier/1","as_of":"2024-01-01","as_of":"2024-01-02"}', "两个"),
        (b'{"format":"dossier/1","as_of":NaN}', "NaN"), (b"[" * 200_000, "嵌套"),
        (b'{"a":' + b"9" * 5000 + b"}", "JSON"), (b" " * (MOST_BYTES + 1), "过大"),
    ],
)  # fmt: skip
def test_text_that_is_no_dossier_is_refused_in_words(text, word):
    with pytest.raises(DossierRefused) as refused:
        read_dossier(text)
    assert word in str(refused.value)


def test_the_smallest_dossier_is_read_and_everything_in_it_is_unknown(rulebook):
    from review.domain import checklist
    from review.domain.vocabulary import Outcome

    judgement = checklist.judge(read_dossier(b'{"format":"dossier/1","as_of":"2024-05-08"}'), rulebook)
    assert judgement.summary[Outcome.met] == 0
    assert not any(gate.open for name, gate in judgement.gates.items() if name != "ARCHIVE")


