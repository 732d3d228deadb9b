"""Languages are files: no Python of ours names one, and none holds words of one but its grammar."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from assistant.language import FOLDER, LANGUAGES, read_toml
from tests.sources import SOURCES, python_files

# Libraries that are told a language: for number words, and for how a name is cut up.
TOLD = {"text2num(text, ", "spacy.blank("}
# Where what people say is read and answered.
TALK = ("actions", "assistant", "bot", "channels")
# Han characters, or Latin words of which a pattern takes one ("cancel|stop").
WORDS = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{2,}[?)\\b]*\|[(?:\\b]*[A-Za-z]{2,}")


def _named() -> Iterator[str]:
    for file in python_files():
        for line in file.read_text(encoding="utf-8").splitlines():
            if any(f"{sign}{one}{sign}" in line for one in LANGUAGES for sign in "\"'"):
                yield f"{file.relative_to(SOURCES)}: {line.strip()}"


def _grammars() -> set[Path]:
    """The files that read one language, each named by the file of that language."""
    said = [read_toml(file).get("grammar", {}) for file in FOLDER.glob("*.toml")]
    specs = [find_spec(place.partition(":")[0]) for one in said for place in one.values()]
    return {Path(spec.origin).resolve() for spec in specs if spec and spec.origin}


def _strings(file: Path) -> Iterator[tuple[int, str]]:
    """Those that say something to the program: what is written about it is no part of it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    about = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in about:
            yield one.lineno, one.value


def _held() -> Iterator[str]:
    grammars = _grammars()
    for file in python_files(*TALK):
        if file.resolve() not in grammars:
            for line, said in _strings(file):
                if WORDS.search(said):
                    yield f"{file.relative_to(SOURCES)}:{line}: {said}"


def test_no_python_of_ours_names_a_language() -> None:
    assert [line for line in _named() if not any(one in line for one in TOLD)] == []


def test_python_holds_no_words() -> None:
    assert list(_held()) == []
