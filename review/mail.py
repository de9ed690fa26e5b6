"""Holds how a mail is handed to a mail server (SMTP); what it says is `service.notices`'s."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from review.domain.errors import MailServerAway, NotMailed

PATIENCE = 30
"""Seconds."""

PORTS = {"smtp": 25, "smtps": 465}

AWAY = (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError)
"""What a mail server says that would say the same of any mail; so is it when it cannot be reached."""


class SmtpMailer:
    """A mail server at `smtp://user:password@host:port`, which is spoken to by TLS where it offers that, or at `smtps://…`,
    by TLS from the first byte. Name and password are given by TLS only."""

    def __init__(self, url: str, sender: str) -> None:
        self._at = urlsplit(url)
        self._sender = sender
        if self._at.scheme not in PORTS or not self._at.hostname:
            raise NotMailed("REVIEW_SMTP_URL 应当是 smtp://主机:端口 或者 smtps://主机:端口。")

    def __call__(self, to: str, subject: str, body: str, message_id: str) -> None:
        """Hand it over; raises NotMailed, then the server did not take it, MailServerAway where it would take no other either."""
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", to):
            raise NotMailed(f"“{to}”不是邮件地址")
        try:
            message = EmailMessage(policy=SMTP)
            message["From"], message["To"], message["Subject"] = self._sender, to, subject
            message["Message-ID"], message["Auto-Submitted"] = message_id, "auto-generated"
            message.set_content(body)
            with self._connected() as server:
                server.send_message(message)
        except (OSError, ValueError) as error:
            away = isinstance(error, AWAY) or (isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException))
            raise (MailServerAway if away else NotMailed)(f"{type(error).__name__}: {error}"[:500]) from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """The server, until the mail is handed over. How it takes leave is nothing to the mail, which it has taken by then."""
        server = self._opened()
        try:
            self._introduced(server)
            yield server
            with suppress(OSError):
                server.quit()
        finally:
            server.close()

    def _opened(self) -> smtplib.SMTP:
        host, port = self._at.hostname or "", self._at.port or PORTS[self._at.scheme]
        if self._at.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=PATIENCE)

    def _introduced(self, server: smtplib.SMTP) -> None:
        """By TLS where it can be, and by name and password where they are set."""
        server.ehlo()
        if self._at.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if self._at.username:
            if not isinstance(server.sock, ssl.SSLSocket):
                raise smtplib.SMTPException("the mail server offers no TLS: name and password were not sent")
            server.login(unquote(self._at.username), unquote(self._at.password or ""))
