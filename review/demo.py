"""Loads the example units, people and matters by driving the real use cases on the days of the examples.

Nothing is written past the services: each example matter goes the whole road, one act after the other.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from forms import read_dossier
from review import config
from review.demo_advisers import KEEPERS, enter_registers, rate_and_issue
from review.domain.dossier import (
    Candidate,
    Dossier,
    Draft,
    EarlierDraft,
    LegalityReview,
    LegalOpinion,
    Meeting,
    PersonnelCheck,
    Preparation,
    Publicity,
)
from review.domain.vocabulary import Office, Role
from review.service import deliberation, execution, legality, opinion, sign_off, submission
from review.service import draft as drafting
from review.service.desk import Desk
from review.service.execution import FollowUp
from review.service.ports import Actor, Matter, RegisteredPerson
from review.service.record import CHINA
from review.service.submission import Submission


@dataclass
class DayClock:
    """A clock that stands at the instant it was set to; every act moves it on by a minute."""

    instant: datetime = field(default_factory=lambda: datetime(2000, 1, 1, 9, tzinfo=CHINA))

    def turn_to(self, when: date) -> None:
        """To this instant, or to nine o'clock of this day; never back within a day."""
        then = when.astimezone(CHINA) if isinstance(when, datetime) else datetime.combine(when, time(9), CHINA)
        self.instant = max(then, self.instant) if self.instant.date() == then.date() else then

    def now(self) -> datetime:
        self.instant += timedelta(minutes=1)
        return self.instant


@dataclass(frozen=True, slots=True)
class Account:
    """A sign-in of the demonstration."""

    username: str
    unit: str
    person: str
    roles: frozenset[Role]


def _accounts(unit: str, suffix: str, head: str, leader: str) -> tuple[Account, ...]:
    entries = (
        ("mishu", "s01", Role.SECRETARY), ("guwen", "a01", Role.LEGAL_ADVISER),
        ("shencha", "r01", Role.LEGALITY_REVIEWER), ("shuji", head, Role.GROUP_SECRETARY),
        ("guwen2", "a02", Role.LEGAL_ADVISER), ("shencha2", "r02", Role.LEGALITY_REVIEWER),
        ("fenguan", leader, Role.LEADER), ("jilu", "s02", Role.MEETING_RECORDER), ("shenji", "z01", Role.AUDITOR),
    )  # fmt: skip
    return tuple(Account(name + suffix, unit, person, frozenset({role})) for name, person, role in entries)


ACCOUNTS = _accounts("SL-ZSJ", "", "p01", "p02") + _accounts("SL-XZF", "-xian", "h01", "h02")
_GUESTS = {
    "a01": ("法律顾问甲", "执业律师", "示例律师事务所"),
    "a02": ("法律顾问乙", "公职律师", "政策法规科"),
    "r01": ("审查人员甲", "四级主任科员", "政策法规科"),
    "r02": ("审查人员乙", "二级主任科员", "政策法规科"),
    "d01": ("派驻组人员甲", "纪检监察干部", "派驻纪检监察组"),
    "z01": ("审计人员甲", "审计人员", "市审计局"),
}


@cache
def examples() -> tuple[Dossier, ...]:
    """The example dossiers that are shipped."""
    return tuple(read_dossier(path.read_bytes()) for path in sorted(config.EXAMPLES.glob("*.json")))


def register_of(dossiers: Iterable[Dossier]) -> tuple[RegisteredPerson, ...]:
    """The register of a unit, gathered from its dossiers: leaders by office first, then the others."""
    people: dict[str, RegisteredPerson] = {}
    dossiers = tuple(dossiers)
    for dossier in dossiers:
        for meeting in dossier.meetings or ():
            for member in meeting.members or ():
                person = people.get(member.id) or _person(dossier, member.id)
                of_group = member.office in (Office.GROUP_SECRETARY, Office.DEPUTY_GROUP_SECRETARY, Office.MEMBER)
                office = {"group_office" if of_group else "admin_office": member.office}
                people[member.id] = replace(person, **office)  # type: ignore[arg-type]
    for dossier in dossiers:
        for key in dossier.people or {}:
            people.setdefault(key, _person(dossier, key))
    for key, (name, post, department) in _GUESTS.items():
        people.setdefault(key, RegisteredPerson(id=key, name=name, post=post, department=department))
    return tuple(people.values())


def _person(dossier: Dossier, key: str) -> RegisteredPerson:
    known = (dossier.people or {})[key]
    return RegisteredPerson(id=key, name=known.name or key, post=known.post or "", department=known.unit or "")


def actor(role: Role, unit: str, people: Iterable[RegisteredPerson]) -> Actor:
    """The demonstration's person in this role."""
    account = next(one for one in ACCOUNTS if one.unit == unit and role in one.roles)
    name = next(person.name for person in people if person.id == account.person)
    return Actor(unit=unit, person=account.person, name=name, roles=account.roles)


Act = Callable[[Matter], Matter]
Step = tuple[date, int, Act]
"""An act on its day, or at its instant; the number orders the acts of one day."""


def in_order(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: (step[0].timetuple()[:3], step[1]))


def drive(desk: Desk, clock: DayClock, example: Dossier, people: tuple[RegisteredPerson, ...]) -> Matter:
    """Take one example matter through every stage that it records, each act on its day by its person."""
    return _Road(desk, clock, example, people).walk()


@dataclass
class _Road:
    desk: Desk
    clock: DayClock
    example: Dossier
    people: tuple[RegisteredPerson, ...]

    def by(self, role: Role) -> Actor:
        return actor(role, self.example.unit.code or "", self.people)

    def act(self, role: Role, use_case: Callable[..., Matter], *given: object) -> Act:
        """What the person in this role does to the matter, as it stands by then."""
        return lambda matter: use_case(self.desk, self.by(role), matter.number, matter.revision, *given)

    def walk(self) -> Matter:
        given = self.example.matter
        start = given.submitted_on or self.example.as_of
        self.clock.turn_to(start)
        at_once = given.draft.changed_on is not None and given.draft.changed_on <= (given.submitted_on or date.min)
        first = Submission(
            matter=replace(
                given, draft=given.draft if at_once else Draft(),
                candidates=self.candidates(start), personnel_check=self.personnel_check(start),
            ),
            preparation=self.example.preparation if at_once else None,
        )  # fmt: skip
        matter = submission.submit(self.desk, self.by(Role.SECRETARY), first, key=f"demo-{given.number}")
        drafts = () if at_once else self.drafts()
        steps = (*drafts, *self.lawyers(), *self.examined(), *self.meetings(), *self.closing())
        for when, _, act in in_order(steps):
            self.clock.turn_to(when)
            matter = act(matter)
        return matter

    def drafts(self) -> Iterator[Step]:
        draft = self.example.matter.draft
        versions: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
        for version in versions:
            day = version.changed_on or self.example.as_of
            yield day, 0, self.supplemented(day)
            yield day, 1, self.revised(version)
        first = versions[0].changed_on or self.example.as_of
        consulted = self.example.preparation.unit_consultations if self.example.preparation else None
        for replied in {one.replied_on for one in consulted or () if one.replied_on and one.replied_on > first}:
            yield replied, 0, self.supplemented(replied)

    def candidates(self, until: date) -> tuple[Candidate, ...] | None:
        """Who is proposed, as far as it was done by this day; what follows the decision is not yet known."""
        return tuple(_proposed(one, until) for one in self.example.matter.candidates or ()) or None

    def personnel_check(self, until: date) -> PersonnelCheck | None:
        check = self.example.matter.personnel_check
        return check if check and (check.on is None or check.on <= until) else None

    def supplemented(self, until: date) -> Act:
        def act(matter: Matter) -> Matter:
            known = replace(
                matter.dossier.matter, candidates=self.candidates(until), personnel_check=self.personnel_check(until)
            )
            given = Submission(matter=known, preparation=_prepared(self.example.preparation, until))
            return submission.supplement(self.desk, self.by(Role.SECRETARY), matter.number, matter.revision, given)

        return act

    def revised(self, version: Draft | EarlierDraft) -> Act:
        draft = Draft(
            version=version.version, sha256=version.sha256, changed_on=version.changed_on, change=version.change,
            adopts=version.adopts, confirmed_by=version.confirmed_by,
        )  # fmt: skip
        return self.act(Role.SECRETARY, drafting.revise, draft)

    def lawyers(self) -> Iterator[Step]:
        for one in self.example.legal_opinions or ():
            yield from self.opinion(one)
        review = self.example.legality_review
        for one_review in (*(review.earlier or ()), review) if review else ():
            yield from self.review(one_review)

    def opinion(self, given: LegalOpinion) -> Iterator[Step]:
        assert given.commissioned_on and given.issued_on and given.adviser
        blank = tuple(replace(point, response=None, reason=None) for point in given.suggestions or ())
        answers = {point.number or 0: (point.response, point.reason) for point in given.suggestions or ()}
        yield given.commissioned_on, 2, self.act(Role.SECRETARY, opinion.commission, given.adviser.id)
        yield given.issued_on, 3, self.act(Role.LEGAL_ADVISER, opinion.give, replace(given, suggestions=blank))
        if answers:
            yield given.issued_on, 4, self.act(Role.SECRETARY, opinion.answer, given.number or "", answers)

    def review(self, given: LegalityReview) -> Iterator[Step]:
        assert given.sent_on and given.issued_on
        yield given.sent_on, 5, self.act(Role.SECRETARY, legality.send, given)
        yield given.issued_on, 6, self.act(Role.LEGALITY_REVIEWER, rate_and_issue, given)

    def examined(self) -> Iterator[Step]:
        """The legality examination of a normative document, registered on the day of its opinion."""
        if given := self.example.document_review:
            yield given.issued_on or self.example.as_of, 6, lambda matter: submission.supplement(
                self.desk, self.by(Role.SECRETARY), matter.number, matter.revision,
                Submission(matter=matter.dossier.matter, document_review=given),
            )  # fmt: skip

    def meetings(self) -> Iterator[Step]:
        for one in self.example.meetings or ():
            yield from self.meeting(one)

    def meeting(self, given: Meeting) -> Iterator[Step]:
        assert given.topic.confirmed_on and given.notice.sent_on and given.held_on
        yield given.topic.confirmed_on, 7, self.act(Role.GROUP_SECRETARY, deliberation.confirm_topic, given)
        yield given.notice.sent_on, 8, self.act(Role.SECRETARY, deliberation.give_notice, given)
        for number, use_case in ((9, deliberation.record), (10, deliberation.announce)):
            yield given.ended_at or given.held_on, number, self.act(Role.MEETING_RECORDER, use_case, given)

    def closing(self) -> Iterator[Step]:
        example, candidates = self.example, self.example.matter.candidates or ()
        published = tuple(replace(one, appointed_on=None) for one in candidates)
        for one in candidates[:1]:
            if one.publicity.to:
                yield one.publicity.to, 11, self.followed_up(candidates=published)
            if one.appointed_on:
                yield one.appointed_on, 14, self.followed_up(candidates=candidates)
        if example.reporting and example.approvals:
            day = example.reporting.replied_on or example.approvals[0].on or example.as_of
            yield day, 12, self.followed_up(reporting=example.reporting)
        for step in example.approvals or ():
            role = Role.LEADER if step.role == "分管领导" else Role.GROUP_SECRETARY
            yield step.on or example.as_of, 13, self.act(role, sign_off.approve, step.comment or "")
        rest = {"publication": example.publication, "execution": example.execution, "archive": example.archive}
        if any(rest.values()):
            yield example.as_of, 15, self.followed_up(**rest)

    def followed_up(self, **given: Any) -> Act:
        return self.act(Role.SECRETARY, execution.follow_up, FollowUp(**given))


def _proposed(candidate: Candidate, until: date) -> Candidate:
    steps = ("initiated_on", "recommended_on", "inspected_on")
    to_come = {name: None for name in steps if (day := getattr(candidate, name)) is not None and day > until}
    asked = candidate.consultations
    answered = asked and (tuple(one for one in asked if one.replied_on is None or one.replied_on <= until) or None)
    return replace(
        candidate,
        publicity=Publicity(exempt=candidate.publicity.exempt),
        appointed_on=None,
        consultations=answered,
        **to_come,
    )


def _prepared(preparation: Preparation | None, until: date) -> Preparation | None:
    """The preparation as far as it was done by this day."""
    if preparation is None or preparation.unit_consultations is None:
        return preparation
    done = tuple(one for one in preparation.unit_consultations if one.replied_on is None or one.replied_on <= until)
    return replace(preparation, unit_consultations=done)


Enrol = Callable[[tuple[Dossier, ...], tuple[RegisteredPerson, ...]], None]
"""Registers one unit with its people and accounts, given its example dossiers."""


def load(desk: Desk, clock: DayClock, enrol: Enrol) -> tuple[Matter, ...]:
    """Enrol each unit with its people, then drive its matters; the result is the matters as stored."""
    shipped = examples()
    stored: list[Matter] = []
    for code in dict.fromkeys(example.unit.code for example in shipped):
        own = tuple(example for example in shipped if example.unit.code == code)
        people = register_of(own)
        enrol(own, people)
        enter_registers(desk, clock.turn_to, *(actor(role, code or "", people) for role in KEEPERS))
        stored += [drive(desk, clock, example, people) for example in own]
    return tuple(stored)
