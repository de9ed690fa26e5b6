"""Holds records and annual reports that are proven together against each other: each prints events of the trail of its unit, and
a unit has one trail. Two that print another event under one number are of two trails, so that at least one of them is not of it.
"""

import json
from collections.abc import Mapping
from typing import Any

from review.domain.verifying.annual_data import NUMBERS
from review.domain.verifying.record import RECORD

FORKED = (
    "核验结果：相互矛盾。{}与{}所载的单位{}办理轨迹第{}号不同（校验值{}…与{}…）；一个单位只有一条办理轨迹，"
    "其中至少一个文件所载的不是它"
)
_SHOWN = 16


class Trails:
    """The events of each unit by their numbers, as the files say that were looked at so far, and which said it first."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[str, str]] = {}

    def unlike(self, name: str, files: Mapping[str, bytes]) -> str | None:
        """The first event of this file, in which nothing was found altered by itself, that an earlier file has otherwise."""
        found = None
        for unit, seq, hashed in sorted(_events(files)):
            before, by = self._known.setdefault((unit, seq), (hashed, name))
            if before != hashed and found is None:
                found = FORKED.format(by, name, unit, seq, before[:_SHOWN], hashed[:_SHOWN])
        return found


def _events(files: Mapping[str, bytes]) -> set[tuple[str, int, str]]:
    """Unit, number and hash of each event that it prints, and of the one before each; of an annual report the checkpoint."""
    if NUMBERS in files:
        data: Any = json.loads(files[NUMBERS])
        trail = data["trail"]
        return {(data["unit"].get("code") or "", trail["events"], trail["head"])} if trail["events"] else set()
    acts = json.loads(files[RECORD])["trail"]
    own = {(one["unit"], one["seq"], one["hash"]) for one in acts}
    return own | {(one["unit"], one["seq"] - 1, one["previous"]) for one in acts if one["seq"] > 1}
