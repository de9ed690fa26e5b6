"""Holds the one table of what may happen to a matter: state, action, next state, role, gate; holds no gate's rules.

The README's diagram, the buttons, the refusals and the state tests are all generated from TRANSITIONS.
"""

from dataclasses import dataclass

from review.domain.vocabulary import Gate, Role, Term


class State(Term):
    """Where a matter stands."""

    NEW = "NEW", "未提交"
    PREPARING = "PREPARING", "准备"
    OPINION = "OPINION", "法律意见"
    ADVISED = "ADVISED", "意见已出"
    REVIEW = "REVIEW", "合法性审查"
    RETURNED = "RETURNED", "退回补正"
    REVIEWED = "REVIEWED", "审查已出"
    AGENDA = "AGENDA", "议题已定"
    NOTIFIED = "NOTIFIED", "会议已通知"
    DECIDED = "DECIDED", "已通过"
    APPROVED = "APPROVED", "已签批"
    REJECTED = "REJECTED", "未通过"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class Action(Term):
    """What a person does to a matter; each is one transaction with one trail event."""

    SUBMIT = "SUBMIT", "提交事项"
    SUPPLEMENT = "SUPPLEMENT", "补充材料"
    REVISE_DRAFT = "REVISE_DRAFT", "更换送审稿"
    CONFIRM_AS_ADVISER = "CONFIRM_AS_ADVISER", "法律顾问确认改稿"
    CONFIRM_AS_REVIEWER = "CONFIRM_AS_REVIEWER", "审查人员确认改稿"
    UPDATE_EDITION = "UPDATE_EDITION", "改用现行规定"
    REGISTER_EMERGENCY = "REGISTER_EMERGENCY", "登记先行处置"
    RECALL = "RECALL", "收回"
    WITHDRAW = "WITHDRAW", "撤回"
    COMMISSION_OPINION = "COMMISSION_OPINION", "委托法律顾问"
    TRANSFER_OPINION = "TRANSFER_OPINION", "转办法律意见"
    REPLACE_ADVISER = "REPLACE_ADVISER", "更换法律顾问"
    GIVE_OPINION = "GIVE_OPINION", "出具法律意见"
    ANSWER_OPINION = "ANSWER_OPINION", "答复法律意见"
    SEND_FOR_REVIEW = "SEND_FOR_REVIEW", "送合法性审查"
    RETURN_FOR_SUPPLEMENT = "RETURN_FOR_SUPPLEMENT", "退回补正"
    TRANSFER_REVIEW = "TRANSFER_REVIEW", "转办审查"
    ASK_COUNTERSIGN = "ASK_COUNTERSIGN", "加签"
    COUNTERSIGN = "COUNTERSIGN", "会签"
    CANCEL_COUNTERSIGN = "CANCEL_COUNTERSIGN", "撤销加签"
    ISSUE_REVIEW = "ISSUE_REVIEW", "出具审查意见"
    HAND_ON_REVIEW = "HAND_ON_REVIEW", "移交审查"
    ANSWER_REVIEW = "ANSWER_REVIEW", "答复审查意见"
    CONFIRM_TOPIC = "CONFIRM_TOPIC", "确定议题"
    GIVE_NOTICE = "GIVE_NOTICE", "发会议通知"
    RECORD_MEETING = "RECORD_MEETING", "记录会议"
    HAND_ON_RECORDING = "HAND_ON_RECORDING", "移交会议记录"
    RESCHEDULE_MEETING = "RESCHEDULE_MEETING", "会议改期"
    NOTIFY_MEMBERS = "NOTIFY_MEMBERS", "补发会议通知"
    CORRECT_MEETING = "CORRECT_MEETING", "更正会议记录"
    PASS = "PASS", "宣布通过"
    REJECT = "REJECT", "宣布未通过"
    DEFER = "DEFER", "宣布暂缓"
    FOLLOW_UP = "FOLLOW_UP", "登记后续办理"
    SEND_FOR_SIGN_OFF = "SEND_FOR_SIGN_OFF", "送签批"
    CHANGE_SIGN_OFF = "CHANGE_SIGN_OFF", "调整送签批"
    REPLACE_SIGNER = "REPLACE_SIGNER", "更换签批人"
    ENDORSE = "ENDORSE", "分管领导签批"
    DECLINE_ENDORSEMENT = "DECLINE_ENDORSEMENT", "分管领导不同意签批"
    SIGN = "SIGN", "主要负责人签批"
    DECLINE_SIGNATURE = "DECLINE_SIGNATURE", "主要负责人不同意签批"
    HAND_ON = "HAND_ON", "移交任务"
    CLOSE_FILE = "CLOSE_FILE", "办结立卷"
    HAND_OVER = "HAND_OVER", "归档移交"


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table: in `state`, `role` may do `action` if `gate` is open, and the matter is then in `next`; where
    several were asked side by side (`of_each`), only when the last of them has done it, until then it stays."""

    state: State
    action: Action
    next: State
    role: Role
    gate: Gate | None = None
    of_each: bool = False


def _at_the_secretarys_desk(state: State) -> tuple[Transition, ...]:
    """What may be done while the matter lies with the secretary, whether or not the lawyers have had it before: so no
    order of acts leaves a matter that needs only one of opinion and review without its next step."""
    return (
        Transition(state, Action.SUPPLEMENT, state, Role.SECRETARY),
        Transition(state, Action.REVISE_DRAFT, State.PREPARING, Role.SECRETARY),
        Transition(state, Action.CONFIRM_AS_ADVISER, state, Role.LEGAL_ADVISER),
        Transition(state, Action.CONFIRM_AS_REVIEWER, state, Role.LEGALITY_REVIEWER),
        Transition(state, Action.COMMISSION_OPINION, State.OPINION, Role.SECRETARY),
        Transition(state, Action.ANSWER_OPINION, state, Role.SECRETARY),
        Transition(state, Action.SEND_FOR_REVIEW, State.REVIEW, Role.SECRETARY, Gate.LEGALITY_REVIEW),
        Transition(state, Action.ANSWER_REVIEW, state, Role.SECRETARY),
        Transition(state, Action.CONFIRM_TOPIC, State.AGENDA, Role.GROUP_SECRETARY, Gate.AGENDA),
        Transition(state, Action.UPDATE_EDITION, state, Role.SECRETARY),
        _ahead_of_the_meeting(state),
        Transition(state, Action.WITHDRAW, State.WITHDRAWN, Role.SECRETARY),
    )


def _ahead_of_the_meeting(state: State) -> Transition:
    """Where one acts first in an emergency (紧急先行处置), wherever the matter is by then: it is registered and goes on as it
    did, through every gate; afterwards what the registration lacks is added, and how what was not ratified was set right."""
    return Transition(state, Action.REGISTER_EMERGENCY, state, Role.SECRETARY)


def _to_a_successor(state: State) -> tuple[Transition, ...]:
    """How open tasks go from one person to another with all that waits for him (批量移交), wherever the matter is; where it
    stands does not change. The review may be out for supplement meanwhile, and is its reviewer's all the same."""
    own = Transition(state, Action.HAND_ON, state, Role.SECRETARY)
    if state in (State.PREPARING, State.OPINION, State.ADVISED, State.REVIEW, State.RETURNED):
        return (own, Transition(state, Action.HAND_ON_REVIEW, state, Role.LEGALITY_REVIEWER))
    if state is State.NOTIFIED:
        return (own, Transition(state, Action.HAND_ON_RECORDING, state, Role.MEETING_RECORDER))
    return (own,)


def _of_the_record(state: State) -> Transition:
    """How the record of a meeting is mended (更正) where the announced result has brought the matter; no result changes."""
    return Transition(state, Action.CORRECT_MEETING, state, Role.MEETING_RECORDER)


HANDING_ON = frozenset({Action.HAND_ON, Action.HAND_ON_REVIEW, Action.HAND_ON_RECORDING})
"""The acts that are done to many matters at once, from a page of their own."""


def _to_the_archive(state: State) -> tuple[Transition, ...]:
    """How a matter of which nothing more is decided comes into the archive: the file is closed, as often as a paper is
    added, and handed over once. What became of the matter stays its state."""
    return (
        Transition(state, Action.CLOSE_FILE, state, Role.SECRETARY),
        Transition(state, Action.HAND_OVER, state, Role.SECRETARY, Gate.ARCHIVE),
    )


TRANSITIONS: tuple[Transition, ...] = (
    Transition(State.NEW, Action.SUBMIT, State.PREPARING, Role.SECRETARY, Gate.SUBMISSION),
    *_at_the_secretarys_desk(State.PREPARING),
    _of_the_record(State.PREPARING),
    Transition(State.OPINION, Action.COMMISSION_OPINION, State.OPINION, Role.SECRETARY),
    Transition(State.OPINION, Action.TRANSFER_OPINION, State.OPINION, Role.LEGAL_ADVISER),
    Transition(State.OPINION, Action.REPLACE_ADVISER, State.OPINION, Role.SECRETARY),
    Transition(State.OPINION, Action.GIVE_OPINION, State.ADVISED, Role.LEGAL_ADVISER, of_each=True),
    Transition(State.OPINION, Action.RECALL, State.PREPARING, Role.SECRETARY),
    _ahead_of_the_meeting(State.OPINION),
    *_at_the_secretarys_desk(State.ADVISED),
    Transition(State.REVIEW, Action.RETURN_FOR_SUPPLEMENT, State.RETURNED, Role.LEGALITY_REVIEWER),
    Transition(State.REVIEW, Action.TRANSFER_REVIEW, State.REVIEW, Role.LEGALITY_REVIEWER),
    Transition(State.REVIEW, Action.ASK_COUNTERSIGN, State.REVIEW, Role.LEGALITY_REVIEWER),
    Transition(State.REVIEW, Action.COUNTERSIGN, State.REVIEW, Role.LEGALITY_REVIEWER),
    Transition(State.REVIEW, Action.CANCEL_COUNTERSIGN, State.REVIEW, Role.LEGALITY_REVIEWER),
    Transition(State.REVIEW, Action.ISSUE_REVIEW, State.REVIEWED, Role.LEGALITY_REVIEWER),
    Transition(State.REVIEW, Action.RECALL, State.PREPARING, Role.SECRETARY),
    _ahead_of_the_meeting(State.REVIEW),
    *_at_the_secretarys_desk(State.RETURNED),
    *_at_the_secretarys_desk(State.REVIEWED),
    Transition(State.AGENDA, Action.GIVE_NOTICE, State.NOTIFIED, Role.SECRETARY),
    Transition(State.AGENDA, Action.RECALL, State.PREPARING, Role.GROUP_SECRETARY),
    _ahead_of_the_meeting(State.AGENDA),
    Transition(State.NOTIFIED, Action.RECORD_MEETING, State.NOTIFIED, Role.MEETING_RECORDER),
    Transition(State.NOTIFIED, Action.RESCHEDULE_MEETING, State.NOTIFIED, Role.SECRETARY),
    Transition(State.NOTIFIED, Action.NOTIFY_MEMBERS, State.NOTIFIED, Role.SECRETARY),
    Transition(State.NOTIFIED, Action.PASS, State.DECIDED, Role.MEETING_RECORDER, Gate.MEETING),
    Transition(State.NOTIFIED, Action.REJECT, State.REJECTED, Role.MEETING_RECORDER, Gate.MEETING),
    Transition(State.NOTIFIED, Action.DEFER, State.PREPARING, Role.MEETING_RECORDER, Gate.MEETING),
    Transition(State.NOTIFIED, Action.RECALL, State.PREPARING, Role.GROUP_SECRETARY),
    _ahead_of_the_meeting(State.NOTIFIED),
    _of_the_record(State.DECIDED),
    _of_the_record(State.REJECTED),
    _ahead_of_the_meeting(State.REJECTED),
    Transition(State.REJECTED, Action.FOLLOW_UP, State.REJECTED, Role.SECRETARY),
    _ahead_of_the_meeting(State.WITHDRAWN),
    Transition(State.WITHDRAWN, Action.FOLLOW_UP, State.WITHDRAWN, Role.SECRETARY),
    Transition(State.DECIDED, Action.CONFIRM_TOPIC, State.AGENDA, Role.GROUP_SECRETARY, Gate.AGENDA),
    Transition(State.DECIDED, Action.RECALL, State.PREPARING, Role.GROUP_SECRETARY),
    Transition(State.DECIDED, Action.FOLLOW_UP, State.DECIDED, Role.SECRETARY),
    _ahead_of_the_meeting(State.DECIDED),
    Transition(State.DECIDED, Action.SEND_FOR_SIGN_OFF, State.DECIDED, Role.SECRETARY),
    Transition(State.DECIDED, Action.CHANGE_SIGN_OFF, State.DECIDED, Role.SECRETARY),
    Transition(State.DECIDED, Action.REPLACE_SIGNER, State.DECIDED, Role.SECRETARY),
    Transition(State.DECIDED, Action.ENDORSE, State.DECIDED, Role.LEADER, Gate.APPROVAL),
    Transition(State.DECIDED, Action.DECLINE_ENDORSEMENT, State.DECIDED, Role.LEADER),
    Transition(State.DECIDED, Action.SIGN, State.APPROVED, Role.GROUP_SECRETARY, Gate.APPROVAL),
    Transition(State.DECIDED, Action.DECLINE_SIGNATURE, State.PREPARING, Role.GROUP_SECRETARY),
    Transition(State.APPROVED, Action.FOLLOW_UP, State.APPROVED, Role.SECRETARY),
    *(row for state in State if state not in (State.NEW, State.REJECTED, State.WITHDRAWN) for row in _to_a_successor(state)),
    *_to_the_archive(State.APPROVED),
    *_to_the_archive(State.REJECTED),
    *_to_the_archive(State.WITHDRAWN),
)

_BY_STATE_AND_ACTION = {(row.state, row.action): row for row in TRANSITIONS}


def transition(state: State, action: Action) -> Transition | None:
    """The line of the table for this state and action, or `None` where the action is not possible."""
    return _BY_STATE_AND_ACTION.get((state, action))


def not_here(state: State, action: Action) -> str:
    """That nobody may do this in this state, and what comes first where the matter is taken back before it."""
    told = f"事项现在处于“{state.label}”环节，不能办理“{action.label}”。"
    back = transition(state, Action.RECALL)
    if action is Action.WITHDRAW and back is not None and transition(back.next, action) is not None:
        told += f"请先由{_HOLDERS[back.role]}收回，再办理“{action.label}”；会议已经通过的，由会议决定。"
    return told


_HOLDERS = {Role.SECRETARY: "党组秘书", Role.GROUP_SECRETARY: "党组书记"}


def possible(state: State, roles: frozenset[Role]) -> tuple[Transition, ...]:
    """What a person with these roles may do to a matter in this state, in the order of the table."""
    return tuple(row for row in TRANSITIONS if row.state is state and row.role in roles)


def awaited(state: State) -> frozenset[Role]:
    """The roles that can move a matter on from this state."""
    return frozenset(row.role for row in TRANSITIONS if row.state is state)


def diagram() -> str:
    """The table as a Mermaid state diagram, for the README."""
    lines = ["stateDiagram-v2"]
    for state in State:
        lines.append(f'    state "{state.label}" as {state.value}')
    ways: dict[tuple[State, State], list[str]] = {}
    for row in TRANSITIONS:
        gate = f"〔{row.gate.label}〕" if row.gate else ""
        ways.setdefault((row.state, row.next), []).append(row.action.label + gate)
        if row.of_each:
            ways.setdefault((row.state, row.state), []).append(f"{row.action.label}（尚有他人未办）")
    lines += [f"    {start.value} --> {end.value} : {'、'.join(acts)}" for (start, end), acts in ways.items()]
    return "\n".join(lines)
