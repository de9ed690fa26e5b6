"""Holds how the corrections of a meeting's record are shown in words, with the names that record and register have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.corrections import Told, told
from review.domain.dossier import CorrectedEntry, Correction, Dossier
from review.domain.minutes import Discussed


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction of the record of one topic, in words."""

    title: str
    made: Correction
    entries: tuple[Told, ...]


def corrections_of(topics: Iterable[tuple[Dossier, int]], known: Mapping[str, str]) -> tuple[Corrected, ...]:
    """Every correction of the record of a meeting, topic by topic, the first first; each topic is its dossier and which of its
    meetings it was, `known` are the names of the unit's register."""
    return tuple(
        Corrected(topic.title, made, in_words(made.entries or (), topic))
        for topic in (Discussed(dossier, place, dict(known)) for dossier, place in topics)
        for made in topic.meeting.corrections or ()
    )  # fmt: skip


def in_words(entries: Iterable[CorrectedEntry], topic: Discussed) -> tuple[Told, ...]:
    return tuple(told(entry, topic.name) for entry in entries)
