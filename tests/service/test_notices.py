"""Who has to act is told so in the same transaction; he is reminded once a day; what is to be mailed is mailed at least once."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from review import demo
from review.domain.errors import Forbidden, MailServerAway, NotFound, NotMailed, WrongState
from review.domain.vocabulary import NoticeKind, Role
from review.domain.workflow import State
from review.service import notices, opinion, sign_off, sitting, submission
from review.service.desk import Desk
from review.service.notices import deliver, letter, may_be_tried, remind, to_me
from review.service.ports import Actor, Matter, Outgoing
from review.service.turns import holders
from tests.databases import Database
from tests.sampling import some

from . import decided, tabled
from .conftest import Walk

EXAMPLE = demo.examples()[2]
UNIT = EXAMPLE.unit.code or ""
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == UNIT)
SECRETARY, ADVISER, AUDITOR = (demo.actor(role, UNIT, PEOPLE) for role in (Role.SECRETARY, Role.LEGAL_ADVISER, Role.AUDITOR))
SERVICE = "https://review.example.gov.cn"


def commissioned(desk: Desk, clock: demo.DayClock) -> Matter:
    clock.turn_to(EXAMPLE.matter.draft.changed_on or EXAMPLE.as_of)
    first = submission.Submission(matter=EXAMPLE.matter, preparation=EXAMPLE.preparation)
    matter = submission.submit(desk, SECRETARY, first, key="notices")
    return opinion.commission(desk, SECRETARY, matter.number, matter.revision, ADVISER.person)


@pytest.fixture
def asked(walk: Walk) -> Matter:
    """A matter on which one adviser is asked for his opinion."""
    matter: Matter = walk(commissioned)
    return matter


class Post:
    """A mail server that keeps what it takes; it takes nothing while it is down."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, ...]] = []
        self.down = False

    def __call__(self, *mail: str) -> None:
        if self.down:
            raise NotMailed("没有接通")
        self.taken.append(mail)


def told(desk: Desk, actor: Actor) -> list[tuple[str, str, str]]:
    return [(one.matter, one.kind.value, one.text) for one in to_me(desk, actor)]


def test_whoever_is_asked_for_an_opinion_is_told_and_nobody_else(desk: Desk, asked: Matter) -> None:
    assert told(desk, ADVISER) == [(asked.number, "TASK", "出具法律意见")]
    other = Actor(unit=UNIT, person="a02", name="法律顾问乙", roles=frozenset({Role.LEGAL_ADVISER}))
    assert told(desk, other) == told(desk, SECRETARY) == []


@pytest.mark.heavy
def test_on_every_step_of_the_examples_those_whose_turn_it_is_were_told(desk: Desk, clock: demo.DayClock) -> None:
    """Whoever may act next has been told, unless he came to it by his own act."""
    for example in (one for one in demo.examples() if one.unit.code == UNIT):
        matter = demo.drive(desk, clock, example, PEOPLE)
        with desk.store.reading(UNIT) as work:
            for event in work.trail.of_matter(matter.number):
                stored = work.matters.revision(matter.number, event.revision)
                known = {one.recipient for person in PEOPLE for one in work.notices.to_person(person.id, 500)
                         if one.matter == matter.number and one.revision <= event.revision}  # fmt: skip
                turn = set(holders(stored, work, event.at.date()))
                assert turn <= known | {SECRETARY.person, event.actor}, (matter.number, event.action)


def test_an_act_that_leaves_the_turn_where_it_was_tells_nobody_twice(desk: Desk, asked: Matter) -> None:
    other = opinion.commission(desk, SECRETARY, asked.number, asked.revision, "a02")
    assert other.state is State.OPINION
    assert told(desk, ADVISER) == [(asked.number, "TASK", "出具法律意见")]


def test_what_is_refused_tells_nobody(desk: Desk, asked: Matter) -> None:
    with pytest.raises(Forbidden):
        opinion.commission(desk, AUDITOR, asked.number, asked.revision, "a02")
    assert told(desk, replace(ADVISER, person="a02")) == []


def test_the_submitter_is_told_how_it_went(desk: Desk, clock: demo.DayClock) -> None:
    matter = demo.drive(desk, clock, EXAMPLE, PEOPLE)
    results = [one for one in to_me(desk, SECRETARY) if one.kind is NoticeKind.RESULT]
    assert {one.matter for one in results} == {matter.number}
    assert results[-1].due is None


def test_whoever_was_asked_is_told_when_that_is_taken_back(desk: Desk, asked: Matter) -> None:
    back = submission.recall(desk, SECRETARY, asked.number, asked.revision, "材料有误")
    assert told(desk, ADVISER)[0] == (back.number, "RESULT", "收回，不必再办理：出具法律意见")
    assert told(desk, SECRETARY) == []


def test_a_meeting_that_is_called_off_is_told_to_who_records_it_and_to_who_prepared_it(
    desk: Desk, clock: demo.DayClock, walk: Walk
) -> None:
    (matter, *_) = walk(tabled.notified)
    head, recorder, secretary = (tabled.by(role) for role in (Role.GROUP_SECRETARY, Role.MEETING_RECORDER, Role.SECRETARY))
    submission.recall(desk, head, matter.number, matter.revision, "会议改期")
    assert told(desk, recorder)[0] == (matter.number, "RESULT", "收回，不必再办理：记录会议")
    assert told(desk, secretary)[0] == (matter.number, "RESULT", "收回")


@pytest.mark.heavy
def test_a_topic_that_is_put_off_is_told_to_who_submitted_it(desk: Desk, clock: demo.DayClock, walk: Walk) -> None:
    matters = walk(tabled.notified)
    clock.turn_to(tabled.HELD.ended_at or tabled.EXAMPLE.as_of)
    said = [tabled.put_off(tabled.held(matters[0])), *map(tabled.held, matters[1:])]
    sitting.record(desk, tabled.RECORDER, tabled.parts(matters, said))
    results = [one for one in told(desk, tabled.by(Role.SECRETARY)) if one[1] == "RESULT"]
    assert sorted(results) == [(matters[0].number, "RESULT", "宣布暂缓"), *(
        (one.number, "RESULT", "宣布通过") for one in matters[1:]
    )]  # fmt: skip


@pytest.mark.parametrize(("role", "said"), some([
    (Role.LEADER, "分管领导不同意签批"), (Role.GROUP_SECRETARY, "主要负责人不同意签批"),
], 2))  # fmt: skip
def test_a_signature_that_is_refused_is_told_to_who_submitted_the_matter(
    desk: Desk, clock: demo.DayClock, walk: Walk, role: Role, said: str
) -> None:
    matter = walk(decided.decided)
    by = next(one for one in (decided.乙, decided.书记) if role in one.roles)
    sign_off.decline(desk, by, matter.number, matter.revision, "与预算不符", sign_off.signing(desk, by, matter))
    assert told(desk, decided.秘书)[0] == (matter.number, "RESULT", said)


def test_a_matter_is_urged_once_a_day_and_it_is_on_record_by_whom(desk: Desk, clock: demo.DayClock, asked: Matter) -> None:
    before = asked.revision
    assert remind(desk, SECRETARY, asked.number) == ("法律顾问甲",)
    with pytest.raises(WrongState, match=f"{SECRETARY.name}已于今天.*一件事项一天催办一次"):
        remind(desk, SECRETARY, asked.number)
    clock.turn_to(desk.today() + timedelta(days=1))
    remind(desk, SECRETARY, asked.number)
    urged = notices.reminders(desk, AUDITOR, asked.number)
    assert [(one.sender, one.recipient, one.day) for one in urged] == [
        (SECRETARY.name, ADVISER.person, desk.today() - timedelta(days=1)), (SECRETARY.name, ADVISER.person, desk.today()),
    ]  # fmt: skip
    assert told(desk, ADVISER)[0] == (asked.number, "REMINDER", "出具法律意见")
    with desk.store.reading(UNIT) as work:
        assert work.matters.get(asked.number).revision == before, "whoever fills in a form loses nothing by being urged"


@pytest.mark.parametrize(("who", "refusal"), [(AUDITOR, Forbidden), (ADVISER, WrongState)])
def test_who_only_looks_does_not_urge_and_nobody_urges_himself(
    desk: Desk, asked: Matter, who: Actor, refusal: type[Exception]
) -> None:
    assert not notices.may_remind(desk, who, asked)
    with pytest.raises(refusal):
        remind(desk, who, asked.number)


def test_a_matter_of_another_unit_cannot_be_urged(desk: Desk, asked: Matter) -> None:
    with pytest.raises(NotFound):
        remind(desk, replace(SECRETARY, unit="SL-XZF"), asked.number)


def test_what_waits_is_mailed_and_mailed_once(desk: Desk, database: Database, asked: Matter) -> None:
    database.run("UPDATE person SET email = id || '@example.gov.cn'")
    post = Post()
    assert deliver(desk, UNIT, post, SERVICE) == (1, 0)
    assert deliver(desk, UNIT, post, SERVICE) == (0, 0)
    ((to, subject, body, message_id),) = post.taken
    assert to == "a01@example.gov.cn"
    assert subject == f"【待办】{asked.number}：出具法律意见"
    assert f"{SERVICE}/matters/{asked.number}" in body
    assert message_id == f"<notice.{UNIT}.1@review.example.gov.cn>"


def test_a_mail_names_neither_title_nor_content(desk: Desk, asked: Matter) -> None:
    title = asked.dossier.matter.title or ""
    words = {title[start : start + 4] for start in range(len(title) - 3)}
    for notice in (*to_me(desk, ADVISER), replace(to_me(desk, ADVISER)[0], kind=NoticeKind.RESULT)):
        assert words and not any(word in part for word in words for part in letter(notice, SERVICE))


def test_a_process_that_dies_between_mailing_and_noting_it_mails_again(
    desk: Desk, database: Database, asked: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.run("UPDATE person SET email = id || '@example.gov.cn'")
    post = Post()

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("review.store.notices.SqlNotices.note", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver(desk, UNIT, post, SERVICE)
    assert deliver(desk, UNIT, post, SERVICE) == (1, 0)
    first, second = post.taken
    assert first == second, "under the same Message-ID, so that the reader's program sees one"


def test_what_the_mail_server_does_not_take_is_tried_again_later_and_each_try_is_on_record(
    desk: Desk, clock: demo.DayClock, database: Database, asked: Matter
) -> None:
    database.run("UPDATE person SET email = id || '@example.gov.cn'")
    post = Post()
    post.down = True
    assert deliver(desk, UNIT, post, SERVICE) == (0, 1)
    assert deliver(desk, UNIT, post, SERVICE) == (0, 0), "not at once"
    post.down = False
    clock.turn_to(desk.clock.now() + timedelta(minutes=2))
    assert deliver(desk, UNIT, post, SERVICE) == (1, 0)
    assert database.rows("SELECT number, refusal FROM delivery ORDER BY number") == [(1, "没有接通"), (2, None)]


def test_a_server_that_is_away_is_asked_once_in_a_round_and_what_was_not_tried_is_mailed_when_it_is_back(
    desk: Desk, clock: demo.DayClock, database: Database, asked: Matter
) -> None:
    """Each mail would wait for it as long as the first, and every warning behind them."""
    database.run("UPDATE person SET email = id || '@example.gov.cn'")
    remind(desk, SECRETARY, asked.number)
    post, tries = Post(), []

    def away(*mail: str) -> None:
        tries.append(mail)
        raise MailServerAway("没有接通")

    assert deliver(desk, UNIT, away, SERVICE) == (0, 1)
    assert len(tries) == 1
    clock.turn_to(desk.clock.now() + timedelta(minutes=2))
    assert deliver(desk, UNIT, post, SERVICE) == (2, 0)


def test_tries_come_further_and_further_apart_and_end_after_a_week(desk: Desk, asked: Matter) -> None:
    (notice,) = to_me(desk, ADVISER)
    now, tries, at = notice.at, 0, []
    while now - notice.at < timedelta(days=9):
        if may_be_tried(Outgoing(notice=notice, address="a@b", tries=tries, last_try=at[-1] if at else None), now):
            tries, at = tries + 1, [*at, now]
        now += timedelta(minutes=1)
    gaps = [later - before for before, later in pairwise(at)]
    assert gaps[:4] == [timedelta(minutes=2**power) for power in range(1, 5)]
    assert gaps == sorted(gaps) and gaps[-1] == timedelta(hours=6)
    assert timedelta(days=6) < at[-1] - notice.at <= timedelta(days=7)


@pytest.mark.parametrize(("late", "mailed"), [
    (timedelta(days=7), 1), (timedelta(days=7, minutes=2), 0), (timedelta(days=700), 0),
])  # fmt: skip
def test_mail_that_is_set_up_late_mails_what_was_told_in_the_week_before_and_nothing_older(
    desk: Desk, clock: demo.DayClock, database: Database, asked: Matter, late: timedelta, mailed: int
) -> None:
    """Every notice there ever was came at once, years of them, when the first address was entered."""
    ((notice,), post) = to_me(desk, ADVISER), Post()
    clock.turn_to(notice.at + late - timedelta(minutes=1))
    database.run("UPDATE person SET email = id || '@example.gov.cn'")
    assert deliver(desk, UNIT, post, SERVICE) == (mailed, 0)
    assert told(desk, ADVISER), "it stays among his notices"


def test_who_has_no_address_is_told_in_the_pages_only(desk: Desk, asked: Matter) -> None:
    post = Post()
    assert deliver(desk, UNIT, post, SERVICE) == (0, 0)
    assert told(desk, ADVISER)
