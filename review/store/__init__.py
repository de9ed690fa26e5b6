"""The only place that knows the database: tables, units of work, accounts, migrations; it decides nothing."""

from review.store.accounts import (
    AlreadyRegistered,
    actor_of,
    create_account,
    create_person,
    create_unit,
    user_datastore,
)
from review.store.connections import NotUsable, readable
from review.store.files import FolderFiles
from review.store.history import SqlHistory, is_there
from review.store.schema import GuardsMissing, make_ready, migrate
from review.store.service_role import RoleRefused
from review.store.sign_in import SignIn
from review.store.unit_of_work import SqlStore, Unrecorded

__all__ = [
    "AlreadyRegistered", "FolderFiles", "GuardsMissing", "NotUsable", "RoleRefused", "SignIn", "SqlHistory", "SqlStore",
    "Unrecorded", "actor_of", "create_account", "create_person", "create_unit", "is_there", "make_ready", "migrate",
    "readable", "user_datastore",
]  # fmt: skip
