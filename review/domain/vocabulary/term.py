"""Holds what a term of a closed vocabulary is, and the languages in which a finding is said."""

from enum import StrEnum


class Language(StrEnum):
    """A language in which a finding is said; Chinese unless another is asked for."""

    ZH = "zh"
    EN = "en"

    def pick(self, chinese: str, english: str) -> str:
        """The one of two texts that is in this language."""
        return english if self is Language.EN else chinese


class Term(StrEnum):
    """A word of a closed vocabulary: the stored code, the Chinese word shown for it, and the English one."""

    label: str
    label_en: str

    def __new__(cls, value: str, label: str = "", label_en: str = "") -> "Term":
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        term.label_en = label_en
        return term

    def word(self, language: Language) -> str:
        """What is shown for it in this language."""
        return language.pick(self.label, self.label_en)
