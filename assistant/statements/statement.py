"""One kind of statement: what it is made of, what it still needs, how it is summed up, stored."""

from __future__ import annotations

from typing import Any, Protocol

from assistant.base import Turn

Said = dict[str, Any]


class Statement(Protocol):
    """All that is said lies in one slot as plain data; the message adds to it."""

    def begin(self, turn: Turn) -> Said:
        """What the first message says.

        Raises:
            NotPermitted: the person may not state this.
        """

    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        """What a later message adds or corrects; `asked` is the open question."""

    def missing(self, said: Said) -> str | None:
        """The question to ask next: course or rating; None where all is known."""

    def ask(self, turn: Turn, missing: str) -> None:
        """Ask it."""

    def summary(self, turn: Turn, said: Said) -> list[str]:
        """What will be stored, in lines."""

    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        """Store it once; the lines that say so."""
