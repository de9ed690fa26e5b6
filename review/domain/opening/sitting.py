"""Holds what members of a meeting do to mend it, each one change: more attend, more approve, who kept silent says his view,
the head speaks last. What somebody decided is not put otherwise: a view that is not on record is left to him to choose.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import TypeVar

from review.domain.dossier import Ballot, CandidateVote, Counts, Dossier, Meeting, Member, Statement, Vote
from review.domain.meeting.attendance import attendance
from review.domain.meeting.speaking import silent
from review.domain.opening.change import Change, Say
from review.domain.standing import HEAD_MEETINGS
from review.domain.vocabulary import Category, Choice, Office, Stance, VoteMethod

STANDS_FOR = Stance.APPROVE
"""What stands for a view until its owner says it."""

Spoken = tuple[Statement, ...] | None


def attendances(dossier: Dossier, place: int, meeting: Meeting) -> Iterator[Change]:
    """One, two … more members attend the meeting, say that they agree and vote for it. Where the head decides nobody votes: he
    comes first of all, and what he and the others say is theirs."""
    absent = [one for one in meeting.members or () if one.present is False and one.recused is not True]
    if meeting.type in HEAD_MEETINGS:
        absent.sort(key=lambda one: one.office is not Office.HEAD)
    left_out = _without(meeting, {one.id for one in absent})
    for count in range(1, len(absent) + 1):
        coming = tuple(absent[:count])
        def make(dossier: Dossier, coming: tuple[Member, ...] = coming) -> Dossier:
            return _in_meeting(dossier, place, coming, ())

        own = meeting.type in HEAD_MEETINGS
        yield Change(
            f"/meetings/{place}/members", _missing(dossier, meeting, coming, heard=left_out != meeting), make,
            choose=_newly_said(place, left_out, (make(dossier).meetings or ())[place]) if own else (),
        )  # fmt: skip


def _missing(dossier: Dossier, meeting: Meeting, coming: tuple[Member, ...], *, heard: bool) -> Say:
    """Who has to come to the meeting: the head, so many members to make it one at all, or so many votes of those away."""
    count = len(coming)
    again = Say("须重新开会", "the meeting has to be held again")
    if heard:
        again = Say(f"{again.zh}，未到会的人不表态、不投票", f"{again.en}; who is absent neither speaks nor votes")
    if meeting.type not in HEAD_MEETINGS:
        if _is_short(dossier, meeting):
            return Say(
                f"还差{count}人到会：再有{count}名成员到会、表态同意并投赞成票（{again.zh}）",
                f"Members still missing: {count} more to attend, to agree and to vote for it ({again.en})",
            )
        return Say(
            f"还差{count}票赞成：由未到会的{count}名成员到会、表态同意并投赞成票（{again.zh}）",
            f"Approving votes still missing: {count} of the members who were away to attend, to agree and to vote for it "
            f"({again.en})",
        )
    stands = Say(f"各人意见由本人表明，此处暂以“{STANDS_FOR.label}”代",
                 f"each states his own view; “{STANDS_FOR.label_en}” only stands for it here")  # fmt: skip
    if heard:
        again = Say("须重新开会，未到会的人不表态", "the meeting has to be held again; who is absent does not speak")
    heads = [name_of(dossier, one.id) for one in coming if one.id and one.office is Office.HEAD]
    if not heads:
        return Say(
            f"还差{count}人到会：再有{count}名成员到会、发表意见（{again.zh}；{stands.zh}）",
            f"Members still missing: {count} more to attend and to state their views ({again.en}; {stands.en})",
        )
    others = count - len(heads)
    more = Say(f"，另有{others}名成员到会、发表意见", f", and {others} more members to attend and state their views")
    more = more if others else Say("", "")
    return Say(
        f"须行政首长{heads[0]}到会，最后发表意见并作出决定{more.zh}（{again.zh}；{stands.zh}）",
        f"The head, {heads[0]}, has to attend, to speak last and to decide{more.en} ({again.en}; {stands.en})",
    )


def _is_short(dossier: Dossier, meeting: Meeting) -> bool:
    """Whether too few members are there for a decision."""
    matter, there = dossier.matter, attendance(meeting, dossier.unit.parameters)
    appoints = matter.candidates or Category.KEY_APPOINTMENT in (matter.category, *(matter.secondary_categories or ()))
    return there.half is not True or (bool(appoints or matter.scope.party_discipline) and there.two_thirds is not True)


def strikings(dossier: Dossier, place: int, meeting: Meeting) -> Iterator[Change]:
    """MTG-10: what is recorded to have been voted by who was not there is not counted, nor did he speak there."""
    absent = {one.id for one in meeting.members or () if one.present is False}
    votes = [*(meeting.candidate_votes or ()), *((meeting.vote,) if meeting.vote else ())]
    cast = dict.fromkeys(one.member for vote in votes for one in vote.ballots or () if one.member in absent)
    names = [name_of(dossier, one) for one in cast]
    if names:
        yield Change(f"/meetings/{place}/vote", Say(
            f"{'、'.join(names)}没有到会：从计票中剔除其票，不记入会议发言（书面意见另行附卷），重新核算结果",
            f"{', '.join(names)} did not attend: take the votes out of the count and the words out of the statements "
            "(a written view is filed by itself), and work out the result again",
        ), lambda dossier: with_meeting(dossier, place, _without((dossier.meetings or ())[place], absent)))  # fmt: skip


def approvals(place: int, meeting: Meeting) -> Iterator[Change]:
    """One, two … members who did not approve approve: the vote is taken again."""
    votes: list[Vote | CandidateVote] = [*(meeting.candidate_votes or ()), *((meeting.vote,) if meeting.vote else ())]
    against = {
        ballot.member for vote in votes for ballot in vote.ballots or () if ballot.choice not in (None, Choice.APPROVE)
    }
    willing = [one for one in meeting.members or () if one.id in against]
    otherwise = (sum(getattr(vote.counts, name) or 0 for name in OTHERWISE.values()) for vote in votes)
    most = max([len(willing), *otherwise], default=0)
    for count in range(1, most + 1):
        yield Change(
            f"/meetings/{place}/vote", Say(
                f"还差{count}票赞成（须重新表决）", f"Approving votes still missing: {count} (the vote has to be taken again)"
            ),
            lambda dossier, count=count: _in_meeting(dossier, place, (), tuple(willing[:count]), count),  # type: ignore[misc]
        )  # fmt: skip


def _in_meeting(
    dossier: Dossier, place: int, coming: tuple[Member, ...], turning: tuple[Member, ...], votes: int = 0
) -> Dossier:
    """The meeting with these members come, and these or so many who voted otherwise turned. Where it is held again, what
    those are recorded to have said and voted who were not there is left out."""
    meetings = list(dossier.meetings or ())
    meeting = meetings[place]
    if coming:
        meeting = _without(meeting, {one.id for one in meeting.members or () if one.present is False})
    ids = tuple(one.id for one in coming if one.id)
    members = tuple(
        replace(one, present=True, recused=one.recused or False, absence_reason=None, leave_asked_on=None)
        if one.id in ids else one for one in meeting.members or ()
    )  # fmt: skip
    turned: set[str | None] = {one.id for one in turning}
    confirmed = meeting.minutes.confirmed_by
    meetings[place] = replace(
        meeting, members=members, statements=_heard(meeting.statements, ids, meeting.presider.id),
        vote=meeting.vote and _cast(meeting.vote, ids, turned, votes),
        candidate_votes=meeting.candidate_votes and tuple(
            replace(_cast(vote, ids, turned, votes), statements=_heard(vote.statements, ids, meeting.presider.id))
            for vote in meeting.candidate_votes
        ),
        minutes=replace(meeting.minutes, confirmed_by=confirmed and tuple(dict.fromkeys((*confirmed, *ids)))),
    )  # fmt: skip
    return replace(dossier, meetings=tuple(meetings))


def _without(meeting: Meeting, absent: Collection[str | None]) -> Meeting:
    """The meeting without what is recorded of those who were not there; of a secret ballot nobody can tell what was theirs."""
    def uncast(vote: _Cast) -> _Cast:
        ballots = vote.ballots and tuple(one for one in vote.ballots if one.member not in absent)
        return vote if ballots == vote.ballots else replace(vote, ballots=ballots, counts=_recounted(vote.counts, ballots or ()))

    def unheard(said: Spoken) -> Spoken:
        return said and tuple(one for one in said if one.member not in absent)

    votes = meeting.candidate_votes
    return replace(
        meeting, statements=unheard(meeting.statements), vote=meeting.vote and uncast(meeting.vote),
        candidate_votes=votes and tuple(replace(uncast(vote), statements=unheard(vote.statements)) for vote in votes),
    )  # fmt: skip


def _recounted(counts: Counts, ballots: tuple[Ballot, ...]) -> Counts:
    """The counts that are recorded, as the ballots have them."""
    cast = {name: sum(one.choice is choice for one in ballots) for choice, name in CHOICES.items()}
    return replace(counts, **{name: cast[name] for name in cast if cast[name] or getattr(counts, name) is not None})


def _heard(statements: Spoken, ids: tuple[str, ...], presider: str | None) -> Spoken:
    """Those who come speak before the others, but who presides last."""
    if statements is None:
        return None
    said = {one.member for one in statements}
    new = [Statement(member=one, stance=Stance.APPROVE) for one in ids if one not in said]
    return (
        *(one for one in new if one.member != presider), *statements, *(one for one in new if one.member == presider)
    )  # fmt: skip


_Cast = TypeVar("_Cast", Vote, CandidateVote)

OTHERWISE = {Choice.OPPOSE: "oppose", Choice.ABSTAIN: "abstain", Choice.DEFER: "defer"}
"""The choices that are not approval, with the count of each."""
CHOICES = {Choice.APPROVE: "approve", **OTHERWISE}


def _cast(vote: _Cast, coming: tuple[str, ...], turned: set[str | None], votes: int) -> _Cast:
    counts, ballots = vote.counts, vote.ballots
    secret = vote.method is VoteMethod.SECRET_BALLOT
    if ballots is not None:
        kept = [one for one in ballots if one.member not in coming]
        ballots = tuple(replace(one, choice=Choice.APPROVE) if one.member in turned else one for one in kept) + tuple(
            Ballot(member=one, choice=Choice.APPROVE) for one in coming
        )
        counts = _recounted(counts, ballots)
    else:
        turned_by: dict[str, int] = {}
        for name in OTHERWISE.values():
            turned_by[name] = min(votes - sum(turned_by.values()), getattr(counts, name) or 0)
        counts = replace(
            counts, approve=None if counts.approve is None else counts.approve + len(coming) + sum(turned_by.values()),
            **{name: number - turned_by[name] for name in turned_by if (number := getattr(counts, name)) is not None},
        )  # fmt: skip
    counts = replace(
        counts,
        issued=counts.issued + len(coming) if secret and counts.issued is not None else counts.issued,
        returned=counts.returned + len(coming) if secret and counts.returned is not None else counts.returned,
    )
    return replace(vote, ballots=ballots, counts=counts)


def views(dossier: Dossier, place: int, meeting: Meeting) -> Iterator[Change]:
    """The members who were there and of whom no view is recorded say it, the presider last; which one is left to them."""
    quiet = silent(_opened(meeting)) or ()
    new = [Statement(member=one, stance=STANDS_FOR) for one in sorted(quiet, key=lambda one: one == meeting.presider.id)]

    def heard(said: Spoken) -> Spoken:
        before = said or ()
        lacking = [one for one in new if one.member not in {each.member for each in before}]
        last = () if meeting.presider.id in quiet else before[-1:]
        return (*before[: len(before) - len(last)], *lacking, *last)

    choose = _newly_said(place, meeting, _debates(_opened(meeting), heard))
    names = [name_of(dossier, one) for one in quiet]
    if quiet:
        yield Change(f"/meetings/{place}/statements", Say(
            f"补记{'、'.join(names)}的发言（同意、不同意或者缓议由本人表明，此处暂以“{STANDS_FOR.label}”代）",
            f"Record the view of {', '.join(names)} (it is theirs to state; “{STANDS_FOR.label_en}” only stands for it here)",
        ), debated(place, heard), choose=choose)  # fmt: skip


def orders(dossier: Dossier, place: int, meeting: Meeting) -> Iterator[Change]:
    """The members speak again, one of them last: the presider first of all, then whoever else there is."""
    there = [one.id for one in meeting.members or () if one.present and not one.recused]
    for member in dict.fromkeys(filter(None, (meeting.presider.id, *there))):
        def ordered(said: Spoken, last: str = member) -> Spoken:
            own = [one for one in said or () if one.member == last]
            return said and (*(one for one in said if one.member != last), *own[-1:])

        name = name_of(dossier, member)
        if _debates(meeting, ordered) != meeting:
            yield Change(f"/meetings/{place}/statements", Say(
                f"重新逐一表态：其他成员先发言，{name}最后表态（须重新审议）",
                f"Have the members speak again, {name} last (the matter has to be deliberated again)",
            ), debated(place, ordered))  # fmt: skip


def _opened(meeting: Meeting) -> Meeting:
    """The meeting with a place for what is said, where nothing of it is recorded."""
    return meeting if meeting.statements is not None or meeting.candidate_votes else replace(meeting, statements=())


def debated(place: int, heard: Callable[[Spoken], Spoken]) -> Callable[[Dossier], Dossier]:
    """What changes so what is said in this meeting, whatever else that has by then."""
    return lambda dossier: with_meeting(dossier, place, _debates(_opened((dossier.meetings or ())[place]), heard))


def name_of(dossier: Dossier, member: str) -> str:
    known = (dossier.people or {}).get(member)
    return (known and known.name) or member


def _spoken(meeting: Meeting) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """The lists of statements that there are, with their place in the meeting."""
    if meeting.statements is not None:
        yield "statements", meeting.statements
    for number, vote in enumerate(meeting.candidate_votes or ()):
        if vote.statements is not None:
            yield f"candidate_votes/{number}/statements", vote.statements


def _newly_said(place: int, before: Meeting, after: Meeting) -> tuple[str, ...]:
    """The places of the views that are recorded only after a change: whose they are chooses them."""
    known = dict(_spoken(before))
    return tuple(
        f"/meetings/{place}/{at}/{number}/stance" for at, said in _spoken(after) for number, one in enumerate(said)
        if one not in known.get(at, ())
    )  # fmt: skip


def _debates(meeting: Meeting, change: Callable[[Spoken], Spoken]) -> Meeting:
    """The meeting with every debate that is recorded changed so."""
    def changed(said: Spoken) -> Spoken:
        return None if said is None else change(said)

    votes = meeting.candidate_votes
    return replace(
        meeting, statements=changed(meeting.statements),
        candidate_votes=votes and tuple(replace(vote, statements=changed(vote.statements)) for vote in votes),
    )  # fmt: skip


def with_meeting(dossier: Dossier, place: int, meeting: Meeting) -> Dossier:
    meetings = dossier.meetings or ()
    return replace(dossier, meetings=(*meetings[:place], meeting, *meetings[place + 1 :]))
