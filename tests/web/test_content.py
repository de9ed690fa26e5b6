"""The laid out content of a matter: nothing is left out, names and hashes stay short."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pytest

from forms import labels
from review.domain.dossier import Justification, ManualAnswer, Matter, OnRecord, Reference, RelatedMatter
from review.domain.plain import key_of
from review.domain.vocabulary import RelationGround, Role
from review.service import oversight, submission
from review.service.desk import Desk
from review.service.submission import Submission
from review.web import content

from .conftest import SignIn, example, person, text


def pointers(value: object, pointer: str = "") -> Iterator[str]:
    """The places of a dossier that hold something, down to the parts of parts."""
    for field in fields(value):  # type: ignore[arg-type]
        place, given = f"{pointer}/{key_of(field.name)}", getattr(value, field.name)
        if is_dataclass(given) and type(given) is not Reference:
            yield from pointers(given, place)
        elif given is not None:
            yield place


@pytest.mark.parametrize("start", ["01", "02", "03", "04", "05", "06", "07"])
def test_nothing_that_is_known_is_left_out(start: str) -> None:
    dossier = example(start)
    names = [entry.name for section in content.sections(dossier) for entry in section.entries]
    for place in pointers(dossier):
        if not any(place == other or place.startswith(f"{other}/") for other in content.ELSEWHERE - {"/matter"}):
            assert labels.label(place).replace("（元）", "").replace("，元）", "）") in names or "/scope/" in place, place


def test_a_field_that_nobody_placed_has_a_section_of_its_own() -> None:
    grouped = {name for _, names in content.GROUPS for name in names}
    assert grouped <= {field.name for field in fields(Matter)}
    laid = content.sections(replace(example("07"), answers=(ManualAnswer(rule="PRE-99", reason="已经核对"),)))
    assert next(section for section in laid if section.heading == "人工回答").entries[0].lines == ("PRE-99　已经核对",)


@pytest.mark.parametrize("start", ["01", "04", "07"])
def test_a_name_does_not_repeat_its_heading_and_a_hash_is_short(start: str) -> None:
    laid = content.sections(example(start))
    assert all("第1项" not in entry.name for section in laid for entry in section.entries)
    words = [word for section in laid for entry in section.entries for line in entry.lines for word in line.split("　")]
    assert not [word for word in words if len(word) == 64]


def test_the_consultation_of_the_public_is_told_apart_from_the_experts() -> None:
    laid = {section.heading: section for section in content.sections(example("01"))}
    assert {"公众参与", "专家论证", "风险评估"} <= set(laid)
    assert "发布日期" in {entry.name for entry in laid["公众参与"].entries}


def test_candidates_stand_before_what_was_prepared() -> None:
    headings = [section.heading for section in content.sections(example("04"))]
    assert headings.index("拟任免人选　拟任人选甲") < headings.index("前期程序")


def test_only_questions_of_yes_and_no_are_told_as_unanswered() -> None:
    laid = content.sections(example("04"))
    scope = next(section for section in laid if section.heading == "涉及情形")
    told = next((entry.lines[0] for entry in scope.entries if entry.name == "未填写"), "")
    assert labels.label("/matter/scope/exclusion_basis") not in told


def test_the_matters_that_the_service_found_are_told_in_a_line_each_that_leads_there() -> None:
    given = example("07")
    found = OnRecord(
        budget_year=2024, same_payee_total=Decimal("930000.00"), compared=(RelationGround.SAME_PAYEE,),
        related_matters=(
            RelatedMatter(number="SL-ZSJ-2024-0003", amount=Decimal("250000.00"), possible_duplicate=True,
                          grounds=(RelationGround.SAME_PAYEE, RelationGround.SAME_ITEM)),
        ),
    )  # fmt: skip
    funds = replace(given.matter.funds, on_record=found, related_matters=(RelatedMatter(number="纸质-3"),))
    laid = content.sections(replace(given, matter=replace(given.matter, funds=funds)))
    entries = {entry.name: entry for section in laid for entry in section.entries}
    assert entries["查得关联事项"].lines == ("SL-ZSJ-2024-0003　250,000.00 元（同一收款单位、同一品目、可能重复）",)
    assert entries["查得关联事项"].hrefs == ("/matters/SL-ZSJ-2024-0003",)
    assert entries["查得本年同一收款单位累计（含本件）"].lines == ("930,000.00 元",)
    assert entries["关联事项"].lines == ("纸质-3　金额未登记",)
    assert entries["关联事项"].hrefs == ()


def test_the_page_of_a_matter_names_and_links_the_related_ones(desk: Desk, sign_in: SignIn) -> None:
    secretary = person(desk, Role.SECRETARY)
    given = oversight.show(desk, secretary, "SL-ZSJ-2024-0009").dossier
    funds = replace(given.matter.funds, payee="示例档案公司", same_item_total=None, split_explained=True)
    for number in ("A-1", "A-2"):
        why = (Justification(rule="CLS-08", reason="年中追加", by="s01", on=desk.today()),)
        matter = replace(given.matter, number=number, funds=funds)
        told = Submission(matter=matter, preparation=given.preparation, justifications=why)
        submission.submit(desk, secretary, told, key=number)
    page = text(sign_in("mishu").get("/matters/A-2"))
    assert '<a href="/matters/A-1">A-1' in page
    assert "同一收款单位的其他事项：1 (A-1 ¥680,000.00)" in page
