"""What `review check`, `review rules` and `review record` print, with their exit statuses; the judging is the domain's."""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import click

from forms.dossier import read_dossier, read_plain
from forms.text import MOST_BYTES, refused, too_large
from review import config
from review.app import load_rulebook, open_desk
from review.domain import cases, citations, wording
from review.domain.checklist import Finding, Judgement
from review.domain.dossier import Dossier
from review.domain.errors import DossierRefused, Fault, RecordNotPrintable, RulebookRefused, reason
from review.domain.report import judgement_as_plain
from review.domain.rulebook import Rule, Rulebook
from review.domain.vocabulary import Language, Outcome
from review.service.record import compose_from_dossier

SHUT, UNREADABLE = 1, 2
_MARK = {Outcome.met: "✓", Outcome.not_met: "✕", Outcome.undetermined: "!", Outcome.not_applicable: "–"}


def check(file: str, *, as_json: bool, language: Language = Language.ZH) -> int:
    """Judge one file and print the judgement in this language; a file that cannot be read is told on standard error."""
    try:
        judgement = open_desk().judge(_read(file), language)
    except DossierRefused as error:
        _tell(file, error)
        if as_json:
            faults = [{"pointer": fault.pointer, "message": fault.message} for fault in error.faults]
            click.echo(json.dumps({"file": file, "refused": faults}, ensure_ascii=False))
        return UNREADABLE
    if as_json:
        click.echo(json.dumps(judgement_as_plain(judgement), ensure_ascii=False))
    else:
        _print(file, judgement, language)
    return 0 if judgement.sound else SHUT


def print_to(file: str, output: Path) -> int:
    """Print the record of a dossier into `output`, whole or not at all."""
    from review.record import print_record

    try:
        dossier = _read(file)
    except DossierRefused as error:
        _tell(file, error)
        return UNREADABLE
    try:
        pdf = print_record(compose_from_dossier(open_desk(), dossier))
        config.write_whole(output, pdf)
    except RecordNotPrintable as error:
        click.echo(f"{output}：{error}", err=True)
        return UNREADABLE
    except OSError as error:
        click.echo(f"{output}：不能写入：{reason(error)}", err=True)
        return UNREADABLE
    click.echo(str(output))
    return 0


def _read(file: str) -> Dossier:
    try:
        with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as stream:
            text = stream.read(MOST_BYTES + 1)
            if len(text) > MOST_BYTES:
                raise too_large(os.fstat(stream.fileno()).st_size)
    except OSError as error:
        raise refused(f"不能读取：{reason(error)}") from None
    return read_dossier(text)


def _tell(file: str, error: DossierRefused) -> None:
    for fault in error.faults:
        click.echo(f"{file}{fault.pointer and f' {fault.pointer}'}：{fault.message}", err=True)


def _print(file: str, judgement: Judgement, language: Language) -> None:
    say = language.pick
    gap = say("　", "  ")
    counts = gap.join(f"{outcome.word(language)} {count}" for outcome, count in judgement.summary.items())
    day = wording.day(judgement.as_of, language)
    click.echo(gap.join((file, judgement.matter or say("（未编号）", "(no number)"), say(f"{day}核验", f"checked as of {day}"))))
    click.echo(f"  {counts}")
    for gate, state in judgement.gates.items():
        if state.reached:
            words = say("已开", "open") if state.open else say("未开", "shut")
        elif state.open:
            words = say("未到，可开", "not reached, may open")
        else:
            words = say("未到，尚不能开", "not reached, cannot open yet")
        click.echo(f"  {gate.word(language)}{say('：', ': ')}{words}")
        for finding in judgement.of_gate(gate):
            if finding.outcome in (Outcome.not_met, Outcome.undetermined):
                _print_finding(finding, language)


def _print_finding(finding: Finding, language: Language) -> None:
    say, cited = language.pick, finding.citation
    source = wording.article_text(cited.instrument, cited.article, cited.paragraph, language)
    source += "" if cited.verified else say("〔待核对〕", " [to be verified]")
    outcome, severity = finding.outcome.word(language), finding.severity.word(language)
    outcome += say("（已说明理由）", " (reason stated)") if finding.excused else ""
    title = f"{finding.rule} {finding.title}{say(f'（{severity}）', f' ({severity})')}"
    click.echo(f"    {_MARK[finding.outcome]} {outcome} {title}")
    subject = say(f"　{finding.subject}", finding.subject and f"  {finding.subject}")
    click.echo(f"        {say('依据：', 'source: ')}{source}{subject}")
    click.echo(f"        {say('实际：', 'observed: ')}{finding.observed}")
    click.echo(f"        {say('要求：', 'required: ')}{finding.required}")
    click.echo(f"        {say('补救：', 'remedy: ')}{finding.remedy}")
    if finding.missing:
        click.echo(f"        {say('尚缺：', 'missing: ')}{say('　', '  ').join(finding.missing)}")


def list_rules() -> None:
    """One line a rule."""
    for rule in load_rulebook().rules:
        until = f"至{rule.effective_to}" if rule.effective_to else ""
        click.echo(
            f"{rule.id}  {rule.gate.label}  {rule.severity.label}  {rule.effective_from}起{until}  "
            f"{rule.title}  {_source(rule, load_rulebook())}"
        )


def show_rule(wanted: str) -> bool:
    """Everything about one rule; false when there is none of that id."""
    book = load_rulebook()
    editions = [rule for rule in book.rules if rule.id == wanted.upper()]
    for rule in editions:
        until = f"至{wording.day(rule.effective_to)}" if rule.effective_to else "起"
        click.echo(f"{rule.id}　{rule.title}\n  {rule.title_en}")
        click.echo(f"  {rule.gate.label}　{rule.severity.label}　{wording.day(rule.effective_from)}{until}有效")
        click.echo(f"  依据：{_source(rule, book)}　{rule.citation.phrase and f'“{rule.citation.phrase}”'}")
        click.echo(f"  核对：{rule.citation.confidence}，{wording.day(rule.citation.checked_on)}")
        applies = [wording.condition_text(condition, book.facts) for condition in rule.applies_when]
        click.echo(f"  适用：{'；'.join(applies) or '一律适用'}")
        click.echo(f"  要求：{wording.required(rule, book.facts, {})}")
        click.echo(f"  补救：{wording.remedy_text(rule, book.facts)}")
        if rule.note:
            click.echo(f"  说明：{rule.note}")
    return bool(editions)


def _source(rule: Rule, book: Rulebook) -> str:
    cited = rule.citation
    source = wording.article_text(book.instruments[cited.instrument].title, cited.article, cited.paragraph)
    return source if cited.confidence == "V" else f"{source}〔待核对〕"


def _files(folder: Path, pattern: str) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob(pattern))}


def check_rulebook(folder: Path | None, laws: Path | None) -> int:
    """Read the rulebook, compile it for the engine, run its cases, find its phrases; print every fault."""
    from review.engine import check as check_for_engine

    rules = folder or config.RULES
    try:
        book = load_rulebook(rules)
        for day in book.turns:
            for rule_set in book.in_force(day):
                check_for_engine(rule_set)
        listed = cases.read_cases(_files(rules / "cases", "*.toml"))
        bases = _files(rules / "cases" / "dossiers", "*.json")
        faults: list[Fault] = list(cases.check(listed, book, bases, read_plain))
        if laws:
            faults += citations.unfound(book, _files(laws, "*.md"))
    except RulebookRefused as error:
        faults, listed = list(error.faults), ()
    for fault in faults:
        click.echo(f"{fault.pointer}：{fault.message}", err=True)
    if faults:
        return SHUT
    verified = sum(rule.citation.confidence == "V" for rule in book.rules)
    title = f"规则库 {book.id}（{book.sha256[:16]}）"
    click.echo(f"{title}：{len(book.rules)}条规则版本，{len(listed)}个案例，{verified}条原文词句")
    return 0
