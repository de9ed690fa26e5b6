"""Lets a running service take up a newly activated rulebook between two requests; it stops for nothing.

The pointer is looked at once a request. A new one is read and prepared before anybody is judged by it; one that cannot be
used is told in the log once, and the one that is in memory stays active.
"""

import logging
import threading
from collections.abc import Callable

from review.domain.rulebook import Rulebook
from review.rulebooks.folder import Loaded
from review.rulebooks.shelf import Shelf

log = logging.getLogger("review")


class Watch:
    """The active rulebook of this process; raises RulebookRefused when the first one cannot be used."""

    def __init__(self, shelf: Shelf, prepare: Callable[[Rulebook], object]) -> None:
        self._shelf, self._prepare, self._lock = shelf, prepare, threading.Lock()
        self._mark = shelf.mark()
        self._loaded = self._ready()

    def __call__(self) -> Loaded:
        """The rulebook to judge by from now on."""
        if self._shelf.mark() != self._mark:
            with self._lock:
                self._take_up()
        return self._loaded

    def _take_up(self) -> None:
        mark = self._shelf.mark()
        if mark == self._mark:  # another thread did
            return
        try:
            self._loaded = self._ready()
        except Exception as error:  # whatever it is, it must not stop a service that has a rulebook to judge by
            log.error("the activated rulebook cannot be used; the old one stays active: %s", error)
        else:
            log.info("rulebook %s taken up", self._loaded.rulebook.sha256)
        self._mark = mark

    def _ready(self) -> Loaded:
        loaded = self._shelf.load()
        self._prepare(loaded.rulebook)
        return loaded
