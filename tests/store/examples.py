"""Holds example matters, judgements and events for the tests of the store; holds no test."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any
from uuid import uuid4

from review.domain.access import AccessAction, AccessEvent
from review.domain.advisers import Appointment, Interest
from review.domain.catalogue import Item, Version
from review.domain.checklist import Finding, GateState, Judgement
from review.domain.citing import CitedArticle
from review.domain.delegations import Delegation
from review.domain.dossier import Dossier, Reference
from review.domain.files import FileType
from review.domain.handover import Capacity, Entry, HandOver
from review.domain.plain import from_plain, to_plain
from review.domain.register_trail import RegisterAction, RegisterEvent
from review.domain.trail import GENESIS, Event, digest, seal
from review.domain.vocabulary import (
    AdviserKind,
    Category,
    Gate,
    MeetingType,
    NoticeKind,
    Office,
    Outcome,
    Role,
    Severity,
    Strength,
)
from review.domain.workflow import Action, State
from review.service.ports import Matter, Notice, RegisteredPerson, StoredFile, UnitOfWork
from review.store.tables import Base
from tests.conftest import EXAMPLES
from tests.databases import Database

UNIT, OTHER = "SL-ZSJ", "SL-OTHER"
NUMBER = "SL-ZSJ-2022-0007"
MATTERS = Category.MAJOR_MATTER
START = datetime(2022, 9, 28, 9, 0, tzinfo=timezone(timedelta(hours=8)))
LIST = Version(
    number=1, name="2022-01", basis="党组会议纪要〔2021〕12号", effective_from=date(2022, 1, 1),
    items=(Item(code="A-03", name="重要政策措施和制度性文件", category=Category.MAJOR_MATTER,
                meetings=(MeetingType.PARTY_GROUP_MEETING,), legality_review=True),),
)  # fmt: skip
HEAD = RegisteredPerson(
    id="p01", name="成员甲", post="党组书记、局长", department="局党组",
    group_office=Office.GROUP_SECRETARY, admin_office=Office.HEAD,
)  # fmt: skip
SECRETARY = RegisteredPerson(id="s01", name="秘书甲", post="党组秘书", department="办公室")
FILE = StoredFile(
    unit=UNIT, sha256="5b" * 32, name="送审稿.pdf", type=FileType.PDF, size=9, uploaded_by="s01", uploaded_at=START
)  # fmt: skip


@cache
def dossier(name: str = "01-power-list-catalogue") -> Dossier:
    return from_plain(Dossier, json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")))


def plain_unit(code: str = UNIT) -> dict[str, Any]:
    return {**to_plain(dossier().unit), "code": code}


def finding(outcome: Outcome, gate: Gate = Gate.AGENDA) -> Finding:
    cited = CitedArticle(
        "重大行政决策程序暂行条例", "27", "第一款", "2019-09-01", Strength.reference, "合法性审查", "V"
    )
    return Finding(
        rule="LRV-01", gate=gate, outcome=outcome, severity=Severity.blocking, excused=False,
        title="决策草案经过合法性审查", subject="/meetings/0", citation=cited, observed="没有审查意见",
        required="应当有审查意见", evidence=("/legality_review",), missing=("/legality_review/number",),
        remedy="请送审查", provisional=True,
    )  # fmt: skip


def judgement(of: Dossier, *, shut: frozenset[Gate] = frozenset(), faults: tuple[str, ...] = ()) -> Judgement:
    found = tuple(finding(Outcome.not_met, gate) for gate in Gate if gate in shut) or (finding(Outcome.met),)
    return Judgement(
        matter=of.matter.number,
        as_of=of.as_of,
        edition_on=of.judged_by_law_of,
        rulebook={"id": "三重一大 2022", "sha256": "a" * 64},
        summary={outcome: sum(item.outcome is outcome for item in found) for outcome in Outcome},
        gates={gate: GateState(gate not in shut, True, ("LRV-01",) if gate in shut else ()) for gate in Gate},
        findings=found,
        faults=faults,
    )


def first(number: str = NUMBER, unit: str = UNIT, of: Dossier | None = None) -> Matter:
    """A new matter in its first revision."""
    of = of or dossier()
    return Matter(
        id=str(uuid4()), unit=unit, number=number, state=State.PREPARING, revision=1,
        dossier=of, judgement=judgement(of), changed_at=START,
    )  # fmt: skip


def following(matter: Matter) -> Matter:
    """The same matter after one more act."""
    revision = matter.revision + 1
    changed = replace(matter.dossier, matter=replace(matter.dossier.matter, problem=f"第{revision}版"))
    at = START + timedelta(minutes=revision)
    return replace(matter, revision=revision, dossier=changed, judgement=judgement(changed), changed_at=at)


def event(matter: Matter, last: Event | None, before: Matter | None = None) -> Event:
    """The sealed event of the act that made this revision."""
    seq, previous = (1, GENESIS) if last is None else (last.seq + 1, last.hash)
    return seal(
        Event(
            unit=matter.unit, seq=seq, at=matter.changed_at, matter=matter.number, revision=matter.revision,
            action=Action.SUPPLEMENT if before else Action.SUBMIT, from_state=before.state if before else State.NEW,
            to_state=matter.state, actor=SECRETARY.id, actor_name=SECRETARY.name, role=Role.SECRETARY, note="补充",
            dossier_before=digest(to_plain(before.dossier)) if before else GENESIS,
            dossier_after=digest(to_plain(matter.dossier)), previous=previous,
        )
    )  # fmt: skip


def submit(work: UnitOfWork, matter: Matter, key: str | None = None) -> Matter:
    """Store a new matter with its event; the caller commits."""
    work.matters.add(matter, submission_key=key)
    work.trail.append(event(matter, work.trail.last()))
    return matter


def supplement(work: UnitOfWork, before: Matter) -> Matter:
    """Store the next revision with its event; the caller commits."""
    after = following(before)
    work.matters.append(after)
    work.trail.append(event(after, work.trail.last(), before))
    return after


def enter(work: UnitOfWork, version: Version = LIST, unit: str = UNIT) -> RegisterEvent:
    """Store a version of the list with its event; the caller commits."""
    last = work.register_trail.last()
    told = seal(RegisterEvent(
        unit=unit, seq=last.seq + 1 if last else 1, at=START, action=RegisterAction.ENTER_CATALOGUE,
        subject=version.subject, actor=SECRETARY.id, actor_name=SECRETARY.name, role=Role.SECRETARY, note=version.name,
        content=digest(to_plain(version)), previous=last.hash if last else GENESIS,
    ))  # fmt: skip
    work.catalogues.add(version)
    work.register_trail.append(told)
    return told


def told(matter: Matter, recipient: str = HEAD.id) -> Notice:
    """A reminder of this matter."""
    return Notice(
        unit=matter.unit, at=matter.changed_at, matter=matter.number, revision=matter.revision, kind=NoticeKind.REMINDER,
        recipient=recipient, sender=SECRETARY.name, text="签批", day=matter.changed_at.date(),
    )  # fmt: skip


def remind(work: UnitOfWork, matter: Matter) -> Notice:
    """Tell a person of the matter, and note that no mail server took it; the caller commits."""
    work.notices.tell([told(matter)])
    (notice,) = work.notices.of_matter(matter.number, NoticeKind.REMINDER)
    work.notices.note(notice, "a@example.com", matter.changed_at, "没有接通")
    return notice


ADVISER = Appointment(
    number=1, person=SECRETARY.id, kind=AdviserKind.GOVERNMENT_LAWYER, licence_no="1", firm="办公室", fields=("行政许可",),
    basis="任职通知", starts=date(2022, 1, 1),
)  # fmt: skip
INTEREST = Interest(number=1, person=SECRETARY.id, party="甲公司", reason="曾任顾问", since=date(2022, 1, 1))

DELEGATION = Delegation(
    number=1, role=Role.GROUP_SECRETARY, giver=HEAD.id, person=SECRETARY.id, starts=date(2022, 1, 1), ends=date(2022, 1, 31),
    reason="出差", entered_on=date(2022, 1, 1),
)  # fmt: skip


HANDED_OVER = HandOver(
    number=1, person=Reference(id="s01"), successor=Reference(id="p01"), entered_on=date(2022, 1, 1),
    entries=(Entry(matter=NUMBER, capacity=Capacity.UNDERTAKING, revision=2),),
)  # fmt: skip


def on_roll(
    work: UnitOfWork, entry: Appointment | Interest | Delegation | HandOver, action: RegisterAction, unit: str = UNIT, *,
    new: bool = True,
) -> RegisterEvent:
    """Enter something on the roll of advisers, a delegation or a hand-over, with its event, or what became of it; the caller
    commits."""
    last, content = work.register_trail.last(), to_plain(entry if isinstance(entry, HandOver) else entry.as_entered)
    told = seal(RegisterEvent(
        unit=unit, seq=last.seq + 1 if last else 1, at=START, action=action, subject=entry.subject,
        actor=SECRETARY.id, actor_name=SECRETARY.name, role=Role.SECRETARY, content=digest(content),
        previous=last.hash if last else GENESIS,
    ))  # fmt: skip
    if new and isinstance(entry, Delegation):
        work.delegations.add(entry)
    elif isinstance(entry, HandOver):
        work.handovers.add(entry)
    elif new:
        work.advisers.add(entry)
    work.register_trail.append(told)
    return told


def look(work: UnitOfWork, number: str = NUMBER, unit: str = UNIT) -> AccessEvent:
    """Somebody read a matter; the caller commits."""
    last = work.access.last()
    told = seal(AccessEvent(
        unit=unit, seq=last.seq + 1 if last else 1, at=START, action=AccessAction.READ, matter=number, revision=1,
        actor=SECRETARY.id, actor_name=SECRETARY.name, content="c" * 64, previous=last.hash if last else GENESIS,
    ))  # fmt: skip
    work.access.append(told)
    return told


def enrol(work: UnitOfWork, unit: str = UNIT) -> None:
    """An appointment, a declared interest, a delegation and a hand-over that tell whose they are; the caller commits."""
    on_roll(work, replace(ADVISER, firm=unit), RegisterAction.ENTER_ADVISER, unit)
    on_roll(work, replace(INTEREST, reason=unit), RegisterAction.DECLARE_CONFLICT, unit)
    on_roll(work, replace(DELEGATION, reason=unit), RegisterAction.DELEGATE, unit)
    on_roll(work, replace(HANDED_OVER, reason=unit), RegisterAction.HAND_OVER_TASKS, unit)


UNDONE = {
    "0022": ("DROP TABLE handover",),
    "0020": tuple(f"ALTER TABLE verdicts DROP COLUMN {one}" for one in ("closed", "closed_on")),
    "0019": (),
    "0018": ("DROP TABLE time_stamp",),
    "0016": ("DROP TABLE delegation",
             *(f"ALTER TABLE event DROP COLUMN {one}" for one in ("acting_for", "acting_for_name", "delegated_on"))),
    "0015": ("DROP TABLE access",),
    "0014": tuple(f"ALTER TABLE verdicts DROP COLUMN {one}" for one in ("rulebook", "program")),
    "0013": ("DROP TABLE verdicts",),
    "0012": ("DROP TABLE rulebook",),
    "0011": ("ALTER TABLE spending DROP COLUMN method", "ALTER TABLE spending DROP COLUMN budget_line"),
    "0010": ("DROP TABLE adviser", "DROP TABLE adviser_interest"),
    "0009": tuple(f"ALTER TABLE person DROP COLUMN {name}"
                  for name in ("group_since", "group_until", "admin_since", "admin_until")),
    "0008": ("DROP TABLE delivery", "DROP TABLE notice", "ALTER TABLE person DROP COLUMN email"),
    "0007": ("DROP TABLE topic",),
    "0006": ("DROP TABLE catalogue", "DROP TABLE register_event",
             "ALTER TABLE unit ADD COLUMN catalogue TEXT NOT NULL DEFAULT '{}'"),
    "0005": ("DROP TABLE file",),
    "0004": (),
    "0003": ("DROP TABLE spending",),
}  # fmt: skip
"""What undoes each step of the migrations, the newest first; the steps themselves have no way back."""


SEALED = ("event", "register_event", "access")
"""The tables of the chains: until the step 0023 each field of an event had a column of its own."""


def fields_as_columns(database: Database) -> tuple[str, ...]:
    """What undoes the step 0023."""
    fields = {table: [one.name for one in Base.metadata.tables[table].columns if one.computed] for table in SEALED}
    if not database.url.startswith("sqlite"):
        return ("DROP INDEX ix_event_actor", "DROP INDEX ix_event_acting_for",
                *(f"ALTER TABLE {table} {', '.join(f'ALTER COLUMN {one} DROP EXPRESSION' for one in computed)}, "
                  "DROP COLUMN sealed" for table, computed in fields.items()))  # fmt: skip
    return (
        *(statement for table, computed in fields.items() for statement in (
            f"CREATE TABLE {table}_of_fields AS SELECT unit, seq, {', '.join(computed)}, hash FROM {table}",
            f"DROP TABLE {table}", f"ALTER TABLE {table}_of_fields RENAME TO {table}")),
        "CREATE INDEX ix_access_matter ON access (unit, matter, seq)",
    )  # fmt: skip


def back_to(database: Database, step: str) -> None:
    """Bring the tables back to what they were after this step."""
    for later, statements in ({"0023": fields_as_columns(database)} | UNDONE).items():
        for statement in statements if later > step else ():
            database.run(statement)
    database.run(f"UPDATE alembic_version SET version_num = '{step}'")
