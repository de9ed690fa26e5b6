"""Reads a whole dossier from JSON text and writes it back; the checks across fields are in `domain.consistency`."""

import json
from typing import Any

from marshmallow import ValidationError

from forms.schema import faults_of, load
from forms.text import parse, refused
from review.domain.consistency import inconsistencies
from review.domain.dossier import FORMAT, Dossier
from review.domain.errors import DossierRefused, Fault
from review.domain.plain import to_plain


def read_dossier(text: bytes) -> Dossier:
    """The dossier in this JSON text.

    Raises DossierRefused with every fault and its JSON pointer: not JSON, too large, unknown or repeated keys, wrong
    types, impossible values, ids that are nobody's. Nothing is guessed.
    """
    return read_plain(parse(text))


def read_plain(plain: Any) -> Dossier:
    """The dossier in these JSON values; raises DossierRefused."""
    if not isinstance(plain, dict):
        raise refused("案卷应当是一个JSON对象")
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

