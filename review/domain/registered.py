"""Holds how what was registered after the decision is corrected (更正): which entries are changed or removed, and how that is
said.

What is only added corrects nothing. Nor does what is kept beside the new entry already: the day before an extension, the notice
before a repeated one, and what the service works out itself.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from review.domain.dossier import Candidate, Dossier
from review.domain.execution_faults import is_later
from review.domain.plain import hints, key_of, not_none
from review.domain.scalars import Id
from review.domain.vocabulary import ExecutionChangeKind, Term
from review.domain.wording import day

Label = Callable[[str], str]
"""The name of a place of the dossier."""

_NOT_ENTERED = re.compile(
    r"/(as_of|people|attachments|justifications|archive/(items|integrity|handed_over_on)|answers/\d+/(by|on)"
    r"|execution/change/new_matter)\b.*|.*/(extensions|earlier_publicities)\b.*"
)
"""What the service writes, or only adds to."""

_PUT_OFF = re.compile(r"/execution/((tasks|conditions)/\d+/)?(deadline|due_on)")

SHOWN = 60
"""As many characters are told of what stands in the dossier anyway."""


@dataclass(frozen=True, slots=True)
class CorrectedPlace:
    """An entry that is changed or removed, with what stood there and what is to stand there, in words."""

    place: str
    was: str
    now: str | None
    """`None` where it is removed."""


def corrected_places(before: Dossier, after: Dossier) -> tuple[CorrectedPlace, ...]:
    """What of the dossier is changed or removed, in its order."""
    found = [one for one in _differing(before, after, "", Dossier) if not _told_elsewhere(one, before, after)]
    people = before.people or {}

    def name(person: str) -> str:
        return (known.name if (known := people.get(person) or (after.people or {}).get(person)) else None) or person

    worded = [CorrectedPlace(at, _word(was, kind, name), None if now is None else _word(now, kind, name))
              for at, kind, was, now in found]  # fmt: skip
    return (*worded, *_periods(before, after))


def corrections_told(places: tuple[CorrectedPlace, ...], dossier: Dossier, label: Label, most: int | None = None) -> str:
    """The corrections in a sentence, with what stood there whole unless only so much is told."""
    told = (f"{_called(one.place, dossier, label)}原为“{_short(one.was, most)}”，"
            f"{'现删去' if one.now is None else f'现为“{_short(one.now, SHOWN)}”'}" for one in places)  # fmt: skip
    return "；".join(told)


_Differing = tuple[str, Any, Any, Any]
"""A place, the type of what stands there, what stood there and what is to stand there."""


def _differing(before: Any, after: Any, at: str, kind: Any) -> Iterator[_Differing]:
    if before is None or before == after or _NOT_ENTERED.fullmatch(at):
        return
    if is_dataclass(before) and not isinstance(before, type):
        for field in fields(before):
            name, of = field.name, hints(type(before))[field.name]
            yield from _differing(getattr(before, name), getattr(after, name, None), f"{at}/{key_of(name)}", of)
    elif isinstance(before, tuple) and before and is_dataclass(before[0]):
        for row, one in enumerate(before):
            yield from _differing(one, after[row] if row < len(after or ()) else None, f"{at}/{row}", type(one))
    elif not isinstance(before, tuple) or after is None or not set(before) <= set(after):
        yield at, kind, before, after


def _told_elsewhere(one: _Differing, before: Dossier, after: Dossier) -> bool:
    """Whether the dossier keeps what stood there, works it out, or said no more than that there was nothing yet."""
    at, _, was, now = one
    if _PUT_OFF.fullmatch(at):
        return is_later(was, now)
    if was is ExecutionChangeKind.NONE:
        return now is not None
    if not at.startswith("/matter/candidates/"):
        return False
    row, _, rest = at.removeprefix("/matter/candidates/").partition("/")
    had, said = (part.matter.candidates[int(row)] for part in (before, after))  # type: ignore[index]
    counted = rest == "publicity/objections_handled" and _counted(had, said)
    return counted or (rest.startswith("publicity/") and _noticed_again(had, said))


def _counted(had: Candidate, said: Candidate) -> bool:
    """Whether it follows from the list of objections that they are handled; that none is listed handles none stated before."""
    listed = said.publicity.objections is not None
    return listed and (had.publicity.objections is not None or said.publicity.objections_handled is not True)


def _noticed_again(had: Candidate, said: Candidate) -> bool:
    return len(said.earlier_publicities or ()) > len(had.earlier_publicities or ())


def _periods(before: Dossier, after: Dossier) -> Iterator[CorrectedPlace]:
    """The papers that are to be kept for another period; the index itself is drawn up anew each time."""
    now = {(one.kind, one.sha256): one.retention for one in (after.archive.items if after.archive else None) or ()}
    for row, one in enumerate((before.archive.items if before.archive else None) or ()):
        period = now.get((one.kind, one.sha256), one.retention)
        if one.retention is not None and period is not one.retention:
            yield CorrectedPlace(f"/archive/items/{row}/retention", one.retention.label, period.label if period else None)


def _word(value: Any, kind: Any, name: Callable[[str], str]) -> str:
    if isinstance(value, tuple):
        return "、".join(_word(one, None, name) for one in value) or "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Term):
        return value.label
    if isinstance(value, date):
        return day(value)
    return name(value) if not_none(kind) == Id else str(value)


def _called(place: str, dossier: Dossier, label: Label) -> str:
    """The name of the place, with whose it is where the name alone does not say."""
    first, *rest = place.strip("/").split("/")
    match [first, *rest]:
        case ["matter", "candidates", row, *own]:
            return f"{(dossier.matter.candidates or ())[int(row)].name or '人选'}　{label('/'.join(own))}"
        case ["execution", "tasks", row, part, *own] if own:
            return f"任务{int(row) + 1}　{label('/'.join(('tasks', part, *own)))}"
        case ["answers", row, key]:
            return f"{(dossier.answers or ())[int(row)].rule}　{label(f'answers/{key}')}"
        case ["archive", "items", row, key]:
            kind = ((dossier.archive.items if dossier.archive else None) or ())[int(row)].kind
            return f"{kind.label if kind else '归档材料'}　{label(key)}"
        case ["meetings", row, key]:
            return f"{(dossier.meetings or ())[int(row)].number or '会议'}　{label(key)}"
    return label(place)


def _short(text: str, most: int | None) -> str:
    return text if most is None or len(text) <= most else f"{text[:most]}…"


__all__ = ["SHOWN", "CorrectedPlace", "Label", "corrected_places", "corrections_told"]
