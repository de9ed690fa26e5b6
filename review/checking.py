"""What `review check`, `review rules` and `review record` print, with their exit statuses; the judging is the domain's."""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from forms.dossier import read_dossier
from forms.labels import says
from forms.text import MOST_BYTES, refused, too_large
from review import config
from review.app import active_rulebook, open_desk, shelf
from review.domain import english, wording
from review.domain.checklist import Finding, Judgement
from review.domain.dossier import Dossier
from review.domain.emergency import FLAG, Ratification, ratification_of
from review.domain.errors import DossierRefused, RecordNotPrintable, RulebookRefused, reason
from review.domain.finishing import Finish, finish_of
from review.domain.passing import passings
from review.domain.report import judgement_as_plain, way_as_plain
from review.domain.rulebook import Citation, Rule, Rulebook
from review.domain.vocabulary import Gate, Language, Outcome
from review.rulebooks import prove, read_file, read_folder
from review.service.record import compose_from_dossier

SHUT, UNREADABLE = 1, 2
_MARK = {Outcome.met: "✓", Outcome.not_met: "✕", Outcome.undetermined: "!", Outcome.not_applicable: "–"}


def check(file: str, *, as_json: bool, remedies: bool = False, language: Language = Language.ZH) -> int:
    """Judge one file and print the judgement in this language, with `remedies` also what would open its next gate; a file
    that cannot be read is told on standard error."""
    desk = open_desk()
    try:
        dossier = _read(file)
    except DossierRefused as error:
        _tell(file, error, language)
        if as_json:
            faults = [{"pointer": fault.pointer, "message": english.said(fault.message, language)} for fault in error.faults]
            click.echo(json.dumps({"file": file, "refused": faults}, ensure_ascii=False))
        return UNREADABLE
    judgement = desk.judge(dossier, language)
    found = desk.way(dossier, judgement) if remedies else None
    way = found and way_as_plain(found, dossier, lambda change: says(change, language), language)
    if as_json:
        plain = judgement_as_plain(judgement)
        if remedies:
            plain["remedies"] = way
        click.echo(json.dumps(plain, ensure_ascii=False))
    else:
        _print(file, dossier, judgement, language, ratification_of(dossier, desk.rulebook.calendar))
        if way:
            _print_way(way, language)
    return 0 if judgement.sound else SHUT


def print_to(file: str, output: Path, language: Language = Language.ZH) -> int:
    """Print the record of a dossier into `output`, whole or not at all."""
    from review.record import print_record

    try:
        dossier = _read(file)
    except DossierRefused as error:
        _tell(file, error, language)
        return UNREADABLE
    try:
        pdf = print_record(compose_from_dossier(open_desk(), dossier))
        config.write_whole(output, pdf)
    except RecordNotPrintable as error:
        click.echo(f"{output}{language.pick('：', ': ')}{english.said(str(error), language)}", err=True)
        return UNREADABLE
    except OSError as error:
        said = english.said(f"不能写入：{reason(error)}", language)
        click.echo(f"{output}{language.pick('：', ': ')}{said}", err=True)
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


def _tell(file: str, error: DossierRefused, language: Language) -> None:
    for fault in error.faults:
        at = f"{file}{fault.pointer and f' {fault.pointer}'}{language.pick('：', ': ')}"
        click.echo(at + english.said(fault.message, language), err=True)


def _print(
    file: str, dossier: Dossier, judgement: Judgement, language: Language, acted_first: Ratification | None
) -> None:
    say = language.pick
    gap = say("　", "  ")
    counts = gap.join(f"{outcome.word(language)} {count}" for outcome, count in judgement.summary.items())
    day = wording.day(judgement.as_of, language)
    click.echo(gap.join((file, judgement.matter or say("（未编号）", "(no number)"), say(f"{day}核验", f"checked as of {day}"))))
    click.echo(f"  {counts}")
    stands = finish_of(dossier, None, judgement.as_of)
    click.echo(gap.join((f"  {stands.handling.word(language)}", *_day_of(stands, language))))
    if acted_first:
        due = wording.day(acted_first.by, language) if acted_first.by else say("期限不清楚", "no day known")
        says_due = say(f"（追认期限：{due}）", f" (ratification due: {due})")
        click.echo(f"  {say(FLAG, 'acted first in an emergency')}{say('：', ': ')}{acted_first.stands.word(language)}{says_due}")
    for gate, passing in passings(dossier, judgement, None).items():
        click.echo(f"  {gate.word(language)}{say('：', ': ')}{passing.word(language)}")
        for finding in judgement.of_gate(gate):
            unsure = finding.outcome is Outcome.met and finding.provisional
            if unsure or finding.outcome in (Outcome.not_met, Outcome.undetermined):
                _print_finding(finding, language)


def _day_of(stands: Finish, language: Language) -> tuple[str, ...]:
    """Since when it is finished, or until when it is due."""
    if stands.on:
        return (wording.day(stands.on, language),)
    return (f"{language.pick('限', 'due ')}{wording.day(stands.due, language)}",) if stands.due else ()


def _print_way(way: Mapping[str, Any], language: Language) -> None:
    say, gate, count = language.pick, Gate(way["gate"]).word(language), len(way["changes"])
    if count and not way["left"]:
        most = say("（更少的改动不能开启）", " (fewer would not open it)") if way["smallest"] else ""
        click.echo(say(f"  要开启{gate}，须办{count}项{most}：", f"  to open the {gate}, changes to make: {count}{most}"))
    elif count:
        click.echo(say(f"  要开启{gate}，先办以下{count}项：", f"  to open the {gate}, changes to make first: {count}"))
    for number, change in enumerate(way["changes"], 1):
        click.echo(f"    {number}. {change['says']}")
    if way["left"]:
        left = say("、", ", ").join(way["left"])
        also = f"  {gate}, also to be dealt with: {left} (see their remedies)"
        click.echo(say(f"  {gate}还须另行办理：{left}（见各条的“补救”）", also))


def _print_finding(finding: Finding, language: Language) -> None:
    say, cited = language.pick, finding.citation
    source = wording.article_text(cited.instrument, cited.article, cited.paragraph, language)
    source += "" if cited.verified else say("〔待核对〕", " [to be verified]")
    outcome, severity = finding.outcome.word(language), finding.severity.word(language)
    outcome += say("（已说明理由）", " (reason stated)") if finding.excused else ""
    outcome += say("（暂定）", " (provisional)") if finding.provisional else ""
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
    book = active_rulebook()
    for rule in book.rules:
        until = f"至{rule.effective_to}" if rule.effective_to else ""
        click.echo(
            f"{rule.id}  {rule.gate.label}  {rule.severity.label}  {rule.effective_from}起{until}  "
            f"{rule.title}  {_source(rule, book)}"
        )


def show_rule(wanted: str) -> bool:
    """Everything about one rule; false when there is none of that id."""
    book = active_rulebook()
    editions = [rule for rule in book.rules if rule.id == wanted.upper()]
    for rule in editions:
        until = f"至{wording.day(rule.effective_to)}" if rule.effective_to else "起"
        click.echo(f"{rule.id}　{rule.title}\n  {rule.title_en}")
        click.echo(f"  {rule.gate.label}　{rule.severity.label}　{wording.day(rule.effective_from)}{until}有效")
        click.echo(f"  依据：{_source(rule, book)}　{rule.citation.phrase and f'“{rule.citation.phrase}”'}")
        for other in rule.citation_when:
            when = "；".join(wording.condition_text(condition, book.facts) for condition in other.when)
            click.echo(f"  依据（{when}的）：{_cited(other, book)}　{other.phrase and f'“{other.phrase}”'}")
        click.echo(f"  核对：{rule.citation.confidence}，{wording.day(rule.citation.checked_on)}")
        applies = [wording.condition_text(condition, book.facts) for condition in rule.applies_when]
        click.echo(f"  适用：{'；'.join(applies) or '一律适用'}")
        click.echo(f"  要求：{wording.required(rule, book.facts, {})}")
        click.echo(f"  补救：{wording.remedy_text(rule, book.facts)}")
        if rule.note:
            click.echo(f"  说明：{rule.note}")
    return bool(editions)


def _source(rule: Rule, book: Rulebook) -> str:
    return _cited(rule.citation, book)


def _cited(cited: Citation, book: Rulebook) -> str:
    source = wording.article_text(book.instruments[cited.instrument].title, cited.article, cited.paragraph)
    return source if cited.confidence == "V" else f"{source}〔待核对〕"


def check_rulebook(folder: Path | None, laws: Path | None) -> int:
    """Prove the rulebook in a folder, or the active one, and find its phrases; print every fault."""
    texts = {path.name: read_file(path) for path in sorted(laws.glob("*.md"))} if laws else None
    try:
        proven = prove(read_folder(folder) if folder else shelf().load().folder, texts)
    except RulebookRefused as error:
        click.echo(str(error), err=True)
        return SHUT
    click.echo(proven.summary)
    return 0
