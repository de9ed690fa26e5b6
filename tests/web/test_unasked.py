"""What a form does not ask for, filled in all the same, is refused and told, never dropped in silence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from forms.flat import UNREAD
from review.domain.dossier import Draft, LegalityReview, LegalOpinion, Matter, Meeting, Preparation
from review.domain.plain import bare, hints, key_of
from review.web.posted import OF_NEW, OF_STORED
from tests.sampling import some

from .conftest import text, visited
from .road import BESIDE, MEETING, OPINION, PROCEDURES, REVIEW, ROAD, Stop, filled
from .test_stages import stored

STOPS = {stop.page: stop for stop in (*ROAD, *BESIDE)}
ASKED = {
    "new": ("/matter", Matter), "supplement": ("/matter", Matter), "give-opinion": (OPINION, LegalOpinion),
    "send-for-review": (REVIEW, LegalityReview), "issue-review": (REVIEW, LegalityReview), "confirm-topic": (MEETING, Meeting),
    "give-notice": (MEETING, Meeting), "revise-draft": ("/matter/draft", Draft),
    **{page: ("/preparation", Preparation) for page, *_ in PROCEDURES},
}  # fmt: skip
"""What the form of a page says of the dossier, and where."""

OF_MATTER = {"new": OF_NEW, "supplement": OF_STORED}


def is_taken_in(page: str, name: str) -> bool:
    """Whether it is stored though the page does not show it: what few matters have is asked for elsewhere."""
    found = page in OF_MATTER and not f"{name}/".startswith(tuple(f"/matter/{place}/" for place in OF_MATTER[page]))
    return found or name == f"{MEETING}/topic/order"


def leaves(at: str, kind: Any) -> Iterator[str]:
    """Every single field of a part; of a list the fields of its first row."""
    for field in fields(kind):
        inner, name = bare(hints(kind)[field.name]), f"{at}/{key_of(field.name)}"
        rows = getattr(inner, "__origin__", None) is tuple
        inner = bare(inner.__args__[0]) if rows else inner
        if is_dataclass(inner) and inner is not kind:
            yield from leaves(f"{name}/0" if rows else name, inner)
        elif not rows:
            yield name


def shown(page: str) -> set[str]:
    """The names of the fields of a page, of every row of a list."""
    return {re.sub(r"/\d+(?=/)", "/0", name).removesuffix(":lines") for name in re.findall(r'name="(/[^"]+)"', page)}


@pytest.mark.parametrize("page", some(ASKED, 8))
def test_every_field_that_a_page_does_not_show_is_refused_and_nothing_is_stored(page: str, stand: Callable[[str], Path]) -> None:
    stop: Stop = STOPS[page]
    with visited(stand(stop.name), stop) as (app, client):
        form = text(client.get(stop.path))
        before = None if page == "new" else stored(app)
        unasked = [name for name in leaves(*ASKED[page]) if name not in shown(form) and not is_taken_in(page, name)]
        data = filled(form, stop.says, stop.button).to_dict(flat=False)
        answer = client.post(stop.path, data={**data, **dict.fromkeys(unasked, "1")})
        assert answer.status_code == 422, text(answer)
        refused = text(answer).split('id="refused"')[1].split("</ol>")[0]
        told = {unescape(name) for name in re.findall(r'<a href="#([^"]+)"[^<]*</a>[^<]*' + UNREAD, refused)}
        assert set(unasked) - told == set()
        assert before is None or stored(app) == before


@pytest.mark.parametrize("page", some(STOPS, 8))
def test_a_field_of_no_place_of_the_dossier_is_refused_on_every_page(page: str, stand: Callable[[str], Path]) -> None:
    """Only a request that was made by hand has one; what it says would be dropped in silence."""
    stop: Stop = STOPS[page]
    with visited(stand(stop.name if stop in ROAD else stop.instead_of), stop) as (app, client):
        form = text(client.get(stop.path))
        before = None if page == "new" else stored(app)
        data = filled(form, stop.says, stop.button).to_dict(flat=False)
        answer = client.post(stop.path, data={**data, "/no_such_place/0/text": "x"})
        assert answer.status_code == 422, text(answer)
        assert UNREAD in text(answer)
        assert before is None or stored(app) == before
