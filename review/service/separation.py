"""Holds whether a person may do an act on one matter by the separation of duties (不相容职责分离), and whether there is an
occasion for it; which sides are apart is in `domain.duties`, which role may do what in `domain.workflow`.

On which side a person is follows from what the dossier says of him and from what the trail says he did, so that supplementing
or revising a matter counts as much as submitting it.
"""

from review.domain.after import objected_to
from review.domain.approvals import live_approvals, standing_plans
from review.domain.dossier import Archive, Dossier, Meeting
from review.domain.drafts import awaited
from review.domain.duties import APART, OF_ROLE, Side, on_record
from review.domain.interests import with_interest
from review.domain.sign_off import in_turn, names_of, planned, refusal, signers, yet_to_endorse
from review.domain.tasks import asked, has_begun, open_countersigns, open_review, opinions_asked_for
from review.domain.vocabulary import Role
from review.domain.wording import day
from review.domain.workflow import Action, Transition

SIGNING = frozenset({Action.ENDORSE, Action.DECLINE_ENDORSEMENT, Action.SIGN, Action.DECLINE_SIGNATURE})
EXAMINING = frozenset({Action.COUNTERSIGN, Action.ISSUE_REVIEW})
PLANNING = frozenset({Action.SEND_FOR_SIGN_OFF, Action.CHANGE_SIGN_OFF, Action.REPLACE_SIGNER})


def objection(
    row: Transition, person: str, dossier: Dossier, done_as: frozenset[Role], who: str = "您", *, head_left: bool = True
) -> str | None:
    """Why this person, called `who`, may not do this to this matter, in the user's words; `None` where nothing stands against it.

    `done_as` are the roles in which the trail says that he acted on the matter before, or somebody in his place; `head_left` is
    whether a head has yet to sign: where all of them have already, as leaders, the decision can only be taken back.
    """
    against = kept_from(OF_ROLE[row.role], person, dossier, done_as)
    if against:
        return f"{who}是本事项的{against}，不能{row.action.label}。"
    if row.action is Action.RECALL and head_left and _is_signed(dossier):
        return "已有签批，不能收回。"
    return _no_occasion(row.action, person, dossier, who)


def _is_signed(dossier: Dossier) -> bool:
    """Whether the decision is signed by somebody, and nothing that was found since asks for it to be taken back."""
    return bool(live_approvals(dossier)) and refusal(dossier) is None and not objected_to(dossier)


def kept_from(side: Side, person: str, dossier: Dossier, done_as: frozenset[Role]) -> str:
    """The sides on which the person is already and which keep him from this one, in words; "" where none does."""
    own = {OF_ROLE[role] for role in done_as} | {one.side for one in on_record(dossier) if one.person == person}
    return "，又是".join(other.label for other in Side if other in own and frozenset((side, other)) in APART)


def interest(row: Transition, person: str, dossier: Dossier) -> str | None:
    """Why this person, in whosoever's place, neither examines nor signs: he has an interest in the matter
    (《公务员法》第七十六条). Whoever has one may still hand the review on, and charge another with signing in his place."""
    if row.action not in SIGNING | EXAMINING or person not in with_interest(dossier):
        return None
    if row.action in EXAMINING:
        return f"您在本事项中有利害关系，应当回避，不能{row.action.label}：请转办或者委托其他审查人员办理。"
    last = row.role is Role.GROUP_SECRETARY
    instead = "请在“委托代行”中委托其他班子成员代您签批" if last else "由其他分管领导签批"
    return f"您在本事项中有利害关系，应当回避，不能签批：{instead}。"


def _no_occasion(action: Action, person: str, dossier: Dossier, who: str) -> str | None:
    """That this person was not asked, or that there is nothing to answer."""
    opinions, review = dossier.legal_opinions or (), dossier.legality_review
    if action in SIGNING:
        return _of_signing(action, person, dossier, who)
    if action in PLANNING:
        return _of_planning(action, dossier)
    if action is Action.CORRECT_MEETING:
        return _of_correcting(person, dossier)
    people = asked(action, dossier)
    if people is not None and person not in {one.id for one in people}:
        said = _NOT_ASKED.get(action)
        return said.format(who=who) if said else f"本事项由{people[0].name or people[0].id}承办审查。"
    if action in (Action.ISSUE_REVIEW, Action.CANCEL_COUNTERSIGN):
        return _of_countersigns(action, dossier)
    if action is Action.RECALL and not opinions_asked_for(dossier) and (waiting := open_review(dossier)):
        return "审查人员已经开始办理，不能收回；需要改动的，请审查人员退回补正。" if has_begun(waiting) else None
    if action in (Action.CONFIRM_AS_ADVISER, Action.CONFIRM_AS_REVIEWER):
        return None if person in awaited(dossier) else f"现稿没有等待{who}确认的修改。"
    if action in (Action.CLOSE_FILE, Action.HAND_OVER):
        return _of_the_file(action, dossier)
    if action is Action.ANSWER_OPINION:
        return None if any(one.suggestions for one in opinions) else "没有需要答复的法律意见。"
    if action is Action.ANSWER_REVIEW:
        return None if review and review.required_changes else "没有需要答复的审查意见。"
    return None


_NOT_ASKED = {
    Action.GIVE_OPINION: "本事项没有委托{who}出具法律意见。", Action.TRANSFER_OPINION: "本事项没有委托{who}出具法律意见。",
    Action.COUNTERSIGN: "本事项没有请{who}会签。",
}  # fmt: skip


def _of_countersigns(action: Action, dossier: Dossier) -> str | None:
    """The review is issued when everybody has answered who was asked for a countersign; only open ones are cancelled."""
    waiting = open_countersigns(dossier)
    if action is Action.CANCEL_COUNTERSIGN:
        return None if waiting else "没有等待会签的人。"
    names = "、".join(one.person.name or one.person.id for one in waiting if one.person)
    return f"{names}尚未会签，会签完成或者撤销加签后才能出具审查意见。" if waiting else None


def _of_signing(action: Action, person: str, dossier: Dossier, who: str) -> str | None:
    """Nobody signs twice, nor refuses what he signed; where it was fixed who endorses, nobody else does, nor before his turn;
    what is refused already waits for another discussion."""
    if person in signers(dossier):
        return f"{who}已经签批过本事项，一人只签批一次。"
    people = asked(action, dossier)
    if people is not None and person not in {one.id for one in people}:
        return _not_in_turn(person, dossier, who)
    refused = refusal(dossier) if action in (Action.DECLINE_ENDORSEMENT, Action.DECLINE_SIGNATURE) else None
    return "已有不同意签批的意见，等待收回复议。" if refused else None


def _not_in_turn(person: str, dossier: Dossier, who: str) -> str:
    leaders = planned(dossier) or ()
    if person in {one.id for one in leaders}:
        return f"送签批安排为依次签批，{names_of(in_turn(dossier))}签批后才轮到{who}。"
    return f"本事项已送签批，由{names_of(leaders)}签批，{who}不在其中。"


def _of_planning(action: Action, dossier: Dossier) -> str | None:
    """Who endorses is fixed once, before the first signature, and changed before it; after it only whoever can sign no more is
    replaced, and nobody while a refusal waits for another discussion."""
    plans, leaders = standing_plans(dossier), planned(dossier) or ()
    if action is Action.REPLACE_SIGNER:
        if refusal(dossier) is not None:
            return "已有不同意签批的意见，等待收回复议。"
        return None if yet_to_endorse(dossier) else "没有等待签批的分管领导，不用更换。"
    if live_approvals(dossier):
        return "签批已经开始，签批人不再变动；有人不能再签批的，由秘书更换签批人。"
    if action is Action.SEND_FOR_SIGN_OFF:
        told = f"已经送签批，由{names_of(leaders)}签批" if leaders else "送签批已经撤销"
        return f"{told}；需要改变的，办理“{Action.CHANGE_SIGN_OFF.label}”。" if plans else None
    return None if plans else "还没有送签批。"


def _of_correcting(person: str, dossier: Dossier) -> str | None:
    """Who kept the record corrects it, once a result was announced from it, before anybody has signed the decision or the file
    is closed: then the record is what others went by."""
    meeting = (dossier.meetings or (Meeting(),))[-1]
    if meeting.result is None:
        return "没有已宣布结果的会议记录，不能更正；结果宣布以前请直接改写记录。"
    if meeting.recorder != person:
        return "会议记录由其记录人本人更正；记录人不能办理的，请主要负责人收回后另行开会。"
    if live_approvals(dossier):
        return "已有签批意见，会议记录不能再更正：确有错误的，由尚未签批的人不同意签批，主要负责人收回后另行开会。"
    closed = dossier.archive and dossier.archive.closed_on
    return f"案卷已于{day(closed)}办结立卷，会议记录不能再更正。" if closed else None


def _of_the_file(action: Action, dossier: Dossier) -> str | None:
    """A file is handed over once, and once it is closed; after that it is closed no more."""
    archive = dossier.archive or Archive()
    if archive.handed_over_on is not None:
        return f"案卷已于{day(archive.handed_over_on)}归档移交。"
    return "尚未办结立卷，不能归档移交。" if action is Action.HAND_OVER and archive.closed_on is None else None
