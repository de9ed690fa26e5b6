"""The use cases are walked on both kinds of database."""

import pytest

from tests.databases import ON_BOTH


@pytest.fixture(params=ON_BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param
