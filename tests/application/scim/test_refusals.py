"""Every refusal of the provider's word has its words."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from engine.api.scim.answers import refusals
from engine.settings import CHECKOUT

FOLDER = CHECKOUT / "engine" / "usecases" / "directory"


def raised(folder: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """The codes, each with what is said along with it."""
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "NotKept":
                code = node.args[0]
                assert isinstance(code, ast.Constant)
                yield str(code.value), frozenset(one.arg or "" for one in node.keywords)


def test_every_refusal_is_said_and_none_besides() -> None:
    found = dict(raised(FOLDER))
    assert set(found) == set(refusals())
    for code, given in found.items():
        named = {name for _, name, _, _ in string.Formatter().parse(refusals()[code]["detail"])}
        assert {name for name in named if name} <= given
