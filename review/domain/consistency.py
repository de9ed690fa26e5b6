"""Checks a dossier across its fields: ids that are nobody's, one id twice, one person with two names,
spans that end before they begin; days of papers and answers that deny each other are in `contradictions`.

What the rules judge is not checked here: a vote by an absent member is a finding, not a refusal.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, get_origin

from review.domain.adoption import adoption_faults
from review.domain.contradictions import contradictions
from review.domain.correcting import correction_faults
from review.domain.days import BEIJING, impossible_days
from review.domain.dossier import CandidateVote, Dossier, Reference, Vote
from review.domain.errors import Fault
from review.domain.kleene import given
from review.domain.phrases import day
from review.domain.plain import bare, hints, key_of
from review.domain.scalars import Id
from review.domain.sign_off_faults import sign_off_faults
from review.domain.vocabulary import MeetingResult, Office, VoteMethod

_ID_LIMITS = Id.__metadata__  # type: ignore[attr-defined]


ONE_ONLY = (Office.GROUP_SECRETARY, Office.HEAD)
"""The offices of which a body has one."""

Named = tuple[str, str, str | None]
"""An id: its pointer, the id, and the name beside it."""


def inconsistencies(dossier: Dossier, elsewhere: frozenset[str] = frozenset()) -> list[Fault]:
    """Every fault across fields, with its place. Of a dossier of which not everything could be read, `elsewhere` are the
    ids that may be named in the rest."""
    named = list(_ids(dossier))
    return [
        *_unknown_people(dossier, named, elsewhere), *_unknown_candidates(dossier, elsewhere), *_nameless(dossier, named),
        *_two_names(dossier, named), *_twice(dossier), *_numbers(dossier), *_secret_ballots(dossier), *_spans(dossier),
        *_put_off_and_decided(dossier), *_conditions_of_nothing(dossier), *adoption_faults(dossier.preparation),
        *sign_off_faults(dossier), *correction_faults(dossier), *contradictions(dossier), *impossible_days(dossier),
    ]  # fmt: skip


def _ids(value: Any, pointer: str = "") -> Iterator[Named]:
    """Every id in the dossier."""
    if not is_dataclass(value) or isinstance(value, type):
        return
    name = value.name if isinstance(value, Reference) else None
    for field_name, key, is_id, of_ids in _may_name(type(value)):
        item = getattr(value, field_name)
        if item is None:
            continue
        at = f"{pointer}/{key}"
        if is_id:
            yield at, item, name if field_name == "id" else None
        elif isinstance(item, tuple):
            for place, one in enumerate(item):
                if of_ids:
                    yield f"{at}/{place}", one, None
                else:
                    yield from _ids(one, f"{at}/{place}")
        else:
            yield from _ids(item, at)


@cache
def _may_name(part: type) -> tuple[tuple[str, str, bool, bool], ...]:
    """The fields of a part in which an id can stand: name, key, whether it is an id, whether it is a list of ids."""
    found = []
    for field in fields(part):
        kind = hints(part)[field.name]
        inner = _inner(kind) if get_origin(bare(kind)) is tuple else None
        if _is_id(kind) or _is_id(inner) or is_dataclass(bare(kind)) or is_dataclass(bare(inner)):
            found.append((field.name, key_of(field.name), _is_id(kind), _is_id(inner)))
    return tuple(found)


def _is_id(kind: Any) -> bool:
    parts = getattr(kind, "__args__", (kind,))
    return any(getattr(part, "__metadata__", ()) == _ID_LIMITS for part in (kind, *parts))


def _inner(kind: Any) -> Any:
    return getattr(bare(kind), "__args__", (None,))[0]


def _unknown_people(dossier: Dossier, named: list[Named], elsewhere: frozenset[str]) -> Iterator[Fault]:
    known = elsewhere | set(dossier.people or ()) | {person for _, person, name in named if name}
    for pointer, person, _ in named:
        if person not in known:
            yield Fault(pointer, f"没有“{person}”这个人：人员名单里没有，别处也没有写明姓名")


def _nameless(dossier: Dossier, named: list[Named]) -> Iterator[Fault]:
    """A name that says nothing names nobody; where it is not known it is left out."""
    names = [(f"/people/{person}/name", entry.name) for person, entry in (dossier.people or {}).items()]
    names += [(f"{at.removesuffix('id')}name", name) for at, _, name in named]
    for pointer, name in names:
        if given(name) is False:
            yield Fault(pointer, "姓名是空白：写明姓名，不知道的不填")


def _unknown_candidates(dossier: Dossier, elsewhere: frozenset[str]) -> Iterator[Fault]:
    known = elsewhere | {candidate.id for candidate in dossier.matter.candidates or ()}
    for place, meeting in enumerate(dossier.meetings or ()):
        for i, one in enumerate(meeting.candidate_votes or ()):
            if one.candidate not in known:
                at = f"/meetings/{place}/candidate_votes/{i}/candidate"
                yield Fault(at, f"“{one.candidate}”不是本事项的人选")


def _two_names(dossier: Dossier, named: list[Named]) -> Iterator[Fault]:
    """People are told apart by id, and read by name: with two names nobody knows who is meant."""
    names = {person: entry.name.strip() for person, entry in (dossier.people or {}).items() if entry.name and given(entry.name)}
    for pointer, person, name in named:
        if name and given(name) and names.setdefault(person, name.strip()) != name.strip():
            yield Fault(f"{pointer.removesuffix('id')}name", f"“{person}”另有姓名“{names[person]}”，同一人不能有两个姓名")


def _repeated(values: Iterable[tuple[str, Any]], message: str) -> Iterator[Fault]:
    pairs = [(pointer, value) for pointer, value in values if value is not None]
    counted = Counter(value for _, value in pairs)
    seen: set[Any] = set()
    for pointer, value in pairs:
        if counted[value] > 1 and value in seen:
            yield Fault(pointer, message.format(value))
        seen.add(value)


def _twice(dossier: Dossier) -> Iterator[Fault]:
    opinions = dossier.legal_opinions or ()
    yield from _repeated(
        ((f"/legal_opinions/{i}/number", one.number) for i, one in enumerate(opinions)), "法律意见编号“{}”重复"
    )
    for place, opinion in enumerate(opinions):
        at = f"/legal_opinions/{place}/suggestions"
        points = ((f"{at}/{i}/number", one.number) for i, one in enumerate(opinion.suggestions or ()))
        yield from _repeated(points, "建议序号“{}”重复")
    candidates = dossier.matter.candidates or ()
    yield from _repeated(((f"/matter/candidates/{i}/id", one.id) for i, one in enumerate(candidates)), "人选“{}”重复")
    for place, meeting in enumerate(dossier.meetings or ()):
        at = f"/meetings/{place}"
        yield from _repeated(
            ((f"{at}/members/{i}/id", one.id) for i, one in enumerate(meeting.members or ())), "成员“{}”重复"
        )
        yield from _repeated(
            ((f"{at}/observers/{i}/id", one.id) for i, one in enumerate(meeting.observers or ())), "列席人员“{}”重复"
        )
        heads = [(f"{at}/members/{i}/office", one.office) for i, one in enumerate(meeting.members or ())]
        yield from _repeated(((where, office.label) for where, office in heads if office in ONE_ONLY), "{}只有一人，登记了两人")
        votes = meeting.candidate_votes or ()
        yield from _repeated(
            ((f"{at}/candidate_votes/{i}/candidate", one.candidate) for i, one in enumerate(votes)), "人选“{}”表决了两次"
        )
        for where, ballots in (
            (f"{at}/vote/ballots", meeting.vote.ballots if meeting.vote else None),
            *((f"{at}/candidate_votes/{i}/ballots", one.ballots) for i, one in enumerate(votes)),
        ):
            yield from _repeated(
                ((f"{where}/{i}/member", one.member) for i, one in enumerate(ballots or ())), "“{}”投了两次票"
            )


def _numbers(dossier: Dossier) -> Iterator[Fault]:
    """Reviews are told apart by number, as what a draft adopts; so are the meetings of one kind and one year."""
    if review := dossier.legality_review:
        earlier = ((f"/legality_review/earlier/{i}/number", one.number) for i, one in enumerate(review.earlier or ()))
        yield from _repeated((("/legality_review/number", review.number), *earlier), "审查意见编号“{}”重复")
    of_kind: dict[Any, list[tuple[str, str | None]]] = {}
    for place, meeting in enumerate(dossier.meetings or ()):
        if meeting.type and meeting.held_on:
            year = of_kind.setdefault((meeting.type, meeting.held_on.year), [])
            year.append((f"/meetings/{place}/number", meeting.number))
    for meetings in of_kind.values():
        yield from _repeated(meetings, "会议编号“{}”重复")


def _secret_ballots(dossier: Dossier) -> Iterator[Fault]:
    for place, meeting in enumerate(dossier.meetings or ()):
        votes: list[tuple[str, Vote | CandidateVote]] = []
        if meeting.vote:
            votes.append((f"/meetings/{place}/vote", meeting.vote))
        for i, candidate_vote in enumerate(meeting.candidate_votes or ()):
            votes.append((f"/meetings/{place}/candidate_votes/{i}", candidate_vote))
        for at, vote in votes:
            if vote.method is VoteMethod.SECRET_BALLOT and vote.ballots:
                yield Fault(f"{at}/ballots", "无记名投票不得记录每个人的票")


def _put_off_and_decided(dossier: Dossier) -> Iterator[Fault]:
    """A meeting that put the vote off decided on nobody: as deferred, its votes would be judged by no rule."""
    for place, meeting in enumerate(dossier.meetings or ()):
        for i, vote in enumerate(meeting.candidate_votes or ()):
            if meeting.result is MeetingResult.DEFERRED and vote.result not in (None, MeetingResult.DEFERRED):
                yield Fault(f"/meetings/{place}/candidate_votes/{i}/result", "会议暂缓表决，不能同时对人选作出决定")


def _conditions_of_nothing(dossier: Dossier) -> Iterator[Fault]:
    """Only what is passed is passed on conditions."""
    for place, meeting in enumerate(dossier.meetings or ()):
        if meeting.conditions and meeting.result not in (None, MeetingResult.PASSED):
            told = f"结果是“{meeting.result.label}”，只有通过的议题附带条件；其他要求请写在决定内容里"
            yield Fault(f"/meetings/{place}/conditions", told)


def _spans(dossier: Dossier) -> Iterator[Fault]:
    spans: list[tuple[str, str, Any, Any]] = []  # place, the step before, its day, the day of the place
    if dossier.preparation and dossier.preparation.public_participation.open_consultation:
        open_ = dossier.preparation.public_participation.open_consultation
        at = "/preparation/public_participation/open_consultation/closed_on"
        spans.append((at, "公布征求意见", open_.published_on, open_.closed_on))
    for place, candidate in enumerate(dossier.matter.candidates or ()):
        at = f"/matter/candidates/{place}/publicity/to"
        spans.append((at, "公示开始", candidate.publicity.from_, candidate.publicity.to))
        for row, earlier in enumerate(candidate.earlier_publicities or ()):
            at = f"/matter/candidates/{place}/earlier_publicities/{row}/to"
            spans.append((at, "公示开始", earlier.from_, earlier.to))
        for row, asked in enumerate(candidate.consultations or ()):
            at = f"/matter/candidates/{place}/consultations/{row}/replied_on"
            spans.append((at, "征求意见", asked.asked_on, asked.replied_on))
        if higher := candidate.higher:
            spans.append((f"/matter/candidates/{place}/higher/approved_on", "报送上级", higher.sent_on, higher.approved_on))
    for place, meeting in enumerate(dossier.meetings or ()):
        spans.append((f"/meetings/{place}/ended_at", "会议开始", meeting.started_at, meeting.ended_at))
        spans.append((f"/meetings/{place}/held_on", "议题确定", meeting.topic.confirmed_on, meeting.held_on))
        for row, member in enumerate(meeting.members or ()):
            spans.append((f"/meetings/{place}/members/{row}/returned_at", "离场", member.left_at, member.returned_at))
        if place and dossier.meetings:
            spans.append((f"/meetings/{place}/held_on", "前一次会议", dossier.meetings[place - 1].held_on, meeting.held_on))
    for at, step, start, end in spans:
        if start is not None and end is not None and end < start:
            if isinstance(start, datetime):
                yield Fault(at, f"早于{step}之时（{_minute(start)}）：日期的先后不可能")
            else:
                yield Fault(at, f"早于{step}之日（{day(start)}）：日期的先后不可能")


def _minute(at: datetime) -> str:
    """2024年5月21日09:30."""
    here = at.astimezone(BEIJING)
    return f"{day(here.date())}{here:%H:%M}"
