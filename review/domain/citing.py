"""Holds what a finding cites: the article in the edition in force, and how far it binds; holds no rule."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from review.domain import wording
from review.domain.facts import Case
from review.domain.facts.classification import decided_under_decree_713
from review.domain.rulebook import Citation, Rulebook
from review.domain.vocabulary import Applicability, Language, Strength


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """The article a finding rests on, in the edition in force on the judged day."""

    instrument: str
    article: str
    paragraph: str
    edition: str
    """The day from which it is in force; "" for what has no such day."""
    strength: Strength
    phrase: str
    confidence: str

    @property
    def verified(self) -> bool:
        """Whether the phrase was read word for word in the official text; otherwise 待核对 is printed beside it."""
        return self.confidence == "V"


SCOPE_ARTICLE = "3"
"""《重大行政决策程序暂行条例》第三条 says which decisions it governs, so it binds whoever asks that of any matter."""


class Binding(NamedTuple):
    """How decree 713 binds: by the unit, governments directly, departments by reference (第四十二条); and whether it governs the
    matter. What is none of its decisions (第三条), as an appointment or mere funds, follows it by analogy only."""

    unit: Applicability | None
    governs: bool = True


def binding_of(case: Case) -> Binding:
    """How decree 713 binds this matter; while it is not known whether it governs it, as if it did."""
    return Binding(case.dossier.unit.applicability, decided_under_decree_713(case) is not False)


@lru_cache(4096)
def cite(cited: Citation, rulebook: Rulebook, binding: Binding, language: Language = Language.ZH) -> CitedArticle:
    """What a rule rests on, and of decree 713 how that binds."""
    instrument, strength = rulebook.instruments[cited.instrument], cited.strength
    if instrument.key == "decree-713" and strength is Strength.statute:
        if not binding.governs and cited.article != SCOPE_ARTICLE:
            strength = Strength.analogy
        elif binding.unit is not None:
            strength = Strength.direct if binding.unit is Applicability.DIRECT else Strength.reference
    return CitedArticle(
        instrument=language.pick(instrument.title, instrument.title_en),
        article=wording.cited_place(cited.article, language), paragraph=wording.cited_place(cited.paragraph, language),
        edition=instrument.in_force.isoformat() if instrument.in_force else "",
        strength=strength, phrase=cited.phrase, confidence=cited.confidence,
    )  # fmt: skip
