"""Texts that somebody approved, one file each."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest


def require_approved(path: Path, text: str, approving: bool) -> None:
    """Fail with the difference, unless `text` is what was approved; approve it if so told."""
    if approving:
        path.write_text(text, encoding="utf-8")
        return
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if text != before:
        difference = difflib.unified_diff(
            before.splitlines(), text.splitlines(), "approved", "now", lineterm=""
        )
        pytest.fail("\n".join([f"{path.name} differs (--approve if it is right)", *difference]))
