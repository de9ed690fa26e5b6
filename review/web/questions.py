"""Holds what a page asks a person to state about rules: the questions of `manual` rules, and the reasons of reasoned ones.

Which answer decides what is the rulebook's; how it is kept is the service's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from forms import flat
from review.domain.checklist import Finding, Judgement
from review.domain.dossier import Justification, ManualAnswer
from review.domain.facts.stated import DECIDED_BY_REASON
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Gate, Outcome
from review.web.posted import ANSWERS, REASONS

Values = dict[str, list[str]]


def questions(
    rulebook: Rulebook, judged: Judgement, gates: Collection[Gate], stored: Iterable[ManualAnswer] = ()
) -> list[Finding]:
    """The questions to answer at these gates: those that apply, and those already answered."""
    manual = {rule.id for rule in rulebook.rules if rule.manual}
    told = {one.rule for one in stored}
    return [
        one for one in judged.findings
        if one.rule in manual and one.gate in gates and (one.outcome is not Outcome.not_applicable or one.rule in told)
    ]  # fmt: skip


def reasons(rulebook: Rulebook, judged: Judgement, told: Collection[str | None]) -> list[Finding]:
    """The findings for which a stated reason is accepted, where one is needed or was given."""
    accepted = {
        name.removeprefix("justification.") for name in rulebook.facts if name.startswith("justification.")
    }  # fmt: skip
    return [one for one in judged.findings if one.rule in accepted and (_asks(one) or one.rule in told)]


def _asks(finding: Finding) -> bool:
    """Whether a reason would decide it: what is known not to be met, and what a reason says was not done."""
    open_ = finding.outcome is Outcome.undetermined and finding.rule in DECIDED_BY_REASON
    return open_ or finding.outcome is Outcome.not_met


def as_asked(
    root: str, asked: Sequence[Finding], stored: Iterable[Justification | ManualAnswer], values: Mapping[str, list[str]]
) -> Values:
    """The values of the rows of a page for these findings, by rule: what was typed, or else what is stored."""
    known: dict[str | None, Values] = {one.rule: flat.flatten(one, "") for one in stored}
    for row in {f"{root}/{name.removeprefix(root + '/').partition('/')[0]}" for name in values if name.startswith(root + "/")}:
        rule = (values.get(f"{row}/rule") or [None])[0]
        known[rule] = {name.removeprefix(row): told for name, told in values.items() if name.startswith(f"{row}/")}
    return {
        f"{root}/{place}{name}": told
        for place, finding in enumerate(asked) for name, told in known.get(finding.rule, {}).items()
    }  # fmt: skip


def without(values: Mapping[str, list[str]], *roots: str) -> Values:
    """The values of everything else on the page."""
    return {name: told for name, told in values.items() if not name.startswith(tuple(f"{root}/" for root in roots))}


def told_in(values: Mapping[str, list[str]], root: str) -> set[str | None]:
    """The rules of which the page says something."""
    return {told[0] for name, told in values.items() if name.startswith(f"{root}/") and name.endswith("/rule") and told}


__all__ = ["ANSWERS", "REASONS", "as_asked", "questions", "reasons", "told_in", "without"]
