"""Says many numbers of matters shortly: SL-ZSJ-2024-0003、0005至0008; holds no numbering of its own."""

import re
from collections.abc import Iterable, Iterator

_RUNNING = re.compile(r"(.*?)([0-9]+)", re.DOTALL)
_LEAST = 3
"""So many that follow one another are said as a run."""


def runs(numbers: Iterable[str]) -> Iterator[str]:
    """The numbers in their order, each once: what the one before begins with is not said again, and those that follow one
    another are said by the first and the last."""
    said = None
    for beginning, endings in _alike(sorted(set(numbers))):
        ends = [endings[0]] if len(endings) == 1 else [endings[0], endings[-1]]
        listed = ["至".join(ends)] if len(endings) >= _LEAST else endings
        for one in listed:
            yield one if beginning and beginning == said else f"{beginning}{one}"
            said = beginning


def _alike(numbers: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Neighbours that differ by one in a running number of as many digits; what has no running number stands alone."""
    run: list[str] = []
    before = ""
    for number in numbers:
        found = _RUNNING.fullmatch(number)
        beginning, ending = found.groups() if found else ("", number)
        follows = found and run and beginning == before and len(run[-1]) == len(ending) and int(ending) == int(run[-1]) + 1
        if run and not follows:
            yield before, run
            run = []
        run.append(ending)
        before = beginning
    if run:
        yield before, run
