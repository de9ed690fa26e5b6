"""Binds a form page to what it shows at each JSON pointer: value, fault, lack, need.

The field names of every form are JSON pointers of the dossier, so that a fault or a finding leads straight to its
field. Reads no form into the domain (`forms.flat` does) and stores nothing (the use cases do).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from forms import labels
from forms.flat import LINES
from forms.further import Input
from review.domain.checklist import Finding, Judgement
from review.domain.errors import Fault
from review.domain.rulebook import Rulebook, Subject
from review.domain.vocabulary import Gate, Outcome, Severity
from review.record.rmb import rmb
from review.service.ports import Matter, RegisteredPerson, StoredFile
from review.web.progress import missing_places, page_with


class Option(NamedTuple):
    """A choice that is no term of a vocabulary."""

    value: str
    label: str


BLANK_ROWS = 3
"""How many empty rows stand below those that are filled, so that nobody needs a script to add one."""


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
