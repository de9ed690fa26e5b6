"""Holds in which capacity a person does an act on one matter: for himself, or in the place of somebody who delegated his role to
him (代行). Both are asked whether the separation of duties lets them, the one who acts and the one in whose place he does.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

from review.domain import interests, overturned, supplementary_notice
from review.domain.advisers import Roll
from review.domain.delegations import DELEGATED, Delegation, ended_lately, ended_said, in_force
from review.domain.dossier import Dossier, Mandate, Meeting, Reference
from review.domain.duties import OF_ROLE, Side
from review.domain.errors import Forbidden
from review.domain.interests import with_interest
from review.domain.sign_off import signers, yet_to_endorse
from review.domain.supplementary_notice import Untold
from review.domain.tasks import open_review, opinions_asked_for
from review.domain.vocabulary import Role
from review.domain.workflow import TRANSITIONS, Action, State, Transition
from review.service.membership import of_its_day
from review.service.ports import Actor, RegisteredPerson, UnitOfWork
from review.service.separation import EXAMINING, SIGNING, interest, kept_from, objection
from review.service.substitutes import unfit, with_account

_DELEGATED = frozenset().union(*DELEGATED.values())
_ENDED = (State.REJECTED, State.WITHDRAWN)
_ONLY_HE_SIGNS_LAST = (
    "主要负责人须回避，再没有其他人能够代其最后签批：一人只签批一次，您不能再签批分管领导一步。请由其他分管领导签批；"
    "没有的，请主要负责人在“委托代行”中委托您，由您代其签批。"
)


class Capacities:
    """In which capacity whoever acts on this matter today. What is asked of the store is asked once; what is known of it already,
    the delegations in force and who `acted` in which roles, is not asked."""

    def __init__(
        self, work: UnitOfWork, number: str, dossier: Dossier, today: date, given: tuple[Delegation, ...] | None = None,
        acted: Mapping[str, frozenset[Role]] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        self._work, self._number, self._dossier, self._today = work, number, dossier, today
        self._known, self._acted = given, dict(acted)

    def of(self, row: Transition, actor: Actor, *, told: bool = True) -> Mandate | None:
        """The mandate by which this person may do this; `None` where he does it for himself, which comes first. Raises
        Forbidden where he may do it neither way, which is asked for many acts at once where nobody is `told`."""
        own = self._own(row, actor)
        if own is None:
            return None
        given = self._given(row, actor.person)
        if given is None:
            raise Forbidden(own + (self.ended(row.action, actor) if told else ""))
        if against := self._against(row, given):
            raise Forbidden(against)
        giver = Reference(id=given.giver, name=self._name(given.giver))
        return Mandate(person=giver, delegated_on=given.entered_on)

    def may(self, row: Transition, actor: Actor) -> bool:
        try:
            self.of(row, actor, told=False)
        except Forbidden:
            return False
        return True

    def delegates(self, row: Transition, giver: str) -> Iterator[str]:
        """Who may stand in for this person in this act today, whatever else keeps him from it."""
        given = (one for one in self._delegations if one.giver == giver and _covers(one, row))
        return (one.person for one in given if one.person in self._acting)

    def ended(self, action: Action, actor: Actor) -> str:
        """That this person stood in for somebody in this act until lately; "" where he did not."""
        there = () if action not in _DELEGATED else self._work.delegations.all()
        found = ended_lately(there, actor.person, action, self._today)
        return ended_said(found, self._name(found.giver)) if found else ""

    def _own(self, row: Transition, actor: Actor) -> str | None:
        if row.role not in actor.roles:
            return f"“{row.action.label}”由{row.role.label}办理。"
        left = row.action is not Action.RECALL or self.head_left()
        against = objection(row, actor.person, self._dossier, self.done_as(actor.person), head_left=left)
        if against is None and row.action is Action.REPLACE_SIGNER and not self.gone():
            return "所列的分管领导都还能签批，不用更换。"
        if against is None and row.action is Action.NOTIFY_MEMBERS and not self.untold():
            return "会议通知、材料都已送达各应到会成员，或者会议已经召开，不能补发。"
        if row.action is Action.FOLLOW_UP and row.state in _ENDED and not overturned.carried_out(self._dossier):
            return f"事项{row.state.label}，没有需要执行、登记的。"
        if against is None and row.action is Action.GIVE_OPINION and (why := self.kept_from_advising(actor.person)):
            return f"{why}；您现在不能出具本事项的法律意见，可以转办，或者请{Role.SECRETARY.label}更换法律顾问。"
        if against is None and row.action is Action.CONFIRM_AS_ADVISER and (why := self.kept_from_advising(actor.person)):
            return f"{why}；您现在不能确认改稿，请{Role.SECRETARY.label}把现稿按“实质修改”重新登记，另行委托法律顾问。"
        if against is None and row.action is Action.ENDORSE and self.needed_last(actor.person):
            return _ONLY_HE_SIGNS_LAST
        return against or interest(row, actor.person, self._dossier)

    def unable_to_advise(self) -> tuple[str, ...]:
        """Why each adviser who is asked for an opinion cannot give it any more: his term is over, or he declared an interest."""
        asked = opinions_asked_for(self._dossier)
        return tuple(why for one in asked if one.adviser and (why := self.kept_from_advising(one.adviser.id)))

    def kept_from_advising(self, person: str) -> str:
        """What keeps this person from advising on the matter today: that he cannot sign in as an adviser any more, the unit's
        roll, or that he became a candidate, or one related to a candidate, after he was asked; "" where nothing does."""
        name = self._name(person)
        if person not in self._work.register.holders(Role.LEGAL_ADVISER):
            return f"{name}现在不担任{Role.LEGAL_ADVISER.label}"
        of_roll = self._roll.objection(person, name, self._dossier, self._number, self._today)
        return of_roll or interests.objection(person, name, self._dossier) or ""

    def endorsers(self) -> dict[str, str]:
        """The leaders (分管领导), in the order of the register, each with what keeps him from endorsing this matter; "" where
        nothing does."""
        leaders = self._work.register.holders(Role.LEADER)
        return {one.id: self.kept_from_endorsing(one.id) for one in self._people if one.id in leaders}

    def gone(self) -> dict[str, str]:
        """The planned leaders who have not signed and can do so no more, each with why: whoever left office, took another
        side of the matter, or has an interest in it."""
        found = {one.id: self.kept_from_endorsing(one.id) for one in yet_to_endorse(self._dossier)}
        return {person: why for person, why in found.items() if why}

    def untold(self) -> Untold:
        """Whom the notice of the coming meeting has not reached who is in office on its day, while he can still be notified."""
        meeting = (self._dossier.meetings or (Meeting(),))[-1]
        if meeting.notice.sent_on is None or supplementary_notice.objection((meeting,), self._today):
            return Untold()
        return supplementary_notice.untold(meeting, of_its_day(meeting, self._work))

    def head_left(self) -> bool:
        """Whether somebody can yet sign last; where a leader became head after he had signed, or every member signed or has an
        interest whom a recused head could charge, nobody may be left who can."""
        return not self._work.register.holders(Role.GROUP_SECRETARY) or bool(self.last_signers())

    def last_signers(self, leading: Iterable[str] | None = None) -> frozenset[str]:
        """Who could sign last, were these leaders to endorse (by default those who are planned): a head, or, in the place of
        one who has an interest, any member of the body whom he may charge with it (0047). Nobody signs twice (MTG-26)."""
        planned = (one.id for one in yet_to_endorse(self._dossier)) if leading is None else leading
        taken, aside = {*signers(self._dossier), *planned}, with_interest(self._dossier)
        heads = [one for one in self._work.register.holders(Role.GROUP_SECRETARY) if one not in taken and self._decides(one)]
        deputies = (
            one.id for giver in heads if giver in aside for one in self._people
            if one.id in self._acting and unfit(Role.GROUP_SECRETARY, giver, one.id, self._people, self._today) is None
        )
        able = {*(one for one in heads if one not in aside), *(one for one in deputies if self._decides(one))}
        return frozenset(able - taken - aside)

    def needed_last(self, *people: str) -> bool:
        """Whether nobody could sign last once these, no heads, have endorsed as a leader, one for the other where they are two:
        only they are left whom a head with an interest could charge with it."""
        heads = self._work.register.holders(Role.GROUP_SECRETARY)
        if not heads.isdisjoint(people) or heads.isdisjoint(with_interest(self._dossier)):
            return False
        others = {one.id for one in yet_to_endorse(self._dossier)}.difference(people)
        return bool(self.last_signers(others)) and not self.last_signers({*others, *people})

    def _decides(self, person: str) -> bool:
        return not kept_from(Side.DECIDING, person, self._dossier, self.done_as(person))

    def kept_from_endorsing(self, person: str) -> str:
        """Why this person, whatever was planned, cannot endorse this matter; "" where he can. The head signs last, and nobody
        signs twice."""
        if person not in self._work.register.holders(Role.LEADER):
            return f"现在不担任{Role.LEADER.label}"
        if person in self._work.register.holders(Role.GROUP_SECRETARY):
            return "是最后签批的主要负责人"
        if person in signers(self._dossier):
            return "已经签批过本事项"
        if person in with_interest(self._dossier):
            return "在本事项中有利害关系，应当回避"
        if side := kept_from(Side.DECIDING, person, self._dossier, self.done_as(person)):
            return f"是本事项的{side}"
        return "是唯一能够代主要负责人最后签批的班子成员" if self.needed_last(person) else ""

    def _given(self, row: Transition, person: str) -> Delegation | None:
        """The delegation by which this person may stand in for somebody; there is at most one for a role and a day."""
        return next((one for one in self._delegations if one.person == person and _covers(one, row)), None)

    def _against(self, row: Transition, given: Delegation) -> str | None:
        """Why nobody, or this person not, may do this by the delegation."""
        assert given.role is not None
        name, act = self._name(given.giver), row.action.label
        if given.giver not in self._work.register.holders(given.role):
            return f"{name}现在不担任{given.role.label}，其委托不再有效，不能代其{act}。"
        if why := unfit(given.role, given.giver, given.person, self._people, self._today):
            return f"不能代{name}{act}：{why}。"
        if why := objection(row, given.giver, self._dossier, self.done_as(given.giver), f"委托人{name}"):
            return why
        side = OF_ROLE[row.role]
        if why := kept_from(side, given.person, self._dossier, self.done_as(given.person)):
            return f"您是本事项的{why}，不能代{name}{act}。"
        if interest(row, given.person, self._dossier):
            return f"您在本事项中有利害关系，应当回避，不能代{name}{act}。"
        if row.action in SIGNING and given.person in signers(self._dossier):
            return f"您已经签批过本事项，不能再代{name}签批：一人只签批一次。"
        if row.action in SIGNING and given.person in {one.id for one in yet_to_endorse(self._dossier)}:
            return f"本事项还要由您本人签批，不能代{name}签批：一人只签批一次。"
        if row.action is Action.ENDORSE and self.needed_last(given.giver, given.person):
            return _ONLY_HE_SIGNS_LAST
        if row.action in EXAMINING and given.person in _examining(self._dossier):
            return f"您已经承办或者会签本事项的审查，不能再代{name}{act}：一人不能代替两人审查。"
        return None

    def done_as(self, person: str) -> frozenset[Role]:
        """The roles in which the person acted on the matter before, or somebody in his place."""
        if person not in self._acted:
            self._acted[person] = self._work.trail.roles_of(person, self._number)
        return self._acted[person]

    @cached_property
    def _delegations(self) -> tuple[Delegation, ...]:
        return in_force(self._work.delegations.all(), self._today) if self._known is None else self._known

    @cached_property
    def _acting(self) -> frozenset[str]:
        return with_account(self._work)

    @cached_property
    def _roll(self) -> Roll:
        return self._work.advisers.roll()

    @cached_property
    def _people(self) -> tuple[RegisteredPerson, ...]:
        return self._work.register.people()

    def _name(self, person: str) -> str:
        return next((one.name for one in self._people if one.id == person), person)


def in_whose_place(action: Action, actor: Actor, number: str, dossier: Dossier, work: UnitOfWork) -> Mandate | None:
    """The mandate by which this person does an act that can be delegated, as a part of the transaction that does it: such an act
    stands once in the table of transitions."""
    row = next(one for one in TRANSITIONS if one.action is action)
    return Capacities(work, number, dossier, dossier.as_of).of(row, actor)


def principal(mandate: Mandate | None, actor: Actor) -> str:
    """Whose task it is: that of the person in whose place somebody acts, or else his own."""
    return mandate.person.id if mandate and mandate.person else actor.person


def _examining(dossier: Dossier) -> frozenset[str | None]:
    """Who is in charge of the review that is being made, or asked to countersign it."""
    review = open_review(dossier)
    asked = (one.person.id for one in review.countersigns or () if one.person) if review else ()
    return frozenset((*asked, review.handler if review else None))


def _covers(one: Delegation, row: Transition) -> bool:
    return one.role is row.role and row.action in DELEGATED[row.role]
