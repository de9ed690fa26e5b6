"""Holds the separation of duties on one matter (不相容职责分离); which role may do what is in `domain.workflow`."""

from review.domain.dossier import Dossier
from review.domain.workflow import Action
from review.service.ports import Actor


def objection(action: Action, actor: Actor, dossier: Dossier) -> str | None:
    """Why this person may not do this to this matter, in the user's words; `None` where nothing stands against it.

    Nobody reviews or signs what he submitted or drafted; the adviser is neither a voter nor the reviewer. Whatever
    roles a person holds, he keeps to one side of a matter (domain catalogue LAD-08, LRV-14).
    """
    me = actor.person
    matter = dossier.matter
    authors = {matter.submitted_by, *(drafter.id for drafter in matter.drafters or ())}
    advisers = {opinion.adviser.id for opinion in dossier.legal_opinions or () if opinion.adviser}
    review = dossier.legality_review
    reviewers = {person.id for person in (review.reviewers if review else None) or ()}
    voters = {member.id for meeting in dossier.meetings or () for member in meeting.members or ()}
    match action:
        case Action.GIVE_OPINION:
            if me not in advisers:
                return "本事项没有委托您出具法律意见。"
            if me in authors | voters | reviewers:
                return "您是本事项的提交人、起草人、审查人或者参加表决的成员，不能出具法律意见。"
        case Action.ISSUE_REVIEW:
            if me in authors:
                return "您是本事项的提交人或者起草人，不能审查自己提交、起草的事项。"
            if me in advisers | voters:
                return "您是本事项的法律顾问或者参加表决的成员，不能进行合法性审查。"
        case Action.CONFIRM_TOPIC | Action.ENDORSE | Action.SIGN:
            if me in authors | advisers | reviewers:
                return "您是本事项的提交人、起草人、法律顾问或者审查人，不能确定议题、签批。"
        case Action.PASS | Action.REJECT | Action.DEFER | Action.RECORD_MEETING:
            if me in voters | advisers:
                return "您是参加表决的成员或者法律顾问，不能记录本次会议。"
    return None
