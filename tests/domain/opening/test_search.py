"""What would open the next gate: applied it opens it, and no smaller set of the changes on offer does."""

import json
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from forms.dossier import read_plain
from forms.labels import says
from review.domain import cases
from review.domain.cases import RuleCase
from review.domain.checklist import judge
from review.domain.dossier import Dossier
from review.domain.errors import DossierRefused
from review.domain.opening import Way, next_gate, way_to_open
from review.domain.opening.search import Search
from review.domain.plain import to_plain
from review.domain.report import way_as_plain
from review.domain.rulebook import Rulebook
from review.domain.settling import Engine
from review.domain.vocabulary import Gate, Outcome
from review.engine import DurableEngine
from tests.domain.judging import BASES, SHIPPED

SHUT = [case for case in SHIPPED if case.outcome in (Outcome.not_met, Outcome.undetermined)]
SAMPLE = 360
ENGINE = DurableEngine()
REMOVED = (
    "/matter/catalogue/version", "/matter/scope/emergency", "/preparation/expert_review/conflict_free",
    "/legal_opinions/0/signed", "/legality_review/sealed", "/meetings/0/place",
)  # fmt: skip
"""Places of the first example without each of which the gates to APPROVAL are shut, each by another rule."""
SLOW = {"/meetings/0/place", "/matter/scope/emergency", "/legality_review/sealed"}
"""Read by so many rules, or mended by so many changes, that trying every pair of changes takes from three to ten seconds."""
SETS = [some for count in (1, 2, 3) for some in combinations(REMOVED, count)]

def example(start: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(next(text for name, text in BASES.items() if name.startswith(start)))
    return plain


def way(plain: dict[str, Any], rulebook: Rulebook) -> tuple[Dossier, Way | None]:
    dossier = read_plain(plain)
    gate = next_gate(judge(dossier, rulebook))
    return dossier, None if gate is None else way_to_open(dossier, rulebook, gate)


def applied(plain: Any, sets: dict[str, Any]) -> Any:
    """The plain dossier with these places set, as a reader of the JSON would do it."""
    plain = json.loads(json.dumps(plain))
    for pointer, value in sets.items():
        *way, last = pointer.strip("/").split("/")
        part = plain
        for key in way:
            part = part[int(key)] if isinstance(part, list) else part.setdefault(key, {})
        if isinstance(part, list) and int(last) == len(part):
            part.append(value)
        else:
            part[int(last) if isinstance(part, list) else last] = value
    return plain


def proven(case: RuleCase, rulebook: Rulebook, engine: Engine) -> bool:
    """Whether a way was found for the case; where it was, it is applied and judged by both engines."""
    plain = cases.dossier_of(case, BASES)
    dossier, found = way(plain, rulebook)
    if found is None:
        return True
    before = judge(dossier, rulebook, engine)
    if not found.left:
        told = way_as_plain(found, dossier, says)
        changed = to_plain(dossier)
        for change in told["changes"]:
            changed = applied(changed, change["sets"])
        opened = read_plain(changed)
        assert opened == found.opened
        assert judge(opened, rulebook, engine).gates[found.gate].open, case.name
    else:
        assert not judge(found.opened, rulebook).gates[found.gate].open
        assert set(found.left) <= {finding.rule for finding in judge(found.opened, rulebook).shutting(found.gate)}
    assert not before.gates[found.gate].open
    assert decided(found, dossier) == []
    assert found.smallest <= (len(found.changes) <= 3)
    return not found.left


SETTLED = {
    "category", "conclusion", "amount", "decision_mode", "choice", "scope", "sha256", "result", "unit", "as_of",
}  # fmt: skip
"""The conclusion of an opinion, the class of the matter, what a member chose: none is put right by the stroke of a pen."""


def decided(found: Way, dossier: Dossier) -> list[str]:
    """The places of the changes where something that was decided is already known."""
    before = to_plain(dossier)
    return [
        change.pointer for change in found.changes
        if change.pointer != "/matter/scope/major_administrative_decision"  # its own heads deny it (CLS-03)
        and SETTLED & set(change.pointer.strip("/").split("/")) and says_something(known(before, change.pointer))
    ]  # fmt: skip


def says_something(value: Any) -> bool:
    """A text of blanks was stated by nobody, and may be written."""
    return value is not None and not (isinstance(value, str) and not value.strip())


def known(part: Any, pointer: str) -> Any:
    for key in pointer.strip("/").split("/"):
        if isinstance(part, list):
            part = part[int(key)] if key.isdigit() and int(key) < len(part) else None
        else:
            part = part.get(key) if part else None
    return part


@pytest.mark.parametrize("sample", [SHUT[:: 5 * SAMPLE], pytest.param(SHUT[::15], marks=pytest.mark.heavy)], ids=["few", "many"])
def test_what_is_said_to_open_a_gate_opens_it_and_offers_nothing_that_was_decided(
    rulebook: Rulebook, sample: list[RuleCase]
):
    opened = sum(proven(case, rulebook, ENGINE) for case in sample)
    assert opened > len(sample) / 3  # of all two thirds


@pytest.mark.parametrize(("base", "sample"), [
    ("01", 20), *(pytest.param(f"0{number}", 1, marks=pytest.mark.heavy) for number in range(1, 7)),
])  # fmt: skip
def test_what_was_taken_out_of_an_open_matter_is_all_that_is_asked_for(rulebook: Rulebook, base: str, sample: int):
    """Each place of an example that is open to APPROVAL is taken out in turn: one change opens it again."""
    plain, shut = example(base), 0
    for place in list(leaves(plain))[::sample]:
        try:
            dossier = read_plain(lacking(plain, place))
        except DossierRefused:
            continue
        if judge(dossier, rulebook).gates[Gate.APPROVAL].open:
            continue
        found = way_to_open(dossier, rulebook, Gate.APPROVAL)
        shut += 1
        assert (place, found.smallest, len(found.changes)) == (place, True, 1)
    assert shut > 50 / sample


def leaves(part: Any, at: str = "") -> Iterator[str]:
    """The places that hold a value; of a list of parts, those of the first."""
    if isinstance(part, dict):
        for key, value in part.items():
            if at or key not in ("people", "unit", "format", "as_of"):
                yield from leaves(value, f"{at}/{key}")
    elif isinstance(part, list) and part and isinstance(part[0], dict):
        yield from leaves(part[0], f"{at}/0")
    else:
        yield at


def lacking(plain: Any, *places: str) -> Any:
    plain = json.loads(json.dumps(plain))
    for place in places:
        *way, last = place.strip("/").split("/")
        part = plain
        for key in way:
            part = part[int(key)] if isinstance(part, list) else part[key]
        del part[last]
    return plain


@pytest.mark.parametrize("places", [
    pytest.param(places, marks=pytest.mark.heavy) if len(places) + bool(SLOW & set(places)) > 2 else places
    for places in SETS
], ids=" ".join)  # fmt: skip
def test_no_smaller_set_of_the_changes_on_offer_opens_the_gate(rulebook: Rulebook, places: tuple[str, ...]):
    dossier = read_plain(lacking(example("01"), *places))
    found = way_to_open(dossier, rulebook, Gate.APPROVAL)
    assert (found.smallest, found.left, len(found.changes)) == (True, (), len(places))
    assert judge(found.opened, rulebook).gates[Gate.APPROVAL].open
    assert opened_by(Search(dossier, rulebook, Gate.APPROVAL), dossier, len(places) - 1) is None


def opened_by(search: Search, dossier: Dossier, most: int) -> object:
    """A set of at most so many of the changes that any shut finding suggests, on the way or at first, that opens the gate:
    all of them are tried, whichever finding they come from."""
    shut = search.shut(dossier)
    if not shut:
        return ()
    changes = {change.key: changed for one in shut for change, changed in search.offered(dossier, one)} if most else {}
    for key, changed in changes.items():
        if (more := opened_by(search, changed, most - 1)) is not None:
            return key, more
    return None


def test_so_many_members_are_missing(rulebook: Rulebook):
    plain = example("01")
    meeting = plain["meetings"][0]
    here = [member["id"] for member in meeting["members"] if member["present"]]
    half = len(meeting["members"]) // 2
    assert told(without(plain, here[-(len(here) - half):]), rulebook)[0].startswith("还差1人到会")


def without(plain: dict[str, Any], away: list[str]) -> dict[str, Any]:
    """The matter with these members away from its meeting, where they neither speak nor vote."""
    meeting = plain["meetings"][0]
    for member in meeting["members"]:
        if member["id"] in away:
            member |= {"present": False, "absence_reason": "公务", "leave_asked_on": meeting["notice"]["sent_on"]}
    meeting["statements"] = [one for one in meeting["statements"] if one["member"] not in away]
    vote = meeting["vote"]
    vote["ballots"] = [one for one in vote["ballots"] if one["member"] not in away]
    vote["counts"]["approve"] = sum(one["choice"] == "APPROVE" for one in vote["ballots"])
    meeting["minutes"].pop("confirmed_by", None)
    return plain


def told(plain: dict[str, Any], rulebook: Rulebook) -> list[str]:
    _, found = way(plain, rulebook)
    assert found is not None
    return [says(change) for change in found.changes]


def test_an_opinion_is_missing_by_a_day(rulebook: Rulebook):
    """It has to be there before the draft goes to review: on the day of judgement it is asked for, later only recorded."""
    plain = example("01")
    plain["legal_opinions"] = []
    assert told(plain, rulebook) == [
        "如确已在2022年8月31日以前出具法律意见（针对现送审稿，结论为合法），如实补登；没有的，不得倒填日期，按有关规则的整改要求办理"
    ]
    later = ("meetings", "approvals", "document_review", "publication", "execution", "archive", "reporting")
    before = {key: value for key, value in plain.items() if key not in later} | {"as_of": "2022-08-31"}
    before["legality_review"] = {"sent_on": "2022-08-31", "materials": plain["legality_review"]["materials"]}
    assert told(before, rulebook) == ["补一份不晚于2022年8月31日的法律意见（针对现送审稿，结论为合法）"]


def test_a_vote_that_fell_short_says_by_how_many(rulebook: Rulebook):
    plain = example("01")
    vote = plain["meetings"][0]["vote"]
    needed = len(plain["meetings"][0]["members"]) // 2 + 1
    for ballot in vote["ballots"][needed - 1 :]:
        ballot["choice"] = "OPPOSE"
    opposed = len(vote["ballots"]) - needed + 1
    vote["counts"] |= {"approve": needed - 1, "oppose": opposed}
    _, found = way(plain, rulebook)
    assert found is not None
    assert "还差1票赞成（须重新表决）" in [says(change) for change in found.changes]


def test_more_than_three_are_gathered_and_not_called_the_smallest(rulebook: Rulebook):
    found = way_to_open(read_plain(lacking(example("01"), *REMOVED)), rulebook, Gate.APPROVAL)
    assert (len(found.changes), found.smallest, found.left) == (len(REMOVED), False, ())
    assert judge(found.opened, rulebook).gates[Gate.APPROVAL].open


def test_where_nothing_is_to_be_gathered_the_dossier_stays_as_it_is(rulebook: Rulebook):
    dossier = read_plain(lacking(example("01"), *REMOVED))
    found = way_to_open(dossier, rulebook, Gate.APPROVAL, gather=False)
    assert (found.changes, found.opened, found.smallest) == ((), dossier, False)
    assert len(found.left) == len(REMOVED)
