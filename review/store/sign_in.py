"""Holds signing in: the account of a name and password, and how often that may fail; the edges say the refusal.

A failure counts for its name, whether anybody has it or not, and for the address it came from. After too many of
either nothing more is tried, not even the right password, until the oldest of them is a quarter of an hour old.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from flask import current_app
from flask_security.utils import get_hmac, hash_password
from sqlalchemy import delete, insert, select

from review.domain.errors import TooManyAttempts
from review.service.ports import Clock
from review.store.accounts import user_datastore
from review.store.connections import for_writing
from review.store.tables import AccountRow, FailedSignInRow
from review.store.unit_of_work import SqlStore

log = logging.getLogger("review")

WINDOW = timedelta(minutes=15)
MOST = {"name": 5, "address": 20}
"""How many failures of one name, and from one address, the window may hold before nothing more is tried."""

_Failed = FailedSignInRow.__table__


class SignIn:
    """Signing in over the accounts of the store; works inside the application that has Flask-Security."""

    def __init__(self, store: SqlStore, clock: Clock) -> None:
        self.datastore = user_datastore(store.session)
        self._store = store
        self._clock = clock

    def account(self, name: str, password: str, address: str) -> AccountRow | None:
        """The account in use that has this name and password; raises TooManyAttempts. A blank is no attempt, nor is
        what no name can be."""
        name = name.strip()
        if not name or not password or "\0" in name:
            return None
        now, counted = self._clock.now(), {"name": _counted_name(name), "address": _counted_address(address)}
        self._refuse_too_many(now, counted)
        account: AccountRow | None = self.datastore.find_user(case_insensitive=True, username=name)
        if _is_password_of(account, password) and account is not None and account.active:
            self._forget(counted["name"])
            return account
        self._remember(now, counted)
        return None

    def _refuse_too_many(self, now: datetime, counted: Mapping[str, str]) -> None:
        start, end = _second(now - WINDOW), _second(now)
        latest = select(_Failed.c.at).where(_Failed.c.at > start, _Failed.c.at <= end).order_by(_Failed.c.at.desc())
        with self._store.engine.connect() as connection:
            full = [
                at for key, most in MOST.items()
                if (at := connection.scalar(latest.where(_Failed.c[key] == counted[key]).offset(most - 1).limit(1)))
            ]  # fmt: skip
        if full:
            log.warning("sign-in not tried after too many failures, from %s", counted["address"])
            raise TooManyAttempts(datetime.fromtimestamp(max(full), now.tzinfo) + WINDOW, now)

    def _remember(self, now: datetime, counted: Mapping[str, str]) -> None:
        with for_writing(self._store.engine) as connection, connection.begin():
            connection.execute(delete(_Failed).where(_Failed.c.at <= _second(now - WINDOW)))
            connection.execute(insert(_Failed).values(at=_second(now), **counted))

    def _forget(self, name: str) -> None:
        """Forget the failures of the name only: one's own success must not give the address new guesses at others."""
        with self._store.engine.connect() as connection:
            if connection.scalar(select(_Failed.c.id).where(_Failed.c.name == name).limit(1)) is None:
                return
        with for_writing(self._store.engine) as connection, connection.begin():
            connection.execute(delete(_Failed).where(_Failed.c.name == name))


def _is_password_of(account: AccountRow | None, password: str) -> bool:
    """Whether the password is the account's; takes as long where there is no account, so that time tells nothing."""
    normal = current_app.extensions["security"].password_util.normalize(password)
    if account is None:
        hash_password(normal)
        return False
    return bool(account.verify_and_update_password(normal))


def _counted_name(name: str) -> str:
    """The name as it is counted: however it is written, and unreadable, for some type their password there."""
    return str(get_hmac(name.casefold()).decode())


def _counted_address(address: str) -> str:
    """The address as it is counted: of IPv6 the network of 64 bits, which one subscriber has all to himself."""
    try:
        network = ip_network((address, 64 if ip_address(address).version == 6 else 32), strict=False)
    except ValueError:
        return address
    return str(network)


def _second(instant: datetime) -> int:
    return int(instant.timestamp())
