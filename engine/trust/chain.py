"""The chain of the audit log: each row's hash covers the row and the hash before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FIRST = "0" * 64


def digest(row: Mapping[str, Any], previous: str) -> str:
    """SHA-256 (hex) over the row's plain values in one fixed writing, and the hash before."""
    written = json.dumps(
        {**row, "previous_hash": previous},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(written.encode()).hexdigest()
