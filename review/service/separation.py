"""Holds the separation of duties on one matter (不相容职责分离); which role may do what is in `domain.workflow`.

Whatever roles a person holds, he keeps to one side of a matter: the undertaking unit, the adviser, the reviewer and those
who decide are kept apart, and who keeps the minutes does not vote. On which side a person is follows from what the dossier says
of him and from what the trail says he did, so that supplementing or revising a matter counts as much as submitting it.
Nobody is offered an act for which there is no occasion.
"""

from review.domain.dossier import Archive, Dossier
from review.domain.drafts import awaited
from review.domain.tasks import asked, has_begun, open_countersigns, open_review, opinions_asked_for
from review.domain.vocabulary import Role, Term
from review.domain.wording import day
from review.domain.workflow import Action, Transition
from review.service.ports import Actor


class Side(Term):
    """A side of a matter that a person can be on."""

    UNDERTAKING = "UNDERTAKING", "提交、起草或者承办人"
    ADVISING = "ADVISING", "法律顾问"
    REVIEWING = "REVIEWING", "合法性审查人员"
    DECIDING = "DECIDING", "确定议题、签批的负责人"
    VOTING = "VOTING", "参加表决的成员"
    RECORDING = "RECORDING", "会议记录人"


OF_ROLE = {
    Role.SECRETARY: Side.UNDERTAKING, Role.LEGAL_ADVISER: Side.ADVISING, Role.LEGALITY_REVIEWER: Side.REVIEWING,
    Role.LEADER: Side.DECIDING, Role.GROUP_SECRETARY: Side.DECIDING, Role.MEETING_RECORDER: Side.RECORDING,
}  # fmt: skip
"""The side that a person takes by acting in a role."""

APART = frozenset(
    frozenset(pair) for pair in (
        (Side.UNDERTAKING, Side.ADVISING), (Side.UNDERTAKING, Side.REVIEWING), (Side.UNDERTAKING, Side.DECIDING),
        (Side.ADVISING, Side.REVIEWING), (Side.ADVISING, Side.DECIDING), (Side.ADVISING, Side.VOTING),
        (Side.ADVISING, Side.RECORDING), (Side.REVIEWING, Side.DECIDING), (Side.REVIEWING, Side.VOTING),
        (Side.RECORDING, Side.VOTING), (Side.RECORDING, Side.DECIDING),
    )
)  # fmt: skip
"""The sides that nobody may be on at once (domain catalogue LAD-08, LRV-14). A member may have drafted, and the
secretary may keep the minutes."""


def objection(row: Transition, actor: Actor, dossier: Dossier, done_as: frozenset[Role]) -> str | None:
    """Why this person may not do this to this matter, in the user's words; `None` where nothing stands against it.

    `done_as` are the roles in which the trail says that he acted on the matter before.
    """
    against = kept_from(OF_ROLE[row.role], actor.person, dossier, done_as)
    return f"您是本事项的{against}，不能{row.action.label}。" if against else _no_occasion(row.action, actor, dossier)


def kept_from(side: Side, person: str, dossier: Dossier, done_as: frozenset[Role]) -> str:
    """The sides on which the person is already and which keep him from this one, in words; "" where none does."""
    own = {OF_ROLE[role] for role in done_as} | {one for one, people in _people(dossier) if person in people}
    return "，又是".join(other.label for other in Side if other in own and frozenset((side, other)) in APART)


def _no_occasion(action: Action, actor: Actor, dossier: Dossier) -> str | None:
    """That this person was not asked, or that there is nothing to answer."""
    opinions, review = dossier.legal_opinions or (), dossier.legality_review
    people = asked(action, dossier)
    if people is not None and actor.person not in {one.id for one in people}:
        return _NOT_ASKED.get(action) or f"本事项由{people[0].name or people[0].id}承办审查。"
    if action in (Action.ISSUE_REVIEW, Action.CANCEL_COUNTERSIGN):
        return _of_countersigns(action, dossier)
    if action is Action.RECALL and dossier.approvals:
        return "已有签批，不能收回。"
    if action is Action.RECALL and not opinions_asked_for(dossier) and (waiting := open_review(dossier)):
        return "审查人员已经开始办理，不能收回；需要改动的，请审查人员退回补正。" if has_begun(waiting) else None
    if action in (Action.CONFIRM_AS_ADVISER, Action.CONFIRM_AS_REVIEWER):
        return None if actor.person in awaited(dossier) else "现稿没有等待您确认的修改。"
    if action in (Action.CLOSE_FILE, Action.HAND_OVER):
        return _of_the_file(action, dossier)
    if action is Action.ANSWER_OPINION:
        return None if any(one.suggestions for one in opinions) else "没有需要答复的法律意见。"
    if action is Action.ANSWER_REVIEW:
        return None if review and review.required_changes else "没有需要答复的审查意见。"
    return None


_NOT_ASKED = {
    Action.GIVE_OPINION: "本事项没有委托您出具法律意见。", Action.TRANSFER_OPINION: "本事项没有委托您出具法律意见。",
    Action.COUNTERSIGN: "本事项没有请您会签。",
}  # fmt: skip


def _of_countersigns(action: Action, dossier: Dossier) -> str | None:
    """The review is issued when everybody has answered who was asked for a countersign; only open ones are cancelled."""
    waiting = open_countersigns(dossier)
    if action is Action.CANCEL_COUNTERSIGN:
        return None if waiting else "没有等待会签的人。"
    names = "、".join(one.person.name or one.person.id for one in waiting if one.person)
    return f"{names}尚未会签，会签完成或者撤销加签后才能出具审查意见。" if waiting else None


def _of_the_file(action: Action, dossier: Dossier) -> str | None:
    """A file is handed over once, and once it is closed; after that it is closed no more."""
    archive = dossier.archive or Archive()
    if archive.handed_over_on is not None:
        return f"案卷已于{day(archive.handed_over_on)}归档移交。"
    return "尚未办结立卷，不能归档移交。" if action is Action.HAND_OVER and archive.closed_on is None else None


def _people(dossier: Dossier) -> tuple[tuple[Side, set[str | None]], ...]:
    """Who is on which side by what the dossier says."""
    matter, review = dossier.matter, dossier.legality_review
    reviews = (*(review.earlier or ()), review) if review else ()
    meetings = dossier.meetings or ()
    return (
        (Side.UNDERTAKING, {matter.submitted_by, *(drafter.id for drafter in matter.drafters or ())}),
        (Side.ADVISING, {one.adviser.id for one in dossier.legal_opinions or () if one.adviser}),
        (Side.REVIEWING, {one.head for one in reviews} | {one.handler for one in reviews}
                         | {who.id for one in reviews for who in one.reviewers or ()}
                         | {who.person.id for one in reviews for who in one.countersigns or () if who.person}),
        (Side.DECIDING, {step.person.id for step in dossier.approvals or () if step.person}),
        (Side.VOTING, {member.id for meeting in meetings for member in meeting.members or ()}),
    )
