"""Holds who is who in a dossier: the name and post to print for an id; two people of one name keep their ids."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from review.domain.delegations import said
from review.domain.dossier import Dossier, Mandate, Reference
from review.record.view.say import UNKNOWN


class People:
    """The people of one dossier, by id: from `people` first, then from where they act."""

    def __init__(self, dossier: Dossier) -> None:
        known = dossier.people or {}
        self._names = {person.id: person.name for person in _references(dossier) if person.name}
        self._names.update({id_: person.name for id_, person in known.items() if person.name})
        self._posts = {id_: person.post for id_, person in known.items() if person.post}
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        for id_, name in self._names.items():
            bearers[name].add(id_)
        self._shared = {name for name, ids in bearers.items() if len(ids) > 1}

    def name(self, id_: str | None) -> str:
        """The name; with the id where two people bear it, the id alone where nobody gave a name."""
        if id_ is None:
            return UNKNOWN
        name = self._names.get(id_, id_).strip() or id_
        return f"{name}（{id_}）" if name in self._shared else name

    def names(self, ids: Iterable[str] | None) -> list[str] | None:
        return None if ids is None else [self.name(id_) for id_ in ids]

    def of(self, references: Iterable[Reference] | None) -> list[str] | None:
        return None if references is None else [self.name(person.id) for person in references]

    def one(self, id_: str | None) -> list[str] | None:
        return None if id_ is None else [self.name(id_)]

    def in_place(self, mandate: Mandate | None) -> str:
        """In whose place somebody acted, "" where he acted for himself."""
        return said(mandate, self.name(mandate.person.id) if mandate and mandate.person else None)

    def post(self, id_: str) -> str:
        return self._posts.get(id_, "")


def _references(value: Any) -> Iterator[Reference]:
    if isinstance(value, Reference):
        yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from _references(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _references(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _references(item)
