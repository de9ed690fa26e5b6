"""Holds what the tests use to read a printed record: its text, its structure; holds no test."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf


def text(pdf: bytes) -> str:
    """The text of all pages in the order of the content, without any white space: a line break says nothing in Chinese."""
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", "", run.stdout.decode())


def pages(pdf: bytes) -> list[list[str]]:
    """The lines of each page without head and foot, each line without white space."""
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    read = [[dense(line) for line in page.split("\n") if line.strip()] for page in run.stdout.decode().split("\f")[:-1]]
    return [lines[number > 0 : -1] for number, lines in enumerate(read)]


def dense(words: str) -> str:
    """The words as `text` gives them."""
    return re.sub(r"\s+", "", words)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def checked(pdf: bytes, folder: Path) -> str:
    """What qpdf says to the file."""
    path = folder / "record.pdf"
    path.write_bytes(pdf)
    run = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    return run.stdout + run.stderr
