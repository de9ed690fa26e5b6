"""What a reading copy is marked with: who and when, however long a name is; and the number of each sheet."""

from datetime import datetime, timedelta, timezone

import pytest

from review.domain.copies import LONGEST_NAME, SIGNS, Viewer, sheet_number

AT = datetime(2026, 3, 4, 9, 5, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(("name", "account", "who"), [
    ("成员甲", "shuji", "成员甲（shuji）"),
    (" 成员\n甲\u3000", "shuji", "成员 甲（shuji）"),
    ("甲" * 300, "a" * 300, f"{'甲' * 23}…（{'a' * 23}…）"),
    ("甲" * LONGEST_NAME, "", f"{'甲' * LONGEST_NAME}（）"),
])  # fmt: skip
def test_a_viewer_is_told_by_name_and_account_as_far_as_there_is_room(name: str, account: str, who: str) -> None:
    viewer = Viewer(name=name, account=account, at=AT)
    assert (viewer.who, viewer.when) == (who, "2026年3月4日 9:05")


def test_the_number_of_a_sheet_is_made_of_signs_that_are_printed() -> None:
    assert sheet_number(12, 345) == "全卷第12页 共345页"
    assert set(sheet_number(1234567890, 1)) <= set(SIGNS)
    assert len(set(SIGNS)) == len(SIGNS)
