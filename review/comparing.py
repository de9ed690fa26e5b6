"""What `review rules diff` and `review replay` print: what changed in the rules, and which stored matters would be judged
otherwise. Nothing is stored.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import click

from review import config
from review.app import active_rulebook, engine, load_rulebook, shelf
from review.domain import cases
from review.domain.errors import RulebookRefused
from review.domain.report import finding_as_plain
from review.domain.rulebook import Rulebook
from review.domain.rulebook_changes import changes
from review.domain.rulebook_reader import read_rulebook
from review.domain.settling import Verdict
from review.rulebooks import Folder, read_folder
from review.service import replay as again
from review.service.ports import History, Judged

CHANGED = 1


def diff(old: Path, new: Path | None) -> int:
    """Print every difference between two folders of rules, and what it would change in the stored matters."""
    before, after = load_rulebook(old), load_rulebook(new) if new else active_rulebook()
    changed = _cases_changed(read_folder(old), read_folder(new) if new else shelf().load().folder)
    found = changes(before, after)
    for change in found:
        click.echo(str(change))
    if not found:
        click.echo(f"规则没有变化（{after.sha256[:16]}）{changed and f'，只有案例有变化：{changed}'}")
        return CHANGED if changed else 0
    with _history() as history:
        if history is not None:
            _print(again.replay(_watched(history), after, engine(), against=before))
    return CHANGED


def _cases_changed(old: Folder, new: Folder) -> str:
    """How many cases came, went and changed, and how many dossiers that they start from; nothing where none did."""
    came, went, other = cases.differences(cases.read_cases(old.cases), cases.read_cases(new.cases))
    names = old.dossiers.keys() | new.dossiers.keys()
    dossiers = sum(old.dossiers.get(name) != new.dossiers.get(name) for name in names)
    told = ((came, "增加{}个"), (went, "删去{}个"), (other, "改动{}个"), (dossiers, "完整的案卷{}件"))
    return "，".join(words.format(count) for count, words in told if count)


def replay(by_law_of: date | None, folder: Path | None, *, as_json: bool) -> int:
    """Print what would be found otherwise in the stored matters, one after another.

    By other rules or the law of another day only what differs from that by which a matter was judged is judged again; without
    either, everything, which proves the stored judgements."""
    rulebook = load_rulebook(folder) if folder else active_rulebook()
    with _history() as history:
        if history is None:
            click.echo("还没有数据：请先运行 make run", err=True)
            return 0
        known = _known(history, rulebook) if folder or by_law_of else {}.get
        found = again.replay(_watched(history), rulebook, engine(), by_law_of=by_law_of, known=known)
        return _print(found, as_json=as_json)


def _known(history: History, rulebook: Rulebook) -> Callable[[str], Rulebook | None]:
    """The rules by which matters were judged, by their hash, each read once; what this program cannot read is not known."""

    @cache
    def rules(sha256: str) -> Rulebook | None:
        if sha256 == rulebook.sha256:
            return rulebook
        files = history.rules(sha256)
        try:
            return read_rulebook(files, kept=True) if files else None
        except RulebookRefused:
            return None

    return rules


@contextmanager
def _history() -> Iterator[History | None]:
    """The stored matters; nothing where there is no database yet, which is not made for looking at it."""
    from review.store import SqlHistory, SqlStore, is_there

    url = config.settings().database_url
    if not is_there(url):
        yield None
        return
    store = SqlStore(url)
    try:
        yield SqlHistory(store)
    finally:
        store.close()


def _watched(history: History) -> Iterator[Judged]:
    with click.progressbar(history.judged(), history.count(), label="核对", file=sys.stderr) as stored:
        yield from stored


def _print(found: Iterable[again.Replayed | None], *, as_json: bool = False) -> int:
    total = otherwise = turning = 0
    for one in found:
        total += 1
        if one is None:
            continue
        otherwise += 1
        turning += bool(one.opening or one.shutting)
        click.echo(_as_json(one) if as_json else _as_text(one))
    turned = f"，其中{turning}件有关口会开启或者关闭" if turning else ""
    click.echo(f"{total}件事项，{otherwise}件会有不同的结论{turned}" if total else "没有已登记的事项", err=as_json)
    return CHANGED if otherwise else 0


def _as_json(one: again.Replayed) -> str:
    changed = [
        {
            "rule": change.rule, "subject": change.subject,
            "before": change.before and change.before.outcome, "after": change.after and change.after.outcome,
            **{key: {"before": getattr(change.before, key, None), "after": getattr(change.after, key, None)}
               for key in ("gate", "severity", "excused")},
            "finding": change.finding and finding_as_plain(change.finding),
        }
        for change in one.changed
    ]  # fmt: skip
    plain = {
        "unit": one.unit, "matter": one.number, "state": one.state, "opening": one.opening, "shutting": one.shutting,
        "changed": changed,
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False)


def _as_text(one: again.Replayed) -> str:
    lines = [f"{one.number}（{one.state.label}）"]
    lines += [f"  {gate.label}：由关变开" for gate in one.opening] + [f"  {gate.label}：由开变关" for gate in one.shutting]
    for change in one.changed:
        at = f" {change.subject}" if change.subject else ""
        lines.append(f"  {change.rule}{at}：{_word(change.before)} → {_word(change.after)}")
        if change.finding is not None:
            lines.append(f"      {change.finding.title}")
            lines.append(f"      实际：{change.finding.observed}")
    return "\n".join(lines)


def _word(verdict: Verdict | None) -> str:
    """The outcome; of a breach also its gate, how grave it is, and whether a reason excuses it."""
    if verdict is None:
        return "没有这条规则"
    gate, severity = verdict.gate, verdict.severity
    if gate is None or severity is None:
        return verdict.outcome.label
    return f"{verdict.outcome.label}（{gate.label}，{severity.label}{'，已说明理由' if verdict.excused else ''}）"
