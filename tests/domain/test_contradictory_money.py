"""What is refused of money, contract and project because the dossier says it against itself; the example is the procurement
of services (03), inside the budget, by open tender."""

from typing import Any

import pytest

from tests.domain.test_contradictions import refused

CONTRACT, KIND, IN_BUDGET = "/matter/scope/contract", "/matter/funds/kind", "/matter/funds/in_budget"
NO_CONTRACT: dict[str, Any] = {CONTRACT: False, KIND: "BUDGETED", "/matter/funds/procurement": None}
"""No contract, and nothing that says there is one."""


@pytest.mark.parametrize(("at", "said"), [
    ({CONTRACT: False}, "登记了政府采购"),
    ({CONTRACT: False, KIND: "BUDGETED"}, "登记了政府采购"),
    ({CONTRACT: False, "/matter/funds/procurement": None}, "登记了政府采购"),
    ({**NO_CONTRACT, "/matter/contract": {"awarded_on": "2023-03-22", "signed_on": "2023-03-30"}}, "登记了合同的情况"),
    ({**NO_CONTRACT, "/matter/contract": {"review_no": "合审〔2023〕9号"}}, "登记了合同的情况"),
])  # fmt: skip
def test_no_contract_is_concluded_is_not_said_beside_a_procurement_or_a_contract(at: dict[str, Any], said: str):
    assert said in refused("03", at)[CONTRACT]
    assert refused("03", {**at, CONTRACT: True}) == refused("03", {**at, CONTRACT: None}) == {}


@pytest.mark.parametrize("contract", [None, {}])
def test_money_that_is_spent_without_a_contract_is_not_refused(contract: dict[str, Any] | None):
    assert refused("03", {**NO_CONTRACT, "/matter/contract": contract}) == {}


@pytest.mark.parametrize(("kind", "in_budget", "places"), [
    ("BUDGETED", False, [IN_BUDGET]), ("BUDGETED", True, []), ("BUDGETED", None, []),
    ("UNBUDGETED", True, [IN_BUDGET]), ("UNBUDGETED", False, []), ("PROCUREMENT", False, []), (None, False, []),
])  # fmt: skip
def test_the_kind_of_funds_does_not_deny_whether_they_are_in_the_budget(kind: Any, in_budget: Any, places: list[str]):
    assert list(refused("03", {KIND: kind, IN_BUDGET: in_budget})) == places


@pytest.mark.parametrize(("others", "places"), [
    ({}, [KIND]), ({"/matter/category": "MAJOR_MATTER"}, [KIND]), ({"/matter/secondary_categories": ["MAJOR_MATTER"]}, [KIND]),
    ({"/matter/secondary_categories": None}, []), ({"/matter/category": None}, []),
    ({"/matter/category": "MAJOR_PROJECT"}, []), ({"/matter/secondary_categories": ["MAJOR_PROJECT"]}, []),
    ({"/matter/project": {"government_investment": True}}, []),
])  # fmt: skip
def test_money_of_a_project_belongs_to_a_matter_with_a_project(others: dict[str, Any], places: list[str]):
    assert list(refused("03", {KIND: "PROJECT", **others})) == places


def test_a_project_of_which_nothing_is_registered_yet_is_one():
    assert refused("02", {"/matter/project": None}) == {}


OPERATION, AMOUNT = "/matter/funds/asset/operation", "/matter/funds/amount"


@pytest.mark.parametrize(("operation", "places"), [
    ("NONE", [OPERATION]), ("ALLOCATION", [OPERATION]), ("DISPOSAL", []), ("INVESTMENT", []), (None, []),
])  # fmt: skip
def test_money_of_a_disposal_does_not_stand_beside_no_asset_or_one_that_is_bought(operation: Any, places: list[str]):
    disposed = {KIND: "ASSET_DISPOSAL", "/matter/funds/procurement": None, OPERATION: operation}
    assert list(refused("03", disposed)) == places


@pytest.mark.parametrize(("at", "places"), [
    ({AMOUNT: "3860000.00"}, []), ({AMOUNT: "3860000.01"}, [AMOUNT]), ({AMOUNT: "9000000.00"}, [AMOUNT]),
    ({AMOUNT: "9000000.00", "/matter/project/approved_budget": "9000000.00"}, []),
    ({AMOUNT: "9000000.01", "/matter/project/approved_budget": "9000000.00"}, [AMOUNT]),
    ({AMOUNT: "9000000.00", "/matter/project/increase": {"approval_no": "示发改〔2023〕9号"}}, []),
    ({AMOUNT: "9000000.00", "/matter/project/increase": {"approval_no": "无"}}, [AMOUNT]),
    ({AMOUNT: "9000000.00", "/matter/project/government_investment": False, "/matter/project/in_annual_plan": False}, []),
    ({AMOUNT: "9000000.00", "/matter/project/design_budget": None}, []),
])  # fmt: skip
def test_no_more_is_spent_on_a_government_investment_than_its_budget_has(at: dict[str, Any], places: list[str]):
    """第二十三条: 9 million for a project of 3.86 million, whose budget nobody increased."""
    unsaid = {f"/matter/funds/same_{one}_total": None for one in ("payee", "item", "project")}
    assert list(refused("02", {**unsaid, **at})) == places
