"""The product's own Python files, for tests that read the code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.settings import CHECKOUT

# A mutation run works in a copy that holds every mutant beside the original.
SOURCES = CHECKOUT.parent if CHECKOUT.name == "mutants" else CHECKOUT
FOLDERS = ("actions", "application", "assistant", "bot", "channels", "commands", "engine")


def python_files(*folders: str) -> Iterator[Path]:
    """Every file of `folders` (of the whole product where none is named), without what is
    installed in their midst (`bot/.venv`)."""
    for folder in folders or FOLDERS:
        for path in sorted((SOURCES / folder).rglob("*.py")):
            if ".venv" not in path.parts:
                yield path
