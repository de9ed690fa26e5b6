"""A difference says of every paragraph what became of it, loses none, and marks in a changed one what changed."""

from hypothesis import given
from hypothesis import strategies as st

from review.domain.comparison import Piece, PieceKind, Run, compare, marked, tidied

OLD = (
    "关于印发目录的通知", "一、各县应当在三十日内办理。", "二、市局负责指导。", "三、金额为 680,000.00 元。",
    "四、自印发之日起施行。",
)  # fmt: skip


def told(pieces: tuple[Piece, ...]) -> list[tuple[str, int | None, int | None]]:
    return [(piece.kind.value, piece.old_place, piece.new_place) for piece in pieces if piece.kind is not PieceKind.SAME]


def words(runs: tuple[Run, ...]) -> list[str]:
    return [run.text for run in runs if run.marked]


def test_nothing_changed() -> None:
    assert told(compare(OLD, OLD)) == []


def test_a_paragraph_is_added_removed_and_changed_where_it_stands() -> None:
    new = (OLD[0], "一、各县应当在六十日内办理。", OLD[2], "新增一条。", OLD[4])
    assert told(compare(OLD, new)) == [("CHANGED", 2, 2), ("REMOVED", 4, None), ("ADDED", None, 4)]


def test_a_changed_number_is_marked_whole_and_nothing_beside_it() -> None:
    before, after = marked("金额为 680,000.00 元，期限三年。", "金额为 860,000.00 元，期限三年。")
    assert (words(before), words(after)) == (["680,000.00"], ["860,000.00"])


def test_a_changed_word_is_marked_where_it_stands() -> None:
    before, after = marked("应当经市政府批准。", "可以经市政府批准后公布。")
    assert (words(before), words(after)) == (["应当"], ["可以", "后公布"])


def test_a_paragraph_that_moved_is_told_as_removed_and_added() -> None:
    assert {kind for kind, _, _ in told(compare(OLD, (OLD[3], *OLD[:3], OLD[4])))} == {"REMOVED", "ADDED"}


def test_another_paragraph_in_its_place_is_no_change_of_it() -> None:
    assert [kind for kind, _, _ in told(compare(("甲乙丙丁戊己",), ("子丑寅卯辰巳",)))] == ["REMOVED", "ADDED"]


def test_blanks_and_what_is_not_seen_is_no_difference() -> None:
    assert tidied(["  一 \t 二\n", "", " ", "e\u0301"]) == ["一 二", "é"]


PARAGRAPHS = st.lists(st.text(alphabet="一二三四五 12a。", min_size=1, max_size=12), max_size=12)


@given(old=PARAGRAPHS, new=PARAGRAPHS)
def test_every_paragraph_of_both_is_told_once_in_order_and_whole(old: list[str], new: list[str]) -> None:
    pieces = compare(old, new)
    for texts, side, place in ((old, "old", "old_place"), (new, "new", "new_place")):
        found = [piece for piece in pieces if getattr(piece, place) is not None]
        assert [getattr(piece, place) for piece in found] == list(range(1, len(texts) + 1))
        assert ["".join(run.text for run in getattr(piece, side)) for piece in found] == texts
    for piece in pieces:
        assert (piece.kind is PieceKind.SAME) == (piece.old == piece.new)
        if piece.kind is PieceKind.CHANGED:
            assert any(run.marked for run in piece.old + piece.new)
