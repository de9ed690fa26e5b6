"""更换法律顾问: one adviser who was asked is replaced by another; what the others are asked for stays. Nobody with an interest in
an appointment is asked for an opinion or a countersign on it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from review import demo
from review.domain.dossier import Candidate
from review.domain.errors import DossierRefused, Forbidden, WrongState
from review.domain.tasks import opinions_asked_for
from review.domain.vocabulary import AdviserKind, NoticeKind, Role
from review.domain.workflow import Action, State
from review.service import advisers, opinion, oversight
from review.service.countersign import objection_to as reviewers_objection
from review.service.desk import Desk
from review.service.opinion import objection_to as advisers_objection
from review.service.ports import Matter
from review.store.accounts import create_account

from .test_advisers import CLERK, COUNSEL, HEAD, NEW, OTHER, TODAY, UNIT, by, declared, given, matter, turn

__all__ = ["matter"]

THIRD = by(Role.LEGAL_ADVISER, "u07")


@pytest.fixture
def asked(desk: Desk, matter: Matter, clock: demo.DayClock) -> Matter:
    """A matter on which two of the unit's three advisers are asked; it is the next day."""
    session = desk.store.session()  # type: ignore[attr-defined]
    create_account(session, "guwen3", "no password", UNIT, THIRD.person, (Role.LEGAL_ADVISER,))
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]
    term = replace(NEW, person=THIRD.person, kind=AdviserKind.GOVERNMENT_LAWYER, starts=TODAY - timedelta(30))
    advisers.confirm(desk, HEAD, advisers.enter(desk, CLERK, term).number)
    first = opinion.commission(desk, CLERK, matter.number, matter.revision, "a01")
    both = opinion.commission(desk, CLERK, matter.number, first.revision, "a02")
    clock.turn_to(TODAY + timedelta(1))
    return both


def replaced(desk: Desk, asked: Matter, gone: str = "a01", by_whom: str = THIRD.person, reason: str = "长期出差") -> Matter:
    return opinion.replace_adviser(desk, CLERK, asked.number, asked.revision, gone, by_whom, reason)


def test_the_others_stay_asked_and_who_takes_it_is_asked_today(desk: Desk, asked: Matter) -> None:
    after = replaced(desk, asked)
    first, second = after.dossier.legal_opinions or ()
    assert (after.state, after.revision) == (State.OPINION, asked.revision + 1)
    assert first.adviser is not None
    assert (first.adviser.id, first.commissioned_on) == (THIRD.person, TODAY + timedelta(1))
    assert second == (asked.dossier.legal_opinions or ())[1]
    event = oversight.trail(desk, CLERK, asked.number)[-1]
    assert event.action is Action.REPLACE_ADVISER
    assert event.note == f"由法律顾问甲改为{THIRD.name}。长期出差"
    assert turn(desk, after) == {"a02": (Action.GIVE_OPINION,), THIRD.person: (Action.GIVE_OPINION,)}


def test_the_matter_goes_on_when_all_who_are_asked_then_have_answered(desk: Desk, asked: Matter) -> None:
    one = given(desk, replaced(desk, asked), OTHER)
    number = replace((one.dossier.legal_opinions or ())[1], number="法顾〔2023〕3号")
    after = opinion.give(desk, THIRD, one.number, one.revision, number)
    assert after.state is State.ADVISED
    assert [one.adviser.id for one in after.dossier.legal_opinions or () if one.adviser] == [THIRD.person, "a02"]
    with pytest.raises(WrongState):
        replaced(desk, after, "a02", "a01")


def test_both_advisers_are_told_and_the_third_is_not(desk: Desk, asked: Matter) -> None:
    after = replaced(desk, asked)
    with desk.store.reading(UNIT) as work:
        told = {(one.recipient, one.kind, one.text) for one in work.notices.of_matter(asked.number, NoticeKind.TASK)
                if one.revision == after.revision}  # fmt: skip
        off = {(one.recipient, one.text) for one in work.notices.of_matter(asked.number, NoticeKind.RESULT)}
    assert told == {(THIRD.person, NoticeKind.TASK, "出具法律意见")}
    assert off == {("a01", "更换法律顾问，不必再办理：出具法律意见")}


def test_who_gave_his_opinion_already_keeps_it_and_is_not_replaced(desk: Desk, asked: Matter) -> None:
    advised = given(desk, asked)
    with pytest.raises(DossierRefused, match="已经委托、意见尚未出具的"):
        replaced(desk, advised)
    (kept, _) = replaced(desk, advised, "a02").dossier.legal_opinions or ()
    assert kept == (advised.dossier.legal_opinions or ())[0]


@pytest.mark.parametrize(("gone", "by_whom", "why"), [
    ("s01", THIRD.person, "请选择要更换的法律顾问"), ("a01", "", "请选择法律顾问"), ("a01", "s01", "请选择法律顾问"),
    ("a01", "a01", "同一人"), ("a01", "a02", "已经委托法律顾问乙，意见尚未出具"),
])  # fmt: skip
def test_nobody_is_replaced_who_is_not_asked_nor_by_one_who_may_not_be_asked(
    desk: Desk, asked: Matter, gone: str, by_whom: str, why: str
) -> None:  # fmt: skip
    with pytest.raises(DossierRefused, match=why):
        replaced(desk, asked, gone, by_whom)
    assert oversight.show(desk, CLERK, asked.number) == asked


def test_it_takes_a_reason_and_the_secretary_and_one_in_term_without_an_interest(desk: Desk, asked: Matter) -> None:
    with pytest.raises(DossierRefused, match="请写明理由"):
        replaced(desk, asked, reason=" ")
    with pytest.raises(Forbidden, match="由党组秘书办理"):
        opinion.replace_adviser(desk, COUNSEL, asked.number, asked.revision, "a01", THIRD.person, "出差")
    declared(desk, asked.number, THIRD.person)
    with pytest.raises(DossierRefused, match="就是本事项"):
        replaced(desk, asked)
    assert oversight.show(desk, CLERK, asked.number) == asked


def test_who_cannot_give_his_opinion_any_more_stands_first_with_why(desk: Desk, asked: Matter) -> None:
    assert [one.id for one, _ in opinion.awaited(desk, CLERK, asked)] == ["a01", "a02"]
    declared(desk, asked.number, "a02", OTHER)
    ((first, why), (second, nothing)) = opinion.awaited(desk, CLERK, asked)
    assert (first.id, second.id, nothing) == ("a02", "a01", "")
    assert "就是本事项" in why


RELATED = (Candidate(id="u09", related_members=("a01", "r02")), Candidate(id="r01"))


def test_nobody_with_an_interest_in_an_appointment_is_asked_to_advise_or_to_countersign(desk: Desk, matter: Matter) -> None:
    concerned = replace(matter.dossier, matter=replace(matter.dossier.matter, candidates=RELATED))
    with desk.store.reading(UNIT) as work:
        people = {one.id: one for one in work.register.people()}
        for person in ("r01", "r02"):
            said = reviewers_objection(people[person], concerned, matter.number, work)
            assert said == f"{people[person].name}在本事项中有利害关系，应当回避，不能参加本事项的合法性审查"
        assert advisers_objection(people["a01"], concerned, matter.number, work) == (
            "法律顾问甲在本事项中有利害关系，应当回避，不能担任本事项的法律顾问"
        )
        assert advisers_objection(people["a02"], concerned, matter.number, work) is None
        assert reviewers_objection(people["r01"], matter.dossier, matter.number, work) is None


def test_who_became_related_to_a_candidate_after_he_was_asked_gives_no_opinion_and_is_replaced(
    desk: Desk, asked: Matter
) -> None:  # fmt: skip
    with desk.store.reading(UNIT) as work:
        concerned = replace(asked, dossier=replace(asked.dossier, matter=replace(asked.dossier.matter, candidates=RELATED)))
        assert desk.capacities(concerned, work).unable_to_advise() == ("法律顾问甲在本事项中有利害关系，应当回避",)
    assert Action.GIVE_OPINION not in {row.action for row in desk.options(COUNSEL, concerned)}
    assert Action.REPLACE_ADVISER in {row.action for row in desk.options(CLERK, concerned)}
    assert len(opinions_asked_for(concerned.dossier)) == 2
