"""No regular expression of the product takes long, whatever somebody writes."""

import json
import subprocess
import sys

import pytest

from tests.sources import SOURCES

pytestmark = pytest.mark.long
MOST = 0.050
LEAST_PATTERNS = 800


@pytest.fixture(scope="module")
def times() -> list[tuple[float, str, str, str]]:
    """Seconds on 2,000 characters, what these are made of, where it is compiled, its beginning."""
    tried = subprocess.run(
        [sys.executable, "-m", "tests.patterns_used"],
        cwd=SOURCES,
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(one) for one in json.loads(tried.stdout)]


def test_all_patterns_are_found(times: list[tuple[float, str, str, str]]) -> None:
    assert len(times) > LEAST_PATTERNS
    folders = {where.split("/")[0] for _, _, where, _ in times}
    assert {"assistant", "engine", "channels", "application", "bot", "commands"} <= folders


def test_none_takes_long_on_two_thousand_characters(
    times: list[tuple[float, str, str, str]],
) -> None:
    assert [one for one in times if one[0] > MOST] == []
