"""Holds the section on decisions of the annual report (法治政府建设年度报告): every number of a year with the rows behind it.

Each number counts by the day of what it counts, and by nothing else: a submission by its day, a decision by the day of the
meeting that took it, a review or an opinion by the day of its issue. So the years add up, and nothing is counted in two.
Nothing is judged here: what was met before a meeting is what the stored judgement says, days are those of the clock.
"""

from review.domain.annual.figures import COLUMNS, COUNTED_BY, SECTIONS, TOLD, UNCLASSED, Figure, Section, column_of
from review.domain.annual.paper import Annual
from review.domain.annual.parts import unsound
from review.domain.annual.report import Days, OnFile, Presided, Rate, Report, Row, Source, report_of

__all__ = [
    "Annual", "COLUMNS", "COUNTED_BY", "Days", "Figure", "OnFile", "Presided", "Rate", "Report", "Row", "SECTIONS", "Section",
    "Source", "TOLD", "UNCLASSED", "column_of", "report_of", "unsound",
]  # fmt: skip
