"""Sets up a demonstration on this machine: database, accounts, example matters, printed records; wired by `app`."""

import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from flask_security.utils import hash_password

from review import config, demo
from review.app import create_app, open_desk, seals, time_stamps
from review.domain.dossier import Dossier
from review.domain.plain import to_plain
from review.domain.vocabulary import Role
from review.domain.workflow import State
from review.record import print_record
from review.service import oversight, record
from review.service.ports import RegisteredPerson
from review.store import NotUsable, SqlStore, create_account, create_person, create_unit


@dataclass(frozen=True, slots=True)
class Installed:
    """What the demonstration consists of, to be printed."""

    accounts: tuple[tuple[str, str, str], ...]
    """Sign-in name, person, roles in words."""
    password: str
    records: tuple[Path, ...]
    fresh: bool
    development_key: bool
    """Records are signed by the key for development, without legal effect."""


def install(settings: config.Settings, *, serving: bool = False) -> Installed:
    """Load the demonstration unless there is a database; what is there is kept.

    It is loaded beside its place and moved there when it is whole, so that an interrupted run leaves nothing half done.
    Whoever waits to be served (`serving`) waits for printing only when it was loaded just now.
    Raises NotUsable for a database that is not a file.
    """
    if not settings.database_url.startswith("sqlite:///"):
        raise NotUsable("示例数据只装入 SQLite 数据库，请不设 REVIEW_DATABASE_URL，或者以 sqlite:/// 开头。")
    make_development_keys(settings)
    fresh = not database_file(settings).exists()
    password = config.kept(settings.var / "demo-password", secrets.token_urlsafe(9))
    if fresh:
        load(settings, password)
    if fresh or not serving:
        _print_records(settings)
    for_development = all(_signs_by(settings, unit) == config.development_key(settings.var, unit) for unit in _units())
    return Installed(_accounts(), password, tuple(sorted(_records(settings).glob("*.pdf"))), fresh, for_development)


def make_development_keys(settings: config.Settings) -> None:
    """For each unit of the examples a key to sign records with, where none are set; it says of itself that it is for development.
    One that is there is kept."""
    for unit, name in _units().items():
        path, said = config.development_key(settings.var, unit), config.signing(settings.var, unit)
        if said.token is None and said.key in (None, path) and not path.exists():
            from review.record.signing import development_key

            config.write_new(path, development_key(name))


def _units() -> dict[str, str]:
    """The names of the units of the examples, by their codes."""
    return {one.unit.code or "": one.unit.name or "" for one in demo.examples()}


def _signs_by(settings: config.Settings, unit: str) -> Path | None:
    return config.signing(settings.var, unit).key


def database_file(settings: config.Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


def load(settings: config.Settings, password: str) -> None:
    """Load the demonstration into a database that is not there yet, with this password for every account."""
    loading = settings.var / "loading.sqlite"
    for leftover in settings.var.glob("loading.sqlite*"):
        leftover.unlink()
    aside = replace(settings, database_url=f"sqlite:///{loading}")
    store = SqlStore(aside.database_url)
    app = create_app(aside, store)
    clock = demo.DayClock()
    with app.app_context():
        def enrol(own: tuple[Dossier, ...], people: tuple[RegisteredPerson, ...]) -> None:
            unit = own[0].unit
            session = store.session()
            create_unit(session, to_plain(unit))
            for person in people:
                create_person(session, unit.code or "", person)
            for account in demo.ACCOUNTS:
                if account.unit == unit.code:
                    hashed = hash_password(password)
                    create_account(session, account.username, hashed, account.unit, account.person, account.roles)
            session.commit()
            store.session.remove()

        demo.load(open_desk(store, clock, chained_by=settings.chained_by), clock, enrol)
    store.close()  # the last connection writes everything into the one file
    if loading.with_name(f"{loading.name}-wal").exists():
        raise RuntimeError(f"{loading} is still in use")
    loading.replace(database_file(settings))


def _accounts() -> tuple[tuple[str, str, str], ...]:
    shipped = demo.examples()
    units = {one.unit.code: one.unit.name for one in shipped}
    names = {
        (code, person.id): person.name
        for code in units for person in demo.register_of(one for one in shipped if one.unit.code == code)
    }  # fmt: skip
    return tuple(
        (one.username, f"{units[one.unit]}　{names[one.unit, one.person]}", "、".join(role.label for role in one.roles))
        for one in demo.ACCOUNTS
    )


def _records(settings: config.Settings) -> Path:
    folder = settings.var / "records"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _print_records(settings: config.Settings) -> None:
    """The PDF records of the finished examples; one that is there already is kept. Of any other matter whoever wants the
    record asks for it on its page."""
    store = SqlStore(settings.database_url)
    stamps = time_stamps()
    desk = open_desk(store, stamps=stamps)
    finished = [one for one in demo.examples() if one.approvals]
    for unit in dict.fromkeys(one.unit.code or "" for one in finished):
        own = {one.matter.number for one in finished if one.unit.code == unit}
        people = demo.register_of(one for one in demo.examples() if one.unit.code == unit)
        auditor = demo.actor(Role.AUDITOR, unit, people)
        for line in oversight.lines(desk, auditor):
            path = _records(settings) / f"{line.number}.pdf"
            if line.number in own and line.state is State.APPROVED and not path.exists():
                printed = print_record(record.compose(desk, auditor, line.number))
                config.write_whole(path, seals(unit, settings.var, stamps).sign(printed))
    store.close()
