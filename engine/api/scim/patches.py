"""PATCH as identity providers send it, where that is more than the standard allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

OPERATIONS = "Operations"


def spelled_out(payload: Any) -> Any:
    """With an operation of its own for each value that a replacement without a path gives to a
    selection (`{"emails[type eq \\"work\\"].value": …}`), which Entra ID does."""
    operations = payload.get(OPERATIONS) if isinstance(payload, dict) else None
    if not isinstance(operations, list):
        return payload
    return {**payload, OPERATIONS: [new for one in operations for new in _spelled(one)]}


def _spelled(operation: Any) -> Iterator[Any]:
    value = operation.get("value") if isinstance(operation, dict) else None
    if not isinstance(value, dict) or operation.get("path"):
        yield operation
        return
    selections = {key: one for key, one in value.items() if "[" in key}
    plain = {key: one for key, one in value.items() if key not in selections}
    if plain or not selections:
        yield {**operation, "value": plain}
    for path, one in selections.items():
        yield {**operation, "path": path, "value": one}
