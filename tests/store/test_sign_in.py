"""Signing in: who is let in, what is counted, and that neither words nor time tell whether a name is known."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_security import Security
from flask_security.utils import hash_password
from sqlalchemy import func, select

from review.domain.errors import TooManyAttempts
from review.domain.vocabulary import Role
from review.service.record import CHINA
from review.store import SignIn, SqlStore, create_account, sign_in
from review.store.tables import AccountRow, FailedSignInRow
from tests.conftest import CHEAP_HASH
from tests.databases import Database

from .examples import HEAD, SECRETARY, UNIT

PASSWORD = "审查-Review-2026"
HERE, THERE = "192.0.2.1", "198.51.100.7"
NINE = datetime(2026, 11, 23, 9, tzinfo=CHINA)


@pytest.fixture
def clock() -> SimpleNamespace:
    clock = SimpleNamespace(instant=NINE)
    clock.now = lambda: clock.instant
    return clock


@pytest.fixture
def door(store: SqlStore, clock: SimpleNamespace) -> Iterator[SignIn]:
    """Signing in over two accounts, `mishu` and `shuji`, of which the second is out of use."""
    app, made = Flask(__name__), SignIn(store, clock)
    app.config |= {
        "SECRET_KEY": "k" * 32, "SECURITY_PASSWORD_SALT": "s" * 32, "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC", "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": CHEAP_HASH,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"username": {"mapper": str, "case_insensitive": True}}],
    }  # fmt: skip
    Security(app, made.datastore)
    with app.app_context():
        create_account(store.session, "mishu", hash_password(PASSWORD), UNIT, SECRETARY.id, [Role.SECRETARY])
        create_account(store.session, "shuji", hash_password(PASSWORD), UNIT, HEAD.id, [Role.GROUP_SECRETARY]).active = False
        store.session.commit()
        yield made
        store.session.remove()


def fail(door: SignIn, times: int, name: str = "mishu", address: str = HERE) -> None:
    for _ in range(times):
        assert door.account(name, "wrong", address) is None


def let_in(door: SignIn, name: str = "mishu", address: str = HERE) -> bool:
    return isinstance(door.account(name, PASSWORD, address), AccountRow)


def counted(store: SqlStore) -> int:
    with store.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(FailedSignInRow)) or 0


@pytest.mark.parametrize("name", ["mishu", " MISHU ", "Mishu"])
def test_the_name_and_the_password_let_in(door: SignIn, store: SqlStore, name: str) -> None:
    account = door.account(name, PASSWORD, HERE)
    assert account is not None
    assert account.username == "mishu"
    assert counted(store) == 0


def test_the_password_may_be_typed_in_wide_letters(door: SignIn) -> None:
    assert door.account("mishu", PASSWORD.replace("2026", "２０２６"), HERE) is not None


@pytest.mark.parametrize("name", ["mishu", "nobody", "shuji"])
def test_after_five_failures_of_a_name_nothing_is_tried_for_a_quarter_of_an_hour(
    door: SignIn, clock: SimpleNamespace, name: str
) -> None:
    fail(door, 5, name)
    for address in (HERE, THERE):
        with pytest.raises(TooManyAttempts, match=r"^登录失败次数过多，请于09:15以后再试。$") as refused:
            door.account(name, PASSWORD, address)
        assert refused.value.seconds_left == 15 * 60
    clock.instant = NINE + timedelta(minutes=14, seconds=59)
    with pytest.raises(TooManyAttempts) as refused:
        door.account(name, PASSWORD, HERE)
    assert refused.value.seconds_left == 1
    clock.instant = NINE + timedelta(minutes=15)
    assert let_in(door, name) is (name == "mishu")


def test_the_time_told_is_that_of_the_oldest_of_the_five(door: SignIn, clock: SimpleNamespace) -> None:
    for minute in range(6):
        clock.instant = NINE + timedelta(minutes=2 * minute, seconds=30)
        if minute < 5:
            fail(door, 1)
    with pytest.raises(TooManyAttempts, match="09:16以后"):
        door.account("mishu", PASSWORD, HERE)
    clock.instant = NINE + timedelta(minutes=15, seconds=30)
    fail(door, 1)
    with pytest.raises(TooManyAttempts, match="09:18以后"):
        door.account("mishu", PASSWORD, HERE)


def test_what_is_refused_untried_is_not_counted_so_that_the_time_told_holds(door: SignIn, store: SqlStore) -> None:
    fail(door, 5)
    for _ in range(3):
        with pytest.raises(TooManyAttempts):
            door.account("mishu", PASSWORD, HERE)
    assert counted(store) == 5


def test_four_failures_do_not_shut_and_a_success_forgets_them(door: SignIn, store: SqlStore) -> None:
    fail(door, 4)
    assert let_in(door)
    assert counted(store) == 0
    fail(door, 4)
    assert let_in(door)


def test_however_a_name_is_written_it_is_the_same_name(door: SignIn) -> None:
    for name in ("mishu", "MISHU", " mishu", "Mishu ", "mIshu"):
        fail(door, 1, name)
    with pytest.raises(TooManyAttempts):
        door.account("mishu", PASSWORD, THERE)


def test_after_twenty_failures_from_one_address_nothing_is_tried_from_there(door: SignIn) -> None:
    for number in range(20):
        fail(door, 1, f"name-{number}")
    with pytest.raises(TooManyAttempts):
        door.account("mishu", PASSWORD, HERE)
    assert let_in(door, address=THERE)


@pytest.mark.heavy
def test_ones_own_success_gives_the_address_no_new_guesses_at_others(door: SignIn) -> None:
    for number in range(19):
        fail(door, 1, f"name-{number}")
    assert let_in(door)
    fail(door, 1, "name-19")
    with pytest.raises(TooManyAttempts):
        door.account("mishu", PASSWORD, HERE)


@pytest.mark.heavy
def test_the_addresses_of_one_ipv6_network_are_one_address(door: SignIn) -> None:
    for number in range(20):
        fail(door, 1, f"name-{number}", f"2001:db8:1:2::{number:x}")
    with pytest.raises(TooManyAttempts):
        door.account("mishu", PASSWORD, "2001:db8:1:2:ffff::1")
    assert let_in(door, address="2001:db8:1:3::1")
    assert let_in(door, address="no address")


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("  ", PASSWORD), ("mishu", ""), ("mi\0shu", PASSWORD)])
def test_a_blank_is_no_attempt(door: SignIn, store: SqlStore, name: str, password: str) -> None:
    assert door.account(name, password, HERE) is None
    assert counted(store) == 0


@pytest.mark.parametrize("name", ["mishu", "shuji", "nobody"])
def test_a_password_is_hashed_once_whether_the_name_is_known_or_not(
    door: SignIn, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    verify = AccountRow.verify_and_update_password
    monkeypatch.setattr(sign_in, "hash_password", hashed.append)
    monkeypatch.setattr(
        AccountRow, "verify_and_update_password", lambda row, said: hashed.append(said) or verify(row, said)
    )
    assert door.account(name, "wrong", HERE) is None
    assert hashed == ["wrong"]


def test_failures_outlive_the_process_and_count_for_every_process(
    door: SignIn, database: Database, clock: SimpleNamespace
) -> None:
    fail(door, 3)
    other_store = SqlStore(database.url)
    fail(SignIn(other_store, clock), 2)
    other_store.close()
    with pytest.raises(TooManyAttempts):
        door.account("mishu", PASSWORD, HERE)


def test_what_no_longer_counts_is_deleted_and_no_name_is_readable(
    door: SignIn, store: SqlStore, clock: SimpleNamespace
) -> None:
    for number in range(8):
        fail(door, 1, f"name-{number}")
    clock.instant = NINE + timedelta(minutes=15)
    fail(door, 1)
    with store.engine.connect() as connection:
        ((name, address, at),) = connection.execute(
            select(FailedSignInRow.name, FailedSignInRow.address, FailedSignInRow.at)
        ).all()
    assert "mishu" not in name
    assert (address, at) == ("192.0.2.1/32", int(clock.instant.timestamp()))


def test_a_clock_that_was_set_back_shuts_nobody_out(door: SignIn, clock: SimpleNamespace) -> None:
    clock.instant = NINE + timedelta(days=1)
    fail(door, 5)
    clock.instant = NINE
    assert let_in(door)
