"""Reads a whole dossier from JSON text and writes it back; the checks across fields are in `domain.consistency`."""

import json
from collections.abc import Iterable
from typing import Any

from marshmallow import ValidationError

from forms.schema import faults_of, load
from forms.text import parse, refused, repeated
from forms.unread import Unread
from review.domain.consistency import inconsistencies
from review.domain.dossier import FORMAT, Dossier
from review.domain.errors import DossierRefused, Fault
from review.domain.plain import to_plain


def read_dossier(text: bytes) -> Dossier:
    """The dossier in this JSON text.

    Raises DossierRefused with every fault and its JSON pointer: not JSON, too large, unknown or repeated keys, wrong
    types, impossible values, ids that are nobody's. Nothing is guessed.
    """
    plain = parse(text)
    return read_plain(plain, repeated(plain))


def read_plain(plain: Any, known: Iterable[Fault] = ()) -> Dossier:
    """The dossier in these JSON values; raises DossierRefused, also for the faults that are known already.

    What could be read is checked across its fields even where something else could not, so that no fault is told later;
    nothing is told of it that may only follow from what could not be read.
    """
    if not isinstance(plain, dict):
        raise refused("案卷应当是一个JSON对象")
    faults = [*known]
    if plain.get("format") != FORMAT:
        faults.append(Fault("/format", f"应当是“{FORMAT}”"))
    try:
        dossier: Dossier = load(Dossier, {**plain, "format": FORMAT})
    except ValidationError as error:
        twice = Unread(plain, [fault.pointer for fault in faults])
        faults += (one for one in faults_of(error.messages) if not twice.covers(one.pointer))
        dossier = error.valid_data  # type: ignore[assignment]
    unread = Unread(plain, [fault.pointer for fault in faults])
    faults += (one for one in inconsistencies(dossier, unread.ids) if not unread.covers(one.pointer))
    if faults:
        raise DossierRefused(tuple(faults))
    return dossier


def dump_dossier(dossier: Dossier) -> bytes:
    """The dossier as JSON text, as a person would want to read it."""
    return (json.dumps(to_plain(dossier), ensure_ascii=False, indent=1) + "\n").encode()
