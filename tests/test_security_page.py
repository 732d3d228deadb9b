"""The page on security has a line for each requirement, and names tests that there are."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from engine.settings import CHECKOUT

PAGE = CHECKOUT / "docs" / "security.md"
IDS = Path(__file__).with_name("asvs_ids.txt")
LINE = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (met|n\. a\.|open) \| ([^|]+) \|$", re.MULTILINE
)
TEST = re.compile(r"`(tests/[\w/.]+?)(?:::(\w+))?`")
COUNTS = re.compile(r"\*\*(\d+) met, (\d+) not applicable, (\d+) open\*\*")


def lines() -> list[tuple[str, str, str]]:
    return LINE.findall(PAGE.read_text(encoding="utf-8"))


def test_every_requirement_of_levels_1_and_2_has_its_line() -> None:
    assert [number for number, _, _ in lines()] == IDS.read_text().split()


def test_the_summary_counts_as_the_tables_do() -> None:
    counted = Counter(state for _, state, _ in lines())
    said = COUNTS.search(PAGE.read_text(encoding="utf-8"))
    assert said is not None
    assert [int(one) for one in said.groups()] == [
        counted["met"],
        counted["n. a."],
        counted["open"],
    ]


@pytest.mark.parametrize(
    ("file", "function"), sorted(set(TEST.findall(PAGE.read_text(encoding="utf-8"))))
)
def test_a_test_that_is_named_is_there(file: str, function: str) -> None:
    path = CHECKOUT / file
    assert path.exists()
    assert not function or f"def {function}(" in path.read_text(encoding="utf-8")
