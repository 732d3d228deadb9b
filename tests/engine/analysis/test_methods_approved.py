"""What every method makes of made-up inputs is what somebody checked and approved.

`pytest tests/engine/analysis --approve` writes the texts anew: read the difference in git.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from engine.analysis.methods import METHODS
from engine.values.encoding import to_plain
from engine.values.errors import EngineError
from tests.approved import require_approved
from tests.engine.analysis.cases import CASES, Plain

TEXTS = Path(__file__).parent / "texts"


def test_every_method_has_cases() -> None:
    assert set(METHODS) == set(CASES)


@pytest.mark.parametrize("method", sorted(CASES))
def test_what_it_makes_of_its_inputs_is_approved(method: str, approving: bool) -> None:
    found = [f"=== {name}\n{outcome(method, one)}" for name, one in CASES[method].items()]
    require_approved(TEXTS / f"{method}.txt", "\n".join(found), approving)


@pytest.mark.parametrize("method", sorted(CASES))
def test_what_is_given_is_taken(method: str) -> None:
    taken = {field.name for field in fields(METHODS[method].inputs)}
    assert {name for one in CASES[method].values() for name in one} <= taken


def outcome(method: str, inputs: Plain) -> str:
    try:
        lines = list(flat("", METHODS[method].replay(inputs)))
    except EngineError as error:
        given = to_plain(error.args_by_name)
        lines = [f"refused: {type(error).__name__} {error.code}", *flat("", given)]
    return "\n".join(lines) + "\n"


def flat(path: str, value: Any) -> Iterator[str]:
    """A line for every value, by its place."""
    if isinstance(value, dict) and set(value) == {"amount", "currency"}:
        yield f"{path}: {value['currency']} {value['amount']}"
    elif isinstance(value, dict) and set(value) == {"code", "name", "name_en"}:
        yield f"{path}: {value['code']}"
    elif isinstance(value, dict | list) and value:
        parts = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for name, one in parts:
            yield from flat(f"{path}.{name}".lstrip("."), one)
    else:
        yield f"{path}: {value:.9g}" if isinstance(value, float) else f"{path}: {value}"
