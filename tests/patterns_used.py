"""Every regular expression of the product, found by importing it and by reading with it.

Run by itself, it tries each with inputs that are made to be slow for it, and writes the times as
JSON: fresh, since patterns are caught where they are compiled.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import json
import re
import sys
import warnings
from collections.abc import Iterator
from datetime import date
from types import FrameType, ModuleType
from typing import Any

from tests.slow_inputs import slowest
from tests.sources import SOURCES, python_files

# Needs Rasa's environment; what it reads with is in `assistant/`.
ELSEWHERE = ("rasa", "jieba", "onnxruntime", "tensorflow", "joblib", "scipy")
CALLS = ("compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer")
SENTENCES = tuple((SOURCES / "tests" / "understanding").glob("own-*.jsonl"))
MOST_SENTENCES = 60

found: dict[tuple[str, int], tuple[re.Pattern[str], str]] = {}
_compile = re._compile  # type: ignore[attr-defined]


def _seen(pattern: Any, flags: int) -> Any:
    compiled = _compile(pattern, flags)
    if isinstance(compiled.pattern, str) and (where := _ours(sys._getframe(1))):
        found.setdefault((compiled.pattern, compiled.flags), (compiled, where))
    return compiled


def _ours(frame: FrameType | None) -> str | None:
    """Where in our code it is compiled; None for libraries. Not the readers of words files: who
    asks them stands above."""
    passing = ("re/__init__.py", "understanding/patterns.py")
    while frame and frame.f_code.co_filename.endswith(passing):
        frame = frame.f_back
    name = frame.f_code.co_filename if frame else ""
    if not name.startswith(f"{SOURCES}/") or "/.venv/" in name or "/tests/" in name:
        return None
    return f"{name.removeprefix(f'{SOURCES}/')}:{frame.f_lineno if frame else 0}"


def gather() -> list[tuple[re.Pattern[str], str]]:
    """All patterns, each with its place."""
    re._compile = _seen  # type: ignore[attr-defined]
    try:
        for module in [*_modules()]:
            _call_kept(module)
        _constants()
        _read()
    finally:
        re._compile = _compile  # type: ignore[attr-defined]
    return list(found.values())


def _modules() -> Iterator[ModuleType]:
    for path in python_files():
        if path.name == "__main__.py" or "migrations" in path.parts:
            continue
        name = ".".join(path.relative_to(SOURCES).with_suffix("").parts)
        try:
            yield importlib.import_module(name.removesuffix(".__init__"))
        except ModuleNotFoundError as error:
            if error.name not in ELSEWHERE:
                raise


def _call_kept(module: ModuleType) -> None:
    """What is made at its first use and kept."""
    for made in list(vars(module).values()):
        kept = isinstance(made, functools._lru_cache_wrapper)
        if kept and made.__module__ == module.__name__ and not inspect.signature(made).parameters:
            made()


def _constants() -> None:
    """Those that are written out within functions."""
    for path in python_files():
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            of_re = isinstance(call.func.value, ast.Name) and call.func.value.id == "re"
            first = call.args[0] if call.args else None
            if of_re and call.func.attr in CALLS and isinstance(first, ast.Constant):
                pattern = _compile(first.value, 0)
                where = f"{path.relative_to(SOURCES)}:{call.lineno}"
                found.setdefault((pattern.pattern, pattern.flags), (pattern, where))


def _read() -> None:
    """Sentences as Rasa has them read, for what is compiled while reading."""
    from assistant.understanding.names import read_names
    from assistant.understanding.parts import parts_of
    from assistant.understanding.quantities import read_quantities
    from engine.values.fiscal import FiscalCalendar

    for text in _sentences():
        read_quantities(text, date(2026, 11, 30), FiscalCalendar(1, False), home="CNY")
        read_names(text)
        parts_of(text)


def _sentences() -> list[str]:
    said: list[str] = []
    for file in SENTENCES:
        for line in file.read_text(encoding="utf-8").splitlines():
            said += [turn["user"] for turn in json.loads(line).get("given", []) if "user" in turn]
    return sorted(set(said))[:MOST_SENTENCES]


def main() -> None:
    warnings.simplefilter("ignore")
    times = [(*slowest(pattern), where, pattern.pattern[:80]) for pattern, where in gather()]
    json.dump(sorted(times, reverse=True), sys.stdout)


if __name__ == "__main__":
    main()
