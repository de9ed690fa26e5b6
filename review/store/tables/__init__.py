"""Holds the tables: register, accounts, sign-ins, matters with their revisions, events, files; no query, no trigger."""

from review.store.tables.access import AccessRow
from review.store.tables.accounts import AccountRow, FailedSignInRow, RoleRow, account_role
from review.store.tables.base import STRICT, STRICT_WITHOUT_ROWID, Base, Flag
from review.store.tables.matters import (
    EventRow,
    MatterRow,
    RevisionRow,
    RulebookRow,
    SpendingRow,
    TimeStampRow,
    TopicRow,
    VerdictsRow,
)
from review.store.tables.notices import DeliveryRow, FileRow, NoticeRow
from review.store.tables.register import (
    AdviserInterestRow,
    AdviserRow,
    CatalogueRow,
    DelegationRow,
    HandOverRow,
    PersonRow,
    RegisterEventRow,
    UnitRow,
)

_ADDED_BY_UNITS = ("matter", "revision", "spending", "topic", "verdicts", "event", "file", "catalogue", "register_event",
                   "notice", "delivery", "adviser", "adviser_interest", "delegation",
                   "handover", "access", "time_stamp")  # fmt: skip

APPEND_ONLY = (*_ADDED_BY_UNITS, "rulebook")
"""The tables whose rows can be added but neither changed nor deleted; triggers of the database see to it."""

OF_ONE_UNIT = ("unit", "person", "account", *_ADDED_BY_UNITS)
"""The tables whose rows belong to one unit; policies of PostgreSQL hide those of every other."""

__all__ = [
    "APPEND_ONLY", "AccessRow", "AccountRow", "AdviserInterestRow", "AdviserRow", "Base", "CatalogueRow", "DelegationRow",
    "DeliveryRow",
    "EventRow", "FailedSignInRow", "FileRow", "Flag", "HandOverRow",
    "MatterRow", "NoticeRow", "OF_ONE_UNIT", "PersonRow", "RegisterEventRow",
    "RevisionRow", "RoleRow", "RulebookRow", "STRICT", "STRICT_WITHOUT_ROWID", "SpendingRow", "TimeStampRow",
    "TopicRow", "UnitRow", "VerdictsRow", "account_role",
]  # fmt: skip
