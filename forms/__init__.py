"""Turns outside text into domain objects and back; refuses what is wrong in it, all faults at once, each with its place."""

from forms.dossier import dump_dossier, read_dossier
from forms.text import MOST_BYTES, too_large

__all__ = ["MOST_BYTES", "dump_dossier", "read_dossier", "too_large"]
