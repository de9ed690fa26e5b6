"""What `review rules activate` and `review rules log` print; which rulebook is active is kept by `rulebooks`."""

from pathlib import Path

import click

from review import config
from review.app import SystemClock, shelf
from review.domain.errors import RulebookRefused
from review.rulebooks import SHIPPED, prove, read_folder, shipped

REFUSED = 1
TAKEN_UP = "正在运行的服务从下一个请求起使用，不必重启；已有的核验结论不变。"


def activate(folder: Path) -> int:
    """Make the rulebook in a folder the active one, or print every fault for which it is not."""
    try:
        proven = prove(read_folder(folder))
    except RulebookRefused as error:
        click.echo(str(error), err=True)
        click.echo(f"没有启用，现行的规则库不变：{len(error.faults)}处不正确", err=True)
        return REFUSED
    _tell(proven.summary, shelf().activate(proven.loaded, SystemClock().now()))
    return 0


def return_to_shipped() -> int:
    """Make the rules that came with the program the active ones; their cases were run when it was made."""
    book = shipped().rulebook
    _tell(f"随程序提供的规则库 {book.id}（{book.sha256[:16]}）", shelf().return_to_shipped(SystemClock().now()))
    return 0


def log() -> None:
    """One line for each time that a rulebook became the active one: since when, by whom, which."""
    entries = shelf().log()
    for entry in entries:
        if entry is None:
            click.echo("（这一行不能读取）")
            continue
        which = "随程序提供" if entry.folder == SHIPPED else f"var/rulebooks/{entry.folder}"
        click.echo(f"{entry.at}　{entry.by}　{entry.rulebook[:16]}　{which}")
    if not entries:
        click.echo("没有启用过其他规则库，现行的是随程序提供的规则")


def tell_of_other_rules() -> None:
    """Say at the start of a service that it judges by other rules than came with the program: after an upgrade the rules that
    were activated stay, and whoever upgraded for the sake of newer ones would not notice."""
    entry, book = shelf().active(), shipped().rulebook
    if entry is None or entry.folder == SHIPPED or entry.rulebook == book.sha256:
        return
    click.echo(
        f"现行规则库（{entry.rulebook[:16]}）由{entry.by}于{entry.at}启用，与随程序提供的规则（{book.sha256[:16]}）不同，按现行规则库核验。"
        f"差异见 review rules diff {config.RULES}；改用随程序提供的规则：review rules activate --shipped"
    )


def _tell(summary: str, changed: bool) -> None:
    click.echo(summary)
    click.echo(f"已启用。{TAKEN_UP}" if changed else "已经是现行的规则库，没有改动。")
