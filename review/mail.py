"""Holds how a mail is handed to a mail server (SMTP); what it says is `service.notices`'s."""

import re
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from review.domain.errors import NotMailed

PATIENCE = 30
"""Seconds."""

PORTS = {"smtp": 25, "smtps": 465}


class SmtpMailer:
    """A mail server at `smtp://user:password@host:port`, which is spoken to by TLS where it offers that, or at `smtps://…`,
    by TLS from the first byte. Name and password are given by TLS only."""

    def __init__(self, url: str, sender: str) -> None:
        self._at = urlsplit(url)
        self._sender = sender
        if self._at.scheme not in PORTS or not self._at.hostname:
            raise NotMailed("REVIEW_SMTP_URL 应当是 smtp://主机:端口 或者 smtps://主机:端口。")

    def __call__(self, to: str, subject: str, body: str, message_id: str) -> None:
        """Hand it over; raises NotMailed, then the server did not take it."""
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", to):
            raise NotMailed(f"“{to}”不是邮件地址")
        try:
            message = EmailMessage(policy=SMTP)
            message["From"], message["To"], message["Subject"] = self._sender, to, subject
            message["Message-ID"], message["Auto-Submitted"] = message_id, "auto-generated"
            message.set_content(body)
            with self._connected() as server:
                server.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise NotMailed(f"{type(error).__name__}: {error}"[:500]) from error

    def _connected(self) -> smtplib.SMTP:
        host, port = self._at.hostname or "", self._at.port or PORTS[self._at.scheme]
        if self._at.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, port, timeout=PATIENCE)
        server.ehlo()
        if self._at.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if self._at.username:
            if not isinstance(server.sock, ssl.SSLSocket):
                raise smtplib.SMTPException("the mail server offers no TLS: name and password were not sent")
            server.login(unquote(self._at.username), unquote(self._at.password or ""))
        return server
