"""The program that `review-verify.pyz` is: `python review-verify.pyz FILE…`, with neither installation nor network.

Exit 0: every record is genuine; 1: one was altered, or two are of two trails of one unit; 2: one cannot be read, or the check
came to nothing; 3: one is consistent and has no trail or no signature that would prove it, or rules or a judgement of another
version of this program; and no annual report has what would. What takes more than the standard library is told as not checked.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from review.domain.verifying.annual import VerifiedAnnual, annual_lines, is_annual, verify_annual
from review.domain.verifying.covered import uncovered
from review.domain.verifying.package import Given, opened
from review.domain.verifying.pages import strange_page
from review.domain.verifying.pdf import NotReadable, attached, signed
from review.domain.verifying.record import NOT_SIGNED, Verified, lines, not_judged_again, verify
from review.domain.verifying.telling import complain, not_carried_out, readable, say
from review.domain.verifying.together import Trails

GENUINE = "记录数据真实完整（仅就数据而言：页面的内容和签名人未在此核验）"
NOT_HERE = (
    "　未在此核验：PDF页面的排印（只核对了每页的页脚）{}，以及上列规则是否当时启用的规则（请与本单位公布的规则库校验值核对，"
    "或者用 review verify、服务的核验页面）"
)
NUMBERS_NOT_HERE = (
    "　未在此核验：PDF页面的排印（只核对了每页的页脚）{}，以及所附事项是否与卷宗、办理轨迹相符（请用服务的核验页面，"
    "或者与各事项的审查记录逐件核对）"
)
SIGNATURE, STAMP = "、所载的电子签名（只核对了所签内容的校验值）", "、时间戳的签名和签发者"
NO_SIGNATURE = "　没有电子签名"
WORST = (2, 1, 3, 0)
"""Of several files the first of these is the answer."""
USAGE = "用法：python review-verify.pyz 审查记录.pdf…（或者归档包.zip、年度报告.pdf）"


def main(arguments: list[str]) -> int:
    """Verify each file, and of several whether they are of one trail; the worst that came of them."""
    readable()
    if not arguments or any(one.startswith("-") for one in arguments):
        complain(USAGE)
        return 2
    trails = Trails() if len(arguments) > 1 else None
    return min((_told(Path(one), trails) for one in arguments), key=WORST.index)


def _told(path: Path, trails: Trails | None) -> int:
    try:
        return _answered(path, trails)
    except NotReadable as error:
        complain(f"{path}：不能读取。{error}")
    except Exception as error:  # which would exit as an altered record
        complain(f"{path}：{not_carried_out(error)}")
    return 2


def _answered(path: Path, trails: Trails | None) -> int:
    given = opened(path)
    verified = _verified(given)
    has_signature = verified.consistent and signed(given.pdf)
    told = [f"{path}", *_lines(verified, has_signature), *(f"　{line}" for line in given.lines)]
    untouched = verified.consistent or verified.unproven
    if forked := trails.unlike(f"{path}", attached(given.pdf)) if trails and untouched else None:
        told.append(forked)
    say(*told)
    if not untouched or forked:
        return 1
    return 0 if isinstance(verified, Verified) and verified.genuine and has_signature else 3


def _verified(given: Given) -> Verified | VerifiedAnnual:
    files = attached(given.pdf)
    verified: Verified | VerifiedAnnual = verify_annual(files) if is_annual(files) else given.verified(verify(files))
    doubtful = verified if isinstance(verified, Verified) and verified.otherwise else None
    if not (verified.consistent or verified.unproven or doubtful):
        return verified
    try:
        found = (verified.stamp and verified.stamp.to_come(datetime.now(UTC))) or uncovered(given.pdf)
        found = found or strange_page(given.pdf, verified.sha256)
        if doubtful and not found and signed(given.pdf):
            return not_judged_again(doubtful)
    except NotReadable as error:  # its data can be read: it is told as altered, as where it is printed again
        found = str(error)
    return replace(verified, difference=found, unproven=False) if found else verified


def _lines(verified: Verified | VerifiedAnnual, has_signature: bool) -> Iterator[str]:
    if isinstance(verified, Verified):
        yield from lines(verified, GENUINE if has_signature else NOT_SIGNED)
    else:
        yield from annual_lines(verified)
    if verified.consistent and verified.stamp:
        yield f"　时间戳：{verified.stamp}"
    if verified.consistent:
        if not has_signature:
            yield NO_SIGNATURE
        not_here = NOT_HERE if isinstance(verified, Verified) else NUMBERS_NOT_HERE
        yield not_here.format((SIGNATURE if has_signature else "") + (STAMP if verified.stamp else ""))
