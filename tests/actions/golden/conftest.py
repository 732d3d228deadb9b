"""Whether the texts are to be compared, or written anew."""

from __future__ import annotations

import pytest


@pytest.fixture
def approving(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("approve"))
