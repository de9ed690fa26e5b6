"""Holds what the use cases need from outside, as protocols; the adapters implement them, `app` wires them."""

from review.service.ports.access import AccessLog, Chain
from review.service.ports.files import FileList, Files, Kept, StoredFile
from review.service.ports.matters import KeptStamps, Matter, MatterLine, Matters, Rulebooks, TopicLine, Trail
from review.service.ports.notices import Notice, Notices, Outgoing
from review.service.ports.record import Contents, Leaf, Paper, Printable, Printer, Record
from review.service.ports.register import (
    Actor,
    Advisers,
    Catalogues,
    Delegations,
    HandOvers,
    Register,
    RegisteredPerson,
    RegisterTrail,
)
from review.service.ports.store import History, Judged, Store, UnitOfWork
from review.service.ports.tools import Binder, Clock, Compare, Engine, Mailer, Sheets

__all__ = [
    "AccessLog", "Actor", "Advisers", "Binder", "Catalogues", "Chain", "Clock", "Compare", "Contents", "Delegations",
    "Engine", "FileList", "Files", "HandOvers",
    "History", "Judged", "Kept", "KeptStamps", "Leaf", "Mailer", "Matter", "MatterLine",
    "Matters", "Notice", "Notices", "Outgoing", "Paper", "Printable", "Printer", "Record", "Register", "RegisterTrail",
    "RegisteredPerson", "Rulebooks", "Sheets", "Store", "StoredFile", "TopicLine", "Trail", "UnitOfWork",
]  # fmt: skip
