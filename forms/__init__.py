"""Turns outside text into domain objects and back; refuses what is wrong in it, all faults at once, each with its place."""

from forms.dossier import MOST_BYTES, dump_dossier, read_dossier

__all__ = ["MOST_BYTES", "dump_dossier", "read_dossier"]
