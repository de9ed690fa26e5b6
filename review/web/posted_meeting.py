"""Turns the posted forms of collective discussion into a meeting, and a meeting into the rows of its form.

Attendance, statements and ballots stand in one row for each member who should attend; who the members are is known
beforehand and never read from the form. Holds no view and no arithmetic.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from forms import flat
from review.domain.dossier import Candidate, CandidateVote, Counts, Meeting, Member, Statement, Vote
from review.domain.errors import DossierRefused, Fault
from review.domain.heads_decision import head_decides
from review.domain.vocabulary import Choice, Conflict, MeetingForm, MeetingType, VoteMethod
from review.web.posted import Form, asked_for, name_rows, together

BY_CHOICE = {Choice.APPROVE: "approve", Choice.OPPOSE: "oppose", Choice.ABSTAIN: "abstain", Choice.DEFER: "defer"}

TIMES = ("started_at", "ended_at")

Values = dict[str, list[str]]


def order(statements: str, row: int) -> str:
    """The name of the field that says as which this member spoke; it is no place of the dossier."""
    return f"order{statements}/{row}"


def voted_on(meeting: Meeting, candidates: Iterable[Candidate] | None) -> list[str]:
    """The candidates on whom this meeting votes; where the head decides it votes on nobody, and they are discussed together."""
    return [] if head_decides(meeting) else [one.id for one in candidates or ()]


def votes_of(root: str, candidates: Sequence[str]) -> dict[str, str]:
    """Where the statements and the ballots stand: of the topic, or of each of several candidates."""
    if len(candidates) < 2:
        return {f"{root}/statements": f"{root}/vote/ballots"}
    parts = (f"{root}/candidate_votes/{place}" for place in range(len(candidates)))
    return {f"{part}/statements": f"{part}/ballots" for part in parts}


def topic(form: Form, root: str) -> Meeting:
    """The topic to be confirmed: for which meeting, proposed by whom, what is to be decided."""
    return _read(form, root, ("type", "topic/proposed_by", "topic/main_question"), f"{root}/type")


def forms_of(kind: MeetingType | None) -> tuple[MeetingForm, ...]:
    """How a meeting of this kind may be held: the party group meets, 不得以传阅、会签代替 (CLS-11)."""
    group = kind is MeetingType.PARTY_GROUP_MEETING
    return tuple(one for one in MeetingForm if not (group and one is MeetingForm.CIRCULATION))


OF_NOTICE = ("number", "form", "held_on", "place", "presider", "recorder", "notice/papers_sent_on", "notice/sent_to",
             "notice/papers_to", "topic/order")  # fmt: skip
"""What is stated of a meeting before it is held."""

NOTIFIED = ("number", "form", "held_on", "place", "presider/id", "recorder")
"""What the notice of a meeting cannot leave blank."""


def notice(form: Form, root: str, kind: MeetingType | None) -> Meeting:
    """The notice of a meeting of this kind; raises DossierRefused for a form in which it may not be held."""
    _, meeting = together(
        lambda: _held_as(form.get(f"{root}/form", ""), f"{root}/form", kind),
        lambda: _read(form, root, OF_NOTICE, *(f"{root}/{name}" for name in NOTIFIED)),
    )
    read: Meeting = meeting
    return read


def new_day(form: Form, root: str, asks: tuple[str, ...]) -> Meeting:
    """When and where a meeting that was notified is to be, and whom the notice of that reached; what is left blank is told by the
    use case."""
    return _read(form, root, asks)


def all_told(root: str, everybody: Sequence[str]) -> Values:
    """The form's values with every member of that day notified and given the papers, as the secretary says at one stroke."""
    return {f"{root}/notice/{key}": list(everybody) for key in ("sent_to", "papers_to")}


def held_on(values: Mapping[str, Sequence[str]], root: str) -> date | None:
    """The day of the meeting as it is typed; none while it is not one."""
    try:
        return date.fromisoformat(next(iter(values.get(f"{root}/held_on", ())), ""))
    except ValueError:
        return None


def _held_as(said: str, at: str, kind: MeetingType | None) -> None:
    if kind is not None and said in tuple(MeetingForm) and MeetingForm(said) not in forms_of(kind):
        told = f"{kind.label}应当开会讨论，不得以{MeetingForm(said).label}代替，请另选会议形式"
        raise DossierRefused((Fault(at, told),))


def _read(form: Form, root: str, asks: tuple[str, ...], *needed: str) -> Meeting:
    meeting: Meeting = together(lambda: asked_for(form, *needed), lambda: flat.read(Meeting, form, root, asks=asks))[1]
    return meeting


def recorded(form: Form, root: str, planned: Meeting, candidates: Sequence[str], names: Mapping[str, str]) -> Meeting:
    """The meeting as it was recorded; rows that say nothing are left out, blank counts of open votes are counted."""
    filled, members = form.copy(), planned.members or ()
    for name in TIMES:
        at = f"{root}/{name}"
        if filled.get(at) and planned.held_on:
            filled[at] = f"{planned.held_on.isoformat()}T{filled[at]}"
    for row, member in enumerate(members):
        filled[f"{root}/members/{row}/id"], filled[f"{root}/members/{row}/name"] = member.id, member.name or ""
        filled[f"{root}/members/{row}/office"] = member.office.value if member.office else ""
    _name_votes(filled, root, members, candidates)
    name_rows(filled, f"{root}/observers", names, "o")
    orders, read = together(
        lambda: {at: _orders(form, at, members) for at in votes_of(root, candidates)},
        lambda: flat.read(Meeting, filled, root),
    )
    return _ordered(read, root, orders, candidates)


def _name_votes(form: Form, root: str, members: Sequence[Member], candidates: Sequence[str]) -> None:
    """Write the member into each row that says something, and the candidate into each vote."""
    for statements, ballots in votes_of(root, candidates).items():
        for row, member in enumerate(members):
            if form.get(f"{statements}/{row}/stance") or form.get(f"{statements}/{row}/text", "").strip():
                form[f"{statements}/{row}/member"] = member.id
            if form.get(f"{ballots}/{row}/choice"):
                form[f"{ballots}/{row}/member"] = member.id
    if len(candidates) > 1:
        for place, candidate in enumerate(candidates):
            at = f"{root}/candidate_votes/{place}/"
            names = [name for name in form if name.startswith(at)]
            if any(form[name] for name in names):
                form[f"{at}candidate"] = candidate
            else:
                for name in names:
                    form.poplist(name)


def _orders(form: Form, statements: str, members: Sequence[Member]) -> dict[str, int]:
    """As which each member spoke, by id."""
    found: dict[str, int] = {}
    faults = []
    for row, member in enumerate(members):
        said, place = form.get(order(statements, row), "").strip(), f"{statements}/{row}"
        if not (form.get(f"{place}/stance") or form.get(f"{place}/text", "").strip()):
            continue
        if not said.isdecimal() or len(said) > 3:
            faults.append(Fault(order(statements, row), "请填写发言顺序，用数字"))
        elif int(said) in found.values():
            faults.append(Fault(order(statements, row), f"发言顺序{int(said)}重复"))
        else:
            found[member.id] = int(said)
    if faults:
        raise DossierRefused(tuple(faults))
    return found


def _ordered(read: Meeting, root: str, orders: Mapping[str, Mapping[str, int]], candidates: Sequence[str]) -> Meeting:
    if len(candidates) < 2:
        vote = None if read.vote in (None, Vote()) else replace(read.vote, counts=_counted(read.vote))
        return replace(read, vote=vote, statements=_in_order(read.statements, orders[f"{root}/statements"]))
    by_id = {
        candidate: orders[f"{root}/candidate_votes/{place}/statements"] for place, candidate in enumerate(candidates)
    }
    votes = tuple(
        replace(one, statements=_in_order(one.statements, by_id[one.candidate]), counts=_counted(one))
        for one in read.candidate_votes or ()
    )
    return replace(read, candidate_votes=votes or None)


def _in_order(statements: tuple[Statement, ...] | None, places: Mapping[str, int]) -> tuple[Statement, ...] | None:
    return None if statements is None else tuple(sorted(statements, key=lambda one: places[one.member]))


def _counted(vote: Vote | CandidateVote) -> Counts:
    """The counts as typed; of an open vote whose counts were left blank, the number of each choice."""
    counted = _by_ballots(vote)
    return replace(vote.counts, **{name: number for name, number in counted.items() if getattr(vote.counts, name) is None})


def _by_ballots(vote: Vote | CandidateVote) -> dict[str, int]:
    """The counts of an open vote as its ballots give them; nothing of one whose ballots do not show."""
    if not vote.ballots or vote.method in (None, VoteMethod.SECRET_BALLOT):
        return {}
    counted = {name: sum(ballot.choice is choice for ballot in vote.ballots) for choice, name in BY_CHOICE.items()}
    return {name: number for name, number in counted.items() if number or name != "defer"}  # 缓议 only where there is any


def _computed(meeting: Meeting, root: str) -> frozenset[str]:
    """The places of counts that are what the ballots give: the form leaves them blank, so that they follow a ballot that is
    changed; a count that was typed otherwise stays, and MTG-17 asks."""
    votes = [(f"{root}/vote", meeting.vote)] if meeting.vote else []
    votes += [(f"{root}/candidate_votes/{place}", one) for place, one in enumerate(meeting.candidate_votes or ())]  # type: ignore[misc]
    return frozenset(
        f"{at}/counts/{name}" for at, vote in votes for name, number in _by_ballots(vote).items()
        if getattr(vote.counts, name) == number
    )  # fmt: skip


def as_typed(meeting: Meeting, root: str, candidates: Sequence[str]) -> Values:
    """The values of the form for a stored meeting, statements and ballots in the rows of their members."""
    if len(candidates) > 1:  # each vote in the row of its candidate, also where there is none on those before him
        by_candidate = {one.candidate: one for one in meeting.candidate_votes or ()}
        rows = tuple(by_candidate.get(candidate, CandidateVote(candidate=candidate)) for candidate in candidates)
        meeting = replace(meeting, candidate_votes=rows)
    parts = tuple(at for pair in votes_of(root, candidates).items() for at in pair)
    computed = _computed(meeting, root)
    values = {
        name: value for name, value in flat.flatten(meeting, root).items() if not name.startswith(parts) and name not in computed
    }
    for name in TIMES:
        stored = getattr(meeting, name)
        values |= {f"{root}/{name}": [stored.strftime("%H:%M")]} if stored else {}
    holders: Any = (meeting.candidate_votes or ()) if len(candidates) > 1 else [meeting]
    for holder, (statements, ballots) in zip(holders, votes_of(root, candidates).items(), strict=True):
        cast = holder.ballots if len(candidates) > 1 else meeting.vote.ballots if meeting.vote else None
        for row, member in enumerate(meeting.members or ()):
            for place, said in enumerate(holder.statements or (), 1):
                if said.member == member.id:
                    values[order(statements, row)] = [str(place)]
                    values |= flat.flatten(said, f"{statements}/{row}")
            for ballot in cast or ():
                if ballot.member == member.id:
                    values |= flat.flatten(ballot, f"{ballots}/{row}")
    return values


def with_all_present(form: Form, root: str, members: int) -> Form:
    """The form with every member of whom nothing was said present, without interest and not recused."""
    answered = form.copy()
    for row in range(members):
        for key, value in (("present", "true"), ("conflict", Conflict.NONE.value), ("recused", "false")):
            at = f"{root}/members/{row}/{key}"
            answered[at] = form.get(at) or value
    return answered


def with_all_approving(form: Form, root: str, members: int, ballots: str) -> Form:
    """The form with the approval of every member present and not recused who has not voted yet."""
    answered = form.copy()
    for row in range(members):
        present, recused = (form.get(f"{root}/members/{row}/{key}") for key in ("present", "recused"))
        at = f"{ballots}/{row}/choice"
        if present == "true" and recused != "true":
            answered[at] = form.get(at) or Choice.APPROVE.value
    return answered
