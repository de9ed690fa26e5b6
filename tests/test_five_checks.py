"""The five checks that today's systems make (未经合法性审查、会议顺序、党组会前置、会议召开条件、表决结果), and the eleven
flaws that were found in the code of one that is public: each is shown not to be here.
"""

import copy
import re
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from forms.dossier import read_plain
from review import demo
from review.config import CASES, EXAMPLES
from review.domain import cases
from review.domain.checklist import Finding, Judgement, judge
from review.domain.dossier import Dossier
from review.domain.errors import DossierRefused
from review.domain.plain import from_plain
from review.domain.rulebook import Operator, Rule, Rulebook
from review.domain.vocabulary import Gate, Outcome, Role
from review.record.view.meeting import meetings_view
from review.record.view.people import People
from review.service import oversight, submission
from review.store.trail import SqlTrail
from tests.domain.judging import BASES, PLAIN, SHIPPED, changed
from tests.sampling import some

OUTCOMES = (Outcome.met, Outcome.not_met, Outcome.undetermined)
MET, NOT_MET, UNKNOWN = OUTCOMES
WITHOUT_A_DAY = ("本单位“三重一大”事项决策实施办法", "本系统设计规则")
"""What has no day of its own from which it is in force."""


@pytest.fixture
def judged(rulebook):
    def judged_anew(plain: dict[str, Any]) -> Judgement:
        return judge(from_plain(Dossier, plain), rulebook)

    return judged_anew


def of(judgement: Judgement, rule: str) -> Finding:
    return next(finding for finding in judgement.findings if finding.rule == rule)


def body(present: int, size: int, approve: int, secretary: str = "p01") -> dict[str, Any]:
    """Example 01 with a party group of this size, of which so many came and so many of these approved."""
    members = [
        {"id": f"p{place:02}", "name": f"成员{place}", "office": "GROUP_SECRETARY" if place == 1 else "MEMBER",
         "present": place <= present, "conflict": "NONE", "recused": False}
        for place in range(1, size + 1)
    ]  # fmt: skip
    came = [member["id"] for member in members if member["present"]]
    ballots = [{"member": one, "choice": "APPROVE" if place < approve else "OPPOSE"} for place, one in enumerate(came)]
    plain = changed("01", {
        "/meetings/0/members": members, "/meetings/0/presider": {"id": secretary}, "/meetings/0/recorder": secretary,
        "/meetings/0/statements": [{"member": one, "stance": "APPROVE", "text": "同意。"} for one in came[1:] + came[:1]],
        "/meetings/0/vote/ballots": ballots,
        "/meetings/0/vote/counts": {"approve": approve, "oppose": len(came) - approve, "abstain": 0},
        "/meetings/0/result": "PASSED" if approve * 2 > size else "REJECTED",
        "/meetings/0/minutes/signed_by": [secretary],
    })  # fmt: skip
    plain["meetings"][0]["topic"] |= {"proposed_by": secretary, "confirmed_by": secretary}
    return plain


def test_1_an_adviser_who_sits_in_and_a_file_of_that_name_are_no_legal_opinion(judged):
    plain = copy.deepcopy(PLAIN["01"])
    del plain["legal_opinions"]
    plain["meetings"][0]["observers"].append({"id": "a09", "name": "法律顾问乙", "kind": "LEGAL_ADVISER", "post": "法律顾问"})
    plain["attachments"] = [
        {"id": "f1", "kind": "LEGAL_OPINION", "name": "法律意见.docx", "sha256": "e3b0c442" + "0" * 56, "pages": 0}
    ]
    told = judged(plain)
    assert of(told, "LAD-01").outcome is not MET
    assert not told.gates[Gate.AGENDA].open


def test_2_a_matter_of_two_items_is_judged_by_the_stricter_of_both(judged):
    stricter = {
        "code": "B-01", "name": "重大项目", "meeting_sequence": ["DIRECTOR_MEETING", "PARTY_GROUP_MEETING"],
        "legality_review_required": True,
    }  # fmt: skip
    items = PLAIN["01"]["matter"]["catalogue"]["items"]
    assert of(judged(PLAIN["01"]), "MTG-26").outcome is MET
    for order in ([*items, stricter], [stricter, *items]):
        told = judged(changed("01", {"/matter/catalogue/items": order}))
        assert of(told, "MTG-26").outcome is NOT_MET
        assert not told.gates[Gate.APPROVAL].open
    laxer = {**items[0], "code": "A-09", "legality_review_required": False}
    plain = changed("01", {"/matter/catalogue/items": [*items, laxer]})
    del plain["legality_review"]
    assert not judged(plain).gates[Gate.AGENDA].open


@pytest.mark.parametrize("missing", ["/matter/catalogue/items", "/unit/parameters"])
def test_3_where_the_unit_has_set_no_rule_nothing_passes(judged, missing):
    plain = copy.deepcopy(PLAIN["01"])
    *path, last = missing.strip("/").split("/")
    part = plain
    for step in path:
        part = part[step]
    del part[last]
    before, after = judged(PLAIN["01"]), judged(plain)
    shut = {finding.rule for finding in after.findings if finding.shuts} - {f.rule for f in before.findings if f.shuts}
    assert shut
    assert all(of(after, rule).outcome is not MET for rule in shut)


def test_4_the_rule_in_force_on_the_day_decides_and_not_the_newest(judged):
    cited = {
        day: of(judged(changed("01", {"/edition_on": day})), "CLS-09").citation.edition
        for day in ("2022-09-28", "2024-04-30", "2024-05-01")
    }
    assert cited["2022-09-28"] == cited["2024-04-30"] == "2010-10-01"
    assert cited["2024-05-01"] == "2024-05-01"


@pytest.mark.parametrize("size", some(range(1, 31), 15))
def test_5_a_quorum_is_asked_at_every_size_and_the_strictest_too(judged, size):
    for present in range(1, size + 1):
        half = of(judged(body(present, size, present)), "MTG-06")
        assert (half.outcome is MET) is (2 * present > size), (present, size)
        assert half.shuts is (2 * present < size), (present, size)  # of exactly half this unit is only warned
    plain = changed("04", {"/meetings/0/members": body(1, size, 1)["meetings"][0]["members"]})
    members = plain["meetings"][0]["members"]
    for present in range(size + 1):
        for place, member in enumerate(members):
            member["present"] = place < present
        quorum = of(judged(plain), "CAD-06")
        assert (quorum.outcome is MET) is (3 * present >= 2 * size), (present, size)


@pytest.mark.parametrize(("present", "size"), [(4, 7), (5, 7), (7, 7), (5, 9)])
def test_6_one_attendance_is_told_by_quorum_and_vote_and_print(judged, present, size):
    plain = body(present, size, present)
    told, dossier = judged(plain), from_plain(Dossier, plain)
    words = of(told, "MTG-06").observed + of(told, "MTG-16").observed
    assert set(re.findall(r"应到(\d+)人", words)) == {str(size)}
    assert set(re.findall(r"实到(\d+)人", words)) <= {str(present)}
    (printed,) = meetings_view(dossier, People(dossier))["items"]
    assert f"应到{size}人，实到{present}人" in str(printed["brief"])


def test_7_people_are_told_apart_by_id_and_a_vote_is_no_text(judged):
    twins = changed("01", {"/meetings/0/members/3/name": "成员戊", "/people/p04/name": "成员戊"})
    read_plain(twins)
    assert of(judged(twins), "MTG-17").outcome is MET
    for ballots in (
        "成员甲（同意）,成员己(因公外出)",
        [{"member": "成员甲（同意）", "choice": "APPROVE"}],
        [{"member": "p02", "choice": "同意"}],
    ):
        with pytest.raises(DossierRefused):
            read_plain(changed("01", {"/meetings/0/vote/ballots": ballots}))


@pytest.mark.parametrize("size", some(range(1, 31), 3))
def test_8_more_than_half_is_more_than_half(judged, size):
    for approve in {0, size // 2, size // 2 + 1, size}:
        plain = body(size, size, approve)
        plain["meetings"][0]["result"] = "PASSED"
        assert (of(judged(plain), "MTG-16").outcome is MET) is (2 * approve > size), (approve, size)


def test_9_every_change_is_judged_anew_and_stored_with_its_findings_or_not_at_all(desk, clock, monkeypatch):
    clock.turn_to(date(2024, 5, 8))
    people = demo.register_of(demo.examples())
    secretary = demo.actor(Role.SECRETARY, "SL-ZSJ", people)
    matter = demo.examples()[6].matter
    first = submission.submit(desk, secretary, submission.Submission(matter=matter), key="k")
    more = submission.Submission(matter=replace(matter, funds=replace(matter.funds, in_budget=None)))
    second = submission.supplement(desk, secretary, first.number, first.revision, more)
    assert second.judgement == desk.judge(second.dossier)
    assert second.judgement != first.judgement

    def fails(*_: Any) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr(SqlTrail, "append", fails)
    with pytest.raises(RuntimeError):
        submission.supplement(desk, secretary, first.number, second.revision, submission.Submission(matter=matter))
    monkeypatch.undo()
    assert oversight.show(desk, secretary, first.number) == second


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_10_every_finding_can_be_checked_by_hand(judged, example: Path):
    for finding in judged(PLAIN[example.name[:2]]).findings:
        cited = finding.citation
        assert cited.instrument, finding.rule
        assert bool(cited.edition) is (cited.instrument not in WITHOUT_A_DAY), finding.rule
        assert finding.observed, finding.rule
        assert "{" not in finding.observed + finding.required + finding.remedy, finding.rule
        if finding.outcome in (NOT_MET, UNKNOWN):
            assert finding.remedy, finding.rule
            assert finding.evidence or finding.missing, finding.rule


def wrong(rule: Rule, place: int) -> Rule:
    """The rule with what it asks for turned round in one place."""
    asked = list(rule.met_when)
    asked[place] = replace(asked[place], value=not asked[place].value)
    return replace(rule, met_when=tuple(asked))


@pytest.mark.heavy
def test_11_a_rule_that_is_turned_round_anywhere_fails_its_own_cases(rulebook: Rulebook):
    """The regression suite is the rulebook's own cases; a wrong word in any rule that answers yes or no is noticed."""
    of_rule: dict[str, list[Any]] = {}
    for case in SHIPPED:
        of_rule.setdefault(case.rule, []).append(case)
    unnoticed = []
    for rule in rulebook.rules:
        for place, condition in enumerate(rule.met_when):
            if condition.operator in (Operator.IS, Operator.IS_NOT) and isinstance(condition.value, bool):
                book = replace(rulebook, rules=tuple(wrong(one, place) if one is rule else one for one in rulebook.rules))
                if not list(cases.check(tuple(of_rule[rule.id]), book, BASES, partial(from_plain, Dossier))):
                    unnoticed.append((rule.id, condition.fact))
    assert unnoticed == []
    assert CASES.is_dir()
