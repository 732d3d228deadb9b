"""A text that is not what it should be."""

from __future__ import annotations


class Wrong(Exception):
    """A text that is no such value, and why (a code)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
