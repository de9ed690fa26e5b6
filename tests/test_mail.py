"""Notices go out through a real mail server, by SMTP; what it refuses, or its absence, is told and loses nothing."""

import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from review import config, demo
from review.config import SettingsRefused
from review.domain.errors import MailServerAway, NotMailed
from review.mail import SmtpMailer
from review.service.desk import Desk
from tests.commands import REVIEW, here, in_a_process
from tests.databases import Database

BODY = "事项SL-1：请您办理：签批。\n.\n一行只有一个点\n"


class Kept:
    """What the server was given; it refuses the address `nobody@…`."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, Any]] = []
        self.farewell = "221 Bye"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address.startswith("nobody"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.mails.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:
        return self.farewell


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def server(kept: Kept) -> Iterator[str]:
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine with its key, signed by itself."""
    made = tmp_path_factory.mktemp("tls") / "localhost.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(made), "-out", str(made.with_suffix(".crt"))],
        check=True, capture_output=True,
    )  # fmt: skip
    made.write_text(made.read_text() + made.with_suffix(".crt").read_text())
    return made


def test_a_mail_arrives_as_it_was_written(server: str, kept: Kept) -> None:
    SmtpMailer(server, "审查系统 <review@example.gov.cn>")("a@example.gov.cn", "【待办】SL-1：签批", BODY, "<notice.U.1@host>")
    ((to, mail),) = kept.mails
    assert to == "a@example.gov.cn"
    assert (mail["Subject"], mail["Message-ID"]) == ("【待办】SL-1：签批", "<notice.U.1@host>")
    assert mail["Auto-Submitted"] == "auto-generated", "no absence note comes back"
    assert mail["From"].addresses[0].display_name == "审查系统"
    assert mail.get_content().replace("\r\n", "\n") == BODY


@pytest.mark.parametrize("to", ["nobody@example.gov.cn", "a@example.gov.cn\nBcc: b@example.gov.cn", "", "没有地址"])
def test_what_the_server_does_not_take_is_told(server: str, kept: Kept, to: str) -> None:
    with pytest.raises(NotMailed):
        SmtpMailer(server, "review@example.gov.cn")(to, "主题", BODY, "<1@host>")
    assert kept.mails == []


@pytest.mark.parametrize("farewell", ["421 busy", "250 go on"])
def test_a_mail_that_was_taken_is_sent_whatever_the_server_says_at_the_end(server: str, kept: Kept, farewell: str) -> None:
    """Told as not sent, it would be sent again and again for a week."""
    kept.farewell = farewell
    SmtpMailer(server, "review@example.gov.cn")("a@example.gov.cn", "待办", BODY, "<1@example>")
    assert len(kept.mails) == 1


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(MailServerAway, match="ConnectionRefusedError"):
        SmtpMailer(f"smtp://127.0.0.1:{free_port()}", "review@example.gov.cn")("a@example.gov.cn", "主题", BODY, "<1@host>")


def test_a_server_that_says_nothing_is_away_and_one_that_refuses_a_mail_is_not(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.mail.PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(MailServerAway, match="timed out"):
        SmtpMailer(f"smtp://127.0.0.1:{silent.getsockname()[1]}", "review@example.gov.cn")("a@b.cn", "主题", BODY, "<1@host>")
    monkeypatch.undo()
    with pytest.raises(NotMailed) as refused:
        SmtpMailer(server, "review@example.gov.cn")("nobody@example.gov.cn", "主题", BODY, "<1@host>")
    assert not isinstance(refused.value, MailServerAway)


@pytest.mark.parametrize("url", ["http://host", "smtp://", "host:25", ""])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(NotMailed, match="REVIEW_SMTP_URL"):
        SmtpMailer(url, "review@example.gov.cn")


def test_a_password_is_not_said_in_the_clear(server: str, kept: Kept) -> None:
    with pytest.raises(NotMailed, match="TLS"):
        SmtpMailer(server.replace("//", "//user:secret@"), "review@example.gov.cn")("a@example.gov.cn", "主题", BODY, "<1@host>")
    assert kept.mails == []


def test_name_and_password_are_given_by_tls(kept: Kept, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    given: list[Any] = []

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        given.append((data.login, data.password))
        return AuthResult(success=data.password == b"p@ss", handled=False)

    class Strict(Controller):
        def factory(self) -> SMTP:
            return SMTP(kept, tls_context=context, require_starttls=True, auth_required=True, authenticator=authenticate)

    controller = Strict(kept, hostname="localhost", port=free_port())
    controller.start()
    try:
        mail = SmtpMailer(f"smtp://user:p%40ss@localhost:{controller.port}", "review@example.gov.cn")
        mail("a@example.gov.cn", "主题", BODY, "<1@host>")
        with pytest.raises(NotMailed, match="SMTPAuthenticationError"):
            SmtpMailer(f"smtp://user:no@localhost:{controller.port}", "review@example.gov.cn")("a@b.cn", "主题", BODY, "<2@host>")
    finally:
        controller.stop()
    assert given[0] == (b"user", b"p@ss")
    assert len(kept.mails) == 1


def test_a_server_whose_certificate_is_not_trusted_is_given_nothing(kept: Kept, certificate: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    controller = Controller(kept, hostname="localhost", port=free_port(), tls_context=context)
    controller.start()
    try:
        with pytest.raises(NotMailed, match="CERTIFICATE_VERIFY_FAILED"):
            SmtpMailer(f"smtp://localhost:{controller.port}", "review@example.gov.cn")("a@b.cn", "主题", BODY, "<1@host>")
    finally:
        controller.stop()
    assert kept.mails == []


@pytest.mark.parametrize("only", [{"REVIEW_SMTP_URL": "smtp://host"}, {"REVIEW_MAIL_FROM": "a@example.gov.cn"}])
def test_a_mail_server_without_a_sender_and_a_sender_without_one_are_refused(
    only: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in only.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsRefused, match=r"REVIEW_SMTP_URL.*REVIEW_MAIL_FROM"):
        config.settings()


@pytest.mark.heavy
def test_the_command_mails_what_waits_in_every_unit(
    server: str, kept: Kept, desk: Desk, clock: demo.DayClock, database: Database
) -> None:
    for unit in ("SL-ZSJ", "SL-XZF"):
        own = [one for one in demo.examples() if one.unit.code == unit]
        demo.drive(desk, clock, own[0], demo.register_of(own))
    database.run("UPDATE person SET email = id || '@example.gov.cn'")
    env = {"REVIEW_DATABASE_URL": database.url, "REVIEW_SMTP_URL": server, "REVIEW_MAIL_FROM": "review@example.gov.cn"}
    done = in_a_process("deliver", **env)
    assert done.returncode == 0, done.stderr.decode()
    assert f"已发送邮件 {len(kept.mails)} 封，未能发送 0 封。" in done.stdout.decode()
    assert {mail["Message-ID"].split(".")[1] for _, mail in kept.mails} == {"SL-ZSJ", "SL-XZF"}
    assert not any("待办" in mail["Subject"] for _, mail in kept.mails), "its acts are years old"
    assert "已发送邮件 0 封" in here("deliver", **env).stdout.decode()


@pytest.mark.heavy
def test_a_database_that_is_away_does_not_end_the_mailing_that_goes_on(server: str, kept: Kept, tmp_path: Path) -> None:
    env = {**os.environ, "REVIEW_DATABASE_URL": f"sqlite:///{tmp_path / 'away' / 'none.sqlite'}", "REVIEW_SMTP_URL": server,
           "REVIEW_MAIL_FROM": "review@example.gov.cn"}  # fmt: skip
    with subprocess.Popen([REVIEW, "deliver", "--every", "1"], env=env, stderr=subprocess.PIPE, text=True) as going:
        assert going.stderr
        complaints = (line for line in going.stderr if "通知暂时不能发出，1秒后再试" in line)
        assert next(complaints, None)
        assert next(complaints, None), "it tried again"
        assert going.poll() is None
        going.terminate()


@pytest.mark.heavy
def test_without_a_mail_server_the_command_warns_in_the_pages_and_says_what_to_set(
    desk: Desk, clock: demo.DayClock, database: Database
) -> None:
    """The days of the example are years ago, so that who holds it is told that they have passed."""
    own = [one for one in demo.examples() if one.unit.code == "SL-ZSJ"]
    demo.drive(desk, clock, own[0], demo.register_of(own))
    done = in_a_process("deliver", REVIEW_DATABASE_URL=database.url)
    assert done.returncode == 0, done.stderr.decode()
    warned = database.rows("SELECT count(*) FROM notice WHERE kind = 'OVERDUE'")[0][0]
    assert warned > 0
    assert f"到期提醒 {warned} 人次。没有设置 REVIEW_SMTP_URL：通知只在系统内显示" in done.stdout.decode()
    assert "到期提醒 0 人次" in here("deliver", REVIEW_DATABASE_URL=database.url).stdout.decode()
