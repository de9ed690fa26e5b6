"""The program that `review-verify.pyz` is: `python review-verify.pyz FILE…`, with neither installation nor network.

Exit 0: every record is genuine; 1: one was altered; 2: one cannot be read. What takes more than the standard library, it says
that it did not check.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from review.domain.verifying.pdf import NotReadable, attached
from review.domain.verifying.record import RECORD, RULES, Verified, lines, verify

NOT_HERE = "　未在此核验：PDF页面的排印、电子签名（需要 review verify 或者服务的核验页面）"
MOST_BYTES = 256_000_000
USAGE = "用法：python review-verify.pyz 文件…\n文件：审查记录PDF；或者从中取出的record.json，同一文件夹里有rulebook.json"


def main(arguments: list[str]) -> int:
    """Verify each file; the worst that came of them."""
    if not arguments or any(one.startswith("-") for one in arguments):
        print(USAGE, file=sys.stderr)
        return 2
    return max(_told(Path(one)) for one in arguments)


def _told(path: Path) -> int:
    try:
        verified = verify(files_of(path))
    except NotReadable as error:
        print(f"{path}：不能读取。{error}", file=sys.stderr)
        return 2
    for line in (f"{path}", *_lines(verified)):
        print(line)
    return 0 if verified.genuine else 1


def _lines(verified: Verified) -> Iterator[str]:
    yield from lines(verified)
    if verified.genuine:
        yield NOT_HERE


def files_of(path: Path) -> dict[str, bytes]:
    """What a record carries, by name. Raises NotReadable."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotReadable("文件过大，不是审查记录")
        content = path.read_bytes()
        if content.startswith(b"%PDF-"):
            return attached(content)
        beside = path.with_name(RULES)
        return {RECORD: content} | ({RULES: beside.read_bytes()} if beside.exists() else {})
    except OSError as error:
        raise NotReadable(error.strerror or str(error)) from error
