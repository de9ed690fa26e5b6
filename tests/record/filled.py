"""Holds the making of a dossier with every field filled, each text different: what is not printed is then seen to lack."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import count
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from review.domain.dossier import FORMAT, Dossier
from review.domain.plain import hints
from review.domain.scalars import Id, Line, Prose, Sha256
from review.service.record import CHINA


class Filler:
    """Makes values of any type of the dossier, and keeps the texts by the path of their place."""

    def __init__(self, truth: bool) -> None:
        self.texts: dict[str, str] = {}
        self.hashes: dict[str, str] = {}
        self._truth, self._number = truth, count(1)

    def dossier(self) -> Dossier:
        return replace(self._value(Dossier, ""), format=FORMAT, as_of=date(2024, 5, 8), edition_on=None)

    def _value(self, kind: Any, path: str) -> Any:
        origin, arguments = get_origin(kind), get_args(kind)
        if origin in (Union, UnionType):
            (kind,) = (part for part in arguments if part is not type(None))
            return self._value(kind, path)
        if kind in (Line, Prose):
            self.texts[path] = f"第{next(self._number):04}号文字" + ("，有两段。\n第二段" if kind is Prose else "")
            return self.texts[path]
        if kind == Id:
            return f"x{next(self._number):04}"
        if kind == Sha256:
            self.hashes[path] = f"{next(self._number):064x}"
            return self.hashes[path]
        if origin is Annotated:
            return self._value(arguments[0], path)
        if origin is tuple:
            deep = path.count("earlier") > 0
            return () if deep and arguments[0] is kind else tuple(self._value(arguments[0], f"{path}/{n}") for n in (0, 1))
        return self._plain(kind, path)

    def _plain(self, kind: Any, path: str) -> Any:
        if isinstance(kind, type) and is_dataclass(kind):
            known = hints(kind)
            names = [f.name for f in fields(kind) if not (f.name == "earlier" and "/earlier" in path)]
            return kind(**{name: self._value(known[name], f"{path}/{name}") for name in names})
        if isinstance(kind, type) and issubclass(kind, Enum):
            return list(kind)[0 if self._truth else -1]
        if get_origin(kind) is not None:
            key, value = get_args(kind)
            return {self._value(key, path): self._value(value, f"{path}/{n}") for n in (0, 1)}
        made = {bool: self._truth, int: 3, Decimal: Decimal("12345.60"), date: date(2024, 4, 1), str: "文字"}
        return datetime(2024, 4, 1, 9, 0, tzinfo=CHINA) if kind is datetime else made[kind]
