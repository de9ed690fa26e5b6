"""Holds how what comes next is shown: the page and the word of an act, the gate ahead, the steps that open it."""

from dataclasses import dataclass

from review.domain import passing
from review.domain.after import Part
from review.domain.checklist import Finding
from review.domain.order_of_meetings import next_meeting
from review.domain.passing import Passing
from review.domain.procedures import ROOT, Procedure, by_page, procedure_of, read_of
from review.domain.review_clock import is_stopped
from review.domain.vocabulary import Gate, Role
from review.domain.workflow import Action, State, transition
from review.service.next_steps import next_actions
from review.service.ports import Matter
from review.web.after import PAGES as FORMS
from review.web.after import part_of
from review.web.session import desk

PAGES = {
    Action.RECORD_MEETING: "meeting", Action.PASS: "meeting", Action.REJECT: "meeting", Action.DEFER: "meeting",
    Action.ENDORSE: "sign", Action.SIGN: "sign",
    Action.DECLINE_ENDORSEMENT: "sign", Action.DECLINE_SIGNATURE: "sign", Action.SUBMIT: "",
    Action.CONFIRM_AS_ADVISER: "confirm-draft", Action.CONFIRM_AS_REVIEWER: "confirm-draft",
}  # fmt: skip
"""The page of an action where it is not the action's own name."""

PROCEDURE_PAGES = {procedure: procedure.value.lower().replace("_", "-") for procedure in Procedure}
"""The last part of the address of the page of each procedure before the legality review; its act is the supplement."""

WORDS = {"meeting": "记录会议、宣布结果", "sign": "签批", "confirm-draft": "确认改稿"}
"""The word of a page that serves several actions."""

SIGNS = {
    Passing.OPEN: "met", Passing.SHUT: "not", Passing.READY: "met", Passing.WAITING: "und", Passing.AHEAD: "na",
    Passing.PASSED_BY: "na",
}  # fmt: skip
"""The sign beside the word: red is only what was passed although it is shut."""

SUPPLIES = (
    ("/legality_review/required_changes", Action.ANSWER_REVIEW), ("/legality_review", Action.ISSUE_REVIEW),
    ("/legal_opinions", Action.GIVE_OPINION), ("/meetings", Action.RECORD_MEETING),
    ("/reporting", Action.FOLLOW_UP), ("/publication", Action.FOLLOW_UP), ("/execution", Action.FOLLOW_UP),
    ("/archive", Action.CLOSE_FILE), ("/approvals", Action.SIGN), ("/matter/draft", Action.REVISE_DRAFT),
    ("/matter/emergency", Action.REGISTER_EMERGENCY), ("/matter", Action.SUPPLEMENT),
    ("/preparation", Action.SUPPLEMENT), ("/justifications", Action.SUPPLEMENT),
)  # fmt: skip
"""The act by which a missing part of the dossier is supplied."""

DECIDED_AND_AFTER = frozenset({State.DECIDED, State.APPROVED, State.REJECTED, State.WITHDRAWN})
"""Where what is missing is supplied by the forms after the decision."""

BEHIND = {
    Gate.SUBMISSION: "提交", Gate.LEGALITY_REVIEW: "送合法性审查", Gate.AGENDA: "确定议题", Gate.MEETING: "宣布结果",
    Gate.APPROVAL: "签批", Gate.ARCHIVE: "归档移交",
}  # fmt: skip
"""What becomes possible when the gate is open."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do to open a gate: the remedy, the findings that it settles, the page where it is done."""

    remedy: str
    findings: tuple[Finding, ...]
    page: str | None
    role: Role | None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that it settles, each once, however many meetings it was judged on."""
        return tuple(dict.fromkeys(finding.rule for finding in self.findings))


def page_of(action: Action) -> str:
    """The last part of the address of the page where the action is done: send-for-review."""
    return PAGES.get(action, action.value.lower().replace("_", "-"))


def form_with(pointer: str) -> str:
    """The page on which the secretary finds this place of the matter or its preparation: what is said of the draft stands on
    the form for a new one, where also the kind of a change that nobody confirms is said anew; each procedure has its own."""
    if procedure := procedure_of(pointer):
        return PROCEDURE_PAGES[procedure]
    return page_of(Action.REVISE_DRAFT if pointer.startswith("/matter/draft") else Action.SUPPLEMENT)


def page_with(matter: Matter, pointer: str) -> str:
    """The page on which this place is filled in where the matter stands; empty where it has none, or none that is open: before
    the decision the secretary's forms, after it those of what follows."""
    if matter.state in DECIDED_AND_AFTER:
        part = part_of(pointer)
        return FORMS[part] if part else ""
    return form_with(pointer) if pointer.startswith(("/matter/", "/preparation")) else ""


def missing_places(finding: Finding) -> tuple[str, ...]:
    """The places that a finding lacks, each on a page that has it, also where nothing of the preparation is known yet."""
    if ROOT not in finding.missing:
        return by_page(finding.missing)
    return by_page((*(place for place in finding.missing if place != ROOT), *read_of(finding.rule, desk().rulebook)))


def word_of(action: Action) -> str:
    return WORDS.get(page_of(action), action.label)


def next_words(matter: Matter) -> str:
    """The next acts in words: 确定议题."""
    if is_stopped(matter.dossier.legality_review):
        return "补正后送回审查"
    return "、".join(dict.fromkeys(word_of(action) for action in next_actions(matter)))


def meeting_ahead(matter: Matter) -> str:
    """The further meeting that has to pass a matter which one has passed already, before it is signed; "" where none has to."""
    if matter.state is not State.DECIDED or Action.CONFIRM_TOPIC not in next_actions(matter):
        return ""
    kind = next_meeting(matter.dossier)
    return kind.label if kind else "事项清单规定的会议"


def gate_ahead(matter: Matter) -> Gate | None:
    return passing.gate_ahead(matter.dossier, matter.judgement, matter.state)


def gate_signs(matter: Matter) -> dict[Gate, tuple[str, str]]:
    """How the matter stands at each gate: the sign and the word."""
    stands = passing.passings(matter.dossier, matter.judgement, matter.state)
    return {gate: (SIGNS[one], one.label) for gate, one in stands.items()}


def steps(matter: Matter, gate: Gate) -> tuple[Step, ...]:
    """The few things that open the gate: remedies, those that are worded alike merged, in the order of the rules."""
    merged: dict[str, list[Finding]] = {}
    for finding in matter.judgement.shutting(gate):
        merged.setdefault(finding.remedy or finding.title, []).append(finding)
    return tuple(_step(matter, remedy, found) for remedy, found in merged.items())


def _places(matter: Matter, finding: Finding) -> tuple[str, ...]:
    """What a finding was decided by, where that is still registered: after the decision."""
    return finding.evidence if matter.state in DECIDED_AND_AFTER else ()


def _supplied_by(matter: Matter, missing: list[str]) -> Action | None:
    """The act by which the first of these places is supplied; after the decision the one whose form has it."""
    if matter.state not in DECIDED_AND_AFTER:
        return next((act for pointer in missing for start, act in SUPPLIES if pointer.startswith(start)), None)
    if any(pointer.startswith("/matter/emergency") for pointer in missing):
        return Action.REGISTER_EMERGENCY
    acts = (Action.CLOSE_FILE if part is Part.CLOSE_FILE else Action.FOLLOW_UP for part in map(part_of, missing) if part)
    signing = Action.SIGN if any(pointer.startswith("/approvals") for pointer in missing) else None
    return next(acts, signing)


def _step(matter: Matter, remedy: str, findings: list[Finding]) -> Step:
    missing = [pointer for finding in findings for pointer in missing_places(finding) or _places(matter, finding)]
    action = _supplied_by(matter, missing)
    row = None if action is None else transition(matter.state, action)
    if action is None or row is None:
        return Step(remedy, tuple(findings), None, None)
    if row.action in (Action.FOLLOW_UP, Action.CLOSE_FILE) and (form := next(filter(None, map(part_of, missing)), None)):
        return Step(remedy, tuple(findings), FORMS[form], row.role)
    field = next((pointer for pointer in missing if pointer.startswith(("/matter", "/preparation"))), "")
    page = form_with(field) if field else ""
    if page == page_of(action) or (page in PROCEDURE_PAGES.values() and action is Action.SUPPLEMENT):
        return Step(remedy, tuple(findings), f"{page}#{field}", row.role)
    return Step(remedy, tuple(findings), page_of(action), row.role)
