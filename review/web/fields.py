"""Binds a form page to what it shows at each JSON pointer: value, fault, lack, need; and turns refusals into pages.

The field names of every form are JSON pointers of the dossier, so that a fault or a finding leads straight to its
field. Reads no form into the domain (`forms.flat` does) and stores nothing (the use cases do).
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, TypeVar

from flask import flash, g, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from forms import labels
from forms.flat import LINES, UNREAD
from forms.further import Input
from review.domain.checklist import Finding, Judgement
from review.domain.delegations import DELEGATED
from review.domain.dossier import Dossier, Mandate
from review.domain.errors import DossierRefused, Fault, Forbidden, GateShut, Stale, WrongState
from review.domain.rulebook import Rulebook, Subject
from review.domain.vocabulary import Gate, Outcome, Severity
from review.domain.workflow import TRANSITIONS, Action, transition
from review.record.rmb import rmb
from review.service import oversight
from review.service.ports import Matter, RegisteredPerson, StoredFile
from review.web.progress import missing_places, page_with
from review.web.session import actor, desk

T = TypeVar("T")


class Option(NamedTuple):
    """A choice that is no term of a vocabulary."""

    value: str
    label: str


BLANK_ROWS = 3
"""How many empty rows stand below those that are filled, so that nobody needs a script to add one."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the form comes back: the status of the answer, a sentence, and what belongs to it."""

    status: int
    message: str
    faults: tuple[Fault, ...] = ()
    findings: tuple[Finding, ...] = ()
    changes: tuple[str, ...] = ()
    stale: bool = False


OF_DOSSIER = tuple(f"/{one.name}" for one in fields(Dossier))
"""Every place of the dossier, for a form that asks for much of it; its reader refuses what it does not ask for."""


def attempt(act: Callable[[], T], gate: Gate | None = None, asks: Collection[str] | None = None) -> T | Refusal:
    """What the use case returns, or why it refused; 403 and 404 are pages of their own and pass through.

    `asks` are the places that the page asks for, each with all below it: what is filled in elsewhere is refused, as nothing
    would become of it.
    """
    try:
        if asks is not None:
            _refuse_unasked(asks)
        return act()
    except DossierRefused as refused:
        return Refusal(422, "有填写不正确的地方，没有保存。", faults=refused.faults)
    except GateShut as shut:
        judged = shut.judgement
        findings = shut.findings or (judged.shutting(gate) if isinstance(judged, Judgement) and gate else ())
        return Refusal(409, str(shut), findings=findings)
    except Stale as stale:
        changes = tuple(re.sub(r"/[a-z0-9_/]+$", lambda at: labels.label(at[0]), change) for change in stale.changes)
        return Refusal(409, str(stale), changes=changes, stale=True)
    except WrongState as wrong:
        return Refusal(409, str(wrong))


def _refuse_unasked(asks: Collection[str]) -> None:
    """Raise DossierRefused for every filled field of the request that names a place the page does not ask for."""
    named = (name for name, values in request.form.lists() if name.startswith("/") and any(values))
    strange = [name for name in named if not f"{name.removesuffix(LINES)}/".startswith(tuple(f"{place}/" for place in asks))]
    if strange:
        raise DossierRefused(tuple(Fault(name, UNREAD) for name in strange))


def answer(template: str, refusal: Refusal | None, **context: Any) -> tuple[str, int]:
    """A page with its status: that of the refusal it explains, or 200."""
    return render_template(template, refusal=refusal, **context), refusal.status if refusal else 200


def placed(refusal: Refusal, moved: Mapping[str, str]) -> Refusal:
    """The refusal with the places of its faults as this page names them: `/meeting` is the meeting that it shows."""

    def at(pointer: str) -> str:
        return next((new + pointer[len(old) :] for old, new in moved.items() if pointer.startswith(f"{old}/")), pointer)

    return relocated(refusal, at)


def relocated(refusal: Refusal, at: Callable[[str], str]) -> Refusal:
    """The refusal with every place of its faults and findings as `at` names it."""
    faults = dict.fromkeys(replace(fault, pointer=at(fault.pointer)) for fault in refusal.faults)
    findings = (one._replace(missing=tuple(map(at, one.missing)), evidence=tuple(map(at, one.evidence)))
                for one in refusal.findings)  # fmt: skip
    return replace(refusal, faults=tuple(faults), findings=tuple(findings))


def opened(number: str, action: Action) -> Matter:
    """The matter for a form that this person may use now; raises NotFound, WrongState, Forbidden as the act would."""
    matter = oversight.show(desk(), actor(), number)
    row = transition(matter.state, action)
    if row is None:
        raise WrongState(f"事项现在处于“{matter.state.label}”环节，不能办理“{action.label}”。")
    g.mandate = desk().mandate(actor(), matter, row)
    return matter


def posted_to(number: str, *actions: Action) -> Matter:
    """The matter that a form was sent for; raises Forbidden before anything is read for whom no such act is meant."""
    matter = oversight.show(desk(), actor(), number)
    meant = {row.role for row in TRANSITIONS if row.action in actions}
    stands_in = (role for role in desk().stands_in_as(actor()) if DELEGATED[role].intersection(actions))
    if not meant.intersection((*actor().roles, *stands_in)):
        raise Forbidden(f"“{actions[0].label}”由{'、'.join(role.label for role in meant)}办理。")
    g.mandate = next(filter(None, (_mandate(matter, action) for action in actions)), None)
    return replace(matter, revision=revision())  # a form shown again keeps the revision that it was made from


def _mandate(matter: Matter, action: Action) -> Mandate | None:
    """In whose place this person would do it, for the form that is shown again; nobody's where he may not: the act says so."""
    row = transition(matter.state, action)
    try:
        return desk().mandate(actor(), matter, row) if row else None
    except Forbidden:
        return None


def revision() -> int:
    """The revision that the page was made from; 0, which is always old, where the form does not say."""
    said = request.form.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def stored(matter: Matter, said: str) -> Response:
    """After a successful step: to the matter's page, where the next act is."""
    flash(said)
    return redirect(f"/matters/{matter.number}", 303)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One form as it is shown."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By pointer, the ids of the rules that cannot be decided without it."""
    needed: frozenset[str] = frozenset()
    """The places the form marks with a red star; `*` stands for every row."""
    people: tuple[RegisteredPerson, ...] = ()
    files: Mapping[str, StoredFile] = field(default_factory=dict)
    """The uploaded files that the form names, by hash."""

    def one(self, pointer: str) -> str:
        """The single value of a field, "" where there is none."""
        values = self.values.get(pointer) or ("",)
        return values[0]

    def many(self, pointer: str) -> Sequence[str]:
        return self.values.get(pointer, ())

    def lines(self, pointer: str) -> str:
        """The content of a text area that holds a list."""
        typed = self.values.get(pointer + LINES)
        return typed[0] if typed else "\n".join(self.many(pointer))

    def rows(self, pointer: str, blank: int = BLANK_ROWS) -> range:
        """The numbers of the rows of a list: those filled, and some blank ones."""
        start = f"{pointer}/"
        filled = {int(name[len(start):].partition("/")[0]) for name, values in self.values.items()
                  if re.match(rf"{re.escape(start)}\d+/", name) and any(values)}  # fmt: skip
        return range(max(filled, default=-1) + 1 + blank)

    def filled(self, pointer: str) -> range:
        """The numbers of the rows of a list as far as they are filled."""
        return self.rows(pointer, 0)

    def label(self, pointer: str) -> str:
        """The name of the place, without the row that the page shows anyway."""
        return labels.label(pointer).rpartition("　")[2]

    def needs(self, pointer: str) -> bool:
        return bool(self.needed) and re.sub(r"/\d+(?=/|$)", "/*", pointer) in self.needed

    def file(self, pointer: str) -> StoredFile | None:
        """The uploaded file of this hash field."""
        return self.files.get(self.one(pointer))

    def touched(self, *pointers: str) -> bool:
        """Whether anything in these parts is filled, refused or lacking; such a part is shown unfolded."""
        filled = (name for name, values in self.values.items() if any(values))
        names = (*filled, *self.faults, *self.lacks)
        return any(name.startswith(pointers) for name in names)

    def asks(self, inputs: Iterable[Input]) -> bool:
        """Whether any of these is filled, refused or lacking."""
        return self.touched(*(below.pointer for one in inputs for below in one.inputs or (one,)))

    @property
    def officers(self) -> tuple[str, ...]:
        """The ids of those who are members of the party group or of the administration, as the register has them."""
        return tuple(one.id for one in self.people if one.group_office or one.admin_office)

    def choices(self, pointer: str) -> list[Option]:
        """The people of the register for a list of people, with those of the list who are not on it."""
        others = [id_ for id_ in self.many(pointer) if id_ and id_ not in ("none", *(one.id for one in self.people))]
        return [Option(one.id, one.name) for one in self.people] + [Option(id_, f"{id_}（不在名册）") for id_ in others]

    def person(self, person_id: str) -> RegisteredPerson | None:
        return next((person for person in self.people if person.id == person_id), None)

    def capitals(self, pointer: str) -> str:
        """The amount in the capitals of a cheque (人民币大写), "" where it is no amount."""
        try:
            return rmb(Decimal(re.sub(r"[,，\s]", "", self.one(pointer))))
        except (InvalidOperation, ValueError):
            return ""


def typed(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """Everything a person typed, to be shown again."""
    return {name: form.getlist(name) for name in form}


def by_place(faults: Iterable[Fault]) -> dict[str, tuple[str, ...]]:
    """The messages of each field."""
    found: dict[str, tuple[str, ...]] = {}
    for fault in faults:
        place = fault.pointer.removesuffix(LINES)
        found[place] = (*found.get(place, ()), fault.message)
    return found


def lacking(judgement: Judgement, gates: Collection[Gate]) -> dict[str, tuple[str, ...]]:
    """By pointer, the rules that keep one of these gates shut because the place is not known."""
    found: dict[str, tuple[str, ...]] = {}
    for finding in judgement.findings:
        if finding.gate in gates and finding.shuts:
            for pointer in missing_places(finding):
                found[pointer] = tuple(dict.fromkeys((*found.get(pointer, ()), finding.rule)))
    return found


def required(rulebook: Rulebook, judgement: Judgement, gates: Collection[Gate]) -> frozenset[str]:
    """The places read by the rules of these gates that apply to this matter and can shut them."""
    applying = {finding.rule for finding in judgement.findings if finding.outcome is not Outcome.not_applicable}
    strict = (Severity.blocking, Severity.reasoned)
    places: set[str] = set()
    for rule in rulebook.rules:
        if rule.gate in gates and rule.id in applying and rule.severity in strict:
            before = {Subject.MEETING: "/meetings/*/", Subject.CANDIDATE: "/matter/candidates/*/"}.get(rule.subject, "")
            read = (place for condition in rule.met_when for place in rulebook.facts[condition.fact].places)
            places.update(place if place.startswith("/") else before + place for place in read)
    return frozenset(places)


def linked(
    findings: Iterable[Finding], here: tuple[str, ...], matter: Matter | None = None, fixed: tuple[str, ...] = ()
) -> list[tuple[Finding, str]]:  # fmt: skip
    """Each finding with the address of the field that settles it: on this form, but for what it only shows (`fixed`), or on the
    one of this matter that has it and is open where the matter stands."""
    found = []
    for finding in findings:
        places = missing_places(finding) or finding.evidence
        href = next((f"#{place}" for place in places if place.startswith(here) and place not in fixed), "")
        if not href and matter is not None:
            filled = ((place, page_with(matter, place)) for place in places)
            href = next((f"/matters/{matter.number}/{page}#{place}" for place, page in filled if page), "")
        found.append((finding, href))
    return found


def compacted(form: MultiDict[str, str], *lists: str) -> MultiDict[str, str]:
    """The form with the blank rows of these lists taken out, so that a row has one number in form and dossier."""
    places: dict[tuple[str, str], int] = {}
    for pointer in lists:
        kept = {row for name, values in form.lists() for row in _row(name, pointer) if any(values)}
        places |= {(pointer, row): new for new, row in enumerate(sorted(kept, key=int))}
    renamed = MultiDict()
    for name, values in form.lists():
        pointer = next((pointer for pointer in lists if _row(name, pointer)), None)
        if pointer is not None:
            (row,) = _row(name, pointer)
            if (pointer, row) not in places:
                continue
            name = f"{pointer}/{places[pointer, row]}{name[len(pointer) + 1 + len(row) :]}"
        renamed.setlist(name, values)
    return renamed


def _row(name: str, pointer: str) -> list[str]:
    return re.findall(rf"^{re.escape(pointer)}/(\d+)(?=/)", name)
