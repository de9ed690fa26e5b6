"""A link within a page leads to a place on it, and no place is there twice: what is missing is filled in where it leads."""

import re
from collections import Counter
from html import unescape

import pytest

from .conftest import SignIn, text

FRESH, PROJECT = "SL-ZSJ-2024-0009", "SL-ZSJ-2023-0011"


@pytest.mark.parametrize("page", [
    f"{FRESH}/send-for-review", f"{PROJECT}/follow-up",
    *(pytest.param(f"{number}/{page}", marks=pytest.mark.heavy) for number, pages in {
        FRESH: ("supplement", "revise-draft", "adoption", "consult-units", "open-consultation", "hearing", "expert-review",
                "risk-assessment", "fair-competition", "register-emergency", "commission-opinion"),
        PROJECT: ("report-upward", "publication", "carrying-out", "evaluation", "close-file"),
        "SL-ZSJ-2023-0019": ("publicity", "follow-up"), "SL-ZSJ-2023-0004": ("follow-up",),
    }.items() for page in pages),
])  # fmt: skip
def test_every_link_within_a_form_leads_to_one_place(sign_in: SignIn, page: str) -> None:
    answer = sign_in("mishu").get(f"/matters/{page}")
    shown = text(answer)
    places = Counter(unescape(place) for place in re.findall(r'\sid="([^"]+)"', shown))
    assert answer.status_code == 200
    assert [place for place, times in places.items() if times > 1] == []
    assert {unescape(place) for place in re.findall(r'href="#([^"]+)"', shown)} <= places.keys()
