"""Holds who may stand in for whom in a role (代行), whatever the matter."""

from datetime import date

from review.domain.duties import OF_ROLE, Side
from review.domain.phrases import day
from review.domain.vocabulary import MeetingType, Role
from review.service.ports import RegisteredPerson, UnitOfWork


def with_account(work: UnitOfWork) -> frozenset[str]:
    """Who can sign in with any role in which one acts."""
    return frozenset().union(*(work.register.holders(role) for role in Role if role is not Role.AUDITOR))


def unfit(role: Role, giver: str, person: str, people: tuple[RegisteredPerson, ...], on: date) -> str | None:
    """Why this person cannot stand in for that one in this role on this day, whatever the matter; `None` where he can. Signing is
    for the members of the body or the administration (领导班子成员); the legality review is made by its department, by nobody
    who votes."""
    known = {one.id: one for one in people}
    chosen, absent = known.get(person), known.get(giver)
    if chosen is None or absent is None:
        return "本单位名册中没有此人"
    leads = any(chosen.office_for(kind, on) for kind in (MeetingType.PARTY_GROUP_MEETING, MeetingType.DIRECTOR_MEETING))
    if OF_ROLE[role] is Side.DECIDING:
        return None if leads else f"{chosen.name}在{day(on)}不是领导班子成员，签批只能委托给班子成员"
    if leads:
        return f"{chosen.name}是{Side.VOTING.label}，不能代行合法性审查"
    of_department = chosen.department == absent.department
    return None if of_department else f"{chosen.name}不在审查部门（{absent.department}），不能代行合法性审查"
