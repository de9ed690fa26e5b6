"""Holds the desk page: what this person can move on now, what others hold, what is closed; it decides nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from review.domain.dossier import Mandate
from review.domain.outdated import OnEarlierDraft, on_earlier_drafts
from review.domain.vocabulary import NoticeKind, Role
from review.domain.workflow import Action, State, Transition
from review.service import left, next_steps, notices, opinion
from review.service import oversight as reading
from review.service.left import Left
from review.service.ports import Matter, MatterLine, Notice
from review.service.to_confirm import to_confirm
from review.web import progress
from review.web.session import actor, desk

blueprint = Blueprint("home", __name__)

SHOWN = 10
"""How many closed matters are listed; the rest is in the list of matters."""


BESIDE = 3
"""How many further days of a matter are shown; the rest is on its page."""


@dataclass(frozen=True, slots=True)
class Task:
    """A matter on the desk page."""

    line: MatterLine
    matter: Matter
    actions: tuple[Action, ...]
    """What this person is to do; empty where others hold it."""
    awaited: tuple[tuple[Role, str | None], ...]
    deadline: next_steps.Deadline | None
    held: int
    """Working days since the last act."""
    beside: tuple[next_steps.Deadline, ...] = ()
    """What else runs after the decision, the most urgent first."""
    urged: tuple[Notice, ...] = ()
    """The reminders of this person since then."""
    mandate: Mandate | None = None
    """In whose place he is to do it."""
    stuck: tuple[str, ...] = ()
    """Why advisers who are asked cannot give their opinion any more."""
    left: tuple[Left, ...] = ()
    """What of it waits for somebody who has left (已离岗)."""

    def own_on_earlier_drafts(self, person: str) -> tuple[OnEarlierDraft, ...]:
        """This person's papers on an earlier draft; one whose confirmation is awaited stands among the tasks."""
        found = on_earlier_drafts(self.matter.dossier)
        return tuple(one for one in found if person in one.authors and one.holds is not None)

    seen_to: tuple[Left, ...] = ()
    """What of it waits for nobody, and this person is to see to: without him it goes no further (0069)."""

    @property
    def is_mine(self) -> bool:
        return bool(self.actions or self.seen_to)

    @property
    def idle(self) -> str:
        """That whoever it waits for can do nothing, in a word; "" where he can."""
        names = {name for _, name in self.awaited}
        words = [one.word for one in self.left if not one.person or one.name in names]
        return words[0] if words else "不能办理" if self.stuck else ""

    @property
    def short_of(self) -> int:
        """How many things are in the way of the gate ahead."""
        gate = progress.gate_ahead(self.matter)
        return len(progress.steps(self.matter, gate)) if gate else 0


@dataclass(frozen=True, slots=True)
class Closed:
    """A matter that is closed, and since when (办结日期)."""

    line: MatterLine
    on: date


@dataclass(frozen=True, slots=True)
class NextMeeting:
    on: date
    topics: int
    left: int


@blueprint.get("/")
def home() -> Response | str:
    """The tasks of this person; an auditor has none and sees the matters."""
    acting = actor()
    if acting.only_reads:
        return redirect("/matters")
    listed = reading.lines(desk(), acting)
    told = [one for one in notices.to_me(desk(), acting) if one.kind is NoticeKind.REMINDER]
    matters = reading.unless_closed(desk(), acting, listed)
    still = {line.number for line, _ in matters}
    ended = [Closed(line, line.closed_on or line.changed_at.date()) for line in listed if line.number not in still]
    ended.sort(key=lambda one: one.on, reverse=True)
    able = desk().able_each(acting, (matter for _, matter in matters))
    stuck = opinion.unable(desk(), acting, (matter for _, matter in matters))
    gone = left.of_each(desk(), acting, (matter for _, matter in matters))
    open_tasks = [
        task(line, matter, told, rows, why, away)
        for (line, matter), rows, why, away in zip(matters, able, stuck, gone, strict=True)
    ]
    order = next_steps.by_urgency(one.deadline for one in open_tasks)
    mine = [open_tasks[place] for place in order if open_tasks[place].is_mine]
    return render_template(
        "home/home.html", mine=mine, others=[open_tasks[place] for place in order if not open_tasks[place].is_mine],
        closed=ended, last=reading.matters_of(desk(), acting, (one.line for one in ended[:SHOWN])),
        late=sum(one.deadline is not None and one.deadline.left < 0 for one in mine),
        soon=sum(one.deadline is not None and 0 <= one.deadline.left <= 2 for one in mine),
        closed_this_year=sum(one.on.year == desk().today().year for one in ended),
        outdated=[(one, papers) for one in open_tasks if (papers := one.own_on_earlier_drafts(acting.person))],
        meeting=next_meeting(one.matter for one in open_tasks), waiting=to_confirm(desk(), acting),
        drafting=Role.SECRETARY in acting.roles,
        left=Counter(one for away in gone for one in away if one.person and one.is_for(acting)),
    )  # fmt: skip


def task(
    line: MatterLine, matter: Matter, reminders: Iterable[Notice], able: Mapping[Transition, Mandate | None],
    stuck: tuple[str, ...] = (), away: tuple[Left, ...] = (),
) -> Task:
    """The matter as it stands for this person, who may do these acts."""
    today, calendar = desk().today(), desk().rulebook.calendar
    mine = [row for action in next_steps.of_now(matter, able, bool(stuck)) for row in able if row.action is action]
    return Task(
        line=line, matter=matter, stuck=stuck, left=away,
        seen_to=tuple(one for one in away if not one.person and one.is_for(actor())), actions=tuple(row.action for row in mine),
        mandate=next((mandate for row in mine if (mandate := able[row])), None),
        awaited=next_steps.awaited_of(matter), deadline=next_steps.deadline(matter, calendar, today),
        held=calendar.between(matter.changed_at.date(), today).days,
        beside=tuple(due for _, due in next_steps.after_decision(matter, calendar, today))[1 : 1 + BESIDE],
        urged=tuple(one for one in reminders if (one.matter, one.revision) == (matter.number, matter.revision)),
    )  # fmt: skip


def next_meeting(matters: Iterable[Matter]) -> NextMeeting | None:
    """The nearest notified meeting from today on, with the number of its topics."""
    today, calendar = desk().today(), desk().rulebook.calendar
    days = [
        held for matter in matters if matter.state is State.NOTIFIED and matter.dossier.meetings
        and (held := matter.dossier.meetings[-1].held_on) and held >= today
    ]  # fmt: skip
    return NextMeeting(min(days), days.count(min(days)), calendar.between(today, min(days)).days) if days else None
