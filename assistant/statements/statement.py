"""One kind of statement: what it is made of, what it still needs, how it is summed up, stored."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from assistant.base import Turn
from assistant.reading.answers import is_digression
from assistant.statements.saying import assents, declines

Said = dict[str, Any]
# What was stated with it, and is summed up after it.
WAITING = "waiting"


class Statement(ABC):
    """All that is said lies in one slot as plain data; the message adds to it."""

    # Whether others who read along must not see it.
    personal = False

    @abstractmethod
    def begin(self, turn: Turn) -> Said | None:
        """What the first message says; None where it begins nothing after all.

        Raises:
            NotPermitted: the person may not state this.
        """

    @abstractmethod
    def take(self, turn: Turn, said: Said, asked: str | None) -> Said:
        """What a later message adds or corrects; `asked` is the open question."""

    @abstractmethod
    def missing(self, said: Said) -> str | None:
        """The question to ask next: course or rating; None where all is known."""

    @abstractmethod
    def ask(self, turn: Turn, missing: str) -> None:
        """Ask it."""

    @abstractmethod
    def summary(self, turn: Turn, said: Said) -> list[str]:
        """What will be stored, in lines."""

    @abstractmethod
    def store(self, turn: Turn, said: Said, key: str) -> list[str]:
        """Store it once; the lines that say so."""

    def about(self, turn: Turn, said: Said) -> str:
        """What it is, in few words."""
        return turn.say(f"back.{turn.slots['statement']}")

    def words(self, said: Said, which: str) -> str:
        """By which it is asked whether to store it."""
        return which

    def named(self, turn: Turn, said: Said) -> str:
        """What one of several is called."""
        return str(said["text"])

    def follow(self, turn: Turn, done: Said, first: Said) -> Said:
        """The first of those that were stated with what is done now."""
        return first

    def confirms(self, turn: Turn, said: Said) -> bool:
        return assents(turn.message)

    def declines(self, turn: Turn, said: Said) -> bool:
        return declines(turn.message)

    def is_beside(self, turn: Turn, said: Said, asked: str) -> bool:
        return is_digression(turn.message, asked)
