"""Holds the facts about each meeting (MTG, CLS-11, CAD-06); the counting itself is `domain.meeting`."""

from review.domain.dossier import Meeting
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import is_appointment
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.meeting import VoteTally
from review.domain.standing import HEAD_MEETINGS, deciding_is_known, deciding_meeting
from review.domain.vocabulary import DecisionMode, MeetingForm, MeetingResult, MeetingType, Office, VoteMethod


def of_party_group(case: Case) -> Truth:
    """The meeting is one of the party group (党组会议)."""
    kind = case.meeting.type if case.meeting else None
    return None if kind is None else kind is MeetingType.PARTY_GROUP_MEETING


@fact("meeting.decides")
def decides(case: Case) -> Truth:
    """The meeting decides: it was not deferred. While no result is announced it is taken to decide, so that the
    rules can be judged before the announcement."""
    if case.meeting is None:
        return None
    return case.meeting.result is not MeetingResult.DEFERRED


@fact("meeting.votes")
def votes(case: Case) -> Truth:
    """The rules of voting apply: a party-group meeting that is not deferred (a head decides elsewhere)."""
    return all_true((of_party_group(case), decides(case)))


@fact("meeting.needs_two_thirds")
def needs_two_thirds(case: Case) -> Truth:
    """MTG-07: the topic is an appointment or removal, or the discipline of a party member."""
    return any_true((is_appointment(case), case.dossier.matter.scope.party_discipline))


@fact("matter.decided_by_party_group")
def decided_by_party_group(case: Case) -> Truth:
    """CLS-11: the deciding meeting is a party-group meeting, not a circulation of papers (传阅、会签) or another body."""
    dossier = case.dossier
    if dossier.meetings is None or not deciding_is_known(dossier, DecisionMode.PARTY_GROUP_VOTE):
        return None
    deciding = deciding_meeting(dossier, DecisionMode.PARTY_GROUP_VOTE)
    if deciding is None:  # another body decided, or the party group put the vote off, or nothing was held yet
        other = [m for m in dossier.meetings if m.result is not MeetingResult.DEFERRED]
        if other:
            return None if any(meeting.type is None for meeting in other) else False
        put_off = [m for m in dossier.meetings if m.type is MeetingType.PARTY_GROUP_MEETING]
        if not put_off:
            return None
        deciding = put_off[-1]
    return None if deciding.form is None else deciding.form is not MeetingForm.CIRCULATION


@fact("meeting.topic_settled_by_chair")
def topic_settled_by_chair(case: Case) -> Truth:
    """MTG-02, 党组工作条例: the topic was proposed or settled by the secretary of the party group; at an
    administrative meeting by the head. The day is recorded."""
    meeting = case.meeting
    if meeting is None or meeting.type is None or meeting.members is None:
        return None
    office = Office.HEAD if meeting.type in HEAD_MEETINGS else Office.GROUP_SECRETARY
    offices = {member.id: member.office for member in meeting.members}

    def is_chair(person: str | None) -> Truth:
        held = None if person is None else offices.get(person, Office.MEMBER)
        return None if held is None else held is office

    settled = any_true((is_chair(meeting.topic.proposed_by), is_chair(meeting.topic.confirmed_by)))
    return all_true((settled, None if meeting.topic.confirmed_on is None else True))


@fact("meeting.topic_notified")
def topic_notified(case: Case) -> Truth:
    """MTG-03: the topic was notified beforehand; one added later only in an emergency with the secretary's reason."""
    if case.meeting is None or case.meeting.topic.added_after_notice is None:
        return None
    excepted = all_true((case.dossier.matter.scope.emergency, given(case.meeting.topic.added_reason) is True))
    return any_true((not case.meeting.topic.added_after_notice, excepted))


@fact("meeting.expected")
def expected(case: Case) -> int | None:
    """The base of quorum and majority: members who should attend (应到会)."""
    return case.tally.expected.exact if case.tally and case.tally.expected else None


@fact("meeting.present")
def present(case: Case) -> int | None:
    """Members present, without those recused for this topic."""
    return case.tally.present.exact if case.tally and case.tally.present else None


@fact("meeting.half_needed")
def half_needed(case: Case) -> int | None:
    """The least number of members that is half of the expected ones."""
    return case.tally.half_needed if case.tally else None


@fact("meeting.two_thirds_needed")
def two_thirds_needed(case: Case) -> int | None:
    """The least number of members that is two thirds of the expected ones."""
    return case.tally.two_thirds_needed if case.tally else None


@fact("meeting.half_present")
def half_present(case: Case) -> Truth:
    """MTG-06, 党组工作条例: 半数以上党组成员到会; exactly half as the unit's `quorum_exact_half` says."""
    return case.tally.half if case.tally else None


@fact("meeting.exactly_half_warned")
def exactly_half_warned(case: Case) -> Truth:
    """MTG-06: exactly half of the members are present, and the unit treats that as a warning."""
    setting = case.dossier.unit.parameters.quorum_exact_half
    return all_true((case.tally.exactly_half if case.tally else None, None if setting is None else setting == "WARN"))


@fact("meeting.two_thirds_present")
def two_thirds_present(case: Case) -> Truth:
    """MTG-07, CAD-06: 三分之二以上成员到会 (`3 * present >= 2 * expected`)."""
    return case.tally.two_thirds if case.tally else None


def _each_vote(case: Case, question: str) -> Truth:
    taken = case.tally.votes if case.tally else None
    return None if taken is None else all_true(getattr(vote, question) for vote in taken)


@fact("meeting.no_votes_by_absent")
def no_votes_by_absent(case: Case) -> Truth:
    """MTG-10, 党组工作条例: 未到会党组成员的书面意见不得计入票数."""
    return _each_vote(case, "none_by_absent")


@fact("meeting.no_votes_by_observers")
def no_votes_by_observers(case: Case) -> Truth:
    """MTG-18: nobody votes who is not a member (列席人员没有表决权)."""
    return _each_vote(case, "none_by_observers")


@fact("meeting.recusals_kept")
def recusals_kept(case: Case) -> Truth:
    """MTG-11, 《公务员法》第七十六条: a member with an interest steps aside: he neither speaks nor votes."""
    unrecused = case.tally.unrecused if case.tally else None
    if unrecused is None:
        return None
    return not unrecused


@fact("meeting.members_silent")
def members_silent(case: Case) -> int | None:
    """MTG-12, 第三十条第二款: members present and not recused of whom no view is recorded."""
    silent = case.tally.silent if case.tally else None
    return None if silent is None else len(silent)


@fact("meeting.chair_spoke_last")
def chair_spoke_last(case: Case) -> Truth:
    """MTG-13: 主持人末位表态; at an administrative meeting 行政首长最后发表意见 (第三十条第二款)."""
    return case.tally.chair_spoke_last if case.tally else None


@fact("meeting.voted_item_by_item")
def voted_item_by_item(case: Case) -> Truth:
    """MTG-14: 逐项表决; with several candidates one vote each."""
    meeting = case.meeting
    if meeting is None:
        return None
    if case.dossier.matter.candidates is None and is_appointment(case) is not False:
        return None
    candidates = {candidate.id for candidate in case.dossier.matter.candidates or ()}
    if len(candidates) > 1:
        if meeting.candidate_votes is None:
            return None if meeting.vote is None else False
        return candidates <= {vote.candidate for vote in meeting.candidate_votes}
    if meeting.vote is None:
        return None if not meeting.candidate_votes else True
    return meeting.vote.item_by_item


@fact("meeting.vote_method_allowed")
def vote_method_allowed(case: Case) -> Truth:
    """MTG-15: oral, show of hands, secret or open ballot; for appointments not the open ballot."""
    taken = case.tally.votes if case.tally else None
    if taken is None:
        return None
    return all_true(_allowed(vote, is_appointment(case)) for vote in taken)


def _allowed(vote: VoteTally, appointment: Truth) -> Truth:
    if vote.method is None:
        return None
    return any_true((vote.method is not VoteMethod.OPEN_BALLOT, negated(appointment)))


@fact("meeting.approve")
def approve(case: Case) -> int | None:
    """Valid approving votes on the topic, where there is one vote."""
    taken = case.tally.votes if case.tally else None
    return taken[0].approve.exact if taken and len(taken) == 1 and taken[0].approve else None


@fact("meeting.votes_needed")
def votes_needed(case: Case) -> int | None:
    """The least number of votes that is more than half of the expected members."""
    base = expected(case)
    return None if base is None or not isinstance(base, int) else base // 2 + 1


@fact("meeting.result_follows_majority")
def result_follows_majority(case: Case) -> Truth:
    """MTG-16, 党组工作条例: 赞成票超过应到会党组成员半数为通过; the announced result, of every vote, is what the votes
    say; a candidate who was put off (缓议) is not decided. Before the announcement the votes must carry the topic."""
    meeting, taken = case.meeting, case.tally.votes if case.tally else None
    if meeting is None or taken is None:
        return None
    results = {vote.candidate: vote.result for vote in meeting.candidate_votes or ()}
    return all_true(borne_out(vote, results.get(vote.candidate or "") or meeting.result) for vote in taken)


def borne_out(vote: VoteTally, result: MeetingResult | None) -> Truth:
    """Whether the votes bear out the result; a vote that was put off decides nothing and needs no majority."""
    if result is MeetingResult.DEFERRED:
        return True
    return negated(vote.majority) if result is MeetingResult.REJECTED else vote.majority


@fact("meeting.counts_agree")
def counts_agree(case: Case) -> Truth:
    """MTG-17: approve + oppose + abstain equals the members present and not recused, and the ballots; for a secret
    ballot approve + oppose + abstain + invalid = returned ≤ issued = members present."""
    return _each_vote(case, "counts_agree")


@fact("meeting.dissent_recorded")
def dissent_recorded(case: Case) -> Truth:
    """MTG-22, 第三十条第三款: whatever dissent there was is in the minutes (true when there was none)."""
    return case.meeting.minutes.dissent_recorded if case.meeting else None


@fact("meetings.in_listed_order")
def in_listed_order(case: Case) -> Truth:
    """MTG-26: the meetings were held in the order that the unit's list prescribes, for every item of it; before the
    sign-off the later ones may still be to come, at the sign-off none may be missing."""
    dossier = case.dossier
    items = dossier.matter.catalogue.items
    if dossier.meetings is None or items is None:
        return None
    not_deferred = [meeting for meeting in dossier.meetings if meeting.result is not MeetingResult.DEFERRED]
    if any(meeting.type is None for meeting in not_deferred):
        return None
    under_way = None if dossier.approvals else dossier.meetings[-1] if dossier.meetings else None
    announced = [meeting for meeting in not_deferred if meeting.result is not None or meeting is under_way]
    orders = {_kept_order(case, not_deferred), _kept_order(case, announced)}  # a result not known may be a deferral
    return orders.pop() if len(orders) == 1 else None


def _kept_order(case: Case, meetings: list[Meeting]) -> Truth:
    held = list(dict.fromkeys(meeting.type for meeting in meetings))
    truths: list[Truth] = []
    for item in case.dossier.matter.catalogue.items or ():
        if item.meeting_sequence is None:
            truths.append(None)
            continue
        own = [kind for kind in held if kind in item.meeting_sequence]
        prescribed = list(item.meeting_sequence)
        truths.append(own == (prescribed if case.dossier.approvals else prescribed[: len(own)]))
    return all_true(truths)
