"""Binds a form page to what it shows at each JSON pointer: value, fault, lack, need; and turns refusals into pages.

The field names of every form are JSON pointers of the dossier, so that a fault or a finding leads straight to its
field. Reads no form into the domain (`forms.flat` does) and stores nothing (the use cases do).
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from forms import labels
from review.domain.checklist import Finding, Judgement
from review.domain.errors import DossierRefused, Fault, GateShut, Stale, WrongState
from review.domain.rulebook import Rulebook, Subject
from review.domain.vocabulary import Gate, Outcome, Severity
from review.service.ports import RegisteredPerson

T = TypeVar("T")

LINES = ":lines"
"""Ends the name of a text area that holds a list, one item a line."""

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


def attempt(act: Callable[[], T], gate: Gate | None = None) -> T | Refusal:
    """What the use case returns, or why it refused; 403 and 404 are pages of their own and pass through."""
    try:
        return act()
    except DossierRefused as refused:
        return Refusal(422, "有填写不正确的地方，没有保存。", faults=refused.faults)
    except GateShut as shut:
        judged = shut.judgement
        findings = judged.shutting(gate) if isinstance(judged, Judgement) and gate else ()
        return Refusal(409, str(shut), findings=findings)
    except Stale as stale:
        return Refusal(409, str(stale), changes=stale.changes)
    except WrongState as wrong:
        return Refusal(409, str(wrong))


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

    def label(self, pointer: str) -> str:
        return labels.label(pointer)

    def needs(self, pointer: str) -> bool:
        return bool(self.needed) and re.sub(r"/\d+(?=/|$)", "/*", pointer) in self.needed

    def touched(self, *pointers: str) -> bool:
        """Whether anything in these parts is filled, refused or lacking; such a part is shown unfolded."""
        filled = (name for name, values in self.values.items() if any(values))
        names = (*filled, *self.faults, *self.lacks)
        return any(name.startswith(pointers) for name in names)

    def person(self, person_id: str) -> RegisteredPerson | None:
        return next((person for person in self.people if person.id == person_id), None)

    def capitals(self, pointer: str) -> str:
        """The amount in the capitals of a cheque (人民币大写), "" where it is no amount."""
        try:
            return capitals(Decimal(plain_amount(self.one(pointer))))
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
            for pointer in finding.missing:
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


def plain_amount(text: str) -> str:
    """An amount as people type it, without separators, unit and spaces."""
    return re.sub(r"[,，\s元]", "", text)


def with_plain_amounts(form: MultiDict[str, str], pointers: Collection[str]) -> MultiDict[str, str]:
    """The form with the separators taken out of these amounts."""
    return MultiDict((name, plain_amount(value) if name in pointers else value) for name, value in form.items(multi=True))


DIGITS, PLACES, GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿")


def capitals(amount: Decimal) -> str:
    """人民币大写, as on a cheque: 680000.00 is 人民币陆拾捌万元整."""
    if not (amount.is_finite() and 0 <= amount < 10**12) or amount != round(amount, 2):
        raise ValueError(amount)
    yuan, cents = divmod(int(amount * 100), 100)
    jiao, fen = divmod(cents, 10)
    whole = f"{_whole(yuan)}元" if yuan or not cents else ""
    if not cents:
        return f"人民币{whole}整"
    part = f"{DIGITS[jiao]}角" if jiao else "零" if yuan else ""
    return f"人民币{whole}{part}" + (f"{DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    said, zero = "", False
    digits = str(number)
    for position, digit in enumerate(digits):
        left = len(digits) - 1 - position
        if digit == "0":
            zero = True
        else:
            said += ("零" if zero and said else "") + DIGITS[int(digit)] + PLACES[left % 4]
            zero = False
        if left % 4 == 0 and int(digits[max(0, position - 3) : position + 1]):
            said += GROUPS[left // 4]
    return said or DIGITS[0]
