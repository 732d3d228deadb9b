"""The golden cases: as given, and again with every name and number changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent
Case = dict[str, Any]


def load(file: str) -> dict[str, Case]:
    text = (FOLDER / f"{file}.json").read_text(encoding="utf-8")
    return {case["id"]: case for case in json.loads(text)["cases"]}


def cases(file: str, name: str) -> pytest.MarkDecorator:
    """The case `name` as given, and as changed."""
    variants = [load(file)[name], load(f"{file}_changed")[name]]
    return pytest.mark.parametrize("case", variants, ids=["given", "changed"])
