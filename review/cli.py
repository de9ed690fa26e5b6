"""The command line: check, rules, record, migrate, deliver, demo, serve. It reads arguments and prints, no more.

Each command imports what it needs when it runs, so that `review --help` answers at once.
"""

import errno
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from review.domain.errors import ReviewError, reason


class Told(click.Group):
    """Commands whose refusals are told in a sentence: a wrong rulebook, a setting, a folder that cannot be written."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ReviewError as error:
            _fail(str(error))
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody reads on; click ends quietly
                raise
            _fail(f"{error.filename}：{reason(error)}" if error.filename else reason(error))


_in_language = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="the language of what is found and refused"
)


@click.group(cls=Told, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=lambda *said: _version(*said),
              help="the version, and the hash by which records name the program that printed them")
def main() -> None:
    """重大决策合法性审查: judge dossiers of major decisions by cited rules, print their records, serve the pages."""


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        from review.record.program import program

        click.echo(f"review {version('decision-legality-review')}\n程序校验值（SHA-256）：{program().printing}")
        context.exit()


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text, or one JSON object a line")
@click.option("--remedies", is_flag=True, help="also the smallest set of changes that would open the next gate")
@_in_language
def check(files: tuple[str, ...], form: str, remedies: bool, lang: str) -> None:
    """Judge dossiers. Exit 0: every gate reached is open; 1: one is shut; 2: a dossier cannot be read ("-": stdin)."""
    from review import checking
    from review.domain.vocabulary import Language

    status = 0
    for file in files:
        done = checking.check(file, as_json=form == "json", remedies=remedies, language=Language(lang))
        status = max(status, done)
    sys.exit(status)


@main.group()
def rules() -> None:
    """Look at the rulebook, check it, and make another one active."""


@rules.command("list")
def rules_list() -> None:
    """One line a rule: id, gate, severity, in force from, sentence, article."""
    from review import checking

    checking.list_rules()


@rules.command("show")
@click.argument("rule")
def rules_show(rule: str) -> None:
    """Everything about one rule, in all its editions."""
    from review import checking

    if not checking.show_rule(rule):
        _fail(f"没有 {rule} 这条规则；可用的规则见 review rules list")


@rules.command("check")
@click.option("--rulebook", type=click.Path(path_type=Path), help="another folder of rules")
@click.option("--laws", type=click.Path(path_type=Path), help="a folder of official law texts")
def rules_check(rulebook: Path | None, laws: Path | None) -> None:
    """Refuse what is wrong in the active rulebook: its files, its cases, and with --laws the phrases it cites."""
    from review import checking

    sys.exit(checking.check_rulebook(rulebook and _folder(rulebook), laws and _folder(laws)))


@rules.command("activate")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--shipped", is_flag=True, help="back to the rules that came with the program")
def rules_activate(folder: Path | None, shipped: bool) -> None:
    """Check the rules in FOLDER and all their cases, and judge by them from now on; on any fault the old ones stay.

    A running service takes them up with its next request. Exit 0: they are active; 1: they are refused."""
    from review import activating

    if (folder is None) is not shipped:
        raise click.UsageError("请写明要启用的规则文件夹，或者 --shipped，二者选一")
    sys.exit(activating.return_to_shipped() if folder is None else activating.activate(_folder(folder)))


@rules.command("log")
def rules_log() -> None:
    """Which rulebook was active from when, and who made it so."""
    from review import activating

    activating.log()


@rules.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
def rules_diff(old: Path, new: Path | None) -> None:
    """Say what changed from the rules in OLD to those in NEW (default: the active ones), and which stored matters would
    be judged otherwise. Exit 0: nothing changed; 1: something did."""
    from review import comparing

    sys.exit(comparing.diff(_folder(old), new and _folder(new)))


@main.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="by the editions in force on this day")
@click.option("--rulebook", type=click.Path(path_type=Path), help="by another folder of rules")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text, or one JSON object a line")
def replay(as_of: datetime | None, rulebook: Path | None, form: str) -> None:
    """Judge the stored matters again and say what would be found otherwise; nothing is stored.

    Without an option everything is judged again, by the active rules as of the pinned days.
    Exit 0: nothing would; 1: something would."""
    from review import comparing

    sys.exit(comparing.replay(as_of and as_of.date(), rulebook and _folder(rulebook), as_json=form == "json"))


@main.command()
@click.argument("file")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="the PDF to write")
@_in_language
def record(file: str, output: Path, lang: str) -> None:
    """Print the review record of a dossier as PDF; not signed, for the dossier did not go through the service."""
    from review import checking
    from review.domain.vocabulary import Language

    sys.exit(checking.print_to(file, output, Language(lang)))


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@_in_language
def verify(files: tuple[Path, ...], lang: str) -> None:
    """Prove records (PDF): every hash, the trail, the judgement by the rules inside, the pages, which are printed again,
    and the signatures.

    Exit 0: genuine, nothing was altered; 1: something was, or two of the records are of two trails of one unit; 2: one cannot
    be read, or the check came to nothing; 3: nothing was altered, but no key of its unit signed it, its rules were never active
    here, or it cannot be printed again now, so that it is not proven to be genuine."""
    try:
        from review import proving
        from review.domain.vocabulary import Language

        answer = proving.verify_all(files, Language(lang))
    except ReviewError:
        raise
    except KeyboardInterrupt:
        answer = 130  # as of any program that is broken off: 1 would call the record altered
    except Exception as error:  # nothing else may be read in: there may be no memory
        told = f"核验未能完成（{type(error).__name__}），什么都没有证明 · the check could not be carried out, nothing is proven"
        click.echo(told, err=True)
        answer = 2
    sys.exit(answer)


@main.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default="review-verify.pyz", show_default=True)
def verifier(output: Path) -> None:
    """Write the program that proves records without this one: a single file for any Python 3.11 or newer."""
    from review import proving

    sys.exit(proving.write_verifier(output))


@main.group()
def trail() -> None:
    """Prove the chains that this installation keeps."""


@trail.command("check")
def trail_check() -> None:
    """Follow every chain of every unit from its beginning (trail of acts, of the register, log of readings and downloads): each
    hash is computed again, and the first place is named that was altered or from which something is gone.

    Exit 0: all are whole; 1: one is broken; 2: they cannot be read."""
    from review import proving

    sys.exit(proving.check_trails())


@main.command()
@click.option("--service", metavar="ROLE", help="PostgreSQL: let this role, which owns nothing, run the service")
def migrate(service: str | None) -> None:
    """Bring the database of REVIEW_DATABASE_URL to the newest form; on PostgreSQL as its owner."""
    from review import config, store

    store.migrate(config.settings().database_url, service)
    click.echo("数据库已是最新结构。" if service is None else f"数据库已是最新结构，角色“{service}”可以运行服务。")


@main.command()
@click.option("--every", type=click.IntRange(min=1), metavar="SECONDS", help="go on, looking again every so many seconds")
@click.option("--beside", type=int, hidden=True, help="end as soon as this process, which started it, is gone")
def deliver(every: int | None, beside: int | None) -> None:
    """Warn of the days that come or have passed, once a day; hand the notices that wait to the mail server of REVIEW_SMTP_URL,
    if one is set; what it does not take is tried again later."""
    import time

    from review import app, config

    if beside is not None:
        app.end_with(beside)
    settings = config.settings()
    notify = app.Notifier(settings)
    while True:
        told = app.Told(0, 0, 0)
        try:
            told = notify()
        except Exception as error:  # a database that is busy or away now may be there the next time
            if every is None:
                raise
            click.echo(f"通知暂时不能发出，{every}秒后再试：{error}", err=True)
        if any(told) or every is None:
            mailed = f"已发送邮件 {told.mailed} 封，未能发送 {told.refused} 封。" if settings.smtp_url else (
                "没有设置 REVIEW_SMTP_URL：通知只在系统内显示，不发送邮件。"
            )  # fmt: skip
            click.echo(f"到期提醒 {told.warned} 人次。{mailed}")
        if every is None:
            break
        time.sleep(every)


@main.command()
def demo() -> None:
    """Load the example units, people and matters, and print the records of the finished ones."""
    _show_demo(serving=False)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--demo", "with_demo", is_flag=True, help="load the demonstration first, if there is no database yet")
def serve(host: str, port: int, workers: int, with_demo: bool) -> None:
    """Serve the pages."""
    import socket

    from review import activating, config
    from review.app import prepare

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror:
            _fail(f"{host} 不能使用：没有这个主机名")
        except OSError as error:
            _fail(f"{host}:{port} 不能使用：{reason(error)}。可用 --port 换一个端口。")
        except OverflowError:
            _fail(f"{port} 不能使用：端口在1和65535之间")
    if with_demo:
        _show_demo(serving=True)
    prepare(config.settings())
    activating.tell_of_other_rules()
    _deliver_beside()
    click.echo(f"网址：http://{host}:{port}（按 Ctrl+C 停止）")
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "review.app:create_serving_app", factory=True, address=host, port=port, interface=Interfaces.WSGI, workers=workers,
        blocking_threads=2, log_access=False,
    ).serve()  # fmt: skip


def _deliver_beside() -> None:
    """Warn and mail in a process of its own, which ends with this one."""
    import atexit
    import os
    import subprocess

    review, mine = Path(sys.executable).with_name("review"), str(os.getpid())
    beside = subprocess.Popen([review, "deliver", "--every", "60", "--beside", mine])  # noqa: S603
    atexit.register(beside.terminate)


def _show_demo(*, serving: bool) -> None:
    from review import config
    from review.install import install

    installed = install(config.settings(), serving=serving)
    click.echo("示例数据已装入。" if installed.fresh else "已有数据，原样保留。")
    click.echo(f"登录名（密码均为 {installed.password}）：")
    for username, person, roles in installed.accounts:
        click.echo(f"  {username:<14}{roles}　{person}")
    click.echo("审查记录：")
    for path in installed.records:
        click.echo(f"  {path}")
    if installed.development_key:
        click.echo("审查记录用开发用签名密钥签名，不具法律效力；正式使用请设置 REVIEW_SIGNING_KEYS。")
    if not serving:
        click.echo("网址：http://127.0.0.1:8000（运行 make run 后打开）")


def _folder(path: Path) -> Path:
    if not path.is_dir():
        _fail(f"{path}：没有这个文件夹")
    return path


def _fail(message: str) -> NoReturn:
    from review.checking import UNREADABLE

    click.echo(message, err=True)
    sys.exit(UNREADABLE)
