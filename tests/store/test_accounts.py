"""Units, people and accounts are entered once, and an account signs in through Flask-Security."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_security import Security, auth_required, current_user

from review.domain.errors import NotFound
from review.domain.vocabulary import Role
from review.service.ports import Actor, RegisteredPerson
from review.store import (
    AlreadyRegistered,
    SqlStore,
    actor_of,
    create_account,
    create_person,
    create_unit,
    user_datastore,
)
from review.store.tables import AccountRow

from .examples import HEAD, OTHER, SECRETARY, UNIT, first, plain_unit, submit

PASSWORD = "审查-Review-2026"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
ROLES = (Role.SECRETARY, Role.MEETING_RECORDER)


@pytest.fixture
def account(store: SqlStore) -> AccountRow:
    account = create_account(store.session, "mishu", HASH, UNIT, SECRETARY.id, ROLES)
    store.session.commit()
    return account


@pytest.fixture
def client(store: SqlStore, account: AccountRow) -> Iterator[FlaskClient]:
    app = Flask(__name__)
    app.config |= {
        "TESTING": True,
        "SECRET_KEY": "k" * 32,
        "SECURITY_PASSWORD_SALT": "s" * 32,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_USERNAME_ENABLE": True,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"username": {"mapper": str, "case_insensitive": True}}],
        "WTF_CSRF_ENABLED": False,
    }
    app.security = Security(app, user_datastore(store.session))

    @app.get("/me")
    @auth_required("session")
    def me() -> dict[str, object]:
        actor = actor_of(current_user)
        return {"unit": actor.unit, "person": actor.person, "name": actor.name, "roles": sorted(actor.roles)}

    @app.teardown_appcontext
    def end(_error: BaseException | None) -> None:
        store.session.remove()

    with app.test_client() as client:
        yield client


def sign_in(client: FlaskClient, username: str, password: str) -> int:
    said = {"username": username, "password": password}
    return client.post("/login", json=said, headers={"Accept": "application/json"}).status_code


def test_an_account_signs_in_and_acts_as_its_registered_person(client: FlaskClient) -> None:
    assert sign_in(client, "mishu", PASSWORD) == 200
    assert client.get("/me").json == {
        "unit": UNIT, "person": "s01", "name": "秘书甲", "roles": ["MEETING_RECORDER", "SECRETARY"],
    }  # fmt: skip


def test_a_wrong_password_or_an_unknown_name_does_not_sign_in(client: FlaskClient) -> None:
    assert sign_in(client, "mishu", "wrong") == 400
    assert sign_in(client, "nobody", PASSWORD) == 400


def test_an_account_that_was_put_out_of_use_does_not_sign_in(client: FlaskClient, store: SqlStore) -> None:
    datastore = user_datastore(store.session)
    with client.application.app_context():
        datastore.deactivate_user(datastore.find_user(username="mishu"))
        datastore.commit()
    assert sign_in(client, "mishu", PASSWORD) == 400


def test_an_account_names_its_actor(account: AccountRow) -> None:
    assert actor_of(account) == Actor(unit=UNIT, person="s01", name="秘书甲", roles=frozenset(ROLES))


def test_an_account_is_changed_although_somebody_wrote_after_it_was_read(store: SqlStore, account: AccountRow) -> None:
    read = store.session.get(AccountRow, account.id)
    assert read.active is True
    with store.writing(UNIT) as work:
        submit(work, first())
        work.commit()
    read.active = False
    store.session.commit()
    store.session.expire_all()
    assert read.active is False


def test_what_is_entered_twice_is_refused_and_said(store: SqlStore, account: AccountRow) -> None:
    with pytest.raises(AlreadyRegistered, match="代码为“SL-ZSJ”的单位"):
        create_unit(store.session, plain_unit())
    with pytest.raises(AlreadyRegistered, match="“p01”"):
        create_person(store.session, UNIT, HEAD)
    with pytest.raises(AlreadyRegistered, match="“MISHU”"):
        create_account(store.session, "MISHU", HASH, OTHER, HEAD.id, ())
    store.session.commit()
    assert store.session.query(AccountRow).count() == 1


def test_of_eight_who_enter_the_same_sign_in_name_at_once_exactly_one_does(store: SqlStore) -> None:
    barrier = Barrier(8)

    def enter(_thread: int) -> str:
        barrier.wait(timeout=60)
        try:
            create_account(store.session, "mishu", HASH, UNIT, SECRETARY.id, ROLES)
            store.session.commit()
        except AlreadyRegistered:
            return "refused"
        finally:
            store.session.remove()
        return "entered"

    with ThreadPoolExecutor(8) as pool:
        assert Counter(pool.map(enter, range(8))) == {"entered": 1, "refused": 7}


def test_who_is_not_registered_gets_no_account_and_no_place_in_a_register(store: SqlStore) -> None:
    with pytest.raises(NotFound, match="“p99”"):
        create_account(store.session, "nobody", HASH, UNIT, "p99", ())
    with pytest.raises(NotFound, match="SL-NOWHERE"):
        create_person(store.session, "SL-NOWHERE", HEAD)


def test_people_stand_in_the_order_given_else_in_the_order_of_entry(store: SqlStore) -> None:
    for name, sort in (("third", None), ("fourth", None), ("leading", 0)):
        person = RegisteredPerson(id=name, name=name, post="", department="")
        create_person(store.session, UNIT, person, sort=sort)
    store.session.commit()
    with store.reading(UNIT) as work:
        assert [person.id for person in work.register.people()] == ["leading", "p01", "s01", "third", "fourth"]


def test_nothing_is_entered_before_the_caller_commits(store: SqlStore) -> None:
    create_unit(store.session, plain_unit("SL-THIRD"))
    store.session.rollback()
    with pytest.raises(NotFound), store.reading("SL-THIRD") as work:
        work.register.unit()
