"""The roll of advisers is entered by one and confirmed by another; nobody out of term or in conflict is asked or gives an
opinion; and what the roll knows stands in the opinion, which the reviewer rates."""

from dataclasses import replace
from datetime import date

import pytest

from review import demo
from review.demo_advisers import rate_and_issue
from review.domain import trail
from review.domain.adviser_numbers import SCALES, Figure
from review.domain.advisers import AdviserStanding, Appointment, Interest
from review.domain.dossier import Adviser, Draft, LegalityReview, LegalOpinion, OpinionRating
from review.domain.errors import DossierRefused, Forbidden, NotFound, WrongState
from review.domain.vocabulary import AdviserKind, DraftChange, Grade, Role
from review.domain.workflow import Action, State
from review.service import advisers, draft, legality, opinion, oversight, submission
from review.service.desk import Desk
from review.service.ports import Actor, Matter
from review.service.turns import holders
from tests.sampling import some

EXAMPLE = demo.examples()[2]
UNIT = EXAMPLE.unit.code or ""
TODAY = EXAMPLE.matter.draft.changed_on or EXAMPLE.as_of


def by(role: Role, person: str | None = None) -> Actor:
    people = demo.register_of(one for one in demo.examples() if one.unit.code == UNIT)
    found = demo.actor(role, UNIT, people)
    return found if person is None else replace(found, person=person, name=next(one.name for one in people if one.id == person))


CLERK, HEAD, COUNSEL, OTHER = by(Role.SECRETARY), by(Role.GROUP_SECRETARY), by(Role.LEGAL_ADVISER), by(Role.LEGAL_ADVISER, "a02")
NEW = Appointment(
    person="a01", kind=AdviserKind.IN_HOUSE_COUNSEL, licence_no="9", firm="办公室", fields=("合同",), basis="聘任通知",
    starts=date(2031, 1, 1),
)  # fmt: skip


@pytest.fixture
def matter(desk: Desk, clock: demo.DayClock) -> Matter:
    clock.turn_to(TODAY)
    given = submission.Submission(matter=EXAMPLE.matter, preparation=EXAMPLE.preparation)
    return submission.submit(desk, CLERK, given, key="k")


def declared(desk: Desk, party: str, person: str = "a01", actor: Actor = CLERK) -> Interest:
    return advisers.declare(desk, actor, Interest(person=person, party=party, reason="曾任其顾问", since=TODAY))


def given(desk: Desk, matter: Matter, actor: Actor = COUNSEL) -> Matter:
    shown = replace((EXAMPLE.legal_opinions or ())[0], adviser=Adviser(id=actor.person, licence_no="假的"))
    return opinion.give(desk, actor, matter.number, matter.revision, shown)


def standing(desk: Desk, number: int) -> AdviserStanding:
    return advisers.roll(desk, CLERK).appointments[number - 1].standing(desk.today())


def test_an_appointment_lets_nobody_be_asked_until_another_person_has_confirmed_it(desk: Desk, clock: demo.DayClock) -> None:
    clock.turn_to(date(2031, 2, 1))
    entered = advisers.enter(desk, CLERK, NEW)
    assert (entered.number, standing(desk, 4)) == (4, AdviserStanding.UNCONFIRMED)
    advisers.confirm(desk, HEAD, entered.number)
    assert standing(desk, 4) is AdviserStanding.IN_TERM
    _, part, events = advisers.show(desk, by(Role.AUDITOR), "a01")
    assert [one.action.label for one in events if one.subject == "adviser/4"] == ["登记法律顾问", "确认聘任"]
    assert len(part.appointments) == 3
    with desk.store.reading(UNIT) as work:
        assert trail.first_broken(work.register_trail.all()) is None


def test_who_entered_may_not_confirm_and_who_declared_may_not_lift_whatever_his_roles(desk: Desk, matter: Matter) -> None:
    both = replace(CLERK, roles=frozenset({Role.SECRETARY, Role.GROUP_SECRETARY}))
    number = advisers.enter(desk, both, NEW).number
    with pytest.raises(Forbidden, match="登记聘任的人不能确认"):
        advisers.confirm(desk, both, number)
    with pytest.raises(Forbidden, match="申报利害关系的人不能解除"):
        advisers.lift(desk, both, declared(desk, "甲公司", actor=both).number, "已经离职")


@pytest.mark.parametrize("role", some(list(Role), 3))
def test_each_act_has_its_roles(desk: Desk, matter: Matter, role: Role) -> None:
    waiting, interest = advisers.enter(desk, CLERK, NEW), declared(desk, "甲公司", "a02")
    actor = by(role)
    before = advisers.roll(desk, actor)
    acts = {
        Role.SECRETARY: lambda: advisers.enter(desk, actor, replace(NEW, person="a02")),
        Role.GROUP_SECRETARY: lambda: advisers.confirm(desk, actor, waiting.number),
        "lifts": lambda: advisers.lift(desk, actor, interest.number, "离职"),
        "ends": lambda: advisers.end(desk, actor, 1, "合同解除"),
        "declares": lambda: declared(desk, "乙公司", "a02", actor),
    }  # fmt: skip
    for who, act in acts.items():
        meant = {"lifts": (Role.GROUP_SECRETARY,), "ends": advisers.ENDS, "declares": (Role.SECRETARY,)}.get(who, (who,))
        if role not in meant:
            with pytest.raises(Forbidden):
                act()
    assert advisers.roll(desk, actor) == before


def test_an_adviser_declares_his_own_interest_and_nobody_elses(desk: Desk, matter: Matter) -> None:
    assert declared(desk, "甲公司", "a01", COUNSEL).number == 2
    with pytest.raises(Forbidden, match="本人申报"):
        declared(desk, "甲公司", "a02", COUNSEL)


def test_what_is_refused_leaves_nothing(desk: Desk, matter: Matter) -> None:
    before = advisers.roll(desk, CLERK)
    for act in (
        lambda: advisers.enter(desk, CLERK, replace(NEW, licence_no=None)),
        lambda: advisers.enter(desk, CLERK, replace(NEW, person="s01")),
        lambda: advisers.enter(desk, CLERK, replace(NEW, starts=TODAY)),
        lambda: advisers.end(desk, CLERK, 1, " "), lambda: declared(desk, "——"), lambda: declared(desk, "甲公司", "s01"),
        lambda: advisers.lift(desk, HEAD, 1, ""),
    ):  # fmt: skip
        with pytest.raises(DossierRefused):
            act()
    for act in (lambda: advisers.confirm(desk, HEAD, 9), lambda: advisers.end(desk, CLERK, 9, "理由"),
                lambda: advisers.lift(desk, HEAD, 9, "理由"), lambda: advisers.show(desk, CLERK, "s01")):  # fmt: skip
        with pytest.raises(NotFound):
            act()
    assert advisers.roll(desk, CLERK) == before


def test_what_became_of_an_entry_happens_once(desk: Desk, matter: Matter) -> None:
    advisers.end(desk, CLERK, 1, "合同解除")
    advisers.lift(desk, HEAD, 1, "已经离职")
    for act in (lambda: advisers.end(desk, CLERK, 1, "合同解除"), lambda: advisers.confirm(desk, HEAD, 1),
                lambda: advisers.lift(desk, HEAD, 1, "已经离职"), lambda: advisers.confirm(desk, HEAD, 2)):  # fmt: skip
        with pytest.raises(WrongState):
            act()


def test_who_is_out_of_term_or_in_conflict_is_not_commissioned_and_the_page_says_why(desk: Desk, matter: Matter) -> None:
    declared(desk, EXAMPLE.matter.title or "", "a01")
    advisers.end(desk, CLERK, 2, "调离")
    for person, why in (("a02", "解聘"), ("a01", "与本事项有关（事项名称）")):
        with pytest.raises(DossierRefused, match=why):
            opinion.commission(desk, CLERK, matter.number, matter.revision, person)
    found = opinion.choices(desk, CLERK, matter)
    assert [(one.person.id, one.appointment is None) for one in found] == [("a01", False), ("a02", True)]
    assert all(one.objection for one in found)
    assert oversight.show(desk, CLERK, matter.number) == matter


def test_nothing_is_handed_over_to_who_may_not_be_asked(desk: Desk, matter: Matter) -> None:
    asked = opinion.commission(desk, CLERK, matter.number, matter.revision, "a01")
    declared(desk, matter.number, "a02")
    with pytest.raises(DossierRefused, match="就是本事项"):
        opinion.transfer(desk, COUNSEL, asked.number, asked.revision, "a02", "出差")


@pytest.mark.heavy
def test_who_came_into_conflict_or_out_of_term_after_he_was_asked_hands_over_or_is_relieved(desk: Desk, matter: Matter) -> None:
    asked = opinion.commission(desk, CLERK, matter.number, matter.revision, "a01")
    declared(desk, matter.number, "a01", COUNSEL)
    with pytest.raises(Forbidden, match="可以转办"):
        given(desk, asked)
    handed = opinion.transfer(desk, COUNSEL, asked.number, asked.revision, "a02", "有利害关系")
    assert given(desk, handed, OTHER).state is State.ADVISED


def turn(desk: Desk, matter: Matter) -> dict[str, tuple[Action, ...]]:
    with desk.store.reading(UNIT) as work:
        return holders(matter, work, desk.today())


@pytest.mark.heavy
def test_who_can_give_no_opinion_any_more_is_not_offered_it_and_the_clerk_is_told_to_ask_another(
    desk: Desk, matter: Matter
) -> None:
    asked = opinion.commission(desk, CLERK, matter.number, matter.revision, "a01")
    assert turn(desk, asked) == {"a01": (Action.GIVE_OPINION,)}
    assert opinion.unable(desk, CLERK, (asked, matter)) == [(), ()]
    declared(desk, matter.number, "a01", COUNSEL)
    assert Action.GIVE_OPINION not in {row.action for row in desk.options(COUNSEL, asked)}
    assert Action.TRANSFER_OPINION in {row.action for row in desk.options(COUNSEL, asked)}
    assert turn(desk, asked) == {CLERK.person: (Action.REPLACE_ADVISER,)}
    ((why,), ()) = opinion.unable(desk, CLERK, (asked, matter))
    assert "请委托其他法律顾问" in why
    back = submission.recall(desk, CLERK, asked.number, asked.revision, "法律顾问有利害关系")
    again = opinion.commission(desk, CLERK, back.number, back.revision, "a02")
    assert turn(desk, again) == {"a02": (Action.GIVE_OPINION,)}


@pytest.mark.heavy
@pytest.mark.parametrize("left", ["解聘", "利害关系"])
def test_who_may_advise_no_more_does_not_confirm_a_draft_and_the_clerk_can_take_the_claim_back(
    desk: Desk, matter: Matter, left: str
) -> None:
    advised = given(desk, opinion.commission(desk, CLERK, matter.number, matter.revision, "a01"))
    claim = Draft(version="送审稿9", sha256="9" * 64, change=DraftChange.EDITORIAL, changed_on=desk.today())
    claimed = draft.revise(desk, CLERK, advised.number, advised.revision, claim)
    if left == "解聘":
        while in_term := advisers.roll(desk, CLERK).in_term("a01", desk.today()):
            advisers.end(desk, CLERK, in_term.number, "离职")
    else:
        declared(desk, matter.number, "a01", COUNSEL)
    with pytest.raises(Forbidden, match="您现在不能确认改稿"):
        draft.confirm(desk, COUNSEL, claimed.number, claimed.revision)
    assert Action.CONFIRM_AS_ADVISER not in {row.action for row in desk.options(COUNSEL, claimed)}
    plain = draft.revise(desk, CLERK, claimed.number, claimed.revision, replace(claim, change=DraftChange.MATERIAL))
    assert opinion.commission(desk, CLERK, plain.number, plain.revision, "a02").state is State.OPINION


def test_as_what_an_adviser_gives_his_opinion_is_told_by_the_roll(desk: Desk, matter: Matter) -> None:
    asked = opinion.commission(desk, CLERK, matter.number, matter.revision, "a02")
    (one,) = given(desk, asked, OTHER).dossier.legal_opinions or ()
    assert one.adviser == Adviser(
        id="a02", name="法律顾问乙", kind=AdviserKind.GOVERNMENT_LAWYER, licence_no="24402000000000002"
    )


def reviewed(desk: Desk, matter: Matter, clock: demo.DayClock) -> Matter:
    """The matter with its opinion, waiting for the review to be issued."""
    asked = opinion.commission(desk, CLERK, matter.number, matter.revision, "a01")
    clock.turn_to(desk.rulebook.calendar.after(TODAY, 2)[0])
    advised = given(desk, asked)
    sending = replace(EXAMPLE.legality_review or LegalityReview(), complete_on=desk.today(), due_on=date(2099, 1, 5))
    return legality.send(desk, CLERK, advised.number, advised.revision, sending)


def test_the_review_is_issued_with_a_rating_of_every_opinion_or_not_at_all(
    desk: Desk, matter: Matter, clock: demo.DayClock
) -> None:
    sent, reviewer = reviewed(desk, matter, clock), by(Role.LEGALITY_REVIEWER)
    shown = replace(EXAMPLE.legality_review or LegalityReview(), required_changes=())
    half = {0: OpinionRating(facts=Grade.GOOD, basis=Grade.GOOD), 7: OpinionRating(**dict.fromkeys(SCALES, Grade.GOOD))}
    for ratings, places in (({}, SCALES), (half, ("reasoning", "use"))):
        with pytest.raises(DossierRefused) as refused:
            legality.issue(desk, reviewer, sent.number, sent.revision, shown, ratings)
        assert [one.pointer for one in refused.value.faults] == [f"/legal_opinions/0/rating/{scale}" for scale in places]
    assert oversight.show(desk, CLERK, sent.number).revision == sent.revision
    whole = {0: OpinionRating(**dict.fromkeys(SCALES, Grade.FAIR), remark="说理不足", by="p01", on=date(2000, 1, 1))}
    issued = legality.issue(desk, reviewer, sent.number, sent.revision, shown, whole)
    (one,) = issued.dossier.legal_opinions or ()
    assert one.rating == replace(whole[0], by="r01", on=desk.today())
    assert len(oversight.trail(desk, CLERK, sent.number)) == issued.revision


def test_an_adviser_cannot_rate_his_own_opinion(desk: Desk, matter: Matter) -> None:
    asked = opinion.commission(desk, CLERK, matter.number, matter.revision, "a01")
    praised = replace((EXAMPLE.legal_opinions or ())[0], rating=OpinionRating(facts=Grade.VERY_GOOD, by="r01"))
    (one,) = opinion.give(desk, COUNSEL, asked.number, asked.revision, praised).dossier.legal_opinions or ()
    assert one.rating is None


def test_the_numbers_come_from_the_stored_matters(desk: Desk, matter: Matter, clock: demo.DayClock) -> None:
    sent = reviewed(desk, matter, clock)
    found, years = advisers.numbers(desk, by(Role.AUDITOR), TODAY.year)
    assert years == (TODAY.year,)
    assert [(one.adviser, one.mean_days, one.count(Figure.RATED)) for one in found] == [("a01", 2, 0)]
    shown = EXAMPLE.legality_review or LegalityReview()
    rate_and_issue(desk, by(Role.LEGALITY_REVIEWER), sent.number, sent.revision, shown)
    (mine,), _ = advisers.numbers(desk, by(Role.AUDITOR), TODAY.year)
    assert (mine.count(Figure.RATED), [one.number for one in mine.behind(Figure.RATED)]) == (1, [matter.number])
    assert advisers.numbers(desk, by(Role.AUDITOR), 1999)[0] == ()


def test_聘期届满的顾问不能委托_续聘经书记确认后出具意见_审查时评价并计入统计(
    desk: Desk, clock: demo.DayClock
) -> None:
    """The whole story of an adviser, as the secretary of a bureau would tell it."""
    届满次日 = date(2031, 1, 6)
    clock.turn_to(届满次日)
    given_ = submission.Submission(matter=EXAMPLE.matter, preparation=EXAMPLE.preparation)
    事项 = submission.submit(desk, CLERK, given_, key="story")
    with pytest.raises(DossierRefused, match="聘期已于2030年12月31日届满：请委托在聘的法律顾问；续聘的"):
        opinion.commission(desk, CLERK, 事项.number, 事项.revision, "a01")
    续聘 = advisers.enter(desk, CLERK, replace(NEW, kind=AdviserKind.EXTERNAL_COUNSEL, ends=date(2032, 12, 31)))
    with pytest.raises(DossierRefused, match="聘任尚未确认"):
        opinion.commission(desk, CLERK, 事项.number, 事项.revision, "a01")
    advisers.confirm(desk, HEAD, 续聘.number)
    委托 = opinion.commission(desk, CLERK, 事项.number, 事项.revision, "a01")
    clock.turn_to(date(2031, 1, 8))
    意见 = given(desk, 委托)
    (一份,) = 意见.dossier.legal_opinions or ()
    assert isinstance(一份, LegalOpinion) and 一份.adviser is not None and 一份.adviser.licence_no == "9"
    送审 = legality.send(desk, CLERK, 意见.number, 意见.revision, LegalityReview(
        complete_on=desk.today(), due_on=date(2031, 2, 14), materials=(EXAMPLE.legality_review or LegalityReview()).materials
    ))  # fmt: skip
    rate_and_issue(desk, by(Role.LEGALITY_REVIEWER), 送审.number, 送审.revision, EXAMPLE.legality_review or LegalityReview())
    (统计,), _ = advisers.numbers(desk, by(Role.AUDITOR), 2031)
    assert (统计.name, 统计.count(Figure.ISSUED), 统计.count(Figure.RATED), 统计.mean_days) == ("法律顾问甲", 1, 1, 2)
