"""The codes that loading gives to people, as the source has them."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.sources import SOURCES

ENGINE = SOURCES / "engine"
PLACES = ("imports", "usecases/imports", "usecases/setup")
# Where the code stands among what is given: by its name, or as the last text.
BY_CALL = {
    "refuse": "why",
    "refuse_sums": "why",
    "leave_out": "why",
    "wrong": "why",
    "Wrong": "why",
    "Cost": "why",
    "Refusal": "why",
    "remark": "remark",
    "Remark": "remark",
    "Question": "question",
    "Fact": "fact",
    "InTheWay": "in_the_way",
    "Asked": "question",
}
PLACES_OF_CODE = {"Asked": 2}
PLACE_IN_HELPER = 3
ERRORS = ("InvalidInput", "NotFound")


def codes(engine: Path = ENGINE) -> dict[str, dict[str, Path]]:
    """By what they are (why, remark, question, fact, in_the_way, thing, error): where each is."""
    found: dict[str, dict[str, Path]] = defaultdict(dict)
    for path in files(engine):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = _constants(tree)
        for node in ast.walk(tree):
            for of, code in _said(node, named):
                found[of][code] = path
    return found


def files(engine: Path) -> Iterator[Path]:
    for place in PLACES:
        yield from sorted((engine / place).rglob("*.py"))


def _said(node: ast.AST, named: dict[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "things":
        yield from (("thing", one) for one in _texts(node.slice, named))
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    by_name = [one.value for one in node.keywords if one.arg == "code"]
    if name in ERRORS and node.args:
        yield from (("error", one) for one in _texts(node.args[0], named))
    elif name in BY_CALL:
        of = BY_CALL[name]
        for one in by_name or _code_given(node, name, of):
            yield from ((of, text) for text in _texts(one, named))


def _code_given(node: ast.Call, name: str, of: str) -> list[ast.expr]:
    """The argument that is the code."""
    at = PLACES_OF_CODE.get(name, 0 if of != "why" else -1)
    if name == "refuse" and isinstance(node.func, ast.Name):
        at = PLACE_IN_HELPER
    return [node.args[at]] if len(node.args) > max(at, 0) else []


def _texts(node: ast.expr, named: dict[str, str]) -> list[str]:
    """The texts that an expression can be."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return _texts(node.body, named) + _texts(node.orelse, named)
    return [named[node.id]] if isinstance(node, ast.Name) and node.id in named else []


def _constants(tree: ast.Module) -> dict[str, str]:
    """Texts that have names in a module."""
    return {
        target.id: one.value.value
        for one in tree.body
        if isinstance(one, ast.Assign)
        and isinstance(one.value, ast.Constant)
        and isinstance(one.value.value, str)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
