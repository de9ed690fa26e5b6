"""Keeps the texts of the rulebooks by which matters were judged, so that a record carries its rules however often they change."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select, text

from review.domain.trail import canonical
from review.store.tables import RulebookRow

_ADD = text("INSERT INTO rulebook (sha256, files) VALUES (:sha256, :files) ON CONFLICT DO NOTHING")
"""On PostgreSQL another unit may add the same one at the same time."""


class SqlRulebooks:
    """The rulebooks of every unit: rules are no secret of one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, sha256: str, files: Mapping[str, bytes]) -> None:
        here = select(RulebookRow.sha256).where(RulebookRow.sha256 == sha256)
        if self._connection.scalar(here) is None:
            texts = canonical({name: content.decode() for name, content in files.items()}).decode()
            self._connection.execute(_ADD, {"sha256": sha256, "files": texts})

    def files(self, sha256: str) -> Mapping[str, bytes] | None:
        texts = self._connection.scalar(select(RulebookRow.files).where(RulebookRow.sha256 == sha256))
        return None if texts is None else {name: content.encode() for name, content in json.loads(texts).items()}
