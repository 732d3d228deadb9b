"""The trained model: what it is made from, so that it is made anew when that changes."""

import ast
from pathlib import Path

from assistant.language import FOLDER
from commands.model import made_from
from engine.settings import CHECKOUT

UNDERSTANDING = CHECKOUT / "assistant" / "understanding"


def test_a_language_that_changes_makes_the_model_anew() -> None:
    assert set(FOLDER.glob("*.toml")) <= set(made_from())


def test_what_the_understanding_is_written_with_makes_the_model_anew() -> None:
    assert _imported() - set(made_from()) == set()


def _imported() -> set[Path]:
    """The modules of the assistant that its understanding imports, with itself."""
    found: set[Path] = set()
    waiting = list(UNDERSTANDING.rglob("*.py"))
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found.add(file)
        named = (
            node.module
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom) and node.module
        )
        modules = (CHECKOUT / f"{name.replace('.', '/')}.py" for name in named)
        waiting += [one for one in modules if one.exists() and "assistant" in one.parts]
    return found
