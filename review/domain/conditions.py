"""Holds on what conditions a meeting passed a matter (附条件通过), and what becomes of them. How many there are is what the
meetings decided; under the execution each is only followed until it is fulfilled, and the file is closed only then
(`execution_faults`). Holds no rule.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from review.domain.dossier import DecisionCondition, Dossier, Execution, Meeting
from review.domain.standing import passed
from review.domain.vocabulary import MeetingResult


@dataclass(frozen=True, slots=True)
class Followed:
    """One condition of the decision, with the rows under the execution that follow it: none, where nobody listed it; several,
    where one was registered as fulfilled that was not."""

    text: str
    rows: tuple[DecisionCondition, ...]

    @property
    def met(self) -> bool:
        return bool(self.rows) and all(one.met_on is not None for one in self.rows)


def same(one: str | None, other: str | None) -> bool:
    """Whether the two are one condition: in its words, but for blanks and width."""
    return _bare(one) == _bare(other)


def _bare(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def conditions_of(meeting: Meeting) -> tuple[str, ...]:
    """The conditions on which this meeting passed its matter, each once; none where it did not pass it."""
    return _once(meeting.conditions or ()) if meeting.result is MeetingResult.PASSED else ()


def decided(dossier: Dossier) -> tuple[str, ...]:
    """The conditions of the decision, each once: those of every kind of meeting that took part in it, as its last meeting of
    that kind decided. None where the last of all rejected the matter."""
    held = [one for one in dossier.meetings or () if one.result in (MeetingResult.PASSED, MeetingResult.REJECTED)]
    if not held or held[-1].result is MeetingResult.REJECTED:
        return ()
    last = {one.type: place for place, one in enumerate(held)}
    return _once([text for place, one in enumerate(held) if last[one.type] == place for text in conditions_of(one)])


def _once(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple({_bare(text): text for text in reversed(texts) if _bare(text)}.values())[::-1]


def followed(dossier: Dossier) -> tuple[Followed, ...]:
    """Each condition of the decision with what follows it."""
    rows = (dossier.execution.conditions if dossier.execution else None) or ()
    return tuple(Followed(text, tuple(row for row in rows if same(row.text, text))) for text in decided(dossier))


def of_no_meeting(dossier: Dossier) -> tuple[DecisionCondition, ...]:
    """The rows under the execution of conditions that the decision does not have."""
    rows = (dossier.execution.conditions if dossier.execution else None) or ()
    return tuple(row for row in rows if not any(same(row.text, text) for text in decided(dossier)))


def told(dossier: Dossier) -> tuple[str, bool]:
    """On how many conditions the matter was passed, in brackets, and whether anything is still to be fulfilled."""
    conditions, strange = followed(dossier), [row for row in of_no_meeting(dossier) if row.met_on is None]
    said = []
    if conditions:
        left = [one for one in conditions if not one.met]
        unlisted = sum(not one.rows for one in left)
        aside = f"，其中{unlisted}项还没有列入执行" if unlisted else ""
        said.append(f"附{len(conditions)}项条件，{f'{len(left)}项尚未落实{aside}' if left else '均已落实'}")
    if strange:
        said.append(f"执行里登记了会议没有附的条件{len(strange)}项，尚未落实")
    return f"（{'；'.join(said)}）" if said else "", bool(strange) or not all(one.met for one in conditions)


def attached(dossier: Dossier) -> Dossier:
    """The dossier with the conditions of its decision that nobody listed among those that are followed."""
    had = dossier.execution or Execution()
    listed = completed(dossier, had)
    return dossier if listed == had else replace(dossier, execution=listed)


def completed(dossier: Dossier, said: Execution) -> Execution:
    """What is to be registered with the conditions of the decision that were not listed before, and are not here."""
    rows = said.conditions or ()
    new = tuple(
        DecisionCondition(text=one.text) for one in followed(dossier)
        if not one.rows and not any(same(row.text, one.text) for row in rows)
    )  # fmt: skip
    return replace(said, conditions=(*rows, *new)) if new else said


def to_be_closed(dossier: Dossier) -> Execution:
    """The execution with every condition that its file waits for: of a matter that does not stand as passed, none."""
    execution = attached(dossier).execution or Execution()
    return replace(execution, conditions=None) if passed(dossier) is False else execution


def detached(dossier: Dossier) -> Dossier:
    """The dossier without the unfulfilled conditions of its last meeting, whose decision is discussed again (复议)."""
    last, execution = (dossier.meetings or (Meeting(),))[-1], dossier.execution
    if not last.conditions or execution is None or not execution.conditions:
        return dossier
    kept = tuple(
        one for one in execution.conditions
        if one.met_on is not None or not any(same(one.text, text) for text in last.conditions)
    )  # fmt: skip
    left = replace(execution, conditions=kept or None)
    return replace(dossier, execution=None if left == Execution() else left)


_ON_CONDITIONS = re.compile(
    r"(?<!没有)(?<![不未无])附(?:有|带|加|如下|以下|下列|前述|上述|[0-9一二三四五六七八九十两]+[项个条])*的?条件"
)


def only_in_words(meeting: Meeting) -> bool:
    """Whether the decision of a meeting that passes its matter says that it does so on conditions (附条件), and lists none: then
    nobody would follow them."""
    said = _ON_CONDITIONS.search(_bare(meeting.decision_text))
    return meeting.result is MeetingResult.PASSED and not conditions_of(meeting) and said is not None


WAY_ON = (
    "条件由会议决定；决定里的其他要求，列为执行任务；条件要增加、改变的，签批以前由主要负责人收回、提请会议复议，签批以后另立新事项"
)
"""What is done about a condition that the meeting did not set."""


def unfounded(
    texts: Sequence[str], rows: Sequence[DecisionCondition], had: Sequence[DecisionCondition]
) -> Iterator[tuple[int, str]]:
    """The rows that were not registered before and follow no condition of the decision, or one that is followed already, each
    with what is said of it."""
    for place, row in enumerate(rows):
        if not _bare(row.text) or any(_bare(one.text) for one in had[place : place + 1]):
            continue
        if not any(same(row.text, text) for text in texts):
            set_ = f"会议附的条件是{'、'.join(f'“{text[:20]}”' for text in texts[:3])}{'等' if len(texts) > 3 else ''}"
            lead = f"{set_}，没有这一项" if texts else "会议没有附条件"
            yield place, f"{lead}，不能登记“{(row.text or '')[:20]}”：{WAY_ON}"
        elif any(same(row.text, other.text) and other.met_on is None for other in rows[:place]):
            yield place, "这个条件已经列在上面，还没有落实：请在那一行登记"
