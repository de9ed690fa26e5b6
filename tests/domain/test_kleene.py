"""What counts as given: a text that says something."""

import pytest

from review.domain.kleene import NOTHING, given, written


@pytest.mark.parametrize("word", sorted(NOTHING))
def test_a_word_for_nothing_is_a_statement_that_there_is_none(word: str):
    for text in (word, f" {word}。", f"（{word.upper()}）", " ".join(word)):
        assert given(text) is False
        assert written(text) is True
    assert given(f"{word}1号") is True
    assert given(f"{'——' * 9}{word}{'。' * 99}") is False
    assert given(f"{'。' * 99}{word}{'——' * 9}各单位意见已经采纳") is True


@pytest.mark.parametrize("text", ["", " ", "\u3000", "-", "——", "。", "/", "\u200b"])
def test_a_text_without_a_letter_figure_or_character_says_nothing(text: str):
    assert (given(text), written(text)) == (False, False)


def test_what_is_absent_is_not_known():
    assert (given(None), written(None)) == (None, None)
