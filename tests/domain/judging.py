"""The example dossiers and the cases, judged whole or changed in places; holds no test."""

import copy
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from review.config import CASES, EXAMPLES
from review.domain import cases
from review.domain.checklist import Judgement, judge
from review.domain.dossier import Dossier
from review.domain.plain import from_plain
from review.domain.rulebook import Rulebook

BASES = {path.name: path.read_bytes() for path in sorted(EXAMPLES.glob("*.json"))}
PLAIN: dict[str, dict[str, Any]] = {name[:2]: json.loads(text) for name, text in BASES.items()}
"""The examples, by number."""

SHIPPED = cases.read_cases({path.name: path.read_bytes() for path in sorted(CASES.glob("*.toml"))})


@cache
def dossiers() -> tuple[dict[str, Any], ...]:
    """Every example and the dossier of every case; those that are the same once. Only to be read."""
    plain = (*PLAIN.values(), *(cases.dossier_of(case, BASES) for case in SHIPPED))
    return tuple({json.dumps(one, sort_keys=True): one for one in plain}.values())


def judged(plain: Mapping[str, Any], rulebook: Rulebook) -> Judgement:
    return judge(from_plain(Dossier, plain), rulebook)


def changed(example: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    plain = copy.deepcopy(PLAIN[example])
    for pointer, value in changes.items():
        *path, last = pointer.strip("/").split("/")
        part: Any = plain
        for step in path:
            part = part[int(step)] if isinstance(part, list) else part[step]
        part[int(last) if isinstance(part, list) else last] = value
    return plain


def unnamed(text: str, names: Iterable[str]) -> str:
    """The text without the names of people, which are Chinese in every language."""
    for name in names:
        text = text.replace(name, "")
    return text
