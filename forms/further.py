"""Holds which fields of a dossier only some matters have, and the inputs for them: a field added to a part is named here
and then printed on the record and asked for on the form, both under its name in `labels`.

What every matter has is laid out by the pages and by the record one by one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args, get_origin

from review.domain import dossier as d
from review.domain.plain import bare, hints, key_of, not_none
from review.domain.scalars import Id, Prose
from review.domain.vocabulary import Term

FURTHER: dict[type, tuple[str, ...]] = {
    d.Dossier: ("document_review",),
    d.Unit: (
        "archive_level", "previous_party_group_meeting_on", "annual_report_on", "special_report", "head_portfolio",
    ),
    d.Parameters: ("head_may_not_hold", "retention_table", "records_complete_from"),
    d.Catalogue: ("unlisted",),
    d.Matter: ("adjusts", "decision_catalogue", "personnel_check", "contract"),
    d.Scope: (
        "normative_exclusion", "issued_by", "important_document", "disagreement", "staff_interests", "not_public_by_law",
        "reasons",
    ),
    d.Funds: ("reallocation_approval_no", "disaster", "related_matters", "first_paid_on", "asset"),
    d.Procurement: ("item_code", "open_tender_standard", "single_source_ground"),
    d.Project: (
        "simplified_ground", "approved_on", "intermediary_assessment", "started_on", "start_conditions_met",
        "approved_budget", "current_total", "increase", "change", "tender_exemption_ground", "tender_exemption",
        "tender_published_on",
    ),
    d.Candidate: (
        "current_post", "proposed_post", "post_level", "file_doubts_resolved", "inspection_audit_resolved",
        "superior_report", "non_party", "dual_managed", "consultations", "exceptional", "exceptional_reason",
        "superior_view", "related_members", "kinship_exemption_no", "higher", "effective_on", "talk", "trial_ends_on",
    ),
    d.Publicity: ("content_true", "objections"),
    d.Preparation: ("cost_benefit", "options", "staff_heard"),
    d.PublicParticipation: ("hearing_decision", "hearing_reason"),
    d.Hearing: (
        "draft_published", "time_place_published", "selection_used", "selection_published", "participants_published",
        "sides_represented", "held_in_public", "presented", "debated",
    ),
    d.ExpertReview: ("pool",),
    d.RiskAssessment: ("covered_by",),
    d.FairCompetitionReview: ("first_reviewed_on", "public_interest", "public_heard", "checklist"),
    d.LegalityReview: ("changes_confirmed",),
    d.Meeting: ("discipline_invited_on", "reconsideration", "disclosure_found"),
    d.Topic: ("order",),
    d.Notice: ("sent_to", "papers_to"),
    d.Member: ("leave_asked_on", "left_at", "returned_at", "counted", "not_counted_reason"),
    d.Observer: ("post", "view"),
    d.Minutes: ("confirmed_by",),
    d.Reporting: ("kind", "contains_request", "people_congress"),
    d.Publication: ("wide_concern", "explanation_given"),
    d.Execution: ("change", "evaluation"),
    d.Archive: ("marking", "integrity", "procurement_ended_on", "destroyed_on", "audit_requests"),
}  # fmt: skip
"""The fields of each part that are printed here, with all that is below them."""

COMPUTED = frozenset({d.Integrity})
"""The parts that the service finds out itself: printed, never asked for."""

Rows = Callable[[str], range]
"""The numbers of the rows that the form shows of a list."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input; `widget` is yesno, pick, checks, people, person, day, instant, money, count, text, prose, lines, or
    part with its `inputs`."""

    pointer: str
    widget: str
    terms: type[Term] | None = None
    number: int | None = None
    """Of a row of a list, counted from one."""
    title: str = ""
    """Whom a row is about, where the page knows him."""
    inputs: tuple["Input", ...] = ()


def inputs(kind: Any, pointer: str, rows: Rows) -> Iterator[Input]:
    """The inputs for the further fields of a part and of the parts below it; of a list, for the rows it has."""
    chosen, known = FURTHER.get(kind, ()), hints(kind)
    for field in fields(kind):
        inner, place = known[field.name], f"{pointer}/{key_of(field.name)}"
        plain = bare(inner)
        if plain in COMPUTED:
            continue
        if field.name in chosen:
            yield from every_input(inner, place, rows)
        elif is_dataclass(plain):
            yield from inputs(plain, place, rows)
        elif get_origin(plain) is tuple and is_dataclass(item := bare(get_args(plain)[0])) and item is not kind:
            for row in rows(place):
                below = tuple(inputs(item, f"{place}/{row}", rows))
                if below:
                    yield Input(f"{place}/{row}", "part", number=row + 1, inputs=below)


def grouped(found: Iterable[Input]) -> list[Input]:
    """The inputs by the part that they belong to, so that each stands under its heading."""
    groups: dict[str, list[Input]] = {}
    for one in found:
        groups.setdefault(one.pointer if one.widget == "part" else one.pointer.rpartition("/")[0], []).append(one)
    return [
        below[0] if below[0].widget == "part" else Input(pointer, "part", inputs=tuple(below))
        for pointer, below in groups.items()
    ]  # fmt: skip


def every_input(kind: Any, pointer: str, rows: Rows) -> Iterator[Input]:
    """The inputs for all of a part, or of a list of parts; for a single field its own."""
    plain = bare(kind)
    if is_dataclass(plain):
        yield Input(pointer, "part", inputs=tuple(_below(plain, pointer, rows)))
    elif get_origin(plain) is tuple and is_dataclass(item := bare(get_args(plain)[0])):
        shown = rows(pointer)
        for row in range(max(shown, default=-1) + 2):  # those filled, and a blank one
            below = tuple(_below(item, f"{pointer}/{row}", rows))
            yield Input(f"{pointer}/{row}", "part", number=row + 1, inputs=below)
    else:
        yield _input(kind, pointer)


def _below(kind: Any, pointer: str, rows: Rows) -> Iterator[Input]:
    known = hints(kind)
    for field in fields(kind):
        yield from every_input(known[field.name], f"{pointer}/{key_of(field.name)}", rows)


def _input(kind: Any, pointer: str) -> Input:
    plain = bare(kind)
    if get_origin(plain) is tuple:
        item = get_args(plain)[0]
        if bare(item) is not str and issubclass(bare(item), Term):
            return Input(pointer, "checks", bare(item))
        return Input(pointer, "people" if item == Id else "lines")
    if issubclass(plain, Term):
        return Input(pointer, "pick", plain)
    by_limits = {Id: "person", Prose: "prose"}
    by_type = {bool: "yesno", date: "day", datetime: "instant", Decimal: "money", int: "count", str: "text"}
    return Input(pointer, by_limits.get(not_none(kind)) or by_type[plain])
