"""Writes the reference of the dossier format from the dataclasses themselves, so that it cannot say anything else.

`make docs` puts it into docs/dossier.md below the line MARK; what stands above is written by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from forms.labels import label
from review.domain.dossier import Dossier
from review.domain.plain import bare, hints, key_of, not_none
from review.domain.scalars import Between, Longest, Money, Shape
from review.domain.vocabulary import Term

MARK = "<!-- below: written by `make docs` from the dataclasses -->"


def reference() -> str:
    """Every place of a dossier, by part: key, Chinese name, what it may be."""
    parts: dict[Any, str] = {}
    _gather(Dossier, "", parts)
    return "\n".join(line for kind, pointer in parts.items() for line in _part(kind, pointer))


def _gather(kind: Any, pointer: str, parts: dict[Any, str]) -> None:
    if kind in parts:
        return
    parts[kind] = pointer
    known = hints(kind)
    for field in fields(kind):
        inner, row = _inner(known[field.name])
        if is_dataclass(inner):
            _gather(inner, f"{pointer}/{key_of(field.name)}{row}", parts)


def _inner(kind: Any) -> tuple[Any, str]:
    """The type of an item, and how its place goes on: `/*` for each of a list or a mapping."""
    plain = bare(kind)
    if get_origin(plain) is tuple:
        return bare(get_args(plain)[0]), "/*"
    return (bare(get_args(plain)[1]), "/*") if get_origin(plain) is Mapping else (plain, "")


def _part(kind: Any, pointer: str) -> Iterator[str]:
    said = " ".join((kind.__doc__ or "").split())
    yield f"### `{pointer or '/'}`"
    yield ""
    if not said.startswith(f"{kind.__name__}("):
        yield said
        yield ""
    yield "| key | 名称 | value |"
    yield "|---|---|---|"
    known = hints(kind)
    for field in fields(kind):
        key = key_of(field.name)
        yield f"| `{key}` | {label(f'{pointer}/{key}'.replace('/*', '/0')).rpartition('　')[2]} | {_value(known[field.name])} |"
    yield ""


def _value(kind: Any) -> str:
    if not_none(kind) == Money:
        return "yuan, a decimal string"
    plain, inner = bare(kind), _inner(kind)[0]
    if get_origin(plain) is tuple:
        return "list of parts" if is_dataclass(inner) else f"list of {_value(get_args(plain)[0])}"
    if get_origin(plain) is Mapping:
        key, value = get_args(plain)
        return f"mapping of {_value(key)} to {'parts' if is_dataclass(bare(value)) else _value(value)}"
    if is_dataclass(plain):
        return "part"
    if isinstance(plain, type) and issubclass(plain, Term):
        return " ".join(f"`{term.value}` {term.label}" for term in plain).replace("|", "/")
    names = {bool: "true or false", date: "day `YYYY-MM-DD`", datetime: "instant with offset", int: "number", str: "text"}
    return names[plain] + _limits(not_none(kind))


def _limits(kind: Any) -> str:
    said = []
    for limit in get_args(kind)[1:] if get_origin(kind) is Annotated else ():
        match limit:
            case Longest(characters):
                said.append(f"at most {characters:,} characters")
            case Between(least, most):
                said.append(f"{least} to {most:,}")
            case Shape(_, called):
                said.append(called)
    return f" ({', '.join(said)})" if said else ""


def write(page: Path) -> None:
    """Renew the generated half of the page."""
    above = page.read_text(encoding="utf-8").partition(MARK)[0]
    page.write_text(f"{above}{MARK}\n\n{reference()}", encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parents[1] / "docs" / "dossier.md")
