"""Turns the forms of what follows the decision into what is registered; each form says its own part and leaves the rest
as it is stored. Holds no view and calls no use case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from forms import flat
from review.domain.after import Part
from review.domain.dossier import (
    Archive,
    Candidate,
    Contract,
    Dossier,
    Evaluation,
    Execution,
    Funds,
    Meeting,
    Project,
    Publication,
    Registration,
    Reporting,
)
from review.service.archive import Closing
from review.service.execution import FollowUp
from review.web.posted import Form, agreed, attachments, questions, reasons, rows, together

OF_CLOSING = ("closed_on", "marking", "procurement_ended_on", "items")
"""What is stated on closing a file; index and integrity are computed."""

KEPT = (
    "evaluation", "change/new_matter",
    *(f"{at}extensions/*/{key}" for at in ("", "tasks/*/", "conditions/*/") for key in ("deadline", "on")),
)  # fmt: skip
"""What of an execution other forms, or the service, write."""

REASON = "/reason"
"""Why what was registered is corrected."""

CANDIDATES, REGISTRATION = "/matter/candidates", "/document_review/registration"


def follow_up(form: Form, part: Part, stored: Dossier) -> FollowUp:
    """What one form registers; raises DossierRefused with all its faults."""
    agreed(form)
    said, files, told, why = together(
        lambda: _READ[part](form, stored), lambda: attachments(form), lambda: questions(form), lambda: reasons(form),
    )  # fmt: skip
    given: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    return FollowUp(
        **given, attachments=files, answers=told, justifications=why, about=part.label, reason=form.get(REASON, ""),
    )  # fmt: skip


def _reporting(form: Form, _: Dossier) -> dict[str, Any]:
    return {"reporting": _unless_blank(flat.read(Reporting, form, "/reporting"), Reporting())}


def _candidates(form: Form, stored: Dossier) -> dict[str, Any]:
    """The stored candidates with what the form says of them."""
    filled, there = MultiDict(form), stored.matter.candidates or ()
    for row, candidate in enumerate(there):
        filled[f"{CANDIDATES}/{row}/id"] = candidate.id
    return {"candidates": tuple(flat.read(Candidate, filled, f"{CANDIDATES}/{row}") for row in range(len(there)))}


def _publication(form: Form, _: Dossier) -> dict[str, Any]:
    return {"publication": _unless_blank(flat.read(Publication, form, "/publication"), Publication())}


def _execution(form: Form, stored: Dossier) -> dict[str, Any]:
    """All of it but the evaluation; the matter by which it is decided again is named by the service."""
    had = stored.execution or Execution()
    read = flat.read(Execution, form, "/execution", knows=KEPT)
    new = had.change.new_matter if had.change else None
    change = replace(read.change, new_matter=new) if read.change else None
    return {"execution": _unless_blank(replace(read, change=change, evaluation=had.evaluation), Execution())}


def _evaluation(form: Form, stored: Dossier) -> dict[str, Any]:
    read = _unless_blank(flat.read(Evaluation, form, "/execution/evaluation"), Evaluation())
    return {"execution": None if read is None else replace(stored.execution or Execution(), evaluation=read)}


def _other(form: Form, stored: Dossier) -> dict[str, Any]:
    """Contract, project, first payment, registration of a normative document, what the auditors asked for."""
    registration, contract, project, funds, archive = together(
        lambda: flat.read(Registration, form, REGISTRATION), lambda: flat.read(Contract, form, "/matter/contract"),
        lambda: flat.read(Project, form, "/matter/project"),
        lambda: flat.read(Funds, form, "/matter/funds", asks=("first_paid_on",)),
        lambda: flat.read(Archive, form, "/archive", asks=("audit_requests", "destroyed_on")),
    )  # fmt: skip
    had = stored.archive or Archive()
    kept = replace(had, audit_requests=archive.audit_requests, destroyed_on=archive.destroyed_on)
    return {
        "registration": _unless_blank(registration, Registration()), "contract": _unless_blank(contract, Contract()),
        "project": project if rows_below(form, "/matter/project") else None, "first_paid_on": funds.first_paid_on,
        "archive": _unless_blank(kept, Archive()),
    }  # fmt: skip


_READ: Mapping[Part, Callable[[Form, Dossier], dict[str, Any]]] = {
    Part.REPORT_UPWARD: _reporting, Part.PUBLICITY: _candidates, Part.PUBLICATION: _publication,
    Part.CARRYING_OUT: _execution, Part.EVALUATION: _evaluation, Part.FOLLOW_UP: _other,
}  # fmt: skip


def rows_below(form: Form, pointer: str) -> bool:
    """Whether the form has fields of this part."""
    return any(name.startswith(f"{pointer}/") for name in form)


def _unless_blank(part: Any, blank: Any) -> Any:
    return None if part == blank else part


def _disclosure(form: Form, row: int) -> bool | None:
    return flat.read(Meeting, form, f"/meetings/{row}", asks=("disclosure_found",)).disclosure_found


def closing(form: Form, stored: Dossier) -> Closing:
    """What the form says on closing the file; raises DossierRefused with all its faults."""
    agreed(form)
    archive, files, meetings = together(
        lambda: flat.read(Archive, form, "/archive", asks=OF_CLOSING), lambda: attachments(form),
        lambda: {row: _disclosure(form, row) for row in rows(form, "/meetings")},
    )  # fmt: skip
    said = {row: found for row, found in meetings.items() if found is not None and row < len(stored.meetings or ())}
    return Closing(archive=archive, disclosures=said, attachments=files, reason=form.get(REASON, ""))
