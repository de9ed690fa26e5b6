"""Holds the minutes of a meeting (会议纪要): drafted from the data, and a written text compared with them.

Every line of the draft says which claims it makes; the comparison looks for the same claims in the written text, whose wording
is free. So nothing is drafted that is not compared. Every number is `domain.meeting`'s; nothing is counted here.
"""

from review.domain.minutes.check import LONGEST, Difference, differences
from review.domain.minutes.draft import Discussed, Draft, Line, draft

__all__ = ["LONGEST", "Difference", "Discussed", "Draft", "Line", "differences", "draft"]
