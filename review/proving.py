"""Holds the commands that prove a record without the service that made it, hand out the program which does so alone, and prove
the chains that are kept here."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from review.app import SystemClock, active_rulebook, seals, shelf, time_stamps
from review.config import settings
from review.domain import english
from review.domain.copies import UNPROVEN as COPIES
from review.domain.errors import ReviewError
from review.domain.verifying import Given, NotOpened, NotReadable, annual_lines, attached, is_annual, lines, opened
from review.domain.verifying.telling import complain, not_carried_out, readable, say
from review.domain.verifying.together import Trails
from review.domain.vocabulary import Language
from review.record import print_record
from review.record.program import program
from review.record.verifier import verifier
from review.service.annual_proof import AnnualProof, prove_annual
from review.service.chains import WHAT_TO_DO, Chains
from review.service.proof import Proof, Prover, prove

GENUINE, ALTERED, UNREADABLE, UNPROVEN = 0, 1, 2, 3
WORST = (UNREADABLE, ALTERED, UNPROVEN, GENUINE)
"""Of several files the first of these is the answer."""
OWN_REPORT = "年度报告没有被改动，由本单位签名出具"
SAME_PAGES = "　页面：按记录数据重新打印，逐字节相同"


def verify_all(paths: Sequence[Path], language: Language = Language.ZH) -> int:
    """Prove each record, and of several whether they are of one trail; the worst that came of them."""
    readable()
    trails = Trails() if len(paths) > 1 else None
    return min((verify(path, language, trails) for path in paths), key=WORST.index)


def verify(path: Path, language: Language, trails: Trails | None = None) -> int:
    """Prove one record: its data by rules that were active here, its pages, which are printed again, and its signatures.

    Nothing is known to be altered, and yet it is not genuine, where it has no trail, where the rules are not known here, where
    another version of the program judged or printed it otherwise and the unit's signature holds, where it cannot be printed now,
    or where no key of its unit signed it: that is told apart from an alteration (docs/decisions/0030, 0066, 0070)."""
    try:
        return _answered(path, language, trails)
    except NotReadable as error:
        hint = "" if isinstance(error, NotOpened) else f"{COPIES}。"
        told = f"不能读取。{error}。{hint}"
    except ReviewError:
        raise
    except Exception as error:  # which would exit as an altered record
        told = not_carried_out(error)
    complain(f"{path}{language.pick('：', ': ')}{english.said(told, language)}")
    return UNREADABLE


def _answered(path: Path, language: Language, trails: Trails | None) -> int:
    given = opened(path)
    proof = _proven(given)
    told, verified = list(_lines(proof)), proof.verified
    untouched = verified.consistent or verified.unproven
    if forked := trails.unlike(f"{path}", attached(given.pdf)) if trails and untouched else None:
        told.append(forked)
    say(f"{path}", *english.lines(told, language))
    if not untouched or forked:
        return ALTERED
    return GENUINE if proof.genuine else UNPROVEN


def _proven(given: Given) -> Proof | AnnualProof:
    stamps = time_stamps()
    by = Prover(print_record, program(), partial(seals, stamps=stamps), stamps)
    if is_annual(attached(given.pdf)):
        return prove_annual(given.pdf, by)
    known = {active_rulebook().sha256, *(entry.rulebook for entry in shelf().log() if entry)}
    return prove(given, known, by)


def _lines(proof: Proof | AnnualProof) -> Iterator[str]:
    if isinstance(proof, Proof):
        yield from lines(proof.verified, proof.doubt)
    else:
        yield from annual_lines(proof.verified, proof.doubt or OWN_REPORT)
    if proof.pages:
        yield SAME_PAGES
    if proof.time:
        yield f"　时间戳：{proof.time}"
    yield from (f"　{line}" for line in proof.signed.lines())
    if isinstance(proof, Proof):
        yield from (f"　{line}" for line in proof.beside)
    elif proof.verified.consistent:
        yield from (f"　没有证明的：{line}" for line in proof.not_proven())


def write_verifier(output: Path) -> int:
    """Write the file; where it cannot be written, nothing is."""
    try:
        output.write_bytes(verifier())
    except OSError as error:
        click.echo(f"{output}：不能写入（{error.strerror}）", err=True)
        return UNREADABLE
    click.echo(f"{output}：用 python3 {output.name} 审查记录.pdf 核验，不需要安装，也不需要网络")
    return GENUINE


def check_trails() -> int:
    """Follow every chain of every unit, and say of each how far it is whole."""
    from review.store import SqlStore, is_there, readable

    url = settings().database_url
    if not is_there(url):
        click.echo("没有可以核对的数据库；请检查 REVIEW_DATABASE_URL、REVIEW_VAR", err=True)
        return UNREADABLE
    store, today = SqlStore(url), SystemClock().now().date()
    try:
        with readable():
            found = {unit: Chains().look(store, unit, today) for unit in store.units()}
    finally:
        store.close()
    for unit, chains in found.items():
        click.echo("\n".join((unit, *(f"　{one}" for one in chains.values()))))
    if any(one.broken is not None for chains in found.values() for one in chains.values()):
        click.echo(f"{WHAT_TO_DO}。")
        return ALTERED
    return GENUINE
