"""Holds the pages of a meeting as a whole: the meeting with its topics, and the record that carries one topic after the
other. The arithmetic shown is `domain.meeting`'s, the same that the rules and the record use.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request

from forms.further import grouped
from review.domain import vocabulary
from review.domain.checklist import Finding
from review.domain.dissent import Dissent, dissent_of
from review.domain.dossier import Candidate, Dossier, Meeting
from review.domain.errors import DossierRefused, Fault, NotFound
from review.domain.heads_decision import HeadsDecision, head_decides, heads_decision, only_prepares, result_told
from review.domain.meeting import Tally, tally
from review.domain.papers import is_recorded
from review.domain.quorum import Quorum, quorums
from review.domain.sitting import Sitting, place_in
from review.domain.vocabulary import DecisionMode, Gate, MeetingResult, Outcome
from review.domain.workflow import Action, State
from review.service import correcting, oversight, rescheduling, supplementary_notice
from review.service import sitting as service
from review.service.papers import signs_of_meeting
from review.service.ports import Matter
from review.service.sitting import Part
from review.web import deliberation, posted_meeting, posted_sitting, taken_back
from review.web.agenda import may, must, type_of
from review.web.corrected import corrections_of
from review.web.fields import Sheet, by_place, compacted, linked, typed
from review.web.posted import Form
from review.web.posted_sitting import WHOLE, Row, Seat
from review.web.presentation import names_in
from review.web.presentation import sitting_path as path
from review.web.refusals import Refusal, answer, attempt, relocated
from review.web.session import actor, desk, names

blueprint = Blueprint("sitting", __name__)

WRITING = ("save", "announce")
"""What a button does with the record; any other only fills in the form."""

Answer = tuple[str, int]
Values = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Item:
    """One topic on a page of the meeting: its matter, its meeting and its place on the agenda, the first being 0."""

    matter: Matter
    meeting: Meeting
    place: int

    @property
    def root(self) -> str:
        return posted_sitting.root(self.place)

    @property
    def open(self) -> bool:
        """Whether it can still be recorded; else its result was announced, or it was taken back."""
        return self.matter.state is State.NOTIFIED and self.meeting.result is None

    @property
    def counted(self) -> Tally:
        return tally(self.meeting, self.matter.dossier.unit.parameters)

    @property
    def quorums(self) -> tuple[Quorum, ...]:
        """The attendance that is asked for, as the record says it."""
        return quorums(self.matter.dossier, self.meeting, self.counted)

    @property
    def head(self) -> HeadsDecision | None:
        """What the head decides on; nothing at a meeting that votes."""
        return heads_decision(self.matter.dossier, self.meeting, self.counted)

    @property
    def dissent(self) -> Dissent:
        """Who differed and who abstained, as the record says it."""
        names = self.names
        return dissent_of(self.matter.dossier, self.meeting, self.counted, lambda one: names.get(one, one))

    @property
    def names(self) -> dict[str, str]:
        """Whom the dossier names, its candidates among them."""
        return names_in(self.matter.dossier)

    @property
    def prepares(self) -> DecisionMode | None:
        """Who decides the matter, where this meeting does not."""
        return only_prepares(self.matter.dossier, self.meeting)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Those on whom this meeting votes."""
        return () if head_decides(self.meeting) else self.matter.dossier.matter.candidates or ()

    @property
    def row(self) -> Row:
        return Row(self.meeting, tuple(one.id for one in self.candidates))

    @property
    def votes(self) -> dict[str, str]:
        return posted_meeting.votes_of(self.root, self.row.candidates)

    @property
    def checks(self) -> list[Finding]:
        """What the rules find wrong or open in the meeting as it was last saved."""
        own = ("", f"/meetings/{len(self.matter.dossier.meetings or ()) - 1}")
        wrong = (Outcome.not_met, Outcome.undetermined)
        found = [one for one in self.matter.judgement.of_gate(Gate.MEETING) if one.subject in own and one.outcome in wrong]
        return sorted(found, key=lambda one: (not one.shuts, wrong.index(one.outcome)))


@blueprint.get("/meetings/<kind>/<int:year>/<path:number>")
def meeting(kind: str, year: int, number: str) -> str:
    """The meeting with its topics, as it stands; whoever may look at the matters may look at it."""
    named = Sitting(type_of(kind), year, number)
    items = items_of(named)
    return render_template(
        "sitting/meeting.html", named=named, items=items, whole=items[0].meeting, people=names(), path=path(named),
        recording=may(Action.RECORD_MEETING) and any(item.open for item in items), terms=vocabulary,
        recorded=is_recorded([item.meeting for item in items]), signs=signs_of_meeting(actor()),
        movable=may(Action.RESCHEDULE_MEETING) and not rescheduling.cannot(desk(), actor(), named),
        untold=supplementary_notice.untold_of(desk(), actor(), named), notifying=may(Action.NOTIFY_MEMBERS),
        correctable=may(Action.CORRECT_MEETING) and "" in correcting.correctable(desk(), actor(), named).values(),
        corrections=corrections_of(_places(named, items), names()),
    )  # fmt: skip


@blueprint.get("/meetings/<kind>/<int:year>/<path:number>/record")
def attending(kind: str, year: int, number: str) -> Answer:
    must(Action.RECORD_MEETING)
    named = Sitting(type_of(kind), year, number)
    items = [replace(item, place=place) for place, item in enumerate(item for item in items_of(named) if item.open)]
    if not items:
        raise NotFound("这次会议的议题都已经宣布结果。")
    kept = {name: [value] for name, value in request.args.items() if value in tuple(MeetingResult)}
    return _form(named, items, {**posted_sitting.as_typed([item.row for item in items]), **kept})


@blueprint.post("/meetings/<kind>/<int:year>/<path:number>/record")
def record(kind: str, year: int, number: str) -> Any:
    """Fill in (stores nothing), save and count, or announce the results that are chosen."""
    must(Action.RECORD_MEETING)
    named, do = Sitting(type_of(kind), year, number), request.form.get("do", "")
    items, sent, gone = posted_items(named)
    if gone:
        return _form(named, items, typed(sent), gone, unsaved=True)
    form = _filled(compacted(sent, f"{WHOLE}/observers"), [item.row for item in items], do)
    read = attempt(lambda: posted_sitting.recorded(form, [item.row for item in items], names()))
    if isinstance(read, Refusal):
        return _form(named, items, typed(form), read if do in WRITING else None)
    shown = [replace(item, meeting=as_shown(item.meeting, said)) for item, said in zip(items, read, strict=True)]
    if do not in WRITING:
        return _form(named, shown, typed(form), unsaved=True)
    results = posted_sitting.results(form, len(items))
    chosen = results if do == "announce" else [None] * len(items)
    done = attempt(lambda: service.record(desk(), actor(), _parts(items, read, chosen, do == "announce")), Gate.MEETING)
    if isinstance(done, Refusal):
        places = [len(item.matter.dossier.meetings or ()) - 1 for item in items]
        return _form(named, shown, typed(form), relocated(done, posted_sitting.moved(places)), unsaved=True)
    if do == "announce":
        told = (f"“{one.dossier.matter.title}”{_result(one, named)}" for one in done if _result(one, named))
        flash(f"会议结果：{'，'.join(told)}。")
        return redirect(path(named), 303)
    flash("已保存，按现在的记录核算如下。" if done else "没有改动。")
    query = urlencode({f"{item.root}/result": one.value for item, one in zip(items, results, strict=True) if one})
    return redirect(f"{path(named)}/record?{query}".rstrip("?"), 303)


def as_shown(planned: Meeting, said: Meeting) -> Meeting:
    """The meeting as the form says it, with what the notice fixed."""
    fixed = {key: getattr(planned, key) for key in ("number", "type", "form", "held_on", "place", "recorder", "notice", "topic")}
    presider = said.presider if said.presider.id else planned.presider
    return replace(said, presider=presider, **fixed)


def _places(named: Sitting, items: Sequence[Item]) -> Iterator[tuple[Dossier, int]]:
    """Which meeting of its matter this one is, for each topic."""
    for item in items:
        if (place := place_in(item.matter.dossier, named)) is not None:
            yield item.matter.dossier, place


def items_of(named: Sitting) -> list[Item]:
    """The topics of the meeting, in the order of its agenda."""
    found = []
    for matter in service.show(desk(), actor(), named):
        place = place_in(matter.dossier, named)
        assert place is not None, "it was found by its meeting"
        found.append(Item(matter, (matter.dossier.meetings or ())[place], len(found)))
    return found


def posted_items(named: Sitting) -> tuple[list[Item], Form, Refusal | None]:
    """The topics that the sent form is about, each with the revision that the page was made from; the form with each field at
    the place of its topic; and the refusal where a topic was taken back since."""
    known = {item.matter.number: item for item in items_of(named)}
    sent = taken_back.posted(request.form, known)
    if not sent.numbers:
        raise DossierRefused((Fault("", "页面上没有这次会议的议题；请刷新页面后重新填写"),))
    items = [
        Item(replace(known[number].matter, revision=posted_sitting.revision(sent.form, number)), known[number].meeting, place)
        for place, number in enumerate(sent.numbers)
    ]  # fmt: skip
    return items, sent.form, sent.refusal


def _parts(
    items: Sequence[Item], read: Sequence[Meeting], results: Sequence[MeetingResult | None], announce: bool
) -> list[Part]:
    """What is stored of each topic; raises DossierRefused where results are to be announced and none is chosen."""
    if announce and not any(results):
        raise DossierRefused(tuple(Fault(f"/topics/{item.place}/meeting/result", "请选择要宣布的结果") for item in items))
    return [
        Part(item.matter.number, item.matter.revision, replace(said, result=result))
        for item, said, result in zip(items, read, results, strict=True)
    ]


def _filled(form: Form, rows: Sequence[Row], do: str) -> Form:
    """The form with what a button fills in at one stroke: 全部到会, 全体赞成."""
    if do == "all_present":
        return posted_sitting.with_all_present(form, rows)
    if do.startswith("approve:"):
        return posted_sitting.with_all_approving(form, rows, do.removeprefix("approve:"))
    return form


def _form(
    named: Sitting, items: Sequence[Item], values: Values, refusal: Refusal | None = None, *, unsaved: bool = False
) -> Answer:
    needed = [name for name in deliberation.to_be_recorded(items[0].meeting) if not name.endswith("recused")]
    people = oversight.people(desk(), actor())
    sheet = Sheet(
        values=values, faults=by_place(refusal.faults if refusal else ()), people=people,
        needed=frozenset(f"/meetings/*/{name}" for name in needed),
    )  # fmt: skip
    whole = items[0].meeting
    further = list(deliberation.further_inputs(sheet, WHOLE, whole))
    return answer(
        "sitting/record.html", refusal, s=sheet, root=WHOLE, named=named, items=items, whole=whole, path=path(named),
        terms=vocabulary, people=names(), absences=deliberation.ABSENCES, written=deliberation.WRITTEN,
        posts={one.id: one.post for one in people}, order=posted_meeting.order, seat=posted_sitting.seat, seats=Seat,
        signers=deliberation.signers(whole), unsaved=unsaved, further=grouped(posted_sitting.of_whole(further)),
        of_topics=[grouped(posted_sitting.of_topic(deliberation.further_inputs(sheet, item.root, whole))) for item in items],
        gaps=linked(refusal.findings if refusal else (), ("/meetings/",), fixed=fixed(items)), sent_to=f"{path(named)}/record",
        announced=False, in_office=supplementary_notice.register_told(desk(), actor(), items[0].matter),
    )  # fmt: skip


def fixed(items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(place for item in items for place in deliberation.fixed(item.root))


def _result(matter: Matter, named: Sitting) -> str:
    place = place_in(matter.dossier, named)
    return "" if place is None else result_told(named.type, (matter.dossier.meetings or ())[place].result)
