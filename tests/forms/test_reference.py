"""The documentation of the format says what the dataclasses say."""

from forms.reference import MARK, reference
from review.config import HOME


def test_the_page_of_the_format_is_current():
    page = (HOME / "docs" / "dossier.md").read_text(encoding="utf-8")
    assert page.partition(MARK)[2].strip() == reference().strip(), "run `make docs`"


def test_every_place_has_a_chinese_name():
    rows = [line.split(" | ") for line in reference().splitlines() if line.startswith("| `")]
    assert not [row[0] for row in rows if row[1].isascii()]
