"""Setting up: what the bootstrap installs on which machine; the demonstration, loaded once, whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from review import config, demo, install
from review.app import create_app, open_desk, prepare, seals
from review.config import Settings
from review.domain.workflow import State
from review.store import SqlStore
from tests.sampling import some

from .machine import DEBIAN_12, LIBRARIES, MACHINES, UBUNTU, Machine

PYTHON = {"python3", "python3-dev", "python3-venv"}
TOOLS = {"poppler-utils", "qpdf", "git", "openssl"}
ENOUGH = (*LIBRARIES, *PYTHON, "build-essential")
HEAVY = ("fonts-noto-cjk", "postgresql", "softhsm2")

on_each_machine = pytest.mark.parametrize("distribution", MACHINES.values(), ids=MACHINES.keys())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'review.sqlite'}", secret_key="s", password_salt="p",
        secure_cookies=False, var=tmp_path,
    )  # fmt: skip


def approve_another(settings: Settings) -> None:
    """A matter of the first unit that was approved after the demonstration was loaded."""
    store, clock = SqlStore(settings.database_url), demo.DayClock()
    example = demo.examples()[0]
    later = replace(example, matter=replace(example.matter, number="SL-ZSJ-2022-0999"))
    people = demo.register_of(one for one in demo.examples() if one.unit.code == example.unit.code)
    assert demo.drive(open_desk(store, clock), clock, later, people).state is State.APPROVED
    store.close()


NAMES = {one.unit.code: one.unit.name for one in demo.examples()}
UNITS = ("SL-ZSJ", "SL-XZF")


def test_a_development_key_of_each_unit_is_made_once_and_is_the_owners_alone(settings):
    install.make_development_keys(settings)
    paths = [config.development_key(settings.var, unit) for unit in UNITS]
    assert [path.stat().st_mode & 0o777 for path in paths] == [0o600] * 2
    before = [path.read_bytes() for path in paths]
    assert before[0] != before[1]
    install.make_development_keys(settings)
    assert [path.read_bytes() for path in paths] == before
    assert [config.signing(settings.var, unit).key for unit in UNITS] == paths


def test_where_a_key_is_set_none_is_made_and_that_one_signs(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("REVIEW_SIGNING_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("REVIEW_SIGNING_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    install.make_development_keys(settings)
    assert not config.development_key(settings.var, "SL-ZSJ").exists()
    said = config.signing(settings.var, "SL-ZSJ")
    assert (said.key, said.passphrase) == (tmp_path / "keys" / "SL-ZSJ.p12", tmp_path / "passphrase")


@pytest.mark.parametrize("unit", ["", ".", "..", "../../etc", "/etc/passwd", "a\0b", "~", "单位", "x" * 5000, "\ud800"])
def test_whatever_a_unit_is_called_its_key_and_certificates_lie_in_their_folders(settings, unit):
    """The code may come from a record that a stranger sends."""
    said = config.signing(settings.var, unit)
    assert said.certificates.resolve().parent == (settings.var / "keys/certificates").resolve()
    assert config.development_key(settings.var, unit).resolve().parent == (settings.var / "keys/development").resolve()
    assert not said.certificates.exists()


def test_a_passphrase_without_its_key_is_refused(settings, monkeypatch):
    monkeypatch.setenv("REVIEW_SIGNING_PASSPHRASE_FILE", "passphrase")
    with pytest.raises(config.SettingsRefused, match="REVIEW_SIGNING_KEYS"):
        config.signing(settings.var, "SL-ZSJ")


TOKEN = {"REVIEW_PKCS11_MODULE": "/lib/maker.so", "REVIEW_PKCS11_TOKEN": "签章设备", "REVIEW_PKCS11_PIN_FILE": "/etc/pin"}


def test_where_a_token_is_set_no_key_is_made_and_none_in_a_file_signs(settings, monkeypatch):
    install.make_development_keys(settings)
    for name, value in TOKEN.items():
        monkeypatch.setenv(name, value)
    made = seals("SL-ZSJ", settings.var)
    assert (made.key, made.signs) == (None, True)
    assert made.token == (Path("/lib/maker.so"), "签章设备", Path("/etc/pin"), "SL-ZSJ")
    config.development_key(settings.var, "SL-ZSJ").unlink()
    install.make_development_keys(settings)
    assert not config.development_key(settings.var, "SL-ZSJ").exists()


@pytest.mark.parametrize("lacking", TOKEN)
def test_a_token_of_which_something_is_not_set_is_refused_before_anything_is_served(lacking, settings, monkeypatch):
    for name, value in TOKEN.items():
        monkeypatch.setenv(name, "" if name == lacking else value)
    with pytest.raises(config.SettingsRefused, match=lacking):
        prepare(settings)


def test_keys_in_files_and_in_a_token_at_once_are_refused(settings, monkeypatch):
    for name, value in (TOKEN | {"REVIEW_SIGNING_KEYS": "/etc/keys"}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(config.SettingsRefused, match="只能设置一个"):
        config.signing(settings.var, "SL-ZSJ")


@pytest.mark.parametrize("given", [
    {"REVIEW_TSA_URL": "http://tsa.example"}, {"REVIEW_TSA_URL": "file:///etc/passwd", "REVIEW_TSA_CERTIFICATES": "certificates"},
])  # fmt: skip
def test_a_time_stamp_server_without_those_who_are_trusted_or_of_another_kind_is_refused(given, monkeypatch):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(config.SettingsRefused, match=r"REVIEW_TSA_URL.*REVIEW_TSA_CERTIFICATES"):
        config.time_stamping()


def test_one_server_stamps_what_is_printed_and_what_is_signed(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("REVIEW_TSA_URL", "https://tsa.example/")
    monkeypatch.setenv("REVIEW_TSA_CERTIFICATES", str(tmp_path))
    tools = create_app(settings).extensions["review"]
    assert tools.desk.stamps.asks
    assert tools.seals("SL-ZSJ").stamps is tools.desk.stamps is tools.seals("SL-XZF").stamps


@pytest.mark.heavy
def test_who_waits_to_be_served_waits_for_no_printing(settings, monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError("printed before serving")

    install.load(settings, "x")
    approve_another(settings)
    monkeypatch.setattr(install, "print_record", never)
    started = install.install(settings, serving=True)
    assert (started.fresh, started.records) == (False, ())


@pytest.mark.heavy
def test_six_records_are_printed_and_a_second_run_keeps_everything(settings):
    first = install.install(settings)
    assert first.fresh
    assert len(first.records) == 6
    assert first.development_key
    for path in first.records:
        unit = path.name[:6]
        (signature,) = seals(unit, settings.var).read(path.read_bytes()).signatures
        assert signature.own
        assert signature.signer == f"{NAMES[unit]}：开发用签名密钥，不具法律效力"
        (other,) = set(UNITS) - {unit}
        assert seals(other, settings.var).read(path.read_bytes()).foreign, "no unit signs for another"
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in first.records}
    approve_another(settings)
    for serving in (True, False):
        assert install.install(settings, serving=serving).records == first.records, "of later matters only who asks for it"
    again = install.install(settings)
    assert not again.fresh
    assert again.password == first.password
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in again.records} == before
    assert all("　" in person for _, person, _ in first.accounts), "each with the name of its person"
    assert {name for name, _, _ in first.accounts} >= {"mishu", "guwen", "shencha", "shuji", "jilu", "shenji"}


@pytest.mark.heavy
def test_what_an_interrupted_run_left_is_begun_anew(settings, tmp_path, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("review.demo.drive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            install.load(settings, "x")
    assert not install.database_file(settings).exists()
    install.load(settings, "x")
    store = SqlStore(settings.database_url)
    with store.reading("SL-ZSJ") as work:
        assert len(work.matters.lines()) == 6
    store.close()


@on_each_machine
@pytest.mark.parametrize("by", some(["root", "sudo"], 3))
def test_a_bare_machine_gets_libraries_compiler_python_and_the_locked_packages(tmp_path, distribution, by):
    ran = Machine(tmp_path, distribution).bootstrap("run", by)
    assert ran.status == 0, ran.said
    assert ran.installed == {*LIBRARIES, *PYTHON, "build-essential"}
    assert ran.told.index("apt-get update -qq") < ran.told.index(ran.calls("apt-get install")[0])
    assert ("sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq" in ran.told) == (by == "sudo")
    assert all("--require-hashes" in line or line.endswith("-e .") for line in ran.calls("pip install"))
    python = distribution.python if distribution.python != "3.13" else "3.12"
    assert ran.calls("python")[-1] == f"python{python} -m venv .venv"


@on_each_machine
def test_who_may_not_install_is_told_one_line(tmp_path, distribution):
    ran = Machine(tmp_path, distribution).bootstrap("run", "nobody")
    assert ran.status == 1
    assert ran.told == ()
    asked, line = ran.said.splitlines()
    assert asked == "Please type this one line, then run make again:"
    start = "  sudo apt-get update && sudo apt-get install -y --no-install-recommends "
    assert line.startswith(start)
    assert set(line.removeprefix(start).split()) == {*LIBRARIES, *PYTHON, "build-essential"}


def test_where_python_is_too_new_the_uv_of_the_lock_fetches_another(tmp_path):
    machine = Machine(tmp_path, MACHINES["Debian 13"]).has(*LIBRARIES, "build-essential", "python3")
    ran = machine.bootstrap()
    assert ran.status == 0, ran.said
    assert ran.installed == {"python3-venv"}
    assert [line.split()[:3] for line in ran.calls("uv")] == [["uv", "python", "install"], ["uv", "python", "find"]]
    first = ran.calls("pip install")[0]
    assert "--require-hashes" in first and first.endswith("var/uv/uv.lock")
    assert (machine.checkout / "var/uv/uv.lock").read_text() == "uv==0.13.9 \\\n    --hash=sha256:cc\n"


def test_a_python_without_headers_or_venv_gets_those_of_its_version(tmp_path):
    ran = Machine(tmp_path, DEBIAN_12).has(*LIBRARIES, "build-essential", "python3").bootstrap()
    assert ran.status == 0, ran.said
    assert ran.installed == {"python3.11-dev", "python3.11-venv"}


def test_tests_need_tools_and_heavy_ones_postgresql_and_a_browser_from_apt_where_it_is_no_snap(tmp_path):
    machine = Machine(tmp_path, DEBIAN_12).has(*ENOUGH)
    assert machine.bootstrap("test").installed == TOOLS
    ran = machine.bootstrap("heavy")
    assert ran.status == 0, ran.said
    assert ran.installed == {"fonts-noto-cjk", "postgresql", "softhsm2", "chromium"}
    assert ran.calls("-m playwright") == ran.calls("pip") == []


@pytest.mark.parametrize("by", ["root", "sudo"])
def test_where_chromium_is_a_snap_playwright_brings_its_own(tmp_path, by):
    ran = Machine(tmp_path, UBUNTU).has(*ENOUGH, *TOOLS, *HEAVY).bootstrap("heavy", by)
    assert ran.status == 0, ran.said
    assert ran.installed == set()
    assert ran.calls("-m playwright") == ["-m playwright install chromium", "-m playwright install-deps chromium"]


def test_the_libraries_of_playwrights_chromium_are_one_line_to_type_where_it_may_not_install(tmp_path):
    machine = Machine(tmp_path, UBUNTU).has(*ENOUGH, *TOOLS, *HEAVY)
    refused = machine.bootstrap("heavy", "nobody")
    assert refused.status == 1
    assert refused.said.splitlines()[-1] == "  sudo .venv/bin/python -m playwright install-deps chromium"
    machine.has("browser-libraries")
    assert machine.bootstrap("heavy", "nobody").status == 0


def test_a_browser_that_is_a_snap_does_not_count(tmp_path):
    machine = Machine(tmp_path, UBUNTU).has(*ENOUGH, *TOOLS, *HEAVY, "browser-libraries")
    machine.write("bin", "snap", "exit 0\n")
    (tmp_path / "bin" / "chromium").symlink_to(tmp_path / "bin" / "snap")
    assert machine.bootstrap("heavy").calls("-m playwright") == ["-m playwright install chromium"]


@pytest.mark.parametrize(("first", "then"), some([("test", "run"), ("heavy", "test"), ("heavy", "run"), ("run", "run")], 2))
def test_what_a_wider_setup_did_is_not_done_again(tmp_path, first, then):
    machine = Machine(tmp_path, DEBIAN_12)
    assert machine.bootstrap(first).status == 0
    again = machine.bootstrap(then, "nobody")
    assert (again.status, again.said, again.told) == (0, "", ())


def test_a_wider_setup_adds_what_is_missing_and_leaves_the_packages_alone(tmp_path):
    machine = Machine(tmp_path, DEBIAN_12)
    machine.bootstrap("run")
    wider = machine.bootstrap("test")
    assert wider.installed == TOOLS
    assert wider.calls("pip") == wider.calls("python") == []


def test_a_changed_lock_is_installed_into_the_same_environment(tmp_path):
    machine = Machine(tmp_path, DEBIAN_12)
    machine.bootstrap("test")
    lock = machine.checkout / "requirements.lock"
    lock.write_text(lock.read_text().replace("3.1.3", "3.1.4"))
    ran = machine.bootstrap("run", "nobody")
    assert ran.status == 0, ran.said
    assert ran.calls("pip install") and not ran.calls("python") and not ran.installed


@on_each_machine
def test_apt_is_left_alone_where_everything_is_there(tmp_path, distribution):
    has = (*ENOUGH, *TOOLS, *HEAVY, "chromium")
    ran = Machine(tmp_path, distribution).has(*has).bootstrap("heavy", "nobody")
    assert ran.status == 0, ran.said
    assert ran.calls("apt-get") == ran.calls("sudo") == []
