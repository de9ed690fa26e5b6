"""A finding in English: nothing of it is Chinese, unfilled or left out, and it says what the Chinese one says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import product

import pytest

from review.domain import cases, vocabulary, wording
from review.domain.checklist import Finding, Judgement, judge
from review.domain.dossier import Dossier
from review.domain.english import lines as english_lines
from review.domain.phrases import in_english
from review.domain.plain import from_plain
from review.domain.rulebook import FactSpec, Rule, Rulebook, mentioned
from review.domain.vocabulary import Language, Outcome, Severity, Term
from review.service.signatures import Signature, SignatureStamp, Signed

from .judging import BASES, PLAIN, SHIPPED, changed, unnamed

CHINESE = re.compile("[⺀-鿿豈-﫿︰-﹏＀-￯]")


def said(finding: Finding) -> dict[str, str]:
    """What a finding says in words; the phrase of its citation is quoted from the official text, which is Chinese."""
    cited = finding.citation
    source = wording.article_text(cited.instrument, cited.article, cited.paragraph, Language.EN)
    return {
        "title": finding.title, "observed": finding.observed, "required": finding.required, "remedy": finding.remedy,
        "instrument": cited.instrument, "article": cited.article, "paragraph": cited.paragraph, "source": source,
    }  # fmt: skip


def english(plain: object, rulebook: Rulebook) -> Judgement:
    return judge(from_plain(Dossier, plain), rulebook, language=Language.EN)


def one_of_each(rulebook: Rulebook) -> Iterator[Dossier]:
    """A dossier of the cases for every edition of every rule, and for none in force, in each of its outcomes."""
    seen: set[tuple[str, date | None, Outcome]] = set()
    for case in SHIPPED:
        dossier = from_plain(Dossier, cases.dossier_of(case, BASES))
        day = dossier.judged_by_law_of
        own = (rule.effective_from for rule in rulebook.rules if rule.id == case.rule and rule.in_force_on(day))
        key = case.rule, next(own, None), case.outcome
        if key not in seen:
            seen.add(key)
            yield dossier


@pytest.mark.heavy
def test_every_edition_in_every_outcome_is_said_in_english_and_nothing_is_left_out(rulebook: Rulebook):
    wrong: set[tuple[str, str, str]] = set()
    shown: set[tuple[str, Outcome]] = set()
    for dossier in one_of_each(rulebook):
        chinese, findings = (judge(dossier, rulebook, language=language).findings for language in Language)
        advisers = [opinion.adviser for opinion in dossier.legal_opinions or () if opinion.adviser]
        members = [member for meeting in dossier.meetings or () for member in meeting.members or ()]
        names = [person.name for person in [*(dossier.people or {}).values(), *advisers, *members] if person.name]
        for before, finding in zip(chinese, findings, strict=True):
            shown.add((finding.rule, finding.outcome))
            own = said(before)
            for part, words in said(finding).items():
                text = unnamed(words, names)
                if CHINESE.search(text) or "{" in text or "}" in text or bool(text.strip()) is not bool(own[part].strip()):
                    wrong.add((finding.rule, part, text))
    assert not wrong
    assert {(case.rule, case.outcome) for case in SHIPPED} <= shown


def test_only_the_words_of_a_finding_depend_on_the_language(rulebook: Rulebook):
    for plain in PLAIN.values():
        chinese, told = judge(from_plain(Dossier, plain), rulebook), english(plain, rulebook)
        assert (told.summary, told.gates, told.faults) == (chinese.summary, chinese.gates, chinese.faults)
        for before, finding in zip(chinese.findings, told.findings, strict=True):
            words = dict.fromkeys(("title", "observed", "required", "remedy"), "")
            cited = replace(before.citation, instrument="", article="", paragraph="")
            assert before._replace(citation=cited, **words) == finding._replace(
                citation=replace(finding.citation, instrument="", article="", paragraph=""), **words
            )


def test_what_is_said_in_one_language_is_not_told_again_in_the_other(rulebook: Rulebook):
    dossier = from_plain(Dossier, PLAIN["01"])
    first = judge(dossier, rulebook)
    assert english(PLAIN["01"], rulebook).findings != first.findings
    assert judge(dossier, rulebook).findings == first.findings


def test_every_line_about_signatures_is_said_in_english():
    """Names of signers and of servers stay as they are."""
    signers = {
        "某单位：开发用签名密钥，不具法律效力": "某单位: key for development, without legal effect",
        "某局：张三，处长": "某局：张三，处长", "签名人不能读取": "a signer that cannot be read",
    }  # fmt: skip
    day = datetime(2026, 11, 30, 9, 30)
    stamps = (None, SignatureStamp(), SignatureStamp(altered=True), SignatureStamp(day, "某授时中心"))
    for (signer, named), at, intact, known, valid, stamp in product(signers.items(), (None, day), *[(True, False)] * 3, stamps):
        (line,) = Signed(b"", (Signature(signer, at, intact, known, valid, stamp),)).lines()
        told = english_lines([f"　{line}"], Language.EN)[0]
        assert told.startswith(f"  signature 1: {named}, ")
        assert not CHINESE.search(told.replace(named, "").replace("某授时中心", ""))


def finding_of(rule: str, plain: object, rulebook: Rulebook) -> Finding:
    return next(finding for finding in english(plain, rulebook).findings if finding.rule == rule)


def test_numbers_units_days_and_articles_read_as_in_english(rulebook: Rulebook):
    short = finding_of("LRV-07", changed("01", {"/legality_review/due_on": "2022-09-08"}), rulebook)
    assert short.observed == "Time allowed for the review: 6 working days"
    assert short.required == "Time allowed for the review: at least 7 working days"
    assert short.remedy == (
        "While the review is not given, extend its due day, to 9 September 2022 or later; where it is given, "
        "state the reason for the shorter time"
    )
    assert said(short)["source"] == (
        "Interim Regulations on Major Administrative Decision-Making Procedures, art. 26 para. 2"
    )
    one = finding_of("LRV-07", changed("01", {"/legality_review/due_on": "2022-09-01"}), rulebook)
    assert one.observed == "Time allowed for the review: 1 working day"


def test_a_quorum_is_told_with_its_numbers_and_required_without(rulebook: Rulebook):
    absent = {f"/meetings/0/members/{place}/present": False for place in range(4)}
    few = finding_of("MTG-06", changed("01", absent), rulebook)
    assert re.fullmatch(
        r"Entitled to attend: \d members, present: \d members?, needed: at least \d members, "
        r"the quorum of half of the members is not reached", few.observed,
    )  # fmt: skip
    assert few.required == "The quorum of half of the members is reached"
    assert re.fullmatch(r"Defer the vote until the quorum is present, at least \d members", few.remedy)


def test_a_rule_not_yet_in_force_says_in_english_from_when(rulebook: Rulebook):
    finding = finding_of("FCR-06", PLAIN["01"] | {"edition_on": "2010-09-30"}, rulebook)
    assert finding.observed == "No provision was in force on 30 September 2010 (this rule applies from 1 June 2016)"


def test_what_the_engine_disputes_is_said_in_english(rulebook: Rulebook):
    def nothing(*_: object) -> dict[str, Outcome]:
        return {}

    told = judge(from_plain(Dossier, PLAIN["01"]), rulebook, nothing, Language.EN).findings
    disputed = [one for one in told if one.outcome is Outcome.undetermined and one.severity is Severity.blocking]
    assert "Two independent checks gave different results; treated as undetermined" in {one.observed for one in disputed}
    assert not any(CHINESE.search(one.observed + one.remedy) for one in told)


@pytest.mark.parametrize(
    ("article", "paragraph", "text"),
    [
        ("26", "2", "X, art. 26 para. 2"), ("26", "", "X, art. 26"), ("", "", "X"), ("第五章", "", "X, ch. 5"),
        ("第十二章", "", "X, ch. 12"), ("三", "", "X, part 3"), ("三（一）", "", "X, part 3(1)"), ("第（七）项", "", "X, item 7"),
        ("第三部分", "", "X, part 3"), ("ch. 5", "", "X, ch. 5"), ("第二十六条", "2", "X, art. 26 para. 2"),
    ],
)  # fmt: skip
def test_articles_chapters_parts_and_items_are_written_as_in_english(article: str, paragraph: str, text: str):
    assert wording.article_text("X", article, paragraph, Language.EN) == text


@pytest.mark.parametrize("number", ["附件", "第五张", "（三", "第十十章"])
def test_what_is_no_part_of_an_instrument_is_not_said_in_english(number: str):
    assert in_english(number) is None


def test_the_english_of_the_rulebook_asks_for_the_same_facts_and_holds_no_chinese(rulebook: Rulebook):
    def pairs() -> Iterator[tuple[str, str, str]]:
        for of in (*rulebook.facts.values(), *rulebook.rules, *rulebook.instruments.values()):
            for key in keys_of(type(of)):
                yield getattr(of, "name", "") or str(of), getattr(of, key), getattr(of, f"{key}_en")

    for name, chinese, told in pairs():
        assert set(mentioned(chinese)) == set(mentioned(told)), name
        assert bool(chinese) is bool(told), name
        assert not CHINESE.search(told), name


@cache
def keys_of(kind: type) -> tuple[str, ...]:
    if kind is FactSpec:
        return "label", "unit", "yes", "no", "says", "unknown"
    return ("title", "remedy") if kind is Rule else ("title",)


@pytest.mark.parametrize("name", [name for name in vocabulary.__all__ if name not in ("Term", "Language")])
def test_every_term_has_an_english_word_of_its_own(name: str):
    terms: type[Term] = getattr(vocabulary, name)
    words = [term.word(Language.EN) for term in terms]
    assert all(words) and not any(map(CHINESE.search, words))
    assert len(set(words)) == len(words)
    assert [term.word(Language.ZH) for term in terms] == [term.label for term in terms]
