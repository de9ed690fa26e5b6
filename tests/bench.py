"""Measures judging one example dossier and the memory over many judgements; asserts no times. Run by `make bench`.

All figures of a table come from one run, the rows taken in turns block by block, so that a busy machine slows every row
alike and each runs as warm as it would alone.
"""

import datetime
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from forms import read_dossier
from review import config
from review.app import load_rulebook
from review.domain import checklist, citing, evaluator, finding
from review.domain.dossier import Dossier
from review.domain.facts import Picture, compute
from review.domain.rulebook import Condition, Facts, Operator, Rule, Rulebook, RuleSet
from review.domain.settling import Engine, Settlement, settle_one
from review.domain.vocabulary import Language, Outcome
from review.engine import DurableEngine
from tests.rivals import RIVALS

WARM_UP, BLOCKS, BLOCK, JUDGEMENTS = 200, 20, 50, 100_000
CORE = frozenset(
    f"{family}-{number:02}" for family, numbers in {
        "CLS": (1, 2, 3, 7, 8, 9, 11), "PRE": (1, 3, 6), "PUB": (3, 9), "RSK": (1, 3), "FCR": (6,), "LAD": (1, 4, 5, 7, 8, 9),
        "LRV": (1, 2, 3, 7, 8, 9, 10, 11, 13, 14), "MTG": (2, 3, 6, 7, *range(10, 19), 22, 26), "CAD": (3, 6, 9, 11),
        "PRJ": (2, 5, 8), "FIN": (1, 5),
    }.items() for number in numbers
)  # fmt: skip
"""The rules on the road every matter takes: opinion, review, meeting, vote. Their cost beside that of the whole rulebook."""
COMPARISONS = {
    Operator.IS: ("==", "!="), Operator.IS_NOT: ("!=", "=="), Operator.AT_LEAST: (">=", "<"),
    Operator.AT_MOST: ("<=", ">"), Operator.ONE_OF: ("in", "not in"),
}  # fmt: skip

Work = list[tuple[RuleSet, Facts]]
Answers = dict[str, Outcome]


def example(start: str) -> Dossier:
    """The shipped example dossier whose file name starts so."""
    return read_dossier(next(config.EXAMPLES.glob(f"{start}*.json")).read_bytes())


def settlement(dossier: Dossier, rulebook: Rulebook, engine: Engine) -> Callable[[], Settlement]:
    """What settles the dossier by engine and evaluator from facts that were computed before."""
    picture = Picture(dossier, rulebook.calendar)
    sets = rulebook.in_force(dossier.judged_by_law_of)
    given = [(case, rules, *compute(case, rules)) for rules in sets for case in picture.cases(rules.subject)]

    def settled() -> Settlement:
        faults: list[str] = []
        found = tuple((one[1], settle_one(*one, engine, faults)) for one in given)
        return Settlement(dossier, rulebook, found, tuple(faults))

    return settled


def forget(settled: Settlement) -> Settlement:
    """The same, and no finding of these rules has been worded before."""
    for rules, one in settled.settled:
        for teller in finding.tellers(rules, settled.rulebook, citing.binding_of(one.case), Language.ZH):
            teller.forget()
    return settled


def work_of(dossier: Dossier, rulebook: Rulebook) -> Work:
    """What an engine is asked for one dossier: the rules and facts of each of its subjects."""
    picture = Picture(dossier, rulebook.calendar)
    sets = rulebook.in_force(dossier.judged_by_law_of)
    return [(rules, compute(case, rules)[0]) for rules in sets for case in picture.cases(rules.subject)]


def truths(condition: Condition) -> tuple[str, str]:
    """Two Python expressions: the condition is true, and it is false."""
    value, *right = [f"get({name!r})" for name in condition.reads]
    if condition.operator is Operator.KNOWN:
        known, unknown = f"{value} is not None", f"{value} is None"
        return (known, unknown) if condition.value else (unknown, known)
    guard = " and ".join(f"{one} is not None" for one in (value, *right))
    same, other = COMPARISONS[condition.operator]
    compared = right[0] if right else repr(condition.value)
    return f"({guard} and {value} {same} {compared})", f"({guard} and {value} {other} {compared})"


def generated(rules: RuleSet) -> Callable[[Facts], Answers]:
    """The limit: the same rules written out as one plain Python function."""

    def source(rule: Rule) -> str:
        applies, met = ([truths(one) for one in side] for side in (rule.applies_when, rule.met_when))
        not_applicable = " or ".join(false for _, false in applies) or "False"
        is_met = " and ".join(true for true, _ in met) or "True"
        fails = " or ".join(false for _, false in met) or "False"
        not_met = " and ".join([true for true, _ in applies] + [f"({fails})"])
        return f"{rule.id!r}: NA if {not_applicable} else MET if {is_met} else NOT_MET if {not_met} else UNKNOWN"

    names = {"NA": Outcome.not_applicable, "MET": Outcome.met, "NOT_MET": Outcome.not_met}
    place: dict[str, object] = {**names, "UNKNOWN": Outcome.undetermined, "datetime": datetime}
    lines = ",\n".join(source(rule) for rule in rules.rules)
    exec(f"def judge(facts):\n get = facts.get\n return {{{lines}}}", place)
    return place["judge"]  # type: ignore[return-value]


def timed(rows: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Microseconds of each row, time by time, the rows taken in turns."""
    for run in rows.values():
        for _ in range(WARM_UP):
            run()
    times: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(BLOCKS):
        for name, run in rows.items():
            run()
            for _ in range(BLOCK):
                start = time.perf_counter_ns()
                run()
                times[name].append((time.perf_counter_ns() - start) / 1000)
    return times


def resident() -> float:
    """The memory of this process in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    start = time.perf_counter()
    rulebook, dossier, engine = load_rulebook(), example("01"), DurableEngine()
    for rules in rulebook.in_force(dossier.judged_by_law_of):
        engine(rules, {})
    print(f"rulebook read, checked and compiled in {time.perf_counter() - start:.2f} s")
    core = replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.id in CORE))
    work = work_of(dossier, rulebook)
    settle = settlement(dossier, rulebook, engine)
    functions = [(generated(rules), facts) for rules, facts in work]
    same = [[judge(facts) for judge, facts in functions], [engine(*one) for one in work]]
    differ = [answers for answers in same if answers != [evaluator.outcomes(*one) for one in work]]
    rows: dict[str, Callable[[], object]] = {
        "whole judgement, facts too": lambda: checklist.judge(dossier, rulebook, engine),
        f"the same by {len(CORE)} rules": lambda: checklist.judge(dossier, core, engine),
        "findings with citations, engine and evaluator": lambda: list(checklist.findings_of(settle())),
        "those findings, every sentence worded anew": lambda: list(checklist.findings_of(forget(settle()))),
        "outcomes: engine and evaluator": lambda: [(engine(*one), evaluator.outcomes(*one)) for one in work],
        "outcomes: engine": lambda: [engine(*one) for one in work],
        "outcomes: evaluator": lambda: [evaluator.outcomes(*one) for one in work],
        "outcomes: generated Python (the limit)": lambda: [judge(facts) for judge, facts in functions],
    }
    for name, make in RIVALS.items():
        asked = [(make(rules), facts) for rules, facts in work]
        if [judge(facts) for judge, facts in asked] != [evaluator.outcomes(*one) for one in work]:
            differ.append(name)
        rows[f"outcomes: {name}"] = lambda asked=asked: [judge(facts) for judge, facts in asked]
    times = timed(rows)
    limit = statistics.median(times["outcomes: generated Python (the limit)"])
    facts_alone = statistics.median(timed({"facts": lambda: work_of(dossier, rulebook)})["facts"])
    count = sum(len(rules.rules) for rules, _ in work)
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores; rulebook {rulebook.id}, {len(rulebook.rules)} rules"
    )
    print(f"example 01: {len(work)} subjects, {count} rule outcomes; {BLOCKS} x {BLOCK} times each after {WARM_UP}")
    print(f"computing the facts, which all other rows but the first are given, takes {facts_alone:.0f} µs")
    print("all answer alike" if not differ else "THE ANSWERS DIFFER")
    print("findings: the facts that decide are given; what sentences tell and the evidence are looked up, the words are kept")
    print(f"{'':46}{'median µs':>10}{'p95 µs':>10}{'x limit':>10}")
    for name, measured in times.items():
        median, p95 = statistics.median(measured), statistics.quantiles(measured, n=20)[-1]
        print(f"{name:46}{median:10.0f}{p95:10.0f}{median / limit:10.1f}")
    whole, _, findings, *_ = (statistics.median(measured) for measured in times.values())
    for name in RIVALS:
        rival = statistics.median(times[f"outcomes: {name}"])
        print(
            f"{name}: takes {rival / findings:.1f} x the findings from given facts; "
            f"with the facts {(rival + facts_alone) / whole:.1f} x the whole judgement"
        )
    before, start = resident(), time.perf_counter()
    for _ in range(JUDGEMENTS):
        checklist.judge(dossier, rulebook, engine)
    seconds = time.perf_counter() - start
    print(
        f"{JUDGEMENTS:,} whole judgements: {before:.1f} MB before, {resident():.1f} MB after, {seconds:.0f} s"
    )


if __name__ == "__main__":
    main()
