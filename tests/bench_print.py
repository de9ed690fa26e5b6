"""Measures printing a record of five and one of a hundred pages beside other ways to the same PDF; asserts no times. Run by
`make bench`.

Each print is a process of its own, with everything that it starts; ours is measured as it is served as well: by a process that
has printed before. All ways take turns, so that a busy machine slows them alike. LibreOffice is left out where it is not
installed (`apt-get install libreoffice-writer`); it gets the HTML without the style sheet, of which it understands little and
with which it does not come to an end. Ours carries the data and the rules; the others carry nothing.
"""

import io
import json
import multiprocessing
import os
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pikepdf

from review.app import load_rulebook
from review.record import page
from review.record.data import data_of
from review.record.fonts import FONTS
from review.record.pool import PrintPool
from review.record.view import view_of
from review.service.ports import Record
from tests.bench_chain import ADDITIONS, pace
from tests.measuring import resident
from tests.record import examples

GONE_THROUGH, PATIENT = 7, 600.0
TICKS = os.sysconf("SC_CLK_TCK")
BROWSER = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
OFFICE = shutil.which("soffice")


class Taken(NamedTuple):
    """What one print took: seconds of CPU, user and system; MB at the peak, over its processes; and what came of it."""

    seconds: float
    megabytes: float
    pdf: bytes


def short() -> Record:
    """Of five pages: a matter just submitted, with a few findings."""
    return with_rules(examples.brief(examples.record("07")))


def long() -> Record:
    """Of a hundred pages: a matter that was decided, its checklist gone through several times."""
    record = examples.record("01")
    findings = tuple(
        one._replace(observed=f"第{time}次核验：{one.observed}")
        for time in range(1, GONE_THROUGH + 1) for one in record.judgement.findings
    )  # fmt: skip
    return with_rules(replace(record, judgement=replace(record.judgement, findings=findings)))


def with_rules(record: Record) -> Record:
    """As the service prints it."""
    return replace(record, rules=load_rulebook().files)


def alone(command: list[str], output: Path) -> Taken:
    """What a process of its own takes for it; without a PDF where it did not come to an end."""
    output.unlink(missing_ok=True)
    measured = subprocess.run([sys.executable, "-m", "tests.measuring", *command], stdout=subprocess.PIPE, check=True)
    found = json.loads(measured.stdout)
    return Taken(found["seconds"], found["bytes"] / 2**20, output.read_bytes() if output.exists() else b"")


def served(pool: PrintPool, record: Record) -> Taken:
    """What the print process of the service takes for it, which has printed before."""
    (worker,) = multiprocessing.active_children()
    before = _seconds(worker.pid or 0)
    pdf = pool(record)
    return Taken(_seconds(worker.pid or 0) - before, resident(worker.pid or 0) / 2**20, pdf)


def _seconds(process: int) -> float:
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


def ways(record: Record, folder: Path, pool: PrintPool) -> dict[str, Callable[[], Taken]]:
    """Each way to print this record."""
    data = data_of(record)
    text, output = page.html(view_of(record, data)), folder / "record.pdf"
    style = page.css().replace("url(fonts/", f"url({FONTS.as_uri()}/")
    pickled, html, bare = folder / "record.pickle", folder / "styled.html", folder / "record.html"
    bare.write_text(text, encoding="utf-8")
    pickled.write_bytes(pickle.dumps(record))
    html.write_text(text.replace("</head>", f"<style>{style}</style></head>"), encoding="utf-8")
    python = [sys.executable, "-m", "tests.print_rivals"]
    made = {
        "ours, as served": lambda: served(pool, record),
        "ours, a new process": lambda: alone([*python, "ours", str(pickled), str(output)], output),
        "typst": lambda: alone([*python, "typst", str(html), str(output)], output),
        "reportlab": lambda: alone([*python, "reportlab", str(html), str(output)], output),
    }
    if BROWSER:
        made["headless chromium"] = lambda: alone([
            BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={output}", html.as_uri()], output)  # fmt: skip
    if OFFICE:
        made["LibreOffice"] = lambda: alone([
            OFFICE, "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--infilter=HTML (StarWriter)",
            "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(bare)], output)  # fmt: skip
    return made


def measured(name: str, record: Record, turns: int) -> None:
    """Print a table of what each way takes for it; the first turn, in which profiles and caches are made, does not count."""
    taken: dict[str, list[Taken]] = {}
    with tempfile.TemporaryDirectory() as folder:
        pool = PrintPool(processes=1, seconds=PATIENT)
        pool(record)
        rows = ways(record, Path(folder), pool)
        for _ in range(1 + turns):
            for way, run in rows.items():
                taken.setdefault(way, []).append(run())
        pool.close()
    reference = statistics.median(one.seconds for one in taken["ours, as served"][1:])
    print(f"{name:24}{'CPU s':>8}{'x ours':>8}{'MB':>8}{'pages':>8}{'KB':>8}")
    for way, prints in taken.items():
        seconds = statistics.median(one.seconds for one in prints[1:])
        pages = pages_of(prints[-1].pdf) if prints[-1].pdf else "none"
        megabytes, size = max(one.megabytes for one in prints), len(prints[-1].pdf) // 1000
        print(f"{way:24}{seconds:8.2f}{seconds / reference:8.2f}{megabytes:8.0f}{pages:8}{size:8}", flush=True)


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def main() -> None:
    print(f"printing; {ADDITIONS:,} additions take {pace():.1f} s")
    for way, program in (("headless chromium", BROWSER), ("LibreOffice", OFFICE)):
        if not program:
            print(f"{way} is not installed here, and is left out")
    measured("a short record", short(), 3)
    measured("a long record", long(), 1)


if __name__ == "__main__":
    main()
