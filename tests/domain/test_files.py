"""A name is shown, never believed: no path, no sign that is not seen, no reading direction, no endless length."""

import pytest

from review.domain.files import LONGEST_NAME, ending_of, shown_name


@pytest.mark.parametrize(("given", "shown"), [
    ("送审稿.docx", "送审稿.docx"), ("C:\\桌面\\送审稿.docx", "送审稿.docx"), ("../../etc/passwd", "passwd"),
    ("/送审稿/.docx", "未命名.docx"), ("送审稿\u202exslx.pdf", "送审稿xslx.pdf"),
    ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
    ("a\0b.pdf", "ab.pdf"), ("", "未命名"), ("..", "未命名."), ("  两  个 空格 .pdf ", "两 个 空格.pdf"),
    ("\u200b\u200e", "未命名"),
    ("\ue000㐀\U00030edd.txt", "\ue000㐀\U00030edd.txt"), ("一\ud800二.txt", "一二.txt"), ("e\u0301.txt", "é.txt"),
])  # fmt: skip
def test_a_name_is_shown_by_its_last_part_in_signs_that_are_seen(given: str, shown: str) -> None:
    assert shown_name(given) == shown


@pytest.mark.parametrize("given", ["长" * 5000, "长" * 5000 + ".docx", "短." + "x" * 5000])
def test_a_name_is_no_longer_than_can_be_shown(given: str) -> None:
    assert len(shown_name(given)) <= LONGEST_NAME
    assert ending_of(shown_name(given)) == (".docx" if given.endswith(".docx") else ending_of(given)[:11])


@pytest.mark.parametrize(("name", "ending"), [("a.PDF", ".pdf"), ("a", ""), (".pdf", ""), ("a.b.docx", ".docx"), ("a.", ".")])
def test_the_ending_is_what_follows_the_last_dot(name: str, ending: str) -> None:
    assert ending_of(name) == ending
