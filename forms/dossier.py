"""Reads a whole dossier from JSON text and writes it back; the checks across fields are in `domain.consistency`."""

import json
from typing import Any

from marshmallow import ValidationError

from forms.schema import faults_of, load
from review.domain.consistency import inconsistencies
from review.domain.dossier import FORMAT, Dossier
from review.domain.errors import DossierRefused, Fault
from review.domain.plain import to_plain

MOST_BYTES = 2 * 1024 * 1024
"""The largest dossier that is read: 2 MiB, some forty times the largest example."""


def read_dossier(text: bytes) -> Dossier:
    """The dossier in this JSON text.

    Raises DossierRefused with every fault and its JSON pointer: not JSON, too large, unknown or repeated keys, wrong
    types, impossible values, ids that are nobody's. Nothing is guessed.
    """
    if len(text) > MOST_BYTES:
        raise refused("", f"案卷过大：最多{MOST_BYTES // 1024 // 1024}MB，现有{len(text) / 1024 / 1024:.1f}MB")
    return read_plain(_parse(text))


def read_plain(plain: Any) -> Dossier:
    """The dossier in these JSON values; raises DossierRefused."""
    if not isinstance(plain, dict):
        raise refused("", "案卷应当是一个JSON对象")
    faults = [] if plain.get("format") == FORMAT else [Fault("/format", f"应当是“{FORMAT}”")]
    try:
        dossier: Dossier = load(Dossier, {**plain, "format": FORMAT})
    except ValidationError as error:
        raise DossierRefused((*faults, *faults_of(error.messages))) from None
    faults += inconsistencies(dossier)
    if faults:
        raise DossierRefused(tuple(faults))
    return dossier


def dump_dossier(dossier: Dossier) -> bytes:
    """The dossier as JSON text, as a person would want to read it."""
    return (json.dumps(to_plain(dossier), ensure_ascii=False, indent=1) + "\n").encode()


def refused(pointer: str, message: str) -> DossierRefused:
    """A refusal with one fault."""
    return DossierRefused((Fault(pointer, message),))


def _parse(text: bytes) -> Any:
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("", f"不是UTF-8文字（第{error.start + 1}字节）") from None
    if not decoded.strip():
        raise refused("", "案卷是空的")
    try:
        return json.loads(decoded, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise refused("", f"不是正确的JSON：第{error.lineno}行第{error.colno}列，{error.msg}") from None
    except RecursionError:
        raise refused("", "嵌套层数过多") from None
    except ValueError as error:  # a number with too many digits
        raise refused("", f"不是正确的JSON：{error}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise refused("", f"同一个对象里有两个“{twice}”")
    return found


def _no_constant(name: str) -> Any:
    raise refused("", f"JSON里不能有{name}")
