"""Verifies the data of an annual report without the service that wrote it: every number is computed again from the rows behind
it, and what hangs together is held against each other. The first thing that differs is named.

That the rows are what the dossiers say, no file can prove alone: the matters are named with their revisions and hashes, and the
checkpoint with its hash, so that whoever has the trail or the records can.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review.domain.annual import Annual, Figure, unsound
from review.domain.program import MALFORMED
from review.domain.trail import GENESIS, canonical
from review.domain.verifying.annual_data import FORMAT, NUMBERS, WITHOUT_PROGRAM, annual_as_plain, annual_of
from review.domain.verifying.pdf import NotReadable
from review.domain.verifying.record import Differs, same, short
from review.domain.verifying.time_stamp import OTHER_HEAD, NotAStamp, Stamp, imprint_of, read_stamp

CONSISTENT = "没有发现改动，各项数字与所附事项相符"
NOT_PROVEN = f"{CONSISTENT}；由谁出具、所附事项是否与卷宗相符，仅凭这些数据不能证明"
"""What is told of a report that was looked at alone: anybody may have written it."""


@dataclass(frozen=True, slots=True)
class VerifiedAnnual:
    """What came of verifying a report: the first thing that differs, or nothing; and what was looked at."""

    difference: str | None
    sha256: str = ""
    """Of the data, as it is printed in the report."""
    unit: str = ""
    """The code of the unit that it says it is of."""
    annual: Annual | None = None
    """The report, where nothing in it denies anything else."""
    stamp: Stamp | None = None
    unproven: bool = False
    """Another version of the program counted or printed it, and nothing is known to be altered."""

    @property
    def consistent(self) -> bool:
        """Whether nothing in it denies anything else in it."""
        return self.difference is None


def is_annual(files: Mapping[str, bytes]) -> bool:
    """Whether these files of a PDF are those of an annual report, and not of a record."""
    return NUMBERS in files


def verify_annual(files: Mapping[str, bytes]) -> VerifiedAnnual:
    """Verify the data of an annual report. Raises NotReadable where there is nothing to verify."""
    content = files[NUMBERS]
    data, sha256 = _read(content), hashlib.sha256(content).hexdigest()
    said = data["unit"].get("code") if isinstance(data.get("unit"), dict) else None
    unit = said if isinstance(said, str) else ""
    try:
        if more := sorted({*files} - {NUMBERS}):
            raise Differs(f"文件中另有附件{short(more[0])}")
        if canonical(data) != content:
            raise Differs("数据不是规范的写法：有空白、次序、重复的键或者编码被改动")
        annual, stamp = _annual(data)
    except (Differs, NotAStamp) as found:
        return VerifiedAnnual(str(found), sha256, unit)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        return VerifiedAnnual(f"数据的结构被改动（{error!r}）"[:200], sha256, unit)
    return VerifiedAnnual(None, sha256, unit, annual, stamp)


def _read(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotReadable("年度报告的数据不是JSON，不能读取") from error
    if not isinstance(data, dict) or data.get("format") not in (FORMAT, WITHOUT_PROGRAM):
        raise NotReadable(f"年度报告数据的格式不是{FORMAT}：由其他版本的程序制作，或者不是年度报告")
    return data


def _annual(data: Mapping[str, Any]) -> tuple[Annual, Stamp | None]:
    annual = annual_of(data)
    for what in Figure:
        written, found = data["numbers"][what.value]["count"], annual.report.count(what)
        if type(written) is not int or written != found:
            raise Differs(f"数字“{what.label}”记录为{short(written)}，按所附事项计算应为{found}")
    same(data, annual_as_plain(annual), "年度报告的数据", "")
    if data["format"] == FORMAT and not (annual.program and annual.program.well_formed):
        raise Differs(MALFORMED)
    if fault := unsound(annual.report):
        raise Differs(fault)
    if (annual.events == 0) is not (annual.head == GENESIS) or (annual.events == 0 and annual.report.sources):
        raise Differs("检查点的号与校验值或者所列事项不符")
    return annual, _stamp(annual)


def _stamp(annual: Annual) -> Stamp | None:
    if annual.time_stamp is None:
        return None
    stamp = read_stamp(annual.time_stamp)
    fault = stamp.fault(imprint_of(annual.head), annual.made_at) if annual.events else OTHER_HEAD
    if fault:
        raise Differs(fault)
    return stamp


def annual_lines(verified: VerifiedAnnual, instead: str | None = None) -> Iterator[str]:
    """What is told of it, line by line: the result, or what is to be said `instead`; and the numbers as they were computed
    again, for the reader to hold against the pages."""
    annual = verified.annual
    if annual is None:
        yield "年度报告"
    else:
        yield f"年度报告：{annual.unit.name or annual.unit.code or '（没有写明单位）'}，{annual.report.year}年度"
    yield f"年度报告数据校验值（SHA-256）：{verified.sha256}"
    if verified.difference is not None or annual is None:
        yield f"核验结果：{'不能证实' if verified.unproven else '年度报告被改动'}。{verified.difference}"
        return
    yield f"核验结果：{instead or NOT_PROVEN}"
    report = annual.report
    yield f"　数字：{len(Figure)}项，由{len(report.sources)}件事项的{sum(map(len, report.rows.values()))}行重新计算，均相符"
    for rate in report.rates:
        yield f"　{rate.title}：{rate.part}/{rate.whole}{rate.unit}，{rate.said}，未定{rate.open}{rate.unit}"
    days = report.days
    if days.counted:
        yield f"　合法性审查用时（工作日）：最少{days.least}、中位{days.middle}、最多{days.most}，{days.counted}份"
    yield f"　检查点（办理轨迹末端）：第{annual.events}号，{annual.head}"
    yield f"　计算工作日所用的规则库（SHA-256）：{annual.rulebook['sha256']}"
