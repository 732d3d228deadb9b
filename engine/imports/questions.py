"""What only a person can say of a file, and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`code` and `subject` (empty where there is one such question a file) are its key: the
    answer is one of `options`, or, where there are none, free (a day, a year, a word).
    `proposed` is the likely one; it is never taken without being said. `rows` says how many rows
    wait for it: they are left out until then. `args` fill its text."""

    code: str
    subject: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    proposed: str | None = None
    rows: int = 0

    @property
    def key(self) -> str:
        return f"{self.code}:{self.subject}" if self.subject else self.code


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers by the keys of their questions; `used` are those that anything went by."""

    said: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set, compare=False)

    def to(self, code: str, subject: str = "") -> str | None:
        """What was said to this very question, or once for all of its code."""
        for key in (f"{code}:{subject}" if subject else code, code):
            if key in self.said:
                self.used.add(key)
                return self.said[key]
        return None
