"""Holds what an act on a whole meeting comes to for each of its topics, as its preview (预览) shows it; nobody does it unseen."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from review.domain.checklist import Finding
from review.domain.errors import DossierRefused, Fault
from review.service.ports import Matter


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a topic stands after the act: what shuts a gate by it, and what it makes worse besides."""

    matter: Matter
    shut: tuple[Finding, ...]
    worse: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """By which the page says what it showed."""
        return tuple(f"{self.matter.number} {one.rule}{one.subject}" for one in (*self.shut, *self.worse))


def refuse_unseen(found: Iterable[Outlook], seen: Collection[str], after: str, act: str) -> None:
    """Raise DossierRefused where the act has problems that were not among those `seen`; `after` and `act` are words for it."""
    if unseen := [one.matter for one in found if not set(seen).issuperset(one.problems)]:
        titles = "、".join(f"“{one.dossier.matter.title}”" for one in unseen)
        raise DossierRefused((Fault("", f"{after}，议题{titles}有不符合规定之处：请先预览，看过以后再确认{act}"),))
