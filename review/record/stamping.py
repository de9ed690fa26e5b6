"""Holds the time-stamping authority that an installation asks, and those that it trusts. Importing this costs nothing: the
library is loaded by the first time stamp.
"""

import hashlib
import logging
import threading
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from review.domain.trail import Event
from review.domain.verifying import NotAStamp, imprint_of, read_stamp
from review.service.time_stamps import BROKEN, UNTRUSTED, Head, Stamped

log = logging.getLogger(__name__)

PATIENCE = 5
"""Seconds that a print waits for the server, in all."""
PAUSE = 60
"""Seconds in which a server that did not answer is not asked again: nobody waits for it with every print."""
ASKED = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class Impossible(ValueError):
    """A time stamp of something else, or of a time at which it cannot have been put."""


class Authority:
    """Asks the server at `url` for time stamps (RFC 3161 over HTTP), where there is one, and trusts servers whose certificates
    were issued by one in the folder `trusted`, or lie there themselves."""

    def __init__(self, url: str, trusted: Path | None) -> None:
        self._url, self._trusted = url, trusted
        self._pause_ends = 0.0

    @property
    def asks(self) -> bool:
        """Whether there is a server to ask."""
        return bool(self._url)

    def obtain(self, last: Event) -> bytes | None:
        """A time stamp over the head that this act left; nothing without a server, or where it gives none that holds: the log
        says why, and the next print asks again."""
        return self._obtain(imprint_of(last.hash), last.at)

    def check(self, token: bytes, last: Head) -> Stamped:
        """Whether this is, to the bit, a time stamp that a trusted server issued over that head."""
        return self._check(token, imprint_of(last.hash), last.at)

    def obtain_over(self, signature: bytes) -> bytes | None:
        """A time stamp over a signature."""
        return self._obtain(hashlib.sha256(signature).digest())

    def check_over(self, token: bytes, signature: bytes) -> Stamped:
        """Whether this is one over that signature."""
        return self._check(token, hashlib.sha256(signature).digest())

    def _obtain(self, imprint: bytes, since: datetime | None = None) -> bytes | None:
        if not self.asks or time.monotonic() < self._pause_ends:
            return None
        try:
            token = self._answer(imprint)
            self._prove(token, imprint, since)
        except Exception as error:  # by a server of somebody else, a library may raise anything
            self._pause_ends = time.monotonic() + PAUSE
            log.warning("no time stamp from %s: %s", urlsplit(self._url).hostname, error)
            return None
        return token

    def _check(self, token: bytes, imprint: bytes, since: datetime | None = None) -> Stamped:
        from review.record import time_stamps

        try:
            self._prove(token, imprint, since)
        except (NotAStamp, Impossible) as error:
            return Stamped(difference=str(error))
        except time_stamps.Broken:
            return Stamped(difference=BROKEN)
        except time_stamps.Untrusted:
            return Stamped(doubt=UNTRUSTED)
        return Stamped()

    def _prove(self, token: bytes, imprint: bytes, since: datetime | None) -> None:
        from review.record import time_stamps

        stamp = read_stamp(token)
        if fault := stamp.fault(imprint, since) or stamp.to_come(datetime.now(UTC)):
            raise Impossible(fault)
        time_stamps.check(token, imprint, time_stamps.certificates(self._pems()))

    def _pems(self) -> list[bytes]:
        return [] if self._trusted is None else [path.read_bytes() for path in sorted(self._trusted.glob("*.pem"))]

    def _answer(self, imprint: bytes) -> bytes:
        from review.record import time_stamps

        asked, nonce = time_stamps.request(imprint)
        return time_stamps.answered(_within(PATIENCE, lambda: self._sent(asked)), imprint, nonce)

    def _sent(self, asked: bytes) -> bytes:
        from review.record.time_stamps import MOST_BYTES

        with urllib.request.urlopen(urllib.request.Request(self._url, asked, ASKED), timeout=PATIENCE) as answer:  # noqa: S310
            content: bytes = answer.read(MOST_BYTES)
        return content


def _within(seconds: float, work: Callable[[], bytes]) -> bytes:
    """What came of it, where it comes in time: the time of a connection is that of each of its bytes, and a server that gives one
    after another is not silent."""
    done: SimpleQueue[bytes | Exception] = SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except Exception as error:  # told where it is waited for
            done.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        came = done.get(timeout=seconds)
    except Empty:
        raise TimeoutError(f"no whole answer within {seconds} seconds") from None
    if isinstance(came, Exception):
        raise came
    return came
