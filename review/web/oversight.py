"""Holds the reading pages: the list of matters with its filters, and the page of one matter; they change nothing."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from review.domain import review_clock, standing
from review.domain.adoption import tally as tally_of_opinions
from review.domain.checklist import Finding
from review.domain.classification import families
from review.domain.course import Course, course_of
from review.domain.dissent import Dissent, dissent_of
from review.domain.dossier import Dossier, Draft, EarlierDraft, Meeting, Parameters, ReviewReturn
from review.domain.drafts import hashes_of
from review.domain.duties_apart import separation_of
from review.domain.finishing import Finish
from review.domain.headline import headline_of
from review.domain.heads_decision import HeadsDecision, heads_decision
from review.domain.kleene import Truth
from review.domain.meeting import Tally, tally
from review.domain.outdated import on_earlier_drafts
from review.domain.papers import (
    is_comment,
    is_recorded,
    opinion_is_written,
    opinions_received,
    review_is_written,
    reviews_of,
)
from review.domain.passing import Passing, gates_said
from review.domain.rescheduling import objection as fixed_by_now
from review.domain.sign_off import refusal
from review.domain.sitting import sitting_of
from review.domain.vocabulary import Category, Gate, Outcome, Role
from review.domain.workflow import HANDING_ON, Action, State
from review.service import access, next_steps, notices, opinion, papers, sign_off_plan, supplementary_notice
from review.service import files as file_service
from review.service import left as departed
from review.service import oversight as reading
from review.service.ports import Matter, MatterLine
from review.web import after, content, flow, progress, urgency
from review.web.presentation import names_in, sitting_path
from review.web.procedures import overview
from review.web.rules import FAMILIES
from review.web.session import actor, desk, hands_out

blueprint = Blueprint("oversight", __name__)

PAGE = 20
"""How many matters stand on one page of the list."""

STEPS = 6
"""How many steps to open a gate are named before the rest is left to the checklist."""

SETTLED = (Outcome.met, Outcome.not_applicable)
"""The outcomes that ask for nothing."""

STANDING = {True: ("met", "有效"), False: ("und", "已过时"), None: ("und", "无法判定")}
"""Whether a paper holds for the current draft: sign and word."""


@dataclass(frozen=True, slots=True)
class GatePart:
    """A gate of the checklist with its findings; `unfolded` where it is shut and asks for something now."""

    gate: Gate
    sign: str
    word: str
    unfolded: bool
    asking: tuple[Finding, ...]
    """What is not met, then what is undetermined."""
    settled: tuple[Finding, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        return _counted(self.asking + self.settled)

    @property
    def settled_counts(self) -> dict[Outcome, int]:
        return _counted(self.settled)

    @property
    def shutting(self) -> int:
        return sum(finding.shuts for finding in self.asking)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to, as typed in the address."""

    category: str = ""
    state: str = ""
    text: str = ""
    shut: str = ""

    def keeps(self, line: MatterLine) -> bool:
        words = f"{line.number} {line.title}".lower()
        return (
            (not self.category or (line.category is not None and line.category.value == self.category))
            and (not self.state or line.state.value == self.state)
            and (not self.shut or bool(line.shut))
            and all(word in words for word in self.text.lower().split())
        )

    def address(self, page: int) -> str:
        given = {name: value for name in self.__slots__ if (value := getattr(self, name))}
        return f"/matters?{urlencode(given | ({'page': page} if page > 1 else {}))}".rstrip("?")


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter in the list, in the words of its page."""

    line: MatterLine
    matter: Matter
    gates: str
    stands: Finish


def _listed(line: MatterLine, matter: Matter) -> Listed:
    return Listed(line, matter, gates_said(matter.judgement), next_steps.finish(matter, desk().today()))


@blueprint.get("/matters")
def matters() -> str:
    """The list of matters, the last changed first, narrowed by what the address says."""
    args = request.args
    filters = Filters(*(args.get(name, "").strip()[:100] for name in Filters.__slots__))
    listed = reading.lines(desk(), actor())
    kept = [line for line in listed if filters.keeps(line)]
    pages = max(1, -(-len(kept) // PAGE))
    page = min(max(1, args.get("page", 1, type=int)), pages)
    start = (page - 1) * PAGE
    shown = [_listed(line, matter) for line, matter in reading.matters_of(desk(), actor(), kept[start : start + PAGE])]
    return render_template(
        "oversight/matters.html", lines=shown, start=start, found=len(kept), total=len(listed),
        filters=filters, page=page, pages=pages, categories=Category, shut=Passing.SHUT,
        states=[state for state in State if state is not State.NEW],
    )  # fmt: skip


@blueprint.get("/matters/<number>")
def matter(number: str) -> str:
    """One matter: where it is, what it lacks, every finding, opinions, meetings, files and trail."""
    stored = reading.show(desk(), actor(), number)
    if hands_out():
        access.note_reading(desk(), actor(), stored)
    trail = reading.trail(desk(), actor(), number)
    today, calendar = desk().today(), desk().rulebook.calendar
    gate, stands = progress.gate_ahead(stored), next_steps.finish(stored, today)
    steps = progress.steps(stored, gate) if gate else ()
    rows, before, received = after.overview(stored), overview(stored), opinions_received(stored.dossier)
    doing = acts(stored)
    own = (*(page for page, _, _ in doing), *(row.page for row in (*rows, *before) if row.page))
    return render_template(
        "oversight/matter.html", matter=stored, dossier=stored.dossier, judgement=stored.judgement, trail=trail,
        flow=flow.draw(stored, trail, calendar, today), duties=separation_of(stored.dossier, trail),
        parts=gate_parts(stored), gate=gate,
        gate_sign=progress.gate_signs(stored)[gate] if gate else None, steps=steps[:STEPS],
        rows=rows, before=before, more=len(steps) - STEPS, acts=doing, may_copy=may_copy(stored), own=own,
        ripe=ripe(stored), too_late=next_steps.ratified_too_late(stored),
        form=f"/matters/{number}/" if "supplement" in own else None, closed=stands.finished, stands=stands,
        awaited=next_steps.awaited_of(stored), deadline=next_steps.deadline(stored, calendar, today),
        held=calendar.between(stored.changed_at.date(), today).days, sections=content.sections(stored.dossier),
        opinion_holds=_standing(lambda paper: standing.opinion_holds(stored.dossier, paper)),
        review_holds=_standing(lambda paper: standing.review_holds(stored.dossier, paper)),
        reviews=reviews_of(stored.dossier), drafts=drafts(stored), version=_versions(stored), name=_names(stored),
        tally=_tally(stored.dossier.unit.parameters), head_of=_head(stored.dossier), dissent=_dissent(stored), stop=_stop(stored),
        clocks=review_clock.of_each(stored.dossier, calendar, today),
        behind=progress.BEHIND[gate] if gate else "",
        outdated=() if stands.finished else on_earlier_drafts(stored.dossier),
        headline=headline_of(stored.dossier, stored.judgement, stored.state),
        urged=notices.reminders(desk(), actor(), number), may_remind=notices.may_remind(desk(), actor(), stored),
        families=families(stored.dossier, desk().rulebook), family_names=FAMILIES,
        shows_access=not actor().roles.isdisjoint(access.SEEN_BY),
        refused=None if stands.finished else refusal(stored.dossier),
        left=sign_off_plan.gone(desk(), actor(), stored) if stored.state is State.DECIDED else (),
        untold=supplementary_notice.untold_each(desk(), actor(), (stored,))[0] if stored.state is State.NOTIFIED else None,
        demands=after.demands(stored), way_on=after.way_on(stored),
        prepared=course_of(stored.dossier, stored.state) is Course.PREPARED,
        stuck=opinion.unable(desk(), actor(), (stored,))[0], gone=departed.of_each(desk(), actor(), (stored,))[0], acting=actor(),
        urgent=urgency.urgency(stored), afterwards=urgency.afterwards(stored),
        stored_files=file_service.known(desk(), actor(), hashes_of(stored.dossier)),
        received=received, received_counts=tally_of_opinions(received), may_seal=Role.SECRETARY in actor().roles,
        opinion_is_written=opinion_is_written, review_is_written=review_is_written, is_comment=is_comment, papers_of=_papers_of,
        signs_opinion=partial(papers.signs_opinion, actor=actor()), signs_review=partial(papers.signs_review, actor=actor()),
    )  # fmt: skip


@blueprint.get("/matters/<number>/access")
def accesses(number: str) -> str:
    """Who read the matter and took something of it away."""
    before = request.args.get("before", type=int)
    log = access.of_matter(desk(), actor(), number, before)
    return render_template("oversight/access.html", number=number, log=log, before=before)


def may_copy(stored: Matter) -> bool:
    """Whether this person may submit the like anew, as after a rejection or a withdrawal: his own matter, no more on its way."""
    own = stored.dossier.matter.submitted_by == actor().person and Role.SECRETARY in actor().roles
    return own and stored.state in (State.APPROVED, State.REJECTED, State.WITHDRAWN)


def ripe(stored: Matter) -> bool:
    """Whether the gate ahead only waits for the next act itself."""
    following = next_steps.next_actions(stored)
    return any(action in next_steps.FILLS and next_steps.is_ripe(stored, action) for action in following)


def gate_parts(stored: Matter) -> tuple[GatePart, ...]:
    """The checklist by gate; what shuts the gate ahead, or a gate already passed, is unfolded."""
    return tuple(_gate_part(stored, gate, *signs) for gate, signs in progress.gate_signs(stored).items())


def _gate_part(stored: Matter, gate: Gate, sign: str, word: str) -> GatePart:
    findings = stored.judgement.of_gate(gate)
    asking = [finding for finding in findings if finding.outcome not in SETTLED]
    asking.sort(key=lambda finding: (finding.outcome is not Outcome.not_met, not finding.shuts))
    return GatePart(
        gate=gate, sign=sign, word=word, asking=tuple(asking),
        unfolded=sign in ("not", "und") and any(finding.shuts for finding in asking),
        settled=tuple(finding for finding in findings if finding.outcome in SETTLED),
    )  # fmt: skip


def _counted(findings: Sequence[Finding]) -> dict[Outcome, int]:
    counted = Counter(finding.outcome for finding in findings)
    return {outcome: counted[outcome] for outcome in Outcome}


LAST = (
    Action.RESCHEDULE_MEETING, Action.CORRECT_MEETING, Action.UPDATE_EDITION, Action.REGISTER_EMERGENCY, Action.RECALL,
    Action.WITHDRAW,
)  # fmt: skip
"""The acts off the main road, which come last among the buttons."""


def acts(stored: Matter) -> tuple[tuple[str, str, bool], ...]:
    """The buttons for what this person may do now: page, word, and whether it is the next act; taking back last."""
    following = {progress.page_of(action) for action in next_steps.next_actions(stored)}
    able = (row for row in desk().options(actor(), stored) if row.action not in HANDING_ON)
    if fixed_by_now((stored.dossier.meetings or ())[-1:], desk().today()):
        able = (row for row in able if row.action is not Action.RESCHEDULE_MEETING)
    rows = sorted(able, key=lambda row: row.action in LAST)
    words = {progress.page_of(row.action): progress.word_of(row.action) for row in rows}
    return tuple((page, word, page in following) for page, word in words.items())


def drafts(stored: Matter) -> tuple[Draft | EarlierDraft, ...]:
    """The drafts, the current one first."""
    draft = stored.dossier.matter.draft
    return (*((draft,) if draft.sha256 else ()), *reversed(draft.earlier or ()))


def _versions(stored: Matter) -> Callable[[str | None], str]:
    """The name of the draft with this hash."""
    known = {draft.sha256: draft.version for draft in drafts(stored)}
    return lambda sha256: known.get(sha256) or "—"


def _standing(holds: Callable[..., Truth]) -> Callable[..., tuple[str, str]]:
    return lambda paper: STANDING[holds(paper)]


def _papers_of(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """The documents of a meeting that can be printed: name and address."""
    sitting = sitting_of(meeting)
    if sitting is None:
        return ()
    path = sitting_path(sitting)
    agenda, minutes = ("议程", f"{path}/agenda.pdf"), ("纪要", f"{path}/minutes.pdf")
    return (agenda, minutes) if is_recorded((meeting,)) else (agenda,)


def _stop(stored: Matter) -> ReviewReturn | None:
    """The return for supplement (退回补正) that waits for the secretary."""
    review = stored.dossier.legality_review
    return (review.returns or (None,))[-1] if review is not None and review_clock.is_stopped(review) else None


def _tally(parameters: Parameters) -> Callable[[Meeting], Tally]:
    return lambda meeting: tally(meeting, parameters)


def _head(dossier: Dossier) -> Callable[[Meeting], HeadsDecision | None]:
    return lambda meeting: heads_decision(dossier, meeting, tally(meeting, dossier.unit.parameters))


def _dissent(stored: Matter) -> Callable[[Meeting], Dissent]:
    dossier, name = stored.dossier, _names(stored)
    return lambda meeting: dissent_of(dossier, meeting, tally(meeting, dossier.unit.parameters), name)


def _names(stored: Matter) -> Callable[[str | None], str]:
    """The name of a person wherever the dossier has it."""
    known = names_in(stored.dossier)
    return lambda person: "—" if person is None else known.get(person, person)
