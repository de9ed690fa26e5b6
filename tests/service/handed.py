"""Holds a unit in which matters of every stage wait for its people by name, and the colleagues who may succeed them; no test."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from review import demo
from review.domain.dossier import Execution, ExecutionTask, LegalityReview, LegalOpinion, ReviewMaterials
from review.domain.handover import Capacity, HandOver, Order
from review.domain.vocabulary import Office, Role
from review.service import countersign, execution, handover, legality, opinion, oversight, submission
from review.service.desk import Desk
from review.service.ports import Actor, Matter, RegisteredPerson
from review.store import create_account, create_person

from . import decided, tabled
from .decided import EXAMPLE, UNIT, actor

秘书, 书记, 顾问甲 = actor("s01", Role.SECRETARY), actor("p01", Role.GROUP_SECRETARY), actor("a01", Role.LEGAL_ADVISER)
顾问乙, 记录人 = actor("a02", Role.LEGAL_ADVISER), actor("s02", Role.MEETING_RECORDER)
审查甲, 审查乙 = actor("r01", Role.LEGALITY_REVIEWER), actor("r02", Role.LEGALITY_REVIEWER)
审计 = actor("z01", Role.AUDITOR)
COLLEAGUES = (
    (RegisteredPerson(id="s03", name="秘书乙", post="科员", department="办公室"), {Role.SECRETARY}),
    (RegisteredPerson(id="s04", name="记录人乙", post="科员", department="办公室"), {Role.MEETING_RECORDER}),
    (RegisteredPerson(id="r03", name="审查人员丙", post="科员", department="政策法规科"), {Role.LEGALITY_REVIEWER}),
    (RegisteredPerson(id="p09", name="班子成员", post="副局长", department="局党组", admin_office=Office.DEPUTY_HEAD),
     {Role.SECRETARY, Role.MEETING_RECORDER, Role.LEGALITY_REVIEWER, Role.LEGAL_ADVISER}),
)  # fmt: skip
秘书乙, 记录人乙, 审查丙, 班子成员 = (
    Actor(unit=UNIT, person=one.id, name=one.name, roles=frozenset(roles)) for one, roles in COLLEAGUES
)
FIRST = EXAMPLE.matter


@dataclass(frozen=True)
class Numbers:
    """The numbers of the matters, by what they wait for."""

    opinion: str
    review: str
    countersign: str
    returned: str
    notified: tuple[str, ...]
    decided: str
    desk: str


def busy(desk: Desk, clock: demo.DayClock) -> Numbers:
    """The matters: an opinion asked of 顾问甲; reviews in charge of 审查甲, one that 审查乙 is to countersign, one that was
    returned; three topics that 记录人 is to record; one to be carried out by 秘书 and 承办人; and one at the secretary's desk."""
    session = desk.store.session()  # type: ignore[attr-defined]
    for person, roles in COLLEAGUES:
        create_person(session, UNIT, person)
        create_account(session, f"in-{person.id}", "no password", UNIT, person.id, frozenset(roles))
    session.commit()
    desk.store.session.remove()  # type: ignore[attr-defined]
    notified = tabled.notified(desk, clock)
    passed = decided.decided(desk, clock)
    plan = Execution(unit="办公室", person="u03", tasks=(
        ExecutionTask(text="签订合同", unit="办公室", person="s01"), ExecutionTask(text="验收", unit="数据资源科", person="u03"),
    ))  # fmt: skip
    passed = execution.follow_up(desk, 秘书, passed.number, passed.revision, execution.FollowUp(execution=plan))
    asked = do(desk, 秘书, submitted(desk, "征求法律意见"), opinion.commission, 顾问甲.person)
    at_desk = submitted(desk, "尚在准备")
    review, second, returned = (sent(desk, submitted(desk, title)) for title in ("审查一", "审查二", "审查三"))
    second = do(desk, 审查甲, second, countersign.ask, (审查乙.person,), "是否须经评估")
    review = do(desk, 审查乙, review, countersign.transfer, 审查甲.person, "分工")
    returned = do(desk, 审查甲, returned, legality.return_for_supplement, ("缺依据",))
    return Numbers(
        opinion=asked.number, review=review.number, countersign=second.number, returned=returned.number,
        notified=tuple(one.number for one in notified), decided=passed.number, desk=at_desk.number,
    )  # fmt: skip


def submitted(desk: Desk, title: str) -> Matter:
    about = replace(FIRST, number=None, title=title)
    return submission.submit(desk, 秘书, submission.Submission(matter=about, preparation=EXAMPLE.preparation), key=title)


def sent(desk: Desk, matter: Matter) -> Matter:
    """The matter with an opinion of 顾问乙, sent for review."""
    matter = do(desk, 秘书, matter, opinion.commission, 顾问乙.person)
    shown: LegalOpinion = (EXAMPLE.legal_opinions or ())[0]
    matter = do(desk, 顾问乙, matter, opinion.give, replace(shown, number="法顾1号", suggestions=()))
    due, _ = desk.rulebook.calendar.after(desk.today(), 7)
    enclosed = ReviewMaterials(draft=True, basis=True, procedure_statement=True, adviser_opinions=True)
    return do(desk, 秘书, matter, legality.send, LegalityReview(complete_on=desk.today(), due_on=due, materials=enclosed), ())


def do(desk: Desk, by: Actor, matter: Matter, use_case, *given: object) -> Matter:  # type: ignore[no-untyped-def]
    made: Matter = use_case(desk, by, matter.number, matter.revision, *given)
    return made


def now(desk: Desk, number: str) -> Matter:
    return oversight.show(desk, 秘书, number)


def order(desk: Desk, by: Actor, person: str, successor: str, only: Iterable[Capacity] = Capacity, **said: object) -> Order:
    """What the page would send: everything that the preview offers, of these capacities."""
    wanted = set(only)
    keys = tuple(one.key for one in handover.preview(desk, by, person, successor) if one.action and one.capacity in wanted)
    return replace(
        Order(person=person, successor=successor, effective_on=desk.today(), reason="工作调动", tasks=keys), **said
    )  # type: ignore[arg-type]


def hands_over(desk: Desk, by: Actor, person: str, successor: str, **said: object) -> HandOver:
    return handover.hand_over(desk, by, order(desk, by, person, successor, **said))  # type: ignore[arg-type]
