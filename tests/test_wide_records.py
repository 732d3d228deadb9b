"""Wide records are built by keyword only: of five figures in a row, two that stand in each
other's place look right everywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import SOURCES, python_files

MOST_BY_POSITION = 4


def records() -> Iterator[tuple[str, ast.ClassDef]]:
    """Every dataclass and named tuple of the product, by file and name."""
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and (_decorator(node) or _is_tuple(node)):
                yield f"{path.relative_to(SOURCES)}:{node.name}", node


def _decorator(node: ast.ClassDef) -> ast.expr | None:
    return next((one for one in node.decorator_list if "dataclass" in ast.unparse(one)), None)


def _is_tuple(node: ast.ClassDef) -> bool:
    return "NamedTuple" in map(ast.unparse, node.bases)


def fields(node: ast.ClassDef) -> int:
    """How many a caller gives."""
    return sum(isinstance(one, ast.AnnAssign) and _is_given(one) for one in node.body)


def _is_given(field: ast.AnnAssign) -> bool:
    value = ast.unparse(field.value) if field.value else ""
    return "ClassVar" not in ast.unparse(field.annotation) and "init=False" not in value


def is_by_keyword(node: ast.ClassDef) -> bool:
    decorator = _decorator(node)
    return decorator is not None and "kw_only=True" in ast.unparse(decorator)


RECORDS = dict(records())
WIDE = {name: node for name, node in RECORDS.items() if fields(node) > MOST_BY_POSITION}


def test_records_are_found() -> None:
    assert len(RECORDS) > len(WIDE) > 0
    assert Path("engine/usecases/estimate_cost.py:CostEstimate").as_posix() in WIDE


@pytest.mark.parametrize("name", sorted(WIDE))
def test_a_wide_record_is_built_by_keyword(name: str) -> None:
    assert is_by_keyword(WIDE[name])
