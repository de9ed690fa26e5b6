"""Forms of HTML: fields named by JSON pointers go into dossier parts and back."""

import pytest
from werkzeug.datastructures import MultiDict

from forms.flat import flatten, read
from forms.labels import label
from review.domain.dossier import LegalityReview, LegalOpinion, Matter, Meeting
from review.domain.errors import DossierRefused
from review.domain.plain import to_plain
from tests.conftest import EXAMPLES

NAMES = [path.name for path in sorted(EXAMPLES.glob("*.json"))]


def posted(values: dict[str, list[str]], *, lines: bool) -> MultiDict[str, str]:
    """The form as a browser posts it; a list of texts by a text area (`lines`) or by repeated fields."""
    chosen = {k: v for k, v in values.items() if k.endswith(":lines") == lines or (k if lines else f"{k}:lines") not in values}
    return MultiDict([(key, value) for key, many in chosen.items() for value in many])


@pytest.mark.parametrize("name", NAMES)
def test_a_matter_goes_into_a_form_and_back(name, changed):
    matter = changed(name[:2]).matter
    form = posted({k: v for k, v in flatten(matter, "/matter").items() if not k.endswith(":lines")}, lines=False)
    assert to_plain(read(Matter, form, "/matter")) == to_plain(matter)


def test_a_text_area_gives_one_item_a_line():
    form = MultiDict({"/matter/undertaking_units:lines": "办公室\r\n\r\n 人事科 \r\n"})
    assert read(Matter, form, "/matter").undertaking_units == ("办公室", "人事科")


def test_blank_is_unknown_and_a_blank_choice_among_boxes_states_none():
    form = MultiDict([("/matter/title", "  "), ("/matter/scope/contract", ""), ("/matter/scope/decision_heads", "")])
    matter = read(Matter, form, "/matter")
    assert (matter.title, matter.scope.contract, matter.scope.decision_heads) == (None, None, ())


@pytest.mark.parametrize("typed", ["约七十万", "-1", "1.234", "1e5"])
def test_a_wrong_amount_is_told_in_the_words_of_whoever_fills_in_a_form(typed):
    with pytest.raises(DossierRefused) as refused:
        read(Matter, MultiDict({"/matter/funds/amount": typed}), "/matter")
    assert [fault.message for fault in refused.value.faults] == ["应当是以元为单位的金额，不为负，最多两位小数，例如680000.00"]


def test_blank_rows_are_left_out_and_a_fault_still_points_to_the_row_as_typed():
    form = MultiDict({
        "/opinion/suggestions/0/text": "", "/opinion/suggestions/1/text": "写明责任主体",
        "/opinion/suggestions/2/number": "two", "/opinion/suggestions/2/text": "x",
    })  # fmt: skip
    with pytest.raises(DossierRefused) as refused:
        read(LegalOpinion, form, "/opinion")
    assert [fault.pointer for fault in refused.value.faults] == ["/opinion/suggestions/2/number"]


def test_amounts_may_be_typed_with_separators_and_times_are_beijing_time():
    form = MultiDict({"/matter/funds/amount": "680,000.00", "/meeting/started_at": "2024-04-16T09:00"})
    assert str(read(Matter, form, "/matter").funds.amount) == "680000.00"
    assert read(Meeting, form, "/meeting").started_at.isoformat() == "2024-04-16T09:00:00+08:00"


@pytest.mark.parametrize("typed", ["x", "2", "TRUE"])
def test_what_cannot_be_read_is_refused_at_its_field(typed):
    with pytest.raises(DossierRefused) as refused:
        read(Matter, MultiDict({"/matter/scope/contract": typed}), "/matter")
    assert refused.value.faults[0].pointer == "/matter/scope/contract"


@pytest.mark.parametrize("levels", [40, 5_000])
def test_field_names_nested_too_deep_are_refused(levels):
    form = MultiDict({"/review/conclusion": "LAWFUL", "/review" + "/earlier/0" * levels + "/conclusion": "LAWFUL"})
    with pytest.raises(DossierRefused, match="层数过多"):
        read(LegalityReview, form, "/review")


@pytest.mark.parametrize("name", NAMES)
def test_every_place_of_an_example_has_a_chinese_name(name, changed):
    dossier = changed(name[:2])
    for part in ("matter", "preparation", "legal_opinions", "legality_review", "meetings", "approvals", "execution"):
        for pointer in flatten(getattr(dossier, part), f"/{part}"):
            assert any("\u4e00" <= sign <= "\u9fff" for sign in label(pointer)), pointer


@pytest.mark.parametrize("name", [
    "/matter/titel", "/matter/scope/unheard_of", "/matter/candidates/0/salary", "/matter/candidates/4711/name",
    "/matter/title/deeper",
])  # fmt: skip
def test_a_filled_field_that_is_no_part_of_what_is_read_is_refused_and_not_dropped(name):
    with pytest.raises(DossierRefused) as refused:
        read(Matter, MultiDict({"/matter/title": "x", name: "y"}), "/matter")
    assert [fault.pointer for fault in refused.value.faults] == [name]
    assert read(Matter, MultiDict({"/matter/title": "x", name: ""}), "/matter").title == "x"
