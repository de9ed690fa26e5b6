"""Drafts the minutes of a meeting from the data of its topics: the head once, then each topic with its recusals, dissent, vote,
result and decision. What is not known is said to be not recorded; nothing is filled in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from review.domain.dossier import Dossier, Emergency, Meeting, Statement
from review.domain.emergency import FLAG, taken
from review.domain.heads_decision import PUT_OFF, VIEWS, head_decides, heads_decision, result_told
from review.domain.meeting import Tally, VoteTally, result_of, tally
from review.domain.meeting.dissent import differs, shown
from review.domain.minutes.claims import OPEN, Claim, Kind, joined
from review.domain.phrases import day, ordinal, time_of
from review.domain.sitting import gone
from review.domain.vocabulary import Choice, Conflict, MeetingResult, VoteMethod

RESULTS = (*(one.label for one in MeetingResult), PUT_OFF, "缓议", "暂缓", "否决", "不通过")
BY_HEAD = "议决方式", "行政首长在集体讨论的基础上作出决定，不进行表决"
METHODS = tuple(one.label for one in VoteMethod)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the draft with what it claims; `topic` counts from 0, `None` is the head of the minutes."""

    text: str
    topic: int | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The minutes as drafted."""

    lines: tuple[Line, ...]
    topics: tuple["Discussed", ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines) + "\n"


@dataclass(frozen=True, slots=True)
class Discussed:
    """A topic of the meeting: the dossier, and which of its meetings it was."""

    dossier: Dossier
    place: int
    people: dict[str, str] = field(default_factory=dict)
    """The names of the unit's register; those of the dossier come first."""

    @property
    def meeting(self) -> Meeting:
        return (self.dossier.meetings or ())[self.place]

    @property
    def title(self) -> str:
        return self.dossier.matter.title or self.dossier.matter.number or OPEN

    @property
    def counted(self) -> Tally:
        return tally(self.meeting, self.dossier.unit.parameters)

    def name(self, person: str | None) -> str:
        listed = (*(self.meeting.members or ()), *(self.meeting.observers or ()), *(self.dossier.matter.candidates or ()))
        known = {one.id: one.name for one in listed if one.name}
        entry = (self.dossier.people or {}).get(person or "")
        return OPEN if person is None else known.get(person) or (entry.name if entry else None) or self.people.get(person, person)


def draft(topics: Sequence[Discussed]) -> Draft:
    """The minutes of the meeting whose topics these are, in the order of the agenda."""
    lines = [*_head(topics)]
    for place, one in enumerate(topics):
        lines += _topic(place, one)
    return Draft(tuple(lines), tuple(topics))


def _head(topics: Sequence[Discussed]) -> Iterator[Line]:
    first = topics[0]
    meeting, unit = first.meeting, first.dossier.unit.name or ""
    kind = meeting.type.label if meeting.type else "会议"
    yield Line(f"{unit}{kind}纪要")
    yield Line(meeting.number or OPEN, None, _wording("会议编号", meeting.number))
    yield Line("")
    start, end = (time_of(one) if one else OPEN for one in (meeting.started_at, meeting.ended_at))
    yield Line(f"时间：{day(meeting.held_on) if meeting.held_on else OPEN} {start}至{end}")
    yield _told("地点", meeting.place)
    presider, asked_by = first.name(meeting.presider.id), meeting.presider.delegated_by
    shown = f"{presider}（受{first.name(asked_by)}委托）" if asked_by else presider
    yield _named("主持", ("主持", "主持人", "会议主持"), [presider], [shown])
    yield _named("记录", ("记录", "记录人"), list(dict.fromkeys(one.name(one.meeting.recorder) for one in topics)))
    yield from _attended(topics)
    observers = [first.name(one.id) for one in meeting.observers or ()]
    kinds = [f"{first.name(one.id)}（{one.kind.label}）" if one.kind else first.name(one.id) for one in meeting.observers or ()]
    if meeting.observers is not None:
        yield _named("列席", ("列席", "列席人员"), observers, kinds)


def _attended(topics: Sequence[Discussed]) -> Iterator[Line]:
    """Who should have come, who came to the meeting and who did not; one who left during it came."""
    first, members = topics[0], topics[0].meeting.members or ()
    left = {one.id for topic in topics for one in topic.meeting.members or () if gone(one)}
    came = [first.name(one.id) for one in members if one.present or one.id in left]
    absent = [one for one in members if one.present is False and one.id not in left]
    counted = first.counted
    expected = counted.members
    if expected is not None:
        yield Line(f"应到：{expected}人", None, (_count("应到", ("应到",), expected, ("人", "名")),))
    yield _named("出席", ("出席", "到会", "出席人员"), came)
    reasons = [f"{first.name(one.id)}（{one.absence_reason or OPEN}）" for one in absent]
    yield _named("缺席", ("缺席", "请假", "缺席人员"), [first.name(one.id) for one in absent], reasons,
                 tuple(claim for one in absent if one.absence_reason
                       for claim in _wording("缺席原因", first.name(one.id) + one.absence_reason)))  # fmt: skip


def _topic(place: int, one: Discussed) -> Iterator[Line]:
    meeting, counted = one.meeting, one.counted
    yield Line("", place)
    number = one.dossier.matter.number or ""
    heading = f"{ordinal(str(place + 1))}、{one.title}（{number}）"
    yield Line(heading, place, (*_wording("议题", one.title), *_wording("事项编号", number)))
    if meeting.topic.main_question:
        yield _told("主要问题", meeting.topic.main_question, place)
    if (funds := one.dossier.matter.funds) and funds.amount is not None:
        yield Line(f"涉及金额：{funds.amount:,.2f}元", place)
    if candidates := one.dossier.matter.candidates:
        shown = [f"{one.name(who.id)}（{who.action.label}）" if who.action else one.name(who.id) for who in candidates]
        yield _named("人选", ("人选", "拟任免人选"), [one.name(who.id) for who in candidates], shown, topic=place)
    yield from _seats(place, one)
    for who, said in _dissent(meeting):
        stance = said.stance.label if said.stance else OPEN
        text = f"{f'{one.name(who)}，' if who else ''}{one.name(said.member)}：{stance}，{said.text or OPEN}"
        yield Line(f"不同意见：{text}", place, _wording("不同意见", text))
    if meeting.disagreements:
        yield _told("主要分歧", meeting.disagreements, place)
    if meeting.split_reason:
        yield _told("当场决定的理由", meeting.split_reason, place)
    if counted.expected and counted.present:
        came = (("计入到会", "实到"), counted.present.exact), (("应到",), counted.expected.exact)
        claims = tuple(_count(words[0], words, number, ("人", "名")) for words, number in came if number is not None)
        yield Line(f"到会：应到会{counted.expected}人，计入到会{counted.present}人", place, claims)
    if head := heads_decision(one.dossier, meeting, counted):
        yield Line(f"{BY_HEAD[0]}：{BY_HEAD[1]}", place)
        views = (("同意", head.approve), ("不同意", head.oppose), ("缓议", head.defer), ("没有记录", head.unknown or None))
        claims = tuple(_count(word, (word,), count, ("人",), VIEWS) for word, count in views if count is not None)
        yield Line(f"{head.views}{'。' if head.told else ''}{head.told}", place, claims)
    for vote in counted.votes or ():
        yield from _vote(place, one, vote)
    yield from _ratified(place, one)
    if meeting.result and all(vote.result in (None, meeting.result) for vote in meeting.candidate_votes or ()):
        result = result_told(meeting.type, meeting.result)  # where candidates fared differently, each line of the vote says how
        yield Line(f"结果：{result}", place, (_word("结果", ("结果", "表决结果"), result, RESULTS),))
    if meeting.decision_text:
        yield _told("决定", meeting.decision_text, place)
    for row, text in enumerate(meeting.conditions or (), 1):
        yield _told(f"附带的条件{row}", text, place)
    if meeting.head_reasons:
        yield _told("行政首长的理由", meeting.head_reasons, place)


def _ratified(place: int, one: Discussed) -> Iterator[Line]:
    """What was done first in an emergency, and whether this meeting ratified it; which way it did follows from its result, so
    that the minutes only have to speak of the ratification (追认)."""
    action, meeting = one.dossier.matter.emergency, one.meeting
    if action is None or not taken(one.dossier):
        return
    acted = f"{day(action.decided_on) if action.decided_on else OPEN}，{one.name(action.decided_by)}决定"
    word = _ratifying(action, meeting)
    yield Line(f"{FLAG}：{acted}：{action.measures or OPEN}。{word}", place, _wording(f"{FLAG}的追认", "追认"))


def _ratifying(action: Emergency, meeting: Meeting) -> str:
    """What this meeting made of the action; one that passed it and was overruled later is told with that."""
    if meeting.result is MeetingResult.REJECTED:
        return "本次会议未予追认"
    if meeting.result is MeetingResult.PASSED and action.ratified is False:
        return "本次会议通过本事项，其后未获追认"
    if meeting.result is MeetingResult.PASSED and action.ratified and action.ratified_on and meeting.held_on:
        if action.ratified_on == meeting.held_on:
            return "本次会议予以追认"
        if action.ratified_on < meeting.held_on:
            return f"{day(action.ratified_on)}会议的追认不变"
    return "本次会议没有作出追认的决定"


def _seats(place: int, one: Discussed) -> Iterator[Line]:
    """Who stepped aside or left, with the times out and in."""
    for what, words, there in (
        ("回避", ("回避", "回避人员"), [member for member in one.meeting.members or () if member.recused]),
        ("离会", ("离会", "中途离会"), [member for member in one.meeting.members or () if gone(member)]),
    ):
        if there:
            shown = []
            for member in there:
                out = [f"{time_of(at)}{word}" for at, word in (
                    (member.left_at, "离场"), (member.returned_at, "返场")) if at]  # fmt: skip
                why = [member.conflict.label] if member.recused and member.conflict not in (None, Conflict.NONE) else []
                shown.append(one.name(member.id) + (f"（{'，'.join((*why, *out))}）" if why or out else ""))
            yield _named(what, words, [one.name(member.id) for member in there], shown, topic=place)


def _dissent(meeting: Meeting) -> Iterator[tuple[str | None, Statement]]:
    """Who would not agree, and on which candidate; who agrees is not named."""
    spoken = [(None, meeting.statements), *((vote.candidate, vote.statements) for vote in meeting.candidate_votes or ())]
    return ((who, one) for who, statements in spoken for one in statements or () if differs(one))


def _vote(place: int, one: Discussed, vote: VoteTally) -> Iterator[Line]:
    """The counts of one vote, of several candidates under the name of each; who voted otherwise than for it only where the
    method shows it."""
    of = one.name(vote.candidate) if vote.candidate else ""
    recorded = next((each for each in one.meeting.candidate_votes or () if each.candidate == vote.candidate), one.meeting.vote)
    claims, said = [], []
    if vote.method:
        claims.append(_word("表决方式", (), vote.method.label, METHODS, of))
        said.append(vote.method.label)
    counts = recorded.counts if recorded else None
    approve = vote.approve.exact if vote.approve else None
    numbers = [("赞成", ("赞成", "同意"), approve), ("反对", ("反对", "不同意"), vote.oppose), ("弃权", ("弃权",), vote.abstain),
               ("缓议", ("缓议",), vote.defer or None)]  # fmt: skip
    papers = [("发出", counts.issued), ("收回", counts.returned), ("无效", counts.invalid)] if counts else []
    for what, words, number in numbers:
        if number is not None:
            claims.append(_count(what, words, number, ("票",), of))
            said.append(f"{what}{number}票")
    if vote.method is VoteMethod.SECRET_BALLOT:
        for what, number in papers:
            if number is not None:
                claims.append(_count(what, (what,), number, ("张",), of))
                said.append(f"{what}{number}张")
    if vote.not_voting:
        claims.append(_count("未投票", ("未投票",), vote.not_voting, ("人",), of))
        said.append(f"未投票{vote.not_voting}人")
    if vote.needed is not None and not head_decides(one.meeting):
        claims.append(_count("通过须", ("通过须",), vote.needed, ("票",), of))
        said.append(f"通过须{vote.needed}票")
    if result := result_of(one.meeting, vote.candidate):
        claims.append(_word("结果", ("宣布", of), result.label, RESULTS, of))
        said.append(f"宣布{result.label}")
    yield Line(f"表决：{'，'.join((*([of] if of else []), *said)) or OPEN}", place, tuple(claims))
    for choice in (Choice.OPPOSE, Choice.DEFER, Choice.ABSTAIN):
        if who := [ballot.member for ballot in shown(recorded) if ballot.choice is choice]:
            title = f"{choice.label}{of}的成员"
            yield _named(title, (title,), [one.name(member) for member in who], topic=place)


def _named(
    what: str, words: tuple[str, ...], names: Sequence[str], shown: Sequence[str] | None = None, more: tuple[Claim, ...] = (),
    topic: int | None = None,
) -> Line:  # fmt: skip
    known = tuple(name for name in names if name != OPEN)
    claim = Claim(kind=Kind.NAMES, what=what, value=joined(known), words=words, names=known)
    return Line(f"{what}：{joined(names if shown is None else shown)}", topic, (claim, *more))


def _told(what: str, text: str | None, topic: int | None = None) -> Line:
    """What is recorded in words, after its name; so that the text is compared there, though it may stand elsewhere as well."""
    claim = Claim(kind=Kind.TEXT, what=what, value=text, words=(what,)) if text else None
    return Line(f"{what}：{text or OPEN}", topic, (claim,) if claim else ())


def _wording(what: str, text: str | None) -> tuple[Claim, ...]:
    return (Claim(kind=Kind.TEXT, what=what, value=text),) if text else ()


def _count(what: str, words: tuple[str, ...], number: int, units: tuple[str, ...], within: str = "") -> Claim:
    return Claim(kind=Kind.COUNT, what=f"{within}{what}", value=str(number), words=words, choices=units, within=within)


def _word(what: str, words: tuple[str, ...], value: str, choices: tuple[str, ...], within: str = "") -> Claim:
    return Claim(kind=Kind.WORD, what=f"{within}{what}", value=value, words=words, choices=choices, within=within)
