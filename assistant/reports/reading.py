"""Which report a message asks for, and as what kind of file."""

from __future__ import annotations

from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__)
# The first that is named; the budget where none is.
KINDS = _SAID.each("kinds")
FORMATS = _SAID.each("formats")


def read_report(text: str) -> tuple[str | None, str]:
    """The kind of report, None where none is named, and the format (XLSX unless said)."""
    kind = next((name for name, pattern in KINDS if pattern.search(text)), None)
    return kind, next((name for name, pattern in FORMATS if pattern.search(text)), "xlsx")
