"""Measures `review replay` over ten thousand stored matters; asserts no times. Run by `make bench`.

The matters of the demonstration are stored by the real services; their rows, with other ids and numbers, are then inserted
until there are enough. What is measured is one process on one core: reading, judging again, comparing.
"""

import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import count, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from review import install
from review.app import engine, load_rulebook
from review.config import Settings
from review.domain.rulebook import Rulebook
from review.domain.settling import settle_all
from review.domain.trail import digest
from review.service.ports import Judged
from review.service.replay import replay
from review.store import SqlHistory, SqlStore
from review.store.connections import for_writing
from review.store.tables import Base, MatterRow, RevisionRow, VerdictsRow

MATTERS, AT_ONCE = 10_000, 200


def filled(folder: Path) -> SqlStore:
    """A store of that many matters, each in one revision."""
    settings = Settings(
        database_url=f"sqlite:///{folder / 'review.sqlite'}", secret_key="s", password_salt="s", secure_cookies=False,
        var=folder,
    )  # fmt: skip
    install.load(settings, "a password of the bench")
    store = SqlStore(settings.database_url)
    with store.engine.connect() as connection:
        known = connection.scalar(select(MatterRow.id).limit(1)) is not None
        newest = select(RevisionRow.__table__).order_by(RevisionRow.revision)
        revisions = {row["matter"]: dict(row) for row in connection.execute(newest).mappings()}
        told = {(row["matter"], row["revision"]): dict(row) for row in _rows(connection, VerdictsRow)}
        matters = [dict(row) for row in _rows(connection, MatterRow)]
    assert known
    more = copies([(one, own := revisions[one["id"]], told[one["id"], own["revision"]]) for one in matters])
    left = MATTERS - len(matters)
    while batch := list(islice(more, min(AT_ONCE, left))):
        with for_writing(store.engine) as connection:
            for table, rows in zip((MatterRow, RevisionRow, VerdictsRow), zip(*batch, strict=True), strict=True):
                connection.execute(insert(table), list(rows))
            connection.commit()
        left -= len(batch)
    return store


def _rows(connection: Connection, table: type[Base]) -> Iterable[Mapping[Any, Any]]:
    return connection.execute(select(table.__table__)).mappings()


Row = dict[str, Any]


def copies(stored: list[tuple[Row, Row, Row]]) -> Iterator[tuple[Row, Row, Row]]:
    """The rows that the service would have written for the same matter under another number."""
    for place in count():
        matter, revision, verdicts = stored[place % len(stored)]
        number, key = f"{matter['unit']}-2020-{place:06}", f"bench-{place:06}"
        texts = {
            name: revision[name].replace(f'"{matter["number"]}"', f'"{number}"') for name in ("dossier", "judgement")
        }
        hashed = digest(json.loads(texts["dossier"]))
        yield (
            {**matter, "id": key, "number": number, "submission_key": key},
            {**revision, **texts, "matter": key, "dossier_sha256": hashed},
            {**verdicts, "matter": key},
        )


def timed(what: str, run: Callable[[], Iterable[object]]) -> None:
    """Print how many matters a second of one core this takes, and the peak memory afterwards."""
    start, began = time.process_time(), time.perf_counter()
    done = changed = 0
    for one in run():
        done += 1
        changed += one is not None
    seconds, waited = time.process_time() - start, time.perf_counter() - began
    print(
        f"{what:44}{done / seconds:8.0f} a second on one core{1000 * seconds / done:8.2f} ms each{waited:8.1f} s in all"
        f"{peak():9.1f} MB peak"
    )


def _outcomes(some: list[Judged], rulebook: Rulebook) -> Iterator[object]:
    return (settle_all(one.dossier, rulebook, engine()).verdicts for one in some)


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def stricter(rulebook: Rulebook) -> Rulebook:
    """The rules, but of a legality review nine working days are asked."""
    rules = (
        replace(rule, met_when=tuple(replace(one, value=9) for one in rule.met_when)) if rule.id == "LRV-07" else rule
        for rule in rulebook.rules
    )
    return replace(rulebook, rules=tuple(rules))


def main() -> None:
    rulebook = load_rulebook()
    with tempfile.TemporaryDirectory() as folder:
        store = filled(Path(folder))
        history = SqlHistory(store)
        size = (Path(folder) / "review.sqlite").stat().st_size / 2**30
        print(f"replay over {history.count():,} stored matters, {size:.1f} GB; {peak():.1f} MB peak before")
        some: list[Judged] = list(islice(history.judged(), 500))
        timed("reading and comparing with nothing", history.judged)
        timed("outcomes alone, of 500 already read", lambda: _outcomes(some, rulebook))
        timed("replay: everything judged again", lambda: replay(history.judged(), rulebook, engine()))
        changed, known = stricter(rulebook), {rulebook.sha256: rulebook}.get
        timed("replay --rulebook: a rule changed for most", lambda: replay(history.judged(), changed, engine(), known=known))
        timed("replay --as-of: by the law of this day", lambda: replay(
            history.judged(), rulebook, engine(), known=known, by_law_of=date.today()))  # fmt: skip
        store.close()


if __name__ == "__main__":
    main()
