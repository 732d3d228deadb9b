"""One clock: what day it is, is asked of the company's calendar and of nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("engine", "actions", "application", "assistant", "bot", "channels", "commands")
# Where this machine's own calendar is right, and why.
ALLOWED = {
    "bot/components/quantities.py": "sentences of an evaluation come without a company",
    "commands/bench": "measured on this machine, for no company",
}
# Parts of a moment that are a day; a moment has one only where its clock stands.
DAY_OF_MOMENT = {"date", "year", "month", "day", "strftime", "timetuple", "weekday"}


def own_calendars(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each place that takes a day from this machine's calendar, or from a moment in UTC."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value).rpartition(".")[2]
            if owner in ("date", "datetime") and node.func.attr in ("today", "utcnow"):
                yield node.lineno, ast.unparse(node)
            if owner == "datetime" and node.func.attr == "now" and not (node.args or node.keywords):
                yield node.lineno, ast.unparse(node)
        if isinstance(node, ast.Attribute) and node.attr in DAY_OF_MOMENT:
            moment = ast.unparse(node.value)
            if moment.endswith((".now", ".clock()")) or ".now(" in moment or moment == "now":
                yield node.lineno, ast.unparse(node)


def sources() -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if ".venv" not in path.parts and "versions" not in path.parts]


def test_no_day_is_taken_from_another_calendar() -> None:
    found = [
        f"{name}:{line}: {code}"
        for path in sources()
        if not any((name := path.relative_to(ROOT).as_posix()).startswith(one) for one in ALLOWED)
        for line, code in own_calendars(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize("name", ALLOWED)
def test_nothing_is_allowed_that_is_not_there(name: str) -> None:
    path = ROOT / name
    files = [path] if path.suffix else list(path.rglob("*.py"))
    assert any(list(own_calendars(ast.parse(one.read_text(encoding="utf-8")))) for one in files)


@pytest.mark.parametrize(
    "code",
    [
        "date.today()",
        "datetime.date.today()",
        "datetime.now()",
        "datetime.utcnow()",
        "datetime.now(UTC).date()",
        "context.now.year",
        "engine.clock().month",
        "now.date()",
    ],
)
def test_such_places_are_seen(code: str) -> None:
    assert list(own_calendars(ast.parse(code)))


@pytest.mark.parametrize("code", ["datetime.now(UTC)", "context.today.year", "company.day_of(now)"])
def test_moments_and_the_company_s_days_are_none(code: str) -> None:
    assert not list(own_calendars(ast.parse(code)))
