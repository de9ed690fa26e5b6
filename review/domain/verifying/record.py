"""Verifies the data of a record without the service that wrote it: every hash is computed again, the trail is followed from
act to act, and the dossier is judged again by the rules that the record carries. The first thing that differs is named.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from review.domain.checklist import judge
from review.domain.dossier import Dossier
from review.domain.errors import RulebookRefused
from review.domain.plain import from_plain, to_plain
from review.domain.program import MALFORMED, UNSAID, Program, called, judging, program_in
from review.domain.report import judgement_as_plain
from review.domain.rulebook import Rulebook
from review.domain.rulebook_reader import read_rulebook, sha256_of
from review.domain.trail import GENESIS, Event, canonical, digest, is_sealed, sealed_by
from review.domain.verifying.pdf import NotReadable
from review.domain.verifying.time_stamp import OTHER_HEAD, NotAStamp, Stamp, imprint_of, read_stamp, token_in
from review.domain.verifying.walk import OPENING, walked
from review.domain.workflow import TRANSITIONS, State

RECORD, RULES = "record.json", "rulebook.json"
"""What a record carries: its data, and the files of the rules it was judged by."""
FORMAT, WITHOUT_PROGRAM = "record/4", "record/3"
MOST_RULES = 4_000_000
"""Bytes of the rules at most; those that are shipped have 600,000."""
KEYS = frozenset({"format", "dossier", "judgement", "program", "state", "revision", "trail", "rulebook", "time_stamp"})
"""What the data of a record say; anything else in them would be vouched for by nothing."""
LACKING = {FORMAT: frozenset[str](), WITHOUT_PROGRAM: frozenset({"program"}), "record/2": frozenset({"program", "time_stamp"})}
"""The formats that are read, and what those of before have no place for."""
OTHER_JUDGING = "判断是另一版本的程序作出的，按这个版本重新判断没有证实：{}；请用当时的版本（{}）核验"
NO_TRAIL = "没有发现改动，内容前后一致；记录没有办理过程（由卷宗文件直接打印，或者办理过程被删去），不能证明经过办理"
"""What is told of a record without a trail: printed from a file, or made of another one by taking its trail out. So it is never
called genuine, in words or by the exit of a command."""
NOT_SIGNED = "没有发现改动，内容前后一致；但是没有电子签名，任何人都能另写这样的文件，不能仅凭文件证明由本单位出具"
"""What is told of a record that nobody signed: with the program a whole record can be written and printed anew."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of verifying: the first thing that differs, or nothing; and what was looked at."""

    difference: str | None
    number: str | None = None
    sha256: str = ""
    """Of the data, as it is printed on every page of the record."""
    events: int = 0
    findings: int = 0
    rulebook: str = ""
    """The hash of the rules: whether they are those in force then is for the reader to compare, where no system tells him."""
    head: str = ""
    """The hash of the last event: the head of the unit's trail when the record was made."""
    chained_by: str = ""
    """By which hash that event was sealed: SHA-256, or SM3."""
    unit: str = ""
    """The code of the unit that it says it is of."""
    stamp: Stamp | None = None
    """What the time stamp over that head says; whether its signature holds is looked at by more than the standard library."""
    unproven: bool = False
    """It was not judged again, for its rules are none of those known here, or of another version of this program: nothing is
    known to be altered either."""
    program: Program = UNSAID
    """By which it says that it was judged and printed."""
    otherwise: bool = False
    """What differs is how the dossier is read or judged, and another version of the program did that. Where a signature holds
    over the whole, that is not known to be an alteration."""

    @property
    def consistent(self) -> bool:
        """Whether nothing in it denies anything else in it."""
        return self.difference is None

    @property
    def genuine(self) -> bool:
        """Whether it is also the record of something that was done: without a trail anybody may have written it."""
        return self.consistent and self.events > 0


class Differs(ValueError):
    """The first thing in a record that is not what it would be, had nobody altered it."""


class Otherwise(Differs):
    """The dossier is read or judged otherwise now."""


class NotKnown(Differs):
    """Its rules are none of those by which this installation ever judged, or not read by this version: it is not judged again."""


def verify(files: Mapping[str, bytes], known: Collection[str] | None = None) -> Verified:
    """Verify the data of a record with the rules beside it; where it is said which rulebooks are `known`, by their hashes, only
    by one of them. Raises NotReadable where there is nothing to verify."""
    if RECORD not in files:
        raise NotReadable(f"文件中没有记录数据（{RECORD}）")
    content = files[RECORD]
    followed = _followed(content)
    data = followed[0] if followed else _read(content)
    sha256 = hashlib.sha256(content).hexdigest()
    number, unit = _said(data, "matter", "number"), _said(data, "unit", "code") or ""
    program = program_in(data)
    by_another = program.judging != judging()
    try:
        if not followed and canonical(data) != content:
            raise Differs("记录数据不是规范的写法：有空白、次序、重复的键或者编码被改动")
        _whole(files, data)
        dossier = _dossier(data)
        end = followed[1] if followed else _trail(data)
        if end.acts and unit not in ("", end.unit):
            raise Differs(f"办理过程是单位{end.unit}的，卷宗是单位{unit}的")
        rulebook = _rulebook(data, files.get(RULES), known)
        findings = _judgement(data, dossier, rulebook)
        stamp = _time_stamp(data, end)
    except Differs as found:
        otherwise = by_another and isinstance(found, Otherwise)
        unproven = isinstance(found, NotKnown)
        return Verified(str(found), number, sha256, unit=unit, unproven=unproven, program=program, otherwise=otherwise)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        told = f"记录数据的结构被改动（{error!r}）"[:200]
        return Verified(told, number, sha256, unit=unit, program=program, otherwise=by_another)
    unit = unit or end.unit
    return Verified(
        None, number, sha256, end.acts, findings, rulebook.sha256, end.hash, end.chained_by, unit, stamp, program=program
    )  # fmt: skip


def _read(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotReadable("记录数据不是JSON，不能读取") from error
    if not isinstance(data, dict) or data.get("format") not in LACKING:
        raise NotReadable(f"记录数据的格式不是{FORMAT}：由其他版本的程序制作，或者不是审查记录")
    return data


def _said(data: Mapping[str, Any], part: str, key: str) -> str | None:
    """A text of the dossier, of data in which anything may stand."""
    found = data["dossier"].get(part) if isinstance(data.get("dossier"), dict) else None
    text = found.get(key) if isinstance(found, dict) else None
    return text if isinstance(text, str) else None


def _whole(files: Mapping[str, bytes], data: Mapping[str, Any]) -> None:
    """The record carries its data and its rules, and those say what such data say, and no more."""
    if more := sorted({*files} - {RECORD, RULES}):
        raise Differs(f"文件中另有附件{short(more[0])}")
    keys = KEYS - LACKING[data["format"]]
    if more := sorted({*data} - keys):
        raise Differs(f"记录数据中另有内容{short(more[0])}")
    if less := sorted(keys - {*data}):
        raise Differs(f"记录数据中缺少内容{short(less[0])}")
    if "program" in keys and (not program_in(data).well_formed or {*data["program"]} != {"judging", "printing"}):
        raise Differs(MALFORMED)
    if type(data["revision"]) not in (int, type(None)):
        raise Differs("办理次数不是规范的写法")


def _dossier(data: Mapping[str, Any]) -> Dossier:
    dossier = from_plain(Dossier, data["dossier"])
    same(data["dossier"], to_plain(dossier), "卷宗", "", Otherwise)
    return dossier


class _End(NamedTuple):
    """Of a trail: how many acts there are on the matter, the hash and the instant of the last, the unit, and by which hash."""

    acts: int
    hash: str
    at: datetime
    unit: str = ""
    chained_by: str = ""


_NOTHING = _End(0, "", datetime.min)


def _followed(content: bytes) -> tuple[dict[str, Any], _End] | None:
    """The data without their trail, and what `_trail` says of that, where every byte is canonical and the trail leads to what is
    shown; `None` where not, or where there is none."""
    start = content.find(OPENING) + len(OPENING)
    rest = content[:start] + b"]}"
    try:
        data = json.loads(rest.decode())
        if canonical(data) != rest or data["format"] not in LACKING:
            return None
        number = _said(data, "matter", "number")
        end = number and walked(content, start, number)
        if not end or (end.dossier, end.state, end.acts) != (
            digest(data["dossier"]).encode(), data["state"].encode(), data["revision"]):  # fmt: skip
            return None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    last = from_plain(Event, json.loads(content[content.rfind(b'{"action":') : -len(b"]}")]))
    return data, _End(end.acts, last.hash, last.at, last.unit, sealed_by(last).label)


def _trail(data: Mapping[str, Any]) -> _End:
    """Where the trail ends: each act sealed, each beginning where the one before ended, the last leaving what is shown."""
    events: list[Event] = []
    state, before, known = State.NEW, GENESIS, {(row.state, row.action, row.role) for row in TRANSITIONS}
    for place, written in enumerate(data["trail"], 1):
        event = from_plain(Event, written)
        at = f"办理过程第{place}步（{event.action.label}，{event.actor_name}）"
        if to_plain(event) != written or not is_sealed(event):
            raise Differs(f"{at}的内容与其校验值不符")
        last = events[-1] if events else None
        if event.revision != place or (last and (event.seq <= last.seq or event.unit != last.unit)):
            raise Differs(f"{at}不接前一步：中间有删除、增加或者次序被改动")
        if last and event.seq == last.seq + 1 and event.previous != last.hash:
            raise Differs(f"{at}所接的校验值不是前一步的")
        if (event.from_state, event.dossier_before) != (state, before):
            raise Differs(f"{at}之前的状态或者卷宗不是前一步留下的")
        if (event.from_state, event.action, event.role) not in known or event.matter != _said(data, "matter", "number"):
            raise Differs(f"{at}不是这件事项可以有的办理")
        state, before = event.to_state, event.dossier_after
        events.append(event)
    if not events:
        if data["state"] is not None or data["revision"] is not None:
            raise Differs("办理过程被删去")
        return _NOTHING
    if before != digest(data["dossier"]):
        raise Differs("卷宗不是最后一步办理留下的：卷宗被改动，或者后来的办理被删去")
    if (data["state"], data["revision"]) != (state.value, len(events)):
        raise Differs("所处环节或者办理次数不是最后一步办理留下的")
    last = events[-1]
    return _End(len(events), last.hash, last.at, last.unit, sealed_by(last).label)


def _time_stamp(data: Mapping[str, Any], end: _End) -> Stamp | None:
    """The time stamp over the head that the last act left; a record need not have one."""
    try:
        token = token_in(data)
        if token is None:
            return None
        stamp = read_stamp(token)
    except NotAStamp as found:
        raise Differs(str(found)) from found
    fault = stamp.fault(imprint_of(end.hash), end.at) if end.acts else OTHER_HEAD
    if fault:
        raise Differs(fault)
    return stamp


def _rulebook(data: Mapping[str, Any], rules: bytes | None, known: Collection[str] | None) -> Rulebook:
    if rules is None:
        raise Differs(f"缺少所依据的规则（{RULES}）")
    if known is not None and (own := _hash_of(rules)) not in known:
        same(data["rulebook"]["sha256"], own, "规则库", "/sha256")  # others than those that the record names
        raise NotKnown("随附的规则不是本系统启用过的规则，按它作出的判断没有证实")
    _hash_of(rules)
    rulebook = _read_rules(rules, data["rulebook"]["sha256"])
    same(data["rulebook"], {"id": rulebook.id, "sha256": rulebook.sha256}, "规则库", "")
    return rulebook


def _hash_of(rules: bytes) -> str:
    """The hash of the rulebook in these files, before anything of them is believed."""
    if len(rules) > MOST_RULES:
        raise Differs("随附的规则过大，不是本系统的规则")
    return sha256_of({name: text.encode() for name, text in json.loads(rules).items()})


@lru_cache(4)
def _read_rules(rules: bytes, sha256: str) -> Rulebook:
    """The rulebook from its files; to read it takes longer than all else. Rules that the record names by this hash, and that are
    of another version of the program, are not called altered."""
    try:
        texts = json.loads(rules)
        if canonical(texts) != rules:
            raise Differs("随附的规则被改动：不是规范的写法")
        return read_rulebook({name: text.encode() for name, text in texts.items()}, kept=True)
    except RulebookRefused as refused:
        fault = refused.faults[0].message
        if sha256 == _hash_of(rules):
            of_then = "随附的规则是记录所称的规则，而这个版本的程序不能读取，没有重新判断，请用当时的版本核验"
            raise NotKnown(f"{of_then}：{fault}") from refused
        raise Differs(f"随附的规则不能读取，也不是记录所称的规则：{fault}") from refused


def _judgement(data: Mapping[str, Any], dossier: Dossier, rulebook: Rulebook) -> int:
    """Judge the dossier again, and compare finding by finding what the record says. How many findings there are."""
    again, written = judgement_as_plain(judge(dossier, rulebook)), data["judgement"]
    for now, then in zip(again["findings"], written["findings"], strict=False):
        place = f"{now['rule']}{'（' + now['subject'] + '）' if now['subject'] else ''}"
        same(then, now, f"规则{place}的判断", "", Otherwise)
    same(written, again, "判断", "", Otherwise)
    return len(again["findings"])


def same(written: Any, found: Any, what: str, at: str, refused: type[Differs] = Differs) -> None:
    """Refuse the first place at which the record says something else than is found now: 0 is not the same as false."""
    if type(written) is type(found) and canonical(written) == canonical(found):
        return
    if isinstance(written, dict) and isinstance(found, dict):
        for key in sorted({*written, *found}):
            same(written.get(key), found.get(key), what, f"{at}/{key}", refused)
    elif isinstance(written, list) and isinstance(found, list) and len(written) == len(found):
        for place, (one, other) in enumerate(zip(written, found, strict=True)):
            same(one, other, what, f"{at}/{place}", refused)
    else:
        raise refused(f"{what}与重新核算的不同：{at or '/'}，记录为{short(written)}，应为{short(found)}")


def short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if value is not None else "空"
    return text if len(text) <= 60 else f"{text[:60]}…"


def not_judged_again(verified: Verified) -> Verified:
    """A record that is judged otherwise by this version, and that nobody is known to have altered."""
    told = OTHER_JUDGING.format(verified.difference, called(verified.program))
    return replace(verified, difference=told, unproven=True)


def lines(verified: Verified, instead: str | None = None) -> Iterator[str]:
    """What is told of it, line by line; where it is not to be called genuine for another cause, that cause `instead`."""
    yield f"事项编号：{verified.number or '（没有编号）'}"
    yield f"记录数据校验值（SHA-256）：{verified.sha256}"
    if verified.difference is not None:
        yield f"核验结果：{'不能证实' if verified.unproven else '记录被改动'}。{verified.difference}"
        return
    if verified.events:
        yield f"核验结果：{instead or '记录数据真实完整'}"
        yield f"　办理过程：{verified.events}步，逐步重新计算校验值，均相符，并相互衔接"
    else:
        yield f"核验结果：{NO_TRAIL}"
    yield f"　判断：按随附的规则重新判断，{verified.findings}项结论、依据和文字均与记录相同"
    yield f"　所依据的规则（SHA-256）：{verified.rulebook}"
    if verified.head:
        yield f"　办理记录链当时的末端（{verified.chained_by}）：{verified.head}"
