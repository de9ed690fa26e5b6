"""Holds the facts about how each meeting was held and which body decides (MTG, CLS-11, CAD-06).

The counting itself is `domain.meeting`; the facts about votes are `voting`.
"""

from collections.abc import Iterator, Sequence

from review.domain import meeting as meeting_arithmetic
from review.domain import standing
from review.domain.dossier import Meeting
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import is_appointment
from review.domain.kleene import Truth, all_true, any_true, given, known, negated
from review.domain.meeting import is_left_out, speaking, unrecused
from review.domain.standing import HEAD_MEETINGS, deciding_is_known, deciding_meeting
from review.domain.vocabulary import DecisionMode, Level, MeetingForm, MeetingResult, MeetingType, Office, Shortfall

GOVERNMENT_MEETINGS = (MeetingType.EXECUTIVE_MEETING, MeetingType.PLENARY_MEETING)
"""《地方组织法》第七十八条: the meetings of a government of a county or above (常务会议、全体会议)."""


@fact("meeting.of_party_group")
def of_party_group(case: Case) -> Truth:
    """The meeting is one of the party group (党组会议)."""
    kind = case.meeting.type if case.meeting else None
    return None if kind is None else kind is MeetingType.PARTY_GROUP_MEETING


@fact("meeting.of_county_government")
def of_county_government(case: Case) -> Truth:
    """MTG-05, 《地方组织法》第七十八条: an executive or plenary meeting of a government from the county upwards. A township has
    neither by law, and that of a department goes by another name."""
    kind, level = case.meeting.type if case.meeting else None, case.dossier.unit.level
    of_government = None if kind is None else kind in GOVERNMENT_MEETINGS
    return all_true((of_government, None if level is None else level is not Level.TOWNSHIP))


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


@fact("matter.decision_taken")
def decision_taken(case: Case) -> Truth:
    """CLS-11, CAD-09 are judged of a decision: not while every meeting put the vote off, or only prepared it."""
    return standing.decision_taken(case.dossier)


@fact("matter.decided_by_party_group")
def decided_by_party_group(case: Case) -> Truth:
    """CLS-11: the deciding meeting is a party-group meeting, not a circulation of papers (传阅、会签) or another body; and
    what the party group rejected no other body passed after it."""
    ways = list(party_group_ways(case))
    decided = None if case.dossier.meetings is None else deciding_meeting(case.dossier, DecisionMode.PARTY_GROUP_VOTE)
    announced = None if decided is None or decided.result is None else True
    return all_true((*(kept for _, kept in ways), announced)) if ways else None


def party_group_ways(case: Case) -> Iterator[tuple[Shortfall, Truth]]:
    """CLS-11: by each way in which something else may have taken the place of a party-group meeting, that it did not."""
    dossier = case.dossier
    if dossier.meetings is None or not deciding_is_known(dossier, DecisionMode.PARTY_GROUP_VOTE):
        return
    deciding = deciding_meeting(dossier, DecisionMode.PARTY_GROUP_VOTE)
    if deciding is None:
        others = [meeting for meeting in dossier.meetings if meeting.result is not MeetingResult.DEFERRED]
        if others and all(meeting.type is not None for meeting in others):
            yield Shortfall.OTHER_BODY, False
        return
    place = next(i for i, meeting in enumerate(dossier.meetings) if meeting is deciding)
    yield Shortfall.CIRCULATED, None if deciding.form is None else deciding.form is not MeetingForm.CIRCULATION
    yield Shortfall.OVERRULED, _stands(deciding, dossier.meetings[place + 1 :])


def _stands(deciding: Meeting, later: Sequence[Meeting]) -> Truth:
    """Whether what the party group decided was left as it was: no other body passed what it had rejected."""
    rejected = None if deciding.result is None else deciding.result is MeetingResult.REJECTED
    overruled = any_true(None if one.result is None else one.result is MeetingResult.PASSED for one in later)
    return negated(all_true((rejected, overruled)))


@fact("matter.passed")
def passed(case: Case) -> Truth:
    """MTG-26: the matter stands as passed; only then is there something to sign."""
    return standing.passed(case.dossier)


@fact("meeting.topic_settled_by_chair")
def topic_settled_by_chair(case: Case) -> Truth:
    """MTG-02, 党组工作条例: the topic was proposed by the secretary of the party group, or by a member and settled by him. At an
    administrative meeting the head proposed or settled it, whoever proposed it. The day is recorded."""
    meeting = case.meeting
    if meeting is None:
        return None
    proposer = meeting.topic.proposed_by
    inside = True if meeting.type in HEAD_MEETINGS else is_member(meeting, proposer)
    settled = all_true((inside, is_chair(meeting, meeting.topic.confirmed_by)))
    return all_true((any_true((is_chair(meeting, proposer), settled)), known(meeting.topic.confirmed_on)))


def is_member(meeting: Meeting, person: str | None) -> Truth:
    if meeting.members is None or person is None:
        return None
    return any(member.id == person for member in meeting.members)


def is_chair(meeting: Meeting, person: str | None) -> Truth:
    """Whether this person is the secretary of the party group; of an administrative meeting, the head."""
    if meeting.type is None or meeting.members is None or person is None:
        return None
    office = Office.HEAD if meeting.type in HEAD_MEETINGS else Office.GROUP_SECRETARY
    held = next((member.office for member in meeting.members if member.id == person), Office.MEMBER)
    return None if held is None else held is office


def reached(meeting: Meeting, named: tuple[str, ...] | None) -> Truth:
    """Whether everybody who should attend is among those to whom it went; where no list of them was kept, only the day is known,
    and is judged."""
    if named is None:
        return True
    if meeting.members is None:
        return None
    return all(member.id in named for member in meeting.members if is_left_out(member) is not True)


@fact("meeting.topic_notified")
def topic_notified(case: Case) -> Truth:
    """MTG-03: the topic was notified to the members beforehand, by a notice sent no later than the day of the meeting; one that
    was not is voted only in an emergency with the secretary's reason."""
    meeting = case.meeting
    if meeting is None:
        return None
    sent, held, added = meeting.notice.sent_on, meeting.held_on, meeting.topic.added_after_notice
    in_time = all_true((None if sent is None or held is None else sent <= held, reached(meeting, meeting.notice.sent_to)))
    excepted = all_true((case.dossier.matter.scope.emergency, given(meeting.topic.added_reason) is True))
    return any_true((all_true((negated(added), in_time)), excepted))


@fact("meeting.expected")
def expected(case: Case) -> int | None:
    """The base of quorum and majority: members who should attend (应到会)."""
    return case.tally.expected.exact if case.tally and case.tally.expected else None


@fact("meeting.present")
def present(case: Case) -> int | None:
    """Members present, without those recused for this topic."""
    return case.tally.present.exact if case.tally and case.tally.present else None


@fact("meeting.half_beyond_doubt")
def half_beyond_doubt(case: Case) -> int | None:
    """MTG-06: the least number of members that is half of the expected ones however 半数以上 is read; where the unit's
    `quorum_exact_half` takes exactly half for enough, that."""
    base = case.tally.expected.exact if case.tally and case.tally.expected else None
    enough = case.dossier.unit.parameters.quorum_exact_half == "ALLOW"
    if case.tally is None or not base:
        return None
    return case.tally.half_needed if enough else base // 2 + 1


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


@fact("meeting.recusals_kept")
def recusals_kept(case: Case) -> Truth:
    """MTG-11, 《公务员法》第七十六条: a member with an interest, who may be the candidate himself, steps aside: he neither
    speaks nor votes; and nobody is put aside who has none of the interests that the article names. Members whom a candidate
    names as related have an interest, whatever they declared."""
    if case.meeting is None or case.tally is None:
        return None
    wrong = unrecused(case.meeting, case.tally.votes, interested(case))
    return None if wrong is None else not wrong


def interested(case: Case) -> frozenset[str] | None:
    """MTG-11: who has an interest whatever he declared: the candidates, and whom they name as related."""
    candidates = candidate_ids(case)
    if candidates is None:
        return None
    return frozenset((*candidates, *(
        one for each in case.dossier.matter.candidates or () for one in each.related_members or ()
    )))  # fmt: skip


def candidate_ids(case: Case) -> list[str] | None:
    """Who is proposed: nobody where the matter is no appointment; unknown while they are not listed."""
    candidates = case.dossier.matter.candidates
    if candidates is None:
        return [] if is_appointment(case) is False else None
    return [candidate.id for candidate in candidates]


@fact("meeting.members_silent")
def members_silent(case: Case) -> int | None:
    """MTG-12, 第三十条第二款: members present and not recused of whom no view is recorded."""
    silent = case.tally.silent if case.tally else None
    return None if silent is None else len(silent)


@fact("meeting.spoken_by_those_there")
def spoken_by_those_there(case: Case) -> Truth:
    """MTG-12, 第三十条第二款: who states a view is there; of a meeting to which nobody came nobody did."""
    return speaking.spoken_by_those_there(case.meeting) if case.meeting else None


@fact("meeting.principal_spoke_last")
def principal_spoke_last(case: Case) -> Truth:
    """CAD-07: 主要负责人最后表态, whoever presides; where he is not there, or steps aside, the presider."""
    return meeting_arithmetic.principal_spoke_last(case.meeting) if case.meeting else None


@fact("meeting.chair_spoke_last")
def chair_spoke_last(case: Case) -> Truth:
    """MTG-13: 主持人末位表态; at an administrative meeting 行政首长最后发表意见 (第三十条第二款)."""
    return case.tally.chair_spoke_last if case.tally else None


@fact("meetings.held_as_listed")
def held_as_listed(case: Case) -> Truth:
    """MTG-26: the meetings that the unit's list prescribes were held, in its order, for every item of it; a meeting that
    put the vote off is not counted, nor what was only circulated (传阅), for nobody met."""
    dossier = case.dossier
    items = dossier.matter.catalogue.items
    if dossier.meetings is None or items is None:
        return None
    met = [meeting for meeting in dossier.meetings if meeting.form is not MeetingForm.CIRCULATION]
    held = [meeting for meeting in met if meeting.result is not MeetingResult.DEFERRED]
    announced = [meeting for meeting in held if meeting.result is not None]
    orders = [item.meeting_sequence for item in items]
    prescribed = {kind for one in orders for kind in one or ()}
    if any(meeting.type is None or (meeting.form is None and meeting.type in prescribed) for meeting in held):
        return None
    kept = {all_true(None if one is None else _ends_with(kinds, one) for one in orders) for kinds in (held, announced)}
    return kept.pop() if len(kept) == 1 else None  # a result that is not known may be a deferral


def _ends_with(meetings: Sequence[Meeting], prescribed: Sequence[MeetingType]) -> bool:
    """Whether the meetings of the prescribed types end with the prescribed ones; the same body again at once is one."""
    kinds = [meeting.type for meeting in meetings if meeting.type in prescribed]
    turns = [kind for place, kind in enumerate(kinds) if not place or kind is not kinds[place - 1]]
    return turns[len(turns) - len(prescribed) :] == list(prescribed) if len(turns) >= len(prescribed) else False
